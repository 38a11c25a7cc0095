// Gamma and Dirichlet values, one at a time, by the method and in the order of draws of PyTorch's CPU kernels.
// Follows aten/src/ATen/native/{Distributions.h,Distributions.cpp}.

import type { Generator } from "./generator";

const fround = Math.fround;
const smallest64 = 2.2250738585072014e-308;
const smallest32 = 1.1754943508222875e-38;
// PyTorch writes these as float32.
const third = fround(1 / 3);
const squeeze = fround(0.0331);

/** Γ(alpha, 1) by Marsaglia and Tsang; what is computed of alpha alone is rounded as its dtype is. */
export function sampleGamma(generator: Generator, alpha: number, double: boolean): number {
  const round = double ? (x: number): number => x : fround;
  if (alpha === 0) return 0;
  let scale = 1;
  let shape = alpha;
  if (shape < 1) {
    scale = (1 - generator.uniformFloat64()) ** round(1 / shape);
    shape = round(shape + 1);
  }
  const d = round(shape - third);
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    let x = 0;
    let y = 0;
    do {
      x = generator.normal();
      y = 1 + c * x;
    } while (y <= 0);
    const v = y * y * y;
    const u = 1 - generator.uniformFloat64();
    const xx = x * x;
    if (u < 1 - squeeze * xx * xx) return scale * d * v;
    if (Math.log(u) < 0.5 * xx + d * (1 - v + Math.log(v))) return scale * d * v;
  }
}

/** The same, never 0. */
export function positiveGamma(generator: Generator, alpha: number, double: boolean): number {
  const sample = sampleGamma(generator, alpha, double);
  return double ? Math.max(smallest64, sample) : Math.max(smallest32, fround(sample));
}

/** A gamma in double, never 0: what a Dirichlet is made of. */
export function gammaForDirichlet(generator: Generator, alpha: number): number {
  return Math.max(smallest64, sampleGamma(generator, alpha, true));
}

/** A gamma's part of the sum of its row. */
export function dirichletPart(gamma: number, sum: number, double: boolean): number {
  const part = gamma / sum;
  if (double) return Math.min(1 - 2 ** -53, Math.max(smallest64, part));
  return Math.min(1 - 2 ** -24, Math.max(smallest32, fround(part)));
}
