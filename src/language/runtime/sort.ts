// Sorting as list.sort does (Objects/listobject.c): stable, by `<` alone, keys computed once. A program's own `<` is
// asked for the same pairs in the same order up to 64 items; the merges of longer lists ask for less than CPython's.

import { isPlain } from "../text/points";
import { callWith } from "./call";
import { tupleType, type Value } from "./object";
import { compareText, equals, lessThan } from "./operators";
import { PyFloat, PyTuple } from "./value";

interface Keyed {
  readonly item: Value;
  readonly key: Value;
}

type Less = (a: Keyed, b: Keyed) => boolean;

/** From so many items on, runs are merged. */
const MIN_MERGE = 64;

/** Sorts the items in place and gives them back. Where a comparison raises, they stay as far as they got. */
export function sortValues(items: Value[], key: Value, reverse: boolean): Value[] {
  const keys = key === null ? items : items.map((item) => callWith(key, item));
  const quick = quickOrder(keys);
  if (quick !== null) {
    // Reversed twice, equal keys keep their order.
    const places = Array.from(keys, (_, i) => (reverse ? keys.length - 1 - i : i)).sort(quick);
    if (reverse) places.reverse();
    const before = items.slice();
    for (let i = 0; i < places.length; i++) items[i] = before[places[i] as number] as Value;
    return items;
  }
  const keyed = items.map((item, i): Keyed => ({ item, key: keys[i] as Value }));
  if (reverse) keyed.reverse();
  try {
    sortByRuns(keyed, keys.every(isTuple) ? lessTuple : (a, b) => lessThan(a.key, b.key));
  } finally {
    if (reverse) keyed.reverse();
    keyed.forEach((each, i) => {
      items[i] = each.item;
    });
  }
  return items;
}

/** The order of places by keys that are all numbers or all strings: no program sees those compared. */
function quickOrder(keys: readonly Value[]): ((a: number, b: number) => number) | null {
  const [first] = keys;
  if (typeof first === "number" && keys.every((each) => typeof each === "number")) {
    const numbers = Float64Array.from(keys, Number);
    return (a, b) => (numbers[a] as number) - (numbers[b] as number);
  }
  if (typeof first === "string" && keys.every((each) => typeof each === "string")) {
    const texts = keys.map(String);
    if (!texts.every(isPlain)) return (a, b) => compareText(texts[a] as string, texts[b] as string);
    // Without surrogates JavaScript's order of units is that of code points.
    return (a, b) => {
      const x = texts[a] as string;
      const y = texts[b] as string;
      return x < y ? -1 : x > y ? 1 : 0;
    };
  }
  if (first instanceof PyFloat && keys.every((each) => each instanceof PyFloat && !Number.isNaN(each.value))) {
    const numbers = Float64Array.from(keys, floatOf);
    return (a, b) => {
      const x = numbers[a] as number;
      const y = numbers[b] as number;
      return x < y ? -1 : x > y ? 1 : 0;
    };
  }
  return null;
}

const floatOf = (value: Value): number => (value instanceof PyFloat ? value.value : 0);

const isTuple = (value: Value): boolean => value instanceof PyTuple && value.cls === tupleType;

/** As tuples compare: by the first items that differ. */
function lessTuple({ key: a }: Keyed, { key: b }: Keyed): boolean {
  if (!(a instanceof PyTuple && b instanceof PyTuple)) return lessThan(a, b);
  const length = Math.min(a.items.length, b.items.length);
  for (let i = 0; i < length; i++) {
    const x = a.items[i] as Value;
    const y = b.items[i] as Value;
    if (!equals(x, y)) return lessThan(x, y);
  }
  return a.items.length < b.items.length;
}

/** Finds runs, makes them long enough by insertion, and merges neighbours. */
function sortByRuns(items: Keyed[], less: Less): void {
  const { length } = items;
  if (length < 2) return;
  const shortest = shortestRun(length);
  const ends: number[] = [];
  for (let start = 0; start < length; ) {
    let end = runEnd(items, start, less);
    if (end - start < shortest) {
      const sorted = end;
      end = Math.min(length, start + shortest);
      insertInto(items, start, sorted, end, less);
    }
    ends.push(end);
    start = end;
  }
  while (ends.length > 1) {
    const merged: number[] = [];
    let start = 0;
    for (let i = 0; i < ends.length; i += 2) {
      const middle = ends[i] ?? length;
      const end = ends[i + 1] ?? middle;
      if (end > middle) merge(items, start, middle, end, less);
      merged.push(end);
      start = end;
    }
    ends.splice(0, ends.length, ...merged);
  }
}

function shortestRun(length: number): number {
  let rest = length;
  let lost = 0;
  while (rest >= MIN_MERGE) {
    lost |= rest & 1;
    rest >>= 1;
  }
  return rest + lost;
}

const at = (items: readonly Keyed[], index: number): Keyed => items[index] as Keyed;

/** Where the run that starts here ends; a descending one is reversed. */
function runEnd(items: Keyed[], start: number, less: Less): number {
  let end = start + 1;
  if (end >= items.length) return items.length;
  const isDescending = less(at(items, end), at(items, end - 1));
  for (end++; end < items.length; end++) if (less(at(items, end), at(items, end - 1)) !== isDescending) break;
  if (isDescending) {
    const run = items.slice(start, end).reverse();
    run.forEach((each, i) => {
      items[start + i] = each;
    });
  }
  return end;
}

/** Inserts what follows a sorted part into it, each at the place that halving finds. */
function insertInto(items: Keyed[], start: number, sorted: number, end: number, less: Less): void {
  for (let next = sorted; next < end; next++) {
    const pivot = at(items, next);
    let low = start;
    let high = next;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (less(pivot, at(items, middle))) high = middle;
      else low = middle + 1;
    }
    items.copyWithin(low + 1, low, next);
    items[low] = pivot;
  }
}

function merge(items: Keyed[], start: number, middle: number, end: number, less: Less): void {
  const left = items.slice(start, middle);
  let l = 0;
  let r = middle;
  try {
    for (let i = start; l < left.length; i++) {
      if (r < end && less(at(items, r), at(left, l))) items[i] = at(items, r++);
      else items[i] = at(left, l++);
    }
  } catch (error) {
    // What is left of the left run goes before what is left of the right one.
    for (let i = r - (left.length - l); l < left.length; i++) items[i] = at(left, l++);
    throw error;
  }
}
