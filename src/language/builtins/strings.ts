// str: construction and members. Case, classes of characters and widths are Unicode's, by code points.

import { bytesOf } from "../runtime/bytes";
import { ABSENT, addMethod, addStatic, argumentBinder, methods } from "../runtime/define";
import { dictGet } from "../runtime/dict";
import { lookupErrorType, memoryError, PyRaise, typeError, valueError } from "../runtime/errors";
import { hashOf } from "../runtime/hash";
import { isIterable, pythonIterator, toArray } from "../runtime/iterate";
import { MAX_TEXT } from "../runtime/limits";
import { type Keywords, NotImplemented, type PyClass, strType, type Value } from "../runtime/object";
import { asIndex, checkSize, compareText, toIndex, unboxed } from "../runtime/operators";
import { repr, str } from "../runtime/repr";
import { getItem, textIncludes, textItem } from "../runtime/subscript";
import { typeName } from "../runtime/types";
import { PyBoxed, PyBytes, PyDict, PyList, PyTuple } from "../runtime/value";
import {
  capitalize,
  caseFold,
  DECIMALS,
  DIGITS,
  every,
  isAscii,
  isLower,
  isTitle,
  isUpper,
  LETTERS,
  LETTERS_AND_NUMERICS,
  NUMERICS,
  swapCase,
  title,
} from "../text/case";
import { decodeBytes, encodeText } from "../text/codecs";
import { formatText } from "../text/format-spec";
import { percentFormat } from "../text/percent";
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
import { isPlain, points, textLength } from "../text/points";
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
  const isDecoding = encoding !== ABSENT || errors !== ABSENT;
  const bytes = isDecoding && value !== ABSENT ? bytesOf(value) : undefined;
  if (isDecoding && value !== ABSENT && bytes === undefined) {
    throw typeError(
      self(value) === undefined
        ? `decoding to str: need a bytes-like object, ${typeName(value)} found`
        : "decoding str is not supported",
    );
  }
  if (bytes !== undefined) text = decodeBytes(bytes, textOr(encoding, "utf-8"), textOr(errors, "strict"));
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
function isSpace(unit: number): boolean {
  if (unit < 0x85) return unit === 32 || (unit <= 31 && (unit >= 28 || (unit >= 9 && unit <= 13)));
  return unit <= 0xa0 ? unit === 0x85 || unit === 0xa0 : WIDE_SPACES.has(unit) || (unit >= 0x2000 && unit <= 0x200a);
}
const WIDE_SPACES: ReadonlySet<number> = new Set([0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);

/** Where str.splitlines ends a line. */
function isLineEnd(unit: number): boolean {
  if (unit <= 30) return unit >= 28 || (unit >= 10 && unit <= 13);
  return unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

function stripped(characters: Value, name: string): string {
  const text = self(characters);
  if (text === undefined) throw typeError(`${name} arg must be None or str`);
  return text;
}

function strip(text: string, characters: Value, left: boolean, right: boolean, name: string): string {
  if (characters === null) return stripWhere(text, isSpace, left, right);
  const set = new Set(points(stripped(characters, name)));
  // Without surrogates a character is a unit, and no array of characters is needed.
  const all = isPlain(text) ? text : points(text);
  let start = 0;
  let end = all.length;
  while (left && start < end && set.has(all[start] ?? "")) start++;
  while (right && end > start && set.has(all[end - 1] ?? "")) end--;
  return typeof all === "string" ? all.slice(start, end) : all.slice(start, end).join("");
}

function separatorText(separator: Value): string {
  const text = self(separator);
  if (text === undefined) throw typeError(`must be str or None, not ${typeName(separator)}`);
  return text;
}

function split(text: string, separator: Value, limit: Value): Value {
  const most = Number(toIndex(limit));
  return new PyList(
    separator === null ? splitSpaces(text, isSpace, most) : splitAt(text, separatorText(separator), most),
  );
}

function rsplit(text: string, separator: Value, limit: Value): Value {
  const most = Number(toIndex(limit));
  return new PyList(
    separator === null ? splitSpacesLast(text, isSpace, most) : splitAtLast(text, separatorText(separator), most),
  );
}

const find = (text: string, wanted: Value, start: Value, stop: Value, last: boolean): number =>
  findBetween(text, textArgument(wanted), start, stop, last);

function affix(text: string, wanted: Value, start: Value, stop: Value, name: "startswith" | "endswith"): boolean {
  if (typeof wanted === "string" && start === ABSENT && stop === ABSENT) {
    return name === "startswith" ? text.startsWith(wanted) : text.endsWith(wanted);
  }
  const where = between(text, start, stop);
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
  return replaceText(text, old, fresh, Number(toIndex(limit)));
}

function join(separator: string, source: Value): string {
  if (!isIterable(source)) throw typeError("can only join an iterable");
  const items = source instanceof PyList && source.cls.immutable ? source.items : toArray(source);
  const [first = ""] = items;
  // Up to here, a few pieces are put together faster one by one; a rope of many would have to be flattened.
  if (items.length > 16) return (items.every(isText) ? items : texts(items)).join(separator);
  let text = typeof first === "string" ? first : textOf(first, 0);
  for (let i = 1; i < items.length; i++) {
    const each = items[i] as Value;
    text += separator + (typeof each === "string" ? each : textOf(each, i));
  }
  return text;
}

const isText = (value: Value): boolean => typeof value === "string";
const texts = (items: readonly Value[]): string[] => items.map(textOf);

/** A piece that `join` takes. */
function textOf(piece: Value, i: number): string {
  const text = self(piece);
  if (text === undefined) throw typeError(`sequence item ${i}: expected str instance, ${typeName(piece)} found`);
  return text;
}

/** The one character that fills up. */
function fillCharacter(fill: Value): string {
  const character = self(fill);
  if (character === undefined) {
    throw typeError(`The fill character must be a unicode character, not ${typeName(fill)}`);
  }
  if (textLength(character) !== 1) throw typeError("The fill character must be exactly one character long");
  return character;
}

const filled = (side: "left" | "right" | "center") => (text: string, width: Value, fill: Value) => {
  const columns = Number(toIndex(width));
  return justify(text, columns, fillCharacter(fill), side);
};

function repeat(text: string, count: Value): Value {
  const times = asIndex(count);
  if (times === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(count)}'`);
  checkSize(times);
  if (times <= 0 || text === "") return "";
  if (text.length * Number(times) > MAX_TEXT) throw memoryError();
  return text.repeat(Number(times));
}

function translate(text: string, table: Value): string {
  let result = "";
  for (const each of text) {
    const to = translated(table, each.codePointAt(0) ?? 0);
    if (to === undefined) result += each;
    else if (to !== null) result += typeof to === "number" ? String.fromCodePoint(to) : str(to);
  }
  return result;
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
  const target = points(textArgument(to, "maketrans() argument 2"));
  const removed = away === ABSENT ? "" : textArgument(away, "maketrans() argument 3");
  const text = self(from);
  if (text === undefined) throw typeError("first maketrans argument must be a string if there is a second argument");
  const source = points(text);
  if (source.length !== target.length) {
    throw valueError("the first two maketrans arguments must have equal length");
  }
  for (const [i, each] of source.entries()) put(point(each), point(target[i]));
  for (const each of removed) put(point(each), null);
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
  "splitlines(keepends=False)": (text, keep: Value) => new PyList(splitLines(text, isLineEnd, toIndex(keep) !== 0)),
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
  "count(sub, start=?, end=?, /)": (text, wanted: Value, start: Value, stop: Value) =>
    countBetween(text, textArgument(wanted), start, stop),
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
  "ljust(width, fillchar=' ', /)": filled("left"),
  "rjust(width, fillchar=' ', /)": filled("right"),
  "center(width, fillchar=' ', /)": filled("center"),
  "zfill(width, /)": (text, width: Value) => zeroFill(text, Number(toIndex(width))),
  "partition(sep, /)": (text, separator: Value) => new PyTuple(partition(text, textArgument(separator), false)),
  "rpartition(sep, /)": (text, separator: Value) => new PyTuple(partition(text, textArgument(separator), true)),
  "expandtabs(tabsize=8)": (text, size: Value) => expandTabs(text, Number(toIndex(size))),
  "translate(table, /)": translate,
  "isalpha()": (text) => every(text, LETTERS),
  "isdigit()": (text) => every(text, DIGITS),
  "isdecimal()": (text) => every(text, DECIMALS),
  "isnumeric()": (text) => every(text, NUMERICS),
  "isalnum()": (text) => every(text, LETTERS_AND_NUMERICS),
  "isspace()": (text) => {
    for (let i = 0; i < text.length; i++) if (!isSpace(text.charCodeAt(i))) return false;
    return text !== "";
  },
  "isupper()": isUpper,
  "islower()": isLower,
  "istitle()": isTitle,
  "isascii()": (text) => isAscii(text),
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

/** The built-in classes that this file gives their members. */
export const textClasses: readonly PyClass[] = [strType];
