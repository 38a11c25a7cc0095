// Operations of vectors: the BLAS of level 1. A vector is its array, where it starts and its step.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { roundingOf } from "./block";

const fround = Math.fround;

/** Σ x·y, one product after the other. */
export function dot(
  n: number,
  x: FloatArray,
  xStart: number,
  xStep: number,
  y: FloatArray,
  yStart: number,
  yStep: number,
): number {
  let sum = 0;
  let i = xStart;
  let j = yStart;
  if (x instanceof Float32Array) {
    for (let k = 0; k < n; k++, i += xStep, j += yStep) {
      sum = fround(sum + fround((x[i] as number) * (y[j] as number)));
    }
  } else {
    for (let k = 0; k < n; k++, i += xStep, j += yStep) sum += (x[i] as number) * (y[j] as number);
  }
  return sum;
}

/** y += alpha·x */
export function axpy(
  n: number,
  alpha: number,
  x: FloatArray,
  xStart: number,
  xStep: number,
  y: FloatArray,
  yStart: number,
  yStep: number,
): void {
  let i = xStart;
  let j = yStart;
  if (x instanceof Float32Array) {
    for (let k = 0; k < n; k++, i += xStep, j += yStep) y[j] = (y[j] as number) + fround(alpha * (x[i] as number));
  } else {
    for (let k = 0; k < n; k++, i += xStep, j += yStep) y[j] = (y[j] as number) + alpha * (x[i] as number);
  }
}

/** x ·= alpha */
export function scale(n: number, alpha: number, x: FloatArray, start: number, step: number): void {
  for (let k = 0, i = start; k < n; k++, i += step) x[i] = (x[i] as number) * alpha;
}

export function swap(
  n: number,
  x: FloatArray,
  xStart: number,
  xStep: number,
  y: FloatArray,
  yStart: number,
  yStep: number,
): void {
  for (let k = 0, i = xStart, j = yStart; k < n; k++, i += xStep, j += yStep) {
    const kept = x[i] as number;
    x[i] = y[j] as number;
    y[j] = kept;
  }
}

/** (x, y) turned by a plane rotation: (c·x + s·y, c·y - s·x). */
export function rotate(
  n: number,
  x: FloatArray,
  xStart: number,
  xStep: number,
  y: FloatArray,
  yStart: number,
  yStep: number,
  c: number,
  s: number,
): void {
  const round = roundingOf(x);
  for (let k = 0, i = xStart, j = yStart; k < n; k++, i += xStep, j += yStep) {
    const a = x[i] as number;
    const b = y[j] as number;
    x[i] = round(c * a) + round(s * b);
    y[j] = round(c * b) - round(s * a);
  }
}

/** Position of the first element of the largest magnitude, from 0. */
export function indexOfLargest(n: number, x: FloatArray, start: number, step: number): number {
  let best = 0;
  let largest = Math.abs(x[start] as number);
  for (let k = 1, i = start + step; k < n; k++, i += step) {
    const size = Math.abs(x[i] as number);
    if (size > largest) {
      largest = size;
      best = k;
    }
  }
  return best;
}

/** √Σ x². Blue's algorithm: squares within the range are summed as they are. */
export function norm2(n: number, x: FloatArray, start: number, step: number): number {
  const isSingle = x instanceof Float32Array;
  const round = roundingOf(x);
  const small = isSingle ? 2 ** -63 : 2 ** -511;
  const big = isSingle ? 2 ** 52 : 2 ** 486;
  let sum = 0;
  let inRange = true;
  for (let k = 0, i = start; k < n; k++, i += step) {
    const size = Math.abs(x[i] as number);
    if (size > big || (size < small && size !== 0)) inRange = false;
    sum = round(sum + round(size * size));
  }
  return inRange ? round(Math.sqrt(sum)) : scaledNorm(n, x, start, step);
}

/** Where squares leave the range: scaled by the largest. */
function scaledNorm(n: number, x: FloatArray, start: number, step: number): number {
  let largest = 0;
  for (let k = 0, i = start; k < n; k++, i += step) {
    const size = Math.abs(x[i] as number);
    if (!(size <= largest)) largest = size;
  }
  if (!Number.isFinite(largest) || largest === 0) return largest;
  let sum = 0;
  for (let k = 0, i = start; k < n; k++, i += step) sum += ((x[i] as number) / largest) ** 2;
  return roundingOf(x)(largest * Math.sqrt(sum));
}
