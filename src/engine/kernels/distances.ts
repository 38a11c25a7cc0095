// Distances between rows: ‖a - b‖ₚ for pairs of rows of two matrices. Sums are in double, rounded once at the end.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";

/** One row of each, `k` long. */
function distance(a: FloatArray, x: number, b: FloatArray, y: number, k: number, p: number): number {
  let total = 0;
  if (p === 2) {
    for (let i = 0; i < k; i++) {
      const d = (a[x + i] as number) - (b[y + i] as number);
      total += d * d;
    }
    return Math.sqrt(total);
  }
  if (p === 1) {
    for (let i = 0; i < k; i++) total += Math.abs((a[x + i] as number) - (b[y + i] as number));
    return total;
  }
  if (p === 0) {
    for (let i = 0; i < k; i++) if (a[x + i] !== b[y + i]) total++;
    return total;
  }
  if (p === Number.POSITIVE_INFINITY) {
    for (let i = 0; i < k; i++) total = Math.max(total, Math.abs((a[x + i] as number) - (b[y + i] as number)));
    return total;
  }
  for (let i = 0; i < k; i++) total += Math.abs((a[x + i] as number) - (b[y + i] as number)) ** p;
  return total ** (1 / p);
}

/** out[n, m]: every row of a [n, k] with every row of b [m, k], all contiguous from the given places. */
export function crossDistances(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  b: FloatArray,
  bi: number,
  n: number,
  m: number,
  k: number,
  p: number,
): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) out[o + i * m + j] = distance(a, ai + i * k, b, bi + j * k, k, p);
  }
}

/** The rows of a [n, k] with each later one, in one list. */
export function ownDistances(out: FloatArray, a: FloatArray, start: number, n: number, k: number, p: number): void {
  let o = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) out[o++] = distance(a, start + i * k, a, start + j * k, k, p);
  }
}

/** d‖d‖ₚ/d(one coordinate of d), times the gradient. */
export function distanceSlope(difference: number, gradient: number, norm: number, p: number): number {
  const sign = Math.sign(difference);
  if (p === 0 || norm === 0) return 0;
  if (p === 1) return gradient * sign;
  if (p === 2) return (gradient * difference) / norm;
  if (p === Number.POSITIVE_INFINITY) return Math.abs(difference) === norm ? gradient * sign : 0;
  if (difference === 0) return 0;
  return (sign * Math.abs(difference) ** (p - 1) * gradient) / norm ** (p - 1);
}
