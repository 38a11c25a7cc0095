// Products with matrices and triangular systems: the BLAS of levels 2 and 3, in the loops that the reference has.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, roundingOf } from "./block";
import { dot } from "./vectors";

const fround = Math.fround;

/** column += factor · other, both contiguous. */
function addColumn(n: number, factor: number, from: FloatArray, i: number, to: FloatArray, o: number): void {
  if (from instanceof Float32Array) {
    for (let k = 0; k < n; k++) to[o + k] = (to[o + k] as number) + fround(factor * (from[i + k] as number));
  } else {
    for (let k = 0; k < n; k++) to[o + k] = (to[o + k] as number) + factor * (from[i + k] as number);
  }
}

/** C += alpha · A · B, with A [m, k], B [k, n]. */
export function multiplyAdd(m: number, n: number, k: number, alpha: number, a: Block, b: Block, c: Block): void {
  for (let j = 0; j < n; j++) {
    for (let l = 0; l < k; l++) {
      const factor = alpha * (b.data[b.start + l + j * b.ld] as number);
      addColumn(m, factor, a.data, a.start + l * a.ld, c.data, c.start + j * c.ld);
    }
  }
}

/** y = A·x over columns; y is contiguous. */
export function timesVector(
  m: number,
  n: number,
  a: Block,
  x: FloatArray,
  xStart: number,
  xStep: number,
  y: FloatArray,
): void {
  y.fill(0, 0, m);
  for (let j = 0; j < n; j++) addColumn(m, x[xStart + j * xStep] as number, a.data, a.start + j * a.ld, y, 0);
}

/** y = Aᵀ·x; y is contiguous. */
export function transposeTimesVector(
  m: number,
  n: number,
  a: Block,
  x: FloatArray,
  xStart: number,
  xStep: number,
  y: FloatArray,
): void {
  for (let j = 0; j < n; j++) y[j] = dot(m, a.data, a.start + j * a.ld, 1, x, xStart, xStep);
}

/** A += alpha · x · yᵀ */
export function addOuter(
  m: number,
  n: number,
  alpha: number,
  x: FloatArray,
  xStart: number,
  xStep: number,
  y: FloatArray,
  yStart: number,
  yStep: number,
  a: Block,
): void {
  const round = roundingOf(a.data);
  for (let j = 0; j < n; j++) {
    const other = y[yStart + j * yStep] as number;
    if (other === 0) continue;
    const factor = round(alpha * other);
    const column = a.start + j * a.ld;
    if (xStep === 1) addColumn(m, factor, x, xStart, a.data, column);
    else {
      for (let i = 0; i < m; i++) {
        a.data[column + i] = (a.data[column + i] as number) + round((x[xStart + i * xStep] as number) * factor);
      }
    }
  }
}

/** What a triangular matrix is, and from which side it is to be solved. */
export interface Triangle {
  readonly upper: boolean;
  readonly transposed: boolean;
  /** The diagonal is taken for ones. */
  readonly unit: boolean;
}

/** B = op(A)⁻¹ · B, with A [m, m] triangular and B [m, n]. */
export function solveLeft(m: number, n: number, kind: Triangle, a: Block, b: Block): void {
  const { upper, transposed, unit } = kind;
  const round = roundingOf(b.data);
  for (let j = 0; j < n; j++) {
    const column = b.start + j * b.ld;
    for (let step = 0; step < m; step++) {
      const k = upper === transposed ? step : m - 1 - step;
      const at = column + k;
      const pivot = a.data[a.start + k + k * a.ld] as number;
      if (transposed) {
        // What is known already comes off one by one.
        let rest = b.data[at] as number;
        const [from, to] = upper ? [0, k] : [k + 1, m];
        for (let l = from; l < to; l++) {
          const known = round((a.data[a.start + l + k * a.ld] as number) * (b.data[column + l] as number));
          rest = round(rest - known);
        }
        b.data[at] = unit ? rest : rest / pivot;
      } else {
        if (b.data[at] === 0) continue;
        if (!unit) b.data[at] = (b.data[at] as number) / pivot;
        const factor = -(b.data[at] as number);
        if (upper) addColumn(k, factor, a.data, a.start + k * a.ld, b.data, column);
        else addColumn(m - 1 - k, factor, a.data, a.start + k * a.ld + k + 1, b.data, column + k + 1);
      }
    }
  }
}

/** B = B · op(A)⁻¹, with A [n, n] triangular and B [m, n]. */
export function solveRight(m: number, n: number, kind: Triangle, a: Block, b: Block): void {
  const { upper, transposed, unit } = kind;
  const round = roundingOf(b.data);
  const divide = (k: number) => {
    const factor = round(1 / (a.data[a.start + k + k * a.ld] as number));
    const column = b.start + k * b.ld;
    for (let i = 0; i < m; i++) b.data[column + i] = (b.data[column + i] as number) * factor;
  };
  const takeOff = (factor: number, from: number, to: number) => {
    if (factor !== 0) addColumn(m, -factor, b.data, b.start + from * b.ld, b.data, b.start + to * b.ld);
  };
  for (let step = 0; step < n; step++) {
    const j = upper === transposed ? n - 1 - step : step;
    if (transposed) {
      if (!unit) divide(j);
      const [from, to] = upper ? [0, j] : [j + 1, n];
      for (let k = from; k < to; k++) takeOff(a.data[a.start + k + j * a.ld] as number, j, k);
    } else {
      const [from, to] = upper ? [0, j] : [j + 1, n];
      for (let k = from; k < to; k++) takeOff(a.data[a.start + k + j * a.ld] as number, k, j);
      if (!unit) divide(j);
    }
  }
}

/** The upper triangle of C [n, n] -= Aᵀ·A, with A [k, n]. */
export function subtractGramUpper(n: number, k: number, a: Block, c: Block): void {
  for (let j = 0; j < n; j++) {
    for (let i = 0; i <= j; i++) {
      const product = dot(k, a.data, a.start + i * a.ld, 1, a.data, a.start + j * a.ld, 1);
      const at = c.start + i + j * c.ld;
      c.data[at] = -product + (c.data[at] as number);
    }
  }
}

/** The lower triangle of C [n, n] -= A·Aᵀ, with A [n, k]. */
export function subtractGramLower(n: number, k: number, a: Block, c: Block): void {
  for (let j = 0; j < n; j++) {
    for (let l = 0; l < k; l++) {
      const factor = -(a.data[a.start + j + l * a.ld] as number);
      if (factor !== 0) addColumn(n - j, factor, a.data, a.start + j + l * a.ld, c.data, c.start + j + j * c.ld);
    }
  }
}

/** y = alpha·A·x of a symmetric matrix of which one triangle is there. */
export function symmetricTimesVector(
  upper: boolean,
  n: number,
  alpha: number,
  a: Block,
  x: FloatArray,
  xStart: number,
  y: FloatArray,
  yStart: number,
): void {
  const round = roundingOf(a.data);
  y.fill(0, yStart, yStart + n);
  for (let j = 0; j < n; j++) {
    const factor = round(alpha * (x[xStart + j] as number));
    const column = a.start + j * a.ld;
    const diagonal = round(factor * (a.data[column + j] as number));
    let sum = 0;
    if (!upper) y[yStart + j] = (y[yStart + j] as number) + diagonal;
    const [from, to] = upper ? [0, j] : [j + 1, n];
    for (let i = from; i < to; i++) {
      const element = a.data[column + i] as number;
      y[yStart + i] = (y[yStart + i] as number) + round(factor * element);
      sum = round(sum + round(element * (x[xStart + i] as number)));
    }
    if (upper) y[yStart + j] = (y[yStart + j] as number) + diagonal;
    y[yStart + j] = (y[yStart + j] as number) + round(alpha * sum);
  }
}

/** One triangle of A -= x·yᵀ + y·xᵀ. */
export function subtractSymmetricOuter(
  upper: boolean,
  n: number,
  x: FloatArray,
  xStart: number,
  y: FloatArray,
  yStart: number,
  a: Block,
): void {
  const round = roundingOf(a.data);
  for (let j = 0; j < n; j++) {
    const ofX = -(x[xStart + j] as number);
    const ofY = -(y[yStart + j] as number);
    if (ofX === 0 && ofY === 0) continue;
    const column = a.start + j * a.ld;
    const [from, to] = upper ? [0, j + 1] : [j, n];
    for (let i = from; i < to; i++) {
      const first = round((a.data[column + i] as number) + round((x[xStart + i] as number) * ofY));
      a.data[column + i] = first + round((y[yStart + i] as number) * ofX);
    }
  }
}
