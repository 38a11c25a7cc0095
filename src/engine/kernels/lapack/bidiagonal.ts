// Singular values of bidiagonal matrices by implicit QR steps, zero-shift where that keeps small values exact.
// Follows BDSQR and BDSDC for small matrices.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, machineOf, part, roundingOf, withSign, zerosLike } from "./block";
import { rotateColumns, rotateRows, rotationOf, singularTwoByTwo, smallerSingular } from "./rotations";
import { rotate, scale, swap } from "./vectors";

/** The two matrices that are turned along: U [rows, n] from the right, Vᵀ [n, columns] from the left. */
export interface Turned {
  readonly u: Block;
  readonly uRows: number;
  readonly vt: Block;
  readonly vtColumns: number;
}

/** Rotations of one sweep: what turns Vᵀ and what turns U. */
interface Sweep {
  readonly cosV: FloatArray;
  readonly sinV: FloatArray;
  readonly cosU: FloatArray;
  readonly sinU: FloatArray;
}

/**
 * Singular values of the upper bidiagonal matrix of diagonal d and superdiagonal e, descending, into d.
 * U and Vᵀ are to be identities. False: the iteration did not come to an end.
 */
export function bidiagonalSingular(n: number, d: FloatArray, e: FloatArray, turned: Turned | null): boolean {
  if (n === 1) {
    // The left vector takes the sign here, not the right one.
    const value = d[0] as number;
    if (turned !== null) scale(turned.uRows, withSign(1, value), turned.u.data, turned.u.start, 1);
    d[0] = Math.abs(value);
    return true;
  }
  const done = bidiagonalAscending(n, d, e, turned);
  if (done) sortBySelection(n, d, turned, (a, b) => a > b);
  return done;
}

/** The same, ascending. */
export function bidiagonalAscending(n: number, d: FloatArray, e: FloatArray, turned: Turned | null): boolean {
  if (n > 1 && !iterate(n, d, e, turned)) return false;
  makePositive(n, d, turned);
  // LAPACK sorts down and up, which is seen where values are equal.
  sortDescending(n, d, turned);
  sortBySelection(n, d, turned, (a, b) => a < b);
  return true;
}

export function sortBySelection(
  n: number,
  d: FloatArray,
  turned: Turned | null,
  before: (a: number, b: number) => boolean,
): void {
  for (let i = 0; i < n - 1; i++) {
    let first = i;
    for (let j = i + 1; j < n; j++) if (before(d[j] as number, d[first] as number)) first = j;
    if (first !== i) swapPair(i, first, d, turned);
  }
}

function iterate(n: number, d: FloatArray, e: FloatArray, turned: Turned | null): boolean {
  const { epsilon, safeMinimum } = machineOf(d);
  const round = roundingOf(d);
  const D = (i: number) => Math.abs(d[i] as number);
  const E = (i: number) => Math.abs(e[i] as number);
  const tolerance = round(Math.max(10, Math.min(100, round(epsilon ** -0.125))) * epsilon);
  const threshold = Math.max(
    round(tolerance * round(leastEstimate(n, d, e) / round(Math.sqrt(n)))),
    round(6 * round(n * round(n * safeMinimum))),
  );
  const sweep: Sweep = {
    cosV: zerosLike(d, n),
    sinV: zerosLike(d, n),
    cosU: zerosLike(d, n),
    sinU: zerosLike(d, n),
  };
  let left = 6 * n * n;
  let [oldLow, oldHigh] = [-1, -1];
  let down = true;
  // d[high] is the last of what has not converged.
  let high = n - 1;
  while (high > 0) {
    if (left < 0) return false;
    let low = 0;
    let largest = D(high);
    let split = false;
    for (let i = high - 1; i >= 0; i--) {
      if (E(i) <= threshold) {
        e[i] = 0;
        low = i + 1;
        split = true;
        break;
      }
      largest = Math.max(largest, D(i), E(i));
    }
    if (split && low === high) {
      high--;
      continue;
    }
    if (low === high - 1) {
      const pair = singularTwoByTwo(d[low] as number, e[low] as number, d[high] as number, d);
      d[low] = pair.max;
      e[low] = 0;
      d[high] = pair.min;
      if (turned !== null) {
        const { u, uRows, vt, vtColumns } = turned;
        rotate(
          vtColumns,
          vt.data,
          vt.start + low,
          vt.ld,
          vt.data,
          vt.start + high,
          vt.ld,
          pair.cosRight,
          pair.sinRight,
        );
        const [x, y] = [u.start + low * u.ld, u.start + high * u.ld];
        rotate(uRows, u.data, x, 1, u.data, y, 1, pair.cosLeft, pair.sinLeft);
      }
      high -= 2;
      continue;
    }
    if (low > oldHigh || high < oldLow) down = D(low) >= D(high);
    const [far, near] = down ? [high, low] : [low, high];
    const lastLink = down ? high - 1 : low;
    if (E(lastLink) <= round(tolerance * D(far))) {
      e[lastLink] = 0;
      continue;
    }
    let mu = D(near);
    let least = mu;
    let converged = false;
    for (let k = 0; k < high - low; k++) {
      const link = down ? low + k : high - 1 - k;
      if (E(link) <= round(tolerance * mu)) {
        e[link] = 0;
        converged = true;
        break;
      }
      mu = round(D(down ? link + 1 : link) * round(mu / round(mu + E(link))));
      least = Math.min(least, mu);
    }
    if (converged) continue;
    oldLow = low;
    oldHigh = high;
    let shift = 0;
    const relative = round(round(n * tolerance) * round(least / largest));
    if (relative > Math.max(epsilon, round(round(0.01) * tolerance))) {
      const corner = down ? high - 1 : low;
      shift = smallerSingular(d[corner] as number, e[corner] as number, d[corner + 1] as number, round);
      const size = D(near);
      if (size > 0 && round(round(shift / size) ** 2) < epsilon) shift = 0;
    }
    left -= high - low;
    if (shift === 0) zeroShiftSweep(down, low, high, d, e, sweep);
    else shiftedSweep(down, low, high, shift, d, e, sweep);
    if (turned !== null) turn(turned, down, low, high, sweep);
    if (E(lastLink) <= threshold) e[lastLink] = 0;
  }
  return true;
}

/** A lower estimate of the least singular value. */
function leastEstimate(n: number, d: FloatArray, e: FloatArray): number {
  const round = roundingOf(d);
  let mu = Math.abs(d[0] as number);
  let least = mu;
  for (let i = 1; i < n && least !== 0; i++) {
    mu = round(Math.abs(d[i] as number) * round(mu / round(mu + Math.abs(e[i - 1] as number))));
    least = Math.min(least, mu);
  }
  return least;
}

function zeroShiftSweep(down: boolean, low: number, high: number, d: FloatArray, e: FloatArray, s: Sweep): void {
  const round = roundingOf(d);
  const [first, last] = down ? [low, high] : [high, low];
  const way = down ? 1 : -1;
  const link = (i: number) => (down ? i : i - 1);
  let c = 1;
  let [oldC, oldS] = [1, 0];
  for (let i = first; i !== last; i += way) {
    const inner = rotationOf(round((d[i] as number) * c), e[link(i)] as number, d);
    c = inner.c;
    if (i !== first) e[link(i - way)] = round(oldS * inner.r);
    const outer = rotationOf(round(oldC * inner.r), round((d[i + way] as number) * inner.s), d);
    oldC = outer.c;
    oldS = outer.s;
    d[i] = outer.r;
    keep(s, down, link(i) - low, inner.c, inner.s, outer.c, outer.s);
  }
  const h = round((d[last] as number) * c);
  d[last] = round(h * oldC);
  e[link(last - way)] = round(h * oldS);
}

/** Going down, the first rotation of a step turns Vᵀ and the second U; going up, the other way and backwards. */
function keep(s: Sweep, down: boolean, at: number, c1: number, s1: number, c2: number, s2: number): void {
  s.cosV[at] = down ? c1 : c2;
  s.sinV[at] = down ? s1 : -s2;
  s.cosU[at] = down ? c2 : c1;
  s.sinU[at] = down ? s2 : -s1;
}

function shiftedSweep(
  down: boolean,
  low: number,
  high: number,
  shift: number,
  d: FloatArray,
  e: FloatArray,
  s: Sweep,
): void {
  const round = roundingOf(d);
  const [first, last] = down ? [low, high] : [high, low];
  const way = down ? 1 : -1;
  const link = (i: number) => (down ? i : i - 1);
  const head = d[first] as number;
  let f = round(round(Math.abs(head) - shift) * round(withSign(1, head) + round(shift / head)));
  let g = e[link(first)] as number;
  for (let i = first; i !== last; i += way) {
    const [here, next] = [link(i), link(i + way)];
    const right = rotationOf(f, g, d);
    if (i !== first) e[link(i - way)] = right.r;
    const [di, ei, dn] = [d[i] as number, e[here] as number, d[i + way] as number];
    f = round(round(right.c * di) + round(right.s * ei));
    e[here] = round(right.c * ei) - round(right.s * di);
    g = round(right.s * dn);
    d[i + way] = right.c * dn;
    const left = rotationOf(f, g, d);
    d[i] = left.r;
    const [ej, dj] = [e[here] as number, d[i + way] as number];
    f = round(round(left.c * ej) + round(left.s * dj));
    d[i + way] = round(left.c * dj) - round(left.s * ej);
    if (i + way !== last) {
      const ahead = e[next] as number;
      g = round(left.s * ahead);
      e[next] = left.c * ahead;
    }
    keep(s, down, here - low, right.c, right.s, left.c, left.s);
  }
  e[link(last - way)] = f;
}

function turn(turned: Turned, down: boolean, low: number, high: number, s: Sweep): void {
  const { u, uRows, vt, vtColumns } = turned;
  const n = high - low + 1;
  rotateRows(down, n, vtColumns, s.cosV, 0, s.sinV, 0, part(vt, low, 0));
  rotateColumns(down, uRows, n, s.cosU, 0, s.sinU, 0, part(u, 0, low));
}

function makePositive(n: number, d: FloatArray, turned: Turned | null): void {
  for (let i = 0; i < n; i++) {
    const value = d[i] as number;
    if (value === 0) d[i] = 0;
    if (!(value < 0)) continue;
    d[i] = -value;
    if (turned !== null) scale(turned.vtColumns, -1, turned.vt.data, turned.vt.start + i, turned.vt.ld);
  }
}

function swapPair(i: number, j: number, d: FloatArray, turned: Turned | null): void {
  const kept = d[i] as number;
  d[i] = d[j] as number;
  d[j] = kept;
  if (turned === null) return;
  const { u, uRows, vt, vtColumns } = turned;
  swap(vtColumns, vt.data, vt.start + i, vt.ld, vt.data, vt.start + j, vt.ld);
  swap(uRows, u.data, u.start + i * u.ld, 1, u.data, u.start + j * u.ld, 1);
}

function sortDescending(n: number, d: FloatArray, turned: Turned | null): void {
  for (let last = n - 1; last > 0; last--) {
    let least = 0;
    for (let j = 1; j <= last; j++) if ((d[j] as number) <= (d[least] as number)) least = j;
    if (least !== last) swapPair(least, last, d, turned);
  }
}

/** Rotations from the left that make a lower bidiagonal matrix upper: their cosines and sines. */
export function lowerToUpper(n: number, d: FloatArray, e: FloatArray): { cosines: FloatArray; sines: FloatArray } {
  const round = roundingOf(d);
  const cosines = zerosLike(d, n);
  const sines = zerosLike(d, n);
  for (let i = 0; i < n - 1; i++) {
    const { c, s, r } = rotationOf(d[i] as number, e[i] as number, d);
    d[i] = r;
    e[i] = round(s * (d[i + 1] as number));
    d[i + 1] = round(c * (d[i + 1] as number));
    cosines[i] = c;
    sines[i] = s;
  }
  return { cosines, sines };
}
