// A = U·diag(s)·Vᵀ: to bidiagonal form by reflections, a tall or wide matrix by its QR or LQ factors first. Follows
// GESDD and GEBD2.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, copyBlock, newBlock, part, setIdentity, zerosLike } from "./block";
import { bidiagonalSvd } from "./divide-singular";
import {
  factorLQ,
  factorQR,
  formQ,
  formQOfLQ,
  multiplyQ,
  multiplyRightP,
  reflectLeft,
  reflector,
  reflectRight,
} from "./householder";
import { multiplyAdd } from "./products";

/** Diagonal and neighbour of the bidiagonal form (upper where m ≥ n, else lower), and both sides' factors. */
interface Bidiagonal {
  readonly d: FloatArray;
  readonly e: FloatArray;
  readonly tauQ: FloatArray;
  readonly tauP: FloatArray;
}

function bidiagonalize(m: number, n: number, a: Block): Bidiagonal {
  const { data, start, ld } = a;
  const k = Math.min(m, n);
  const made = { d: zerosLike(data, k), e: zerosLike(data, k), tauQ: zerosLike(data, k), tauP: zerosLike(data, k) };
  const { d, e, tauQ, tauP } = made;
  const at = (i: number, j: number) => start + i + j * ld;
  // One reflection of column j from row i on, then of what is right of it; and the same of a row.
  const column = (i: number, j: number, tau: FloatArray, to: FloatArray, index: number) => {
    const head = at(i, j);
    const factor = reflector(m - i, data, head, at(Math.min(i + 1, m - 1), j), 1);
    const kept = data[head] as number;
    to[index] = kept;
    tau[index] = factor;
    if (j + 1 < n) {
      data[head] = 1;
      reflectLeft(m - i, n - j - 1, data, head, 1, factor, part(a, i, j + 1));
      data[head] = kept;
    }
  };
  const row = (i: number, j: number, tau: FloatArray, to: FloatArray, index: number) => {
    const head = at(i, j);
    const factor = reflector(n - j, data, head, at(i, Math.min(j + 1, n - 1)), ld);
    const kept = data[head] as number;
    to[index] = kept;
    tau[index] = factor;
    if (i + 1 < m) {
      data[head] = 1;
      reflectRight(m - i - 1, n - j, data, head, ld, factor, part(a, i + 1, j));
      data[head] = kept;
    }
  };
  for (let i = 0; i < k; i++) {
    if (m >= n) {
      column(i, i, tauQ, d, i);
      if (i + 1 < n) row(i, i + 1, tauP, e, i);
    } else {
      row(i, i, tauP, d, i);
      if (i + 1 < m) column(i + 1, i, tauQ, e, i);
    }
  }
  return made;
}

/** What is asked for: no vectors, the first min(m, n) of each side, or all. */
export type SvdVectors = "none" | "reduced" | "all";

export interface Svd {
  readonly u: Block;
  readonly s: FloatArray;
  readonly vt: Block;
  /** False: the iteration did not come to an end. */
  readonly done: boolean;
}

/** Overwrites A [m, n]. */
export function singularValueDecomposition(vectors: SvdVectors, m: number, n: number, a: Block): Svd {
  const k = Math.min(m, n);
  const much = Math.trunc((k * 11) / 6);
  if (vectors === "none") return valuesOnly(m, n, much, a);
  const u = newBlock(a.data, m, vectors === "all" ? m : k);
  const vt = newBlock(a.data, vectors === "all" ? n : k, n);
  if (m >= n) return m >= much && m > n ? tall(m, n, a, u, vt) : direct(m, n, a, u, vt);
  return n >= much ? wide(m, n, a, u, vt) : direct(m, n, a, u, vt);
}

function valuesOnly(m: number, n: number, much: number, a: Block): Svd {
  const k = Math.min(m, n);
  const tau = zerosLike(a.data, k);
  let [rows, columns] = [m, n];
  if (m >= n && m >= much && m > n) {
    factorQR(m, n, a, tau);
    clearBelow(n, a);
    rows = n;
  } else if (m < n && n >= much) {
    factorLQ(m, n, a, tau);
    clearAbove(m, a);
    columns = m;
  }
  const { d, e } = bidiagonalize(rows, columns, a);
  const done = bidiagonalSvd(rows < columns, k, d, e, null);
  return { u: a, s: d, vt: a, done };
}

function clearBelow(n: number, a: Block): void {
  for (let j = 0; j < n; j++) a.data.fill(0, a.start + j * a.ld + j + 1, a.start + j * a.ld + n);
}

function clearAbove(n: number, a: Block): void {
  for (let j = 0; j < n; j++) a.data.fill(0, a.start + j * a.ld, a.start + j * a.ld + j);
}

/** The singular vectors of a bidiagonal form, turned back by the reflections that made it. */
function backTransform(m: number, n: number, a: Block, form: Bidiagonal, u: Block, vt: Block): boolean {
  const k = Math.min(m, n);
  const uColumns = u.data.length / u.ld;
  const vtRows = vt.ld;
  const turned = { u, uRows: k, vt, vtColumns: k };
  setIdentity(u, Math.min(uColumns, m));
  setIdentity(vt, Math.min(vtRows, n));
  if (m >= n) {
    const done = bidiagonalSvd(false, k, form.d, form.e, turned);
    multiplyQ(m, uColumns, n, a, form.tauQ, u);
    if (n > 1) multiplyRightP(vtRows, n - 1, n - 1, part(a, 0, 1), form.tauP, part(vt, 0, 1));
    return done;
  }
  const done = bidiagonalSvd(true, k, form.d, form.e, turned);
  if (m > 1) multiplyQ(m - 1, uColumns, m - 1, part(a, 1, 0), form.tauQ, part(u, 1, 0));
  multiplyRightP(vtRows, n, m, a, form.tauP, vt);
  return done;
}

function direct(m: number, n: number, a: Block, u: Block, vt: Block): Svd {
  const form = bidiagonalize(m, n, a);
  const done = backTransform(m, n, a, form, u, vt);
  return { u, s: form.d, vt, done };
}

/** By A = Q·R: the left vectors are Q times those of R. */
function tall(m: number, n: number, a: Block, u: Block, vt: Block): Svd {
  const columns = u.data.length / u.ld;
  const tau = zerosLike(a.data, n);
  factorQR(m, n, a, tau);
  const r = newBlock(a.data, n, n);
  copyBlock(r, a, n, n);
  clearBelow(n, r);
  const q = newBlock(a.data, m, columns);
  copyBlock(q, a, m, n);
  formQ(m, columns, n, q, tau);
  const form = bidiagonalize(n, n, r);
  const inner = newBlock(a.data, n, n);
  const done = backTransform(n, n, r, form, inner, vt);
  copyBlock(u, q, m, columns);
  for (let j = 0; j < n; j++) u.data.fill(0, u.start + j * u.ld, u.start + j * u.ld + m);
  multiplyAdd(m, n, n, 1, q, inner, u);
  return { u, s: form.d, vt, done };
}

/** By A = L·Q: the right vectors are those of L times Q. */
function wide(m: number, n: number, a: Block, u: Block, vt: Block): Svd {
  const rows = vt.ld;
  const tau = zerosLike(a.data, m);
  factorLQ(m, n, a, tau);
  const l = newBlock(a.data, m, m);
  copyBlock(l, a, m, m);
  clearAbove(m, l);
  const q = newBlock(a.data, rows, n);
  copyBlock(q, a, m, n);
  formQOfLQ(rows, n, m, q, tau);
  const form = bidiagonalize(m, m, l);
  const inner = newBlock(a.data, m, m);
  const done = backTransform(m, m, l, form, u, inner);
  copyBlock(vt, q, rows, n);
  for (let j = 0; j < n; j++) vt.data.fill(0, vt.start + j * vt.ld, vt.start + j * vt.ld + m);
  multiplyAdd(m, n, m, 1, inner, q, vt);
  return { u, s: form.d, vt, done };
}
