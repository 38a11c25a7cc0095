// match statements (PEP 634).

import { getAttributeOr } from "../runtime/attributes";
import { dictCopyInto, dictDelete, dictGet } from "../runtime/dict";
import { Refusal, typeError } from "../runtime/errors";
import type { Frame } from "../runtime/function";
import { toArray } from "../runtime/iterate";
import { PyClass, type Value } from "../runtime/object";
import { equals } from "../runtime/operators";
import { thread } from "../runtime/thread";
import { isInstance, typeName } from "../runtime/types";
import { PyDict, PyList, PyRange, PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { constantValue } from "./constants";
import { type Execute, NORMAL, type Unit } from "./context";
import { storeName } from "./targets";

type Matches = (frame: Frame, subject: Value) => boolean;

export function matchStatement(unit: Unit, node: ast.Match): Execute {
  const subject = unit.expression(node.subject);
  const arms = node.cases.map((arm) => ({
    matches: pattern(unit, arm.pattern),
    guard: arm.guard === null ? null : unit.test(arm.guard),
    body: unit.block(arm.body),
    span: unit.span(arm.pattern),
  }));
  return (f) => {
    const value = subject(f);
    for (const { matches, guard, body, span } of arms) {
      thread.span = span;
      if (matches(f, value) && (guard === null || guard(f))) return body(f);
    }
    return NORMAL;
  };
}

function pattern(unit: Unit, node: ast.Pattern): Matches {
  switch (node.kind) {
    case "MatchValue": {
      const value = unit.expression(node.value);
      return (f, subject) => equals(subject, value(f));
    }
    case "MatchSingleton": {
      const value = constantValue(node.value);
      return (_, subject) => subject === value;
    }
    case "MatchAs": {
      const inner = node.pattern === null ? null : pattern(unit, node.pattern);
      const store = node.name === null ? null : storeName(unit, node.name, node);
      return (f, subject) => {
        if (inner !== null && !inner(f, subject)) return false;
        store?.(f, subject);
        return true;
      };
    }
    case "MatchOr": {
      const parts = node.patterns.map((each) => pattern(unit, each));
      return (f, subject) => parts.some((part) => part(f, subject));
    }
    case "MatchStar":
      return () => true;
    case "MatchSequence":
      return sequencePattern(unit, node);
    case "MatchMapping":
      return mappingPattern(unit, node);
    case "MatchClass":
      return classPattern(unit, node);
  }
}

function sequencePattern(unit: Unit, node: ast.MatchSequence): Matches {
  const parts = node.patterns.map((each) => pattern(unit, each));
  const starAt = node.patterns.findIndex((each) => each.kind === "MatchStar");
  const star = node.patterns[starAt];
  const store = star?.kind === "MatchStar" && star.name !== null ? storeName(unit, star.name, star) : null;
  return (f, subject) => {
    if (!(subject instanceof PyList || subject instanceof PyTuple || subject instanceof PyRange)) return false;
    const items = toArray(subject);
    if (starAt < 0) {
      return items.length === parts.length && parts.every((part, i) => part(f, items[i] ?? null));
    }
    const after = parts.length - starAt - 1;
    if (items.length < parts.length - 1) return false;
    const head = parts.slice(0, starAt).every((part, i) => part(f, items[i] ?? null));
    if (!head) return false;
    store?.(f, new PyList(items.slice(starAt, items.length - after)));
    return parts.slice(starAt + 1).every((part, i) => part(f, items[items.length - after + i] ?? null));
  };
}

function mappingPattern(unit: Unit, node: ast.MatchMapping): Matches {
  const keys = node.keys.map((each) => unit.expression(each));
  const parts = node.patterns.map((each) => pattern(unit, each));
  const rest = node.rest === null ? null : storeName(unit, node.rest, node);
  return (f, subject) => {
    if (!(subject instanceof PyDict)) return false;
    const used: Value[] = [];
    for (let i = 0; i < parts.length; i++) {
      const key = keys[i]?.(f) ?? null;
      const value = dictGet(subject, key);
      if (value === undefined || parts[i]?.(f, value) !== true) return false;
      used.push(key);
    }
    if (rest !== null) {
      const others = new PyDict();
      dictCopyInto(others, subject);
      for (const key of used) dictDelete(others, key);
      rest(f, others);
    }
    return true;
  };
}

/** Built-in classes whose one positional pattern is the subject itself. */
const SELF_MATCHING: ReadonlySet<string> = new Set(
  "bool bytearray bytes dict float frozenset int list set str tuple".split(" "),
);

function classPattern(unit: Unit, node: ast.MatchClass): Matches {
  const cls = unit.expression(node.cls);
  const positional = node.patterns.map((each) => pattern(unit, each));
  const named = node.kwd_patterns.map((each, i) => ({ name: node.kwd_attrs[i] ?? "", part: pattern(unit, each) }));
  return (f, subject) => {
    const type = cls(f);
    if (!(type instanceof PyClass)) throw typeError("called match pattern must be a class");
    if (!isInstance(subject, type)) return false;
    const names = positional.length === 0 ? [] : positionalNames(type, positional.length);
    for (let i = 0; i < positional.length; i++) {
      const name = names[i];
      const value = name === undefined ? subject : getAttributeOr(subject, name);
      if (value === undefined || positional[i]?.(f, value) !== true) return false;
    }
    return named.every(({ name, part }) => {
      const value = getAttributeOr(subject, name);
      return value !== undefined && part(f, value);
    });
  };
}

function positionalNames(cls: PyClass, count: number): string[] {
  const args = cls.lookup("__match_args__");
  if (args === undefined) {
    if (count === 1 && SELF_MATCHING.has(cls.layout.name)) return [];
    throw typeError(`${cls.name}() accepts 0 positional sub-patterns (${count} given)`);
  }
  if (!(args instanceof PyTuple)) throw typeError(`${cls.name}.__match_args__ must be a tuple (got ${typeName(args)})`);
  if (args.items.length < count) {
    throw typeError(
      `${cls.name}() accepts ${args.items.length} positional sub-pattern${args.items.length === 1 ? "" : "s"} (${count} given)`,
    );
  }
  return args.items.map((each) => {
    if (typeof each !== "string") throw new Refusal("a __match_args__ element that is no string");
    return each;
  });
}
