// Statements, by recursive descent (https://docs.python.org/3.11/reference/grammar.html).
// Functions, classes and `match` are in definitions.ts and patterns.ts; both are given the reader of blocks from here.

import type { Alias, ExceptHandler, Expr, Stmt, WithItem } from "./ast";
import { block } from "./blocks";
import type { Cursor } from "./cursor";
import { decorated, functionOrClass } from "./definitions";
import {
  expression,
  expressions,
  namedExpression,
  primary,
  starExpressions,
  starTargets,
  yieldExpression,
  yieldOrStarExpressions,
} from "./expressions";
import { augmentedOperator, startsExpression } from "./operators";
import { matchStatement, matchSubject } from "./patterns";
import { asTarget, isSingleTarget } from "./targets";
import { Token } from "./tokens";

/** An `elif` is an `if` within the `else` before it, so many of them make a deep tree. */
const MAX_CLAUSES = 1000;

/** Read a statement, or the several of one line that are separated by semicolons, into `body`. */
export function statement(p: Cursor, body: Stmt[], isInline = false): void {
  const compound = isInline ? undefined : compoundStatement(p);
  if (compound !== undefined) {
    body.push(compound);
    return;
  }
  do {
    body.push(simpleStatement(p));
  } while (p.accept(Token.Semicolon) && p.kind !== Token.Newline);
  p.expect(Token.Newline);
}

function compoundStatement(p: Cursor): Stmt | undefined {
  switch (p.kind) {
    case Token.If:
      return ifStatement(p);
    case Token.For:
      return forStatement(p, p.start, false);
    case Token.While:
      return whileStatement(p);
    case Token.Try:
      return tryStatement(p);
    case Token.With:
      return withStatement(p, p.start, false);
    case Token.Def:
    case Token.Class:
      return functionOrClass(p, statement);
    case Token.At:
      return decorated(p, statement);
    case Token.Async:
      return asyncStatement(p);
    default:
      return p.isSoftKeyword("match") ? matchOrName(p) : undefined;
  }
}

/** A match statement; undefined if `match` is a name here. */
function matchOrName(p: Cursor): Stmt | undefined {
  const result = matchStatement(p, statement);
  if (result === undefined && p.explain !== null && !p.fits(simpleStatement)) {
    const { index } = p;
    const isHeader = p.attempt(matchSubject) !== undefined;
    if (isHeader && p.kind === Token.Newline) p.raiseHere("expected ':'");
    if (isHeader && p.kind === Token.Colon && p.peek(1) === Token.Newline && p.peek(2) !== Token.Indent) {
      p.moveTo(p.index + 2);
      p.raiseHere(`expected an indented block after 'match' statement on line ${p.lineOf(index)}`, "IndentationError");
    }
    p.moveTo(index);
  }
  return result;
}

function asyncStatement(p: Cursor): Stmt {
  const { start } = p;
  switch (p.peek(1)) {
    case Token.Def:
      return functionOrClass(p, statement);
    case Token.For:
      p.advance();
      return forStatement(p, start, true);
    case Token.With:
      p.advance();
      return withStatement(p, start, true);
    default:
      p.advance();
      return p.fail();
  }
}

/** The colon of a header, or the message that there should be one if the line ends here. */
function colon(p: Cursor): void {
  if (p.kind === Token.Newline) p.raiseHere("expected ':'");
  p.expect(Token.Colon);
}

/** The colon after `else`, `try` and `finally`, where nothing else can stand. */
function onlyColon(p: Cursor): void {
  if (p.kind !== Token.Colon) p.raiseHere("expected ':'");
  p.advance();
}

function ifStatement(p: Cursor): Stmt {
  const clauses: { start: number; test: Expr; body: Stmt[] }[] = [];
  let orelse: Stmt[] = [];
  do {
    const { start, index } = p;
    p.advance();
    const test = namedExpression(p);
    colon(p);
    const owner = clauses.length === 0 ? "'if' statement" : "'elif' statement";
    if (clauses.length >= MAX_CLAUSES) p.raise("too many elif clauses", start, p.endOf(index));
    clauses.push({ start, test, body: block(p, statement, owner, index) });
  } while (p.kind === Token.Elif);
  if (p.kind === Token.Else) orelse = elseBlock(p);
  const { end } = p;
  let result: Stmt | undefined;
  for (const { start, test, body } of clauses.reverse()) {
    result = { kind: "If", test, body, orelse, start, end };
    orelse = [result];
  }
  return result ?? p.fail();
}

function elseBlock(p: Cursor): Stmt[] {
  const { index } = p;
  if (!p.accept(Token.Else)) return [];
  onlyColon(p);
  return block(p, statement, "'else' statement", index);
}

function whileStatement(p: Cursor): Stmt {
  const { start, index } = p;
  p.advance();
  const test = namedExpression(p);
  colon(p);
  const body = block(p, statement, "'while' statement", index);
  const orelse = elseBlock(p);
  return { kind: "While", test, body, orelse, start, end: p.end };
}

function forStatement(p: Cursor, start: number, isAsync: boolean): Stmt {
  const { index } = p;
  const { target, iter } = p.explained(forHeader, (explain) => explain.forTarget(p));
  const body = block(p, statement, "'for' statement", index);
  const orelse = elseBlock(p);
  return { kind: isAsync ? "AsyncFor" : "For", target, iter, body, orelse, start, end: p.end };
}

function forHeader(p: Cursor): { target: Expr; iter: Expr } {
  p.expect(Token.For);
  const target = starTargets(p);
  p.expect(Token.In);
  const iter = starExpressions(p);
  colon(p);
  return { target, iter };
}

function withStatement(p: Cursor, start: number, isAsync: boolean): Stmt {
  const { index } = p;
  p.advance();
  const items = withItems(p);
  const body = block(p, statement, "'with' statement", index);
  return { kind: isAsync ? "AsyncWith" : "With", items, body, start, end: p.end };
}

/** The items of a `with` and its colon: in parentheses if that fits, for then the colon follows them. */
function withItems(p: Cursor): WithItem[] {
  if (p.kind === Token.LeftParen) {
    const items = p.attempt(parenthesizedItems);
    if (items !== undefined) return items;
  }
  const items: WithItem[] = [];
  do items.push(withItem(p));
  while (p.accept(Token.Comma));
  colon(p);
  return items;
}

function parenthesizedItems(p: Cursor): WithItem[] {
  const items: WithItem[] = [];
  p.advance();
  while (p.kind !== Token.RightParen || items.length === 0) {
    items.push(withItem(p));
    if (!p.accept(Token.Comma)) break;
  }
  p.expect(Token.RightParen);
  if (p.explain !== null && p.is(Token.Newline)) p.raiseHere("expected ':'");
  p.expect(Token.Colon);
  return items;
}

function withItem(p: Cursor): WithItem {
  return p.explained(plainWithItem, (explain) => explain.withItemTarget(p));
}

function plainWithItem(p: Cursor): WithItem {
  const { start } = p;
  const context_expr = expression(p);
  let optional_vars: Expr | null = null;
  if (p.accept(Token.As)) {
    const target = starTarget(p);
    if (p.kind !== Token.Comma && p.kind !== Token.RightParen && p.kind !== Token.Colon) {
      if (p.kind === Token.Newline) colon(p);
      p.fail();
    }
    optional_vars = target;
  }
  return { kind: "withitem", context_expr, optional_vars, start, end: p.end };
}

function starTarget(p: Cursor): Expr {
  const { start } = p;
  const isStarred = p.accept(Token.Star);
  const target = asTarget(primary(p), "Store") ?? p.fail();
  return isStarred ? { kind: "Starred", value: target, ctx: "Store", start, end: p.end } : target;
}

function tryStatement(p: Cursor): Stmt {
  const { start, index } = p;
  p.advance();
  onlyColon(p);
  const body = block(p, statement, "'try' statement", index);
  const handlers: ExceptHandler[] = [];
  const isStar = p.kind === Token.Except && p.peek(1) === Token.Star;
  while (p.kind === Token.Except) {
    if ((p.peek(1) === Token.Star) !== isStar) {
      p.raiseHere("cannot have both 'except' and 'except*' on the same 'try'");
    }
    handlers.push(exceptHandler(p, isStar));
  }
  if (handlers.length === 0 && p.kind !== Token.Finally) p.raiseHere("expected 'except' or 'finally' block");
  const orelse = handlers.length > 0 ? elseBlock(p) : [];
  const finallyIndex = p.index;
  let finalbody: Stmt[] = [];
  if (p.accept(Token.Finally)) {
    onlyColon(p);
    finalbody = block(p, statement, "'finally' statement", finallyIndex);
  }
  return { kind: isStar ? "TryStar" : "Try", body, handlers, orelse, finalbody, start, end: p.end };
}

function exceptHandler(p: Cursor, isStar: boolean): ExceptHandler {
  const { start, index } = p;
  p.advance();
  if (isStar) {
    p.advance();
    if (p.kind === Token.Colon || p.kind === Token.Newline) p.raiseHere("expected one or more exception types");
  }
  let type: Expr | null = null;
  let name: string | null = null;
  if (p.kind !== Token.Colon && p.kind !== Token.Newline) {
    const typeIndex = p.index;
    type = expression(p);
    if (p.kind === Token.Comma) multipleExceptions(p, typeIndex);
    if (p.accept(Token.As)) name = p.name();
  }
  colon(p);
  const body = block(p, statement, isStar ? "'except*' statement" : "'except' statement", index);
  return { kind: "ExceptHandler", type, name, body, start, end: p.end };
}

/** `except A, B:`, as Python 2 had it for another purpose. */
function multipleExceptions(p: Cursor, first: number): never {
  p.reach(p.index);
  p.advance();
  expressions(p);
  if (p.accept(Token.As)) p.name();
  if (p.kind !== Token.Colon) p.fail();
  return p.raiseAt(first, p.index, "multiple exception types must be parenthesized");
}

function simpleStatement(p: Cursor): Stmt {
  const { start } = p;
  switch (p.kind) {
    case Token.Return: {
      p.advance();
      const hasValue = startsExpression(p.kind) || p.is(Token.Star);
      const value = hasValue ? starExpressions(p) : null;
      return { kind: "Return", value, start, end: p.end };
    }
    case Token.Import:
      return importStatement(p);
    case Token.From:
      return importFrom(p);
    case Token.Raise:
      return raiseStatement(p);
    case Token.Pass:
      p.advance();
      return { kind: "Pass", start, end: p.end };
    case Token.Break:
      p.advance();
      return { kind: "Break", start, end: p.end };
    case Token.Continue:
      p.advance();
      return { kind: "Continue", start, end: p.end };
    case Token.Del:
      return p.explained(deletion, (explain) => explain.deletion(p));
    case Token.Global:
      return { kind: "Global", names: declaredNames(p), start, end: p.end };
    case Token.Nonlocal:
      return { kind: "Nonlocal", names: declaredNames(p), start, end: p.end };
    case Token.Assert: {
      p.advance();
      const test = expression(p);
      const msg = p.accept(Token.Comma) ? expression(p) : null;
      return { kind: "Assert", test, msg, start, end: p.end };
    }
    default:
      return p.explained(assignmentOrExpression, (explain) => explain.assignment(p));
  }
}

function raiseStatement(p: Cursor): Stmt {
  const { start } = p;
  p.advance();
  const exc = startsExpression(p.kind) ? expression(p) : null;
  const cause = exc !== null && p.accept(Token.From) ? expression(p) : null;
  return { kind: "Raise", exc, cause, start, end: p.end };
}

function declaredNames(p: Cursor): string[] {
  p.advance();
  const names = [p.name()];
  while (p.accept(Token.Comma)) names.push(p.name());
  return names;
}

function deletion(p: Cursor): Stmt {
  const { start } = p;
  p.advance();
  const targets: Expr[] = [];
  do {
    if (targets.length > 0 && (p.kind === Token.Newline || p.kind === Token.Semicolon)) break;
    targets.push(asTarget(primary(p), "Del") ?? p.fail());
  } while (p.accept(Token.Comma));
  if (p.kind !== Token.Newline && p.kind !== Token.Semicolon) p.fail();
  return { kind: "Delete", targets, start, end: p.end };
}

function assignmentOrExpression(p: Cursor): Stmt {
  const { start, kind } = p;
  const first = kind === Token.Yield ? yieldExpression(p) : starExpressions(p);
  const operator = augmentedOperator(p.kind);
  if (operator !== undefined) {
    const target = isSingleTarget(first) ? asTarget(first, "Store") : null;
    if (target === null) return p.fail();
    p.advance();
    const value = yieldOrStarExpressions(p);
    return { kind: "AugAssign", target, op: operator, value, start, end: p.end };
  }
  if (p.kind === Token.Colon) return annotated(p, start, first, kind === Token.Name && first.kind === "Name");
  if (p.kind !== Token.Equal) {
    if (p.kind !== Token.Newline && p.kind !== Token.Semicolon) p.fail();
    return { kind: "Expr", value: first, start, end: p.end };
  }
  const targets: Expr[] = [];
  let value = first;
  while (p.kind === Token.Equal) {
    targets.push(asTarget(value, "Store") ?? p.fail());
    p.advance();
    value = yieldOrStarExpressions(p);
  }
  return { kind: "Assign", targets, value, start, end: p.end };
}

function annotated(p: Cursor, start: number, first: Expr, simple: boolean): Stmt {
  const target = isSingleTarget(first) ? asTarget(first, "Store") : null;
  if (target === null) return p.fail();
  p.advance();
  const annotation = expression(p);
  const value = p.kind === Token.Equal ? (p.optional(assignedValue) ?? null) : null;
  return { kind: "AnnAssign", target, annotation, value, simple, start, end: p.end };
}

function assignedValue(p: Cursor): Expr {
  p.expect(Token.Equal);
  return yieldOrStarExpressions(p);
}

function importStatement(p: Cursor): Stmt {
  const { start } = p;
  p.advance();
  const names: Alias[] = [];
  do {
    const aliasStart = p.start;
    const name = dottedName(p);
    const asname = p.accept(Token.As) ? p.name() : null;
    names.push({ kind: "alias", name, asname, start: aliasStart, end: p.end });
  } while (p.accept(Token.Comma));
  return { kind: "Import", names, start, end: p.end };
}

function dottedName(p: Cursor): string {
  let name = p.name();
  while (p.accept(Token.Dot)) name += `.${p.name()}`;
  return name;
}

function importFrom(p: Cursor): Stmt {
  const { start } = p;
  p.advance();
  let level = 0;
  for (; p.kind === Token.Dot || p.kind === Token.Ellipsis; p.advance()) level += p.kind === Token.Dot ? 1 : 3;
  const module = level === 0 || p.kind === Token.Name ? dottedName(p) : null;
  p.expect(Token.Import);
  const names = importedNames(p);
  return { kind: "ImportFrom", module, names, level, start, end: p.end };
}

function importedNames(p: Cursor): Alias[] {
  const { start } = p;
  if (p.accept(Token.Star)) return [{ kind: "alias", name: "*", asname: null, start, end: p.end }];
  const isParenthesized = p.accept(Token.LeftParen);
  const names: Alias[] = [];
  do {
    if (names.length > 0 && isParenthesized && p.kind === Token.RightParen) break;
    if (names.length > 0 && p.kind === Token.Newline) {
      p.raiseHere("trailing comma not allowed without surrounding parentheses");
    }
    const aliasStart = p.start;
    const name = p.name();
    const asname = p.accept(Token.As) ? p.name() : null;
    names.push({ kind: "alias", name, asname, start: aliasStart, end: p.end });
  } while (p.accept(Token.Comma));
  if (isParenthesized) p.expect(Token.RightParen);
  return names;
}
