// What a view of a tensor asks of the trace, and what it gets: the picture, the table, the histogram and every copy are
// made of these. A view selects along each axis as a slice does, lays the axes out as facets, rows and columns, and asks for
// the part of that which is on screen: never more travels.

import type { ValueId } from "./data";

/** The indices start, start + step, … along one axis, `count` of them: what a slice such as `::2` selects. */
export interface AxisPart {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** A run of positions: `first`, `first` + 1, … */
export interface Positions {
  readonly first: number;
  readonly count: number;
}

export interface TensorWindow {
  readonly value: ValueId;
  /** What is selected along each axis of the tensor. */
  readonly axes: readonly AxisPart[];
  /** The axes that are facets, outermost first, and those that are rows and columns. Every other one selects one index. */
  readonly facetAxes: readonly number[];
  readonly rowAxis: number | null;
  readonly columnAxis: number | null;
  /** Which facets (counted through all facet axes), rows and columns of the selection are wanted. */
  readonly facets: Positions;
  readonly rows: Positions;
  readonly columns: Positions;
}

/** Elements as numbers, facets × rows × columns: complex ones by magnitude, int64 past ±2^53 rounded. */
export interface WindowData {
  readonly data: Float64Array;
}

/** One element, exactly. */
export interface CellInfo {
  /** The shortest Python text that reads back to the same bits. */
  readonly text: string;
  /** The bits of a floating-point element, "0x3f3af6de", and the next larger number; null for other dtypes. */
  readonly bits: string | null;
  readonly next: string | null;
}

/** Counts of a selection's elements in bins of equal width from `low` to `high`, the least and largest finite element. */
export interface HistogramData {
  readonly low: number;
  readonly high: number;
  /** Empty when no element is finite. Integers of a small range have one bin each, from `low` to `high`. */
  readonly counts: Uint32Array;
  readonly n: number;
  readonly nan: number;
  readonly posinf: number;
  readonly neginf: number;
}

/** A picture's worth of a tensor for a hover: the first facets, rows and columns; outer axes are facets. */
export interface SliceData {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** The facets shown: index of the outer axes for each; one empty index for rank ≤ 2. */
  readonly facets: readonly (readonly number[])[];
  readonly rows: number;
  readonly columns: number;
  /** Of how many rows, columns and facets there are in all. */
  readonly totalRows: number;
  readonly totalColumns: number;
  readonly totalFacets: number;
  /** facets × rows × columns, row-major. */
  readonly data: Float64Array;
}
