// Where keys lead in a tensor's picture and table: over its cells, on into the next facet at its edges. Pure.

import { type Arrangement, facetPositions, type Place } from "../../src/look/tensor/axes";

const PAGE = 10;

/** The cell that a key leads to; null for any other key. `[` and `]` go to the outer axis's previous and next slice. */
export function walk(shown: Arrangement, place: Place, key: string, control: boolean): Place | null {
  const { rows, columns } = shown;
  const facets = Math.max(1, shown.facets);
  const last = { facet: facets - 1, row: rows - 1, column: columns - 1 };
  switch (key) {
    case "ArrowLeft":
      if (place.column > 0) return { ...place, column: place.column - 1 };
      return place.facet > 0 ? { ...place, facet: place.facet - 1, column: columns - 1 } : place;
    case "ArrowRight":
      if (place.column < last.column) return { ...place, column: place.column + 1 };
      return place.facet < last.facet ? { ...place, facet: place.facet + 1, column: 0 } : place;
    case "ArrowUp":
      return { ...place, row: Math.max(0, place.row - 1) };
    case "ArrowDown":
      return { ...place, row: Math.min(last.row, place.row + 1) };
    case "Home":
      return control ? { facet: 0, row: 0, column: 0 } : { ...place, column: 0 };
    case "End":
      return control ? last : { ...place, column: last.column };
    case "PageUp":
      return { ...place, row: Math.max(0, place.row - PAGE) };
    case "PageDown":
      return { ...place, row: Math.min(last.row, place.row + PAGE) };
    case "[":
      return outer(shown, place, -1);
    case "]":
      return outer(shown, place, 1);
    default:
      return null;
  }
}

function outer(shown: Arrangement, place: Place, by: number): Place {
  const [first] = facetPositions(shown, place.facet);
  const count = shown.parts[shown.facetAxes[0] ?? -1]?.count ?? 1;
  if (first === undefined || first + by < 0 || first + by >= count) return place;
  return { ...place, facet: place.facet + (by * shown.facets) / count };
}
