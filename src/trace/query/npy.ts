// A tensor as a .npy file (NEP 1, version 1.0). bfloat16, which NumPy does not have, is written as float32: exactly.

import { compact, numberAt, numelOf, type TensorData } from "./elements";

const TYPES: Readonly<Record<string, string>> = {
  float64: "<f8",
  float32: "<f4",
  float16: "<f2",
  bfloat16: "<f4",
  int64: "<i8",
  int32: "<i4",
  int16: "<i2",
  int8: "|i1",
  uint8: "|u1",
  bool: "|b1",
  complex64: "<c8",
  complex128: "<c16",
};

export function npyBytes(data: TensorData): Uint8Array {
  const { shape } = data;
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const descr = TYPES[data.dtype];
  if (descr === undefined) throw new Error(`NumPy has no type for ${data.dtype}.`);
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // The elements begin at a multiple of 64; a line end closes the header.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64;
  const header = `${text.padEnd(length - 11)}\n`;
  const own = compact(data);
  const elements = data.dtype === "bfloat16" ? widened(own) : own.elements;
  const file = new Uint8Array(length + elements.byteLength);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, (length - 10) & 255, (length - 10) >> 8]);
  for (let i = 0; i < header.length; i++) file[10 + i] = header.charCodeAt(i);
  file.set(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength), length);
  return file;
}

function widened(data: TensorData): Float32Array {
  return Float32Array.from({ length: numelOf(data.shape) }, (_, i) => numberAt(data, i));
}
