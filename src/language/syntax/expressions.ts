// Expressions, by recursive descent (https://docs.python.org/3.11/reference/grammar.html); operators are in operations.ts.
// A node starts at its first token, so the parentheses around a
// left operand belong to the operation. Atoms and calls are here too, because all of them hold expressions.

import type { Arguments, Comprehension, Expr, Keyword } from "./ast";
import { Cursor } from "./cursor";
import { numberValue } from "./numbers";
import { Level, operation } from "./operations";
import { startsExpression } from "./operators";
import { type ParameterStyle, parameters } from "./parameters";
import { strings } from "./strings";
import { asTarget } from "./targets";
import { tokenize } from "./tokenizer";
import { Token } from "./tokens";

/** One expression, or several with commas, which are a tuple; stars allowed. The right side of `=`. */
export function starExpressions(p: Cursor): Expr {
  return tupleOrOne(p, starExpression);
}

/** Like `starExpressions`, without stars. */
export function expressions(p: Cursor): Expr {
  return tupleOrOne(p, expression);
}

/** The right side of an assignment. */
export function yieldOrStarExpressions(p: Cursor): Expr {
  return p.kind === Token.Yield ? yieldExpression(p) : starExpressions(p);
}

export function starExpression(p: Cursor): Expr {
  return p.kind === Token.Star ? starred(p, bitwiseOr) : expression(p);
}

/** An element of a list, tuple or set. */
export function starNamedExpression(p: Cursor): Expr {
  return p.kind === Token.Star ? starred(p, bitwiseOr) : namedExpression(p);
}

/** Like `starExpressions`, with the walrus. */
export function starNamedExpressions(p: Cursor): Expr {
  return tupleOrOne(p, starNamedExpression);
}

/** An expression, or `name := expression`. */
export function namedExpression(p: Cursor): Expr {
  const { index } = p;
  if (isBareWalrus(p)) return assignmentExpression(p);
  const value = expression(p);
  if (p.explain !== null && (p.kind === Token.Equal || p.kind === Token.ColonEqual)) {
    p.explain.afterNamedExpression(p, index, value);
  }
  if (p.kind === Token.ColonEqual) p.fail();
  return value;
}

/** Whether `name := …` comes next, without parentheses. */
function isBareWalrus(p: Cursor): boolean {
  return p.kind === Token.Name && p.peek(1) === Token.ColonEqual;
}

function assignmentExpression(p: Cursor): Expr {
  const { start } = p;
  const id = p.name();
  const target: Expr = { kind: "Name", id, ctx: "Store", start, end: p.end };
  p.advance();
  const value = expression(p);
  return { kind: "NamedExpr", target, value, start, end: p.end };
}

export function yieldExpression(p: Cursor): Expr {
  const { start } = p;
  p.expect(Token.Yield);
  if (p.accept(Token.From)) {
    const value = expression(p);
    return { kind: "YieldFrom", value, start, end: p.end };
  }
  const hasValue = startsExpression(p.kind) || p.kind === Token.Star;
  const value = hasValue ? starExpressions(p) : null;
  return { kind: "Yield", value, start, end: p.end };
}

/** An expression without commas, stars and walrus. */
export function expression(p: Cursor): Expr {
  return p.remember("expression", plainExpression);
}

/** The same, neither known from before nor remembered. */
export function plainExpression(p: Cursor): Expr {
  p.enter();
  const outer = p.height;
  p.height = 0;
  const result = p.kind === Token.Lambda ? lambda(p) : choiceOrDisjunction(p);
  if (p.height < outer) p.height = outer;
  p.leave();
  return result;
}

function choiceOrDisjunction(p: Cursor): Expr {
  const { start, index } = p;
  const body = disjunction(p);
  if (p.explain !== null) p.explain.afterDisjunction(p, index, body);
  const choice = p.kind === Token.If ? p.optional((q) => conditional(q, start, body)) : undefined;
  return choice ?? body;
}

/** `a if b else c if d else e`: a chain of any length, nested to the right. */
function conditional(p: Cursor, start: number, first: Expr): Expr {
  const links: { start: number; body: Expr; test: Expr }[] = [];
  let linkStart = start;
  let body = first;
  let orelse: Expr | undefined;
  while (orelse === undefined) {
    p.advance();
    const test = disjunction(p);
    p.expect(Token.Else);
    links.push({ start: linkStart, body, test });
    linkStart = p.start;
    const { index } = p;
    if (p.kind === Token.Lambda) {
      orelse = expression(p);
    } else {
      body = disjunction(p);
      if (p.explain !== null) p.explain.afterDisjunction(p, index, body);
      if (p.kind !== Token.If) orelse = body;
    }
  }
  p.grow(links.length);
  const { end } = p;
  for (const link of links.reverse()) {
    orelse = { kind: "IfExp", test: link.test, body: link.body, orelse, start: link.start, end };
  }
  return orelse;
}

function lambda(p: Cursor): Expr {
  const { start } = p;
  p.advance();
  const args = p.remember("lambda parameters", lambdaParameters);
  p.expect(Token.Colon);
  const body = expression(p);
  p.grow();
  return { kind: "Lambda", args, body, start, end: p.end };
}

const LAMBDA: ParameterStyle = { close: Token.Colon, owner: "Lambda expression", defaultValue: expression };

function lambdaParameters(p: Cursor): Arguments {
  return parameters(p, LAMBDA);
}

/** Operators from `or` down. */
export function disjunction(p: Cursor): Expr {
  return operation(p, Level.Or, primary);
}

/** Operators from `|` down. */
export function bitwiseOr(p: Cursor): Expr {
  return operation(p, Level.BitOr, primary);
}

/** An atom with attributes, calls and subscripts after it. */
export function primary(p: Cursor): Expr {
  return p.remember("primary", plainPrimary);
}

function plainPrimary(p: Cursor): Expr {
  const outer = p.height;
  p.height = 0;
  const result = atomWithTrailers(p);
  if (p.height < outer) p.height = outer;
  return result;
}

function atomWithTrailers(p: Cursor): Expr {
  const { start } = p;
  let value = atom(p);
  for (;;) {
    p.grow();
    if (p.kind !== Token.Dot && p.kind !== Token.LeftParen && p.kind !== Token.LeftBracket) return value;
    const before = value;
    const next = p.backtracks ? p.attempt((q) => trailer(q, start, before)) : trailer(p, start, value);
    if (next === undefined) return value;
    value = next;
  }
}

function trailer(p: Cursor, start: number, value: Expr): Expr {
  if (p.kind === Token.LeftParen) {
    const { args, keywords } = callArguments(p);
    return { kind: "Call", func: value, args, keywords, start, end: p.end };
  }
  if (p.accept(Token.Dot)) {
    const attr = p.name();
    return { kind: "Attribute", value, attr, ctx: "Load", start, end: p.end };
  }
  p.advance();
  const slice = subscripts(p);
  p.expect(Token.RightBracket);
  return { kind: "Subscript", value, slice, ctx: "Load", start, end: p.end };
}

function subscripts(p: Cursor): Expr {
  const { start } = p;
  const first = p.kind === Token.Star ? starred(p, expression) : subscript(p);
  if (p.kind !== Token.Comma && first.kind !== "Starred") return first;
  const elts = [first];
  while (p.accept(Token.Comma)) {
    if (p.kind === Token.Star) elts.push(starred(p, expression));
    else if (p.kind === Token.Colon || startsExpression(p.kind)) elts.push(subscript(p));
    else break;
  }
  return { kind: "Tuple", elts, ctx: "Load", start, end: p.end };
}

function subscript(p: Cursor): Expr {
  const { start } = p;
  const bare = isBareWalrus(p);
  const lower = p.kind === Token.Colon ? null : namedExpression(p);
  if (p.kind !== Token.Colon || bare) return lower ?? p.fail();
  p.advance();
  const upper = startsExpression(p.kind) ? expression(p) : null;
  const step = p.accept(Token.Colon) && startsExpression(p.kind) ? expression(p) : null;
  return { kind: "Slice", lower, upper, step, start, end: p.end };
}

/** A name, a literal, or something in brackets. */
export function atom(p: Cursor): Expr {
  const { start } = p;
  switch (p.kind) {
    case Token.Name: {
      const id = p.name();
      return { kind: "Name", id, ctx: "Load", start, end: p.end };
    }
    case Token.Number: {
      const value = numberValue(p.textOf(p.index));
      if (typeof value === "string") p.raiseAt(p.index, p.index + 1, value);
      p.advance();
      return { kind: "Constant", value, unicodePrefix: false, start, end: p.end };
    }
    case Token.String:
      return p.remember("strings", allStrings);
    case Token.True:
    case Token.False: {
      const value = { type: "bool", value: p.kind === Token.True } as const;
      p.advance();
      return { kind: "Constant", value, unicodePrefix: false, start, end: p.end };
    }
    case Token.None:
      p.advance();
      return { kind: "Constant", value: { type: "none" }, unicodePrefix: false, start, end: p.end };
    case Token.Ellipsis:
      p.advance();
      return { kind: "Constant", value: { type: "ellipsis" }, unicodePrefix: false, start, end: p.end };
    case Token.LeftParen:
      return p.explained(parenthesized, (explain) => explain.parenthesized(p));
    case Token.LeftBracket:
      return p.explained(list, (explain) => explain.list(p));
    case Token.LeftBrace:
      return p.explained(dictOrSet, (explain) => explain.braces(p));
    default:
      return p.fail();
  }
}

function allStrings(p: Cursor): Expr {
  return strings(p, (start, end) => fragment(p, start, end));
}

/** An f-string's expression: what is between its braces counts as if in parentheses. */
function fragment(p: Cursor, start: number, end: number): Expr {
  p.enter();
  const tokens = tokenize(p.source, { start, end });
  const value = new Cursor(p.source, tokens, p.explanations, `f-string: ${p.context}`).parseAll(starExpressions);
  p.leave();
  return value;
}

function parenthesized(p: Cursor): Expr {
  const { start } = p;
  p.advance();
  if (p.accept(Token.RightParen)) return { kind: "Tuple", elts: [], ctx: "Load", start, end: p.end };
  if (p.kind === Token.Yield) {
    const value = yieldExpression(p);
    p.expect(Token.RightParen);
    return value;
  }
  const first = starNamedExpression(p);
  if (isFor(p) && first.kind !== "Starred") {
    const generators = comprehensions(p);
    p.expect(Token.RightParen);
    return { kind: "GeneratorExp", elt: first, generators, start, end: p.end };
  }
  if (p.kind !== Token.Comma) {
    if (first.kind === "Starred") p.fail();
    p.expect(Token.RightParen);
    return first;
  }
  const elts = elements(p, first, starNamedExpression);
  p.expect(Token.RightParen);
  return { kind: "Tuple", elts, ctx: "Load", start, end: p.end };
}

function list(p: Cursor): Expr {
  const { start } = p;
  p.advance();
  if (p.accept(Token.RightBracket)) return { kind: "List", elts: [], ctx: "Load", start, end: p.end };
  const first = starNamedExpression(p);
  if (isFor(p) && first.kind !== "Starred") {
    const generators = comprehensions(p);
    p.expect(Token.RightBracket);
    return { kind: "ListComp", elt: first, generators, start, end: p.end };
  }
  const elts = elements(p, first, starNamedExpression);
  p.expect(Token.RightBracket);
  return { kind: "List", elts, ctx: "Load", start, end: p.end };
}

/** CPython finds some of a dict's mistakes before all others. */
function dictOrSet(p: Cursor): Expr {
  if (!p.backtracks) return braces(p);
  const result = p.attempt(braces);
  if (result === undefined) p.explanations.dict(p);
  return result ?? p.fail();
}

function braces(p: Cursor): Expr {
  const { start } = p;
  p.advance();
  if (p.accept(Token.RightBrace)) return { kind: "Dict", keys: [], values: [], start, end: p.end };
  if (p.kind === Token.DoubleStar) return dict(p, start, null);
  const bare = isBareWalrus(p);
  const first = starNamedExpression(p);
  if (p.kind === Token.Colon && first.kind !== "Starred" && !bare) return dict(p, start, first);
  if (isFor(p) && first.kind !== "Starred") {
    const generators = comprehensions(p);
    p.expect(Token.RightBrace);
    return { kind: "SetComp", elt: first, generators, start, end: p.end };
  }
  const elts = elements(p, first, starNamedExpression);
  p.expect(Token.RightBrace);
  return { kind: "Set", elts, start, end: p.end };
}

/** The rest of a dict, from its first colon or `**`. */
function dict(p: Cursor, start: number, firstKey: Expr | null): Expr {
  const keys: (Expr | null)[] = [];
  const values: Expr[] = [];
  let key = firstKey;
  for (;;) {
    if (key === null) {
      p.expect(Token.DoubleStar);
      values.push(bitwiseOr(p));
    } else {
      p.expect(Token.Colon);
      values.push(expression(p));
    }
    keys.push(key);
    const value = values[0];
    if (keys.length === 1 && key !== null && value !== undefined && isFor(p)) {
      const generators = comprehensions(p);
      p.expect(Token.RightBrace);
      return { kind: "DictComp", key, value, generators, start, end: p.end };
    }
    if (!p.accept(Token.Comma) || p.kind === Token.RightBrace) break;
    key = p.kind === Token.DoubleStar ? null : expression(p);
  }
  p.expect(Token.RightBrace);
  return { kind: "Dict", keys, values, start, end: p.end };
}

/** Whether a comprehension's `for` comes next. */
export function isFor(p: Cursor): boolean {
  if (p.kind === Token.Async) p.reach(p.index + 1);
  return p.kind === Token.For || (p.kind === Token.Async && p.peek(1) === Token.For);
}

export function comprehensions(p: Cursor): Comprehension[] {
  const generators: Comprehension[] = [];
  if (!isFor(p)) p.fail();
  while (isFor(p)) generators.push(p.explained(comprehension, (explain) => explain.forTarget(p)));
  return generators;
}

function comprehension(p: Cursor): Comprehension {
  const { start } = p;
  const is_async = p.accept(Token.Async);
  p.expect(Token.For);
  const target = starTargets(p);
  p.expect(Token.In);
  const iter = disjunction(p);
  const ifs: Expr[] = [];
  while (p.accept(Token.If)) ifs.push(disjunction(p));
  return { kind: "comprehension", target, iter, ifs, is_async, start, end: p.end };
}

/** The target of a `for`: one, or several with commas. */
export function starTargets(p: Cursor): Expr {
  const target = asTarget(tupleOrOne(p, targetCandidate), "Store");
  return target ?? p.fail();
}

function targetCandidate(p: Cursor): Expr {
  return p.kind === Token.Star ? starred(p, primary) : primary(p);
}

/** Arguments with their parentheses. */
export function callArguments(p: Cursor): { args: Expr[]; keywords: Keyword[] } {
  return p.explained(plainCallArguments, (explain) => explain.callArguments(p));
}

function plainCallArguments(p: Cursor): { args: Expr[]; keywords: Keyword[] } {
  const open = p.start;
  const args: Expr[] = [];
  const keywords: Keyword[] = [];
  let hasUnpacking = false;
  p.advance();
  while (p.kind !== Token.RightParen) {
    const { start, index } = p;
    if (p.kind === Token.Star) {
      if (hasUnpacking) p.fail();
      args.push(starred(p, expression));
      if (p.is(Token.Equal)) p.fail();
    } else if (p.kind === Token.DoubleStar) {
      p.advance();
      const value = expression(p);
      keywords.push({ kind: "keyword", arg: null, value, start, end: p.end });
      hasUnpacking = true;
    } else if (p.kind === Token.Name && p.peek(1) === Token.Equal) {
      const arg = p.name();
      p.advance();
      const value = expression(p);
      if (p.explain !== null) p.explain.afterKeywordValue(p, index);
      keywords.push({ kind: "keyword", arg, value, start, end: p.end });
    } else {
      const value = argument(p);
      if (p.kind === Token.Equal && p.explain !== null) p.explain.beforeArgumentEqual(p, index);
      if (isFor(p) && args.length === 0 && keywords.length === 0) {
        const generators = comprehensions(p);
        p.expect(Token.RightParen);
        args.push({ kind: "GeneratorExp", elt: value, generators, start: open, end: p.end });
        return { args, keywords };
      }
      if (keywords.length > 0) p.fail();
      args.push(value);
    }
    if (!p.accept(Token.Comma)) break;
  }
  p.expect(Token.RightParen);
  return { args, keywords };
}

function argument(p: Cursor): Expr {
  if (isBareWalrus(p)) return assignmentExpression(p);
  const value = expression(p);
  if (p.kind === Token.ColonEqual) p.fail();
  return value;
}

function starred(p: Cursor, operand: (p: Cursor) => Expr): Expr {
  const { start } = p;
  p.expect(Token.Star);
  const value = operand(p);
  return { kind: "Starred", value, ctx: "Load", start, end: p.end };
}

/** One, or a tuple if a comma follows it. */
function tupleOrOne(p: Cursor, element: (p: Cursor) => Expr): Expr {
  const { start } = p;
  const first = element(p);
  if (p.kind !== Token.Comma) return first;
  const elts = elements(p, first, element);
  return { kind: "Tuple", elts, ctx: "Load", start, end: p.end };
}

/** The elements after the first, each after a comma; the last comma may dangle. */
function elements(p: Cursor, first: Expr, element: (p: Cursor) => Expr): Expr[] {
  const elts = [first];
  while (p.accept(Token.Comma)) {
    if (!startsExpression(p.kind) && p.kind !== Token.Star) break;
    const next = p.optional(element);
    if (next === undefined) break;
    elts.push(next);
  }
  return elts;
}
