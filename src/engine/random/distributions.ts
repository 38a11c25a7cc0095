// What PyTorch's random functions make of a generator's words, bit for bit, written into plain buffers. Strides and
// dtypes that no typed array holds are the caller's: the `…Each` forms hand values out one by one, in the order in
// which PyTorch visits the elements.
// Follows aten/src/ATen/native/cpu/DistributionTemplates.h, core/DistributionsHelper.h, core/TransformationHelper.h
// and the AVX2 build of normal_fill (avx_mathfun.h, contracted to fused multiply-adds by the compiler).

import { fma32, fma64 } from "./fma";
import type { Generator } from "./generator";
import { logFloat32, sinCosFloat32 } from "./vector-math";

const fround = Math.fround;

/** Receives the value of element `index`; the callee rounds it to its dtype. */
export type SetElement = (index: number, value: number) => void;

/** torch.rand and uniform_ on float32. */
export function fillUniformFloat32(generator: Generator, out: Float32Array, from = 0, to = 1): void {
  const length = out.length;
  if (from === 0 && to === 1) {
    for (let i = 0; i < length; i++) out[i] = (generator.randomBits() & 0xffffff) * 2 ** -24;
    return;
  }
  const low = fround(from);
  const width = fround(fround(to) - low);
  for (let i = 0; i < length; i++) {
    out[i] = fma32((generator.randomBits() & 0xffffff) * 2 ** -24, width, low);
  }
}

/** torch.rand and uniform_ on float64. */
export function fillUniformFloat64(generator: Generator, out: Float64Array, from = 0, to = 1): void {
  const width = to - from;
  const length = out.length;
  for (let i = 0; i < length; i++) out[i] = fma64(generator.uniformFloat64(), width, from);
}

/** uniform_ on what is neither contiguous float32 nor float64. `digits` are the dtype's: 24, 53, 11 or 8. */
export function eachUniform(
  generator: Generator,
  count: number,
  digits: 8 | 11 | 24 | 53,
  from: number,
  to: number,
  set: SetElement,
): void {
  if (digits === 53) {
    const width = to - from;
    for (let i = 0; i < count; i++) set(i, fma64(generator.uniformFloat64(), width, from));
    return;
  }
  const mask = 2 ** digits - 1;
  const scale = 2 ** -digits;
  const low = fround(from);
  const width = fround(fround(to) - low);
  for (let i = 0; i < count; i++) set(i, fma32((generator.randomBits() & mask) * scale, width, low));
}

/** From this many contiguous elements on, normals are made in blocks. */
const blockSize = 16;

/** torch.randn and normal_ on contiguous float32. */
export function fillNormalFloat32(generator: Generator, out: Float32Array, mean = 0, std = 1): void {
  const length = out.length;
  if (length < blockSize) {
    for (let i = 0; i < length; i++) out[i] = generator.normal() * std + mean;
    return;
  }
  for (let i = 0; i < length; i++) out[i] = (generator.randomBits() & 0xffffff) * 2 ** -24;
  const mean32 = fround(mean);
  const std32 = fround(std);
  for (let start = 0; start + blockSize <= length; start += blockSize) {
    normalBlockFloat32(out, start, mean32, std32);
  }
  if (length % blockSize !== 0) {
    // The last block is drawn anew over the last 16 elements, finished ones among them.
    const start = length - blockSize;
    for (let i = start; i < length; i++) out[i] = (generator.randomBits() & 0xffffff) * 2 ** -24;
    normalBlockFloat32(out, start, mean32, std32);
  }
}

const sinCos = { sin: 0, cos: 0 };
const twoPi32 = fround(2 * Math.PI);

function normalBlockFloat32(out: Float32Array, start: number, mean: number, std: number): void {
  for (let j = start; j < start + 8; j++) {
    // The block's 16 elements exist: the caller checked the length.
    const u1 = 1 - (out[j] as number);
    const u2 = out[j + 8] as number;
    const radius = fround(Math.sqrt(fround(-2 * logFloat32(u1))));
    sinCosFloat32(fround(twoPi32 * u2), sinCos);
    out[j] = fma32(fround(radius * sinCos.cos), std, mean);
    out[j + 8] = fma32(fround(radius * sinCos.sin), std, mean);
  }
}

/** torch.randn and normal_ on contiguous float64. */
export function fillNormalFloat64(generator: Generator, out: Float64Array, mean = 0, std = 1): void {
  const length = out.length;
  if (length < blockSize) {
    for (let i = 0; i < length; i++) out[i] = generator.normal() * std + mean;
    return;
  }
  for (let i = 0; i < length; i++) out[i] = generator.uniformFloat64();
  for (let start = 0; start + blockSize <= length; start += blockSize) normalBlockFloat64(out, start, mean, std);
  if (length % blockSize !== 0) {
    const start = length - blockSize;
    for (let i = start; i < length; i++) out[i] = generator.uniformFloat64();
    normalBlockFloat64(out, start, mean, std);
  }
}

function normalBlockFloat64(out: Float64Array, start: number, mean: number, std: number): void {
  for (let j = start; j < start + 8; j++) {
    // The block's 16 elements exist: the caller checked the length.
    const radius = Math.sqrt(-2 * Math.log(1 - (out[j] as number)));
    const angle = 2 * Math.PI * (out[j + 8] as number);
    out[j] = radius * Math.cos(angle) * std + mean;
    out[j + 8] = radius * Math.sin(angle) * std + mean;
  }
}

/**
 * normal_ on contiguous halves: blocks as for float32, of uniforms with the dtype's digits, rounded to the dtype at
 * every step that PyTorch names. `step` rounds what log, sqrt, sin and cos give: not at all for float16, which
 * they take as a float; bfloat16 has functions of its own.
 */
export function fillNormalHalf(
  generator: Generator,
  out: Float32Array,
  digits: 8 | 11,
  round: (value: number) => number,
  step: (value: number) => number,
  mean: number,
  std: number,
): void {
  const length = out.length;
  const mask = 2 ** digits - 1;
  const scale = 2 ** -digits;
  const center = round(mean);
  const spread = round(std);
  const draw = (start: number, end: number): void => {
    for (let i = start; i < end; i++) out[i] = (generator.randomBits() & mask) * scale;
  };
  const block = (start: number): void => {
    for (let j = start; j < start + 8; j++) {
      // The block's 16 elements exist: the caller checked the length.
      const u1 = round(1 - (out[j] as number));
      const u2 = out[j + 8] as number;
      const radius = round(step(Math.sqrt(step(-2 * step(Math.log(u1))))));
      const angle = round(2 * Math.PI * u2);
      out[j] = round(step(step(step(radius * step(Math.cos(angle))) * spread) + center));
      out[j + 8] = round(step(step(step(radius * step(Math.sin(angle))) * spread) + center));
    }
  };
  draw(0, length);
  for (let start = 0; start + blockSize <= length; start += blockSize) block(start);
  if (length % blockSize === 0) return;
  draw(length - blockSize, length);
  block(length - blockSize);
}

/** normal_ on anything not contiguous, and on fewer than 16 elements of any dtype. */
export function eachNormal(generator: Generator, count: number, mean: number, std: number, set: SetElement): void {
  for (let i = 0; i < count; i++) set(i, generator.normal() * std + mean);
}

const twoTo32 = 2 ** 32;

/** torch.randint and random_(from, to) on int64: from <= value < to. The remainder is biased, as PyTorch's is. */
export function fillRandintInt64(generator: Generator, out: BigInt64Array, from: bigint, to: bigint): void {
  const range = to - from;
  const length = out.length;
  if (range === 1n << 64n) {
    // All bits, whatever `from` is.
    for (let i = 0; i < length; i++) out[i] = BigInt.asIntN(64, generator.random64());
    return;
  }
  if (range >= 1n << 32n) {
    for (let i = 0; i < length; i++) out[i] = BigInt.asIntN(64, from + (generator.random64() % range));
    return;
  }
  const divisor = Number(range);
  const low = Number(from);
  if (!Number.isSafeInteger(low)) {
    for (let i = 0; i < length; i++) out[i] = from + BigInt(generator.random() % divisor);
    return;
  }
  // As (low, high) words, without a BigInt for each element.
  const words = new Int32Array(out.buffer, out.byteOffset, length * 2);
  for (let i = 0; i < length; i++) {
    const value = low + (generator.random() % divisor);
    words[2 * i] = value;
    words[2 * i + 1] = Math.floor(value / twoTo32);
  }
}

/** random_(from, to) on any other dtype or layout; values are exact while they lie within 2^53. */
export function eachRandint(generator: Generator, count: number, from: bigint, to: bigint, set: SetElement): void {
  const range = to - from;
  if (range >= 1n << 32n) {
    for (let i = 0; i < count; i++) set(i, Number(from + (generator.random64() % range)));
    return;
  }
  const divisor = Number(range);
  const low = Number(from);
  for (let i = 0; i < count; i++) set(i, low + (generator.random() % divisor));
}

/** random_() without bounds on int64: 63 bits. */
export function fillRandomInt64(generator: Generator, out: BigInt64Array): void {
  const length = out.length;
  for (let i = 0; i < length; i++) out[i] = BigInt.asUintN(63, generator.random64());
}

/**
 * random_() without bounds on other dtypes. `range` is what PyTorch takes the remainder by: 2^digits + 1 for floating
 * point, the greatest value + 1 for integers, 2 for bool; float64 draws two words, the others one.
 */
export function eachRandom(generator: Generator, count: number, range: bigint, set: SetElement): void {
  if (range > 1n << 32n) {
    for (let i = 0; i < count; i++) set(i, Number(generator.random64() % range));
    return;
  }
  const divisor = Number(range);
  for (let i = 0; i < count; i++) set(i, generator.random() % divisor);
}

/** torch.randperm(n), as numbers. */
export function randperm(generator: Generator, n: number): Float64Array {
  const order = new Float64Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = 0; i < n - 1; i++) {
    const j = i + (generator.random() % (n - i));
    // Both lie below n.
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
  return order;
}

/** bernoulli_(p) with one p for all elements, and dropout's mask: two words each. Values are 0 and 1. */
export function eachBernoulli(generator: Generator, count: number, p: number, set: SetElement): void {
  for (let i = 0; i < count; i++) set(i, generator.uniformFloat64() < p ? 1 : 0);
}

/** bernoulli_(p) on a buffer. */
export function fillBernoulli(generator: Generator, out: Float32Array | Float64Array | Uint8Array, p: number): void {
  const length = out.length;
  for (let i = 0; i < length; i++) out[i] = generator.uniformFloat64() < p ? 1 : 0;
}

/** torch.bernoulli(probabilities): one word each for float32, two for float64. */
export function eachBernoulliOf(
  generator: Generator,
  count: number,
  double: boolean,
  probability: (index: number) => number,
  set: SetElement,
): void {
  for (let i = 0; i < count; i++) {
    const drawn = double ? generator.uniformFloat64() : generator.uniformFloat32();
    set(i, drawn < probability(i) ? 1 : 0);
  }
}

/** exponential_(rate), any floating dtype. */
export function eachExponential(generator: Generator, count: number, rate: number, set: SetElement): void {
  for (let i = 0; i < count; i++) set(i, (-1 / rate) * Math.log(1 - generator.uniformFloat64()));
}
