// Fourier transforms along axes of dense arrays of several dimensions, one axis after the other, as general_nd of
// pocketfft_hdronly.hpp goes about it. Shapes are of elements; complex arrays hold pairs [re, im].

import type { FloatArray } from "../arrays";
import { complexPlan, realPlan } from "./plan";

// Reads below are within the arrays by their shapes: `as number` says so to the compiler.

function like(data: FloatArray, length: number): FloatArray {
  return data instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

/** Where the lines along an axis start, and how far their elements lie apart. */
function linesAlong(shape: readonly number[], axis: number): { starts: number[]; step: number } {
  const length = shape[axis] ?? 1;
  const step = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const total = shape.reduce((product, n) => product * n, 1);
  const starts: number[] = [];
  for (let outer = 0; outer < total; outer += length * step) {
    for (let inner = 0; inner < step; inner++) starts.push(outer + inner);
  }
  return { starts, step };
}

/** In place: complex to complex. sign: -1 forward, 1 backward. The first axis takes the factor. */
export function transformComplex(
  data: FloatArray,
  shape: readonly number[],
  axes: readonly number[],
  sign: 1 | -1,
  factor: number,
): void {
  axes.forEach((axis, at) => {
    const length = shape[axis] ?? 1;
    const plan = complexPlan(length, data);
    const { starts, step } = linesAlong(shape, axis);
    const line = like(data, 2 * length);
    for (const start of starts) {
      for (let i = 0; i < length; i++) {
        const place = 2 * (start + i * step);
        line[2 * i] = data[place] as number;
        line[2 * i + 1] = data[place + 1] as number;
      }
      plan.run(line, sign, at === 0 ? factor : 1);
      for (let i = 0; i < length; i++) {
        const place = 2 * (start + i * step);
        data[place] = line[2 * i] as number;
        data[place + 1] = line[2 * i + 1] as number;
      }
    }
  });
}

/** Real to the first half of its complex transform along one axis: n becomes n/2 + 1. */
export function transformReal(
  data: FloatArray,
  shape: readonly number[],
  axis: number,
  factor: number,
): { data: FloatArray; shape: number[] } {
  const length = shape[axis] ?? 1;
  const halfShape = [...shape];
  halfShape[axis] = Math.floor(length / 2) + 1;
  const from = linesAlong(shape, axis);
  const to = linesAlong(halfShape, axis);
  const result = like(data, 2 * halfShape.reduce((product, n) => product * n, 1));
  const plan = realPlan(length, data);
  const line = like(data, length);
  from.starts.forEach((start, at) => {
    for (let i = 0; i < length; i++) line[i] = data[start + i * from.step] as number;
    plan.forward(line, factor);
    const first = to.starts[at] as number;
    result[2 * first] = line[0] as number;
    for (let k = 1; 2 * k <= length; k++) {
      const place = 2 * (first + k * to.step);
      result[place] = line[2 * k - 1] as number;
      result[place + 1] = 2 * k < length ? (line[2 * k] as number) : 0;
    }
  });
  return { data: result, shape: halfShape };
}

/** The first half of a complex transform back to `length` reals along one axis. */
export function transformHalf(
  data: FloatArray,
  shape: readonly number[],
  axis: number,
  length: number,
  factor: number,
): { data: FloatArray; shape: number[] } {
  const realShape = [...shape];
  realShape[axis] = length;
  const from = linesAlong(shape, axis);
  const to = linesAlong(realShape, axis);
  const result = like(
    data,
    realShape.reduce((product, n) => product * n, 1),
  );
  const plan = realPlan(length, data);
  const line = like(data, length);
  from.starts.forEach((start, at) => {
    line[0] = data[2 * start] as number;
    for (let k = 1; 2 * k <= length; k++) {
      const place = 2 * (start + k * from.step);
      line[2 * k - 1] = data[place] as number;
      if (2 * k < length) line[2 * k] = data[place + 1] as number;
    }
    plan.backward(line, factor);
    const first = to.starts[at] as number;
    for (let i = 0; i < length; i++) result[first + i * to.step] = line[i] as number;
  });
  return { data: result, shape: realShape };
}

/** All of a transform whose first half along the last of the axes is known: the rest are conjugates, mirrored. */
export function withConjugates(
  data: FloatArray,
  halfShape: readonly number[],
  axes: readonly number[],
  length: number,
): FloatArray {
  const last = axes.at(-1) ?? 0;
  const shape = [...halfShape];
  shape[last] = length;
  const total = shape.reduce((product, n) => product * n, 1);
  const result = like(data, 2 * total);
  const index = shape.map(() => 0);
  for (let at = 0; at < total; at++) {
    const mirrored = 2 * (index[last] as number) > length;
    let place = 0;
    index.forEach((i, d) => {
      const n = shape[d] as number;
      const source = mirrored && axes.includes(d) ? (n - i) % n : i;
      place = place * (halfShape[d] as number) + source;
    });
    result[2 * at] = data[2 * place] as number;
    result[2 * at + 1] = mirrored ? -(data[2 * place + 1] as number) : (data[2 * place + 1] as number);
    for (let d = shape.length - 1; d >= 0; d--) {
      index[d] = (index[d] as number) + 1;
      if ((index[d] as number) < (shape[d] as number)) break;
      index[d] = 0;
    }
  }
  return result;
}
