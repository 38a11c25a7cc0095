// Runs elementwise kernels over tensors: broadcasting, strides, the dtype to compute in, integers. What the result's
// strides are follows TensorIterator. The ops themselves are declared in pointwise.ts and binary.ts.
//
// Kernels compute in float32, float64 or a complex dtype. Halves are computed in float32 and rounded; integers and bool
// in float64, which is exact within ±2^53, and again with BigInt where a value or result is beyond. Kernels of complex
// dtypes (../kernels/complex) find pairs of reals where others find numbers.

import { UnsupportedError } from "../errors";
import type { FloatArray } from "../kernels/arrays";
import type { BinaryKernel } from "../kernels/binary";
import type { TernaryKernel } from "../kernels/ternary";
import type { UnaryKernel } from "../kernels/unary";
import { Complex, realOf } from "../tensor/complex";
import { bool, complex64, type DType, float32, float64, int64 } from "../tensor/dtype";
import { elementwiseStrides, isNonOverlappingAndDense, isPlain } from "../tensor/layout";
import {
  bigInts,
  broadcastTo,
  cast,
  copyInto,
  denseCopy,
  empty,
  emptyStrided,
  fromBigInts,
  isSafe,
  readElement,
  writeNumbers,
} from "../tensor/raw";
import { broadcastShapes, broadcastStrides, contiguousStrides, numelOf, sameShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";

/** What kernels compute in for tensors of `dtype`. */
export function computeDType(dtype: DType): DType {
  if (dtype.isComplex) return dtype;
  return dtype.isFloatingPoint && dtype !== float64 ? float32 : float64;
}

/** The storage's elements; `t` has a dtype that kernels compute in. */
export function floats(t: Tensor): FloatArray {
  return t.dtype === float32 || t.dtype === complex64 ? t.storage.float32() : t.storage.float64();
}

/** out = f(t), of `dtype`. The second kernel is for float64 where the formula rounds on its way in float32. */
export function unary(t: Tensor, dtype: DType, kernel32: UnaryKernel, kernel64 = kernel32): Tensor {
  if (t.dtype.isComplex) throw new UnsupportedError("this of complex tensors");
  const compute = computeDType(dtype.isFloatingPoint ? dtype : t.dtype);
  const source = t.dtype === compute ? t : castAlongside(t, compute);
  const kernel = compute === float32 ? kernel32 : kernel64;
  let result: Tensor;
  const { shape } = source;
  const strides = isPlain(shape, source.strides) ? source.strides : elementwiseStrides(shape, [source]);
  if (source.isContiguous || sameShape(source.strides, strides)) {
    result = emptyStrided(shape, strides, compute);
    kernel(floats(result), floats(source), source.offset, source.numel);
  } else {
    result = emptyStrided(shape, strides, compute);
    copyInto(result, source);
    kernel(floats(result), floats(result), 0, result.numel);
  }
  return dtype === compute ? result : convert(result, dtype);
}

/** A copy of another dtype whose elements lie in the order of `t`. */
function castAlongside(t: Tensor, dtype: DType): Tensor {
  if (t.isContiguous) return cast(t, dtype);
  const result = emptyStrided(t.shape, elementwiseStrides(t.shape, [t]), dtype);
  copyInto(result, t);
  return result;
}

/** out = f(t) for a complex t, by a kernel that gives what `dtype` says: complex numbers, reals or truth values. */
export function complexUnary(t: Tensor, dtype: DType, kernel: UnaryKernel): Tensor {
  const natural = dtype.isComplex ? t.dtype : realOf(t.dtype);
  const strides = elementwiseStrides(t.shape, [t]);
  let source = t;
  if (!sameShape(t.strides, strides)) {
    source = emptyStrided(t.shape, strides, t.dtype);
    copyInto(source, t);
  }
  const result = emptyStrided(t.shape, strides, natural);
  kernel(floats(result), floats(source), source.offset, t.numel);
  return dtype === natural ? result : convert(result, dtype);
}

/** Casts a fresh dense result without losing its strides. */
function convert(t: Tensor, dtype: DType): Tensor {
  const result = emptyStrided(t.shape, t.strides, dtype);
  writeNumbers(result, floats(t));
  return result;
}

const safeLimit = 2 ** 53;

/** out = f(t) for integers: in float64, or by `big` where that is not exact. */
export function integerUnary(t: Tensor, kernel: UnaryKernel, big: (value: bigint) => bigint): Tensor {
  if (t.dtype === int64 && !isSafe(t)) return fromBigInts(bigInts(t).map(big), t.shape, t.dtype);
  const values = unary(t, float64, kernel);
  return convert(values, t.dtype);
}

const scalar32 = new Float32Array(2);
const scalar64 = new Float64Array(2);

/** The number of a wrapped one, where a kernel of the dtype reads one element. */
function scalarElement(wrapped: Tensor, compute: DType): FloatArray {
  const scalar = realOf(compute) === float32 ? scalar32 : scalar64;
  const value = readElement(wrapped, wrapped.offset);
  scalar[0] = value instanceof Complex ? value.re : Number(value);
  scalar[1] = value instanceof Complex ? value.im : 0;
  return scalar;
}

/**
 * out = f(a, b) broadcast, computed for operands of `operandDType` and stored as `dtype` (bool for comparisons).
 */
export function binary(a: Tensor, b: Tensor, operandDType: DType, dtype: DType, kernel: BinaryKernel): Tensor {
  const compute = computeDType(operandDType);
  const natural = dtype.isComplex ? compute : realOf(compute);
  const result = binaryFloat(a, b, compute, kernel, [a, b], natural);
  return dtype === natural ? result : convert(result, dtype);
}

/**
 * `given` are the operands before a cast, by whose strides the result lies; `natural` is what the kernel writes, which
 * for complex operands may be reals.
 */
function binaryFloat(
  a: Tensor,
  b: Tensor,
  compute: DType,
  kernel: BinaryKernel,
  given: Operands = [a, b],
  natural = compute,
): Tensor {
  const left = a.dtype === compute || a.isWrappedNumber ? a : cast(a, compute);
  const right = b.dtype === compute || b.isWrappedNumber ? b : cast(b, compute);
  const { shape } = left;
  if ((left !== given[0] && !given[0].isContiguous) || (right !== given[1] && !given[1].isContiguous)) {
    return binaryStrided(cast(left, compute), cast(right, compute), natural, kernel, given);
  }
  if (right.isWrappedNumber && left.dtype === compute && isPlain(shape, left.strides)) {
    const scalar = scalarElement(right, compute);
    const result = empty(shape, natural);
    kernel(floats(result), 0, floats(left), left.offset, 1, scalar, 0, 0, result.numel);
    return result;
  }
  if (left.isWrappedNumber && right.dtype === compute && isPlain(right.shape, right.strides)) {
    const scalar = scalarElement(left, compute);
    const result = empty(right.shape, natural);
    kernel(floats(result), 0, scalar, 0, 0, floats(right), right.offset, 1, result.numel);
    return result;
  }
  if (left.dtype !== compute || right.dtype !== compute) {
    return binaryStrided(cast(left, compute), cast(right, compute), natural, kernel);
  }
  const count = right.numel;
  if (right.shape.length <= shape.length && isPlain(shape, left.strides)) {
    // One element for all, or the same elements in fewer dimensions (a bias under a row).
    const single = count === 1;
    if (single || (count === left.numel && right.isContiguous && isTail(right.shape, shape))) {
      const result = empty(shape, natural);
      const step = single ? 0 : 1;
      kernel(floats(result), 0, floats(left), left.offset, 1, floats(right), right.offset, step, result.numel);
      return result;
    }
  }
  if (sameShape(shape, right.shape)) {
    const linear =
      (left.isContiguous && right.isContiguous) ||
      (sameShape(left.strides, right.strides) && isNonOverlappingAndDense(shape, left.strides));
    if (linear) {
      const strides = left.isContiguous ? contiguousStrides(shape) : elementwiseStrides(shape, [left, right]);
      const result = emptyStrided(shape, strides, natural);
      kernel(floats(result), 0, floats(left), left.offset, 1, floats(right), right.offset, 1, result.numel);
      return result;
    }
  }
  return binaryStrided(left, right, natural, kernel);
}

/** The last dimensions of `shape` are `tail`. */
function isTail(tail: readonly number[], shape: readonly number[]): boolean {
  const shift = shape.length - tail.length;
  for (let i = 0; i < tail.length; i++) if (tail[i] !== shape[i + shift]) return false;
  return true;
}

type Operands = readonly [a: Tensor, b: Tensor];

function binaryStrided(a: Tensor, b: Tensor, natural: DType, kernel: BinaryKernel, given: Operands = [a, b]): Tensor {
  const shape = broadcastShapes(a.shape, b.shape);
  const aStrides = broadcastStrides(a.shape, a.strides, shape);
  const bStrides = broadcastStrides(b.shape, b.strides, shape);
  const strides = elementwiseStrides(shape, given);
  const result = emptyStrided(shape, strides, natural);
  if (numelOf(shape) === 0) return result;
  // From the slowest dimension of the result to the fastest, neighbours merged where both operands allow it.
  const order = shape.map((_, i) => i).filter((i) => shape[i] !== 1);
  order.sort((x, y) => (strides[y] ?? 0) - (strides[x] ?? 0));
  const sizes: number[] = [];
  const aSteps: number[] = [];
  const bSteps: number[] = [];
  for (const dim of order) {
    const size = shape[dim] ?? 1;
    const aStep = aStrides[dim] ?? 0;
    const bStep = bStrides[dim] ?? 0;
    const last = sizes.length - 1;
    if (last >= 0 && aSteps[last] === aStep * size && bSteps[last] === bStep * size) {
      sizes[last] = (sizes[last] ?? 1) * size;
      aSteps[last] = aStep;
      bSteps[last] = bStep;
    } else {
      sizes.push(size);
      aSteps.push(aStep);
      bSteps.push(bStep);
    }
  }
  const out = floats(result);
  const left = floats(a);
  const right = floats(b);
  const inner = sizes.length - 1;
  const n = sizes[inner] ?? 1;
  const aStep = aSteps[inner] ?? 0;
  const bStep = bSteps[inner] ?? 0;
  const index = new Array<number>(Math.max(inner, 0)).fill(0);
  let ai = a.offset;
  let bi = b.offset;
  for (let o = 0; ; o += n) {
    kernel(out, o, left, ai, aStep, right, bi, bStep, n);
    let d = inner - 1;
    for (; d >= 0; d--) {
      const at = (index[d] ?? 0) + 1;
      ai += aSteps[d] ?? 0;
      bi += bSteps[d] ?? 0;
      if (at < (sizes[d] ?? 1)) {
        index[d] = at;
        break;
      }
      ai -= at * (aSteps[d] ?? 0);
      bi -= at * (bSteps[d] ?? 0);
      index[d] = 0;
    }
    if (d < 0) return result;
  }
}

/** out = f(a, b) in an integer dtype, exactly: by `big` where float64 is not exact. */
export function integerBinary(
  a: Tensor,
  b: Tensor,
  dtype: DType,
  kernel: BinaryKernel,
  big: (x: bigint, y: bigint) => bigint,
): Tensor {
  const left = cast(a, dtype);
  const right = cast(b, dtype);
  if (dtype !== int64 || (isSafe(left) && isSafe(right))) {
    const values = binaryFloat(left, right, float64, kernel, [a, b]);
    if (floats(values).every((v) => v <= safeLimit && v >= -safeLimit)) return convert(values, dtype);
  }
  const shape = broadcastShapes(left.shape, right.shape);
  const x = bigInts(broadcastDense(left, shape));
  const y = bigInts(broadcastDense(right, shape));
  const result = emptyStrided(shape, elementwiseStrides(shape, [a, b]), dtype);
  const values = x.map((value, i) => big(value, y[i] ?? 0n));
  copyInto(result, fromBigInts(values, shape, dtype));
  return result;
}

/** Compares exactly; int64 beyond ±2^53 by BigInt. */
export function compare(
  a: Tensor,
  b: Tensor,
  operandDType: DType,
  kernel: BinaryKernel,
  big: (x: bigint, y: bigint) => boolean,
): Tensor {
  // A Python number wraps into the tensor's dtype.
  if (operandDType.isInteger && operandDType !== int64) {
    return binary(unwrapped(a, operandDType), unwrapped(b, operandDType), operandDType, bool, kernel);
  }
  if (operandDType === int64) {
    const left = cast(a, int64);
    const right = cast(b, int64);
    if (!isSafe(left) || !isSafe(right)) {
      const shape = broadcastShapes(a.shape, b.shape);
      const y = bigInts(broadcastDense(right, shape));
      const bits = bigInts(broadcastDense(left, shape)).map((x, i) => (big(x, y[i] ?? 0n) ? 1n : 0n));
      return fromBigInts(bits, shape, bool);
    }
  }
  return binary(a, b, operandDType, bool, kernel);
}

function unwrapped(t: Tensor, dtype: DType): Tensor {
  return t.isWrappedNumber ? cast(t, dtype) : t;
}

function broadcastDense(t: Tensor, shape: readonly number[]): Tensor {
  return denseCopy(new Tensor(t.storage, t.dtype, shape, broadcastStrides(t.shape, t.strides, shape), t.offset));
}

/** out = f(a, b, c) broadcast, computed and stored as `dtype`. */
export function ternary(a: Tensor, b: Tensor, c: Tensor, dtype: DType, kernel: TernaryKernel): Tensor {
  if (dtype.isComplex) throw new UnsupportedError("this of complex tensors");
  const compute = computeDType(dtype);
  const shape = broadcastShapes(broadcastShapes(a.shape, b.shape), c.shape);
  const operands = [a, b, c].map((t) => broadcastTo(cast(t, compute), shape));
  const strides = elementwiseStrides(shape, [a, b, c]);
  // Walked in the result's order of memory: operands that lie otherwise are copied to lie so.
  const [x, y, z] = operands.map((t) => alongside(t, shape, strides));
  const result = emptyStrided(shape, strides, compute);
  if (x === undefined || y === undefined || z === undefined) throw new Error("three operands");
  const step = (t: Tensor) => (isRepeated(t) ? 0 : 1);
  const n = result.numel;
  kernel(floats(result), floats(x), x.offset, step(x), floats(y), y.offset, step(y), floats(z), z.offset, step(z), n);
  return dtype === compute ? result : convert(result, dtype);
}

function alongside(t: Tensor, shape: readonly number[], strides: readonly number[]): Tensor {
  if (sameShape(t.strides, strides) || isRepeated(t)) return t;
  const copy = emptyStrided(shape, strides, t.dtype);
  copyInto(copy, t);
  return copy;
}

/** One element stands for all. */
function isRepeated(t: Tensor): boolean {
  return t.strides.every((stride, d) => stride === 0 || t.shape[d] === 1);
}
