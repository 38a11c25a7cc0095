// The indented blocks of compound statements, and how reading goes on after an error in one of their statements.

import type { Stmt } from "./ast";
import { type Cursor, Mismatch, Raised } from "./cursor";
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
    p.failures.push({ first, furthest: p.furthest, seen: p.seen, problem });
    p.depth = depth;
    skipStatement(p, first, Math.max(p.furthest, p.index));
  }
}

/** Move past a statement, its block and the clauses that belong to it. */
function skipStatement(p: Cursor, first: number, reached: number): void {
  let depth = 0;
  let index = first;
  for (; p.kindAt(index) !== Token.EndMarker; index++) {
    const kind = p.kindAt(index);
    if (kind === Token.Indent) {
      depth++;
    } else if (kind === Token.Dedent) {
      if (depth === 0 && index > first) break;
      depth = Math.max(0, depth - 1);
      if (depth === 0 && index + 1 >= reached && !continuesStatement(p.kindAt(index + 1))) {
        index++;
        break;
      }
    } else if (kind === Token.Newline && depth === 0 && index >= reached) {
      const next = p.kindAt(index + 1);
      if (next !== Token.Indent && !continuesStatement(next)) {
        index++;
        break;
      }
    }
  }
  p.moveTo(index);
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
