// Sampling images at any place: each place weighs some elements along every axis. Gradients go to the image and, by
// the derivatives of the weights, to the places.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import { cubicWeights } from "./upsampling";

export type SampleMode = "bilinear" | "nearest" | "bicubic";
export type SamplePadding = "zeros" | "border" | "reflection";

export interface Sampling {
  readonly mode: SampleMode;
  readonly padding: SamplePadding;
  readonly alignCorners: boolean;
  readonly batch: number;
  readonly channels: number;
  /** Sizes of the image's axes, and how many places there are in each image. */
  readonly size: readonly number[];
  readonly places: number;
}

const fround = Math.fround;
const mostTaps = 4;

/** What one place takes of an axis: up to four elements (-1 outside), their weights and the weights' derivatives. */
class AxisSample {
  count = 0;
  readonly index = new Int32Array(mostTaps);
  readonly weight: FloatArray;
  readonly slope: FloatArray;

  constructor(private readonly single: boolean) {
    this.weight = single ? new Float32Array(mostTaps) : new Float64Array(mostTaps);
    this.slope = single ? new Float32Array(mostTaps) : new Float64Array(mostTaps);
  }

  private round(value: number): number {
    return this.single ? fround(value) : value;
  }

  /** Sets the taps for coordinate `x` in [-1, 1]. */
  locate(x: number, size: number, { mode, padding, alignCorners }: Sampling): void {
    const round = (value: number) => this.round(value);
    const factor = round((alignCorners ? size - 1 : size) / 2);
    const raw = alignCorners ? round(round(x + 1) * factor) : round(round(x + 1) * factor - 0.5);
    if (mode === "bicubic") {
      this.cubic(raw, size, padding, alignCorners, factor);
      return;
    }
    const [at, slope] = padded(raw, size, padding, alignCorners);
    const place = round(at);
    if (mode === "nearest") {
      this.count = 1;
      this.index[0] = inside(nearestEven(place), size);
      this.weight[0] = 1;
      this.slope[0] = 0;
      return;
    }
    const first = Math.floor(place);
    const rest = round(place - first);
    this.count = 2;
    this.index[0] = inside(first, size);
    this.index[1] = inside(first + 1, size);
    this.weight[0] = 1 - rest;
    this.weight[1] = rest;
    this.slope[0] = -slope * factor;
    this.slope[1] = slope * factor;
  }

  private cubic(raw: number, size: number, padding: SamplePadding, alignCorners: boolean, factor: number): void {
    const first = Math.floor(raw);
    const t = this.round(raw - first);
    const weights = cubicWeights(t, this.single);
    const slopes = cubicSlopes(t);
    this.count = 4;
    for (let j = 0; j < 4; j++) {
      const [at] = padded(first - 1 + j, size, padding, alignCorners);
      this.index[j] = inside(Math.trunc(at), size);
      this.weight[j] = weights[j] as number;
      this.slope[j] = (slopes[j] as number) * factor;
    }
  }
}

/** Derivatives of cubicWeights by t. */
function cubicSlopes(t: number): [number, number, number, number] {
  const a = -0.75;
  const near = (x: number) => (3 * (a + 2) * x - 2 * (a + 3)) * x;
  const far = (x: number) => (3 * a * x - 10 * a) * x + 8 * a;
  return [far(t + 1), near(t), -near(1 - t), -far(2 - t)];
}

function inside(index: number, size: number): number {
  return index >= 0 && index < size ? index : -1;
}

function nearestEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** A position brought into the image, and the derivative of that. */
function padded(x: number, size: number, padding: SamplePadding, alignCorners: boolean): [at: number, slope: number] {
  if (padding === "zeros") return [x, 1];
  let at = x;
  let slope = 1;
  if (padding === "reflection") {
    const low = alignCorners ? 0 : -0.5;
    const span = alignCorners ? size - 1 : size;
    if (span === 0) return [0, 0];
    const from = at - low;
    const distance = Math.abs(from);
    const extra = distance % span;
    const flipped = Math.floor(distance / span) % 2 === 1;
    slope = (from < 0 ? -1 : 1) * (flipped ? -1 : 1);
    at = (flipped ? span - extra : extra) + low;
  }
  if (at <= 0) return [0, 0];
  return at >= size - 1 ? [size - 1, 0] : [at, slope];
}

/** out[n, c, place] from a[n, c, image] at grid[n, place, axis]; the grid's last axis comes first. */
export function sampleGrid(out: FloatArray, a: FloatArray, grid: FloatArray, s: Sampling): void {
  const single = out instanceof Float32Array;
  const axes = s.size.map(() => new AxisSample(single));
  const one = soleAxis(single);
  const [xs = one, ys = one, zs = one] = [...axes].reverse();
  const rank = s.size.length;
  const volume = s.size.reduce((product, size) => product * size, 1);
  const [width = 1, height = 1] = [...s.size].reverse();
  for (let n = 0; n < s.batch; n++) {
    for (let p = 0; p < s.places; p++) {
      locateAll(axes, grid, (n * s.places + p) * rank, s);
      for (let c = 0; c < s.channels; c++) {
        const image = (n * s.channels + c) * volume;
        let total = 0;
        for (let i = 0; i < zs.count; i++) {
          const z = zs.index[i] as number;
          if (z < 0) continue;
          for (let j = 0; j < ys.count; j++) {
            const y = ys.index[j] as number;
            if (y < 0) continue;
            const weight = (zs.weight[i] as number) * (ys.weight[j] as number);
            const line = image + (z * height + y) * width;
            for (let k = 0; k < xs.count; k++) {
              const x = xs.index[k] as number;
              if (x < 0) continue;
              const term = (a[line + x] as number) * weight * (xs.weight[k] as number);
              total = single ? fround(total + term) : total + term;
            }
          }
        }
        out[(n * s.channels + c) * s.places + p] = total;
      }
    }
  }
}

function soleAxis(single: boolean): AxisSample {
  const axis = new AxisSample(single);
  axis.count = 1;
  axis.weight[0] = 1;
  return axis;
}

function locateAll(axes: readonly AxisSample[], grid: FloatArray, start: number, s: Sampling): void {
  const rank = axes.length;
  axes.forEach((axis, d) => {
    axis.locate(grid[start + rank - 1 - d] as number, s.size[d] as number, s);
  });
}

/** Gradients of sampleGrid, added to `ofImage` and written to `ofGrid`; null where one is not wanted. */
export function sampleGridBackward(
  ofImage: FloatArray | null,
  ofGrid: FloatArray | null,
  g: FloatArray,
  a: FloatArray,
  grid: FloatArray,
  s: Sampling,
): void {
  const single = g instanceof Float32Array;
  const axes = s.size.map(() => new AxisSample(single));
  const one = soleAxis(single);
  const [xs = one, ys = one, zs = one] = [...axes].reverse();
  const rank = s.size.length;
  const volume = s.size.reduce((product, size) => product * size, 1);
  const [width = 1, height = 1] = [...s.size].reverse();
  for (let n = 0; n < s.batch; n++) {
    for (let p = 0; p < s.places; p++) {
      const start = (n * s.places + p) * rank;
      locateAll(axes, grid, start, s);
      let byX = 0;
      let byY = 0;
      let byZ = 0;
      for (let c = 0; c < s.channels; c++) {
        const image = (n * s.channels + c) * volume;
        const gradient = g[(n * s.channels + c) * s.places + p] as number;
        for (let i = 0; i < zs.count; i++) {
          const z = zs.index[i] as number;
          if (z < 0) continue;
          const wz = zs.weight[i] as number;
          for (let j = 0; j < ys.count; j++) {
            const y = ys.index[j] as number;
            if (y < 0) continue;
            const wy = ys.weight[j] as number;
            const line = image + (z * height + y) * width;
            for (let k = 0; k < xs.count; k++) {
              const x = xs.index[k] as number;
              if (x < 0) continue;
              const wx = xs.weight[k] as number;
              if (ofImage !== null) {
                ofImage[line + x] = (ofImage[line + x] as number) + gradient * wx * wy * wz;
              }
              const share = gradient * (a[line + x] as number);
              byX += share * (xs.slope[k] as number) * wy * wz;
              byY += share * wx * (ys.slope[j] as number) * wz;
              byZ += share * wx * wy * (zs.slope[i] as number);
            }
          }
        }
      }
      if (ofGrid === null) continue;
      ofGrid[start] = byX;
      ofGrid[start + 1] = byY;
      if (rank === 3) ofGrid[start + 2] = byZ;
    }
  }
}
