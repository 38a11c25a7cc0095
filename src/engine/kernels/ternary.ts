// Elementwise loops of three operands: out[i] = f(a[i], b[i], c[i]), each operand with a step of 1, or 0 where one
// element stands for all. In float32 every step rounds as PyTorch's vectors do, the last product and sum being fused:
// a product of two floats is exact in double, so rounding product plus sum once is the fused operation.
// Reads are within bounds by the callers' counts: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";

export type TernaryKernel = (
  out: FloatArray,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  c: FloatArray,
  ci: number,
  cs: number,
  n: number,
) => void;

const fround = Math.fround;

/** a + value · b · c. */
export function addcmul(value: number, single: boolean): TernaryKernel {
  if (!single) {
    return (out, a, ai, as, b, bi, bs, c, ci, cs, n) => {
      for (let i = 0, x = ai, y = bi, z = ci; i < n; i++, x += as, y += bs, z += cs) {
        out[i] = (a[x] as number) + value * (b[y] as number) * (c[z] as number);
      }
    };
  }
  const factor = fround(value);
  return (out, a, ai, as, b, bi, bs, c, ci, cs, n) => {
    for (let i = 0, x = ai, y = bi, z = ci; i < n; i++, x += as, y += bs, z += cs) {
      out[i] = (a[x] as number) + fround(factor * (b[y] as number)) * (c[z] as number);
    }
  };
}

/** a + value · b / c. */
export function addcdiv(value: number, single: boolean): TernaryKernel {
  if (!single) {
    return (out, a, ai, as, b, bi, bs, c, ci, cs, n) => {
      for (let i = 0, x = ai, y = bi, z = ci; i < n; i++, x += as, y += bs, z += cs) {
        out[i] = (a[x] as number) + (value * (b[y] as number)) / (c[z] as number);
      }
    };
  }
  const factor = fround(value);
  return (out, a, ai, as, b, bi, bs, c, ci, cs, n) => {
    for (let i = 0, x = ai, y = bi, z = ci; i < n; i++, x += as, y += bs, z += cs) {
      out[i] = (a[x] as number) + fround(fround(factor * (b[y] as number)) / (c[z] as number));
    }
  };
}

/** a + c · (b - a), from the nearer end. */
export function lerp(single: boolean): TernaryKernel {
  const round = single ? fround : (x: number) => x;
  return (out, a, ai, as, b, bi, bs, c, ci, cs, n) => {
    for (let i = 0, x = ai, y = bi, z = ci; i < n; i++, x += as, y += bs, z += cs) {
      const start = a[x] as number;
      const end = b[y] as number;
      const weight = c[z] as number;
      const span = round(end - start);
      out[i] = Math.abs(weight) < 0.5 ? start + weight * span : end - span * round(1 - weight);
    }
  };
}

/** a within b and c; where b is above c, c. NaN in any gives NaN. */
export const clamp: TernaryKernel = (out, a, ai, as, b, bi, bs, c, ci, cs, n) => {
  for (let i = 0, x = ai, y = bi, z = ci; i < n; i++, x += as, y += bs, z += cs) {
    out[i] = Math.min(Math.max(a[x] as number, b[y] as number), c[z] as number);
  }
};
