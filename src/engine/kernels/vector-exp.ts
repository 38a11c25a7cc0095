// e^x in float32 as PyTorch's AVX2 code computes it: Sleef's expf with 1.0 ULP (u10), every product-and-sum fused.
// PyTorch runs it on whole vectors only; what is left over goes through the C library, whose float result is e^x
// rounded once (`plainExp`). Coefficients: sleef.org, expf u10.

const fround = Math.fround;

const LOG2_E = fround(Math.LOG2E);
const LN2_HIGH = fround(0.693145751953125);
const LN2_LOW = fround(1.428606765330187e-6);
const C6 = fround(0.00019852762);
const C5 = fround(0.0013930436);
const C4 = fround(0.008333361);
const C3 = fround(0.041666485);
const C2 = fround(0.16666667);

/** Elements of one pass of PyTorch's vectorised loops: two vectors of eight floats. */
export const VECTOR_STEP = 16;

/** Of a float32 x. A float product is exact in double, so rounding product plus sum once is the fused operation. */
export function vectorExp(x: number): number {
  if (x < -104) return 0;
  if (x > 100) return Number.POSITIVE_INFINITY;
  const scaled = fround(x * LOG2_E);
  // Ties to even; Math.round takes them up. NaN stays NaN.
  let q = Math.round(scaled);
  if (q - scaled === 0.5 && q % 2 !== 0) q -= 1;
  let s = fround(x - q * LN2_HIGH);
  s = fround(s - q * LN2_LOW);
  let u = fround(C6 * s + C5);
  u = fround(u * s + C4);
  u = fround(u * s + C3);
  u = fround(u * s + C2);
  u = fround(u * s + 0.5);
  u = fround(1 + fround(fround(s * s) * u + s));
  return fround(u * 2 ** q);
}

/** The C library's expf. */
export function plainExp(x: number): number {
  return fround(Math.exp(x));
}
