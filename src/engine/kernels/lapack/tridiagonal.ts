// Eigenvalues of symmetric tridiagonal matrices by implicit QL or QR steps: with vectors (STEQR), or by themselves
// without a square root (STERF).
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, machineOf, part, roundingOf, withSign, zerosLike } from "./block";
import { hypotenuse } from "./householder";
import { eigenTwoByTwo, rotateColumns, rotationOf } from "./rotations";
import { swap } from "./vectors";

/** Eigenvalues of a symmetric tridiagonal matrix, ascending, into d; turns the columns of z [n, n] along. False: no end. */
export function diagonalize(n: number, d: FloatArray, e: FloatArray, z: Block): boolean {
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
        cosines[low] = pair.cos;
        sines[low] = pair.sin;
        rotateColumns(!forward, n, 2, cosines, low, sines, low, part(z, 0, low));
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
      const low = Math.min(l, split);
      rotateColumns(!forward, n, Math.abs(split - l) + 1, cosines, low, sines, low, part(z, 0, low));
      d[l] = D(l) - p;
      e[link(l)] = g;
    }
    if (steps === most) return false;
  }
  sortAscending(n, d, z);
  return true;
}

export function sortAscending(n: number, d: FloatArray, z: Block): void {
  for (let i = 0; i < n - 1; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++) if ((d[j] as number) < (d[least] as number)) least = j;
    if (least === i) continue;
    const kept = d[least] as number;
    d[least] = d[i] as number;
    d[i] = kept;
    swap(n, z.data, z.start + i * z.ld, 1, z.data, z.start + least * z.ld, 1);
  }
}

/** The same without vectors: e is overwritten by its squares. */
export function eigenvaluesOnly(n: number, d: FloatArray, e: FloatArray): boolean {
  const { epsilon } = machineOf(d);
  const round = roundingOf(d);
  const epsilon2 = round(epsilon ** 2);
  const D = (i: number) => d[i] as number;
  const E = (i: number) => e[i] as number;
  const most = n * 30;
  let steps = 0;
  let next = 0;
  while (next < n) {
    if (next > 0) e[next - 1] = 0;
    let m = next;
    for (; m < n - 1; m++) {
      const scale = round(round(Math.sqrt(Math.abs(D(m)))) * round(Math.sqrt(Math.abs(D(m + 1)))));
      if (Math.abs(E(m)) <= round(scale * epsilon)) {
        e[m] = 0;
        break;
      }
    }
    let l = next;
    let end = m;
    next = m + 1;
    if (end === l) continue;
    for (let i = l; i < end; i++) e[i] = E(i) ** 2;
    if (Math.abs(D(end)) < Math.abs(D(l))) [l, end] = [end, l];
    const forward = end > l;
    const way = forward ? 1 : -1;
    const link = (i: number) => (forward ? i : i - 1);
    while (forward ? l <= end : l >= end) {
      let split = end;
      for (let i = l; i !== end; i += way) {
        if (Math.abs(E(link(i))) <= round(epsilon2 * Math.abs(round(D(i) * D(i + way))))) {
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
      const root = round(Math.sqrt(E(link(l))));
      if (split === l + way) {
        const pair = eigenTwoByTwo(D(l), root, D(split), round);
        d[l] = pair.first;
        d[split] = pair.second;
        e[link(l)] = 0;
        l += 2 * way;
        continue;
      }
      if (steps === most) break;
      steps++;
      let sigma = round(round(D(l + way) - p) / round(2 * root));
      const r = hypotenuse(sigma, 1, round);
      sigma = round(p - round(root / round(sigma + withSign(r, sigma))));
      let c = 1;
      let s = 0;
      let gamma = round(D(split) - sigma);
      p = round(gamma * gamma);
      for (let i = split - way; ; i -= way) {
        const square = E(link(i));
        const sum = round(p + square);
        if (i !== split - way) e[link(i + way)] = s * sum;
        const oldC = c;
        c = round(p / sum);
        s = round(square / sum);
        const oldGamma = gamma;
        const alpha = D(i);
        gamma = round(round(c * round(alpha - sigma)) - round(s * oldGamma));
        d[i + way] = oldGamma + round(alpha - gamma);
        p = c === 0 ? round(oldC * square) : round(round(gamma * gamma) / c);
        if (i === l) break;
      }
      e[link(l)] = s * p;
      d[l] = sigma + gamma;
    }
    if (steps === most) return false;
  }
  d.subarray(0, n).sort();
  return true;
}
