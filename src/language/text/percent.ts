// `"%d %s" % values` (unicode_format in Objects/unicodeobject.c), and the same of bytes (_PyBytes_FormatEx in
// Objects/bytesobject.c), which come as text of one character for each.

import { bytesOf, isByteString } from "../runtime/bytes";
import { call, callMember } from "../runtime/call";
import { overflowError, PyRaise, typeError, typeErrorType, valueError } from "../runtime/errors";
import { type Int, intNegate, intToFloat } from "../runtime/numbers";
import { intType, type Value } from "../runtime/object";
import { asIndex, asNumber, unboxed } from "../runtime/operators";
import { asciiRepr, repr, str } from "../runtime/repr";
import { getItem } from "../runtime/subscript";
import { typeName, typeOf } from "../runtime/types";
import { PyBytes, PyFloat, PyTuple } from "../runtime/value";
import { digitsOf } from "./format-number";
import { fromLatin, latin, ownBytes } from "./latin";
import { points, textLength } from "./points";

interface Conversion {
  readonly flags: string;
  readonly width: number;
  readonly precision: number;
  readonly type: string;
}

/** A place of a format with the text before it, as it is written. */
interface Field {
  readonly before: string;
  /** Null without one; undefined where its bracket is not closed. */
  readonly key: string | null | undefined;
  readonly flags: string;
  /** STAR where an argument says it. */
  readonly width: number;
  readonly precision: number;
  /** Empty where the format ends before it. */
  readonly type: string;
  readonly at: number;
}

interface Format {
  readonly fields: readonly Field[];
  readonly tail: string;
  /** Each field takes the next value as it is: no keys, no sizes among the values, no %%. */
  readonly isPlain: boolean;
}

const STAR = -2;
const ABSENT = -1;

/** What the formats of str and of bytes do each in their own way. */
interface Dialect {
  readonly name: "string" | "bytes";
  /** Whether a value is text or bytes, which have subscripts and are no mapping all the same. */
  isText(value: Value): boolean;
  key(text: string): Value;
  /** `%s`, `%b`, `%r` or `%a` of a value; undefined where there is no such conversion. */
  shown(value: Value, type: string): string | undefined;
  character(value: Value): string;
  /** What an error calls the conversion to an integer: for bytes, %i has become a %d by then. */
  letter(type: string): string;
  notFloat(value: Value): PyRaise;
}

// Loops format with the same few texts again and again.
const knownFormats = new Map<string, Format>();

function readFormat(format: string): Format {
  let known = knownFormats.get(format);
  if (known === undefined) {
    known = parseFormat(format);
    if (knownFormats.size < 500 && format.length < 1000) knownFormats.set(format, known);
  }
  return known;
}

function parseFormat(format: string): Format {
  const all = points(format);
  const fields: Field[] = [];
  let before = "";
  for (let at = 0; at < all.length; at++) {
    if (all[at] !== "%") {
      before += all[at];
      continue;
    }
    at++;
    let key: string | null | undefined = null;
    if (all[at] === "(") {
      let depth = 1;
      const start = ++at;
      while (at < all.length && depth > 0) {
        if (all[at] === "(") depth++;
        else if (all[at] === ")") depth--;
        at++;
      }
      key = depth > 0 ? undefined : all.slice(start, at - 1).join("");
    }
    let flags = "";
    while (at < all.length && "-+ #0".includes(all[at] ?? "")) flags += all[at++];
    const number = (): number => {
      if (all[at] === "*") {
        at++;
        return STAR;
      }
      const start = at;
      while (/^[0-9]$/.test(all[at] ?? "")) at++;
      return start === at ? ABSENT : Number(all.slice(start, at).join(""));
    };
    const width = number();
    let precision = ABSENT;
    if (all[at] === ".") {
      at++;
      precision = number();
      if (precision === ABSENT) precision = 0;
    }
    while ("hlL".includes(all[at] ?? " ")) at++;
    fields.push({ before, key, flags, width, precision, type: all[at] ?? "", at });
    before = "";
  }
  const isPlain = fields.every(
    ({ key, width, precision, type }) =>
      key === null && width !== STAR && precision !== STAR && type !== "" && type !== "%",
  );
  return { fields, tail: before, isPlain };
}

export function percentFormat(format: string, args: Value, dialect: Dialect = TEXT): string {
  const values = args instanceof PyTuple ? args.items : null;
  const given = values === null ? 1 : values.length;
  const mapping = isMapping(args, dialect) ? args : null;
  const { fields, tail, isPlain } = readFormat(format);
  if (isPlain && values !== null && values.length === fields.length) {
    let text = "";
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] as Field;
      text += field.before + convert(values[i] ?? null, field, field.at, dialect);
    }
    return text + tail;
  }
  let used = 0;
  let result = "";
  const next = (): Value => {
    if (used >= given) throw typeError("not enough arguments for format string");
    const at = used++;
    return values === null ? args : (values[at] ?? null);
  };
  const star = (bits: number, kind: string): number => {
    const size = asIndex(next());
    if (size === undefined) throw typeError("* wants int");
    if (BigInt.asIntN(bits, BigInt(size)) !== BigInt(size)) {
      throw overflowError(`Python int too large to convert to C ${kind}`);
    }
    return Number(size);
  };
  for (const field of fields) {
    result += field.before;
    let keyed: Value | undefined;
    if (field.key !== null) {
      if (mapping === null) throw typeError("format requires a mapping");
      if (field.key === undefined) throw valueError("incomplete format key");
      keyed = getItem(mapping, dialect.key(field.key));
      used = given;
    }
    let conversion: Conversion = field;
    if (field.width === STAR || field.precision === STAR) {
      let { flags } = field;
      let width = field.width === STAR ? star(64, "ssize_t") : field.width;
      if (width < -1) {
        flags += "-";
        width = -width;
      }
      const precision = field.precision === STAR ? Math.max(0, star(32, "int")) : field.precision;
      conversion = { flags, width, precision, type: field.type };
    }
    if (field.type === "") throw valueError("incomplete format");
    if (field.type === "%") result += "%";
    else result += convert(keyed === undefined ? next() : keyed, conversion, field.at, dialect);
  }
  if (used < given && mapping === null) {
    throw typeError(`not all arguments converted during ${dialect.name} formatting`);
  }
  return result + tail;
}

/** What has subscripts and is no tuple and no string is taken for a mapping; it need not be used. */
function isMapping(args: Value, dialect: Dialect): boolean {
  if (args instanceof PyTuple || dialect.isText(args)) return false;
  return typeOf(args).lookup("__getitem__") !== undefined;
}

function convert(value: Value, conversion: Conversion, at: number, dialect: Dialect): string {
  const { type, precision, width } = conversion;
  if (width <= 0 && precision < 0) {
    // The commonest, which need no filling.
    if (type === "s") {
      const text = typeof value === "string" && dialect.name === "string" ? value : dialect.shown(value, type);
      if (text !== undefined) return text;
    }
    if (type === "d" && typeof value === "number" && conversion.flags === "") return String(value);
  }
  const unfilled = (): Conversion => ({ ...conversion, flags: conversion.flags.replaceAll("0", "") });
  switch (type) {
    case "s":
    case "r":
    case "a":
    case "b": {
      const text = dialect.shown(value, type);
      if (text === undefined) break;
      return spaced("", precision < 0 ? text : points(text).slice(0, precision).join(""), unfilled());
    }
    case "c":
      return spaced("", dialect.character(value), unfilled());
    case "d":
    case "i":
    case "u":
    case "x":
    case "X":
    case "o":
      return integer(value, conversion, dialect);
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return floating(value, conversion, dialect);
  }
  const point = type.codePointAt(0) ?? 0;
  const shown = point > 31 && point < 127 ? type : "?";
  throw valueError(`unsupported format character '${shown}' (0x${point.toString(16)}) at index ${at}`);
}

const TEXT: Dialect = {
  name: "string",
  isText: (value) => typeof unboxed(value) === "string",
  key: (text) => text,
  shown: (value, type) => {
    if (type === "b") return undefined;
    return type === "s" ? str(value) : type === "r" ? repr(value) : asciiRepr(value);
  },
  character: (value) => {
    const plain = unboxed(value);
    if (typeof plain === "string") {
      if (textLength(plain) !== 1) throw typeError("%c requires int or char");
      return plain;
    }
    const point = orNone(() => asIndex(value));
    if (point === undefined) throw typeError("%c requires int or char");
    if (point < 0 || point > 0x10ffff) throw overflowError("%c arg not in range(0x110000)");
    return String.fromCodePoint(Number(point));
  },
  letter: (type) => type,
  notFloat: (value) => typeError(`must be real number, not ${typeName(value)}`),
};

/** `%` of bytes: what is shown has to be bytes itself, or ASCII. */
export const BYTES: Dialect = {
  name: "bytes",
  isText: (value) => typeof unboxed(value) === "string" || isByteString(value),
  key: (text) => new PyBytes(fromLatin(text)),
  shown: (value, type) => {
    if (type === "r" || type === "a") return asciiRepr(value);
    const bytes = bytesOf(value) ?? ownBytes(value);
    if (bytes !== undefined) return latin(bytes);
    const needed = "a bytes-like object, or an object that implements __bytes__";
    throw typeError(`%b requires ${needed}, not '${typeName(value)}'`);
  },
  character: (value) => {
    const bytes = bytesOf(value);
    if (bytes?.length === 1) return latin(bytes);
    const byte = bytes === undefined ? asIndex(value) : undefined;
    if (byte === undefined) throw typeError("%c requires an integer in range(256) or a single byte");
    if (byte < 0 || byte > 255) throw overflowError("%c arg not in range(256)");
    return String.fromCharCode(Number(byte));
  },
  letter: (type) => (type === "i" ? "d" : type),
  notFloat: (value) => typeError(`float argument required, not ${typeName(value)}`),
};

function integer(value: Value, conversion: Conversion, dialect: Dialect): string {
  const { type, precision, flags } = conversion;
  const number = asNumber(unboxed(value));
  let whole: Int;
  // An int is shown as it is; any other number is asked, a class's own `__int__` before float's.
  if (number !== undefined && !(number instanceof PyFloat)) whole = number;
  else {
    const index = orNone(() => ("xXo".includes(type) ? asIndex(value) : wholeOf(value)));
    if (index === undefined) {
      const required = "xXo".includes(type) ? "an integer is required" : "a real number is required";
      throw typeError(`%${dialect.letter(type)} format: ${required}, not ${typeName(value)}`);
    }
    whole = index;
  }
  const magnitude = whole < 0 ? intNegate(whole) : whole;
  const radix = type === "o" ? 8 : type === "x" || type === "X" ? 16 : 10;
  let digits = magnitude.toString(radix).padStart(precision, "0");
  let prefix = "";
  if (flags.includes("#") && radix !== 10) prefix = radix === 8 ? "0o" : "0x";
  if (type === "X") {
    digits = digits.toUpperCase();
    prefix = prefix.toUpperCase();
  }
  return spaced(signOf(whole < 0, flags) + prefix, digits, conversion);
}

/** A TypeError on the way only means that it is no number. */
function orNone(read: () => Int | undefined): Int | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PyRaise && error.exception.cls.isSubclassOf(typeErrorType)) return undefined;
    throw error;
  }
}

/** What %d shows of an object that is some number by its class: int() of it, which reads texts too. */
function wholeOf(value: Value): Int | undefined {
  const cls = typeOf(value);
  if (!["__int__", "__index__", "__float__"].some((name) => cls.lookup(name) !== undefined)) return undefined;
  const whole = asNumber(unboxed(call(intType, [value])));
  return whole instanceof PyFloat ? undefined : whole;
}

function floating(value: Value, conversion: Conversion, dialect: Dialect): string {
  const { type, precision, flags } = conversion;
  const x = floatOf(value, dialect);
  const negative = x < 0 || Object.is(x, -0);
  let digits: string;
  if (Number.isFinite(x)) digits = digitsOf(Math.abs(x), type, precision, flags.includes("#"));
  else digits = Number.isNaN(x) ? "nan" : "inf";
  if (type === "E" || type === "F" || type === "G") digits = digits.toUpperCase();
  return spaced(signOf(negative, flags), digits, conversion);
}

function floatOf(value: Value, dialect: Dialect): number {
  const number = asNumber(unboxed(value));
  if (number instanceof PyFloat) return number.value;
  if (number !== undefined) return intToFloat(number);
  const method = typeOf(value).lookup("__float__");
  if (method === undefined) {
    const index = asIndex(value);
    if (index === undefined) throw dialect.notFloat(value);
    return intToFloat(index);
  }
  const result = unboxed(callMember(method, value, []));
  if (result instanceof PyFloat) return result.value;
  throw typeError(`${typeName(value)}.__float__ returned non-float (type ${typeName(result)})`);
}

function signOf(negative: boolean, flags: string): string {
  if (negative) return "-";
  return flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
}

function spaced(sign: string, digits: string, { flags, width }: Conversion): string {
  const missing = width <= 0 ? 0 : width - textLength(sign) - textLength(digits);
  if (missing <= 0) return sign + digits;
  if (flags.includes("-")) return sign + digits + " ".repeat(missing);
  if (flags.includes("0")) return sign + "0".repeat(missing) + digits;
  return " ".repeat(missing) + sign + digits;
}
