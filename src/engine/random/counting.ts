// Distributions of counts, from a source of uniform doubles: Poisson and binomial, by inversion where few are expected,
// else by rejection. They know nothing of tensors.
// Follows aten/src/ATen/native/Distributions.{cpp,h} (Hörmann's transformed rejection).

import { lgamma } from "../kernels/gamma";

/** Uniform in [0, 1) with 53 bits. */
type Uniform = () => number;

export function poisson(rate: number, uniform: Uniform): number {
  if (rate === 0) return 0;
  if (rate < 10) {
    const limit = Math.exp(-rate);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count++;
    return count;
  }
  const root = Math.sqrt(rate);
  const logRate = Math.log(rate);
  const b = 0.931 + 2.53 * root;
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const quick = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
    if (us >= 0.07 && v <= quick) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const left = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b);
    if (left <= -rate + k * logRate - lgamma(k + 1)) return k;
  }
}

const tails = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
  0.0138761288230707, 0.0118967099458917, 0.010411265261972, 0.00925546218271273, 0.00833056343336287,
];

/** What Stirling's formula for ln k! leaves. */
function stirlingTail(k: number): number {
  const known = tails[k];
  if (known !== undefined) return known;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}

function byInversion(count: number, p: number, uniform: Uniform): number {
  const logQ = Math.log1p(-p);
  let successes = 0;
  for (let sum = Math.ceil(Math.log(uniform()) / logQ); sum <= count; sum += Math.ceil(Math.log(uniform()) / logQ)) {
    successes++;
  }
  return successes;
}

function byRejection(count: number, p: number, uniform: Uniform): number {
  const deviation = Math.sqrt(count * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = count * p + 0.5;
  const quick = 0.92 - 4.2 / b;
  const ratio = p / (1 - p);
  const alpha = (2.83 + 5.1 / b) * deviation;
  const m = Math.floor((count + 1) * p);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > count) continue;
    if (us >= 0.07 && v <= quick) return k;
    const left = Math.log((v * alpha) / (a / (us * us) + b));
    const bound =
      (m + 0.5) * Math.log((m + 1) / (ratio * (count - m + 1))) +
      (count + 1) * Math.log((count - m + 1) / (count - k + 1)) +
      (k + 0.5) * Math.log((ratio * (count - k + 1)) / (k + 1)) +
      stirlingTail(m) +
      stirlingTail(count - m) -
      stirlingTail(k) -
      stirlingTail(count - k);
    if (left <= bound) return k;
  }
}

/** `round` is the dtype's: expected counts are worked out in it. */
export function binomial(count: number, p: number, round: (x: number) => number, uniform: Uniform): number {
  if (count <= 0 || p <= 0) return 0;
  if (p >= 1) return count;
  if (Number.isNaN(p)) return p;
  if (p <= 0.5) {
    return round(count * p) >= 10 ? byRejection(count, p, uniform) : byInversion(count, p, uniform);
  }
  const q = round(1 - p);
  return count - (round(count * q) >= 10 ? byRejection(count, q, uniform) : byInversion(count, q, uniform));
}
