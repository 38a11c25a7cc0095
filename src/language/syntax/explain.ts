// What to say about the well-known mistakes. These rules run in a second pass, only over a statement that is wrong, and
// in the order in which CPython 3.11 tries its own rules for errors, so that the same mistake wins. The words are
// CPython's. Simple cases, where one token tells, are raised by the grammar itself.

import type { Comprehension, Expr, Keyword } from "./ast";
import type { Cursor, Explanations } from "./cursor";
import {
  atom,
  bitwiseOr,
  comprehensions,
  disjunction,
  expression,
  isFor,
  plainExpression,
  starExpressions,
  starNamedExpression,
  starNamedExpressions,
  starTargets,
  yieldExpression,
  yieldOrStarExpressions,
} from "./expressions";
import { augmentedOperator, startsExpression } from "./operators";
import { describeExpression, invalidTarget, type TargetKind } from "./targets";
import { Token } from "./tokens";

const SOFT_KEYWORDS = ["match", "case", "_"];

export const explanations: Explanations = {
  afterDisjunction(p, first, left) {
    missingComma(p, first, left);
    missingElse(p, left);
    printStatement(p, first);
  },
  afterNamedExpression,
  afterKeywordValue(p, first) {
    if (!isFor(p) || !p.fits(comprehensions)) return;
    p.raiseAt(first, first + 2, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  },
  beforeArgumentEqual,
  callArguments,
  parenthesized(p) {
    p.fits(unpackingInGroup);
    p.fits(unpackingInComprehension);
  },
  list(p) {
    p.fits(unpackingInComprehension);
    p.fits(bareTupleInComprehension);
  },
  dict(p) {
    p.fits(brokenDict);
  },
  braces(p) {
    p.fits(unpackingInDictComprehension);
    p.fits(unpackingInComprehension);
    p.fits(bareTupleInComprehension);
  },
  forTarget(p) {
    // After `in`, the grammar is committed: what is wrong then is not the target.
    if (p.fits(forTargetsAndIn)) return;
    p.accept(Token.Async);
    p.expect(Token.For);
    raiseInvalidTarget(p, starExpressions(p), "for");
  },
  assignment(p) {
    p.fits(annotationOfSeveral);
    p.fits(annotationOfTuple);
    p.fits(annotationOfOther);
    p.fits(assignmentToOther);
    p.fits(assignmentToYield);
    p.fits(augmentedAssignmentToOther);
  },
  deletion(p) {
    p.expect(Token.Del);
    raiseInvalidTarget(p, starExpressions(p), "delete");
  },
  withItemTarget(p) {
    expression(p);
    p.expect(Token.As);
    const target = expression(p);
    if (p.kind !== Token.Comma && p.kind !== Token.RightParen && p.kind !== Token.Colon) p.fail();
    raiseInvalidTarget(p, target, "assign");
  },
};

function forTargetsAndIn(p: Cursor): void {
  p.accept(Token.Async);
  p.expect(Token.For);
  starTargets(p);
  p.expect(Token.In);
}

function raiseInvalidTarget(p: Cursor, node: Expr, kind: TargetKind): void {
  const invalid = invalidTarget(node, kind);
  if (invalid === null) return;
  const verb = kind === "delete" ? "delete" : "assign to";
  p.raise(`cannot ${verb} ${describeExpression(invalid)}`, invalid.start, invalid.end);
}

/** Run a rule with explanations off; what it reads is remembered for those that run with them on, as in CPython. */
function quietly<T>(p: Cursor, rule: (p: Cursor) => T): T | undefined {
  const { explain } = p;
  p.explain = null;
  const result = p.attempt(rule);
  p.explain = explain;
  return result;
}

/** `f(a b)`: two expressions in a row, inside brackets. */
function missingComma(p: Cursor, first: number, left: Expr): void {
  if (!startsExpression(p.kind)) return;
  const isName = p.kindAt(first) === Token.Name;
  // A name before a string looks like a wrong prefix, and a soft keyword may begin a statement.
  if (isName && (p.kindAt(first + 1) === Token.String || SOFT_KEYWORDS.includes(p.textOf(first)))) return;
  const { index } = p;
  const right = quietly(p, plainExpression);
  const isInBrackets = bracketDepth(p, p.index) > 0;
  p.moveTo(index);
  if (right === undefined || !isInBrackets || isPrint(left)) return;
  p.raise("invalid syntax. Perhaps you forgot a comma?", left.start, right.end);
}

function bracketDepth(p: Cursor, before: number): number {
  let depth = 0;
  for (let i = 0; i < before; i++) {
    const kind = p.kindAt(i);
    if (kind === Token.LeftParen || kind === Token.LeftBracket || kind === Token.LeftBrace) depth++;
    else if (kind === Token.RightParen || kind === Token.RightBracket || kind === Token.RightBrace) depth--;
  }
  return depth;
}

function isPrint(node: Expr): boolean {
  return node.kind === "Name" && (node.id === "print" || node.id === "exec");
}

/** `x = a if b`. */
function missingElse(p: Cursor, left: Expr): void {
  if (p.kind !== Token.If) return;
  const { index } = p;
  p.advance();
  const test = p.attempt(disjunction);
  if (test !== undefined && !p.is(Token.Else) && !p.is(Token.Colon)) {
    p.raise("expected 'else' after 'if' expression", left.start, test.end);
  }
  p.moveTo(index);
}

/** `print "hello"`, Python 2's statement. */
function printStatement(p: Cursor, first: number): void {
  if (p.kindAt(first) !== Token.Name || p.kindAt(first + 1) === Token.LeftParen) return;
  const { index } = p;
  p.moveTo(first + 1);
  const canFollow = startsExpression(p.kind) || p.kind === Token.Star;
  // Read whatever the name is: what follows may have a mistake of its own.
  const rest = canFollow ? p.attempt(starExpressions) : undefined;
  const name = p.textOf(first);
  if (rest !== undefined && (name === "print" || name === "exec")) {
    const message = `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`;
    p.raise(message, p.startOf(first), rest.end);
  }
  p.moveTo(index);
}

/** `if x = 3:`, and a walrus that assigns to more than a name. */
function afterNamedExpression(p: Cursor, first: number, left: Expr): void {
  const { index } = p;
  if (p.kind === Token.ColonEqual) {
    p.advance();
    if (p.attempt(expression) !== undefined) {
      p.raise(`cannot use assignment expressions with ${describeExpression(left)}`, left.start, left.end);
    }
  } else if (p.kindAt(first) === Token.Name && p.kindAt(first + 1) === Token.Equal) {
    const value = comparedValue(p);
    if (value !== undefined) {
      p.raise("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", left.start, value.end);
    }
  } else {
    p.moveTo(first);
    const target = isPlainTarget(p) ? undefined : p.attempt(bitwiseOr);
    if (target !== undefined && p.kind === Token.Equal && comparedValue(p) !== undefined) {
      const words = describeExpression(target);
      p.raise(`cannot assign to ${words} here. Maybe you meant '==' instead of '='?`, target.start, target.end);
    }
  }
  p.moveTo(index);
}

/** What follows an `=` that might have been meant as `==`; the cursor is at it. */
function comparedValue(p: Cursor): Expr | undefined {
  p.advance();
  const value = p.attempt(bitwiseOr);
  return p.kind === Token.Equal || p.kind === Token.ColonEqual ? undefined : value;
}

function isPlainTarget(p: Cursor): boolean {
  if (p.kind === Token.True || p.kind === Token.False || p.kind === Token.None) return true;
  const { index } = p;
  const kind = p.kind === Token.LeftParen || p.kind === Token.LeftBracket ? p.attempt(atom)?.kind : undefined;
  const isParenthesized = p.kindAt(index + 1) === Token.LeftParen;
  p.moveTo(index);
  if (kind === "List") return true;
  return (kind === "Tuple" || kind === "GeneratorExp") && !isParenthesized;
}

function beforeArgumentEqual(p: Cursor, first: number): void {
  const name = p.kindAt(first);
  if (p.kindAt(first + 1) === Token.ColonEqual) return;
  if (p.index === first + 1 && (name === Token.True || name === Token.False || name === Token.None)) {
    p.raiseAt(first, first + 2, `cannot assign to ${p.textOf(first)}`);
  }
  const { index } = p;
  p.moveTo(first);
  const { start } = expression(p);
  p.raise('expression cannot contain assignment, perhaps you meant "=="?', start, p.endOf(index));
}

function callArguments(p: Cursor): void {
  p.fits(unpackingInComprehension);
  p.expect(Token.LeftParen);
  p.fits(unpackingAfterKeywords);
  p.fits(firstGeneratorAmongArguments);
  p.fits(generatorAfterArguments);
  p.fits(argumentAfterKeywords);
}

interface ArgumentsRead {
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly start: number;
  readonly end: number;
}

/** As many arguments as are in order: positional ones and stars, then keywords and stars, then keywords and `**`. */
function orderedArguments(p: Cursor): ArgumentsRead {
  const { start } = p;
  const args: Expr[] = [];
  const keywords: Keyword[] = [];
  let hasUnpacking = false;
  let { end } = p;
  for (let before = p.index; ; ) {
    const element = p.attempt((q) => orderedArgument(q, keywords.length > 0, hasUnpacking));
    if (element === undefined) {
      p.moveTo(before);
      break;
    }
    if (element.kind !== "keyword") {
      args.push(element);
    } else {
      keywords.push(element);
      if (element.arg === null) hasUnpacking = true;
    }
    end = p.end;
    before = p.index;
    if (!p.accept(Token.Comma)) break;
  }
  if (args.length === 0 && keywords.length === 0) p.fail();
  return { args, keywords, start, end };
}

function orderedArgument(p: Cursor, afterKeyword: boolean, afterUnpacking: boolean): Expr | Keyword {
  const { start } = p;
  if (p.kind === Token.DoubleStar) {
    p.advance();
    const value = expression(p);
    return { kind: "keyword", arg: null, value, start, end: p.end };
  }
  if (p.kind === Token.Name && p.peek(1) === Token.Equal) {
    const arg = p.name();
    p.advance();
    const value = expression(p);
    return { kind: "keyword", arg, value, start, end: p.end };
  }
  if (p.kind === Token.Star) {
    if (afterUnpacking) p.fail();
    p.advance();
    const value = expression(p);
    return { kind: "Starred", value, ctx: "Load", start, end: p.end };
  }
  if (afterKeyword) p.fail();
  if (p.kind === Token.Name && p.peek(1) === Token.ColonEqual) p.moveTo(p.index + 2);
  const value = expression(p);
  if (p.kind === Token.ColonEqual || p.kind === Token.Equal) p.fail();
  return value;
}

function unpackingAfterKeywords(p: Cursor): void {
  const { start, end } = orderedArguments(p);
  p.expect(Token.Comma);
  p.expect(Token.Star);
  p.raise("iterable argument unpacking follows keyword argument unpacking", start, end);
}

function firstGeneratorAmongArguments(p: Cursor): void {
  const element = expression(p);
  const end = endOfGenerators(comprehensions(p));
  p.expect(Token.Comma);
  raiseGenerator(p, element, end);
}

function generatorAfterArguments(p: Cursor): void {
  const { args } = orderedArguments(p);
  const last = args[args.length - 1];
  if (isFor(p)) {
    const generators = p.attempt(comprehensions);
    if (generators !== undefined && last !== undefined && args.length > 1) {
      raiseGenerator(p, last, endOfGenerators(generators));
    }
  }
  p.expect(Token.Comma);
  const element = expression(p);
  raiseGenerator(p, element, endOfGenerators(comprehensions(p)));
}

function endOfGenerators(generators: readonly Comprehension[]): number {
  const last = generators[generators.length - 1];
  return last?.end ?? 0;
}

function raiseGenerator(p: Cursor, element: Expr, end: number): never {
  return p.raise("Generator expression must be parenthesized", element.start, end);
}

function argumentAfterKeywords(p: Cursor): void {
  const { keywords } = orderedArguments(p);
  p.expect(Token.Comma);
  orderedArguments(p);
  const hasUnpacking = keywords.some((keyword) => keyword.arg === null);
  // CPython marks the furthest token it has looked at.
  p.moveTo(p.seen);
  p.raiseHere(`positional argument follows keyword argument${hasUnpacking ? " unpacking" : ""}`);
}

function unpackingInGroup(p: Cursor): void {
  p.expect(Token.LeftParen);
  const { start, index } = p;
  const isDouble = p.kind === Token.DoubleStar;
  if (!isDouble && p.kind !== Token.Star) return;
  p.advance();
  expression(p);
  const { end } = p;
  p.expectLast(Token.RightParen);
  if (isDouble) p.raiseAt(index, index + 1, "cannot use double starred expression here");
  p.raise("cannot use starred expression here", start, end);
}

function unpackingInComprehension(p: Cursor): void {
  p.advance();
  const { start } = p;
  p.expect(Token.Star);
  expression(p);
  const { end } = p;
  comprehensions(p);
  p.raise("iterable unpacking cannot be used in comprehension", start, end);
}

/** `[a, b for a in c]`. */
function bareTupleInComprehension(p: Cursor): void {
  p.advance();
  const first = starNamedExpression(p);
  p.expect(Token.Comma);
  if (!isFor(p)) starNamedExpressions(p);
  const { end } = p;
  comprehensions(p);
  p.raise("did you forget parentheses around the comprehension target?", first.start, end);
}

function unpackingInDictComprehension(p: Cursor): void {
  p.advance();
  const { index } = p;
  p.expect(Token.DoubleStar);
  bitwiseOr(p);
  comprehensions(p);
  p.expect(Token.RightBrace);
  p.raiseAt(index, index + 1, "dict unpacking cannot be used in dict comprehension");
}

/** A dict whose entries end in a key without value. */
function brokenDict(p: Cursor): void {
  p.advance();
  let pairs = 0;
  while (p.attempt(dictPair) !== undefined) {
    pairs++;
    p.expect(Token.Comma);
  }
  if (p.kind === Token.DoubleStar) return;
  const key = expression(p);
  if (p.kind !== Token.Colon) {
    if (pairs > 0) p.raise("':' expected after dictionary key", key.start, key.end);
    return;
  }
  const colon = p.index;
  p.advance();
  if (p.is(Token.Star)) {
    const { start } = p;
    p.advance();
    bitwiseOr(p);
    p.raise("cannot use a starred expression in a dictionary value", start, p.end);
  }
  if (p.is(Token.RightBrace) || p.is(Token.Comma)) {
    p.raiseAt(colon, colon + 1, "expression expected after dictionary key and ':'");
  }
}

function dictPair(p: Cursor): Expr {
  if (p.accept(Token.DoubleStar)) return bitwiseOr(p);
  expression(p);
  p.expect(Token.Colon);
  return expression(p);
}

function annotationOfSeveral(p: Cursor): void {
  let parentheses = 0;
  let target = p.attempt(atom);
  while (target === undefined || (target.kind !== "List" && target.kind !== "Tuple")) {
    p.expect(Token.LeftParen);
    parentheses++;
    target = p.attempt(atom);
  }
  for (let i = 0; i < parentheses; i++) p.expect(Token.RightParen);
  p.expect(Token.Colon);
  expression(p);
  p.raise(`only single target (not ${target.kind.toLowerCase()}) can be annotated`, target.start, target.end);
}

function annotationOfTuple(p: Cursor): void {
  const first = starNamedExpression(p);
  p.expect(Token.Comma);
  while (p.attempt(starNamedExpressions) !== undefined);
  p.expect(Token.Colon);
  expression(p);
  p.raise("only single target (not tuple) can be annotated", first.start, first.end);
}

function annotationOfOther(p: Cursor): void {
  const target = expression(p);
  p.expect(Token.Colon);
  expression(p);
  p.raise("illegal target for annotation", target.start, target.end);
}

/** Skip the targets that are right, with their `=`. */
function goodTargets(p: Cursor): void {
  const target = (q: Cursor) => {
    starTargets(q);
    q.expect(Token.Equal);
    return true;
  };
  while (p.attempt(target) !== undefined);
}

function assignmentToOther(p: Cursor): void {
  goodTargets(p);
  const target = starExpressions(p);
  p.expect(Token.Equal);
  raiseInvalidTarget(p, target, "assign");
}

function assignmentToYield(p: Cursor): void {
  goodTargets(p);
  const target = yieldExpression(p);
  p.expect(Token.Equal);
  p.raise("assignment to yield expression not possible", target.start, target.end);
}

function augmentedAssignmentToOther(p: Cursor): void {
  const target = starExpressions(p);
  if (augmentedOperator(p.kind) === undefined) p.fail();
  p.advance();
  yieldOrStarExpressions(p);
  const words = describeExpression(target);
  p.raise(`'${words}' is an illegal expression for augmented assignment`, target.start, target.end);
}
