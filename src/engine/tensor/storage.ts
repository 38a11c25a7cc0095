// The memory under tensors. A storage owns (memory, byte offset, byte length) and gives it out as typed arrays.
// Memory is the JavaScript collector's (docs/decisions/0001-storage.md); small arrays then live in the young heap,
// where they cost as little as any object. Callers still ask for `array()` again after every allocation, so that
// memory which moves (a WebAssembly.Memory that grows) stays possible.
// Follows c10::StorageImpl, with the version counter of c10::VariableVersion.
//
// Element encodings: float32 Float32Array · float64 Float64Array · int32, int16, int8, uint8 their arrays ·
// bool Uint8Array of 0 and 1 · float16, bfloat16 Uint16Array of bits · int64 BigInt64Array, read in kernels through
// an Int32Array as (low, high) words: exact numbers within ±2^53, BigInt beyond · complex64, complex128 the array of
// their parts, two to an element (complex.ts).

import type { DType } from "./dtype";

export type ElementArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array
  | Uint16Array
  | BigInt64Array;

export class Storage {
  /** Bumped by every in-place write; a saved tensor compares it (torch.Tensor._version). */
  version = 0;
  /** True while an observer holds a reference to these bytes and wants `beforeWrite` before they change. */
  watched = false;
  /** Set by an observer to find its own record of these bytes again; the engine never reads it. */
  observerId = -1;

  private constructor(
    private readonly elements: ElementArray,
    private readonly dtype: DType,
    /** The storage whose bytes these are, when this one only has a version counter of its own (Tensor.data). */
    private readonly aliasOf: Storage | null,
  ) {}

  /** Zero-filled memory for `length` elements of `dtype`. Throws RangeError where the host has no such memory. */
  static allocate(dtype: DType, length: number): Storage {
    return new Storage(newArray(dtype, length), dtype, null);
  }

  /** Takes over a typed array of `dtype`'s encoding; the caller must not use the array afterwards. */
  static adopt(array: ElementArray, dtype: DType): Storage {
    return new Storage(array, dtype, null);
  }

  /** The same bytes with another version counter, as Tensor.data has. */
  alias(): Storage {
    return new Storage(this.elements, this.dtype, this.root);
  }

  /** The storage that stands for these bytes: equal for tensors that share memory. */
  get root(): Storage {
    return this.aliasOf ?? this;
  }

  get memory(): ArrayBuffer {
    // The engine only ever makes arrays over plain ArrayBuffers.
    return this.elements.buffer as ArrayBuffer;
  }

  get byteOffset(): number {
    return this.elements.byteOffset;
  }

  get byteLength(): number {
    return this.elements.byteLength;
  }

  /** The whole storage as elements of `dtype`. Use at once, do not keep. */
  array(dtype: DType): ElementArray {
    return dtype === this.dtype ? this.elements : viewAs(dtype, this.elements);
  }

  /** The elements of a float32 storage, the parts of a complex64 one. */
  float32(): Float32Array {
    // Asked for only where the tensor's dtype is one of the two, whose encoding this is.
    return (
      this.dtype.name === "float32" || this.dtype.name === "complex64" ? this.elements : this.view("float32")
    ) as Float32Array;
  }

  /** The elements of a float64 storage, the parts of a complex128 one. */
  float64(): Float64Array {
    // Asked for only where the tensor's dtype is one of the two, whose encoding this is.
    return (
      this.dtype.name === "float64" || this.dtype.name === "complex128" ? this.elements : this.view("float64")
    ) as Float64Array;
  }

  /** An int64 storage as its (low, high) words, little-endian as WebAssembly is. */
  words(): Int32Array {
    const { buffer, byteOffset, byteLength } = this.elements;
    return new Int32Array(buffer, byteOffset, byteLength / 4);
  }

  private view(name: "float32" | "float64"): ElementArray {
    const { buffer, byteOffset, byteLength } = this.elements;
    return name === "float32"
      ? new Float32Array(buffer, byteOffset, byteLength / 4)
      : new Float64Array(buffer, byteOffset, byteLength / 8);
  }
}

function newArray(dtype: DType, length: number): ElementArray {
  switch (dtype.name) {
    case "float32":
      return new Float32Array(length);
    case "float64":
      return new Float64Array(length);
    case "int64":
      return new BigInt64Array(length);
    case "int32":
      return new Int32Array(length);
    case "int16":
      return new Int16Array(length);
    case "int8":
      return new Int8Array(length);
    case "uint8":
    case "bool":
      return new Uint8Array(length);
    case "float16":
    case "bfloat16":
      return new Uint16Array(length);
    case "complex64":
      return new Float32Array(2 * length);
    case "complex128":
      return new Float64Array(2 * length);
  }
}

function viewAs(dtype: DType, elements: ElementArray): ElementArray {
  const { buffer, byteOffset, byteLength } = elements;
  const length = byteLength / dtype.itemSize;
  switch (dtype.name) {
    case "float32":
      return new Float32Array(buffer, byteOffset, length);
    case "float64":
      return new Float64Array(buffer, byteOffset, length);
    case "int64":
      return new BigInt64Array(buffer, byteOffset, length);
    case "int32":
      return new Int32Array(buffer, byteOffset, length);
    case "int16":
      return new Int16Array(buffer, byteOffset, length);
    case "int8":
      return new Int8Array(buffer, byteOffset, length);
    case "uint8":
    case "bool":
      return new Uint8Array(buffer, byteOffset, length);
    case "float16":
    case "bfloat16":
      return new Uint16Array(buffer, byteOffset, length);
    case "complex64":
      return new Float32Array(buffer, byteOffset, 2 * length);
    case "complex128":
      return new Float64Array(buffer, byteOffset, 2 * length);
  }
}
