// Pattern and Match objects (Modules/_sre.c).

import { makeGeneric } from "../../builtins/generics";
import { bytesOf } from "../../runtime/bytes";
import { call, isCallable } from "../../runtime/call";
import { addGetSet, defineType, guardClass, methods } from "../../runtime/define";
import { dictSet } from "../../runtime/dict";
import { indexError, typeError } from "../../runtime/errors";
import { exactHash } from "../../runtime/hash";
import { iteratorTypes } from "../../runtime/iterate";
import { checkItems } from "../../runtime/limits";
import { NotImplemented, PyObject, type Value } from "../../runtime/object";
import { asIndex, equals, toIndex, unboxed } from "../../runtime/operators";
import { repr } from "../../runtime/repr";
import { typeName } from "../../runtime/types";
import { PyBytes, PyDict, PyIterator, PyList, PyTuple } from "../../runtime/value";
import { textLength } from "../../text/points";
import { hasMatched, search } from "./machine";
import { lastIndexRegister, type Program } from "./program";
import { likePattern, pointsOf, type Subject, subjectOf } from "./subject";
import { parseTemplate, TemplateGroup } from "./template";
import { FLAG, PatternError } from "./tree";

const patternType = defineType({ name: "Pattern", module: "re", subclassable: false });
const matchType = defineType({ name: "Match", module: "re", subclassable: false });
patternType.construct = null;
matchType.construct = null;

export { matchType, patternType };

/** Makes a `re.error` of what is wrong with a pattern or a template. */
export type RaiseError = (error: PatternError, source: Value) => unknown;

export class Pattern extends PyObject {
  constructor(
    readonly source: Value,
    readonly isText: boolean,
    readonly flags: number,
    readonly program: Program,
    readonly names: ReadonlyMap<string, number>,
    readonly raise: RaiseError,
  ) {
    super(patternType);
  }

  get groups(): number {
    return this.program.groups;
  }
}

export class Match extends PyObject {
  constructor(
    readonly pattern: Pattern,
    readonly subject: Subject,
    readonly registers: Int32Array,
    readonly from: number,
    readonly to: number,
  ) {
    super(matchType);
  }

  get start(): number {
    return this.registers[0] ?? 0;
  }

  get end(): number {
    return this.registers[1] ?? 0;
  }

  /** A group's text; `otherwise` where it did not take part. */
  group(group: number, otherwise: Value = null): Value {
    if (!hasMatched(this.registers, group)) return otherwise;
    return this.subject.slice(this.registers[2 * group] ?? 0, this.registers[2 * group + 1] ?? 0);
  }

  span(group: number): readonly [number, number] {
    if (!hasMatched(this.registers, group)) return [-1, -1];
    return [this.registers[2 * group] ?? 0, this.registers[2 * group + 1] ?? 0];
  }

  /** The number of a group that a program names by number or name. */
  number(key: Value): number {
    const name = unboxed(key);
    const number = typeof name === "string" ? this.pattern.names.get(name) : asIndex(key);
    if (number === undefined || number < 0 || number >= this.pattern.groups) throw indexError("no such group");
    return Number(number);
  }

  get groupNumbers(): readonly number[] {
    return Array.from({ length: this.pattern.groups - 1 }, (_, i) => i + 1);
  }
}

/** A bound of a search, within the text. */
function bound(value: Value, length: number): number {
  const index = toIndex(value);
  if (index < 0) return 0;
  return index > length ? length : Number(index);
}

function find(
  pattern: Pattern,
  text: Value,
  pos: Value,
  endpos: Value,
  anchored: boolean,
  full: boolean,
): Match | null {
  const subject = subjectOf(text, pattern.isText);
  const end = bound(endpos, subject.length);
  const from = bound(pos, subject.length);
  if (from > end) return null;
  const registers = search(pattern.program, { codes: subject.codes, end, full }, from, anchored, false);
  return registers === null ? null : new Match(pattern, subject, registers, from, end);
}

/** Every match from `pos` on; a match may be empty, but not where the one before it ended empty. */
export class Scanner {
  private mustAdvance = false;
  private readonly from: number;
  private readonly end: number;
  private start: number;

  constructor(
    private readonly pattern: Pattern,
    readonly subject: Subject,
    pos: Value = 0,
    endpos: Value = Number.MAX_SAFE_INTEGER,
  ) {
    this.end = bound(endpos, subject.length);
    this.from = bound(pos, subject.length);
    this.start = this.from;
  }

  next(anchored = false): Match | null {
    const { pattern, subject, end } = this;
    if (this.start > end) return null;
    const attempt = { codes: subject.codes, end, full: false };
    const registers = search(pattern.program, attempt, this.start, anchored, this.mustAdvance);
    if (registers === null) {
      this.start = end + 1;
      return null;
    }
    const match = new Match(pattern, subject, registers, this.from, end);
    this.mustAdvance = match.start === match.end;
    this.start = match.end;
    return match;
  }
}

class MatchIterator extends PyIterator {
  constructor(private readonly scanner: Scanner) {
    super(iteratorTypes.callable);
  }

  next(): Value | undefined {
    return this.scanner.next() ?? undefined;
  }
}

const scannerType = defineType({ name: "SRE_Scanner", module: "_sre", subclassable: false });
scannerType.construct = null;

class PyScanner extends PyObject {
  constructor(
    readonly pattern: Pattern,
    readonly scanner: Scanner,
  ) {
    super(scannerType);
  }
}

methods(scannerType, guardClass(PyScanner), {
  "match()": (self) => self.scanner.next(true),
  "search()": (self) => self.scanner.next(),
});
addGetSet(scannerType, guardClass(PyScanner), "pattern", (self) => self.pattern);

/** What a match is replaced by. */
type Replacement = (match: Match) => Value;

function replacementOf(pattern: Pattern, value: Value): Replacement {
  if (isCallable(value)) return (match) => call(value, [match]);
  const template = templateOf(pattern, value);
  if (template === null) return () => value;
  return (match) => expand(match, template);
}

/** A template's parts; null where it is one literal, which stands for itself. */
function templateOf(pattern: Pattern, value: Value): readonly (Value | TemplateGroup)[] | null {
  const plain = unboxed(value);
  if (typeof plain === "string" ? !plain.includes("\\") : bytesOf(value)?.includes(92) === false) {
    return null;
  }
  const written = pointsOf(value);
  if (written === null) throw typeError(`decoding to str: need a bytes-like object, ${typeName(value)} found`);
  try {
    return parseTemplate(written.points, written.isText, pattern.groups, pattern.names);
  } catch (error) {
    throw error instanceof PatternError ? pattern.raise(error, value) : error;
  }
}

function expand(match: Match, template: readonly (Value | TemplateGroup)[]): Value {
  const { isText } = match.pattern;
  const empty = likePattern("", isText);
  return joined(
    template.map((part) => (part instanceof TemplateGroup ? match.group(part.group, empty) : part)),
    isText,
  );
}

function joined(parts: readonly Value[], isText: boolean): Value {
  if (isText) {
    return parts
      .map((part, i) => {
        const text = unboxed(part);
        if (typeof text === "string") return text;
        throw typeError(`sequence item ${i}: expected str instance, ${typeName(part)} found`);
      })
      .join("");
  }
  const pieces = parts.map((part, i) => {
    const bytes = bytesOf(part);
    if (bytes !== undefined) return bytes;
    throw typeError(`sequence item ${i}: expected a bytes-like object, ${typeName(part)} found`);
  });
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return new PyBytes(all);
}

function substitute(pattern: Pattern, replace: Value, text: Value, count: Value): [Value, number] {
  const replacement = replacementOf(pattern, replace);
  const subject = subjectOf(text, pattern.isText);
  const scanner = new Scanner(pattern, subject);
  const most = Number(toIndex(count));
  const parts: Value[] = [];
  let done = 0;
  let after = 0;
  while (most === 0 || done < most) {
    const match = scanner.next();
    if (match === null) break;
    if (after < match.start) parts.push(subject.slice(after, match.start));
    const item = replacement(match);
    if (item !== null) parts.push(item);
    checkItems(parts.length);
    after = match.end;
    done++;
  }
  if (after < subject.length) parts.push(subject.slice(after, subject.length));
  return [joined(parts, pattern.isText), done];
}

function split(pattern: Pattern, text: Value, most: Value): Value {
  const subject = subjectOf(text, pattern.isText);
  const scanner = new Scanner(pattern, subject);
  const limit = Number(toIndex(most));
  const parts: Value[] = [];
  let after = 0;
  for (let done = 0; limit === 0 || done < limit; done++) {
    const match = scanner.next();
    if (match === null) break;
    parts.push(subject.slice(after, match.start), ...match.groupNumbers.map((group) => match.group(group)));
    checkItems(parts.length);
    after = match.end;
  }
  parts.push(subject.slice(after, subject.length));
  return new PyList(parts);
}

function findAll(pattern: Pattern, text: Value, pos: Value, endpos: Value): Value {
  const scanner = new Scanner(pattern, subjectOf(text, pattern.isText), pos, endpos);
  const empty = likePattern("", pattern.isText);
  const found: Value[] = [];
  for (let match = scanner.next(); match !== null; match = scanner.next()) {
    const each = match;
    if (pattern.groups === 1) found.push(each.group(0));
    else if (pattern.groups === 2) found.push(each.group(1, empty));
    else found.push(new PyTuple(each.groupNumbers.map((group) => each.group(group, empty))));
    checkItems(found.length);
  }
  return new PyList(found);
}

const FLAG_NAMES = [
  "TEMPLATE",
  "IGNORECASE",
  "LOCALE",
  "MULTILINE",
  "DOTALL",
  "UNICODE",
  "VERBOSE",
  "DEBUG",
  "ASCII",
] as const;

function patternRepr(pattern: Pattern): string {
  let flags = pattern.isText ? pattern.flags & ~FLAG.UNICODE : pattern.flags;
  const names: string[] = [];
  for (const name of FLAG_NAMES) {
    if ((flags & FLAG[name]) === 0) continue;
    names.push(`re.${name}`);
    flags &= ~FLAG[name];
  }
  if (flags !== 0) names.push(`0x${flags.toString(16)}`);
  const source = [...repr(pattern.source)].slice(0, 200).join("");
  return `re.compile(${source}${names.length > 0 ? `, ${names.join("|")}` : ""})`;
}

const patternGuard = guardClass(Pattern);
const MAX = "endpos=9223372036854775807";

methods(patternType, patternGuard, {
  [`match(string, pos=0, ${MAX})`]: (self, text: Value, pos: Value, end: Value) =>
    find(self, text, pos, end, true, false),
  [`fullmatch(string, pos=0, ${MAX})`]: (self, text: Value, pos: Value, end: Value) =>
    find(self, text, pos, end, true, true),
  [`search(string, pos=0, ${MAX})`]: (self, text: Value, pos: Value, end: Value) =>
    find(self, text, pos, end, false, false),
  [`findall(string, pos=0, ${MAX})`]: findAll,
  [`finditer(string, pos=0, ${MAX})`]: (self, text: Value, pos: Value, end: Value) =>
    new MatchIterator(new Scanner(self, subjectOf(text, self.isText), pos, end)),
  [`scanner(string, pos=0, ${MAX})`]: (self, text: Value, pos: Value, end: Value) =>
    new PyScanner(self, new Scanner(self, subjectOf(text, self.isText), pos, end)),
  "split(string, maxsplit=0)": split,
  "sub(repl, string, count=0)": (self, replace: Value, text: Value, count: Value) =>
    substitute(self, replace, text, count)[0],
  "subn(repl, string, count=0)": (self, replace: Value, text: Value, count: Value) =>
    new PyTuple(substitute(self, replace, text, count)),
  "__repr__()": patternRepr,
  "__eq__(other, /)": (self, other: Value) => {
    if (!(other instanceof Pattern)) return NotImplemented;
    return self.flags === other.flags && self.isText === other.isText && equals(self.source, other.source);
  },
  "__hash__()": (self) => exactHash(new PyTuple([self.source, self.flags])),
  "__copy__()": (self) => self,
  "__deepcopy__(memo, /)": (self) => self,
});
addGetSet(patternType, patternGuard, "pattern", (self) => self.source);
addGetSet(patternType, patternGuard, "flags", (self) => self.flags);
addGetSet(patternType, patternGuard, "groups", (self) => self.groups - 1);
addGetSet(patternType, patternGuard, "groupindex", (self) => {
  const index = new PyDict();
  for (const [name, group] of self.names) index.set(name, group);
  return index;
});

const matchGuard = guardClass(Match);

methods(matchType, matchGuard, {
  "group(*groups)": (self, groups: Value) => {
    const asked = groups instanceof PyTuple ? groups.items : [];
    const [first] = asked;
    if (first === undefined) return self.group(0);
    if (asked.length === 1) return self.group(self.number(first));
    return new PyTuple(asked.map((each) => self.group(self.number(each))));
  },
  "__getitem__(group, /)": (self, group: Value) => self.group(self.number(group)),
  "groups(default=None)": (self, otherwise: Value) =>
    new PyTuple(self.groupNumbers.map((group) => self.group(group, otherwise))),
  "groupdict(default=None)": (self, otherwise: Value) => {
    const found = new PyDict();
    for (const [name, group] of self.pattern.names) dictSet(found, name, self.group(group, otherwise));
    return found;
  },
  "start(group=0, /)": (self, group: Value) => self.span(self.number(group))[0],
  "end(group=0, /)": (self, group: Value) => self.span(self.number(group))[1],
  "span(group=0, /)": (self, group: Value) => new PyTuple(self.span(self.number(group))),
  "expand(template)": (self, template: Value) => {
    const parts = templateOf(self.pattern, template);
    return parts === null ? template : expand(self, parts);
  },
  "__repr__()": (self) => {
    const text = [...repr(self.group(0))].slice(0, 50).join("");
    return `<re.Match object; span=(${self.start}, ${self.end}), match=${text}>`;
  },
  "__copy__()": (self) => self,
  "__deepcopy__(memo, /)": (self) => self,
});
addGetSet(matchType, matchGuard, "string", (self) => self.subject.value);
addGetSet(matchType, matchGuard, "re", (self) => self.pattern);
addGetSet(matchType, matchGuard, "pos", (self) => self.from);
addGetSet(matchType, matchGuard, "endpos", (self) => self.to);
addGetSet(
  matchType,
  matchGuard,
  "regs",
  (self) => new PyTuple([0, ...self.groupNumbers].map((group) => new PyTuple(self.span(group)))),
);
const lastIndex = (match: Match): number | null => {
  const last = match.registers[lastIndexRegister(match.pattern.groups)] ?? -1;
  return last < 0 ? null : last;
};
addGetSet(matchType, matchGuard, "lastindex", lastIndex);
addGetSet(matchType, matchGuard, "lastgroup", (self) => {
  const last = lastIndex(self);
  for (const [name, group] of self.pattern.names) if (group === last) return name;
  return null;
});

makeGeneric(patternType);
makeGeneric(matchType);

/** Whether a text is so long that a pattern made for it is not kept. */
export const isKept = (source: string): boolean => textLength(source) < 2000;
