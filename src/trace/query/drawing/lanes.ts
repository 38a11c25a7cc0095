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

/** `chain` is the way from the root that runs straight down; `small` says which units stand aside of their reader. */
export function placeUnits(links: Links, chain: readonly number[], aside: (unit: number) => boolean): Places {
  const order = parentsFirst(links);
  const chief = chiefInputs(links, order, chain);
  const row = rowsOf(links, order, chief, aside);
  const { lanes, laneOf } = cutIntoLanes(links, chief, chain);
  const column = columnsOf(links, lanes, laneOf, row, aside);
  let rows = 0;
  for (const each of row) rows = Math.max(rows, each + 1);
  return { column, row, rows };
}

/** All units, each after every one that reads it. */
function parentsFirst(links: Links): number[] {
  const open = links.parents.map((parents) => parents.length);
  const order: number[] = [];
  open.forEach((count, unit) => {
    if (count === 0) order.push(unit);
  });
  for (let at = 0; at < order.length; at++) {
    for (const input of links.next[order[at] ?? 0] ?? []) {
      const count = (open[input] ?? 0) - 1;
      open[input] = count;
      if (count === 0) order.push(input);
    }
  }
  return order;
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
): Int32Array {
  const row = new Int32Array(links.next.length);
  for (const unit of order) {
    const here = row[unit] ?? 0;
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
  const first = chain[0];
  if (first !== undefined) take(first, -1);
  for (let at = 0; at < lanes.length; at++) {
    for (const unit of lanes[at]?.units ?? []) {
      for (const input of links.next[unit] ?? []) if (laneOf[input] === -1) take(input, unit);
    }
  }
  return { lanes, laneOf };
}

function columnsOf(
  links: Links,
  lanes: readonly Lane[],
  laneOf: Int32Array,
  row: Int32Array,
  aside: (unit: number) => boolean,
): Int32Array {
  const column = new Int32Array(links.next.length);
  const taken = new Columns();
  for (const lane of lanes) {
    const [first = 0] = lane.units;
    const last = lane.units.at(-1) ?? first;
    const top = row[first] ?? 0;
    let bottom = row[last] ?? 0;
    // Where it ends in another lane, its way down is kept free.
    for (const input of links.next[last] ?? []) {
      if (laneOf[input] !== laneOf[last] && lane.parent >= 0) bottom = Math.max(bottom, (row[input] ?? 0) - 1);
    }
    if (lane.parent < 0) {
      taken.take(0, top, bottom);
      continue;
    }
    const from = Math.min(top, row[lane.parent] ?? 0);
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

  private free(column: number, from: number, to: number): boolean {
    return !(this.spans.get(column) ?? []).some((span) => span.from <= to && from <= span.to);
  }
}
