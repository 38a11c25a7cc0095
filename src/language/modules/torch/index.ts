// The torch package: its modules, made of the op declarations, of the functions written beside this file, and of the
// prelude's text. What PyTorch has and this has not is refused by name; other names are PyTorch's AttributeError.

import { setWarningHandler } from "../../../engine/warnings";
import { intType } from "../../runtime/object";
import "../../../engine/ops";
import { isGradEnabled, setGradEnabled, setInferenceMode } from "../../../engine/autograd/grad-mode";
import {
  disableSavedTensorHooks,
  popSavedTensorHooks,
  pushSavedTensorHooks,
} from "../../../engine/autograd/saved-variable";
import { opNames } from "../../../engine/ops/declare";
import { defaultGenerator } from "../../../engine/ops/random";
import { Generator } from "../../../engine/random/generator";
import { restoreBytes, stateBytes } from "../../../engine/random/state";
import { uint8 } from "../../../engine/tensor/dtype";
import { fromNumbers, numbers } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { preludeSources } from "../../prelude";
import type { LibraryFile } from "../../prelude/file";
import { getAttribute, setMembersElsewhere } from "../../runtime/attributes";
import { call } from "../../runtime/call";
import { attributeError, exceptionNamed, Refusal, runtimeError, typeError } from "../../runtime/errors";
import { type PyBuiltin, PyFunction, PyGetSet } from "../../runtime/function";
import { normalise } from "../../runtime/numbers";
import type { Value } from "../../runtime/object";
import { asIndex, truth } from "../../runtime/operators";
import { defineModule, moduleFactory, registerSourceModule, sourceModule } from "../../runtime/registry";
import { typeName } from "../../runtime/types";
import { PyDict, PyFloat, PyList, type PyModule } from "../../runtime/value";
import { existsElsewhere } from "../elsewhere";
import { anomalyFunctions, watchAnomalies } from "./anomaly";
import { addAutogradMethods, autogradFunctions, resetAutograd } from "./autograd";
import { addCompositeMethods, compositeFunctions } from "./composites";
import { applyFunction, contextType, delayedErrorFunction, undefinedGradFunction } from "./custom-function";
import { dataFunctions, legacyTypes, plainFunctions, resetSettings } from "./functions";
import { lazyTensorTypes } from "./lazy-tensors";
import { knownTorchMembers } from "./members";
import { addMoreMethods, moreFunctions } from "./more-members";
import { isKnownName, knownNames } from "./names";
import { linAlgErrorType, nativeFunction, nativeMethod, positional } from "./native";
import { savedTensorHooks } from "./nodes";
import { finfoType, iinfoType } from "./number-info";
import { addNumPyMethods } from "./numpy-members";
import {
  Device,
  deviceType,
  dtypeNames,
  dtypeObject,
  dtypeType,
  GeneratorObject,
  generatorClass,
  layoutType,
  memoryFormats,
  memoryFormatType,
  sizeType,
  strided,
} from "./objects";
import { hasOp, opFunction, opMethod } from "./ops";
import { optimizerSteps } from "./optimizer-steps";
import { registered } from "./registered";
import { addTensorMembers, copyWithStorage } from "./tensor-members";
import { addTensorOperators } from "./tensor-operators";
import { parameterType, tensorBase, tensorType, variableType } from "./tensor-type";

type ImportModule = (name: string) => PyModule;

/** The run that goes on; one at a time. Members of built-in types are made once and reach its modules through this. */
let importModule: ImportModule = () => {
  throw new Error("torch has not been imported");
};

const autogradHost = { importModule: (name: string) => importModule(name), warn };

/** Submodules that `import torch` brings along. */
const submodules: ReadonlySet<string> = new Set([
  "amp",
  "autograd",
  "backends",
  "cpu",
  "cuda",
  "distributed",
  "distributions",
  "fft",
  "functional",
  "jit",
  "linalg",
  "nn",
  "optim",
  "overrides",
  "profiler",
  "random",
  "serialization",
  "special",
  "testing",
  "utils",
  "version",
]);

/** Names of torch that a module of the prelude has. */
const namesElsewhere: Readonly<Record<string, readonly string[]>> = {
  "torch._lowrank": ["pca_lowrank", "svd_lowrank"],
  "torch._settings": [
    "are_deterministic_algorithms_enabled",
    "get_deterministic_debug_mode",
    "get_float32_matmul_precision",
    "get_num_interop_threads",
    "is_deterministic_algorithms_warn_only_enabled",
    "is_warn_always_enabled",
    "set_deterministic_debug_mode",
    "set_float32_matmul_precision",
    "set_num_interop_threads",
    "set_warn_always",
    "use_deterministic_algorithms",
  ],
  "torch.amp.autocast_mode": [
    "autocast",
    "get_autocast_cpu_dtype",
    "get_autocast_gpu_dtype",
    "is_autocast_cache_enabled",
    "is_autocast_cpu_enabled",
    "is_autocast_enabled",
  ],
  "torch.autograd.grad_mode": ["enable_grad", "inference_mode", "no_grad", "set_grad_enabled"],
  "torch.serialization": ["load", "save"],
  "torch.utils.dlpack": ["from_dlpack", "to_dlpack"],
};

/** Methods that torch has as functions too. */
const methodsAsFunctions: ReadonlySet<string> = new Set(["detach_", "fill_", "zero_"]);

const homeOfName: ReadonlyMap<string, string> = new Map(
  Object.entries(namesElsewhere).flatMap(([module, names]) => names.map((name): [string, string] => [name, module])),
);

/** Functions of torch that the prelude has in torch.functional. */
const functionalNames: ReadonlySet<string> = new Set([
  "block_diag",
  "cartesian_prod",
  "cdist",
  "chain_matmul",
  "eig",
  "einsum",
  "histogramdd",
  "lstsq",
  "lu",
  "matrix_rank",
  "norm",
  "solve",
  "split",
  "stft",
  "tensordot",
  "unique",
  "unique_consecutive",
]);

/** Methods of Tensor that the prelude has in torch._tensor. */
const tensorMethodNames = ["norm", "split", "stft", "storage", "unflatten", "unique", "unique_consecutive"];

/** Shows a UserWarning at the line that runs now. */
function warn(message: string): void {
  call(getAttribute(importModule("warnings"), "warn"), [message, exceptionNamed("UserWarning")]);
}

function missing(path: string, name: string, module: PyModule): unknown {
  // A package brings most of what its modules have.
  const known = path.startsWith("torch.distributions.") ? "torch.distributions" : path;
  // Of PyTorch's private names there is no list: one may well be there, so that an AttributeError would be a lie.
  const full = `${path}.${name}`;
  const isModule = moduleFactory(full) !== undefined || sourceModule(full) !== undefined;
  const isPrivate = /^_[^_]/.test(name) || (path === "torch" && existsElsewhere(full));
  if (isPrivate ? !isModule : isKnownName(known, name)) return new Refusal(full);
  return attributeError(`module '${path}' has no attribute '${name}'`, name, module);
}

/** Names that a module finds only when they are asked for. */
function lazyNames(module: PyModule, find: (name: string) => Value | null): void {
  const getattr = nativeFunction("__getattr__", ([name = ""]) => {
    const text = String(name);
    const value = text.startsWith("__") ? null : find(text);
    if (value === null) throw missing(module.name, text, module);
    module.globals.set(text, value);
    return value;
  });
  module.globals.set("__getattr__", getattr);
}

function fill(module: PyModule, functions: readonly PyBuiltin[]): void {
  for (const each of functions) module.globals.set(each.name, each);
}

function torchModule(module: PyModule, library: ImportModule): void {
  importModule = library;
  resetSettings();
  resetAutograd();
  watchAnomalies(warn);
  setWarningHandler(warn);
  const { globals } = module;
  globals.set("__version__", "1.13.1");
  constants(globals);
  fill(module, plainFunctions);
  fill(module, dataFunctions(warn));
  fill(module, compositeFunctions(warn));
  fill(module, moreFunctions);
  fill(module, randomFunctions);
  for (const [name, cls] of legacyTypes) globals.set(name, cls);
  for (const [name, dtype] of dtypeNames) globals.set(name, dtypeObject(dtype));
  for (const format of memoryFormats) globals.set(format.name, format);
  globals.set("strided", strided);
  globals.set("Tensor", tensorType);
  globals.set("Size", sizeType);
  globals.set("dtype", dtypeType);
  globals.set("device", deviceType);
  globals.set("layout", layoutType);
  globals.set("memory_format", memoryFormatType);
  globals.set("finfo", finfoType);
  globals.set("iinfo", iinfoType);
  globals.set("Generator", generatorClass);
  globals.set("default_generator", defaultGeneratorObject);
  lazyNames(module, (name) => {
    if (submodules.has(name)) return library(`torch.${name}`);
    const home = homeOfName.get(name);
    if (home !== undefined) return getAttribute(library(home), name);
    // PyTorch's own imports leave it there.
    if (name === "torch") return module;
    if (methodsAsFunctions.has(name)) return opFunction(`Tensor.${name}`);
    if (functionalNames.has(name)) return getAttribute(library("torch.functional"), name);
    return opOfModule("torch", "torch", name);
  });
}

/** An op that PyTorch's module has too: not every in-place form, or op that others are made of, is in each module. */
function opOfModule(form: string, path: string, name: string): PyBuiltin | null {
  return name.startsWith("_") || isKnownName(path, name) ? opFunction(`${form}.${name}`) : null;
}

function constants(globals: PyDict): void {
  globals.set("inf", new PyFloat(Number.POSITIVE_INFINITY));
  globals.set("nan", new PyFloat(Number.NaN));
  globals.set("pi", new PyFloat(Math.PI));
  globals.set("e", new PyFloat(Math.E));
}

const defaultGeneratorObject = new GeneratorObject(defaultGenerator);

/** An int as torch.manual_seed takes it: int(seed), within 64 bits. */
function seedOf(value: Value): bigint {
  const number = value instanceof PyFloat ? Math.trunc(value.value) : asIndex(value);
  const seed = BigInt(number ?? (call(intType, [value]) as bigint));
  if (seed >= 2n ** 64n || seed < -(2n ** 63n)) throw runtimeError("Overflow when unpacking long");
  return seed;
}

const randomFunctions: readonly PyBuiltin[] = [
  nativeFunction("manual_seed", (args, keywords) => {
    const [seed = null] = positional("manual_seed", ["seed"], 1, args, keywords);
    defaultGenerator.manualSeed(seedOf(seed));
    return defaultGeneratorObject;
  }),
  nativeFunction("initial_seed", () => normalise(defaultGenerator.initialSeed)),
  nativeFunction("get_rng_state", () => stateTensor(defaultGenerator)),
  nativeFunction("set_rng_state", (args, keywords) => {
    const [state = null] = positional("set_rng_state", ["new_state"], 1, args, keywords);
    restoreState(defaultGenerator, state);
    return null;
  }),
];

function stateTensor(generator: Generator): Tensor {
  const bytes = stateBytes(generator);
  return fromNumbers(Float64Array.from(bytes), [bytes.length], uint8);
}

function restoreState(generator: Generator, state: Value): void {
  if (!(state instanceof Tensor)) throw typeError(`expected a torch.ByteTensor, but got ${typeName(state)}`);
  if (state.dtype !== uint8) throw typeError("RNG state must be a torch.ByteTensor");
  restoreBytes(generator, Uint8Array.from(numbers(state)));
}

generatorClass.construct = () => new GeneratorObject(new Generator());
nativeMethod(generatorClass, "manual_seed", ([self = null, seed = null]) => {
  if (self instanceof GeneratorObject) self.generator.manualSeed(seedOf(seed));
  return self;
});
generatorClass.setMember("device", new PyGetSet("device", () => Device.cpu, null));
nativeMethod(generatorClass, "initial_seed", ([self = null]) =>
  self instanceof GeneratorObject ? normalise(self.generator.initialSeed) : null,
);
nativeMethod(generatorClass, "get_state", ([self = null]) =>
  self instanceof GeneratorObject ? stateTensor(self.generator) : null,
);
nativeMethod(generatorClass, "set_state", ([self = null, state = null]) => {
  if (self instanceof GeneratorObject) restoreState(self.generator, state);
  return self;
});

/** Ops as the prelude calls them, whatever forms they have for programs: by their schema's name. */
function opsModule(module: PyModule): void {
  const find = (name: string): PyBuiltin | null => {
    for (const form of ["F", "_C", "torch", "special", "linalg", "Tensor"]) {
      const found = opFunction(`${form}.${name}`);
      if (found !== null) return found;
    }
    return null;
  };
  module.globals.set(
    "functional",
    nativeFunction("functional", ([name = ""]) => {
      const text = String(name);
      const found = text.startsWith("__")
        ? null
        : (opOfModule("F", "torch.nn.functional", text) ?? functionalAlias(text));
      if (found === null) throw missing("torch.nn.functional", text, module);
      return found;
    }),
  );
  const getattr = nativeFunction("__getattr__", ([name = ""]) => {
    const text = String(name);
    const found = text.startsWith("__") ? null : find(text);
    if (found === null) throw new Refusal(`the op ${text}`);
    module.globals.set(text, found);
    return found;
  });
  module.globals.set("__getattr__", getattr);
}

/** nn.functional also has these functions of torch. */
function functionalAlias(name: string): PyBuiltin | null {
  return isKnownName("torch.nn.functional", name) && hasOp(`torch.${name}`) ? opFunction(`torch.${name}`) : null;
}

function privateModule(module: PyModule): void {
  fill(module, [
    nativeFunction("_set_grad_enabled", ([enabled = null]) => setGradEnabled(truth(enabled))),
    nativeFunction("_is_grad_enabled", () => isGradEnabled()),
    nativeFunction("_set_inference_mode", ([enabled = null]) => setInferenceMode(truth(enabled))),
    nativeFunction("_is_generator_function", ([value]) => value instanceof PyFunction && value.code.isGenerator),
    nativeFunction("_refuse", ([what = null]) => {
      throw new Refusal(String(what));
    }),
    nativeFunction("_push_saved_tensors_hooks", ([pack = null, unpack = null]) => {
      pushSavedTensorHooks(savedTensorHooks(pack, unpack));
      return null;
    }),
    nativeFunction("_pop_saved_tensors_hooks", () => {
      popSavedTensorHooks();
      return null;
    }),
    nativeFunction("_disable_saved_tensors_hooks", ([message = null]) =>
      disableSavedTensorHooks(message === null ? null : String(message)),
    ),
    ...anomalyFunctions,
    delayedErrorFunction,
    ...optimizerSteps,
    registered,
    nativeFunction("_storage_elements", ([tensor]) => {
      if (!(tensor instanceof Tensor)) throw typeError("a tensor is needed");
      const { storage, dtype } = tensor;
      return new Tensor(storage, dtype, [storage.byteLength / dtype.itemSize], [1], 0);
    }),
    nativeFunction("_copy_with_storage", ([tensor, storages]) => {
      if (tensor instanceof Tensor && storages instanceof PyDict) return copyWithStorage(tensor, storages);
      throw typeError("a tensor and a dict are needed");
    }),
    nativeFunction("_swap_default_generator", ([other]) => {
      if (!(other instanceof GeneratorObject)) throw typeError("a torch.Generator is needed");
      const state = defaultGenerator.snapshot();
      defaultGenerator.restore(other.generator.snapshot());
      other.generator.restore(state);
      return null;
    }),
    undefinedGradFunction,
  ]);
  module.globals.set("_apply_function", applyFunction(warn));
  module.globals.set("FunctionCtx", contextType);
  module.globals.set("_TensorBase", tensorBase);
  module.globals.set("_LinAlgError", linAlgErrorType);
}

/** A module whose names are ops of one form. */
function opModule(form: string): (module: PyModule) => void {
  return (module) => lazyNames(module, (name) => opOfModule(form, `torch.${form}`, name));
}

defineModule("torch", torchModule);
defineModule("torch._C", privateModule);
defineModule("torch._ops", opsModule);
defineModule("torch._tensor_types", (module) => {
  module.globals.set("Tensor", tensorType);
  module.globals.set("Parameter", parameterType);
  for (const cls of lazyTensorTypes) module.globals.set(cls.name, cls);
});
defineModule("torch.linalg", (module) => {
  module.globals.set("LinAlgError", linAlgErrorType);
  opModule("linalg")(module);
});
defineModule("torch.fft", opModule("fft"));
defineModule("torch.special", opModule("special"));
defineModule("torch.random", (module, library) => {
  fill(module, randomFunctions);
  module.globals.set("default_generator", defaultGeneratorObject);
  lazyNames(module, (name) => (name === "fork_rng" ? getAttribute(library("torch.random._fork"), "fork_rng") : null));
});
for (const name of ["torch.backends", "torch.utils"]) defineModule(name, preludeModule);

/** Packages of the prelude, whose text only says which module each name comes from: loaded name by name. */
const packages: ReadonlySet<string> = new Set([
  "torch.autograd",
  "torch.distributions",
  "torch.nn",
  "torch.nn.modules",
  "torch.nn.utils",
  "torch.optim",
  "torch.utils.data",
]);

for (const [name, file] of preludeSources) {
  if (packages.has(name)) {
    defineModule(name, (module, library) => packageModule(module, library, importedNames(file)));
  } else {
    if (name !== "torch.nn.functional") defineModule(name, preludeModule);
    registerSourceModule(name, file);
  }
}

/** Where a name of a package comes from: a module, and the name it has there. */
interface Origin {
  readonly module: string;
  readonly name: string;
}

/** Several packages may have one text. */
const tables = new WeakMap<LibraryFile, ReadonlyMap<string, Origin>>();

/** The import statements of a package's text as a table. */
function importedNames(file: LibraryFile): ReadonlyMap<string, Origin> {
  const made = tables.get(file);
  if (made !== undefined) return made;
  const origins = new Map<string, Origin>();
  tables.set(file, origins);
  for (const [, module = "", inParentheses, onLine] of file.text.matchAll(
    /^from (\S+) import (?:\(([^)]*)\)|(.*))$/gm,
  )) {
    for (const part of (inParentheses ?? onLine ?? "").split(",")) {
      const [name = "", , as = name] = part.trim().split(/\s+/);
      if (name !== "") origins.set(as, { module, name });
    }
  }
  return origins;
}

function packageModule(module: PyModule, library: ImportModule, origins: ReadonlyMap<string, Origin>): void {
  if (module.name === "torch.autograd") {
    fill(module, autogradFunctions(autogradHost));
    module.globals.set("Variable", variableType);
  }
  module.globals.set("__all__", new PyList(exportedNames(module.name, origins)));
  lazyNames(module, (name) => {
    const origin = origins.get(name);
    if (origin !== undefined && origin.module !== module.name) return getAttribute(library(origin.module), origin.name);
    const path = `${module.name}.${name}`;
    return preludeSources.has(path) ? library(path) : null;
  });
}

/** What `from package import *` brings: the package's names, and its modules that are among PyTorch's names of it. */
function exportedNames(name: string, origins: ReadonlyMap<string, Origin>): string[] {
  // PyTorch 1.13 lists a name that is not there, so that importing all of this package fails.
  if (name === "torch.utils.data") return ["collate", ...origins.keys()];
  const known = knownNames(name);
  const parts = [...known].filter((part) => preludeSources.has(`${name}.${part}`));
  return [...new Set([...origins.keys(), ...parts])];
}

/** A module of the prelude, with its submodules: what PyTorch has in it and this one has not is refused. */
function preludeModule(module: PyModule, library: ImportModule): void {
  lazyNames(module, (name) => {
    const path = `${module.name}.${name}`;
    return preludeSources.has(path) ? library(path) : null;
  });
}

setMembersElsewhere((cls) => (/^torch(\.|$)/.test(cls.module) ? knownTorchMembers(cls.name) : null));
addTensorMembers(warn);
addTensorOperators();
addCompositeMethods();
addMoreMethods();
addAutogradMethods(autogradHost);
addNumPyMethods(autogradHost.importModule);
for (const name of tensorMethodNames) {
  // A run has functions of its own: they are asked for at every call.
  nativeMethod(tensorType, name, (args, keywords) => {
    const methods = getAttribute(importModule("torch._tensor"), "Tensor");
    return call(getAttribute(methods, name), args, keywords);
  });
}
tensorBase.late = {
  find: (name) => opMethod(tensorBase, name) ?? undefined,
  names: () =>
    [...opNames()]
      .filter(([name]) => name.startsWith("Tensor."))
      .map(([name, overloads]) => ({ name: name.slice("Tensor.".length), overloads }))
      .flatMap(({ name, overloads }) => (overloads.some((each) => each.inplace) ? [name, `${name}_`] : [name])),
};
nativeMethod(tensorBase, "__getattr__", ([self = null, name = ""]) => {
  const text = String(name);
  if (isKnownName("Tensor", text)) throw new Refusal(`Tensor.${text}`);
  const owner = self instanceof Tensor && self.isParameter ? "Parameter" : "Tensor";
  throw attributeError(`'${owner}' object has no attribute '${text}'`, text, self);
});
