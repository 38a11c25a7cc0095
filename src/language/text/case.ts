// Upper, lower and title case, and classes of characters, as Objects/unicodectype.c has them. JavaScript knows upper
// and lower case; title case and case folding are made of those, but for the characters below.

import { once } from "./once";

/** ASCII's own classes, which need no table: bit by bit. */
const UPPER_BIT = 1;
const LOWER_BIT = 2;
const DIGIT_BIT = 4;

function bitsOf(unit: number): number {
  if (unit >= 97) return unit <= 122 ? LOWER_BIT : 0;
  if (unit >= 65) return unit <= 90 ? UPPER_BIT : 0;
  return unit >= 48 && unit <= 57 ? DIGIT_BIT : 0;
}

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** A class of characters: what of ASCII is in it, and the pattern that finds one. */
interface CharacterClass {
  readonly ascii: number;
  readonly pattern: () => RegExp;
}

/** Whether there are characters and all of them are in the class. */
export function every(text: string, { ascii, pattern }: CharacterClass): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 127) {
      const beyond = pattern();
      for (const each of text.slice(i)) if (!beyond.test(each)) return false;
      return true;
    }
    if ((bitsOf(unit) & ascii) === 0) return false;
  }
  return text !== "";
}

const UPPERCASE = once(() => /^\p{Uppercase}$/u);
const LOWERCASE = once(() => /^\p{Lowercase}$/u);
const TITLECASE = once(() => /^\p{Lt}$/u);
const CASED = once(() => /^\p{Cased}$/u);

/** Letters of two, like ǆ, whose title case ǅ is a character of its own: the first of each three, and how many. */
const DIGRAPHS: readonly (readonly [number, number])[] = [
  [0x1c4, 3],
  [0x1c7, 3],
  [0x1ca, 3],
  [0x1f1, 3],
];

/** Greek letters with iota below, whose upper case has it beside, and whose title case keeps it. */
const IOTA = "\u0399";
const IOTA_BELOW = "\u0345";
const IOTA_SINGLES = new Map([
  ["\u1fb3", "\u1fbc"],
  ["\u1fc3", "\u1fcc"],
  ["\u1ff3", "\u1ffc"],
]);

/** Title case of one character. */
function titleOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 128) return character.toUpperCase();
  for (const [first, count] of DIGRAPHS)
    if (point >= first && point < first + count) return String.fromCodePoint(first + 1);
  // Georgian letters have capitals, but no word begins with one.
  if (point >= 0x10d0 && point <= 0x10ff) return character;
  const upper = character.toUpperCase();
  if (upper.length <= character.length) return TITLECASE().test(character) ? character : upper;
  if (point >= 0x1f80 && point <= 0x1fff && upper.endsWith(IOTA)) {
    if (TITLECASE().test(character)) return character;
    if (point <= 0x1faf) return String.fromCodePoint(point | 8);
    return IOTA_SINGLES.get(character) ?? `${upper.slice(0, -1)}${IOTA_BELOW}`;
  }
  const [first = "", ...rest] = upper;
  return UPPERCASE().test(first) ? first + rest.join("").toLowerCase() : upper;
}

const SIGMA = "Σ";

/** Lower case of the character at a place; a sigma at a word's end has a form of its own. */
function lowerAt(characters: readonly string[], index: number): string {
  const character = characters[index] ?? "";
  if (character !== SIGMA) return character.toLowerCase();
  return characters.join("").toLowerCase().charAt(characters.slice(0, index).join("").toLowerCase().length);
}

export function title(text: string): string {
  if (isAscii(text)) return asciiTitle(text);
  const characters = [...text];
  let isInside = false;
  return characters
    .map((each, i) => {
      const result = isInside ? lowerAt(characters, i) : titleOf(each);
      isInside = CASED().test(each);
      return result;
    })
    .join("");
}

/** The title case of ASCII: letters behind letters small, others large; what is no ASCII stays. */
export function asciiTitle(text: string): string {
  let result = "";
  let isInside = false;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const isLetter = i < text.length && (bitsOf(text.charCodeAt(i)) & (UPPER_BIT | LOWER_BIT)) !== 0;
    if (isLetter === isInside) continue;
    const part = text.slice(start, i);
    result += isInside ? part.charAt(0).toUpperCase() + part.slice(1).toLowerCase() : part;
    isInside = isLetter;
    start = i;
  }
  return result + text.slice(start);
}

export function capitalize(text: string): string {
  if (isAscii(text)) return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  const characters = [...text];
  return characters.map((each, i) => (i === 0 ? titleOf(each) : lowerAt(characters, i))).join("");
}

export function swapCase(text: string): string {
  const characters = [...text];
  return characters
    .map((each, i) =>
      UPPERCASE().test(each) ? lowerAt(characters, i) : LOWERCASE().test(each) ? each.toUpperCase() : each,
    )
    .join("");
}

/** What two texts have in common that differ in case only. */
export function caseFold(text: string): string {
  let result = "";
  for (const each of text) {
    const point = each.codePointAt(0) ?? 0;
    const isCherokee = (point >= 0x13a0 && point <= 0x13fd) || (point >= 0xab70 && point <= 0xabbf);
    if (point < 128) result += each.toLowerCase();
    else if (isCherokee) result += each.toUpperCase();
    // The dotless i is no i.
    else if (point === 0x131) result += each;
    else result += [...each.toLowerCase().toUpperCase()].map((part) => part.toLowerCase()).join("");
  }
  return result;
}

export function isUpper(text: string): boolean {
  if (isAscii(text)) return isAsciiCase(text, UPPER_BIT, LOWER_BIT);
  let isCased = false;
  for (const each of text) {
    if (LOWERCASE().test(each) || TITLECASE().test(each)) return false;
    isCased ||= UPPERCASE().test(each);
  }
  return isCased;
}

export function isLower(text: string): boolean {
  if (isAscii(text)) return isAsciiCase(text, LOWER_BIT, UPPER_BIT);
  let isCased = false;
  for (const each of text) {
    if (UPPERCASE().test(each) || TITLECASE().test(each)) return false;
    isCased ||= LOWERCASE().test(each);
  }
  return isCased;
}

function isAsciiCase(text: string, wanted: number, other: number): boolean {
  let found = 0;
  for (let i = 0; i < text.length; i++) found |= bitsOf(text.charCodeAt(i));
  return (found & wanted) !== 0 && (found & other) === 0;
}

export function isTitle(text: string): boolean {
  let isInside = false;
  let isCased = false;
  for (const each of text) {
    const starts = UPPERCASE().test(each) || TITLECASE().test(each);
    if (starts ? isInside : LOWERCASE().test(each) && !isInside) return false;
    isInside = starts || LOWERCASE().test(each);
    isCased ||= isInside;
  }
  return isCased;
}

/** Digits that make no decimal number: superscripts, circled ones and their kin. */
const DIGIT = once(
  () =>
    /^[\p{Nd}²³¹፩-፱᧚⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]$/u,
);

/** Numbers, those that are written with ideographs too. */
const NUMERIC = once(
  () =>
    /^[\p{N}㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零\uf96b\uf973\uf978\uf9b2\uf9d1\uf9d3\uf9fd\u{20001}\u{20064}\u{200e2}\u{20121}\u{2092a}\u{20983}\u{2098c}\u{2099c}\u{20aea}\u{20afd}\u{20b19}\u{22390}\u{22998}\u{23b1b}\u{2626d}\u{2f890}]$/u,
);

const LETTER = UPPER_BIT | LOWER_BIT;
export const LETTERS: CharacterClass = { ascii: LETTER, pattern: once(() => /^\p{L}$/u) };
export const DECIMALS: CharacterClass = { ascii: DIGIT_BIT, pattern: once(() => /^\p{Nd}$/u) };
export const DIGITS: CharacterClass = { ascii: DIGIT_BIT, pattern: DIGIT };
export const NUMERICS: CharacterClass = { ascii: DIGIT_BIT, pattern: NUMERIC };
export const LETTERS_AND_NUMERICS: CharacterClass = {
  ascii: LETTER | DIGIT_BIT,
  pattern: once(() => new RegExp(`${LETTERS.pattern().source}|${NUMERIC().source}`, "u")),
};
