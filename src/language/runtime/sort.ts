// Sorting as list.sort does (Objects/listobject.c): stable, by `<` alone, keys computed once. A program's own `<` is
// asked for the same pairs in the same order up to 64 items; the merges of longer lists ask for less than CPython's.

import { callWith } from "./call";
import type { Value } from "./object";
import { compareText, lessThan } from "./operators";
import { PyFloat } from "./value";

interface Keyed {
  readonly item: Value;
  readonly key: Value;
}

type Less = (a: Keyed, b: Keyed) => boolean;

/** From so many items on, runs are merged. */
const MIN_MERGE = 64;

/** Sorts the items in place and gives them back. Where a comparison raises, they stay as far as they got. */
export function sortValues(items: Value[], key: Value, reverse: boolean): Value[] {
  const keyed = items.map((item) => ({ item, key: key === null ? item : callWith(key, item) }));
  // Reversing before and after keeps equal items in their order.
  if (reverse) keyed.reverse();
  try {
    sortKeyed(keyed);
  } finally {
    if (reverse) keyed.reverse();
    keyed.forEach((each, i) => {
      items[i] = each.item;
    });
  }
  return items;
}

function sortKeyed(items: Keyed[]): void {
  const first = items[0]?.key;
  if (typeof first === "number" && items.every((each) => typeof each.key === "number")) {
    items.sort((a, b) => Number(a.key) - Number(b.key));
    return;
  }
  if (typeof first === "string" && items.every((each) => typeof each.key === "string")) {
    items.sort((a, b) => compareText(String(a.key), String(b.key)));
    return;
  }
  if (first instanceof PyFloat && items.every((each) => each.key instanceof PyFloat && !Number.isNaN(each.key.value))) {
    items.sort((a, b) => floatOf(a.key) - floatOf(b.key));
    return;
  }
  sortByRuns(items, (a, b) => lessThan(a.key, b.key));
}

const floatOf = (value: Value): number => (value instanceof PyFloat ? value.value : 0);

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
