// Moves elements between memory positions that somebody else worked out: what gather, scatter and their kin come to.
// Arrays are of one encoding; int64 has loops of its own, being a BigInt64Array.
// Reads are within bounds by the callers' positions: `as` says so to the compiler.

import type { ElementArray } from "../tensor/storage";

/** out[i] = source[positions[i]]. */
export function take(out: ElementArray, source: ElementArray, positions: ArrayLike<number>): void {
  const n = positions.length;
  if (out instanceof BigInt64Array) {
    // Of one encoding with `out`, here and below.
    const from = source as BigInt64Array;
    for (let i = 0; i < n; i++) out[i] = from[positions[i] as number] as bigint;
    return;
  }
  const from = source as Float32Array;
  for (let i = 0; i < n; i++) out[i] = from[positions[i] as number] as number;
}

/** out[positions[i]] = source[sources[i]]; later ones win. */
export function put(
  out: ElementArray,
  positions: ArrayLike<number>,
  source: ElementArray,
  sources: ArrayLike<number>,
): void {
  const n = positions.length;
  if (out instanceof BigInt64Array) {
    const from = source as BigInt64Array;
    for (let i = 0; i < n; i++) out[positions[i] as number] = from[sources[i] as number] as bigint;
    return;
  }
  const from = source as Float32Array;
  for (let i = 0; i < n; i++) out[positions[i] as number] = from[sources[i] as number] as number;
}

/** out[positions[i]] = value, encoded as the first element of `value`. */
export function putValue(out: ElementArray, positions: ArrayLike<number>, value: ElementArray): void {
  const n = positions.length;
  if (out instanceof BigInt64Array) {
    const element = value[0] as bigint;
    for (let i = 0; i < n; i++) out[positions[i] as number] = element;
    return;
  }
  const element = value[0] as number;
  for (let i = 0; i < n; i++) out[positions[i] as number] = element;
}

/** out[positions[i]] += source[sources[i]], one after the other. Not for the encodings of halves and bool. */
export function accumulate(
  out: ElementArray,
  positions: ArrayLike<number>,
  source: ElementArray,
  sources: ArrayLike<number>,
): void {
  const n = positions.length;
  if (out instanceof BigInt64Array) {
    const from = source as BigInt64Array;
    for (let i = 0; i < n; i++) {
      const at = positions[i] as number;
      out[at] = (out[at] as bigint) + (from[sources[i] as number] as bigint);
    }
    return;
  }
  const from = source as Float32Array;
  for (let i = 0; i < n; i++) {
    const at = positions[i] as number;
    out[at] = (out[at] as number) + (from[sources[i] as number] as number);
  }
}

/** How one element is kept in memory where that is not as the number it is: a half's bits. */
export interface Encoding {
  readonly read: (bits: number) => number;
  readonly write: (value: number) => number;
}

/** The same for encoded elements, rounded after every addition. */
export function accumulateEncoded(
  out: ElementArray,
  positions: ArrayLike<number>,
  source: ElementArray,
  sources: ArrayLike<number>,
  { read, write }: Encoding,
): void {
  // No BigInt64Array: int64 is not encoded.
  const [to, from] = [out as Uint16Array, source as Uint16Array];
  for (let i = 0; i < positions.length; i++) {
    const at = positions[i] as number;
    to[at] = write(Math.fround(read(to[at] as number) + read(from[sources[i] as number] as number)));
  }
}

/** out[outs[i]] = chosen[i] is not 0 ? a[as[i]] : b[bs[i]]. */
export function choose(
  out: ElementArray,
  outs: ArrayLike<number>,
  chosen: Uint8Array,
  choices: ArrayLike<number>,
  a: ElementArray,
  as: ArrayLike<number>,
  b: ElementArray,
  bs: ArrayLike<number>,
): void {
  const n = outs.length;
  if (out instanceof BigInt64Array) {
    const first = a as BigInt64Array;
    const second = b as BigInt64Array;
    for (let i = 0; i < n; i++) {
      const yes = chosen[choices[i] as number] !== 0;
      out[outs[i] as number] = (yes ? first[as[i] as number] : second[bs[i] as number]) as bigint;
    }
    return;
  }
  const first = a as Float32Array;
  const second = b as Float32Array;
  for (let i = 0; i < n; i++) {
    const yes = chosen[choices[i] as number] !== 0;
    out[outs[i] as number] = (yes ? first[as[i] as number] : second[bs[i] as number]) as number;
  }
}

/** The same for operands without gaps, or with one element for all (step 0). */
export function chooseLinear(
  out: ElementArray,
  chosen: Uint8Array,
  ci: number,
  a: ElementArray,
  ai: number,
  aStep: 0 | 1,
  b: ElementArray,
  bi: number,
  bStep: 0 | 1,
  n: number,
): void {
  if (out instanceof BigInt64Array) {
    const first = a as BigInt64Array;
    const second = b as BigInt64Array;
    for (let i = 0; i < n; i++) {
      out[i] = (chosen[ci + i] !== 0 ? first[ai + i * aStep] : second[bi + i * bStep]) as bigint;
    }
    return;
  }
  const first = a as Float32Array;
  const second = b as Float32Array;
  for (let i = 0; i < n; i++) {
    out[i] = (chosen[ci + i] !== 0 ? first[ai + i * aStep] : second[bi + i * bStep]) as number;
  }
}
