// Running totals and extremes along one dimension of a contiguous [outer, count, inner] block, and norms of rows.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";

/** Σ up to each element, kept in double. */
export function cumsum(out: FloatArray, a: FloatArray, ai: number, outer: number, count: number, inner: number): void {
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      let total = 0;
      for (let i = 0, at = r * count * inner + c; i < count; i++, at += inner) {
        total += a[ai + at] as number;
        out[at] = total;
      }
    }
  }
}

/** Π up to each element, kept in double. */
export function cumprod(out: FloatArray, a: FloatArray, ai: number, outer: number, count: number, inner: number): void {
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      let total = 1;
      for (let i = 0, at = r * count * inner + c; i < count; i++, at += inner) {
        total *= a[ai + at] as number;
        out[at] = total;
      }
    }
  }
}

/** ln Σ e^x up to each element, kept in double. */
export function logcumsumexp(
  out: FloatArray,
  a: FloatArray,
  ai: number,
  outer: number,
  count: number,
  inner: number,
): void {
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      let total = Number.NEGATIVE_INFINITY;
      for (let i = 0, at = r * count * inner + c; i < count; i++, at += inner) {
        const x = a[ai + at] as number;
        const low = Math.min(x, total);
        const high = Math.max(x, total);
        // Equal infinities stay what they are.
        total = low !== high || Number.isFinite(low) ? Math.log1p(Math.exp(low - high)) + high : x;
        out[at] = total;
      }
    }
  }
}

/** d(cumprod)/dx for any x, zeros among them: Σ_{j≥k} g[j] · Π_{i≤j, i≠k} x[i]. */
export function cumprodBackward(
  out: FloatArray,
  g: FloatArray,
  a: FloatArray,
  outer: number,
  count: number,
  inner: number,
): void {
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      let before = 1;
      for (let k = 0; k < count; k++) {
        let product = before;
        let total = product * (g[start + k * inner] as number);
        for (let j = k + 1; j < count; j++) {
          product *= a[start + j * inner] as number;
          total += product * (g[start + j * inner] as number);
        }
        out[start + k * inner] = total;
        before *= a[start + k * inner] as number;
      }
    }
  }
}

/** The largest (sign 1) or smallest (-1) up to each element, and where it is: the last of equals; NaN wins. */
export function cumulativeExtreme(
  out: FloatArray,
  indices: Float64Array,
  a: FloatArray,
  ai: number,
  outer: number,
  count: number,
  inner: number,
  sign: 1 | -1,
): void {
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      let best = a[ai + start] as number;
      let index = 0;
      for (let i = 0, at = start; i < count; i++, at += inner) {
        const value = a[ai + at] as number;
        if (Number.isNaN(value) || (!Number.isNaN(best) && value * sign >= best * sign)) {
          best = value;
          index = i;
        }
        out[at] = best;
        indices[at] = index;
      }
    }
  }
}

/** ‖x‖ₚ of rows that start at starts[r], with `count` elements `step` apart. */
export function norm(
  p: number,
): (out: FloatArray, a: FloatArray, starts: ArrayLike<number>, count: number, step: number) => void {
  return (out, a, starts, count, step) => {
    for (let r = 0; r < starts.length; r++) {
      let at = starts[r] as number;
      let total = p === Number.NEGATIVE_INFINITY && count > 0 ? Number.POSITIVE_INFINITY : 0;
      for (let i = 0; i < count; i++, at += step) {
        const x = Math.abs(a[at] as number);
        if (p === 2) total += x * x;
        else if (p === 1) total += x;
        else if (p === 0) total += x === 0 ? 0 : 1;
        else if (p === Number.POSITIVE_INFINITY) total = Math.max(total, x);
        else if (p === Number.NEGATIVE_INFINITY) total = Math.min(total, x);
        else total += x ** p;
      }
      const isPower = p !== 0 && p !== 1 && p !== 2 && Number.isFinite(p);
      // Of nothing it is 0, for negative powers too.
      out[r] = count === 0 ? 0 : p === 2 ? Math.sqrt(total) : isPower ? total ** (1 / p) : total;
    }
  };
}
