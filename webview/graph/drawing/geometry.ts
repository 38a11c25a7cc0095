// Where a drawing's boxes, edges and areas lie, in CSS pixels at zoom 1, the main chain's column about x = 0. Pure.

import type { Drawing, DrawnArea, DrawnBox, DrawnEdge } from "../../../src/protocol";

export const BOX_WIDTH = 176;
export const BOX_HEIGHT = 34;
export const COLUMN = 206;
export const ROW = 56;
/** Room around the boxes of an area, and above them for its title. */
const AREA_PADDING = 7;
const AREA_TITLE = 10;

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function boxRect({ column, row }: DrawnBox): Rect {
  const left = column * COLUMN - BOX_WIDTH / 2;
  const top = row * ROW;
  return { left, top, right: left + BOX_WIDTH, bottom: top + BOX_HEIGHT };
}

export function areaRect({ left, right, top, bottom }: DrawnArea): Rect {
  return {
    left: left * COLUMN - BOX_WIDTH / 2 - AREA_PADDING,
    right: right * COLUMN + BOX_WIDTH / 2 + AREA_PADDING,
    top: top * ROW - AREA_PADDING - AREA_TITLE,
    bottom: bottom * ROW + BOX_HEIGHT + AREA_PADDING,
  };
}

/** What all of it takes. */
export function extentOf(drawing: Drawing): Rect {
  let left = 0;
  let right = 0;
  let bottom = 0;
  for (const { column, row } of drawing.boxes) {
    left = Math.min(left, column);
    right = Math.max(right, column);
    bottom = Math.max(bottom, row);
  }
  return {
    left: left * COLUMN - BOX_WIDTH / 2 - 2 * AREA_PADDING,
    right: right * COLUMN + BOX_WIDTH / 2 + 2 * AREA_PADDING,
    top: -2 * AREA_PADDING,
    bottom: bottom * ROW + BOX_HEIGHT + 2 * AREA_PADDING,
  };
}

/** Edges that leave from different rows keep apart in the stripe between two columns. */
const TRACKS = 5;
const TRACK_WIDTH = 4;

type Point = readonly [number, number];

/** An edge's way as points joined by straight lines, from the box that reads to its input: it crosses no box. */
export function edgePoints(from: DrawnBox, to: DrawnBox): readonly Point[] {
  const a = boxRect(from);
  const b = boxRect(to);
  const fromX = (a.left + a.right) / 2;
  const toX = (b.left + b.right) / 2;
  const above = b.top - (ROW - BOX_HEIGHT) / 2;
  if (to.row === from.row + 1) {
    if (from.column === to.column)
      return [
        [fromX, a.bottom],
        [toX, b.top],
      ];
    return [
      [fromX, a.bottom],
      [fromX, above],
      [toX, above],
      [toX, b.top],
    ];
  }
  const middle = (a.top + a.bottom) / 2;
  const leftward = to.column < from.column;
  const side = leftward ? a.left : a.right;
  if (from.row === to.row && Math.abs(from.column - to.column) === 1) {
    return [
      [side, middle],
      [leftward ? b.right : b.left, middle],
    ];
  }
  // Along the free stripes between columns and between rows.
  const track = ((from.row % TRACKS) - (TRACKS - 1) / 2) * TRACK_WIDTH;
  const gutter = side + (leftward ? -1 : 1) * ((COLUMN - BOX_WIDTH) / 2 + track);
  return [
    [side, middle],
    [gutter, middle],
    [gutter, above],
    [toX, above],
    [toX, b.top],
  ];
}

/** Boxes and edges by row, so that what is on screen is found without looking at all of them. */
export class RowIndex {
  private readonly boxes: number[][] = [];
  private readonly edges: number[][] = [];
  /** Edges over many rows: looked at each time. */
  private readonly long: number[] = [];

  constructor(private readonly drawing: Drawing) {
    drawing.boxes.forEach((box, i) => {
      const row = this.boxes[box.row];
      if (row === undefined) this.boxes[box.row] = [i];
      else row.push(i);
    });
    drawing.edges.forEach((edge, i) => {
      const [top, bottom] = this.rowsOf(edge);
      if (bottom - top > LONG_EDGE) this.long.push(i);
      else {
        const row = this.edges[top];
        if (row === undefined) this.edges[top] = [i];
        else row.push(i);
      }
    });
  }

  /** Indices of the boxes that a rectangle may show. */
  *boxesIn(rect: Rect): Iterable<number> {
    const from = Math.max(0, Math.floor((rect.top - BOX_HEIGHT) / ROW));
    const to = Math.min(this.boxes.length - 1, Math.floor(rect.bottom / ROW));
    for (let row = from; row <= to; row++) {
      for (const i of this.boxes[row] ?? []) {
        const { left, right } = boxRect(this.drawing.boxes[i] as DrawnBox);
        if (right >= rect.left && left <= rect.right) yield i;
      }
    }
  }

  /** Indices of the edges that a rectangle may show. */
  *edgesIn(rect: Rect): Iterable<number> {
    const from = Math.floor(rect.top / ROW) - 1;
    const to = Math.min(this.edges.length - 1, Math.floor(rect.bottom / ROW));
    for (let row = Math.max(0, from - LONG_EDGE); row <= to; row++) yield* this.edges[row] ?? [];
    for (const i of this.long) {
      const [top, bottom] = this.rowsOf(this.drawing.edges[i] as DrawnEdge);
      if (top <= to && bottom >= from) yield i;
    }
  }

  /** The box at a point; −1 where there is none. */
  boxAt(x: number, y: number): number {
    for (const i of this.boxesIn({ left: x, right: x, top: y, bottom: y })) {
      const rect = boxRect(this.drawing.boxes[i] as DrawnBox);
      if (x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom) return i;
    }
    return -1;
  }

  private rowsOf({ from, to }: DrawnEdge): [number, number] {
    const rows = [this.drawing.boxes[from]?.row ?? 0, this.drawing.boxes[to]?.row ?? 0] as const;
    return [Math.min(...rows), Math.max(...rows)];
  }
}

const LONG_EDGE = 24;
