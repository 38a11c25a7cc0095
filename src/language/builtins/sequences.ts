// list, tuple, range, slice: construction and members.

import { ABSENT, addGetSet, addMethod, argumentBinder, guardClass, methods, takenKeywords } from "../runtime/define";
import { indexError, memoryError, PyRaise, typeError, valueError } from "../runtime/errors";
import { exactHash, rangeHash } from "../runtime/hash";
import {
  collect,
  iterate,
  iteratorTypes,
  ListIterator,
  lengthHint,
  pythonIterator,
  RangeIterator,
  ReverseIterator,
  toArray,
} from "../runtime/iterate";
import { checkItems, MAX_ITEMS } from "../runtime/limits";
import { normalise } from "../runtime/numbers";
import { listType, NotImplemented, type PyClass, rangeType, sliceType, tupleType, type Value } from "../runtime/object";
import { asIndex, checkSize, equals, type Order, orderedItems, sameItems, toIndex } from "../runtime/operators";
import { baseRepr, repr } from "../runtime/repr";
import { sortValues } from "../runtime/sort";
import {
  arrayIncludes,
  contains,
  listDelete,
  listSet,
  position,
  sliceArray,
  sliceIndices,
  tupleItem,
} from "../runtime/subscript";
import { typeName, typeOf } from "../runtime/types";
import { PyList, PyRange, PySlice, PyTuple } from "../runtime/value";
import {
  bigRangeIndex,
  bigRangeItem,
  bigRangeIterator,
  bigRangeLength,
  bigRangeText,
  makeRange,
  PyBigRange,
  reversedBigRange,
} from "./big-range";

const listGuard = guardClass(PyList);
const tupleGuard = guardClass(PyTuple);

const bindIterable = argumentBinder("list(iterable=?, /)");

listType.construct = (cls, args, keywords) => {
  // Filled by __init__.
  if (cls === listType) bindIterable(args, keywords);
  return new PyList([], cls);
};
listType.make = (_, args, keywords) => {
  const [source] = args;
  if (args.length > 1 || keywords !== null) bindIterable(args, keywords);
  return new PyList(source === undefined ? [] : collect(source));
};

tupleType.construct = (cls, args, keywords) => {
  const isPlain = keywords === null && args.length === 1;
  const [source = ABSENT] = isPlain ? args : bindTuple(args, takenKeywords(cls, "__init__", keywords));
  if (source instanceof PyTuple && source.cls === tupleType && cls === tupleType) return source;
  return new PyTuple(source === ABSENT ? [] : collect(source), cls);
};
const bindTuple = argumentBinder("tuple(iterable=?, /)");

function repeated(items: readonly Value[], count: Value): Value[] | undefined {
  const times = asIndex(count);
  if (times === undefined) return undefined;
  checkSize(times);
  // Of nothing, there may be more than anyone counts to.
  if (times <= 0 || items.length === 0) return [];
  if (items.length * Number(times) > MAX_ITEMS) throw memoryError();
  if (items.length === 1) return new Array<Value>(Number(times)).fill(items[0] ?? null);
  if (times < 3) return times === 1 ? items.slice() : items.concat(items);
  const result: Value[] = [];
  for (let i = 0; i < times; i++) for (let k = 0; k < items.length; k++) result.push(items[k] as Value);
  return result;
}

function notInList(item: Value): string {
  try {
    return `${repr(item)} is not in list`;
  } catch (error) {
    // CPython then raises the ValueError all the same, without a text.
    if (error instanceof PyRaise) return "";
    throw error;
  }
}

/** The place of an item; `missing` is the error's text where there is none. */
function indexOf(
  items: readonly Value[],
  item: Value,
  start: Value,
  stop: Value,
  missing: (item: Value) => string,
): number {
  const clamp = (value: Value, fallback: number): number => {
    if (value === ABSENT) return fallback;
    const given = asIndex(value);
    if (given === undefined) throw typeError("slice indices must be integers or have an __index__ method");
    const index = Number(given);
    return index < 0 ? Math.max(0, index + items.length) : index;
  };
  const last = Math.min(items.length, clamp(stop, items.length));
  for (let i = clamp(start, 0); i < last; i++) if (equals(items[i] ?? null, item)) return i;
  throw valueError(missing(item));
}

function count(items: readonly Value[], item: Value): number {
  let found = 0;
  for (let i = 0; i < items.length; i++) if (equals(items[i] as Value, item)) found++;
  return found;
}

addMethod(listType, "__init__", ([self = null, ...args], keywords) => {
  if (!(self instanceof PyList)) throw typeError("descriptor '__init__' requires a 'list' object");
  const [source = ABSENT] = bindIterable(args, takenKeywords(self.cls, "__new__", keywords));
  self.items = source === ABSENT ? [] : collect(source);
  return null;
});

methods(listType, listGuard, {
  "__repr__()": (self) => baseRepr(self),
  "__len__()": (self) => self.items.length,
  "__iter__()": (self) => new ListIterator(self),
  "__reversed__()": (self) => new ReverseIterator((i) => self.items[i], self.items.length, iteratorTypes.listReverse),
  "__contains__(item, /)": (self, item: Value) => arrayIncludes(self.items, item),
  "__getitem__(key, /)": (self, key: Value) => {
    if (key instanceof PySlice) return new PyList(sliceArray(self.items, key));
    return self.items[position(key, self.items.length, "list")] ?? null;
  },
  "__setitem__(key, value, /)": (self, key: Value, value: Value) => {
    listSet(self, key, value);
    return null;
  },
  "__delitem__(key, /)": (self, key: Value) => {
    listDelete(self, key);
    return null;
  },
  "__add__(other, /)": (self, other: Value) => {
    if (!(other instanceof PyList)) throw typeError(`can only concatenate list (not "${typeName(other)}") to list`);
    checkItems(self.items.length + other.items.length);
    return new PyList(self.items.concat(other.items));
  },
  "__iadd__(other, /)": (self, other: Value) => {
    extend(self, other);
    return self;
  },
  "__mul__(n, /)": (self, n: Value) => {
    const items = repeated(self.items, n);
    if (items === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(n)}'`);
    return new PyList(items);
  },
  "__rmul__(n, /)": (self, n: Value) => {
    const items = repeated(self.items, n);
    if (items === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(n)}'`);
    return new PyList(items);
  },
  "__imul__(n, /)": (self, n: Value) => {
    const items = repeated(self.items, n);
    if (items === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(n)}'`);
    self.items = items;
    return self;
  },
  "__eq__(other, /)": (self, other: Value) =>
    other instanceof PyList ? sameItems(self.items, other.items) : NotImplemented,
  "__ne__(other, /)": (self, other: Value) =>
    other instanceof PyList ? !sameItems(self.items, other.items) : NotImplemented,
  "__lt__(other, /)": (self, other: Value) =>
    other instanceof PyList ? orderedItems("Lt", self.items, other.items) : NotImplemented,
  "__le__(other, /)": (self, other: Value) =>
    other instanceof PyList ? orderedItems("LtE", self.items, other.items) : NotImplemented,
  "__gt__(other, /)": (self, other: Value) =>
    other instanceof PyList ? orderedItems("Gt", self.items, other.items) : NotImplemented,
  "__ge__(other, /)": (self, other: Value) =>
    other instanceof PyList ? orderedItems("GtE", self.items, other.items) : NotImplemented,
  "append(object, /)": (self, item: Value) => {
    checkItems(self.items.push(item));
    return null;
  },
  "extend(iterable, /)": (self, source: Value) => {
    extend(self, source);
    return null;
  },
  "insert(index, object, /)": (self, index: Value, item: Value) => {
    const at = Number(toIndex(index));
    const { length } = self.items;
    self.items.splice(at < 0 ? Math.max(0, at + length) : Math.min(at, length), 0, item);
    return null;
  },
  "pop(index=-1, /)": (self, index: Value) => {
    const { length } = self.items;
    const place = toIndex(index);
    if (length === 0) throw indexError("pop from empty list");
    const at = position(place, length, "list", "pop index out of range");
    return (at === length - 1 ? self.items.pop() : self.items.splice(at, 1)[0]) ?? null;
  },
  "remove(value, /)": (self, item: Value) => {
    self.items.splice(
      indexOf(self.items, item, ABSENT, ABSENT, () => "list.remove(x): x not in list"),
      1,
    );
    return null;
  },
  "clear()": (self) => {
    self.items = [];
    return null;
  },
  "copy()": (self) => new PyList(self.items.slice()),
  "count(value, /)": (self, item: Value) => count(self.items, item),
  "index(value, start=?, stop=?, /)": (self, item: Value, start: Value, stop: Value) =>
    indexOf(self.items, item, start, stop, notInList),
  "reverse()": (self) => {
    self.items.reverse();
    return null;
  },
  "sort(*, key=None, reverse=False)": (self, key: Value, reverse: Value) => {
    const { items } = self;
    // Whoever looks at the list meanwhile finds it empty, and what is put into it is lost.
    self.items = [];
    let isModified = false;
    try {
      sortValues(items, key, toIndex(reverse) !== 0);
      isModified = self.items.length > 0;
    } finally {
      self.items = items;
    }
    if (isModified) throw valueError("list modified during sort");
    return null;
  },
});
listType.setMember("__hash__", null);

function extend(list: PyList, source: Value): void {
  if (source instanceof PyList && source.cls === listType) {
    // A copy of the length first: a list may be extended with itself.
    const { length } = source.items;
    checkItems(list.items.length + length);
    for (let i = 0; i < length; i++) list.items.push(source.items[i] ?? null);
    return;
  }
  const iterator = iterate(source);
  if (!typeOf(source).immutable) {
    const hint = lengthHint(source);
    // A sum that sys.maxsize does not hold reserves nothing; the items are taken one by one.
    if (list.items.length === 0 || hint < 2 ** 63) checkItems(list.items.length + hint);
  }
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    checkItems(list.items.push(item));
  }
}

methods(tupleType, tupleGuard, {
  "__repr__()": (self) => baseRepr(self),
  "__len__()": (self) => self.items.length,
  "__iter__()": (self) => pythonIterator(self.cls === tupleType ? self : new PyTuple(self.items)),
  "__contains__(item, /)": (self, item: Value) => arrayIncludes(self.items, item),
  "__getitem__(key, /)": (self, key: Value) => tupleItem(self, key),
  "__hash__()": (self) => exactHash(self.cls === tupleType ? self : new PyTuple(self.items)),
  "__add__(other, /)": (self, other: Value) => {
    if (!(other instanceof PyTuple)) throw typeError(`can only concatenate tuple (not "${typeName(other)}") to tuple`);
    checkItems(self.items.length + other.items.length);
    return new PyTuple(self.items.concat(other.items));
  },
  "__mul__(n, /)": (self, n: Value) => {
    const items = repeated(self.items, n);
    if (items === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(n)}'`);
    return new PyTuple(items);
  },
  "__rmul__(n, /)": (self, n: Value) => {
    const items = repeated(self.items, n);
    if (items === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(n)}'`);
    return new PyTuple(items);
  },
  "__eq__(other, /)": (self, other: Value) =>
    other instanceof PyTuple ? sameItems(self.items, other.items) : NotImplemented,
  "__ne__(other, /)": (self, other: Value) =>
    other instanceof PyTuple ? !sameItems(self.items, other.items) : NotImplemented,
  "__lt__(other, /)": (self, other: Value) =>
    other instanceof PyTuple ? orderedItems("Lt", self.items, other.items) : NotImplemented,
  "__le__(other, /)": (self, other: Value) =>
    other instanceof PyTuple ? orderedItems("LtE", self.items, other.items) : NotImplemented,
  "__gt__(other, /)": (self, other: Value) =>
    other instanceof PyTuple ? orderedItems("Gt", self.items, other.items) : NotImplemented,
  "__ge__(other, /)": (self, other: Value) =>
    other instanceof PyTuple ? orderedItems("GtE", self.items, other.items) : NotImplemented,
  "count(value, /)": (self, item: Value) => count(self.items, item),
  "index(value, start=?, stop=?, /)": (self, item: Value, start: Value, stop: Value) =>
    indexOf(self.items, item, start, stop, () => "tuple.index(x): x not in tuple"),
});

// range

rangeType.construct = (_, args, keywords) => {
  if (keywords !== null && keywords.size > 0) throw typeError("range() takes no keyword arguments");
  if (args.length === 0) throw typeError("range expected at least 1 argument, got 0");
  if (args.length > 3) throw typeError(`range expected at most 3 arguments, got ${args.length}`);
  const first = toIndex(args[0] as Value);
  const second = args[1] === undefined ? undefined : toIndex(args[1]);
  const third = args[2] === undefined ? 1 : toIndex(args[2]);
  if (third === 0) throw valueError("range() arg 3 must not be zero");
  return second === undefined ? makeRange(0, first, 1) : makeRange(first, second, third);
};

type AnyRange = PyRange | PyBigRange;
const rangeGuard = (value: Value): AnyRange | undefined =>
  value instanceof PyRange || value instanceof PyBigRange ? value : undefined;

const sameRange = (a: AnyRange, b: AnyRange): boolean =>
  // Loosely: the one may have bigints.
  BigInt(a.length) === BigInt(b.length) &&
  (BigInt(a.length) === 0n ||
    (BigInt(a.start) === BigInt(b.start) && (BigInt(a.length) === 1n || BigInt(a.step) === BigInt(b.step))));

methods(rangeType, rangeGuard, {
  "__repr__()": (self) => (self instanceof PyBigRange ? bigRangeText(self) : baseRepr(self)),
  "__len__()": (self) => (self instanceof PyBigRange ? bigRangeLength(self) : self.length),
  "__iter__()": (self) => (self instanceof PyBigRange ? bigRangeIterator(self) : pythonIterator(self)),
  "__reversed__()": (self) =>
    self instanceof PyBigRange
      ? reversedBigRange(self)
      : new RangeIterator(new PyRange(self.start + (self.length - 1) * self.step, self.start - self.step, -self.step)),
  "__contains__(item, /)": (self, item: Value) =>
    self instanceof PyBigRange ? bigRangeIndex(self, item) >= 0n : contains(self, item),
  "__getitem__(key, /)": (self, key: Value) => {
    if (self instanceof PyBigRange) return bigRangeItem(self, key);
    if (key instanceof PySlice) {
      const { start, stop, step } = sliceIndices(key, self.length);
      return makeRange(self.start + start * self.step, self.start + stop * self.step, self.step * step);
    }
    if (asIndex(key) === undefined) {
      throw typeError(`range indices must be integers or slices, not ${typeName(key)}`);
    }
    return self.start + position(key, self.length, "range", "range object index out of range") * self.step;
  },
  "__eq__(other, /)": (self, other: Value) => {
    const range = rangeGuard(other);
    return range === undefined ? NotImplemented : sameRange(self, range);
  },
  "__hash__()": (self) => rangeHash(self),
  "__bool__()": (self) => self.length > 0,
  "count(value, /)": (self, item: Value) => {
    const number = typeof item === "number" || typeof item === "bigint" || typeof item === "boolean";
    if (number) return (self instanceof PyBigRange ? bigRangeIndex(self, item) >= 0n : contains(self, item)) ? 1 : 0;
    let count = 0;
    for (const each of toArray(self)) if (equals(each, item)) count++;
    return count;
  },
  "index(value, /)": (self, item: Value) => {
    const big = self instanceof PyBigRange ? self : null;
    const number = typeof item === "number" || typeof item === "bigint" || typeof item === "boolean";
    const index =
      big !== null
        ? bigRangeIndex(big, item)
        : number
          ? contains(self, item)
            ? (Number(item) - Number(self.start)) / Number(self.step)
            : -1
          : toArray(self).findIndex((each) => equals(each, item));
    if (index < 0) throw valueError(number ? `${repr(item)} is not in range` : "sequence.index(x): x not in sequence");
    return normalise(BigInt(index));
  },
});
addGetSet(rangeType, rangeGuard, "start", (self) => normalise(BigInt(self.start)));
addGetSet(rangeType, rangeGuard, "stop", (self) => normalise(BigInt(self.stop)));
addGetSet(rangeType, rangeGuard, "step", (self) => normalise(BigInt(self.step)));
// slice

sliceType.construct = (_, args) => {
  const [first = null, second, third = null] = args;
  if (args.length === 0) throw typeError("slice expected at least 1 argument, got 0");
  if (args.length > 3) throw typeError(`slice expected at most 3 arguments, got ${args.length}`);
  return second === undefined ? new PySlice(null, first, null) : new PySlice(first, second, third);
};
const sliceGuard = guardClass(PySlice);
const sliceParts = (slice: PySlice): Value[] => [slice.start, slice.stop, slice.step];
const orderOfSlices = (order: Order) => (self: PySlice, other: Value) =>
  other instanceof PySlice ? orderedItems(order, sliceParts(self), sliceParts(other)) : NotImplemented;
methods(sliceType, sliceGuard, {
  "__repr__()": (self) => baseRepr(self),
  "__eq__(other, /)": (self, other: Value) =>
    other instanceof PySlice ? sameItems(sliceParts(self), sliceParts(other)) : NotImplemented,
  "__lt__(other, /)": orderOfSlices("Lt"),
  "__le__(other, /)": orderOfSlices("LtE"),
  "__gt__(other, /)": orderOfSlices("Gt"),
  "__ge__(other, /)": orderOfSlices("GtE"),
  "indices(length, /)": (self, length: Value) => {
    if (toIndex(length) < 0) throw valueError("length should not be negative");
    const { start, stop, step } = sliceIndices(self, Number(toIndex(length)));
    return new PyTuple([start, stop, step]);
  },
});
addGetSet(sliceType, sliceGuard, "start", (self) => self.start);
addGetSet(sliceType, sliceGuard, "stop", (self) => self.stop);
addGetSet(sliceType, sliceGuard, "step", (self) => self.step);
sliceType.setMember("__hash__", null);

/** The built-in classes that this file gives their members. */
export const sequenceClasses: readonly PyClass[] = [listType, tupleType, rangeType, sliceType];
