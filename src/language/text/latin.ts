// Bytes as text of one character for each, for what JavaScript does well with strings, and their ASCII case.

import { callMember } from "../runtime/call";
import { typeError } from "../runtime/errors";
import type { Value } from "../runtime/object";
import { typeName, typeOf } from "../runtime/types";
import { PyBytes } from "../runtime/value";

/** As many characters as one call may have arguments. */
const CHUNK = 8192;

export function latin(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

export function fromLatin(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** What an object's `__bytes__` gives; undefined when it has none. */
export function ownBytes(value: Value): Uint8Array | undefined {
  const method = typeOf(value).lookup("__bytes__");
  if (method === undefined) return undefined;
  const made = callMember(method, value, []);
  if (made instanceof PyBytes) return made.bytes;
  throw typeError(`__bytes__ returned non-bytes (type ${typeName(made)})`);
}

/** Order of bytes; the shorter of two that begin alike comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = (a[i] ?? 0) - (b[i] ?? 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

export const isAsciiSpace = (unit: number): boolean => unit === 32 || (unit >= 9 && unit <= 13);

export const isAsciiLineEnd = (unit: number): boolean => unit === 10 || unit === 13;

export const asciiUpper = (text: string): string => text.replace(/[a-z]+/g, (run) => run.toUpperCase());

export const asciiLower = (text: string): string => text.replace(/[A-Z]+/g, (run) => run.toLowerCase());

export const asciiCapitalize = (text: string): string => asciiUpper(text.slice(0, 1)) + asciiLower(text.slice(1));

export const asciiSwapCase = (text: string): string =>
  text.replace(/[a-z]+|[A-Z]+/g, (run) => (run < "a" ? run.toLowerCase() : run.toUpperCase()));
