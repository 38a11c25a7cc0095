// The float32 logarithm, sine and cosine that PyTorch's AVX2 build uses inside normal_: Cephes' polynomials with the
// fused multiply-adds that the compiler makes of them. Only for the arguments that Box-Muller gives.
// Follows aten/src/ATen/native/cpu/avx_mathfun.h.

import { fma32 } from "./fma";

const fround = Math.fround;

const sqrtHalf = fround(Math.SQRT1_2);
const p0 = fround(7.0376836292e-2);
const p1 = fround(-1.151461031e-1);
const p2 = fround(1.167699874e-1);
const p3 = fround(-1.2420140846e-1);
const p4 = fround(1.4249322787e-1);
const p5 = fround(-1.6668057665e-1);
const p6 = fround(2.0000714765e-1);
const p7 = fround(-2.4999993993e-1);
const p8 = fround(3.3333331174e-1);
const q1 = fround(-2.1219444e-4);
const q2 = fround(0.693359375);

const floatView = new Float32Array(1);
const bitView = new Int32Array(floatView.buffer);

/** ln of a normal float32 in (0, 1]. */
export function logFloat32(x: number): number {
  floatView[0] = x;
  const bits = bitView[0] as number; // a view of one element
  let exponent = (bits >>> 23) - 126;
  bitView[0] = (bits & 0x7fffff) | 0x3f000000;
  let m = floatView[0];
  if (m < sqrtHalf) {
    exponent -= 1;
    m = fround(fround(m - 1) + m);
  } else {
    m = fround(m - 1);
  }
  const z = fround(m * m);
  let y = fma32(p0, m, p1);
  y = fma32(y, m, p2);
  y = fma32(y, m, p3);
  y = fma32(y, m, p4);
  y = fma32(y, m, p5);
  y = fma32(y, m, p6);
  y = fma32(y, m, p7);
  y = fma32(y, m, p8);
  y = fround(y * m);
  y = fma32(y, z, fround(exponent * q1));
  y = fma32(-z, 0.5, y);
  return fma32(exponent, q2, fround(m + y));
}

const fourOverPi = fround(4 / Math.PI);
const dp1 = fround(-0.78515625);
const dp2 = fround(-2.418756484985352e-4);
const dp3 = fround(-3.774894977445941e-8);
const c0 = fround(2.443315711809948e-5);
const c1 = fround(-1.388731625493765e-3);
const c2 = fround(4.166664568298827e-2);
const s0 = fround(-1.9515295891e-4);
const s1 = fround(8.3321608736e-3);
const s2 = fround(-1.6666654611e-1);

/** Sine and cosine of a small angle >= 0, written into `out` so that nothing is allocated. */
export function sinCosFloat32(angle: number, out: { sin: number; cos: number }): void {
  const octant = (Math.trunc(fround(angle * fourOverPi)) + 1) & ~1;
  let x = fma32(octant, dp1, angle);
  x = fma32(octant, dp2, x);
  x = fma32(octant, dp3, x);
  const z = fround(x * x);
  let c = fma32(c0, z, c1);
  c = fma32(c, z, c2);
  c = fround(c * z);
  c = fma32(c, z, -fround(z * 0.5));
  c = fround(c + 1);
  let s = fma32(s0, z, s1);
  s = fma32(s, z, s2);
  s = fround(s * z);
  s = fma32(s, x, x);
  const straight = (octant & 2) === 0;
  const sin = straight ? s : c;
  const cos = straight ? c : s;
  out.sin = octant & 4 ? -sin : sin;
  out.cos = ~(octant - 2) & 4 ? -cos : cos;
}
