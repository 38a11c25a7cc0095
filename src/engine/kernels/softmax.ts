// Softmax and log-softmax along one dimension of a contiguous [outer, count, inner] block, and their gradients.
// Each step is rounded to float32 where the arrays are, as PyTorch's vectorised code does.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import { plainExp, vectorExp, vectorLog } from "./float-math";
import { softmaxByKernels, softmaxGradientByKernels } from "./wasm/pointwise";

const fround = Math.fround;

/** Floats in a vector register. */
const LANES = 8;
const lanes = new Float32Array(LANES);
/** One row's exponentials; grows to the longest row seen. */
let scratch = new Float32Array(64);

function largest(a: FloatArray, start: number, count: number, step: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0, at = start; i < count; i++, at += step) {
    const value = a[at] as number;
    if (value > best || Number.isNaN(value)) best = value;
    if (Number.isNaN(best)) break;
  }
  return best;
}

/** e^(x - max) / Σ e^(x - max). */
export function softmax(out: FloatArray, a: FloatArray, ai: number, outer: number, count: number, inner: number): void {
  if (inner === 1 && softmaxByKernels("softmax", out, a, ai, outer, count)) return;
  if (!(out instanceof Float32Array)) softmax64(out, a, ai, outer, count, inner);
  else if (inner === 1) for (let r = 0; r < outer; r++) softmaxRow(out, a, ai, r * count, count);
  else softmaxAcross(out, a, ai, outer, count, inner);
}

/** Along the last dimension: vectors all the way, and a product with the sum's reciprocal. */
function softmaxRow(out: Float32Array, a: FloatArray, ai: number, start: number, count: number): void {
  const shift = largest(a, ai + start, count, 1);
  for (let i = start; i < start + count; i++) out[i] = vectorExp(fround((a[ai + i] as number) - shift));
  const scale = fround(1 / lanesSum(out, start, count));
  for (let i = start; i < start + count; i++) out[i] = (out[i] as number) * scale;
}

/** Along another dimension: positions side by side go in vectors, those left over one by one. */
function softmaxAcross(
  out: Float32Array,
  a: FloatArray,
  ai: number,
  outer: number,
  count: number,
  inner: number,
): void {
  const vectors = inner - (inner % LANES);
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      const shift = largest(a, ai + start, count, inner);
      let total = 0;
      for (let i = 0, at = start; i < count; i++, at += inner) {
        const x = fround((a[ai + at] as number) - shift);
        out[at] = c < vectors ? vectorExp(x) : plainExp(x);
        total = fround(total + (out[at] as number));
      }
      for (let i = 0, at = start; i < count; i++, at += inner) out[at] = (out[at] as number) / total;
    }
  }
}

function softmax64(out: FloatArray, a: FloatArray, ai: number, outer: number, count: number, inner: number): void {
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      const shift = largest(a, ai + start, count, inner);
      let total = 0;
      for (let i = 0, at = start; i < count; i++, at += inner) {
        out[at] = Math.exp((a[ai + at] as number) - shift);
        total += out[at] as number;
      }
      for (let i = 0, at = start; i < count; i++, at += inner) out[at] = (out[at] as number) / total;
    }
  }
}

/** Sum of a row as a vector register sums: eight lanes, then halves onto each other (vec::reduce_all). */
function lanesSum(a: FloatArray, start: number, count: number): number {
  if (count < LANES) {
    let total = a[start] as number;
    for (let i = 1; i < count; i++) total = fround(total + (a[start + i] as number));
    return total;
  }
  for (let lane = 0; lane < LANES; lane++) {
    let sum = a[start + lane] as number;
    for (let i = lane + LANES; i < count; i += LANES) sum = fround(sum + (a[start + i] as number));
    lanes[lane] = sum;
  }
  return foldLanes();
}

/** The lanes' sum: halves onto each other. */
function foldLanes(): number {
  const [l0 = 0, l1 = 0, l2 = 0, l3 = 0, l4 = 0, l5 = 0, l6 = 0, l7 = 0] = lanes;
  const even = fround(fround(l0 + l4) + fround(l2 + l6));
  const odd = fround(fround(l1 + l5) + fround(l3 + l7));
  return fround(even + odd);
}

/** x - max - ln Σ e^(x - max). */
export function logSoftmax(
  out: FloatArray,
  a: FloatArray,
  ai: number,
  outer: number,
  count: number,
  inner: number,
): void {
  if (inner === 1 && softmaxByKernels("logSoftmax", out, a, ai, outer, count)) return;
  const single = out instanceof Float32Array;
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      const shift = largest(a, ai + start, count, inner);
      const logTotal = single
        ? logSum32(a, ai + start, count, inner, shift)
        : logSum64(a, ai + start, count, inner, shift);
      for (let i = 0, at = start; i < count; i++, at += inner) {
        out[at] = (a[ai + at] as number) - shift;
        out[at] = (out[at] as number) - logTotal;
      }
    }
  }
}

/** ln Σ e^(x - max), with the sum in lanes as vectors keep it along the last dimension, else in order. */
function logSum32(a: FloatArray, start: number, count: number, step: number, shift: number): number {
  if (step === 1) {
    if (scratch.length < count) scratch = new Float32Array(count);
    for (let i = 0; i < count; i++) scratch[i] = vectorExp(fround((a[start + i] as number) - shift));
    return vectorLog(lanesSum(scratch, 0, count));
  }
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += step) {
    total = fround(total + vectorExp(fround((a[at] as number) - shift)));
  }
  return vectorLog(total);
}

function logSum64(a: FloatArray, start: number, count: number, step: number, shift: number): number {
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += step) total += Math.exp((a[at] as number) - shift);
  return Math.log(total);
}

/** (g - Σ g·y)·y, every product-and-sum fused: the gradient of softmax from its result y. */
export function softmaxBackward(
  out: FloatArray,
  g: FloatArray,
  y: FloatArray,
  outer: number,
  count: number,
  inner: number,
): void {
  if (inner === 1 && softmaxGradientByKernels("softmaxBackward", out, g, y, outer, count)) return;
  const single = out instanceof Float32Array;
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      let total = 0;
      if (single && inner === 1) total = lanesProduct(g, y, start, count);
      else if (single) total = dotFused(g, y, start, count, inner);
      else for (let i = 0, at = start; i < count; i++, at += inner) total += (g[at] as number) * (y[at] as number);
      for (let i = 0, at = start; i < count; i++, at += inner) {
        out[at] = (g[at] as number) - total;
        out[at] = (out[at] as number) * (y[at] as number);
      }
    }
  }
}

/** g - e^y·Σ g, the product and difference fused: the gradient of log-softmax from its result y. */
export function logSoftmaxBackward(
  out: FloatArray,
  g: FloatArray,
  y: FloatArray,
  outer: number,
  count: number,
  inner: number,
): void {
  if (inner === 1 && softmaxGradientByKernels("logSoftmaxBackward", out, g, y, outer, count)) return;
  const single = out instanceof Float32Array;
  const vectors = inner === 1 ? 1 : inner - (inner % LANES);
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      let total = 0;
      if (single && inner === 1) total = lanesSum(g, start, count);
      else for (let i = 0, at = start; i < count; i++, at += inner) total = rounded(total + (g[at] as number), single);
      for (let i = 0, at = start; i < count; i++, at += inner) {
        const x = y[at] as number;
        const power = single ? (c < vectors ? vectorExp(x) : plainExp(x)) : Math.exp(x);
        out[at] = (g[at] as number) - power * total;
      }
    }
  }
}

function rounded(x: number, single: boolean): number {
  return single ? fround(x) : x;
}

function dotFused(a: FloatArray, b: FloatArray, start: number, count: number, step: number): number {
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += step) {
    total = fround(total + (a[at] as number) * (b[at] as number));
  }
  return total;
}

/** Σ a·b of a row as vector registers sum it: the first product of a lane plain, the others fused into it. */
function lanesProduct(a: FloatArray, b: FloatArray, start: number, count: number): number {
  if (count < LANES) {
    let total = fround((a[start] as number) * (b[start] as number));
    for (let i = start + 1; i < start + count; i++) total = fround(total + fround((a[i] as number) * (b[i] as number)));
    return total;
  }
  for (let lane = 0; lane < LANES; lane++) {
    let sum = fround((a[start + lane] as number) * (b[start + lane] as number));
    for (let i = start + lane + LANES; i < start + count; i += LANES) {
      sum = fround(sum + (a[i] as number) * (b[i] as number));
    }
    lanes[lane] = sum;
  }
  return foldLanes();
}
