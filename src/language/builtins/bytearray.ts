// bytearray: its construction and what changes it. What it shares with bytes is in ./bytes.

import { bytesOf } from "../runtime/bytes";
import { ABSENT, addMethod, argumentBinder, guardClass, methods, takenKeywords } from "../runtime/define";
import { bufferError, indexError, memoryError, Refusal, typeError, valueError } from "../runtime/errors";
import { ByteArrayIterator, isIterable } from "../runtime/iterate";
import { MAX_TEXT } from "../runtime/limits";
import { byteArrayType, type Value } from "../runtime/object";
import { asIndex, toIndex, unboxed } from "../runtime/operators";
import { position, sliceIndices } from "../runtime/subscript";
import { typeName, typeOf } from "../runtime/types";
import { PyByteArray, PySlice } from "../runtime/value";
import { addSharedMethods, byteOf, bytesFrom, contents, repeated, sizeArgument } from "./bytes";

const bindByteArray = argumentBinder("bytearray(source=?, encoding=?, errors=?)");

// Filled by __init__.
byteArrayType.construct = (cls) => new PyByteArray(new Uint8Array(0), cls);

addMethod(byteArrayType, "__init__", ([self = null, ...args], keywords) => {
  if (!(self instanceof PyByteArray)) throw typeError("descriptor '__init__' requires a 'bytearray' object");
  const [source = ABSENT, encoding = ABSENT, errors = ABSENT] = bindByteArray(
    args,
    takenKeywords(self.cls, "__new__", keywords),
  );
  refilled(self, new Uint8Array(0));
  refilled(self, contents("bytearray", source, encoding, errors));
  return null;
});

const guard = guardClass(PyByteArray);
addSharedMethods(byteArrayType, "bytearray", guard, (bytes) => new PyByteArray(bytes));
byteArrayType.setMember("__hash__", null);

/** CPython raises BufferError while a memoryview lives; how long one does that nobody released, only it knows. */
function checkViews(self: PyByteArray, size: number): void {
  if (self.views > 0 && size !== self.length) {
    throw new Refusal("resizing a bytearray of which a memoryview was made and not released");
  }
}

/** Gives the array other bytes, as many as it likes. */
function refilled(self: PyByteArray, bytes: Uint8Array): void {
  checkViews(self, bytes.length);
  self.bytes = bytes;
}

function spliced(self: PyByteArray, start: number, end: number, fresh: Uint8Array): void {
  checkViews(self, self.length - (end - start) + fresh.length);
  if (self.length - (end - start) + fresh.length > MAX_TEXT) throw memoryError();
  self.splice(start, end, fresh);
}

/** What a slice may become: the bytes of something bytes-like, or an iterable's numbers. */
function assigned(value: Value): Uint8Array {
  const bytes = bytesOf(value);
  if (bytes !== undefined) return bytes.slice();
  const plain = unboxed(value);
  const isNumber = ["__index__", "__int__", "__float__"].some((name) => hasMember(value, name));
  if (typeof plain === "string" || isNumber) {
    throw typeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  return bytesFrom(value, "bytearray");
}

const hasMember = (value: Value, name: string): boolean => typeOf(value).lookup(name) !== undefined;

function setSlice(self: PyByteArray, slice: PySlice, value: Value): void {
  const { start, stop, step, length } = sliceIndices(slice, self.length);
  const fresh = assigned(value);
  if (step === 1) {
    // What gave the numbers may have shortened the array meanwhile.
    const from = Math.min(start, self.length);
    spliced(self, from, Math.max(from, Math.min(stop, self.length)), fresh);
    return;
  }
  if (fresh.length === 0) {
    deleteSlice(self, slice);
    return;
  }
  if (fresh.length !== length) {
    throw valueError(`attempt to assign bytes of size ${fresh.length} to extended slice of size ${length}`);
  }
  const { bytes } = self;
  fresh.forEach((byte, i) => {
    bytes[start + i * step] = byte;
  });
}

function deleteSlice(self: PyByteArray, slice: PySlice): void {
  const { start, step, length } = sliceIndices(slice, self.length);
  const gone = new Set(Array.from({ length }, (_, i) => start + i * step));
  refilled(
    self,
    self.bytes.filter((_, i) => !gone.has(i)),
  );
}

const NOTHING = new Uint8Array(0);
const OUT = "bytearray index out of range";

methods(byteArrayType, guard, {
  "__iter__()": (self) => new ByteArrayIterator(self),
  "__setitem__(key, value, /)": (self, key: Value, value: Value) => {
    if (key instanceof PySlice) {
      setSlice(self, key, value);
      return null;
    }
    const index = asIndex(key);
    // CPython looks at the value before it looks for the place.
    const byte = index === undefined ? 0 : byteOf(value);
    const at = position(index ?? key, self.length, "bytearray", OUT);
    self.bytes[at] = byte;
    return null;
  },
  "__delitem__(key, /)": (self, key: Value) => {
    if (key instanceof PySlice) deleteSlice(self, key);
    else {
      const at = position(key, self.length, "bytearray", OUT);
      spliced(self, at, at + 1, NOTHING);
    }
    return null;
  },
  "__iadd__(other, /)": (self, other: Value) => {
    const bytes = bytesOf(other);
    if (bytes === undefined) throw typeError(`can't concat ${typeName(other)} to ${typeName(self)}`);
    // The bytes to add are held fast while the array grows.
    if (other === self && self.length > 0) throw bufferError("Existing exports of data: object cannot be re-sized");
    spliced(self, self.length, self.length, bytes);
    return self;
  },
  "__imul__(n, /)": (self, count: Value) => {
    refilled(self, repeated(self.bytes, count));
    return self;
  },
  "append(item, /)": (self, item: Value) => {
    const byte = byteOf(item);
    checkViews(self, self.length + 1);
    if (self.length >= MAX_TEXT) throw memoryError();
    self.push(byte);
    return null;
  },
  "extend(iterable_of_ints, /)": (self, source: Value) => {
    if (bytesOf(source) === undefined && !isIterable(source)) {
      throw typeError(`can't extend bytearray with ${typeName(source)}`);
    }
    spliced(self, self.length, self.length, bytesFrom(source, "bytearray", true));
    return null;
  },
  "insert(index, item, /)": (self, index: Value, item: Value) => {
    const given = sizeArgument(index);
    const byte = byteOf(item);
    const at = given < 0 ? Math.max(0, given + self.length) : Math.min(given, self.length);
    spliced(self, at, at, Uint8Array.of(byte));
    return null;
  },
  "pop(index=-1, /)": (self, index: Value) => {
    const place = toIndex(index);
    if (self.length === 0) throw indexError("pop from empty bytearray");
    const at = position(place, self.length, "bytearray", "pop index out of range");
    const byte = self.bytes[at] ?? 0;
    spliced(self, at, at + 1, NOTHING);
    return byte;
  },
  "remove(value, /)": (self, value: Value) => {
    const at = self.bytes.indexOf(byteOf(value));
    if (at < 0) throw valueError("value not found in bytearray");
    spliced(self, at, at + 1, NOTHING);
    return null;
  },
  "reverse()": (self) => {
    self.bytes.reverse();
    return null;
  },
  "clear()": (self) => {
    refilled(self, new Uint8Array(0));
    return null;
  },
  "copy()": (self) => new PyByteArray(self.bytes.slice()),
});
