// The indented blocks of compound statements, and how reading goes on after an error in one of their statements.

import type { Stmt } from "./ast";
import { type Cursor, type Failure, Mismatch, Raised } from "./cursor";
import { Token } from "./tokens";

/** Reads a statement, or the several of one line, into `body`; compound ones only if a line of their own begins. */
export type StatementReader = (p: Cursor, body: Stmt[], isInline?: boolean) => void;

/**
 * Read a statement; if that fails in the plain pass, note the failure and go on after it. With explanations on, and for
 * anything but a syntax error, the failure goes up to the caller.
 */
export function recoverableStatement(p: Cursor, statement: StatementReader, body: Stmt[]): void {
  const first = p.index;
  const { depth } = p;
  try {
    statement(p, body);
  } catch (error) {
    const isSyntax = error instanceof Mismatch || error instanceof Raised;
    if (!isSyntax || p.backtracks) throw error;
    const problem = error instanceof Raised ? error.problem : null;
    const follows = p.kind === Token.Indent && isMissingBlock(p.failures[p.failures.length - 1]);
    // What is indented below a line that should itself have been is no second mistake.
    if (!follows) p.failures.push({ first, furthest: p.furthest, seen: p.seen, problem });
    p.depth = depth;
    goOn(p, statement, first, Math.max(first, p.furthest, p.index));
  }
}

function isMissingBlock(failure: Failure | undefined): boolean {
  return failure?.problem?.message.startsWith("expected an indented block") === true;
}

/** After a statement that failed: past its line, and through the statements of its block and of its other clauses. */
function goOn(p: Cursor, statement: StatementReader, first: number, reached: number): void {
  const before = p.kindAt(reached - 1);
  p.index = reached;
  // What was missing should have stood before this line.
  const isNextLine = reached > first && (before === Token.Newline || before === Token.Dedent);
  while (!isNextLine || continuesStatement(p.kindAt(p.index))) {
    skipLine(p, first);
    if (p.kindAt(p.index) !== Token.Indent) break;
    p.index++;
    if (p.textOf(p.index) === "case") skipBlock(p);
    p.moveTo(p.index);
    while (!p.is(Token.Dedent) && !p.is(Token.EndMarker)) recoverableStatement(p, statement, []);
    if (p.is(Token.Dedent)) p.index++;
    if (!continuesStatement(p.kindAt(p.index))) break;
  }
  p.moveTo(p.index);
}

/** Move to what comes after the line of token `first`, or to where the indentation changes. */
function skipLine(p: Cursor, first: number): void {
  for (; ; p.index++) {
    const kind = p.kindAt(p.index);
    if (kind === Token.EndMarker || kind === Token.Indent) return;
    if (kind === Token.Dedent && p.index > first) return;
    if (kind !== Token.Newline) continue;
    p.index++;
    return;
  }
}

/** Move to the Dedent that ends a block. */
function skipBlock(p: Cursor): void {
  for (let depth = 0; p.kindAt(p.index) !== Token.EndMarker; p.index++) {
    const kind = p.kindAt(p.index);
    if (kind === Token.Indent) depth++;
    else if (kind === Token.Dedent && --depth < 0) return;
  }
}

function continuesStatement(kind: Token): boolean {
  return kind === Token.Else || kind === Token.Elif || kind === Token.Except || kind === Token.Finally;
}

/**
 * Read a block after its colon: the rest of the line, or indented lines.
 * `owner` and the token `header` are for the message that the block is missing.
 */
export function block(p: Cursor, statement: StatementReader, owner: string, header: number): Stmt[] {
  return p.remember("block", () => plainBlock(p, statement, owner, header));
}

function plainBlock(p: Cursor, statement: StatementReader, owner: string, header: number): Stmt[] {
  const body: Stmt[] = [];
  if (p.kind !== Token.Newline) {
    statement(p, body, true);
    return body;
  }
  p.advance();
  if (!p.is(Token.Indent)) {
    const message = `expected an indented block after ${owner} on line ${p.lineOf(header)}`;
    p.raiseHere(message, "IndentationError");
  }
  p.advance();
  p.enter();
  while (!p.is(Token.Dedent) && !p.is(Token.EndMarker)) recoverableStatement(p, statement, body);
  p.leave();
  p.accept(Token.Dedent);
  return body;
}
