// Eigenvalues and eigenvectors of symmetric matrices, by way of a tridiagonal form. Follows SYEVD and SYTD2.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, newBlock, part, roundingOf, zerosLike } from "./block";
import { divideAndConquer } from "./divide";
import { multiplyQ, multiplyQOfQL, reflector } from "./householder";
import { subtractSymmetricOuter, symmetricTimesVector } from "./products";
import { eigenvaluesOnly } from "./tridiagonal";
import { axpy, dot } from "./vectors";

/** T = Qᵀ·A·Q: diagonal into d, the other into e, Q's reflections left in A. */
function tridiagonalize(upper: boolean, n: number, a: Block, d: FloatArray, e: FloatArray, tau: FloatArray): void {
  const { data, start, ld } = a;
  const round = roundingOf(data);
  const at = (i: number, j: number) => start + i + j * ld;
  const step = (size: number, head: number, column: number, block: Block, tauStart: number, factor: number) => {
    data[head] = 1;
    symmetricTimesVector(upper, size, factor, block, data, column, tau, tauStart);
    const product = dot(size, tau, tauStart, 1, data, column, 1);
    axpy(size, round(round(-0.5 * factor) * product), data, column, 1, tau, tauStart, 1);
    subtractSymmetricOuter(upper, size, data, column, tau, tauStart, block);
  };
  if (upper) {
    for (let i = n - 2; i >= 0; i--) {
      const head = at(i, i + 1);
      const factor = reflector(i + 1, data, head, at(0, i + 1), 1);
      e[i] = data[head] as number;
      if (factor !== 0) {
        step(i + 1, head, at(0, i + 1), a, 0, factor);
        data[head] = e[i] as number;
      }
      d[i + 1] = data[at(i + 1, i + 1)] as number;
      tau[i] = factor;
    }
    if (n > 0) d[0] = data[start] as number;
    return;
  }
  for (let i = 0; i < n - 1; i++) {
    const head = at(i + 1, i);
    const factor = reflector(n - 1 - i, data, head, at(Math.min(i + 2, n - 1), i), 1);
    e[i] = data[head] as number;
    if (factor !== 0) {
      step(n - 1 - i, head, head, part(a, i + 1, i + 1), i, factor);
      data[head] = e[i] as number;
    }
    d[i] = data[at(i, i)] as number;
    tau[i] = factor;
  }
  if (n > 0) d[n - 1] = data[at(n - 1, n - 1)] as number;
}

/**
 * Eigenvalues, ascending, into d; where `vectors`, A becomes the matrix of eigenvectors by columns. Only one triangle
 * of A is read. False: the iteration did not come to an end.
 */
export function symmetricEigen(upper: boolean, vectors: boolean, n: number, a: Block, d: FloatArray): boolean {
  if (n === 0) return true;
  if (n === 1) {
    d[0] = a.data[a.start] as number;
    if (vectors) a.data[a.start] = 1;
    return true;
  }
  const e = zerosLike(a.data, n);
  const tau = zerosLike(a.data, n);
  tridiagonalize(upper, n, a, d, e, tau);
  if (!vectors) return eigenvaluesOnly(n, d, e);
  const z = newBlock(a.data, n, n);
  const done = divideAndConquer(n, d, e, z);
  if (upper) multiplyQOfQL(n - 1, n, n - 1, part(a, 0, 1), tau, z);
  else multiplyQ(n - 1, n, n - 1, part(a, 1, 0), tau, part(z, 1, 0));
  for (let j = 0; j < n; j++) a.data.set(z.data.subarray(j * n, j * n + n), a.start + j * a.ld);
  return done;
}
