// Tensors without history, for the inside of ops: making, copying, casting, reading and writing elements.
// Nothing here records for backward or reports to an observer.

import { UnsupportedError } from "../errors";
import {
  bfloat16ToNumber,
  copyWindow,
  halfToNumber,
  numbersToWords,
  numberToBfloat16,
  numberToHalf,
  wordsToNumbers,
} from "../kernels/copy";
import { Complex, realOf } from "./complex";
import {
  bfloat16,
  bool,
  complex128,
  type DType,
  float16,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  uint8,
} from "./dtype";
import { denseStrides } from "./layout";
import type { Scalar } from "./promotion";
import { broadcastStrides, contiguousStrides, elementOffsets, numelOf } from "./shape";
import { type ElementArray, Storage } from "./storage";
import { Tensor } from "./tensor";

export type FloatArray = Float32Array | Float64Array;

/** A new contiguous tensor, filled with zeros. */
export function empty(shape: readonly number[], dtype: DType): Tensor {
  return new Tensor(Storage.allocate(dtype, numelOf(shape)), dtype, shape, contiguousStrides(shape), 0);
}

/** A new tensor of the given strides, which must be dense. */
export function emptyStrided(shape: readonly number[], strides: readonly number[], dtype: DType): Tensor {
  return new Tensor(Storage.allocate(dtype, numelOf(shape)), dtype, shape, strides, 0);
}

/**
 * Same shape and, where the memory of `t` has no gaps, same strides; where it has, those of its dimensions' order without
 * them (c10's infer_dense_strides): what torch.preserve_format means.
 */
export function emptyLike(t: Tensor, dtype: DType): Tensor {
  return emptyStrided(t.shape, denseStrides(t.shape, t.strides), dtype);
}

/** A contiguous tensor that takes over `array`. */
export function fromArray(array: ElementArray, shape: readonly number[], dtype: DType): Tensor {
  return new Tensor(Storage.adopt(array, dtype), dtype, shape, contiguousStrides(shape), 0);
}

/** Another window on the memory of `t`: conjugate or negative as `t` is. */
export function window(t: Tensor, shape: readonly number[], strides: readonly number[], offset: number): Tensor {
  const result = new Tensor(t.storage, t.dtype, shape, strides, offset);
  result.isConj = t.isConj;
  result.isNeg = t.isNeg;
  return result;
}

/** The same elements in another Tensor, which has no history. */
export function withoutHistory(t: Tensor): Tensor {
  return window(t, t.shape, t.strides, t.offset);
}

/** The memory of a complex tensor as reals, with a last dimension [real, imaginary]; whether `t` is conjugate is lost. */
export function partsOf(t: Tensor): Tensor {
  const strides = t.strides.map((stride) => 2 * stride);
  return new Tensor(t.storage, realOf(t.dtype), [...t.shape, 2], [...strides, 1], 2 * t.offset);
}

/** One part of every element of a complex tensor's memory: 0 the real, 1 the imaginary one. */
export function partOf(t: Tensor, part: 0 | 1): Tensor {
  const strides = t.strides.map((stride) => 2 * stride);
  return new Tensor(t.storage, realOf(t.dtype), t.shape, strides, 2 * t.offset + part);
}

/** `t`, or what it is the conjugate or the negative of, written out. */
export function resolved(t: Tensor): Tensor {
  return t.isConj || t.isNeg ? resolvedCopy(t) : t;
}

function resolvedCopy(t: Tensor): Tensor {
  const copy = emptyLike(t, t.dtype);
  copyInto(copy, t);
  return copy;
}

/** `t` seen at a shape it broadcasts to. */
export function broadcastTo(t: Tensor, shape: readonly number[]): Tensor {
  return window(t, shape, broadcastStrides(t.shape, t.strides, shape), t.offset);
}

/** `t` itself where it is contiguous, else a contiguous copy. */
export function dense(t: Tensor): Tensor {
  return t.isContiguous && !t.isConj && !t.isNeg ? t : denseCopy(t);
}

export function denseCopy(t: Tensor): Tensor {
  const copy = empty(t.shape, t.dtype);
  copyInto(copy, t);
  return copy;
}

/** Copies `source`, broadcast and cast, over `target`. The caller has checked that it fits. */
export function copyInto(target: Tensor, source: Tensor): void {
  const from = source.dtype === target.dtype ? source : cast(source, target.dtype);
  if (target.dtype.isComplex) copyParts(target, from);
  else if (target.isNeg !== from.isNeg) copyNegative(target, from);
  else copyMemory(target, from, from === source);
}

/** Copies complex elements of the same dtype as pairs of reals. */
function copyParts(target: Tensor, source: Tensor): void {
  const spread = broadcastTo(source, target.shape);
  copyMemory(partsOf(target), partsOf(spread), true);
  if (target.isConj !== source.isConj) negateMemory(partOf(target, 1));
  if (target.isNeg !== source.isNeg) negateMemory(partsOf(target));
}

function copyNegative(target: Tensor, source: Tensor): void {
  const copy = new Tensor(source.storage, source.dtype, source.shape, source.strides, source.offset);
  copyMemory(target, copy, true);
  negateMemory(target);
}

function negateMemory(t: Tensor): void {
  // Conjugate and negative views are of floating point.
  const array = t.storage.array(t.dtype) as Float64Array;
  for (const place of elementOffsets(t.shape, t.strides, t.offset)) array[place] = -(array[place] as number);
}

/** The source has the target's dtype; `given`: it may share the target's memory. */
function copyMemory(target: Tensor, from: Tensor, given: boolean): void {
  const unsafe = given && from.storage.root === target.storage.root && from.numel > 0;
  const safe = unsafe && !sameWindow(from, target) ? denseCopy(from) : from;
  const out = target.storage.array(target.dtype);
  const array = safe.storage.array(target.dtype);
  const strides = broadcastStrides(safe.shape, safe.strides, target.shape);
  const n = target.numel;
  if (n === 0) return;
  if (n === safe.numel && target.isContiguous && safe.isContiguous) {
    copyWindow(out, target.offset, [1], array, safe.offset, [1], [n]);
  } else copyWindow(out, target.offset, target.strides, array, safe.offset, strides, target.shape);
}

function sameWindow(a: Tensor, b: Tensor): boolean {
  return a.offset === b.offset && a.shape.join() === b.shape.join() && a.strides.join() === b.strides.join();
}

/** A contiguous tensor of another dtype with C++'s conversions; `t` itself where the dtype is the same already. */
export function cast(t: Tensor, dtype: DType): Tensor {
  if (t.dtype === dtype) return t;
  const result = empty(t.shape, dtype);
  if (t.dtype.isComplex || dtype.isComplex) {
    castComplex(result, t);
    return result;
  }
  if (t.dtype === int64 && !dtype.isFloatingPoint && dtype !== bool) {
    const out = result.storage.array(dtype);
    const values = bigInts(t);
    if (out instanceof BigInt64Array) out.set(values);
    else for (let i = 0; i < values.length; i++) out[i] = Number(BigInt.asIntN(32, values[i] ?? 0n));
    return result;
  }
  const values = numbers(t);
  const narrow = dtype === int32 || dtype === int16 || dtype === int8;
  writeNumbers(result, narrow && t.dtype.isFloatingPoint ? Float64Array.from(values, throughInt32) : values);
  return result;
}

/** Writes `t` over the contiguous `result` where either is complex: the imaginary part is dropped, or comes as 0. */
function castComplex(result: Tensor, t: Tensor): void {
  const source = resolved(t);
  if (!source.dtype.isComplex) copyInto(partOf(result, 0), source);
  else if (result.dtype.isComplex) copyInto(partsOf(result), partsOf(source));
  else copyInto(result, partOf(source, 0));
}

/** `t`, or where a complex one is not 0 (which its cast to bool, by the real part alone, does not say). */
export function truthOf(t: Tensor): Tensor {
  if (!t.dtype.isComplex) return t;
  const result = empty(t.shape, bool);
  const parts = numbers(partsOf(resolved(t)));
  const bits = result.storage.array(bool);
  for (let i = 0; i < bits.length; i++) bits[i] = parts[2 * i] !== 0 || parts[2 * i + 1] !== 0 ? 1 : 0;
  return result;
}

/** As the processor converts (cvttsd2si): what does not fit, and NaN, becomes the least number. */
function throughInt32(value: number): number {
  return value > -2147483649 && value < 2147483648 ? value : -2147483648;
}

/** The elements in logical order as numbers: the array of a contiguous float tensor itself, else a copy. */
export function numbers(t: Tensor): FloatArray {
  const { dtype, numel } = t;
  if (dtype.isComplex) throw new UnsupportedError("this with complex tensors");
  const source = dense(t);
  const { offset } = source;
  if (dtype === float32) {
    const array = source.storage.float32();
    return offset === 0 && array.length === numel ? array : array.subarray(offset, offset + numel);
  }
  if (dtype === float64) {
    const array = source.storage.float64();
    return offset === 0 && array.length === numel ? array : array.subarray(offset, offset + numel);
  }
  const result = new Float64Array(numel);
  if (dtype === int64) {
    wordsToNumbers(result, source.storage.words(), offset, numel);
    return result;
  }
  // No BigInt64Array: int64 was dealt with above.
  const array = source.storage.array(dtype) as Int32Array;
  if (dtype === float16) for (let i = 0; i < numel; i++) result[i] = halfToNumber(array[offset + i] ?? 0);
  else if (dtype === bfloat16) for (let i = 0; i < numel; i++) result[i] = bfloat16ToNumber(array[offset + i] ?? 0);
  else result.set(array.subarray(offset, offset + numel));
  return result;
}

/** The elements of an int64 tensor in logical order, exactly. */
export function bigInts(t: Tensor): BigInt64Array {
  if (t.dtype.isComplex) throw new UnsupportedError("this with complex tensors");
  const source = t.dtype === int64 ? dense(t) : dense(cast(t, int64));
  // An int64 storage is a BigInt64Array.
  const array = source.storage.array(int64) as BigInt64Array;
  return array.slice(source.offset, source.offset + source.numel);
}

/** Whether all elements of an int64 tensor are within ±2^53, where numbers are exact. */
export function isSafe(t: Tensor): boolean {
  const source = dense(t);
  return wordsToNumbers(new Float64Array(source.numel), source.storage.words(), source.offset, source.numel);
}

/** Fills a contiguous tensor with offset 0 from numbers, converting as C++ does. */
export function writeNumbers(t: Tensor, values: ArrayLike<number>): void {
  const { dtype } = t;
  const n = values.length;
  if (dtype === int64) {
    numbersToWords(t.storage.words(), values, 0, n);
    return;
  }
  // No BigInt64Array: int64 was dealt with above.
  const out = t.storage.array(dtype) as Float64Array;
  if (dtype === float16) for (let i = 0; i < n; i++) out[i] = numberToHalf(Math.fround(values[i] ?? 0));
  else if (dtype === bfloat16) for (let i = 0; i < n; i++) out[i] = numberToBfloat16(Math.fround(values[i] ?? 0));
  else if (dtype === bool && values instanceof Float32Array) writeTruths(t.storage.array(uint8) as Uint8Array, values);
  else if (dtype === bool) for (let i = 0; i < n; i++) out[i] = values[i] === 0 ? 0 : 1;
  else out.set(values);
}

/** A loop of its own for what comparisons give: one that has seen other arrays is three times slower. */
function writeTruths(out: Uint8Array, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) out[i] = values[i] === 0 ? 0 : 1;
}

/** A contiguous tensor of `dtype` with these values, in logical order. Takes over a float array of that encoding. */
export function fromNumbers(values: FloatArray | number[], shape: readonly number[], dtype: DType): Tensor {
  if (dtype === float32 && values instanceof Float32Array) return fromArray(values, shape, dtype);
  if (dtype === float64 && values instanceof Float64Array) return fromArray(values, shape, dtype);
  const t = empty(shape, dtype);
  writeNumbers(t, values);
  return t;
}

export function fromBigInts(values: BigInt64Array, shape: readonly number[], dtype: DType): Tensor {
  const exact = fromArray(values, shape, int64);
  return dtype === int64 ? exact : cast(exact, dtype);
}

/** A new tensor with every element `value`. */
export function filled(shape: readonly number[], value: Scalar, dtype: DType): Tensor {
  const t = empty(shape, dtype);
  fill(t, value);
  return t;
}

/** Writes `value` to every element of `t`, whatever its strides. */
export function fill(t: Tensor, value: Scalar): void {
  const one = empty([], t.dtype);
  writeElement(one, 0, value);
  const array = t.storage.array(t.dtype);
  const n = t.numel;
  if (t.isContiguous && !(array instanceof BigInt64Array) && !t.dtype.isComplex) {
    // The same encoding as `t`, and no BigInt64Array.
    const element = one.storage.array(t.dtype)[0] as number;
    array.fill(element, t.offset, t.offset + n);
  } else copyInto(t, one);
}

/** A 0-d tensor that stands for a Python number in an op of tensors. */
export function wrapNumber(value: Scalar): Tensor {
  const t = empty([], wideDType(value));
  writeElement(t, 0, value);
  t.isWrappedNumber = true;
  return t;
}

/** The dtype that holds any number of the kind. */
function wideDType(value: Scalar): DType {
  if (value instanceof Complex) return complex128;
  return typeof value === "number" ? float64 : typeof value === "bigint" ? int64 : bool;
}

/** The element at a memory position, as Python would have it: a float is a number, an integer a bigint. */
export function readElement(t: Tensor, position: number): Scalar {
  const { dtype } = t;
  if (dtype.isComplex) return readComplex(t, position);
  const element = t.storage.array(dtype)[position] ?? 0;
  if (dtype === float16) return halfToNumber(Number(element));
  if (dtype === bfloat16) return bfloat16ToNumber(Number(element));
  if (dtype === bool) return element !== 0;
  if (dtype.isFloatingPoint) return t.isNeg ? -Number(element) : Number(element);
  return BigInt(element);
}

/** The element of a complex tensor at a memory position. */
export function readComplex(t: Tensor, position: number): Complex {
  // The array of the parts: no BigInt64Array.
  const parts = t.storage.array(t.dtype) as Float64Array;
  const [re, im] = [parts[2 * position] ?? 0, parts[2 * position + 1] ?? 0];
  return t.isNeg ? new Complex(-re, t.isConj ? im : -im) : new Complex(re, t.isConj ? -im : im);
}

/** Writes the element at a memory position. */
export function writeElement(t: Tensor, position: number, value: Scalar): void {
  const { dtype } = t;
  const array = t.storage.array(dtype);
  // A part that is not 0 was refused before, but for bool.
  if (value instanceof Complex && dtype === bool) array[position] = value.re === 0 ? 0 : 1;
  else if (dtype.isComplex) {
    const { re, im } = toComplex(value);
    array[2 * position] = t.isNeg ? -re : re;
    array[2 * position + 1] = t.isConj !== t.isNeg ? -im : im;
  } else if (array instanceof BigInt64Array) {
    if (typeof value === "bigint") array[position] = value;
    else numbersToWords(t.storage.words().subarray(position * 2, position * 2 + 2), [Number(value)], 0, 1);
  } else if (dtype === float16) array[position] = numberToHalf(Math.fround(Number(value)));
  else if (dtype === bfloat16) array[position] = numberToBfloat16(Math.fround(Number(value)));
  else if (dtype === bool) array[position] = Number(value) === 0 ? 0 : 1;
  else array[position] = typeof value === "bigint" ? Number(BigInt.asIntN(54, value)) : Number(value);
}

export function toComplex(value: Scalar): Complex {
  return value instanceof Complex ? value : new Complex(Number(value), 0);
}

/** Elements in logical order, as Python would have them. */
export function elements(t: Tensor): Scalar[] {
  const offsets = elementOffsets(t.shape, t.strides, t.offset);
  const result: Scalar[] = [];
  for (const position of offsets) result.push(readElement(t, position));
  return result;
}

/** Tensor.data: the same memory without history, with a version counter of its own. */
export function dataOf(t: Tensor): Tensor {
  const data = withoutHistory(t);
  data.storage = t.storage.alias();
  return data;
}
