// set and frozenset: construction and members.

import { ABSENT, addMethod, argumentBinder, methods, takenKeywords } from "../runtime/define";
import { keyErrorType, raised, typeError } from "../runtime/errors";
import { baseHash } from "../runtime/hash";
import { pythonIterator, toArray } from "../runtime/iterate";
import { frozensetType, NotImplemented, type PyClass, setType, type Value } from "../runtime/object";
import { baseRepr } from "../runtime/repr";
import {
  copySet,
  setAdd,
  setAssign,
  setClear,
  setEquals,
  setHas,
  setItems,
  setMerge,
  setPop,
  setRemove,
  setRemoveAll,
} from "../runtime/set";
import { typeName } from "../runtime/types";
import { PyDict, PySet } from "../runtime/value";

const guard = (value: Value): PySet | undefined => (value instanceof PySet ? value : undefined);
const bind = argumentBinder("set(iterable=?, /)");
const bindFrozen = argumentBinder("frozenset(iterable=?, /)");

// Filled by __init__.
setType.construct = (cls) => new PySet(cls);
setType.make = (_, args, keywords) => {
  const set = new PySet();
  const [source] = args;
  if (args.length > 1 || keywords !== null) bind(args, keywords);
  if (source !== undefined) update(set, source);
  return set;
};

frozensetType.construct = (cls, args, keywords) => {
  const isPlain = keywords === null && args.length === 1;
  const [source = ABSENT] = isPlain ? args : bindFrozen(args, takenKeywords(cls, "__init__", keywords));
  if (source instanceof PySet && source.cls === frozensetType && cls === frozensetType) return source;
  const made = new PySet(cls);
  if (source !== ABSENT) update(made, source);
  return made;
};

function update(set: PySet, source: Value): void {
  if (source instanceof PySet) setMerge(set, source);
  else for (const item of toArray(source)) setAdd(set, item);
}

/** Anything iterable as a set; sets as they are. */
function asSet(value: Value): PySet {
  if (value instanceof PySet) return value;
  const set = new PySet();
  update(set, value);
  return set;
}

const resultClass = (set: PySet): PyClass => (set.frozen ? frozensetType : setType);

function union(self: PySet, others: readonly Value[]): PySet {
  const result = copySet(self, resultClass(self));
  for (const other of others) if (other !== self) update(result, other);
  return result;
}

function intersection(self: PySet, others: readonly Value[]): PySet {
  if (others.length === 0) return copySet(self, resultClass(self));
  let result = self;
  for (const other of others) {
    if (other === result) {
      result = copySet(result, resultClass(self));
      continue;
    }
    const kept = new PySet(resultClass(self));
    // CPython walks the smaller of two sets, and an iterable in its own order.
    if (other instanceof PySet) {
      const [small, large] = other.used > result.used ? [result, other] : [other, result];
      for (const item of setItems(small)) if (setHas(large, item)) setAdd(kept, item);
    } else for (const item of toArray(other)) if (setHas(result, item)) setAdd(kept, item);
    result = kept;
  }
  return result;
}

function difference(self: PySet, others: readonly Value[]): PySet {
  let result = self;
  for (const other of others) {
    const away = asSet(other);
    const size = other instanceof PyDict ? other.size : away.used;
    // Of another iterable than a set or a dict, CPython takes the items out of a copy.
    if (result.used >> 2 > size || !(other instanceof PySet || other instanceof PyDict)) {
      const kept = copySet(result, resultClass(self));
      setRemoveAll(kept, away);
      result = kept;
      continue;
    }
    const kept = new PySet(resultClass(self));
    for (const item of setItems(result)) if (!setHas(away, item)) setAdd(kept, item);
    result = kept;
  }
  return result === self ? copySet(self, resultClass(self)) : result;
}

/** Takes out what both have, adds what only the other has. */
function symmetricUpdate(self: PySet, other: Value): void {
  if (self === other) {
    setClear(self);
    return;
  }
  for (const item of setItems(asSet(other))) if (!setRemove(self, item)) setAdd(self, item);
}

function symmetricDifference(self: PySet, other: Value): PySet {
  const result = copySet(asSet(other), resultClass(self));
  symmetricUpdate(result, self);
  return result;
}

const isSubset = (a: PySet, b: PySet): boolean => a.used <= b.used && setItems(a).every((item) => setHas(b, item));

for (const cls of [setType, frozensetType]) {
  methods(cls, guard, {
    "__repr__()": (self) => baseRepr(self),
    "__len__()": (self) => self.used,
    "__iter__()": (self) => pythonIterator(self.cls.immutable ? self : copySet(self, setType)),
    "__contains__(item, /)": (self, item: Value) => setHas(self, item),
    "__eq__(other, /)": (self, other: Value) => (other instanceof PySet ? setEquals(self, other) : NotImplemented),
    "__ne__(other, /)": (self, other: Value) => (other instanceof PySet ? !setEquals(self, other) : NotImplemented),
    "__le__(other, /)": (self, other: Value) => (other instanceof PySet ? isSubset(self, other) : NotImplemented),
    "__ge__(other, /)": (self, other: Value) => (other instanceof PySet ? isSubset(other, self) : NotImplemented),
    "__lt__(other, /)": (self, other: Value) =>
      other instanceof PySet ? self.used < other.used && isSubset(self, other) : NotImplemented,
    "__gt__(other, /)": (self, other: Value) =>
      other instanceof PySet ? other.used < self.used && isSubset(other, self) : NotImplemented,
    "__or__(other, /)": (self, other: Value) => (other instanceof PySet ? union(self, [other]) : NotImplemented),
    "__and__(other, /)": (self, other: Value) =>
      other instanceof PySet ? intersection(self, [other]) : NotImplemented,
    "__sub__(other, /)": (self, other: Value) => (other instanceof PySet ? difference(self, [other]) : NotImplemented),
    "__xor__(other, /)": (self, other: Value) =>
      other instanceof PySet ? symmetricDifference(self, other) : NotImplemented,
    "copy()": (self) => (self.frozen ? self : copySet(self, setType)),
    "isdisjoint(other, /)": (self, other: Value) => toArray(other).every((item) => !setHas(self, item)),
    "issubset(other, /)": (self, other: Value) => isSubset(self, asSet(other)),
    "issuperset(other, /)": (self, other: Value) => isSubset(asSet(other), self),
    "symmetric_difference(other, /)": (self, other: Value) => symmetricDifference(self, other),
  });
  const variadic = (name: string, run: (self: PySet, others: readonly Value[]) => Value): void =>
    addMethod(cls, name, ([self = null, ...others], keywords) => {
      if (keywords !== null && keywords.size > 0) throw typeError(`${cls.name}.${name}() takes no keyword arguments`);
      if (!(self instanceof PySet)) throw typeError(`descriptor '${name}' requires a 'set' object`);
      return run(self, others);
    });
  variadic("union", union);
  variadic("intersection", intersection);
  variadic("difference", difference);
}
setType.setMember("__hash__", null);
addMethod(setType, "__init__", ([self = null, ...args], keywords) => {
  if (!(self instanceof PySet)) throw typeError("descriptor '__init__' requires a 'set' object");
  const [source = ABSENT] = bind(args, takenKeywords(self.cls, "__new__", keywords));
  if (self.used > 0) setClear(self);
  if (source !== ABSENT) update(self, source);
  return null;
});
methods(frozensetType, guard, { "__hash__()": (self) => baseHash(self) });

methods(setType, guard, {
  "add(item, /)": (self, item: Value) => {
    setAdd(self, item);
    return null;
  },
  "remove(item, /)": (self, item: Value) => {
    if (!setRemove(self, item)) throw raised(keyErrorType, item);
    return null;
  },
  "discard(item, /)": (self, item: Value) => {
    setRemove(self, item);
    return null;
  },
  "pop()": (self) => {
    const item = setPop(self);
    if (item === undefined) throw raised(keyErrorType, "pop from an empty set");
    return item;
  },
  "clear()": (self) => {
    setClear(self);
    return null;
  },
  "symmetric_difference_update(other, /)": (self, other: Value) => {
    symmetricUpdate(self, other);
    return null;
  },
  "__ior__(other, /)": (self, other: Value) => inPlace(self, other, () => update(self, other)),
  "__iand__(other, /)": (self, other: Value) =>
    inPlace(self, other, () => setAssign(self, intersection(self, [other]))),
  "__isub__(other, /)": (self, other: Value) => inPlace(self, other, () => remove(self, [other])),
  "__ixor__(other, /)": (self, other: Value) => inPlace(self, other, () => symmetricUpdate(self, other)),
});

function inPlace(self: PySet, other: Value, run: () => void): Value {
  if (!(other instanceof PySet)) return NotImplemented;
  run();
  return self;
}

function remove(self: PySet, others: readonly Value[]): void {
  for (const other of others) setRemoveAll(self, asSet(other));
}

for (const [name, run] of [
  [
    "update",
    (self: PySet, others: readonly Value[]): void => {
      for (const other of others) update(self, other);
    },
  ],
  ["intersection_update", (self: PySet, others: readonly Value[]): void => setAssign(self, intersection(self, others))],
  ["difference_update", remove],
] as const) {
  addMethod(setType, name, ([self = null, ...others], keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError(`set.${name}() takes no keyword arguments`);
    if (!(self instanceof PySet))
      throw typeError(`descriptor '${name}' for 'set' objects doesn't apply to a '${typeName(self)}' object`);
    run(self, others);
    return null;
  });
}

/** The built-in classes that this file gives their members. */
export const setClasses: readonly PyClass[] = [setType, frozensetType];
