// Eigenvectors of larger symmetric tridiagonal matrices by divide and conquer: the matrix is cut into two and a
// correction of rank one, and the parts are merged over the roots of the secular equation. Follows STEDC, LAED0, LAED1,
// LAED2 and LAED3 in how it cuts, deflates, orders and signs; the roots are found by bisection, to the last bit.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, machineOf, part, setIdentity, withSign } from "./block";
import { diagonalize, sortAscending } from "./tridiagonal";
import { rotate } from "./vectors";

/** Up to this size a part is solved by QL or QR steps. */
const smallest = 25;

/** Eigenvalues, ascending, into d, eigenvectors into z [n, n], which is of zeros. */
export function divideAndConquer(n: number, d: FloatArray, e: FloatArray, z: Block): boolean {
  if (n <= smallest) {
    setIdentity(z, n);
    return diagonalize(n, d, e, z);
  }
  const { epsilon } = machineOf(d);
  for (let start = 0; start < n; ) {
    let finish = start;
    while (finish < n - 1) {
      const tiny = epsilon * Math.sqrt(Math.abs(d[finish] as number)) * Math.sqrt(Math.abs(d[finish + 1] as number));
      if (Math.abs(e[finish] as number) <= tiny) break;
      finish++;
    }
    const size = finish - start + 1;
    const own = part(z, start, start);
    const [dOwn, eOwn] = [d.subarray(start, finish + 1), e.subarray(start, finish)];
    if (size <= smallest) {
      setIdentity(own, size);
      if (!diagonalize(size, dOwn, eOwn, own)) return false;
    } else if (!solveScaled(size, dOwn, eOwn, own)) return false;
    start = finish + 1;
  }
  sortAscending(n, d, z);
  return true;
}

/** One part whose couplings are all there, scaled to a largest element of 1. */
function solveScaled(n: number, d: FloatArray, e: FloatArray, q: Block): boolean {
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(d[i] as number), Math.abs(e[i] ?? 0));
  for (let i = 0; i < n; i++) d[i] = (d[i] as number) / norm;
  for (let i = 0; i < n - 1; i++) e[i] = (e[i] as number) / norm;
  // All parts are cut equally often: until the last, which is the largest, is small enough.
  let depth = 0;
  for (let size = n; size > smallest; size = Math.floor((size + 1) / 2)) depth++;
  const order = solve(depth, n, d, e, q);
  if (order === null) return false;
  const values = d.slice(0, n);
  const vectors = q.data.slice(q.start, q.start + (n - 1) * q.ld + n);
  order.forEach((from, to) => {
    d[to] = (values[from] as number) * norm;
    q.data.set(vectors.subarray(from * q.ld, from * q.ld + n), q.start + to * q.ld);
  });
  return true;
}

/** Solves by cutting `depth` times; gives the order in which d ascends. Null: no end. */
function solve(depth: number, n: number, d: FloatArray, e: FloatArray, q: Block): number[] | null {
  if (depth === 0) {
    setIdentity(q, n);
    return diagonalize(n, d, e, q) ? Array.from({ length: n }, (_, i) => i) : null;
  }
  const half = Math.floor(n / 2);
  const coupling = e[half - 1] as number;
  d[half - 1] = (d[half - 1] as number) - Math.abs(coupling);
  d[half] = (d[half] as number) - Math.abs(coupling);
  const first = solve(depth - 1, half, d.subarray(0, half), e.subarray(0, half - 1), q);
  const second = solve(depth - 1, n - half, d.subarray(half), e.subarray(half), part(q, half, half));
  if (first === null || second === null) return null;
  return merge(n, half, d, q, coupling, [...first, ...second.map((i) => i + half)]);
}

/** Two sorted lists as one: indices into `values`, whose first `count` are one list and the others the other. */
function mergedOrder(values: ArrayLike<number>, first: readonly number[], second: readonly number[]): number[] {
  const order: number[] = [];
  let [i, j] = [0, 0];
  while (i < first.length && j < second.length) {
    const [a, b] = [first[i] as number, second[j] as number];
    if ((values[a] as number) <= (values[b] as number)) {
      order.push(a);
      i++;
    } else {
      order.push(b);
      j++;
    }
  }
  return [...order, ...first.slice(i), ...second.slice(j)];
}

/** D + rho·z·zᵀ back to a diagonal; `order` sorts each half of d. Gives the order in which the new d ascends. */
function merge(n: number, half: number, d: FloatArray, q: Block, coupling: number, order: number[]): number[] {
  const { epsilon } = machineOf(d);
  const z = d.slice(0, n);
  for (let j = 0; j < n; j++) {
    const row = j < half ? half - 1 : half;
    const value = q.data[q.start + row + j * q.ld] as number;
    z[j] = (coupling < 0 && j >= half ? -value : value) * Math.SQRT1_2;
  }
  const rho = Math.abs(2 * coupling);
  const sorted = mergedOrder(d, order.slice(0, half), order.slice(half));
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(d[i] as number));
  let largestZ = 0;
  for (let i = 0; i < n; i++) largestZ = Math.max(largestZ, Math.abs(z[i] as number));
  const tolerance = 8 * epsilon * Math.max(largest, largestZ);
  if (rho * largestZ <= tolerance) {
    permuteColumns(n, d, q, sorted);
    return sorted.map((_, i) => i);
  }
  const { kept, deflated } = deflate(n, d, z, q, rho, tolerance, sorted);
  const roots = secularRoots(kept, d, z, rho);
  rewrite(n, d, q, kept, deflated, roots);
  const first = kept.map((_, i) => i);
  const second = deflated.map((_, i) => n - 1 - i);
  return mergedOrder(d, first, second);
}

function permuteColumns(n: number, d: FloatArray, q: Block, order: readonly number[]): void {
  const values = d.slice(0, n);
  const vectors = q.data.slice(q.start, q.start + (n - 1) * q.ld + n);
  order.forEach((from, to) => {
    d[to] = values[from] as number;
    q.data.set(vectors.subarray(from * q.ld, from * q.ld + n), q.start + to * q.ld);
  });
}

/** Sets apart what the correction leaves as it is: small elements of z, and one of every two close eigenvalues. */
function deflate(
  n: number,
  d: FloatArray,
  z: FloatArray,
  q: Block,
  rho: number,
  tolerance: number,
  sorted: readonly number[],
): { kept: number[]; deflated: number[] } {
  const kept: number[] = [];
  // From the last place forwards, in LAPACK's array; here the first is the one at its end.
  const deflated: number[] = [];
  let previous = -1;
  for (const next of sorted) {
    if (rho * Math.abs(z[next] as number) <= tolerance) {
      deflated.push(next);
      continue;
    }
    if (previous < 0) {
      previous = next;
      continue;
    }
    const tau = Math.hypot(z[next] as number, z[previous] as number);
    const c = (z[next] as number) / tau;
    const s = -(z[previous] as number) / tau;
    const apart = (d[next] as number) - (d[previous] as number);
    if (Math.abs(apart * c * s) > tolerance) {
      kept.push(previous);
      previous = next;
      continue;
    }
    z[next] = tau;
    z[previous] = 0;
    rotate(n, q.data, q.start + previous * q.ld, 1, q.data, q.start + next * q.ld, 1, c, s);
    const [low, high] = [d[previous] as number, d[next] as number];
    d[previous] = low * c * c + high * s * s;
    d[next] = low * s * s + high * c * c;
    // Kept in order of size, the largest of them first.
    let place = deflated.length;
    while (place > 0 && (d[previous] as number) < (d[deflated[place - 1] as number] as number)) place--;
    deflated.splice(place, 0, previous);
    previous = next;
  }
  if (previous >= 0) kept.push(previous);
  return { kept, deflated };
}

/** Of each root: its distance from every pole (pole - root), and its value. */
interface Roots {
  readonly values: number[];
  readonly distances: Float64Array[];
  /** z as it would be for exactly these roots. */
  readonly adjusted: number[];
}

/** The roots of 1 + rho·Σ z²/(d - x) = 0: one right of every pole. */
function secularRoots(kept: readonly number[], d: FloatArray, z: FloatArray, rho: number): Roots {
  const k = kept.length;
  const poles = Float64Array.from(kept, (i) => d[i] as number);
  const squares = Float64Array.from(kept, (i) => (z[i] as number) ** 2);
  const total = squares.reduce((sum, value) => sum + value, 0);
  const values: number[] = [];
  const distances: Float64Array[] = [];
  for (let j = 0; j < k; j++) {
    const end = j + 1 < k ? (poles[j + 1] as number) : (poles[j] as number) + rho * total;
    const gap = end - (poles[j] as number);
    // From the nearer pole: small distances keep their digits.
    const nearLeft = j + 1 === k || secular(poles, squares, rho, poles[j] as number, gap / 2) >= 0;
    const base = nearLeft ? (poles[j] as number) : end;
    const tau = bisect(poles, squares, rho, base, nearLeft ? 1 : -1, nearLeft && j + 1 < k ? gap / 2 : gap);
    values.push(base + tau);
    distances.push(poles.map((pole) => pole - base - tau));
  }
  const adjusted = kept.map((index, i) => {
    let product = distances[i]?.[i] as number;
    for (let j = 0; j < k; j++) {
      if (j !== i) product *= (distances[j]?.[i] as number) / ((poles[i] as number) - (poles[j] as number));
    }
    return withSign(Math.sqrt(Math.abs(product)), z[index] as number);
  });
  return { values, distances, adjusted };
}

function secular(poles: Float64Array, squares: Float64Array, rho: number, base: number, tau: number): number {
  let sum = 0;
  for (let i = 0; i < poles.length; i++) sum += (squares[i] as number) / ((poles[i] as number) - base - tau);
  return 1 + rho * sum;
}

/** The root between base and base + sign·reach. The function grows from pole to pole. */
function bisect(
  poles: Float64Array,
  squares: Float64Array,
  rho: number,
  base: number,
  sign: 1 | -1,
  reach: number,
): number {
  let [near, far] = [0, reach];
  for (let step = 0; step < 1200; step++) {
    const middle = (near + far) / 2;
    if (middle === near || middle === far) break;
    const value = secular(poles, squares, rho, base, sign * middle);
    if (value >= 0 === (sign === 1)) far = middle;
    else near = middle;
  }
  return (sign * (near + far)) / 2;
}

/** The new eigenvalues and vectors first, then what was deflated. */
function rewrite(
  n: number,
  d: FloatArray,
  q: Block,
  kept: readonly number[],
  deflated: readonly number[],
  roots: Roots,
): void {
  const k = kept.length;
  const values = d.slice(0, n);
  const vectors = q.data.slice(q.start, q.start + (n - 1) * q.ld + n);
  const column = new Float64Array(n);
  for (let j = 0; j < k; j++) {
    const weights = roots.adjusted.map((value, i) => (k === 1 ? 1 : value / (roots.distances[j]?.[i] as number)));
    const length = Math.sqrt(weights.reduce((sum, value) => sum + value * value, 0));
    column.fill(0);
    for (let i = 0; i < k; i++) {
      const factor = (weights[i] as number) / length;
      const from = (kept[i] as number) * q.ld;
      for (let r = 0; r < n; r++) column[r] = (column[r] as number) + factor * (vectors[from + r] as number);
    }
    q.data.set(column, q.start + j * q.ld);
    d[j] = roots.values[j] as number;
  }
  deflated.forEach((from, i) => {
    const to = n - 1 - i;
    d[to] = values[from] as number;
    q.data.set(vectors.subarray(from * q.ld, from * q.ld + n), q.start + to * q.ld);
  });
}
