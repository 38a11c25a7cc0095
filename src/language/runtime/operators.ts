// The operators: fast ways for numbers and strings, then the special methods as CPython's abstract.c and typeobject.c
// try them (the reflected one first when the right operand's class is a subclass that overrides it).

import { callMember } from "./call";
import { complexPower } from "./complex";
import { power } from "./elementary";
import { overflowError, type PyRaise, typeError, valueError, zeroDivision } from "./errors";
import { PyFunction } from "./function";
import {
  compareIntFloat,
  floatDivide,
  floatFloorDivide,
  floatModulo,
  type Int,
  intAdd,
  intAnd,
  intFloorDivide,
  intModulo,
  intMultiply,
  intOr,
  intPower,
  intShiftLeft,
  intShiftRight,
  intSubtract,
  intToFloat,
  intTrueDivide,
  intXor,
} from "./numbers";
import { NotImplemented, type PyClass, tupleType, type Value } from "./object";
import { typeName, typeOf } from "./types";
import { PyBoxed, PyComplex, PyFloat, PyTuple } from "./value";

const MAX = Number.MAX_SAFE_INTEGER;

/** The names of an operator's special methods, and its sign as error messages show it. */
export interface Operator {
  readonly name: string;
  readonly reflected: string;
  readonly inPlace: string;
  readonly sign: string;
}

function operator(base: string, sign: string): Operator {
  return { name: `__${base}__`, reflected: `__r${base}__`, inPlace: `__i${base}__`, sign };
}

export const OPERATORS = {
  Add: operator("add", "+"),
  Sub: operator("sub", "-"),
  Mult: operator("mul", "*"),
  MatMult: operator("matmul", "@"),
  Div: operator("truediv", "/"),
  Mod: operator("mod", "%"),
  Pow: operator("pow", "** or pow()"),
  LShift: operator("lshift", "<<"),
  RShift: operator("rshift", ">>"),
  BitOr: operator("or", "|"),
  BitXor: operator("xor", "^"),
  BitAnd: operator("and", "&"),
  FloorDiv: operator("floordiv", "//"),
} as const;

export type BinaryFunction = (a: Value, b: Value) => Value;

export function add(a: Value, b: Value): Value {
  if (typeof a === "number") {
    if (typeof b === "number") {
      const sum = a + b;
      return sum <= MAX && sum >= -MAX ? sum : intAdd(a, b);
    }
    if (b instanceof PyFloat) return new PyFloat(a + b.value);
  } else if (a instanceof PyFloat) {
    if (b instanceof PyFloat) return new PyFloat(a.value + b.value);
    if (typeof b === "number") return new PyFloat(a.value + b);
  } else if (typeof a === "string" && typeof b === "string") return joinText(a, b);
  return numeric("Add", a, b) ?? binary(OPERATORS.Add, a, b);
}

function joinText(a: string, b: string): string {
  return a + b;
}

export function subtract(a: Value, b: Value): Value {
  if (typeof a === "number") {
    if (typeof b === "number") {
      const difference = a - b;
      return difference <= MAX && difference >= -MAX ? difference : intSubtract(a, b);
    }
    if (b instanceof PyFloat) return new PyFloat(a - b.value);
  } else if (a instanceof PyFloat) {
    if (b instanceof PyFloat) return new PyFloat(a.value - b.value);
    if (typeof b === "number") return new PyFloat(a.value - b);
  }
  return numeric("Sub", a, b) ?? binary(OPERATORS.Sub, a, b);
}

export function multiply(a: Value, b: Value): Value {
  if (typeof a === "number") {
    if (typeof b === "number") {
      const product = a * b + 0;
      return product <= MAX && product >= -MAX ? product : intMultiply(a, b);
    }
    if (b instanceof PyFloat) return new PyFloat(a * b.value);
  } else if (a instanceof PyFloat) {
    if (b instanceof PyFloat) return new PyFloat(a.value * b.value);
    if (typeof b === "number") return new PyFloat(a.value * b);
  }
  return numeric("Mult", a, b) ?? binary(OPERATORS.Mult, a, b);
}

export function divide(a: Value, b: Value): Value {
  if (typeof a === "number") {
    if (typeof b === "number" && b !== 0) return new PyFloat(a / b);
    if (b instanceof PyFloat) return new PyFloat(floatDivide(a, b.value));
  } else if (a instanceof PyFloat) {
    if (b instanceof PyFloat) return new PyFloat(floatDivide(a.value, b.value));
    if (typeof b === "number") return new PyFloat(floatDivide(a.value, b));
  }
  return numeric("Div", a, b) ?? binary(OPERATORS.Div, a, b);
}

export function modulo(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number" && b !== 0) {
    const remainder = a % b;
    return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder + 0;
  }
  return numeric("Mod", a, b) ?? binary(OPERATORS.Mod, a, b);
}

export function floorDivide(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return intFloorDivide(a, b);
  return numeric("FloorDiv", a, b) ?? binary(OPERATORS.FloorDiv, a, b);
}

const generic =
  (name: keyof typeof OPERATORS): BinaryFunction =>
  (a, b) =>
    numeric(name, a, b) ?? binary(OPERATORS[name], a, b);

export const BINARY: Readonly<Record<keyof typeof OPERATORS, BinaryFunction>> = {
  Add: add,
  Sub: subtract,
  Mult: multiply,
  MatMult: (a, b) => binary(OPERATORS.MatMult, a, b),
  Div: divide,
  Mod: modulo,
  Pow: generic("Pow"),
  LShift: generic("LShift"),
  RShift: generic("RShift"),
  BitOr: generic("BitOr"),
  BitXor: generic("BitXor"),
  BitAnd: generic("BitAnd"),
  FloorDiv: floorDivide,
};

/** The number that an int, a bool or a float is; undefined for anything else. */
export function asNumber(value: Value): Int | PyFloat | undefined {
  switch (typeof value) {
    case "number":
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
  }
  return value instanceof PyFloat ? value : undefined;
}

/** Arithmetic on two plain numbers; undefined where an operand is not one or the operator is not for floats. */
export function numeric(name: keyof typeof OPERATORS, left: Value, right: Value): Value | undefined {
  const a = asNumber(left);
  if (a === undefined) return undefined;
  const b = asNumber(right);
  if (b === undefined) return undefined;
  if (a instanceof PyFloat || b instanceof PyFloat) {
    const x = a instanceof PyFloat ? a.value : intToFloat(a);
    const y = b instanceof PyFloat ? b.value : intToFloat(b);
    return floatOperation(name, x, y);
  }
  if (typeof left === "boolean" && typeof right === "boolean") {
    if (name === "BitAnd") return left && right;
    if (name === "BitOr") return left || right;
    if (name === "BitXor") return left !== right;
  }
  return intOperation(name, a, b);
}

function floatOperation(name: keyof typeof OPERATORS, x: number, y: number): Value | undefined {
  switch (name) {
    case "Add":
      return new PyFloat(x + y);
    case "Sub":
      return new PyFloat(x - y);
    case "Mult":
      return new PyFloat(x * y);
    case "Div":
      return new PyFloat(floatDivide(x, y));
    case "Mod":
      return new PyFloat(floatModulo(x, y));
    case "FloorDiv":
      return new PyFloat(floatFloorDivide(x, y));
    case "Pow":
      return powerOfFloats(x, y);
    default:
      return undefined;
  }
}

function powerOfFloats(x: number, y: number): Value {
  if (x === 0 && y < 0) throw zeroDivision("0.0 cannot be raised to a negative power");
  if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y)) {
    return complexPower(new PyComplex(x, 0), new PyComplex(y, 0));
  }
  const result = power(x, y);
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) {
    throw overflowError("(34, 'Numerical result out of range')");
  }
  return new PyFloat(result);
}

function intOperation(name: keyof typeof OPERATORS, a: Int, b: Int): Value | undefined {
  switch (name) {
    case "Add":
      return intAdd(a, b);
    case "Sub":
      return intSubtract(a, b);
    case "Mult":
      return intMultiply(a, b);
    case "Div":
      return new PyFloat(intTrueDivide(a, b));
    case "Mod":
      return intModulo(a, b);
    case "FloorDiv":
      return intFloorDivide(a, b);
    case "Pow":
      return b < 0 ? powerOfFloats(intToFloat(a), intToFloat(b)) : intPower(a, b);
    case "LShift":
      return intShiftLeft(a, b);
    case "RShift":
      return intShiftRight(a, b);
    case "BitAnd":
      return intAnd(a, b);
    case "BitOr":
      return intOr(a, b);
    case "BitXor":
      return intXor(a, b);
    case "MatMult":
      return undefined;
  }
}

/** The general protocol: the special methods of both operands. */
export function binary(op: Operator, a: Value, b: Value): Value {
  const result = tryBinary(op, a, b);
  if (result !== NotImplemented) return result;
  throw unsupportedOperands(op.sign, a, b);
}

/** The operand itself, or the plain value under an instance of a subclass of int, float, complex or str. */
export function unboxed(value: Value): Value {
  return value instanceof PyBoxed ? value.payload : value;
}

function tryBinary(op: Operator, a: Value, b: Value): Value {
  const left = typeOf(a);
  const right = typeOf(b);
  const method = left.lookup(op.name);
  const reflected = left === right ? undefined : right.lookup(op.reflected);
  const isSequence = (op.sign === "+" || op.sign === "*") && isSequenceSlot(left, method);
  const reflectedFirst =
    reflected !== undefined &&
    ((isSequence && !isSequenceSlot(right, reflected)) ||
      (right.isSubclassOf(left) && reflected !== left.lookup(op.reflected)));
  if (reflectedFirst) {
    const result = callMember(reflected, b, [a]);
    if (result !== NotImplemented) return result;
  }
  if (method !== undefined) {
    const result = callMember(method, a, [b]);
    if (result !== NotImplemented) return result;
  }
  if (reflected !== undefined && !reflectedFirst) return callMember(reflected, b, [a]);
  return NotImplemented;
}

/** Classes whose + and * are sequence slots, which CPython tries after the operands' number slots. */
const SEQUENCES: ReadonlySet<string> = new Set(["str", "list", "tuple", "bytes", "bytearray"]);

function isSequenceSlot(cls: PyClass, method: Value | undefined): boolean {
  return SEQUENCES.has(cls.layout.name) && !(method instanceof PyFunction);
}

function unsupportedOperands(sign: string, a: Value, b: Value): PyRaise {
  if (sign === ">>" && typeName(a) === "builtin_function_or_method") {
    return typeError(
      `unsupported operand type(s) for >>: '${typeName(a)}' and '${typeName(b)}'. Did you mean "print(<message>, file=<output_stream>)"?`,
    );
  }
  return typeError(`unsupported operand type(s) for ${sign}: '${typeName(a)}' and '${typeName(b)}'`);
}

/** `a += b` and its kin: the in-place method first. */
export function inPlace(name: keyof typeof OPERATORS, a: Value, b: Value): Value {
  const isPlain = typeof a !== "object" || a === null || a instanceof PyFloat;
  if (isPlain) {
    // Numbers and strings, the common case, know no in-place methods; where they fail, they do so in other words.
    if (typeof a === "string" && typeof b === "string") return BINARY[name](a, b);
    const result = numeric(name, a, b);
    if (result !== undefined) return result;
  }
  const op = OPERATORS[name];
  const left = typeOf(a);
  const method = isPlain ? undefined : left.lookup(op.inPlace);
  if (method !== undefined && (name === "Add" || name === "Mult") && isSequenceSlot(left, method)) {
    // A sequence's own in-place slots come after the other operand's number slots.
    const right = typeOf(b);
    const reflected = right === left ? undefined : right.lookup(op.reflected);
    if (reflected !== undefined && !isSequenceSlot(right, reflected)) {
      const result = callMember(reflected, b, [a]);
      if (result !== NotImplemented) return result;
    }
  }
  if (method !== undefined) {
    const result = callMember(method, a, [b]);
    if (result !== NotImplemented) return result;
  }
  const result = tryBinary(op, a, b);
  if (result !== NotImplemented) return result;
  throw unsupportedOperands(name === "Pow" ? "**=" : `${op.sign}=`, a, b);
}

export function negate(a: Value): Value {
  if (typeof a === "number") return 0 - a;
  if (a instanceof PyFloat) return new PyFloat(-a.value);
  return unary("__neg__", "-", a);
}

export function positive(a: Value): Value {
  if (typeof a === "number" || a instanceof PyFloat) return a;
  return unary("__pos__", "+", a);
}

export function invert(a: Value): Value {
  return typeof a === "number" ? -1 - a : unary("__invert__", "~", a);
}

function unary(name: string, sign: string, a: Value): Value {
  const method = typeOf(a).lookup(name);
  if (method === undefined) throw typeError(`bad operand type for unary ${sign}: '${typeName(a)}'`);
  return callMember(method, a, []);
}

export type Order = "Lt" | "LtE" | "Gt" | "GtE";
export type Comparison = "Eq" | "NotEq" | Order;

interface ComparisonNames {
  readonly name: string;
  readonly reflected: string;
  readonly sign: string;
}

const COMPARISONS: Readonly<Record<Comparison, ComparisonNames>> = {
  Eq: { name: "__eq__", reflected: "__eq__", sign: "==" },
  NotEq: { name: "__ne__", reflected: "__ne__", sign: "!=" },
  Lt: { name: "__lt__", reflected: "__gt__", sign: "<" },
  LtE: { name: "__le__", reflected: "__ge__", sign: "<=" },
  Gt: { name: "__gt__", reflected: "__lt__", sign: ">" },
  GtE: { name: "__ge__", reflected: "__le__", sign: ">=" },
};

function holds(comparison: Comparison, order: number): boolean {
  switch (comparison) {
    case "Eq":
      return order === 0;
    case "NotEq":
      return order !== 0;
    case "Lt":
      return order < 0;
    case "LtE":
      return order <= 0;
    case "Gt":
      return order > 0;
    case "GtE":
      return order >= 0;
  }
}

/** Strings compare by code points; UTF-16 units agree with that unless a surrogate meets a unit above it. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xHigh = x >= 0xd800 && x <= 0xdfff;
    const yHigh = y >= 0xd800 && y <= 0xdfff;
    return xHigh === yHigh ? x - y : xHigh ? 1 : -1;
  }
  return a.length - b.length;
}

/** The order of two plain numbers or strings; undefined for others. */
function plainOrder(left: Value, right: Value): number | undefined {
  if (typeof left === "string") return typeof right === "string" ? compareText(left, right) : undefined;
  const a = asNumber(left);
  if (a === undefined) return undefined;
  const b = asNumber(right);
  if (b === undefined) return undefined;
  if (a instanceof PyFloat) {
    if (b instanceof PyFloat)
      return a.value < b.value ? -1 : a.value > b.value ? 1 : a.value === b.value ? 0 : Number.NaN;
    return -compareIntFloat(b, a.value);
  }
  if (b instanceof PyFloat) return compareIntFloat(a, b.value);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `a < b` and the others: whatever the special methods give, usually a bool. */
export function compare(comparison: Comparison, a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return holds(comparison, a - b);
  const order = plainOrder(a, b);
  if (order !== undefined) return holds(comparison, order);
  if (a instanceof PyTuple && b instanceof PyTuple && a.cls === tupleType && b.cls === tupleType) {
    if (comparison === "Eq") return sameItems(a.items, b.items);
    if (comparison === "NotEq") return !sameItems(a.items, b.items);
    return orderedItems(comparison, a.items, b.items);
  }
  const { name, reflected, sign } = COMPARISONS[comparison];
  const left = typeOf(a);
  const right = typeOf(b);
  const other = right.lookup(reflected);
  const reflectedFirst = left !== right && right.isSubclassOf(left) && other !== undefined;
  if (reflectedFirst) {
    const result = callMember(other, b, [a]);
    if (result !== NotImplemented) return result;
  }
  const method = left.lookup(name);
  if (method !== undefined) {
    const result = callMember(method, a, [b]);
    if (result !== NotImplemented) return result;
  }
  if (!reflectedFirst && other !== undefined) {
    const result = callMember(other, b, [a]);
    if (result !== NotImplemented) return result;
  }
  if (comparison === "Eq") return isSame(a, b);
  if (comparison === "NotEq") return !isSame(a, b);
  throw typeError(`'${sign}' not supported between instances of '${left.name}' and '${right.name}'`);
}

/** `a is b`. */
export function isSame(a: Value, b: Value): boolean {
  return a === b;
}

/** Equality as containers ask for it: the same object, or `==`. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a === "number" && typeof b === "number") return false;
  if (typeof a === "string" && typeof b === "string") return false;
  if (a instanceof PyFloat && b instanceof PyFloat) return a.value === b.value;
  if (a instanceof PyTuple && b instanceof PyTuple && a.cls === tupleType && b.cls === tupleType) {
    return sameItems(a.items, b.items);
  }
  return truth(compare("Eq", a, b));
}

/** Whether two sequences have equal items. */
export function sameItems(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!equals(a[i] ?? null, b[i] ?? null)) return false;
  return true;
}

/** Lexicographic order: the first unequal items decide. */
export function orderedItems(comparison: Order, a: readonly Value[], b: readonly Value[]): Value {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a[i] ?? null;
    const y = b[i] ?? null;
    if (!equals(x, y)) return compare(comparison, x, y);
  }
  return holds(comparison, a.length - b.length);
}

export function lessThan(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") return a < b;
  const result = compare("Lt", a, b);
  return typeof result === "boolean" ? result : truth(result);
}

/** What `if` asks. */
export function truth(value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "string":
      return value !== "";
    case "bigint":
      return true;
  }
  if (value === null) return false;
  if (value instanceof PyFloat) return value.value !== 0;
  const cls = typeOf(value);
  const method = cls.lookup("__bool__");
  if (method !== undefined) {
    const result = callMember(method, value, []);
    if (typeof result !== "boolean") throw typeError(`__bool__ should return bool, returned ${typeName(result)}`);
    return result;
  }
  const length = cls.lookup("__len__");
  if (length === undefined) return true;
  return measure(length, value) !== 0;
}

/** What a class's `__len__` says of an object, checked as CPython checks it. */
export function measure(method: Value, value: Value): number {
  const length = toIndex(callMember(method, value, []));
  if (length < 0) throw valueError("__len__() should return >= 0");
  checkSize(length);
  return Number(length);
}

/** The integer that a value stands for as an index (`__index__`); undefined when it does not. */
export function asIndex(value: Value): Int | undefined {
  switch (typeof value) {
    case "number":
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
  }
  if (value instanceof PyBoxed) {
    const index = asIndex(value.payload);
    if (index !== undefined) return index;
  }
  if (value === null || typeof value !== "object" || value instanceof PyFloat) return undefined;
  const method = typeOf(value).lookup("__index__");
  if (method === undefined) return undefined;
  const result = callMember(method, value, []);
  if (typeof result === "boolean") return result ? 1 : 0;
  if (typeof result === "number" || typeof result === "bigint") return result;
  throw typeError(`__index__ returned non-int (type ${typeName(result)})`);
}

/** OverflowError for an int that no size or place can be: CPython keeps those in 64 bits. */
export function checkSize(index: Int): void {
  if (typeof index !== "number" && BigInt.asIntN(64, index) !== index) {
    throw overflowError("cannot fit 'int' into an index-sized integer");
  }
}

/** OverflowError for an int that C's long, of 64 bits, does not hold. */
export function checkLong(whole: Int): void {
  if (typeof whole !== "number" && BigInt.asIntN(64, whole) !== whole) {
    throw overflowError("Python int too large to convert to C long");
  }
}

/** A whole number argument; TypeError as CPython words it. */
export function toIndex(value: Value): Int {
  const index = asIndex(value);
  if (index === undefined) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  return index;
}
