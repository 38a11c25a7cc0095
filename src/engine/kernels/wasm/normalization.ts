// Layer normalisation of float32 by WebAssembly, some rows at a time: what is copied in and out stays in the first
// caches. The same bits as ../normalization.ts, whose functions ask these first; false where those are to do it.

import type { FloatArray } from "../arrays";
import { type Kernels, kernelsFor, memoryAs, reserve } from "./module";

/** Elements of a piece. */
const PIECE = 8192;
/** Elements below which copying costs more than the loops in TypeScript. */
const LEAST = 128;
/** What an element costs, in multiplications of a product. */
const COST = 10;
const FLOATS = new Float32Array(0);
/** Bytes of the moments' parts. */
const STACK = 40 * 80;

/** A row in whole lanes. */
function room(size: number): number {
  return (size + 8) * 4;
}

function kernelsOf(arrays: readonly (ArrayLike<number> | null)[], rows: number, size: number): Kernels | null {
  if (rows * size < LEAST) return null;
  if (!arrays.every((array) => array === null || array instanceof Float32Array)) return null;
  return kernelsFor(rows * size * COST);
}

/** Calls `piece` for some rows after the other. */
function inPieces(rows: number, size: number, piece: (first: number, some: number) => void): void {
  const most = mostRows(rows, size);
  for (let r = 0; r < rows; r += most) piece(r, Math.min(most, rows - r));
}

function mostRows(rows: number, size: number): number {
  return Math.max(1, Math.min(rows, Math.floor(PIECE / size)));
}

function copyIn(memory: Float32Array, pointer: number, from: FloatArray, start: number, count: number): void {
  memory.set(from.subarray(start, start + count), pointer / 4);
}

function copyOut(memory: Float32Array, pointer: number, to: FloatArray, start: number, count: number): void {
  to.set(memory.subarray(pointer / 4, pointer / 4 + count), start);
}

/** Weights, or what stands for them where there are none, filled up to whole lanes. */
function copyWeights(
  memory: Float32Array,
  pointer: number,
  size: number,
  weight: ArrayLike<number> | null,
  one: number,
) {
  memory.fill(one, pointer / 4, pointer / 4 + size + 8);
  if (weight !== null) memory.set(weight, pointer / 4);
}

export function rowStatisticsByKernels(
  mean: FloatArray,
  rstd: FloatArray,
  x: FloatArray,
  start: number,
  rows: number,
  size: number,
  eps: number,
): boolean {
  const kernels = kernelsOf([mean, rstd, x], rows, size);
  if (kernels === null) return false;
  const most = mostRows(rows, size);
  const sizes = [most * size * 4, most * 4, most * 4, STACK];
  const [from, means, deviations, stack] = reserve(kernels, ...sizes) as [number, number, number, number];
  const memory = memoryAs(FLOATS, kernels);
  inPieces(rows, size, (r, some) => {
    copyIn(memory, from, x, start + r * size, some * size);
    kernels.single.rowStatistics(means, deviations, from, some, size, eps, stack);
    copyOut(memory, means, mean, r, some);
    copyOut(memory, deviations, rstd, r, some);
  });
  return true;
}

export function normalizeRowsByKernels(
  out: FloatArray,
  x: FloatArray,
  start: number,
  mean: FloatArray,
  rstd: FloatArray,
  weight: ArrayLike<number> | null,
  bias: ArrayLike<number> | null,
  rows: number,
  size: number,
): boolean {
  const kernels = kernelsOf([out, x, mean, rstd, weight, bias], rows, size);
  if (kernels === null) return false;
  const most = mostRows(rows, size);
  const sizes = [most * size * 4, most * 4, most * 4, room(size), room(size)];
  const [from, means, deviations, w, b] = reserve(kernels, ...sizes) as [number, number, number, number, number];
  const memory = memoryAs(FLOATS, kernels);
  copyWeights(memory, w, size, weight, 1);
  copyWeights(memory, b, size, bias, 0);
  inPieces(rows, size, (r, some) => {
    copyIn(memory, from, x, start + r * size, some * size);
    copyIn(memory, means, mean, r, some);
    copyIn(memory, deviations, rstd, r, some);
    kernels.single.normalizeRows(from, from, means, deviations, w, b, some, size);
    copyOut(memory, from, out, r * size, some * size);
  });
  return true;
}

export function rowsBackwardByKernels(
  out: FloatArray,
  gradient: FloatArray,
  x: FloatArray,
  mean: FloatArray,
  rstd: FloatArray,
  weight: ArrayLike<number> | null,
  rows: number,
  size: number,
): boolean {
  const kernels = size < 8 ? null : kernelsOf([out, gradient, x, mean, rstd, weight], rows, size);
  if (kernels === null) return false;
  const most = mostRows(rows, size);
  const block = most * size * 4;
  const pointers = reserve(kernels, block, block, most * 4, most * 4, room(size), 2 * room(size));
  const [g, from, means, deviations, w, row] = pointers as [number, number, number, number, number, number];
  const memory = memoryAs(FLOATS, kernels);
  copyWeights(memory, w, size, weight, 1);
  inPieces(rows, size, (r, some) => {
    copyIn(memory, g, gradient, r * size, some * size);
    copyIn(memory, from, x, r * size, some * size);
    copyIn(memory, means, mean, r, some);
    copyIn(memory, deviations, rstd, r, some);
    kernels.single.rowsBackward(g, g, from, means, deviations, w, some, size, row, weight === null);
    copyOut(memory, g, out, r * size, some * size);
  });
  return true;
}

/** The sums go on from what they are: float32 in doubles. */
export function rowWeightsBackwardByKernels(
  ofWeight: Float64Array,
  ofBias: Float64Array,
  gradient: FloatArray,
  x: FloatArray,
  mean: FloatArray,
  rstd: FloatArray,
  rows: number,
  size: number,
): boolean {
  const kernels = kernelsOf([gradient, x, mean, rstd], rows, size);
  if (kernels === null) return false;
  const most = mostRows(rows, size);
  const block = most * size * 4;
  const pointers = reserve(kernels, block, block, most * 4, most * 4, room(size), room(size));
  const [g, from, means, deviations, w, b] = pointers as [number, number, number, number, number, number];
  const memory = memoryAs(FLOATS, kernels);
  memory.set(ofWeight, w / 4);
  memory.set(ofBias, b / 4);
  inPieces(rows, size, (r, some) => {
    copyIn(memory, g, gradient, r * size, some * size);
    copyIn(memory, from, x, r * size, some * size);
    copyIn(memory, means, mean, r, some);
    copyIn(memory, deviations, rstd, r, some);
    kernels.single.rowWeightsBackward(w, b, g, from, means, deviations, some, size);
  });
  copyOut(memory, w, ofWeight, 0, size);
  copyOut(memory, b, ofBias, 0, size);
  return true;
}
