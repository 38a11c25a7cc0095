// A = P·L·U with partial pivoting, and systems solved with it. Follows GETRF, GETRF2, LASWP and GETRS.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import { type Block, machineOf, part, roundingOf } from "./block";
import { multiplyAdd, solveLeft } from "./products";
import { indexOfLargest, scale, swap } from "./vectors";

const lowerUnit = { upper: false, transposed: false, unit: true };
const upperPlain = { upper: true, transposed: false, unit: false };

/** Columns of a panel: wider matrices are factored panel by panel. */
const panel = 64;

/** Swaps rows i and pivots[i] (from 1, as LAPACK counts), for i in [from, to), forth or back. */
export function swapRows(a: Block, columns: number, pivots: Int32Array, from: number, to: number, back = false): void {
  for (let step = from; step < to; step++) {
    const i = back ? from + to - 1 - step : step;
    const other = (pivots[i] as number) - 1;
    if (other !== i) swap(columns, a.data, a.start + i, a.ld, a.data, a.start + other, a.ld);
  }
}

/** One column. */
function factorColumn(m: number, a: Block, pivots: Int32Array, at: number): number {
  const { data, start } = a;
  const largest = indexOfLargest(m, data, start, 1);
  pivots[at] = largest + 1;
  const pivot = data[start + largest] as number;
  if (pivot === 0) return 1;
  if (largest !== 0) swap(1, data, start, 1, data, start + largest, 1);
  if (Math.abs(pivot) >= machineOf(data).safeMinimum) scale(m - 1, roundingOf(data)(1 / pivot), data, start + 1, 1);
  else for (let i = 1; i < m; i++) data[start + i] = (data[start + i] as number) / pivot;
  return 0;
}

/** Splits the columns in two; `pivots` from `at` on count rows from this block's first. */
function factorRecursively(m: number, n: number, a: Block, pivots: Int32Array, at: number): number {
  if (m === 1) {
    pivots[at] = 1;
    return a.data[a.start] === 0 ? 1 : 0;
  }
  if (n === 1) return factorColumn(m, a, pivots, at);
  const least = Math.min(m, n);
  const n1 = Math.floor(least / 2);
  const n2 = n - n1;
  let info = factorRecursively(m, n1, a, pivots, at);
  const right = part(a, 0, n1);
  const own = pivots.subarray(at);
  swapRows(right, n2, own, 0, n1);
  solveLeft(n1, n2, lowerUnit, a, right);
  const rest = part(a, n1, n1);
  multiplyAdd(m - n1, n2, n1, -1, part(a, n1, 0), right, rest);
  const later = factorRecursively(m - n1, n2, rest, pivots, at + n1);
  if (info === 0 && later > 0) info = later + n1;
  for (let i = n1; i < least; i++) own[i] = (own[i] as number) + n1;
  swapRows(a, n1, own, n1, least);
  return info;
}

/** Overwrites A [m, n] with L below and U above the diagonal; gives the first zero pivot (from 1), or 0. */
export function factorLU(m: number, n: number, a: Block, pivots: Int32Array): number {
  const least = Math.min(m, n);
  if (least === 0) return 0;
  if (least <= panel) return factorRecursively(m, n, a, pivots, 0);
  let info = 0;
  for (let j = 0; j < least; j += panel) {
    const width = Math.min(least - j, panel);
    const found = factorRecursively(m - j, width, part(a, j, j), pivots, j);
    if (info === 0 && found > 0) info = found + j;
    for (let i = j; i < Math.min(m, j + width); i++) pivots[i] = (pivots[i] as number) + j;
    swapRows(a, j, pivots, j, j + width);
    const next = j + width;
    if (next >= n) continue;
    swapRows(part(a, 0, next), n - next, pivots, j, next);
    solveLeft(width, n - next, lowerUnit, part(a, j, j), part(a, j, next));
    if (next < m) {
      multiplyAdd(m - next, n - next, width, -1, part(a, next, j), part(a, j, next), part(a, next, next));
    }
  }
  return info;
}

/** B [n, k] = A⁻¹·B, or Aᵀ⁻¹·B, from A's factors. */
export function solveLU(n: number, k: number, lu: Block, pivots: Int32Array, b: Block, transposed: boolean): void {
  if (transposed) {
    solveLeft(n, k, { ...upperPlain, transposed: true }, lu, b);
    solveLeft(n, k, { ...lowerUnit, transposed: true }, lu, b);
    swapRows(b, k, pivots, 0, n, true);
  } else {
    swapRows(b, k, pivots, 0, n);
    solveLeft(n, k, lowerUnit, lu, b);
    solveLeft(n, k, upperPlain, lu, b);
  }
}
