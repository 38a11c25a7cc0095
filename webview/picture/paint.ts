// Paints a tensor's large picture: cells, numbers, signs for what is not finite or beyond the range, indices, torn edges,
// the ring of the chosen cell and the colour bar. Everything is placed in CSS pixels; the context carries the scale.

import { alignZero, CELL, DIGEST, formatElement, formatNumber, isIntegral } from "../../src/look/numbers";
import { colourOf, cssColour, inkOn, RAMP, type Ramps, type Rgb, rampOf, type ValueRange } from "../../src/look/ramps";
import type { SliceData } from "../../src/protocol";
import type { PageColours } from "../ui/theme";
import { type Cell, offsetOf, type PictureLayout, TORN } from "./layout";

export interface Scene {
  readonly slice: SliceData;
  readonly layout: PictureLayout;
  readonly range: ValueRange;
  readonly ramps: Ramps;
  readonly colours: PageColours;
  /** The chosen cell, and one that is chosen in a related picture. */
  readonly cell: Cell | null;
  readonly linked: Cell | null;
}

/** Height under the cells that the colour bar takes. */
export const BAR_HEIGHT = 38;
/** And the key to the signs below it. */
export const SIGNS_HEIGHT = 20;
const BAR_WIDTH = 152;

export function paintPicture(context: CanvasRenderingContext2D, scene: Scene): void {
  const { layout } = scene;
  paintIndices(context, scene);
  for (let facet = 0; facet < Math.max(1, scene.slice.facets.length); facet++) paintFacet(context, scene, facet);
  if (layout.tornRight || layout.tornBottom) paintTears(context, scene);
  if (scene.linked !== null) ring(context, scene, scene.linked, true);
  if (scene.cell !== null) ring(context, scene, scene.cell, false);
}

function paintFacet(context: CanvasRenderingContext2D, scene: Scene, facet: number): void {
  const { slice, layout, range, ramps } = scene;
  const box = layout.facets[facet];
  if (box === undefined) return;
  const { cellWidth, cellHeight, gap } = layout;
  const characters = layout.numbers;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.font = `11px ${scene.colours.monospace}`;
  const centred = isIntegral(slice.dtype) || slice.dtype === "bool";
  const inset = characters && !centred ? numberInset(context, scene) : 0;
  for (let row = 0; row < slice.rows; row++) {
    for (let column = 0; column < slice.columns; column++) {
      const value = slice.data[(facet * slice.rows + row) * slice.columns + column] ?? Number.NaN;
      const x = box.x + column * cellWidth;
      const y = box.y + row * cellHeight;
      const finite = Number.isFinite(value);
      const fill = finite ? colourOf(value, range, ramps) : ramps.bad;
      context.fillStyle = cssColour(fill);
      context.fillRect(x, y, cellWidth - gap, cellHeight - gap);
      if (!finite) sign(context, scene, x, y, Number.isNaN(value) ? "cross" : value > 0 ? "up" : "down", ramps.badInk);
      else if (characters) {
        const text = formatElement(value, slice.dtype, CELL);
        context.fillStyle = inkOn(fill);
        if (centred) {
          context.textAlign = "center";
          context.fillText(text, x + (cellWidth - gap) / 2, y + cellHeight / 2);
        } else {
          context.fillText(alignZero(text, CELL.decimals), x + cellWidth - gap - inset, y + cellHeight / 2);
        }
      } else if (range.clipped && Math.abs(value) > range.high) {
        sign(context, scene, x, y, value > 0 ? "plus" : "minus", inkOn(fill) === "#000" ? [0, 0, 0] : [255, 255, 255]);
      }
    }
  }
}

/** Puts the widest number in the middle of its cell, so that all points stand below each other. */
function numberInset(context: CanvasRenderingContext2D, scene: Scene): number {
  let widest = 0;
  const { data, dtype } = scene.slice;
  for (const value of data) widest = Math.max(widest, formatElement(value, dtype, CELL).length);
  const width = widest * context.measureText("0").width;
  return Math.max(3, (scene.layout.cellWidth - scene.layout.gap - width) / 2);
}

type Sign = "cross" | "up" | "down" | "plus" | "minus";

function sign(context: CanvasRenderingContext2D, scene: Scene, x: number, y: number, kind: Sign, ink: Rgb): void {
  const width = scene.layout.cellWidth - scene.layout.gap;
  const height = scene.layout.cellHeight - scene.layout.gap;
  if (width < 6 || height < 6) return;
  drawSign(context, x + width / 2, y + height / 2, Math.min(4, Math.min(width, height) / 2 - 1.5), kind, ink);
}

function drawSign(context: CanvasRenderingContext2D, x: number, y: number, reach: number, kind: Sign, ink: Rgb): void {
  context.beginPath();
  if (kind === "up" || kind === "down") {
    const tip = kind === "up" ? -reach : reach;
    context.moveTo(x, y + tip);
    context.lineTo(x + reach, y - tip * 0.8);
    context.lineTo(x - reach, y - tip * 0.8);
    context.closePath();
    context.fillStyle = cssColour(ink);
    context.fill();
    return;
  }
  context.strokeStyle = cssColour(ink);
  context.lineWidth = 1.5;
  if (kind === "cross") {
    const arm = reach * 0.85;
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
  } else {
    context.moveTo(x - reach, y);
    context.lineTo(x + reach, y);
    if (kind === "plus") {
      context.moveTo(x, y - reach);
      context.lineTo(x, y + reach);
    }
  }
  context.stroke();
}

function paintIndices(context: CanvasRenderingContext2D, scene: Scene): void {
  const { layout, colours } = scene;
  context.font = `10px ${colours.monospace}`;
  context.fillStyle = colours.dim;
  context.textBaseline = "middle";
  const first = layout.facets[0];
  if (first === undefined) return;
  context.textAlign = "center";
  for (const column of layout.columnLabels) {
    context.fillText(String(column), first.x + (column + 0.5) * layout.cellWidth, first.y - 8);
  }
  context.textAlign = "right";
  for (const row of layout.rowLabels) {
    context.fillText(String(row), first.x - 6, first.y + (row + 0.5) * layout.cellHeight);
  }
  context.textAlign = "left";
  for (const box of layout.facets) {
    if (box.above !== "") context.fillText(box.above, box.x, box.y - 7);
  }
  context.textAlign = "right";
  for (const box of layout.facets) {
    if (box.before !== "") context.fillText(box.before, box.x - 6, box.y + (layout.rows * layout.cellHeight) / 2);
  }
}

/** A cut is drawn as a torn edge, so that a part is never taken for the whole. */
function paintTears(context: CanvasRenderingContext2D, scene: Scene): void {
  const { layout, colours } = scene;
  context.strokeStyle = colours.dim;
  context.lineWidth = 1;
  for (const box of layout.facets) {
    const right = box.x + layout.columns * layout.cellWidth;
    const bottom = box.y + layout.rows * layout.cellHeight;
    context.beginPath();
    if (layout.tornRight) {
      for (let y = box.y, i = 0; y <= bottom; y += 4, i++) context.lineTo(right + (i % 2 === 0 ? 1 : TORN - 1), y);
    }
    context.stroke();
    context.beginPath();
    if (layout.tornBottom) {
      for (let x = box.x, i = 0; x <= right; x += 4, i++) context.lineTo(x, bottom + (i % 2 === 0 ? 1 : TORN - 1));
    }
    context.stroke();
  }
}

/** The chosen cell has a light and a dark ring, to be seen on any colour; a linked one a dashed ring in the accent. */
function ring(context: CanvasRenderingContext2D, scene: Scene, cell: Cell, linked: boolean): void {
  const { layout, colours } = scene;
  const box = layout.facets[cell.facet];
  if (box === undefined) return;
  const x = box.x + cell.column * layout.cellWidth;
  const y = box.y + cell.row * layout.cellHeight;
  const width = layout.cellWidth - layout.gap;
  const height = layout.cellHeight - layout.gap;
  if (linked) {
    context.setLineDash([3, 2]);
    context.strokeStyle = colours.focus;
    context.lineWidth = 2;
    context.strokeRect(x, y, width, height);
    context.setLineDash([]);
    return;
  }
  context.lineWidth = 2;
  context.strokeStyle = colours.foreground;
  context.strokeRect(x - 1, y - 1, width + 2, height + 2);
  context.lineWidth = 1;
  context.strokeStyle = colours.background;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
}

/** The colour bar under the picture: its ends, zero, a mark at the chosen value, and the signs that occur. */
export function paintBar(context: CanvasRenderingContext2D, scene: Scene, signs: readonly Sign[], words: Words): void {
  const { layout, range, ramps, colours, slice } = scene;
  const x = layout.facets[0]?.x ?? 0;
  const y = layout.height + 12;
  const width = BAR_WIDTH;
  for (let i = 0; i < width; i++) {
    const at = Math.min(RAMP - 1, Math.floor((i / (width - 1)) * RAMP));
    context.fillStyle = cssColour(rampOf(range, ramps)[at] ?? ramps.bad);
    context.fillRect(x + i, y, 1, 9);
  }
  context.fillStyle = colours.foreground;
  context.fillRect(Math.round(x + (range.diverging ? width / 2 : 0)), y - 1, 1, 11);
  context.font = `10px ${colours.monospace}`;
  context.fillStyle = colours.dim;
  context.textBaseline = "top";
  const number = (value: number) =>
    isIntegral(slice.dtype) ? formatElement(value, "int64") : formatNumber(value, DIGEST);
  context.textAlign = "left";
  const lowest = range.diverging ? `${range.clipped ? "≤ " : ""}${number(range.low)}` : "0";
  context.fillText(lowest, x, y + 13);
  context.textAlign = "right";
  context.fillText(`${range.clipped ? "≥ " : ""}${number(range.high)}`, x + width, y + 13);
  if (range.diverging) {
    context.textAlign = "center";
    context.fillText("0", x + width / 2, y + 13);
  }
  if (scene.cell !== null) {
    const value = slice.data[offsetOf(slice, scene.cell)] ?? Number.NaN;
    if (Number.isFinite(value)) {
      const share = (value - range.low) / (range.high - range.low);
      const at = x + width * Math.min(1, Math.max(0, share));
      context.beginPath();
      context.moveTo(at, y);
      context.lineTo(at + 4, y - 5);
      context.lineTo(at - 4, y - 5);
      context.closePath();
      context.fillStyle = colours.foreground;
      context.fill();
    }
  }
  paintSigns(context, scene, signs, words, x, y + 29);
}

export interface Words {
  readonly over: string;
  readonly under: string;
}

function paintSigns(
  context: CanvasRenderingContext2D,
  scene: Scene,
  signs: readonly Sign[],
  words: Words,
  left: number,
  y: number,
): void {
  const { ramps, range } = scene;
  const names: Record<Sign, string> = { cross: "NaN", up: "+Inf", down: "−Inf", plus: words.over, minus: words.under };
  let x = left;
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const one of signs) {
    const beyond = one === "plus" ? range.high : range.low;
    const fill = one === "plus" || one === "minus" ? colourOf(beyond, range, ramps) : ramps.bad;
    context.fillStyle = cssColour(fill);
    context.fillRect(x, y, 12, 12);
    const dark = inkOn(fill) === "#000";
    const ink: Rgb = fill === ramps.bad ? ramps.badInk : dark ? [0, 0, 0] : [255, 255, 255];
    drawSign(context, x + 6, y + 6, 3.5, one, ink);
    context.fillStyle = scene.colours.dim;
    context.font = `10px ${scene.colours.monospace}`;
    context.fillText(names[one], x + 16, y + 6.5);
    x += 16 + names[one].length * 6.1 + 8;
  }
}

/** Which signs a picture needs a key for. */
export function signsIn(slice: SliceData, range: ValueRange): readonly Sign[] {
  const found = new Set<Sign>();
  for (const value of slice.data) {
    if (Number.isNaN(value)) found.add("cross");
    else if (value === Infinity) found.add("up");
    else if (value === -Infinity) found.add("down");
    else if (range.clipped && value > range.high) found.add("plus");
    else if (range.clipped && value < -range.high) found.add("minus");
  }
  return (["cross", "up", "down", "plus", "minus"] as const).filter((one) => found.has(one));
}
