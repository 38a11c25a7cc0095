// The parser: a .nnspec file's text to its syntax tree, or to what is wrong with it.
// A file is parsed plainly first. Only statements where that fails are parsed again, with the rules that look for the
// well-known mistakes (explain.ts); this is CPython 3.11's own way, so that its words come out.

import type { Module, Stmt } from "./ast";
import { recoverableStatement } from "./blocks";
import { checkModule } from "./checks";
import { Cursor, type Failure, Raised } from "./cursor";
import { explanations } from "./explain";
import { withHint } from "./hints";
import type { SyntaxProblem } from "./problem";
import type { SourceText } from "./source";
import { statement } from "./statements";
import { tokenize, tokenizeRest } from "./tokenizer";
import { type ErrorRank, type Rest, Token, type Tokens } from "./tokens";

export type { SyntaxProblem } from "./problem";

/** After so many errors the file is something else than Python. */
const MAX_FAILURES = 50;

/** How often reading goes on after an error that ended it. */
const MAX_RESUMED = 10;

/** A statement of more tokens is not read again for an explanation: that remembers what it reads, and takes its time. */
const MAX_EXPLAINED_TOKENS = 100_000;

export interface ParseResult {
  /** Complete when `errors` is empty; otherwise the statements that could be read. */
  readonly module: Module;
  /** CPython's error first, then the others in the order of the text. */
  readonly errors: SyntaxProblem[];
}

/** Parse a whole file. */
export function parseModule(source: SourceText): ParseResult {
  const tokens = tokenize(source);
  const p = new Cursor(source, tokens, explanations);
  const body: Stmt[] = [];
  const topLevel: number[] = [];
  if (p.kind === Token.Newline) p.advance();
  while (p.kind !== Token.EndMarker && p.failures.length < MAX_FAILURES) {
    topLevel.push(p.index);
    recoverableStatement(p, statement, body);
  }
  const module: Module = { kind: "Module", body, start: 0, end: source.text.length };
  const [first] = p.failures;
  if (first === undefined) return { module, errors: checkModule(module, source) };
  const enclosing = topLevel.filter((index) => index <= first.first).pop() ?? first.first;
  return { module, errors: explainFailures(source, tokens, p.failures, enclosing) };
}

/** The first failure is explained by reading again from `enclosing`, the top-level statement that it is in. */
function explainFailures(
  source: SourceText,
  tokens: Tokens,
  [first, ...others]: readonly Failure[],
  enclosing: number,
): SyntaxProblem[] {
  if (first === undefined) return [];
  const own = explain(source, tokens, { ...first, first: enclosing });
  const later = others.map((failure) => leadingProblem(source, tokens, explain(source, tokens, failure), "unclosed"));
  later.push(...problemsInRest(source, tokens.rest, MAX_RESUMED));
  later.sort((a, b) => a.start - b.start);
  const errors = [leadingProblem(source, tokens, own)];
  for (const problem of [own.problem, ...later]) {
    const isRepeated = errors.some((known) => known.line === problem.line);
    if (!isRepeated) errors.push(problem);
  }
  return errors;
}

/** What is wrong after an error at which the tokenizer ended, and so on. */
function problemsInRest(source: SourceText, rest: Rest | null, times: number): SyntaxProblem[] {
  if (rest === null || times === 0) return [];
  const tokens = tokenizeRest(source, rest);
  const p = new Cursor(source, tokens, explanations);
  while (p.kind !== Token.EndMarker && p.failures.length < MAX_FAILURES) {
    // The blocks that we are in began before.
    if (p.kind === Token.Dedent) p.advance();
    else recoverableStatement(p, statement, []);
  }
  const found = p.failures.map((each) => leadingProblem(source, tokens, explain(source, tokens, each), "unclosed"));
  return [...found, ...problemsInRest(source, tokens.rest, times - 1)];
}

/** A problem, with what decides whether another one of the tokenizer's outranks it. */
interface Explained {
  readonly problem: SyntaxProblem;
  /** The furthest token that was looked at. */
  readonly seen: number;
  readonly isGeneric: boolean;
}

/** The problem with one statement: found by the grammar, by its second reading, or just that it does not fit. */
function explain(source: SourceText, tokens: Tokens, failure: Failure): Explained {
  if (failure.problem !== null) {
    const problem = withHint(failure.problem, source, tokens, failure.furthest);
    return { problem, seen: failure.seen, isGeneric: false };
  }
  const p = new Cursor(source, tokens, explanations);
  p.moveTo(failure.first);
  p.seen = failure.furthest;
  const isExplainable = failure.furthest - failure.first <= MAX_EXPLAINED_TOKENS;
  try {
    if (isExplainable) p.explainAll((q) => statement(q, []));
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    return { problem: error.problem, seen: p.seen, isGeneric: false };
  }
  const problem = withHint(p.genericProblem(failure.furthest), source, tokens, failure.furthest);
  return { problem, seen: p.seen, isGeneric: true };
}

/**
 * The tokenizer's first error, wherever it is, outranks the grammar's, so that an unclosed string or bracket is not
 * blamed on what stands before it; an unclosed bracket only if it opens on an earlier line. With `rank`, only such an
 * error is looked at.
 */
function leadingProblem(source: SourceText, tokens: Tokens, own: Explained, rank?: ErrorRank): SyntaxProblem {
  const error = rank === undefined ? tokens.errors[0] : tokens.errors.find((each) => each.rank === rank);
  if (error === undefined || error.problem === own.problem) return own.problem;
  if (own.isGeneric && own.problem.type === "IndentationError") return own.problem;
  if (error.rank === "always") return error.problem;
  const line = source.lineAt(tokens.starts[Math.min(own.seen, error.index - 1)] ?? 0);
  return error.rank === "unclosed" && line > error.problem.line ? error.problem : own.problem;
}
