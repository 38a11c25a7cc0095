// Where the boxes of a drawing stand. The graph is cut into lanes, paths that run straight down: the main chain is the
// first, and every other node starts one that follows its chief input as far as no other lane has it. A lane holds its
// column over the rows it spans, so that no edge along it ever crosses a box; columns fill up nearest first, on both
// sides. Linear but for the search of a free column: 10,000 nodes take less than 0.1 s (docs/decisions/0005-drawing.md).

import type { Links } from "./units";

export interface Places {
  /** By unit. Columns are relative to the main chain's, which is 0. */
  readonly column: Int32Array;
  readonly row: Int32Array;
  readonly rows: number;
}

interface Lane {
  readonly units: readonly number[];
  /** The unit that it hangs on; −1 for the first. */
  readonly parent: number;
}

/**
 * `chain` is the way from the root that runs straight down; `aside` says which units stand beside their reader. With
 * `when`, a unit that nobody reads stands below all that have a higher number, whether they hang together or not.
 */
export function* placeUnits(
  links: Links,
  chain: readonly number[],
  aside: (unit: number) => boolean,
  when: Int32Array | null = null,
): Generator<undefined, Places> {
  const order = parentsFirst(links, when);
  const chief = chiefInputs(links, order, chain);
  const row = rowsOf(links, order, chief, aside, when !== null);
  yield;
  const { lanes, laneOf } = cutIntoLanes(links, order, chief, chain);
  yield;
  const column = yield* columnsOf(links, lanes, laneOf, row, aside);
  let rows = 0;
  for (const each of row) rows = Math.max(rows, each + 1);
  return { column, row, rows };
}

/** All units, each after every one that reads it; of those that could be next, what has the highest number in `when`. */
function parentsFirst(links: Links, when: Int32Array | null): number[] {
  const open = links.parents.map((parents) => parents.length);
  const order: number[] = [];
  const ready: Ready = when === null ? new Queue() : new Heap(when);
  open.forEach((count, unit) => {
    if (count === 0) ready.push(unit);
  });
  for (let unit = ready.take(); unit !== undefined; unit = ready.take()) {
    order.push(unit);
    for (const input of links.next[unit] ?? []) {
      const count = (open[input] ?? 0) - 1;
      open[input] = count;
      if (count === 0) ready.push(input);
    }
  }
  return order;
}

interface Ready {
  push(unit: number): void;
  take(): number | undefined;
}

class Queue implements Ready {
  private readonly units: number[] = [];
  private at = 0;

  push(unit: number): void {
    this.units.push(unit);
  }

  take(): number | undefined {
    return this.units[this.at++];
  }
}

/** Gives the unit of the highest key first. */
class Heap implements Ready {
  private readonly units: number[] = [];

  constructor(private readonly keys: Int32Array) {}

  push(unit: number): void {
    const { units } = this;
    let at = units.push(unit) - 1;
    for (let up = (at - 1) >> 1; at > 0 && this.key(up) < this.key(at); up = (at - 1) >> 1) {
      this.swap(at, up);
      at = up;
    }
  }

  take(): number | undefined {
    const { units } = this;
    const [first] = units;
    const last = units.pop();
    if (last === undefined || units.length === 0) return first;
    units[0] = last;
    for (let at = 0; ; ) {
      let most = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (this.key(child) > this.key(most)) most = child;
      if (most === at) return first;
      this.swap(at, most);
      at = most;
    }
  }

  private key(at: number): number {
    return this.keys[this.units[at] ?? -1] ?? -1;
  }

  private swap(a: number, b: number): void {
    const { units } = this;
    [units[a], units[b]] = [units[b] ?? 0, units[a] ?? 0];
  }
}

/** The input that goes on straight below: the next of the chain, else the one with the longest way down. */
function chiefInputs(links: Links, order: readonly number[], chain: readonly number[]): Int32Array {
  const length = new Int32Array(links.next.length).fill(1);
  const chief = new Int32Array(links.next.length).fill(-1);
  for (let at = order.length - 1; at >= 0; at--) {
    const unit = order[at] ?? 0;
    for (const input of links.next[unit] ?? []) {
      const below = 1 + (length[input] ?? 0);
      if ((chief[unit] ?? -1) >= 0 && below <= (length[unit] ?? 0)) continue;
      length[unit] = below;
      chief[unit] = input;
    }
  }
  chain.forEach((unit, i) => {
    const next = chain[i + 1];
    if (next !== undefined) chief[unit] = next;
  });
  return chief;
}

/** Side inputs beside a box before they go below it: one to the left, one to the right. */
const BESIDE = 2;

function rowsOf(
  links: Links,
  order: readonly number[],
  chief: Int32Array,
  aside: (unit: number) => boolean,
  inTurn: boolean,
): Int32Array {
  const row = new Int32Array(links.next.length);
  let deepest = -1;
  for (const unit of order) {
    if (inTurn && links.parents[unit]?.length === 0) row[unit] = deepest + 1;
    const here = row[unit] ?? 0;
    deepest = Math.max(deepest, here);
    let beside = 0;
    for (const input of links.next[unit] ?? []) {
      // What one box alone reads may stand beside it; all else stands below.
      const single = links.parents[input]?.length === 1 && input !== chief[unit];
      const level = single && (aside(input) || beside < BESIDE) && beside < BESIDE;
      if (level) beside++;
      row[input] = Math.max(row[input] ?? 0, level ? here : here + 1);
    }
  }
  return row;
}

function cutIntoLanes(
  links: Links,
  order: readonly number[],
  chief: Int32Array,
  chain: readonly number[],
): { lanes: Lane[]; laneOf: Int32Array } {
  const laneOf = new Int32Array(links.next.length).fill(-1);
  const lanes: Lane[] = [];
  const take = (first: number, parent: number): void => {
    const units: number[] = [];
    for (let unit = first; unit >= 0 && laneOf[unit] === -1; unit = chief[unit] ?? -1) {
      laneOf[unit] = lanes.length;
      units.push(unit);
    }
    lanes.push({ units, parent });
  };
  const [first] = chain;
  let at = 0;
  for (const start of first === undefined ? order : [first, ...order]) {
    if (laneOf[start] !== -1) continue;
    take(start, -1);
    for (; at < lanes.length; at++) {
      for (const unit of lanes[at]?.units ?? []) {
        for (const input of links.next[unit] ?? []) if (laneOf[input] === -1) take(input, unit);
      }
    }
  }
  return { lanes, laneOf };
}

/** Lanes between two yields. */
const AT_ONCE = 256;

function* columnsOf(
  links: Links,
  lanes: readonly Lane[],
  laneOf: Int32Array,
  row: Int32Array,
  aside: (unit: number) => boolean,
): Generator<undefined, Int32Array> {
  const column = new Int32Array(links.next.length);
  const taken = new Columns();
  for (const [i, lane] of lanes.entries()) {
    if (i % AT_ONCE === 0) yield;
    const [first = 0] = lane.units;
    const last = lane.units.at(-1) ?? first;
    const top = row[first] ?? 0;
    let bottom = row[last] ?? 0;
    // Where it ends in another lane, its way down is kept free.
    for (const input of links.next[last] ?? []) {
      if (laneOf[input] !== laneOf[last] && lane.parent >= 0) bottom = Math.max(bottom, (row[input] ?? 0) - 1);
    }
    if (lane.parent < 0 && taken.free(0, top, bottom)) {
      taken.take(0, top, bottom);
      continue;
    }
    const from = Math.min(top, row[lane.parent] ?? top);
    const home = column[lane.parent] ?? 0;
    // Leaves go to the left of who reads them, branches to the right.
    const side = lane.units.length === 1 && aside(first) ? -1 : 1;
    const found = taken.nearest(home, side, from, bottom);
    taken.take(found, from, bottom);
    for (const unit of lane.units) column[unit] = found;
  }
  return column;
}

/** Which rows of which columns are taken. */
class Columns {
  private readonly spans = new Map<number, { from: number; to: number }[]>();

  take(column: number, from: number, to: number): void {
    const spans = this.spans.get(column);
    if (spans === undefined) this.spans.set(column, [{ from, to }]);
    else spans.push({ from, to });
  }

  /** The free column nearest to `home`, the preferred side first, and outward from the main chain where it can. */
  nearest(home: number, side: 1 | -1, from: number, to: number): number {
    const outward = home === 0 ? side : Math.sign(home);
    for (let distance = 1; ; distance++) {
      for (const candidate of [home + outward * distance, home - outward * distance]) {
        if (candidate !== 0 && this.free(candidate, from, to)) return candidate;
      }
    }
  }

  free(column: number, from: number, to: number): boolean {
    return !(this.spans.get(column) ?? []).some((span) => span.from <= to && from <= span.to);
  }
}
