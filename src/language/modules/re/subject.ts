// The text a pattern runs on: its characters as numbers, and slices of it as Python values.

import { bytesOf } from "../../runtime/bytes";
import { typeError } from "../../runtime/errors";
import type { Value } from "../../runtime/object";
import { unboxed } from "../../runtime/operators";
import { typeName } from "../../runtime/types";
import { PyBytes } from "../../runtime/value";
import { isPlain } from "../../text/points";
import type { Codes } from "./machine";

export interface Subject {
  readonly value: Value;
  readonly codes: Codes;
  readonly length: number;
  slice(start: number, end: number): Value;
}

/** The last text as numbers: scanners match the same text again and again. */
let last: Subject | null = null;
let lastText = "";

export function subjectOf(value: Value, isText: boolean): Subject {
  const plain = unboxed(value);
  if (typeof plain === "string") {
    if (!isText) throw typeError("cannot use a bytes pattern on a string-like object");
    if (last !== null && lastText === plain && last.value === value) return last;
    last = textSubject(value, plain);
    lastText = plain;
    return last;
  }
  const bytes = bytesOf(value);
  if (bytes !== undefined) {
    if (isText) throw typeError("cannot use a string pattern on a bytes-like object");
    return { value, codes: bytes, length: bytes.length, slice: (a, b) => new PyBytes(bytes.slice(a, Math.max(a, b))) };
  }
  throw typeError(`expected string or bytes-like object, got '${typeName(value)}'`);
}

function textSubject(value: Value, text: string): Subject {
  if (isPlain(text)) {
    const codes = new Uint16Array(text.length);
    for (let i = 0; i < text.length; i++) codes[i] = text.charCodeAt(i);
    return { value, codes, length: text.length, slice: (start, end) => text.slice(start, Math.max(start, end)) };
  }
  const points = [...text];
  const codes = Uint32Array.from(points, (point) => point.codePointAt(0) ?? 0);
  const slice = (start: number, end: number): string => points.slice(start, Math.max(start, end)).join("");
  return { value, codes, length: points.length, slice };
}

/** What a pattern or a template is written in: its characters, and whether it is text. */
export function pointsOf(value: Value): { readonly points: readonly string[]; readonly isText: boolean } | null {
  const plain = unboxed(value);
  if (typeof plain === "string") return { points: [...plain], isText: true };
  const bytes = bytesOf(value);
  if (bytes === undefined) return null;
  return { points: Array.from(bytes, (byte) => String.fromCharCode(byte)), isText: false };
}

/** Text as the same kind of value as the pattern's. */
export function likePattern(text: string, isText: boolean): Value {
  return isText ? text : new PyBytes(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}
