// Iteration: what `for` steps through. Built-in iterators are JavaScript objects with `next`; a program's own are
// wrapped while a loop uses them. Generators are in ./generator.

import { textLength } from "../text/points";
import { callMember } from "./call";
import {
  memoryError,
  PyRaise,
  raised,
  runtimeError,
  stopIterationType,
  typeError,
  typeErrorType,
  valueError,
} from "./errors";
import { MAX_ITEMS } from "./limits";
import { builtinClass, NotImplemented, type PyClass, type Value } from "./object";
import { asIndex, measure } from "./operators";
import { nextPlace } from "./set";
import { safepoint } from "./thread";
import { typeName, typeOf } from "./types";
import { PyBoxed, PyByteArray, PyBytes, PyDict, PyIterator, PyList, PyRange, PySet, PyTuple } from "./value";

export const iteratorTypes = {
  list: builtinClass("list_iterator"),
  listReverse: builtinClass("list_reverseiterator"),
  tuple: builtinClass("tuple_iterator"),
  range: builtinClass("range_iterator"),
  str: builtinClass("str_iterator"),
  ascii: builtinClass("str_ascii_iterator"),
  bytes: builtinClass("bytes_iterator"),
  bytearray: builtinClass("bytearray_iterator"),
  set: builtinClass("set_iterator"),
  dictKeys: builtinClass("dict_keyiterator"),
  dictValues: builtinClass("dict_valueiterator"),
  dictItems: builtinClass("dict_itemiterator"),
  sequence: builtinClass("iterator"),
  callable: builtinClass("callable_iterator"),
};

export class ListIterator extends PyIterator {
  private index = 0;

  constructor(private list: PyList | null) {
    super(iteratorTypes.list);
  }

  next(): Value | undefined {
    if (this.list === null) return undefined;
    safepoint();
    const item = this.list.items[this.index++];
    if (item === undefined) this.list = null;
    return item;
  }

  get remaining(): number {
    return this.list === null ? 0 : Math.max(0, this.list.items.length - this.index);
  }
}

export class ByteArrayIterator extends PyIterator {
  private index = 0;

  constructor(private array: PyByteArray | null) {
    super(iteratorTypes.bytearray);
  }

  next(): Value | undefined {
    if (this.array === null) return undefined;
    safepoint();
    const byte = this.array.at(this.index++);
    if (byte === undefined) this.array = null;
    return byte;
  }

  get remaining(): number {
    return this.array === null ? 0 : Math.max(0, this.array.length - this.index);
  }
}

/** Steps through values that cannot change. */
export class ArrayIterator extends PyIterator {
  private index = 0;

  constructor(
    private readonly items: readonly Value[],
    cls: PyClass,
  ) {
    super(cls);
  }

  next(): Value | undefined {
    return this.items[this.index++];
  }

  get remaining(): number {
    return Math.max(0, this.items.length - this.index);
  }
}

export class RangeIterator extends PyIterator {
  private index = 0;

  constructor(readonly range: PyRange) {
    super(iteratorTypes.range);
  }

  next(): Value | undefined {
    const { range } = this;
    safepoint();
    return this.index < range.length ? range.start + this.index++ * range.step : undefined;
  }

  get remaining(): number {
    return this.range.length - this.index;
  }
}

const ASCII = /^[\0-\x7f]*$/;

export class TextIterator extends PyIterator {
  private offset = 0;

  constructor(private readonly text: string) {
    super(ASCII.test(text) ? iteratorTypes.ascii : iteratorTypes.str);
  }

  get remaining(): number {
    return textLength(this.text.slice(this.offset));
  }

  next(): Value | undefined {
    const point = this.text.codePointAt(this.offset);
    if (point === undefined) return undefined;
    const size = point > 0xffff ? 2 : 1;
    const result = this.text.slice(this.offset, this.offset + size);
    this.offset += size;
    return result;
  }
}

export class SetIterator extends PyIterator {
  private place = 0;
  private given = 0;
  private readonly size: number;

  constructor(private readonly set: PySet) {
    super(iteratorTypes.set);
    this.size = set.used;
  }

  next(): Value | undefined {
    if (this.set.used !== this.size) throw runtimeError("Set changed size during iteration");
    const place = nextPlace(this.set, this.place);
    if (place < 0) return undefined;
    this.place = place + 1;
    this.given++;
    return this.set.table[place];
  }

  get remaining(): number {
    return this.set.used === this.size ? this.size - this.given : 0;
  }
}

export type DictPart = "keys" | "values" | "items";

export class DictIterator extends PyIterator {
  private readonly entries;
  private readonly size: number;
  private readonly removals: number;
  private ended = false;

  constructor(
    private readonly dict: PyDict,
    private readonly part: DictPart,
  ) {
    super(
      part === "keys" ? iteratorTypes.dictKeys : part === "values" ? iteratorTypes.dictValues : iteratorTypes.dictItems,
    );
    this.entries = dict.map.values();
    this.size = dict.size;
    this.removals = dict.removals;
  }

  next(): Value | undefined {
    if (this.ended) return undefined;
    if (this.dict.size !== this.size) throw runtimeError("dictionary changed size during iteration");
    if (this.dict.removals !== this.removals) throw runtimeError("dictionary keys changed during iteration");
    const step = this.entries.next();
    if (step.done === true) {
      this.ended = true;
      return undefined;
    }
    const { key, value } = step.value;
    if (this.part === "keys") return key;
    if (value === undefined) return undefined;
    return this.part === "values" ? value : new PyTuple([key, value]);
  }

  /** Puts all that is left into an array: nothing happens to the dict meanwhile. */
  drainInto(items: Value[]): void {
    const first = this.next();
    if (first === undefined) return;
    items.push(first);
    if (this.part === "keys") for (const { key } of this.entries) items.push(key);
    else if (this.part === "values") for (const { value } of this.entries) items.push(value as Value);
    else for (const { key, value } of this.entries) items.push(new PyTuple([key, value as Value]));
    this.ended = true;
  }
}

/** Items from the last to the first. */
export class ReverseIterator extends PyIterator {
  private index: number;

  constructor(
    private readonly read: (index: number) => Value | undefined,
    length: number,
    cls: PyClass,
  ) {
    super(cls);
    this.index = length - 1;
  }

  next(): Value | undefined {
    safepoint();
    return this.index < 0 ? undefined : this.read(this.index--);
  }
}

/** A program's own iterator inside a loop. */
class ForeignIterator extends PyIterator {
  private readonly method: Value;

  constructor(private readonly target: Value) {
    super(iteratorTypes.callable);
    const method = typeOf(target).lookup("__next__");
    if (method === undefined) throw typeError(`iter() returned non-iterator of type '${typeName(target)}'`);
    this.method = method;
  }

  next(): Value | undefined {
    try {
      return callMember(this.method, this.target, []);
    } catch (error) {
      if (isStopIteration(error)) return undefined;
      throw error;
    }
  }
}

/** The old protocol: `__getitem__` from 0 until IndexError. */
class SequenceIterator extends PyIterator {
  private index = 0;

  constructor(
    private readonly target: Value,
    private readonly method: Value,
  ) {
    super(iteratorTypes.sequence);
  }

  next(): Value | undefined {
    if (this.index < 0) return undefined;
    try {
      return callMember(this.method, this.target, [this.index++]);
    } catch (error) {
      if (error instanceof PyRaise) {
        const name = error.exception.cls.mro.map((cls) => cls.name);
        if (name.includes("IndexError") || name.includes("StopIteration")) {
          this.index = -1;
          return undefined;
        }
      }
      throw error;
    }
  }
}

/** An iterator over JavaScript values, with a class of its own. */
export class GeneratedIterator extends PyIterator {
  constructor(
    private readonly source: Iterator<Value>,
    cls: PyClass,
  ) {
    super(cls);
  }

  next(): Value | undefined {
    const step = this.source.next();
    return step.done === true ? undefined : step.value;
  }
}

export function isStopIteration(error: unknown): error is PyRaise {
  return error instanceof PyRaise && error.exception.cls.isSubclassOf(stopIterationType);
}

/** The iterator object as `iter()` gives it: the program's own object for its own classes. */
export function pythonIterator(value: Value): Value {
  if (value instanceof PyIterator) return value;
  const builtin = builtinIterator(value);
  if (builtin !== undefined) return builtin;
  const cls = typeOf(value);
  const method = cls.lookup("__iter__");
  if (method !== undefined && method !== null) {
    const iterator = callMember(method, value, []);
    if (iterator instanceof PyIterator || typeOf(iterator).lookup("__next__") !== undefined) return iterator;
    throw typeError(`iter() returned non-iterator of type '${typeName(iterator)}'`);
  }
  const getItem = method === null ? undefined : cls.lookup("__getitem__");
  if (getItem === undefined) throw typeError(`'${cls.name}' object is not iterable`);
  return new SequenceIterator(value, getItem);
}

/** The iterator as the runtime steps it. */
export function iterate(value: Value): PyIterator {
  const iterator = pythonIterator(value);
  return iterator instanceof PyIterator ? iterator : new ForeignIterator(iterator);
}

function builtinIterator(value: Value): PyIterator | undefined {
  if (typeof value === "string") return new TextIterator(value);
  if (value instanceof PyList) return own(value, "__iter__") ? undefined : new ListIterator(value);
  if (value instanceof PyTuple) {
    return own(value, "__iter__") ? undefined : new ArrayIterator(value.items, iteratorTypes.tuple);
  }
  if (value instanceof PyRange) return new RangeIterator(value);
  if (value instanceof PyDict) return own(value, "__iter__") ? undefined : new DictIterator(value, "keys");
  if (value instanceof PySet) return own(value, "__iter__") ? undefined : new SetIterator(value);
  if (value instanceof PyBytes && !own(value, "__iter__")) {
    return new ArrayIterator([...value.bytes], iteratorTypes.bytes);
  }
  if (value instanceof PyByteArray && !own(value, "__iter__")) return new ByteArrayIterator(value);
  if (value instanceof PyBoxed && typeof value.payload === "string" && !own(value, "__iter__")) {
    return new TextIterator(value.payload);
  }
  return undefined;
}

/** Whether the value's class, a program's own, defines the method itself instead of inheriting the built-in one. */
function own(value: { cls: PyClass }, name: string): boolean {
  if (value.cls.immutable) return false;
  return value.cls.definingClass(name)?.immutable === false;
}

/**
 * The items as list() takes them. CPython first asks how much to reserve, and a program's own `__len__` or
 * `__length_hint__` sees that: what it prints and raises counts, but for a TypeError.
 */
export function collect(value: Value): Value[] {
  if (typeOf(value).immutable) return toArray(value);
  const iterator = iterate(value);
  if (lengthHint(value) > MAX_ITEMS) throw memoryError();
  return toArray(iterator);
}

export function lengthHint(value: Value): number {
  const cls = typeOf(value);
  const length = cls.lookup("__len__");
  const known = length === undefined ? undefined : unlessTypeError(() => measure(length, value));
  if (known !== undefined) return known;
  const method = cls.lookup("__length_hint__");
  const hint = method === undefined ? undefined : unlessTypeError(() => callMember(method, value, []));
  if (hint === undefined || hint === NotImplemented) return 0;
  const index = typeof hint === "string" ? undefined : asIndex(hint);
  if (index === undefined) throw typeError(`__length_hint__ must be an integer, not ${typeName(hint)}`);
  if (index < 0) throw valueError("__length_hint__() should return >= 0");
  return Number(index);
}

function unlessTypeError<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof PyRaise && error.exception.cls.isSubclassOf(typeErrorType)) return undefined;
    throw error;
  }
}

export function toArray(value: Value): Value[] {
  if (value instanceof PyList && !own(value, "__iter__")) return value.items.slice();
  if (value instanceof PyTuple && !own(value, "__iter__")) return value.items.slice();
  const items: Value[] = [];
  const iterator = iterate(value);
  if (iterator instanceof DictIterator) {
    iterator.drainInto(items);
    return items;
  }
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    if (items.push(item) > MAX_ITEMS) throw memoryError();
  }
  return items;
}

/** The next value of any iterator object; undefined at its end. */
export function nextOf(iterator: Value): Value | undefined {
  if (iterator instanceof PyIterator) return iterator.next();
  const method = typeOf(iterator).lookup("__next__");
  if (method === undefined) throw typeError(`'${typeName(iterator)}' object is not an iterator`);
  try {
    return callMember(method, iterator, []);
  } catch (error) {
    if (isStopIteration(error)) return undefined;
    throw error;
  }
}

/** The end of iteration as a program sees it. */
export function stopIteration(value: Value = null): PyRaise {
  return value === null ? raised(stopIterationType) : raised(stopIterationType, value);
}

/** Whether `iter(value)` would find a way. */
export function isIterable(value: Value): boolean {
  const cls = typeOf(value);
  const method = cls.lookup("__iter__");
  return method !== undefined ? method !== null : cls.lookup("__getitem__") !== undefined;
}
