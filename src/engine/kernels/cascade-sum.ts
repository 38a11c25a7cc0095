// Sums of float32 in PyTorch's own order and rounding: partial sums of a few elements, summed by levels. The bits are
// those of its AVX2 build on one thread. Follows aten/src/ATen/native/cpu/SumKernel.cpp.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import { sumColumnsByKernels, sumRowsByKernels } from "./wasm/sums";

const fround = Math.fround;
const levels = 4;
/** Partial sums of one row, so that additions overlap. */
const parallel = 4;
/** Elements of a vector. */
const lanes = 8;

const partials = new Float32Array(levels);

/** `count` elements, `step` apart, one after the other; every 2^k of them are carried to the next level. */
function cascade(a: Float32Array, start: number, step: number, count: number): number {
  if (count < 16) {
    let sum = 0;
    for (let i = 0, at = start; i < count; i++, at += step) sum = fround(sum + (a[at] as number));
    return sum;
  }
  const power = Math.max(4, Math.floor((32 - Math.clz32(count - 1)) / levels));
  const chunk = 2 ** power;
  partials.fill(0);
  let at = start;
  let i = 0;
  while (i + chunk <= count) {
    let sum = partials[0] as number;
    for (let j = 0; j < chunk; j++, at += step) sum = fround(sum + (a[at] as number));
    partials[0] = sum;
    i += chunk;
    for (let level = 1; level < levels; level++) {
      partials[level] = (partials[level] as number) + (partials[level - 1] as number);
      partials[level - 1] = 0;
      if ((i & ((chunk - 1) << (level * power))) !== 0) break;
    }
  }
  let sum = partials[0] as number;
  for (; i < count; i++, at += step) sum = fround(sum + (a[at] as number));
  for (let level = 1; level < levels; level++) sum = fround(sum + (partials[level] as number));
  return sum;
}

/** A row as four interleaved cascades. */
function rowSum(a: Float32Array, start: number, step: number, count: number): number {
  const quarter = Math.floor(count / parallel);
  let sum = cascade(a, start, step * parallel, quarter);
  const second = cascade(a, start + step, step * parallel, quarter);
  const third = cascade(a, start + 2 * step, step * parallel, quarter);
  const fourth = cascade(a, start + 3 * step, step * parallel, quarter);
  for (let i = quarter * parallel; i < count; i++) sum = fround(sum + (a[start + i * step] as number));
  return fround(fround(fround(sum + second) + third) + fourth);
}

/** A contiguous row of at least one vector: a row sum per lane, the elements past the last vector before them. */
function vectorSum(a: Float32Array, start: number, count: number): number {
  const vectors = Math.floor(count / lanes);
  let sum = 0;
  for (let i = vectors * lanes; i < count; i++) sum = fround(sum + (a[start + i] as number));
  for (let lane = 0; lane < lanes; lane++) sum = fround(sum + rowSum(a, start + lane, lanes, vectors));
  return sum;
}

/** out[r] = the sum of `count` elements that start at starts[r] and lie `step` apart. */
export function cascadeSum(
  out: Float32Array,
  a: Float32Array,
  starts: ArrayLike<number>,
  count: number,
  step: number,
): void {
  const rows = starts.length;
  if (step === 1 && count >= lanes) {
    if (sumRowsByKernels(out, a, starts, count)) return;
    for (let r = 0; r < rows; r++) out[r] = vectorSum(a, starts[r] as number, count);
    return;
  }
  const across = rows > 1 ? (starts[1] as number) - (starts[0] as number) : 0;
  // Across rows, several columns are summed at once, each with a plain cascade; what is left over by itself.
  let together = 0;
  let done = 0;
  if (across === 1 && rows >= lanes) {
    together = rows - (rows % (lanes * parallel));
    if (sumColumnsByKernels(out, a, starts, together, count, step)) done = together;
  } else if (step >= across) together = rows - (rows % parallel);
  for (let r = done; r < rows; r++) {
    const start = starts[r] as number;
    out[r] = r < together ? cascade(a, start, step, count) : rowSum(a, start, step, count);
  }
}
