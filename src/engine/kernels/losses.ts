// Loops of loss functions. Elementwise ones give the loss of a pair, and its derivative by the first of the two.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import type { BinaryKernel } from "./binary";

/** (a - b)². */
export const squaredError: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
    const z = (a[p] as number) - (b[q] as number);
    out[o + i] = z * z;
  }
};

/** 2·(a - b). */
export const squaredErrorSlope: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
    out[o + i] = 2 * ((a[p] as number) - (b[q] as number));
  }
};

/** z²/(2·beta) for |z| < beta, else |z| - beta/2. */
export function smoothL1(beta: number): BinaryKernel {
  return (out, o, a, ai, as, b, bi, bs, n) => {
    for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
      const z = Math.abs((a[p] as number) - (b[q] as number));
      out[o + i] = z < beta ? (0.5 * z * z) / beta : z - 0.5 * beta;
    }
  };
}

export function smoothL1Slope(beta: number): BinaryKernel {
  return (out, o, a, ai, as, b, bi, bs, n) => {
    for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
      const z = (a[p] as number) - (b[q] as number);
      out[o + i] = z <= -beta ? -1 : z >= beta ? 1 : z / beta;
    }
  };
}

/** z²/2 for |z| ≤ delta, else delta·(|z| - delta/2). */
export function huber(delta: number): BinaryKernel {
  return (out, o, a, ai, as, b, bi, bs, n) => {
    for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
      const z = Math.abs((a[p] as number) - (b[q] as number));
      out[o + i] = z <= delta ? 0.5 * z * z : delta * (z - 0.5 * delta);
    }
  };
}

export function huberSlope(delta: number): BinaryKernel {
  return (out, o, a, ai, as, b, bi, bs, n) => {
    for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
      const z = (a[p] as number) - (b[q] as number);
      out[o + i] = Math.max(-delta, Math.min(z, delta));
    }
  };
}

/** One where |a - b| < limit: where the losses above are quadratic. */
export function closerThan(limit: number): BinaryKernel {
  return (out, o, a, ai, as, b, bi, bs, n) => {
    for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
      out[o + i] = Math.abs((a[p] as number) - (b[q] as number)) < limit ? 1 : 0;
    }
  };
}

/** -(t·ln x + (1 - t)·ln(1 - x)), logarithms cut off at -100. */
export const binaryCrossEntropy: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
    const x = a[p] as number;
    const t = b[q] as number;
    out[o + i] = (t - 1) * Math.max(Math.log1p(-x), -100) - t * Math.max(Math.log(x), -100);
  }
};

/** (x - t)/(x·(1 - x)), the divisor being at least 1e-12. */
export const binaryCrossEntropySlope: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
    const x = a[p] as number;
    out[o + i] = (x - (b[q] as number)) / Math.max((1 - x) * x, 1e-12);
  }
};

/** a·ln b; 0 where a is 0 and b no NaN. */
export const xlogy: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
    const x = a[p] as number;
    const y = b[q] as number;
    out[o + i] = Number.isNaN(y) ? y : x === 0 ? 0 : x * Math.log(y);
  }
};

/** -weight·logp at the target class, for contiguous [rows, classes, inner]; 0 for ignored targets. */
export function negativeLogLikelihood(
  out: FloatArray,
  a: FloatArray,
  ai: number,
  targets: ArrayLike<number>,
  weights: ArrayLike<number> | null,
  classes: number,
  inner: number,
  ignored: number,
): void {
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i] as number;
    if (target === ignored) {
      out[i] = 0;
      continue;
    }
    const weight = weights === null ? 1 : (weights[target] as number);
    const row = Math.floor(i / inner);
    out[i] = -(a[ai + (row * classes + target) * inner + (i % inner)] as number) * weight;
  }
}

const lossLevels = 8;

/**
 * Sums the losses of targets that are not ignored, or the weights of their classes, in the elements' own rounding
 * and in PyTorch's order: by levels, the first element going straight to the last one (LossNLL.cpp).
 */
export function lossTotal(
  losses: FloatArray,
  targets: ArrayLike<number>,
  weights: ArrayLike<number> | null,
  ignored: number,
): number {
  const partial = losses instanceof Float32Array ? new Float32Array(lossLevels) : new Float64Array(lossLevels);
  const count = targets.length;
  const power = Math.max(4, Math.floor((32 - Math.clz32(Math.max(count, 1) - 1)) / lossLevels));
  const mask = 2 ** power - 1;
  for (let i = 0; i < count; i++) {
    const target = targets[i] as number;
    if (target === ignored) continue;
    partial[0] = (partial[0] as number) + (weights === null ? (losses[i] as number) : (weights[target] as number));
    for (let level = 0; level + 1 < lossLevels; level++) {
      if (Math.floor(i / 2 ** (level * power)) & mask) break;
      partial[level + 1] = (partial[level + 1] as number) + (partial[level] as number);
      partial[level] = 0;
    }
  }
  for (let level = 1; level < lossLevels; level++) {
    partial[0] = (partial[0] as number) + (partial[level] as number);
  }
  return partial[0] as number;
}

/** -weight·scale·g at the target class of a zeroed gradient; g has one element for all, or one each. */
export function negativeLogLikelihoodBackward(
  out: FloatArray,
  g: ArrayLike<number>,
  targets: ArrayLike<number>,
  weights: ArrayLike<number> | null,
  classes: number,
  inner: number,
  ignored: number,
  divisor: number,
): void {
  const single = g.length === 1;
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i] as number;
    if (target === ignored) continue;
    const weight = weights === null ? 1 : (weights[target] as number);
    const row = Math.floor(i / inner);
    const gradient = g[single ? 0 : i] as number;
    out[(row * classes + target) * inner + (i % inner)] = (-gradient / divisor) * weight;
  }
}
