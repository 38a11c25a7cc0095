// Small pictures of a tensor's visits: how large each is, which are in sight, and painting one. Pure but for the canvas.

import { colourOf, cssColour, type Ramps, type ValueRange } from "../../src/look/ramps";

/** Pixels that a picture may be wide and high, and between two. */
const BOX = 52;
export const GAP = 6;
const NARROWEST = 26;
/** Pictures kept in the document beyond either edge. */
const AROUND = 3;

export interface PictureSize {
  readonly rows: number;
  readonly columns: number;
  /** CSS pixels of a picture, and from one to the next. */
  readonly width: number;
  readonly height: number;
  readonly pitch: number;
}

export function sizeOf(rows: number, columns: number): PictureSize {
  // Cells are square up to 14 pixels; a long row is not a hair.
  const cell = Math.min(14, BOX / Math.max(1, rows, columns));
  const width = Math.max(10, Math.round(cell * columns));
  const height = Math.max(10, Math.round(cell * rows));
  return { rows, columns, width, height, pitch: Math.max(NARROWEST, width) + GAP };
}

/** Which of `count` pictures are in sight. */
export function inSight(count: number, pitch: number, left: number, width: number): { first: number; end: number } {
  const first = Math.max(0, Math.floor(left / pitch) - AROUND);
  const end = Math.min(count, Math.ceil((left + width) / pitch) + AROUND);
  return { first, end: Math.max(first, end) };
}

/** The range that every picture of a history shares: symmetric about zero where anything is negative. */
export function rangeOfHistory([low = Number.NaN, high = Number.NaN]: ArrayLike<number> &
  Iterable<number>): ValueRange {
  if (Number.isNaN(low) || Number.isNaN(high)) return { diverging: false, low: 0, high: 1, clipped: false };
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return { diverging: low < 0, low: low < 0 ? -most : 0, high: most, clipped: false };
}

export function paintPicture(
  context: CanvasRenderingContext2D,
  data: Float64Array,
  size: PictureSize,
  range: ValueRange,
  ramps: Ramps,
  scale: number,
): void {
  const { rows, columns } = size;
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  for (let row = 0; row < rows; row++) {
    const top = Math.round((row * height) / rows);
    const bottom = Math.round(((row + 1) * height) / rows);
    for (let column = 0; column < columns; column++) {
      const value = data[row * columns + column] ?? Number.NaN;
      const left = Math.round((column * width) / columns);
      const right = Math.round(((column + 1) * width) / columns);
      context.fillStyle = cssColour(Number.isFinite(value) ? colourOf(value, range, ramps) : ramps.bad);
      context.fillRect(left, top, right - left, bottom - top);
    }
  }
}
