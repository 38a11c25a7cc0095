// Reductions of complex elements over rows; starts, steps and counts are of elements, as in ../reduce.ts.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";

export function prod(out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number): void {
  for (let r = 0; r < starts.length; r++) {
    let at = 2 * (starts[r] as number);
    let [re, im] = [1, 0];
    for (let i = 0; i < count; i++, at += 2 * step) {
      const [x, y] = [a[at] as number, a[at + 1] as number];
      [re, im] = [re * x - im * y, re * y + im * x];
    }
    out[2 * r] = re;
    out[2 * r + 1] = im;
  }
}
