// The Schur form of a square matrix: to Hessenberg form by reflections, and on by double-shift QR steps.
// Follows GEHD2, ORGHR, LAHQR and LANV2.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import { type Block, machineOf, part, roundingOf, setIdentity, withSign, zerosLike } from "./block";
import { formQ, hypotenuse, reflectLeft, reflector, reflectRight } from "./householder";
import { rotate } from "./vectors";

/** Overwrites A [n, n] with its Hessenberg form; Q, where wanted, becomes the matrix that leads there. */
export function toHessenberg(n: number, low: number, high: number, a: Block, q: Block | null): void {
  const { data, start, ld } = a;
  const tau = zerosLike(data, Math.max(n - 1, 1));
  for (let i = low; i < high; i++) {
    const at = start + i + 1 + i * ld;
    tau[i] = reflector(high - i, data, at, start + Math.min(i + 2, n - 1) + i * ld, 1);
    const head = data[at] as number;
    data[at] = 1;
    reflectRight(high + 1, high - i, data, at, 1, tau[i] as number, part(a, 0, i + 1));
    reflectLeft(high - i, n - i - 1, data, at, 1, tau[i] as number, part(a, i + 1, i + 1));
    data[at] = head;
  }
  if (q !== null) {
    setIdentity(q, n);
    const size = high - low;
    for (let j = low + 1; j <= high; j++) {
      for (let i = j + 1; i <= high; i++) {
        q.data[q.start + i + j * q.ld] = data[start + i + (j - 1) * ld] as number;
      }
    }
    if (size > 0) formQ(size, size, size, part(q, low + 1, low + 1), tau.subarray(low));
  }
  for (let j = 0; j < n - 2; j++) data.fill(0, start + j * ld + j + 2, start + j * ld + n);
}

/** [a b; c d] made upper triangular, or with equal diagonal elements, by a rotation. */
interface Standard {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly cos: number;
  readonly sin: number;
  /** Imaginary parts of the eigenvalues are this and its negative; the real parts are a and d. */
  readonly imaginary: number;
}

function standardised(a: number, b: number, c: number, d: number, like: Block["data"]): Standard {
  const round = roundingOf(like);
  const precision = 2 * machineOf(like).epsilon;
  const real = (values: Omit<Standard, "imaginary">): Standard => ({ ...values, imaginary: 0 });
  const pair = (values: Omit<Standard, "imaginary">): Standard => ({
    ...values,
    imaginary: round(round(Math.sqrt(Math.abs(values.b))) * round(Math.sqrt(Math.abs(values.c)))),
  });
  if (c === 0) return real({ a, b, c, d, cos: 1, sin: 0 });
  if (b === 0) return real({ a: d, b: -c, c: 0, d: a, cos: 0, sin: 1 });
  if (a - d === 0 && withSign(1, b) !== withSign(1, c)) return pair({ a, b, c, d, cos: 1, sin: 0 });
  const difference = round(a - d);
  const half = round(0.5 * difference);
  const large = Math.max(Math.abs(b), Math.abs(c));
  const small = Math.min(Math.abs(b), Math.abs(c)) * withSign(1, b) * withSign(1, c);
  const size = Math.max(Math.abs(half), large);
  const z = round(round(round(half / size) * half) + round(round(large / size) * small));
  if (z >= 4 * precision) {
    const root = round(half + withSign(round(round(Math.sqrt(size)) * round(Math.sqrt(z))), half));
    const tau = hypotenuse(c, root, round);
    return real({
      a: round(d + root),
      b: round(b - c),
      c: 0,
      d: round(d - round(round(large / root) * small)),
      cos: round(root / tau),
      sin: round(c / tau),
    });
  }
  const sigma = round(b + c);
  const tau = hypotenuse(sigma, difference, round);
  const cos = round(Math.sqrt(round(0.5 * round(1 + round(Math.abs(sigma) / tau)))));
  const sin = round(-round(half / round(tau * cos)) * withSign(1, sigma));
  const two = (x: number, p: number, y: number, q: number) => round(round(x * p) + round(y * q));
  const [aa, bb, cc, dd] = [two(a, cos, b, sin), two(-a, sin, b, cos), two(c, cos, d, sin), two(-c, sin, d, cos)];
  const [a2, b2, c2, d2] = [
    two(aa, cos, cc, sin),
    two(bb, cos, dd, sin),
    two(-aa, sin, cc, cos),
    two(-bb, sin, dd, cos),
  ];
  const middle = round(0.5 * round(a2 + d2));
  if (c2 === 0) return real({ a: middle, b: b2, c: 0, d: middle, cos, sin });
  if (b2 === 0) return real({ a: middle, b: -c2, c: 0, d: middle, cos: -sin, sin: cos });
  if (withSign(1, b2) !== withSign(1, c2)) return pair({ a: middle, b: b2, c: c2, d: middle, cos, sin });
  const [rootB, rootC] = [round(Math.sqrt(Math.abs(b2))), round(Math.sqrt(Math.abs(c2)))];
  const p = withSign(round(rootB * rootC), c2);
  const by = round(1 / round(Math.sqrt(Math.abs(round(b2 + c2)))));
  const [cos1, sin1] = [round(rootB * by), round(rootC * by)];
  return real({
    a: round(middle + p),
    b: round(b2 - c2),
    c: 0,
    d: round(middle - p),
    cos: round(round(cos * cos1) - round(sin * sin1)),
    sin: round(round(cos * sin1) + round(sin * cos1)),
  });
}

/** Shifts: the eigenvalues of a block of two rows, or twice the one nearer to its last element. */
function shiftsOf(h11: number, h12: number, h21: number, h22: number, round: (x: number) => number) {
  const s = round(round(round(Math.abs(h11) + Math.abs(h12)) + Math.abs(h21)) + Math.abs(h22));
  if (s === 0) return { re1: 0, im1: 0, re2: 0, im2: 0 };
  const [a, b, c, d] = [round(h11 / s), round(h12 / s), round(h21 / s), round(h22 / s)];
  const trace = round(round(a + d) / 2);
  const determinant = round(round(round(a - trace) * round(d - trace)) - round(b * c));
  const root = round(Math.sqrt(Math.abs(determinant)));
  if (determinant >= 0) {
    const [re, im] = [round(trace * s), round(root * s)];
    return { re1: re, im1: im, re2: re, im2: -im };
  }
  const [one, other] = [round(trace + root), round(trace - root)];
  const re = round((Math.abs(round(one - d)) <= Math.abs(round(other - d)) ? one : other) * s);
  return { re1: re, im1: 0, re2: re, im2: 0 };
}

/**
 * Overwrites the Hessenberg matrix H [n, n] with its Schur form, or with what its eigenvalues need only, and turns the
 * rows low to high of Z along. Gives 0, or how many eigenvalues were not found.
 */
export function toSchur(
  n: number,
  low: number,
  high: number,
  h: Block,
  z: Block | null,
  re: Block["data"],
  im: Block["data"],
  whole: boolean,
): number {
  const { data, start, ld } = h;
  const round = roundingOf(data);
  const place = (i: number, j: number) => start + i + j * ld;
  const at = (i: number, j: number) => data[place(i, j)] as number;
  const { safeMinimum, epsilon } = machineOf(data);
  const precision = 2 * epsilon;
  const tiny = round(safeMinimum * round((high - low + 1) / precision));
  for (let i = 0; i < n; i++) if (i < low || i > high) re[i] = at(i, i);
  if (low === high) {
    re[low] = at(low, low);
    return 0;
  }
  const v = zerosLike(data, 3);
  let deflations = 0;
  let last = high;
  while (last >= low) {
    let first = low;
    let found = false;
    for (let iteration = 0; iteration <= 30 * Math.max(10, high - low + 1); iteration++) {
      first = splitOff(at, first, last, low, high, tiny, precision, round);
      if (first > low) data[place(first, first - 1)] = 0;
      if (first >= last - 1) {
        found = true;
        break;
      }
      deflations++;
      const [from, to] = whole ? [0, n - 1] : [first, last];
      const shifts = shiftsFor(at, first, last, deflations, round);
      qrSweep(h, z, low, high, first, last, from, to, shifts, v);
    }
    if (!found) return last + 1;
    if (first === last) {
      re[last] = at(last, last);
      im[last] = 0;
    } else {
      const k = last - 1;
      const s = standardised(at(k, k), at(k, last), at(last, k), at(last, last), data);
      data[place(k, k)] = s.a;
      data[place(k, last)] = s.b;
      data[place(last, k)] = s.c;
      data[place(last, last)] = s.d;
      re[k] = s.a;
      re[last] = s.d;
      im[k] = s.imaginary;
      im[last] = s.imaginary === 0 ? 0 : -s.imaginary;
      if (whole) {
        rotate(n - 1 - last, data, place(k, last + 1), ld, data, place(last, last + 1), ld, s.cos, s.sin);
        rotate(k, data, place(0, k), 1, data, place(0, last), 1, s.cos, s.sin);
      }
      if (z !== null) {
        const column = (j: number) => z.start + low + j * z.ld;
        rotate(high - low + 1, z.data, column(k), 1, z.data, column(last), 1, s.cos, s.sin);
      }
    }
    deflations = 0;
    last = first - 1;
  }
  return 0;
}

type Element = (i: number, j: number) => number;

/** Where the active block begins: below a subdiagonal element that counts as nothing. */
function splitOff(
  at: Element,
  first: number,
  last: number,
  low: number,
  high: number,
  tiny: number,
  precision: number,
  round: (x: number) => number,
): number {
  for (let k = last; k > first; k--) {
    const below = Math.abs(at(k, k - 1));
    if (below <= tiny) return k;
    let size = round(Math.abs(at(k - 1, k - 1)) + Math.abs(at(k, k)));
    if (size === 0) {
      if (k - 2 >= low) size = round(size + Math.abs(at(k - 1, k - 2)));
      if (k + 1 <= high) size = round(size + Math.abs(at(k + 1, k)));
    }
    if (below > round(precision * size)) continue;
    const above = Math.abs(at(k - 1, k));
    const gap = Math.abs(round(at(k - 1, k - 1) - at(k, k)));
    const own = Math.abs(at(k, k));
    const [ab, ba] = [Math.max(below, above), Math.min(below, above)];
    const [aa, bb] = [Math.max(own, gap), Math.min(own, gap)];
    const s = round(aa + ab);
    if (round(ba * round(ab / s)) <= Math.max(tiny, round(precision * round(bb * round(aa / s))))) return k;
  }
  return first;
}

function shiftsFor(at: Element, first: number, last: number, deflations: number, round: (x: number) => number) {
  if (deflations % 10 === 0) {
    // Stuck: a shift out of the ordinary.
    const end = deflations % 20 === 0;
    const s = end
      ? round(Math.abs(at(last, last - 1)) + Math.abs(at(last - 1, last - 2)))
      : round(Math.abs(at(first + 1, first)) + Math.abs(at(first + 2, first + 1)));
    const own = end ? at(last, last) : at(first, first);
    const h = round(round(0.75 * s) + own);
    return shiftsOf(h, round(-0.4375 * s), s, h, round);
  }
  return shiftsOf(at(last - 1, last - 1), at(last - 1, last), at(last, last - 1), at(last, last), round);
}

/** One double-shift step on rows first to last; columns and rows up to from and to are turned along. */
function qrSweep(
  h: Block,
  z: Block | null,
  low: number,
  high: number,
  first: number,
  last: number,
  from: number,
  to: number,
  shifts: { re1: number; im1: number; re2: number; im2: number },
  v: Block["data"],
): void {
  const { data, start, ld } = h;
  const round = roundingOf(data);
  const place = (i: number, j: number) => start + i + j * ld;
  const at = (i: number, j: number) => data[place(i, j)] as number;
  const precision = 2 * machineOf(data).epsilon;
  const { re1, im1, re2, im2 } = shifts;
  let m = last - 2;
  for (; ; m--) {
    const below = Math.abs(at(m + 1, m));
    let s = round(round(Math.abs(round(at(m, m) - re2)) + Math.abs(im2)) + below);
    const ratio = round(at(m + 1, m) / s);
    const product = round(round(at(m, m) - re1) * round(round(at(m, m) - re2) / s));
    v[0] = round(round(ratio * at(m, m + 1)) + product) - round(im1 * round(im2 / s));
    v[1] = ratio * round(round(round(at(m, m) + at(m + 1, m + 1)) - re1) - re2);
    v[2] = ratio * at(m + 2, m + 1);
    s = round(round(Math.abs(v[0]) + Math.abs(v[1])) + Math.abs(v[2]));
    for (let i = 0; i < 3; i++) v[i] = (v[i] as number) / s;
    if (m === first) break;
    const beside = Math.abs(at(m, m - 1));
    const sides = round(round(Math.abs(at(m - 1, m - 1)) + Math.abs(at(m, m))) + Math.abs(at(m + 1, m + 1)));
    const left = round(beside * round(Math.abs(v[1] as number) + Math.abs(v[2] as number)));
    if (left <= round(round(precision * Math.abs(v[0] as number)) * sides)) break;
  }
  for (let k = m; k < last; k++) {
    const size = Math.min(3, last - k + 1);
    if (k > m) for (let i = 0; i < size; i++) v[i] = at(k + i, k - 1);
    const tau = reflector(size, v, 0, 1, 1);
    if (k > m) {
      data[place(k, k - 1)] = v[0] as number;
      data[place(k + 1, k - 1)] = 0;
      if (k < last - 1) data[place(k + 2, k - 1)] = 0;
    } else if (m > first) data[place(k, k - 1)] = at(k, k - 1) * round(1 - tau);
    const v2 = v[1] as number;
    const v3 = size === 3 ? (v[2] as number) : 0;
    const by = [tau, round(tau * v2), round(tau * v3)] as const;
    for (let j = k; j <= to; j++) turn(data, place(k, j), 1, size, v2, v3, by, round);
    for (let i = from; i <= Math.min(k + 3, last); i++) turn(data, place(i, k), ld, size, v2, v3, by, round);
    if (z === null) continue;
    for (let i = low; i <= high; i++) turn(z.data, z.start + i + k * z.ld, z.ld, size, v2, v3, by, round);
  }
}

/** Two or three elements by the reflection of (1, v2, v3). */
function turn(
  data: Block["data"],
  at: number,
  step: number,
  size: number,
  v2: number,
  v3: number,
  by: readonly [number, number, number],
  round: (x: number) => number,
): void {
  const [x, y] = [data[at] as number, data[at + step] as number];
  let sum = round(x + round(v2 * y));
  if (size === 3) sum = round(sum + round(v3 * (data[at + 2 * step] as number)));
  data[at] = x - round(sum * by[0]);
  data[at + step] = y - round(sum * by[1]);
  if (size === 3) data[at + 2 * step] = (data[at + 2 * step] as number) - round(sum * by[2]);
}
