// Where the cells of a tensor's picture stand: any rank, all axes at once. Rows and columns are the last two axes; outer
// axes make facets, the last outer axis going down and the ones before it from left to right. Pure: no canvas here.

import type { SliceData } from "../../src/protocol";

export interface Cell {
  readonly facet: number;
  readonly row: number;
  readonly column: number;
}

export interface FacetBox {
  readonly x: number;
  readonly y: number;
  /** Text above the facet and left of it, or empty. */
  readonly above: string;
  readonly before: string;
}

export interface PictureLayout {
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Pixels between cells, part of the pitch. */
  readonly gap: number;
  /** Numbers are written into the cells. */
  readonly numbers: boolean;
  readonly facets: readonly FacetBox[];
  readonly rows: number;
  readonly columns: number;
  /** Row and column indices to write, in steps that leave room; empty where facets leave none. */
  readonly rowLabels: readonly number[];
  readonly columnLabels: readonly number[];
  readonly left: number;
  readonly top: number;
  /** Of cells and labels together; torn edges included. */
  readonly width: number;
  readonly height: number;
  readonly tornRight: boolean;
  readonly tornBottom: boolean;
}

export const NUMBER_ROW = 21;
const LARGEST = 17;
const LABEL_CHARACTER = 6.1;
const LABEL_ROW = 15;
const FACET_GAP = 4;
/** Room for the zigzag of a cut. */
export const TORN = 6;
/** A picture is no higher than this as long as cells stay two pixels high. */
const HEIGHT_LIMIT = 400;

/** Lays the picture out in `available` pixels; `characters` is the length of the longest number to write. */
export function layoutPicture(slice: SliceData, available: number, characters: number): PictureLayout {
  const outer = Math.max(0, slice.shape.length - 2);
  return outer === 0 ? layoutMatrix(slice, available, characters) : layoutFacets(slice, available, characters);
}

function layoutMatrix(slice: SliceData, available: number, characters: number): PictureLayout {
  const { rows, columns } = slice;
  const oneRow = slice.shape.length < 2;
  const left = oneRow ? 5 : gutter(rows - 1);
  const tornRight = slice.totalColumns > columns;
  const tornBottom = slice.totalRows > rows;
  const room = available - left - (tornRight ? TORN : 0);
  const wanted = characters * 6.7 + 12;
  const numbers = wanted * columns <= room && rows * NUMBER_ROW <= HEIGHT_LIMIT * 1.3 && !tornRight && !tornBottom;
  let cellWidth = Math.floor(numbers ? Math.min(76, Math.max(wanted, room / Math.max(4, columns))) : room / columns);
  let cellHeight = NUMBER_ROW;
  if (!numbers) {
    cellWidth = clamp(cellWidth, 2, LARGEST);
    cellHeight = oneRow ? 18 : clamp(Math.floor(HEIGHT_LIMIT / rows), 2, LARGEST);
    // Cells of a matrix are square; only a strip of few columns or rows may stretch.
    if (!oneRow && columns >= 6 && rows >= 6) cellWidth = cellHeight = Math.min(cellWidth, cellHeight);
  }
  const top = LABEL_ROW;
  return {
    cellWidth,
    cellHeight,
    gap: Math.min(cellWidth, cellHeight) >= 5 ? 1 : 0,
    numbers,
    facets: [{ x: left, y: top, above: "", before: "" }],
    rows,
    columns,
    rowLabels: oneRow ? [] : labelSteps(rows, cellHeight, 15),
    columnLabels: labelSteps(columns, cellWidth, String(Math.max(0, columns - 1)).length * LABEL_CHARACTER + 10),
    left,
    top,
    width: left + columns * cellWidth + (tornRight ? TORN : 0),
    height: top + rows * cellHeight + (tornBottom ? TORN : 0),
    tornRight,
    tornBottom,
  };
}

function layoutFacets(slice: SliceData, available: number, characters: number): PictureLayout {
  const { rows, columns } = slice;
  const groups = groupFacets(slice);
  const tallest = Math.max(1, ...groups.map((group) => group.members.length));
  const stacked = slice.shape.length > 3;
  const left = stacked ? gutter((slice.shape.at(-3) ?? 1) - 1) : 0;
  const room = available - left;
  const labelWidth = Math.max(...groups.map((group) => group.label.length)) * LABEL_CHARACTER + 2;
  const wanted = characters * 6.7 + 12;
  const heightOf = (cell: number, perLine: number) =>
    Math.ceil(groups.length / perLine) * (LABEL_ROW + tallest * (rows * cell + FACET_GAP));
  let numbers = false;
  let cellWidth = 2;
  let cellHeight = 2;
  if (wanted * columns <= room && heightOf(NUMBER_ROW, perLineOf(room, wanted * columns)) <= HEIGHT_LIMIT) {
    numbers = true;
    cellWidth = Math.floor(wanted);
    cellHeight = NUMBER_ROW;
  } else {
    for (let size = LARGEST; size >= 2; size--) {
      cellWidth = cellHeight = size;
      const perLine = perLineOf(room, Math.max(columns * size, labelWidth));
      if (columns * size <= room && heightOf(size, perLine) <= HEIGHT_LIMIT) break;
    }
  }
  const pitch = Math.max(columns * cellWidth, labelWidth);
  const perLine = Math.max(1, perLineOf(room, pitch));
  const facets: FacetBox[] = [];
  let width = 0;
  let y = 0;
  for (let at = 0; at < groups.length; at += perLine) {
    const line = groups.slice(at, at + perLine);
    line.forEach((group, place) => {
      const x = left + place * (pitch + FACET_GAP);
      group.members.forEach((name, down) => {
        facets.push({
          x,
          y: y + LABEL_ROW + down * (rows * cellHeight + FACET_GAP),
          above: down === 0 ? group.label : "",
          before: stacked && place === 0 ? name : "",
        });
      });
      width = Math.max(width, x + pitch);
    });
    const deepest = Math.max(...line.map((group) => group.members.length));
    y += LABEL_ROW + deepest * (rows * cellHeight + FACET_GAP);
  }
  return {
    cellWidth,
    cellHeight,
    gap: Math.min(cellWidth, cellHeight) >= 5 ? 1 : 0,
    numbers,
    facets,
    rows,
    columns,
    rowLabels: [],
    columnLabels: [],
    left,
    top: LABEL_ROW,
    width,
    height: y,
    tornRight: slice.totalColumns > columns,
    tornBottom: slice.totalRows > rows,
  };
}

function perLineOf(room: number, pitch: number): number {
  return Math.max(1, Math.floor((room + FACET_GAP) / (pitch + FACET_GAP)));
}

/** Facets that share every outer index but the last stand below each other. */
function groupFacets(slice: SliceData): readonly { readonly label: string; readonly members: readonly string[] }[] {
  const groups: { label: string; members: string[] }[] = [];
  const alone = slice.shape.length === 3;
  for (const index of slice.facets) {
    const across = alone ? index : index.slice(0, -1);
    const label = across.length === 1 ? String(across[0]) : `[${across.join(", ")}]`;
    const last = groups.at(-1);
    const member = String(index.at(-1) ?? 0);
    if (!alone && last !== undefined && last.label === label) last.members.push(member);
    else groups.push({ label, members: [member] });
  }
  return groups.length === 0 ? [{ label: "", members: [] }] : groups;
}

/** The cell at a point, or null between and outside. */
export function cellAt(layout: PictureLayout, x: number, y: number): Cell | null {
  for (let facet = 0; facet < layout.facets.length; facet++) {
    const box = layout.facets[facet];
    if (box === undefined) continue;
    const column = Math.floor((x - box.x) / layout.cellWidth);
    const row = Math.floor((y - box.y) / layout.cellHeight);
    if (column >= 0 && column < layout.columns && row >= 0 && row < layout.rows) return { facet, row, column };
  }
  return null;
}

/** A cell's index in the tensor. */
export function indexOf(slice: SliceData, cell: Cell): readonly number[] {
  const rank = slice.shape.length;
  if (rank === 0) return [];
  if (rank === 1) return [cell.column];
  return [...(slice.facets[cell.facet] ?? []), cell.row, cell.column];
}

/** Its place in `slice.data`. */
export function offsetOf(slice: SliceData, cell: Cell): number {
  return (cell.facet * slice.rows + cell.row) * slice.columns + cell.column;
}

/** Where an arrow, Home, End or a page key leads; facets are walked over at their edges. Null for any other key. */
export function moveCell(slice: SliceData, cell: Cell, key: string, control: boolean): Cell | null {
  const { rows, columns } = slice;
  const facets = Math.max(1, slice.facets.length);
  switch (key) {
    case "ArrowLeft":
      if (cell.column > 0) return { ...cell, column: cell.column - 1 };
      return cell.facet > 0 ? { ...cell, facet: cell.facet - 1, column: columns - 1 } : cell;
    case "ArrowRight":
      if (cell.column < columns - 1) return { ...cell, column: cell.column + 1 };
      return cell.facet < facets - 1 ? { ...cell, facet: cell.facet + 1, column: 0 } : cell;
    case "ArrowUp":
      return { ...cell, row: Math.max(0, cell.row - 1) };
    case "ArrowDown":
      return { ...cell, row: Math.min(rows - 1, cell.row + 1) };
    case "Home":
      return control ? { facet: 0, row: 0, column: 0 } : { ...cell, column: 0 };
    case "End":
      return control ? { facet: facets - 1, row: rows - 1, column: columns - 1 } : { ...cell, column: columns - 1 };
    case "PageUp":
      return { ...cell, row: Math.max(0, cell.row - 10) };
    case "PageDown":
      return { ...cell, row: Math.min(rows - 1, cell.row + 10) };
    case "[":
      return { ...cell, facet: Math.max(0, cell.facet - 1) };
    case "]":
      return { ...cell, facet: Math.min(facets - 1, cell.facet + 1) };
    default:
      return null;
  }
}

/** Indices to write along an axis: all where they fit, else in even round steps. */
export function labelSteps(count: number, pitch: number, room: number): readonly number[] {
  const steps = [1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000];
  const step = steps.find((one) => one * pitch >= room) ?? 1000;
  const labels: number[] = [];
  for (let at = 0; at < count; at += step) labels.push(at);
  return labels;
}

function gutter(largest: number): number {
  return Math.ceil(String(Math.max(0, largest)).length * LABEL_CHARACTER + 7);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
