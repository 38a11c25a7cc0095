// Operators to closures. Numbers go the short way, and so do operands that are local variables or constants: those are
// read in place, where a closure to read them would cost more than the operation.

import { intFloorDivide } from "../runtime/numbers";
import type { Value } from "../runtime/object";
import {
  add,
  BINARY,
  type Comparison,
  compare,
  divide,
  invert,
  isSame,
  modulo,
  multiply,
  negate,
  positive,
  subtract,
  truth,
} from "../runtime/operators";
import { contains } from "../runtime/subscript";
import { thread } from "../runtime/thread";
import { PyFloat } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { constantValue } from "./constants";
import type { Evaluate, Unit } from "./context";
import { localSlot, take } from "./names";

const MAX = Number.MAX_SAFE_INTEGER;

/** The value of a constant operand; undefined for any other, and for None, which `??` would pass over. */
function constantOperand(node: ast.Expr): Value | undefined {
  return node.kind === "Constant" && node.undecoded === undefined
    ? (constantValue(node.value) ?? undefined)
    : undefined;
}

export function binaryOperation(unit: Unit, node: ast.BinOp): Evaluate {
  const left = unit.expression(node.left);
  const right = unit.expression(node.right);
  const leftSlot = localSlot(unit, node.left);
  const rightSlot = localSlot(unit, node.right);
  const constant = constantOperand(node.right);
  const span = unit.span(node);
  // One closure per common operator keeps each call site of the numbers' fast way monomorphic.
  switch (node.op) {
    case "Add":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        if (typeof a === "number" && typeof b === "number") {
          const sum = a + b;
          if (sum <= MAX && sum >= -MAX) return sum;
        } else if (a instanceof PyFloat && b instanceof PyFloat) return new PyFloat(a.value + b.value);
        thread.span = span;
        return add(a, b);
      };
    case "Sub":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        if (typeof a === "number" && typeof b === "number") {
          const difference = a - b;
          if (difference <= MAX && difference >= -MAX) return difference;
        } else if (a instanceof PyFloat && b instanceof PyFloat) return new PyFloat(a.value - b.value);
        thread.span = span;
        return subtract(a, b);
      };
    case "Mult":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        if (typeof a === "number" && typeof b === "number") {
          const product = a * b + 0;
          if (product <= MAX && product >= -MAX) return product;
        } else if (a instanceof PyFloat && b instanceof PyFloat) return new PyFloat(a.value * b.value);
        thread.span = span;
        return multiply(a, b);
      };
    case "Mod":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        thread.span = span;
        return modulo(a, b);
      };
    case "Div":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        thread.span = span;
        return divide(a, b);
      };
    case "FloorDiv": {
      const operation = BINARY.FloorDiv;
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        thread.span = span;
        return typeof a === "number" && typeof b === "number" ? intFloorDivide(a, b) : operation(a, b);
      };
    }
    default: {
      const operation = BINARY[node.op];
      return (f) => {
        const a = left(f);
        const b = right(f);
        thread.span = span;
        return operation(a, b);
      };
    }
  }
}

export function unaryOperation(unit: Unit, node: ast.UnaryOp): Evaluate {
  if (node.op === "Not") {
    const test = unit.test(node.operand);
    return (f) => !test(f);
  }
  if (node.op === "USub" && node.operand.kind === "Constant") {
    const value = constantValue(node.operand.value);
    if (typeof value === "number" || typeof value === "bigint" || value instanceof PyFloat) {
      const negative = value instanceof PyFloat ? unit.once(node, () => negate(value)) : negate(value);
      return () => negative;
    }
  }
  const operand = unit.expression(node.operand);
  const span = unit.span(node);
  const operation = node.op === "USub" ? negate : node.op === "UAdd" ? positive : invert;
  return (f) => {
    const value = operand(f);
    thread.span = span;
    return operation(value);
  };
}

type Compare = (a: Value, b: Value) => Value;

function comparisonFunction(op: ast.CompareOperator): Compare {
  switch (op) {
    case "Is":
      return isSame;
    case "IsNot":
      return (a, b) => !isSame(a, b);
    case "In":
      return (a, b) => contains(b, a);
    case "NotIn":
      return (a, b) => !contains(b, a);
    default:
      return (a, b) => compare(op, a, b);
  }
}

export function comparison(unit: Unit, node: ast.Compare): Evaluate {
  const [op] = node.ops;
  const [other] = node.comparators;
  if (op === undefined || other === undefined) throw new Error("a comparison has an operator");
  if (node.ops.length > 1) return chainedComparison(unit, node);
  const left = unit.expression(node.left);
  const right = unit.expression(other);
  const leftSlot = localSlot(unit, node.left);
  const rightSlot = localSlot(unit, other);
  const constant = constantOperand(other);
  const span = unit.span(node);
  const operands = { left, right, leftSlot, rightSlot, constant, span };
  switch (op) {
    case "Is":
      return (f) => take(f, leftSlot, left) === take(f, rightSlot, right);
    case "IsNot":
      return (f) => take(f, leftSlot, left) !== take(f, rightSlot, right);
    case "In":
    case "NotIn": {
      const wanted = op === "In";
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        thread.span = span;
        return contains(b, a) === wanted;
      };
    }
    default:
      return orderComparison(op, operands);
  }
}

interface Operands {
  readonly left: Evaluate;
  readonly right: Evaluate;
  readonly leftSlot: number;
  readonly rightSlot: number;
  readonly constant: Value | undefined;
  readonly span: number;
}

/** Numbers of one kind are compared in place; each operator in a closure of its own. */
function orderComparison(op: Comparison, { left, right, leftSlot, rightSlot, constant, span }: Operands): Evaluate {
  switch (op) {
    case "Eq":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        if (typeof a === "number" && typeof b === "number") return a === b;
        if (typeof a === "string" && typeof b === "string") return a === b;
        thread.span = span;
        return compare("Eq", a, b);
      };
    case "NotEq":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        if (typeof a === "number" && typeof b === "number") return a !== b;
        if (typeof a === "string" && typeof b === "string") return a !== b;
        thread.span = span;
        return compare("NotEq", a, b);
      };
    case "Lt":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        if (typeof a === "number" && typeof b === "number") return a < b;
        if (a instanceof PyFloat && b instanceof PyFloat) return a.value < b.value;
        thread.span = span;
        return compare("Lt", a, b);
      };
    case "LtE":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        if (typeof a === "number" && typeof b === "number") return a <= b;
        if (a instanceof PyFloat && b instanceof PyFloat) return a.value <= b.value;
        thread.span = span;
        return compare("LtE", a, b);
      };
    case "Gt":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        if (typeof a === "number" && typeof b === "number") return a > b;
        if (a instanceof PyFloat && b instanceof PyFloat) return a.value > b.value;
        thread.span = span;
        return compare("Gt", a, b);
      };
    case "GtE":
      return (f) => {
        const a = take(f, leftSlot, left);
        const b = constant ?? take(f, rightSlot, right);
        if (typeof a === "number" && typeof b === "number") return a >= b;
        if (a instanceof PyFloat && b instanceof PyFloat) return a.value >= b.value;
        thread.span = span;
        return compare("GtE", a, b);
      };
  }
}

function chainedComparison(unit: Unit, node: ast.Compare): Evaluate {
  const first = unit.expression(node.left);
  const rest = node.comparators.map((each) => unit.expression(each));
  const operations = node.ops.map(comparisonFunction);
  const span = unit.span(node);
  return (f) => {
    let left = first(f);
    let result: Value = true;
    for (let i = 0; i < rest.length; i++) {
      const evaluate = rest[i];
      const operation = operations[i];
      if (evaluate === undefined || operation === undefined) break;
      const right = evaluate(f);
      thread.span = span;
      result = operation(left, right);
      if (i < rest.length - 1 && !truth(result)) return result;
      left = right;
    }
    return result;
  };
}
