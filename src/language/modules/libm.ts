// Functions of C's math library that JavaScript lacks, or that round otherwise there than in glibc on a PC: the inverse
// hyperbolic ones and erf after fdlibm, cbrt after glibc, and gamma after CPython's own (Modules/mathmodule.c).

import * as elementary from "../runtime/elementary";

const { exp, log, power, sin, cos } = elementary;

export function asinh(x: number): number {
  const a = Math.abs(x);
  if (!Number.isFinite(x) || a < 2 ** -28) return x;
  let w: number;
  if (a > 2 ** 28) w = log(a) + Math.LN2;
  else if (a > 2) w = log(2 * a + 1 / (Math.sqrt(a * a + 1) + a));
  else w = Math.log1p(a + (a * a) / (1 + Math.sqrt(1 + a * a)));
  return x > 0 ? w : -w;
}

export function acosh(x: number): number {
  if (Number.isNaN(x) || x < 1) return Number.NaN;
  if (x === 1) return 0;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x >= 2 ** 28) return log(x) + Math.LN2;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return Math.log1p(t + Math.sqrt(2 * t + t * t));
}

const CBRT_2 = 1.2599210498948732;
const CBRT_4 = 1.5874010519681996;
const CBRT_FACTORS = [1 / CBRT_4, 1 / CBRT_2, 1, CBRT_2, CBRT_4];

export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const [m, exponent] = frexp(Math.abs(x));
  const u =
    0.35489576504391984 +
    (1.508191937815849 -
      (2.114994941673713 -
        (2.4469312256353444 - (1.8346927748361308 - (0.7849323449766392 - 0.14526389938548637 * m) * m) * m) * m) *
        m) *
      m;
  const cube = u * u * u;
  const y = ((u * (cube + 2 * m)) / (2 * cube + m)) * (CBRT_FACTORS[2 + (exponent % 3)] ?? 1);
  return ldexp(x > 0 ? y : -y, Math.trunc(exponent / 3));
}

/** Mantissa of [0.5, 1) and exponent. */
export function frexp(value: number): [number, number] {
  if (value === 0 || !Number.isFinite(value)) return [value, 0];
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(value))) + 1);
  let mantissa = value * 2 ** -Math.trunc(exponent / 2) * 2 ** -(exponent - Math.trunc(exponent / 2));
  while (Math.abs(mantissa) < 0.5) {
    mantissa *= 2;
    exponent--;
  }
  while (Math.abs(mantissa) >= 1) {
    mantissa /= 2;
    exponent++;
  }
  return [mantissa, exponent];
}

export function ldexp(x: number, exponent: number): number {
  let result = x;
  let rest = Math.max(-2200, Math.min(2200, exponent));
  while (rest > 1000) {
    result *= 2 ** 1000;
    rest -= 1000;
  }
  if (rest < -1000 && result !== 0) {
    // One rounding only: down to the exponent of 2⁻⁵³ first, exactly.
    const [mantissa, own] = frexp(result);
    rest += own;
    if (rest < -1080) return result < 0 ? -0 : 0;
    return rest < -1020 ? mantissa * 2 ** (rest + 100) * 2 ** -100 : mantissa * 2 ** rest;
  }
  return result * 2 ** rest;
}

// Coefficients of fdlibm's s_erf.c.
const ERX = 0.8450629115104675;
const EFX = 0.1283791670955126;
const PP = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5,
];
const QQ = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-6,
];
const PA = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const QA = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const RA = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const SA = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const RB = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const SB = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];

/** A polynomial in glibc's order: neighbours in pairs, the pairs by powers of z². */
function paired(coefficients: readonly number[], z: number): number {
  const square = z * z;
  const powers = [1, square, square * square, square * square * square, square * square * (square * square)];
  let total = 0;
  for (let i = 0; i < coefficients.length; i += 2) {
    const [low = 0, high] = [coefficients[i], coefficients[i + 1]];
    const pair = high === undefined ? low : low + z * high;
    total = i === 0 ? pair : total + (powers[i / 2] ?? 0) * pair;
  }
  return total;
}

/** erfc for |x| ≥ 1.25, times |x|. */
function tail(a: number): number {
  const s = 1 / (a * a);
  const early = a < 1 / 0.35;
  const ratio = early ? paired(RA, s) / paired(SA, s) : paired(RB, s) / paired(SB, s);
  const words = new Float64Array([a]);
  new Uint32Array(words.buffer)[0] = 0;
  const z = words[0] ?? a;
  return exp(-z * z - 0.5625) * exp((z - a) * (z + a) + ratio);
}

export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  const sign = x < 0 ? -1 : 1;
  if (a < 0.84375) {
    if (a < 2 ** -28) return x + EFX * x;
    const z = x * x;
    return x + x * (paired(PP, z) / paired(QQ, z));
  }
  if (a < 1.25) {
    const s = a - 1;
    return sign * (ERX + paired(PA, s) / paired(QA, s));
  }
  if (a >= 6) return sign;
  return sign * (1 - tail(a) / a);
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a < 0.84375) {
    if (a < 2 ** -56) return 1 - x;
    const z = x * x;
    const y = paired(PP, z) / paired(QQ, z);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
  }
  if (a < 1.25) {
    const s = a - 1;
    const ratio = paired(PA, s) / paired(QA, s);
    return x >= 0 ? 1 - ERX - ratio : 1 + (ERX + ratio);
  }
  if (a >= 28 || (x < 0 && a >= 6)) return x > 0 ? 0 : 2;
  const r = tail(a) / a;
  return x > 0 ? r : 2 - r;
}

const LANCZOS_G = 6.02468004077673;
const LANCZOS_G_MINUS_HALF = 5.52468004077673;
const LANCZOS_TOP = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
];
const LANCZOS_BOTTOM = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

function lanczosSum(x: number): number {
  let top = 0;
  let bottom = 0;
  if (x < 5) {
    for (let i = 12; i >= 0; i--) {
      top = top * x + (LANCZOS_TOP[i] ?? 0);
      bottom = bottom * x + (LANCZOS_BOTTOM[i] ?? 0);
    }
  } else {
    for (let i = 0; i <= 12; i++) {
      top = top / x + (LANCZOS_TOP[i] ?? 0);
      bottom = bottom / x + (LANCZOS_BOTTOM[i] ?? 0);
    }
  }
  return top / bottom;
}

/** sin(πx). */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const way = Math.floor(2 * y + 0.5);
  const values = [
    () => sin(Math.PI * y),
    () => cos(Math.PI * (y - 0.5)),
    () => sin(Math.PI * (1 - y)),
    () => -cos(Math.PI * (y - 1.5)),
    () => sin(Math.PI * (y - 2)),
  ];
  return Math.sign(x) * (values[way]?.() ?? 0);
}

/** NaN where it is a domain error, infinite where the result is too large. */
export function gamma(x: number): number {
  if (!Number.isFinite(x)) return x === Number.NEGATIVE_INFINITY ? Number.NaN : x;
  if (x === 0) return Number.NaN;
  if (Number.isInteger(x)) {
    if (x < 0) return Number.NaN;
    if (x <= 23) {
      let product = 1;
      for (let i = 2; i < x; i++) product *= i;
      return product;
    }
  }
  const a = Math.abs(x);
  if (a < 1e-20) return 1 / x;
  if (a > 200) return x < 0 ? 0 / sinPi(x) : Number.POSITIVE_INFINITY;
  const y = a + LANCZOS_G_MINUS_HALF;
  let z = a > LANCZOS_G_MINUS_HALF ? y - a - LANCZOS_G_MINUS_HALF : y - LANCZOS_G_MINUS_HALF - a;
  z = (z * LANCZOS_G) / y;
  const small = a < 140;
  const root = small ? power(y, a - 0.5) : power(y, a / 2 - 0.25);
  if (x < 0) {
    let r = ((-Math.PI / sinPi(a) / a) * exp(y)) / lanczosSum(a);
    r -= z * r;
    return small ? r / root : r / root / root;
  }
  let r = lanczosSum(a) / exp(y);
  r += z * r;
  return small ? r * root : r * root * root;
}

const LOG_PI = 1.1447298858494002;

export function logGamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY;
  if (Number.isInteger(x) && x <= 2) return x <= 0 ? Number.NaN : 0;
  const a = Math.abs(x);
  if (a < 1e-20) return -log(a);
  let r = log(lanczosSum(a)) - LANCZOS_G;
  r += (a - 0.5) * (log(a + LANCZOS_G - 0.5) - 1);
  return x < 0 ? LOG_PI - log(Math.abs(sinPi(a))) - log(a) - r : r;
}

/** IEEE 754's remainder: of the division rounded to the nearest, to even in the middle. */
export function remainder(x: number, y: number): number {
  if (Number.isFinite(x) && Number.isFinite(y)) {
    if (y === 0) return Number.NaN;
    const [a, b] = [Math.abs(x), Math.abs(y)];
    const m = a % b;
    const c = b - m;
    const r = m < c ? m : m > c ? -c : m - 2 * ((0.5 * (a - m)) % b);
    return x < 0 || Object.is(x, -0) ? -r : r;
  }
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  return Number.isFinite(x) ? x : Number.NaN;
}

const bits = new DataView(new ArrayBuffer(8));

/** The next float after x towards y. */
export function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  bits.setFloat64(0, x);
  const step = y > x === x > 0 ? 1n : -1n;
  bits.setBigInt64(0, bits.getBigInt64(0) + step);
  return bits.getFloat64(0);
}

/** The value of the least significant bit. */
export function ulp(x: number): number {
  const a = Math.abs(x);
  if (!Number.isFinite(a)) return a;
  const above = nextAfter(a, Number.POSITIVE_INFINITY);
  return Number.isFinite(above) ? above - a : a - nextAfter(a, Number.NEGATIVE_INFINITY);
}
