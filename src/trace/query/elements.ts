// A tensor as plain data, and how its elements are read: strided, any rank, every dtype as a number. No statistics
// (digest.ts) and no windows (slice.ts). Encodings are those of the engine's storage; runs in a page too.

import type { TensorCopy } from "../../protocol/compare";
import type { AxisPart } from "../../protocol/window";

export type Elements =
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array
  | Uint16Array
  | BigInt64Array;

/**
 * One tensor value. `elements` is its whole storage; float16 and bfloat16 are bits, bool is 0 and 1, a complex element is
 * two numbers beside each other.
 */
export interface TensorData {
  /** PyTorch's name without "torch.": "float32". */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** In elements. */
  readonly offset: number;
  readonly elements: Elements;
}

/** Bytes an element of a dtype takes. */
export function itemSize(dtype: string): number {
  switch (dtype) {
    case "complex128":
      return 16;
    case "complex64":
    case "float64":
    case "int64":
      return 8;
    case "float32":
    case "int32":
      return 4;
    case "float16":
    case "bfloat16":
    case "int16":
      return 2;
    default:
      return 1;
  }
}

/** Memory as elements of a dtype. */
export function elementsOf(dtype: string, memory: ArrayBuffer, byteOffset = 0, byteLength?: number): Elements {
  const length = Math.floor((byteLength ?? memory.byteLength - byteOffset) / itemSize(dtype));
  switch (dtype) {
    case "complex128":
      return new Float64Array(memory, byteOffset, 2 * length);
    case "complex64":
      return new Float32Array(memory, byteOffset, 2 * length);
    case "float64":
      return new Float64Array(memory, byteOffset, length);
    case "float32":
      return new Float32Array(memory, byteOffset, length);
    case "int64":
      return new BigInt64Array(memory, byteOffset, length);
    case "int32":
      return new Int32Array(memory, byteOffset, length);
    case "int16":
      return new Int16Array(memory, byteOffset, length);
    case "int8":
      return new Int8Array(memory, byteOffset, length);
    case "float16":
    case "bfloat16":
      return new Uint16Array(memory, byteOffset, length);
    default:
      return new Uint8Array(memory, byteOffset, length);
  }
}

export function isComplex(dtype: string): boolean {
  return dtype === "complex64" || dtype === "complex128";
}

export function numelOf(shape: readonly number[]): number {
  let n = 1;
  for (const size of shape) n *= size;
  return n;
}

/** Row-major strides of a shape. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= Math.max(1, shape[axis] ?? 1);
  }
  return strides;
}

export function isContiguous(data: TensorData): boolean {
  let step = 1;
  for (let axis = data.shape.length - 1; axis >= 0; axis--) {
    const size = data.shape[axis] ?? 1;
    if (size !== 1 && data.strides[axis] !== step) return false;
    step *= size;
  }
  return true;
}

const scratch = new DataView(new ArrayBuffer(8));

/** The value of IEEE half-precision bits. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The value of bfloat16 bits: the upper half of a float32. */
export function bfloatToNumber(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

/** The element at a place of the storage, as a number; an int64 past ±2^53 is rounded, a complex one its magnitude. */
export function numberAt(data: TensorData, place: number): number {
  if (isComplex(data.dtype)) return Math.hypot(...partsAt(data, place));
  const element = data.elements[place] ?? 0;
  if (typeof element === "bigint") return Number(element);
  if (data.dtype === "float16") return halfToNumber(element);
  if (data.dtype === "bfloat16") return bfloatToNumber(element);
  return element;
}

/** Real and imaginary part of a complex element. */
export function partsAt(data: TensorData, place: number): [real: number, imaginary: number] {
  return [Number(data.elements[2 * place] ?? 0), Number(data.elements[2 * place + 1] ?? 0)];
}

/** A copy whose elements, or whose real and imaginary parts, are multiplied by these signs: floats only. */
export function withSigns(data: TensorData, real: 1 | -1, imaginary: 1 | -1): TensorData {
  const copy = compact(data);
  const { elements } = copy;
  const pairs = isComplex(copy.dtype);
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i] ?? 0;
    if (typeof element === "number") elements[i] = element * (pairs && i % 2 === 1 ? imaginary : real);
  }
  return copy;
}

/** What is selected along each axis, as a tensor over the same storage. */
export function selectionOf(data: TensorData, axes: readonly AxisPart[]): TensorData {
  const { dtype, elements, strides } = data;
  let { offset } = data;
  axes.forEach((part, axis) => {
    if (part.count > 0) offset += part.start * (strides[axis] ?? 0);
  });
  return {
    dtype,
    elements,
    offset,
    shape: axes.map((part) => part.count),
    strides: axes.map((part, axis) => part.step * (strides[axis] ?? 0)),
  };
}

/** The place in storage of a full index. */
export function placeOf(data: TensorData, index: readonly number[]): number {
  let place = data.offset;
  for (let axis = 0; axis < data.shape.length; axis++) place += (index[axis] ?? 0) * (data.strides[axis] ?? 0);
  return place;
}

/** Copies `count` elements from the flat row-major position `start` on into `out`, as numbers. */
export function readNumbers(data: TensorData, start: number, count: number, out: Float64Array): void {
  const { shape, strides } = data;
  const rank = shape.length;
  const index = new Array<number>(rank).fill(0);
  let rest = start;
  for (let axis = rank - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    index[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  const last = rank - 1;
  const width = shape[last] ?? 1;
  const step = strides[last] ?? 0;
  for (let i = 0; i < count; ) {
    // To the end of a run along the last axis, then on to the next.
    const end = Math.min(count, i + width - (index[last] ?? 0));
    i = readRun(data, placeOf(data, index), step, i, end, out);
    if (rank === 0) continue;
    index[last] = 0;
    for (let axis = last - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      index[axis] = next < (shape[axis] ?? 1) ? next : 0;
      if (index[axis] !== 0) break;
    }
  }
}

/** Elements a step apart into `out` from `from` to `to`; gives `to`. */
function readRun(data: TensorData, first: number, step: number, from: number, to: number, out: Float64Array): number {
  const { elements, dtype } = data;
  const plain =
    dtype !== "float16" && dtype !== "bfloat16" && !isComplex(dtype) && !(elements instanceof BigInt64Array);
  let place = first;
  if (plain) {
    for (let i = from; i < to; i++, place += step) out[i] = elements[place] ?? 0;
  } else {
    for (let i = from; i < to; i++, place += step) out[i] = numberAt(data, place);
  }
  return to;
}

/** Bytes that a tensor may have to be taken along. */
const MOST_TAKEN = 32 * 1024 * 1024;

/** A tensor's elements alone, to be kept past its run. */
export function takeAlong(data: TensorData): TensorCopy {
  const size = numelOf(data.shape) * itemSize(data.dtype);
  if (size > MOST_TAKEN) throw new Error("The tensor is too large to be kept past its run.");
  const { dtype, shape, elements } = compact(data);
  return { dtype, shape, bytes: new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength) };
}

/** The reverse of `takeAlong`. */
export function broughtAlong({ dtype, shape, bytes }: TensorCopy): TensorData {
  // A copy of its own: bytes that came in a message may begin anywhere.
  const elements = elementsOf(dtype, bytes.slice().buffer);
  return { dtype, shape, strides: contiguousStrides(shape), offset: 0, elements };
}

/** The same tensor with its elements alone, in row-major order: what a copy takes along of a large storage. */
export function compact(data: TensorData): TensorData {
  const { shape, dtype, elements } = data;
  const n = numelOf(shape);
  const width = isComplex(dtype) ? 2 : 1;
  const strides = contiguousStrides(shape);
  if (isContiguous(data)) {
    const own = elements.slice(width * data.offset, width * (data.offset + n));
    return { dtype, shape, strides, offset: 0, elements: own };
  }
  const places = new Float64Array(n);
  readPlaces(data, places);
  const copy = elementsOf(dtype, new ArrayBuffer(n * itemSize(dtype)));
  for (let i = 0; i < n; i++) {
    const place = places[i] ?? 0;
    // Both arrays are of the dtype's own kind, so what one holds the other takes.
    for (let part = 0; part < width; part++) copy[width * i + part] = elements[width * place + part] as never;
  }
  return { dtype, shape, strides, offset: 0, elements: copy };
}

function readPlaces(data: TensorData, out: Float64Array): void {
  const index = new Array<number>(data.shape.length).fill(0);
  for (let i = 0; i < out.length; i++) {
    out[i] = placeOf(data, index);
    for (let axis = index.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      if (next < (data.shape[axis] ?? 1)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
    }
  }
}
