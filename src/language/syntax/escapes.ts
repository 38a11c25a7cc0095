// What escapes in string and bytes literals stand for
// (https://docs.python.org/3.11/reference/lexical_analysis.html#string-and-bytes-literals).

import type { Cursor } from "./cursor";

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BACKSLASH = 92;

/** The text of a literal's body, or of the part of an f-string between two replacement fields. */
export function decodeText(p: Cursor, start: number, end: number, isRaw: boolean): string {
  const { text } = p.source;
  let result = "";
  let from = start;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === CARRIAGE_RETURN) {
      // A file's line ends are all read as \n.
      result += `${text.slice(from, i)}\n`;
      if (text.charCodeAt(i + 1) === LINE_FEED) i++;
      from = i + 1;
    } else if (code === BACKSLASH && !isRaw) {
      result += text.slice(from, i);
      const decoded = decodeEscape(p, start, i, end);
      result += decoded.value;
      from = decoded.end;
      i = from - 1;
    }
  }
  return from === start ? text.slice(start, end) : result + text.slice(from, end);
}

interface Escape {
  readonly value: string;
  readonly end: number;
}

function decodeEscape(p: Cursor, bodyStart: number, start: number, limit: number): Escape {
  const { text } = p.source;
  const code = text.charCodeAt(start + 1);
  const simple = simpleEscape(code);
  if (simple !== undefined) return { value: simple, end: start + 2 };
  switch (code) {
    case CARRIAGE_RETURN:
      return { value: "", end: start + (text.charCodeAt(start + 2) === LINE_FEED ? 3 : 2) };
    case 120: // \xhh
      return hexEscape(p, bodyStart, start, limit, 2, "truncated \\xXX escape");
    case 117: // \uhhhh
      return hexEscape(p, bodyStart, start, limit, 4, "truncated \\uXXXX escape");
    case 85: // \Uhhhhhhhh
      return hexEscape(p, bodyStart, start, limit, 8, "truncated \\UXXXXXXXX escape");
    case 78: // \N{name}
      return namedEscape(p, bodyStart, start, limit);
    default: {
      const octal = octalEscape(text, start + 1, limit);
      if (octal !== undefined) return { value: String.fromCharCode(octal.value), end: octal.end };
      // An unknown escape stays as it is written.
      return { value: "\\", end: start + 1 };
    }
  }
}

function simpleEscape(code: number): string | undefined {
  switch (code) {
    case 10:
      return "";
    case BACKSLASH:
      return "\\";
    case 39:
      return "'";
    case 34:
      return '"';
    case 97:
      return "\x07";
    case 98:
      return "\b";
    case 102:
      return "\f";
    case 110:
      return "\n";
    case 114:
      return "\r";
    case 116:
      return "\t";
    case 118:
      return "\v";
    default:
      return undefined;
  }
}

function octalEscape(text: string, start: number, limit: number): { value: number; end: number } | undefined {
  let value = 0;
  let end = start;
  while (end < limit && end < start + 3) {
    const digit = text.charCodeAt(end) - 48;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
    end++;
  }
  return end === start ? undefined : { value, end };
}

function hexDigits(text: string, start: number, limit: number): number {
  let end = start;
  while (end < limit && /[0-9a-fA-F]/.test(text.charAt(end))) end++;
  return end;
}

function hexEscape(p: Cursor, bodyStart: number, start: number, limit: number, width: number, words: string): Escape {
  const { text } = p.source;
  const first = start + 2;
  const end = hexDigits(text, first, Math.min(limit, first + width));
  if (end < first + width) raiseEscape(p, bodyStart, start, end, words);
  const value = Number.parseInt(text.slice(first, end), 16);
  if (value > 0x10ffff) raiseEscape(p, bodyStart, start, end, "illegal Unicode character");
  return { value: String.fromCodePoint(value), end };
}

/**
 * A character by its Unicode name. The table of names is larger than this extension, so the escape stays in the text as
 * it is written, and the constant is marked for whoever wants to run the program.
 */
function namedEscape(p: Cursor, bodyStart: number, start: number, limit: number): Escape {
  const { text } = p.source;
  const close = text.charCodeAt(start + 2) === 123 ? text.indexOf("}", start + 3) : -1;
  if (close < start + 4 || close >= limit) {
    const isOpen = text.charCodeAt(start + 2) === 123;
    const end = !isOpen ? start + 2 : close < 0 || close >= limit ? limit : close + 1;
    raiseEscape(p, bodyStart, start, end, "malformed \\N character escape");
  }
  p.namedEscape = { start, end: close + 1 };
  return { value: text.slice(start, close + 1), end: close + 1 };
}

/** CPython counts in the bytes of its own form of the text, where a character beyond ASCII takes ten. */
function raiseEscape(p: Cursor, bodyStart: number, start: number, end: number, words: string): never {
  let position = 0;
  for (const character of p.source.text.slice(bodyStart, start)) position += character > "\x7f" ? 10 : 1;
  const last = position + (end - start) - 1;
  p.raise(
    `(unicode error) 'unicodeescape' codec can't decode bytes in position ${position}-${last}: ${words}`,
    start,
    end,
  );
}

/** The bytes of a literal's body. */
export function decodeBytes(p: Cursor, bodyStart: number, bodyEnd: number, isRaw: boolean): number[] {
  const { text } = p.source;
  const bytes: number[] = [];
  for (let i = bodyStart; i < bodyEnd; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) p.raise("bytes can only contain ASCII literal characters", i, i + 1);
    if (code === CARRIAGE_RETURN) {
      bytes.push(10);
      if (text.charCodeAt(i + 1) === LINE_FEED) i++;
    } else if (code !== BACKSLASH || isRaw) {
      bytes.push(code);
    } else {
      i = decodeBytesEscape(p, bodyStart, bodyEnd, i, bytes) - 1;
    }
  }
  return bytes;
}

/** Decode one escape of a bytes literal into `bytes`; returns where it ends. */
function decodeBytesEscape(p: Cursor, bodyStart: number, bodyEnd: number, start: number, bytes: number[]): number {
  const { text } = p.source;
  const code = text.charCodeAt(start + 1);
  const simple = simpleEscape(code);
  if (simple !== undefined) {
    if (simple !== "") bytes.push(simple.charCodeAt(0));
    return start + 2;
  }
  if (code === CARRIAGE_RETURN) return start + (text.charCodeAt(start + 2) === LINE_FEED ? 3 : 2);
  if (code === 120) {
    const end = hexDigits(text, start + 2, Math.min(bodyEnd, start + 4));
    if (end < start + 4) {
      p.raise(`(value error) invalid \\x escape at position ${start - bodyStart}`, start, end);
    }
    bytes.push(Number.parseInt(text.slice(start + 2, end), 16));
    return end;
  }
  const octal = octalEscape(text, start + 1, bodyEnd);
  if (octal !== undefined) {
    bytes.push(octal.value & 0xff);
    return octal.end;
  }
  bytes.push(BACKSLASH);
  return start + 1;
}
