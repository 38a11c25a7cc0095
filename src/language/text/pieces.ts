// Cutting, filling and searching text as str and bytes both do. Bytes come as text of one character for each; what the
// two take for white space and for the end of a line differs, so they pass it.

import { ABSENT } from "../runtime/define";
import { memoryError, typeError, valueError } from "../runtime/errors";
import { MAX_TEXT } from "../runtime/limits";
import type { Value } from "../runtime/object";
import { asIndex } from "../runtime/operators";
import { isPlain, offsetOfPoint, pointIndex, points, textLength } from "./points";

/** Asked with a UTF-16 unit: none that is asked for is a surrogate, so units are as good as code points. */
type UnitTest = (unit: number) => boolean;

export function stripWhere(text: string, isAway: UnitTest, left: boolean, right: boolean): string {
  let start = 0;
  let end = text.length;
  while (left && start < end && isAway(text.charCodeAt(start))) start++;
  while (right && end > start && isAway(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Splits at white space, `most` times when that is not negative. */
export function splitSpaces(text: string, isSpace: UnitTest, most: number): string[] {
  const parts: string[] = [];
  for (let at = 0; ; ) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at === text.length) return parts;
    if (most >= 0 && parts.length >= most) {
      parts.push(text.slice(at));
      return parts;
    }
    const start = at;
    while (at < text.length && !isSpace(text.charCodeAt(at))) at++;
    parts.push(text.slice(start, at));
  }
}

/** The same from the right. */
export function splitSpacesLast(text: string, isSpace: UnitTest, most: number): string[] {
  const flipped = splitSpaces([...text].reverse().join(""), isSpace, most);
  return flipped.map((part) => [...part].reverse().join("")).reverse();
}

export function splitAt(text: string, by: string, most: number): string[] {
  if (by === "") throw valueError("empty separator");
  const parts = text.split(by);
  if (most >= 0 && parts.length > most + 1) parts.splice(most, parts.length, parts.slice(most).join(by));
  return parts;
}

export function splitAtLast(text: string, by: string, most: number): string[] {
  if (by === "") throw valueError("empty separator");
  const parts: string[] = [];
  let end = text.length;
  while (most < 0 || parts.length < most) {
    const at = end < by.length ? -1 : text.lastIndexOf(by, end - by.length);
    if (at < 0) break;
    parts.push(text.slice(at + by.length, end));
    end = at;
  }
  parts.push(text.slice(0, end));
  return parts.reverse();
}

export function splitLines(text: string, isEnd: UnitTest, keep: boolean): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isEnd(text.charCodeAt(at))) continue;
    const end = text.startsWith("\r\n", at) ? at + 2 : at + 1;
    lines.push(text.slice(start, keep ? end : at));
    start = end;
    at = end - 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** What is before the separator, the separator and what is after it; the last one's when `last`. */
export function partition(text: string, by: string, last: boolean): [string, string, string] {
  if (by === "") throw valueError("empty separator");
  const at = last ? text.lastIndexOf(by) : text.indexOf(by);
  if (at < 0) return last ? ["", "", text] : [text, "", ""];
  return [text.slice(0, at), by, text.slice(at + by.length)];
}

export function expandTabs(text: string, size: number): string {
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

/** Replaces the first `most` of what is found, all of it when that is negative. */
export function replaceText(text: string, old: string, fresh: string, most: number): string {
  if (most < 0 && old !== "") {
    if (!text.includes(old)) return text;
    // Where a text made of nothing else would stay within the limit, what is found needs no counting.
    if (text.length + (text.length / old.length) * fresh.length <= MAX_TEXT) return text.split(old).join(fresh);
  }
  const found = old === "" ? textLength(text) + 1 : text.split(old).length - 1;
  const times = most < 0 ? found : Math.min(most, found);
  if (text.length + times * fresh.length > MAX_TEXT) throw memoryError();
  if (old === "") {
    const all = points(text);
    return all.map((each, i) => (i < times ? fresh + each : each)).join("") + (times > all.length ? fresh : "");
  }
  const parts = text.split(old);
  const tail = parts.slice(times + 1).map((each) => old + each);
  return parts.slice(0, times + 1).join(fresh) + tail.join("");
}

/** Fills up to a width; what is odd of a centred text's filling goes where CPython puts it. */
export function justify(text: string, width: number, fill: string, side: "left" | "right" | "center"): string {
  const missing = width - textLength(text);
  if (missing <= 0) return text;
  if (missing > MAX_TEXT) throw memoryError();
  if (side === "left") return text + fill.repeat(missing);
  if (side === "right") return fill.repeat(missing) + text;
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** Zeros behind the sign. */
export function zeroFill(text: string, width: number): string {
  const sign = text.startsWith("-") || text.startsWith("+") ? text.slice(0, 1) : "";
  return sign + justify(text.slice(sign.length), width - sign.length, "0", "right");
}

/** The part of a text that start and stop leave, with its first code point's place; null when start is past the end. */
export function between(text: string, start: Value, stop: Value): { part: string; at: number } | null {
  const length = textLength(text);
  const from = place(start, length, 0);
  const to = Math.min(length, place(stop, length, length));
  if (from > length || from > to) return null;
  return { part: text.slice(offsetOfPoint(text, from), offsetOfPoint(text, to)), at: from };
}

/** None and what is left out stand for the fallback. */
function place(value: Value, length: number, fallback: number): number {
  if (value === null || value === ABSENT) return fallback;
  const index = asIndex(value);
  if (index === undefined) throw typeError("slice indices must be integers or None or have an __index__ method");
  return Number(index) < 0 ? Math.max(0, Number(index) + length) : Number(index);
}

/** Where a text is found between two places, in code points; -1 when it is not. */
export function findBetween(text: string, sought: string, start: Value, stop: Value, last: boolean): number {
  if (start === ABSENT && stop === ABSENT && isPlain(text)) {
    return last ? text.lastIndexOf(sought) : text.indexOf(sought);
  }
  const where = between(text, start, stop);
  if (where === null) return -1;
  const offset = last ? where.part.lastIndexOf(sought) : where.part.indexOf(sought);
  return offset < 0 ? -1 : where.at + pointIndex(where.part, offset);
}

/** How often a text is found between two places, one behind the other. */
export function countBetween(text: string, sought: string, start: Value, stop: Value): number {
  const where = start === ABSENT && stop === ABSENT ? { part: text } : between(text, start, stop);
  if (where === null) return 0;
  const { part } = where;
  if (sought === "") return textLength(part) + 1;
  let count = 0;
  for (let at = part.indexOf(sought); at >= 0; at = part.indexOf(sought, at + sought.length)) count++;
  return count;
}
