// Special functions of one number in double precision: the error function's inverse and scaled forms, the normal
// distribution, modified Bessel functions. What they cost is arithmetic, so one loop serves them all.

import type { BinaryKernel } from "./binary";
import { erf, erfc } from "./erf";
import type { UnaryKernel } from "./unary";

/** The loop of a costly function of one number. */
export function eachOf(f: (x: number) => number): UnaryKernel {
  return (out, a, ai, n) => {
    // Reads are within bounds by the caller's count, here and below.
    for (let i = 0; i < n; i++) out[i] = f(a[ai + i] as number);
  };
}

/** The loop of a costly function of two numbers. */
export function eachOfTwo(f: (x: number, y: number) => number): BinaryKernel {
  return (out, o, a, ai, as, b, bi, bs, n) => {
    for (let i = 0, x = ai, y = bi; i < n; i++, x += as, y += bs) out[o + i] = f(a[x] as number, b[y] as number);
  };
}

const twoOverRootPi = 2 / Math.sqrt(Math.PI);

/** The inverse of erf: a rational guess and two steps of Newton's. */
export function erfinv(y: number): number {
  const magnitude = Math.abs(y);
  if (!(magnitude <= 1)) return Number.NaN;
  if (magnitude === 1) return y * Number.POSITIVE_INFINITY;
  let x: number;
  if (magnitude <= 0.7) {
    const z = y * y;
    const above = ((-0.140543331 * z + 0.914624893) * z - 1.645349621) * z + 0.886226899;
    x = (y * above) / ((((0.012229801 * z - 0.329097515) * z + 1.442710462) * z - 2.118377725) * z + 1);
  } else {
    const z = Math.sqrt(-Math.log((1 - magnitude) / 2));
    const above = ((1.641345311 * z + 3.429567803) * z - 1.624906493) * z - 1.970840454;
    x = (Math.sign(y) * above) / ((1.6370678 * z + 3.5438892) * z + 1);
  }
  for (let i = 0; i < 2; i++) x -= (erf(x) - y) / (twoOverRootPi * Math.exp(-x * x));
  return x;
}

/** e^(x²) · erfc(x). */
export function erfcx(x: number): number {
  if (x < 0) return x < -26.7 ? Number.POSITIVE_INFINITY : 2 * Math.exp(x * x) - erfcx(-x);
  if (x < 3) return Math.exp(x * x) * erfc(x);
  if (x > 1e8) return 1 / (Math.sqrt(Math.PI) * x);
  // x + ½/(x + 1/(x + 1½/(x + …))), from the inside.
  let fraction = x;
  for (let k = 60; k >= 1; k--) fraction = x + k / 2 / fraction;
  return 1 / (Math.sqrt(Math.PI) * fraction);
}

/** ln of the normal distribution function. */
export function logNdtr(x: number): number {
  const t = x * Math.SQRT1_2;
  if (x < -1) return Math.log(erfcx(-t) / 2) - t * t;
  return Math.log1p(-erfc(t) / 2);
}

const centralAbove = [
  2.506628277459239, -30.66479806614716, 138.357751867269, -275.9285104469687, 220.9460984245205, -39.69683028665376,
];
const centralBelow = [
  1, -13.28068155288572, 66.80131188771972, -155.6989798598866, 161.5858368580409, -54.47609879822406,
];
const tailAbove = [
  2.938163982698783, 4.374664141464968, -2.549732539343734, -2.400758277161838, -0.3223964580411365,
  -0.007784894002430293,
];
const tailBelow = [1, 3.754408661907416, 2.445134137142996, 0.3224671290700398, 0.007784695709041462];

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + (coefficients[i] ?? 0);
  return value;
}

/** The inverse of the normal distribution function: Acklam's rational guess and two steps of Halley's. */
export function ndtri(p: number): number {
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (!(p > 0 && p < 1)) return Number.NaN;
  if (p > 0.5) return -ndtri(1 - p);
  let x: number;
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    x = polynomial(tailAbove, q) / polynomial(tailBelow, q);
  } else {
    const q = p - 0.5;
    x = (q * polynomial(centralAbove, q * q)) / polynomial(centralBelow, q * q);
  }
  for (let i = 0; i < 2; i++) {
    const error = erfc(-x * Math.SQRT1_2) / 2 - p;
    const step = error * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
    x -= step / (1 + (x * step) / 2);
  }
  return x;
}

// Modified Bessel functions of the first kind: their power series, all of whose terms are positive, and the expansion
// for large arguments.

const seriesLimit = 30;

function besselSeries(order: 0 | 1, x: number): number {
  const quarter = (x * x) / 4;
  let term = order === 0 ? 1 : x / 2;
  let sum = term;
  for (let k = 1; Math.abs(term) > Math.abs(sum) * 2 ** -54; k++) {
    term *= quarter / (k * (k + order));
    sum += term;
  }
  return sum;
}

/** e^-x · I(x) for x > seriesLimit. */
function besselTail(order: 0 | 1, x: number): number {
  const mu = 4 * order;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 40 && Math.abs(term) > 2 ** -54; k++) {
    term *= -(mu - (2 * k - 1) ** 2) / (k * 8 * x);
    sum += term;
  }
  return sum / Math.sqrt(2 * Math.PI * x);
}

export function besselI0(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude <= seriesLimit) return besselSeries(0, magnitude);
  // ∞ · 0 at the ends, as PyTorch has it.
  return Math.exp(magnitude) * besselTail(0, magnitude);
}

export function besselI0e(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude <= seriesLimit) return Math.exp(-magnitude) * besselSeries(0, magnitude);
  return Number.isNaN(x) ? x : Number.isFinite(x) ? besselTail(0, magnitude) : 0;
}

export function besselI1(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude <= seriesLimit) return besselSeries(1, x);
  return Math.sign(x) * Math.exp(magnitude) * besselTail(1, magnitude);
}

export function besselI1e(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude <= seriesLimit) return Math.exp(-magnitude) * besselSeries(1, x);
  return Number.isNaN(x) ? x : Number.isFinite(x) ? Math.sign(x) * besselTail(1, magnitude) : 0;
}

/** A function that grows as e^|x|, where float32 has no e^|x| any more. */
export function inSingle(f: (x: number) => number): (x: number) => number {
  return (x) => {
    const overflows = Math.fround(Math.exp(Math.abs(x))) === Number.POSITIVE_INFINITY && Number.isFinite(x);
    return overflows ? Math.sign(f(x)) * Number.POSITIVE_INFINITY : f(x);
  };
}

const pi32 = Math.fround(Math.PI);

/** sin πx / πx, in float32 where that is the result's: the sine of a whole multiple of π is then what π lacks in it. */
export const sinc: UnaryKernel = (out, a, ai, n) => {
  const single = out instanceof Float32Array;
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    const product = single ? Math.fround(pi32 * x) : Math.PI * x;
    const sine = Math.sin(product);
    out[i] = x === 0 ? 1 : (single ? Math.fround(sine) : sine) / product;
  }
};

/** -x ln x, 0 at 0, -∞ below. */
export function entr(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 0) return -x * Math.log(x);
  return x === 0 ? 0 : Number.NEGATIVE_INFINITY;
}

/** x · ln(1 + y), 0 where x is 0 and y is a number. */
export function xlog1py(x: number, y: number): number {
  if (Number.isNaN(y)) return y;
  return x === 0 ? 0 : x * Math.log1p(y);
}
