// repr of str and bytes as CPython writes them (Objects/unicodeobject.c, bytesobject.c).

import { memoryError } from "../runtime/errors";
import { MAX_TEXT } from "../runtime/limits";
import { thread } from "../runtime/thread";
import { once } from "./once";

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

// What CPython calls not printable: other, and separators but the space.
const NEEDS_ESCAPE = once(() => /[\\\n\r\t]|[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu);

/** ASCII that is written as it is. */
const PLAIN = /^[ -[\]-~]*$/;

function escapePoint(character: string): string {
  const known = ESCAPES.get(character);
  if (known !== undefined) return known;
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16);
  if (point <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  if (point <= 0xffff) return `\\u${hex.padStart(4, "0")}`;
  return `\\U${hex.padStart(8, "0")}`;
}

/** Replaces part by part: V8 ends the process where one replacement has too many matches. */
function escapeAll(text: string, pattern: RegExp): string {
  if (text.length <= PART) return text.replace(pattern, escapePoint);
  let result = "";
  for (let start = 0; start < text.length; ) {
    let end = Math.min(text.length, start + PART);
    // Not between the halves of a character.
    if (end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end++;
    result += text.slice(start, end).replace(pattern, escapePoint);
    if (result.length > MAX_TEXT) throw memoryError();
    thread.poll();
    start = end;
  }
  return result;
}

const PART = 1 << 20;

export function quoteText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = PLAIN.test(text) ? text : escapeAll(text, NEEDS_ESCAPE());
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** The text with everything but ASCII escaped, as `ascii()` does. */
export function escapeNonAscii(text: string): string {
  return escapeAll(text, /[^\0-\x7f]/gu);
}

/** A bytearray escapes single quotes whatever stands around them. */
export function quoteBytes(bytes: Uint8Array, escapesQuotes = false): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  let text = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    const known = ESCAPES.get(character);
    if (known !== undefined) text += known;
    else if (character === quote || (escapesQuotes && byte === 39)) text += `\\${character}`;
    else if (byte < 32 || byte > 126) text += `\\x${byte.toString(16).padStart(2, "0")}`;
    else text += character;
  }
  return `b${quote}${text}${quote}`;
}
