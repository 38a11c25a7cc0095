// Eigenvalues and eigenvectors of symmetric matrices: to tridiagonal form by reflections, then by implicit QL or QR
// steps. Follows SYEVD, SYTD2 and STEQR.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, machineOf, newBlock, part, roundingOf, setIdentity, withSign, zerosLike } from "./block";
import { hypotenuse, multiplyQ, multiplyQOfQL, reflector } from "./householder";
import { subtractSymmetricOuter, symmetricTimesVector } from "./products";
import { eigenTwoByTwo, rotateColumns, rotationOf } from "./rotations";
import { axpy, dot, swap } from "./vectors";

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

/** Eigenvalues of a symmetric tridiagonal matrix, ascending, into d; turns the columns of z along. False: no end. */
function diagonalize(n: number, d: FloatArray, e: FloatArray, z: Block | null): boolean {
  const { epsilon, safeMinimum } = machineOf(d);
  const round = roundingOf(d);
  const epsilon2 = round(epsilon ** 2);
  const D = (i: number) => d[i] as number;
  const E = (i: number) => e[i] as number;
  const cosines = zerosLike(d, n);
  const sines = zerosLike(d, n);
  const most = n * 30;
  let steps = 0;
  let next = 0;
  while (next < n) {
    if (next > 0) e[next - 1] = 0;
    let m = next;
    for (; m < n - 1; m++) {
      const size = Math.abs(E(m));
      if (size === 0) break;
      const scale = round(round(Math.sqrt(Math.abs(D(m)))) * round(Math.sqrt(Math.abs(D(m + 1)))));
      if (size <= round(scale * epsilon)) {
        e[m] = 0;
        break;
      }
    }
    let l = next;
    let end = m;
    next = m + 1;
    if (end === l) continue;
    if (Math.abs(D(end)) < Math.abs(D(l))) [l, end] = [end, l];
    const forward = end > l;
    const way = forward ? 1 : -1;
    // e between i and its neighbour in this direction.
    const link = (i: number) => (forward ? i : i - 1);
    while (forward ? l <= end : l >= end) {
      let split = end;
      for (let i = l; i !== end; i += way) {
        const size = round(Math.abs(E(link(i))) ** 2);
        if (size <= round(round(round(epsilon2 * Math.abs(D(i))) * Math.abs(D(i + way))) + safeMinimum)) {
          split = i;
          break;
        }
      }
      if (split !== end) e[link(split)] = 0;
      let p = D(l);
      if (split === l) {
        l += way;
        continue;
      }
      if (split === l + way) {
        const low = Math.min(l, split);
        const pair = eigenTwoByTwo(D(low), E(low), D(low + 1), round);
        if (z !== null) {
          cosines[low] = pair.cos;
          sines[low] = pair.sin;
          rotateColumns(!forward, n, 2, cosines, low, sines, low, part(z, 0, low));
        }
        d[low] = pair.first;
        d[low + 1] = pair.second;
        e[low] = 0;
        l += 2 * way;
        continue;
      }
      if (steps === most) break;
      steps++;
      let g = round(round(D(l + way) - p) / round(2 * E(link(l))));
      let r = hypotenuse(g, 1, round);
      g = round(round(D(split) - p) + round(E(link(l)) / round(g + withSign(r, g))));
      let s = 1;
      let c = 1;
      p = 0;
      for (let i = split - way; ; i -= way) {
        // From the split towards l; i is the nearer of the two that are turned.
        const between = link(i);
        const f = round(s * E(between));
        const b = round(c * E(between));
        const turn = rotationOf(g, f, d);
        c = turn.c;
        s = turn.s;
        if (i !== split - way) e[link(i + way)] = turn.r;
        g = round(D(i + way) - p);
        r = round(round(round(D(i) - g) * s) + round(round(2 * c) * b));
        p = round(s * r);
        d[i + way] = g + p;
        g = round(round(c * r) - b);
        cosines[between] = c;
        sines[between] = forward ? -s : s;
        if (i === l) break;
      }
      if (z !== null) {
        const low = Math.min(l, split);
        rotateColumns(!forward, n, Math.abs(split - l) + 1, cosines, low, sines, low, part(z, 0, low));
      }
      d[l] = D(l) - p;
      e[link(l)] = g;
    }
    if (steps === most) return false;
  }
  sortAscending(n, d, z);
  return true;
}

function sortAscending(n: number, d: FloatArray, z: Block | null): void {
  for (let i = 0; i < n - 1; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++) if ((d[j] as number) < (d[least] as number)) least = j;
    if (least === i) continue;
    const kept = d[least] as number;
    d[least] = d[i] as number;
    d[i] = kept;
    if (z !== null) swap(n, z.data, z.start + i * z.ld, 1, z.data, z.start + least * z.ld, 1);
  }
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
  if (!vectors) return diagonalize(n, d, e, null);
  const z = newBlock(a.data, n, n);
  setIdentity(z, n);
  const done = diagonalize(n, d, e, z);
  if (upper) multiplyQOfQL(n - 1, n, n - 1, part(a, 0, 1), tau, z);
  else multiplyQ(n - 1, n, n - 1, part(a, 1, 0), tau, part(z, 1, 0));
  for (let j = 0; j < n; j++) a.data.set(z.data.subarray(j * n, j * n + n), a.start + j * a.ld);
  return done;
}
