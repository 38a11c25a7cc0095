// How a tensor's elements, or those of a slice of it, are distributed. Pure: runs in a page too.

import type { HistogramData } from "../../protocol/window";
import { blocksOf } from "./digest";
import { numelOf, type TensorData } from "./elements";

/** In about `bins` bins of equal width; integers whose range is not larger have one each. In steps, as a digest is. */
export function* histogramSteps(data: TensorData, bins: number): Generator<undefined, HistogramData> {
  const found = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY, nan: 0, posinf: 0, neginf: 0 };
  for (const block of blocksOf(data)) {
    rangeBlock(block, found);
    yield;
  }
  const { low, high, nan, posinf, neginf } = found;
  const n = numelOf(data.shape);
  if (low > high) return { low: 0, high: 0, counts: new Uint32Array(0), n, nan, posinf, neginf };
  const whole = data.dtype === "bool" || data.dtype.startsWith("int") || data.dtype.startsWith("uint");
  const counts = new Uint32Array(low === high ? 1 : whole && high - low < bins ? high - low + 1 : bins);
  const scale = binScale(low, high, counts.length, whole && high - low < bins);
  for (const block of blocksOf(data)) {
    countBlock(block, low, scale, counts);
    yield;
  }
  return { low, high, counts, n, nan, posinf, neginf };
}

/** Bins to a unit; halved on both sides where the width is past the largest double. */
function binScale(low: number, high: number, bins: number, each: boolean): { unit: number; factor: number } {
  if (each) return { unit: 1, factor: 1 };
  const factor = Number.isFinite(high - low) ? 1 : 0.5;
  return { unit: bins / (high * factor - low * factor), factor };
}

function rangeBlock(
  block: ArrayLike<number>,
  into: { low: number; high: number; nan: number; posinf: number; neginf: number },
): void {
  let { low, high } = into;
  for (let i = 0; i < block.length; i++) {
    const x = block[i] ?? 0;
    if (x * 0 === 0) {
      if (x < low) low = x;
      if (x > high) high = x;
    } else if (x > 0) into.posinf++;
    else if (x < 0) into.neginf++;
    else into.nan++;
  }
  into.low = low;
  into.high = high;
}

function countBlock(
  block: ArrayLike<number>,
  low: number,
  { unit, factor }: { unit: number; factor: number },
  counts: Uint32Array,
): void {
  const last = counts.length - 1;
  const from = low * factor;
  for (let i = 0; i < block.length; i++) {
    const x = block[i] ?? 0;
    if (x * 0 !== 0) continue;
    const bin = last === 0 ? 0 : Math.min(last, Math.floor((x * factor - from) * unit));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
}
