// Elementary reflections H = I - tau·v·vᵀ, and what is made of them: QR and LQ factors, their orthogonal matrices,
// products with these. Follows LARFG, LARF, GEQR2, GELQ2, ORG2R, ORGL2, ORM2R, ORM2L and ORML2.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, machineOf, part, roundingOf, withSign, zerosLike } from "./block";
import { addOuter, timesVector, transposeTimesVector } from "./products";
import { norm2, scale } from "./vectors";

/** √(x² + y²) without overflow. */
export function hypotenuse(x: number, y: number, round: (x: number) => number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const a = Math.abs(x);
  const b = Math.abs(y);
  const large = Math.max(a, b);
  const small = Math.min(a, b);
  if (small === 0 || !Number.isFinite(large)) return large;
  const ratio = round(small / large);
  return round(large * round(Math.sqrt(round(1 + round(ratio * ratio)))));
}

/**
 * The reflection that takes (alpha, x) to (beta, 0): x becomes the tail of v (whose head is 1), alpha becomes beta.
 * Gives tau.
 */
export function reflector(n: number, data: FloatArray, alphaAt: number, start: number, step: number): number {
  if (n <= 1) return 0;
  const round = roundingOf(data);
  let norm = norm2(n - 1, data, start, step);
  if (norm === 0) return 0;
  let alpha = data[alphaAt] as number;
  let beta = -withSign(hypotenuse(alpha, norm, round), alpha);
  const { epsilon, safeMinimum } = machineOf(data);
  const least = safeMinimum / epsilon;
  let scalings = 0;
  while (Math.abs(beta) < least && scalings < 20) {
    scalings++;
    scale(n - 1, 1 / least, data, start, step);
    beta /= least;
    alpha /= least;
    norm = norm2(n - 1, data, start, step);
    beta = -withSign(hypotenuse(alpha, norm, round), alpha);
  }
  const tau = round(round(beta - alpha) / beta);
  scale(n - 1, round(1 / round(alpha - beta)), data, start, step);
  for (let i = 0; i < scalings; i++) beta *= least;
  data[alphaAt] = beta;
  return tau;
}

let work: FloatArray = new Float32Array(0);

function workspace(like: FloatArray, length: number): FloatArray {
  const fits = work instanceof Float32Array === like instanceof Float32Array && work.length >= length;
  if (!fits) work = zerosLike(like, length);
  return work;
}

/** Runs `body` with the vector's head set to 1, as it is stored without. */
function withHead(data: FloatArray, at: number, body: () => void): void {
  const kept = data[at] as number;
  data[at] = 1;
  body();
  data[at] = kept;
}

/** Length of v without trailing zeros. */
function usedLength(n: number, v: FloatArray, start: number, step: number): number {
  let used = n;
  while (used > 0 && v[start + (used - 1) * step] === 0) used--;
  return used;
}

/** C [m, n] = H·C */
export function reflectLeft(
  m: number,
  n: number,
  v: FloatArray,
  start: number,
  step: number,
  tau: number,
  c: Block,
): void {
  if (tau === 0) return;
  const rows = usedLength(m, v, start, step);
  const w = workspace(c.data, n);
  transposeTimesVector(rows, n, c, v, start, step, w);
  addOuter(rows, n, -tau, v, start, step, w, 0, 1, c);
}

/** C [m, n] = C·H */
export function reflectRight(
  m: number,
  n: number,
  v: FloatArray,
  start: number,
  step: number,
  tau: number,
  c: Block,
): void {
  if (tau === 0) return;
  const columns = usedLength(n, v, start, step);
  const w = workspace(c.data, m);
  timesVector(m, columns, c, v, start, step, w);
  addOuter(m, columns, -tau, w, 0, 1, v, start, step, c);
}

/** A [m, n] = Q·R: R above, the reflections' tails below the diagonal. */
export function factorQR(m: number, n: number, a: Block, tau: FloatArray): void {
  const { data, ld } = a;
  for (let i = 0; i < Math.min(m, n); i++) {
    const at = a.start + i + i * ld;
    tau[i] = reflector(m - i, data, at, a.start + Math.min(i + 1, m - 1) + i * ld, 1);
    if (i + 1 < n) {
      withHead(data, at, () => reflectLeft(m - i, n - i - 1, data, at, 1, tau[i] as number, part(a, i, i + 1)));
    }
  }
}

/** A [m, n] = L·Q: L below, the reflections' tails right of the diagonal. */
export function factorLQ(m: number, n: number, a: Block, tau: FloatArray): void {
  const { data, ld } = a;
  for (let i = 0; i < Math.min(m, n); i++) {
    const at = a.start + i + i * ld;
    tau[i] = reflector(n - i, data, at, a.start + i + Math.min(i + 1, n - 1) * ld, ld);
    if (i + 1 < m) {
      withHead(data, at, () => reflectRight(m - i - 1, n - i, data, at, ld, tau[i] as number, part(a, i + 1, i)));
    }
  }
}

/** Overwrites A [m, n] with the first n columns of the product of k reflections stored by columns. */
export function formQ(m: number, n: number, k: number, a: Block, tau: FloatArray): void {
  const { data, start, ld } = a;
  for (let j = k; j < n; j++) {
    data.fill(0, start + j * ld, start + j * ld + m);
    data[start + j + j * ld] = 1;
  }
  for (let i = k - 1; i >= 0; i--) {
    const at = start + i + i * ld;
    const factor = tau[i] as number;
    if (i + 1 < n) {
      data[at] = 1;
      reflectLeft(m - i, n - i - 1, data, at, 1, factor, part(a, i, i + 1));
    }
    if (i + 1 < m) scale(m - i - 1, -factor, data, at + 1, 1);
    data[at] = 1 - factor;
    data.fill(0, start + i * ld, at);
  }
}

/** Overwrites A [m, n] with the first m rows of the product of k reflections stored by rows. */
export function formQOfLQ(m: number, n: number, k: number, a: Block, tau: FloatArray): void {
  const { data, start, ld } = a;
  for (let j = 0; j < n; j++) {
    for (let i = k; i < m; i++) data[start + i + j * ld] = 0;
    if (j >= k && j < m) data[start + j + j * ld] = 1;
  }
  for (let i = k - 1; i >= 0; i--) {
    const at = start + i + i * ld;
    const factor = tau[i] as number;
    if (i + 1 < n) {
      if (i + 1 < m) {
        data[at] = 1;
        reflectRight(m - i - 1, n - i, data, at, ld, factor, part(a, i + 1, i));
      }
      scale(n - i - 1, -factor, data, at + ld, ld);
    }
    data[at] = 1 - factor;
    for (let l = 0; l < i; l++) data[start + i + l * ld] = 0;
  }
}

/** C [m, n] = Q·C (or Qᵀ·C), of k reflections stored by columns in A. */
export function multiplyQ(
  m: number,
  n: number,
  k: number,
  a: Block,
  tau: FloatArray,
  c: Block,
  transposed = false,
): void {
  for (let step = 0; step < k; step++) {
    const i = transposed ? step : k - 1 - step;
    const at = a.start + i + i * a.ld;
    withHead(a.data, at, () => reflectLeft(m - i, n, a.data, at, 1, tau[i] as number, part(c, i, 0)));
  }
}

/** C [m, n] = C·Q (or C·Qᵀ), of k reflections stored by columns in A. */
export function multiplyRightQ(
  m: number,
  n: number,
  k: number,
  a: Block,
  tau: FloatArray,
  c: Block,
  transposed: boolean,
): void {
  for (let step = 0; step < k; step++) {
    const i = transposed ? k - 1 - step : step;
    const at = a.start + i + i * a.ld;
    withHead(a.data, at, () => reflectRight(m, n - i, a.data, at, 1, tau[i] as number, part(c, 0, i)));
  }
}

/** C [m, n] = Q·C, of k reflections that end in their head (as the upper tridiagonal reduction stores them). */
export function multiplyQOfQL(m: number, n: number, k: number, a: Block, tau: FloatArray, c: Block): void {
  for (let i = 0; i < k; i++) {
    const length = m - k + i + 1;
    const column = a.start + i * a.ld;
    withHead(a.data, column + length - 1, () => reflectLeft(length, n, a.data, column, 1, tau[i] as number, c));
  }
}

/** C [m, n] = C·P, of k reflections stored by rows in A. */
export function multiplyRightP(m: number, n: number, k: number, a: Block, tau: FloatArray, c: Block): void {
  for (let i = k - 1; i >= 0; i--) {
    const at = a.start + i + i * a.ld;
    withHead(a.data, at, () => reflectRight(m, n - i, a.data, at, a.ld, tau[i] as number, part(c, 0, i)));
  }
}
