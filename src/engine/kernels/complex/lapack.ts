// Factors and systems of complex matrices stored by columns; starts and leading dimensions are of elements, and the
// functions have the signatures of those of ../lapack. Unblocked GETF2, TRSM, POTF2; sums run in double.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { Block } from "../lapack/block";
import { type Pair, quotient } from "./functions";

const at = (a: Block, i: number, j: number): number => 2 * (a.start + i + j * a.ld);

interface Triangle {
  readonly upper: boolean;
  readonly transposed: boolean;
  readonly unit: boolean;
}

/** X of op(A)·X = B, over B [m, n]. */
export function solveLeft(m: number, n: number, kind: Triangle, a: Block, b: Block): void {
  const element = (i: number, j: number) => (kind.transposed ? at(a, j, i) : at(a, i, j));
  for (let c = 0; c < n; c++) substitute(m, kind, a, element, b, (i) => at(b, i, c));
}

/** X of X·op(A) = B, over B [m, n]. */
export function solveRight(m: number, n: number, kind: Triangle, a: Block, b: Block): void {
  // Row by row: op(A)ᵀ·xᵀ = bᵀ.
  const flipped = { ...kind, transposed: !kind.transposed };
  const element = (i: number, j: number) => (kind.transposed ? at(a, i, j) : at(a, j, i));
  for (let r = 0; r < m; r++) substitute(n, flipped, a, element, b, (i) => at(b, r, i));
}

/** One system, from the end of the triangle that has one unknown. */
function substitute(
  n: number,
  { upper, transposed, unit }: Triangle,
  { data }: Block,
  element: (i: number, j: number) => number,
  { data: x }: Block,
  place: (i: number) => number,
): void {
  const backwards = upper !== transposed;
  const pair: Pair = { re: 0, im: 0 };
  for (let step = 0; step < n; step++) {
    const i = backwards ? n - 1 - step : step;
    let [re, im] = [x[place(i)] as number, x[place(i) + 1] as number];
    for (let known = 0; known < step; known++) {
      const j = backwards ? n - 1 - known : known;
      const [p, q] = [element(i, j), place(j)];
      const [ar, ai] = [data[p] as number, data[p + 1] as number];
      const [xr, xi] = [x[q] as number, x[q + 1] as number];
      re -= ar * xr - ai * xi;
      im -= ar * xi + ai * xr;
    }
    if (!unit) {
      const p = element(i, i);
      quotient(re, im, data[p] as number, data[p + 1] as number, pair);
      [re, im] = [pair.re, pair.im];
    }
    x[place(i)] = re;
    x[place(i) + 1] = im;
  }
}

function swapRows(a: Block, columns: number, i: number, k: number): void {
  if (i === k) return;
  for (let j = 0; j < columns; j++) {
    for (const part of [0, 1]) {
      const [p, q] = [at(a, i, j) + part, at(a, k, j) + part];
      const kept = a.data[p] as number;
      a.data[p] = a.data[q] as number;
      a.data[q] = kept;
    }
  }
}

/** |re| + |im|, by which IZAMAX compares. */
function size(a: Block, i: number, j: number): number {
  const p = at(a, i, j);
  return Math.abs(a.data[p] as number) + Math.abs(a.data[p + 1] as number);
}

/** Overwrites A [m, n] with L below and U above the diagonal; gives the first zero pivot (from 1), or 0. */
export function factorLU(m: number, n: number, a: Block, pivots: Int32Array): number {
  const { data } = a;
  const pair: Pair = { re: 0, im: 0 };
  let info = 0;
  for (let k = 0; k < Math.min(m, n); k++) {
    let largest = k;
    for (let i = k + 1; i < m; i++) if (size(a, i, k) > size(a, largest, k)) largest = i;
    pivots[k] = largest + 1;
    if (size(a, largest, k) === 0) {
      if (info === 0) info = k + 1;
      continue;
    }
    swapRows(a, n, k, largest);
    const d = at(a, k, k);
    for (let i = k + 1; i < m; i++) {
      const p = at(a, i, k);
      quotient(data[p] as number, data[p + 1] as number, data[d] as number, data[d + 1] as number, pair);
      data[p] = pair.re;
      data[p + 1] = pair.im;
      const [lr, li] = [data[p] as number, data[p + 1] as number];
      for (let j = k + 1; j < n; j++) {
        const [q, u] = [at(a, i, j), at(a, k, j)];
        const [ur, ui] = [data[u] as number, data[u + 1] as number];
        data[q] = (data[q] as number) - (lr * ur - li * ui);
        data[q + 1] = (data[q + 1] as number) - (lr * ui + li * ur);
      }
    }
  }
  return info;
}

/** B [n, k] = A⁻¹·B, or Aᵀ⁻¹·B, from A's factors. */
export function solveLU(n: number, k: number, lu: Block, pivots: Int32Array, b: Block, transposed: boolean): void {
  const lower = { upper: false, transposed, unit: true };
  const upper = { upper: true, transposed, unit: false };
  if (!transposed) for (let i = 0; i < n; i++) swapRows(b, k, i, (pivots[i] as number) - 1);
  solveLeft(n, k, transposed ? upper : lower, lu, b);
  solveLeft(n, k, transposed ? lower : upper, lu, b);
  if (transposed) for (let i = n - 1; i >= 0; i--) swapRows(b, k, i, (pivots[i] as number) - 1);
}

/** A = L·Lᴴ or Uᴴ·U over one triangle; gives the order of the first leading minor that is not positive, or 0. */
export function factorCholesky(upper: boolean, n: number, a: Block): number {
  const { data } = a;
  // Of U, the conjugate of the element on the other side is L's.
  const sign = upper ? -1 : 1;
  const place = (i: number, j: number) => (upper ? at(a, j, i) : at(a, i, j));
  for (let j = 0; j < n; j++) {
    const d = data[place(j, j)] as number;
    if (!(d > 0)) return j + 1;
    const root = Math.sqrt(d);
    data[place(j, j)] = root;
    data[place(j, j) + 1] = 0;
    for (let i = j + 1; i < n; i++) {
      const p = place(i, j);
      data[p] = (data[p] as number) / root;
      data[p + 1] = (data[p + 1] as number) / root;
    }
    // What the column takes off the rest.
    for (let k = j + 1; k < n; k++) {
      const y = place(k, j);
      const [yr, yi] = [data[y] as number, sign * (data[y + 1] as number)];
      for (let i = k; i < n; i++) {
        const [x, p] = [place(i, j), place(i, k)];
        const [xr, xi] = [data[x] as number, sign * (data[x + 1] as number)];
        data[p] = (data[p] as number) - (xr * yr + xi * yi);
        data[p + 1] = (data[p + 1] as number) - sign * (xi * yr - xr * yi);
      }
    }
  }
  return 0;
}
