// Compiles a pattern's tree for the machine in ./machine: a list of numbers, with the sets of characters beside it.

import { inCategory, lower, sameCase, uppersOf } from "./characters";
import { FLAG, type Node, type Parsed, PatternError, type SetItem, type Tree, UNBOUNDED, widthOf } from "./tree";

/** Instructions, with their operands. */
export const OP = {
  /** The whole pattern has matched. */
  MATCH: 0,
  /** code */
  CHAR: 1,
  /** code */
  NOT_CHAR: 2,
  /** set */
  SET: 3,
  /** Any character but a newline. */
  ANY: 4,
  ALL: 5,
  /** place */
  AT: 6,
  /** target: where to go on when what follows fails. */
  OR: 7,
  /** target */
  JUMP: 8,
  /** register */
  SAVE: 9,
  /** Repetitions of one character. min, max, its instruction, its operand */
  GREEDY: 10,
  LAZY: 11,
  POSSESSIVE: 12,
  /** count register, last place's register */
  LOOP_START: 13,
  /** count register, last place's register, min, max, body */
  LOOP: 14,
  LAZY_LOOP: 15,
  LAZY_BODY: 16,
  /** height register, place register, how far back */
  LOOK: 17,
  LOOK_END: 18,
  /** height register, how far back, target where it does not match */
  NOT_LOOK: 19,
  NOT_LOOK_END: 20,
  /** height register */
  ATOMIC: 21,
  CUT: 22,
  /** group, how case is told: 0 exactly, 1 ignored, 2 ignored for ASCII */
  REFERENCE: 23,
  /** group, target where it has not matched */
  UNLESS: 24,
} as const;

/** Operands of AT. */
export const PLACE = {
  START: 0,
  LINE_START: 1,
  END: 2,
  LINE_END: 3,
  VERY_END: 4,
  BOUNDARY: 5,
  NO_BOUNDARY: 6,
  ASCII_BOUNDARY: 7,
  NO_ASCII_BOUNDARY: 8,
} as const;

/** A set of characters: a table for the first 256, a question for the others. */
export class CharacterSet {
  private readonly table = new Uint8Array(256);

  constructor(private readonly includes: (code: number) => boolean) {
    for (let code = 0; code < 256; code++) this.table[code] = includes(code) ? 1 : 0;
  }

  has(code: number): boolean {
    return code < 256 ? this.table[code] === 1 : this.includes(code);
  }
}

export interface Program {
  readonly code: Int32Array;
  readonly sets: readonly CharacterSet[];
  readonly registers: number;
  /** Number of groups, the whole match included. */
  readonly groups: number;
  readonly minWidth: number;
  /** What the first character must be, where that is known. */
  readonly first: CharacterSet | null;
}

/** Registers: two for each group, the number of the group that closed last, then those of loops. */
export const lastIndexRegister = (groups: number): number => 2 * groups;

export function compileProgram(parsed: Parsed): Program {
  const compiler = new Compiler(parsed.groups);
  compiler.tree(parsed.tree, parsed.flags);
  compiler.emit(OP.MATCH);
  return {
    code: Int32Array.from(compiler.code),
    sets: compiler.sets,
    registers: compiler.registers,
    groups: parsed.groups,
    minWidth: widthOf(parsed.tree, compiler.widths)[0],
    first: compiler.firstOf(parsed.tree, parsed.flags),
  };
}

class Compiler {
  readonly code: number[] = [];
  readonly sets: CharacterSet[] = [];
  readonly widths: ([number, number] | null)[] = [];
  registers: number;

  constructor(groups: number) {
    this.registers = lastIndexRegister(groups) + 1;
  }

  emit(...values: number[]): number {
    return this.code.push(...values) - 1;
  }

  tree(tree: Tree, flags: number): void {
    for (const node of tree) this.node(node, flags);
  }

  private node(node: Node, flags: number): void {
    const character = this.character(node, flags);
    if (character !== null) {
      this.emit(...character);
      return;
    }
    switch (node.kind) {
      case "branch":
        this.branch(node.ways, flags);
        break;
      case "group":
        this.group(node, flags);
        break;
      case "repeat":
        this.repeat(node, flags);
        break;
      case "atomic":
        this.atomically(() => this.tree(node.body, flags));
        break;
      case "look":
        this.look(node, flags);
        break;
      case "at":
        this.emit(OP.AT, placeOf(node.place, flags));
        break;
      case "reference":
        this.emit(OP.REFERENCE, node.group, !ignoresCase(flags) ? 0 : isAscii(flags) ? 2 : 1);
        break;
      case "condition":
        this.condition(node.group, node.yes, node.no, flags);
        break;
      // What matches one character is compiled above.
      case "literal":
      case "any":
      case "set":
        break;
    }
  }

  /** The instruction of what matches exactly one character. */
  private character(node: Node, flags: number): readonly number[] | null {
    switch (node.kind) {
      case "any":
        return [(flags & FLAG.DOTALL) === 0 ? OP.ANY : OP.ALL];
      case "literal": {
        if (!ignoresCase(flags)) return [node.negated ? OP.NOT_CHAR : OP.CHAR, node.code];
        const item: SetItem = { kind: "literal", code: node.code };
        return [OP.SET, this.sets.push(setOf([item], node.negated, flags)) - 1];
      }
      case "set":
        return [OP.SET, this.sets.push(setOf(node.items, node.negated, flags)) - 1];
      default:
        return null;
    }
  }

  private branch(ways: readonly Tree[], flags: number): void {
    const ends: number[] = [];
    ways.forEach((way, i) => {
      if (i === ways.length - 1) {
        this.tree(way, flags);
        return;
      }
      const other = this.emit(OP.OR, 0);
      this.tree(way, flags);
      ends.push(this.emit(OP.JUMP, 0));
      this.code[other] = this.code.length;
    });
    for (const end of ends) this.code[end] = this.code.length;
  }

  private group(node: Extract<Node, { kind: "group" }>, flags: number): void {
    const inner = innerFlags(node, flags);
    if (node.group === null) {
      this.tree(node.body, inner);
      return;
    }
    this.emit(OP.SAVE, 2 * node.group);
    this.tree(node.body, inner);
    this.emit(OP.SAVE, 2 * node.group + 1);
    this.widths[node.group] = widthOf(node.body, this.widths);
  }

  private repeat(node: Extract<Node, { kind: "repeat" }>, flags: number): void {
    const { min, max, how, body } = node;
    const [only] = body;
    const character = body.length === 1 && only !== undefined ? this.character(only, flags) : null;
    const most = max >= UNBOUNDED ? -1 : max;
    if (character !== null) {
      const op = how === "greedy" ? OP.GREEDY : how === "lazy" ? OP.LAZY : OP.POSSESSIVE;
      this.emit(op, min, most, character[0] ?? 0, character[1] ?? 0);
      return;
    }
    if (how === "possessive") {
      this.atomically(() => this.loop(OP.LOOP, min, most, () => this.atomically(() => this.tree(body, flags))));
    } else this.loop(how === "greedy" ? OP.LOOP : OP.LAZY_LOOP, min, most, () => this.tree(body, flags));
  }

  private loop(op: number, min: number, max: number, body: () => void): void {
    const [counter, last] = [this.registers++, this.registers++];
    this.emit(OP.LOOP_START, counter, last);
    const jump = op === OP.LAZY_LOOP ? this.emit(OP.JUMP, 0) : -1;
    const again = this.code.length;
    // A lazy loop's body is entered through an instruction of its own, so that backtracking can enter it.
    if (op === OP.LAZY_LOOP) this.emit(OP.LAZY_BODY, counter, last, min, max, 0);
    const enter = this.code.length - 1;
    const head = this.code.length;
    if (jump >= 0) this.code[jump] = head;
    this.emit(op, counter, last, min, max, 0, again);
    const leave = this.emit(OP.JUMP, 0);
    const start = this.code.length;
    this.code[head + 5] = start;
    if (op === OP.LAZY_LOOP) this.code[enter] = start;
    body();
    this.emit(OP.JUMP, head);
    this.code[leave] = this.code.length;
  }

  private atomically(body: () => void): void {
    const height = this.registers++;
    this.emit(OP.ATOMIC, height);
    body();
    this.emit(OP.CUT, height);
  }

  private look(node: Extract<Node, { kind: "look" }>, flags: number): void {
    let back = 0;
    if (!node.ahead) {
      const [low, high] = widthOf(node.body, this.widths);
      if (low !== high) throw new PatternError("look-behind requires fixed-width pattern");
      back = low;
    }
    const height = this.registers++;
    if (node.negated) {
      const target = this.emit(OP.NOT_LOOK, height, back, 0);
      this.tree(node.body, flags);
      this.emit(OP.NOT_LOOK_END, height);
      this.code[target] = this.code.length;
      return;
    }
    const place = this.registers++;
    this.emit(OP.LOOK, height, place, back);
    this.tree(node.body, flags);
    this.emit(OP.LOOK_END, height, place);
  }

  private condition(group: number, yes: Tree, no: Tree | null, flags: number): void {
    const otherwise = this.emit(OP.UNLESS, group, 0);
    this.tree(yes, flags);
    if (no === null) {
      this.code[otherwise] = this.code.length;
      return;
    }
    const end = this.emit(OP.JUMP, 0);
    this.code[otherwise] = this.code.length;
    this.tree(no, flags);
    this.code[end] = this.code.length;
  }

  /** The set of what a match can begin with; null where it may be empty or is not known. */
  firstOf(tree: Tree, flags: number): CharacterSet | null {
    for (const node of tree) {
      switch (node.kind) {
        case "at":
          continue;
        case "literal": {
          const { code, negated } = node;
          if (ignoresCase(flags)) return setOf([{ kind: "literal", code }], negated, flags);
          return new CharacterSet((each) => (each === code) !== negated);
        }
        case "set":
          return setOf(node.items, node.negated, flags);
        case "group":
          return this.widthAtLeastOne(node.body) ? this.firstOf(node.body, innerFlags(node, flags)) : null;
        case "repeat":
          return node.min > 0 && this.widthAtLeastOne(node.body) ? this.firstOf(node.body, flags) : null;
        case "branch": {
          const firsts = node.ways.map((way) => (this.widthAtLeastOne(way) ? this.firstOf(way, flags) : null));
          if (firsts.includes(null)) return null;
          return new CharacterSet((code) => firsts.some((first) => first?.has(code)));
        }
        default:
          return null;
      }
    }
    return null;
  }

  private widthAtLeastOne(tree: Tree): boolean {
    return widthOf(tree, this.widths)[0] > 0;
  }
}

const ignoresCase = (flags: number): boolean => (flags & FLAG.IGNORECASE) !== 0;
const isAscii = (flags: number): boolean => (flags & FLAG.UNICODE) === 0;

function innerFlags(node: { readonly add: number; readonly remove: number }, flags: number): number {
  const types = FLAG.ASCII | FLAG.LOCALE | FLAG.UNICODE;
  const kept = (node.add & types) === 0 ? flags : flags & ~types;
  return (kept | node.add) & ~node.remove;
}

function placeOf(place: string, flags: number): number {
  const lines = (flags & FLAG.MULTILINE) !== 0;
  switch (place) {
    case "^":
      return lines ? PLACE.LINE_START : PLACE.START;
    case "$":
      return lines ? PLACE.LINE_END : PLACE.END;
    case "A":
      return PLACE.START;
    case "Z":
      return PLACE.VERY_END;
    case "b":
      return isAscii(flags) ? PLACE.ASCII_BOUNDARY : PLACE.BOUNDARY;
    default:
      return isAscii(flags) ? PLACE.NO_ASCII_BOUNDARY : PLACE.NO_BOUNDARY;
  }
}

function setOf(items: readonly SetItem[], negated: boolean, flags: number): CharacterSet {
  const ascii = isAscii(flags);
  if (!ignoresCase(flags)) {
    return new CharacterSet((code) => items.some((item) => holds(item, code, ascii)) !== negated);
  }
  return new CharacterSet((code) => {
    const small = lower(code, ascii);
    // Characters that are the same as this one when case is ignored.
    const same = sameCase(small, ascii).flatMap((each) => [each, ...uppersIn(each, ascii)]);
    const found = items.some((item) =>
      item.kind === "category" ? holds(item, small, ascii) : same.some((each) => holds(item, each, ascii)),
    );
    return found !== negated;
  });
}

function uppersIn(code: number, ascii: boolean): readonly number[] {
  const own = code >= 97 && code <= 122 ? [code - 32] : [];
  return ascii ? own : [...own, ...uppersOf(code)];
}

function holds(item: SetItem, code: number, ascii: boolean): boolean {
  switch (item.kind) {
    case "literal":
      return item.code === code;
    case "range":
      return code >= item.low && code <= item.high;
    case "category":
      return inCategory(code, item.category, ascii);
  }
}
