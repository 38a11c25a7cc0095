// Balancing a square matrix before its eigenvalues are sought: rows that isolate one are moved out of the way, and rows
// and columns scaled by powers of two to like norms. Follows GEBAL and GEBAK.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import { type Block, machineOf } from "./block";
import { indexOfLargest, norm2, scale, swap } from "./vectors";

export interface Balance {
  /** First and last row of the part that is left to do, counted from 0. */
  readonly low: number;
  readonly high: number;
  /** For rows within, what they were scaled by; for those outside, the row they changed places with. */
  readonly scales: Float64Array;
}

/** Rows and columns `i` and `to` change places. */
function exchange(n: number, a: Block, low: number, high: number, i: number, to: number): void {
  if (i === to) return;
  const { data, start, ld } = a;
  swap(high + 1, data, start + i * ld, 1, data, start + to * ld, 1);
  swap(n - low, data, start + i + low * ld, ld, data, start + to + low * ld, ld);
}

export function balance(n: number, a: Block): Balance {
  const { data, start, ld } = a;
  const scales = new Float64Array(n).fill(1);
  const at = (i: number, j: number) => data[start + i + j * ld] as number;
  let low = 0;
  let high = n - 1;
  /** The last row that has nothing beside its diagonal element, or -1. */
  const loneRow = () => {
    for (let i = high; i >= 0; i--) {
      let alone = true;
      for (let j = 0; j <= high && alone; j++) alone = j === i || at(i, j) === 0;
      if (alone) return i;
    }
    return -1;
  };
  const loneColumn = () => {
    for (let j = low; j <= high; j++) {
      let alone = true;
      for (let i = low; i <= high && alone; i++) alone = i === j || at(i, j) === 0;
      if (alone) return j;
    }
    return -1;
  };
  for (let i = loneRow(); i >= 0; i = loneRow()) {
    scales[high] = i;
    exchange(n, a, low, high, i, high);
    if (high === 0) {
      // Nothing is left to scale.
      scales[0] = 1;
      return { low: 0, high: 0, scales };
    }
    high--;
  }
  for (let j = loneColumn(); j >= 0; j = loneColumn()) {
    scales[low] = j;
    exchange(n, a, low, high, j, low);
    low++;
  }
  while (scaleOnce(n, a, low, high, scales));
  return { low, high, scales };
}

/** One pass over the rows and columns; whether any was scaled. */
function scaleOnce(n: number, a: Block, low: number, high: number, scales: Float64Array): boolean {
  const { data, start, ld } = a;
  const { safeMinimum, epsilon } = machineOf(data);
  const least = safeMinimum / (2 * epsilon);
  const most = 1 / least;
  let again = false;
  for (let i = low; i <= high; i++) {
    let column = norm2(high - low + 1, data, start + low + i * ld, 1);
    let row = norm2(high - low + 1, data, start + i + low * ld, ld);
    if (column === 0 || row === 0) continue;
    let largestInColumn = Math.abs(data[start + i * ld + indexOfLargest(high + 1, data, start + i * ld, 1)] as number);
    const across = start + i + low * ld;
    let largestInRow = Math.abs(data[across + ld * indexOfLargest(n - low, data, across, ld)] as number);
    const sum = column + row;
    let factor = 1;
    while (
      column < row / 2 &&
      Math.max(factor, column, largestInColumn) < most / 2 &&
      Math.min(row, row / 2, largestInRow) > least * 2
    ) {
      factor *= 2;
      column *= 2;
      largestInColumn *= 2;
      row /= 2;
      largestInRow /= 2;
    }
    while (
      column / 2 >= row &&
      Math.max(row, largestInRow) < most / 2 &&
      Math.min(factor, column, column / 2, largestInColumn) > least * 2
    ) {
      factor /= 2;
      column /= 2;
      largestInColumn /= 2;
      row *= 2;
      largestInRow *= 2;
    }
    const before = scales[i] as number;
    if (column + row >= 0.95 * sum) continue;
    if (factor < 1 && before < 1 && factor * before <= least) continue;
    if (factor > 1 && before > 1 && before >= most / factor) continue;
    scales[i] = before * factor;
    again = true;
    scale(n - low, 1 / factor, data, across, ld);
    scale(high + 1, factor, data, start + i * ld, 1);
  }
  return again;
}

/** Eigenvectors [n, n] of the balanced matrix become those of the matrix itself. */
export function unbalance(n: number, { low, high, scales }: Balance, v: Block): void {
  const { data, start, ld } = v;
  for (let i = low; i <= high; i++) scale(n, scales[i] as number, data, start + i, ld);
  const exchangeRow = (i: number) => {
    const other = scales[i] as number;
    if (other !== i) swap(n, data, start + i, ld, data, start + other, ld);
  };
  for (let i = low - 1; i >= 0; i--) exchangeRow(i);
  for (let i = high + 1; i < n; i++) exchangeRow(i);
}
