// Convolutions by WebAssembly: one input at a time is copied into its memory, where its patches become columns and are
// multiplied. The same bits as ../convolution.ts, whose functions ask these first; false where those are to do it.

import type { FloatArray } from "../arrays";
import type { Convolution, Sliding } from "../convolution";
import { type Kernels, kernelsFor, loopsFor, memoryAs, reserve } from "./module";
import { PACKED, packedAt, stepOf } from "./product";

/** Multiplications below which copying costs more than the loops in TypeScript. */
const LEAST_WORK = 4096;
/** Elements of all patches of an input beyond which the memory would grow too large. */
const MOST_COLUMNS = 1 << 23;

/** Sizes of a convolution of one group of one input, steps in elements. */
interface Plan {
  readonly kernels: Kernels;
  readonly size: number;
  /** Elements of the input, and of one channel of the output. */
  readonly input: number;
  readonly positions: number;
  /** Elements that one element of the output is a sum over. */
  readonly patch: number;
  /** The columns are the input itself. */
  readonly direct: boolean;
  /** How far the lines of columns, and of the output, lie apart. */
  readonly step: number;
}

function volume(extent: readonly number[]): number {
  return extent.reduce((product, n) => product * n, 1);
}

function planOf(out: FloatArray, s: Convolution): Plan | null {
  const positions = volume(s.output);
  const patch = s.ins * volume(s.kernel);
  const work = s.batch * s.groups * s.outs * patch * positions;
  if (work < LEAST_WORK || patch * positions > MOST_COLUMNS) return null;
  const kernels = kernelsFor(work);
  if (kernels === null) return null;
  const size = out.BYTES_PER_ELEMENT;
  const direct = [0, 1, 2].every((i) => s.kernel[i] === 1 && s.stride[i] === 1 && s.padding[i] === 0);
  // A pointwise one reads its input as it lies.
  const step = direct ? positions : stepOf(positions, size);
  return { kernels, size, input: s.ins * volume(s.input), positions, patch, direct, step };
}

/** Sliding as assembly/patches.ts reads it. */
function describe({ memory }: Kernels, at: number, channels: number, s: Sliding): void {
  const fields = [channels, s.input, s.output, s.kernel, s.stride, s.padding, s.dilation].flat();
  new Int32Array(memory.buffer, at, fields.length).set(fields);
}
const DESCRIPTION = 19 * 4;

/** Room for lines that are read and written in whole vectors. */
function area(rows: number, step: number, size: number): number {
  return (rows * step + 16) * size;
}

/** Copies lines that lie side by side to lines `step` apart, or back. */
function spread(
  to: FloatArray,
  at: number,
  from: FloatArray,
  start: number,
  rows: number,
  count: number,
  step: number,
) {
  if (step === count) to.set(from.subarray(start, start + rows * count), at);
  else for (let r = 0; r < rows; r++) to.set(from.subarray(start + r * count, start + (r + 1) * count), at + r * step);
}

function gather(
  to: FloatArray,
  at: number,
  from: FloatArray,
  start: number,
  rows: number,
  count: number,
  step: number,
) {
  if (step === count) to.set(from.subarray(start, start + rows * count), at);
  else for (let r = 0; r < rows; r++) to.set(from.subarray(start + r * step, start + r * step + count), at + r * count);
}

/** A step that is a multiple of vectors, as results have it. */
function wholeStep(count: number, size: number): number {
  return (Math.ceil((count * size) / 16) * 16) / size;
}

/** out[n, group · out, position] = Σ weight · patch. */
export function convolveByKernels(out: FloatArray, a: FloatArray, weight: FloatArray, s: Convolution): boolean {
  const plan = planOf(out, s);
  if (plan === null) return false;
  const { kernels, size, input, positions, patch, direct, step } = plan;
  const { product, columns } = loopsFor(out, kernels);
  const outStep = wholeStep(positions, size);
  const [sliding, image, lines, weights, result, scratch] = reserve(
    kernels,
    DESCRIPTION,
    area(1, input, size),
    direct ? 0 : area(patch, step, size),
    area(s.outs, patch, size),
    area(s.outs, outStep, size),
    PACKED,
  ) as [number, number, number, number, number, number];
  const memory = memoryAs(out, kernels);
  describe(kernels, sliding, s.ins, s);
  for (let g = 0; g < s.groups; g++) {
    memory.set(weight.subarray(g * s.outs * patch, (g + 1) * s.outs * patch), weights / size);
    for (let n = 0; n < s.batch; n++) {
      const block = n * s.groups + g;
      memory.set(a.subarray(block * input, (block + 1) * input), image / size);
      if (!direct) columns(lines, step * size, image, sliding);
      const right = direct ? image : lines;
      const packed = packedAt(scratch, step * size, s.outs);
      product(result, outStep * size, weights, patch * size, right, step * size, packed, s.outs, patch, false);
      gather(out, block * s.outs * positions, memory, result / size, s.outs, positions, outStep);
    }
  }
  return true;
}

/** What convolve sends back to its input, which is zeros before. */
export function convolveToInputByKernels(
  result: FloatArray,
  gradient: FloatArray,
  weight: FloatArray,
  s: Convolution,
): boolean {
  const plan = planOf(result, s);
  if (plan === null) return false;
  const { kernels, size, input, positions, patch, direct } = plan;
  const { product, transpose, addColumns } = loopsFor(result, kernels);
  const step = wholeStep(positions, size);
  const outsStep = wholeStep(s.outs, size);
  const [sliding, image, lines, weights, transposed, gradients, scratch] = reserve(
    kernels,
    DESCRIPTION,
    area(1, input, size),
    area(patch, step, size),
    area(s.outs + 4, patch, size),
    area(patch + 4, outsStep, size),
    area(s.outs, step, size),
    PACKED,
  ) as [number, number, number, number, number, number, number];
  const memory = memoryAs(result, kernels);
  describe(kernels, sliding, s.ins, s);
  for (let g = 0; g < s.groups; g++) {
    memory.set(weight.subarray(g * s.outs * patch, (g + 1) * s.outs * patch), weights / size);
    transpose(transposed, outsStep * size, weights, patch * size, s.outs, patch);
    for (let n = 0; n < s.batch; n++) {
      const block = n * s.groups + g;
      spread(memory, gradients / size, gradient, block * s.outs * positions, s.outs, positions, step);
      const packed = packedAt(scratch, step * size, patch);
      product(lines, step * size, transposed, outsStep * size, gradients, step * size, packed, patch, s.outs, false);
      if (direct) gather(result, block * input, memory, lines / size, patch, positions, step);
      else {
        memory.fill(0, image / size, image / size + input);
        addColumns(image, lines, step * size, sliding);
        result.set(memory.subarray(image / size, image / size + input), block * input);
      }
    }
  }
  return true;
}

/** What convolve sends back to its weights, which are zeros before: transposed, so that the smaller factor is. */
export function convolveToWeightByKernels(
  result: FloatArray,
  gradient: FloatArray,
  a: FloatArray,
  s: Convolution,
): boolean {
  const plan = planOf(result, s);
  if (plan === null) return false;
  const { kernels, size, input, positions, patch, direct, step } = plan;
  const { product, transpose, columns, accumulate } = loopsFor(result, kernels);
  const gradientStep = stepOf(positions, size);
  const outsStep = wholeStep(s.outs, size);
  const patchStep = wholeStep(patch, size);
  const [sliding, image, lines, gradients, transposed, part, sum, upright, scratch] = reserve(
    kernels,
    DESCRIPTION,
    area(1, input, size),
    direct ? 0 : area(patch, step, size),
    area(s.outs + 4, gradientStep, size),
    area(positions + 4, outsStep, size),
    area(patch, outsStep, size),
    area(patch + 4, outsStep, size),
    area(s.outs + 4, patchStep, size),
    PACKED,
  ) as [number, number, number, number, number, number, number, number, number];
  const memory = memoryAs(result, kernels);
  describe(kernels, sliding, s.ins, s);
  for (let g = 0; g < s.groups; g++) {
    memory.fill(0, sum / size, sum / size + patch * outsStep);
    for (let n = 0; n < s.batch; n++) {
      const block = n * s.groups + g;
      memory.set(a.subarray(block * input, (block + 1) * input), image / size);
      if (!direct) columns(lines, step * size, image, sliding);
      spread(memory, gradients / size, gradient, block * s.outs * positions, s.outs, positions, gradientStep);
      transpose(transposed, outsStep * size, gradients, gradientStep * size, s.outs, positions);
      const left = direct ? image : lines;
      const packed = packedAt(scratch, outsStep * size, patch);
      product(part, outsStep * size, left, step * size, transposed, outsStep * size, packed, patch, positions, false);
      accumulate(sum, part, patch * outsStep * size);
    }
    transpose(upright, patchStep * size, sum, outsStep * size, patch, s.outs);
    gather(result, g * s.outs * patch, memory, upright / size, s.outs, patch, patchStep);
  }
  return true;
}
