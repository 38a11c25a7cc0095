// Parses a pattern (re._parser): the same trees, errors and positions.

import { Refusal, valueError } from "../../runtime/errors";
import { quoteText } from "../../text/quote";
import { parseEscape, parseSet } from "./escapes";
import { PatternSource } from "./source";
import {
  FLAG,
  GLOBAL_FLAGS,
  MAX_GROUPS,
  type Node,
  type Parsed,
  PatternError,
  type Tree,
  TYPE_FLAGS,
  UNBOUNDED,
  widthOf,
} from "./tree";

const FLAG_LETTERS: ReadonlyMap<string, number> = new Map([
  ["i", FLAG.IGNORECASE],
  ["L", FLAG.LOCALE],
  ["m", FLAG.MULTILINE],
  ["s", FLAG.DOTALL],
  ["x", FLAG.VERBOSE],
  ["a", FLAG.ASCII],
  ["t", FLAG.TEMPLATE],
  ["u", FLAG.UNICODE],
]);

export const isIdentifier = (text: string): boolean => /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(text);
const count = (text: string): number => [...text].length;

export class OverflowingRepeat extends Error {}

/** What the whole pattern knows while it is parsed. */
export class PatternState {
  readonly names = new Map<string, number>();
  /** By group; null while it is open. */
  readonly widths: (readonly [number, number] | null)[] = [null];
  /** Groups there were when the outermost lookbehind began. */
  lookbehindGroups: number | null = null;
  readonly conditionPlaces = new Map<number, number>();

  constructor(public flags: number) {}

  get groups(): number {
    return this.widths.length;
  }

  isClosed(group: number): boolean {
    return group < this.groups && (this.widths[group] ?? null) !== null;
  }

  checkLookbehind(group: number, source: PatternSource): void {
    if (this.lookbehindGroups === null) return;
    if (!this.isClosed(group)) throw source.error("cannot refer to an open group");
    if (group >= this.lookbehindGroups) {
      throw source.error("cannot refer to group defined in the same lookbehind subpattern");
    }
  }
}

export function parsePattern(points: readonly string[], isText: boolean, flags: number): Parsed {
  const source = new PatternSource(points, isText);
  const state = new PatternState(flags);
  const tree = alternatives(source, state, (flags & FLAG.VERBOSE) !== 0, 0);
  state.flags = checkedFlags(isText, state.flags);
  if (source.next !== null) throw source.error("unbalanced parenthesis");
  for (const [group, position] of state.conditionPlaces) {
    if (group >= state.groups) throw new PatternError(`invalid group reference ${group}`, position);
  }
  return { tree, flags: state.flags, groups: state.groups, names: state.names };
}

function checkedFlags(isText: boolean, flags: number): number {
  if (isText) {
    if ((flags & FLAG.LOCALE) !== 0) throw valueError("cannot use LOCALE flag with a str pattern");
    if ((flags & FLAG.ASCII) === 0) return flags | FLAG.UNICODE;
    if ((flags & FLAG.UNICODE) !== 0) throw valueError("ASCII and UNICODE flags are incompatible");
    return flags;
  }
  if ((flags & FLAG.UNICODE) !== 0) throw valueError("cannot use UNICODE flag with a bytes pattern");
  if ((flags & FLAG.LOCALE) !== 0 && (flags & FLAG.ASCII) !== 0) {
    throw valueError("ASCII and LOCALE flags are incompatible");
  }
  return flags;
}

function alternatives(source: PatternSource, state: PatternState, verbose: boolean, nested: number): Tree {
  const ways: Tree[] = [];
  let isVerbose = verbose;
  for (;;) {
    ways.push(sequence(source, state, isVerbose, nested + 1, nested === 0 && ways.length === 0));
    if (!source.match("|")) break;
    if (nested === 0) isVerbose = (state.flags & FLAG.VERBOSE) !== 0;
  }
  const [only] = ways;
  if (ways.length === 1 && only !== undefined) return only;
  return [{ kind: "branch", ways }];
}

function sequence(source: PatternSource, state: PatternState, verbose: boolean, nested: number, first: boolean): Tree {
  const nodes: Node[] = [];
  let isVerbose = verbose;
  while (source.next !== null && source.next !== "|" && source.next !== ")") {
    const character = source.get() ?? "";
    if (isVerbose) {
      if (/^[ \t\n\r\v\f]$/.test(character)) continue;
      if (character === "#") {
        for (let each = source.get(); each !== null && each !== "\n"; each = source.get());
        continue;
      }
    }
    if (character.startsWith("\\")) nodes.push(parseEscape(source, character, state));
    else if (character === "[") nodes.push(parseSet(source));
    else if (character === ".") nodes.push({ kind: "any" });
    else if (character === "^" || character === "$") nodes.push({ kind: "at", place: character });
    else if (/^[*+?{]$/.test(character)) quantify(source, character, nodes);
    else if (character === "(") {
      const node = group(source, state, isVerbose, nested, first && nodes.length === 0);
      if (node === "flags") isVerbose = (state.flags & FLAG.VERBOSE) !== 0;
      else if (node !== null) nodes.push(node);
    } else nodes.push(literal(character));
  }
  return nodes.flatMap((node) =>
    node.kind === "group" && node.group === null && node.add === 0 && node.remove === 0 ? node.body : [node],
  );
}

const literal = (character: string): Node => ({
  kind: "literal",
  code: character.codePointAt(0) ?? 0,
  negated: false,
});

/** Makes the last node a repetition; a brace that is none stands for itself. */
function quantify(source: PatternSource, character: string, nodes: Node[]): void {
  const here = source.position;
  let [min, max] = character === "?" ? [0, 1] : character === "+" ? [1, UNBOUNDED] : [0, UNBOUNDED];
  if (character === "{") {
    if (source.next === "}") {
      nodes.push(literal(character));
      return;
    }
    const low = source.getWhile(Number.POSITIVE_INFINITY, /^[0-9]$/);
    const high = source.match(",") ? source.getWhile(Number.POSITIVE_INFINITY, /^[0-9]$/) : low;
    if (!source.match("}")) {
      nodes.push(literal(character));
      source.seek(here);
      return;
    }
    if (low !== "") min = Number(low);
    if (high !== "") max = Number(high);
    if (min >= UNBOUNDED || (high !== "" && max >= UNBOUNDED)) throw new OverflowingRepeat();
    if (max < min) throw source.error("min repeat greater than max repeat", source.position - here);
  }
  const last = nodes.pop();
  if (last === undefined || last.kind === "at") {
    throw source.error("nothing to repeat", source.position - here + 1);
  }
  if (last.kind === "repeat") throw source.error("multiple repeat", source.position - here + 1);
  const bare = last.kind === "group" && last.group === null && last.add === 0 && last.remove === 0;
  const how = source.match("?") ? "lazy" : source.match("+") ? "possessive" : "greedy";
  nodes.push({ kind: "repeat", how, min, max, body: bare ? last.body : [last] });
}

/** What follows an opening parenthesis: a node, null for a comment, "flags" for flags of the whole pattern. */
function group(
  source: PatternSource,
  state: PatternState,
  verbose: boolean,
  nested: number,
  first: boolean,
): Node | "flags" | null {
  const start = source.position - 1;
  const close = (): void => {
    if (!source.match(")")) throw source.error("missing ), unterminated subpattern", source.position - start);
  };
  if (!source.match("?")) return capture(source, state, verbose, nested, null, close);
  const character = source.get();
  if (character === null) throw source.error("unexpected end of pattern");
  switch (character) {
    case "P":
      if (source.match("<")) {
        const name = source.getUntil(">", "group name");
        checkName(source, name);
        return capture(source, state, verbose, nested, name, close);
      }
      if (source.match("=")) return namedReference(source, state);
      throw unknownExtension(source, "?P");
    case ":":
      return inner(source, state, verbose, nested, 0, 0, close);
    case ">": {
      const body = alternatives(source, state, verbose, nested + 1);
      close();
      return { kind: "atomic", body };
    }
    case "#":
      for (;;) {
        if (source.next === null) {
          throw source.error("missing ), unterminated comment", source.position - start);
        }
        if (source.get() === ")") return null;
      }
    case "=":
    case "!":
    case "<":
      return look(source, state, verbose, nested, character, close);
    case "(":
      return condition(source, state, verbose, nested, close);
  }
  if (!FLAG_LETTERS.has(character) && character !== "-") {
    throw source.error(`unknown extension ?${character}`, count(character) + 1);
  }
  const flags = inlineFlags(source, state, character);
  if (flags !== null) return inner(source, state, verbose, nested, flags[0], flags[1], close);
  if (!first) {
    throw source.error("global flags not at the start of the expression", source.position - start);
  }
  return "flags";
}

function unknownExtension(source: PatternSource, before: string): PatternError {
  const character = source.get();
  if (character === null) return source.error("unexpected end of pattern");
  return source.error(`unknown extension ${before}${character}`, count(character) + 2);
}

function checkName(source: PatternSource, name: string): void {
  if (!isIdentifier(name)) {
    throw source.error(`bad character in group name ${quoteText(name)}`, count(name) + 1);
  }
}

function capture(
  source: PatternSource,
  state: PatternState,
  verbose: boolean,
  nested: number,
  name: string | null,
  close: () => void,
): Node {
  const number = state.groups;
  state.widths.push(null);
  if (name !== null) {
    const before = state.names.get(name);
    if (before !== undefined) {
      const message = `redefinition of group name ${quoteText(name)} as group ${number}; was group ${before}`;
      throw source.error(message, count(name) + 1);
    }
    state.names.set(name, number);
  }
  const body = alternatives(source, state, verbose, nested + 1);
  close();
  state.widths[number] = widthOf(body, state.widths);
  return { kind: "group", group: number, add: 0, remove: 0, body };
}

function inner(
  source: PatternSource,
  state: PatternState,
  verbose: boolean,
  nested: number,
  add: number,
  remove: number,
  close: () => void,
): Node {
  const isVerbose = (verbose || (add & FLAG.VERBOSE) !== 0) && (remove & FLAG.VERBOSE) === 0;
  const body = alternatives(source, state, isVerbose, nested + 1);
  close();
  return { kind: "group", group: null, add, remove, body };
}

function namedReference(source: PatternSource, state: PatternState): Node {
  const name = source.getUntil(")", "group name");
  checkName(source, name);
  const number = state.names.get(name);
  if (number === undefined) throw source.error(`unknown group name ${quoteText(name)}`, count(name) + 1);
  if (!state.isClosed(number)) throw source.error("cannot refer to an open group", count(name) + 1);
  state.checkLookbehind(number, source);
  return { kind: "reference", group: number };
}

function look(
  source: PatternSource,
  state: PatternState,
  verbose: boolean,
  nested: number,
  first: string,
  close: () => void,
): Node {
  const ahead = first !== "<";
  let sign = first;
  const outer = state.lookbehindGroups;
  if (!ahead) {
    const character = source.get();
    if (character === null) throw source.error("unexpected end of pattern");
    if (character !== "=" && character !== "!") {
      throw source.error(`unknown extension ?<${character}`, count(character) + 2);
    }
    sign = character;
    state.lookbehindGroups ??= state.groups;
  }
  const body = alternatives(source, state, verbose, nested + 1);
  if (!ahead && outer === null) state.lookbehindGroups = null;
  close();
  return { kind: "look", ahead, negated: sign === "!", body };
}

function condition(
  source: PatternSource,
  state: PatternState,
  verbose: boolean,
  nested: number,
  close: () => void,
): Node {
  const name = source.getUntil(")", "group name");
  let number: number | undefined;
  if (isIdentifier(name)) {
    number = state.names.get(name);
    if (number === undefined) throw source.error(`unknown group name ${quoteText(name)}`, count(name) + 1);
  } else {
    if (!/^\d+$/.test(name)) {
      throw source.error(`bad character in group name ${quoteText(name)}`, count(name) + 1);
    }
    number = Number(name);
    if (number === 0) throw source.error("bad group number", count(name) + 1);
    if (number >= MAX_GROUPS) throw source.error(`invalid group reference ${number}`, count(name) + 1);
    if (!state.conditionPlaces.has(number)) {
      state.conditionPlaces.set(number, source.position - count(name) - 1);
    }
  }
  state.checkLookbehind(number, source);
  const yes = sequence(source, state, verbose, nested + 1, false);
  let no: Tree | null = null;
  if (source.match("|")) {
    no = sequence(source, state, verbose, nested + 1, false);
    if (source.next === "|") throw source.error("conditional backref with more than two branches");
  }
  close();
  return { kind: "condition", group: number, yes, no };
}

/** Flags to add and to remove; null when they were set for the whole pattern. */
function inlineFlags(source: PatternSource, state: PatternState, first: string): [number, number] | null {
  let add = 0;
  let remove = 0;
  let character: string | null = first;
  const unknown = (letter: string, otherwise: string): PatternError =>
    source.error(/^\p{L}/u.test(letter) ? "unknown flag" : otherwise, count(letter));
  if (character !== "-") {
    for (;;) {
      const flag: number = FLAG_LETTERS.get(character) ?? 0;
      if (source.isText && character === "L") {
        throw source.error("bad inline flags: cannot use 'L' flag with a str pattern");
      }
      if (!source.isText && character === "u") {
        throw source.error("bad inline flags: cannot use 'u' flag with a bytes pattern");
      }
      add |= flag;
      if ((flag & TYPE_FLAGS) !== 0 && (add & TYPE_FLAGS) !== flag) {
        throw source.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
      }
      character = source.get();
      if (character === null) throw source.error("missing -, : or )");
      if (character === ")" || character === "-" || character === ":") break;
      if (!FLAG_LETTERS.has(character)) throw unknown(character, "missing -, : or )");
    }
  }
  if (character === ")") {
    state.flags |= add;
    return null;
  }
  if ((add & GLOBAL_FLAGS) !== 0) throw source.error("bad inline flags: cannot turn on global flag", 1);
  if (character === "-") {
    character = source.get();
    if (character === null) throw source.error("missing flag");
    if (!FLAG_LETTERS.has(character)) throw unknown(character, "missing flag");
    for (;;) {
      const flag: number = FLAG_LETTERS.get(character) ?? 0;
      if ((flag & TYPE_FLAGS) !== 0) {
        throw source.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
      }
      remove |= flag;
      character = source.get();
      if (character === null) throw source.error("missing :");
      if (character === ":") break;
      if (!FLAG_LETTERS.has(character)) throw unknown(character, "missing :");
    }
  }
  if ((remove & GLOBAL_FLAGS) !== 0) throw source.error("bad inline flags: cannot turn off global flag", 1);
  if ((add & remove) !== 0) throw source.error("bad inline flags: flag turned on and off", 1);
  if ((add & FLAG.LOCALE) !== 0) throw new Refusal("the LOCALE flag of a pattern");
  return [add, remove];
}
