// Text to bytes and back: UTF-8, ASCII and Latin-1, with CPython's errors and the handlers for them (Lib/codecs.py,
// Objects/unicodeobject.c).

import { callClass } from "../runtime/call";
import {
  exceptionNamed,
  lookupErrorType,
  PyException,
  type PyRaise,
  Refusal,
  raised,
  raising,
} from "../runtime/errors";
import type { Value } from "../runtime/object";
import { PyBytes } from "../runtime/value";
import { points } from "./points";

type Codec = "utf-8" | "ascii" | "latin-1";

const CODECS: ReadonlyMap<string, Codec> = new Map([
  ["utf8", "utf-8"],
  ["u8", "utf-8"],
  ["cp65001", "utf-8"],
  ["ascii", "ascii"],
  ["usascii", "ascii"],
  ["646", "ascii"],
  ["latin1", "latin-1"],
  ["iso88591", "latin-1"],
  ["latin", "latin-1"],
  ["l1", "latin-1"],
]);

/** Families of codecs that CPython has besides. */
const ELSEWHERE =
  /^(utf|cp|iso|koi|mac|big5|gb|euc|shiftjis|sjis|hz|johab|kz|ptcp|tis|idna|punycode|rawunicode|unicode|hex|base64|rot13|windows|ibm|charmap|mbcs|oem)/;

function codecNamed(name: string): Codec {
  const plain = name.toLowerCase().replaceAll(/[-_ ]/g, "");
  const codec = CODECS.get(plain);
  if (codec !== undefined) return codec;
  if (ELSEWHERE.test(plain)) throw new Refusal(`the encoding ${name}`);
  throw raised(lookupErrorType, `unknown encoding: ${name}`);
}

function unicodeError(
  kind: "Decode" | "Encode",
  codec: Codec,
  object: Value,
  start: number,
  end: number,
  reason: string,
): PyRaise {
  const made = callClass(exceptionNamed(`Unicode${kind}Error`), [codec, object, start, end, reason], null);
  if (!(made instanceof PyException)) throw new Error("an exception class makes exceptions");
  return raising(made);
}

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

export function encodeText(text: string, encoding: string, errors: string): Uint8Array {
  const codec = codecNamed(encoding);
  const characters = points(text);
  const limit = codec === "utf-8" ? 0x110000 : codec === "ascii" ? 128 : 256;
  const bytes: number[] = [];
  for (let i = 0; i < characters.length; i++) {
    const point = characters[i]?.codePointAt(0) ?? 0;
    if (point < limit && !(limit > 256 && isSurrogate(point))) {
      pushPoint(bytes, point, codec);
      continue;
    }
    // One error for all that cannot be encoded in a row.
    let end = i + 1;
    while (end < characters.length && (characters[end]?.codePointAt(0) ?? 0) >= limit) end++;
    if (limit > 256) end = i + 1;
    const reason = limit > 256 ? "surrogates not allowed" : `ordinal not in range(${limit})`;
    for (const each of instead(errors, characters.slice(i, end), () =>
      unicodeError("Encode", codec, text, i, end, reason),
    )) {
      pushPoint(bytes, each.codePointAt(0) ?? 0, codec);
    }
    i = end - 1;
  }
  return Uint8Array.from(bytes);
}

/** What a handler puts in the place of characters that cannot be encoded. */
function instead(errors: string, characters: readonly string[], error: () => PyRaise): string {
  switch (errors) {
    case "strict":
      throw error();
    case "ignore":
      return "";
    case "replace":
      return "?".repeat(characters.length);
    case "backslashreplace":
      return characters.map((each) => escaped(each.codePointAt(0) ?? 0)).join("");
    case "xmlcharrefreplace":
      return characters.map((each) => `&#${each.codePointAt(0) ?? 0};`).join("");
    default:
      throw unknownHandler(errors);
  }
}

function unknownHandler(errors: string): Error | PyRaise {
  if (/^(surrogateescape|surrogatepass|namereplace)$/.test(errors)) return new Refusal(`the error handler ${errors}`);
  return raised(lookupErrorType, `unknown error handler name '${errors}'`);
}

function escaped(point: number): string {
  const hex = point.toString(16);
  if (point < 256) return `\\x${hex.padStart(2, "0")}`;
  return point < 65536 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

function pushPoint(bytes: number[], point: number, codec: Codec): void {
  if (point < 0x80 || codec !== "utf-8") bytes.push(point);
  else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
  else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  else {
    const [a, b] = [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f)];
    bytes.push(a, b, 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  }
}

export function decodeBytes(bytes: Uint8Array, encoding: string, errors: string): string {
  // For nothing, CPython asks no codec.
  if (bytes.length === 0) return "";
  const codec = codecNamed(encoding);
  let text = "";
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0;
    if (first < 0x80 || codec === "latin-1") {
      text += String.fromCharCode(first);
      i++;
      continue;
    }
    const { point, end, reason } =
      codec === "ascii" ? { point: -1, end: i + 1, reason: "ordinal not in range(128)" } : sequenceAt(bytes, i);
    if (point >= 0) text += String.fromCodePoint(point);
    else if (errors === "strict") throw unicodeError("Decode", codec, new PyBytes(bytes.slice()), i, end, reason);
    else if (errors === "replace") text += "\ufffd";
    else if (errors === "backslashreplace") text += [...bytes.slice(i, end)].map(escaped).join("");
    else if (errors !== "ignore") throw unknownHandler(errors);
    i = end;
  }
  return text;
}

/** The UTF-8 sequence at a place: its code point, or -1 and why there is none. */
function sequenceAt(bytes: Uint8Array, start: number): { point: number; end: number; reason: string } {
  const first = bytes[start] ?? 0;
  if (first < 0xc2 || first > 0xf4) return { point: -1, end: start + 1, reason: "invalid start byte" };
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  let point = first & (0xff >> (size + 1));
  for (let k = 1; k < size; k++) {
    const byte = bytes[start + k];
    if (byte === undefined) return { point: -1, end: bytes.length, reason: "unexpected end of data" };
    const [low, high] = k === 1 ? secondRange(first) : [0x80, 0xbf];
    if (byte < low || byte > high) return { point: -1, end: start + k, reason: "invalid continuation byte" };
    point = (point << 6) | (byte & 0x3f);
  }
  return { point, end: start + size, reason: "" };
}

/** The bytes that may follow the first: no overlong forms, no surrogates, nothing beyond Unicode. */
function secondRange(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  return first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}
