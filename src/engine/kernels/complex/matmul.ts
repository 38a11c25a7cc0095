// The product of two matrices of complex elements; starts and steps are of elements, as in ../matmul.ts.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import type { Matrix } from "../matmul";

/** out[i, j] = Σ a[i, p] · b[p, j], written row by row from `start` on; the sum runs in double. */
export function complexMatmul(
  out: FloatArray,
  start: number,
  a: Matrix,
  b: Matrix,
  n: number,
  k: number,
  m: number,
): void {
  let o = 2 * start;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++, o += 2) {
      let x = 2 * (a.start + i * a.rowStep);
      let y = 2 * (b.start + j * b.columnStep);
      let [re, im] = [0, 0];
      for (let p = 0; p < k; p++, x += 2 * a.columnStep, y += 2 * b.rowStep) {
        const [ar, ai] = [a.data[x] as number, a.data[x + 1] as number];
        const [br, bi] = [b.data[y] as number, b.data[y + 1] as number];
        re += ar * br - ai * bi;
        im += ar * bi + ai * br;
      }
      out[o] = re;
      out[o + 1] = im;
    }
  }
}
