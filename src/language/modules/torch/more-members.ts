// Functions of torch and methods of Tensor that answer a question, call Python for each element, or make tensors in
// older ways: is_signed, apply_, map_, new, asarray, atleast_2d, set_default_tensor_type.
// Follows torch/csrc/autograd/python_variable_methods.cpp, torch/functional.py and torch/__init__.py.

import { type DType, dtypes } from "../../../engine/tensor/dtype";
import { setDefaultDType } from "../../../engine/tensor/promotion";
import { elementOffsets, sameShape } from "../../../engine/tensor/shape";
import { Tensor } from "../../../engine/tensor/tensor";
import { call } from "../../runtime/call";
import { Refusal, runtimeError, typeError, valueError } from "../../runtime/errors";
import type { PyBuiltin } from "../../runtime/function";
import { PyClass, type Value } from "../../runtime/object";
import { typeName, typeOf } from "../../runtime/types";
import { PyList, PyTuple } from "../../runtime/value";
import { tensorFromData } from "./data";
import { callInPlace, callOp } from "./engine";
import { mismatchMessage } from "./invalid-arguments";
import { nativeFunction, positional } from "./native";
import { dtypeArgument } from "./objects";
import { requireGrad } from "./ops";
import { pythonElement } from "./scalars";
import { tensorMethod } from "./tensor-type";

function input(name: string, value: Value | undefined): Tensor {
  if (value instanceof Tensor) return value;
  throw typeError(`${name}(): argument 'input' (position 1) must be Tensor, not ${typeName(value ?? null)}`);
}

/** A function of one tensor that gives a bool or an int. */
function question(name: string, answer: (t: Tensor) => boolean | number): PyBuiltin {
  return nativeFunction(name, (args, keywords) => {
    const [value] = positional(name, ["input"], 1, args, keywords);
    return answer(input(name, value));
  });
}

const isSigned = (t: Tensor): boolean => t.dtype.name !== "uint8" && t.dtype.name !== "bool";

function isNonzero(t: Tensor): boolean {
  if (t.numel === 0) throw runtimeError("Boolean value of Tensor with no values is ambiguous");
  if (t.numel > 1) throw runtimeError("Boolean value of Tensor with more than one value is ambiguous");
  return Number(pythonElement(callOp("ne.Tensor", t, tensorFromData(0, null)), 0)) !== 0;
}

const questions: readonly PyBuiltin[] = [
  question("is_signed", isSigned),
  question("get_device", () => -1),
  question("is_nonzero", isNonzero),
  question("is_conj", (t) => t.isConj),
  question("is_neg", (t) => t.isNeg),
  question("is_distributed", () => false),
  question("is_inference", (t) => t.isInference),
  nativeFunction("is_storage", ([value = null]) => {
    const { name, module } = typeOf(value);
    return name === "TypedStorage" && module === "torch.storage";
  }),
  nativeFunction("is_same_size", (args, keywords) => {
    const [a, b] = positional("is_same_size", ["input", "other"], 2, args, keywords);
    return sameShape(input("is_same_size", a).shape, input("is_same_size", b).shape);
  }),
];

// ---- atleast_1d and its kin: one tensor, or as many as are given

function atLeast(name: "atleast_1d" | "atleast_2d" | "atleast_3d", t: Tensor): Tensor {
  const rank = t.shape.length;
  const wanted = Number(name.charAt("atleast_".length));
  if (rank >= wanted) return t;
  if (rank === 0) return callOp("reshape", t, new Array<number>(wanted).fill(1));
  if (name === "atleast_2d") return callOp("unsqueeze", t, 0);
  return callOp("unsqueeze", rank === 1 ? callOp("unsqueeze", t, 0) : t, -1);
}

function atLeastFunction(name: "atleast_1d" | "atleast_2d" | "atleast_3d"): PyBuiltin {
  return nativeFunction(name, (args) => {
    const [first] = args;
    const list = args.length === 1 && (first instanceof PyList || first instanceof PyTuple) ? first.items : args;
    const tensors = list.map((each) => {
      if (each instanceof Tensor) return atLeast(name, each);
      const overloads = ["(Tensor input)", "(tuple of Tensors tensors)"];
      throw typeError(mismatchMessage(name, overloads, args, null));
    });
    const [only] = tensors;
    return args.length === 1 && first instanceof Tensor && only !== undefined ? only : new PyTuple(tensors);
  });
}

// ---- asarray, set_default_tensor_type

const asarray = nativeFunction("asarray", (args, keywords) => {
  const names = ["obj", "dtype", "device", "copy", "requires_grad"];
  const given = new Map(keywords ?? []);
  const [obj = null] = args.length > 0 ? args : [given.get("obj") ?? null];
  for (const name of given.keys()) {
    if (!names.includes(name)) throw typeError(`asarray() got an unexpected keyword argument '${name}'`);
  }
  const dtype = dtypeArgument(given.get("dtype"));
  const copy = given.get("copy") ?? null;
  const grad = given.get("requires_grad") === true;
  const made = obj instanceof Tensor ? fromTensor(obj, dtype, copy, grad) : fromSequence(obj, dtype, copy);
  if (grad && made.isLeaf) requireGrad(made);
  return made;
});

function fromTensor(obj: Tensor, dtype: DType | null, copy: Value, grad: boolean): Tensor {
  const other = dtype !== null && dtype !== obj.dtype;
  if (copy === false && other) {
    throw valueError(
      `can't alias tensor with dtype '${obj.dtype.scalarName}' into dtype '${(dtype ?? obj.dtype).scalarName}'.`,
    );
  }
  if (!other && copy !== true) {
    // The tensor itself, of which the flag is set as asked: so has PyTorch it.
    if (!obj.isLeaf) throw new Refusal("torch.asarray of a tensor with a history");
    obj.leafRequiresGrad = grad;
    return obj;
  }
  const made = other ? callOp("_to_copy", obj, dtype) : callOp("clone", obj, null);
  return grad ? made : callOp("detach", made);
}

function fromSequence(obj: Value, dtype: DType | null, copy: Value): Tensor {
  if (copy === false) throw valueError("can't alias arbitrary sequence into a tensor.");
  return tensorFromData(obj, dtype);
}

const setDefaultTensorType = nativeFunction("set_default_tensor_type", (args, keywords) => {
  const [type = null] = positional("set_default_tensor_type", ["t"], 1, args, keywords);
  const name = typeof type === "string" ? type : type instanceof PyClass ? `torch.${type.name}` : null;
  const dtype = dtypes.find((each) => each.tensorTypeName === name);
  if (dtype === undefined) {
    if (name !== null) throw new Refusal(`torch.set_default_tensor_type(${name})`);
    throw typeError("invalid type object: only floating-point types are supported as the default type");
  }
  if (!dtype.isFloatingPoint) throw typeError("only floating-point types are supported as the default type");
  setDefaultDType(dtype);
  return null;
});

export const moreFunctions: readonly PyBuiltin[] = [
  ...questions,
  atLeastFunction("atleast_1d"),
  atLeastFunction("atleast_2d"),
  atLeastFunction("atleast_3d"),
  asarray,
  setDefaultTensorType,
];

// ---- Methods

/** Writes f of the elements of several tensors over the first, calling Python for each. */
function mapElements(name: string, t: Tensor, others: readonly Value[], f: Value): Tensor {
  const tensors = others.map((other) => {
    if (!(other instanceof Tensor)) {
      throw typeError(`${name}(): argument 'other' (position 1) must be Tensor, not ${typeName(other)}`);
    }
    return other;
  });
  if (t.requiresGrad || tensors.some((other) => other.requiresGrad)) {
    throw runtimeError(`Can't call ${name}() on Variable that requires grad. Use var.detach().${name}() instead.`);
  }
  for (const other of tensors) {
    if (other.dtype !== t.dtype) {
      throw typeError(`${name}: expected ${t.dtype.tensorTypeName} for 'other' (got ${other.dtype.tensorTypeName})`);
    }
  }
  const spread = tensors.map((other) => callOp("expand", other, t.shape, false));
  const places = [t, ...spread].map((each) => elementOffsets(each.shape, each.strides, each.offset));
  const values: Value[] = [];
  for (let i = 0; i < t.numel; i++) {
    const elements = [t, ...spread].map((each, k) => pythonElement(each, places[k]?.[i] ?? 0));
    values.push(call(f, elements));
  }
  const made = callOp("view", tensorFromData(new PyList(values), t.dtype), t.shape);
  // The write that apply_ is: under the observer's eyes, with a new version.
  return callInPlace("copy_", t, made, false);
}

export function addMoreMethods(): void {
  tensorMethod("apply_", ["callable"], 1, (t, f = null) => mapElements("apply_", t, [], f));
  tensorMethod("map_", ["other", "callable"], 2, (t, other = null, f = null) => mapElements("map_", t, [other], f));
  tensorMethod("map2_", ["x", "y", "callable"], 3, (t, x = null, y = null, f = null) =>
    mapElements("map2_", t, [x, y], f),
  );
  tensorMethod("is_conj", [], 0, (t) => t.isConj);
  tensorMethod("is_neg", [], 0, (t) => t.isNeg);
  for (const name of ["is_distributed", "has_names"]) tensorMethod(name, [], 0, () => false);
}
