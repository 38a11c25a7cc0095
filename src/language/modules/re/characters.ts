// What a character is to a pattern: its categories and its case (Modules/_sre.c, re._casefix).

import type { Category } from "./tree";

const DIGIT = /^\p{Nd}$/u;
const WORD = /^[\p{L}\p{N}_]$/u;
const UNICODE_SPACE = new Set([133, 160, 5760, 8232, 8233, 8239, 8287, 12288]);

const isAsciiDigit = (code: number): boolean => code >= 48 && code <= 57;

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isAsciiDigit(code) || code === 95;
}

export function isDigit(code: number, ascii: boolean): boolean {
  if (code < 128 || ascii) return isAsciiDigit(code);
  return DIGIT.test(String.fromCodePoint(code));
}

export function isWord(code: number, ascii: boolean): boolean {
  if (code < 128 || ascii) return isAsciiWord(code);
  return WORD.test(String.fromCodePoint(code));
}

export function isSpace(code: number, ascii: boolean): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  if (ascii) return false;
  return (code >= 28 && code <= 31) || (code >= 8192 && code <= 8202) || UNICODE_SPACE.has(code);
}

export function inCategory(code: number, category: Category, ascii: boolean): boolean {
  switch (category) {
    case "d":
      return isDigit(code, ascii);
    case "D":
      return !isDigit(code, ascii);
    case "s":
      return isSpace(code, ascii);
    case "S":
      return !isSpace(code, ascii);
    case "w":
      return isWord(code, ascii);
    case "W":
      return !isWord(code, ascii);
  }
}

/** The simple lower case of a code point; with `ascii` of A to Z only. */
export function lower(code: number, ascii: boolean): number {
  if (code < 128 || ascii) return code >= 65 && code <= 90 ? code + 32 : code;
  // The one whose lower case is two code points in full.
  if (code === 0x130) return 0x69;
  const text = String.fromCodePoint(code).toLowerCase();
  const result = text.codePointAt(0) ?? code;
  return text.length === (result > 0xffff ? 2 : 1) ? result : code;
}

/** Lower-case characters that have the same upper case. */
const EQUIVALENT: readonly (readonly number[])[] = [
  [0x69, 0x131],
  [0x73, 0x17f],
  [0xb5, 0x3bc],
  [0x345, 0x3b9, 0x1fbe],
  [0x390, 0x1fd3],
  [0x3b0, 0x1fe3],
  [0x3b2, 0x3d0],
  [0x3b5, 0x3f5],
  [0x3b8, 0x3d1],
  [0x3ba, 0x3f0],
  [0x3c0, 0x3d6],
  [0x3c1, 0x3f1],
  [0x3c2, 0x3c3],
  [0x3c6, 0x3d5],
  [0x432, 0x1c80],
  [0x434, 0x1c81],
  [0x43e, 0x1c82],
  [0x441, 0x1c83],
  [0x442, 0x1c84, 0x1c85],
  [0x44a, 0x1c86],
  [0x463, 0x1c87],
  [0x1c88, 0xa64b],
  [0x1e61, 0x1e9b],
  [0xfb05, 0xfb06],
];
const equivalents = new Map(EQUIVALENT.flatMap((group) => group.map((code) => [code, group] as const)));

/** All lower-case characters that a lower-case character matches when case is ignored. */
export function sameCase(code: number, ascii: boolean): readonly number[] {
  return (ascii ? undefined : equivalents.get(code)) ?? [code];
}

let uppers: Map<number, number[]> | undefined;

/** The characters whose lower case this is. */
export function uppersOf(code: number): readonly number[] {
  if (uppers === undefined) {
    uppers = new Map();
    // No cased character lies beyond.
    for (let each = 0x80; each < 0x1ea00; each++) {
      const small = lower(each, false);
      if (small === each) continue;
      const before = uppers.get(small);
      if (before === undefined) uppers.set(small, [each]);
      else before.push(each);
    }
  }
  return uppers.get(code) ?? [];
}
