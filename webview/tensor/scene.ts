// From a model to what is painted: its elements in its layout, in the theme's colours, with what is ringed.

import { indexAt, placeAt } from "../../src/look/tensor/axes";
import type { Picture } from "../../src/look/tensor/layout";
import { paletteFor } from "../../src/look/tensor/scale";
import { pageColours, themeKind } from "../ui/theme";
import type { Mark, TensorModel } from "./model";
import { paintPicture, type Ring, type Scene } from "./paint";

/** Room around the picture for the ring of a cell at its edge. */
const MARGIN = 2;

export function paintOn(canvas: HTMLCanvasElement, scene: Scene): void {
  const width = scene.picture.width + MARGIN;
  const height = scene.picture.height + MARGIN;
  canvas.width = Math.round(width * scene.pixels);
  canvas.height = Math.round(height * scene.pixels);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.setTransform(scene.pixels, 0, 0, scene.pixels, 0, 0);
  paintPicture(context, scene);
}

export function sceneOf(model: TensorModel, pixels: number): Scene | null {
  const picture = model.picture();
  const { elements, shown } = model;
  if (picture === null || elements === null || shown === null) return null;
  return {
    picture,
    data: elements.data,
    dtype: shown.dtype,
    scale: model.scale,
    palette: paletteFor(themeKind()),
    colours: pageColours(),
    pixels,
    framed: themeKind().startsWith("hc"),
    rings: ringsOf(model, picture),
  };
}

/** What is ringed: marks first, the chosen cell on top of them. */
function ringsOf(model: TensorModel, picture: Picture): Ring[] {
  const rings = model.marks.flatMap((mark) => ringsOfMark(model, picture, mark));
  const chosen = model.cell === null ? null : placeAt(model.arrangement, model.cell);
  if (chosen !== null) {
    if (picture.boxes.length > 1) {
      const facet = { row: picture.rows.first, column: picture.columns.first, facet: chosen.facet };
      const end = { row: facet.row + picture.rows.count - 1, column: facet.column + picture.columns.count - 1 };
      rings.push({ first: facet, last: { ...end, facet: chosen.facet }, kind: "facet" });
    }
    rings.push({ first: chosen, last: chosen, kind: "cell" });
  }
  return rings;
}

/** A box of the tensor in each facet that has a part of it in sight. */
function ringsOfMark(model: TensorModel, picture: Picture, mark: Mark): Ring[] {
  const { parts, facetAxes, rowAxis, columnAxis } = model.arrangement;
  /** First and last position of an axis that the mark takes; null for none. */
  const span = (axis: number | null, first: number, count: number): readonly [number, number] | null => {
    if (axis === null) return [first, first + count - 1];
    const part = parts[axis];
    if (part === undefined) return null;
    const at = (index: number) => (index - part.start) / (part.step || 1);
    const ends = [at(mark.from[axis] ?? 0), at((mark.to[axis] ?? 1) - 1)];
    const low = Math.max(first, Math.ceil(Math.min(...ends)));
    const high = Math.min(first + count - 1, Math.floor(Math.max(...ends)));
    return low <= high ? [low, high] : null;
  };
  const rows = span(rowAxis, picture.rows.first, picture.rows.count);
  const columns = span(columnAxis, picture.columns.first, picture.columns.count);
  if (rows === null || columns === null) return [];
  const fixed = parts.every((part, axis) => {
    if (axis === rowAxis || axis === columnAxis || facetAxes.includes(axis)) return true;
    return part.start >= (mark.from[axis] ?? 0) && part.start < (mark.to[axis] ?? 1);
  });
  if (!fixed) return [];
  return picture.boxes.flatMap(({ facet }) => {
    const index = indexAt(model.arrangement, { facet, row: 0, column: 0 });
    const inside = facetAxes.every(
      (axis) => (index[axis] ?? 0) >= (mark.from[axis] ?? 0) && (index[axis] ?? 0) < (mark.to[axis] ?? 1),
    );
    if (!inside) return [];
    const first = { facet, row: rows[0], column: columns[0] };
    return [{ first, last: { facet, row: rows[1], column: columns[1] }, kind: mark.kind }];
  });
}
