// struct: values as bytes and back (Modules/_struct.c).

import { toFloat } from "../builtins/numbers";
import { bytesOf } from "../runtime/bytes";
import { builtin, rawBuiltin } from "../runtime/define";
import { exceptionType, PyException, type PyRaise, raising, typeError } from "../runtime/errors";
import { normalise } from "../runtime/numbers";
import { builtinClass, type Value } from "../runtime/object";
import { asIndex, truth, unboxed } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { typeName } from "../runtime/types";
import { PyBytes, PyFloat, PyTuple } from "../runtime/value";

const errorType = builtinClass("error", exceptionType, exceptionType.layout);
errorType.module = "struct";
errorType.hasDict = true;
errorType.subclassable = true;

const structError = (message: string): PyRaise => raising(new PyException(errorType, new PyTuple([message])));

/** Sizes by letter: in C on a PC, and where a format begins with a byte order. */
const NATIVE: Readonly<Record<string, number>> = {
  x: 1,
  c: 1,
  b: 1,
  B: 1,
  "?": 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  n: 8,
  N: 8,
  e: 2,
  f: 4,
  d: 8,
  s: 1,
  p: 1,
  P: 8,
};
const STANDARD: Readonly<Record<string, number>> = {
  x: 1,
  c: 1,
  b: 1,
  B: 1,
  "?": 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  q: 8,
  Q: 8,
  e: 2,
  f: 4,
  d: 8,
  s: 1,
  p: 1,
};

interface Item {
  readonly code: string;
  readonly size: number;
  readonly offset: number;
  /** The length of a string. */
  readonly length: number;
}

interface Layout {
  readonly little: boolean;
  readonly items: readonly Item[];
  readonly size: number;
}

function layoutOf(format: Value): Layout {
  const plain = unboxed(format);
  const text =
    typeof plain === "string" ? plain : format instanceof PyBytes ? String.fromCharCode(...format.bytes) : undefined;
  if (text === undefined) throw typeError(`Struct() argument 1 must be a str or bytes object, not ${typeName(format)}`);
  const first = text[0] ?? "@";
  const hasOrder = "@=<>!".includes(first);
  const native = !hasOrder || first === "@";
  const sizes = native ? NATIVE : STANDARD;
  const items: Item[] = [];
  let offset = 0;
  const body = hasOrder ? text.slice(1) : text;
  const pattern = /\s*(\d*)([^\s\d])|(\d+)\s*$/g;
  for (const [, digits = "", code, rest] of body.matchAll(pattern)) {
    if (rest !== undefined || code === undefined) throw structError("repeat count given without format specifier");
    const size = sizes[code];
    if (size === undefined) throw structError("bad char in struct format");
    const count = digits === "" ? 1 : Number(digits);
    if (native && code !== "s" && code !== "p" && code !== "x") offset = Math.ceil(offset / size) * size;
    if (code === "s" || code === "p") {
      items.push({ code, size, offset, length: count });
      offset += count;
    } else if (code === "x") offset += count;
    else {
      for (let i = 0; i < count; i++) {
        items.push({ code, size, offset, length: 1 });
        offset += size;
      }
    }
    if (offset > 2 ** 26) throw structError("total struct size too long");
  }
  return { little: native || first === "<" || first === "=", items, size: offset };
}

function halfBits(x: number): number {
  if (Number.isNaN(x)) return 0x7e00;
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const a = Math.abs(x);
  if (a === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (a < 2 ** -24 / 2) return sign;
  const exponent = Math.max(-14, Math.floor(Math.log2(a)));
  const scaled = a * 2 ** (10 - exponent);
  let whole = Math.floor(scaled);
  const rest = scaled - whole;
  if (rest > 0.5 || (rest === 0.5 && whole % 2 === 1)) whole++;
  const bits = exponent === -14 && whole < 1024 ? whole : ((exponent + 15) << 10) + (whole - 1024);
  if (bits >= 0x7c00) throw structError("float too large to pack with e format");
  return sign | bits;
}

function halfValue(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function packItem(view: DataView, item: Item, value: Value, little: boolean): void {
  const { code, size, offset, length } = item;
  switch (code) {
    case "c":
      if (!(value instanceof PyBytes) || value.bytes.length !== 1) {
        throw structError("char format requires a bytes object of length 1");
      }
      view.setUint8(offset, value.bytes[0] ?? 0);
      return;
    case "s":
    case "p": {
      const bytes = bytesOf(value);
      if (bytes === undefined) throw structError(`argument for '${code}' must be a bytes object`);
      const start = code === "p" ? 1 : 0;
      const most = Math.max(0, Math.min(bytes.length, length - start, code === "p" ? 255 : length));
      if (code === "p" && length > 0) view.setUint8(offset, most);
      for (let i = 0; i < most; i++) view.setUint8(offset + start + i, bytes[i] ?? 0);
      return;
    }
    case "?":
      view.setUint8(offset, truth(value) ? 1 : 0);
      return;
    case "e":
    case "f":
    case "d": {
      const plain = unboxed(value);
      if (typeof plain === "string" || value === null) throw structError("required argument is not a float");
      const x = toFloat(value);
      if (code === "d") view.setFloat64(offset, x, little);
      else if (code === "e") view.setUint16(offset, halfBits(x), little);
      else view.setFloat32(offset, x, little);
      return;
    }
  }
  const index = asIndex(value);
  if (index === undefined) throw structError("required argument is not an integer");
  const signed = code === code.toLowerCase();
  const big = BigInt(index);
  const bits = BigInt(size * 8);
  const low = signed ? -(1n << (bits - 1n)) : 0n;
  const high = signed ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  if (big < low || big > high) {
    if (size === 8) throw structError("int too large to convert");
    const name =
      code === "b" ? "byte" : code === "B" ? "ubyte" : code === "h" ? "short" : code === "H" ? "ushort" : null;
    throw structError(
      name === null
        ? `'${code}' format requires ${low} <= number <= ${high}`
        : `${name} format requires ${low} <= number <= ${high}`,
    );
  }
  const unsigned = BigInt.asUintN(size * 8, big);
  for (let i = 0; i < size; i++) {
    view.setUint8(offset + (little ? i : size - 1 - i), Number((unsigned >> BigInt(8 * i)) & 255n));
  }
}

function unpackItem(view: DataView, item: Item, start: number, little: boolean): Value {
  const { code, size, length } = item;
  const offset = start + item.offset;
  const bytes = (from: number, count: number): PyBytes =>
    new PyBytes(new Uint8Array(view.buffer.slice(view.byteOffset + from, view.byteOffset + from + count)));
  switch (code) {
    case "c":
      return bytes(offset, 1);
    case "s":
      return bytes(offset, length);
    case "p":
      return length === 0 ? bytes(offset, 0) : bytes(offset + 1, Math.min(view.getUint8(offset), length - 1));
    case "?":
      return view.getUint8(offset) !== 0;
    case "e":
      return new PyFloat(halfValue(view.getUint16(offset, little)));
    case "f":
      return new PyFloat(view.getFloat32(offset, little));
    case "d":
      return new PyFloat(view.getFloat64(offset, little));
  }
  let value = 0n;
  for (let i = 0; i < size; i++) value |= BigInt(view.getUint8(offset + (little ? i : size - 1 - i))) << BigInt(8 * i);
  return normalise(code === code.toLowerCase() ? BigInt.asIntN(size * 8, value) : value);
}

function pack(layout: Layout, values: readonly Value[]): PyBytes {
  const { items } = layout;
  if (values.length !== items.length) {
    throw structError(`pack expected ${items.length} items for packing (got ${values.length})`);
  }
  const bytes = new Uint8Array(layout.size);
  const view = new DataView(bytes.buffer);
  items.forEach((item, i) => {
    packItem(view, item, values[i] ?? null, layout.little);
  });
  return new PyBytes(bytes);
}

function unpack(layout: Layout, data: Value, start: number): PyTuple {
  const bytes = bytesOf(data);
  if (bytes === undefined) throw typeError(`a bytes-like object is required, not '${typeName(data)}'`);
  const { buffer, byteOffset, byteLength } = bytes;
  const view = new DataView(buffer, byteOffset, byteLength);
  return new PyTuple(layout.items.map((item) => unpackItem(view, item, start, layout.little)));
}

defineModule("struct", (module) => {
  fillModule(module, {
    error: errorType,
    calcsize: builtin("calcsize(format, /)", (format: Value) => layoutOf(format).size),
    pack: rawBuiltin("pack", ([format = null, ...values]) => pack(layoutOf(format), values)),
    unpack: builtin("unpack(format, buffer, /)", (format: Value, data: Value) => {
      const layout = layoutOf(format);
      const length = bytesOf(data)?.length ?? layout.size;
      if (length !== layout.size) throw structError(`unpack requires a buffer of ${layout.size} bytes`);
      return unpack(layout, data, 0);
    }),
    unpack_from: builtin("unpack_from(format, /, buffer, offset=0)", (format: Value, data: Value, offset: Value) => {
      const layout = layoutOf(format);
      const length = bytesOf(data)?.length ?? 0;
      const given = Number(asIndex(offset) ?? 0);
      const start = given < 0 ? given + length : given;
      if (start < 0 || length - start < layout.size) {
        throw structError(
          `unpack_from requires a buffer of at least ${start + layout.size} bytes for unpacking ${layout.size} bytes at offset ${start} (actual buffer size is ${length})`,
        );
      }
      return unpack(layout, data, start);
    }),
  });
});

/** The modules that this file defines. */
export const structModules: readonly string[] = ["struct"];
