// Numeric literals: how far one reaches, what is wrong with it, and its value
// (https://docs.python.org/3.11/reference/lexical_analysis.html#numeric-literals).

import type { ConstantValue } from "./ast";

/** CPython refuses decimal integers of more digits, because reading them takes quadratic time. */
const MAX_INTEGER_DIGITS = 4300;

const UNDERSCORE = 95;
const DOT = 46;

export interface ScannedNumber {
  /** Where the literal ends, or, with a message, where it goes wrong. */
  readonly end: number;
  readonly message?: string;
}

/** Find the end of the number that starts at an offset. */
export function scanNumber(text: string, start: number, limit: number): ScannedNumber {
  const first = text.charCodeAt(start);
  if (first === 48) {
    const marker = text.charCodeAt(start + 1) | 32;
    if (marker === 120) return scanRadix(text, start, limit, 16, "hexadecimal");
    if (marker === 111) return scanRadix(text, start, limit, 8, "octal");
    if (marker === 98) return scanRadix(text, start, limit, 2, "binary");
  }
  let end = start;
  if (first !== DOT) {
    end = scanDigits(text, start, limit);
    if (end < 0) return { end: -end, message: "invalid decimal literal" };
  }
  let isInteger = true;
  if (end < limit && text.charCodeAt(end) === DOT) {
    isInteger = false;
    end++;
    if (isDigit(text.charCodeAt(end))) {
      end = scanDigits(text, end, limit);
      if (end < 0) return { end: -end, message: "invalid decimal literal" };
    }
  }
  if ((text.charCodeAt(end) | 32) === 101 && end < limit) {
    let exponent = end + 1;
    const sign = text.charCodeAt(exponent);
    if (sign === 43 || sign === 45) exponent++;
    if (isDigit(text.charCodeAt(exponent))) {
      isInteger = false;
      end = scanDigits(text, exponent, limit);
      if (end < 0) return { end: -end, message: "invalid decimal literal" };
    } else if (exponent > end + 1) {
      return { end: exponent, message: "invalid decimal literal" };
    }
  }
  if ((text.charCodeAt(end) | 32) === 106 && end < limit) return scanEnd(text, end + 1, limit, "imaginary");
  if (isInteger && first === 48 && !isZero(text, start, end)) {
    const message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
    return { end, message };
  }
  return scanEnd(text, end, limit, "decimal");
}

/** The value of a number that `scanNumber` accepted; a message if it has too many digits. */
export function numberValue(literal: string): ConstantValue | string {
  const digits = literal.includes("_") ? literal.replaceAll("_", "") : literal;
  const marker = digits.charCodeAt(1) | 32;
  if (digits.charCodeAt(0) === 48 && (marker === 120 || marker === 111 || marker === 98)) return integer(digits);
  const last = digits.charCodeAt(digits.length - 1) | 32;
  if (last === 106) return { type: "complex", imag: Number(digits.slice(0, -1)) };
  for (let i = 0; i < digits.length; i++) {
    if (!isDigit(digits.charCodeAt(i))) return { type: "float", value: Number(digits) };
  }
  if (digits.length > MAX_INTEGER_DIGITS) {
    return (
      `Exceeds the limit (${MAX_INTEGER_DIGITS}) for integer string conversion: value has ${digits.length} digits; ` +
      "use sys.set_int_max_str_digits() to increase the limit - " +
      "Consider hexadecimal for huge integer literals to avoid decimal conversion limits."
    );
  }
  return integer(digits);
}

function integer(digits: string): ConstantValue {
  const value = Number(digits);
  return { type: "int", value: Number.isSafeInteger(value) ? value : BigInt(digits) };
}

function scanRadix(text: string, start: number, limit: number, radix: number, kind: string): ScannedNumber {
  let end = start + 2;
  do {
    if (text.charCodeAt(end) === UNDERSCORE) end++;
    if (end >= limit || !isDigitOf(text.charCodeAt(end), radix)) {
      return invalidDigit(text, end, radix, kind) ?? { end, message: `invalid ${kind} literal` };
    }
    while (end < limit && isDigitOf(text.charCodeAt(end), radix)) end++;
  } while (text.charCodeAt(end) === UNDERSCORE && end < limit);
  return invalidDigit(text, end, radix, kind) ?? scanEnd(text, end, limit, kind);
}

function invalidDigit(text: string, end: number, radix: number, kind: string): ScannedNumber | undefined {
  if (radix === 16 || !isDigit(text.charCodeAt(end))) return undefined;
  return { end: end + 1, message: `invalid digit '${text.charAt(end)}' in ${kind} literal` };
}

/** Digits with single underscores between them; negative, the place of the error, if an underscore dangles. */
function scanDigits(text: string, start: number, limit: number): number {
  let end = start;
  for (;;) {
    while (end < limit && isDigit(text.charCodeAt(end))) end++;
    if (end >= limit || text.charCodeAt(end) !== UNDERSCORE) return end;
    end++;
    if (!isDigit(text.charCodeAt(end))) return -end;
  }
}

/** A number may not run into a name, but for the keywords that can follow an expression (`1if x else 2`). */
function scanEnd(text: string, end: number, limit: number, kind: string): ScannedNumber {
  if (end >= limit) return { end };
  const code = text.charCodeAt(end);
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === UNDERSCORE || code > 127;
  if (!isLetter && !isDigit(code)) return { end };
  for (const keyword of ["and", "else", "for", "if", "in", "is", "or", "not"]) {
    if (text.startsWith(keyword, end)) return { end };
  }
  return { end: end + 1, message: `invalid ${kind} literal` };
}

function isZero(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code !== 48 && code !== UNDERSCORE) return false;
  }
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isDigitOf(code: number, radix: number): boolean {
  if (radix === 16) return isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 102);
  return code >= 48 && code < 48 + radix;
}
