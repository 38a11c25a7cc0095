// heapq and bisect (Modules/_heapqmodule.c, _bisectmodule.c); what is built of them is in the language.

import { getAttributeOr } from "../runtime/attributes";
import { call, callMember } from "../runtime/call";
import { builtin } from "../runtime/define";
import { indexError, runtimeError, typeError, valueError } from "../runtime/errors";
import type { Value } from "../runtime/object";
import { lessThan, toIndex } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { getItem, lengthOf } from "../runtime/subscript";
import { safepoint } from "../runtime/thread";
import { typeName, typeOf } from "../runtime/types";
import { PyList } from "../runtime/value";

type Before = (a: Value, b: Value) => boolean;

function listOf(heap: Value, name: string): PyList {
  if (heap instanceof PyList) return heap;
  throw typeError(`${name}() argument${ONE_ARGUMENT.has(name) ? "" : " 1"} must be list, not ${typeName(heap)}`);
}

const ONE_ARGUMENT: ReadonlySet<string> = new Set(["heappop", "heapify", "_heappop_max", "_heapify_max"]);

/** Compares; the comparison is a program's and may change the heap, which is an error. */
function checked(list: PyList, before: Before, a: Value, b: Value): boolean {
  const { length } = list.items;
  const result = before(a, b);
  if (list.items.length !== length) throw runtimeError("list changed size during iteration");
  return result;
}

function siftDown(list: PyList, start: number, from: number, before: Before): void {
  let position = from;
  while (position > start) {
    const parent = (position - 1) >> 1;
    const { items } = list;
    const [child = null, above = null] = [items[position], items[parent]];
    if (!checked(list, before, child, above)) return;
    list.items[position] = above;
    list.items[parent] = child;
    position = parent;
  }
}

function siftUp(list: PyList, from: number, before: Before): void {
  const end = list.items.length;
  let position = from;
  while (position < end >> 1) {
    safepoint();
    let child = 2 * position + 1;
    if (child + 1 < end && !checked(list, before, list.items[child] ?? null, list.items[child + 1] ?? null)) child++;
    const { items } = list;
    const below = items[child] ?? null;
    items[child] = items[position] ?? null;
    items[position] = below;
    position = child;
  }
  siftDown(list, from, position, before);
}

function pop(heap: Value, before: Before, name: string): Value {
  const list = listOf(heap, name);
  const last = list.items.pop();
  if (last === undefined) throw indexError("index out of range");
  if (list.items.length === 0) return last;
  const first = list.items[0] ?? null;
  list.items[0] = last;
  siftUp(list, 0, before);
  return first;
}

function replace(heap: Value, item: Value, before: Before, name: string): Value {
  const list = listOf(heap, name);
  const first = list.items[0];
  if (first === undefined) throw indexError("index out of range");
  list.items[0] = item;
  siftUp(list, 0, before);
  return first;
}

function heapify(heap: Value, before: Before, name: string): null {
  const list = listOf(heap, name);
  for (let i = (list.items.length >> 1) - 1; i >= 0; i--) siftUp(list, i, before);
  return null;
}

const greater: Before = (a, b) => lessThan(b, a);

defineModule("heapq", (module) => {
  fillModule(module, {
    heappush: builtin("heappush(heap, item, /)", (heap: Value, item: Value) => {
      const list = listOf(heap, "heappush");
      list.items.push(item);
      siftDown(list, 0, list.items.length - 1, lessThan);
      return null;
    }),
    heappop: builtin("heappop(heap, /)", (heap: Value) => pop(heap, lessThan, "heappop")),
    heapreplace: builtin("heapreplace(heap, item, /)", (heap: Value, item: Value) =>
      replace(heap, item, lessThan, "heapreplace"),
    ),
    heappushpop: builtin("heappushpop(heap, item, /)", (heap: Value, item: Value) => {
      const first = listOf(heap, "heappushpop").items[0];
      return first !== undefined && lessThan(first, item) ? replace(heap, item, lessThan, "heappushpop") : item;
    }),
    heapify: builtin("heapify(heap, /)", (heap: Value) => heapify(heap, lessThan, "heapify")),
    _heappop_max: builtin("_heappop_max(heap, /)", (heap: Value) => pop(heap, greater, "_heappop_max")),
    _heapreplace_max: builtin("_heapreplace_max(heap, item, /)", (heap: Value, item: Value) =>
      replace(heap, item, greater, "_heapreplace_max"),
    ),
    _heapify_max: builtin("_heapify_max(heap, /)", (heap: Value) => heapify(heap, greater, "_heapify_max")),
  });
});

/** Where `x` belongs among sorted items: before those that are equal, or behind them. */
function search(items: Value, x: Value, lo: Value, hi: Value, key: Value, left: boolean): number {
  let low = Number(toIndex(lo));
  if (low < 0) throw valueError("lo must be non-negative");
  let high = hi === null ? lengthOf(items) : Number(toIndex(hi));
  while (low < high) {
    safepoint();
    const middle = Math.floor((low + high) / 2);
    const item = getItem(items, middle);
    const there = key === null ? item : call(key, [item]);
    if (left ? lessThan(there, x) : !lessThan(x, there)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insert(items: Value, x: Value, lo: Value, hi: Value, key: Value, left: boolean): null {
  const at = search(items, key === null ? x : call(key, [x]), lo, hi, key, left);
  const method = typeOf(items).lookup("insert");
  if (method === undefined) {
    const own = getAttributeOr(items, "insert");
    if (own === undefined) throw typeError(`'${typeName(items)}' object has no attribute 'insert'`);
    call(own, [at, x]);
  } else callMember(method, items, [at, x]);
  return null;
}

defineModule("bisect", (module) => {
  const parameters = "(a, x, lo=0, hi=None, *, key=None)";
  const bisect = (name: string, left: boolean): Value =>
    builtin(name + parameters, (a: Value, x: Value, lo: Value, hi: Value, key: Value) =>
      search(a, x, lo, hi, key, left),
    );
  const insort = (name: string, left: boolean): Value =>
    builtin(name + parameters, (a: Value, x: Value, lo: Value, hi: Value, key: Value) =>
      insert(a, x, lo, hi, key, left),
    );
  const right = bisect("bisect_right", false);
  const insortRight = insort("insort_right", false);
  fillModule(module, {
    bisect_left: bisect("bisect_left", true),
    bisect_right: right,
    bisect: right,
    insort_left: insort("insort_left", true),
    insort_right: insortRight,
    insort: insortRight,
  });
});

/** The modules that this file defines. */
export const heapModules: readonly string[] = ["heapq", "bisect"];
