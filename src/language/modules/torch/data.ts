// Tensors from nested Python sequences and back: what torch.tensor, torch.Tensor and tolist do.
// Follows torch/csrc/utils/tensor_new.cpp and tensor_list.cpp, messages included.

import { complexOf, realOf } from "../../../engine/tensor/complex";
import { bool, complex128, type DType, float64, int64 } from "../../../engine/tensor/dtype";
import { getDefaultDType, promoteTypes } from "../../../engine/tensor/promotion";
import { fromBigInts, fromNumbers, readElement } from "../../../engine/tensor/raw";
import { contiguousStrides, elementOffsets } from "../../../engine/tensor/shape";
import { Tensor } from "../../../engine/tensor/tensor";
import { runtimeError, typeError, valueError } from "../../runtime/errors";
import { toArray } from "../../runtime/iterate";
import type { Value } from "../../runtime/object";
import { truth, unboxed } from "../../runtime/operators";
import { typeName } from "../../runtime/types";
import { PyComplex, PyFloat, PyList, PyRange, PyTuple } from "../../runtime/value";
import { arrayTensor, scalarDType } from "./numpy-bridge";
import { pythonElement } from "./scalars";

const maxDims = 128;

/** A new tensor of nested sequences of numbers; with no dtype it is inferred from them. */
export function tensorFromData(data: Value, dtype: DType | null): Tensor {
  if (typeof unboxed(data) === "string") throw typeError("new(): invalid data type 'str'");
  const shape = shapeOf(data);
  const target = dtype ?? inferDType(data);
  const elements = new Elements(target);
  elements.store(data, shape, 0);
  return elements.toTensor(shape);
}

/** The items of a sequence as torch looks at it; undefined for what is an element. */
function itemsOf(value: Value): readonly Value[] | undefined {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  if (value instanceof PyRange) return toArray(value);
  const array = arrayTensor(value);
  if (array === undefined || array.shape.length === 0) return undefined;
  const list = tolist(array);
  return list instanceof PyList ? list.items : undefined;
}

function shapeOf(data: Value): number[] {
  const shape: number[] = [];
  let value = data;
  for (;;) {
    if (typeof unboxed(value) === "string") throw valueError("too many dimensions 'str'");
    const items = itemsOf(value);
    if (items === undefined) return shape;
    shape.push(items.length);
    if (shape.length > maxDims) throw valueError(`too many dimensions '${typeName(value)}'`);
    const first = items[0];
    if (first === undefined) return shape;
    value = first;
  }
}

/** The dtype that torch.tensor gives to data. */
export function inferDType(data: Value): DType {
  const ofNumPy = arrayTensor(data)?.dtype ?? scalarDType(data);
  if (ofNumPy !== undefined) return ofNumPy;
  const value = unboxed(data);
  if (value instanceof PyFloat) return getDefaultDType();
  if (value instanceof PyComplex) return complexOf(getDefaultDType());
  if (typeof value === "boolean") return bool;
  if (typeof value === "number" || typeof value === "bigint") return int64;
  if (value instanceof Tensor) return value.dtype;
  if (typeof value === "string") throw typeError("new(): invalid data type 'str'");
  const items = itemsOf(value);
  if (items === undefined) throw runtimeError(`Could not infer dtype of ${typeName(data)}`);
  let dtype: DType | null = null;
  for (const item of items) {
    const next = inferDType(item);
    dtype = dtype === null ? next : promoteTypes(dtype, next);
    if (dtype === complex128) return dtype;
  }
  return dtype ?? getDefaultDType();
}

/** Collects numbers; ints past ±2^53 are kept exactly. */
class Elements {
  private readonly numbers: number[] = [];
  private exact: bigint[] | null = null;
  /** What is collected: for a complex tensor, its parts in turn. */
  private readonly part: DType;

  constructor(private readonly dtype: DType) {
    this.part = realOf(dtype);
  }

  store(value: Value, shape: readonly number[], depth: number): void {
    if (depth === shape.length) {
      this.push(value);
      return;
    }
    const items = itemsOf(value);
    if (items === undefined) throw typeError("not a sequence");
    const expected = shape[depth] ?? 0;
    if (items.length !== expected) {
      throw valueError(`expected sequence of length ${expected} at dim ${depth} (got ${items.length})`);
    }
    for (const item of items) this.store(item, shape, depth + 1);
  }

  toTensor(shape: readonly number[]): Tensor {
    if (this.exact !== null) return fromBigInts(BigInt64Array.from(this.exact), shape, this.dtype);
    if (!this.dtype.isComplex) return fromNumbers(this.numbers, shape, this.dtype);
    const parts = fromNumbers(this.numbers, [this.numbers.length], this.part);
    return new Tensor(parts.storage, this.dtype, shape, contiguousStrides(shape), 0);
  }

  private push(item: Value): void {
    if (this.dtype.isComplex) {
      const { real, imag } = complexElement(item);
      this.numbers.push(real, imag);
      return;
    }
    const value = elementValue(item, this.dtype);
    if (typeof value === "bigint") this.exact ??= this.numbers.map(BigInt);
    if (this.exact !== null) this.exact.push(BigInt(value));
    else this.numbers.push(Number(value));
  }
}

function complexElement(item: Value): PyComplex {
  const array = item instanceof Tensor ? item : arrayTensor(item);
  const value = array === undefined ? plainNumber(item) : elementOfOne(array);
  if (value instanceof PyComplex) return value;
  return new PyComplex(Number(elementValue(item, float64)), 0);
}

/** One element as the dtype takes it: a bigint only where an int64 needs it. */
function elementValue(item: Value, dtype: DType): number | bigint {
  const array = item instanceof Tensor ? item : arrayTensor(item);
  const value = array === undefined ? plainNumber(item) : elementOfOne(array);
  if (value instanceof PyFloat) return dtype.isFloatingPoint ? value.value : wholeNumber(value.value, dtype);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return dtype.isInteger ? inRange(value, dtype) : value;
  if (typeof value === "bigint") {
    if (!dtype.isInteger) return Number(value);
    if (value >= 2n ** 63n || value < -(2n ** 63n)) throw runtimeError("Overflow when unpacking long");
    return dtype === int64 ? value : inRange(Number(value), dtype);
  }
  if (dtype === bool && value instanceof PyComplex) return value.real !== 0 || value.imag !== 0 ? 1 : 0;
  const found = typeName(array === undefined ? item : value);
  if (dtype.isFloatingPoint) throw typeError(`must be real number, not ${found}`);
  throw typeError(`'${found}' object cannot be interpreted as an integer`);
}

/** A number out of its box; NumPy's bools are objects. */
function plainNumber(item: Value): Value {
  return scalarDType(item) === bool ? truth(item) : unboxed(item);
}

function elementOfOne(tensor: Tensor): Value {
  if (tensor.numel !== 1) throw valueError("only one element tensors can be converted to Python scalars");
  return pythonElement(tensor, tensor.offset);
}

function wholeNumber(value: number, dtype: DType): number {
  if (dtype === bool) return value === 0 ? 0 : 1;
  if (!Number.isFinite(value)) throw overflow(dtype);
  return inRange(Math.trunc(value), dtype);
}

function inRange(value: number, dtype: DType): number {
  const bits = dtype.itemSize * 8;
  // A negative value wraps into uint8 as in C++.
  const [low, high] = dtype.name === "uint8" ? [-255, 255] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  if (value < low || value > high) throw overflow(dtype);
  return value;
}

function overflow(dtype: DType): unknown {
  return runtimeError(`value cannot be converted to type ${dtype.name} without overflow`);
}

/** Tensor.tolist. */
export function tolist(tensor: Tensor): Value {
  const { shape, dtype } = tensor;
  const places = elementOffsets(shape, tensor.strides, tensor.offset);
  let next = 0;
  const list = (depth: number): Value => {
    const size = shape[depth];
    if (size === undefined) {
      const place = places[next++] ?? 0;
      if (dtype.isFloatingPoint) return new PyFloat(Number(readElement(tensor, place)));
      return pythonElement(tensor, place);
    }
    const items: Value[] = [];
    for (let i = 0; i < size; i++) items.push(list(depth + 1));
    return new PyList(items);
  };
  return list(0);
}
