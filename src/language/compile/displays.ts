// List, tuple, set and dict displays, and arguments, with `*` and `**` spread.

import { dictCopyInto, dictSet } from "../runtime/dict";
import { typeError } from "../runtime/errors";
import { isIterable, iterate, lengthHint } from "../runtime/iterate";
import { checkItems } from "../runtime/limits";
import { mappingItems } from "../runtime/mapping";
import { setType, type Value } from "../runtime/object";
import { copySet, setAdd, setFrom, setItems, setMerge } from "../runtime/set";
import { thread } from "../runtime/thread";
import { typeName, typeOf } from "../runtime/types";
import { PyDict, PySet } from "../runtime/value";
import type * as ast from "../syntax/ast";
import type { Evaluate, Unit } from "./context";

/** Values of a list, a tuple, a set or arguments, with `*` spread. */
export function sequence(unit: Unit, nodes: readonly ast.Expr[]): (frame: Parameters<Evaluate>[0]) => Value[] {
  if (nodes.some((node) => node.kind === "Starred")) {
    const parts = nodes.map((node) => {
      const spread = node.kind === "Starred";
      const inner = spread ? node.value : node;
      return { spread, evaluate: unit.expression(inner), span: unit.span(inner) };
    });
    return (f) => {
      const values: Value[] = [];
      for (const { spread, evaluate, span } of parts) {
        const value = evaluate(f);
        if (spread) {
          thread.span = span;
          if (!isIterable(value)) throw typeError(`Value after * must be an iterable, not ${typeName(value)}`);
          const iterator = iterate(value);
          if (!typeOf(value).immutable) checkItems(values.length + lengthHint(value));
          for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
            checkItems(values.push(item));
          }
        } else values.push(value);
      }
      return values;
    };
  }
  const items = nodes.map((node) => unit.expression(node));
  const [a, b, c] = items;
  if (a === undefined) return () => [];
  if (b === undefined) return (f) => [a(f)];
  if (c === undefined) return (f) => [a(f), b(f)];
  return (f) => {
    const values: Value[] = [];
    for (let i = 0; i < items.length; i++) values.push((items[i] as Evaluate)(f));
    return values;
  };
}

/** The keys of a display all of whose keys are written as texts; null for all others. */
export function namesIn(node: ast.Dict): readonly string[] | null {
  const names: string[] = [];
  for (const key of node.keys) {
    if (key?.kind !== "Constant" || key.undecoded !== undefined || key.value.type !== "str") return null;
    names.push(key.value.value);
  }
  return names;
}

export function dictDisplay(unit: Unit, node: ast.Dict): Evaluate {
  const names = namesIn(node);
  if (names !== null) {
    const values = node.values.map((value) => unit.expression(value));
    return (f) => {
      const dict = new PyDict();
      for (let i = 0; i < names.length; i++) dict.set(names[i] as string, (values[i] as Evaluate)(f));
      return dict;
    };
  }
  const parts = node.values.map((value, i) => {
    const key = node.keys[i] ?? null;
    return {
      key: key === null ? null : unit.expression(key),
      value: unit.expression(value),
      span: unit.span(key ?? value),
    };
  });
  return (f) => {
    const dict = new PyDict();
    // CPython evaluates entries up to the next `**` before it hashes their keys.
    const waiting: { key: Value; value: Value; span: number }[] = [];
    const putIn = (): void => {
      for (const { key, value, span } of waiting) {
        thread.span = span;
        dictSet(dict, key, value);
      }
      waiting.length = 0;
    };
    for (const { key, value, span } of parts) {
      if (key === null) {
        putIn();
        const other = value(f);
        thread.span = span;
        if (other instanceof PyDict) dictCopyInto(dict, other);
        else {
          const items = mappingItems(other);
          if (items === undefined) throw typeError(`'${typeName(other)}' object is not a mapping`);
          for (const [name, item] of items) dictSet(dict, name, item);
        }
        continue;
      }
      const name = key(f);
      const item = value(f);
      if (typeof name === "string" && dict.buckets === undefined && waiting.length === 0) dict.set(name, item);
      else waiting.push({ key: name, value: item, span });
    }
    putIn();
    return dict;
  };
}

export function setDisplay(unit: Unit, node: ast.Set): Evaluate {
  if (node.elts.some((each) => each.kind === "Starred")) return spreadSet(unit, node);
  const items = sequence(unit, node.elts);
  const span = unit.span(node);
  // CPython folds three constants and more into a frozenset, makes it anew when it collects a code object's
  // constants, and merges that: all of which shows in the order.
  const folded = node.elts.length > 2 && node.elts.every(isFolded);
  return (f) => {
    const values = items(f);
    thread.span = span;
    const set = new PySet();
    for (const value of values) setAdd(set, value);
    return folded ? copySet(setFrom(setItems(set)), setType) : set;
  };
}

/** `{*a, b}`: sets are merged whole, which shows in the order. */
function spreadSet(unit: Unit, node: ast.Set): Evaluate {
  const parts = node.elts.map((each) => {
    const inner = each.kind === "Starred" ? each.value : each;
    return { spread: each.kind === "Starred", evaluate: unit.expression(inner), span: unit.span(inner) };
  });
  return (f) => {
    const set = new PySet();
    for (const { spread, evaluate, span } of parts) {
      const value = evaluate(f);
      thread.span = span;
      if (!spread) setAdd(set, value);
      else if (!isIterable(value)) throw typeError(`'${typeName(value)}' object is not iterable`);
      else if (value instanceof PySet) setMerge(set, value);
      else {
        const iterator = iterate(value);
        for (let item = iterator.next(); item !== undefined; item = iterator.next()) setAdd(set, item);
      }
    }
    return set;
  };
}

/** What CPython's compiler makes a constant of; that it leaves large results to the run is too rare to matter. */
function isFolded(node: ast.Expr): boolean {
  if (node.kind === "UnaryOp") return node.op !== "Not" && isFolded(node.operand);
  if (node.kind === "BinOp") return isFolded(node.left) && isFolded(node.right);
  return node.kind === "Constant" || (node.kind === "Tuple" && node.elts.every(isFolded));
}
