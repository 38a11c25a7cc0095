// Arithmetic on shapes and strides: contiguity, broadcasting, dimension wrapping. Knows nothing of Tensor.
// Follows c10/core/{TensorImpl,WrapDimMinimal} and aten/src/ATen/ExpandUtils.

import { indexError, runtimeError, UnsupportedError } from "../errors";

export type Shape = readonly number[];

// Indices into shapes below are within their lengths by the loops' bounds: `as number` says so to the compiler.

export function numelOf(shape: Shape): number {
  let n = 1;
  for (let i = 0; i < shape.length; i++) n *= shape[i] as number;
  return n;
}

export function contiguousStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= Math.max(shape[i] as number, 1);
  }
  return strides;
}

export function isContiguous(shape: Shape, strides: Shape): boolean {
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    const size = shape[i] as number;
    if (size === 1) continue;
    if (size === 0) return true;
    if (strides[i] !== step) return isEmpty(shape);
    step *= size;
  }
  return true;
}

function isEmpty(shape: Shape): boolean {
  return shape.includes(0);
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** "[2, 3]", as PyTorch's messages show sizes. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** What becomes of sizes below 0 where nothing but their product is looked at, which is one of unsigned numbers. */
export function belowZero(size: Shape): Error {
  let n = 1n;
  let overflows = false;
  for (const each of size) {
    n *= BigInt.asUintN(64, BigInt(each));
    overflows ||= n >= 1n << 64n;
  }
  if (overflows || n >= 1n << 63n) return runtimeError("numel: integer multiplication overflow");
  return new UnsupportedError(`sizes below zero: ${formatShape(size)}`);
}

/** A dimension counted from the end becomes one counted from the start; 0-d tensors count as having one. */
export function wrapDim(dim: number, rank: number): number {
  const count = rank === 0 ? 1 : rank;
  if (dim < -count || dim >= count) {
    throw indexError(`Dimension out of range (expected to be in range of [${-count}, ${count - 1}], but got ${dim})`);
  }
  return dim < 0 ? dim + count : dim;
}

/** For ops that, unlike most, do not count a 0-d tensor as having one dimension. */
export function noDimensions(dim: number): Error {
  return indexError(`Dimension specified as ${dim} but tensor has no dimensions`);
}

/** The common shape of two operands. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let i = rank - 1; i >= 0; i--) {
    const sizeA = a[i - rank + a.length] ?? 1;
    const sizeB = b[i - rank + b.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) {
      throw runtimeError(
        `The size of tensor a (${sizeA}) must match the size of tensor b (${sizeB}) at non-singleton dimension ${i}`,
      );
    }
    shape[i] = sizeA === 1 ? sizeB : sizeA;
  }
  return shape;
}

/** Strides of an operand of `shape` and `strides` seen at the broadcast shape `target`: 0 where it repeats. */
export function broadcastStrides(shape: Shape, strides: Shape, target: Shape): Shape {
  if (sameShape(shape, target)) return strides;
  const result = new Array<number>(target.length).fill(0);
  const shift = target.length - shape.length;
  for (let i = 0; i < shape.length; i++) {
    result[i + shift] = shape[i] === 1 && target[i + shift] !== 1 ? 0 : (strides[i] as number);
  }
  return result;
}

/** Whether a gradient of shape `from` can be summed down to `to`. */
export function isExpandable(to: Shape, from: Shape): boolean {
  if (to.length > from.length) return false;
  const shift = from.length - to.length;
  for (let i = 0; i < to.length; i++) if (to[i] !== from[i + shift] && to[i] !== 1) return false;
  return true;
}

/** Memory offsets of all elements of a strided window, in logical order. */
export function elementOffsets(shape: Shape, strides: Shape, base = 0): Float64Array {
  const offsets = new Float64Array(numelOf(shape));
  if (offsets.length === 0) return offsets;
  offsets[0] = base;
  // Grows the list one dimension at a time, from the last: each dimension repeats what is there, shifted.
  let filled = 1;
  const rank = shape.length;
  for (let d = rank - 1; d >= 0; d--) {
    const size = shape[d] as number;
    const stride = strides[d] as number;
    for (let k = 1; k < size; k++) {
      const shift = k * stride;
      const start = k * filled;
      for (let j = 0; j < filled; j++) offsets[start + j] = (offsets[j] as number) + shift;
    }
    filled *= size;
  }
  return offsets;
}

/** Strides of `oldShape` seen as `newShape` without a copy; null where memory does not allow it (computeStride). */
export function viewStrides(oldShape: Shape, oldStrides: Shape, newShape: Shape): number[] | null {
  const numel = numelOf(oldShape);
  if (numel === 0) return sameShape(oldShape, newShape) ? [...oldStrides] : contiguousStrides(newShape);
  if (oldShape.length === 0) return newShape.map(() => 1);
  const strides = new Array<number>(newShape.length);
  let viewDim = newShape.length - 1;
  let chunkBase = oldStrides[oldStrides.length - 1] as number;
  let tensorNumel = 1;
  let viewNumel = 1;
  for (let d = oldShape.length - 1; d >= 0; d--) {
    tensorNumel *= oldShape[d] as number;
    const endsChunk = d === 0 || (oldShape[d - 1] !== 1 && oldStrides[d - 1] !== tensorNumel * chunkBase);
    if (!endsChunk) continue;
    while (viewDim >= 0 && (viewNumel < tensorNumel || newShape[viewDim] === 1)) {
      strides[viewDim] = viewNumel * chunkBase;
      viewNumel *= newShape[viewDim] as number;
      viewDim--;
    }
    if (viewNumel !== tensorNumel) return null;
    if (d > 0) {
      chunkBase = oldStrides[d - 1] as number;
      tensorNumel = 1;
      viewNumel = 1;
    }
  }
  return viewDim === -1 ? strides : null;
}

/** Fills in a -1 and checks the count (infer_size). */
export function inferShape(shape: Shape, numel: number): number[] {
  let known = 1;
  let inferred = -1;
  for (let i = 0; i < shape.length; i++) {
    const size = shape[i] as number;
    if (size === -1) {
      if (inferred >= 0) throw runtimeError("only one dimension can be inferred");
      inferred = i;
    } else if (size < 0) throw runtimeError(`invalid shape dimension ${size}`);
    else known *= size;
  }
  const fits = numel === known || (inferred >= 0 && known > 0 && numel % known === 0);
  if (!fits) throw runtimeError(`shape '${formatShape(shape)}' is invalid for input of size ${numel}`);
  if (inferred < 0) return [...shape];
  if (known === 0) {
    throw runtimeError(
      `cannot reshape tensor of 0 elements into shape ${formatShape(shape)} because the unspecified dimension size -1 can be any value and is ambiguous`,
    );
  }
  return shape.map((size, i) => (i === inferred ? numel / known : size));
}
