// The arguments of calls that have more than positional ones: keywords, `*iterable` and `**mapping`, in CPython's order.

import { getAttributeOr } from "../runtime/attributes";
import { isCallable } from "../runtime/call";
import { typeError } from "../runtime/errors";
import type { Frame } from "../runtime/function";
import { collect, isIterable } from "../runtime/iterate";
import { mappingItems } from "../runtime/mapping";
import type { Keywords, Value } from "../runtime/object";
import { str } from "../runtime/repr";
import { thread } from "../runtime/thread";
import { typeName } from "../runtime/types";
import { PyDict, PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import type { Unit } from "./context";
import { sequence } from "./displays";

interface Given {
  readonly positional: Value[];
  readonly named: Keywords | null;
}

/** Keywords among whose names was one that is no text: what refuses them is the call, once all else is well. */
class StrayKeywords extends Map<string, Value> {}

/** Arguments of any kind. A single `*iterable` is spread after the keywords are evaluated, as in CPython. */
export function allArguments(unit: Unit, node: ast.Call): (frame: Frame, callee: Value) => Given {
  const keywords = keywordArguments(unit, node);
  const callSpan = unit.span(node);
  const checked = (callee: Value, named: Keywords | null): Keywords | null => {
    if (!(named instanceof StrayKeywords) || !isCallable(callee)) return named;
    thread.span = callSpan;
    throw typeError("keywords must be strings");
  };
  const [only] = node.args;
  if (only?.kind === "Starred" && node.args.length === 1) {
    const spread = unit.expression(only.value);
    const span = unit.span(only.value);
    return (f, callee) => {
      const value = spread(f);
      const named = keywords(f, callee);
      if (value instanceof PyTuple && value.cls.immutable) {
        return { positional: value.items.slice(), named: checked(callee, named) };
      }
      thread.span = span;
      if (!isIterable(value)) throw notSpreadable(callee, value);
      return { positional: collect(value), named: checked(callee, named) };
    };
  }
  const args = sequence(unit, node.args);
  return (f, callee) => {
    const positional = args(f);
    return { positional, named: checked(callee, keywords(f, callee)) };
  };
}

type KeywordEvaluate = (frame: Frame, callee: Value) => Keywords | null;

function keywordArguments(unit: Unit, node: ast.Call): KeywordEvaluate {
  if (node.keywords.length === 0) return () => null;
  const parts = node.keywords.map((keyword) => ({
    name: keyword.arg,
    evaluate: unit.expression(keyword.value),
    span: unit.span(keyword.value),
  }));
  return (f, callee) => {
    // Where nothing is given, as by the `**kwargs` of a wrapper, the call goes the short way.
    let named: Keywords | null = null;
    for (const { name, evaluate, span } of parts) {
      const value = evaluate(f);
      if (name !== null) {
        named ??= new Map();
        if (named.has(name)) throw repeated(callee, name);
        named.set(name, value);
        continue;
      }
      if (value instanceof PyDict && value.cls.immutable && value.size === 0) continue;
      thread.span = span;
      const items = mappingItems(value);
      if (items === undefined) {
        throw typeError(`${functionName(callee)} argument after ** must be a mapping, not ${typeName(value)}`);
      }
      for (const [key, item] of items) {
        if (typeof key !== "string") {
          named = new StrayKeywords(named);
          continue;
        }
        named ??= new Map();
        if (named.has(key)) throw repeated(callee, key);
        named.set(key, item);
      }
    }
    return named;
  };
}

function repeated(callee: Value, name: string): unknown {
  return typeError(`${functionName(callee)} got multiple values for keyword argument '${name}'`);
}

function notSpreadable(callee: Value, value: Value): unknown {
  return typeError(`${functionName(callee)} argument after * must be an iterable, not ${typeName(value)}`);
}

/** As _PyObject_FunctionStr of Objects/object.c. */
function functionName(callee: Value): string {
  const qualname = getAttributeOr(callee, "__qualname__");
  if (qualname === undefined) return str(callee);
  const module = getAttributeOr(callee, "__module__") ?? null;
  return module === null || module === "builtins" ? `${str(qualname)}()` : `${str(module)}.${str(qualname)}()`;
}
