// Operators and their operands, by precedence climbing
// (https://docs.python.org/3.11/reference/expressions.html#operator-precedence). Chains of any length are read in a loop.

import type { BoolOperator, CompareOperator, Expr, UnaryOperator } from "./ast";
import type { Cursor } from "./cursor";
import { binaryOperator, compareOperator, Level, levelOf } from "./operators";
import { Token } from "./tokens";

export { Level } from "./operators";

/** Reads what stands between operators: an atom with its attributes, calls and subscripts. */
export type OperandReader = (p: Cursor) => Expr;

/** Read operands and the operators between them that bind at least as tightly as `level`. */
export function operation(p: Cursor, level: number, primary: OperandReader): Expr {
  const outer = p.height;
  p.height = 0;
  const result = plainOperation(p, level, primary);
  if (p.height < outer) p.height = outer;
  return result;
}

function plainOperation(p: Cursor, level: number, primary: OperandReader): Expr {
  const { start } = p;
  let left = p.kind === Token.Not && level <= Level.Not ? negation(p, primary) : unary(p, primary);
  for (;;) {
    const operatorLevel = levelOf(p.kind);
    if (operatorLevel < level || operatorLevel === 0) return left;
    const next =
      operatorLevel <= Level.And
        ? boolean(p, start, left, primary)
        : operatorLevel === Level.Compare
          ? comparison(p, start, left, primary)
          : binary(p, start, left, primary);
    if (next === undefined) return left;
    left = next;
    p.grow();
  }
}

/** Skip an operator and read what follows it; undefined, with nothing skipped, if that is no operand. */
function operand(p: Cursor, level: number, width: number, primary: OperandReader): Expr | undefined {
  if (!p.backtracks) return operandAfter(p, level, width, primary);
  return p.attempt((q) => operandAfter(q, level, width, primary));
}

function operandAfter(p: Cursor, level: number, width: number, primary: OperandReader): Expr {
  for (let i = 0; i < width; i++) p.advance();
  return operation(p, level, primary);
}

function binary(p: Cursor, start: number, left: Expr, primary: OperandReader): Expr | undefined {
  const op = binaryOperator(p.kind);
  const right = operand(p, levelOf(p.kind) + 1, 1, primary);
  return right && { kind: "BinOp", left, op, right, start, end: p.end };
}

function boolean(p: Cursor, start: number, first: Expr, primary: OperandReader): Expr | undefined {
  const token = p.kind;
  const op: BoolOperator = token === Token.Or ? "Or" : "And";
  const values = [first];
  while (p.kind === token) {
    const value = operand(p, levelOf(token) + 1, 1, primary);
    if (value === undefined) break;
    values.push(value);
  }
  return values.length > 1 ? { kind: "BoolOp", op, values, start, end: p.end } : undefined;
}

function comparison(p: Cursor, start: number, left: Expr, primary: OperandReader): Expr | undefined {
  const ops: CompareOperator[] = [];
  const comparators: Expr[] = [];
  while (levelOf(p.kind) === Level.Compare) {
    let op: CompareOperator = compareOperator(p.kind);
    if (p.kind === Token.Is && p.peek(1) === Token.Not) {
      op = "IsNot";
    } else if (p.kind === Token.Not) {
      op = "NotIn";
      p.reach(p.index + 1);
      if (p.peek(1) !== Token.In) break;
    }
    const value = operand(p, Level.BitOr, op === "IsNot" || op === "NotIn" ? 2 : 1, primary);
    if (value === undefined) break;
    ops.push(op);
    comparators.push(value);
  }
  return ops.length > 0 ? { kind: "Compare", left, ops, comparators, start, end: p.end } : undefined;
}

function negation(p: Cursor, primary: OperandReader): Expr {
  const starts: number[] = [];
  while (p.kind === Token.Not) {
    starts.push(p.start);
    p.advance();
  }
  let operand = operation(p, Level.Compare, primary);
  p.grow(starts.length);
  const { end } = p;
  for (const start of starts.reverse()) operand = { kind: "UnaryOp", op: "Not", operand, start, end };
  return operand;
}

function unary(p: Cursor, primary: OperandReader): Expr {
  if (unaryOperator(p.kind) === undefined) return power(p, primary);
  const prefixes: { op: UnaryOperator; start: number }[] = [];
  for (let op = unaryOperator(p.kind); op !== undefined; op = unaryOperator(p.kind)) {
    prefixes.push({ op, start: p.start });
    p.advance();
  }
  let operand = power(p, primary);
  p.grow(prefixes.length);
  const { end } = p;
  for (const { op, start } of prefixes.reverse()) operand = { kind: "UnaryOp", op, operand, start, end };
  return operand;
}

function unaryOperator(token: Token): UnaryOperator | undefined {
  if (token === Token.Minus) return "USub";
  if (token === Token.Plus) return "UAdd";
  return token === Token.Tilde ? "Invert" : undefined;
}

function power(p: Cursor, primary: OperandReader): Expr {
  const { start } = p;
  const left = p.kind === Token.Await ? awaited(p, primary) : primary(p);
  if (p.kind !== Token.DoubleStar) return left;
  p.enter();
  const right = p.optional((q) => exponent(q, primary));
  p.leave();
  if (right === undefined) return left;
  p.grow();
  return { kind: "BinOp", left, op: "Pow", right, start, end: p.end };
}

function exponent(p: Cursor, primary: OperandReader): Expr {
  p.advance();
  return unary(p, primary);
}

function awaited(p: Cursor, primary: OperandReader): Expr {
  const { start } = p;
  p.advance();
  const value = primary(p);
  return { kind: "Await", value, start, end: p.end };
}
