// Functions, classes and their decorators (https://docs.python.org/3.11/reference/compound_stmts.html).

import type { Expr, Stmt } from "./ast";
import { block, type StatementReader } from "./blocks";
import type { Cursor } from "./cursor";
import { callArguments, expression, namedExpression, starExpression } from "./expressions";
import { outlinedFunction } from "./outlined";
import { type ParameterStyle, parameters } from "./parameters";
import { Token } from "./tokens";

const FUNCTION: ParameterStyle = {
  close: Token.RightParen,
  owner: "Function",
  defaultValue: expression,
  annotation: expression,
  starAnnotation: starExpression,
};

/** A definition with the decorators above it, which are no part of its range. */
export function decorated(p: Cursor, statement: StatementReader): Stmt {
  const decorators: Expr[] = [];
  while (p.accept(Token.At)) {
    decorators.push(namedExpression(p));
    p.expect(Token.Newline);
  }
  return functionOrClass(p, statement, decorators);
}

/** A `def`, `async def` or `class`. */
export function functionOrClass(p: Cursor, statement: StatementReader, decorators: Expr[] = []): Stmt {
  if (p.kind === Token.Class) return classDefinition(p, statement, decorators);
  return functionDefinition(p, statement, decorators);
}

function functionDefinition(p: Cursor, statement: StatementReader, decorator_list: Expr[]): Stmt {
  const { start } = p;
  const isAsync = p.accept(Token.Async);
  const { index } = p;
  p.expect(Token.Def);
  const name = p.name();
  if (p.kind !== Token.LeftParen) p.raiseHere("expected '('");
  p.advance();
  const args = parameters(p, FUNCTION);
  p.expect(Token.RightParen);
  let returns: Expr | null = null;
  if (p.is(Token.Arrow)) returns = p.attempt(returnAnnotation) ?? p.backtracking(returnAnnotation) ?? null;
  if (!p.is(Token.Colon)) p.raiseHere("expected ':'");
  p.advance();
  if (p.is(Token.Outlined)) return outlinedFunction(p, statement, { name, args, decorator_list, returns, start });
  const body = block(p, statement, "function definition", index);
  const kind = isAsync ? "AsyncFunctionDef" : "FunctionDef";
  return { kind, name, args, body, decorator_list, returns, start, end: p.end };
}

function returnAnnotation(p: Cursor): Expr {
  p.advance();
  return expression(p);
}

function classDefinition(p: Cursor, statement: StatementReader, decorator_list: Expr[]): Stmt {
  const { start, index } = p;
  p.advance();
  const name = p.name();
  const { args, keywords } = p.kind === Token.LeftParen ? callArguments(p) : { args: [], keywords: [] };
  if (p.kind === Token.Newline) p.raiseHere("expected ':'");
  p.expect(Token.Colon);
  const body = block(p, statement, "class definition", index);
  return { kind: "ClassDef", name, bases: args, keywords, body, decorator_list, start, end: p.end };
}
