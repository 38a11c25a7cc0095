// Resizing grids of depth, height and width: each element of the result is a weighted mean of some of the source's,
// and the weights of one axis do not depend on the others. In float32 a product that is added to something is not
// rounded before, as in PyTorch's AVX2 build, whose compiler fuses the two.
// Reads are within bounds by the callers' taps: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import type { Extent } from "./convolution";

/** Which elements of an axis make element i of the result: those from starts[i] to starts[i + 1] in the two lists. */
export interface AxisTaps {
  readonly starts: Int32Array;
  readonly index: Int32Array;
  readonly weight: FloatArray;
}
export type Taps = readonly [depth: AxisTaps, height: AxisTaps, width: AxisTaps];

const fround = Math.fround;

/** out[grid, d, h, w] = Σ weights · a, for `grids` grids. */
export function resize(out: FloatArray, a: FloatArray, grids: number, size: Extent, [ds, hs, ws]: Taps): void {
  const [depth, height, width] = size;
  const single = out instanceof Float32Array;
  const [outDepth, outHeight, outWidth] = [ds, hs, ws].map((axis) => axis.starts.length - 1) as [
    number,
    number,
    number,
  ];
  const { index: hIndex, weight: hWeight } = hs;
  const { index: wIndex, weight: wWeight } = ws;
  let at = 0;
  for (let c = 0; c < grids; c++) {
    for (let od = 0; od < outDepth; od++) {
      const d0 = ds.starts[od] as number;
      const d1 = ds.starts[od + 1] as number;
      for (let oh = 0; oh < outHeight; oh++) {
        const h0 = hs.starts[oh] as number;
        const h1 = hs.starts[oh + 1] as number;
        for (let ow = 0; ow < outWidth; ow++) {
          const w0 = ws.starts[ow] as number;
          const w1 = ws.starts[ow + 1] as number;
          let total = 0;
          for (let i = d0; i < d1; i++) {
            const plane = (c * depth + (ds.index[i] as number)) * height;
            let planeSum = 0;
            for (let j = h0; j < h1; j++) {
              const line = (plane + (hIndex[j] as number)) * width;
              let lineSum = 0;
              if (single) {
                for (let k = w0; k < w1; k++) {
                  lineSum = fround(lineSum + (a[line + (wIndex[k] as number)] as number) * (wWeight[k] as number));
                }
                planeSum = fround(planeSum + lineSum * (hWeight[j] as number));
              } else {
                for (let k = w0; k < w1; k++) {
                  lineSum += (a[line + (wIndex[k] as number)] as number) * (wWeight[k] as number);
                }
                planeSum += lineSum * (hWeight[j] as number);
              }
            }
            const term = planeSum * (ds.weight[i] as number);
            total = single ? fround(total + term) : total + term;
          }
          out[at++] = total;
        }
      }
    }
  }
}

/** The gradient of resize: each element's share goes to those it was made of. */
export function resizeBackward(out: FloatArray, g: FloatArray, grids: number, size: Extent, [ds, hs, ws]: Taps): void {
  const [depth, height, width] = size;
  const [outDepth, outHeight, outWidth] = [ds, hs, ws].map((axis) => axis.starts.length - 1) as [
    number,
    number,
    number,
  ];
  const { index: hIndex, weight: hWeight } = hs;
  const { index: wIndex, weight: wWeight } = ws;
  let at = 0;
  for (let c = 0; c < grids; c++) {
    for (let od = 0; od < outDepth; od++) {
      for (let oh = 0; oh < outHeight; oh++) {
        for (let ow = 0; ow < outWidth; ow++) {
          const gradient = g[at++] as number;
          const w0 = ws.starts[ow] as number;
          const w1 = ws.starts[ow + 1] as number;
          for (let i = ds.starts[od] as number; i < (ds.starts[od + 1] as number); i++) {
            const plane = (c * depth + (ds.index[i] as number)) * height;
            const ofPlane = gradient * (ds.weight[i] as number);
            for (let j = hs.starts[oh] as number; j < (hs.starts[oh + 1] as number); j++) {
              const line = (plane + (hIndex[j] as number)) * width;
              const ofLine = ofPlane * (hWeight[j] as number);
              for (let k = w0; k < w1; k++) {
                const to = line + (wIndex[k] as number);
                out[to] = (out[to] as number) + ofLine * (wWeight[k] as number);
              }
            }
          }
        }
      }
    }
  }
}

/** How an axis is resized. */
export interface AxisResize {
  readonly size: number;
  readonly count: number;
  readonly alignCorners: boolean;
  /** The factor that was given, if any: it counts, rather than the sizes' ratio. */
  readonly factor: number | null;
  /** Rounds as float32 does. */
  readonly single: boolean;
}

const identity = (value: number): number => value;

/** Elements of the source for one of the result. */
function scaleOf({ size, count, alignCorners, factor, single }: AxisResize): number {
  const round = single ? fround : identity;
  if (alignCorners) return count > 1 ? round((size - 1) / (count - 1)) : 0;
  return factor !== null && factor > 0 ? round(1 / factor) : round(size / count);
}

/** Where the middle of element i of the result is in the source. */
function sourcePosition(scale: number, i: number, axis: AxisResize, cubic: boolean): number {
  const round = axis.single ? fround : identity;
  if (axis.alignCorners) return round(scale * i);
  const at = round(scale * (i + 0.5) - 0.5);
  return !cubic && at < 0 ? 0 : at;
}

/** The element before a position, and how far the position is on the way to the next. */
function split(scale: number, i: number, axis: AxisResize, cubic: boolean): [first: number, rest: number] {
  const at = sourcePosition(scale, i, axis, cubic);
  const first = Math.min(Math.floor(fround(at)), axis.size - 1);
  const exact = axis.alignCorners ? scale * i - first : at - first;
  const rest = axis.single ? fround(exact) : exact;
  return [first, Math.min(Math.max(rest, 0), 1)];
}

function tapsOf(lists: readonly (readonly [index: number, weight: number])[][], single: boolean): AxisTaps {
  const starts = new Int32Array(lists.length + 1);
  const total = lists.reduce((sum, list) => sum + list.length, 0);
  const index = new Int32Array(total);
  const weight = single ? new Float32Array(total) : new Float64Array(total);
  let at = 0;
  lists.forEach((list, i) => {
    for (const [from, by] of list) {
      index[at] = from;
      weight[at++] = by;
    }
    starts[i + 1] = at;
  });
  return { starts, index, weight };
}

function forEach(count: number, taps: (i: number) => [number, number][], single: boolean): AxisTaps {
  return tapsOf(
    Array.from({ length: count }, (_, i) => taps(i)),
    single,
  );
}

/** An axis that is not there. */
export function soleTap(single: boolean): AxisTaps {
  return tapsOf([[[0, 1]]], single);
}

/** The two neighbours, by distance. */
export function linearTaps(axis: AxisResize): AxisTaps {
  const { size, count, single } = axis;
  const round = single ? fround : identity;
  const scale = scaleOf(axis);
  return forEach(
    count,
    (i) => {
      if (size === count) return [[i, 1]];
      const [first, rest] = split(scale, i, axis, false);
      return [
        [first, round(1 - rest)],
        [first + (first < size - 1 ? 1 : 0), rest],
      ];
    },
    single,
  );
}

/** Four neighbours, by cubic convolution (Keys 1981) with A = -0.75. */
export function cubicWeights(t: number, single: boolean): [number, number, number, number] {
  const round = single ? fround : identity;
  const a = -0.75;
  const near = (x: number) => round(round(round((a + 2) * x - (a + 3)) * x) * x + 1);
  const far = (x: number) => round(round(round(a * x - 5 * a) * x + 8 * a) * x - 4 * a);
  const u = round(1 - t);
  return [far(round(t + 1)), near(t), near(u), far(round(u + 1))];
}

export function cubicTaps(axis: AxisResize): AxisTaps {
  const { size, count, single } = axis;
  const scale = scaleOf(axis);
  return forEach(
    count,
    (i) => {
      const [first, t] = split(scale, i, axis, true);
      return cubicWeights(t, single).map((weight, j) => [Math.max(Math.min(first + j - 1, size - 1), 0), weight]);
    },
    single,
  );
}

const tent = (x: number): number => Math.max(1 - Math.abs(x), 0);

function cubicFilter(x: number): number {
  const a = -0.5;
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}

/** All elements under a filter that grows as the result shrinks, so that none is skipped. */
export function antialiasedTaps(axis: AxisResize, cubic: boolean): AxisTaps {
  const { size, count, single } = axis;
  const round = single ? fround : identity;
  const filter = cubic ? cubicFilter : tent;
  const scale = scaleOf(axis);
  const reach = cubic ? 2 : 1;
  const support = scale >= 1 ? round(reach * scale) : reach;
  const shrink = scale >= 1 ? round(1 / scale) : 1;
  return forEach(
    count,
    (i) => {
      const center = round(scale * (i + 0.5));
      const from = Math.max(Math.trunc(round(round(center - support) + 0.5)), 0);
      const to = Math.min(Math.trunc(round(round(center + support) + 0.5)), size);
      const weights: number[] = [];
      for (let k = from; k < to; k++) weights.push(round(filter(round(round(round(k - center) + 0.5) * shrink))));
      const total = weights.reduce((sum, weight) => round(sum + weight), 0);
      return weights.map((weight, k) => [from + k, total === 0 ? weight : round(weight / total)]);
    },
    single,
  );
}

/** The element before each position. */
export function nearestMap(axis: AxisResize): Int32Array {
  const scale = scaleOf(axis);
  const round = axis.single ? fround : identity;
  return Int32Array.from({ length: axis.count }, (_, i) =>
    Math.min(Math.floor(fround(round(scale * i))), axis.size - 1),
  );
}

/** The element whose middle is nearest. */
export function nearestExactMap(axis: AxisResize): Int32Array {
  const scale = scaleOf(axis);
  return Int32Array.from({ length: axis.count }, (_, i) =>
    Math.min(Math.floor(fround(sourcePosition(scale, i, axis, false) + 0.5)), axis.size - 1),
  );
}
