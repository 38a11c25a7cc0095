// How a tensor's axes are shown: each is a run of facets, rows or columns, or fixed at one index by a slider. The slice text,
// the menus and the sliders all say and change this one state. Pure.

import type { AxisPart } from "../../protocol";

export type AxisRole = "facet" | "rows" | "cols" | "slider";

export interface Axis {
  readonly size: number;
  readonly role: AxisRole;
  /** What is shown of it while it is no slider. */
  readonly part: AxisPart;
  /** Where it is fixed while it is one. */
  readonly index: number;
}

export type Axes = readonly Axis[];

/** What a picture has room for, about: it says which outer axes begin as facets. Not the real room: a resize moves nothing. */
const NOMINAL = { width: 400, height: 400 };
/** Of a matrix, this much is in sight at the smallest cells. */
const MOST_SHOWN = 128;
const SMALLEST_CELL = 2;
/** With fewer matrices beside each other than these, one at a time with a slider shows more. */
const FEW_FACETS = 4;

export function wholePart(size: number): AxisPart {
  return { start: 0, step: 1, count: size };
}

/** All axes at once where that can be seen; else outer ones start as sliders. */
export function defaultAxes(shape: readonly number[]): Axes {
  const rank = shape.length;
  const rows = Math.min(MOST_SHOWN, shape.at(-2) ?? 1) * SMALLEST_CELL;
  const columns = Math.min(MOST_SHOWN, shape.at(-1) ?? 1) * SMALLEST_CELL;
  const room = Math.floor(NOMINAL.width / (columns + 4)) * Math.floor(NOMINAL.height / (rows + 18));
  const facets = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  const roomy = room >= Math.min(FEW_FACETS, facets);
  return shape.map((size, axis) => ({
    size,
    role: axis === rank - 1 ? "cols" : axis === rank - 2 ? "rows" : roomy || size === 0 ? "facet" : "slider",
    part: wholePart(size),
    index: 0,
  }));
}

/** Gives an axis another role; the one that had it takes the axis's own. */
export function withRole(axes: Axes, axis: number, role: AxisRole): Axes {
  const own = axes[axis]?.role;
  if (own === undefined || own === role) return axes;
  const unique = role === "rows" || role === "cols";
  const other = unique ? axes.findIndex((one) => one.role === role) : -1;
  return settled(
    axes.map((one, i) => {
      if (i === axis) return { ...one, role };
      return i === other ? { ...one, role: own === "slider" ? "facet" : own } : one;
    }),
  );
}

/** Fixes an axis at an index. */
export function withIndex(axes: Axes, axis: number, index: number): Axes {
  return axes.map((one, i) => (i === axis ? { ...one, index: Math.min(Math.max(0, index), one.size - 1) } : one));
}

/** What a slice text says of one axis. */
export type AxisSelector =
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "part"; readonly part: AxisPart };

/** Takes a slice text over: an index fixes its axis, a range frees it. */
export function withSelectors(axes: Axes, selectors: readonly AxisSelector[]): Axes {
  return settled(
    axes.map((one, i) => {
      const selector = selectors[i];
      if (selector === undefined) return one;
      if (selector.kind === "index") return { ...one, role: "slider", index: selector.index };
      return { ...one, role: one.role === "slider" ? "facet" : one.role, part: selector.part };
    }),
  );
}

/** The last free axes are columns and rows where none is. */
function settled(axes: Axes): Axes {
  const roles = axes.map((one) => one.role);
  const free = roles.flatMap((role, axis) => (role === "slider" ? [] : [axis]));
  if (!roles.includes("cols")) {
    const axis = free.filter((each) => roles[each] === "facet").at(-1) ?? free.at(-1);
    if (axis !== undefined) roles[axis] = "cols";
  }
  if (!roles.includes("rows")) {
    const axis = free.filter((each) => roles[each] === "facet").at(-1);
    if (axis !== undefined) roles[axis] = "rows";
  }
  return axes.map((one, i) => ({ ...one, role: roles[i] ?? one.role }));
}

/** The axes by what they are. */
export interface Arrangement {
  /** One part per axis of the tensor; a slider's has one index. */
  readonly parts: readonly AxisPart[];
  readonly facetAxes: readonly number[];
  readonly rowAxis: number | null;
  readonly columnAxis: number | null;
  readonly facets: number;
  readonly rows: number;
  readonly columns: number;
}

export function arrange(axes: Axes): Arrangement {
  const parts = axes.map((one) => (one.role === "slider" ? { start: one.index, step: 1, count: 1 } : one.part));
  const having = (role: AxisRole) => axes.flatMap((one, axis) => (one.role === role ? [axis] : []));
  const countOf = (axis: number | null) => (axis === null ? 1 : (parts[axis]?.count ?? 1));
  const facetAxes = having("facet");
  const rowAxis = having("rows")[0] ?? null;
  const columnAxis = having("cols")[0] ?? null;
  return {
    parts,
    facetAxes,
    rowAxis,
    columnAxis,
    facets: facetAxes.reduce((product, axis) => product * countOf(axis), 1),
    rows: countOf(rowAxis),
    columns: countOf(columnAxis),
  };
}

/** A place in the arrangement: positions in the selection, not indices of the tensor. */
export interface Place {
  readonly facet: number;
  readonly row: number;
  readonly column: number;
}

/** The positions along the facet axes of a facet. */
export function facetPositions(arrangement: Arrangement, facet: number): number[] {
  const positions: number[] = [];
  let rest = facet;
  for (const axis of [...arrangement.facetAxes].reverse()) {
    const count = Math.max(1, arrangement.parts[axis]?.count ?? 1);
    positions.unshift(rest % count);
    rest = Math.floor(rest / count);
  }
  return positions;
}

/** The index in the tensor along an axis at a position of what is selected. */
export function indexAlong(arrangement: Arrangement, axis: number, position: number): number {
  const part = arrangement.parts[axis];
  return part === undefined ? 0 : part.start + part.step * position;
}

/** A place's full index in the tensor. */
export function indexAt(arrangement: Arrangement, place: Place): number[] {
  const positions = facetPositions(arrangement, place.facet);
  return arrangement.parts.map((part, axis) => {
    const facet = arrangement.facetAxes.indexOf(axis);
    const position =
      facet >= 0
        ? (positions[facet] ?? 0)
        : axis === arrangement.rowAxis
          ? place.row
          : axis === arrangement.columnAxis
            ? place.column
            : 0;
    return part.start + part.step * position;
  });
}

/** The reverse; null for an element that is not selected. */
export function placeAt(arrangement: Arrangement, index: readonly number[]): Place | null {
  const { parts, facetAxes, rowAxis, columnAxis } = arrangement;
  const positions: number[] = [];
  for (let axis = 0; axis < parts.length; axis++) {
    const part = parts[axis];
    if (part === undefined) return null;
    const position = ((index[axis] ?? 0) - part.start) / (part.step || 1);
    if (!Number.isInteger(position) || position < 0 || position >= part.count) return null;
    positions.push(position);
  }
  const facet = facetAxes.reduce((flat, axis) => flat * (parts[axis]?.count ?? 1) + (positions[axis] ?? 0), 0);
  return {
    facet,
    row: rowAxis === null ? 0 : (positions[rowAxis] ?? 0),
    column: columnAxis === null ? 0 : (positions[columnAxis] ?? 0),
  };
}
