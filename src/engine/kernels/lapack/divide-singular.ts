// Singular vectors of larger bidiagonal matrices by divide and conquer: a row is taken out of the middle, and the parts
// are merged over the roots of the secular equation. Follows BDSDC, LASD0, LASD1, LASD2 and LASD3 in how they cut,
// deflate, order and sign; the roots are found by bisection, to the last bit.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { bidiagonalAscending, bidiagonalSingular, lowerToUpper, sortBySelection, type Turned } from "./bidiagonal";
import { type Block, machineOf, part, setIdentity, withSign, zerosLike } from "./block";
import { rotateColumns, rotateRows, rotationOf } from "./rotations";
import { rotate } from "./vectors";

/** Up to this size a part is solved by QR steps. */
const smallest = 25;

/**
 * Singular values, descending, into d; U and Vᵀ, which are identities, become the vectors. `lower`: e is below the
 * diagonal. False: the iteration did not come to an end.
 */
export function bidiagonalSvd(lower: boolean, n: number, d: FloatArray, e: FloatArray, turned: Turned | null): boolean {
  const rotations = lower && n > 1 ? lowerToUpper(n, d, e) : null;
  const small = turned === null || n <= smallest;
  const done = small ? bidiagonalSingular(n, d, e, turned) : divide(n, d, e, turned);
  if (rotations !== null && turned !== null) {
    const sines = rotations.sines.map((value) => -value);
    rotateRows(false, n, n, rotations.cosines, 0, sines, 0, turned.u);
  }
  return done;
}

function divide(n: number, d: FloatArray, e: FloatArray, turned: Turned): boolean {
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(d[i] as number), i < n - 1 ? Math.abs(e[i] as number) : 0);
  if (norm === 0) return true;
  const least = 0.9 * machineOf(d).epsilon;
  for (let i = 0; i < n; i++) {
    d[i] = (d[i] as number) / norm;
    if (Math.abs(d[i] as number) < least) d[i] = withSign(least, d[i] as number);
    if (i < n - 1) e[i] = (e[i] as number) / norm;
  }
  const { u, vt } = turned;
  let start = 0;
  for (let i = 0; i < n - 1; i++) {
    const small = Math.abs(e[i] as number) < least;
    if (!small && i < n - 2) continue;
    const end = small ? i + 1 : n;
    if (small && i === n - 2) {
      u.data[u.start + (n - 1) * (u.ld + 1)] = withSign(1, d[n - 1] as number);
      d[n - 1] = Math.abs(d[n - 1] as number);
    }
    const size = end - start;
    const [dOwn, eOwn] = [d.subarray(start, end), e.subarray(start, end)];
    // All parts are cut equally often.
    const depth = size <= smallest ? 0 : Math.trunc(Math.log(size / (smallest + 1)) / Math.log(2)) + 1;
    if (solve(depth, size, 0, dOwn, eOwn, part(u, start, start), part(vt, start, start)) === null) return false;
    start = end;
  }
  for (let i = 0; i < n; i++) d[i] = (d[i] as number) * norm;
  sortBySelection(n, d, turned, (a, b) => a > b);
  return true;
}

/** A matrix of n rows and n + extra columns; gives the order in which d ascends. Null: no end. */
function solve(
  depth: number,
  n: number,
  extra: number,
  d: FloatArray,
  e: FloatArray,
  u: Block,
  vt: Block,
): number[] | null {
  if (depth === 0) return solveLeaf(n, extra, d, e, u, vt) ? Array.from({ length: n }, (_, i) => i) : null;
  const left = Math.floor(n / 2);
  const right = n - left - 1;
  const alpha = d[left] as number;
  const beta = e[left] as number;
  const after = left + 1;
  const first = solve(depth - 1, left, 1, d.subarray(0, left), e.subarray(0, left), u, vt);
  const [dRest, eRest] = [d.subarray(after), e.subarray(after)];
  const second = solve(depth - 1, right, extra, dRest, eRest, part(u, after, after), part(vt, after, after));
  if (first === null || second === null) return null;
  return merge(left, right, extra, d, alpha, beta, u, vt, first, second);
}

function solveLeaf(n: number, extra: number, d: FloatArray, e: FloatArray, u: Block, vt: Block): boolean {
  const columns = n + extra;
  setIdentity(u, n);
  setIdentity(vt, columns);
  if (extra === 1) {
    // From the right to a square lower one, then from the left to an upper one.
    const { cosines, sines } = lowerToUpper(n, d, e);
    const cos = zerosLike(d, n);
    const sin = zerosLike(d, n);
    cos.set(cosines.subarray(0, n));
    sin.set(sines.subarray(0, n));
    const last = rotationOf(d[n - 1] as number, e[n - 1] as number, d);
    d[n - 1] = last.r;
    e[n - 1] = 0;
    cos[n - 1] = last.c;
    sin[n - 1] = last.s;
    rotateRows(true, columns, columns, cos, 0, sin, 0, vt);
    const back = lowerToUpper(n, d, e);
    rotateColumns(true, n, n, back.cosines, 0, back.sines, 0, u);
  }
  return bidiagonalAscending(n, d, e, { u, uRows: n, vt, vtColumns: columns });
}

/** One singular value of a part: its place there, its element of the row that joins the parts. */
interface Entry {
  readonly place: number;
  value: number;
  z: number;
}

function merge(
  left: number,
  right: number,
  extra: number,
  d: FloatArray,
  alphaGiven: number,
  betaGiven: number,
  u: Block,
  vt: Block,
  first: readonly number[],
  second: readonly number[],
): number[] {
  const n = left + right + 1;
  const columns = n + extra;
  d[left] = 0;
  let norm = Math.max(Math.abs(alphaGiven), Math.abs(betaGiven));
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(d[i] as number));
  const alpha = alphaGiven / norm;
  const beta = betaGiven / norm;
  const V = (i: number, j: number) => vt.data[vt.start + i + j * vt.ld] as number;
  const entry = (place: number): Entry => ({
    place,
    value: (d[place] as number) / norm,
    z: place < left ? alpha * V(place, left) : beta * V(place, left + 1),
  });
  const sorted = mergeSorted(
    first.map(entry),
    second.map((i) => entry(i + left + 1)),
  );
  const largest = sorted[sorted.length - 1]?.value ?? 0;
  const tolerance = 8 * machineOf(d).epsilon * Math.max(Math.abs(largest), Math.abs(alpha), Math.abs(beta));
  const { kept, deflated } = deflate(n, columns, sorted, tolerance, u, vt);
  const head = joiningRow(left, n, columns, alpha * V(left, left), beta, tolerance, vt);
  const k = kept.length + 1;
  const poles = [0, ...kept.map((each) => each.value)];
  if (k > 1 && Math.abs(poles[1] as number) <= tolerance / 2) poles[1] = tolerance / 2;
  const z = [head.z, ...kept.map((each) => each.z)];
  const places = [-1, ...kept.map((each) => each.place)];
  rewrite(n, columns, left, d, u, vt, head.row, poles, z, places, deflated, norm);
  const values = Array.from({ length: n }, (_, i) => d[i] as number);
  const low = Array.from({ length: k }, (_, i) => i);
  const high = deflated.map((_, i) => n - 1 - i);
  return mergeIndices(values, low, high);
}

function mergeIndices(values: readonly number[], first: readonly number[], second: readonly number[]): number[] {
  const order: number[] = [];
  let [i, j] = [0, 0];
  while (i < first.length && j < second.length) {
    const [a, b] = [first[i] as number, second[j] as number];
    if ((values[a] as number) <= (values[b] as number)) order.push(a);
    else order.push(b);
    if (order[order.length - 1] === a) i++;
    else j++;
  }
  return [...order, ...first.slice(i), ...second.slice(j)];
}

function mergeSorted(first: readonly Entry[], second: readonly Entry[]): Entry[] {
  const all = [...first, ...second];
  const values = all.map((each) => each.value);
  const order = mergeIndices(
    values,
    first.map((_, i) => i),
    second.map((_, i) => i + first.length),
  );
  return order.map((i) => all[i] as Entry);
}

/** Sets apart what the row leaves as it is: small elements of z, and one of every two close values. */
function deflate(
  n: number,
  columns: number,
  sorted: readonly Entry[],
  tolerance: number,
  u: Block,
  vt: Block,
): { kept: Entry[]; deflated: Entry[] } {
  const kept: Entry[] = [];
  const deflated: Entry[] = [];
  let previous: Entry | null = null;
  for (const next of sorted) {
    if (Math.abs(next.z) <= tolerance) {
      deflated.push(next);
      continue;
    }
    if (previous !== null) {
      if (Math.abs(next.value - previous.value) <= tolerance) {
        const tau = Math.hypot(next.z, previous.z);
        const c = next.z / tau;
        const s = -previous.z / tau;
        next.z = tau;
        previous.z = 0;
        const [a, b] = [previous.place, next.place];
        rotate(n, u.data, u.start + a * u.ld, 1, u.data, u.start + b * u.ld, 1, c, s);
        rotate(columns, vt.data, vt.start + a, vt.ld, vt.data, vt.start + b, vt.ld, c, s);
        deflated.push(previous);
      } else kept.push(previous);
    }
    previous = next;
  }
  if (previous !== null) kept.push(previous);
  return { kept, deflated };
}

/** What the middle row adds: its own element of z, and its row of Vᵀ; a column too many is turned away with it. */
function joiningRow(
  left: number,
  n: number,
  columns: number,
  z1: number,
  beta: number,
  tolerance: number,
  vt: Block,
): { z: number; row: Float64Array } {
  const at = (i: number, j: number) => vt.start + i + j * vt.ld;
  const row = new Float64Array(columns);
  if (columns === n) {
    for (let j = 0; j < columns; j++) row[j] = vt.data[at(left, j)] as number;
    return { z: Math.abs(z1) <= tolerance ? tolerance : z1, row };
  }
  const last = columns - 1;
  const zLast = beta * (vt.data[at(last, left + 1)] as number);
  let z = Math.hypot(z1, zLast);
  let [c, s] = [1, 0];
  if (z <= tolerance) z = tolerance;
  else [c, s] = [z1 / z, zLast / z];
  for (let j = 0; j < columns; j++) {
    if (j <= left) {
      const own = vt.data[at(left, j)] as number;
      row[j] = c * own;
      vt.data[at(last, j)] = -s * own;
    } else {
      const own = vt.data[at(last, j)] as number;
      row[j] = s * own;
      vt.data[at(last, j)] = c * own;
    }
  }
  return { z, row };
}

/** 1 + Σ z²/(d² - x²), of x = base + tau. */
function secular(poles: readonly number[], squares: readonly number[], base: number, tau: number): number {
  let sum = 1;
  for (let i = 0; i < poles.length; i++) {
    const pole = poles[i] as number;
    sum += (squares[i] as number) / ((pole - base - tau) * (pole + base + tau));
  }
  return sum;
}

/** The j-th root as a pole and what is added to it. */
function rootAfter(j: number, poles: readonly number[], squares: readonly number[]): { base: number; tau: number } {
  const low = poles[j] as number;
  const next = poles[j + 1];
  const total = squares.reduce((sum, value) => sum + value, 0);
  const gap = next === undefined ? total / (low + Math.sqrt(low * low + total)) : next - low;
  const nearLow = next === undefined || secular(poles, squares, low, gap / 2) >= 0;
  const base = nearLow ? low : (next as number);
  const sign = nearLow ? 1 : -1;
  let [near, far] = [0, next === undefined ? gap * (1 + 2 ** -50) : gap];
  for (let step = 0; step < 1200; step++) {
    const middle = (near + far) / 2;
    if (middle === near || middle === far) break;
    if (secular(poles, squares, base, sign * middle) >= 0 === nearLow) far = middle;
    else near = middle;
  }
  return { base, tau: (sign * (near + far)) / 2 };
}

/** The new singular values and vectors first, then what was deflated. */
function rewrite(
  n: number,
  columns: number,
  left: number,
  d: FloatArray,
  u: Block,
  vt: Block,
  head: Float64Array,
  poles: readonly number[],
  z: readonly number[],
  places: readonly number[],
  deflated: readonly Entry[],
  norm: number,
): void {
  const k = poles.length;
  const oldU = u.data.slice(u.start, u.start + (n - 1) * u.ld + n);
  const oldV = vt.data.slice(vt.start, vt.start + (columns - 1) * vt.ld + columns);
  const squares = z.map((value) => value * value);
  const roots = k === 1 ? [] : poles.map((_, j) => rootAfter(j, poles, squares));
  const minus = roots.map(({ base, tau }) => poles.map((pole) => pole - base - tau));
  const plus = roots.map(({ base, tau }) => poles.map((pole) => pole + base + tau));
  const adjusted = z.map((value, i) => {
    if (k === 1) return value;
    const product = (j: number) => (minus[j]?.[i] as number) * (plus[j]?.[i] as number);
    let result = product(k - 1);
    const own = poles[i] as number;
    for (let j = 0; j < k - 1; j++) {
      const other = poles[j < i ? j : j + 1] as number;
      result *= product(j) / (own - other) / (own + other);
    }
    return withSign(Math.sqrt(Math.abs(result)), value);
  });
  for (let j = 0; j < k; j++) {
    const right = adjusted.map((value, i) =>
      k === 1 ? 1 : value / (minus[j]?.[i] as number) / (plus[j]?.[i] as number),
    );
    const leftOnes = right.map((value, i) => (i === 0 ? -1 : (poles[i] as number) * value));
    if (k === 1) leftOnes[0] = (z[0] as number) > 0 ? 1 : -1;
    const [rightNorm, leftNorm] = [lengthOf(right), lengthOf(leftOnes)];
    const column = new Float64Array(n);
    const row = new Float64Array(columns);
    for (let i = 0; i < k; i++) {
      const place = places[i] as number;
      const [ofU, ofV] = [(leftOnes[i] as number) / leftNorm, (right[i] as number) / rightNorm];
      if (place < 0) {
        column[left] = (column[left] as number) + ofU;
        for (let c = 0; c < columns; c++) row[c] = (row[c] as number) + ofV * (head[c] as number);
        continue;
      }
      for (let r = 0; r < n; r++) column[r] = (column[r] as number) + ofU * (oldU[r + place * u.ld] as number);
      for (let c = 0; c < columns; c++) row[c] = (row[c] as number) + ofV * (oldV[place + c * vt.ld] as number);
    }
    u.data.set(column, u.start + j * u.ld);
    for (let c = 0; c < columns; c++) vt.data[vt.start + j + c * vt.ld] = row[c] as number;
    const root = roots[j];
    d[j] = (root === undefined ? Math.abs(z[0] as number) : root.base + root.tau) * norm;
  }
  deflated.forEach(({ place, value }, i) => {
    const to = n - 1 - i;
    d[to] = value * norm;
    u.data.set(oldU.subarray(place * u.ld, place * u.ld + n), u.start + to * u.ld);
    for (let c = 0; c < columns; c++) vt.data[vt.start + to + c * vt.ld] = oldV[place + c * vt.ld] as number;
  });
}

function lengthOf(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
