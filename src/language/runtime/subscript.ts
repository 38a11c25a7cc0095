// Subscripts and membership: `a[k]`, `a[k] = v`, `del a[k]`, `x in a`, and slices of sequences (Objects/sliceobject.c).

import { pointAt, points, sliceText, textLength } from "../text/points";
import { bindMember, call, callMember } from "./call";
import { dictDelete, dictFind, dictGet, dictSet } from "./dict";
import { indexError, keyErrorType, PyRaise, raised, typeError, typeErrorType, valueError } from "./errors";
import { isIterable, iterate, pythonIterator, toArray } from "./iterate";
import { dictType, PyClass, tupleType, type Value } from "./object";
import { asIndex, equals, measure, truth } from "./operators";
import { setHas } from "./set";
import { typeName, typeOf } from "./types";
import {
  PyByteArray,
  PyBytes,
  PyDict,
  PyFloat,
  type PyIterator,
  PyList,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
} from "./value";

export function getItem(target: Value, key: Value): Value {
  if (target instanceof PyList && target.cls.immutable) {
    if (key instanceof PySlice) return new PyList(sliceArray(target.items, key));
    return target.items[position(key, target.items.length, "list")] ?? null;
  }
  if (target instanceof PyDict && inherits(target, "__getitem__")) return getKey(target, key);
  if (target instanceof PyTuple && target.cls === tupleType) return tupleItem(target, key);
  if (typeof target === "string") return textItem(target, key);
  if (target instanceof PyByteArray && target.cls.immutable && typeof key === "number") {
    return target.at(position(key, target.length, "bytearray")) ?? 0;
  }
  const method = target instanceof PyClass ? undefined : typeOf(target).lookup("__getitem__");
  if (method !== undefined) return callMember(method, target, [key]);
  if (target instanceof PyClass) return classItem(target, key);
  throw typeError(`'${typeName(target)}' object is not subscriptable`);
}

/** Whether the class of a dict has the dict's own method. */
function inherits({ cls }: PyDict, name: string): boolean {
  return cls.immutable || cls.lookup(name) === dictType.lookup(name);
}

function classItem(cls: PyClass, key: Value): Value {
  const meta = cls.cls.lookup("__getitem__");
  if (meta !== undefined) return callMember(meta, cls, [key]);
  const method = cls.lookup("__class_getitem__");
  if (method === undefined) throw typeError(`type '${cls.name}' is not subscriptable`);
  return call(bindMember(method, undefined, cls), [key]);
}

export function getKey(dict: PyDict, key: Value): Value {
  const value = dictGet(dict, key);
  if (value !== undefined) return value;
  if (dict.cls !== dictType) {
    const missing = dict.cls.lookup("__missing__");
    if (missing !== undefined) return callMember(missing, dict, [key]);
  }
  throw raised(keyErrorType, key);
}

export function tupleItem(tuple: PyTuple, key: Value): Value {
  if (key instanceof PySlice) {
    const { length, step } = sliceIndices(key, tuple.items.length);
    // All of a tuple is the tuple itself.
    if (length === tuple.items.length && step === 1 && tuple.cls === tupleType) return tuple;
    return new PyTuple(sliceArray(tuple.items, key));
  }
  return tuple.items[position(key, tuple.items.length, "tuple")] ?? null;
}

export function textItem(text: string, key: Value): Value {
  if (key instanceof PySlice) {
    const { start, step, length } = sliceIndices(key, textLength(text));
    if (step === 1) return sliceText(text, start, start + length);
    const all = points(text);
    let result = "";
    for (let i = 0; i < length; i++) result += all[start + i * step] ?? "";
    return result;
  }
  const index = asIndex(key);
  if (index === undefined) throw typeError(`string indices must be integers, not '${typeName(key)}'`);
  const length = textLength(text);
  const at = Number(index) < 0 ? Number(index) + length : Number(index);
  if (at < 0 || at >= length) throw indexError("string index out of range");
  return pointAt(text, at);
}

/** The place that an index means in a sequence; IndexError when there is none. */
export function position(key: Value, length: number, what: string, message = `${what} index out of range`): number {
  const index = typeof key === "number" ? key : asIndex(key);
  if (index === undefined) throw typeError(`${what} indices must be integers or slices, not ${typeName(key)}`);
  if (typeof index === "bigint") throw indexError(`cannot fit 'int' into an index-sized integer`);
  const at = index < 0 ? index + length : index;
  if (at < 0 || at >= length) throw indexError(message);
  return at;
}

export interface SliceIndices {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly length: number;
}

/** What a slice means for a sequence of some length (PySlice_AdjustIndices). */
export function sliceIndices(slice: PySlice, length: number): SliceIndices {
  const step = slice.step === null ? 1 : clampedIndex(slice.step);
  if (step === 0) throw valueError("slice step cannot be zero");
  const adjust = (value: Value, missing: number): number => {
    if (value === null) return missing;
    const index = clampedIndex(value);
    if (index < 0) return Math.max(index + length, step < 0 ? -1 : 0);
    return Math.min(index, step < 0 ? length - 1 : length);
  };
  const start = adjust(slice.start, step < 0 ? length - 1 : 0);
  const stop = adjust(slice.stop, step < 0 ? -1 : length);
  const count = step < 0 ? Math.ceil((start - stop) / -step) : Math.ceil((stop - start) / step);
  return { start, stop, step, length: Math.max(0, count) };
}

function clampedIndex(value: Value): number {
  const index = asIndex(value);
  if (index === undefined) {
    throw typeError("slice indices must be integers or None or have an __index__ method");
  }
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(index)));
}

export function sliceArray(items: readonly Value[], slice: PySlice): Value[] {
  const { start, step, length } = sliceIndices(slice, items.length);
  if (step === 1) return items.slice(start, start + length);
  const result: Value[] = [];
  for (let i = 0; i < length; i++) result.push(items[start + i * step] ?? null);
  return result;
}

export function setItem(target: Value, key: Value, value: Value): void {
  if (target instanceof PyList && target.cls.immutable) listSet(target, key, value);
  else if (target instanceof PyDict && inherits(target, "__setitem__")) dictSet(target, key, value);
  else if (target instanceof PyByteArray && isByteAssignment(target, key, value)) {
    target.put(position(Number(key), target.length, "bytearray"), Number(value));
  } else {
    const method = typeOf(target).lookup("__setitem__");
    if (method === undefined) throw typeError(`'${typeName(target)}' object does not support item assignment`);
    callMember(method, target, [key, value]);
  }
}

/** The common case, which needs no method: a number into a bytearray. */
function isByteAssignment(target: PyByteArray, key: Value, value: Value): boolean {
  return target.cls.immutable && typeof key === "number" && typeof value === "number" && value >= 0 && value < 256;
}

export function listSet(list: PyList, key: Value, value: Value): void {
  if (!(key instanceof PySlice)) {
    list.items[position(key, list.items.length, "list", "list assignment index out of range")] = value;
    return;
  }
  const { start, stop, step, length } = sliceIndices(key, list.items.length);
  const values = assignable(
    value,
    step === 1 ? "can only assign an iterable" : "must assign iterable to extended slice",
  );
  if (step === 1) {
    list.items.splice(start, Math.max(0, stop - start), ...values);
    return;
  }
  if (values.length !== length) {
    throw valueError(`attempt to assign sequence of size ${values.length} to extended slice of size ${length}`);
  }
  values.forEach((item, i) => {
    list.items[start + i * step] = item;
  });
}

function assignable(value: Value, message: string): Value[] {
  if (!isIterable(value)) throw typeError(message);
  if (value instanceof PyList || value instanceof PyTuple) return toArray(value);
  // CPython makes a list of the iterator, which is asked for an iterator once more.
  return toArray(pythonIterator(value));
}

export function deleteItem(target: Value, key: Value): void {
  if (target instanceof PyList && target.cls.immutable) listDelete(target, key);
  else if (target instanceof PyDict && target.cls.immutable) {
    if (dictDelete(target, key) === undefined) throw raised(keyErrorType, key);
  } else {
    const method = typeOf(target).lookup("__delitem__");
    if (method === undefined)
      throw typeError(`'${typeName(target)}' object ${cannot(target, key)} support item deletion`);
    callMember(method, target, [key]);
  }
}

/** CPython has two ways to say it: one for the index of something like a sequence, one for all else. */
function cannot(target: Value, key: Value): string {
  const cls = typeOf(target);
  const isSequence = !cls.immutable || cls.lookup("__len__") !== undefined || cls.lookup("__contains__") !== undefined;
  return isSequence && asIndex(key) !== undefined ? "doesn't" : "does not";
}

export function listDelete(list: PyList, key: Value): void {
  if (!(key instanceof PySlice)) {
    list.items.splice(position(key, list.items.length, "list", "list assignment index out of range"), 1);
    return;
  }
  const { start, step, length } = sliceIndices(key, list.items.length);
  const gone = new Set<number>();
  for (let i = 0; i < length; i++) gone.add(start + i * step);
  list.items = list.items.filter((_, i) => !gone.has(i));
}

/** `item in container`. */
export function contains(container: Value, item: Value): boolean {
  if (container instanceof PyDict && inherits(container, "__contains__")) {
    return dictFind(container, item) !== undefined;
  }
  if (container instanceof PyList && container.cls.immutable) return arrayIncludes(container.items, item);
  if (container instanceof PyTuple && container.cls.immutable) return arrayIncludes(container.items, item);
  if (typeof container === "string") return textIncludes(container, item);
  if (container instanceof PySet && container.cls.immutable) return setHas(container, item);
  if (container instanceof PyRange) {
    if (typeof item === "number" || typeof item === "boolean") return rangeIncludes(container, Number(item));
    if (item instanceof PyFloat) return Number.isInteger(item.value) && rangeIncludes(container, item.value);
    return arrayIncludes(toArray(container), item);
  }
  const cls = typeOf(container);
  const method = cls.lookup("__contains__");
  if (method === null) throw typeError(`'${cls.name}' object is not a container`);
  if (method !== undefined) return truth(callMember(method, container, [item]));
  if (cls.lookup("__iter__") === undefined && cls.lookup("__getitem__") === undefined) {
    throw typeError(`argument of type '${cls.name}' is not iterable`);
  }
  const iterator = searched(container);
  for (let value = iterator.next(); value !== undefined; value = iterator.next()) {
    if (equals(value, item)) return true;
  }
  return false;
}

/** A TypeError of `__iter__` is told as that of the search. */
function searched(container: Value): PyIterator {
  try {
    return iterate(container);
  } catch (error) {
    if (!(error instanceof PyRaise && error.exception.cls.isSubclassOf(typeErrorType))) throw error;
    throw typeError(`argument of type '${typeName(container)}' is not iterable`);
  }
}

export function arrayIncludes(items: readonly Value[], item: Value): boolean {
  for (const other of items) if (equals(other, item)) return true;
  return false;
}

export function textIncludes(text: string, item: Value): boolean {
  if (typeof item === "string") return text.includes(item);
  throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
}

export function rangeIncludes(range: PyRange, value: number): boolean {
  const steps = (value - range.start) / range.step;
  return Number.isInteger(steps) && steps >= 0 && steps < range.length;
}

/** `len(value)`. */
export function lengthOf(value: Value): number {
  if (typeof value === "string") return textLength(value);
  if (value instanceof PyList && value.cls.immutable) return value.items.length;
  if (value instanceof PyTuple && value.cls.immutable) return value.items.length;
  if (value instanceof PyDict && value.cls.immutable) return value.size;
  if (value instanceof PySet && value.cls.immutable) return value.used;
  if (value instanceof PyRange) return value.length;
  if ((value instanceof PyBytes || value instanceof PyByteArray) && value.cls.immutable) return value.bytes.length;
  const method = typeOf(value).lookup("__len__");
  if (method === undefined) throw typeError(`object of type '${typeName(value)}' has no len()`);
  return measure(method, value);
}
