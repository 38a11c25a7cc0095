// Elementwise loops about the makeup of floats: signs, exponents, neighbours. Reads are within bounds by the callers'
// counts: `as number` says so to the compiler.

import type { BinaryKernel } from "./binary";
import { fmax, fmin } from "./binary";
import type { UnaryKernel } from "./unary";

export { fmax, fmin };

function negative(x: number): boolean {
  return x < 0 || Object.is(x, -0);
}

export const copysign: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const size = Math.abs(a[x] as number);
    out[o + i] = negative(b[y] as number) ? -size : size;
  }
};

export const signbit: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) out[i] = negative(a[ai + i] as number) ? 1 : 0;
};

export const isposinf: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) out[i] = a[ai + i] === Number.POSITIVE_INFINITY ? 1 : 0;
};

export const isneginf: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) out[i] = a[ai + i] === Number.NEGATIVE_INFINITY ? 1 : 0;
};

const single = new Float32Array(1);
const singleBits = new Int32Array(single.buffer);
const double = new Float64Array(1);
const doubleBits = new BigInt64Array(double.buffer);

/** `unit` is the dtype's last place among the bits of a float32: 1, or 2^16 for bfloat16. */
export function nextafter32(unit: number): BinaryKernel {
  return (out, o, a, ai, as, b, bi, bs, n) => {
    for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
      const from = a[x] as number;
      const to = b[y] as number;
      if (Number.isNaN(from) || Number.isNaN(to)) out[o + i] = Number.NaN;
      else if (from === to) out[o + i] = to;
      else if (from === 0) out[o + i] = (to > 0 ? unit : -unit) * 2 ** -149;
      else {
        single[0] = from;
        // The bits of a float count up with its magnitude.
        singleBits[0] = (singleBits[0] as number) + (to > from === from > 0 ? unit : -unit);
        out[o + i] = single[0] as number;
      }
    }
  };
}

export const nextafter64: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const from = a[x] as number;
    const to = b[y] as number;
    if (Number.isNaN(from) || Number.isNaN(to)) out[o + i] = Number.NaN;
    else if (from === to) out[o + i] = to;
    else if (from === 0) out[o + i] = to > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
    else {
      double[0] = from;
      doubleBits[0] = (doubleBits[0] as bigint) + (to > from === from > 0 ? 1n : -1n);
      out[o + i] = double[0] as number;
    }
  }
};

/** e with |x| in [2^(e-1), 2^e); 0 for what has none. */
function exponentOf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude === 0 || !Number.isFinite(magnitude)) return 0;
  let power = Math.floor(Math.log2(magnitude)) + 1;
  // The logarithm may round over a power of two.
  if (magnitude >= 2 ** power) power++;
  else if (power - 1 >= -1074 && magnitude < 2 ** (power - 1)) power--;
  return power;
}

export const exponent: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) out[i] = exponentOf(a[ai + i] as number);
};

export const mantissa: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    const power = exponentOf(x);
    // In two steps: 2^-power may overflow for the smallest numbers.
    const half = Math.trunc(power / 2);
    out[i] = power === 0 ? x : x / 2 ** half / 2 ** (power - half);
  }
};

/** The largest number of a floating dtype. */
export function largest(dtype: string): number {
  if (dtype === "float64") return Number.MAX_VALUE;
  if (dtype === "float16") return 65504;
  return dtype === "bfloat16" ? 2 ** 127 * (2 - 2 ** -7) : 2 ** 127 * (2 - 2 ** -23);
}

export const heaviside: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const at = a[x] as number;
    out[o + i] = at === 0 ? (b[y] as number) : at > 0 ? 1 : 0;
  }
};

export const logaddexp: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    if (!Number.isFinite(p) && p === q) out[o + i] = p;
    else out[o + i] = Math.max(p, q) + Math.log1p(Math.exp(-Math.abs(p - q)));
  }
};

export const logaddexp2: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    if (!Number.isFinite(p) && p === q) out[o + i] = p;
    else out[o + i] = Math.max(p, q) + Math.log1p(2 ** -Math.abs(p - q)) / Math.LN2;
  }
};

function divisor(x: number, y: number): number {
  let p = Math.abs(x);
  let q = Math.abs(y);
  while (p !== 0) {
    const rest = q % p;
    q = p;
    p = rest;
  }
  return q;
}

export const gcd: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) out[o + i] = divisor(a[x] as number, b[y] as number);
};

export const lcm: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const common = divisor(a[x] as number, b[y] as number);
    out[o + i] = common === 0 ? 0 : Math.abs(((a[x] as number) / common) * (b[y] as number));
  }
};

export const angle: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = Number.isNaN(x) ? x : x < 0 ? Math.PI : 0;
  }
};
