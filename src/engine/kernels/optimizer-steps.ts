// One step of an optimiser over one parameter, in one pass, for float32. Rounded where the ops of the written-out step
// round, one after the other, so that both give the same bits: a sum with a scaled term once (a fused multiply-add),
// everything else by itself.

import { type Operand, stepByKernels } from "./wasm/optimizers";

export interface SgdFactors {
  readonly lr: number;
  readonly momentum: number;
  readonly dampening: number;
  readonly weightDecay: number;
  readonly nesterov: boolean;
  readonly maximize: boolean;
}

const written = (array: Float32Array, offset: number): Operand => ({ array, offset, isWritten: true });
const read = (array: Float32Array, offset: number): Operand => ({ array, offset, isWritten: false });

/** d ← g + weight_decay·p;   b ← momentum·b + (1 − dampening)·d;   p ← p − lr·(d, b, or d + momentum·b). */
export function sgdStep(
  p: Float32Array,
  pi: number,
  g: Float32Array,
  gi: number,
  b: Float32Array | null,
  bi: number,
  n: number,
  factors: SgdFactors,
): void {
  const sign = factors.maximize ? -1 : 1;
  const weightDecay = Math.fround(factors.weightDecay);
  const momentum = Math.fround(factors.momentum);
  const share = Math.fround(1 - factors.dampening);
  const step = Math.fround(-factors.lr);
  const { nesterov } = factors;
  const operands = [written(p, pi), read(g, gi), ...(b === null ? [] : [written(b, bi)])];
  const isDone = stepByKernels(operands, n, ({ single }, [pAt = 0, gAt = 0, bAt = 0], bytes) => {
    single.sgdStep(pAt, gAt, bAt, bytes, sign, weightDecay, momentum, share, step, nesterov);
  });
  if (isDone) return;
  // Reads are within bounds by the caller's counts.
  if (b === null) {
    for (let i = 0; i < n; i++) {
      const old = p[pi + i] as number;
      let d = sign * (g[gi + i] as number);
      if (weightDecay !== 0) d = Math.fround(d + weightDecay * old);
      p[pi + i] = old + step * d;
    }
    return;
  }
  for (let i = 0; i < n; i++) {
    const old = p[pi + i] as number;
    let d = sign * (g[gi + i] as number);
    if (weightDecay !== 0) d = Math.fround(d + weightDecay * old);
    const buffer = Math.fround(Math.fround((b[bi + i] as number) * momentum) + share * d);
    b[bi + i] = buffer;
    p[pi + i] = old + step * (nesterov ? Math.fround(d + momentum * buffer) : buffer);
  }
}

export interface AdamFactors {
  readonly beta1: number;
  readonly beta2: number;
  readonly weightDecay: number;
  /** What the parameter is scaled by first (AdamW); 1 in Adam. */
  readonly decay: number;
  readonly size: number;
  readonly correction2: number;
  readonly eps: number;
  readonly maximize: boolean;
}

/** m ← β₁·m + (1 − β₁)·g;   v ← β₂·v + (1 − β₂)·g²;   p ← p − size·m/(√v/correction + eps), v its maximum if kept. */
export function adamStep(
  p: Float32Array,
  pi: number,
  g: Float32Array,
  gi: number,
  m: Float32Array,
  mi: number,
  v: Float32Array,
  vi: number,
  most: Float32Array | null,
  mosti: number,
  n: number,
  factors: AdamFactors,
): void {
  const sign = factors.maximize ? -1 : 1;
  const weightDecay = Math.fround(factors.weightDecay);
  const decay = Math.fround(factors.decay);
  const beta1 = Math.fround(factors.beta1);
  const beta2 = Math.fround(factors.beta2);
  const share1 = Math.fround(1 - factors.beta1);
  const share2 = Math.fround(1 - factors.beta2);
  const correction = Math.fround(factors.correction2);
  const eps = Math.fround(factors.eps);
  const step = Math.fround(-factors.size);
  const operands = [written(p, pi), read(g, gi), written(m, mi), written(v, vi)];
  if (most !== null) operands.push(written(most, mosti));
  const isDone = stepByKernels(operands, n, ({ single }, [pAt = 0, gAt = 0, mAt = 0, vAt = 0, mostAt = 0], bytes) => {
    const betas = [beta1, share1, beta2, share2] as const;
    single.adamStep(pAt, gAt, mAt, vAt, mostAt, bytes, sign, weightDecay, decay, ...betas, correction, eps, step);
  });
  if (isDone) return;
  for (let i = 0; i < n; i++) {
    // Reads are within bounds by the caller's counts.
    const old = p[pi + i] as number;
    let d = sign * (g[gi + i] as number);
    if (weightDecay !== 0) d = Math.fround(d + weightDecay * old);
    const mean = Math.fround(Math.fround((m[mi + i] as number) * beta1) + share1 * d);
    m[mi + i] = mean;
    let square = Math.fround(Math.fround((v[vi + i] as number) * beta2) + Math.fround(share2 * d) * d);
    v[vi + i] = square;
    if (most !== null) {
      square = Math.max(most[mosti + i] as number, square);
      most[mosti + i] = square;
    }
    const size = Math.fround(Math.fround(Math.fround(Math.sqrt(square)) / correction) + eps);
    p[pi + i] = Math.fround(old * decay) + Math.fround(Math.fround(step * mean) / size);
  }
}
