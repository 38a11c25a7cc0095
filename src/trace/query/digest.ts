// The digest of a tensor: figures over all its elements, the same wherever it is shown. Statistics are over the
// finite elements in float64; the standard deviation is torch.std's (ddof 1). Pure: runs in a page too.

import type { Digest } from "../../protocol/data";
import { isComplex, isContiguous, itemSize, numelOf, readNumbers, type TensorData } from "./elements";

/** Up to how many elements a digest carries them all. */
export const FEW = 16;
const BINS = 10;
/** Elements read at a time from a strided or encoded tensor, and from one that can be read as it lies. */
const BLOCK = 8192;
const LARGE = 1 << 20;

/** What the first pass counts. */
interface Counts {
  min: number;
  max: number;
  sum: number;
  finite: number;
  nan: number;
  posinf: number;
  neginf: number;
  zeros: number;
}

/** One tensor's digest. */
export function digestOf(data: TensorData): Digest {
  return toEnd(digestSteps(data));
}

/** The same in steps of some milliseconds at most, so that whoever computes it can answer others in between. */
export function* digestSteps(data: TensorData): Generator<undefined, Digest> {
  const n = numelOf(data.shape);
  const counts: Counts = {
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    sum: 0,
    finite: 0,
    nan: 0,
    posinf: 0,
    neginf: 0,
    zeros: 0,
  };
  for (const block of blocksOf(data)) {
    countBlock(block, counts);
    yield;
  }
  const { min, max, finite, nan, posinf, neginf, zeros } = counts;
  const mean = counts.sum / finite;
  const second: Second = { squares: 0, error: 0, bins: null };
  // A width past the largest double has no bins that mean anything.
  if (n > FEW && finite > 0 && min < max && Number.isFinite(max - min)) second.bins = new Uint32Array(BINS);
  if (finite > 0) {
    for (const block of blocksOf(data)) {
      spreadBlock(block, mean, min, BINS / (max - min), second);
      yield;
    }
  }
  const { squares, error, bins } = second;
  const variance = finite > 1 ? (squares - (error * error) / finite) / (finite - 1) : Number.NaN;
  const std = Math.sqrt(Math.max(0, variance));
  const centre = mean + error / finite;
  const limit = 3 * Math.hypot(std, centre);
  let beyond = 0;
  if (limit < Math.max(Math.abs(min), Math.abs(max))) {
    for (const block of blocksOf(data)) {
      beyond += beyondIn(block, limit);
      yield;
    }
  }
  let values: Float64Array | null = null;
  if (n <= FEW) {
    values = new Float64Array(n);
    readNumbers(data, 0, n, values);
  }
  const known = finite > 0;
  return {
    shape: data.shape,
    dtype: data.dtype,
    n,
    bytes: n * itemSize(data.dtype),
    stats: Float64Array.of(known ? min : NaN, known ? max : NaN, known ? centre : NaN, std),
    nan,
    posinf,
    neginf,
    zeros,
    beyond,
    bins,
    values,
    word: n === 0 ? "empty" : zeros === n ? "all zeros" : n > 1 && finite === n && min === max ? "all equal" : null,
  };
}

/** Runs steps to their end at once. */
export function toEnd<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

function countBlock(block: ArrayLike<number>, into: Counts): void {
  let { min, max, sum, finite, zeros } = into;
  for (let i = 0; i < block.length; i++) {
    const x = block[i] ?? 0;
    if (x * 0 === 0) {
      finite++;
      sum += x;
      if (x < min) min = x;
      if (x > max) max = x;
      if (x === 0) zeros++;
    } else if (x > 0) into.posinf++;
    else if (x < 0) into.neginf++;
    else into.nan++;
  }
  into.min = min;
  into.max = max;
  into.sum = sum;
  into.finite = finite;
  into.zeros = zeros;
}

/** What the second pass adds up: squared distances from the mean, their sum (the mean's own error), and bins. */
interface Second {
  squares: number;
  error: number;
  bins: Uint32Array | null;
}

function spreadBlock(block: ArrayLike<number>, mean: number, min: number, scale: number, into: Second): void {
  let { squares, error } = into;
  const { bins } = into;
  for (let i = 0; i < block.length; i++) {
    const x = block[i] ?? 0;
    const d = x - mean;
    // NaN for what is not finite: Infinity - mean is infinite, and 0 * d tells both apart from a number.
    if (d * 0 !== 0) continue;
    squares += d * d;
    error += d;
    if (bins !== null) {
      const bin = Math.min(BINS - 1, Math.floor((x - min) * scale));
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
  }
  into.squares = squares;
  into.error = error;
}

function beyondIn(block: ArrayLike<number>, limit: number): number {
  let count = 0;
  for (let i = 0; i < block.length; i++) {
    const x = block[i] ?? 0;
    if (x * 0 === 0 && (x > limit || x < -limit)) count++;
  }
  return count;
}

/** All elements in row-major order as numbers, block by block: views of the storage where they lie so. */
export function* blocksOf(data: TensorData): Generator<ArrayLike<number>, undefined> {
  const { elements, offset, dtype, shape } = data;
  const n = numelOf(shape);
  const encoded = dtype === "float16" || dtype === "bfloat16" || isComplex(dtype);
  if (isContiguous(data) && !(elements instanceof BigInt64Array) && !encoded) {
    for (let at = 0; at < n; at += LARGE) yield elements.subarray(offset + at, offset + Math.min(n, at + LARGE));
    return;
  }
  const block = new Float64Array(Math.min(BLOCK, n));
  for (let start = 0; start < n; start += BLOCK) {
    const count = Math.min(BLOCK, n - start);
    readNumbers(data, start, count, block);
    yield count === block.length ? block : block.subarray(0, count);
  }
}

/** A digest of elements that were let go: shape and dtype are known, the figures are not. */
export function unknownDigest(shape: readonly number[], dtype: string): Digest {
  const n = numelOf(shape);
  const stats = new Float64Array(4).fill(Number.NaN);
  return {
    shape,
    dtype,
    n,
    bytes: n * itemSize(dtype),
    stats,
    nan: 0,
    posinf: 0,
    neginf: 0,
    zeros: 0,
    beyond: 0,
    bins: null,
    values: null,
    word: n === 0 ? "empty" : null,
  };
}
