// Sums of float32 and float64 in PyTorch's own order and rounding: partial sums of a few elements, summed by levels. The
// bits are those of its AVX2 build on one thread. Follows aten/src/ATen/native/cpu/SumKernel.cpp.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { Loop } from "../tensor/layout";
import type { FloatArray } from "./arrays";
import type { Round } from "./rounding";
import { sumColumnsByKernels, sumRowsByKernels } from "./wasm/sums";

const levels = 4;
/** Partial sums of one row, so that additions overlap. */
const parallel = 4;
/** Bytes of a vector. */
const vectorBytes = 32;

/** What is carried from level to level: its element type rounds, as that of the sums does. */
const floats = new Float32Array(levels);
const doubles = new Float64Array(levels);

/** `count` elements, `step` apart, one after the other; every 2^k of them are carried to the next level. */
function cascade(a: FloatArray, start: number, step: number, count: number): number {
  const single = a instanceof Float32Array;
  if (count < 16) {
    let sum = 0;
    for (let i = 0, at = start; i < count; i++, at += step) sum = rounded(single, sum + (a[at] as number));
    return sum;
  }
  const partials = single ? floats : doubles;
  const power = Math.max(4, Math.floor((32 - Math.clz32(count - 1)) / levels));
  const chunk = 2 ** power;
  partials.fill(0);
  let at = start;
  let i = 0;
  while (i + chunk <= count) {
    let sum = partials[0] as number;
    for (let j = 0; j < chunk; j++, at += step) sum = rounded(single, sum + (a[at] as number));
    partials[0] = sum;
    i += chunk;
    for (let level = 1; level < levels; level++) {
      partials[level] = (partials[level] as number) + (partials[level - 1] as number);
      partials[level - 1] = 0;
      if ((i & ((chunk - 1) << (level * power))) !== 0) break;
    }
  }
  let sum = partials[0] as number;
  for (; i < count; i++, at += step) sum = rounded(single, sum + (a[at] as number));
  for (let level = 1; level < levels; level++) sum = rounded(single, sum + (partials[level] as number));
  return sum;
}

function rounded(single: boolean, sum: number): number {
  return single ? Math.fround(sum) : sum;
}

/** A row as four interleaved cascades. */
function rowSum(a: FloatArray, start: number, step: number, count: number): number {
  const single = a instanceof Float32Array;
  const quarter = Math.floor(count / parallel);
  let sum = cascade(a, start, step * parallel, quarter);
  const second = cascade(a, start + step, step * parallel, quarter);
  const third = cascade(a, start + 2 * step, step * parallel, quarter);
  const fourth = cascade(a, start + 3 * step, step * parallel, quarter);
  for (let i = quarter * parallel; i < count; i++) sum = rounded(single, sum + (a[start + i * step] as number));
  return rounded(single, rounded(single, rounded(single, sum + second) + third) + fourth);
}

/** Neighbours, at least one vector of them: a row sum per lane, the elements past the last vector before them. */
function vectorSum(a: FloatArray, start: number, count: number, lanes: number, unit: number): number {
  const single = a instanceof Float32Array;
  const vectors = Math.floor(count / lanes);
  let sum = 0;
  for (let i = vectors * lanes; i < count; i++) sum = rounded(single, sum + (a[start + i * unit] as number));
  for (let lane = 0; lane < lanes; lane++) {
    sum = rounded(single, sum + rowSum(a, start + lane * unit, lanes * unit, vectors));
  }
  return sum;
}

/**
 * out[r] = the sum of `count` elements that start at starts[r] and lie `step` apart; both arrays are of one type. Where
 * the elements are the parts of complex numbers, neighbours lie a `unit` of 2 apart, and a vector holds half as many.
 */
export function cascadeSum(
  out: FloatArray,
  a: FloatArray,
  starts: ArrayLike<number>,
  count: number,
  step: number,
  unit = 1,
): void {
  const rows = starts.length;
  const lanes = vectorBytes / (a.BYTES_PER_ELEMENT * unit);
  const isSingle = unit === 1 && out instanceof Float32Array && a instanceof Float32Array;
  if (step === unit && count >= lanes) {
    if (isSingle && sumRowsByKernels(out, a, starts, count)) return;
    for (let r = 0; r < rows; r++) out[r] = vectorSum(a, starts[r] as number, count, lanes, unit);
    return;
  }
  const across = rows > 1 ? (starts[1] as number) - (starts[0] as number) : 0;
  // Across rows, several columns are summed at once, each with a plain cascade; what is left over by itself.
  let together = 0;
  let done = 0;
  if (across === unit && rows >= lanes) {
    together = rows - (rows % (lanes * parallel));
    if (isSingle && sumColumnsByKernels(out, a, starts, together, count, step)) done = together;
  } else if (step >= across) together = rows - (rows % parallel);
  for (let r = done; r < rows; r++) {
    const start = starts[r] as number;
    out[r] = r < together ? cascade(a, start, step, count) : rowSum(a, start, step, count);
  }
}

const STILL: Loop = { size: 1, from: 0, to: 0 };

/**
 * Adds up `a` from `offset` on into `out`, which holds zeros, by the loops of reductionLoops (../tensor/layout.ts): two
 * make the rows of a plane, each of which is summed by itself and added to its place in the result, which `round` makes
 * a number of its own type each time; the others are turned around the plane.
 */
export function sumByLoops(
  out: FloatArray,
  a: FloatArray,
  offset: number,
  loops: readonly Loop[],
  { unit = 1, round = null }: { readonly unit?: number; readonly round?: Round | null } = {},
): void {
  let [inner = STILL, outer = STILL] = loops;
  // What is not reduced goes across the rows, also where its elements are the nearer ones.
  if (inner.to !== 0 && outer.to === 0) [inner, outer] = [outer, inner];
  const rows = outer.size;
  const isWhole = loops.length <= 2 && rows === out.length;
  const sums = isWhole ? out : out instanceof Float32Array ? new Float32Array(rows) : new Float64Array(rows);
  const starts = new Float64Array(rows);
  const plane = (from: number, to: number): void => {
    if (inner.to !== 0) {
      addEach(out, to, a, from, inner, outer);
      return;
    }
    for (let r = 0; r < rows; r++) starts[r] = from + r * outer.from;
    cascadeSum(sums, a, starts, inner.size, inner.from, unit);
    if (isWhole) return;
    for (let r = 0; r < rows; r++) {
      const at = to + r * outer.to;
      const sum = sums[r] as number;
      out[at] = round === null ? (out[at] as number) + sum : round((out[at] as number) + round(sum));
    }
  };
  const turn = (level: number, from: number, to: number): void => {
    const loop = loops[level];
    if (level < 2 || loop === undefined) {
      plane(from, to);
      return;
    }
    for (let i = 0; i < loop.size; i++) turn(level - 1, from + i * loop.from, to + i * loop.to);
  };
  turn(loops.length - 1, offset, 0);
}

/** Where nothing of a plane is reduced, each of its elements is added by itself. */
function addEach(out: FloatArray, to: number, a: FloatArray, from: number, inner: Loop, outer: Loop): void {
  for (let r = 0; r < outer.size; r++) {
    for (let i = 0; i < inner.size; i++) {
      const at = to + r * outer.to + i * inner.to;
      out[at] = (out[at] as number) + (a[from + r * outer.from + i * inner.from] as number);
    }
  }
}
