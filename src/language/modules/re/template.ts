// Replacement templates: `\1`, `\g<name>` and escapes (parse_template in re._parser).

import { indexError } from "../../runtime/errors";
import type { Value } from "../../runtime/object";
import { quoteText } from "../../text/quote";
import { isIdentifier } from "./parse";
import { PatternSource } from "./source";
import { likePattern } from "./subject";
import { MAX_GROUPS } from "./tree";

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\a", "\x07"],
  ["\\b", "\b"],
  ["\\f", "\f"],
  ["\\n", "\n"],
  ["\\r", "\r"],
  ["\\t", "\t"],
  ["\\v", "\v"],
  ["\\\\", "\\"],
]);
const OCTAL = /^[0-7]$/;
const DIGIT = /^[0-9]$/;

export class TemplateGroup {
  constructor(readonly group: number) {}
}

export function parseTemplate(
  points: readonly string[],
  isText: boolean,
  groups: number,
  names: ReadonlyMap<string, number>,
): readonly (Value | TemplateGroup)[] {
  const source = new PatternSource(points, isText);
  const parts: (Value | TemplateGroup)[] = [];
  let literal = "";
  const flush = (): void => {
    if (literal !== "") parts.push(likePattern(literal, isText));
    literal = "";
  };
  const addGroup = (group: number, back: number): void => {
    if (group >= groups) throw source.error(`invalid group reference ${group}`, back);
    flush();
    parts.push(new TemplateGroup(group));
  };
  for (let each = source.get(); each !== null; each = source.get()) {
    if (!each.startsWith("\\")) {
      literal += each;
      continue;
    }
    const letter = each.slice(1);
    if (letter === "g") namedGroup(source, names, addGroup);
    else if (letter === "0") {
      literal += String.fromCharCode(Number.parseInt(letter + source.getWhile(2, OCTAL), 8) & 0xff);
    } else if (DIGIT.test(letter)) {
      const character = numbered(source, each, addGroup);
      literal += character;
    } else {
      const meaning = ESCAPES.get(each);
      if (meaning === undefined && /^[A-Za-z]$/.test(letter)) throw source.error(`bad escape ${each}`, each.length);
      literal += meaning ?? each;
    }
  }
  flush();
  return parts;
}

function namedGroup(
  source: PatternSource,
  names: ReadonlyMap<string, number>,
  addGroup: (group: number, back: number) => void,
): void {
  if (!source.match("<")) throw source.error("missing <");
  const name = source.getUntil(">", "group name");
  const length = [...name].length;
  if (isIdentifier(name)) {
    const group = names.get(name);
    if (group === undefined) throw indexError(`unknown group name ${quoteText(name)}`);
    addGroup(group, length + 1);
    return;
  }
  if (!/^\d+$/.test(name)) throw source.error(`bad character in group name ${quoteText(name)}`, length + 1);
  const group = Number(name);
  if (group >= MAX_GROUPS) throw source.error(`invalid group reference ${group}`, length + 1);
  addGroup(group, length + 1);
}

/** A group's number; or with three octal digits the character, which is given back. */
function numbered(source: PatternSource, escaped: string, addGroup: (group: number, back: number) => void): string {
  let digits = escaped;
  if (source.next !== null && DIGIT.test(source.next)) {
    digits += source.get();
    if (/^\\[0-7]{2}$/.test(digits) && source.next !== null && OCTAL.test(source.next)) {
      digits += source.get();
      const code = Number.parseInt(digits.slice(1), 8);
      if (code > 0o377) {
        throw source.error(`octal escape value ${digits} outside of range 0-0o377`, digits.length);
      }
      return String.fromCharCode(code);
    }
  }
  addGroup(Number(digits.slice(1)), digits.length - 1);
  return "";
}
