// Loops of activation functions and their gradients. Those with parameters are made per call, so that each keeps one
// loop of its own. In float32, results are rounded where PyTorch's vectorised code would lose what double keeps.
// Reads are within bounds by the callers' counts: `as number` says so to the compiler.

import type { BinaryKernel } from "./binary";
import { erf } from "./erf";
import type { UnaryKernel } from "./unary";
import { combineByKernels } from "./wasm/arithmetic";

/** x clamped to [min, max]; max where min > max; NaN stays, and so does -0. A limit that is NaN leaves nothing but NaN. */
export function clampKernel(min: number, max: number): UnaryKernel {
  if (Number.isNaN(min) || Number.isNaN(max)) return (out, _, __, n) => out.fill(Number.NaN, 0, n);
  return (out, a, ai, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[ai + i] as number;
      if (x > max || min > max) out[i] = max;
      else if (x < min) out[i] = min;
      else out[i] = x;
    }
  };
}

/** x ≤ threshold ? value : x. */
export function thresholdKernel(threshold: number, value: number): UnaryKernel {
  return (out, a, ai, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[ai + i] as number;
      out[i] = x <= threshold ? value : x;
    }
  };
}

/** g where x > threshold, else 0. */
export function thresholdBackwardKernel(threshold: number): BinaryKernel {
  return (out, o, g, gi, gs, a, ai, as, n) => {
    if (combineByKernels("thresholdBackward", out, o, g, gi, gs, a, ai, as, n, threshold)) return;
    for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
      out[o + i] = (a[q] as number) <= threshold ? 0 : (g[p] as number);
    }
  };
}

/** g where min < x < max, else 0. */
export function insideKernel(min: number, max: number): BinaryKernel {
  return (out, o, g, gi, gs, a, ai, as, n) => {
    for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
      const x = a[q] as number;
      out[o + i] = x <= min || x >= max ? 0 : (g[p] as number);
    }
  };
}

/** g where |x| > limit, else 0. */
export function outsideKernel(limit: number): BinaryKernel {
  return (out, o, g, gi, gs, a, ai, as, n) => {
    for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
      const x = a[q] as number;
      out[o + i] = x >= -limit && x <= limit ? 0 : (g[p] as number);
    }
  };
}

export function leakyReluKernel(slope: number): UnaryKernel {
  return (out, a, ai, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[ai + i] as number;
      out[i] = x > 0 ? x : x * slope;
    }
  };
}

export function leakyReluBackwardKernel(slope: number): BinaryKernel {
  return (out, o, g, gi, gs, a, ai, as, n) => {
    for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
      const grad = g[p] as number;
      out[o + i] = (a[q] as number) > 0 ? grad : grad * slope;
    }
  };
}

/** x > 0 ? positive·x : negative·(e^(input·x) - 1); float32 loses what e^… - 1 loses there. */
export function eluKernel(negative: number, positive: number, input: number, single: boolean): UnaryKernel {
  const fr = Math.fround;
  if (single) {
    return (out, a, ai, n) => {
      for (let i = 0; i < n; i++) {
        const x = a[ai + i] as number;
        out[i] = x > 0 ? x * positive : fr(fr(Math.exp(fr(x * input))) - 1) * negative;
      }
    };
  }
  return (out, a, ai, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[ai + i] as number;
      out[i] = x > 0 ? x * positive : (Math.exp(x * input) - 1) * negative;
    }
  };
}

export function eluBackwardKernel(negative: number, positive: number, input: number, isResult: boolean): BinaryKernel {
  if (isResult) {
    return (out, o, g, gi, gs, a, ai, as, n) => {
      for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
        const y = a[q] as number;
        out[o + i] = (g[p] as number) * (y <= 0 ? input * (y + negative) : positive);
      }
    };
  }
  return (out, o, g, gi, gs, a, ai, as, n) => {
    for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
      const x = a[q] as number;
      out[o + i] = (g[p] as number) * (x <= 0 ? input * negative * Math.exp(x * input) : positive);
    }
  };
}

const invSqrt2 = Math.SQRT1_2;
const invSqrt2Pi = 1 / Math.sqrt(2 * Math.PI);
const tanhScale = Math.sqrt(2 / Math.PI);
const tanhCubic = 0.044715;

/** x·Φ(x), Φ being the standard normal distribution. */
export const gelu: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x * 0.5 * (1 + erf(x * invSqrt2));
  }
};

/** Φ(x) + x·φ(x). */
export const geluBackward: BinaryKernel = (out, o, g, gi, gs, a, ai, as, n) => {
  for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
    const x = a[q] as number;
    const density = Math.exp(-0.5 * x * x) * invSqrt2Pi;
    out[o + i] = (g[p] as number) * (0.5 * (1 + erf(x * invSqrt2)) + x * density);
  }
};

/** x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))). */
export const geluTanh: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = 0.5 * x * (1 + Math.tanh(tanhScale * (x + tanhCubic * x * x * x)));
  }
};

export const geluTanhBackward: BinaryKernel = (out, o, g, gi, gs, a, ai, as, n) => {
  for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
    const x = a[q] as number;
    const t = Math.tanh(tanhScale * (x + tanhCubic * x * x * x));
    const slope = tanhScale * (1 + 3 * tanhCubic * x * x);
    out[o + i] = (g[p] as number) * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope);
  }
};

/** σ(x)·(1 + x·(1 - σ(x))). */
export const siluBackward: BinaryKernel = (out, o, g, gi, gs, a, ai, as, n) => {
  for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
    const x = a[q] as number;
    const sigmoid = 1 / (1 + Math.exp(-x));
    out[o + i] = (g[p] as number) * sigmoid * (1 + x * (1 - sigmoid));
  }
};

/** x·tanh(ln(1 + e^x)). */
export const mish: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x * Math.tanh(Math.log1p(Math.exp(x)));
  }
};

export const mishBackward: BinaryKernel = (out, o, g, gi, gs, a, ai, as, n) => {
  for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
    const x = a[q] as number;
    const sigmoid = 1 / (1 + Math.exp(-x));
    const t = Math.tanh(Math.log1p(Math.exp(x)));
    out[o + i] = (g[p] as number) * (t + x * sigmoid * (1 - t * t));
  }
};

/** ln(1 + e^(βx))/β, and x itself beyond the threshold. */
export function softplusKernel(beta: number, threshold: number): UnaryKernel {
  return (out, a, ai, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[ai + i] as number;
      out[i] = x * beta > threshold ? x : Math.log1p(Math.exp(x * beta)) / beta;
    }
  };
}

export function softplusBackwardKernel(beta: number, threshold: number): BinaryKernel {
  return (out, o, g, gi, gs, a, ai, as, n) => {
    for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
      const scaled = (a[q] as number) * beta;
      const z = Math.exp(scaled);
      const grad = g[p] as number;
      out[o + i] = scaled > threshold ? grad : (grad * z) / (z + 1);
    }
  };
}

/** e^-|x|. */
export const expNegAbs: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.exp(-Math.abs(a[ai + i] as number));
};

/** min(x, 0) - ln(1 + z) for z = e^-|x|. */
export const logSigmoid: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
    const x = a[p] as number;
    out[o + i] = (x < 0 || Number.isNaN(x) ? x : 0) - Math.log1p(b[q] as number);
  }
};

/** g·(1 - σ(x)), for x alone. */
export const logSigmoidBackward: BinaryKernel = (out, o, g, gi, gs, a, ai, as, n) => {
  for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
    const x = a[q] as number;
    const z = Math.exp(-Math.abs(x));
    const ratio = z / (1 + z);
    out[o + i] = (g[p] as number) * (x < 0 ? 1 - ratio : ratio);
  }
};

/** x·clamp(x + 3, 0, 6)/6. */
export const hardswish: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = (x * Math.min(Math.max(x + 3, 0), 6)) / 6;
  }
};

export const hardswishBackward: BinaryKernel = (out, o, g, gi, gs, a, ai, as, n) => {
  for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
    const x = a[q] as number;
    const grad = g[p] as number;
    out[o + i] = x < -3 ? 0 : x <= 3 ? grad * (x / 3 + 0.5) : grad;
  }
};

/** clamp(x + 3, 0, 6)/6. */
export const hardsigmoid: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.min(Math.max((a[ai + i] as number) + 3, 0), 6) / 6;
};

export const hardsigmoidBackward: BinaryKernel = (out, o, g, gi, gs, a, ai, as, n) => {
  for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
    const x = a[q] as number;
    out[o + i] = x > -3 && x < 3 ? (g[p] as number) / 6 : 0;
  }
};

/** x moved towards 0 by lambda; NaN stays. */
export function softshrinkKernel(lambda: number): UnaryKernel {
  return (out, a, ai, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[ai + i] as number;
      out[i] = x > lambda ? x - lambda : x < -lambda ? x + lambda : 0;
    }
  };
}

/** x where |x| > lambda, else 0. */
export function hardshrinkKernel(lambda: number): UnaryKernel {
  return (out, a, ai, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[ai + i] as number;
      out[i] = x >= -lambda && x <= lambda ? 0 : x;
    }
  };
}

/** a·σ(b). */
export const gated: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
    out[o + i] = (a[p] as number) / (1 + Math.exp(-(b[q] as number)));
  }
};

/** a·σ(b)·(1 - σ(b)). */
export const gateSlope: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
    const gate = 1 / (1 + Math.exp(-(b[q] as number)));
    out[o + i] = (a[p] as number) * gate * (1 - gate);
  }
};

/** x > 0 ? x : w·x. */
export const prelu: BinaryKernel = (out, o, a, ai, as, w, wi, ws, n) => {
  for (let i = 0, p = ai, q = wi; i < n; i++, p += as, q += ws) {
    const x = a[p] as number;
    out[o + i] = x > 0 ? x : x * (w[q] as number);
  }
};
