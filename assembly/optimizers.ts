// Steps of optimisers over `bytes` of float32, four elements at a time: a count that is no multiple of them reads and
// writes into what lies behind. The same steps, each rounded, as in src/engine/kernels/optimizer-steps.ts.

import { fusedFloats } from "./exponential";

/** Directions: the gradient, or against it, and some of the parameter. */
function direction(p: usize, g: usize, i: usize, sign: f32, weightDecay: f32): v128 {
  const d = f32x4.mul(f32x4.splat(sign), v128.load(g + i));
  if (weightDecay === 0) return d;
  return fusedFloats(f32x4.splat(weightDecay), v128.load(p + i), d);
}

/** p ← p + step · d, of a buffer b of momentum where there is one (b is not 0). */
export function sgdStep32(
  p: usize,
  g: usize,
  b: usize,
  bytes: usize,
  sign: f32,
  weightDecay: f32,
  momentum: f32,
  share: f32,
  step: f32,
  nesterov: bool,
): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    let d = direction(p, g, i, sign, weightDecay);
    if (b !== 0) {
      const buffer = fusedFloats(f32x4.splat(share), d, f32x4.mul(v128.load(b + i), f32x4.splat(momentum)));
      v128.store(b + i, buffer);
      d = nesterov ? fusedFloats(f32x4.splat(momentum), buffer, d) : buffer;
    }
    v128.store(p + i, fusedFloats(f32x4.splat(step), d, v128.load(p + i)));
  }
}

/** Adam's, with the largest squares where they are kept (most is not 0). */
export function adamStep32(
  p: usize,
  g: usize,
  m: usize,
  v: usize,
  most: usize,
  bytes: usize,
  sign: f32,
  weightDecay: f32,
  decay: f32,
  beta1: f32,
  share1: f32,
  beta2: f32,
  share2: f32,
  correction: f32,
  eps: f32,
  step: f32,
): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const d = direction(p, g, i, sign, weightDecay);
    const mean = fusedFloats(f32x4.splat(share1), d, f32x4.mul(v128.load(m + i), f32x4.splat(beta1)));
    v128.store(m + i, mean);
    const part = f32x4.mul(f32x4.splat(share2), d);
    let square = fusedFloats(part, d, f32x4.mul(v128.load(v + i), f32x4.splat(beta2)));
    v128.store(v + i, square);
    if (most !== 0) {
      square = f32x4.max(v128.load(most + i), square);
      v128.store(most + i, square);
    }
    const size = f32x4.add(f32x4.div(f32x4.sqrt(square), f32x4.splat(correction)), f32x4.splat(eps));
    const change = f32x4.div(f32x4.mul(f32x4.splat(step), mean), size);
    v128.store(p + i, f32x4.add(f32x4.mul(v128.load(p + i), f32x4.splat(decay)), change));
  }
}
