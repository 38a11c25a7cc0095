// gelu of float32 and its gradient, in the steps of src/engine/kernels/gelu.ts, four elements at a time: what is fused
// there is made in double and rounded once.

import { floatsOf, fused, highDoubles, lowDoubles, scaled } from "./exponential";

const INVERSE_ROOT_2 = reinterpret<f32>(0x3f3504f3);
const INVERSE_ROOT_PI = reinterpret<f32>(0x3f106eba);
const LOG2_E = reinterpret<f32>(0x3fb8aa3b);
const LN2 = <f64>reinterpret<f32>(0x3f317218);
const SMALLEST_EXPONENT = reinterpret<f32>(0xc2aeac50);
const E1 = <f64>reinterpret<f32>(0x3f7ffffb);
const E2 = <f64>reinterpret<f32>(0x3efffee3);
const E3 = <f64>reinterpret<f32>(0x3e2aad40);
const E4 = <f64>reinterpret<f32>(0x3d2b9d0d);
const E5 = <f64>reinterpret<f32>(0x3c07cfce);
const ERF_SCALE = <f64>reinterpret<f32>(0x3ea7ba05);
const P1 = <f64>reinterpret<f32>(0x3e827906);
const P2 = <f64>reinterpret<f32>(0xbe91a98e);
const P3 = <f64>reinterpret<f32>(0x3fb5f0e3);
const P4 = <f64>reinterpret<f32>(0xbfba00e3);
const P5 = <f64>reinterpret<f32>(0x3f87dc22);

/** Half of e^x for two floats held as doubles, n being the power of two in it; not rounded yet. */
function halfPower(x: v128, n: v128): v128 {
  const r = fused(n, f64x2.splat(-LN2), x);
  let y = fused(f64x2.splat(E5), r, f64x2.splat(E4));
  y = fused(y, r, f64x2.splat(E3));
  y = fused(y, r, f64x2.splat(E2));
  y = fused(y, r, f64x2.splat(E1));
  y = fused(y, r, f64x2.splat(1));
  return scaled(y, f64x2.sub(n, f64x2.splat(1)));
}

/** e^x for x ≤ 0. */
function power(x: v128): v128 {
  const n = f32x4.floor(f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(0.5)));
  const half = floatsOf(halfPower(lowDoubles(x), lowDoubles(n)), halfPower(highDoubles(x), highDoubles(n)));
  return v128.andnot(f32x4.add(half, half), f32x4.lt(x, f32x4.splat(SMALLEST_EXPONENT)));
}

/** erf s for s ≥ 0, two floats held as doubles; `density` is e^(-s²). */
function positiveErf(s: v128, density: v128): v128 {
  const one = f64x2.splat(1);
  // Of floats: a quotient rounded to double and then to float is the float's.
  const t = fused(f64x2.div(one, fused(f64x2.splat(ERF_SCALE), s, one)), one, f64x2.splat(0));
  let p = fused(f64x2.splat(P5), t, f64x2.splat(P4));
  p = fused(p, t, f64x2.splat(P3));
  p = fused(p, t, f64x2.splat(P2));
  p = fused(p, t, f64x2.splat(P1));
  const product = fused(f64x2.neg(density), t, f64x2.splat(-0.0));
  return fused(product, p, one);
}

function erf(s: v128, density: v128): v128 {
  const size = f32x4.abs(s);
  const low = positiveErf(lowDoubles(size), lowDoubles(density));
  const high = positiveErf(highDoubles(size), highDoubles(density));
  const positive = floatsOf(low, high);
  return v128.bitselect(f32x4.neg(positive), positive, f32x4.lt(s, f32x4.splat(0)));
}

/** x/2 + x/2·erf(x/√2). */
export function gelu32(to: usize, from: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count * 4; i += 16) {
    const x = v128.load(from + i);
    const s = f32x4.mul(x, f32x4.splat(INVERSE_ROOT_2));
    const half = f32x4.mul(x, f32x4.splat(0.5));
    const e = erf(s, power(f32x4.mul(f32x4.neg(s), s)));
    const low = fused(lowDoubles(e), lowDoubles(half), lowDoubles(half));
    const high = fused(highDoubles(e), highDoubles(half), highDoubles(half));
    v128.store(to + i, floatsOf(low, high));
  }
}

/** The gradient a times Φ(b) + b·φ(b). */
export function geluBackward32(to: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const s = f32x4.mul(v128.load(b + i), f32x4.splat(INVERSE_ROOT_2));
    const density = power(f32x4.mul(f32x4.neg(s), s));
    const slope = f32x4.mul(f32x4.mul(s, f32x4.splat(INVERSE_ROOT_PI)), density);
    const half = f32x4.mul(erf(s, density), f32x4.splat(0.5));
    const derivative = f32x4.add(half, f32x4.add(slope, f32x4.splat(0.5)));
    v128.store(to + i, f32x4.mul(derivative, v128.load(a + i)));
  }
}
