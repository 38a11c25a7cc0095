// `match` statements and their patterns
// (https://docs.python.org/3.11/reference/compound_stmts.html#the-match-statement).
// `match`, `case` and `_` are names everywhere else, so the header is tried before it is believed.

import type { Expr, MatchCase, Pattern, Stmt } from "./ast";
import { block, type StatementReader } from "./blocks";
import type { Cursor } from "./cursor";
import { atom, expression, namedExpression, starNamedExpressions } from "./expressions";
import { Token } from "./tokens";

/** Read a match statement; undefined, with nothing read, if `match` is only a name here. */
export function matchStatement(p: Cursor, statement: StatementReader): Stmt | undefined {
  const { start } = p;
  const subject = p.attempt(matchHeader);
  if (subject === undefined) return undefined;
  const cases: MatchCase[] = [];
  while (p.isSoftKeyword("case")) cases.push(matchCase(p, statement));
  if (p.kind !== Token.EndMarker) p.expect(Token.Dedent);
  return { kind: "Match", subject, cases, start, end: p.end };
}

function matchHeader(p: Cursor): Expr {
  const subject = matchSubject(p);
  p.expect(Token.Colon);
  p.expect(Token.Newline);
  p.expect(Token.Indent);
  if (!p.isSoftKeyword("case")) p.fail();
  return subject;
}

/** `match` and its subject. */
export function matchSubject(p: Cursor): Expr {
  p.advance();
  if (p.kind === Token.Star) {
    const subject = starNamedExpressions(p);
    return subject.kind === "Starred" ? p.fail() : subject;
  }
  return starNamedExpressions(p);
}

function matchCase(p: Cursor, statement: StatementReader): MatchCase {
  const { start, index } = p;
  p.advance();
  const pattern = patterns(p);
  const guard = p.accept(Token.If) ? namedExpression(p) : null;
  if (p.kind === Token.Newline) p.raiseHere("expected ':'");
  p.expect(Token.Colon);
  const body = block(p, statement, "'case' statement", index);
  return { kind: "match_case", pattern, guard, body, start, end: p.end };
}

/** What stands after `case`: a pattern, or several with commas. */
function patterns(p: Cursor): Pattern {
  const { start } = p;
  const first = starOrPattern(p);
  if (p.kind !== Token.Comma) {
    if (first.kind === "MatchStar") p.fail();
    return first;
  }
  const rest = morePatterns(p, Token.Colon);
  return { kind: "MatchSequence", patterns: [first, ...rest], start, end: p.end };
}

/** The patterns of a sequence after its first, up to what closes it. */
function morePatterns(p: Cursor, close: Token): Pattern[] {
  const result: Pattern[] = [];
  while (p.accept(Token.Comma)) {
    if (p.kind === close || (close === Token.Colon && p.kind === Token.If)) break;
    result.push(starOrPattern(p));
  }
  return result;
}

function starOrPattern(p: Cursor): Pattern {
  const { start } = p;
  if (!p.accept(Token.Star)) return pattern(p);
  if (!p.isSoftKeyword("_")) return { kind: "MatchStar", name: captureName(p), start, end: p.end };
  p.advance();
  return { kind: "MatchStar", name: null, start, end: p.end };
}

/** A name that a pattern binds. */
function captureName(p: Cursor): string {
  if (p.isSoftKeyword("_")) p.fail();
  const name = p.name();
  if (p.kind === Token.Dot || p.kind === Token.LeftParen || p.kind === Token.Equal) p.fail();
  return name;
}

function pattern(p: Cursor): Pattern {
  p.enter();
  const result = asPattern(p);
  p.leave();
  return result;
}

function asPattern(p: Cursor): Pattern {
  const { start } = p;
  const inner = orPattern(p);
  if (!p.accept(Token.As)) return inner;
  if (p.isSoftKeyword("_")) p.raiseHere("cannot use '_' as a target");
  if (p.kind !== Token.Name) {
    const { index } = p;
    expression(p);
    p.raiseAt(index, p.index, "invalid pattern target");
  }
  const name = captureName(p);
  return { kind: "MatchAs", pattern: inner, name, start, end: p.end };
}

function orPattern(p: Cursor): Pattern {
  const { start } = p;
  const first = closedPattern(p);
  if (p.kind !== Token.Bar) return first;
  const alternatives = [first];
  while (p.accept(Token.Bar)) alternatives.push(closedPattern(p));
  return { kind: "MatchOr", patterns: alternatives, start, end: p.end };
}

function closedPattern(p: Cursor): Pattern {
  const { start } = p;
  switch (p.kind) {
    case Token.Number:
    case Token.Minus: {
      const value = numberExpression(p);
      return { kind: "MatchValue", value, start, end: p.end };
    }
    case Token.String: {
      const value = atom(p);
      return { kind: "MatchValue", value, start, end: p.end };
    }
    case Token.None:
    case Token.True:
    case Token.False: {
      const value = atom(p);
      return value.kind === "Constant" ? { kind: "MatchSingleton", value: value.value, start, end: p.end } : p.fail();
    }
    case Token.Name:
      return namePattern(p);
    case Token.LeftParen:
      return parenthesizedPattern(p);
    case Token.LeftBracket:
      return listPattern(p);
    case Token.LeftBrace:
      return mappingPattern(p);
    default:
      return p.fail();
  }
}

/** A number with a sign, or a complex one: `-1`, `2 + 3j`. */
function numberExpression(p: Cursor): Expr {
  const { start } = p;
  const left = signedNumber(p);
  if (p.kind !== Token.Plus && p.kind !== Token.Minus) return left;
  const number = left.kind === "UnaryOp" ? left.operand : left;
  if (isImaginary(number)) p.raise("real number required in complex literal", number.start, number.end);
  const op = p.kind === Token.Plus ? "Add" : "Sub";
  p.advance();
  if (!p.is(Token.Number)) p.fail();
  const right = atom(p);
  if (!isImaginary(right)) p.raise("imaginary number required in complex literal", right.start, right.end);
  return { kind: "BinOp", left, op, right, start, end: p.end };
}

function signedNumber(p: Cursor): Expr {
  const { start } = p;
  const isNegative = p.accept(Token.Minus);
  if (p.kind !== Token.Number) p.fail();
  const operand = atom(p);
  return isNegative ? { kind: "UnaryOp", op: "USub", operand, start, end: p.end } : operand;
}

function isImaginary(node: Expr): boolean {
  return node.kind === "Constant" && node.value.type === "complex";
}

/** A capture, the wildcard, a dotted name, or a class with its arguments. */
function namePattern(p: Cursor): Pattern {
  const { start } = p;
  const name = dottedName(p);
  if (p.kind === Token.LeftParen) return classPattern(p, start, name);
  if (p.kind === Token.Equal) p.fail();
  if (name.kind !== "Name") return { kind: "MatchValue", value: name, start, end: p.end };
  return { kind: "MatchAs", pattern: null, name: name.id === "_" ? null : name.id, start, end: p.end };
}

function dottedName(p: Cursor): Expr {
  const { start } = p;
  let name: Expr = { kind: "Name", id: p.name(), ctx: "Load", start, end: p.end };
  while (p.accept(Token.Dot)) {
    const attr = p.name();
    name = { kind: "Attribute", value: name, attr, ctx: "Load", start, end: p.end };
  }
  return name;
}

function parenthesizedPattern(p: Cursor): Pattern {
  const { start } = p;
  p.advance();
  if (p.accept(Token.RightParen)) return { kind: "MatchSequence", patterns: [], start, end: p.end };
  const first = starOrPattern(p);
  if (p.kind !== Token.Comma) {
    if (first.kind === "MatchStar") p.fail();
    p.expect(Token.RightParen);
    return first;
  }
  const rest = morePatterns(p, Token.RightParen);
  p.expect(Token.RightParen);
  return { kind: "MatchSequence", patterns: [first, ...rest], start, end: p.end };
}

function listPattern(p: Cursor): Pattern {
  const { start } = p;
  p.advance();
  if (p.accept(Token.RightBracket)) return { kind: "MatchSequence", patterns: [], start, end: p.end };
  const first = starOrPattern(p);
  const rest = morePatterns(p, Token.RightBracket);
  p.expect(Token.RightBracket);
  return { kind: "MatchSequence", patterns: [first, ...rest], start, end: p.end };
}

function mappingPattern(p: Cursor): Pattern {
  const { start } = p;
  const keys: Expr[] = [];
  const values: Pattern[] = [];
  let rest: string | null = null;
  p.advance();
  while (p.kind !== Token.RightBrace) {
    if (p.accept(Token.DoubleStar)) {
      rest = captureName(p);
      p.accept(Token.Comma);
      break;
    }
    keys.push(mappingKey(p));
    p.expect(Token.Colon);
    values.push(pattern(p));
    if (!p.accept(Token.Comma)) break;
  }
  p.expect(Token.RightBrace);
  return { kind: "MatchMapping", keys, patterns: values, rest, start, end: p.end };
}

function mappingKey(p: Cursor): Expr {
  switch (p.kind) {
    case Token.Number:
    case Token.Minus:
      return numberExpression(p);
    case Token.String:
    case Token.None:
    case Token.True:
    case Token.False:
      return atom(p);
    default: {
      const name = dottedName(p);
      return name.kind === "Name" ? p.fail() : name;
    }
  }
}

function classPattern(p: Cursor, start: number, cls: Expr): Pattern {
  const positional: Pattern[] = [];
  const kwd_attrs: string[] = [];
  const kwd_patterns: Pattern[] = [];
  p.advance();
  while (p.kind !== Token.RightParen) {
    if (p.kind === Token.Name && p.peek(1) === Token.Equal) {
      kwd_attrs.push(p.name());
      p.advance();
      kwd_patterns.push(pattern(p));
    } else {
      if (kwd_attrs.length > 0) misplacedPatterns(p);
      positional.push(pattern(p));
    }
    if (!p.accept(Token.Comma)) break;
  }
  p.expect(Token.RightParen);
  return { kind: "MatchClass", cls, patterns: positional, kwd_attrs, kwd_patterns, start, end: p.end };
}

function misplacedPatterns(p: Cursor): never {
  const { start } = p;
  pattern(p);
  let { end } = p;
  while (p.kind === Token.Comma && p.peek(1) !== Token.RightParen && p.peek(2) !== Token.Equal) {
    p.advance();
    pattern(p);
    end = p.end;
  }
  return p.raise("positional patterns follow keyword patterns", start, end);
}
