// format() of int and float.

import { formatExponent, formatFixed, formatGeneral, shortest } from "../../engine/tensor/decimal";
import { complexText, partText } from "../runtime/complex";
import { memoryError, overflowError, valueError } from "../runtime/errors";
import { MAX_TEXT } from "../runtime/limits";
import { type Int, intNegate, intToFloat } from "../runtime/numbers";
import { checkLong } from "../runtime/operators";
import type { PyComplex } from "../runtime/value";
import { type FormatSpec, pad, parseSpec, unknownCode } from "./format-spec";

function group(digits: string, separator: string, size: number): string {
  if (separator === "") return digits;
  const first = digits.length % size || size;
  let grouped = digits.slice(0, first);
  for (let at = first; at < digits.length; at += size) grouped += separator + digits.slice(at, at + size);
  return grouped;
}

function signFor(negative: boolean, spec: FormatSpec): string {
  if (negative) return "-";
  return spec.sign === "+" || spec.sign === " " ? spec.sign : "";
}

/** Zero padding ("=" with 0) is grouped too, up to the width. */
function padNumber(sign: string, digits: string, tail: string, spec: FormatSpec, size: number): string {
  if (spec.grouping === "") return pad(sign + digits + tail, spec, ">", sign.length);
  let whole = group(digits, spec.grouping, size);
  if (spec.fill === "0" && spec.align === "=") {
    const width = spec.width - sign.length - tail.length;
    if (width > MAX_TEXT) throw memoryError();
    // A separator never comes first; CPython then has one character more than asked for.
    const separators = Math.floor((width - 1) / (size + 1));
    whole = group(digits.padStart(width - separators, "0"), spec.grouping, size);
  }
  return pad(sign + whole + tail, spec, ">", sign.length);
}

const RADIX: Readonly<Record<string, readonly [number, string]>> = {
  d: [10, ""],
  n: [10, ""],
  b: [2, "0b"],
  o: [8, "0o"],
  x: [16, "0x"],
  X: [16, "0X"],
};

export function formatInt(value: Int, spec: string, typeName: "int" | "bool"): string {
  if (spec === "") return String(value);
  const parsed = parseSpec(spec, typeName, "d");
  const { type } = parsed;
  if (type === "d" && parsed.precision < 0 && parsed.grouping === "" && !parsed.noNegativeZero && !parsed.alternate) {
    const sign = signFor(value < 0, parsed);
    return pad(sign + String(value < 0 ? intNegate(value) : value), parsed, ">", sign.length);
  }
  if ("eEfFgG%".includes(type)) return formatFloatWith(intToFloat(value), parsed, typeName);
  if (type === "c") return formatCharacter(value, parsed);
  const radix = RADIX[type];
  if (radix === undefined) throw unknownCode(type, typeName);
  if (parsed.precision >= 0) throw valueError("Precision not allowed in integer format specifier");
  if (parsed.noNegativeZero) throw valueError("Negative zero coercion (z) not allowed in integer format specifier");
  if (parsed.grouping === "," && radix[0] !== 10) throw valueError(`Cannot specify ',' with '${type}'.`);
  if (parsed.grouping !== "" && type === "n") throw valueError(`Cannot specify '${parsed.grouping}' with 'n'.`);
  const magnitude = value < 0 ? intNegate(value) : value;
  let digits = magnitude.toString(radix[0]);
  if (type === "X") digits = digits.toUpperCase();
  const prefix = parsed.alternate ? radix[1] : "";
  const sign = signFor(value < 0, parsed) + prefix;
  return padNumber(sign, digits, "", parsed, radix[0] === 10 ? 3 : 4);
}

function formatCharacter(value: Int, spec: FormatSpec): string {
  if (spec.sign !== "") throw valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) throw valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  checkLong(value);
  if (value < 0 || value > 0x10ffff) throw overflowError("%c arg not in range(0x110000)");
  return pad(String.fromCodePoint(Number(value)), spec, "<");
}

/** Digits are worked out exactly; more would take too long. */
const MAX_PRECISION = 100_000;

export function formatFloat(value: number, spec: string): string {
  if (spec === "") return shortest(value);
  return formatFloatWith(value, parseSpec(spec, "float"), "float");
}

function formatFloatWith(given: number, spec: FormatSpec, typeName: string): string {
  const { type, precision } = spec;
  if (precision > 2 ** 31 - 1) throw valueError("precision too big");
  if (precision > MAX_PRECISION) throw memoryError();
  if (type !== "" && !"eEfFgGn%".includes(type)) throw unknownCode(type, typeName);
  if (spec.grouping !== "" && type === "n") throw valueError(`Cannot specify '${spec.grouping}' with 'n'.`);
  const value = type === "%" ? given * 100 : given;
  const magnitude = Math.abs(value);
  let text: string;
  if (!Number.isFinite(value)) text = Number.isNaN(value) ? "nan" : "inf";
  else text = digitsOf(magnitude, type, precision, spec.alternate);
  if (type === "E" || type === "F" || type === "G") text = text.toUpperCase();
  const percent = type === "%" ? "%" : "";
  if (spec.grouping === "" && !spec.noNegativeZero) {
    const sign = signFor(value < 0 || Object.is(value, -0), spec);
    return pad(sign + text + percent, spec, ">", sign.length);
  }
  const negativeZero = spec.noNegativeZero && !/[1-9a-z]/i.test(text.split(/e/i)[0] ?? "");
  const negative = (value < 0 || Object.is(value, -0)) && !negativeZero;
  const sign = signFor(negative, spec);
  const point = /^\d+/.exec(text);
  const whole = point === null ? "" : point[0];
  if (whole === "") return pad(sign + text + percent, spec, ">", sign.length);
  return padNumber(sign, whole, text.slice(whole.length) + percent, spec, 3);
}

export function formatComplex(value: PyComplex, spec: string): string {
  if (spec === "") return complexText(value);
  const parsed = parseSpec(spec, "complex");
  const { type, precision } = parsed;
  if (type !== "" && !"eEfFgGn".includes(type)) throw unknownCode(type, "complex");
  if (parsed.fill === "0" && parsed.align === "=") {
    throw valueError("Zero padding is not allowed in complex format specifier");
  }
  if (parsed.align === "=") throw valueError("'=' alignment flag is not allowed in complex format specifier");
  // With no type: as repr, or as "g" where a precision is given; in brackets, and without a real part that is 0.
  const part = (number: number, sign: FormatSpec["sign"]): string => {
    if (type === "" && precision < 0) {
      const text = partText(Math.abs(number));
      return signFor(number < 0 || Object.is(number, -0), { ...parsed, sign }) + text;
    }
    return formatFloatWith(number, { ...parsed, sign, width: 0, fill: " ", type: type === "" ? "g" : type }, "complex");
  };
  const skipReal = type === "" && Object.is(value.real, 0);
  const real = skipReal ? "" : part(value.real, parsed.sign);
  const text = `${real}${part(value.imag, skipReal ? parsed.sign : "+")}j`;
  return pad(type === "" && !skipReal ? `(${text})` : text, parsed, ">");
}

/** Digits of a magnitude in one of the presentations. */
export function digitsOf(magnitude: number, type: string, precision: number, alternate: boolean): string {
  if (precision > MAX_PRECISION) throw memoryError();
  const places = precision < 0 ? 6 : precision;
  const withPoint = (text: string): string => {
    if (!alternate || text.includes(".")) return text;
    const at = text.indexOf("e");
    return at < 0 ? `${text}.` : `${text.slice(0, at)}.${text.slice(at)}`;
  };
  switch (type) {
    case "e":
    case "E":
      return withPoint(formatExponent(magnitude, places));
    case "f":
    case "F":
    case "%":
      return withPoint(formatFixed(magnitude, places));
    case "g":
    case "G":
    case "n":
      return formatGeneral(magnitude, Math.max(1, places), alternate);
    default:
      return precision < 0 ? shortest(magnitude) : formatDefault(magnitude, Math.max(1, precision));
  }
}

/** No type: like "g", but a fixed result has at least one digit after the point, and 1e16 keeps its exponent. */
function formatDefault(magnitude: number, precision: number): string {
  const text = formatGeneral(magnitude, precision);
  if (text.includes("e") || text.includes(".")) return text;
  // "g" writes precision digits without an exponent; repr style needs one place more for ".0".
  if (text.length >= precision && magnitude !== 0)
    return formatExponent(magnitude, precision - 1).replace(/\.?0+e/, "e");
  return `${text}.0`;
}
