// Matrices as LAPACK has them, by columns, and the arithmetic they are computed in. What is in this folder follows the
// reference BLAS and LAPACK (3.11) operation by operation, in the order and the rounding of the element type: so signs,
// pivots and digits of noise come out as in PyTorch, which calls them.
//
// A product that goes into a sum is rounded by itself (`round`); storing into the array rounds the sum.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";

/** Element (i, j) is data[start + i + j·ld]. */
export interface Block {
  readonly data: FloatArray;
  readonly start: number;
  readonly ld: number;
}

export type Rounding = (x: number) => number;

const exact: Rounding = (x) => x;

/** Rounds a result of the array's arithmetic. */
export function roundingOf(data: FloatArray): Rounding {
  return data instanceof Float32Array ? Math.fround : exact;
}

/** What LAPACK's LAMCH says of an element type. */
export interface Machine {
  /** Half the distance from 1 to the next number. */
  readonly epsilon: number;
  /** The smallest number whose reciprocal does not overflow. */
  readonly safeMinimum: number;
}

const single: Machine = { epsilon: 2 ** -24, safeMinimum: 2 ** -126 };
const double: Machine = { epsilon: 2 ** -53, safeMinimum: 2 ** -1022 };

export function machineOf(data: FloatArray): Machine {
  return data instanceof Float32Array ? single : double;
}

/** A new array of the element type of `like`, of zeros. */
export function zerosLike(like: FloatArray, length: number): FloatArray {
  return like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

/** A new matrix of zeros. */
export function newBlock(like: FloatArray, rows: number, columns: number): Block {
  return { data: zerosLike(like, rows * columns), start: 0, ld: Math.max(rows, 1) };
}

/** The matrix from (i, j) on. */
export function part(a: Block, i: number, j: number): Block {
  return { data: a.data, start: a.start + i + j * a.ld, ld: a.ld };
}

export function copyBlock(to: Block, from: Block, rows: number, columns: number): void {
  for (let j = 0; j < columns; j++) {
    const source = from.start + j * from.ld;
    to.data.set(from.data.subarray(source, source + rows), to.start + j * to.ld);
  }
}

export function setIdentity(a: Block, n: number): void {
  for (let j = 0; j < n; j++) {
    a.data.fill(0, a.start + j * a.ld, a.start + j * a.ld + n);
    a.data[a.start + j * a.ld + j] = 1;
  }
}

/** Fortran's SIGN: |a| with the sign of b. */
export function withSign(a: number, b: number): number {
  return b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a);
}
