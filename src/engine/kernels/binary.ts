// Elementwise loops of two operands: out[i] = a[i] ∘ b[i]. The output row is contiguous, operands have a step each.
// Written out one by one: a shared loop over a passed function would become megamorphic and ten times slower.
// Reads below are within bounds by the callers' counts: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import { combineByKernels } from "./wasm/arithmetic";

export type BinaryKernel = (
  out: FloatArray,
  outStart: number,
  a: FloatArray,
  aStart: number,
  aStep: number,
  b: FloatArray,
  bStart: number,
  bStep: number,
  count: number,
) => void;

export function add(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (combineByKernels("add", out, o, a, ai, as, b, bi, bs, n)) return;
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) + (b[bi + i] as number);
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) out[o + i] = (a[x] as number) + (b[y] as number);
}

export function sub(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (combineByKernels("sub", out, o, a, ai, as, b, bi, bs, n)) return;
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) - (b[bi + i] as number);
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) out[o + i] = (a[x] as number) - (b[y] as number);
}

export function mul(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (combineByKernels("mul", out, o, a, ai, as, b, bi, bs, n)) return;
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) * (b[bi + i] as number);
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) out[o + i] = (a[x] as number) * (b[y] as number);
}

export function div(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (combineByKernels("div", out, o, a, ai, as, b, bi, bs, n)) return;
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) / (b[bi + i] as number);
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) out[o + i] = (a[x] as number) / (b[y] as number);
}

/** a + alpha·b with one rounding, as a fused multiply-add has. */
export function scaledAdd(alpha: number): BinaryKernel {
  return (out, o, a, ai, as, b, bi, bs, n) => {
    if (combineByKernels("scaledAdd", out, o, a, ai, as, b, bi, bs, n, alpha)) return;
    for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
      out[o + i] = (a[x] as number) + alpha * (b[y] as number);
    }
  };
}

// Comparisons write 1 and 0.

export function eq(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) === (b[bi + i] as number) ? 1 : 0;
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs)
    out[o + i] = (a[x] as number) === (b[y] as number) ? 1 : 0;
}

export function ne(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) !== (b[bi + i] as number) ? 1 : 0;
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs)
    out[o + i] = (a[x] as number) !== (b[y] as number) ? 1 : 0;
}

export function lt(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) < (b[bi + i] as number) ? 1 : 0;
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs)
    out[o + i] = (a[x] as number) < (b[y] as number) ? 1 : 0;
}

export function le(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) <= (b[bi + i] as number) ? 1 : 0;
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs)
    out[o + i] = (a[x] as number) <= (b[y] as number) ? 1 : 0;
}

export function gt(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) > (b[bi + i] as number) ? 1 : 0;
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs)
    out[o + i] = (a[x] as number) > (b[y] as number) ? 1 : 0;
}

export function ge(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  if (as === 1 && bs === 1) {
    for (let i = 0; i < n; i++) out[o + i] = (a[ai + i] as number) >= (b[bi + i] as number) ? 1 : 0;
    return;
  }
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs)
    out[o + i] = (a[x] as number) >= (b[y] as number) ? 1 : 0;
}

/** NaN wins. */
export function maximum(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = p > q || Number.isNaN(p) ? p : q;
  }
}

/** NaN wins. */
export function minimum(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = p < q || Number.isNaN(p) ? p : q;
  }
}

/** NaN loses. */
export function fmax(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = p >= q || Number.isNaN(q) ? p : q;
  }
}

/** NaN loses. */
export function fmin(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = p <= q || Number.isNaN(q) ? p : q;
  }
}

export function pow(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = power(p, q);
  }
}

export function atan2(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = Math.atan2(p, q);
  }
}

/** C's fmod: the sign of the dividend. */
export function fmod(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = p % q;
  }
}

/** Python's %: the sign of the divisor. */
export function remainder(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = remainderOf(p, q);
  }
}

/** Python's // on floats. */
export function floorDivide(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = floorQuotient(p, q);
  }
}

export function truncDivide(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = Math.trunc(p / q);
  }
}

export function logicalAnd(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = p !== 0 && q !== 0 ? 1 : 0;
  }
}

export function logicalOr(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = p !== 0 || q !== 0 ? 1 : 0;
  }
}

export function logicalXor(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  as: number,
  b: FloatArray,
  bi: number,
  bs: number,
  n: number,
): void {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) {
    const p = a[x] as number;
    const q = b[y] as number;
    out[o + i] = (p !== 0) !== (q !== 0) ? 1 : 0;
  }
}

/** C's pow: 1 for base 1 or exponent 0 whatever the other, and for (-1, ±inf), where JavaScript says NaN. */
export function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && (exponent === Number.POSITIVE_INFINITY || exponent === Number.NEGATIVE_INFINITY)))
    return 1;
  return base ** exponent;
}

function remainderOf(p: number, q: number): number {
  const rest = p % q;
  return rest !== 0 && rest < 0 !== q < 0 ? rest + q : rest;
}

/** c10::div_floor_floating: the quotient by way of the exact remainder. */
function floorQuotient(p: number, q: number): number {
  if (q === 0) return p / q;
  const rest = p % q;
  let quotient = (p - rest) / q;
  if (rest !== 0 && q < 0 !== rest < 0) quotient -= 1;
  if (quotient === 0) return p / q < 0 || Object.is(p / q, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

// Gradients of tanh and sigmoid from their results, rounded at each step as PyTorch's float32 is.

export const tanhBackward32: BinaryKernel = (out, o, g, gi, gStep, y, yi, yStep, n) => {
  if (combineByKernels("tanhBackward", out, o, g, gi, gStep, y, yi, yStep, n)) return;
  for (let i = 0, p = gi, q = yi; i < n; i++, p += gStep, q += yStep) {
    // Reads are within bounds by the caller's counts.
    const value = y[q] as number;
    out[o + i] = (g[p] as number) * Math.fround(1 - Math.fround(value * value));
  }
};

export const tanhBackward64: BinaryKernel = (out, o, g, gi, gStep, y, yi, yStep, n) => {
  for (let i = 0, p = gi, q = yi; i < n; i++, p += gStep, q += yStep) {
    const value = y[q] as number;
    out[o + i] = (g[p] as number) * (1 - value * value);
  }
};

export const sigmoidBackward32: BinaryKernel = (out, o, g, gi, gStep, y, yi, yStep, n) => {
  if (combineByKernels("sigmoidBackward", out, o, g, gi, gStep, y, yi, yStep, n)) return;
  for (let i = 0, p = gi, q = yi; i < n; i++, p += gStep, q += yStep) {
    const value = y[q] as number;
    out[o + i] = Math.fround((g[p] as number) * Math.fround(1 - value)) * value;
  }
};

export const sigmoidBackward64: BinaryKernel = (out, o, g, gi, gStep, y, yi, yStep, n) => {
  for (let i = 0, p = gi, q = yi; i < n; i++, p += gStep, q += yStep) {
    const value = y[q] as number;
    out[o + i] = (g[p] as number) * (1 - value) * value;
  }
};
