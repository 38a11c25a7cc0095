// Layer normalisation of rows of float32 and its gradients, in the steps of src/engine/kernels/normalization.ts: moments
// by Welford in eight lanes, products fused with the sums that they go into.

import { fusedFloats } from "./exponential";
import { folded } from "./softmax";

/** Vectors of eight that one part of the moments is over. */
const CHUNK = 16;
/** Bytes of a part: eight means, eight sums of squared distances, and of how many. */
const PART: usize = 80;

function fused(a: f32, b: f32, c: f32): f32 {
  return <f32>(<f64>a * <f64>b + <f64>c);
}

/** Adds the moments at `from` to those at `to`: Chan's formula. */
function combine(to: usize, from: usize): void {
  const count = load<i32>(from, 64);
  const before = load<i32>(to, 64);
  const total = before + count;
  const share = f32x4.splat(total === 0 ? 0 : <f32>count / <f32>total);
  const weight = f32x4.splat(<f32>before);
  for (let i: usize = 0; i < 32; i += 16) {
    const mean = v128.load(to + i);
    const delta = f32x4.sub(v128.load(from + i), mean);
    v128.store(to + i, f32x4.add(mean, f32x4.mul(share, delta)));
    const spread = f32x4.mul(f32x4.mul(delta, delta), share);
    const added = f32x4.add(v128.load(from + i, 32), f32x4.mul(spread, weight));
    v128.store(to + i, f32x4.add(v128.load(to + i, 32), added), 32);
  }
  store<i32>(to, total, 64);
}

/** The moments of some vectors, to `part`. */
function chunkMoments(part: usize, x: usize, vectors: i32): void {
  let low = f32x4.splat(0);
  let high = low;
  let lowSquares = low;
  let highSquares = low;
  for (let j = 0; j < vectors; j++) {
    const inverse = f32x4.splat(<f32>1 / <f32>(j + 1));
    const a = v128.load(x);
    const b = v128.load(x, 16);
    const fromLow = f32x4.sub(a, low);
    const fromHigh = f32x4.sub(b, high);
    low = f32x4.add(low, f32x4.mul(fromLow, inverse));
    high = f32x4.add(high, f32x4.mul(fromHigh, inverse));
    lowSquares = f32x4.add(lowSquares, f32x4.mul(fromLow, f32x4.sub(a, low)));
    highSquares = f32x4.add(highSquares, f32x4.mul(fromHigh, f32x4.sub(b, high)));
    x += 32;
  }
  v128.store(part, low);
  v128.store(part, high, 16);
  v128.store(part, lowSquares, 32);
  v128.store(part, highSquares, 48);
  store<i32>(part, vectors, 64);
}

/** The mean of each row and 1/√(variance + eps); `stack` has room for 40 parts. */
export function rowStatistics32(
  mean: usize,
  rstd: usize,
  x: usize,
  rows: i32,
  size: i32,
  eps: f32,
  stack: usize,
): void {
  const vectors = size >> 3;
  const chunks = (vectors + CHUNK - 1) / CHUNK;
  const depth = chunks <= 2 ? 1 : 32 - clz(chunks - 1);
  const base = stack + PART;
  for (let r = 0; r < rows; r++) {
    memory.fill(base, 0, PART * <usize>depth);
    for (let c = 0; c < chunks; c++) {
      chunkMoments(stack, x + <usize>c * CHUNK * 32, min(CHUNK, vectors - c * CHUNK));
      combine(base, stack);
      for (let level = 1, mask = c + 1; level < depth && (mask & 1) === 0; level++, mask >>= 1) {
        const upper = base + <usize>level * PART;
        combine(upper, upper - PART);
        memory.fill(upper - PART, 0, PART);
      }
    }
    for (let level = 1; level < depth; level++) combine(base, base + <usize>level * PART);
    let center: f32 = 0;
    let squares: f32 = 0;
    let count = 0;
    for (let i = vectors * 8; i < size; i++) {
      const value = load<f32>(x + <usize>i * 4);
      const delta = value - center;
      count++;
      center = center + delta / <f32>count;
      squares = squares + delta * (value - center);
    }
    for (let i: usize = 0; i < 32; i += 4) {
      const total = count + vectors;
      const share: f32 = total === 0 ? 0 : <f32>vectors / <f32>total;
      const delta = load<f32>(base + i) - center;
      center = center + share * delta;
      const spread = delta * delta * share;
      squares = squares + (load<f32>(base + i, 32) + spread * <f32>count);
      count = total;
    }
    store<f32>(mean, center);
    store<f32>(rstd, <f32>1 / sqrt<f32>(max(squares / <f32>size, <f32>0) + eps));
    mean += 4;
    rstd += 4;
    x += <usize>size * 4;
  }
}

/** (x - mean)·rstd·weight + bias. */
export function normalizeRows32(
  to: usize,
  x: usize,
  mean: usize,
  rstd: usize,
  weight: usize,
  bias: usize,
  rows: i32,
  size: i32,
): void {
  const bytes = <usize>size * 4;
  for (let r = 0; r < rows; r++) {
    const scale = load<f32>(rstd);
    const shift = -scale * load<f32>(mean);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const normal = fusedFloats(v128.load(x + at), f32x4.splat(scale), f32x4.splat(shift));
      v128.store(to + at, fusedFloats(normal, v128.load(weight + at), v128.load(bias + at)));
    }
    for (; at < bytes; at += 4) {
      const normal = fused(load<f32>(x + at), scale, shift);
      store<f32>(to + at, fused(normal, load<f32>(weight + at), load<f32>(bias + at)));
    }
    mean += 4;
    rstd += 4;
    x += bytes;
    to += bytes;
  }
}

/**
 * The gradient of x, for rows of at least eight. Weights are filled up to whole lanes with 1, and are `plain` where they
 * all are 1; `row` has room for two rows in whole lanes.
 */
export function rowsBackward32(
  to: usize,
  gradient: usize,
  x: usize,
  mean: usize,
  rstd: usize,
  weight: usize,
  rows: i32,
  size: i32,
  row: usize,
  plain: bool,
): void {
  const bytes = <usize>size * 4;
  const whole = (bytes + 31) & ~31;
  const products = row;
  const gradients = row + whole;
  const scale: f32 = <f32>1 / <f32>size;
  for (let r = 0; r < rows; r++) {
    // Of the factors that there are, the last one is fused with the sum. What fills up adds -0, which changes no sum.
    for (let at: usize = 0; at < bytes; at += 4) {
      const g = load<f32>(gradient + at);
      const value = load<f32>(x + at);
      store<f32>(products + at, plain ? value : g * value);
      store<f32>(gradients + at, g);
    }
    for (let at = bytes; at < whole; at += 4) {
      store<f32>(products + at, plain ? 1 : -0.0);
      store<f32>(gradients + at, -0.0);
    }
    const first = plain ? gradients : products;
    const last = plain ? products : weight;
    let dsLow = f32x4.mul(v128.load(first), v128.load(last));
    let dsHigh = f32x4.mul(v128.load(first, 16), v128.load(last, 16));
    let dbLow = f32x4.mul(v128.load(gradients), v128.load(weight));
    let dbHigh = f32x4.mul(v128.load(gradients, 16), v128.load(weight, 16));
    for (let at: usize = 32; at < whole; at += 32) {
      dsLow = fusedFloats(v128.load(first + at), v128.load(last + at), dsLow);
      dsHigh = fusedFloats(v128.load(first + at, 16), v128.load(last + at, 16), dsHigh);
      dbLow = fusedFloats(v128.load(gradients + at), v128.load(weight + at), dbLow);
      dbHigh = fusedFloats(v128.load(gradients + at, 16), v128.load(weight + at, 16), dbHigh);
    }
    const ds = folded(dsLow, dsHigh);
    const db = folded(dbLow, dbHigh);
    const a = load<f32>(rstd);
    const center = load<f32>(mean);
    const b = <f32>(<f64>db * <f64>center - <f64>ds) * a * a * a * scale;
    const c = <f32>(<f64>-b * <f64>center - <f64>(db * a * scale));
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const weighted = f32x4.mul(f32x4.mul(f32x4.splat(a), v128.load(gradient + at)), v128.load(weight + at));
      const moved = fusedFloats(f32x4.splat(b), v128.load(x + at), weighted);
      v128.store(to + at, f32x4.add(moved, f32x4.splat(c)));
    }
    for (; at < bytes; at += 4) {
      const weighted = a * load<f32>(gradient + at) * load<f32>(weight + at);
      store<f32>(to + at, fused(b, load<f32>(x + at), weighted) + c);
    }
    mean += 4;
    rstd += 4;
    gradient += bytes;
    x += bytes;
    to += bytes;
  }
}

/** Adds the gradients of weights and biases, row after row. */
export function rowWeightsBackward32(
  ofWeight: usize,
  ofBias: usize,
  gradient: usize,
  x: usize,
  mean: usize,
  rstd: usize,
  rows: i32,
  size: i32,
): void {
  const bytes = <usize>size * 4;
  for (let r = 0; r < rows; r++) {
    const a = load<f32>(rstd);
    const b = -a * load<f32>(mean);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const g = v128.load(gradient + at);
      const normal = fusedFloats(f32x4.splat(a), v128.load(x + at), f32x4.splat(b));
      v128.store(ofWeight + at, fusedFloats(g, normal, v128.load(ofWeight + at)));
      v128.store(ofBias + at, f32x4.add(v128.load(ofBias + at), g));
    }
    for (; at < bytes; at += 4) {
      const g = load<f32>(gradient + at);
      const normal = fused(a, load<f32>(x + at), b);
      store<f32>(ofWeight + at, fused(g, normal, load<f32>(ofWeight + at)));
      store<f32>(ofBias + at, load<f32>(ofBias + at) + g);
    }
    mean += 4;
    rstd += 4;
    gradient += bytes;
    x += bytes;
  }
}
