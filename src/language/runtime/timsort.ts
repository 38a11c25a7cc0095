// The sort of CPython 3.11's lists (Objects/listobject.c, Objects/listsort.txt): runs found or made by insertion, merged
// in the order of their powers, galloping where one run wins again and again. It asks `less` for the very pairs that
// CPython's asks for, so that a program whose own `<` counts, prints or raises sees the same.

type Less<T> = (a: T, b: T) => boolean;

/** From so many items on, runs are merged. */
const MIN_MERGE = 64;

/** How often one run must win in a row before the search for its end gallops. */
const MIN_GALLOP = 7;

interface Run {
  readonly start: number;
  length: number;
  /** How deep in the tree of merges the border to the next run lies. */
  power: number;
}

/** Sorts keys, and what belongs to them alike, in place. */
export function sortByRuns<T, V>(keys: T[], values: V[] | null, less: Less<T>): void {
  new Sort(keys, values, less).run();
}

class Sort<T, V> {
  private minGallop = MIN_GALLOP;
  private readonly pending: Run[] = [];

  constructor(
    private readonly keys: T[],
    private readonly values: V[] | null,
    private readonly less: Less<T>,
  ) {}

  run(): void {
    const { length } = this.keys;
    if (length < 2) return;
    const shortest = shortestRun(length);
    for (let start = 0; start < length; ) {
      let end = this.runEnd(start);
      if (end - start < shortest) {
        const sorted = end;
        end = Math.min(length, start + shortest);
        this.insertInto(start, sorted, end);
      }
      this.push(start, end - start);
      start = end;
    }
    const { pending } = this;
    while (pending.length > 1) {
      const at = pending.length - 2;
      const isBeforeShorter = at > 0 && this.runAt(at - 1).length < this.runAt(at + 1).length;
      this.mergeAt(isBeforeShorter ? at - 1 : at);
    }
  }

  private runAt(index: number): Run {
    return this.pending[index] as Run;
  }

  /** Where the run that starts here ends; a strictly descending one is reversed. */
  private runEnd(start: number): number {
    const { keys, values, less } = this;
    let end = start + 1;
    if (end >= keys.length) return keys.length;
    const isDescending = less(keys[end] as T, keys[end - 1] as T);
    for (end++; end < keys.length; end++) if (less(keys[end] as T, keys[end - 1] as T) !== isDescending) break;
    if (isDescending) {
      reverse(keys, start, end);
      if (values !== null) reverse(values, start, end);
    }
    return end;
  }

  /** Inserts what follows a sorted part into it, each at the place that halving finds. */
  private insertInto(start: number, sorted: number, end: number): void {
    const { keys, values, less } = this;
    for (let next = sorted; next < end; next++) {
      const pivot = keys[next] as T;
      let low = start;
      let high = next;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (less(pivot, keys[middle] as T)) high = middle;
        else low = middle + 1;
      }
      for (let i = next; i > low; i--) keys[i] = keys[i - 1] as T;
      keys[low] = pivot;
      if (values === null) continue;
      const value = values[next] as V;
      for (let i = next; i > low; i--) values[i] = values[i - 1] as V;
      values[low] = value;
    }
  }

  /** Takes a new run, after the merges that come before it. */
  private push(start: number, length: number): void {
    const { pending } = this;
    const last = pending.at(-1);
    if (last !== undefined) {
      const power = powerOf(last.start, last.length, length, this.keys.length);
      while (pending.length > 1 && this.runAt(pending.length - 2).power > power) this.mergeAt(pending.length - 2);
      this.runAt(pending.length - 1).power = power;
    }
    pending.push({ start, length, power: 0 });
  }

  /** Merges two neighbours, but for what already is in its place at their ends. */
  private mergeAt(index: number): void {
    const { keys, pending } = this;
    const a = this.runAt(index);
    const b = this.runAt(index + 1);
    const aLength = a.length;
    a.length += b.length;
    pending.splice(index + 1, 1);
    const skipped = this.gallopRight(keys[b.start] as T, keys, a.start, aLength, 0);
    const left = aLength - skipped;
    if (left === 0) return;
    const start = a.start + skipped;
    const right = this.gallopLeft(keys[b.start - 1] as T, keys, b.start, b.length, b.length - 1);
    if (right === 0) return;
    if (left <= right) this.mergeLow(start, left, b.start, right);
    else this.mergeHigh(start, left, b.start, right);
  }

  /** How many of `length` items from `base` on are less than the key; the search begins at `hint`. */
  private gallopLeft(key: T, items: readonly T[], base: number, length: number, hint: number): number {
    const { less } = this;
    let low: number;
    let high: number;
    let last = 0;
    let step = 1;
    if (less(items[base + hint] as T, key)) {
      const most = length - hint;
      while (step < most && less(items[base + hint + step] as T, key)) {
        last = step;
        step = step * 2 + 1;
      }
      low = hint + last + 1;
      high = hint + Math.min(step, most);
    } else {
      const most = hint + 1;
      while (step < most && !less(items[base + hint - step] as T, key)) {
        last = step;
        step = step * 2 + 1;
      }
      low = hint - Math.min(step, most) + 1;
      high = hint - last;
    }
    while (low < high) {
      const middle = low + ((high - low) >> 1);
      if (less(items[base + middle] as T, key)) low = middle + 1;
      else high = middle;
    }
    return high;
  }

  /** How many of `length` items from `base` on are not greater than the key. */
  private gallopRight(key: T, items: readonly T[], base: number, length: number, hint: number): number {
    const { less } = this;
    let low: number;
    let high: number;
    let last = 0;
    let step = 1;
    if (less(key, items[base + hint] as T)) {
      const most = hint + 1;
      while (step < most && less(key, items[base + hint - step] as T)) {
        last = step;
        step = step * 2 + 1;
      }
      low = hint - Math.min(step, most) + 1;
      high = hint - last;
    } else {
      const most = length - hint;
      while (step < most && !less(key, items[base + hint + step] as T)) {
        last = step;
        step = step * 2 + 1;
      }
      low = hint + last + 1;
      high = hint + Math.min(step, most);
    }
    while (low < high) {
      const middle = low + ((high - low) >> 1);
      if (less(key, items[base + middle] as T)) high = middle;
      else low = middle + 1;
    }
    return high;
  }

  /** Merges from the front, with the left run set aside: it is the shorter one. */
  private mergeLow(start: number, left: number, middle: number, right: number): void {
    const { keys, values, less } = this;
    const aside = keys.slice(start, start + left);
    const asideValues = values?.slice(start, start + left) ?? null;
    let to = start;
    let a = 0;
    let b = middle;
    const end = middle + right;
    const takeLeft = (count: number): void => {
      move(aside, a, keys, to, count);
      if (values !== null && asideValues !== null) move(asideValues, a, values, to, count);
      to += count;
      a += count;
    };
    const takeRight = (count: number): void => {
      move(keys, b, keys, to, count);
      if (values !== null) move(values, b, values, to, count);
      to += count;
      b += count;
    };
    try {
      takeRight(1);
      // The last of the left run is greater than all of the right one: it needs no comparison.
      while (b < end && a < left - 1) {
        let wonLeft = 0;
        let wonRight = 0;
        while (b < end && a < left - 1 && wonLeft < this.minGallop && wonRight < this.minGallop) {
          if (less(keys[b] as T, aside[a] as T)) {
            takeRight(1);
            wonRight++;
            wonLeft = 0;
          } else {
            takeLeft(1);
            wonLeft++;
            wonRight = 0;
          }
        }
        if (b >= end || a >= left - 1) return;
        this.minGallop++;
        do {
          if (this.minGallop > 1) this.minGallop--;
          wonLeft = this.gallopRight(keys[b] as T, aside, a, left - a, 0);
          takeLeft(wonLeft);
          if (a >= left - 1) return;
          takeRight(1);
          if (b >= end) return;
          wonRight = this.gallopLeft(aside[a] as T, keys, b, end - b, 0);
          takeRight(wonRight);
          if (b >= end) return;
          takeLeft(1);
          if (a >= left - 1) return;
        } while (wonLeft >= MIN_GALLOP || wonRight >= MIN_GALLOP);
        this.minGallop++;
      }
    } catch (error) {
      takeLeft(left - a);
      throw error;
    } finally {
      if (a < left) {
        if (a === left - 1) takeRight(end - b);
        takeLeft(left - a);
      }
    }
  }

  /** Merges from the back, with the right run set aside. */
  private mergeHigh(start: number, left: number, middle: number, right: number): void {
    const { keys, values, less } = this;
    const aside = keys.slice(middle, middle + right);
    const asideValues = values?.slice(middle, middle + right) ?? null;
    // How many of each run are left, and where the next one of the two goes behind.
    let a = left;
    let b = right;
    let to = middle + right;
    const takeLeft = (count: number): void => {
      to -= count;
      a -= count;
      move(keys, start + a, keys, to, count);
      if (values !== null) move(values, start + a, values, to, count);
    };
    const takeRight = (count: number): void => {
      to -= count;
      b -= count;
      move(aside, b, keys, to, count);
      if (values !== null && asideValues !== null) move(asideValues, b, values, to, count);
    };
    try {
      takeLeft(1);
      // The first of the right run is less than all of the left one.
      while (a > 0 && b > 1) {
        let wonLeft = 0;
        let wonRight = 0;
        while (a > 0 && b > 1 && wonLeft < this.minGallop && wonRight < this.minGallop) {
          if (less(aside[b - 1] as T, keys[start + a - 1] as T)) {
            takeLeft(1);
            wonLeft++;
            wonRight = 0;
          } else {
            takeRight(1);
            wonRight++;
            wonLeft = 0;
          }
        }
        if (a <= 0 || b <= 1) return;
        this.minGallop++;
        do {
          if (this.minGallop > 1) this.minGallop--;
          wonLeft = a - this.gallopRight(aside[b - 1] as T, keys, start, a, a - 1);
          takeLeft(wonLeft);
          if (a <= 0) return;
          takeRight(1);
          if (b <= 1) return;
          wonRight = b - this.gallopLeft(keys[start + a - 1] as T, aside, 0, b, b - 1);
          takeRight(wonRight);
          if (b <= 1) return;
          takeLeft(1);
          if (a <= 0) return;
        } while (wonLeft >= MIN_GALLOP || wonRight >= MIN_GALLOP);
        this.minGallop++;
      }
    } catch (error) {
      takeRight(b);
      throw error;
    } finally {
      if (b === 1) takeLeft(a);
      takeRight(b);
    }
  }
}

/** Copies items to a place that may overlap with where they are. */
function move<T>(from: readonly T[], at: number, into: T[], to: number, count: number): void {
  if (from === into && at < to) for (let i = count - 1; i >= 0; i--) into[to + i] = from[at + i] as T;
  else for (let i = 0; i < count; i++) into[to + i] = from[at + i] as T;
}

function reverse<T>(items: T[], start: number, end: number): void {
  for (let low = start, high = end - 1; low < high; low++, high--) {
    const item = items[low] as T;
    items[low] = items[high] as T;
    items[high] = item;
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

/** The power of the border between two neighbouring runs: the first bit in which their middles' places differ. */
function powerOf(start: number, left: number, right: number, length: number): number {
  let power = 0;
  let a = 2 * start + left;
  let b = a + left + right;
  for (;;) {
    power++;
    if (a >= length) {
      a -= length;
      b -= length;
    } else if (b >= length) return power;
    a *= 2;
    b *= 2;
  }
}
