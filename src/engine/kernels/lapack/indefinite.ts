// A = L·D·Lᵀ of a symmetric matrix by Bunch and Kaufman's diagonal pivoting: D has blocks of one and of two rows. Only
// the lower triangle is read. Follows SYTF2 and SYTRS, one column at a time for every size.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import { type Block, type Rounding, roundingOf } from "./block";
import { indexOfLargest, scale, swap } from "./vectors";

/** How much smaller than its column a pivot may be. */
const ALPHA = (1 + Math.sqrt(17)) / 8;

interface Pivot {
  /** The row that changes places. */
  readonly row: number;
  /** Rows of the block. */
  readonly size: 1 | 2;
}

/** Which pivot column k takes; null where nothing is left in it. */
function choose(n: number, a: Block, k: number, round: Rounding): Pivot | null {
  const { data, start, ld } = a;
  const at = (i: number, j: number) => Math.abs(data[start + i + j * ld] as number);
  const alpha = round(ALPHA);
  const own = at(k, k);
  const row = k < n - 1 ? k + 1 + indexOfLargest(n - 1 - k, data, start + k + 1 + k * ld, 1) : k;
  const column = k < n - 1 ? at(row, k) : 0;
  if (Math.max(own, column) === 0 || Number.isNaN(own)) return null;
  if (own >= round(alpha * column)) return { row: k, size: 1 };
  const left = k + indexOfLargest(row - k, data, start + row + k * ld, ld);
  let across = at(row, left);
  if (row < n - 1)
    across = Math.max(across, at(row + 1 + indexOfLargest(n - 1 - row, data, start + row + 1 + row * ld, 1), row));
  if (own >= round(round(alpha * column) * round(column / across))) return { row: k, size: 1 };
  return { row, size: at(row, row) >= round(alpha * across) ? 1 : 2 };
}

/** Rows and columns `from` and `to` of what is left change places. */
function exchange(n: number, a: Block, k: number, from: number, to: number, size: 1 | 2): void {
  if (from === to) return;
  const { data, start, ld } = a;
  const place = (i: number, j: number) => start + i + j * ld;
  swap(n - 1 - to, data, place(to + 1, from), 1, data, place(to + 1, to), 1);
  swap(to - from - 1, data, place(from + 1, from), 1, data, place(to, from + 1), ld);
  swap(1, data, place(from, from), 1, data, place(to, to), 1);
  if (size === 2) swap(1, data, place(k + 1, k), 1, data, place(to, k), 1);
}

/** Overwrites A [n, n] with L below and D on the diagonal; gives the first zero pivot (from 1), or 0. */
export function factorIndefinite(n: number, a: Block, pivots: Int32Array): number {
  const { data, start, ld } = a;
  const round = roundingOf(data);
  const place = (i: number, j: number) => start + i + j * ld;
  const at = (i: number, j: number) => data[place(i, j)] as number;
  let info = 0;
  for (let k = 0; k < n; ) {
    const pivot = choose(n, a, k, round);
    if (pivot === null) {
      if (info === 0) info = k + 1;
      pivots[k] = k + 1;
      k++;
      continue;
    }
    const { row, size } = pivot;
    exchange(n, a, k, k + size - 1, row, size);
    if (size === 1) {
      if (k < n - 1) {
        const inverse = round(1 / at(k, k));
        for (let j = k + 1; j < n; j++) {
          const by = round(-inverse * at(j, k));
          if (by === 0) continue;
          for (let i = j; i < n; i++) data[place(i, j)] = at(i, j) + round(at(i, k) * by);
        }
        scale(n - 1 - k, inverse, data, place(k + 1, k), 1);
      }
      pivots[k] = row + 1;
    } else {
      updateByTwo(n, a, k, round);
      pivots[k] = -(row + 1);
      pivots[k + 1] = -(row + 1);
    }
    k += size;
  }
  return info;
}

function updateByTwo(n: number, a: Block, k: number, round: Rounding): void {
  if (k >= n - 2) return;
  const { data, start, ld } = a;
  const place = (i: number, j: number) => start + i + j * ld;
  const at = (i: number, j: number) => data[place(i, j)] as number;
  const side = at(k + 1, k);
  const d11 = round(at(k + 1, k + 1) / side);
  const d22 = round(at(k, k) / side);
  const d21 = round(round(1 / round(round(d11 * d22) - 1)) / side);
  for (let j = k + 2; j < n; j++) {
    const first = round(d21 * round(round(d11 * at(j, k)) - at(j, k + 1)));
    const second = round(d21 * round(round(d22 * at(j, k + 1)) - at(j, k)));
    for (let i = j; i < n; i++) {
      data[place(i, j)] = round(at(i, j) - round(at(i, k) * first)) - round(at(i, k + 1) * second);
    }
    data[place(j, k)] = first;
    data[place(j, k + 1)] = second;
  }
}

/** Overwrites B [n, count] with the solution of A·X = B by A's factors. */
export function solveIndefinite(n: number, count: number, a: Block, pivots: Int32Array, b: Block): void {
  const round = roundingOf(b.data);
  const fa = (i: number, j: number) => a.data[a.start + i + j * a.ld] as number;
  const place = (i: number, j: number) => b.start + i + j * b.ld;
  const fb = (i: number, j: number) => b.data[place(i, j)] as number;
  const swapRows = (i: number, j: number) => {
    if (i !== j) swap(count, b.data, place(i, 0), b.ld, b.data, place(j, 0), b.ld);
  };
  /** Rows below lose row `row` of B by column `column` of L. */
  const eliminate = (row: number, from: number) => {
    for (let j = 0; j < count; j++) {
      for (let i = from; i < n; i++) b.data[place(i, j)] = fb(i, j) - round(fa(i, row) * fb(row, j));
    }
  };
  for (let k = 0; k < n; ) {
    const pivot = pivots[k] as number;
    if (pivot > 0) {
      swapRows(k, pivot - 1);
      eliminate(k, k + 1);
      scale(count, round(1 / fa(k, k)), b.data, place(k, 0), b.ld);
      k++;
      continue;
    }
    swapRows(k + 1, -pivot - 1);
    eliminate(k, k + 2);
    eliminate(k + 1, k + 2);
    const side = fa(k + 1, k);
    const [upper, lower] = [round(fa(k, k) / side), round(fa(k + 1, k + 1) / side)];
    const determinant = round(round(upper * lower) - 1);
    for (let j = 0; j < count; j++) {
      const [first, second] = [round(fb(k, j) / side), round(fb(k + 1, j) / side)];
      b.data[place(k, j)] = round(round(lower * first) - second) / determinant;
      b.data[place(k + 1, j)] = round(round(upper * second) - first) / determinant;
    }
    k += 2;
  }
  /** Row `row` of B loses the rows below by column `column` of L. */
  const substitute = (row: number, from: number) => {
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let i = from; i < n; i++) sum = round(sum + round(fb(i, j) * fa(i, row)));
      b.data[place(row, j)] = fb(row, j) - sum;
    }
  };
  for (let k = n - 1; k >= 0; ) {
    const pivot = pivots[k] as number;
    substitute(k, k + 1);
    if (pivot < 0) substitute(k - 1, k + 1);
    swapRows(k, Math.abs(pivot) - 1);
    k -= pivot > 0 ? 1 : 2;
  }
}
