// How results lie in memory: which strides an op gives what it makes. Knows nothing of Tensor.
// Follows aten/src/ATen/TensorIterator.cpp and infer_dense_strides of ATen/ExpandUtils.cpp.

import { broadcastStrides, contiguousStrides, isContiguous, type Shape, sameShape } from "./shape";

/** A tensor as far as its place in memory goes. */
export interface Layout {
  readonly shape: Shape;
  readonly strides: Shape;
}

// Indices below are within lengths by the loops' bounds: `as number` says so to the compiler.

/** Every element of a gapless block of memory exactly once, in whatever order of dimensions. */
export function isNonOverlappingAndDense(shape: Shape, strides: Shape): boolean {
  if (isContiguous(shape, strides)) return true;
  const order = shape.map((_, i) => i).filter((i) => shape[i] !== 1);
  order.sort((a, b) => (strides[a] as number) - (strides[b] as number));
  let step = 1;
  for (const i of order) {
    if (strides[i] !== step) return false;
    step *= shape[i] as number;
  }
  return true;
}

/** Contiguous in the one sense that leaves no choice: those of size 1 too have the strides they would be given. */
export function isPlain(shape: Shape, strides: Shape): boolean {
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (strides[i] !== step) return false;
    step *= shape[i] as number;
  }
  return step > 0;
}

/** Strides without gaps in the order of these: what torch.preserve_format gives a copy. */
export function denseStrides(shape: Shape, strides: Shape): readonly number[] {
  if (isNonOverlappingAndDense(shape, strides)) return strides;
  return steps(shape, dimensionOrder(shape, [strides]), 1);
}

/** Strides of the result of an elementwise op over operands that broadcast to `shape`, as TensorIterator lays it out. */
export function elementwiseStrides(shape: Shape, operands: readonly Layout[]): readonly number[] {
  if (operands.every((operand) => sameShape(operand.shape, shape))) {
    if (operands.every((operand) => isContiguous(operand.shape, operand.strides))) return contiguousStrides(shape);
    if (operands.every(isChannelsLast)) return steps(shape, channelsLast, 1);
    const { strides } = operands[0] as Layout;
    const alike = operands.every((operand) => sameShape(operand.strides, strides));
    if (alike && isNonOverlappingAndDense(shape, strides)) return strides;
  }
  const strides = operands.map((operand) => broadcastStrides(operand.shape, operand.strides, shape));
  const order = dimensionOrder(shape, strides);
  const isInverted = order.every((dim, i) => dim === shape.length - 1 - i);
  return isInverted ? contiguousStrides(shape) : steps(shape, order, 0);
}

/** From the fastest dimension on: channels, width, height, batch. */
const channelsLast: readonly number[] = [1, 3, 2, 0];

function isChannelsLast({ shape, strides }: Layout): boolean {
  if (shape.length !== 4) return false;
  let step = 1;
  for (const dim of channelsLast) {
    const size = shape[dim] as number;
    if (size === 1) continue;
    if (strides[dim] !== step) return false;
    step *= size;
  }
  return true;
}

/** Strides of a block whose dimensions follow in this order; a dimension counts as having `least` elements or more. */
function steps(shape: Shape, order: Shape, least: 0 | 1): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (const dim of order) {
    strides[dim] = step;
    step *= Math.max(shape[dim] as number, least);
  }
  return strides;
}

/** One loop of a reduction: how many turns, and how far each goes in what is read and in the result. */
export interface Loop {
  size: number;
  from: number;
  to: number;
}

/**
 * The loops by which TensorIterator walks a reduction over `dims`, the innermost first and no two that one can do:
 * reduced dimensions are inside, and among them those whose elements are neighbours. Sums depend on that order.
 */
export function reductionLoops(shape: Shape, strides: Shape, dims: readonly number[]): Loop[] {
  const results = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    const isReduced = dims.includes(i);
    results[i] = isReduced ? 0 : step;
    if (!isReduced) step *= shape[i] as number;
  }
  const loops: Loop[] = [];
  for (const dim of dimensionOrder(shape, [results, strides], true)) {
    const loop = { size: shape[dim] as number, from: strides[dim] as number, to: results[dim] as number };
    const inner = loops[loops.length - 1];
    if (inner === undefined) loops.push(loop);
    else if (inner.size === 1) loops[loops.length - 1] = loop;
    else if (loop.size === 1 || (inner.size * inner.from === loop.from && inner.size * inner.to === loop.to)) {
      inner.size *= loop.size;
    } else loops.push(loop);
  }
  return loops;
}

/**
 * The order of dimensions that operands suggest, the fastest first (TensorIterator::reorder_dimensions); of a reduction
 * the first operand is the result, which stands still along what is reduced.
 */
function dimensionOrder(shape: Shape, operands: readonly Shape[], isReduction = false): number[] {
  const order = shape.map((_, i) => shape.length - 1 - i);
  for (let i = 1; i < order.length; i++) {
    let dim1 = i;
    for (let dim0 = i - 1; dim0 >= 0; dim0--) {
      const comparison = shouldSwap(shape, operands, order[dim0] as number, order[dim1] as number, isReduction);
      if (comparison > 0) {
        const kept = order[dim0] as number;
        order[dim0] = order[dim1] as number;
        order[dim1] = kept;
        dim1 = dim0;
      } else if (comparison < 0) break;
    }
  }
  return order;
}

function shouldSwap(
  shape: Shape,
  operands: readonly Shape[],
  dim0: number,
  dim1: number,
  isReduction: boolean,
): number {
  if (isReduction) {
    const result = operands[0] as Shape;
    if ((result[dim0] === 0) !== (result[dim1] === 0)) return result[dim1] === 0 ? 1 : -1;
  }
  for (const strides of operands) {
    const stride0 = strides[dim0] as number;
    const stride1 = strides[dim1] as number;
    if (stride0 === 0 || stride1 === 0) continue;
    if (stride0 < stride1) return -1;
    if (stride0 > stride1) return 1;
    if ((shape[dim0] as number) > (shape[dim1] as number)) return 1;
  }
  return 0;
}
