// What a program may ask of the machine, which has a CPU and nothing else: torch.cuda, torch.backends, torch.version,
// mixed precision, torch.distributed, torch.jit, profilers, and settings without effect.

import type { LibraryFile } from "../file";
import amp from "./amp.py";
import backendsCuda from "./backends_cuda.py";
import backendsCudnn from "./backends_cudnn.py";
import cuda from "./cuda.py";
import distributed from "./distributed.py";
import jit from "./jit.py";
import overrides from "./overrides.py";
import profiler from "./profiler.py";
import settings from "./settings.py";

/** A module that says whether something is there. */
const present = (name: string, is: "True" | "False"): LibraryFile => ({ text: `def ${name}():\n    return ${is}\n` });

export const environmentSources: readonly (readonly [string, LibraryFile])[] = [
  ["torch._settings", settings],
  ["torch.amp", { text: "from torch.amp.autocast_mode import autocast\n" }],
  ["torch.amp.autocast_mode", amp],
  ["torch.autograd.profiler", profiler],
  ["torch.backends.cuda", backendsCuda],
  ["torch.backends.cudnn", backendsCudnn],
  ["torch.backends.mkl", present("is_available", "False")],
  ["torch.backends.mkldnn", present("is_available", "True")],
  ["torch.backends.mps", { text: "def is_available():\n    return False\n\n\ndef is_built():\n    return False\n" }],
  ["torch.backends.openmp", present("is_available", "True")],
  [
    "torch.backends.opt_einsum",
    { text: "enabled = False\nstrategy = None\n\n\ndef is_available():\n    return False\n" },
  ],
  ["torch.cpu", { text: "" }],
  ["torch.cpu.amp", { text: "from torch.amp.autocast_mode import cpu_autocast as autocast\n" }],
  ["torch.cuda", cuda],
  [
    "torch.cuda.amp",
    {
      text: "from torch.amp.autocast_mode import GradScaler\nfrom torch.amp.autocast_mode import cuda_autocast as autocast\n",
    },
  ],
  ["torch.distributed", distributed],
  ["torch.jit", jit],
  ["torch.overrides", overrides],
  [
    "torch.profiler",
    {
      text: `from torch.autograd.profiler import ProfilerAction, ProfilerActivity, kineto_available, record_function, schedule, supported_activities
from torch.autograd.profiler import scheduled_profile as profile
`,
    },
  ],
  [
    "torch.version",
    { text: '__version__ = "1.13.1"\ncuda = None\ndebug = False\ngit_version = "Unknown"\nhip = None\n' },
  ],
];
