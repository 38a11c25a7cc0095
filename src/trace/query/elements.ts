// A tensor as plain data, and how its elements are read: strided, any rank, every dtype as a number. No statistics
// (digest.ts) and no windows (slice.ts). Encodings are those of the engine's storage; runs in a page too.

export type Elements =
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array
  | Uint16Array
  | BigInt64Array;

/** One tensor value. `elements` is its whole storage; float16 and bfloat16 are bits, bool is 0 and 1. */
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

/** The element at a place of the storage, as a number; an int64 past ±2^53 is rounded. */
export function numberAt(data: TensorData, place: number): number {
  const element = data.elements[place] ?? 0;
  if (typeof element === "bigint") return Number(element);
  if (data.dtype === "float16") return halfToNumber(element);
  if (data.dtype === "bfloat16") return bfloatToNumber(element);
  return element;
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
  let place = placeOf(data, index);
  for (let i = 0; i < count; i++) {
    out[i] = numberAt(data, place);
    for (let axis = rank - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      place += strides[axis] ?? 0;
      if (next < (shape[axis] ?? 1)) {
        index[axis] = next;
        break;
      }
      place -= next * (strides[axis] ?? 0);
      index[axis] = 0;
    }
  }
}

/** The same tensor with its elements alone, in row-major order: what a copy takes along of a large storage. */
export function compact(data: TensorData): TensorData {
  const { shape, dtype, elements } = data;
  const n = numelOf(shape);
  if (isContiguous(data)) {
    return {
      dtype,
      shape,
      strides: contiguousStrides(shape),
      offset: 0,
      elements: elements.slice(data.offset, data.offset + n),
    };
  }
  const places = new Float64Array(n);
  readPlaces(data, places);
  const copy = elementsOf(dtype, new ArrayBuffer(n * itemSize(dtype)));
  for (let i = 0; i < n; i++) {
    // Both arrays are of the dtype's own kind, so what one holds the other takes.
    copy[i] = elements[places[i] ?? 0] as never;
  }
  return { dtype, shape, strides: contiguousStrides(shape), offset: 0, elements: copy };
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
