// Running sums and products of complex elements along the middle of [outer, count, inner]; `start` counts elements, as in
// ../running.ts. Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";

type Step = (re: number, im: number, x: number, y: number) => readonly [number, number];

function running(first: readonly [number, number], step: Step) {
  return (out: FloatArray, a: FloatArray, start: number, outer: number, count: number, inner: number): void => {
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        let [re, im] = first;
        for (let k = 0; k < count; k++) {
          const at = 2 * ((o * count + k) * inner + i);
          [re, im] = step(re, im, a[2 * start + at] as number, a[2 * start + at + 1] as number);
          out[at] = re;
          out[at + 1] = im;
        }
      }
    }
  };
}

export const cumsum = running([0, 0], (re, im, x, y) => [re + x, im + y]);
export const cumprod = running([1, 0], (re, im, x, y) => [re * x - im * y, re * y + im * x]);
