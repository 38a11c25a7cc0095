// The memory under tensors: storage owns (memory, byte offset, byte length). Views of it are typed arrays made
// on demand (`storage.array()`), never kept across an allocation, so that the memory may one day be a
// WebAssembly.Memory that grows. Follows c10::StorageImpl, with the version counter of c10::VariableVersion.
//
// Element encodings: float32 Float32Array · float64 Float64Array · int32, int16, int8, uint8 their arrays ·
// bool Uint8Array of 0 and 1 · float16, bfloat16 Uint16Array of bits · int64 BigInt64Array bits, read in kernels
// through an Int32Array as (low, high) words: exact numbers within ±2^53, BigInt beyond.

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

  private constructor(
    readonly memory: ArrayBuffer,
    readonly byteOffset: number,
    readonly byteLength: number,
  ) {}

  /** Zero-filled memory for `length` elements of `dtype`. Throws RangeError where the host has no such memory. */
  static allocate(dtype: DType, length: number): Storage {
    const byteLength = length * dtype.itemSize;
    return new Storage(new ArrayBuffer(byteLength), 0, byteLength);
  }

  /** Takes over the bytes under a typed array; the caller must not use the array afterwards. */
  static adopt(array: ElementArray): Storage {
    // The engine only ever makes arrays over plain ArrayBuffers.
    return new Storage(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);
  }

  /** The whole storage as elements of `dtype`. Use at once, do not keep. */
  array(dtype: DType): ElementArray {
    const { memory, byteOffset, byteLength } = this;
    const length = byteLength / dtype.itemSize;
    switch (dtype.name) {
      case "float32":
        return new Float32Array(memory, byteOffset, length);
      case "float64":
        return new Float64Array(memory, byteOffset, length);
      case "int64":
        return new BigInt64Array(memory, byteOffset, length);
      case "int32":
        return new Int32Array(memory, byteOffset, length);
      case "int16":
        return new Int16Array(memory, byteOffset, length);
      case "int8":
        return new Int8Array(memory, byteOffset, length);
      case "uint8":
      case "bool":
        return new Uint8Array(memory, byteOffset, length);
      case "float16":
      case "bfloat16":
        return new Uint16Array(memory, byteOffset, length);
    }
  }
}
