// Softmax and log-softmax along one dimension of a contiguous [outer, count, inner] block, and their gradients.
// Each step is rounded to float32 where the arrays are, as PyTorch's vectorised code does.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";

function largest(a: FloatArray, start: number, count: number, step: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0, at = start; i < count; i++, at += step) {
    const value = a[at] as number;
    if (value > best || Number.isNaN(value)) best = value;
    if (Number.isNaN(best)) break;
  }
  return best;
}

/** e^(x - max) / Σ e^(x - max). */
export function softmax(out: FloatArray, a: FloatArray, ai: number, outer: number, count: number, inner: number): void {
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      const shift = largest(a, ai + start, count, inner);
      let total = 0;
      for (let i = 0, at = start; i < count; i++, at += inner) {
        out[at] = (a[ai + at] as number) - shift;
        out[at] = Math.exp(out[at] as number);
        total += out[at] as number;
      }
      for (let i = 0, at = start; i < count; i++, at += inner) out[at] = (out[at] as number) / total;
    }
  }
}

/** x - max - ln Σ e^(x - max). */
export function logSoftmax(
  out: FloatArray,
  a: FloatArray,
  ai: number,
  outer: number,
  count: number,
  inner: number,
): void {
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      const shift = largest(a, ai + start, count, inner);
      let total = 0;
      for (let i = 0, at = start; i < count; i++, at += inner) total += Math.exp((a[ai + at] as number) - shift);
      const logTotal = Math.log(total);
      for (let i = 0, at = start; i < count; i++, at += inner) {
        out[at] = (a[ai + at] as number) - shift;
        out[at] = (out[at] as number) - logTotal;
      }
    }
  }
}
