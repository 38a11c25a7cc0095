// The classes torch.Tensor and torch.nn.Parameter, and the engine's tensors as their instances. Their members are
// filled in by ./tensor-members, ./tensor-operators and the op declarations.

import { float32 } from "../../../engine/tensor/dtype";
import { empty, withoutHistory } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { attributeError, typeError } from "../../runtime/errors";
import { PyGetSet } from "../../runtime/function";
import { builtinClass, type Keywords, type PyClass, type Value } from "../../runtime/object";
import { typeName } from "../../runtime/types";
import { PyDict, registerHostType } from "../../runtime/value";
import { guarded, nativeMethod, positional, toPython } from "./native";
import { torchClass } from "./objects";
import { checkNoArguments, requireGrad } from "./ops";

/** Where PyTorch's C++ side keeps the members; error messages name it. */
export const tensorBase = builtinClass("torch._C._TensorBase");

export const tensorType = torchClass("Tensor", tensorBase);
tensorType.fromPython = true;
tensorType.hasDict = true;
tensorType.subclassable = false;

export const parameterType = torchClass("Parameter", tensorType);
parameterType.module = "torch.nn.parameter";
parameterType.hasDict = true;
parameterType.subclassable = false;
for (const cls of [tensorType, parameterType]) cls.refusedBase = true;

/**
 * torch.autograd.Variable: every tensor is one. PyTorch says so through a metaclass; here the class stands in the
 * resolution order of Tensor, where it has no members.
 */
export const variableType = builtinClass("Variable");
variableType.module = "torch.autograd.variable";
variableType.subclassable = false;
for (const cls of [tensorType, parameterType]) cls.mro.splice(-1, 0, variableType);
variableType.construct = (_cls, args, keywords) =>
  guarded((given, named) => {
    const [data, requiresGrad = false] = positional("Variable", ["data", "requires_grad", "volatile"], 0, given, named);
    if (!(data instanceof Tensor)) {
      throw typeError(`Variable data has to be a tensor, but got ${typeName(data ?? null)}`);
    }
    const variable = withoutHistory(data);
    if (requiresGrad === true) requireGrad(variable);
    return variable;
  })(args, keywords);

/** The attributes of a tensor that is of another class than its kind says. */
export class ClassedAttributes extends PyDict {
  constructor(readonly tensorClass: PyClass) {
    super();
  }
}

/** What the language hangs on a tensor: attributes that a program set on it. */
registerHostType(Tensor, {
  classOf: (tensor): PyClass => {
    if (tensor.host instanceof ClassedAttributes) return tensor.host.tensorClass;
    return tensor.isParameter ? parameterType : tensorType;
  },
  attributes: (tensor, create) => {
    if (tensor.host instanceof PyDict) return tensor.host;
    if (!create) return undefined;
    const attributes = new PyDict();
    tensor.host = attributes;
    return attributes;
  },
});

/** A parameter on the memory of `data`. */
export function makeParameter(data: Tensor, requiresGrad: boolean): Tensor {
  const parameter = withoutHistory(data);
  parameter.isParameter = true;
  if (requiresGrad) requireGrad(parameter);
  return parameter;
}

parameterType.construct = (_cls, args: Value[], keywords: Keywords | null) =>
  guarded((given, named) => {
    const [data = null, requiresGrad = true] = positional("__new__", ["data", "requires_grad"], 0, given, named);
    if (data === null) return makeParameter(empty([0], float32), true);
    if (!(data instanceof Tensor)) {
      throw attributeError(`'${typeName(data)}' object has no attribute 'detach'`, "detach", data);
    }
    if (typeof requiresGrad !== "boolean") {
      throw typeError(
        `_make_subclass(): argument 'require_grad' (position 3) must be bool, not ${typeName(requiresGrad)}`,
      );
    }
    return makeParameter(data, requiresGrad);
  })(args, keywords);

/** `self` of a member of Tensor. */
export function tensorSelf(value: Value | undefined, member: string): Tensor {
  if (value instanceof Tensor) return value;
  throw typeError(
    `descriptor '${member}' for 'torch._C._TensorBase' objects doesn't apply to a '${typeName(value ?? null)}' object`,
  );
}

/** Adds an attribute that is computed. */
export function tensorAttribute(
  name: string,
  read: (tensor: Tensor) => Value,
  write: ((tensor: Tensor, value: Value) => void) | null = null,
  remove: ((tensor: Tensor) => void) | null = null,
): void {
  const member = new PyGetSet(
    name,
    (value) => translated(() => read(tensorSelf(value, name))),
    write === null ? null : (value, given) => translated(() => write(tensorSelf(value, name), given)),
    remove === null ? null : (value) => translated(() => remove(tensorSelf(value, name))),
  );
  tensorBase.setMember(name, member);
}

function translated<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw toPython(error);
  }
}

/** Methods that PyTorch writes in Python: messages name the class too, and count self. */
const writtenInPython: ReadonlySet<string> = new Set([
  "__contains__",
  "__len__",
  "backward",
  "eig",
  "is_shared",
  "lstsq",
  "lu",
  "register_hook",
  "share_memory_",
  "solve",
]);

/** Adds a method; `names` are its parameters, the first `required` of which must be given. */
export function tensorMethod(
  name: string,
  names: readonly string[],
  required: number,
  run: (tensor: Tensor, ...args: (Value | undefined)[]) => Value,
): void {
  nativeMethod(tensorBase, name, (args, keywords) => {
    const tensor = tensorSelf(args[0], name);
    if (writtenInPython.has(name)) {
      return run(tensor, ...positional(`Tensor.${name}`, ["self", ...names], required + 1, args, keywords).slice(1));
    }
    if (names.length === 0) {
      checkNoArguments(name, args, keywords);
      return run(tensor);
    }
    return run(tensor, ...positional(name, names, required, args.slice(1), keywords));
  });
}
