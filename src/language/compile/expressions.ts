// Expressions to closures: constants, operators, conditions, subscripts, attributes, f-strings. Names are in ./names,
// displays in ./displays, calls in ./calls, functions in ./functions, comprehensions in ./comprehensions.

import { Refusal } from "../runtime/errors";
import { truth } from "../runtime/operators";
import { asciiRepr, formatValue, repr, str } from "../runtime/repr";
import { getItem } from "../runtime/subscript";
import { thread } from "../runtime/thread";
import { PyList, PySlice, PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { constantValue } from "./constants";
import type { Evaluate, Test, Unit } from "./context";
import { dictDisplay, sequence, setDisplay } from "./displays";
import { AttributeSite, isHostObject } from "./member-access";
import { loadName, localSlot, take } from "./names";
import { binaryOperation, comparison, unaryOperation } from "./operations";
import { NAMED_ESCAPE } from "./undecoded";
import { yieldsIn } from "./yields";

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
      // With a yield in its first iterable it is another closure each time.
      if (yieldsIn(node)) return unit.parts.comprehension(unit, node);
      return unit.once(node, () => unit.parts.comprehension(unit, node));
    case "GeneratorExp":
      return unit.once(node, () => unit.parts.generatorExpression(unit, node));
    case "Lambda":
      return unit.once(node, () => unit.parts.lambda(unit, node));
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

function constant(unit: Unit, node: ast.Constant): Evaluate {
  if (node.undecoded !== undefined) return refuse(unit, node, NAMED_ESCAPE);
  // An object is the same one wherever it is compiled to.
  const isObject = node.value.type === "float" || node.value.type === "bytes" || node.value.type === "complex";
  const value = isObject ? unit.once(node, () => constantValue(node.value)) : constantValue(node.value);
  return () => value;
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
    const [first, second] = tests;
    if (tests.length === 2 && first !== undefined && second !== undefined) {
      return node.op === "And" ? (f) => first(f) && second(f) : (f) => first(f) || second(f);
    }
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

function attribute(unit: Unit, node: ast.Attribute): Evaluate {
  const object = unit.expression(node.value);
  const slot = localSlot(unit, node.value);
  const name = unit.mangle(node.attr);
  const span = unit.span(node);
  const { recorder } = unit;
  const site = new AttributeSite(name);
  if (recorder !== null) {
    return (f) => {
      const target = take(f, slot, object);
      thread.span = span;
      const value = site.load(target);
      if (!recorder.quiet && isHostObject(value)) recorder.value(span, value);
      return value;
    };
  }
  return (f) => {
    const target = take(f, slot, object);
    thread.span = span;
    return site.load(target);
  };
}

function subscript(unit: Unit, node: ast.Subscript): Evaluate {
  const object = unit.expression(node.value);
  const key = unit.expression(node.slice);
  const objectSlot = localSlot(unit, node.value);
  const keySlot = localSlot(unit, node.slice);
  const span = unit.span(node);
  const { recorder } = unit;
  return (f) => {
    const target = take(f, objectSlot, object);
    const index = take(f, keySlot, key);
    if (typeof index === "number" && target instanceof PyList && target.cls.immutable) {
      const item = target.items[index];
      if (item !== undefined) {
        if (recorder !== null && !recorder.quiet && isHostObject(item)) recorder.value(span, item);
        return item;
      }
    }
    thread.span = span;
    const value = getItem(target, index);
    if (recorder !== null && !recorder.quiet && isHostObject(value)) recorder.value(span, value);
    return value;
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
