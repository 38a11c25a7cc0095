// e^x and ln x in float32, as src/engine/kernels/float-math.ts has them, four at a time: fused multiply-adds are made in
// double, where the product is exact, and rounded once.

const LOG2_E: f32 = <f32>Math.LOG2E;
const LN2_HIGH: f32 = 0.693145751953125;
const LN2_LOW: f64 = <f64>(<f32>1.428606765330187e-6);
const E6: f64 = <f64>(<f32>0.00019852762);
const E5: f64 = <f64>(<f32>0.0013930436);
const E4: f64 = <f64>(<f32>0.008333361);
const E3: f64 = <f64>(<f32>0.041666485);
const E2: f64 = <f64>(<f32>0.16666667);

/** Two doubles rounded to float32. */
function rounded(x: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x));
}

/** a · b + c, rounded once, of two float32 held as doubles. */
function fused(a: v128, b: v128, c: v128): v128 {
  return rounded(f64x2.add(f64x2.mul(a, b), c));
}

export function lowDoubles(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

export function highDoubles(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
}

export function floatsOf(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/** a · b + c, rounded once, of four float32. */
export function fusedFloats(a: v128, b: v128, c: v128): v128 {
  const low = f64x2.add(f64x2.mul(lowDoubles(a), lowDoubles(b)), lowDoubles(c));
  const high = f64x2.add(f64x2.mul(highDoubles(a), highDoubles(b)), highDoubles(c));
  return floatsOf(low, high);
}

/** 2^q · e^s for two float32 held as doubles; `s` still lacks the low part of ln 2. */
function powers(q: v128, exponents: v128, reduced: v128): v128 {
  const s = rounded(f64x2.sub(reduced, f64x2.mul(q, f64x2.splat(LN2_LOW))));
  let u = fused(f64x2.splat(E6), s, f64x2.splat(E5));
  u = fused(u, s, f64x2.splat(E4));
  u = fused(u, s, f64x2.splat(E3));
  u = fused(u, s, f64x2.splat(E2));
  u = fused(u, s, f64x2.splat(0.5));
  u = fused(rounded(f64x2.mul(s, s)), u, s);
  u = rounded(f64x2.add(f64x2.splat(1), u));
  return f64x2.mul(u, i64x2.shl(i64x2.add(exponents, i64x2.splat(1023)), 52));
}

export function exponential(x: v128): v128 {
  const q = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)));
  // Exact: the high part has 15 bits, q has 8, and what is left has no bit below those of x.
  const reduced = f32x4.sub(x, f32x4.mul(q, f32x4.splat(LN2_HIGH)));
  const exponents = i32x4.trunc_sat_f32x4_s(q);
  const low = powers(lowDoubles(q), i64x2.extend_low_i32x4_s(exponents), lowDoubles(reduced));
  const high = powers(highDoubles(q), i64x2.extend_high_i32x4_s(exponents), highDoubles(reduced));
  const tooLarge = f32x4.gt(x, f32x4.splat(100));
  const tooSmall = f32x4.lt(x, f32x4.splat(-104));
  return v128.andnot(v128.bitselect(f32x4.splat(Infinity), floatsOf(low, high), tooLarge), tooSmall);
}

const SMALLEST_NORMAL: f32 = 1.1754943508222875e-38;
const FOUR_THIRDS: f32 = 1.3333333333333333;
const LN2: f64 = <f64>(<f32>Math.LN2) + <f64>(<f32>-1.9046543e-9);
const L3: f64 = <f64>(<f32>0.30272949);
const L2: f64 = <f64>(<f32>0.39961082);
const L1: f64 = <f64>(<f32>0.6666695);

export function logarithm(x: f32): f32 {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const small = x < SMALLEST_NORMAL;
  const scaled: f32 = small ? x * <f32>1.8446744073709552e19 : x;
  const exponent = ((reinterpret<i32>(scaled * FOUR_THIRDS) >> 23) & 255) - 127;
  const m = <f64>scaled * reinterpret<f64>((<i64>(1023 - exponent)) << 52);
  const high = <f32>(m - 1) * (<f32>1 / <f32>(m + 1));
  const square = high * high;
  const t = <f32>(<f64>(<f32>(L3 * <f64>square + L2)) * <f64>square + L1);
  const ratio = (m - 1) / (m + 1);
  const whole = <f64>(small ? exponent - 64 : exponent);
  return <f32>(whole * LN2 + 2 * ratio + <f64>(square * high * t));
}

/** to[i] = e^from[i], for a count that is a multiple of 4; so the next two. */
export function exp32(to: usize, from: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count * 4; i += 16) v128.store(to + i, exponential(v128.load(from + i)));
}

/** 1 / (1 + e^-x). */
export function sigmoid32(to: usize, from: usize, count: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>count * 4; i += 16) {
    v128.store(to + i, f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(v128.load(from + i))))));
  }
}

/** x / (1 + e^-x). */
export function silu32(to: usize, from: usize, count: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>count * 4; i += 16) {
    const x = v128.load(from + i);
    v128.store(to + i, f32x4.div(x, f32x4.add(one, exponential(f32x4.neg(x)))));
  }
}
