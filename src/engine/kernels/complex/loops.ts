// Elementwise loops over complex elements: pairs of reals in one array, element i at 2i and 2i + 1. Starts, steps and
// counts are of elements, as in ../unary.ts and ../binary.ts, so that the same drivers run them. A loop that gives
// reals or truth values writes one number for each.
// Reads below are within bounds by the callers' counts: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import type { BinaryKernel } from "../binary";
import type { UnaryKernel } from "../unary";
import type { ComplexFunction, Pair } from "./functions";

const inDouble = (x: number): number => x;

/** out[i] = f(a[i]). */
export function eachComplex(f: ComplexFunction): UnaryKernel {
  return (out, a, ai, n) => {
    const pair: Pair = { re: 0, im: 0 };
    const round = out instanceof Float32Array ? Math.fround : inDouble;
    for (let i = 0, at = 2 * ai; i < n; i++, at += 2) {
      f(a[at] as number, a[at + 1] as number, pair, round);
      out[2 * i] = pair.re;
      out[2 * i + 1] = pair.im;
    }
  };
}

/** out[i] = f(a[i]), a real number. */
export function eachToReal(f: (re: number, im: number) => number): UnaryKernel {
  return (out, a, ai, n) => {
    for (let i = 0, at = 2 * ai; i < n; i++, at += 2) out[i] = f(a[at] as number, a[at + 1] as number);
  };
}

type ComplexFunctionOfTwo = (a: number, b: number, c: number, d: number, out: Pair) => void;

/** out[i] = f(a[i], b[i]). */
export function eachOfTwoComplex(f: ComplexFunctionOfTwo): BinaryKernel {
  return (out, o, a, ai, as, b, bi, bs, n) => {
    const pair: Pair = { re: 0, im: 0 };
    for (let i = 0, x = 2 * ai, y = 2 * bi; i < n; i++, x += 2 * as, y += 2 * bs) {
      f(a[x] as number, a[x + 1] as number, b[y] as number, b[y + 1] as number, pair);
      out[2 * (o + i)] = pair.re;
      out[2 * (o + i) + 1] = pair.im;
    }
  };
}

export const add: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 2 * o, x = 2 * ai, y = 2 * bi; i < 2 * (o + n); i += 2, x += 2 * as, y += 2 * bs) {
    out[i] = (a[x] as number) + (b[y] as number);
    out[i + 1] = (a[x + 1] as number) + (b[y + 1] as number);
  }
};

export const sub: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 2 * o, x = 2 * ai, y = 2 * bi; i < 2 * (o + n); i += 2, x += 2 * as, y += 2 * bs) {
    out[i] = (a[x] as number) - (b[y] as number);
    out[i + 1] = (a[x + 1] as number) - (b[y + 1] as number);
  }
};

/** The four products are rounded first in float32, as PyTorch's are. */
export const mul: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  const product = new (out.constructor as new (length: number) => FloatArray)(4);
  for (let i = 2 * o, x = 2 * ai, y = 2 * bi; i < 2 * (o + n); i += 2, x += 2 * as, y += 2 * bs) {
    product[0] = (a[x] as number) * (b[y] as number);
    product[1] = (a[x + 1] as number) * (b[y + 1] as number);
    product[2] = (a[x] as number) * (b[y + 1] as number);
    product[3] = (a[x + 1] as number) * (b[y] as number);
    out[i] = (product[0] as number) - (product[1] as number);
    out[i + 1] = (product[2] as number) + (product[3] as number);
  }
};

export const eq: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, x = 2 * ai, y = 2 * bi; i < n; i++, x += 2 * as, y += 2 * bs) {
    out[o + i] = a[x] === b[y] && a[x + 1] === b[y + 1] ? 1 : 0;
  }
};

export const ne: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, x = 2 * ai, y = 2 * bi; i < n; i++, x += 2 * as, y += 2 * bs) {
    out[o + i] = a[x] === b[y] && a[x + 1] === b[y + 1] ? 0 : 1;
  }
};

/** f of the parts apart, for what is done to both alike (negation). */
export function eachPart(kernel: UnaryKernel): UnaryKernel {
  return (out, a, ai, n) => kernel(out, a, 2 * ai, 2 * n);
}

export const conjugate: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0, at = 2 * ai; i < n; i++, at += 2) {
    out[2 * i] = a[at] as number;
    out[2 * i + 1] = -(a[at + 1] as number);
  }
};

/** |z|: the squares are rounded first in float32. */
export const abs: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0, at = 2 * ai; i < n; i++, at += 2) {
    out[i] = Math.hypot(a[at] as number, a[at + 1] as number);
  }
};
