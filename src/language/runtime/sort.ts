// Sorting as list.sort does: stable, by `<` alone, keys computed once. JavaScript's own sort is stable too, but may
// compare other pairs; that only shows in comparisons with side effects.

import { call } from "./call";
import type { Value } from "./object";
import { compareText, lessThan } from "./operators";
import { PyFloat } from "./value";

export function sortValues(items: Value[], key: Value, reverse: boolean): Value[] {
  const keyed = items.map((item) => ({ item, key: key === null ? item : call(key, [item]) }));
  // Reversing before and after keeps equal items in their order.
  if (reverse) keyed.reverse();
  mergeSort(keyed);
  if (reverse) keyed.reverse();
  return keyed.map((each) => each.item);
}

interface Keyed {
  readonly item: Value;
  readonly key: Value;
}

function mergeSort(items: Keyed[]): void {
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
  insertionMergeSort(items);
}

const floatOf = (value: Value): number => (value instanceof PyFloat ? value.value : 0);

/** Merges runs; asks only whether the right one is less than the left one, as CPython does. */
function insertionMergeSort(items: Keyed[]): void {
  if (items.length < 2) return;
  const middle = items.length >> 1;
  const left = items.slice(0, middle);
  const right = items.slice(middle);
  insertionMergeSort(left);
  insertionMergeSort(right);
  let l = 0;
  let r = 0;
  for (let i = 0; i < items.length; i++) {
    const a = left[l];
    const b = right[r];
    if (b !== undefined && (a === undefined || lessThan(b.key, a.key))) {
      items[i] = b;
      r++;
    } else if (a !== undefined) {
      items[i] = a;
      l++;
    }
  }
}
