// Copies between grids of depth, height and width where each element of the result comes from one of the source, found
// by one index for each axis: padding by reflection or repetition, resizing to the nearest element.
// Reads are within bounds by the callers' maps: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import type { Extent } from "./convolution";

/** Where the elements along one axis of the result come from. */
export type AxisMap = Int32Array;
export type GridMap = readonly [depth: AxisMap, height: AxisMap, width: AxisMap];

/** out[grid, d, h, w] = a[grid, map(d), map(h), map(w)], for `count` grids. */
export function gatherGrids(
  out: FloatArray,
  a: FloatArray,
  start: number,
  count: number,
  size: Extent,
  [ds, hs, ws]: GridMap,
): void {
  const [depth, height, width] = size;
  let at = 0;
  for (let c = 0; c < count; c++) {
    for (let d = 0; d < ds.length; d++) {
      const plane = (c * depth + (ds[d] as number)) * height;
      for (let h = 0; h < hs.length; h++) {
        const line = start + (plane + (hs[h] as number)) * width;
        for (let w = 0; w < ws.length; w++) out[at++] = a[line + (ws[w] as number)] as number;
      }
    }
  }
}

/** The other way: each element of `a` is added to the element of `out` that it would come from. */
export function scatterGrids(
  out: FloatArray,
  a: FloatArray,
  start: number,
  count: number,
  size: Extent,
  [ds, hs, ws]: GridMap,
): void {
  const [depth, height, width] = size;
  let at = start;
  for (let c = 0; c < count; c++) {
    for (let d = 0; d < ds.length; d++) {
      const plane = (c * depth + (ds[d] as number)) * height;
      for (let h = 0; h < hs.length; h++) {
        const line = (plane + (hs[h] as number)) * width;
        for (let w = 0; w < ws.length; w++) {
          const to = line + (ws[w] as number);
          out[to] = (out[to] as number) + (a[at++] as number);
        }
      }
    }
  }
}
