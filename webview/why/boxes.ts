// The cells that made a value as few boxes as ring them: a row, a column, a window. Pure.

import type { Mark } from "../tensor/model";

/** Boxes past this are left out: no picture shows so many rings. */
const MOST_BOXES = 300;

export function boxesOf(cells: readonly (readonly number[])[], kind: Mark["kind"]): Mark[] {
  const unique = new Map(cells.map((cell) => [cell.join(), cell]));
  const whole = boxAround([...unique.values()]);
  if (whole !== null && volumeOf(whole) === unique.size) return [{ ...whole, kind }];
  const boxes: Mark[] = [];
  for (const run of runsOf([...unique.values()])) if (boxes.length < MOST_BOXES) boxes.push({ ...run, kind });
  return boxes;
}

interface Box {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function boxAround(cells: readonly (readonly number[])[]): Box | null {
  const [first] = cells;
  if (first === undefined) return null;
  const from = [...first];
  const to = first.map((i) => i + 1);
  for (const cell of cells) {
    cell.forEach((i, axis) => {
      from[axis] = Math.min(from[axis] ?? i, i);
      to[axis] = Math.max(to[axis] ?? i, i + 1);
    });
  }
  return { from, to };
}

function volumeOf({ from, to }: Box): number {
  return to.reduce((product, end, axis) => product * (end - (from[axis] ?? 0)), 1);
}

/** Cells that lie side by side along the last axis, together. */
function* runsOf(cells: readonly (readonly number[])[]): Iterable<Box> {
  let open: (readonly number[])[] = [];
  for (const cell of cells) {
    const last: readonly number[] | undefined = open.at(-1);
    const end = cell.length - 1;
    const follows = last !== undefined && cell.every((i, axis) => i === (last[axis] ?? 0) + (axis === end ? 1 : 0));
    if (!follows || end < 0) {
      const box = boxAround(open);
      if (box !== null) yield box;
      open = [];
    }
    open.push(cell);
  }
  const box = boxAround(open);
  if (box !== null) yield box;
}
