// Escapes and sets of characters in a pattern (_escape, _class_escape and the set part of _parse in re._parser).

import { Refusal } from "../../runtime/errors";
import type { PatternState } from "./parse";
import type { PatternSource } from "./source";
import type { Category, Node, SetItem } from "./tree";

const SIMPLE: ReadonlyMap<string, number> = new Map([
  ["\\a", 7],
  ["\\b", 8],
  ["\\f", 12],
  ["\\n", 10],
  ["\\r", 13],
  ["\\t", 9],
  ["\\v", 11],
  ["\\\\", 92],
]);
const HEX = /^[0-9a-fA-F]$/;
const OCTAL = /^[0-7]$/;
const DIGIT = /^[0-9]$/;

const isCategory = (letter: string): letter is Category => /^[dDsSwW]$/.test(letter);

/** `\x41`, `\u0041`, `\U00000041`; undefined where the escape is none of them. */
function hexEscape(source: PatternSource, letter: string): number | undefined {
  const digits = letter === "x" ? 2 : source.isText ? (letter === "u" ? 4 : letter === "U" ? 8 : 0) : 0;
  if (digits === 0) {
    if (letter === "N" && source.isText) throw new Refusal("\\N{...} in a pattern");
    return undefined;
  }
  const escaped = `\\${letter}${source.getWhile(digits, HEX)}`;
  if (escaped.length !== digits + 2) throw source.error(`incomplete escape ${escaped}`, escaped.length);
  const code = Number.parseInt(escaped.slice(2), 16);
  if (code > 0x10ffff) throw source.error(`bad escape ${escaped}`, escaped.length);
  return code;
}

function octal(source: PatternSource, escaped: string): number {
  const code = Number.parseInt(escaped.slice(1), 8);
  if (code > 0o377) {
    throw source.error(`octal escape value ${escaped} outside of range 0-0o377`, escaped.length);
  }
  return code;
}

/** A letter that means nothing, or a character that stands for itself. */
function plainEscape(source: PatternSource, escaped: string): number {
  if (/^\\[A-Za-z0-9]$/.test(escaped)) throw source.error(`bad escape ${escaped}`, 2);
  return escaped.codePointAt(1) ?? 0;
}

const literal = (code: number): Node => ({ kind: "literal", code, negated: false });

/** An escape outside of sets. */
export function parseEscape(source: PatternSource, escaped: string, state: PatternState): Node {
  const letter = escaped.slice(1);
  if (letter === "A" || letter === "b" || letter === "B" || letter === "Z") return { kind: "at", place: letter };
  if (isCategory(letter)) {
    return { kind: "set", items: [{ kind: "category", category: letter }], negated: false };
  }
  const simple = SIMPLE.get(escaped) ?? hexEscape(source, letter);
  if (simple !== undefined) return literal(simple);
  if (letter === "0") return literal(Number.parseInt(letter + source.getWhile(2, OCTAL), 8));
  if (DIGIT.test(letter)) return numbered(source, escaped, state);
  return literal(plainEscape(source, escaped));
}

/** `\1`: a group, or with three octal digits a character. */
function numbered(source: PatternSource, escaped: string, state: PatternState): Node {
  let digits = escaped;
  if (source.next !== null && DIGIT.test(source.next)) {
    digits += source.get();
    if (/^\\[0-7]{2}$/.test(digits) && source.next !== null && OCTAL.test(source.next)) {
      return literal(octal(source, digits + source.get()));
    }
  }
  const group = Number(digits.slice(1));
  if (group >= state.groups) throw source.error(`invalid group reference ${group}`, digits.length - 1);
  if (!state.isClosed(group)) throw source.error("cannot refer to an open group", digits.length);
  state.checkLookbehind(group, source);
  return { kind: "reference", group };
}

/** An escape inside a set. */
function setEscape(source: PatternSource, escaped: string): SetItem {
  const letter = escaped.slice(1);
  if (isCategory(letter)) return { kind: "category", category: letter };
  const simple = SIMPLE.get(escaped) ?? hexEscape(source, letter);
  if (simple !== undefined) return { kind: "literal", code: simple };
  if (OCTAL.test(letter)) return { kind: "literal", code: octal(source, escaped + source.getWhile(2, OCTAL)) };
  return { kind: "literal", code: plainEscape(source, escaped) };
}

/** A set of characters, after its opening bracket. */
export function parseSet(source: PatternSource): Node {
  const here = source.position - 1;
  const items: SetItem[] = [];
  const negated = source.match("^");
  const next = (): string => {
    const character = source.get();
    if (character === null) throw source.error("unterminated character set", source.position - here);
    return character;
  };
  const item = (text: string): SetItem =>
    text.startsWith("\\") ? setEscape(source, text) : { kind: "literal", code: text.codePointAt(0) ?? 0 };
  for (;;) {
    const first = next();
    if (first === "]" && items.length > 0) break;
    const low = item(first);
    if (!source.match("-")) {
      items.push(low);
      continue;
    }
    const last = next();
    if (last === "]") {
      items.push(low, { kind: "literal", code: 45 });
      break;
    }
    const high = item(last);
    if (low.kind !== "literal" || high.kind !== "literal" || high.code < low.code) {
      const shown = `${first}-${last}`;
      throw source.error(`bad character range ${shown}`, [...shown].length);
    }
    items.push({ kind: "range", low: low.code, high: high.code });
  }
  const [only] = items;
  if (only?.kind === "literal" && items.every((each) => each.kind === "literal" && each.code === only.code)) {
    return { kind: "literal", code: only.code, negated };
  }
  return { kind: "set", items, negated };
}
