// Expressions to closures: constants, operators, conditions, subscripts, attributes, f-strings. Names are in ./names,
// displays in ./displays, calls in ./calls, functions in ./functions, comprehensions in ./comprehensions.

import { getAttribute, isAttributeError } from "../runtime/attributes";
import { Refusal } from "../runtime/errors";
import { PyFunction, PyGetSet } from "../runtime/function";
import { intFloorDivide, intMultiply } from "../runtime/numbers";
import { Ellipsis, type PyClass, PyObject, type Value } from "../runtime/object";
import {
  add,
  BINARY,
  compare,
  invert,
  isSame,
  multiply,
  negate,
  positive,
  subtract,
  truth,
} from "../runtime/operators";
import { asciiRepr, formatValue, repr, str } from "../runtime/repr";
import { contains, getItem } from "../runtime/subscript";
import { thread } from "../runtime/thread";
import { typeOf } from "../runtime/types";
import {
  PyBytes,
  PyComplex,
  PyFloat,
  PyInstance,
  PyList,
  PyModule,
  PySlice,
  PyTuple,
  PyUnsupported,
} from "../runtime/value";
import type * as ast from "../syntax/ast";
import type { Evaluate, Test, Unit } from "./context";
import { dictDisplay, sequence, setDisplay } from "./displays";
import { loadName } from "./names";
import { NAMED_ESCAPE } from "./undecoded";

const MAX = Number.MAX_SAFE_INTEGER;

export function expression(unit: Unit, node: ast.Expr): Evaluate {
  const kept = unit.kept.get(node);
  if (kept !== undefined) return (f) => f.slots[kept] ?? null;
  switch (node.kind) {
    case "Name":
      return loadName(unit, node);
    case "Constant":
      return constant(unit, node);
    case "BinOp":
      return binaryOperation(unit, node);
    case "UnaryOp":
      return unaryOperation(unit, node);
    case "Compare":
      return comparison(unit, node);
    case "BoolOp":
      return boolOperation(unit, node);
    case "IfExp": {
      const test = unit.test(node.test);
      const body = unit.expression(node.body);
      const orelse = unit.expression(node.orelse);
      return (f) => (test(f) ? body(f) : orelse(f));
    }
    case "Call":
      return unit.parts.call(unit, node);
    case "Attribute":
      return attribute(unit, node);
    case "Subscript":
      return subscript(unit, node);
    case "Slice": {
      const [lower, upper, step] = [node.lower, node.upper, node.step].map((part) =>
        part === null ? () => null : unit.expression(part),
      );
      if (lower === undefined || upper === undefined || step === undefined) throw new Error("a slice has three parts");
      return (f) => new PySlice(lower(f), upper(f), step(f));
    }
    case "Tuple": {
      const items = sequence(unit, node.elts);
      return (f) => new PyTuple(items(f));
    }
    case "List": {
      const items = sequence(unit, node.elts);
      return (f) => new PyList(items(f));
    }
    case "Set":
      return setDisplay(unit, node);
    case "Dict":
      return dictDisplay(unit, node);
    case "ListComp":
    case "SetComp":
    case "DictComp":
      return unit.parts.comprehension(unit, node);
    case "GeneratorExp":
      return unit.parts.generatorExpression(unit, node);
    case "Lambda":
      return unit.parts.lambda(unit, node);
    case "NamedExpr": {
      const value = unit.expression(node.value);
      const store = unit.store(node.target);
      return (f) => {
        const result = value(f);
        store(f, result);
        return result;
      };
    }
    case "JoinedStr":
      return joined(unit, node);
    case "FormattedValue":
      return formatted(unit, node);
    case "Starred":
      return refuse(unit, node, "a starred expression here");
    case "Await":
      return refuse(unit, node, "await");
    case "Yield":
    case "YieldFrom":
      return refuse(unit, node, "yield in this place");
  }
}

function refuse(unit: Unit, node: ast.Expr, what: string): Evaluate {
  const span = unit.span(node);
  return () => {
    thread.span = span;
    throw new Refusal(what);
  };
}

export function constantValue(node: ast.ConstantValue): Value {
  switch (node.type) {
    case "int":
    case "str":
    case "bool":
      return node.value;
    case "float":
      return new PyFloat(node.value);
    case "bytes":
      return new PyBytes(node.value);
    case "none":
      return null;
    case "ellipsis":
      return Ellipsis;
    case "complex":
      return new PyComplex(0, node.imag);
  }
}

function constant(unit: Unit, node: ast.Constant): Evaluate {
  if (node.undecoded !== undefined) return refuse(unit, node, NAMED_ESCAPE);
  const value = constantValue(node.value);
  return () => value;
}

function binaryOperation(unit: Unit, node: ast.BinOp): Evaluate {
  const left = unit.expression(node.left);
  const right = unit.expression(node.right);
  const span = unit.span(node);
  // One closure per common operator keeps each call site of the numbers' fast way monomorphic.
  switch (node.op) {
    case "Add":
      return (f) => {
        const a = left(f);
        const b = right(f);
        if (typeof a === "number" && typeof b === "number") {
          const sum = a + b;
          if (sum <= MAX && sum >= -MAX) return sum;
        }
        thread.span = span;
        return add(a, b);
      };
    case "Sub":
      return (f) => {
        const a = left(f);
        const b = right(f);
        if (typeof a === "number" && typeof b === "number") {
          const difference = a - b;
          if (difference <= MAX && difference >= -MAX) return difference;
        }
        thread.span = span;
        return subtract(a, b);
      };
    case "Mult":
      return (f) => {
        const a = left(f);
        const b = right(f);
        thread.span = span;
        if (typeof a === "number" && typeof b === "number") {
          const product = a * b + 0;
          return product <= MAX && product >= -MAX ? product : intMultiply(a, b);
        }
        return multiply(a, b);
      };
    case "FloorDiv": {
      const operation = BINARY.FloorDiv;
      return (f) => {
        const a = left(f);
        const b = right(f);
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

function unaryOperation(unit: Unit, node: ast.UnaryOp): Evaluate {
  if (node.op === "Not") {
    const test = unit.test(node.operand);
    return (f) => !test(f);
  }
  if (node.op === "USub" && node.operand.kind === "Constant") {
    const value = constantValue(node.operand.value);
    if (typeof value === "number" || typeof value === "bigint" || value instanceof PyFloat) {
      const negative = negate(value);
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

function comparison(unit: Unit, node: ast.Compare): Evaluate {
  const [op] = node.ops;
  const [other] = node.comparators;
  if (op === undefined || other === undefined) throw new Error("a comparison has an operator");
  if (node.ops.length > 1) return chainedComparison(unit, node);
  const left = unit.expression(node.left);
  const right = unit.expression(other);
  const span = unit.span(node);
  const general = comparisonFunction(op);
  switch (op) {
    case "Lt":
      return (f) => {
        const a = left(f);
        const b = right(f);
        if (typeof a === "number" && typeof b === "number") return a < b;
        thread.span = span;
        return general(a, b);
      };
    case "Eq":
      return (f) => {
        const a = left(f);
        const b = right(f);
        if (typeof a === "number" && typeof b === "number") return a === b;
        thread.span = span;
        return general(a, b);
      };
    case "Is":
      return (f) => left(f) === right(f);
    case "IsNot":
      return (f) => left(f) !== right(f);
    default:
      return (f) => {
        const a = left(f);
        const b = right(f);
        thread.span = span;
        return general(a, b);
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

function boolOperation(unit: Unit, node: ast.BoolOp): Evaluate {
  const values = node.values.map((value) => unit.expression(value));
  const spans = node.values.map((value) => unit.span(value));
  const stopAt = node.op === "Or";
  const last = values.length - 1;
  return (f) => {
    for (let i = 0; i < last; i++) {
      const evaluate = values[i];
      if (evaluate === undefined) break;
      const value = evaluate(f);
      if (value === stopAt) return value;
      if (value !== !stopAt) {
        thread.span = spans[i] ?? -1;
        if (truth(value) === stopAt) return value;
      }
    }
    return values[last]?.(f) ?? null;
  };
}

/** A condition: comparisons of numbers give JavaScript's bool at once. */
export function test(unit: Unit, node: ast.Expr): Test {
  if (unit.kept.has(node)) return testValue(unit, node);
  if (node.kind === "UnaryOp" && node.op === "Not") {
    const inner = unit.test(node.operand);
    return (f) => !inner(f);
  }
  if (node.kind === "BoolOp") {
    const tests = node.values.map((value) => unit.test(value));
    if (node.op === "And") {
      return (f) => {
        for (let i = 0; i < tests.length; i++) if (!(tests[i] as Test)(f)) return false;
        return true;
      };
    }
    return (f) => {
      for (let i = 0; i < tests.length; i++) if ((tests[i] as Test)(f)) return true;
      return false;
    };
  }
  if (node.kind === "Constant" && node.undecoded === undefined) {
    const value = constantValue(node.value);
    if (value !== undefined) {
      const holds = truth(value);
      return () => holds;
    }
  }
  return testValue(unit, node);
}

function testValue(unit: Unit, node: ast.Expr): Test {
  const value = unit.expression(node);
  const span = unit.span(node);
  return (f) => {
    const result = value(f);
    if (typeof result === "boolean") return result;
    thread.span = span;
    return truth(result);
  };
}

/** Engine objects are what the recorder wants to know of attribute and subscript loads. */
export function isHostObject(value: Value): boolean {
  return value !== null && typeof value === "object" && !(value instanceof PyObject) && !(value instanceof PyFloat);
}

function attribute(unit: Unit, node: ast.Attribute): Evaluate {
  const object = unit.expression(node.value);
  const name = unit.mangle(node.attr);
  const span = unit.span(node);
  const { recorder } = unit;
  const load = attributeLoader(name);
  if (recorder !== null) {
    return (f) => {
      const target = object(f);
      thread.span = span;
      const value = load(target);
      if (!recorder.quiet && isHostObject(value)) recorder.value(span, value);
      return value;
    };
  }
  return (f) => {
    const target = object(f);
    thread.span = span;
    return load(target);
  };
}

/**
 * Reads one attribute, remembering for the last class seen that nothing on the class comes before the instance, and for
 * the last class of the engine's objects what reads it.
 */
function attributeLoader(name: string): (target: Value) => Value {
  let cls: PyClass | null = null;
  let version = -1;
  let hostClass: PyClass | null = null;
  let hostVersion = -1;
  let getter: PyGetSet | null = null;
  return (target) => {
    if (target instanceof PyInstance) {
      const own = target.cls;
      if (own !== cls || own.version !== version) {
        if (!readsInstanceFirst(own, name)) return getAttribute(target, name);
        cls = own;
        version = own.version;
      }
      const value = target.attributes?.map.get(name)?.value;
      if (value !== undefined) return value;
    } else if (target instanceof PyModule) {
      const value = target.globals.map.get(name)?.value;
      if (value !== undefined) return value;
    } else if (isHostObject(target) && !(target instanceof PyUnsupported)) {
      const own = typeOf(target);
      if (own !== hostClass || own.version !== hostVersion) {
        hostClass = own;
        hostVersion = own.version;
        getter = getterOf(own, name);
      }
      if (getter !== null) {
        try {
          return getter.read(target);
        } catch (error) {
          // The general way asks the class's __getattr__, too.
          if (!isAttributeError(error)) throw error;
        }
      }
    }
    return getAttribute(target, name);
  };
}

/** What reads an attribute of every instance of `cls`; null where there is no such thing. */
function getterOf(cls: PyClass, name: string): PyGetSet | null {
  if (!readsPlainly(cls)) return null;
  const member = cls.lookup(name);
  return member instanceof PyGetSet ? member : null;
}

/** Whether object.__getattribute__ reads the attributes of instances. */
function readsPlainly(cls: PyClass): boolean {
  return cls.immutable || !(cls.lookup("__getattribute__") instanceof PyFunction);
}

function readsInstanceFirst(cls: PyClass, name: string): boolean {
  if (!readsPlainly(cls)) return false;
  const member = cls.lookup(name);
  return !(member instanceof PyObject && member.isDataDescriptor);
}

function subscript(unit: Unit, node: ast.Subscript): Evaluate {
  const object = unit.expression(node.value);
  const key = unit.expression(node.slice);
  const span = unit.span(node);
  const { recorder } = unit;
  if (recorder !== null) {
    return (f) => {
      const target = object(f);
      const index = key(f);
      thread.span = span;
      const value = getItem(target, index);
      if (!recorder.quiet && isHostObject(value)) recorder.value(span, value);
      return value;
    };
  }
  return (f) => {
    const target = object(f);
    const index = key(f);
    if (typeof index === "number" && target instanceof PyList && target.cls.immutable) {
      const item = target.items[index];
      if (item !== undefined) return item;
    }
    thread.span = span;
    return getItem(target, index);
  };
}

function joined(unit: Unit, node: ast.JoinedStr): Evaluate {
  const parts = node.values.map((value) => unit.expression(value));
  return (f) => {
    let text = "";
    for (const part of parts) {
      const value = part(f);
      text += typeof value === "string" ? value : str(value);
    }
    return text;
  };
}

function formatted(unit: Unit, node: ast.FormattedValue): Evaluate {
  const evaluate = unit.expression(node.value);
  const spec = node.format_spec === null ? null : unit.expression(node.format_spec);
  const span = unit.span(node.value);
  const convert = { 115: str, 114: repr, 97: asciiRepr }[node.conversion];
  return (f) => {
    let value = evaluate(f);
    const format = spec === null ? "" : spec(f);
    thread.span = span;
    if (convert !== undefined) value = convert(value);
    return formatValue(value, typeof format === "string" ? format : "");
  };
}
