// The parser: a .nnspec file's text to its syntax tree, or to what is wrong with it.
// A file is parsed plainly first. Only statements where that fails are parsed again, with the rules that look for the
// well-known mistakes (explain.ts); this is CPython 3.11's own way, so that its words come out.

import type { Module, Stmt } from "./ast";
import { recoverableStatement } from "./blocks";
import { checkModule } from "./checks";
import { Cursor, type Failure, Mismatch, Raised } from "./cursor";
import { explanations } from "./explain";
import type { SyntaxProblem } from "./problem";
import type { SourceText } from "./source";
import { statement } from "./statements";
import { tokenize } from "./tokenizer";
import { Token, type Tokens } from "./tokens";

export type { SyntaxProblem } from "./problem";

/** After so many errors the file is something else than Python. */
const MAX_FAILURES = 50;

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
  const errors = explainFailures(source, tokens, p.failures, topLevel);
  return { module, errors: errors.length === 0 ? checkModule(module, source) : errors };
}

function explainFailures(
  source: SourceText,
  tokens: Tokens,
  failures: readonly Failure[],
  topLevel: readonly number[],
): SyntaxProblem[] {
  const first = failures[0];
  if (first === undefined) return [];
  const enclosing = topLevel.filter((index) => index <= first.first).pop() ?? first.first;
  const own = explain(source, tokens, { ...first, first: enclosing });
  const errors = [leadingProblem(tokens, first, own)];
  const others = failures.slice(1).map((failure) => explain(source, tokens, failure));
  others.sort((a, b) => a.start - b.start);
  for (const problem of [own, ...others]) {
    const isRepeated = errors.some((known) => known.line === problem.line);
    if (!isRepeated) errors.push(problem);
  }
  return errors;
}

/** The problem with one statement: found by the grammar, by its second reading, or just that it does not fit. */
function explain(source: SourceText, tokens: Tokens, failure: Failure): SyntaxProblem {
  if (failure.problem !== null) return failure.problem;
  const p = new Cursor(source, tokens, explanations);
  p.explain = explanations;
  p.moveTo(failure.first);
  return caught(() => statement(p, [])) ?? p.genericProblem(failure.furthest);
}

function caught(run: () => void): SyntaxProblem | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof Raised) return error.problem;
    if (!(error instanceof Mismatch)) throw error;
  }
  return undefined;
}

/**
 * The tokenizer's first error, wherever it is, outranks the grammar's, so that an unclosed string or bracket is not
 * blamed on what stands before it; an unclosed bracket only if it opens on an earlier line.
 */
function leadingProblem(tokens: Tokens, failure: Failure, own: SyntaxProblem): SyntaxProblem {
  const error = tokens.errors[0];
  if (error === undefined || error.index <= failure.furthest) return own;
  if (error.rank === "always") return error.problem;
  return error.rank === "unclosed" && own.line > error.problem.line ? error.problem : own;
}
