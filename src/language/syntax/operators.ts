// The operators, with how tightly they bind (https://docs.python.org/3.11/reference/expressions.html#operator-precedence).

import type { BinaryOperator, CompareOperator } from "./ast";
import { Token } from "./tokens";

/** Binding levels, the loosest first. */
export const Level = {
  Or: 1,
  And: 2,
  Not: 3,
  Compare: 4,
  BitOr: 5,
  BitXor: 6,
  BitAnd: 7,
  Shift: 8,
  Sum: 9,
  Product: 10,
};

const levels = new Uint8Array(256);
const binaryOperators = new Map<Token, BinaryOperator>();

function binary(token: Token, operator: BinaryOperator, level: number): void {
  levels[token] = level;
  binaryOperators.set(token, operator);
}

levels[Token.Or] = Level.Or;
levels[Token.And] = Level.And;
for (const token of [
  Token.In,
  Token.Not,
  Token.Is,
  Token.EqualEqual,
  Token.NotEqual,
  Token.Less,
  Token.LessEqual,
  Token.Greater,
  Token.GreaterEqual,
]) {
  levels[token] = Level.Compare;
}
binary(Token.Bar, "BitOr", Level.BitOr);
binary(Token.Caret, "BitXor", Level.BitXor);
binary(Token.Ampersand, "BitAnd", Level.BitAnd);
binary(Token.LeftShift, "LShift", Level.Shift);
binary(Token.RightShift, "RShift", Level.Shift);
binary(Token.Plus, "Add", Level.Sum);
binary(Token.Minus, "Sub", Level.Sum);
binary(Token.Star, "Mult", Level.Product);
binary(Token.Slash, "Div", Level.Product);
binary(Token.DoubleSlash, "FloorDiv", Level.Product);
binary(Token.Percent, "Mod", Level.Product);
binary(Token.At, "MatMult", Level.Product);

/** How tightly a token binds as an operator between two operands; 0 if it is none. */
export function levelOf(token: Token): number {
  return levels[token] ?? 0;
}

/** The operation of an arithmetic token. */
export function binaryOperator(token: Token): BinaryOperator {
  return binaryOperators.get(token) ?? "Add";
}

/** The operation of an augmented assignment; undefined for any other token. */
export function augmentedOperator(token: Token): BinaryOperator | undefined {
  return AUGMENTED.get(token);
}

const AUGMENTED: ReadonlyMap<Token, BinaryOperator> = new Map([
  [Token.PlusEqual, "Add"],
  [Token.MinusEqual, "Sub"],
  [Token.StarEqual, "Mult"],
  [Token.AtEqual, "MatMult"],
  [Token.SlashEqual, "Div"],
  [Token.PercentEqual, "Mod"],
  [Token.DoubleStarEqual, "Pow"],
  [Token.LeftShiftEqual, "LShift"],
  [Token.RightShiftEqual, "RShift"],
  [Token.BarEqual, "BitOr"],
  [Token.CaretEqual, "BitXor"],
  [Token.AmpersandEqual, "BitAnd"],
  [Token.DoubleSlashEqual, "FloorDiv"],
]);

/** The comparison of a one-word token; `is not` and `not in` are for the parser. */
export function compareOperator(token: Token): CompareOperator {
  switch (token) {
    case Token.EqualEqual:
      return "Eq";
    case Token.NotEqual:
      return "NotEq";
    case Token.Less:
      return "Lt";
    case Token.LessEqual:
      return "LtE";
    case Token.Greater:
      return "Gt";
    case Token.GreaterEqual:
      return "GtE";
    case Token.Is:
      return "Is";
    default:
      return "In";
  }
}

const expressionStarts = new Uint8Array(256);
for (const token of [
  Token.Name,
  Token.Number,
  Token.String,
  Token.LeftParen,
  Token.LeftBracket,
  Token.LeftBrace,
  Token.Minus,
  Token.Plus,
  Token.Tilde,
  Token.Not,
  Token.Lambda,
  Token.Await,
  Token.Ellipsis,
  Token.None,
  Token.True,
  Token.False,
]) {
  expressionStarts[token] = 1;
}

/** Whether an expression can begin with a token. */
export function startsExpression(token: Token): boolean {
  return expressionStarts[token] === 1;
}
