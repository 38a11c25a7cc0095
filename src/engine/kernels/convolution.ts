// Convolutions over three dimensions of space (fewer have size 1 in front), as products of matrices: the patches of
// the input that the kernel covers become rows or columns (im2col), and go back by adding (col2im).
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import { type Matrix, matmul } from "./matmul";
import { convolveByKernels, convolveToInputByKernels, convolveToWeightByKernels } from "./wasm/convolution";

/** Sizes along depth, height and width. */
export type Extent = readonly [depth: number, height: number, width: number];

/** How a kernel slides over an input. */
export interface Sliding {
  readonly input: Extent;
  readonly output: Extent;
  readonly kernel: Extent;
  readonly stride: Extent;
  readonly padding: Extent;
  readonly dilation: Extent;
}

/** A convolution of `batch` inputs; channels are those of one group. Weights: [groups · outs, ins, kernel]. */
export interface Convolution extends Sliding {
  readonly batch: number;
  readonly groups: number;
  readonly ins: number;
  readonly outs: number;
}

export function volume(extent: Extent): number {
  return extent[0] * extent[1] * extent[2];
}

function sameType(a: FloatArray, length: number): FloatArray {
  return a instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

/** The input is its own patches: a kernel of one element that goes everywhere. */
export function isPointwise(s: Sliding): boolean {
  for (let i = 0; i < 3; i++) if (s.kernel[i] !== 1 || s.stride[i] !== 1 || s.padding[i] !== 0) return false;
  return true;
}

/** rows[position, channel · kernel element] = the input there, 0 in the padding. */
function patchRows(rows: FloatArray, a: FloatArray, start: number, channels: number, s: Sliding): void {
  const [depth, height, width] = s.input;
  const [outDepth, outHeight, outWidth] = s.output;
  const [kernelDepth, kernelHeight, kernelWidth] = s.kernel;
  const [dilationDepth, dilationHeight, dilationWidth] = s.dilation;
  const reach = (kernelWidth - 1) * dilationWidth;
  let at = 0;
  for (let od = 0; od < outDepth; od++) {
    const d0 = od * s.stride[0] - s.padding[0];
    for (let oh = 0; oh < outHeight; oh++) {
      const h0 = oh * s.stride[1] - s.padding[1];
      for (let ow = 0; ow < outWidth; ow++) {
        const w0 = ow * s.stride[2] - s.padding[2];
        const whole = w0 >= 0 && w0 + reach < width;
        for (let c = 0; c < channels; c++) {
          for (let kd = 0; kd < kernelDepth; kd++) {
            const d = d0 + kd * dilationDepth;
            for (let kh = 0; kh < kernelHeight; kh++) {
              const h = h0 + kh * dilationHeight;
              if (d < 0 || d >= depth || h < 0 || h >= height) {
                for (let kw = 0; kw < kernelWidth; kw++) rows[at++] = 0;
                continue;
              }
              const line = start + ((c * depth + d) * height + h) * width;
              if (whole) {
                let from = line + w0;
                for (let kw = 0; kw < kernelWidth; kw++, from += dilationWidth) rows[at++] = a[from] as number;
              } else {
                let w = w0;
                for (let kw = 0; kw < kernelWidth; kw++, w += dilationWidth) {
                  rows[at++] = w >= 0 && w < width ? (a[line + w] as number) : 0;
                }
              }
            }
          }
        }
      }
    }
  }
}

/** columns[channel · kernel element, position] = the input there, 0 in the padding; written from `o`. */
export function patchColumns(
  columns: FloatArray,
  o: number,
  a: FloatArray,
  start: number,
  channels: number,
  s: Sliding,
): void {
  const [depth, height, width] = s.input;
  const [outDepth, outHeight, outWidth] = s.output;
  const [kernelDepth, kernelHeight, kernelWidth] = s.kernel;
  const stride = s.stride[2];
  let at = o;
  for (let c = 0; c < channels; c++) {
    for (let kd = 0; kd < kernelDepth; kd++) {
      for (let kh = 0; kh < kernelHeight; kh++) {
        for (let kw = 0; kw < kernelWidth; kw++) {
          const w0 = kw * s.dilation[2] - s.padding[2];
          const first = firstInside(w0, stride, outWidth);
          const last = lastInside(w0, stride, width, outWidth);
          for (let od = 0; od < outDepth; od++) {
            const d = od * s.stride[0] - s.padding[0] + kd * s.dilation[0];
            for (let oh = 0; oh < outHeight; oh++, at += outWidth) {
              const h = oh * s.stride[1] - s.padding[1] + kh * s.dilation[1];
              if (d < 0 || d >= depth || h < 0 || h >= height) {
                columns.fill(0, at, at + outWidth);
                continue;
              }
              let from = start + ((c * depth + d) * height + h) * width + w0 + first * stride;
              for (let ow = 0; ow < first; ow++) columns[at + ow] = 0;
              for (let ow = first; ow < last; ow++, from += stride) columns[at + ow] = a[from] as number;
              for (let ow = last; ow < outWidth; ow++) columns[at + ow] = 0;
            }
          }
        }
      }
    }
  }
}

/** Adds columns as patchColumns lays them out, read from `start`, to the elements of `out` that they came from. */
export function addColumns(
  out: FloatArray,
  o: number,
  columns: FloatArray,
  start: number,
  channels: number,
  s: Sliding,
): void {
  const [depth, height, width] = s.input;
  const [outDepth, outHeight, outWidth] = s.output;
  const [kernelDepth, kernelHeight, kernelWidth] = s.kernel;
  const stride = s.stride[2];
  let at = start;
  for (let c = 0; c < channels; c++) {
    for (let kd = 0; kd < kernelDepth; kd++) {
      for (let kh = 0; kh < kernelHeight; kh++) {
        for (let kw = 0; kw < kernelWidth; kw++) {
          const w0 = kw * s.dilation[2] - s.padding[2];
          const first = firstInside(w0, stride, outWidth);
          const last = lastInside(w0, stride, width, outWidth);
          for (let od = 0; od < outDepth; od++) {
            const d = od * s.stride[0] - s.padding[0] + kd * s.dilation[0];
            for (let oh = 0; oh < outHeight; oh++, at += outWidth) {
              const h = oh * s.stride[1] - s.padding[1] + kh * s.dilation[1];
              if (d < 0 || d >= depth || h < 0 || h >= height) continue;
              let to = o + ((c * depth + d) * height + h) * width + w0 + first * stride;
              for (let ow = first; ow < last; ow++, to += stride) {
                out[to] = (out[to] as number) + (columns[at + ow] as number);
              }
            }
          }
        }
      }
    }
  }
}

/** The first of `count` positions, `stride` apart from `start`, that is not negative. */
function firstInside(start: number, stride: number, count: number): number {
  return start >= 0 ? 0 : Math.min(count, Math.ceil(-start / stride));
}

/** One past the last of `count` positions, `stride` apart from `start`, that is below `size`. */
function lastInside(start: number, stride: number, size: number, count: number): number {
  return Math.max(firstInside(start, stride, count), Math.min(count, Math.ceil((size - start) / stride)));
}

/** out[n, group · out, position] = Σ weight · patch. All arrays are contiguous and start at their first element. */
export function convolve(out: FloatArray, a: FloatArray, weight: FloatArray, s: Convolution): void {
  if (convolveByKernels(out, a, weight, s)) return;
  const { batch, groups, ins, outs } = s;
  const positions = volume(s.output);
  const size = volume(s.input);
  const patch = ins * volume(s.kernel);
  const direct = isPointwise(s);
  const rows = sameType(a, direct ? 0 : positions * patch);
  for (let n = 0; n < batch; n++) {
    for (let g = 0; g < groups; g++) {
      const start = (n * groups + g) * ins * size;
      let patches: Matrix;
      if (direct) patches = { data: a, start, rowStep: size, columnStep: 1 };
      else {
        patchRows(rows, a, start, ins, s);
        patches = { data: rows, start: 0, rowStep: 1, columnStep: patch };
      }
      const kernels = { data: weight, start: g * outs * patch, rowStep: patch, columnStep: 1 };
      matmul(out, (n * groups + g) * outs * positions, kernels, patches, outs, patch, positions);
    }
  }
}

/** What convolve sends back to its input: each output's gradient, times the kernel, added to the patch. */
export function convolveToInput(result: FloatArray, gradient: FloatArray, weight: FloatArray, s: Convolution): void {
  if (convolveToInputByKernels(result, gradient, weight, s)) return;
  const { batch, groups, ins, outs } = s;
  const positions = volume(s.output);
  const size = volume(s.input);
  const patch = ins * volume(s.kernel);
  const direct = isPointwise(s);
  const columns = sameType(result, direct ? 0 : patch * positions);
  for (let n = 0; n < batch; n++) {
    for (let g = 0; g < groups; g++) {
      const kernels = { data: weight, start: g * outs * patch, rowStep: 1, columnStep: patch };
      const start = (n * groups + g) * outs * positions;
      const gradients = { data: gradient, start, rowStep: positions, columnStep: 1 };
      const o = (n * groups + g) * ins * size;
      if (direct) matmul(result, o, kernels, gradients, patch, outs, positions);
      else {
        matmul(columns, 0, kernels, gradients, patch, outs, positions);
        addColumns(result, o, columns, 0, ins, s);
      }
    }
  }
}

/** What convolve sends back to its weights: Σ over inputs and positions of gradient · patch. */
export function convolveToWeight(result: FloatArray, gradient: FloatArray, a: FloatArray, s: Convolution): void {
  if (convolveToWeightByKernels(result, gradient, a, s)) return;
  const { batch, groups, ins, outs } = s;
  const positions = volume(s.output);
  const size = volume(s.input);
  const patch = ins * volume(s.kernel);
  const direct = isPointwise(s);
  const columns = sameType(a, direct ? 0 : patch * positions);
  const product = sameType(result, outs * patch);
  for (let n = 0; n < batch; n++) {
    for (let g = 0; g < groups; g++) {
      const start = (n * groups + g) * ins * size;
      if (!direct) patchColumns(columns, 0, a, start, ins, s);
      const patches: Matrix = direct
        ? { data: a, start, rowStep: 1, columnStep: size }
        : { data: columns, start: 0, rowStep: 1, columnStep: positions };
      const from = (n * groups + g) * outs * positions;
      const gradients = { data: gradient, start: from, rowStep: positions, columnStep: 1 };
      matmul(product, 0, gradients, patches, outs, positions, patch);
      const o = g * outs * patch;
      for (let i = 0; i < product.length; i++) result[o + i] = (result[o + i] as number) + (product[i] as number);
    }
  }
}
