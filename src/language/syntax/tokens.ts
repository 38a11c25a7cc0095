// The tokens of a program: parallel arrays of kind, start and end, because a file has tens of thousands of them.
// Kinds follow CPython 3.11's Grammar/Tokens; a keyword has a kind of its own, soft keywords are names.

import type { SyntaxProblem } from "./problem";

export enum Token {
  EndMarker,
  Newline,
  Indent,
  Dedent,
  /** Where the tokenizer met something that is no token; `Tokens.errors` says what. */
  Error,
  /** A function's body that was passed over: see outline.ts. */
  Outlined,
  Name,
  Number,
  String,

  LeftParen,
  RightParen,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  Comma,
  Colon,
  Semicolon,
  Dot,
  Ellipsis,
  Arrow,
  ColonEqual,
  /** A character that the language has no use for: ! $ ? ` */
  Stray,
  Equal,
  PlusEqual,
  MinusEqual,
  StarEqual,
  AtEqual,
  SlashEqual,
  PercentEqual,
  DoubleStarEqual,
  LeftShiftEqual,
  RightShiftEqual,
  BarEqual,
  CaretEqual,
  AmpersandEqual,
  DoubleSlashEqual,

  Plus,
  Minus,
  Star,
  At,
  Slash,
  Percent,
  DoubleStar,
  LeftShift,
  RightShift,
  Bar,
  Caret,
  Ampersand,
  DoubleSlash,
  Tilde,
  EqualEqual,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,

  False,
  None,
  True,
  And,
  As,
  Assert,
  Async,
  Await,
  Break,
  Class,
  Continue,
  Def,
  Del,
  Elif,
  Else,
  Except,
  Finally,
  For,
  From,
  Global,
  If,
  Import,
  In,
  Is,
  Lambda,
  Nonlocal,
  Not,
  Or,
  Pass,
  Raise,
  Return,
  Try,
  While,
  With,
  Yield,
}

/** The reserved words. */
export const KEYWORDS: ReadonlyMap<string, Token> = new Map([
  ["False", Token.False],
  ["None", Token.None],
  ["True", Token.True],
  ["and", Token.And],
  ["as", Token.As],
  ["assert", Token.Assert],
  ["async", Token.Async],
  ["await", Token.Await],
  ["break", Token.Break],
  ["class", Token.Class],
  ["continue", Token.Continue],
  ["def", Token.Def],
  ["del", Token.Del],
  ["elif", Token.Elif],
  ["else", Token.Else],
  ["except", Token.Except],
  ["finally", Token.Finally],
  ["for", Token.For],
  ["from", Token.From],
  ["global", Token.Global],
  ["if", Token.If],
  ["import", Token.Import],
  ["in", Token.In],
  ["is", Token.Is],
  ["lambda", Token.Lambda],
  ["nonlocal", Token.Nonlocal],
  ["not", Token.Not],
  ["or", Token.Or],
  ["pass", Token.Pass],
  ["raise", Token.Raise],
  ["return", Token.Return],
  ["try", Token.Try],
  ["while", Token.While],
  ["with", Token.With],
  ["yield", Token.Yield],
]);

/** How the tokenizer ended at an error, which decides whether it outranks an error of the grammar before it. */
export type ErrorRank =
  /** Reported even if the grammar fails at an earlier token. */
  | "always"
  /** Reported only when the parser gets that far. */
  | "reached"
  /** The end of the file inside brackets: outranks a grammar error on a later line than the bracket. */
  | "unclosed";

export interface TokenError {
  /** The index of its Error token. */
  readonly index: number;
  readonly rank: ErrorRank;
  readonly problem: SyntaxProblem;
}

/** Where reading can go on after an error that ended it, and how the blocks around it are indented. */
export interface Rest {
  readonly start: number;
  readonly indents: readonly number[];
  readonly alternateIndents: readonly number[];
}

/** A growing list of tokens. */
export class Tokens {
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  count = 0;
  readonly errors: TokenError[] = [];
  /** What was not read any more, after an error. */
  rest: Rest | null = null;

  /** `size` is a first guess at how many there will be. */
  constructor(size: number) {
    this.kinds = new Uint8Array(size);
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
  }

  push(kind: Token, start: number, end: number): void {
    if (this.count === this.kinds.length) this.grow();
    this.kinds[this.count] = kind;
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
  }

  private grow(): void {
    const size = this.kinds.length * 2;
    const { kinds, starts, ends } = this;
    this.kinds = new Uint8Array(size);
    this.kinds.set(kinds);
    this.starts = new Int32Array(size);
    this.starts.set(starts);
    this.ends = new Int32Array(size);
    this.ends.set(ends);
  }
}
