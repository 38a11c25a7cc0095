// Elementary functions, rounded to the nearest double: what C's library gives but for rare last bits, where its own
// versions differ. JavaScript's Math is a bit off in one of ten results.

import {
  difference,
  negative,
  product,
  quotient,
  scaled,
  shifted,
  squareRoot,
  sum,
  toNumber,
  type Wide,
  wide,
} from "./double-double";
import { type LongWay, quickArctangent, quickExp, quickLog, quickSine } from "./quick-elementary";

const LN2 = wide(Math.LN2, 2.3190468138462996e-17);
const HALF_PI = wide(1.5707963267948966, 6.123233995736766e-17);
/** π/2 beyond the two doubles above. */
const HALF_PI_REST = -1.4973849048591833e-33;
const ONE = wide(1);

// 1/n! for the series, made when the first of them is asked for.
const inverseFactorials: Wide[] = [];

function inverseFactorial(n: number): Wide {
  for (let each = inverseFactorials.length; each <= n; each++) {
    let factorial = ONE;
    for (let i = 2; i <= each; i++) factorial = scaled(factorial, i);
    inverseFactorials.push(quotient(ONE, factorial));
  }
  return inverseFactorials[n] ?? ONE;
}

/** e^a. */
function expWide(a: Wide): { value: Wide; exponent: number } {
  const exponent = Math.round(a.high / LN2.high);
  const rest = shifted(difference(a, scaled(LN2, exponent)), -9);
  // e^r - 1 keeps the small bits through the squarings: (1 + s)² - 1 = 2s + s².
  let term = rest;
  let s = rest;
  for (let n = 2; n <= 8; n++) {
    term = product(term, rest);
    s = sum(s, product(term, inverseFactorial(n)));
  }
  for (let i = 0; i < 9; i++) s = sum(shifted(s, 1), product(s, s));
  return { value: sum(ONE, s), exponent };
}

function timesPowerOfTwo(a: Wide, exponent: number): number {
  if (exponent > 1023) return toNumber(a) * 2 ** 1023 * 2 ** (exponent - 1023);
  if (exponent >= -1000) return toNumber(a) * 2 ** exponent;
  // A subnormal result is rounded once, at its own last place: adding a large number makes the cut.
  const unit = 2 ** (-1074 - exponent);
  const cut = 3 * 2 ** 51 * unit;
  const high = a.high + cut - cut;
  const rest = a.high - high + a.low;
  const rounded = Math.abs(rest) * 2 > unit ? high + Math.sign(rest) * unit : high;
  return rounded * 2 ** -537 * 2 ** (exponent + 537);
}

/** The sum, rounded, where it does not depend on what it may be off; else NaN. */
function roundedIf(high: number, low: number, doubt: number): number {
  const unsure = Math.abs(high) * doubt;
  const rounded = high + (low + unsure);
  return rounded === high + (low - unsure) ? rounded : Number.NaN;
}

export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 710) return Number.POSITIVE_INFINITY;
  if (x < -746) return 0;
  if (x === 0) return 1;
  const quick = quickExp(x, 0, 0, LONG_WAY);
  if (!Number.isNaN(quick)) return quick;
  const { value, exponent } = expWide(wide(x));
  return timesPowerOfTwo(value, exponent);
}

const LONG_WAY: LongWay = {
  exp: (numerator, denominator) => {
    const { value, exponent } = expWide(quotient(scaled(LN2, numerator), wide(denominator)));
    return shifted(value, exponent);
  },
  log: logWide,
  arctangent: (x) => arctangentWide(wide(x), ONE),
  sineAndCosine: (x) => sineAndCosine(wide(x)),
};

/** How much of a result the quick ways may be off. */
const DOUBT = 2 ** -63;

const SMALLEST_NORMAL = 2 ** -1022;

/** The logarithm of a positive finite double. */
function logWide(x: number): Wide {
  let mantissa = x;
  let exponent = 0;
  if (mantissa < SMALLEST_NORMAL) {
    mantissa *= 2 ** 54;
    exponent = -54;
  }
  const power = Math.floor(Math.log2(mantissa));
  mantissa /= 2 ** power;
  exponent += power;
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const guess = Math.log(mantissa);
  let fraction: Wide;
  if (Math.abs(mantissa - 1) < 0.02) {
    // 2·atanh(s), s = (m - 1) / (m + 1): no cancellation near 1.
    const s = quotient(wide(mantissa - 1), sum(wide(mantissa), ONE));
    const square = product(s, s);
    let term = s;
    fraction = s;
    for (let n = 3; n <= 17; n += 2) {
      term = product(term, square);
      fraction = sum(fraction, quotient(term, wide(n)));
    }
    fraction = shifted(fraction, 1);
  } else {
    // One step of Newton on e^y = m: y + t - t²/2 with t = m·e^-y - 1.
    const { value, exponent: shift } = expWide(wide(-guess));
    const t = difference(scaled(shifted(value, shift), mantissa), ONE);
    fraction = sum(wide(guess), difference(t, shifted(product(t, t), -1)));
  }
  return sum(scaled(LN2, exponent), fraction);
}

function logarithm(x: number, base: Wide | null): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!Number.isFinite(x)) return x;
  if (x >= SMALLEST_NORMAL) {
    const quick = quickLog(x, LONG_WAY);
    const { high, low } = base === null ? quick : quotient(quick, base);
    const rounded = roundedIf(high, low, DOUBT);
    if (!Number.isNaN(rounded)) return rounded;
  }
  const value = logWide(x);
  return toNumber(base === null ? value : quotient(value, base));
}

export const log = (x: number): number => logarithm(x, null);
export const log2 = (x: number): number => logarithm(x, LN2);

/** As C's library computes it, from the logarithm of the mantissa (sysdeps/ieee754/dbl-64/e_log10.c). */
export function log10(x: number): number {
  if (!(x > 0) || !Number.isFinite(x)) return log(x);
  let exponent = Math.floor(Math.log2(x));
  if (2 ** exponent > x) exponent--;
  else if (2 ** (exponent + 1) <= x) exponent++;
  const carried = exponent < 0 ? exponent + 1 : exponent;
  // In two steps, because 2^1074 is no double.
  const mantissa = x * 2 ** -(carried >> 1) * 2 ** -(carried - (carried >> 1));
  return carried * 3.694239077158931e-13 + Math.LOG10E * log(mantissa) + carried * 0.30102999566361177;
}

/** C's pow for the cases that JavaScript agrees on or not. */
export function power(x: number, y: number): number {
  // C's pow(1, y) and pow(-1, ±inf) are 1 where JavaScript's are NaN.
  if (x === 1 || y === 0) return 1;
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  const quick = x ** y;
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0 || Number.isNaN(quick)) return quick;
  // These are one operation, which is rounded as the power is.
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;
  const size = Math.abs(x);
  if (size >= SMALLEST_NORMAL) {
    const { high, low } = product(quickLog(size, LONG_WAY), wide(y));
    const near = quickExp(high, low, Math.abs(high) * DOUBT, LONG_WAY);
    if (!Number.isNaN(near)) return quick < 0 ? -near : near;
  }
  const exponent = product(logWide(size), wide(y));
  if (exponent.high > 710 || exponent.high < -746) return quick;
  const { value, exponent: shift } = expWide(exponent);
  const magnitude = timesPowerOfTwo(value, shift);
  return quick < 0 || Object.is(quick, -0) ? -magnitude : magnitude;
}

/** √(x² + y²), rounded once, where neither square leaves the doubles. */
export function hypotenuse(x: number, y: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Math.hypot(x, y);
  const larger = Math.max(Math.abs(x), Math.abs(y));
  if (larger === 0) return 0;
  if (Math.min(Math.abs(x), Math.abs(y)) === 0) return larger;
  const exponent = Math.floor(Math.log2(larger));
  const unit = 2 ** Math.max(-1000, Math.min(1000, exponent));
  const [a, b] = [wide(x / unit), wide(y / unit)];
  return toNumber(squareRoot(sum(product(a, a), product(b, b)))) * unit;
}

const TINY = 2 ** -112;

/** sin and cos of an angle up to π/4. */
function sineAndCosine(angle: Wide): { sine: Wide; cosine: Wide } {
  const square = product(angle, angle);
  let sine = angle;
  let cosine = ONE;
  let odd = angle;
  let even = ONE;
  for (let n = 1; n <= 13; n++) {
    even = negative(product(even, square));
    cosine = sum(cosine, product(even, inverseFactorial(2 * n)));
    odd = negative(product(odd, square));
    const term = product(odd, inverseFactorial(2 * n + 1));
    sine = sum(sine, term);
    // What follows is below the last bit of the sum.
    if (Math.abs(term.high) < Math.abs(sine.high) * TINY) break;
  }
  return { sine, cosine };
}

/** The quarter turn that an angle lies in, and what is left of it. */
function reduced(x: number): { quarter: number; angle: Wide } {
  const turns = Math.round(x / HALF_PI.high);
  if (Math.abs(turns) < 2 ** 26) {
    const rest = difference(difference(wide(x), scaled(wide(HALF_PI.high), turns)), scaled(wide(HALF_PI.low), turns));
    return { quarter: ((turns % 4) + 4) % 4, angle: sum(rest, wide(-turns * HALF_PI_REST)) };
  }
  return reducedExactly(x);
}

/** π/2 as an integer over 2^1200, by Machin's formula, made when a large angle first asks for it. */
let halfPiBits: bigint | null = null;
const BITS = 1200n;

function halfPi(): bigint {
  if (halfPiBits !== null) return halfPiBits;
  const unit = 1n << (BITS + 32n);
  const arctangent = (inverse: bigint): bigint => {
    let term = unit / inverse;
    let total = term;
    for (let n = 3n; term !== 0n; n += 2n) {
      term = -term / (inverse * inverse);
      total += term / n;
    }
    return total;
  };
  halfPiBits = (8n * arctangent(5n) - 2n * arctangent(239n)) >> 32n;
  return halfPiBits;
}

function reducedExactly(x: number): { quarter: number; angle: Wide } {
  // |x| is an integer here or has few bits after the point, which the scale holds exactly.
  const scale = 2 ** 60;
  const whole = Math.abs(x) >= 2 ** 53 ? BigInt(Math.abs(x)) << BITS : (BigInt(Math.abs(x) * scale) << BITS) >> 60n;
  const unit = halfPi();
  const turns = (2n * whole + unit) / (2n * unit);
  const rest = whole - turns * unit;
  const top = Number(rest >> (BITS - 120n)) * 2 ** -120;
  const below = rest - (BigInt(Math.round(top * 2 ** 120)) << (BITS - 120n));
  const angle = wide(top, Number(below >> (BITS - 200n)) * 2 ** -200);
  const quarter = Number(turns % 4n);
  return x < 0 ? { quarter: (4 - quarter) % 4, angle: negative(angle) } : { quarter, angle };
}

export function sin(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) < 1e-9) return Number.isFinite(x) ? x : Number.NaN;
  const quick = quickSine(x, 0, LONG_WAY);
  if (!Number.isNaN(quick)) return quick;
  const { quarter, angle } = reduced(x);
  const { sine, cosine } = sineAndCosine(angle);
  return toNumber([sine, cosine, negative(sine), negative(cosine)][quarter] ?? sine);
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  const quick = quickSine(x, 1, LONG_WAY);
  if (!Number.isNaN(quick)) return quick;
  const { quarter, angle } = reduced(x);
  const { sine, cosine } = sineAndCosine(angle);
  return toNumber([cosine, negative(sine), negative(cosine), sine][quarter] ?? cosine);
}

export function tan(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) < 1e-9) return Number.isFinite(x) ? x : Number.NaN;
  const { quarter, angle } = reduced(x);
  const { sine, cosine } = sineAndCosine(angle);
  return toNumber(quarter % 2 === 0 ? quotient(sine, cosine) : negative(quotient(cosine, sine)));
}

/** The arctangent of a ratio: Newton on the angle that JavaScript gives. */
function arctangentWide(y: Wide, x: Wide): Wide {
  const guess = Math.atan2(y.high, x.high);
  const { quarter, angle } = reduced(guess);
  const { sine, cosine } = sineAndCosine(angle);
  const [s = sine, c = cosine] = [
    [sine, cosine],
    [cosine, negative(sine)],
    [negative(sine), negative(cosine)],
    [negative(cosine), sine],
  ][quarter] ?? [sine, cosine];
  const rest = quotient(difference(product(y, c), product(x, s)), sum(product(x, c), product(y, s)));
  return sum(wide(guess), rest);
}

/** The arctangent of a ratio, rounded. */
function arctangent(y: Wide, x: Wide): number {
  const [up, right] = [y.high < 0 ? negative(y) : y, x.high < 0 ? negative(x) : x];
  const isSteep = up.high > right.high;
  let angle = isSteep ? quickArctangent(right, up, LONG_WAY) : quickArctangent(up, right, LONG_WAY);
  if (isSteep) angle = difference(HALF_PI, angle);
  if (x.high < 0) angle = difference(shifted(HALF_PI, 1), angle);
  const quick = roundedIf(angle.high, angle.low, DOUBT);
  if (Number.isNaN(quick)) return toNumber(arctangentWide(y, x));
  return y.high < 0 ? -quick : quick;
}

export function atan(x: number): number {
  if (Number.isNaN(x) || Math.abs(x) < 1e-9) return x;
  // From here on π/2 to the last bit.
  if (Math.abs(x) > 1e17) return (Math.sign(x) * Math.PI) / 2;
  return arctangent(wide(x), ONE);
}

export function atan2(y: number, x: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0 || y === 0) return Math.atan2(y, x);
  const ratio = Math.abs(y / x);
  if (ratio < 1e-9 || ratio > 1e9) return Math.atan2(y, x);
  return arctangent(wide(y), wide(x));
}

export function asin(x: number): number {
  if (!(Math.abs(x) <= 1) || Math.abs(x) < 1e-9) return Math.abs(x) <= 1 ? x : Number.NaN;
  const other = squareRoot(product(difference(ONE, wide(x)), sum(ONE, wide(x))));
  return arctangent(wide(x), other);
}

export function acos(x: number): number {
  if (!(Math.abs(x) <= 1)) return Number.NaN;
  if (x === 1) return 0;
  const other = squareRoot(product(difference(ONE, wide(x)), sum(ONE, wide(x))));
  return arctangent(other, wide(x));
}

// As C's library computes them (fdlibm's e_sinh.c and e_cosh.c), with its exp.

export function sinh(x: number): number {
  const magnitude = Math.abs(x);
  const half = x < 0 ? -0.5 : 0.5;
  if (!Number.isFinite(x) || magnitude < 2 ** -28) return x;
  if (magnitude < 22) {
    const t = Math.expm1(magnitude);
    return magnitude < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  if (magnitude < 709.78) return half * exp(magnitude);
  const root = exp(0.5 * magnitude);
  return half * root * root;
}

export function cosh(x: number): number {
  const magnitude = Math.abs(x);
  if (!Number.isFinite(x)) return Math.abs(x);
  if (magnitude < 0.34657359027997264) {
    const t = Math.expm1(magnitude);
    const w = 1 + t;
    return magnitude < 2 ** -55 ? w : 1 + (t * t) / (w + w);
  }
  if (magnitude < 22) {
    const t = exp(magnitude);
    return 0.5 * t + 0.5 / t;
  }
  if (magnitude < 709.78) return 0.5 * exp(magnitude);
  const root = exp(0.5 * magnitude);
  return 0.5 * root * root;
}

const TWO_OVER_ROOT_PI = quotient(wide(2), squareRoot(scaled(HALF_PI, 2)));

/** erf by its series; past 6 it is 1 to the last bit. */
function erfWide(x: number): Wide {
  const square = product(wide(x), wide(x));
  let term = wide(x);
  let total = term;
  for (let n = 1; n < 200; n++) {
    term = negative(quotient(product(term, square), wide(n)));
    const next = quotient(term, wide(2 * n + 1));
    total = sum(total, next);
    if (Math.abs(next.high) < Math.abs(total.high) * 1e-34) break;
  }
  return product(total, TWO_OVER_ROOT_PI);
}

export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  return Math.abs(x) > 5.95 ? Math.sign(x) : toNumber(erfWide(x));
}

export function erfc(x: number): number {
  if (Number.isNaN(x) || x < 2)
    return Number.isNaN(x) ? x : toNumber(difference(ONE, x < -5.95 ? wide(-1) : erfWide(x)));
  if (x > 27.3) return 0;
  // The continued fraction from its end: e^-x²/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))).
  let tail = wide(x);
  for (let n = 150; n >= 1; n--) tail = sum(wide(x), quotient(wide(n / 2), tail));
  const { value, exponent } = expWide(negative(product(wide(x), wide(x))));
  const scale = shifted(TWO_OVER_ROOT_PI, -1);
  return timesPowerOfTwo(quotient(product(value, scale), tail), exponent);
}
