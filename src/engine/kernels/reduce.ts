// Reductions over rows: out[r] from `count` elements that start at starts[r] and lie `step` apart. Sums run in
// double, for what is whole: those of floats are PyTorch's (cascade-sum.ts).
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";

export type ReduceKernel = (
  out: FloatArray,
  a: FloatArray,
  starts: ArrayLike<number>,
  count: number,
  step: number,
) => void;

export function sum(out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number): void {
  for (let r = 0; r < starts.length; r++) {
    let at = starts[r] as number;
    let total = 0;
    for (let i = 0; i < count; i++, at += step) total += a[at] as number;
    out[r] = total;
  }
}

export function prod(out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number): void {
  for (let r = 0; r < starts.length; r++) {
    let at = starts[r] as number;
    let total = 1;
    for (let i = 0; i < count; i++, at += step) total *= a[at] as number;
    out[r] = total;
  }
}

/** Index of the largest (the first of equals; a NaN is larger than all). */
export function argmax(out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number): void {
  for (let r = 0; r < starts.length; r++) {
    const start = starts[r] as number;
    let best = a[start] as number;
    let index = 0;
    for (let i = 1; i < count && !Number.isNaN(best); i++) {
      const value = a[start + i * step] as number;
      if (value > best || Number.isNaN(value)) {
        best = value;
        index = i;
      }
    }
    out[r] = index;
  }
}

/** Index of the smallest (the first of equals; a NaN is smaller than all). */
export function argmin(out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number): void {
  for (let r = 0; r < starts.length; r++) {
    const start = starts[r] as number;
    let best = a[start] as number;
    let index = 0;
    for (let i = 1; i < count && !Number.isNaN(best); i++) {
      const value = a[start + i * step] as number;
      if (value < best || Number.isNaN(value)) {
        best = value;
        index = i;
      }
    }
    out[r] = index;
  }
}

export function max(out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number): void {
  for (let r = 0; r < starts.length; r++) {
    let at = starts[r] as number;
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++, at += step) {
      const value = a[at] as number;
      if (value > best || Number.isNaN(value)) best = value;
      if (Number.isNaN(best)) break;
    }
    out[r] = best;
  }
}

export function min(out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number): void {
  for (let r = 0; r < starts.length; r++) {
    let at = starts[r] as number;
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < count; i++, at += step) {
      const value = a[at] as number;
      if (value < best || Number.isNaN(value)) best = value;
      if (Number.isNaN(best)) break;
    }
    out[r] = best;
  }
}

/** 1 where any element is not 0. */
export function any(out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number): void {
  for (let r = 0; r < starts.length; r++) {
    let at = starts[r] as number;
    let found = 0;
    for (let i = 0; i < count && found === 0; i++, at += step) if (a[at] !== 0) found = 1;
    out[r] = found;
  }
}

/** 1 where no element is 0. */
export function all(out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number): void {
  for (let r = 0; r < starts.length; r++) {
    let at = starts[r] as number;
    let holds = 1;
    for (let i = 0; i < count && holds === 1; i++, at += step) if (a[at] === 0) holds = 0;
    out[r] = holds;
  }
}

/** Σ(x - mean)² in two passes. */
export function squaredDeviations(
  out: FloatArray,
  a: FloatArray,
  starts: ArrayLike<number>,
  count: number,
  step: number,
): void {
  for (let r = 0; r < starts.length; r++) {
    const start = starts[r] as number;
    let total = 0;
    for (let i = 0, at = start; i < count; i++, at += step) total += a[at] as number;
    const center = total / count;
    let squares = 0;
    for (let i = 0, at = start; i < count; i++, at += step) {
      const d = (a[at] as number) - center;
      squares += d * d;
    }
    out[r] = squares;
  }
}

/** ln Σ e^x, shifted by the largest. */
export function logSumExp(
  out: FloatArray,
  a: FloatArray,
  starts: ArrayLike<number>,
  count: number,
  step: number,
): void {
  for (let r = 0; r < starts.length; r++) {
    const start = starts[r] as number;
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0, at = start; i < count; i++, at += step) {
      const value = a[at] as number;
      if (value > best || Number.isNaN(value)) best = value;
      if (Number.isNaN(best)) break;
    }
    const shift = Number.isFinite(best) ? best : 0;
    let total = 0;
    for (let i = 0, at = start; i < count; i++, at += step) total += Math.exp((a[at] as number) - shift);
    out[r] = Math.log(total) + shift;
  }
}
