// Combines elements into memory positions that somebody else worked out: what scatter_reduce and index_reduce come to.
// Arrays are of one encoding, not of halves; int64 has loops of its own, being a BigInt64Array.
// Reads are within bounds by the callers' positions: `as` says so to the compiler.

import type { ElementArray } from "../tensor/storage";

export type Combination = "sum" | "prod" | "amax" | "amin";

/** out[positions[i]] = out[positions[i]] ∘ source[sources[i]], one after the other. NaN wins among extremes. */
export function combine(
  out: ElementArray,
  positions: ArrayLike<number>,
  source: ElementArray,
  sources: ArrayLike<number>,
  how: Combination,
): void {
  if (out instanceof BigInt64Array) combineBig(out, positions, source as BigInt64Array, sources, how);
  else combineNumbers(out as Float64Array, positions, source as Float64Array, sources, how);
}

function combineNumbers(
  out: Float64Array,
  positions: ArrayLike<number>,
  from: Float64Array,
  sources: ArrayLike<number>,
  how: Combination,
): void {
  const n = positions.length;
  for (let i = 0; i < n; i++) {
    const at = positions[i] as number;
    const x = out[at] as number;
    const y = from[sources[i] as number] as number;
    if (how === "sum") out[at] = x + y;
    else if (how === "prod") out[at] = x * y;
    else if (how === "amax") out[at] = Number.isNaN(x) || x >= y ? x : y;
    else out[at] = Number.isNaN(x) || x <= y ? x : y;
  }
}

function combineBig(
  out: BigInt64Array,
  positions: ArrayLike<number>,
  from: BigInt64Array,
  sources: ArrayLike<number>,
  how: Combination,
): void {
  const n = positions.length;
  for (let i = 0; i < n; i++) {
    const at = positions[i] as number;
    const x = out[at] as bigint;
    const y = from[sources[i] as number] as bigint;
    if (how === "sum") out[at] = x + y;
    else if (how === "prod") out[at] = x * y;
    else if (how === "amax" ? y > x : y < x) out[at] = y;
  }
}
