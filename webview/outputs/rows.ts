// The outputs' rows: which are listed, how many lines each has, where each begins. Pure.

import type { OutputRow } from "../../src/protocol";
import type { Filter } from "../format/filter";

export type OutputKind = "all" | "bound" | "printed";

export const HEAD = 22;
export const LINE = 17;
const PADDING = 6;
/** More lines than this are behind a button. */
export const MOST_LINES = 16;

export function outputRows(outputs: readonly OutputRow[], kind: OutputKind, filter: Filter): readonly OutputRow[] {
  return outputs.filter(
    (row) =>
      (kind === "all" || row.kind === kind) &&
      filter.matches(
        [row.kind === "bound" ? row.name : "print", row.text, `:${row.range.line}`, String(row.range.line)],
        row.kind === "bound" && row.tensor !== null ? row.tensor.shape : null,
        { value: row.kind === "bound" ? row.digest : null, gradient: null },
      ),
  );
}

/** The lines under a row's head. Names bound to modules, classes and functions say it all in the head. */
export function linesOf(row: OutputRow): readonly string[] {
  if (row.kind === "bound" && (row.tensor === null || row.type === "module")) {
    return row.text.includes("\n") && row.type !== "module" ? row.text.split("\n") : [];
  }
  return row.text.replace(/\n$/, "").split("\n");
}

export function shownLines(lines: readonly string[], open: boolean): number {
  return open || lines.length <= MOST_LINES ? lines.length : MOST_LINES + 1;
}

/** Where each row begins, and the height of all at the end. */
export function topsOf(rows: readonly OutputRow[], open: ReadonlySet<number>): Float64Array {
  const tops = new Float64Array(rows.length + 1);
  let y = 0;
  rows.forEach((row, at) => {
    tops[at] = y;
    const count = shownLines(linesOf(row), open.has(row.event));
    y += HEAD + (count === 0 ? 0 : count * LINE + PADDING) + 1;
  });
  tops[rows.length] = y;
  return tops;
}
