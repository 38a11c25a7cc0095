// Elementwise arithmetic of float32 over `bytes`, four elements at a time: a count that is no multiple of them reads and
// writes into what lies behind. Each step rounds, as in src/engine/kernels/binary.ts, but for products said to be fused.

import { fusedFloats } from "./exponential";

export function add32(to: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
}

export function sub32(to: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f32x4.sub(v128.load(a + i), v128.load(b + i)));
}

export function mul32(to: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
}

export function div32(to: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f32x4.div(v128.load(a + i), v128.load(b + i)));
}

/** a + alpha · b, fused. */
export function scaledAdd32(to: usize, a: usize, b: usize, bytes: usize, alpha: f32): void {
  const factor = f32x4.splat(alpha);
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(to + i, fusedFloats(factor, v128.load(b + i), v128.load(a + i)));
  }
}

/** The gradient a where b > threshold or NaN, else 0. */
export function thresholdBackward32(to: usize, a: usize, b: usize, bytes: usize, threshold: f32): void {
  const limit = f32x4.splat(threshold);
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(to + i, v128.andnot(v128.load(a + i), f32x4.le(v128.load(b + i), limit)));
  }
}

/** The gradient a of tanh, whose result is b. */
export function tanhBackward32(to: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const y = v128.load(b + i);
    v128.store(to + i, f32x4.mul(v128.load(a + i), f32x4.sub(f32x4.splat(1), f32x4.mul(y, y))));
  }
}

/** The gradient a of sigmoid, whose result is b. */
export function sigmoidBackward32(to: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const y = v128.load(b + i);
    v128.store(to + i, f32x4.mul(f32x4.mul(v128.load(a + i), f32x4.sub(f32x4.splat(1), y)), y));
  }
}

/** max(x, 0); NaN and -0 stay. */
export function relu32(to: usize, from: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count * 4; i += 16) {
    const x = v128.load(from + i);
    v128.store(to + i, v128.andnot(x, f32x4.lt(x, f32x4.splat(0))));
  }
}

export function neg32(to: usize, from: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count * 4; i += 16) v128.store(to + i, f32x4.neg(v128.load(from + i)));
}

export function sqrt32(to: usize, from: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count * 4; i += 16) v128.store(to + i, f32x4.sqrt(v128.load(from + i)));
}

export function square32(to: usize, from: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count * 4; i += 16) {
    const x = v128.load(from + i);
    v128.store(to + i, f32x4.mul(x, x));
  }
}
