// Paints a tensor's picture on a canvas: cells, numbers, signs, indices, bars of a vector, torn edges and rings. Placed in
// CSS pixels; edges fall on the screen's own pixels, so that cells are sharp at every zoom.

import { alignZero, CELL, formatElement, isIntegral } from "../../src/look/numbers";
import { cssColour, type Rgb } from "../../src/look/ramps";
import type { Place } from "../../src/look/tensor/axes";
import { cornerOf, type Picture, TORN } from "../../src/look/tensor/layout";
import { fillOf, inkFor, type Palette, type Scale, signOf } from "../../src/look/tensor/scale";
import type { PageColours } from "../ui/theme";
import { drawSign } from "./signs";

export interface Scene {
  readonly picture: Picture;
  readonly data: Float64Array;
  readonly dtype: string;
  readonly scale: Scale;
  readonly palette: Palette;
  readonly colours: PageColours;
  /** Device pixels to a CSS pixel. */
  readonly pixels: number;
  /** In high contrast the neutral colour is the page's: a frame says where the cells end. */
  readonly framed: boolean;
  readonly rings: readonly Ring[];
}

/** A frame around cells, from one place up to another, both in sight. */
export interface Ring {
  readonly first: Place;
  readonly last: Place;
  readonly kind: "cell" | "facet" | "operand" | "linked";
}

export function paintPicture(context: CanvasRenderingContext2D, scene: Scene): void {
  const { picture } = scene;
  const { gap, numbers } = picture.geometry;
  paintIndices(context, scene);
  picture.boxes.forEach((box, i) => {
    if (gap === 0 && !numbers) paintPixels(context, scene, i, box.x, box.y);
    else paintCells(context, scene, i, box.x, box.y);
  });
  if (scene.framed) paintFrames(context, scene);
  if (picture.geometry.bars && scene.scale.kind === "range") paintBars(context, scene);
  paintTears(context, scene);
  for (const ring of scene.rings) paintRing(context, scene, ring);
}

function paintFrames(context: CanvasRenderingContext2D, { picture, colours, pixels }: Scene): void {
  const { cellWidth, cellHeight, gap } = picture.geometry;
  context.strokeStyle = colours.dim;
  context.lineWidth = 1 / pixels;
  for (const { x, y } of picture.boxes) {
    context.strokeRect(x, y, picture.columns.count * cellWidth - gap, picture.rows.count * cellHeight - gap);
  }
}

/** To the nearest pixel of the screen. */
function snap(at: number, pixels: number): number {
  return Math.round(at * pixels) / pixels;
}

function valueAt({ picture, data }: Scene, facet: number, row: number, column: number): number {
  return data[(facet * picture.rows.count + row) * picture.columns.count + column] ?? Number.NaN;
}

/** Cells without gaps as one image: thousands of them in a millisecond. */
function paintPixels(context: CanvasRenderingContext2D, scene: Scene, facet: number, x: number, y: number): void {
  const { picture, scale, palette, pixels } = scene;
  const { cellWidth, cellHeight } = picture.geometry;
  const rows = picture.rows.count;
  const columns = picture.columns.count;
  if (rows * columns === 0) return;
  const image = new ImageData(columns, rows);
  for (let i = 0, at = 0; i < rows * columns; i++) {
    const fill = fillOf(scene.data[facet * rows * columns + i] ?? Number.NaN, scale, palette);
    image.data[at++] = fill[0];
    image.data[at++] = fill[1];
    image.data[at++] = fill[2];
    image.data[at++] = 255;
  }
  const buffer = new OffscreenCanvas(columns, rows);
  buffer.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  const left = snap(x, pixels);
  const top = snap(y, pixels);
  const right = snap(x + columns * cellWidth, pixels);
  context.drawImage(buffer, left, top, right - left, snap(y + rows * cellHeight, pixels) - top);
}

function paintCells(context: CanvasRenderingContext2D, scene: Scene, facet: number, left: number, top: number): void {
  const { picture, scale, palette, dtype, pixels } = scene;
  const { cellWidth, cellHeight, gap, numbers } = picture.geometry;
  const centred = isIntegral(dtype);
  const inset = numbers && !centred ? numberInset(context, scene) : 0;
  context.textBaseline = "middle";
  context.font = `11px ${scene.colours.monospace}`;
  for (let row = 0; row < picture.rows.count; row++) {
    const y = snap(top + row * cellHeight, pixels);
    const height = snap(top + (row + 1) * cellHeight - gap, pixels) - y;
    for (let column = 0; column < picture.columns.count; column++) {
      const value = valueAt(scene, facet, row, column);
      const x = snap(left + column * cellWidth, pixels);
      const width = snap(left + (column + 1) * cellWidth - gap, pixels) - x;
      const fill = fillOf(value, scale, palette);
      context.fillStyle = cssColour(fill);
      context.fillRect(x, y, width, height);
      const sign = signOf(value, scale);
      if (numbers && Number.isFinite(value)) {
        const text = formatElement(value, dtype, CELL);
        context.fillStyle = cssColour(inkFor(fill, palette));
        context.textAlign = centred ? "center" : "right";
        if (centred) context.fillText(text, x + width / 2, y + height / 2 + 0.5);
        else context.fillText(alignZero(text, CELL.decimals), x + width - inset, y + height / 2 + 0.5);
      } else if (sign !== null && Math.min(width, height) >= 5) {
        const reach = Math.min(4, Math.min(width, height) / 2 - 1.2);
        drawSign(context, x + width / 2, y + height / 2, reach, sign, inkFor(fill, palette));
      } else if (scale.kind === "classes" && Math.min(width, height) >= 10) {
        classNumber(context, scene, value, x + width / 2, y + height / 2, fill);
      }
    }
  }
}

function classNumber(
  context: CanvasRenderingContext2D,
  scene: Scene,
  value: number,
  x: number,
  y: number,
  fill: Rgb,
): void {
  context.font = `10px ${scene.colours.monospace}`;
  context.fillStyle = cssColour(inkFor(fill, scene.palette));
  context.textAlign = "center";
  context.fillText(String(value), x, y + 0.5);
}

/** Puts the widest number in the middle of its cell, so that all points stand below each other. */
function numberInset(context: CanvasRenderingContext2D, scene: Scene): number {
  let widest = 0;
  for (const value of scene.data) {
    if (Number.isFinite(value)) widest = Math.max(widest, formatElement(value, scene.dtype, CELL).length);
  }
  context.font = `11px ${scene.colours.monospace}`;
  const { cellWidth, gap } = scene.picture.geometry;
  return Math.max(3, (cellWidth - gap - widest * context.measureText("0").width) / 2);
}

function paintIndices(context: CanvasRenderingContext2D, scene: Scene): void {
  const { picture, colours } = scene;
  const { cellWidth, cellHeight } = picture.geometry;
  context.font = `10px ${colours.monospace}`;
  context.fillStyle = colours.dim;
  context.textBaseline = "middle";
  const [first] = picture.boxes;
  if (first === undefined) return;
  context.textAlign = "center";
  for (const { at, text } of picture.columnLabels) {
    // The first and last stay within the canvas.
    const half = context.measureText(text).width / 2;
    context.fillText(text, Math.max(half, first.x + (at + 0.5) * cellWidth), first.y - 8);
  }
  context.textAlign = "right";
  for (const { at, text } of picture.rowLabels) {
    context.fillText(text, first.x - 6, first.y + (at + 0.5) * cellHeight);
  }
  for (const box of picture.boxes) {
    context.textAlign = "left";
    if (box.above !== "") context.fillText(box.above, box.x, box.y - 7);
    context.textAlign = "right";
    if (box.before !== "") context.fillText(box.before, box.x - 5, box.y + (picture.rows.count * cellHeight) / 2);
  }
}

const BAR_ROOM = 42;

/** A vector's elements as bars under its strip, from the line of zero. */
function paintBars(context: CanvasRenderingContext2D, scene: Scene): void {
  const { picture, scale, palette, colours, pixels } = scene;
  const [box] = picture.boxes;
  if (box === undefined || scale.kind !== "range") return;
  const { cellWidth, cellHeight, gap } = picture.geometry;
  const { diverging, high } = scale.range;
  const top = box.y + cellHeight + 8;
  const zero = snap(diverging ? top + BAR_ROOM / 2 : top + BAR_ROOM, pixels);
  const reach = diverging ? BAR_ROOM / 2 : BAR_ROOM;
  for (let column = 0; column < picture.columns.count; column++) {
    const value = valueAt(scene, 0, 0, column);
    const left = snap(box.x + column * cellWidth, pixels);
    const width = snap(box.x + (column + 1) * cellWidth - gap, pixels) - left;
    if (!Number.isFinite(value)) {
      if (width >= 5)
        drawSign(
          context,
          left + width / 2,
          zero,
          Math.min(4, width / 2),
          signOf(value, scale) ?? "cross",
          palette.ramps.bad,
        );
      continue;
    }
    const share = Math.min(1, Math.max(-1, value / high));
    const tall = value === 0 ? 0 : Math.max(1, Math.abs(share) * reach);
    const { negative, positive, unsigned } = palette.ramps;
    context.fillStyle = cssColour(diverging ? (value < 0 ? negative : positive) : unsigned);
    context.fillRect(left, value < 0 ? zero : zero - tall, width, tall);
  }
  context.fillStyle = colours.dim;
  context.fillRect(box.x, zero, picture.columns.count * cellWidth - gap, 1 / pixels);
}

/** A cut is drawn as a torn edge, so that a part is never taken for the whole. */
function paintTears(context: CanvasRenderingContext2D, scene: Scene): void {
  const { picture, colours } = scene;
  const { missing, geometry } = picture;
  context.strokeStyle = colours.dim;
  context.lineWidth = 1;
  for (const box of picture.boxes) {
    const right = box.x + picture.columns.count * geometry.cellWidth;
    const bottom = box.y + picture.rows.count * geometry.cellHeight;
    const zigzag = (from: number, to: number, point: (along: number, out: number) => readonly [number, number]) => {
      context.beginPath();
      for (let at = from, i = 0; at <= to; at += 4, i++) context.lineTo(...point(at, i % 2 === 0 ? 1 : TORN - 1));
      context.stroke();
    };
    if (missing.right > 0) zigzag(box.y, bottom, (y, out) => [right + out, y]);
    if (missing.below > 0) zigzag(box.x, right, (x, out) => [x, bottom + out]);
    if (missing.left > 0) zigzag(box.y, bottom, (y, out) => [box.x - out, y]);
    if (missing.above > 0) zigzag(box.x, right, (x, out) => [x, box.y - out]);
  }
}

/** The chosen cell has a light and a dark ring, to be seen on any colour; others a ring in the accent. */
function paintRing(context: CanvasRenderingContext2D, scene: Scene, ring: Ring): void {
  const { picture, colours, pixels } = scene;
  const { cellWidth, cellHeight, gap } = picture.geometry;
  const first = cornerOf(picture, ring.first);
  const last = cornerOf(picture, ring.last);
  if (first === null || last === null) return;
  const x = snap(first.x, pixels);
  const y = snap(first.y, pixels);
  const width = snap(last.x + cellWidth - gap, pixels) - x;
  const height = snap(last.y + cellHeight - gap, pixels) - y;
  if (ring.kind === "operand" || ring.kind === "linked") {
    if (ring.kind === "linked") context.setLineDash([3, 2]);
    context.strokeStyle = colours.focus;
    context.lineWidth = 2;
    context.strokeRect(x, y, width, height);
    context.setLineDash([]);
    return;
  }
  context.lineWidth = 2;
  context.strokeStyle = colours.foreground;
  context.strokeRect(x - 1, y - 1, width + 2, height + 2);
  if (ring.kind === "facet" || Math.min(width, height) < 6) return;
  context.lineWidth = 1;
  context.strokeStyle = colours.background;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
}
