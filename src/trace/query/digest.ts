// The digest of a tensor: figures over all its elements, the same wherever it is shown. Statistics are over the
// finite elements in float64; the standard deviation is torch.std's (ddof 1). Pure: runs in a page too.

import type { Digest } from "../../protocol/data";
import { isContiguous, itemSize, numelOf, readNumbers, type TensorData } from "./elements";

/** Up to how many elements a digest carries them all. */
export const FEW = 16;
const BINS = 10;
/** Elements read at a time from a strided or encoded tensor. */
const BLOCK = 4096;

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
  forEachBlock(data, n, (block, count) => countBlock(block, count, counts));
  const { min, max, finite, nan, posinf, neginf, zeros } = counts;
  const mean = counts.sum / finite;
  let squares = 0;
  let error = 0;
  let bins: Uint32Array | null = n > FEW && finite > 0 && min < max ? new Uint32Array(BINS) : null;
  // A width past the largest double has no bins that mean anything.
  if (!Number.isFinite(max - min)) bins = null;
  const scale = BINS / (max - min);
  if (finite > 0) {
    forEachBlock(data, n, (block, count) => {
      for (let i = 0; i < count; i++) {
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
    });
  }
  const variance = finite > 1 ? (squares - (error * error) / finite) / (finite - 1) : Number.NaN;
  let values: Float64Array | null = null;
  if (n <= FEW) {
    values = new Float64Array(n);
    readNumbers(data, 0, n, values);
  }
  return {
    shape: data.shape,
    dtype: data.dtype,
    n,
    bytes: n * itemSize(data.dtype),
    stats: Float64Array.of(
      finite > 0 ? min : Number.NaN,
      finite > 0 ? max : Number.NaN,
      finite > 0 ? mean + error / finite : Number.NaN,
      Math.sqrt(Math.max(0, variance)),
    ),
    nan,
    posinf,
    neginf,
    zeros,
    bins,
    values,
    word: n === 0 ? "empty" : zeros === n ? "all zeros" : n > 1 && finite === n && min === max ? "all equal" : null,
  };
}

function countBlock(block: ArrayLike<number>, count: number, into: Counts): void {
  let { min, max, sum, finite, zeros } = into;
  for (let i = 0; i < count; i++) {
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

/** Calls with all elements in row-major order: at once where they lie so, else block by block. */
function forEachBlock(data: TensorData, n: number, visit: (block: ArrayLike<number>, count: number) => void): void {
  if (n === 0) return;
  const { elements, offset, dtype } = data;
  if (isContiguous(data) && !(elements instanceof BigInt64Array) && dtype !== "float16" && dtype !== "bfloat16") {
    visit(offset === 0 && elements.length === n ? elements : elements.subarray(offset, offset + n), n);
    return;
  }
  const block = new Float64Array(Math.min(BLOCK, n));
  for (let start = 0; start < n; start += BLOCK) {
    const count = Math.min(BLOCK, n - start);
    readNumbers(data, start, count, block);
    visit(block, count);
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
    bins: null,
    values: null,
    word: n === 0 ? "empty" : null,
  };
}
