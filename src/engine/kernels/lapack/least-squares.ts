// The X of least ‖A·X - B‖, and of least ‖X‖ where there are many. Full rank taken for granted by QR or LQ factors
// (GELS); by QR with column pivoting, columns that add less than rcond left out (GELSY); by singular values (GELSD).
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, copyBlock, newBlock, part, zerosLike } from "./block";
import { factorLQ, factorQR, multiplyQ, reflectLeft, reflector } from "./householder";
import { multiplyAdd, solveLeft } from "./products";
import { singularValueDecomposition } from "./svd";
import { norm2, swap } from "./vectors";

/** By what the rank is found: not at all, by pivoting, by singular values. */
export type RankBy = "full" | "pivots" | "values";

export interface LeastSquares {
  /** [n, k] by columns. */
  readonly x: Block;
  readonly rank: number;
  readonly values: FloatArray;
  /** Squared lengths of what is left of each column of B; empty where there is no more row than column. */
  readonly residuals: readonly number[];
}

const upper = { upper: true, transposed: false, unit: false };

/** Overwrites A [m, n] and B [m, k]. */
export function leastSquares(
  by: RankBy,
  m: number,
  n: number,
  k: number,
  a: Block,
  b: Block,
  rcond: number,
): LeastSquares {
  if (by === "values") return bySingularValues(m, n, k, a, b, rcond);
  if (by === "full" && m < n) return leastNorm(m, n, k, a, b);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const tau = zerosLike(a.data, Math.min(m, n));
  if (by === "full") factorQR(m, n, a, tau);
  else factorPivoted(m, n, a, tau, order);
  multiplyQ(m, k, Math.min(m, n), a, tau, b, true);
  const rank = by === "full" ? n : rankOf(Math.min(m, n), a, rcond);
  const y = rank === 0 ? newBlock(a.data, n, k) : minimal(rank, n, k, a, b);
  const x = newBlock(a.data, n, k);
  for (let j = 0; j < k; j++) {
    for (let i = 0; i < n; i++) x.data[(order[i] as number) + j * n] = y.data[i + j * n] as number;
  }
  return { x, rank, values: zerosLike(a.data, 0), residuals: residualsOf(m, n, k, b) };
}

function residualsOf(m: number, n: number, k: number, b: Block): number[] {
  if (m <= n) return [];
  return Array.from({ length: k }, (_, j) => norm2(m - n, b.data, b.start + n + j * b.ld, 1) ** 2);
}

/** QR of A with columns swapped so that each pivot is the largest left. */
function factorPivoted(m: number, n: number, a: Block, tau: FloatArray, order: Int32Array): void {
  const { data, start, ld } = a;
  for (let i = 0; i < Math.min(m, n); i++) {
    let best = i;
    let largest = -1;
    for (let j = i; j < n; j++) {
      const size = norm2(m - i, data, start + i + j * ld, 1);
      // Rounding alone must not swap columns.
      if (size > largest * (1 + 1e-6)) {
        largest = size;
        best = j;
      }
    }
    if (best !== i) {
      swap(m, data, start + i * ld, 1, data, start + best * ld, 1);
      const kept = order[i] as number;
      order[i] = order[best] as number;
      order[best] = kept;
    }
    const at = start + i + i * ld;
    tau[i] = reflector(m - i, data, at, start + Math.min(i + 1, m - 1) + i * ld, 1);
    if (i + 1 >= n) continue;
    const head = data[at] as number;
    data[at] = 1;
    reflectLeft(m - i, n - i - 1, data, at, 1, tau[i] as number, part(a, i, i + 1));
    data[at] = head;
  }
}

/** Order of the largest leading triangle whose least singular value is above rcond of its largest. */
function rankOf(size: number, r: Block, rcond: number): number {
  let rank = 0;
  while (rank < size && r.data[r.start + rank + rank * r.ld] !== 0) {
    const next = rank + 1;
    const leading = newBlock(r.data, next, next);
    for (let j = 0; j < next; j++) {
      for (let i = 0; i <= j; i++) leading.data[i + j * next] = r.data[r.start + i + j * r.ld] as number;
    }
    const { s } = singularValueDecomposition("none", next, next, leading);
    // What is not zero has a rank, whatever rcond says.
    if (rank > 0 && (s[next - 1] as number) < (s[0] as number) * rcond) break;
    rank = next;
  }
  return rank;
}

/** The shortest y of [R11 R12]·y = B, of the first `rank` rows. */
function minimal(rank: number, n: number, k: number, r: Block, b: Block): Block {
  const y = newBlock(b.data, n, k);
  if (rank === n) {
    copyBlock(y, b, n, k);
    solveLeft(n, k, upper, r, y);
    return y;
  }
  const rows = newBlock(b.data, rank, n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i <= Math.min(j, rank - 1); i++) rows.data[i + j * rank] = r.data[r.start + i + j * r.ld] as number;
  }
  const right = newBlock(b.data, rank, k);
  copyBlock(right, b, rank, k);
  return rank === 0 ? y : leastNorm(rank, n, k, rows, right).x;
}

/** A [m, n] wide and of full rank: L·Q = A, y = Qᵀ·L⁻¹·b. */
function leastNorm(m: number, n: number, k: number, a: Block, b: Block): LeastSquares {
  const tau = zerosLike(a.data, m);
  factorLQ(m, n, a, tau);
  const x = newBlock(b.data, n, k);
  copyBlock(x, b, m, k);
  solveLeft(m, k, { upper: false, transposed: false, unit: false }, a, x);
  for (let i = m - 1; i >= 0; i--) {
    const at = a.start + i + i * a.ld;
    const head = a.data[at] as number;
    a.data[at] = 1;
    reflectLeft(n - i, k, a.data, at, a.ld, tau[i] as number, part(x, i, 0));
    a.data[at] = head;
  }
  return { x, rank: m, values: zerosLike(a.data, 0), residuals: [] };
}

function bySingularValues(m: number, n: number, k: number, a: Block, b: Block, rcond: number): LeastSquares {
  const least = Math.min(m, n);
  const { u, s, vt } = singularValueDecomposition("reduced", m, n, a);
  const x = newBlock(b.data, n, k);
  const ut = newBlock(b.data, least, m);
  for (let i = 0; i < least; i++) for (let l = 0; l < m; l++) ut.data[i + l * least] = u.data[l + i * m] as number;
  const turned = newBlock(b.data, least, k);
  multiplyAdd(least, k, m, 1, ut, b, turned);
  const threshold = rcond * (s[0] ?? 0);
  let rank = 0;
  while (rank < least && (s[rank] as number) > threshold) rank++;
  for (let j = 0; j < k; j++) {
    for (let i = 0; i < least; i++) {
      const at = i + j * least;
      turned.data[at] = i < rank ? (turned.data[at] as number) / (s[i] as number) : 0;
    }
  }
  const v = newBlock(b.data, n, least);
  for (let i = 0; i < n; i++) for (let l = 0; l < least; l++) v.data[i + l * n] = vt.data[l + i * vt.ld] as number;
  multiplyAdd(n, k, least, 1, v, turned, x);
  return { x, rank, values: s, residuals: leftOver(m, n, k, u, least, b) };
}

/** ‖b‖² less what lies in the columns of U. */
function leftOver(m: number, n: number, k: number, u: Block, least: number, b: Block): number[] {
  if (m <= n) return [];
  return Array.from({ length: k }, (_, j) => {
    const rest = Float64Array.from(b.data.subarray(b.start + j * b.ld, b.start + j * b.ld + m));
    for (let i = 0; i < least; i++) {
      let along = 0;
      for (let l = 0; l < m; l++) along += (u.data[l + i * m] as number) * (rest[l] as number);
      for (let l = 0; l < m; l++) rest[l] = (rest[l] as number) - along * (u.data[l + i * m] as number);
    }
    return rest.reduce((sum, value) => sum + value * value, 0);
  });
}
