// Functions of complex numbers, as c10/util/complex.h and C's complex.h have them: branch cuts, signed zeros and
// infinities included. Each writes its result to `out`. In double: storing into a Float32Array rounds.

/** A complex number that functions write to, so that none is made for an element. */
export interface Pair {
  re: number;
  im: number;
}

/** `round` is to the precision of what is written to, for functions whose result depends on every step's rounding. */
export type ComplexFunction = (re: number, im: number, out: Pair, round: (x: number) => number) => void;

function set(out: Pair, re: number, im: number): void {
  out.re = re;
  out.im = im;
}

/** Math.hypot is slow and no more exact. */
export function modulus(re: number, im: number): number {
  const [a, b] = [Math.abs(re), Math.abs(im)];
  if (a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const larger = Math.max(a, b);
  if (larger < 1e150 && larger > 1e-150) return Math.sqrt(a * a + b * b);
  return Math.hypot(a, b);
}

export function exp(re: number, im: number, out: Pair): void {
  if (im === 0) set(out, Math.exp(re), im);
  else if (!Number.isFinite(im)) {
    if (re === Number.NEGATIVE_INFINITY) set(out, 0, 0);
    else if (re === Number.POSITIVE_INFINITY) set(out, re, Number.NaN);
    else set(out, Number.NaN, Number.NaN);
  } else {
    const size = Math.exp(re);
    // An infinite size keeps the signs of the two.
    set(out, size * Math.cos(im), size * Math.sin(im));
  }
}

export function log(re: number, im: number, out: Pair): void {
  set(out, logModulus(re, im), Math.atan2(im, re));
}

/** ln |z|, exact near the unit circle too. */
function logModulus(re: number, im: number): number {
  const size = modulus(re, im);
  if (size > 0.5 && size < 2) {
    const larger = Math.max(Math.abs(re), Math.abs(im));
    const smaller = Math.min(Math.abs(re), Math.abs(im));
    return Math.log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2;
  }
  return Math.log(size);
}

export function log2(re: number, im: number, out: Pair): void {
  log(re, im, out);
  set(out, out.re / Math.LN2, out.im / Math.LN2);
}

export function log10(re: number, im: number, out: Pair): void {
  log(re, im, out);
  set(out, out.re / Math.LN10, out.im / Math.LN10);
}

export function sqrt(re: number, im: number, out: Pair): void {
  if (re === 0 && im === 0) set(out, 0, im);
  else if (Math.abs(im) === Number.POSITIVE_INFINITY) set(out, Number.POSITIVE_INFINITY, im);
  else if (Number.isNaN(re)) set(out, Number.NaN, Number.NaN);
  else if (re === Number.POSITIVE_INFINITY) set(out, re, Number.isNaN(im) ? im : copySign(0, im));
  else if (re === Number.NEGATIVE_INFINITY) {
    if (Number.isNaN(im)) set(out, im, Number.POSITIVE_INFINITY);
    else set(out, 0, copySign(Number.POSITIVE_INFINITY, im));
  } else if (re >= 0) {
    const t = Math.sqrt((re + modulus(re, im)) / 2);
    set(out, t, im / (2 * t));
  } else {
    const t = Math.sqrt((-re + modulus(re, im)) / 2);
    set(out, Math.abs(im) / (2 * t), copySign(t, im));
  }
}

export function copySign(size: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -Math.abs(size) : Math.abs(size);
}

export function rsqrt(re: number, im: number, out: Pair): void {
  sqrt(re, im, out);
  reciprocal(out.re, out.im, out);
}

/** 1 / z by Smith's method, as the quotient of two. */
export function reciprocal(re: number, im: number, out: Pair): void {
  quotient(1, 0, re, im, out);
}

/** (a + bi) / (c + di). */
export function quotient(a: number, b: number, c: number, d: number, out: Pair): void {
  const [sizeC, sizeD] = [Math.abs(c), Math.abs(d)];
  if (sizeC >= sizeD) {
    // By nothing: NaN in both parts, as PyTorch's vectors have it.
    if (sizeC === 0 && sizeD === 0) set(out, Number.NaN, Number.NaN);
    else {
      const ratio = d / c;
      const scale = 1 / (c + d * ratio);
      set(out, (a + b * ratio) * scale, (b - a * ratio) * scale);
    }
  } else {
    const ratio = c / d;
    const scale = 1 / (c * ratio + d);
    set(out, (a * ratio + b) * scale, (b * ratio - a) * scale);
  }
}

export function sinh(re: number, im: number, out: Pair): void {
  if (im === 0) set(out, Math.sinh(re), im);
  else if (re === 0) set(out, copySign(0, Math.cos(im) * copySign(1, re)), Math.sin(im));
  else if (Number.isFinite(re)) set(out, Math.sinh(re) * Math.cos(im), Math.cosh(re) * Math.sin(im));
  else if (Number.isFinite(im)) set(out, Math.sinh(re) * Math.cos(im), Math.abs(re) * Math.sin(im));
  else set(out, re, Number.NaN);
}

export function cosh(re: number, im: number, out: Pair): void {
  if (im === 0) set(out, Math.cosh(re), re < 0 || Object.is(re, -0) ? -im : im);
  else if (re === 0) set(out, Math.cos(im), copySign(0, Math.sin(im) * copySign(1, re)));
  else if (Number.isFinite(re)) set(out, Math.cosh(re) * Math.cos(im), Math.sinh(re) * Math.sin(im));
  else if (Number.isFinite(im)) set(out, Math.abs(re) * Math.cos(im), re * Math.sin(im));
  else set(out, Math.abs(re), Number.NaN);
}

export function tanh(re: number, im: number, out: Pair): void {
  if (!Number.isFinite(re)) {
    if (Number.isNaN(re)) set(out, re, im === 0 ? im : Number.NaN);
    else set(out, copySign(1, re), copySign(0, Number.isFinite(im) ? Math.sin(2 * im) : 1));
    return;
  }
  if (!Number.isFinite(im)) {
    set(out, re === 0 ? re : Number.NaN, Number.NaN);
    return;
  }
  const cos = Math.cos(im);
  const sin = Math.sin(im);
  const sh = Math.sinh(re);
  if (Math.abs(re) > 22) {
    set(out, copySign(1, re), (4 * sin * cos) / Math.exp(2 * Math.abs(re)));
    return;
  }
  const denominator = sh * sh + cos * cos;
  set(out, (sh * Math.cosh(re)) / denominator, (sin * cos) / denominator);
}

/** f(iz) = i g(z) gives the circular function of the hyperbolic one: f(z) = -i g(iz). */
function circular(hyperbolic: ComplexFunction): ComplexFunction {
  return (re, im, out, round) => {
    hyperbolic(-im, re, out, round);
    set(out, out.im, -out.re);
  };
}

export const sin = circular(sinh);
export const tan = circular(tanh);

export function cos(re: number, im: number, out: Pair): void {
  cosh(-im, re, out);
}

/** asinh z = i asin(-i z). */
export function asinh(re: number, im: number, out: Pair): void {
  asin(im, -re, out);
  set(out, -out.im, out.re);
}

/** After Kahan, "Branch Cuts for Complex Elementary Functions". */
export function asin(re: number, im: number, out: Pair): void {
  if (!Number.isFinite(re) || !Number.isFinite(im)) {
    asinhSpecial(-im, re, out);
    set(out, out.im, -out.re);
    return;
  }
  sqrt(1 - re, -im, out);
  const [a, b] = [out.re, out.im];
  sqrt(1 + re, im, out);
  const [c, d] = [out.re, out.im];
  set(out, Math.atan2(re, a * c - b * d), copySign(Math.asinh(a * d - b * c), im));
}

/** Where a part is infinite or NaN (C11 G.6.2.2). */
function asinhSpecial(re: number, im: number, out: Pair): void {
  const sizeRe = Math.abs(re);
  if (sizeRe === Number.POSITIVE_INFINITY) {
    if (Number.isNaN(im)) set(out, re, im);
    else set(out, re, Math.abs(im) === Number.POSITIVE_INFINITY ? copySign(Math.PI / 4, im) : copySign(0, im));
  } else if (Math.abs(im) === Number.POSITIVE_INFINITY) {
    set(
      out,
      Number.isNaN(re) ? Number.POSITIVE_INFINITY : copySign(Number.POSITIVE_INFINITY, re),
      Number.isNaN(re) ? re : copySign(Math.PI / 2, im),
    );
  } else set(out, Number.NaN, im === 0 ? im : Number.NaN);
}

export function acos(re: number, im: number, out: Pair): void {
  if (!Number.isFinite(re) || !Number.isFinite(im)) {
    asin(re, im, out);
    set(out, Math.PI / 2 - out.re, -out.im);
    return;
  }
  sqrt(1 - re, -im, out);
  const [a, b] = [out.re, out.im];
  sqrt(1 + re, im, out);
  const [c, d] = [out.re, out.im];
  const imag = Math.asinh(c * b - d * a);
  set(out, 2 * Math.atan2(a, c), copySign(imag, -im));
}

export function acosh(re: number, im: number, out: Pair): void {
  acos(re, im, out);
  // ±i acos z, with a real part that is not negative.
  if (out.im > 0 || Object.is(out.im, 0)) set(out, out.im, -out.re);
  else set(out, -out.im, out.re);
}

export function atanh(re: number, im: number, out: Pair): void {
  if (!Number.isFinite(re) || !Number.isFinite(im)) {
    if (Number.isNaN(re) && Math.abs(im) !== Number.POSITIVE_INFINITY) set(out, re, Number.NaN);
    else if (Number.isNaN(im)) set(out, Math.abs(re) === Number.POSITIVE_INFINITY ? copySign(0, re) : im, im);
    else set(out, copySign(0, Number.isNaN(re) ? 1 : re), copySign(Math.PI / 2, im));
    return;
  }
  const square = im * im;
  const real = Math.log1p((4 * re) / ((1 - re) * (1 - re) + square)) / 4;
  const imag = Math.atan2(2 * im, (1 - re) * (1 + re) - square) / 2;
  set(out, re === 0 ? re : real, imag);
}

export function atan(re: number, im: number, out: Pair): void {
  atanh(-im, re, out);
  set(out, out.im, -out.re);
}

export function sigmoid(re: number, im: number, out: Pair): void {
  exp(-re, -im, out);
  quotient(1, 0, 1 + out.re, out.im, out);
}

/**
 * sin πz / πz, 1 at 0. π is a complex number to PyTorch, which decides the signs of zeros, and every step is rounded to
 * the tensor's precision: in float32, π is a little more than π, and cos(π/2) negative.
 */
export function sinc(re: number, im: number, out: Pair, round: (x: number) => number): void {
  if (re === 0 && im === 0) {
    set(out, 1, 0);
    return;
  }
  const pi = round(Math.PI);
  const c = round(round(pi * re) - 0 * im);
  const d = round(round(pi * im) + 0 * re);
  sin(c, d, out, round);
  const [a, b] = [round(out.re), round(out.im)];
  const size = round(round(c * c) + round(d * d));
  set(out, round(round(a * c) + round(b * d)) / size, round(round(b * c) - round(a * d)) / size);
}

/** z / |z|, 0 for 0. */
export function sgn(re: number, im: number, out: Pair): void {
  const size = modulus(re, im);
  if (size === 0) set(out, 0, 0);
  else set(out, re / size, im / size);
}

export function angle(re: number, im: number): number {
  return Math.atan2(im, re);
}

/** 0^(c + di) as e^((c + di) · -∞): C's product of an infinity is infinite where a part is NaN. */
function powerOfZero(c: number, d: number, out: Pair): void {
  if (c === 0 || Number.isNaN(c) || Number.isNaN(d)) set(out, Number.NaN, Number.NaN);
  else if (c < 0) set(out, Number.POSITIVE_INFINITY, Number.NaN);
  else set(out, 0, d < 0 ? 0 : -0);
}

/** (a + bi)^(c + di), in polar coordinates. */
export function power(a: number, b: number, c: number, d: number, out: Pair): void {
  if (a === 0 && b === 0) powerOfZero(c, d, out);
  else if (b === 0 && d === 0 && a > 0 && Number.isFinite(a) && Number.isFinite(c)) set(out, a ** c, 0);
  else {
    log(a, b, out);
    exp(out.re * c - out.im * d, out.re * d + out.im * c, out);
  }
}
