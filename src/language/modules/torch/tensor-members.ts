// Attributes and methods of Tensor that are no ops: shape and dtype, grad, conversion to Python and back.
// Follows torch/_tensor.py and torch/csrc/autograd/python_variable.cpp, messages included.

import { isInferenceModeEnabled } from "../../../engine/autograd/grad-mode";
import { indexError } from "../../../engine/errors";
import { type DType, dtypes } from "../../../engine/tensor/dtype";
import { printTensor } from "../../../engine/tensor/print-tensor";
import { getDefaultDType } from "../../../engine/tensor/promotion";
import { dataOf, withoutHistory } from "../../../engine/tensor/raw";
import { sameShape, wrapDim } from "../../../engine/tensor/shape";
import { Storage } from "../../../engine/tensor/storage";
import { Tensor } from "../../../engine/tensor/tensor";
import { runtimeError, typeError, valueError } from "../../runtime/errors";
import { addressOf } from "../../runtime/hash";
import { ArrayIterator, iteratorTypes } from "../../runtime/iterate";
import { floatToInt } from "../../runtime/numbers";
import { PyClass, type Value } from "../../runtime/object";
import { truth } from "../../runtime/operators";
import { formatValue, repr } from "../../runtime/repr";
import { typeName, typeOf } from "../../runtime/types";
import { PyComplex, PyDict, PyFloat, PyTuple } from "../../runtime/value";
import { tensorFromData, tolist } from "./data";
import { callInPlace, callOp, engineOp } from "./engine";
import { getItem, setItem } from "./indexing";
import { mismatchMessage, noDimensionName } from "./invalid-arguments";
import { Device, DTypeObject, dtypeObject, pythonScalarDType, requireCpu, size, strided } from "./objects";
import { requireGrad } from "./ops";
import { pythonElement } from "./scalars";
import { makeParameter, tensorAttribute, tensorMethod, tensorType } from "./tensor-type";

/** Shows a UserWarning of PyTorch's C++ side. */
type Warn = (message: string) => void;

const nonLeafGrad =
  "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more informations. (Triggered internally at  ./build/aten/src/ATen/core/TensorBody.h:480.)";

const oddTranspose =
  "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it will throw an error in a future release. Consider `x.mT` to transpose batches of matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to reverse the dimensions of a tensor. (Triggered internally at  ./aten/src/ATen/native/TensorShape.cpp:3277.)";

export function addTensorMembers(warn: Warn): void {
  addFacts();
  addHistory(warn);
  addTransposes(warn);
  addConversions();
  addContainer();
  addText();
}

function addFacts(): void {
  tensorAttribute("shape", (t) => size(t.shape));
  tensorAttribute("dtype", (t) => dtypeObject(t.dtype));
  tensorAttribute("device", () => Device.cpu);
  tensorAttribute("layout", () => strided);
  tensorAttribute("ndim", (t) => t.shape.length);
  tensorAttribute("is_cpu", () => true);
  tensorAttribute("names", (t) => new PyTuple(t.shape.map(() => null)));
  tensorAttribute("name", () => null);
  for (const kind of ["cuda", "xpu", "ipu", "xla", "hpu", "ort", "vulkan", "mps", "meta", "mkldnn", "sparse"]) {
    tensorAttribute(`is_${kind}`, () => false);
  }
  for (const kind of ["is_sparse_csr", "is_quantized", "is_nested"]) tensorAttribute(kind, () => false);
  tensorMethod("size", ["dim", "more"], 0, (t, dim, more) => {
    if (more !== undefined && dim !== undefined) {
      throw typeError(mismatchMessage("size", ["(int dim)", "()", "(name dim)"], [dim, more], null));
    }
    if (dim === undefined || dim === null) return size(t.shape);
    if (typeof dim === "string") throw noDimensionName(t, dim);
    if (typeof dim !== "number") throw badDim("size", dim);
    return t.shape[dimOf(t, dim)] ?? 1;
  });
  tensorMethod("stride", ["dim"], 0, (t, dim) => {
    if (dim === undefined) return new PyTuple([...t.strides]);
    if (typeof dim !== "number") throw badDim("stride", dim);
    return t.strides[dimOf(t, dim)] ?? 1;
  });
  for (const name of ["dim", "ndimension"]) tensorMethod(name, [], 0, (t) => t.shape.length);
  for (const name of ["numel", "nelement"]) tensorMethod(name, [], 0, (t) => t.numel);
  tensorMethod("element_size", [], 0, (t) => t.dtype.itemSize);
  tensorMethod("storage_offset", [], 0, (t) => t.offset);
  tensorMethod("data_ptr", [], 0, (t) => addressOf(t.storage.root) + t.offset * t.dtype.itemSize);
  tensorMethod("is_contiguous", ["memory_format"], 0, (t) => t.isContiguous);
  tensorMethod("is_floating_point", [], 0, (t) => t.dtype.isFloatingPoint);
  tensorMethod("is_complex", [], 0, (t) => t.dtype.isComplex);
  tensorMethod("is_signed", [], 0, (t) => t.dtype.name !== "uint8" && t.dtype.name !== "bool");
  tensorMethod("is_inference", [], 0, (t) => t.isInference);
  tensorMethod("is_pinned", ["device"], 0, () => false);
  tensorMethod("is_shared", [], 0, () => false);
  tensorMethod("is_same_size", ["other"], 1, (t, other) => other instanceof Tensor && sameShape(t.shape, other.shape));
  tensorMethod("is_set_to", ["tensor"], 1, (t, other) => other instanceof Tensor && sameWindow(t, other));
  tensorMethod("get_device", [], 0, () => -1);
}

function dimOf(t: Tensor, dim: number): number {
  if (t.dim === 0) throw indexError(`Dimension specified as ${dim} but tensor has no dimensions`);
  return wrapDim(dim, t.dim);
}

function badDim(method: string, dim: Value): unknown {
  return typeError(mismatchMessage(method, ["(int dim)", "()", "(name dim)"], [dim], null));
}

function sameWindow(a: Tensor, b: Tensor): boolean {
  return (
    a.storage.root === b.storage.root &&
    a.offset === b.offset &&
    sameShape(a.shape, b.shape) &&
    sameShape(a.strides, b.strides)
  );
}

function addHistory(warn: Warn): void {
  tensorAttribute("requires_grad", (t) => t.requiresGrad, setRequiresGrad);
  tensorAttribute("is_leaf", (t) => t.isLeaf);
  tensorAttribute("grad_fn", (t) => t.gradFn);
  tensorAttribute("output_nr", (t) => t.outputNr);
  tensorAttribute("retains_grad", (t) => t.retainsGrad);
  tensorAttribute("_version", (t) => {
    if (t.isInference) throw runtimeError("Inference tensors do not track version counter.");
    return t.version;
  });
  tensorAttribute("_base", (t) => t.view?.base ?? null);
  tensorAttribute(
    "grad",
    (t) => {
      if (!t.isLeaf && !t.retainsGrad && t.grad === null) warn(nonLeafGrad);
      return t.grad;
    },
    setGrad,
    (t) => {
      t.grad = null;
    },
  );
  tensorAttribute("data", detachedAlias, setData);
  tensorMethod("requires_grad_", ["requires_grad"], 0, (t, value = true) => {
    if (typeof value !== "boolean") {
      throw typeError(`requires_grad_(): argument 'requires_grad' (position 1) must be bool, not ${typeName(value)}`);
    }
    if (value && t.isLeaf && !t.dtype.isDifferentiable) {
      throw runtimeError("only Tensors of floating point dtype can require gradients");
    }
    setRequiresGrad(t, value);
    return t;
  });
}

function setRequiresGrad(tensor: Tensor, value: Value): void {
  if (typeof value !== "boolean") throw runtimeError("requires_grad must be a bool");
  if (!tensor.isLeaf) {
    if (value) return;
    throw runtimeError(
      "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
    );
  }
  if (value && !tensor.dtype.isDifferentiable) {
    throw runtimeError("only Tensors of floating point and complex dtype can require gradients");
  }
  if (value && tensor.isInference && !isInferenceModeEnabled()) {
    throw runtimeError("Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
  }
  tensor.leafRequiresGrad = value;
}

function setGrad(tensor: Tensor, value: Value): void {
  if (value === null) {
    tensor.grad = null;
    return;
  }
  if (!(value instanceof Tensor)) {
    throw typeError(`assigned grad expected to be a Tensor or None but got grad of type${typeName(value)}`);
  }
  if (value === tensor) throw runtimeError("can't assign Variable as its own grad");
  if (value.dtype !== tensor.dtype) throw runtimeError("assigned grad has data of a different type");
  if (!sameShape(value.shape, tensor.shape)) throw runtimeError("assigned grad has data of a different size");
  tensor.grad = value;
}

/** The same memory without history, whose writes autograd does not see. */
function detachedAlias(tensor: Tensor): Tensor {
  return dataOf(tensor);
}

function setData(tensor: Tensor, value: Value): void {
  if (!(value instanceof Tensor)) throw typeError(`Variable data has to be a tensor, but got ${typeName(value)}`);
  const version = tensor.storage.version;
  tensor.storage = value.storage.alias();
  tensor.storage.version = version;
  tensor.dtype = value.dtype;
  tensor.shape = value.shape;
  tensor.strides = value.strides;
  tensor.offset = value.offset;
  tensor.isConj = value.isConj;
  tensor.isNeg = value.isNeg;
}

function addTransposes(warn: Warn): void {
  tensorAttribute("T", (t) => {
    if (t.shape.length !== 2) warn(oddTranspose);
    return callOp("numpy_T", t);
  });
  tensorAttribute("mT", (t) => callOp("mT", t));
  tensorAttribute("H", (t) => {
    if (t.shape.length === 0) return t.dtype.isComplex ? callOp("conj", t) : t;
    if (t.shape.length === 2) return adjoint(t, () => callOp("transpose.int", t, 0, 1));
    throw runtimeError(
      `tensor.H is only supported on matrices (2-D tensors). Got ${t.shape.length}-D tensor. For batches of matrices, consider using tensor.mH`,
    );
  });
  tensorAttribute("mH", (t) => adjoint(t, () => callOp("mT", t)));
  for (const part of ["real", "imag"]) {
    tensorAttribute(
      part,
      (t) => callOp(part, t),
      (t, value) => callInPlace("copy_", callOp(part, t), value, false),
    );
  }
}

function adjoint(t: Tensor, transposed: () => Tensor): Tensor {
  return t.dtype.isComplex ? callOp("conj", transposed()) : transposed();
}

/** The one element of a tensor as a Python value. */
export function item(tensor: Tensor): Value {
  if (tensor.numel !== 1) throw valueError("only one element tensors can be converted to Python scalars");
  return pythonElement(tensor, tensor.offset);
}

function addConversions(): void {
  tensorMethod("item", [], 0, item);
  tensorMethod("tolist", [], 0, tolist);
  tensorMethod("__bool__", [], 0, tensorTruth);
  tensorMethod("__float__", [], 0, (t) => {
    const value = realItem(t, "double");
    return value instanceof PyFloat ? value : new PyFloat(Number(value));
  });
  tensorMethod("__complex__", [], 0, (t) => {
    const value = item(t);
    return value instanceof PyComplex
      ? value
      : new PyComplex(value instanceof PyFloat ? value.value : Number(value), 0);
  });
  tensorMethod("__int__", [], 0, (t) => {
    const value = realItem(t, "int64_t");
    if (value instanceof PyFloat) return floatToInt(value.value);
    return typeof value === "boolean" ? Number(value) : value;
  });
  tensorMethod("__index__", [], 0, (t) => {
    if (t.numel !== 1 || t.dtype.isDifferentiable) {
      throw typeError("only integer tensors of a single element can be converted to an index");
    }
    const value = item(t);
    return typeof value === "boolean" ? Number(value) : value;
  });
  tensorMethod("is_nonzero", [], 0, tensorTruth);
  tensorMethod("type", ["dtype", "non_blocking"], 0, (t, dtype) => {
    if (dtype === undefined || dtype === null) return t.dtype.tensorTypeName;
    return toDType(t, typeNamed(dtype));
  });
  tensorMethod("cuda", ["device", "non_blocking", "memory_format"], 0, () => requireCpu(Device.from("cuda")));
  tensorMethod("cpu", ["memory_format"], 0, (t) => t);
  tensorMethod("new_tensor", ["data", "dtype", "device", "requires_grad"], 1, (t, data = null, dtype, _, grad) => {
    const chosen = dtype === undefined || dtype === null ? t.dtype : dtypeNamed(dtype);
    const made = tensorFromData(data, chosen);
    if (grad === true) requireGrad(made);
    return made;
  });
  tensorMethod("__deepcopy__", ["memo"], 1, (t, memo) => deepCopy(t, memo ?? null));
  tensorMethod("share_memory_", [], 0, (t) => t);
}

/** The one element as a real number of a C++ type. */
function realItem(tensor: Tensor, type: string): Value {
  const value = item(tensor);
  if (!(value instanceof PyComplex)) return value;
  if (value.imag !== 0) throw runtimeError(`value cannot be converted to type ${type} without overflow`);
  return new PyFloat(value.real);
}

function tensorTruth(tensor: Tensor): boolean {
  const count = tensor.numel;
  if (count === 0) return emptyTruth();
  if (count > 1) throw runtimeError("Boolean value of Tensor with more than one value is ambiguous");
  return truth(pythonElement(tensor, tensor.offset));
}

function emptyTruth(): never {
  throw runtimeError("Boolean value of Tensor with no values is ambiguous");
}

/** The tensor itself where the dtype is the same already. */
export function toDType(tensor: Tensor, dtype: DType): Tensor {
  return tensor.dtype === dtype ? tensor : callOp("_to_copy", tensor, dtype);
}

/** What `type` takes: a dtype, or a tensor type or its name, as torch.LongTensor. */
function typeNamed(value: Value): DType {
  if (value instanceof DTypeObject) return value.dtype;
  const isClass = value instanceof PyClass;
  if (!isClass && typeof value !== "string") throw typeError("dtype must be a type, str, or dtype object");
  const name = isClass ? nameOfType(value) : value;
  if (name === "torch.Tensor") return getDefaultDType();
  const dtype = dtypes.find((each) => each.tensorTypeName === name);
  if (dtype === undefined) throw valueError(`invalid type: ${repr(name)}`);
  return dtype;
}

/** A class as C knows it: with its module where it was made there. */
function nameOfType(cls: PyClass): string {
  return cls === tensorType || (cls.module === "torch" && !cls.fromPython) ? `torch.${cls.name}` : cls.name;
}

/** A dtype by object or Python type, for new_tensor. */
function dtypeNamed(value: Value): DType {
  if (value instanceof DTypeObject) return value.dtype;
  const python = pythonScalarDType(value);
  if (python !== undefined) return python;
  throw typeError(`new_tensor(): argument 'dtype' must be torch.dtype, not ${nameOfType(typeOf(value))}`);
}

/**
 * copy.deepcopy(tensor): on a copy of the whole storage, which `memo` remembers, so that what shared memory still does.
 * A parameter is copied by itself and without its gradient.
 */
function deepCopy(tensor: Tensor, memo: Value): Tensor {
  if (!tensor.isLeaf) {
    throw runtimeError(
      "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment",
    );
  }
  if (tensor.isParameter) {
    return makeParameter(callOp("clone", withoutHistory(tensor), null), tensor.requiresGrad);
  }
  const copy = copyWithStorage(tensor, memo instanceof PyDict ? memo : new PyDict());
  if (tensor.grad !== null) copy.grad = deepCopy(tensor.grad, memo);
  return copy;
}

/** The tensor without history on a copy of its storage; `storages` remembers the copies, by their originals. */
export function copyWithStorage(tensor: Tensor, storages: PyDict): Tensor {
  const { root } = tensor.storage;
  const key = `storage ${addressOf(root)}`;
  const known = storages.get(key);
  const kept = known instanceof Tensor ? known : wholeStorage(root, tensor.dtype);
  storages.set(key, kept);
  const copy = withoutHistory(tensor);
  copy.storage = kept.storage.alias();
  copy.isParameter = tensor.isParameter;
  if (tensor.requiresGrad) requireGrad(copy);
  return copy;
}

/** A copy of a storage, as a tensor of one dimension. */
function wholeStorage(root: Storage, dtype: DType): Tensor {
  const elements = root.array(dtype).slice();
  return new Tensor(Storage.adopt(elements, dtype), dtype, [root.byteLength / dtype.itemSize], [1], 0);
}

function addContainer(): void {
  tensorMethod("__len__", [], 0, (t) => {
    const [length] = t.shape;
    if (length === undefined) throw typeError("len() of a 0-d tensor");
    return length;
  });
  tensorMethod("__iter__", [], 0, (t) => {
    if (t.shape.length === 0) throw typeError("iteration over a 0-d tensor");
    const rows = engineOp("unbind.int").call([t, 0]);
    return new ArrayIterator(rows instanceof Tensor ? [rows] : rows, iteratorTypes.tuple);
  });
  tensorMethod("__getitem__", ["index"], 1, (t, index = null) => getItem(t, index));
  tensorMethod("__setitem__", ["index", "value"], 2, (t, index = null, value = null) => {
    setItem(t, index, value);
    return null;
  });
  tensorMethod("__delitem__", ["index"], 1, () => {
    throw typeError("Tensor does not support deleting items");
  });
  tensorMethod("__contains__", ["element"], 1, (t, element = null) => {
    const isScalar =
      typeof element === "number" ||
      typeof element === "boolean" ||
      element instanceof PyFloat ||
      element instanceof PyComplex;
    if (!(element instanceof Tensor) && !isScalar) {
      throw runtimeError(
        `Tensor.__contains__ only supports Tensor or scalar, but you passed in a ${repr(typeOf(element))}.`,
      );
    }
    const other = element instanceof Tensor ? element : tensorFromData(element, null);
    const equal = callOp("eq.Tensor", t, other);
    return truth(pythonElement(callOp("any", equal), 0));
  });
  tensorMethod("__reversed__", [], 0, (t) => (t.shape.length === 0 ? t : callOp("flip", t, [0])));
}

function addText(): void {
  tensorMethod("__repr__", ["tensor_contents"], 0, (t) => printTensor(t));
  tensorMethod("__str__", [], 0, (t) => printTensor(t));
  tensorMethod("__format__", ["format_spec"], 1, (t, spec) => {
    const text = typeof spec === "string" ? spec : "";
    if (t.shape.length === 0 && !t.isParameter) return formatValue(item(t), text);
    if (text === "") return printTensor(t);
    throw typeError(`unsupported format string passed to ${typeName(t)}.__format__`);
  });
}
