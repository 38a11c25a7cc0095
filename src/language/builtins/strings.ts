// str and bytes: construction and members. Case, classes of characters and widths are Unicode's, by code points.

import { callMember } from "../runtime/call";
import { ABSENT, addMethod, addStatic, argumentBinder, guardClass, methods } from "../runtime/define";
import { dictGet, hashOf } from "../runtime/dict";
import {
  lookupErrorType,
  memoryError,
  PyRaise,
  Refusal,
  typeError,
  typeErrorType,
  valueError,
} from "../runtime/errors";
import { isIterable, pythonIterator, toArray } from "../runtime/iterate";
import { MAX_TEXT } from "../runtime/limits";
import { bytesType, type Keywords, NotImplemented, type PyClass, strType, type Value } from "../runtime/object";
import { asIndex, checkSize, compareText, toIndex, unboxed } from "../runtime/operators";
import { baseRepr, repr, str } from "../runtime/repr";
import { getItem, position, sliceArray, textIncludes, textItem } from "../runtime/subscript";
import { typeName, typeOf } from "../runtime/types";
import { PyBoxed, PyBytes, PyDict, PyList, PySlice, PyTuple } from "../runtime/value";
import { capitalize, caseFold, DIGIT, isLower, isTitle, isUpper, NUMERIC, swapCase, title } from "../text/case";
import { decodeBytes, encodeText } from "../text/codecs";
import { formatText } from "../text/format-spec";
import { percentFormat } from "../text/percent";
import { isPlain, offsetOfPoint, pointIndex, points, textLength } from "../text/points";
import { formatMethod } from "../text/str-format";
import { specText } from "./numbers";

const self = (value: Value): string | undefined => {
  const plain = unboxed(value);
  return typeof plain === "string" ? plain : undefined;
};

const bind = argumentBinder("str(object=?, encoding=?, errors=?)");
strType.construct = (cls, args, keywords) => {
  const [only] = args;
  if (only !== undefined && args.length === 1 && keywords === null && cls === strType) return str(only);
  const [value = ABSENT, encoding = ABSENT, errors = ABSENT] = bind(args, keywords);
  let text: string;
  if (encoding !== ABSENT && typeof encoding !== "string") {
    throw typeError(`str() argument 'encoding' must be str, not ${nameOf(encoding)}`);
  }
  if (encoding !== ABSENT && !(value instanceof PyBytes)) {
    throw typeError(
      self(value) === undefined
        ? `decoding to str: need a bytes-like object, ${typeName(value)} found`
        : "decoding str is not supported",
    );
  }
  if (encoding !== ABSENT && value instanceof PyBytes)
    text = decodeBytes(value, textOr(encoding, "utf-8"), textOr(errors, "strict"));
  else text = value === ABSENT ? "" : str(value);
  return cls === strType ? text : new PyBoxed(cls, text);
};

const textOr = (value: Value, otherwise: string): string => (typeof value === "string" ? value : otherwise);

function textArgument(value: Value, what = ""): string {
  const text = self(value);
  if (text !== undefined) return text;
  // Where CPython names the argument, it says None for None.
  throw typeError(what === "" ? `must be str, not ${typeName(value)}` : `${what} must be str, not ${nameOf(value)}`);
}

function nameOf(value: Value): string {
  return value === null ? "None" : typeName(value);
}

/** What str.split and strip take for white space: Unicode's, with CPython's control characters. */
const SPACES = new Set(
  [9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]
    .concat(Array.from({ length: 11 }, (_, i) => 0x2000 + i))
    .map((code) => String.fromCharCode(code)),
);
const isSpace = (character: string): boolean => SPACES.has(character);

/** Where str.splitlines ends a line. */
const LINE_ENDS = new Set([10, 11, 12, 13, 28, 29, 30, 0x85, 0x2028, 0x2029].map((code) => String.fromCharCode(code)));

function stripped(characters: Value, name: string): string {
  const text = self(characters);
  if (text === undefined) throw typeError(`${name} arg must be None or str`);
  return text;
}

function strip(text: string, characters: Value, left: boolean, right: boolean, name: string): string {
  if (characters === null) return stripSpaces(text, left, right);
  const set = new Set(points(stripped(characters, name)));
  // Without surrogates a character is a unit, and no array of characters is needed.
  const all = isPlain(text) ? text : points(text);
  let start = 0;
  let end = all.length;
  while (left && start < end && set.has(all[start] ?? "")) start++;
  while (right && end > start && set.has(all[end - 1] ?? "")) end--;
  return typeof all === "string" ? all.slice(start, end) : all.slice(start, end).join("");
}

/** No white space has a surrogate, so units are as good as code points. */
function stripSpaces(text: string, left: boolean, right: boolean): string {
  let start = 0;
  let end = text.length;
  while (left && start < end && isSpace(text.charAt(start))) start++;
  while (right && end > start && isSpace(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function splitSpaces(text: string, most: number): string[] {
  const parts: string[] = [];
  for (let at = 0; ; ) {
    while (at < text.length && isSpace(text.charAt(at))) at++;
    if (at === text.length) return parts;
    if (most >= 0 && parts.length >= most) {
      parts.push(text.slice(at));
      return parts;
    }
    const start = at;
    while (at < text.length && !isSpace(text.charAt(at))) at++;
    parts.push(text.slice(start, at));
  }
}

function separatorText(separator: Value): string {
  const text = self(separator);
  if (text === undefined) throw typeError(`must be str or None, not ${typeName(separator)}`);
  return text;
}

function split(text: string, separator: Value, limit: Value): Value {
  const most = Number(toIndex(limit));
  if (separator === null) return new PyList(splitSpaces(text, most));
  const by = separatorText(separator);
  if (by === "") throw valueError("empty separator");
  const parts = text.split(by);
  if (most >= 0 && parts.length > most + 1) parts.splice(most, parts.length, parts.slice(most).join(by));
  return new PyList(parts);
}

function rsplit(text: string, separator: Value, limit: Value): Value {
  const most = Number(toIndex(limit));
  if (most < 0) return split(text, separator, -1);
  if (separator === null) {
    const flipped = splitSpaces([...text].reverse().join(""), most);
    return new PyList(flipped.map((part) => [...part].reverse().join("")).reverse());
  }
  const by = separatorText(separator);
  if (by === "") throw valueError("empty separator");
  const parts = text.split(by);
  if (parts.length > most + 1) {
    const kept = parts.length - most;
    parts.splice(0, kept, parts.slice(0, kept).join(by));
  }
  return new PyList(parts);
}

function splitLines(text: string, keep: boolean): Value {
  const lines: Value[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (!LINE_ENDS.has(text.charAt(at))) continue;
    const end = text.startsWith("\r\n", at) ? at + 2 : at + 1;
    lines.push(text.slice(start, keep ? end : at));
    start = end;
    at = end - 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return new PyList(lines);
}

/** The part of a text that start and stop leave, with its first code point's place; null when start is past the end. */
function part(text: string, start: Value, stop: Value): { part: string; at: number } | null {
  const length = textLength(text);
  const clamp = (value: Value, fallback: number): number => {
    if (value === null || value === ABSENT) return fallback;
    const index = asIndex(value);
    if (index === undefined) throw typeError("slice indices must be integers or None or have an __index__ method");
    return Number(index) < 0 ? Math.max(0, Number(index) + length) : Number(index);
  };
  const from = clamp(start, 0);
  const to = Math.min(length, clamp(stop, length));
  if (from > length || from > to) return null;
  return { part: text.slice(offsetOfPoint(text, from), offsetOfPoint(text, to)), at: from };
}

function find(text: string, wanted: Value, start: Value, stop: Value, last: boolean): number {
  const sought = textArgument(wanted);
  const where = part(text, start, stop);
  if (where === null) return -1;
  const offset = last ? where.part.lastIndexOf(sought) : where.part.indexOf(sought);
  return offset < 0 ? -1 : where.at + pointIndex(where.part, offset);
}

function affix(text: string, wanted: Value, start: Value, stop: Value, name: "startswith" | "endswith"): boolean {
  const where = part(text, start, stop);
  const options = wanted instanceof PyTuple ? wanted.items : [wanted];
  return options.some((each) => {
    const sought = self(each);
    if (sought === undefined) {
      throw typeError(
        wanted instanceof PyTuple
          ? `tuple for ${name} must only contain str, not ${typeName(each)}`
          : `${name} first arg must be str or a tuple of str, not ${typeName(each)}`,
      );
    }
    if (where === null) return false;
    return name === "startswith" ? where.part.startsWith(sought) : where.part.endsWith(sought);
  });
}

function replace(text: string, from: Value, to: Value, limit: Value): string {
  const old = textArgument(from, "replace() argument 1");
  const fresh = textArgument(to, "replace() argument 2");
  const most = Number(toIndex(limit));
  const found = old === "" ? textLength(text) + 1 : text.split(old).length - 1;
  const times = most < 0 ? found : Math.min(most, found);
  if (text.length + times * fresh.length > MAX_TEXT) throw memoryError();
  if (old === "") {
    const all = points(text);
    return all.map((each, i) => (i < times ? fresh + each : each)).join("") + (times > all.length ? fresh : "");
  }
  const parts = text.split(old);
  return (
    parts.slice(0, times + 1).join(fresh) +
    parts
      .slice(times + 1)
      .map((each) => old + each)
      .join("")
  );
}

function join(separator: string, source: Value): string {
  if (!isIterable(source)) throw typeError("can only join an iterable");
  const parts = toArray(source).map((each, i) => {
    const text = self(each);
    if (text === undefined) throw typeError(`sequence item ${i}: expected str instance, ${typeName(each)} found`);
    return text;
  });
  return parts.join(separator);
}

function justify(text: string, width: Value, fill: Value, side: "left" | "right" | "center"): string {
  const character = self(fill);
  if (character === undefined) {
    throw typeError(`The fill character must be a unicode character, not ${typeName(fill)}`);
  }
  if (textLength(character) !== 1) throw typeError("The fill character must be exactly one character long");
  const missing = Number(toIndex(width)) - textLength(text);
  if (missing <= 0) return text;
  if (missing > MAX_TEXT) throw memoryError();
  if (side === "left") return text + character.repeat(missing);
  if (side === "right") return character.repeat(missing) + text;
  const left = Math.floor(missing / 2) + (missing & Number(toIndex(width)) & 1);
  return character.repeat(left) + text + character.repeat(missing - left);
}

function repeat(text: string, count: Value): Value {
  const times = asIndex(count);
  if (times === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(count)}'`);
  checkSize(times);
  if (times <= 0 || text === "") return "";
  if (text.length * Number(times) > MAX_TEXT) throw memoryError();
  return text.repeat(Number(times));
}

const every = (text: string, pattern: RegExp): boolean => text !== "" && [...text].every((each) => pattern.test(each));
function partition(text: string, separator: Value, last: boolean): Value {
  const by = textArgument(separator);
  if (by === "") throw valueError("empty separator");
  const at = last ? text.lastIndexOf(by) : text.indexOf(by);
  if (at < 0) return new PyTuple(last ? ["", "", text] : [text, "", ""]);
  return new PyTuple([text.slice(0, at), by, text.slice(at + by.length)]);
}

function expandTabs(text: string, size: number): string {
  let column = 0;
  let result = "";
  for (const each of text) {
    if (each === "\t") {
      const width = size > 0 ? size - (column % size) : 0;
      result += " ".repeat(width);
      column += width;
    } else {
      result += each;
      column = each === "\n" || each === "\r" ? 0 : column + 1;
    }
  }
  return result;
}

function translate(text: string, table: Value): string {
  return [...text]
    .map((each) => {
      const to = translated(table, each.codePointAt(0) ?? 0);
      if (to === undefined) return each;
      if (to === null) return "";
      return typeof to === "number" ? String.fromCodePoint(to) : str(to);
    })
    .join("");
}

/** What a table says of a character; undefined where it knows nothing. */
function translated(table: Value, point: number): Value | undefined {
  if (table instanceof PyDict && table.cls.immutable) return dictGet(table, point);
  try {
    return getItem(table, point);
  } catch (error) {
    if (error instanceof PyRaise && error.exception.cls.isSubclassOf(lookupErrorType)) return undefined;
    throw error;
  }
}

function makeTranslation(from: Value, to: Value, away: Value): Value {
  const table = new PyDict();
  const point = (character: string | undefined): number => character?.codePointAt(0) ?? 0;
  const put = (key: number, value: Value): void => {
    table.map.set(key, { key, value });
  };
  if (from instanceof PyDict) {
    for (const { key, value } of from.map.values()) {
      if (value === undefined) continue;
      if (typeof key === "string") {
        if (textLength(key) !== 1) throw valueError("string keys in translate table must be of length 1");
        put(point(key), value);
      } else if (typeof key === "number") put(key, value);
      else throw typeError("keys in translate table must be strings or integers");
    }
    return table;
  }
  if (to === ABSENT) throw typeError("if you give only one argument to maketrans it must be a dict");
  const source = points(textArgument(from, "maketrans() argument"));
  const target = points(textArgument(to, "maketrans() argument"));
  if (source.length !== target.length) {
    throw valueError("the first two maketrans arguments must have equal length");
  }
  for (const [i, each] of source.entries()) put(point(each), point(target[i]));
  if (away !== ABSENT) for (const each of textArgument(away, "maketrans() argument")) put(point(each), null);
  return table;
}

const comparison = (holds: (order: number) => boolean) => (a: string, other: Value) => {
  const b = self(other);
  return b === undefined ? NotImplemented : holds(compareText(a, b));
};

methods(strType, self, {
  "__repr__()": (text) => repr(text),
  "__str__()": (text) => text,
  "__len__()": (text) => textLength(text),
  "__iter__()": (text) => pythonIterator(text),
  "__contains__(item, /)": (text, item: Value) => textIncludes(text, unboxed(item)),
  "__getitem__(key, /)": (text, key: Value) => textItem(text, key),
  "__hash__()": (text) => hashOf(text),
  "__format__(spec, /)": (text, spec: Value) => formatText(text, specText(spec)),
  "__add__(other, /)": (text, other: Value) => {
    const more = self(other);
    if (more === undefined) throw typeError(`can only concatenate str (not "${typeName(other)}") to str`);
    return text + more;
  },
  "__mul__(n, /)": repeat,
  "__rmul__(n, /)": repeat,
  "__mod__(args, /)": (text, args: Value) => percentFormat(text, args),
  "__eq__(other, /)": comparison((order) => order === 0),
  "__ne__(other, /)": comparison((order) => order !== 0),
  "__lt__(other, /)": comparison((order) => order < 0),
  "__le__(other, /)": comparison((order) => order <= 0),
  "__gt__(other, /)": comparison((order) => order > 0),
  "__ge__(other, /)": comparison((order) => order >= 0),
  "upper()": (text) => text.toUpperCase(),
  "lower()": (text) => text.toLowerCase(),
  "casefold()": caseFold,
  "title()": title,
  "capitalize()": capitalize,
  "swapcase()": swapCase,
  "strip(chars=None, /)": (text, characters: Value) => strip(text, characters, true, true, "strip"),
  "lstrip(chars=None, /)": (text, characters: Value) => strip(text, characters, true, false, "lstrip"),
  "rstrip(chars=None, /)": (text, characters: Value) => strip(text, characters, false, true, "rstrip"),
  "split(sep=None, maxsplit=-1)": split,
  "rsplit(sep=None, maxsplit=-1)": rsplit,
  "splitlines(keepends=False)": (text, keep: Value) => splitLines(text, toIndex(keep) !== 0),
  "join(iterable, /)": join,
  "replace(old, new, count=-1, /)": replace,
  "find(sub, start=?, end=?, /)": (text, wanted: Value, start: Value, stop: Value) =>
    find(text, wanted, start, stop, false),
  "rfind(sub, start=?, end=?, /)": (text, wanted: Value, start: Value, stop: Value) =>
    find(text, wanted, start, stop, true),
  "index(sub, start=?, end=?, /)": (text, wanted: Value, start: Value, stop: Value) =>
    found(find(text, wanted, start, stop, false)),
  "rindex(sub, start=?, end=?, /)": (text, wanted: Value, start: Value, stop: Value) =>
    found(find(text, wanted, start, stop, true)),
  "count(sub, start=?, end=?, /)": (text, wanted: Value, start: Value, stop: Value) => {
    const where = part(text, start, stop);
    const sought = textArgument(wanted);
    if (where === null) return 0;
    return sought === "" ? textLength(where.part) + 1 : where.part.split(sought).length - 1;
  },
  "startswith(prefix, start=?, end=?, /)": (text, wanted: Value, start: Value, stop: Value) =>
    affix(text, wanted, start, stop, "startswith"),
  "endswith(suffix, start=?, end=?, /)": (text, wanted: Value, start: Value, stop: Value) =>
    affix(text, wanted, start, stop, "endswith"),
  "removeprefix(prefix, /)": (text, prefix: Value) => {
    const away = textArgument(prefix, "removeprefix() argument");
    return text.startsWith(away) ? text.slice(away.length) : text;
  },
  "removesuffix(suffix, /)": (text, suffix: Value) => {
    const away = textArgument(suffix, "removesuffix() argument");
    return away !== "" && text.endsWith(away) ? text.slice(0, -away.length) : text;
  },
  "ljust(width, fillchar=' ', /)": (text, width: Value, fill: Value) => justify(text, width, fill, "left"),
  "rjust(width, fillchar=' ', /)": (text, width: Value, fill: Value) => justify(text, width, fill, "right"),
  "center(width, fillchar=' ', /)": (text, width: Value, fill: Value) => justify(text, width, fill, "center"),
  "zfill(width, /)": (text, width: Value) => {
    const sign = /^[+-]/.exec(text)?.[0] ?? "";
    const missing = Number(toIndex(width)) - textLength(text);
    if (missing > MAX_TEXT) throw memoryError();
    return missing > 0 ? sign + "0".repeat(missing) + text.slice(sign.length) : text;
  },
  "partition(sep, /)": (text, separator: Value) => partition(text, separator, false),
  "rpartition(sep, /)": (text, separator: Value) => partition(text, separator, true),
  "expandtabs(tabsize=8)": (text, size: Value) => expandTabs(text, Number(toIndex(size))),
  "translate(table, /)": translate,
  "isalpha()": (text) => every(text, /^\p{L}$/u),
  "isdigit()": (text) => every(text, DIGIT),
  "isdecimal()": (text) => every(text, /^\p{Nd}$/u),
  "isnumeric()": (text) => every(text, NUMERIC),
  "isalnum()": (text) => [...text].every((each) => /^\p{L}$/u.test(each) || NUMERIC.test(each)) && text !== "",
  "isspace()": (text) => text !== "" && [...text].every(isSpace),
  "isupper()": isUpper,
  "islower()": isLower,
  "istitle()": isTitle,
  "isascii()": (text) => [...text].every((each) => (each.codePointAt(0) ?? 0) < 128),
  "isprintable()": (text) => ![...text].some((each) => /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(each)),
  "isidentifier()": (text) => /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(text),
  "encode(encoding='utf-8', errors='strict')": (text, encoding: Value, errors: Value) => {
    for (const [name, given] of Object.entries({ encoding, errors })) {
      if (typeof given !== "string") throw typeError(`encode() argument '${name}' must be str, not ${nameOf(given)}`);
    }
    return new PyBytes(encodeText(text, textOr(encoding, ""), textOr(errors, "")));
  },
});

function found(index: number): number {
  if (index < 0) throw valueError("substring not found");
  return index;
}

addMethod(strType, "format", ([text = null, ...args], keywords) => {
  const own = self(text);
  if (own === undefined) throw typeError("descriptor 'format' requires a 'str' object");
  return formatMethod(own, args, keywords ?? (new Map() as Keywords));
});
methods(strType, self, {
  "format_map(mapping, /)": (text, mapping: Value) => {
    return formatMethod(text, null, { get: (name) => getItem(mapping, name) });
  },
});
addStatic(strType, "maketrans(x, y=?, z=?, /)", makeTranslation);

// bytes, as far as printing

bytesType.construct = (cls, args) => {
  const [source, encoding, errors] = args;
  if (source === undefined) return new PyBytes(new Uint8Array(0), cls);
  if (typeof unboxed(source) === "string") {
    if (encoding === undefined) throw typeError("string argument without an encoding");
    return new PyBytes(
      encodeText(str(source), textOr(encoding ?? null, "utf-8"), textOr(errors ?? null, "strict")),
      cls,
    );
  }
  const method = typeOf(source).lookup("__bytes__");
  if (method !== undefined) {
    const made = callMember(method, source, []);
    if (made instanceof PyBytes) return made;
    throw typeError(`__bytes__ returned non-bytes (type ${typeName(made)})`);
  }
  const size = sizeOrNone(source);
  if (size !== undefined) {
    if (size < 0) throw valueError("negative count");
    if (size > MAX_TEXT) throw memoryError();
    return new PyBytes(new Uint8Array(Number(size)), cls);
  }
  return new PyBytes(Uint8Array.from(toArray(byteIterator(source)).map(byteOf)), cls);
};

/** The number of zero bytes asked for; what cannot say it is taken for an iterable. */
function sizeOrNone(source: Value): ReturnType<typeof asIndex> {
  try {
    return asIndex(source);
  } catch (error) {
    if (error instanceof PyRaise && error.exception.cls.isSubclassOf(typeErrorType)) return undefined;
    throw error;
  }
}

function byteIterator(source: Value): Value {
  try {
    return pythonIterator(source);
  } catch (error) {
    if (!(error instanceof PyRaise && error.exception.cls.isSubclassOf(typeErrorType))) throw error;
    throw typeError(`cannot convert '${typeName(source)}' object to bytes`);
  }
}

function byteOf(value: Value): number {
  const byte = Number(toIndex(value));
  if (byte < 0 || byte > 255) throw valueError("bytes must be in range(0, 256)");
  return byte;
}

/** The bytes as text of one character each. */
const latin = ({ bytes }: PyBytes): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

const bytesOrder = (holds: (order: number) => boolean) => (own: PyBytes, other: Value) =>
  other instanceof PyBytes ? holds(compareText(latin(own), latin(other))) : NotImplemented;

function repeatedBytes(own: PyBytes, count: Value): Value {
  const times = asIndex(count);
  if (times === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(count)}'`);
  checkSize(times);
  if (times <= 0) return new PyBytes(new Uint8Array(0));
  const size = own.bytes.length * Number(times);
  if (size > MAX_TEXT) throw memoryError();
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += own.bytes.length) bytes.set(own.bytes, at);
  return new PyBytes(bytes);
}

methods(bytesType, guardClass(PyBytes), {
  "__repr__()": (own) => baseRepr(own),
  "__len__()": (own) => own.bytes.length,
  "__iter__()": (own) => pythonIterator(own),
  "__hash__()": (own) => hashOf(own),
  "__eq__(other, /)": (own, other: Value) =>
    other instanceof PyBytes
      ? own.bytes.length === other.bytes.length && own.bytes.every((byte, i) => byte === other.bytes[i])
      : NotImplemented,
  "__getitem__(key, /)": (own, key: Value) => {
    if (key instanceof PySlice) return new PyBytes(Uint8Array.from(sliceArray([...own.bytes], key).map(Number)));
    return own.bytes[position(key, own.bytes.length, "byte", "index out of range")] ?? 0;
  },
  "__add__(other, /)": (own, other: Value) => {
    if (!(other instanceof PyBytes)) throw typeError(`can't concat ${typeName(other)} to bytes`);
    return new PyBytes(Uint8Array.from([...own.bytes, ...other.bytes]));
  },
  "__mul__(n, /)": repeatedBytes,
  "__mod__(args, /)": () => {
    throw new Refusal("formatting bytes with %");
  },
  "__rmul__(n, /)": repeatedBytes,
  "__lt__(other, /)": bytesOrder((order) => order < 0),
  "__le__(other, /)": bytesOrder((order) => order <= 0),
  "__gt__(other, /)": bytesOrder((order) => order > 0),
  "__ge__(other, /)": bytesOrder((order) => order >= 0),
  "__contains__(item, /)": (own, item: Value) => {
    if (item instanceof PyBytes) return latin(own).includes(latin(item));
    const byte = asIndex(item);
    if (byte === undefined) throw typeError(`a bytes-like object is required, not '${typeName(item)}'`);
    if (byte < 0 || byte > 255) throw valueError("byte must be in range(0, 256)");
    return own.bytes.includes(Number(byte));
  },
  "decode(encoding='utf-8', errors='strict')": (own, encoding: Value, errors: Value) => {
    for (const [name, given] of Object.entries({ encoding, errors })) {
      if (typeof given !== "string") throw typeError(`decode() argument '${name}' must be str, not ${nameOf(given)}`);
    }
    return decodeBytes(own, textOr(encoding, ""), textOr(errors, ""));
  },
  "hex()": (own) => [...own.bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
});

/** The built-in classes that this file gives their members. */
export const textClasses: readonly PyClass[] = [strType, bytesType];
