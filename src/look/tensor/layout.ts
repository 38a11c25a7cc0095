// Where the cells of a tensor's picture stand, and how much of it is in sight: any rank, all axes at once. With two or more
// facet axes the last goes down and the ones before it from left to right. A picture that is too large keeps its cells
// legible and scrolls: by rows and columns, and by lines of facets. Pure: no canvas here.

import type { Positions } from "../../protocol";
import { type Arrangement, facetPositions, indexAlong, type Place } from "./axes";

export interface Room {
  readonly width: number;
  readonly height: number;
  /** Nothing scrolls here: where not all facets fit, cells are small and facets many. */
  readonly still?: boolean;
}

/** Sizes and counts; the same wherever the picture is scrolled to. */
export interface Geometry {
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Pixels between cells, part of the pitch. */
  readonly gap: number;
  /** Numbers are written into the cells. */
  readonly numbers: boolean;
  /** How many are in sight at most: rows and columns of each facet, lines of facets. */
  readonly rows: number;
  readonly columns: number;
  readonly lines: number;
  /** Columns of facets in a line, and facets that stand below each other in each. */
  readonly perLine: number;
  readonly members: number;
  readonly facetWidth: number;
  readonly lineHeight: number;
  readonly left: number;
  readonly top: number;
  /** One row with bars below. */
  readonly bars: boolean;
}

/** The first row, column and line of facets in sight. */
export interface Scroll {
  readonly row: number;
  readonly column: number;
  readonly line: number;
}

export interface FacetBox {
  readonly facet: number;
  readonly x: number;
  readonly y: number;
  /** Text above the facet and left of it, or empty. */
  readonly above: string;
  readonly before: string;
}

export interface Label {
  /** Position within what is in sight. */
  readonly at: number;
  readonly text: string;
}

/** A picture at one scroll position. */
export interface Picture {
  readonly geometry: Geometry;
  readonly facets: Positions;
  readonly rows: Positions;
  readonly columns: Positions;
  readonly boxes: readonly FacetBox[];
  readonly rowLabels: readonly Label[];
  readonly columnLabels: readonly Label[];
  /** Of everything, torn edges and bars included. */
  readonly width: number;
  readonly height: number;
  /** What is missing at each edge. */
  readonly missing: { readonly left: number; readonly right: number; readonly above: number; readonly below: number };
}

export const NUMBER_ROW = 21;
export const LARGEST = 17;
const SMALLEST = 2;
const LABEL_CHARACTER = 6.1;
export const LABEL_ROW = 15;
const FACET_GAP = 4;
const LINE_GAP = 2;
/** Room for the zigzag of a cut. */
export const TORN = 6;
/** Rows or columns in sight at most: a window of 128 × 128 is 128 KiB. */
const MOST_SHOWN = 128;
/** Columns of a vector. */
const MOST_BARS = 512;
/** Facets in sight at most. */
const MOST_FACETS = 512;
const STRIP = 18;
export const BARS_HEIGHT = 54;
const MAP_ROOM = 96;
/** Steps of zooming: pixels of a cell; past the last, numbers. */
export const ZOOMS = [2, 3, 4, 6, 8, 11, 14, 17, 21] as const;

/** Lays out what is selected; `characters` is the length of the longest number, or null where numbers are not wanted. */
export function geometryOf(
  shown: Arrangement,
  room: Room,
  characters: number | null,
  zoom: number | null = null,
): Geometry {
  return shown.facetAxes.length === 0 ? matrix(shown, room, characters, zoom) : facets(shown, room, characters, zoom);
}

/** Width of a cell with a number in it. */
function numberWidth(characters: number): number {
  return Math.ceil(characters * 6.7 + 12);
}

function matrix(shown: Arrangement, room: Room, characters: number | null, zoom: number | null): Geometry {
  const { rows, columns } = shown;
  const strip = shown.rowAxis === null;
  const left = strip ? 5 : gutter(shown, shown.rowAxis);
  // Beside a picture that is cut both ways there is room for the map of where it is.
  const both = columns * SMALLEST > room.width - left && rows * SMALLEST > room.height;
  const width = Math.max(40, room.width - left - TORN - (both && room.width > 380 ? MAP_ROOM : 0));
  const height = room.height;
  const wanted = characters === null ? 0 : numberWidth(characters);
  const zoomedIn = zoom !== null && zoom > LARGEST;
  const fits = wanted * columns <= width && rows * NUMBER_ROW <= height * 1.3;
  const numbers = wanted > 0 && (zoom === null ? fits : zoomedIn);
  let cellWidth: number;
  let cellHeight: number;
  if (numbers) {
    cellWidth = zoomedIn ? wanted : Math.floor(Math.min(76, Math.max(wanted, width / Math.max(4, columns))));
    cellHeight = NUMBER_ROW;
  } else if (zoom !== null) cellWidth = cellHeight = Math.min(zoom, LARGEST);
  else [cellWidth, cellHeight] = fittingCell(rows, columns, width, height);
  if (strip && !numbers) cellHeight = STRIP;
  const most = strip ? MOST_BARS : MOST_SHOWN;
  const shownColumns = Math.min(columns, most, Math.max(1, Math.floor(width / cellWidth)));
  const shownRows = Math.min(rows, MOST_SHOWN, Math.max(1, Math.floor((numbers ? height * 1.3 : height) / cellHeight)));
  return {
    cellWidth,
    cellHeight,
    gap: Math.min(cellWidth, cellHeight) >= 5 ? 1 : 0,
    numbers,
    rows: shownRows,
    columns: shownColumns,
    lines: 1,
    perLine: 1,
    members: 1,
    facetWidth: shownColumns * cellWidth,
    lineHeight: shownRows * cellHeight,
    left,
    top: LABEL_ROW,
    bars: strip && columns > 1,
  };
}

/** Square cells, as large as all fit; only strips of few rows or columns stretch. What is cut keeps four pixels if it can. */
function fittingCell(rows: number, columns: number, width: number, height: number): [width: number, height: number] {
  const across = Math.floor(width / Math.max(1, columns));
  const down = Math.floor(height / Math.max(1, rows));
  const clamp = (size: number, most: number) => Math.min(most, Math.max(SMALLEST, size));
  if (across >= SMALLEST && down >= SMALLEST) {
    if (columns < 6 || rows < 6) return [clamp(across, LARGEST), clamp(down, LARGEST)];
    const side = clamp(Math.min(across, down), LARGEST);
    return [side, side];
  }
  if (across < SMALLEST && down < SMALLEST) {
    const side = clamp(Math.floor(Math.min(width, height) / MOST_SHOWN), 4);
    return [side, side];
  }
  // One axis fits: its cells may stretch while it has few.
  if (across >= SMALLEST) return [clamp(across, columns <= 32 ? LARGEST : 4), 4];
  return [4, clamp(down, rows <= 16 ? LARGEST : 4)];
}

function facets(shown: Arrangement, room: Room, characters: number | null, zoom: number | null): Geometry {
  const { rows, columns } = shown;
  const members = membersOf(shown);
  const groups = Math.max(1, Math.ceil(shown.facets / members));
  const left = members > 1 ? gutter(shown, shown.facetAxes.at(-1) ?? null) : 0;
  const width = Math.max(40, room.width - left);
  const wanted = characters === null ? 0 : numberWidth(characters);
  const sized = (cellWidth: number, cellHeight: number, numbers: boolean): Geometry => {
    const gap = Math.min(cellWidth, cellHeight) >= 5 ? 1 : 0;
    const shownColumns = Math.min(columns, MOST_SHOWN, Math.max(1, Math.floor(width / cellWidth)));
    const shownRows = Math.min(rows, MOST_SHOWN, Math.max(1, Math.floor((room.height - LABEL_ROW) / cellHeight)));
    const facetWidth = Math.max(shownColumns * cellWidth, 6);
    const perLine = Math.min(groups, Math.max(1, Math.floor((width + FACET_GAP) / (facetWidth + FACET_GAP))));
    const lineHeight = LABEL_ROW + members * (shownRows * cellHeight + FACET_GAP) + LINE_GAP;
    const inHeight = Math.max(1, Math.floor((room.height * 1.25) / lineHeight));
    const lines = Math.min(
      Math.ceil(groups / perLine),
      inHeight,
      Math.max(1, Math.floor(MOST_FACETS / (perLine * members))),
    );
    return {
      cellWidth,
      cellHeight,
      gap,
      numbers,
      rows: shownRows,
      columns: shownColumns,
      lines,
      perLine,
      members,
      facetWidth,
      lineHeight,
      left,
      top: LABEL_ROW,
      bars: false,
    };
  };
  const whole = (one: Geometry) =>
    one.lines * one.perLine * one.members >= shown.facets && one.rows === rows && one.columns === columns;
  if (zoom !== null) {
    return zoom > LARGEST && wanted > 0
      ? sized(wanted, NUMBER_ROW, true)
      : sized(Math.min(zoom, LARGEST), Math.min(zoom, LARGEST), false);
  }
  if (wanted > 0) {
    const withNumbers = sized(wanted, NUMBER_ROW, true);
    if (whole(withNumbers)) return withNumbers;
  }
  for (let size = LARGEST; size >= (columns <= 4 ? 3 : SMALLEST); size--) {
    const one = sized(size, size, false);
    if (whole(one)) return one;
  }
  const most = room.still === true ? (columns <= 4 ? 3 : SMALLEST) : 6;
  const comfortable = Math.min(most, Math.max(SMALLEST, Math.floor(40 / Math.max(1, columns))));
  return sized(comfortable, comfortable, false);
}

/** Facets below each other: the last of several facet axes, where it is short. */
function membersOf(shown: Arrangement): number {
  if (shown.facetAxes.length < 2) return 1;
  const last = shown.parts[shown.facetAxes.at(-1) ?? 0]?.count ?? 1;
  return last >= 1 && last <= 8 ? last : 1;
}

/** Lines of facets in all. */
export function lineCount(shown: Arrangement, geometry: Geometry): number {
  return Math.max(1, Math.ceil(shown.facets / (geometry.perLine * geometry.members)));
}

/** The nearest scroll position that there is. */
export function clampScroll(shown: Arrangement, geometry: Geometry, scroll: Scroll): Scroll {
  const clamp = (at: number, total: number, inSight: number) => Math.max(0, Math.min(Math.round(at), total - inSight));
  return {
    row: clamp(scroll.row, shown.rows, geometry.rows),
    column: clamp(scroll.column, shown.columns, geometry.columns),
    line: clamp(scroll.line, lineCount(shown, geometry), geometry.lines),
  };
}

/** The scroll position nearest to another at which a cell is in sight. */
export function scrollTo(shown: Arrangement, geometry: Geometry, scroll: Scroll, place: Place): Scroll {
  const reach = (first: number, inSight: number, at: number) =>
    at < first ? at : at >= first + inSight ? at - inSight + 1 : first;
  const line = Math.floor(place.facet / (geometry.perLine * geometry.members));
  return clampScroll(shown, geometry, {
    row: reach(scroll.row, geometry.rows, place.row),
    column: reach(scroll.column, geometry.columns, place.column),
    line: reach(scroll.line, geometry.lines, line),
  });
}

/** The picture at a scroll position. */
export function pictureOf(shown: Arrangement, geometry: Geometry, wanted: Scroll): Picture {
  const scroll = clampScroll(shown, geometry, wanted);
  const { cellWidth, cellHeight, perLine, members, facetWidth, lineHeight, left } = geometry;
  const perRow = perLine * members;
  const first = scroll.line * perRow;
  const facetsShown = { first, count: Math.max(0, Math.min(geometry.lines * perRow, shown.facets - first)) };
  const rows = { first: scroll.row, count: Math.min(geometry.rows, shown.rows) };
  const columns = { first: scroll.column, count: Math.min(geometry.columns, shown.columns) };
  const single = shown.facetAxes.length === 0;
  const boxes: FacetBox[] = [];
  const pitch = facetWidth + FACET_GAP;
  const every = labelEvery(shown, perLine, pitch);
  for (let i = 0; i < facetsShown.count; i++) {
    const facet = first + i;
    const line = Math.floor(i / perRow);
    const group = Math.floor((i % perRow) / members);
    const member = i % members;
    const x = left + group * pitch;
    const index = !single && member === 0 && group % every === 0 ? facetText(shown, facet, members > 1) : "";
    boxes.push({
      facet,
      x,
      y: geometry.top + line * lineHeight + member * (rows.count * cellHeight + FACET_GAP),
      // The last of a line may have no room for it.
      above: group === 0 || x + index.length * LABEL_CHARACTER <= left + perLine * pitch ? index : "",
      before: members > 1 && group === 0 ? memberText(shown, facet) : "",
    });
  }
  const missing = {
    left: columns.first,
    right: shown.columns - columns.first - columns.count,
    above: rows.first,
    below: shown.rows - rows.first - rows.count,
  };
  const deepest = Math.max(0, ...boxes.map((box) => box.y)) + rows.count * cellHeight;
  const widest = Math.max(
    Math.max(left, ...boxes.map((box) => box.x)) + Math.max(facetWidth, columns.count * cellWidth),
    left + (boxes[0]?.above.length ?? 0) * LABEL_CHARACTER,
  );
  return {
    geometry,
    facets: facetsShown,
    rows,
    columns,
    boxes,
    rowLabels: single ? axisLabels(shown, shown.rowAxis, rows, cellHeight, LABEL_ROW) : [],
    columnLabels: single ? axisLabels(shown, shown.columnAxis, columns, cellWidth, 0) : [],
    width: widest + (missing.left + missing.right > 0 ? TORN : 0),
    height: deepest + (missing.above + missing.below > 0 ? TORN : 0) + (geometry.bars ? BARS_HEIGHT : 0),
    missing,
  };
}

/** Above every how many columns of facets an index has room. */
function labelEvery(shown: Arrangement, perLine: number, pitch: number): number {
  const longest = facetText(shown, Math.max(0, shown.facets - 1), membersOf(shown) > 1).length * LABEL_CHARACTER + 8;
  const needed = Math.ceil(longest / pitch);
  return STEPS.find((step) => step >= needed) ?? perLine;
}

/** A facet's index along the axes that go from left to right: one number, or several in brackets. */
export function facetText(shown: Arrangement, facet: number, stacked: boolean): string {
  const positions = facetPositions(shown, facet);
  const axes = stacked ? shown.facetAxes.slice(0, -1) : shown.facetAxes;
  const indices = axes.map((axis, i) => indexAlong(shown, axis, positions[i] ?? 0));
  return indices.length === 1 ? String(indices[0]) : `[${indices.join(", ")}]`;
}

function memberText(shown: Arrangement, facet: number): string {
  const axis = shown.facetAxes.at(-1) ?? 0;
  return String(indexAlong(shown, axis, facetPositions(shown, facet).at(-1) ?? 0));
}

/** The cell at a point, or null between and outside; the bars of a vector belong to their elements. */
export function placeUnder(picture: Picture, x: number, y: number): Place | null {
  const { cellWidth, cellHeight, bars } = picture.geometry;
  for (const box of picture.boxes) {
    const column = Math.floor((x - box.x) / cellWidth);
    let row = Math.floor((y - box.y) / cellHeight);
    if (bars && row > 0 && y < box.y + cellHeight + BARS_HEIGHT) row = 0;
    if (column >= 0 && column < picture.columns.count && row >= 0 && row < picture.rows.count) {
      return { facet: box.facet, row: picture.rows.first + row, column: picture.columns.first + column };
    }
  }
  return null;
}

/** The top left corner of a cell, or null for one that is not in sight. */
export function cornerOf(picture: Picture, place: Place): { readonly x: number; readonly y: number } | null {
  const box = picture.boxes[place.facet - picture.facets.first];
  const row = place.row - picture.rows.first;
  const column = place.column - picture.columns.first;
  if (box === undefined || row < 0 || row >= picture.rows.count || column < 0 || column >= picture.columns.count) {
    return null;
  }
  return { x: box.x + column * picture.geometry.cellWidth, y: box.y + row * picture.geometry.cellHeight };
}

/** A cell's place among the elements that came for the picture. */
export function offsetIn(picture: Picture, place: Place): number {
  const { facets: facetsShown, rows, columns } = picture;
  const facet = place.facet - facetsShown.first;
  return (facet * rows.count + place.row - rows.first) * columns.count + place.column - columns.first;
}

const STEPS = [1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000];

/** Indices to write along an axis: all where they fit, else in even round steps. */
function axisLabels(shown: Arrangement, axis: number | null, inSight: Positions, pitch: number, room: number): Label[] {
  if (axis === null) return [];
  const text = (position: number) => String(indexAlong(shown, axis, position));
  const widest = Math.max(text(inSight.first).length, text(inSight.first + Math.max(0, inSight.count - 1)).length);
  const needed = room > 0 ? room : widest * LABEL_CHARACTER + 10;
  const step = STEPS.find((one) => one * pitch >= needed) ?? 1000;
  const labels: Label[] = [];
  for (let at = Math.ceil(inSight.first / step) * step; at < inSight.first + inSight.count; at += step) {
    labels.push({ at: at - inSight.first, text: text(at) });
  }
  return labels;
}

/** Room for the longest index along an axis. */
function gutter(shown: Arrangement, axis: number | null): number {
  if (axis === null) return 5;
  const count = shown.parts[axis]?.count ?? 1;
  const digits = Math.max(
    String(indexAlong(shown, axis, 0)).length,
    String(indexAlong(shown, axis, Math.max(0, count - 1))).length,
  );
  return Math.ceil(digits * LABEL_CHARACTER + 8);
}
