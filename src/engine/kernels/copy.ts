// Copies between strided windows of typed arrays of one encoding, and conversions between encodings. Loops only.
// Array reads below are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { ElementArray } from "../tensor/storage";

/** Copies `shape` elements from one strided window to another of the same encoding. */
export function copyWindow(
  out: ElementArray,
  outOffset: number,
  outStrides: readonly number[],
  source: ElementArray,
  sourceOffset: number,
  sourceStrides: readonly number[],
  shape: readonly number[],
): void {
  if (out instanceof BigInt64Array) {
    // Both have the same encoding.
    const from = source as BigInt64Array;
    copyLevel(out, outOffset, outStrides, from, sourceOffset, sourceStrides, shape, 0, copyRowBig);
  } else {
    const from = source as Float32Array;
    // float32 is in most copies: a loop that has seen no other type is several times faster.
    const row = out instanceof Float32Array ? copyFloats : copyRow;
    copyLevel(out as Float32Array, outOffset, outStrides, from, sourceOffset, sourceStrides, shape, 0, row);
  }
}

type Row<T> = (out: T, o: number, os: number, a: T, ai: number, as: number, n: number) => void;

function copyLevel<T>(
  out: T,
  o: number,
  outStrides: readonly number[],
  a: T,
  ai: number,
  strides: readonly number[],
  shape: readonly number[],
  level: number,
  row: Row<T>,
): void {
  const n = shape[level] ?? 1;
  const os = outStrides[level] ?? 1;
  const as = strides[level] ?? 1;
  if (level >= shape.length - 1) {
    row(out, o, os, a, ai, as, n);
    return;
  }
  for (let i = 0; i < n; i++) {
    copyLevel(out, o + i * os, outStrides, a, ai + i * as, strides, shape, level + 1, row);
  }
}

/** Neighbours below which a call costs more than the loop. */
const LEAST_NEIGHBOURS = 64;

function copyFloats(
  out: Float32Array,
  o: number,
  os: number,
  a: Float32Array,
  ai: number,
  as: number,
  n: number,
): void {
  if (os === 1 && as === 1 && n >= LEAST_NEIGHBOURS) {
    out.set(a.subarray(ai, ai + n), o);
    return;
  }
  for (let i = 0, to = o, from = ai; i < n; i++, to += os, from += as) out[to] = a[from] as number;
}

function copyRow(out: Float32Array, o: number, os: number, a: Float32Array, ai: number, as: number, n: number): void {
  let to = o;
  let from = ai;
  for (let i = 0; i < n; i++) {
    out[to] = a[from] as number;
    to += os;
    from += as;
  }
}

function copyRowBig(
  out: BigInt64Array,
  o: number,
  os: number,
  a: BigInt64Array,
  ai: number,
  as: number,
  n: number,
): void {
  let to = o;
  let from = ai;
  for (let i = 0; i < n; i++) {
    out[to] = a[from] as bigint;
    to += os;
    from += as;
  }
}

/** Reads n int64 as numbers; false where one is beyond ±2^53, and then `out` is not to be used. */
export function wordsToNumbers(out: Float32Array | Float64Array, words: Int32Array, start: number, n: number): boolean {
  let safe = true;
  for (let i = 0, w = start * 2; i < n; i++, w += 2) {
    const high = words[w + 1] as number;
    // 2^53 = 2^21 high words.
    if (high >= 0x200000 || high < -0x200000) safe = false;
    out[i] = high * 4294967296 + ((words[w] as number) >>> 0);
  }
  return safe;
}

/** Writes n numbers as int64: truncated towards zero; NaN and what no int64 holds give -2^63, as x86-64 does. */
export function numbersToWords(words: Int32Array, a: ArrayLike<number>, start: number, n: number): void {
  for (let i = 0, w = 0; i < n; i++, w += 2) {
    const value = Math.trunc(a[start + i] as number);
    if (value >= -(2 ** 63) && value < 2 ** 63) {
      const high = Math.floor(value / 4294967296);
      words[w] = value - high * 4294967296;
      words[w + 1] = high;
    } else {
      words[w] = 0;
      words[w + 1] = -2147483648;
    }
  }
}

const floatBits = new Float32Array(1);
const intBits = new Int32Array(floatBits.buffer);

/** float16 bits as a number. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A float32 value rounded to float16 bits, ties to even. */
export function numberToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = Math.max(Math.floor(Math.log2(magnitude || 1e-30)), -14);
  // Exact: a power of two; then round half to even by hand.
  const scaled = magnitude / 2 ** (exponent - 10);
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  if (exponent === -14 && rounded < 1024) return sign | rounded;
  return sign | (((exponent + 15) << 10) + (rounded - 1024));
}

export function bfloat16ToNumber(bits: number): number {
  intBits[0] = bits << 16;
  return floatBits[0] as number;
}

/** A float32 value rounded to bfloat16 bits, ties to even. */
export function numberToBfloat16(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  floatBits[0] = value;
  const bits = (intBits[0] as number) >>> 0;
  const lsb = (bits >>> 16) & 1;
  return ((bits + 0x7fff + lsb) / 65536) & 0xffff;
}
