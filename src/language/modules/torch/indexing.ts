// x[…] and x[…] = v. Follows torch/csrc/autograd/python_variable_indexing.cpp: which op each kind of index becomes, in
// which order, and what is an error.

import { checkFits } from "../../../engine/ops/kernel-dtypes";
import { Complex } from "../../../engine/tensor/complex";
import { bool, int64, uint8 } from "../../../engine/tensor/dtype";
import { filled, fromNumbers, readElement } from "../../../engine/tensor/raw";
import { sameShape } from "../../../engine/tensor/shape";
import { Tensor } from "../../../engine/tensor/tensor";
import { indexError, type PyRaise, typeError, valueError } from "../../runtime/errors";
import { Ellipsis, type Value } from "../../runtime/object";
import { asIndex, unboxed } from "../../runtime/operators";
import { typeName } from "../../runtime/types";
import { PyComplex, PyFloat, PyList, PyRange, PySlice, PyTuple } from "../../runtime/value";
import { scalarFrom } from "./arguments";
import { inferDType, tensorFromData } from "./data";
import { callInPlace, callOp } from "./engine";
import { arrayTensor } from "./numpy-bridge";

/** x[index]. */
export function getItem(self: Tensor, index: Value): Tensor {
  if (index === null) return callOp("unsqueeze", self, 0);
  if (index === Ellipsis) return callOp("alias", self);
  if (typeof index === "number") return applySelect(self, 0, index, 0);
  if (index instanceof PySlice) return applySlice(self, 0, index);
  const { sliced, indices } = applyIndices(self, indexItems(index));
  if (indices.length > 0) return callOp("index", sliced, indices);
  return sliced === self ? callOp("alias", sliced) : sliced;
}

/** x[index] = value. */
export function setItem(self: Tensor, index: Value, given: Value): void {
  const value = valueAsTensor(self, given);
  if (index === false) return;
  if (index === Ellipsis) copyTo(self, value);
  else if (index === null || index === true) copyTo(callOp("unsqueeze", self, 0), value);
  else if (typeof index === "number") copyTo(applySelect(self, 0, index, 0), value);
  else if (index instanceof PySlice) copyTo(applySlice(self, 0, index), value);
  else {
    const { sliced, indices } = applyIndices(self, indexItems(index));
    if (indices.length === 0) copyTo(sliced, value);
    else callInPlace("index_put", sliced, indices, withoutLeadingOnes(value), false);
  }
}

function valueAsTensor(self: Tensor, value: Value): Tensor {
  if (value instanceof Tensor) return value;
  const number = unboxed(value);
  if (number instanceof PyComplex) {
    const complex = new Complex(number.real, number.imag);
    checkFits(complex, self.dtype);
    return filled([], complex, self.dtype);
  }
  const plain = number instanceof PyFloat || ["number", "bigint", "boolean"].includes(typeof number);
  if (!plain) throw typeError(`can't assign a ${typeName(value)} to a ${self.dtype.tensorTypeName}`);
  const scalar = scalarFrom(value);
  if (scalar !== undefined) checkFits(scalar, self.dtype);
  return tensorFromData(value, self.dtype);
}

function copyTo(target: Tensor, value: Tensor): void {
  if (sameShape(target.shape, value.shape)) callInPlace("copy_", target, value, false);
  else if (value.shape.length === 0) callInPlace("fill_.Tensor", target, value);
  else callInPlace("copy_", target, expanded(viewWithoutLeadingOnes(value), target.shape), false);
}

/** Seen at the shape that is written, which is where what does not fit is refused. */
function expanded(value: Tensor, shape: readonly number[]): Tensor {
  return sameShape(value.shape, shape) ? value : callOp("expand", value, shape, false);
}

function viewWithoutLeadingOnes(value: Tensor): Tensor {
  const first = value.shape.findIndex((size) => size !== 1);
  return callOp("view", value, first < 0 ? [] : value.shape.slice(first));
}

function withoutLeadingOnes(value: Tensor): Tensor {
  return value.shape[0] === 1 ? viewWithoutLeadingOnes(value) : value;
}

/** A sequence that counts as several indices (NumPy's rule), or the one index. */
function indexItems(index: Value): readonly Value[] {
  if (index instanceof PyTuple) return index.items;
  if (index instanceof PyList && index.items.length < 32 && index.items.some(isIndexLike)) return index.items;
  return [index];
}

function isIndexLike(item: Value): boolean {
  return item === null || item === Ellipsis || item instanceof Tensor || item instanceof PySlice || isSequence(item);
}

function isSequence(item: Value): boolean {
  return item instanceof PyList || item instanceof PyTuple || item instanceof PyRange || typeof item === "string";
}

/** How many dimensions an index takes up. */
function specifiedDims(items: readonly Value[]): number {
  let count = 0;
  for (const given of items) {
    const item = arrayTensor(given) ?? given;
    if (item instanceof Tensor) count += item.dtype === bool || item.dtype === uint8 ? item.shape.length : 1;
    else if (item !== null && item !== Ellipsis && typeof item !== "boolean") count++;
  }
  return count;
}

interface Applied {
  readonly sliced: Tensor;
  /** Index tensors by dimension of `sliced`; null where a dimension is taken whole. Empty if there are none. */
  readonly indices: (Tensor | null)[];
}

function applyIndices(self: Tensor, items: readonly Value[]): Applied {
  const specified = specifiedDims(items);
  if (specified > self.shape.length) {
    throw indexError(`too many indices for tensor of dimension ${self.shape.length}`);
  }
  const indices: (Tensor | null)[] = [];
  let sliced = self;
  let dim = 0;
  const record = (tensor: Tensor): void => {
    while (indices.length < dim) indices.push(null);
    indices[dim] = tensor;
    dim++;
  };
  items.forEach((given, position) => {
    const item = arrayTensor(given) ?? given;
    const place = unboxed(item);
    if (typeof place === "number") sliced = applySelect(sliced, dim, place, position);
    else if (item instanceof PySlice) {
      sliced = applySlice(sliced, dim, item);
      dim++;
    } else if (item === Ellipsis) dim += self.shape.length - specified;
    else if (item === null) {
      sliced = callOp("unsqueeze", sliced, dim);
      dim++;
    } else if (typeof item === "boolean") {
      sliced = callOp("unsqueeze", sliced, dim);
      record(boolIndex(item));
    } else if (item instanceof Tensor) {
      if (item.shape.length > 0 || item.dtype.isDifferentiable) record(item);
      else if (item.dtype === bool || item.dtype === uint8) {
        sliced = callOp("unsqueeze", sliced, dim);
        record(boolIndex(Number(readElement(item, item.offset)) !== 0));
      } else sliced = applySelect(sliced, dim, Number(readElement(item, item.offset)), position);
    } else if (isSequence(item)) record(indexFromSequence(item));
    else sliced = applySelect(sliced, dim, indexNumber(item), position);
  });
  return { sliced, indices };
}

function indexNumber(item: Value): number {
  const index = asIndex(item);
  if (index === undefined) throw invalidIndex(item);
  return Number(index);
}

function invalidIndex(item: Value): PyRaise {
  return indexError(
    `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${typeName(item)})`,
  );
}

/** True takes a new dimension whole, False takes nothing of it. */
function boolIndex(value: boolean): Tensor {
  return fromNumbers(value ? [0] : [], [value ? 1 : 0], int64);
}

function indexFromSequence(sequence: Value): Tensor {
  const isMask = typeof sequence !== "string" && inferDType(sequence) === bool && !isEmpty(sequence);
  return tensorFromData(sequence, isMask ? bool : int64);
}

function isEmpty(sequence: Value): boolean {
  return (sequence instanceof PyList || sequence instanceof PyTuple) && sequence.items.length === 0;
}

function applySelect(self: Tensor, dim: number, index: number, position: number): Tensor {
  if (index === 0 && dim === 0 && self.shape.length === 0) {
    throw indexError(
      "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number",
    );
  }
  const size = self.shape[dim] ?? 0;
  if (index < -size || index >= size) {
    throw indexError(`index ${index} is out of bounds for dimension ${position} with size ${size}`);
  }
  return callOp("select.int", self, dim, index);
}

/** int64's greatest, as a number rounds it: where a slice without an end ends. */
const LAST = 2 ** 63;

function applySlice(self: Tensor, dim: number, slice: PySlice): Tensor {
  const step = slice.step === null ? 1 : sliceNumber(slice.step);
  if (step === 0) throw valueError("slice step cannot be zero");
  if (step < 0) throw valueError("step must be greater than zero");
  const start = slice.start === null ? 0 : sliceNumber(slice.start);
  const stop = slice.stop === null ? LAST : sliceNumber(slice.stop);
  if (self.shape.length === 0) throw indexError("slice() cannot be applied to a 0-dim tensor.");
  return callOp("slice.Tensor", self, dim, start, stop, step);
}

function sliceNumber(value: Value): number {
  const index = asIndex(value);
  if (index === undefined) throw typeError("slice indices must be integers or None or have an __index__ method");
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(index)));
}
