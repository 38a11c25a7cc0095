// e^x and ln x in float32, bit for bit as PyTorch computes them on x86-64 with AVX2: whole vectors go through Sleef's
// functions of 1.0 ULP (expf u10, logf u10; sleef.org) with fused multiply-adds, what is left over through the C
// library (glibc's expf). A product of two floats is exact in double, so rounding product plus sum once is the fused
// operation; the rare double rounding has not been seen in 120,000 values.

const fround = Math.fround;

/** Elements of one pass of PyTorch's vectorised loops: two vectors of eight floats. */
export const VECTOR_STEP = 16;

const LOG2_E = fround(Math.LOG2E);
const LN2_HIGH = fround(0.693145751953125);
const LN2_LOW = fround(1.428606765330187e-6);
const E6 = fround(0.00019852762);
const E5 = fround(0.0013930436);
const E4 = fround(0.008333361);
const E3 = fround(0.041666485);
const E2 = fround(0.16666667);

/** To the nearest integer, ties to even; Math.round takes them up. */
function nearest(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** e^x by Sleef: 2^q·e^s with a polynomial in s. */
export function vectorExp(x: number): number {
  if (x < -104) return 0;
  if (x > 100) return Number.POSITIVE_INFINITY;
  const q = nearest(fround(x * LOG2_E));
  let s = fround(x - q * LN2_HIGH);
  s = fround(s - q * LN2_LOW);
  let u = fround(E6 * s + E5);
  u = fround(u * s + E4);
  u = fround(u * s + E3);
  u = fround(u * s + E2);
  u = fround(u * s + 0.5);
  u = fround(1 + fround(fround(s * s) * u + s));
  return fround(u * 2 ** q);
}

/** 2^(i/32), and e^(r·ln2/32) - 1 as a cubic: glibc's expf, which works in double and rounds once. */
const STEPS = 32;
const powers = Float64Array.from({ length: STEPS }, (_, i) => 2 ** (i / STEPS));
const P3 = 0x1c6af84b912394 / 2 ** 57 / STEPS / STEPS / STEPS;
const P2 = 0x1ebfce50fac4f3 / 2 ** 55 / STEPS / STEPS;
const P1 = 0x162e42ff0c52d6 / 2 ** 53 / STEPS;

/** e^x by the C library. */
export function plainExp(x: number): number {
  if (x > 88.8) return Number.POSITIVE_INFINITY;
  if (x < -104) return 0;
  if (Number.isNaN(x)) return x;
  const z = x * (Math.LOG2E * STEPS);
  const k = nearest(z);
  const r = z - k;
  const step = k & (STEPS - 1);
  const scale = (powers[step] as number) * 2 ** ((k - step) / STEPS);
  return fround(((P3 * r + P2) * (r * r) + (P1 * r + 1)) * scale);
}

const SMALLEST_NORMAL = 2 ** -126;
const FOUR_THIRDS = fround(1 / 0.75);
/** ln 2 as Sleef's pair of floats. */
const LN2 = fround(Math.LN2) + fround(-1.9046543e-9);
const L3 = fround(0.30272949);
const L2 = fround(0.39961082);
const L1 = fround(0.6666695);

const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

/** ln x by Sleef: e·ln2 + 2·atanh((m - 1)/(m + 1)), its pairs of floats held in one double. */
export function vectorLog(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const small = x < SMALLEST_NORMAL;
  const scaled = small ? x * 2 ** 64 : x;
  float[0] = scaled * FOUR_THIRDS;
  const exponent = (((bits[0] as number) >> 23) & 255) - 127;
  const m = scaled * 2 ** -exponent;
  const high = fround(fround(m - 1) * fround(1 / fround(m + 1)));
  const square = fround(high * high);
  const t = fround(fround(L3 * square + L2) * square + L1);
  const ratio = (m - 1) / (m + 1);
  return fround((small ? exponent - 64 : exponent) * LN2 + 2 * ratio + fround(fround(square * high) * t));
}
