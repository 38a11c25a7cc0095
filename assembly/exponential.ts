// e^x and ln x in float32, as src/engine/kernels/float-math.ts has them, four at a time. Fused multiply-adds are the
// processor's where the host has relaxed vectors that fuse (fused.ts); else they are made in double, where the product is
// exact, and rounded once, a third as fast.

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
export function fused(a: v128, b: v128, c: v128): v128 {
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
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<f32>(a, b, c);
  const low = f64x2.add(f64x2.mul(lowDoubles(a), lowDoubles(b)), lowDoubles(c));
  const high = f64x2.add(f64x2.mul(highDoubles(a), highDoubles(b)), highDoubles(c));
  return floatsOf(low, high);
}

/** What an integer added to it leaves in the exponent's place of a double, once shifted there: 1.5 · 2^52 and the bias. */
const EXPONENT: f64 = 6755399441056767;

/** u · 2^q, of two floats held as doubles. */
export function scaled(u: v128, q: v128): v128 {
  return f64x2.mul(u, i64x2.shl(f64x2.add(q, f64x2.splat(EXPONENT)), 52));
}

/** The high part of q · ln 2 taken off: exact, as it has 15 bits, q has 8, and what is left none below those of x. */
function reduced(x: v128, q: v128): v128 {
  return f32x4.sub(x, f32x4.mul(q, f32x4.splat(LN2_HIGH)));
}

/** And the low part, of two floats held as doubles. */
function reducedFurther(x: v128, q: v128): v128 {
  return rounded(f64x2.sub(x, f64x2.mul(q, f64x2.splat(LN2_LOW))));
}

/** `power` but for what is far beyond float32. */
function limited(x: v128, power: v128): v128 {
  const finite = v128.bitselect(f32x4.splat(Infinity), power, f32x4.gt(x, f32x4.splat(100)));
  return v128.andnot(finite, f32x4.lt(x, f32x4.splat(-104)));
}

/** 2^q for whole floats. */
function powerOfTwo(q: v128): v128 {
  return i32x4.shl(i32x4.add(q, i32x4.splat(127)), 23);
}

/** e^x of four elements by the processor's own fused multiply-adds. */
function exponential(x: v128): v128 {
  const q = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)));
  const s = fusedFloats(q, f32x4.splat(<f32>-LN2_LOW), reduced(x, q));
  let u = fusedFloats(f32x4.splat(<f32>E6), s, f32x4.splat(<f32>E5));
  u = fusedFloats(u, s, f32x4.splat(<f32>E4));
  u = fusedFloats(u, s, f32x4.splat(<f32>E3));
  u = fusedFloats(u, s, f32x4.splat(<f32>E2));
  u = fusedFloats(u, s, f32x4.splat(0.5));
  u = f32x4.add(f32x4.splat(1), fusedFloats(f32x4.mul(s, s), u, s));
  const whole = i32x4.trunc_sat_f32x4_s(q);
  // In two steps, since 2^q may be no float where u · 2^q is one; the first is exact.
  const half = i32x4.shr_s(whole, 1);
  return limited(x, f32x4.mul(f32x4.mul(u, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half))));
}

/** to[i] = e^x[i] for eight elements: four pairs of doubles, step by step side by side, since each step waits. */
export function exponentials(to: usize, x: v128, y: v128): void {
  if (ASC_FEATURE_RELAXED_SIMD) {
    v128.store(to, exponential(x));
    v128.store(to, exponential(y), 16);
    return;
  }
  const p = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)));
  const q = f32x4.nearest(f32x4.mul(y, f32x4.splat(LOG2_E)));
  const r = reduced(x, p);
  const t = reduced(y, q);
  const s0 = reducedFurther(lowDoubles(r), lowDoubles(p));
  const s1 = reducedFurther(highDoubles(r), highDoubles(p));
  const s2 = reducedFurther(lowDoubles(t), lowDoubles(q));
  const s3 = reducedFurther(highDoubles(t), highDoubles(q));
  let c = f64x2.splat(E5);
  let u0 = fused(f64x2.splat(E6), s0, c);
  let u1 = fused(f64x2.splat(E6), s1, c);
  let u2 = fused(f64x2.splat(E6), s2, c);
  let u3 = fused(f64x2.splat(E6), s3, c);
  c = f64x2.splat(E4);
  u0 = fused(u0, s0, c);
  u1 = fused(u1, s1, c);
  u2 = fused(u2, s2, c);
  u3 = fused(u3, s3, c);
  c = f64x2.splat(E3);
  u0 = fused(u0, s0, c);
  u1 = fused(u1, s1, c);
  u2 = fused(u2, s2, c);
  u3 = fused(u3, s3, c);
  c = f64x2.splat(E2);
  u0 = fused(u0, s0, c);
  u1 = fused(u1, s1, c);
  u2 = fused(u2, s2, c);
  u3 = fused(u3, s3, c);
  c = f64x2.splat(0.5);
  u0 = fused(u0, s0, c);
  u1 = fused(u1, s1, c);
  u2 = fused(u2, s2, c);
  u3 = fused(u3, s3, c);
  u0 = fused(rounded(f64x2.mul(s0, s0)), u0, s0);
  u1 = fused(rounded(f64x2.mul(s1, s1)), u1, s1);
  u2 = fused(rounded(f64x2.mul(s2, s2)), u2, s2);
  u3 = fused(rounded(f64x2.mul(s3, s3)), u3, s3);
  c = f64x2.splat(1);
  u0 = rounded(f64x2.add(c, u0));
  u1 = rounded(f64x2.add(c, u1));
  u2 = rounded(f64x2.add(c, u2));
  u3 = rounded(f64x2.add(c, u3));
  v128.store(to, limited(x, floatsOf(scaled(u0, lowDoubles(p)), scaled(u1, highDoubles(p)))));
  v128.store(to, limited(y, floatsOf(scaled(u2, lowDoubles(q)), scaled(u3, highDoubles(q)))), 16);
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

/** to[i] = e^from[i], for a count that is a multiple of 8; so the next two. */
export function exp32(to: usize, from: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count * 4; i += 32) {
    exponentials(to + i, v128.load(from + i), v128.load(from + i, 16));
  }
}

/** 1 / (1 + e^-x). */
export function sigmoid32(to: usize, from: usize, count: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>count * 4; i += 32) {
    const at = to + i;
    exponentials(at, f32x4.neg(v128.load(from + i)), f32x4.neg(v128.load(from + i, 16)));
    v128.store(at, f32x4.div(one, f32x4.add(one, v128.load(at))));
    v128.store(at, f32x4.div(one, f32x4.add(one, v128.load(at, 16))), 16);
  }
}

/** x / (1 + e^-x). */
export function silu32(to: usize, from: usize, count: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>count * 4; i += 32) {
    const at = to + i;
    const x = v128.load(from + i);
    const y = v128.load(from + i, 16);
    exponentials(at, f32x4.neg(x), f32x4.neg(y));
    v128.store(at, f32x4.div(x, f32x4.add(one, v128.load(at))));
    v128.store(at, f32x4.div(y, f32x4.add(one, v128.load(at, 16))), 16);
  }
}
