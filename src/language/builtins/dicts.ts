// dict and its views: construction and members.

import { call } from "../runtime/call";
import { ABSENT, addClassMethod, addMethod, defineType, guardClass, methods } from "../runtime/define";
import {
  dictClear,
  dictCopyInto,
  dictDelete,
  dictEntry,
  dictFind,
  dictGet,
  dictSet,
  removeEntry,
} from "../runtime/dict";
import { keyErrorType, PyRaise, raised, typeError, typeErrorType, valueError } from "../runtime/errors";
import { DictIterator, type DictPart, iterate, iteratorTypes, ReverseIterator, toArray } from "../runtime/iterate";
import { mappingItems } from "../runtime/mapping";
import { dictType, type Entry, type Keywords, NotImplemented, PyClass, PyObject, type Value } from "../runtime/object";
import { equals } from "../runtime/operators";
import { baseRepr, repr } from "../runtime/repr";
import { setFrom, setHas } from "../runtime/set";
import { getKey } from "../runtime/subscript";
import { PyDict, PySet, PyTuple } from "../runtime/value";

const guard = guardClass(PyDict);

dictType.construct = (cls, args, keywords) => {
  const made = new PyDict(cls);
  if (cls === dictType) fill(made, args, keywords);
  return made;
};

dictType.make = dictType.construct;

addMethod(dictType, "__init__", (args, keywords) => {
  const [self = null, ...rest] = args;
  // A plain dict was filled when it was made.
  if (self instanceof PyDict && self.cls !== dictType) fill(self, rest, keywords);
  return null;
});

function fill(dict: PyDict, args: readonly Value[], keywords: Keywords | null): void {
  if (args.length > 1) throw typeError(`dict expected at most 1 argument, got ${args.length}`);
  const [source] = args;
  if (source !== undefined) updateFrom(dict, source);
  for (const [name, value] of keywords ?? []) dict.set(name, value);
}

/** Takes over a mapping's items, or pairs. */
export function updateFrom(dict: PyDict, source: Value): void {
  if (source instanceof PyDict && source.cls.immutable) {
    dictCopyInto(dict, source);
    return;
  }
  const items = mappingItems(source);
  if (items !== undefined) {
    for (const [key, value] of items) dictSet(dict, key, value);
    return;
  }
  const iterator = iterate(source);
  let index = 0;
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    const pair = pairOf(item, index++);
    dictSet(dict, pair[0] ?? null, pair[1] ?? null);
  }
}

function pairOf(item: Value, index: number): Value[] {
  let pair: Value[];
  try {
    pair = toArray(item);
  } catch (error) {
    if (!(error instanceof PyRaise && error.exception.cls.isSubclassOf(typeErrorType))) throw error;
    throw typeError(`cannot convert dictionary update sequence element #${index} to a sequence`);
  }
  if (pair.length !== 2) {
    throw valueError(`dictionary update sequence element #${index} has length ${pair.length}; 2 is required`);
  }
  return pair;
}

function sameDict(a: PyDict, b: PyDict): boolean {
  if (a.size !== b.size) return false;
  for (const { key, value } of a.map.values()) {
    const other = dictGet(b, key);
    if (other === undefined || value === undefined || !equals(value, other)) return false;
  }
  return true;
}

// A Map tells its last entry only after all others. What a dict gave up last knows those before it, as long as nothing
// else is done to the dict.
let popped: { dict: PyDict; entries: Entry[]; removals: number } | null = null;

function lastEntry(dict: PyDict): Entry | undefined {
  const isKnown = popped?.dict === dict && popped.removals === dict.removals && popped.entries.length === dict.size;
  if (popped === null || !isKnown) popped = { dict, entries: [...dict.map.values()], removals: dict.removals };
  popped.removals++;
  return popped.entries.pop();
}

function copyOf(dict: PyDict): PyDict {
  const copy = new PyDict();
  dictCopyInto(copy, dict);
  return copy;
}

/** A live view on a dict's keys, values or items. */
export class DictView extends PyObject {
  constructor(
    readonly dict: PyDict,
    readonly part: DictPart,
  ) {
    super((isOrdered(dict.cls) ? orderedViewTypes : viewTypes)[part]);
  }
}

/** collections.OrderedDict, which the library has in Python, has views of its own in CPython. */
function isOrdered(cls: PyClass): boolean {
  return !cls.immutable && cls.mro.some(({ name, module }) => name === "OrderedDict" && module === "collections");
}

const viewTypes: Readonly<Record<DictPart, PyClass>> = {
  keys: defineType({ name: "dict_keys", subclassable: false }),
  values: defineType({ name: "dict_values", subclassable: false }),
  items: defineType({ name: "dict_items", subclassable: false }),
};

const orderedViewTypes: Readonly<Record<DictPart, PyClass>> = {
  keys: defineType({ name: "odict_keys", base: viewTypes.keys, subclassable: false }),
  values: defineType({ name: "odict_values", base: viewTypes.values, subclassable: false }),
  items: defineType({ name: "odict_items", base: viewTypes.items, subclassable: false }),
};

methods(dictType, guard, {
  "__repr__()": (self) => baseRepr(self),
  "__len__()": (self) => self.size,
  "__iter__()": (self) => new DictIterator(self, "keys"),
  "__reversed__()": (self) => {
    const keys = [...self.map.values()].map((entry) => entry.key);
    return new ReverseIterator((i) => keys[i], keys.length, iteratorTypes.dictKeys);
  },
  "__contains__(key, /)": (self, key: Value) => dictFind(self, key) !== undefined,
  "__getitem__(key, /)": (self, key: Value) => getKey(self, key),
  "__setitem__(key, value, /)": (self, key: Value, value: Value) => {
    dictSet(self, key, value);
    return null;
  },
  "__delitem__(key, /)": (self, key: Value) => {
    if (dictDelete(self, key) === undefined) throw raised(keyErrorType, key);
    return null;
  },
  "__eq__(other, /)": (self, other: Value) => (other instanceof PyDict ? sameDict(self, other) : NotImplemented),
  "__ne__(other, /)": (self, other: Value) => (other instanceof PyDict ? !sameDict(self, other) : NotImplemented),
  "__or__(other, /)": (self, other: Value) => {
    if (!(other instanceof PyDict)) return NotImplemented;
    const merged = copyOf(self);
    dictCopyInto(merged, other);
    return merged;
  },
  "__ior__(other, /)": (self, other: Value) => {
    updateFrom(self, other);
    return self;
  },
  "get(key, default=None, /)": (self, key: Value, fallback: Value) => {
    const value = dictGet(self, key);
    return value === undefined ? fallback : value;
  },
  "setdefault(key, default=None, /)": (self, key: Value, fallback: Value) => {
    const { value } = dictEntry(self, key, fallback);
    return value ?? null;
  },
  "pop(key, default=?, /)": (self, key: Value, fallback: Value) => {
    // An empty dict asks for no hash.
    const value = self.size === 0 ? undefined : dictDelete(self, key);
    if (value !== undefined) return value;
    if (fallback !== ABSENT) return fallback;
    throw raised(keyErrorType, key);
  },
  "popitem()": (self) => {
    const last = lastEntry(self);
    if (last === undefined) throw raised(keyErrorType, "popitem(): dictionary is empty");
    const pair = new PyTuple([last.key, last.value ?? null]);
    removeEntry(self, last);
    return pair;
  },
  "clear()": (self) => {
    dictClear(self);
    return null;
  },
  "copy()": copyOf,
  "keys()": (self) => new DictView(self, "keys"),
  "values()": (self) => new DictView(self, "values"),
  "items()": (self) => new DictView(self, "items"),
});
addMethod(dictType, "update", (args, keywords) => {
  const [self = null, ...rest] = args;
  if (!(self instanceof PyDict)) throw typeError("descriptor 'update' requires a 'dict' object");
  if (rest.length > 1) throw typeError(`update expected at most 1 argument, got ${rest.length}`);
  const [source] = rest;
  if (source !== undefined) updateFrom(self, source);
  for (const [name, value] of keywords ?? []) dictSet(self, name, value);
  return null;
});
dictType.setMember("__hash__", null);
addClassMethod(dictType, "fromkeys(iterable, value=None, /)", (cls: Value, source: Value, value: Value) => {
  const made = cls === dictType || !(cls instanceof PyClass) ? new PyDict() : call(cls, []);
  const iterator = iterate(source);
  if (made instanceof PyDict) {
    for (let key = iterator.next(); key !== undefined; key = iterator.next()) dictSet(made, key, value);
  }
  return made;
});

const viewItems = (view: DictView): Value[] => {
  const iterator = new DictIterator(view.dict, view.part);
  const items: Value[] = [];
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) items.push(item);
  return items;
};

function viewHas(view: DictView, item: Value): boolean {
  if (view.part === "keys") return dictFind(view.dict, item) !== undefined;
  if (view.part === "values") return viewItems(view).some((each) => equals(each, item));
  if (!(item instanceof PyTuple) || item.items.length !== 2) return false;
  const [key = null, value = null] = item.items;
  const there = dictGet(view.dict, key);
  return there !== undefined && equals(there, value);
}

/** Subset and superset tests of a view that is like a set. */
function compared(
  self: DictView,
  other: Value,
  fits: (mine: number, others: readonly Value[]) => boolean,
  holdsOthers: boolean,
): Value {
  if (!(other instanceof PySet || other instanceof DictView)) return NotImplemented;
  const others = toArray(other);
  if (!fits(self.dict.size, others)) return false;
  if (holdsOthers) return others.every((each) => viewHas(self, each));
  const theirs = setFrom(others);
  return viewItems(self).every((each) => setHas(theirs, each));
}

const viewGuard = guardClass(DictView);
for (const part of ["keys", "values", "items"] as const) {
  const cls = viewTypes[part];
  methods(cls, viewGuard, {
    "__repr__()": (self) => `${self.cls.name}([${viewItems(self).map(repr).join(", ")}])`,
    "__len__()": (self) => self.dict.size,
    "__iter__()": (self) => new DictIterator(self.dict, part),
    "__reversed__()": (self) => {
      const items = viewItems(self);
      return new ReverseIterator((i) => items[i], items.length, iteratorTypes.dictKeys);
    },
    "__contains__(item, /)": (self, item: Value) => viewHas(self, item),
  });
  if (part === "values") continue;
  cls.setMember("__hash__", null);
  // Keys and items are like sets.
  const operation = (name: string, run: (mine: PySet, others: PySet) => Value[]): void =>
    methods(cls, viewGuard, {
      [`__${name}__(other, /)`]: (self: DictView, other: Value) =>
        setFrom(run(setFrom(viewItems(self)), setFrom(toArray(other)))),
      [`__r${name}__(other, /)`]: (self: DictView, other: Value) =>
        setFrom(run(setFrom(toArray(other)), setFrom(viewItems(self)))),
    });
  const items = (set: PySet): Value[] => toArray(set);
  operation("and", (mine, others) => {
    // The smaller one is walked, and gives its items.
    const [walked, asked] = others.used > mine.used ? [mine, others] : [others, mine];
    return items(walked).filter((each) => setHas(asked, each));
  });
  operation("or", (mine, others) => [...items(mine), ...items(others)]);
  operation("sub", (mine, others) => items(mine).filter((each) => !setHas(others, each)));
  operation("xor", (mine, others) => [
    ...items(mine).filter((each) => !setHas(others, each)),
    ...items(others).filter((each) => !setHas(mine, each)),
  ]);
  methods(cls, viewGuard, {
    "__eq__(other, /)": (self, other: Value) => {
      if (!(other instanceof PySet || other instanceof DictView)) return NotImplemented;
      const others = toArray(other);
      return others.length === self.dict.size && others.every((each) => viewHas(self, each));
    },
    "__le__(other, /)": (self, other: Value) => compared(self, other, (mine, others) => others.length >= mine, false),
    "__lt__(other, /)": (self, other: Value) => compared(self, other, (mine, others) => others.length > mine, false),
    "__ge__(other, /)": (self, other: Value) => compared(self, other, (mine, others) => others.length <= mine, true),
    "__gt__(other, /)": (self, other: Value) => compared(self, other, (mine, others) => others.length < mine, true),
    "isdisjoint(other, /)": (self, other: Value) => toArray(other).every((each) => !viewHas(self, each)),
  });
}

/** The built-in classes that this file gives their members. */
export const dictClasses: readonly PyClass[] = [dictType];
