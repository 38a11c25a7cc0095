// Whether two states of a tensor are the same, bit for bit but for the sign of zero, and how far they are apart. In steps.

import { isComplex, numelOf, partsAt, placeOf, readNumbers, type TensorData } from "./elements";
import { unravel } from "./slice";

const BLOCK = 8192;

/** Largest |a − b|, infinite where one is not finite; null where all elements are equal. NaN equals NaN here. */
export function* apartSteps(a: TensorData, b: TensorData): Generator<undefined, number | null> {
  if (a.dtype !== b.dtype || a.shape.join() !== b.shape.join()) return Number.NaN;
  const n = numelOf(a.shape);
  const exact = isComplex(a.dtype) || a.elements instanceof BigInt64Array;
  const left = new Float64Array(BLOCK);
  const right = new Float64Array(BLOCK);
  let most: number | null = null;
  for (let start = 0; start < n; start += BLOCK) {
    const count = Math.min(BLOCK, n - start);
    if (!exact) {
      readNumbers(a, start, count, left);
      readNumbers(b, start, count, right);
    }
    for (let i = 0; i < count; i++) {
      const apart = exact ? apartAt(a, b, start + i) : distance(left[i] ?? 0, right[i] ?? 0);
      if (apart > 0) most = Math.max(most ?? 0, apart);
    }
    yield;
  }
  return most;
}

function distance(x: number, y: number): number {
  if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return 0;
  const apart = Math.abs(x - y);
  return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
}

/** Of elements that one number does not tell apart. */
function apartAt(a: TensorData, b: TensorData, at: number): number {
  const index = unravel(at, a.shape);
  const [p, q] = [placeOf(a, index), placeOf(b, index)];
  if (isComplex(a.dtype)) {
    const [x, y] = [partsAt(a, p), partsAt(b, q)];
    return Math.hypot(distance(x[0], y[0]), distance(x[1], y[1]));
  }
  const apart = BigInt(a.elements[p] ?? 0) - BigInt(b.elements[q] ?? 0);
  return Math.abs(Number(apart));
}
