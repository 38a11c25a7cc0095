// Elementwise functions and softmax of float32 by WebAssembly, a piece at a time: what is copied in and out stays in the
// first caches. The same bits as ../unary.ts and ../softmax.ts, whose loops ask these first.

import type { FloatArray } from "../arrays";
import { kernelsFor, memoryAs, reserve } from "./module";

/** Elements of a piece. */
const PIECE = 8192;
/** Elements below which copying costs more than the loops in TypeScript. */
const LEAST = 64;
/** What an element's exponential costs, in multiplications of a product. */
export const COST = 30;
const LEAST_COST = LEAST * COST;

type Mapped = "gelu" | "exp" | "sigmoid" | "silu" | "relu" | "neg" | "sqrt" | "square";
type RowLoop = "softmax" | "logSoftmax";
type RowGradient = "softmaxBackward" | "logSoftmaxBackward";

/** out[i] = f(a[i]); false where the caller is to do it. `cost` is an element's, in multiplications. */
export function mapByKernels(
  name: Mapped,
  out: FloatArray,
  a: FloatArray,
  ai: number,
  n: number,
  cost: number,
): boolean {
  if (n * cost < LEAST_COST || !(out instanceof Float32Array) || !(a instanceof Float32Array)) return false;
  const kernels = kernelsFor(n * cost);
  if (kernels === null) return false;
  const loop = kernels.single[name];
  const [pointer] = reserve(kernels, PIECE * 4) as [number];
  const memory = memoryAs(out, kernels);
  const at = pointer / 4;
  for (let i = 0; i < n; i += PIECE) {
    const count = Math.min(PIECE, n - i);
    memory.set(a.subarray(ai + i, ai + i + count), at);
    loop(pointer, pointer, count);
    out.set(memory.subarray(at, at + count), i);
  }
  return true;
}

/** Rows of a piece, and room for one row in whole lanes; 0 rows where the caller is to do it. */
function rowsOf(out: FloatArray, rows: number, count: number): number {
  if (count < 8 || rows * count < LEAST || !(out instanceof Float32Array)) return 0;
  return Math.max(1, Math.min(rows, Math.floor(PIECE / count)));
}

export function softmaxByKernels(
  name: RowLoop,
  out: FloatArray,
  a: FloatArray,
  ai: number,
  rows: number,
  count: number,
): boolean {
  const most = rowsOf(out, rows, count);
  if (most === 0) return false;
  const kernels = kernelsFor(rows * count * COST);
  if (kernels === null) return false;
  const loop = kernels.single[name];
  const room = (count + 8) * 4;
  const [pointer, row, other] = reserve(kernels, most * count * 4, room, room) as [number, number, number];
  const memory = memoryAs(out, kernels);
  const at = pointer / 4;
  for (let r = 0; r < rows; r += most) {
    const some = Math.min(most, rows - r);
    const start = ai + r * count;
    memory.set(a.subarray(start, start + some * count), at);
    loop(pointer, pointer, some, count, row, other);
    out.set(memory.subarray(at, at + some * count), r * count);
  }
  return true;
}

/** From the gradient g and the result y, which lie from their start. */
export function softmaxGradientByKernels(
  name: RowGradient,
  out: FloatArray,
  g: FloatArray,
  y: FloatArray,
  rows: number,
  count: number,
): boolean {
  const most = rowsOf(out, rows, count);
  if (most === 0) return false;
  const kernels = kernelsFor(rows * count * COST);
  if (kernels === null) return false;
  const loop = kernels.single[name];
  const room = (count + 8) * 4;
  const sizes = [most * count * 4, most * count * 4, room, room];
  const [gradient, result, row, other] = reserve(kernels, ...sizes) as [number, number, number, number];
  const memory = memoryAs(out, kernels);
  for (let r = 0; r < rows; r += most) {
    const some = Math.min(most, rows - r);
    const [from, to] = [r * count, (r + some) * count];
    memory.set(g.subarray(from, to), gradient / 4);
    memory.set(y.subarray(from, to), result / 4);
    loop(gradient, gradient, result, some, count, row, other);
    out.set(memory.subarray(gradient / 4, gradient / 4 + to - from), from);
  }
  return true;
}
