// The window of a tensor that is on screen: as numbers for a picture, as exact texts for a table. Pure: runs in a page too.

import type { SliceData, TensorWindow, WindowData } from "../../protocol/window";
import { elementText } from "./element-text";
import { numberAt, numelOf, selectionOf, type TensorData } from "./elements";

/** The elements of a window as numbers. The window must fit the tensor: see `isWindowOf`. */
export function windowOf(data: TensorData, window: TensorWindow): WindowData {
  const { facets, rows, columns } = window;
  const out = new Float64Array(facets.count * rows.count * columns.count);
  forEachPlace(data, window, (place, i) => {
    out[i] = numberAt(data, place);
  });
  return { data: out };
}

/** The same as exact texts. */
export function textsOf(data: TensorData, window: TensorWindow): string[] {
  const { facets, rows, columns } = window;
  const texts = new Array<string>(facets.count * rows.count * columns.count).fill("");
  forEachPlace(data, window, (place, i) => {
    texts[i] = elementText(data, place);
  });
  return texts;
}

function forEachPlace(data: TensorData, window: TensorWindow, visit: (place: number, i: number) => void): void {
  const { facetAxes, rowAxis, columnAxis, facets, rows, columns } = window;
  const { shape, strides, offset } = selectionOf(data, window.axes);
  const sizes = facetAxes.map((axis) => shape[axis] ?? 1);
  const steps = facetAxes.map((axis) => strides[axis] ?? 0);
  const rowStep = rowAxis === null ? 0 : (strides[rowAxis] ?? 0);
  const columnStep = columnAxis === null ? 0 : (strides[columnAxis] ?? 0);
  let at = 0;
  for (let facet = facets.first; facet < facets.first + facets.count; facet++) {
    const index = unravel(facet, sizes);
    const base = index.reduce((place, each, axis) => place + each * (steps[axis] ?? 0), offset);
    for (let row = rows.first; row < rows.first + rows.count; row++) {
      let place = base + row * rowStep + columns.first * columnStep;
      for (let column = 0; column < columns.count; column++, place += columnStep) visit(place, at++);
    }
  }
}

/** Whether a window lies within a tensor of a shape, and no axis is left to chance. */
export function isWindowOf(shape: readonly number[], window: TensorWindow): boolean {
  const { axes, facetAxes, rowAxis, columnAxis, facets, rows, columns } = window;
  if (!areParts(shape, axes)) return false;
  const shown = [...facetAxes, ...[rowAxis, columnAxis].filter((axis) => axis !== null)];
  const sizeOf = (axis: number | null) => (axis === null ? 1 : (axes[axis]?.count ?? 0));
  const fits = ({ first, count }: TensorWindow["rows"], size: number) =>
    first >= 0 && count >= 0 && first + count <= size;
  return (
    new Set(shown).size === shown.length &&
    shown.every((axis) => axis < shape.length) &&
    axes.every((part, axis) => part.count === 1 || shown.includes(axis)) &&
    fits(facets, numelOf(facetAxes.map(sizeOf))) &&
    fits(rows, sizeOf(rowAxis)) &&
    fits(columns, sizeOf(columnAxis))
  );
}

/** Whether every selected index is one of its axis. */
export function areParts(shape: readonly number[], axes: TensorWindow["axes"]): boolean {
  const within = (index: number, size: number) => index >= 0 && index < size;
  return (
    axes.length === shape.length &&
    axes.every(({ start, step, count }, axis) => {
      const size = shape[axis] ?? 0;
      return count === 0 || (within(start, size) && within(start + (count - 1) * step, size));
    })
  );
}

/** Everything of a tensor. */
export function wholeAxes(shape: readonly number[]): TensorWindow["axes"] {
  return shape.map((count) => ({ start: 0, step: 1, count }));
}

/** The first rows, columns and facets of a tensor: the last two axes are rows and columns, a vector is one row. */
export function sliceOf(
  data: TensorData,
  most: { readonly maxRows: number; readonly maxColumns: number; readonly maxFacets: number },
): SliceData {
  const { shape, dtype } = data;
  const rank = shape.length;
  const outer = shape.slice(0, Math.max(0, rank - 2));
  const totalRows = rank >= 2 ? (shape[rank - 2] ?? 1) : 1;
  const totalColumns = rank >= 1 ? (shape[rank - 1] ?? 1) : 1;
  const totalFacets = numelOf(outer);
  const rows = Math.min(totalRows, most.maxRows);
  const columns = Math.min(totalColumns, most.maxColumns);
  const facets = Math.min(totalFacets, most.maxFacets);
  const { data: elements } = windowOf(data, {
    value: 0,
    axes: wholeAxes(shape),
    facetAxes: outer.map((_, axis) => axis),
    rowAxis: rank >= 2 ? rank - 2 : null,
    columnAxis: rank >= 1 ? rank - 1 : null,
    facets: { first: 0, count: facets },
    rows: { first: 0, count: rows },
    columns: { first: 0, count: columns },
  });
  const indices = Array.from({ length: facets }, (_, facet) => unravel(facet, outer));
  return { shape, dtype, facets: indices, rows, columns, totalRows, totalColumns, totalFacets, data: elements };
}

/** The index of the `position`-th element of a shape. */
export function unravel(position: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length).fill(0);
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    index[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return index;
}
