// Strings by code points, as Python counts them, on JavaScript's UTF-16. Text without surrogates, which is nearly all,
// goes the direct way.

const SURROGATE = /[\ud800-\udfff]/;

// The last long text without surrogates: it is looked at anew only when another one comes between.
let lastPlain = "";

export function isPlain(text: string): boolean {
  const { length } = text;
  if (length < 16) {
    for (let i = 0; i < length; i++) if ((text.charCodeAt(i) & 0xf800) === 0xd800) return false;
    return true;
  }
  // An equal text of its own would be compared unit by unit each time, too.
  const isKnown = text === lastPlain || !SURROGATE.test(text);
  if (isKnown) lastPlain = text;
  return isKnown;
}

// The last text with surrogates and its code points: loops index the same text again and again.
let lastText = "";
let lastPoints: readonly string[] = [];

/** The code points, each as a string. */
export function points(text: string): readonly string[] {
  if (text !== lastText) {
    lastPoints = [...text];
    lastText = text;
  }
  return lastPoints;
}

export function textLength(text: string): number {
  if (text.length < 2) return text.length;
  return isPlain(text) ? text.length : points(text).length;
}

export function pointAt(text: string, index: number): string {
  return isPlain(text) ? text.charAt(index) : (points(text)[index] ?? "");
}

export function sliceText(text: string, start: number, end: number): string {
  return isPlain(text)
    ? text.slice(start, Math.max(start, end))
    : points(text).slice(start, Math.max(start, end)).join("");
}

/** The number of code points before a UTF-16 offset. */
export function pointIndex(text: string, offset: number): number {
  return textLength(text.slice(0, offset));
}

/** The UTF-16 offset of a code point. */
export function offsetOfPoint(text: string, index: number): number {
  return isPlain(text) ? index : points(text).slice(0, index).join("").length;
}

/** The value of a decimal digit of any script; null for all else. Digits of a script are ten in a row, from its zero on. */
export function decimalOf(character: string): number | null {
  if (!/^\p{Nd}$/u.test(character)) return null;
  const code = character.codePointAt(0) ?? 0;
  // The mathematical digits are five such rows without a gap.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}
