// Partial sorting of positions, step by step as PyTorch's builds do it, because which of several equal elements topk,
// median and kthvalue find shows in their indices. Follows libstdc++'s bits/stl_algo.h and stl_heap.h (nth_element,
// partial_sort, sort) and quick_select_template of aten/src/ATen/native/Sorting.cpp.
// Positions read below are within the ranges that the callers give: `as number` says so to the compiler.

/** Whether the element at position x comes before the one at y. */
export type Before = (x: number, y: number) => boolean;

const shortRange = 16;

function swap(a: number[], i: number, j: number): void {
  const kept = a[i] as number;
  a[i] = a[j] as number;
  a[j] = kept;
}

/** Puts what belongs at `nth` there, and nothing later before it. */
export function nthElement(a: number[], first: number, nth: number, last: number, before: Before): void {
  if (first === last || nth === last) return;
  let from = first;
  let to = last;
  let depth = 2 * Math.floor(Math.log2(to - from));
  while (to - from > 3) {
    if (depth === 0) {
      heapSelect(a, from, nth + 1, to, before);
      swap(a, from, nth);
      return;
    }
    depth--;
    const cut = partition(a, from, to, before);
    if (cut <= nth) from = cut;
    else to = cut;
  }
  insertionSort(a, from, to, before);
}

/** Sorts a range, as std::sort. */
export function sortRange(a: number[], first: number, last: number, before: Before): void {
  if (first === last) return;
  introsort(a, first, last, 2 * Math.floor(Math.log2(last - first)), before);
  if (last - first <= shortRange) {
    insertionSort(a, first, last, before);
    return;
  }
  insertionSort(a, first, first + shortRange, before);
  for (let i = first + shortRange; i < last; i++) insertLinearly(a, i, before);
}

/** Sorts the first ones of a range to its beginning. */
export function partialSort(a: number[], first: number, middle: number, last: number, before: Before): void {
  heapSelect(a, first, middle, last, before);
  for (let end = middle; end - first > 1; ) {
    end--;
    popHeap(a, first, end, end, before);
  }
}

function introsort(a: number[], first: number, last: number, depth: number, before: Before): void {
  let end = last;
  let left = depth;
  while (end - first > shortRange) {
    if (left === 0) {
      partialSort(a, first, end, end, before);
      return;
    }
    left--;
    const cut = partition(a, first, end, before);
    introsort(a, cut, end, left, before);
    end = cut;
  }
}

/** Partitions around the median of three, which goes to `first`. */
function partition(a: number[], first: number, last: number, before: Before): number {
  const x = first + 1;
  const y = first + Math.floor((last - first) / 2);
  const z = last - 1;
  swap(a, first, medianOf(a, x, y, z, before));
  const pivot = a[first] as number;
  let low = first + 1;
  let high = last;
  for (;;) {
    while (before(a[low] as number, pivot)) low++;
    high--;
    while (before(pivot, a[high] as number)) high--;
    if (low >= high) return low;
    swap(a, low, high);
    low++;
  }
}

function medianOf(a: number[], x: number, y: number, z: number, before: Before): number {
  const [p, q, r] = [a[x] as number, a[y] as number, a[z] as number];
  if (before(p, q)) return before(q, r) ? y : before(p, r) ? z : x;
  return before(p, r) ? x : before(q, r) ? z : y;
}

function insertionSort(a: number[], first: number, last: number, before: Before): void {
  for (let i = first + 1; i < last; i++) {
    const value = a[i] as number;
    if (before(value, a[first] as number)) {
      for (let j = i; j > first; j--) a[j] = a[j - 1] as number;
      a[first] = value;
    } else insertLinearly(a, i, before);
  }
}

function insertLinearly(a: number[], at: number, before: Before): void {
  const value = a[at] as number;
  let hole = at;
  while (before(value, a[hole - 1] as number)) {
    a[hole] = a[hole - 1] as number;
    hole--;
  }
  a[hole] = value;
}

function heapSelect(a: number[], first: number, middle: number, last: number, before: Before): void {
  const length = middle - first;
  for (let parent = Math.floor((length - 2) / 2); length >= 2 && parent >= 0; parent--) {
    adjustHeap(a, first, parent, length, a[first + parent] as number, before);
  }
  for (let i = middle; i < last; i++) {
    if (before(a[i] as number, a[first] as number)) popHeap(a, first, middle, i, before);
  }
}

function popHeap(a: number[], first: number, last: number, result: number, before: Before): void {
  const value = a[result] as number;
  a[result] = a[first] as number;
  adjustHeap(a, first, 0, last - first, value, before);
}

function adjustHeap(a: number[], first: number, start: number, length: number, value: number, before: Before): void {
  let hole = start;
  let child = start;
  while (child < Math.floor((length - 1) / 2)) {
    child = 2 * (child + 1);
    if (before(a[first + child] as number, a[first + child - 1] as number)) child--;
    a[first + hole] = a[first + child] as number;
    hole = child;
  }
  if (length % 2 === 0 && child === (length - 2) / 2) {
    child = 2 * (child + 1);
    a[first + hole] = a[first + child - 1] as number;
    hole = child - 1;
  }
  let parent = Math.floor((hole - 1) / 2);
  while (hole > start && before(a[first + parent] as number, value)) {
    a[first + hole] = a[first + parent] as number;
    hole = parent;
    parent = Math.floor((hole - 1) / 2);
  }
  a[first + hole] = value;
}

/** Puts what belongs at `k` there, as kthvalue does; `after` is the order turned round. */
export function quickSelect(a: number[], k: number, after: Before): void {
  let left = 0;
  let right = a.length - 1;
  while (right > left) {
    if (right === left + 1) {
      if (after(a[left] as number, a[right] as number)) swap(a, left, right);
      return;
    }
    swap(a, left + Math.floor((right - left) / 2), left + 1);
    if (after(a[left + 1] as number, a[right] as number)) swap(a, left + 1, right);
    if (after(a[left] as number, a[right] as number)) swap(a, left, right);
    if (after(a[left + 1] as number, a[left] as number)) swap(a, left + 1, left);
    let i = left + 1;
    let j = right;
    const pivot = a[left] as number;
    for (;;) {
      do i++;
      while (after(pivot, a[i] as number));
      do j--;
      while (after(a[j] as number, pivot));
      if (j < i) break;
      swap(a, i, j);
    }
    swap(a, left, j);
    if (j <= k) left = i;
    if (j >= k) right = j - 1;
  }
}
