// Pooling over windows of depth, height and width: the largest element of each window, or their mean. The windows of
// one axis are the same whatever the other axes do, so that three short lists describe them all.
// Reads are within bounds by the callers' windows: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import type { Extent } from "./convolution";

/** The windows along one axis: elements from[i], from[i] + step, … below to[i]; their mean divides by count[i]. */
export interface AxisWindows {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly step: number;
  readonly count: Int32Array;
}
export type Windows = readonly [depth: AxisWindows, height: AxisWindows, width: AxisWindows];

/**
 * The largest element of each window and where it is in its grid, for one grid that starts at `start`. A NaN is larger
 * than all; of several, the last counts.
 */
export function maxWindows(
  out: FloatArray,
  indices: Float64Array,
  o: number,
  a: FloatArray,
  start: number,
  size: Extent,
  [depths, heights, widths]: Windows,
): void {
  const [, height, width] = size;
  let at = o;
  for (let i = 0; i < depths.from.length; i++) {
    const d0 = depths.from[i] as number;
    const d1 = depths.to[i] as number;
    for (let j = 0; j < heights.from.length; j++) {
      const h0 = heights.from[j] as number;
      const h1 = heights.to[j] as number;
      for (let k = 0; k < widths.from.length; k++) {
        const w0 = widths.from[k] as number;
        const w1 = widths.to[k] as number;
        let best = Number.NEGATIVE_INFINITY;
        let index = (d0 * height + h0) * width + w0;
        for (let d = d0; d < d1; d += depths.step) {
          for (let h = h0; h < h1; h += heights.step) {
            const line = (d * height + h) * width;
            for (let w = line + w0; w < line + w1; w += widths.step) {
              const value = a[start + w] as number;
              if (value > best || Number.isNaN(value)) {
                best = value;
                index = w;
              }
            }
          }
        }
        out[at] = best;
        indices[at++] = index;
      }
    }
  }
}

const fround = Math.fround;

/**
 * What sums of windows are divided by: a number, the product of the axes' counts, or one count after the other, which
 * rounds otherwise.
 */
export type Divisor = number | "product" | "successive";

/** The mean of each window, added up in order and rounded each time, for `grids` grids. */
export function meanWindows(
  out: FloatArray,
  a: FloatArray,
  start: number,
  grids: number,
  size: Extent,
  [depths, heights, widths]: Windows,
  divisor: Divisor,
): void {
  const [depth, height, width] = size;
  const single = out instanceof Float32Array;
  let at = 0;
  for (let c = 0; c < grids; c++) {
    const grid = start + c * depth * height * width;
    for (let i = 0; i < depths.from.length; i++) {
      const d1 = depths.to[i] as number;
      for (let j = 0; j < heights.from.length; j++) {
        const h0 = heights.from[j] as number;
        const h1 = heights.to[j] as number;
        for (let k = 0; k < widths.from.length; k++) {
          const w0 = widths.from[k] as number;
          const w1 = widths.to[k] as number;
          let sum = 0;
          for (let d = depths.from[i] as number; d < d1; d++) {
            for (let h = h0; h < h1; h++) {
              const line = grid + (d * height + h) * width;
              if (single) for (let w = line + w0; w < line + w1; w++) sum = fround(sum + (a[w] as number));
              else for (let w = line + w0; w < line + w1; w++) sum += a[w] as number;
            }
          }
          const [nd, nh, nw] = [depths.count[i] as number, heights.count[j] as number, widths.count[k] as number];
          out[at++] = divided(sum, nd, nh, nw, divisor, single);
        }
      }
    }
  }
}

function divided(sum: number, depth: number, height: number, width: number, divisor: Divisor, single: boolean): number {
  if (divisor === "product") return sum / (depth * height * width);
  if (divisor !== "successive") return sum / divisor;
  if (single) return fround(fround(sum / depth) / height) / width;
  return sum / depth / height / width;
}

/** The gradient of meanWindows: each window's share is added to all its elements. */
export function spreadWindows(
  out: FloatArray,
  g: FloatArray,
  start: number,
  grids: number,
  size: Extent,
  [depths, heights, widths]: Windows,
  divisor: Divisor,
): void {
  const [depth, height, width] = size;
  const single = out instanceof Float32Array;
  let at = start;
  for (let c = 0; c < grids; c++) {
    const grid = c * depth * height * width;
    for (let i = 0; i < depths.from.length; i++) {
      const d1 = depths.to[i] as number;
      for (let j = 0; j < heights.from.length; j++) {
        const h0 = heights.from[j] as number;
        const h1 = heights.to[j] as number;
        for (let k = 0; k < widths.from.length; k++) {
          const w0 = widths.from[k] as number;
          const w1 = widths.to[k] as number;
          const [nd, nh, nw] = [depths.count[i] as number, heights.count[j] as number, widths.count[k] as number];
          const exact = divided(g[at++] as number, nd, nh, nw, divisor, single);
          const share = single ? fround(exact) : exact;
          for (let d = depths.from[i] as number; d < d1; d++) {
            for (let h = h0; h < h1; h++) {
              const line = grid + (d * height + h) * width;
              for (let w = line + w0; w < line + w1; w++) out[w] = (out[w] as number) + share;
            }
          }
        }
      }
    }
  }
}

/** out[grid, indices[grid, i]] += a[grid, i]. */
export function addAtIndices(
  out: FloatArray,
  a: FloatArray,
  indices: ArrayLike<number>,
  grids: number,
  count: number,
  size: number,
): void {
  for (let c = 0; c < grids; c++) {
    for (let i = c * count; i < (c + 1) * count; i++) {
      const to = c * size + (indices[i] as number);
      out[to] = (out[to] as number) + (a[i] as number);
    }
  }
}
