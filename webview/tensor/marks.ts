// From a list of cells to what is ringed in a picture: one frame where they fill a box, as a row or a window does, else one
// each. Pure.

import type { Mark } from "./model";

/** The marks of cells, given by their indices in the tensor. */
export function marksOf(cells: readonly (readonly number[])[], kind: Mark["kind"]): Mark[] {
  const [first] = cells;
  if (first === undefined) return [];
  const from = first.map((_, axis) => Math.min(...cells.map((cell) => cell[axis] ?? 0)));
  const to = first.map((_, axis) => Math.max(...cells.map((cell) => cell[axis] ?? 0)) + 1);
  const size = from.reduce((product, start, axis) => product * ((to[axis] ?? 0) - start), 1);
  const distinct = new Set(cells.map((cell) => cell.join())).size;
  if (distinct === size) return [{ from, to, kind }];
  return cells.map((cell) => ({ from: cell, to: cell.map((at) => at + 1), kind }));
}
