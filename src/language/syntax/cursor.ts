// The parser's place in the tokens, and the two ways to leave it: a mismatch (this rule does not fit here, another
// may) and a raised problem (the program is wrong, and this is what to say).
// As in CPython, a file is parsed plainly first; only if that fails, the statement in question is parsed again with
// explanations switched on, whose rules look for the well-known mistakes. See explain/.

import type { Expr, Span } from "./ast";
import type { SyntaxProblem } from "./problem";
import type { SourceText } from "./source";
import { Token, type Tokens } from "./tokens";

/** How deep the parser may recurse; brackets alone are limited by the tokenizer, at 200. */
const MAX_DEPTH = 600;

/**
 * How tall a tree of expressions may be, so that everyone after the parser may walk it by recursion: `a + a + ...` is
 * read in a loop, but its tree leans to the left. CPython gives up at about 3,000.
 */
const MAX_HEIGHT = 1000;

/** Thrown where the tokens do not fit the rule. */
export class Mismatch extends Error {}

/** Thrown where we know what is wrong. */
export class Raised extends Error {
  constructor(readonly problem: SyntaxProblem) {
    super(problem.message);
  }
}

/** One object for all: a mismatch carries nothing, and capturing a stack is slow. */
const MISMATCH = new Mismatch("the tokens do not fit the rule");

/**
 * The rules that only explain. Each looks at what stands at the cursor, raises a problem if it knows the mistake, and
 * otherwise returns or mismatches; the caller resets the cursor.
 */
export interface Explanations {
  /** After the operand that begins an expression. */
  afterDisjunction(p: Cursor, first: number, left: Expr): void;
  /** After an expression where `:=` would be allowed. */
  afterNamedExpression(p: Cursor, first: number, left: Expr): void;
  /** After the value of a keyword argument that began at token `first`. */
  afterKeywordValue(p: Cursor, first: number): void;
  /** After an argument that is followed by `=`. */
  beforeArgumentEqual(p: Cursor, first: number): void;
  callArguments(p: Cursor): void;
  parenthesized(p: Cursor): void;
  list(p: Cursor): void;
  braces(p: Cursor): void;
  dict(p: Cursor): void;
  forTarget(p: Cursor): void;
  assignment(p: Cursor): void;
  deletion(p: Cursor): void;
  withItemTarget(p: Cursor): void;
}

/** A statement that could not be read. */
export interface Failure {
  /** Its first token. */
  readonly first: number;
  /** The furthest token that did not fit. */
  readonly furthest: number;
  /** The furthest token that was looked at. */
  readonly seen: number;
  /** What is wrong, where that is plain without a second look. */
  readonly problem: SyntaxProblem | null;
}

interface Remembered {
  readonly value: unknown;
  readonly index: number;
}

export class Cursor {
  index = 0;
  kind: Token;
  /** The furthest token that did not fit; where a generic error is reported. */
  furthest = 0;
  /** The furthest token that was looked at. */
  seen = 0;
  /** Null in the plain pass. */
  explain: Explanations | null = null;
  /**
   * Whether an operand or trailer that does not fit is given back, operator and all, as in CPython's grammar. It makes
   * no difference to what is accepted, only to what can be said about the rest; the plain pass saves the trouble.
   */
  backtracks = false;
  /** What the first pass remembers is forgotten in the second. */
  private isSecondPass = false;
  /** The statements that the plain pass had to leave out. */
  readonly failures: Failure[] = [];
  /** The last \N{...} that was met, which we cannot decode. */
  namedEscape: Span | null = null;

  private readonly kinds: Uint8Array;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly memory = new Map<string, Map<number, Remembered | null>>();
  /** How deep the nesting is. */
  depth = 0;
  /** The height of the tallest expression read since whoever reads around it set this to zero. */
  height = 0;

  constructor(
    readonly source: SourceText,
    readonly tokens: Tokens,
    readonly explanations: Explanations,
    /** Put before every message: "f-string: " within one. */
    readonly context = "",
  ) {
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.kind = this.kindAt(0);
  }

  kindAt(index: number): Token {
    return this.kinds[index] ?? Token.EndMarker;
  }

  startOf(index: number): number {
    return this.starts[index] ?? 0;
  }

  endOf(index: number): number {
    return this.ends[index] ?? 0;
  }

  textOf(index: number): string {
    return this.source.text.slice(this.startOf(index), this.endOf(index));
  }

  lineOf(index: number): number {
    return this.source.lineAt(this.startOf(index));
  }

  /** The offset of the current token. */
  get start(): number {
    return this.startOf(this.index);
  }

  /** The end of what has been read, blank tokens left out. */
  get end(): number {
    let index = this.index - 1;
    for (;;) {
      const kind = this.kindAt(index);
      if (index < 0) return 0;
      if (kind !== Token.Newline && kind !== Token.Indent && kind !== Token.Dedent) return this.endOf(index);
      index--;
    }
  }

  peek(distance: number): Token {
    return this.kindAt(this.index + distance);
  }

  advance(): void {
    this.index++;
    if (this.index > this.seen) this.seen = this.index;
    this.kind = this.kindAt(this.index);
    if (this.kind === Token.Error) this.fail();
  }

  moveTo(index: number): void {
    this.index = index;
    this.kind = this.kindAt(index);
  }

  /** Compare the current token; unlike a look at `kind`, this tells the type checker nothing that `advance` undoes. */
  is(kind: Token): boolean {
    return this.kind === kind;
  }

  accept(kind: Token): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  expect(kind: Token): void {
    if (this.kind !== kind) this.fail();
    this.advance();
  }

  /** Read the last token that a rule looks at: none after it is asked for. */
  expectLast(kind: Token): void {
    const { seen } = this;
    this.expect(kind);
    this.seen = Math.max(seen, this.index - 1);
  }

  /** Read an identifier; names that look different may be the same one (PEP 3131). */
  name(): string {
    if (this.kind !== Token.Name) this.fail();
    const name = this.textOf(this.index);
    this.advance();
    return isAscii(name) ? name : name.normalize("NFKC");
  }

  /** Whether the current token is this name, a keyword only here. */
  isSoftKeyword(word: string): boolean {
    return this.kind === Token.Name && this.textOf(this.index) === word;
  }

  /** Note that the grammar has looked this far in vain. */
  reach(index: number): void {
    if (index > this.furthest) this.furthest = index;
  }

  fail(): never {
    this.reach(this.index);
    if (this.kind === Token.Error) {
      const error = this.tokens.errors.find((candidate) => candidate.index === this.index);
      if (error !== undefined) throw new Raised(error.problem);
    }
    throw MISMATCH;
  }

  /** Report a problem over a range of offsets. */
  raise(message: string, start: number, end: number, type: SyntaxProblem["type"] = "SyntaxError"): never {
    throw new Raised(this.problem(message, start, end, type));
  }

  private problem(
    message: string,
    start: number,
    end: number,
    type: SyntaxProblem["type"] = "SyntaxError",
  ): SyntaxProblem {
    // The end of the file belongs to its last line, not to an empty one after it.
    const { text } = this.source;
    const line = this.source.lineAt(start === text.length && text.endsWith("\n") ? start - 1 : start);
    return { type, message: this.context + message, start, end, line };
  }

  /** Report a problem over the tokens from `first` up to and without `last`. */
  raiseAt(first: number, last: number, message: string): never {
    this.raise(message, this.startOf(first), this.endOf(Math.max(first, last - 1)));
  }

  /** Report a problem at the current token. */
  raiseHere(message: string, type: SyntaxProblem["type"] = "SyntaxError"): never {
    if (this.kind === Token.Error) this.fail();
    this.raise(message, this.start, this.endOf(this.index), type);
  }

  /** Try a rule: its result, or undefined, with the cursor back in place, if it does not fit. */
  attempt<T>(rule: (p: Cursor) => T): T | undefined {
    const { index, depth } = this;
    try {
      return rule(this);
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      this.moveTo(index);
      this.depth = depth;
      return undefined;
    }
  }

  /** Whether a rule fits here; the cursor stays. */
  fits(rule: (p: Cursor) => unknown): boolean {
    const { index } = this;
    const fits = this.attempt((p) => {
      rule(p);
      return true;
    });
    this.moveTo(index);
    return fits === true;
  }

  /** Parse by a rule; if it does not fit, and explanations are on, let one look at the same place. */
  explained<T>(rule: (p: Cursor) => T, explanation: (explain: Explanations) => void): T {
    if (this.explain === null) return rule(this);
    const { index, explain } = this;
    const result = this.attempt(rule);
    if (result !== undefined) return result;
    this.attempt(() => explanation(explain));
    this.moveTo(index);
    throw MISMATCH;
  }

  /** Like `attempt`, but content with the part of an expression that does fit. */
  backtracking<T>(rule: (p: Cursor) => T): T | undefined {
    const { backtracks } = this;
    this.backtracks = true;
    const result = this.attempt(rule);
    this.backtracks = backtracks;
    return result;
  }

  /** Parse a part that may be left out; undefined if it is. */
  optional<T>(rule: (p: Cursor) => T): T | undefined {
    return this.backtracks ? this.attempt(rule) : rule(this);
  }

  /** With explanations on, rules are tried again and again at one place; remember what came of it. */
  remember<T>(name: string, rule: (p: Cursor) => T): T {
    if (!this.backtracks) return rule(this);
    const key = this.isSecondPass ? name : `plain ${name}`;
    let byIndex = this.memory.get(key);
    if (byIndex === undefined) {
      byIndex = new Map();
      this.memory.set(key, byIndex);
    }
    const { index } = this;
    const known = byIndex.get(index);
    if (known === null) throw MISMATCH;
    if (known !== undefined) {
      this.moveTo(known.index);
      // The entry was made under this name by this rule, so it holds a T.
      return known.value as T;
    }
    try {
      const value = rule(this);
      byIndex.set(index, { value, index: this.index });
      return value;
    } catch (error) {
      if (error instanceof Mismatch) byIndex.set(index, null);
      throw error;
    }
  }

  /** Parse all tokens by one rule, plainly and, if that fails, with explanations. */
  parseAll<T>(rule: (p: Cursor) => T): T {
    const whole = (p: Cursor) => {
      const value = rule(p);
      if (p.kind !== Token.EndMarker) p.fail();
      return value;
    };
    const value = this.attempt(whole);
    if (value !== undefined) return value;
    const { furthest } = this;
    this.explainAll(whole);
    throw new Raised(this.genericProblem(furthest));
  }

  /** Parse again what did not fit, raising what can be said about it. */
  explainAll(rule: (p: Cursor) => void): void {
    const { index } = this;
    this.backtracks = true;
    // CPython looks for broken dicts in its first pass already.
    this.attempt(rule);
    this.moveTo(index);
    this.explain = this.explanations;
    this.isSecondPass = true;
    this.attempt(rule);
  }

  /** What CPython says when no rule explains the error: that the furthest token is one too many. */
  genericProblem(index: number): SyntaxProblem {
    const kind = this.kindAt(index);
    const start = this.startOf(index);
    const end = this.endOf(index);
    if (kind === Token.Indent) return this.problem("unexpected indent", start, end, "IndentationError");
    if (kind === Token.Dedent) return this.problem("unexpected unindent", start, end, "IndentationError");
    return this.problem("invalid syntax", start, end);
  }

  /** Count a level of nesting in; `leave` counts it out. A mismatch may skip `leave`: `attempt` restores the count. */
  enter(): void {
    this.depth++;
    if (this.depth > MAX_DEPTH) this.raise("too many levels of nesting", this.start, this.endOf(this.index));
  }

  leave(): void {
    this.depth--;
  }

  /** Count the levels that a node stands above the tallest of its parts. */
  grow(levels = 1): void {
    this.height += levels;
    if (this.height > MAX_HEIGHT) this.raise("too many levels of nesting", this.start, this.endOf(this.index));
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
