// Sorting as list.sort does: stable, by `<` alone, keys computed once. Keys whose order no program can watch (numbers,
// strings, tuples and lists of them) are compared in columns; for all others a program's own `<` is asked for the pairs
// that CPython asks for, in the same order (./timsort).

import { isPlain as hasNoSurrogates } from "../text/points";
import { callWith } from "./call";
import { tupleType, type Value } from "./object";
import { compareText, equals, lessThan } from "./operators";
import { sortByRuns } from "./timsort";
import { PyFloat, PyList, PyTuple } from "./value";

/** Sorts the items in place and gives them back. Where a comparison raises, they stay as far as they got. */
export function sortValues(items: Value[], key: Value, reverse: boolean): Value[] {
  const { length } = items;
  if (key === null) {
    if (length < 2) return items;
    if (sortInts(items)) return reverse ? items.reverse() : items;
  }
  const keys = key === null ? items : keysOf(items, key);
  const less = length < 2 ? null : plainLess(keys);
  if (less !== null) {
    if (!reverse && isSorted(length, less)) return items;
    const places: number[] = [];
    // Reversed twice, equal keys keep their order.
    for (let i = 0; i < length; i++) places.push(reverse ? length - 1 - i : i);
    sortByRuns(places, null, less);
    const before = items.slice();
    for (let i = 0; i < length; i++) items[reverse ? length - 1 - i : i] = before[places[i] as number] as Value;
    return items;
  }
  if (reverse) items.reverse();
  if (reverse && keys !== items) keys.reverse();
  try {
    sortByRuns(keys, keys === items ? null : items, keys.every(isTuple) ? lessTuple : lessThan);
  } finally {
    if (reverse) items.reverse();
  }
  return items;
}

function isSorted(length: number, less: (a: number, b: number) => boolean): boolean {
  for (let i = 1; i < length; i++) if (less(i, i - 1)) return false;
  return true;
}

function keysOf(items: readonly Value[], key: Value): Value[] {
  const keys: Value[] = [];
  for (let i = 0; i < items.length; i++) keys.push(callWith(key, items[i] as Value));
  return keys;
}

/** From so many numbers on, a typed array sorts them sooner. */
const MANY = 24;

/** Sorts plain ints, of which equal ones cannot be told apart; whether they were that. */
function sortInts(items: Value[]): boolean {
  const { length } = items;
  let isSorted = true;
  for (let i = 0; i < length; i++) {
    if (typeof items[i] !== "number") return false;
    if (i > 0 && (items[i] as number) < (items[i - 1] as number)) isSorted = false;
  }
  if (isSorted) return true;
  if (length >= MANY) {
    const sorted = Float64Array.from(items as number[]).sort();
    for (let i = 0; i < length; i++) items[i] = sorted[i] as number;
    return true;
  }
  for (let i = 1; i < length; i++) {
    const item = items[i] as number;
    let at = i - 1;
    for (; at >= 0 && (items[at] as number) > item; at--) items[at + 1] = items[at] as number;
    items[at + 1] = item;
  }
  return true;
}

/** What keys are compared by: numbers, or texts without surrogates, which JavaScript orders as Python does. */
type Column = Float64Array | readonly string[];

/** The order of places by keys that no program sees compared; null for keys of any other kind. */
function plainLess(keys: readonly Value[]): ((a: number, b: number) => boolean) | null {
  const [first] = keys;
  if (first instanceof PyTuple || first instanceof PyList) return lessByColumns(keys, first);
  const column = columnOf(keys);
  if (column === null) return null;
  if (column instanceof Float64Array) return (a, b) => (column[a] as number) < (column[b] as number);
  return column.every(hasNoSurrogates)
    ? (a, b) => (column[a] as string) < (column[b] as string)
    : (a, b) => compareText(column[a] as string, column[b] as string) < 0;
}

function columnOf(values: readonly Value[]): Column | null {
  if (typeof values[0] === "string") {
    for (let i = 1; i < values.length; i++) if (typeof values[i] !== "string") return null;
    return values as readonly string[];
  }
  // A double holds every int that is a number here, so ints and floats compare exactly.
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === "number") numbers[i] = value;
    else if (typeof value === "boolean") numbers[i] = value ? 1 : 0;
    else if (value instanceof PyFloat && !Number.isNaN(value.value)) numbers[i] = value.value;
    else return null;
  }
  return numbers;
}

/** So many items of each key are laid out in columns. */
const MOST_COLUMNS = 8;

/** Tuples or lists of one length with items of one kind at each place. */
function lessByColumns(keys: readonly Value[], first: PyTuple | PyList): ((a: number, b: number) => boolean) | null {
  const { cls } = first;
  const { length } = first.items;
  const isPlain = ["__lt__", "__eq__"].every((name) => cls.lookup(name) === cls.layout.own(name));
  if (!isPlain || length === 0 || length > MOST_COLUMNS) return null;
  const rows: (readonly Value[])[] = [];
  for (const key of keys) {
    if (!(key instanceof PyTuple || key instanceof PyList) || key.cls !== cls || key.items.length !== length)
      return null;
    rows.push(key.items);
  }
  const columns: Column[] = [];
  for (let i = 0; i < length; i++) {
    const column = columnOf(rows.map((row) => row[i] as Value));
    if (column === null || (!(column instanceof Float64Array) && !column.every(hasNoSurrogates))) return null;
    columns.push(column);
  }
  return (a, b) => {
    for (let i = 0; i < length; i++) {
      const column = columns[i] as Column;
      const x = column[a] as number | string;
      const y = column[b] as number | string;
      if (x !== y) return x < y;
    }
    return false;
  };
}

const isTuple = (value: Value): boolean => value instanceof PyTuple && value.cls === tupleType;

/** As tuples compare: by the first items that differ. */
function lessTuple(a: Value, b: Value): boolean {
  if (!(a instanceof PyTuple && b instanceof PyTuple)) return lessThan(a, b);
  const length = Math.min(a.items.length, b.items.length);
  for (let i = 0; i < length; i++) {
    const x = a.items[i] as Value;
    const y = b.items[i] as Value;
    if (!equals(x, y)) return lessThan(x, y);
  }
  return a.items.length < b.items.length;
}
