// One-dimensional discrete Fourier transforms of any length over typed arrays, as pocketfft computes them: mixed radix,
// or Bluestein's algorithm where a length has large prime factors. Signs, order of operations and rounding are those of
// pocketfft_hdronly.hpp, which PyTorch calls where it has no MKL. Knows nothing of Tensor.

import type { FloatArray } from "../arrays";
import { roundingOf } from "../lapack/block";
import { complexPass, type Step } from "./complex-passes";
import { realPass } from "./real-passes";
import { backwardPrime, forwardPrime } from "./real-primes";
import { exactRoots, type Roots, rootsOfUnity } from "./roots";

/** A transform of one length. Runs in place. */
export interface ComplexPlan {
  /** `data`: `length` pairs [re, im]. sign: -1 forward, 1 backward. The result is multiplied by `factor`. */
  run(data: FloatArray, sign: 1 | -1, factor: number): void;
}

export interface RealPlan {
  /** From `length` reals to half-complex order: [r0, r1, i1, r2, i2, …]. */
  forward(data: FloatArray, factor: number): void;
  backward(data: FloatArray, factor: number): void;
}

// Reads below are within bounds by the plan's length: `as number` says so to the compiler.

// ---- What to do

/** Large radices first (8 or 4), one 2 at the front, then odd primes in order. */
function factorsOf(length: number, radices: readonly number[]): number[] {
  const factors: number[] = [];
  let left = length;
  for (const radix of radices) {
    while (left % radix === 0) {
      factors.push(radix);
      left /= radix;
    }
  }
  if (left % 2 === 0) {
    left /= 2;
    factors.push(2);
    [factors[0], factors[factors.length - 1]] = [2, factors[0] as number];
  }
  for (let divisor = 3; divisor * divisor <= left; divisor += 2) {
    while (left % divisor === 0) {
      factors.push(divisor);
      left /= divisor;
    }
  }
  if (left > 1) factors.push(left);
  return factors;
}

function primesOf(n: number): number[] {
  const primes: number[] = [];
  let left = n;
  for (let prime = 2; prime * prime <= left; prime++) {
    while (left % prime === 0) {
      primes.push(prime);
      left /= prime;
    }
  }
  if (left > 1) primes.push(left);
  return primes;
}

/** How long a length takes by its factors; large ones cost more. */
function costOf(n: number): number {
  return n * primesOf(n).reduce((cost, prime) => cost + (prime <= 5 ? prime : 1.1 * prime), 0);
}

/** The smallest number from n on that has no prime factor above 11. */
function goodSize(n: number): number {
  let size = n;
  while (primesOf(size).some((prime) => prime > 11)) size++;
  return size;
}

function usesBluestein(length: number, costOfFactors: number): boolean {
  const largest = length < 50 ? 0 : Math.max(...primesOf(length));
  if (largest * largest <= length) return false;
  return 1.5 * 2 * costOf(goodSize(2 * length - 1)) < costOfFactors;
}

// ---- Steps

/** The radix-th roots: constants where pocketfft has a step of its own for the radix, else some of the length's. */
function rootsOfRadix(radix: number, own: number, length: number, roots: Roots, like: FloatArray): FloatArray {
  const found = floatsLike(like, 2 * radix);
  const exact = radix > own ? null : exactRoots(radix);
  found[0] = 1;
  for (let j = 1; 2 * j < radix; j++) {
    const at = (j * length) / radix;
    const [c, s] = exact === null ? [roots.cos(at), roots.sin(at)] : [exact.cos(j), exact.sin(j)];
    found.set([c, s], 2 * j);
    found.set([c, -s], 2 * (radix - j));
  }
  return found;
}

function floatsLike(like: FloatArray, length: number): FloatArray {
  return like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

function complexSteps(length: number, like: FloatArray): Step[] {
  const round = roundingOf(like);
  const roots = rootsOfUnity(length);
  const steps: Step[] = [];
  let l1 = 1;
  for (const radix of factorsOf(length, [8, 4])) {
    const ido = length / (l1 * radix);
    const twiddles = floatsLike(like, 2 * (radix - 1) * (ido - 1));
    let at = 0;
    for (let j = 1; j < radix; j++) {
      for (let i = 1; i < ido; i++) {
        twiddles[at++] = roots.cos(j * l1 * i);
        twiddles[at++] = roots.sin(j * l1 * i);
      }
    }
    steps.push({ radix, ido, l1, twiddles, roots: rootsOfRadix(radix, 11, length, roots, like), round });
    l1 *= radix;
  }
  return steps;
}

function realSteps(length: number, like: FloatArray): Step[] {
  const round = roundingOf(like);
  const roots = rootsOfUnity(length);
  const steps: Step[] = [];
  let l1 = 1;
  for (const radix of factorsOf(length, [4])) {
    const ido = length / (l1 * radix);
    const twiddles = floatsLike(like, (radix - 1) * (ido - 1));
    for (let j = 1; j < radix; j++) {
      for (let i = 1; i <= (ido - 1) / 2; i++) {
        const at = (j - 1) * (ido - 1) + 2 * i;
        twiddles[at - 2] = roots.cos(j * l1 * i);
        twiddles[at - 1] = roots.sin(j * l1 * i);
      }
    }
    steps.push({ radix, ido, l1, twiddles, roots: rootsOfRadix(radix, 5, length, roots, like), round });
    l1 *= radix;
  }
  return steps;
}

// ---- Plans

function scale(to: FloatArray, from: FloatArray, factor: number): void {
  for (let i = 0; i < from.length; i++) to[i] = (from[i] as number) * factor;
}

function complexByFactors(length: number, like: FloatArray): ComplexPlan {
  const steps = complexSteps(length, like);
  const work = floatsLike(like, 2 * length);
  return {
    run(data, sign, factor) {
      let [from, to] = [data, work];
      for (const step of steps) {
        complexPass(step, from, to, sign);
        [from, to] = [to, from];
      }
      if (from !== data || factor !== 1) scale(data, from, factor);
    },
  };
}

function realByFactors(length: number, like: FloatArray): RealPlan {
  const steps = realSteps(length, like);
  const back = [...steps].reverse();
  const work = floatsLike(like, length);
  return {
    forward(data, factor) {
      let [from, to] = [data, work];
      for (const step of back) {
        const pass = realPass(step.radix, true);
        if (pass === undefined) forwardPrime(step, from, to);
        else {
          pass(step, from, to);
          [from, to] = [to, from];
        }
      }
      if (from !== data || factor !== 1) scale(data, from, factor);
    },
    backward(data, factor) {
      let [from, to] = [data, work];
      for (const step of steps) {
        (realPass(step.radix, false) ?? backwardPrime)(step, from, to);
        [from, to] = [to, from];
      }
      if (from !== data || factor !== 1) scale(data, from, factor);
    },
  };
}

/** As a convolution with e^(iπm²/n), by transforms of a length that has small factors only. */
function complexByBluestein(n: number, like: FloatArray): ComplexPlan {
  const round = roundingOf(like);
  const size = goodSize(2 * n - 1);
  const plan = complexByFactors(size, like);
  const roots = rootsOfUnity(2 * n);
  const chirp = floatsLike(like, 2 * n);
  chirp[0] = 1;
  let square = 0;
  for (let m = 1; m < n; m++) {
    square = (square + 2 * m - 1) % (2 * n);
    chirp[2 * m] = roots.cos(square);
    chirp[2 * m + 1] = roots.sin(square);
  }
  const kernel = floatsLike(like, 2 * size);
  const share = round(1 / size);
  for (let m = 0; m < n; m++) {
    for (const at of m === 0 ? [0] : [m, size - m]) {
      kernel[2 * at] = (chirp[2 * m] as number) * share;
      kernel[2 * at + 1] = (chirp[2 * m + 1] as number) * share;
    }
  }
  plan.run(kernel, -1, 1);
  const work = floatsLike(like, 2 * size);
  /** to[at] = from[at]·w for sign 1, from[at]·conj(w) for -1. */
  const multiply = (to: FloatArray, from: FloatArray, at: number, table: FloatArray, w: number, sign: number): void => {
    const [re, im] = [from[2 * at] as number, from[2 * at + 1] as number];
    const [wr, wi] = [table[2 * w] as number, sign * (table[2 * w + 1] as number)];
    to[2 * at] = round(re * wr) - round(im * wi);
    to[2 * at + 1] = round(re * wi) + round(im * wr);
  };
  return {
    run(data, sign, factor) {
      for (let m = 0; m < n; m++) multiply(work, data, m, chirp, m, sign);
      work.fill(0, 2 * n);
      plan.run(work, -1, 1);
      // The kernel's second half mirrors its first.
      for (let m = 0; m < size; m++) multiply(work, work, m, kernel, Math.min(m, size - m), -sign);
      plan.run(work, 1, 1);
      for (let m = 0; m < n; m++) multiply(data, work, m, chirp, m, sign);
      if (factor !== 1) scale(data, data, factor);
    },
  };
}

function realByBluestein(n: number, like: FloatArray): RealPlan {
  const plan = complexByBluestein(n, like);
  const work = floatsLike(like, 2 * n);
  return {
    forward(data, factor) {
      for (let m = 0; m < n; m++) {
        work[2 * m] = data[m] as number;
        work[2 * m + 1] = 0;
      }
      plan.run(work, -1, factor);
      data[0] = work[0] as number;
      for (let m = 1; m < n; m++) data[m] = work[m + 1] as number;
    },
    backward(data, factor) {
      work.fill(0);
      work[0] = data[0] as number;
      for (let m = 1; 2 * m <= n; m++) {
        const re = data[2 * m - 1] as number;
        const im = 2 * m < n ? (data[2 * m] as number) : 0;
        work[2 * m] = re;
        work[2 * m + 1] = im;
        work[2 * (n - m)] = re;
        work[2 * (n - m) + 1] = 2 * m < n ? -im : 0;
      }
      plan.run(work, 1, factor);
      for (let m = 0; m < n; m++) data[m] = work[2 * m] as number;
    },
  };
}

const alone: ComplexPlan & RealPlan = {
  run: (data, _sign, factor) => scale(data, data, factor),
  forward: (data, factor) => scale(data, data, factor),
  backward: (data, factor) => scale(data, data, factor),
};

export function complexPlan(length: number, like: FloatArray): ComplexPlan {
  if (length === 1) return alone;
  return usesBluestein(length, costOf(length)) ? complexByBluestein(length, like) : complexByFactors(length, like);
}

export function realPlan(length: number, like: FloatArray): RealPlan {
  if (length === 1) return alone;
  return usesBluestein(length, 0.5 * costOf(length)) ? realByBluestein(length, like) : realByFactors(length, like);
}
