// Eigenvalues and eigenvectors of a square matrix of reals, by its Schur form. Follows GEEV and TREVC3; the guards of the
// latter against overflow in nearly singular triangles are left out.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { balance, unbalance } from "./balance";
import { type Block, machineOf, newBlock, roundingOf, zerosLike } from "./block";
import { hypotenuse } from "./householder";
import { rotationOf } from "./rotations";
import { toHessenberg, toSchur } from "./schur";
import { norm2, rotate, scale } from "./vectors";

export interface Spectrum {
  /** Parts of the eigenvalues. Those that are not real stand in pairs, the one with the positive part first. */
  readonly re: FloatArray;
  readonly im: FloatArray;
  /** [n, n]: an eigenvector's real part in its column; of a pair, the imaginary part in the next. */
  readonly vectors: Block | null;
  /** 0, or how many were not found. */
  readonly info: number;
}

/** A [n, n] is overwritten. */
export function spectrum(n: number, a: Block, withVectors: boolean): Spectrum {
  const re = zerosLike(a.data, n);
  const im = zerosLike(a.data, n);
  const vectors = withVectors ? newBlock(a.data, n, n) : null;
  if (n === 0) return { re, im, vectors, info: 0 };
  const balanced = balance(n, a);
  toHessenberg(n, balanced.low, balanced.high, a, vectors);
  const info = toSchur(n, balanced.low, balanced.high, a, vectors, re, im, withVectors);
  if (info === 0 && vectors !== null) {
    backSubstitute(n, a, vectors, re, im);
    unbalance(n, balanced, vectors);
    normalise(n, vectors, im);
  }
  return { re, im, vectors, info };
}

/** From the Schur vectors Q to the eigenvectors Q·X, T·X = X·diag(λ). */
function backSubstitute(n: number, t: Block, q: Block, re: FloatArray, im: FloatArray): void {
  const { safeMinimum, epsilon } = machineOf(t.data);
  for (let k = n - 1; k >= 0; k--) {
    const isPair = im[k] !== 0;
    const width = Math.abs(re[k] as number) + Math.abs(im[k] as number);
    const least = Math.max(2 * epsilon * width, safeMinimum * (n / (2 * epsilon)));
    if (isPair) {
      pairVector(n, t, q, k, re[k] as number, im[k - 1] as number, least);
      k--;
    } else realVector(n, t, q, k, re[k] as number, least);
  }
}

const element = (a: Block, i: number, j: number) => a.data[a.start + i + j * a.ld] as number;

/** Whether row j is the second of a block of two. */
const isSecond = (t: Block, j: number) => j > 0 && element(t, j, j - 1) !== 0;

function realVector(n: number, t: Block, q: Block, k: number, value: number, least: number): void {
  const x = zerosLike(t.data, n);
  for (let i = 0; i < k; i++) x[i] = -element(t, i, k);
  for (let j = k - 1; j >= 0; j--) {
    if (isSecond(t, j)) {
      solveTwo(t, x, null, j - 1, value, 0, least);
      subtract(t, x, j - 1, j);
      subtract(t, x, j - 1, j - 1);
      j--;
    } else {
      const pivot = element(t, j, j) - value;
      x[j] = (x[j] as number) / (Math.abs(pivot) < least ? least : pivot);
      subtract(t, x, j, j);
    }
  }
  combine(n, q, k, x, k, 1);
  shrink(n, q, [k]);
}

/** Rows above `to` of x lose column j of T. */
function subtract(t: Block, x: FloatArray, to: number, j: number): void {
  const round = roundingOf(x);
  const by = x[j] as number;
  for (let i = 0; i < to; i++) x[i] = (x[i] as number) - round(by * element(t, i, j));
}

/** Of the pair in columns k - 1 and k, the eigenvector to re + i·im. */
function pairVector(n: number, t: Block, q: Block, k: number, re: number, im: number, least: number): void {
  const [x, y] = [zerosLike(t.data, n), zerosLike(t.data, n)];
  const above = element(t, k - 1, k);
  const below = element(t, k, k - 1);
  let [head, tail] = [1, 1];
  if (Math.abs(above) >= Math.abs(below)) tail = roundingOf(x)(im / above);
  else head = roundingOf(x)(-im / below);
  for (let i = 0; i < k - 1; i++) {
    x[i] = -head * element(t, i, k - 1);
    y[i] = -tail * element(t, i, k);
  }
  for (let j = k - 2; j >= 0; j--) {
    if (isSecond(t, j)) {
      solveTwo(t, x, y, j - 1, re, im, least);
      for (const column of [j, j - 1]) {
        subtract(t, x, j - 1, column);
        subtract(t, y, j - 1, column);
      }
      j--;
    } else {
      const [a, b] = quotient(x[j] as number, y[j] as number, element(t, j, j) - re, -im, least);
      x[j] = a;
      y[j] = b;
      subtract(t, x, j, j);
      subtract(t, y, j, j);
    }
  }
  combine(n, q, k - 1, x, k - 1, head);
  combine(n, q, k, y, k - 1, tail);
  shrink(n, q, [k - 1, k]);
}

/** (a + ib) / (c + id), where the divisor is no smaller than `least`. */
function quotient(a: number, b: number, c: number, d: number, least: number): [re: number, im: number] {
  if (Math.abs(c) + Math.abs(d) < least) return [a / least, b / least];
  if (Math.abs(c) >= Math.abs(d)) {
    const ratio = d / c;
    const by = c + d * ratio;
    return [(a + b * ratio) / by, (b - a * ratio) / by];
  }
  const ratio = c / d;
  const by = c * ratio + d;
  return [(a * ratio + b) / by, (b * ratio - a) / by];
}

/** Rows j and j + 1 of (T - (re + i·im))·(x + iy) = right side, in its place. */
function solveTwo(
  t: Block,
  x: FloatArray,
  y: FloatArray | null,
  j: number,
  re: number,
  im: number,
  least: number,
): void {
  const rows = [j, j + 1].map((i) => ({
    left: [element(t, i, j) - (i === j ? re : 0), i === j ? -im : 0] as const,
    right: [element(t, i, j + 1) - (i === j ? 0 : re), i === j ? 0 : -im] as const,
    value: [x[i] as number, y === null ? 0 : (y[i] as number)] as const,
  }));
  const size = ([a, b]: readonly [number, number]) => Math.abs(a) + Math.abs(b);
  const [top, bottom] = rows as [(typeof rows)[0], (typeof rows)[0]];
  const [first, second] = size(top.left) >= size(bottom.left) ? [top, bottom] : [bottom, top];
  const times = (p: readonly [number, number], s: readonly [number, number]) =>
    [p[0] * s[0] - p[1] * s[1], p[0] * s[1] + p[1] * s[0]] as const;
  const factor = quotient(second.left[0], second.left[1], first.left[0], first.left[1], least);
  const minus = (p: readonly [number, number], s: readonly [number, number]) => [p[0] - s[0], p[1] - s[1]] as const;
  const pivot = minus(second.right, times(factor, first.right));
  const rest = minus(second.value, times(factor, first.value));
  const lower = quotient(rest[0], rest[1], pivot[0], pivot[1], least);
  const left = minus(first.value, times(first.right, lower));
  const upper = quotient(left[0], left[1], first.left[0], first.left[1], least);
  x[j] = upper[0];
  x[j + 1] = lower[0];
  if (y === null) return;
  y[j] = upper[1];
  y[j + 1] = lower[1];
}

/** Column k of Q becomes own·Q[:, k] + Q[:, :count]·x. */
function combine(n: number, q: Block, k: number, x: FloatArray, count: number, own: number): void {
  const round = roundingOf(x);
  const column = q.start + k * q.ld;
  scale(n, own, q.data, column, 1);
  for (let j = 0; j < count; j++) {
    const by = x[j] as number;
    for (let i = 0; i < n; i++) q.data[column + i] = (q.data[column + i] as number) + round(by * element(q, i, j));
  }
}

/** So that the largest element, over the columns together, is 1. */
function shrink(n: number, q: Block, columns: readonly number[]): void {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    largest = Math.max(
      largest,
      columns.reduce((sum, k) => sum + Math.abs(element(q, i, k)), 0),
    );
  }
  if (largest === 0) return;
  const by = roundingOf(q.data)(1 / largest);
  for (const k of columns) scale(n, by, q.data, q.start + k * q.ld, 1);
}

/** To length 1; a pair is turned so that its largest element is real. */
function normalise(n: number, v: Block, im: FloatArray): void {
  const round = roundingOf(v.data);
  for (let k = 0; k < n; k++) {
    const at = v.start + k * v.ld;
    if (im[k] === 0) {
      scale(n, round(1 / norm2(n, v.data, at, 1)), v.data, at, 1);
      continue;
    }
    const next = at + v.ld;
    const length = hypotenuse(norm2(n, v.data, at, 1), norm2(n, v.data, next, 1), round);
    let best = 0;
    let largest = -1;
    for (const start of [at, next]) scale(n, round(1 / length), v.data, start, 1);
    for (let i = 0; i < n; i++) {
      const [x, y] = [v.data[at + i] as number, v.data[next + i] as number];
      const size = round(round(x * x) + round(y * y));
      if (size > largest) [best, largest] = [i, size];
    }
    const { c, s } = rotationOf(v.data[at + best] as number, v.data[next + best] as number, v.data);
    rotate(n, v.data, at, 1, v.data, next, 1, c, s);
    v.data[next + best] = 0;
    k++;
  }
}
