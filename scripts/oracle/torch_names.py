"""Writes src/language/modules/torch/names.ts: the names that PyTorch's modules and Tensor have.

usage: python3 torch_names.py > src/language/modules/torch/names.ts
"""
import inspect
import textwrap
import torch
import torch.autograd.functional
import torch.nn.init
import torch.nn.utils
import torch.optim.lr_scheduler
import torch.utils.data
import torch.distributions

MODULES = [
    "torch", "torch.nn", "torch.nn.functional", "torch.nn.init", "torch.nn.utils", "torch.nn.parameter",
    "torch.optim", "torch.optim.lr_scheduler", "torch.autograd", "torch.autograd.functional", "torch.autograd.graph",
    "torch.utils", "torch.utils.data", "torch.linalg", "torch.distributions", "torch.fft", "torch.special",
    "torch.random", "torch.jit", "torch.cuda", "torch.backends",
]


def names_of(thing):
    found = []
    for name in sorted(dir(thing)):
        if name.startswith("_"):
            continue
        found.append(name)
    return found


def module_names(path):
    module = eval(path, {"torch": torch})
    # What a module merely imported for itself (math, warnings, typing's names) is no part of it.
    foreign = ("typing", "collections", "abc", "functools", "math", "warnings", "os", "sys", "builtins", "itertools")
    found = []
    for name in names_of(module):
        value = getattr(module, name)
        if inspect.ismodule(value) and not value.__name__.startswith("torch"):
            continue
        if getattr(value, "__module__", None) in foreign and name not in ("inf", "nan", "e", "pi"):
            continue
        found.append(name)
    return found


def show(key, names):
    text = textwrap.fill(" ".join(names), 116, initial_indent="    ", subsequent_indent="    ",
                         break_long_words=False, break_on_hyphens=False)
    print(f'  "{key}": `\n{text}`,')


print("// The names that PyTorch 1.13's modules and its Tensor have: what is in these lists and not here is refused by name,")
print("// what is not in them is an AttributeError as in PyTorch. Written by scripts/oracle/torch_names.py; do not edit.")
print()
print("const NAMES: Readonly<Record<string, string>> = {")
show("Tensor", [n for n in sorted(dir(torch.Tensor)) if not (n.startswith("__") and n.endswith("__") and n in dir(object))])
for path in MODULES:
    show(path, module_names(path))
print("};")
print("""
const sets = new Map<string, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

/** The names that PyTorch has under "Tensor" or a module's path; empty for a module that is not listed. */
export function knownNames(path: string): ReadonlySet<string> {
  const cached = sets.get(path);
  if (cached !== undefined) return cached;
  const text = Object.hasOwn(NAMES, path) ? NAMES[path] : undefined;
  const names = text === undefined ? NONE : new Set(text.trim().split(/\\s+/));
  sets.set(path, names);
  return names;
}

/** Whether the name is among them: for one or two, no set need be made. */
export function isKnownName(path: string, name: string): boolean {
  const cached = sets.get(path);
  if (cached !== undefined) return cached.has(name);
  const text = Object.hasOwn(NAMES, path) ? NAMES[path] : undefined;
  if (text === undefined || !/^\\w+$/.test(name)) return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (/\\s/.test(text.charAt(at - 1)) && !/\\S/.test(text.charAt(at + name.length))) return true;
  }
  return false;
}""")
