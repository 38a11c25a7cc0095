// bytes, and what it has in common with bytearray: one table of methods, of which each class makes its own results
// (Objects/bytesobject.c, Objects/bytearrayobject.c, Objects/bytes_methods.c).

import { bytesOf, openView } from "../runtime/bytes";
import { call } from "../runtime/call";
import {
  ABSENT,
  addClassMethod,
  addStatic,
  argumentBinder,
  guardClass,
  methods,
  takenKeywords,
} from "../runtime/define";
import { memoryError, overflowError, PyRaise, typeError, typeErrorType, valueError } from "../runtime/errors";
import { hashBytes } from "../runtime/hash";
import { ArrayIterator, isIterable, iterate, iteratorTypes, lengthHint, toArray } from "../runtime/iterate";
import { MAX_TEXT } from "../runtime/limits";
import { bytesType, type Keywords, NotImplemented, PyClass, type Value } from "../runtime/object";
import { asIndex, checkSize, toIndex, unboxed } from "../runtime/operators";
import { baseRepr } from "../runtime/repr";
import { position, sliceIndices } from "../runtime/subscript";
import { typeName, typeOf } from "../runtime/types";
import { type PyByteArray, PyBytes, PyList, PyMemoryView, PySlice, PyTuple } from "../runtime/value";
import { asciiTitle } from "../text/case";
import { decodeBytes, encodeText } from "../text/codecs";
import {
  asciiCapitalize,
  asciiLower,
  asciiSwapCase,
  asciiUpper,
  compareBytes,
  fromLatin,
  isAsciiLineEnd,
  isAsciiSpace,
  latin,
  ownBytes,
} from "../text/latin";
import { BYTES, percentFormat } from "../text/percent";
import {
  between,
  countBetween,
  expandTabs,
  findBetween,
  justify,
  partition,
  replaceText,
  splitAt,
  splitAtLast,
  splitLines,
  splitSpaces,
  splitSpacesLast,
  stripWhere,
  zeroFill,
} from "../text/pieces";

type ByteString = PyBytes | PyByteArray;

/** Makes a bytes or a bytearray; the bytes become its own. */
export type MakeBytes = (bytes: Uint8Array) => Value;

// Arguments

const nameOf = (value: Value): string => (value === null ? "None" : typeName(value));

/** A byte among others; the type's own words for what is none. */
export function byteOf(value: Value, words = "byte must be in range(0, 256)"): number {
  const byte = toIndex(value);
  if (byte < 0 || byte > 255) throw valueError(words);
  return Number(byte);
}

function bytesArgument(value: Value): Uint8Array {
  const bytes = bytesOf(value);
  if (bytes === undefined) throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
  return bytes;
}

const textArgument = (value: Value): string => latin(bytesArgument(value));

const textOf = ({ bytes }: ByteString): string => latin(bytes);

/** What find and its kin look for: bytes, or one byte as a number. */
function sought(value: Value): string {
  const bytes = bytesOf(value);
  if (bytes !== undefined) return latin(bytes);
  if (asIndex(value) === undefined) {
    throw typeError(`argument should be integer or bytes-like object, not '${typeName(value)}'`);
  }
  return String.fromCharCode(byteOf(value));
}

/** A width or a place: an int that CPython keeps in 64 bits. */
export function sizeArgument(value: Value): number {
  const size = toIndex(value);
  if (typeof size === "bigint" && BigInt.asIntN(64, size) !== size) {
    throw overflowError("Python int too large to convert to C ssize_t");
  }
  return Number(size);
}

function codecArgument(value: Value, caller: string, name: string, fallback: string): string {
  if (value === ABSENT) return fallback;
  if (typeof value !== "string") throw typeError(`${caller}() argument '${name}' must be str, not ${nameOf(value)}`);
  return value;
}

// Construction

/** What `bytes(source, encoding, errors)` or the same of bytearray holds: an array that is nobody else's. */
export function contents(name: "bytes" | "bytearray", source: Value, encoding: Value, errors: Value): Uint8Array {
  const codec = codecArgument(encoding, name, "encoding", "utf-8");
  const handler = codecArgument(errors, name, "errors", "strict");
  const text = unboxed(source);
  if (encoding !== ABSENT || errors !== ABSENT) {
    if (typeof text === "string" && encoding !== ABSENT) return encodeText(text, codec, handler);
    if (typeof text === "string") throw typeError("string argument without an encoding");
    throw typeError(`${encoding === ABSENT ? "errors" : "encoding"} without a string argument`);
  }
  if (source === ABSENT) return new Uint8Array(0);
  if (name === "bytes") {
    const own = ownBytes(source);
    if (own !== undefined) return own.slice();
  }
  if (typeof text === "string") throw typeError("string argument without an encoding");
  const size = sizeOrNone(source);
  if (size !== undefined) {
    checkSize(size);
    if (size < 0) throw valueError("negative count");
    if (size > MAX_TEXT) throw memoryError();
    return new Uint8Array(Number(size));
  }
  return bytesFrom(source, name);
}

/**
 * The bytes of a bytes-like object or of an iterable of numbers, for a class with this name. With `reserves`, a program's
 * own `__len__` or `__length_hint__` is asked first, as CPython does where it makes room.
 */
export function bytesFrom(source: Value, name: "bytes" | "bytearray", reserves = name === "bytes"): Uint8Array {
  if (source instanceof PyMemoryView) return openView(source).bytes.slice();
  const bytes = bytesOf(source);
  if (bytes !== undefined) return bytes.slice();
  const words = name === "bytes" ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)";
  const iterator = notTypeError(() => iterate(source));
  if (iterator === undefined) throw typeError(`cannot convert '${typeName(source)}' object to ${name}`);
  if (reserves && !typeOf(source).immutable && lengthHint(source) > MAX_TEXT) throw memoryError();
  const values: number[] = [];
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    if (values.push(byteOf(item, words)) > MAX_TEXT) throw memoryError();
  }
  return Uint8Array.from(values);
}

/** The number of zero bytes asked for; what cannot say it is taken for an iterable. */
const sizeOrNone = (source: Value): ReturnType<typeof asIndex> => notTypeError(() => asIndex(source));

function notTypeError<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PyRaise && error.exception.cls.isSubclassOf(typeErrorType)) return undefined;
    throw error;
  }
}

const bindBytes = argumentBinder("bytes(source=?, encoding=?, errors=?)");
bytesType.construct = (cls, args, keywords: Keywords | null) => {
  const [source = ABSENT, encoding = ABSENT, errors = ABSENT] = bindBytes(
    args,
    takenKeywords(cls, "__init__", keywords),
  );
  const isPlain = encoding === ABSENT && errors === ABSENT && cls === bytesType;
  if (isPlain && source instanceof PyBytes && source.cls === bytesType) return source;
  return new PyBytes(contents("bytes", source, encoding, errors), cls);
};

// Methods

function sliced(bytes: Uint8Array, slice: PySlice): Uint8Array {
  const { start, step, length } = sliceIndices(slice, bytes.length);
  if (step === 1) return bytes.slice(start, start + length);
  return Uint8Array.from({ length }, (_, i) => bytes[start + i * step] ?? 0);
}

const isWhole = (slice: PySlice, length: number, self: ByteString): boolean =>
  length === self.bytes.length && sliceIndices(slice, length).step === 1;

export function concat(parts: readonly Uint8Array[], separator: Uint8Array = new Uint8Array(0)): Uint8Array {
  const gaps = Math.max(0, parts.length - 1) * separator.length;
  const size = parts.reduce((sum, part) => sum + part.length, gaps);
  if (size > MAX_TEXT) throw memoryError();
  const result = new Uint8Array(size);
  let at = 0;
  parts.forEach((part, i) => {
    if (i > 0) {
      result.set(separator, at);
      at += separator.length;
    }
    result.set(part, at);
    at += part.length;
  });
  return result;
}

export function repeated(bytes: Uint8Array, count: Value): Uint8Array {
  const times = asIndex(count);
  if (times === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(count)}'`);
  checkSize(times);
  if (times <= 0 || bytes.length === 0) return new Uint8Array(0);
  const size = bytes.length * Number(times);
  if (size > MAX_TEXT) throw memoryError();
  const result = new Uint8Array(size);
  for (let at = 0; at < size; at += bytes.length) result.set(bytes, at);
  return result;
}

function found(index: number): number {
  if (index < 0) throw valueError("subsection not found");
  return index;
}

const affix =
  (name: "startswith" | "endswith") =>
  (self: ByteString, wanted: Value, start: Value, stop: Value): boolean => {
    const where = between(textOf(self), start, stop);
    if (!(wanted instanceof PyTuple) && bytesOf(wanted) === undefined) {
      throw typeError(`${name} first arg must be bytes or a tuple of bytes, not ${typeName(wanted)}`);
    }
    const options = wanted instanceof PyTuple ? wanted.items : [wanted];
    return options.some((each) => {
      const text = textArgument(each);
      if (where === null) return false;
      return name === "startswith" ? where.part.startsWith(text) : where.part.endsWith(text);
    });
  };

function joined(separator: ByteString, source: Value): Uint8Array {
  if (!isIterable(source)) throw typeError("can only join an iterable");
  const parts = toArray(source).map((each, i) => {
    const bytes = bytesOf(each);
    if (bytes !== undefined) return bytes;
    throw typeError(`sequence item ${i}: expected a bytes-like object, ${typeName(each)} found`);
  });
  return concat(parts, separator.bytes);
}

function fillByte(name: string, fill: Value): string {
  const bytes = bytesOf(fill);
  if (bytes?.length === 1) return latin(bytes);
  throw typeError(`${name}() argument 2 must be a byte string of length 1, not ${nameOf(fill)}`);
}

/** `table` of 256 bytes or None for the bytes that are not deleted. */
function translate(bytes: Uint8Array, table: Value, away: Value): Uint8Array {
  const to = table === null ? null : bytesArgument(table);
  if (to !== null && to.length !== 256) throw valueError("translation table must be 256 characters long");
  const gone = new Set(away === ABSENT ? [] : bytesArgument(away));
  const kept = bytes.filter((byte) => !gone.has(byte));
  return to === null ? kept : kept.map((byte) => to[byte] ?? 0);
}

function makeTranslation(from: Value, to: Value): Value {
  const source = bytesArgument(from);
  const target = bytesArgument(to);
  if (source.length !== target.length) throw valueError("maketrans arguments must have same length");
  const table = Uint8Array.from({ length: 256 }, (_, i) => i);
  source.forEach((byte, i) => {
    table[byte] = target[i] ?? 0;
  });
  return new PyBytes(table);
}

/** Digits with a separator after every so many bytes, counted from the right, or from the left when negative. */
export function hexText(bytes: Uint8Array, separator: Value, group: Value): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
  const every = Number(toIndex(group));
  if (separator === ABSENT) return digits.join("");
  const plain = unboxed(separator);
  const given = bytesOf(separator);
  const mark = typeof plain === "string" ? plain : given === undefined ? null : latin(given);
  if (mark === null && typeof plain !== "object") {
    throw typeError(`object of type '${typeName(separator)}' has no len()`);
  }
  if (mark === null) throw typeError("sep must be str or bytes.");
  if (mark.length !== 1) throw valueError("sep must be length 1.");
  if (mark > "\x7f") throw valueError("sep must be ASCII.");
  const size = Math.abs(every);
  if (size === 0) return digits.join("");
  const first = every < 0 ? size : digits.length % size || size;
  const groups = [digits.slice(0, first).join("")];
  for (let at = first; at < digits.length; at += size) groups.push(digits.slice(at, at + size).join(""));
  return groups.join(mark);
}

/** Pairs of hexadecimal digits, with white space between the pairs. */
function fromHex(value: Value): Uint8Array {
  const text = unboxed(value);
  if (typeof text !== "string") throw typeError(`fromhex() argument must be str, not ${nameOf(value)}`);
  const bytes: number[] = [];
  const wrong = (at: number): PyRaise => valueError(`non-hexadecimal number found in fromhex() arg at position ${at}`);
  const beyond = text.search(/[^\0-\x7f]/);
  if (beyond >= 0) throw wrong(beyond);
  const isDigit = (at: number): boolean => /^[0-9a-fA-F]$/.test(text.charAt(at));
  for (let at = 0; at < text.length; ) {
    if (isAsciiSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    if (!isDigit(at)) throw wrong(at);
    if (!isDigit(at + 1)) throw wrong(at + 1);
    bytes.push(Number.parseInt(text.slice(at, at + 2), 16));
    at += 2;
  }
  return Uint8Array.from(bytes);
}

const has = (pattern: RegExp) => (self: ByteString) => pattern.test(textOf(self));

/** The methods of both classes; `make` gives the results. */
function sharedMethods(name: "bytes" | "bytearray", make: MakeBytes) {
  const ofText = (text: string): Value => make(fromLatin(text));
  const mapped = (change: (text: string) => string) => (self: ByteString) => ofText(change(textOf(self)));
  const list = (parts: readonly string[]): Value => new PyList(parts.map(ofText));
  const strip = (left: boolean, right: boolean) => (self: ByteString, away: Value) => {
    const set = away === null ? null : textArgument(away);
    const isAway = set === null ? isAsciiSpace : (unit: number) => set.includes(String.fromCharCode(unit));
    return ofText(stripWhere(textOf(self), isAway, left, right));
  };
  const filled =
    (side: "left" | "right" | "center", method: string) => (self: ByteString, width: Value, fill: Value) => {
      const size = sizeArgument(width);
      return ofText(justify(textOf(self), size, fill === ABSENT ? " " : fillByte(method, fill), side));
    };
  const find = (self: ByteString, wanted: Value, start: Value, stop: Value, last: boolean): number =>
    findBetween(textOf(self), sought(wanted), start, stop, last);
  const splitAtPlace = (self: ByteString, separator: Value, last: boolean): Value => {
    const [before, by, after] = partition(textOf(self), textArgument(separator), last);
    // bytes gives the very separator back, whatever its class.
    const middle = name === "bytes" && by !== "" ? separator : ofText(by);
    return new PyTuple([ofText(before), middle, ofText(after)]);
  };
  const multiplied = (self: ByteString, count: Value): Value => {
    const bytes = repeated(self.bytes, count);
    return self.cls === bytesType && bytes.length === self.bytes.length ? self : make(bytes);
  };
  const order = (holds: (order: number) => boolean) => (self: ByteString, other: Value) => {
    // bytes leaves it to bytearray to compare the two.
    const bytes = name === "bytes" && !(other instanceof PyBytes) ? undefined : bytesOf(other);
    return bytes === undefined ? NotImplemented : holds(compareBytes(self.bytes, bytes));
  };
  return {
    "__repr__()": (self: ByteString) => baseRepr(self),
    "__len__()": (self: ByteString) => self.bytes.length,
    "__contains__(item, /)": (self: ByteString, item: Value) => {
      const bytes = bytesOf(item);
      if (bytes !== undefined) return textOf(self).includes(latin(bytes));
      if (asIndex(item) === undefined) bytesArgument(item);
      return self.bytes.includes(byteOf(item));
    },
    "__getitem__(key, /)": (self: ByteString, key: Value) => {
      if (key instanceof PySlice) {
        const part = sliced(self.bytes, key);
        // All of a bytes is the bytes itself.
        return self.cls === bytesType && isWhole(key, part.length, self) ? self : make(part);
      }
      const what = name === "bytes" ? "byte" : name;
      const message = name === "bytes" ? "index out of range" : "bytearray index out of range";
      const { bytes } = self;
      return bytes[position(key, bytes.length, what, message)] ?? 0;
    },
    "__add__(other, /)": (self: ByteString, other: Value) => {
      const bytes = bytesOf(other);
      if (bytes === undefined) throw typeError(`can't concat ${typeName(other)} to ${typeName(self)}`);
      return make(concat([self.bytes, bytes]));
    },
    "__mul__(n, /)": multiplied,
    "__rmul__(n, /)": multiplied,
    "__mod__(args, /)": (self: ByteString, args: Value) => ofText(percentFormat(textOf(self), args, BYTES)),
    "__rmod__(value, /)": () => NotImplemented,
    "__eq__(other, /)": order((sign) => sign === 0),
    "__ne__(other, /)": order((sign) => sign !== 0),
    "__lt__(other, /)": order((sign) => sign < 0),
    "__le__(other, /)": order((sign) => sign <= 0),
    "__gt__(other, /)": order((sign) => sign > 0),
    "__ge__(other, /)": order((sign) => sign >= 0),
    "capitalize()": mapped(asciiCapitalize),
    "center(width, fillchar=?, /)": filled("center", "center"),
    "count(sub, start=?, end=?, /)": (self: ByteString, wanted: Value, start: Value, stop: Value) =>
      countBetween(textOf(self), sought(wanted), start, stop),
    "decode(encoding='utf-8', errors='strict')": (self: ByteString, encoding: Value, errors: Value) => {
      const codec = codecArgument(encoding, "decode", "encoding", "utf-8");
      return decodeBytes(self.bytes, codec, codecArgument(errors, "decode", "errors", "strict"));
    },
    "endswith(suffix, start=?, end=?, /)": affix("endswith"),
    "expandtabs(tabsize=8)": (self: ByteString, size: Value) => ofText(expandTabs(textOf(self), Number(toIndex(size)))),
    "find(sub, start=?, end=?, /)": (self: ByteString, wanted: Value, start: Value, stop: Value) =>
      find(self, wanted, start, stop, false),
    "hex(sep=?, bytes_per_sep=1)": (self: ByteString, separator: Value, group: Value) =>
      hexText(self.bytes, separator, group),
    "index(sub, start=?, end=?, /)": (self: ByteString, wanted: Value, start: Value, stop: Value) =>
      found(find(self, wanted, start, stop, false)),
    "isalnum()": has(/^[0-9A-Za-z]+$/),
    "isalpha()": has(/^[A-Za-z]+$/),
    "isascii()": (self: ByteString) => self.bytes.every((byte) => byte < 128),
    "isdigit()": has(/^[0-9]+$/),
    "islower()": has(/^[^A-Z]*[a-z][^A-Z]*$/),
    "isspace()": has(/^[ \t\n\r\v\f]+$/),
    "istitle()": (self: ByteString) => /[A-Za-z]/.test(textOf(self)) && asciiTitle(textOf(self)) === textOf(self),
    "isupper()": has(/^[^a-z]*[A-Z][^a-z]*$/),
    "join(iterable_of_bytes, /)": (self: ByteString, source: Value) => make(joined(self, source)),
    "ljust(width, fillchar=?, /)": filled("left", "ljust"),
    "lower()": mapped(asciiLower),
    "lstrip(bytes=None, /)": strip(true, false),
    "partition(sep, /)": (self: ByteString, separator: Value) => splitAtPlace(self, separator, false),
    "removeprefix(prefix, /)": (self: ByteString, prefix: Value) => {
      const [text, away] = [textOf(self), textArgument(prefix)];
      return ofText(text.startsWith(away) ? text.slice(away.length) : text);
    },
    "removesuffix(suffix, /)": (self: ByteString, suffix: Value) => {
      const [text, away] = [textOf(self), textArgument(suffix)];
      return ofText(text.endsWith(away) ? text.slice(0, text.length - away.length) : text);
    },
    "replace(old, new, count=-1, /)": (self: ByteString, old: Value, fresh: Value, count: Value) =>
      ofText(replaceText(textOf(self), textArgument(old), textArgument(fresh), Number(toIndex(count)))),
    "rfind(sub, start=?, end=?, /)": (self: ByteString, wanted: Value, start: Value, stop: Value) =>
      find(self, wanted, start, stop, true),
    "rindex(sub, start=?, end=?, /)": (self: ByteString, wanted: Value, start: Value, stop: Value) =>
      found(find(self, wanted, start, stop, true)),
    "rjust(width, fillchar=?, /)": filled("right", "rjust"),
    "rpartition(sep, /)": (self: ByteString, separator: Value) => splitAtPlace(self, separator, true),
    "rsplit(sep=None, maxsplit=-1)": (self: ByteString, separator: Value, limit: Value) => {
      const most = Number(toIndex(limit));
      if (separator === null) return list(splitSpacesLast(textOf(self), isAsciiSpace, most));
      return list(splitAtLast(textOf(self), textArgument(separator), most));
    },
    "rstrip(bytes=None, /)": strip(false, true),
    "split(sep=None, maxsplit=-1)": (self: ByteString, separator: Value, limit: Value) => {
      const most = Number(toIndex(limit));
      if (separator === null) return list(splitSpaces(textOf(self), isAsciiSpace, most));
      return list(splitAt(textOf(self), textArgument(separator), most));
    },
    "splitlines(keepends=False)": (self: ByteString, keep: Value) =>
      list(splitLines(textOf(self), isAsciiLineEnd, toIndex(keep) !== 0)),
    "startswith(prefix, start=?, end=?, /)": affix("startswith"),
    "strip(bytes=None, /)": strip(true, true),
    "swapcase()": mapped(asciiSwapCase),
    "title()": mapped(asciiTitle),
    "translate(table, /, delete=?)": (self: ByteString, table: Value, away: Value) =>
      make(translate(self.bytes, table, away)),
    "upper()": mapped(asciiUpper),
    "zfill(width, /)": (self: ByteString, width: Value) => ofText(zeroFill(textOf(self), sizeArgument(width))),
  };
}

/** Gives a class the methods that bytes and bytearray share. */
export function addSharedMethods(
  cls: PyClass,
  name: "bytes" | "bytearray",
  guard: (value: Value) => ByteString | undefined,
  make: MakeBytes,
): void {
  methods(cls, guard, sharedMethods(name, make));
  addClassMethod(cls, "fromhex(string, /)", (own: Value, text: Value) => {
    const bytes = fromHex(text);
    return own === cls || !(own instanceof PyClass) ? make(bytes) : call(own, [new PyBytes(bytes)]);
  });
  addStatic(cls, "maketrans(frm, to, /)", makeTranslation);
}

const bytesGuard = guardClass(PyBytes);
addSharedMethods(bytesType, "bytes", bytesGuard, (bytes) => new PyBytes(bytes));
methods(bytesType, bytesGuard, {
  "__hash__()": (self) => hashBytes(self),
  "__iter__()": (self) => new ArrayIterator([...self.bytes], iteratorTypes.bytes),
  "__bytes__()": (self) => (self.cls === bytesType ? self : new PyBytes(self.bytes)),
  "__getnewargs__()": (self) => new PyTuple([new PyBytes(self.bytes)]),
});
