// match statements (PEP 634).

import { getAttribute, getAttributeOr } from "../runtime/attributes";
import { call } from "../runtime/call";
import { dictDelete, dictFind, dictGet, dictSet } from "../runtime/dict";
import { typeError, valueError } from "../runtime/errors";
import type { Frame } from "../runtime/function";
import { isInstanceOf } from "../runtime/instance-checks";
import { toArray } from "../runtime/iterate";
import { mappingItems } from "../runtime/mapping";
import { PyClass, type Value } from "../runtime/object";
import { equals } from "../runtime/operators";
import { repr } from "../runtime/repr";
import { getItem, lengthOf } from "../runtime/subscript";
import { thread } from "../runtime/thread";
import { collectionKind, typeName, typeOf } from "../runtime/types";
import { PyDict, PyList, PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { constantValue } from "./constants";
import { type Execute, NORMAL, type Store, type Unit } from "./context";
import { storeName, unpackExactly } from "./targets";

/** Names that a pattern binds, with their values: bound once the whole pattern has matched. */
type Captures = { readonly store: Store; readonly value: Value }[];

type Matches = (frame: Frame, subject: Value, captures: Captures) => boolean;

/** Whether a subject matches; binds the pattern's names if so. */
export function patternMatcher(unit: Unit, node: ast.Pattern): (frame: Frame, subject: Value) => boolean {
  const matches = pattern(unit, node);
  const span = unit.span(node);
  return (f, subject) => {
    thread.span = span;
    const captures: Captures = [];
    if (!matches(f, subject, captures)) return false;
    for (const { store, value } of captures) store(f, value);
    return true;
  };
}

export function matchStatement(unit: Unit, node: ast.Match): Execute {
  const subject = unit.expression(node.subject);
  const arms = node.cases.map((arm) => ({
    matches: patternMatcher(unit, arm.pattern),
    guard: arm.guard === null ? null : unit.test(arm.guard),
    body: unit.block(arm.body),
  }));
  return (f) => {
    const value = subject(f);
    for (const { matches, guard, body } of arms) {
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
      return (f, subject, captures) => {
        if (inner !== null && !inner(f, subject, captures)) return false;
        if (store !== null) captures.push({ store, value: subject });
        return true;
      };
    }
    case "MatchOr": {
      const parts = node.patterns.map((each) => pattern(unit, each));
      return (f, subject, captures) => {
        const before = captures.length;
        return parts.some((part) => {
          // What a pattern that did not match has bound counts for nothing.
          captures.length = before;
          return part(f, subject, captures);
        });
      };
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

const isWildcard = (node: ast.Pattern): boolean =>
  (node.kind === "MatchAs" && node.pattern === null && node.name === null) ||
  (node.kind === "MatchStar" && node.name === null);

function sequencePattern(unit: Unit, node: ast.MatchSequence): Matches {
  const parts = node.patterns.map((each) => pattern(unit, each));
  const wildcards = node.patterns.map(isWildcard);
  const starAt = node.patterns.findIndex((each) => each.kind === "MatchStar");
  const star = node.patterns[starAt];
  const store = star?.kind === "MatchStar" && star.name !== null ? storeName(unit, star.name, star) : null;
  const count = parts.length;
  return (f, subject, captures) => {
    if (collectionKind(typeOf(subject)) !== "sequence") return false;
    // `[*_]` takes any sequence, even one without a length.
    if (starAt >= 0 && count === 1 && store === null) return true;
    const length = lengthOf(subject);
    if (starAt < 0 ? length !== count : length < count - 1) return false;
    // Items that nobody looks at are not asked for.
    if (wildcards.every((wildcard) => wildcard)) return true;
    const away = length - count;
    if (starAt >= 0 && store === null) {
      return parts.every((part, i) => {
        if (wildcards[i] === true) return true;
        return part(f, getItem(subject, i < starAt ? i : i + away), captures);
      });
    }
    const items = starAt < 0 ? unpackExactly(subject, count) : toArray(subject);
    return parts.every((part, i) => {
      if (i !== starAt) return part(f, items[starAt < 0 || i < starAt ? i : i + away] ?? null, captures);
      if (store !== null) captures.push({ store, value: new PyList(items.slice(starAt, starAt + away + 1)) });
      return true;
    });
  };
}

function mappingPattern(unit: Unit, node: ast.MatchMapping): Matches {
  const keys = node.keys.map((each) => unit.expression(each));
  const parts = node.patterns.map((each) => pattern(unit, each));
  const rest = node.rest === null ? null : storeName(unit, node.rest, node);
  return (f, subject, captures) => {
    if (collectionKind(typeOf(subject)) !== "mapping") return false;
    if (keys.length > 0 && lengthOf(subject) < keys.length) return false;
    const wanted = keys.map((key) => key(f));
    const values = keys.length === 0 ? [] : valuesOf(subject, wanted);
    if (values === null) return false;
    if (!parts.every((part, i) => part(f, values[i] ?? null, captures))) return false;
    if (rest !== null) {
      const others = new PyDict();
      for (const [key, value] of mappingItems(subject) ?? []) dictSet(others, key, value);
      for (const key of wanted) dictDelete(others, key);
      captures.push({ store: rest, value: others });
    }
    return true;
  };
}

/** The values under keys that must differ; null where one is not there. A mapping is asked by `get`, which makes none. */
function valuesOf(subject: Value, keys: readonly Value[]): Value[] | null {
  const seen = new PyDict();
  const values: Value[] = [];
  const exact = subject instanceof PyDict && subject.cls.immutable;
  const get = exact ? null : getAttribute(subject, "get");
  for (const key of keys) {
    if (dictFind(seen, key) !== undefined) throw valueError(`mapping pattern checks duplicate key (${repr(key)})`);
    dictSet(seen, key, true);
    const value = exact ? dictGet(subject, key) : call(get, [key, MISSING]);
    if (value === undefined || value === MISSING) return null;
    values.push(value);
  }
  return values;
}

/** What `get` gives for a key that is not there; no program can have it. */
const MISSING: Value = new PyList([]);

/** Built-in classes whose one positional pattern is the subject itself. */
const SELF_MATCHING: ReadonlySet<string> = new Set(
  "bool bytearray bytes dict float frozenset int list set str tuple".split(" "),
);

function classPattern(unit: Unit, node: ast.MatchClass): Matches {
  const cls = unit.expression(node.cls);
  const parts = [...node.patterns, ...node.kwd_patterns].map((each) => pattern(unit, each));
  const count = node.patterns.length;
  return (f, subject, captures) => {
    const type = cls(f);
    if (!(type instanceof PyClass)) throw typeError("called match pattern must be a type");
    if (!isInstanceOf(subject, type)) return false;
    const names = [...positionalNames(type, count), ...node.kwd_attrs];
    const values: Value[] = [];
    for (const [i, name] of names.entries()) {
      if (name !== null && names.indexOf(name) < i) {
        throw typeError(`${type.name}() got multiple sub-patterns for attribute ${repr(name)}`);
      }
      const value = name === null ? subject : getAttributeOr(subject, name);
      if (value === undefined) return false;
      values.push(value);
    }
    return parts.every((part, i) => part(f, values[i] ?? null, captures));
  };
}

/** The attributes that positional patterns are about; null for the subject itself. */
function positionalNames(cls: PyClass, count: number): (string | null)[] {
  if (count === 0) return [];
  const args = getAttributeOr(cls, "__match_args__");
  if (args === undefined) {
    if (count === 1 && SELF_MATCHING.has(cls.layout.name)) return [null];
    const most = SELF_MATCHING.has(cls.layout.name) ? 1 : 0;
    throw typeError(`${cls.name}() accepts ${most} positional sub-pattern${most === 1 ? "" : "s"} (${count} given)`);
  }
  if (!(args instanceof PyTuple)) throw typeError(`${cls.name}.__match_args__ must be a tuple (got ${typeName(args)})`);
  if (args.items.length < count) {
    throw typeError(
      `${cls.name}() accepts ${args.items.length} positional sub-pattern${args.items.length === 1 ? "" : "s"} (${count} given)`,
    );
  }
  return args.items.slice(0, count).map((each) => {
    if (typeof each === "string") return each;
    throw typeError(`__match_args__ elements must be strings (got ${typeName(each)})`);
  });
}
