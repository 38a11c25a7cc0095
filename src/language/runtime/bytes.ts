// What counts as bytes wherever CPython takes a buffer: bytes, bytearray and memoryview.

import { Refusal, valueError } from "./errors";
import type { Value } from "./object";
import { PyByteArray, PyBytes, PyMemoryView } from "./value";

export function isByteString(value: Value): value is PyBytes | PyByteArray {
  return value instanceof PyBytes || value instanceof PyByteArray;
}

/** The bytes of a bytes-like object, not a copy; undefined for anything else. */
export function bytesOf(value: Value): Uint8Array | undefined {
  if (isByteString(value)) return value.bytes;
  if (!(value instanceof PyMemoryView)) return undefined;
  // Those who take bytes in one piece each have their own error for it.
  if (!openView(value).isContiguous) throw new Refusal("a memoryview with a step in the place of bytes");
  return value.bytes;
}

/** A memoryview that was not released; ValueError for one that was. */
export function openView(view: PyMemoryView): PyMemoryView {
  if (view.released) throw valueError("operation forbidden on released memoryview object");
  return view;
}
