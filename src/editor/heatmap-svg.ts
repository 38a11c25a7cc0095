// The small heat map of a hover: the panel's picture (look/tensor) as an SVG, in less room. Numbers stand in the cells where
// they fit; many cells become one PNG inside, because a hover's text is cut at 100,000 characters. Pure: data in, text out.

import { CELL, DIGEST, formatElement, formatNumber, formatShape, isIntegral } from "../look/numbers";
import { hexColour, RAMP, type Rgb, rampOf, type ThemeKind, type ValueRange } from "../look/ramps";
import { type Arrangement, arrange, defaultAxes } from "../look/tensor/axes";
import { geometryOf, type Picture as Layout, pictureOf } from "../look/tensor/layout";
import {
  boolColour,
  fillOf,
  inkFor,
  type Palette,
  paletteFor,
  type Scale,
  type Sign,
  scaleOf,
  signOf,
} from "../look/tensor/scale";
import type { Digest } from "../protocol/data";
import type { SliceData } from "../protocol/window";
import { base64, encodePng } from "./png";
import { type Picture, round, text, wrap } from "./svg";

/** What a hover has room for, in CSS pixels. */
const ROOM = { width: 236, height: 146, still: true };
const CHARACTER = 6.65;
/** Up to so many elements numbers may stand in the cells. */
const FEW = 64;
/** More cells than these are drawn as a PNG. */
const MANY = 700;
const BAR = 150;

interface Drawing {
  readonly layout: Layout;
  readonly slice: SliceData;
  readonly scale: Scale;
  readonly palette: Palette;
  /** Element by facet, row and column, counted within what is in sight. */
  readonly value: (facet: number, row: number, column: number) => number;
}

/** `grey` takes the colour out: the picture is of an older text. Without a digest the colours are of what is in sight. */
export function heatmapSvg(slice: SliceData, digest: Digest | null, kind: ThemeKind, grey = false): Picture | null {
  const shown = arrange(defaultAxes(slice.shape));
  const total = shown.facets * shown.rows * shown.columns;
  // One number needs no picture: it stands in the digest.
  if (total <= 1 || slice.data.length === 0) return null;
  const scale = scaleOf(slice.dtype, digest, slice.data, null);
  const palette = paletteFor(kind);
  const longest = Math.max(
    0,
    ...Array.from(slice.data.subarray(0, FEW), (one) => formatElement(one, slice.dtype, CELL).length),
  );
  const characters = total <= FEW && slice.dtype !== "bool" ? longest : null;
  const layout = inSight(pictureOf(shown, geometryOf(shown, ROOM, characters), { row: 0, column: 0, line: 0 }), slice);
  const value = (facet: number, row: number, column: number): number =>
    slice.data[(facet * slice.rows + row) * slice.columns + column] ?? Number.NaN;
  const drawing = { layout, slice, scale, palette, value };

  const body = [cells(drawing), ...indices(drawing), ...vectorBars(drawing)];
  let height = layout.height;
  const [left] = [layout.boxes[0]?.x ?? 0];
  const cut = cutText(layout, shown, slice);
  if (cut !== "") {
    body.push(text(left, height + 12, "start", palette.ramps.dim, 10, cut));
    height += 16;
  }
  const [key, keyHeight] = keyOf(drawing, left, height + 8);
  body.push(key);
  height += keyHeight;
  const width = Math.ceil(Math.max(layout.width, left + BAR, left + cut.length * 6.1) + 2);
  const inner = grey
    ? `<filter id="g"><feColorMatrix type="saturate" values=".15"/></filter><g filter="url(#g)">${body.join("")}</g>`
    : body.join("");
  return { svg: wrap(width, Math.ceil(height), inner), width, height: Math.ceil(height) };
}

/** The layout, no larger than what came. */
function inSight(layout: Layout, slice: SliceData): Layout {
  const fewer = (own: { first: number; count: number }, most: number) => ({ ...own, count: Math.min(own.count, most) });
  const facets = fewer(layout.facets, slice.facets.length);
  return {
    ...layout,
    facets,
    rows: fewer(layout.rows, slice.rows),
    columns: fewer(layout.columns, slice.columns),
    boxes: layout.boxes.slice(0, facets.count),
  };
}

function cells(drawing: Drawing): string {
  const { layout } = drawing;
  const count = layout.boxes.length * layout.rows.count * layout.columns.count;
  return count > MANY ? pngCells(drawing) : drawnCells(drawing);
}

/** Cells as squares, one path a colour, with their numbers and glyphs. */
function drawnCells({ layout, slice, scale, palette, value }: Drawing): string {
  const { cellWidth, cellHeight, gap, numbers } = layout.geometry;
  const width = cellWidth - gap;
  const height = cellHeight - gap;
  const squares = new Map<string, string>();
  const marks: string[] = [];
  const all = numbers ? Array.from(slice.data, (one) => formatElement(one, slice.dtype, CELL)) : [];
  const widest = Math.max(0, ...all.map((one) => one.length)) * CHARACTER;
  layout.boxes.forEach((box, facet) => {
    for (let row = 0; row < layout.rows.count; row++) {
      for (let column = 0; column < layout.columns.count; column++) {
        const one = value(facet, row, column);
        const x = box.x + column * cellWidth;
        const y = box.y + row * cellHeight;
        const fill = fillOf(one, scale, palette);
        const ink = inkFor(fill, palette);
        const colour = hexColour(fill);
        squares.set(colour, `${squares.get(colour) ?? ""}M${x} ${y}h${width}v${height}h-${width}z`);
        const sign = signOf(one, scale);
        const [middle, centre] = [x + width / 2, y + height / 2];
        if (numbers && Number.isFinite(one)) {
          const own = formatElement(one, slice.dtype, CELL);
          marks.push(text(middle + widest / 2, centre + 3.8, "end", ink, 11, alignZero(own, all)));
        } else if (sign !== null) marks.push(glyph(sign, middle, centre, Math.min(width, height), hexColour(ink)));
        else if (scale.kind === "classes" && Math.min(width, height) >= 10) {
          marks.push(text(middle, centre + 3.5, "middle", ink, 10, String(one)));
        }
      }
    }
  });
  const paths = Array.from(squares, ([colour, path]) => `<path d="${path}" fill="${colour}"/>`);
  return `<g shape-rendering="crispEdges">${paths.join("")}</g>${marks.join("")}`;
}

/** An exact zero stands at the unit's place of its column of figures. */
function alignZero(own: string, all: readonly string[]): string {
  return own === "0" && all.some((other) => other.includes(".")) ? `0${"\u00a0".repeat(5)}` : own;
}

function glyph(sign: Sign, x: number, y: number, side: number, ink: string): string {
  if (side < 5) return "";
  const s = Math.min(4.5, side * 0.27);
  const line = `stroke="${ink}" stroke-width="1.4" fill="none"`;
  if (sign === "cross") {
    return `<path d="M${round(x - s)} ${round(y - s)}l${round(2 * s)} ${round(2 * s)}m0 ${round(-2 * s)}l${round(-2 * s)} ${round(2 * s)}" ${line}/>`;
  }
  if (sign === "up" || sign === "down") {
    const up = sign === "up" ? -1 : 1;
    return `<path d="M${round(x - s)} ${round(y - up * s * 0.8)}h${round(2 * s)}L${round(x)} ${round(y + up * s)}z" fill="${ink}"/>`;
  }
  const across = `M${round(x - s)} ${round(y)}h${round(2 * s)}`;
  return `<path d="${across}${sign === "plus" ? `M${round(x)} ${round(y - s)}v${round(2 * s)}` : ""}" ${line}/>`;
}

/** All facets below each other in one PNG of a pixel a cell, and a view of it for each. */
function pngCells({ layout, scale, palette, value }: Drawing): string {
  const rows = layout.rows.count;
  const columns = layout.columns.count;
  const pixels = new Uint8Array(layout.boxes.length * rows * columns);
  const colours: Rgb[] = [];
  const known = new Map<Rgb, number>();
  let at = 0;
  for (let facet = 0; facet < layout.boxes.length; facet++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const fill = fillOf(value(facet, row, column), scale, palette);
        let place = known.get(fill);
        if (place === undefined) {
          // A ramp's colours and the one of what is not finite: never more than a palette holds.
          place = colours.push(fill) - 1;
          known.set(fill, place);
        }
        pixels[at++] = place;
      }
    }
  }
  const file = base64(encodePng(columns, layout.boxes.length * rows, pixels, colours));
  const { cellWidth, cellHeight } = layout.geometry;
  const size = `width="${columns * cellWidth}" height="${rows * cellHeight}"`;
  const image = `<image id="p" width="${columns}" height="${layout.boxes.length * rows}" preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,${file}"/>`;
  const views = layout.boxes.map(
    (box, facet) =>
      `<svg x="${box.x}" y="${box.y}" ${size} viewBox="0 ${facet * rows} ${columns} ${rows}" preserveAspectRatio="none"><use href="#p"/></svg>`,
  );
  return `<defs>${image}</defs>${views.join("")}`;
}

function indices({ layout, palette }: Drawing): string[] {
  const { cellWidth, cellHeight } = layout.geometry;
  const { dim } = palette.ramps;
  const [first] = layout.boxes;
  if (first === undefined) return [];
  const found: string[] = [];
  for (const { at, text: index } of layout.columnLabels) {
    if (at < layout.columns.count)
      found.push(text(first.x + (at + 0.5) * cellWidth, first.y - 4, "middle", dim, 10, index));
  }
  for (const { at, text: index } of layout.rowLabels) {
    if (at < layout.rows.count)
      found.push(text(first.x - 5, first.y + (at + 0.5) * cellHeight + 3, "end", dim, 10, index));
  }
  for (const { x, y, above, before } of layout.boxes) {
    if (above !== "") found.push(text(x, y - 3, "start", dim, 10, above));
    if (before !== "") found.push(text(x - 4, y + (layout.rows.count * cellHeight) / 2 + 3, "end", dim, 10, before));
  }
  return found;
}

const BARS = 42;

/** A vector's elements as bars under its strip. */
function vectorBars({ layout, scale, palette, value }: Drawing): string[] {
  const [box] = layout.boxes;
  if (!layout.geometry.bars || scale.kind !== "range" || box === undefined) return [];
  const { cellWidth, cellHeight, gap } = layout.geometry;
  const { diverging, high } = scale.range;
  const top = box.y + cellHeight + 8;
  const reach = diverging ? BARS / 2 : BARS;
  const zero = top + reach;
  const paths = { negative: "", positive: "", unsigned: "" };
  for (let column = 0; column < layout.columns.count; column++) {
    const one = value(0, 0, column);
    if (!Number.isFinite(one) || one === 0) continue;
    const tall = round(Math.max(1, Math.min(1, Math.abs(one) / high) * reach));
    const sign = diverging ? (one < 0 ? "negative" : "positive") : "unsigned";
    const x = box.x + column * cellWidth;
    paths[sign] += `M${x} ${zero}h${cellWidth - gap}v${one < 0 ? tall : -tall}h-${cellWidth - gap}z`;
  }
  const bars = (["negative", "positive", "unsigned"] as const).map((sign) =>
    paths[sign] === "" ? "" : `<path d="${paths[sign]}" fill="${hexColour(palette.ramps[sign])}"/>`,
  );
  const length = layout.columns.count * cellWidth - gap;
  return [
    ...bars,
    `<path d="M${box.x} ${zero + 0.5}h${length}" stroke="${hexColour(palette.ramps.dim)}" stroke-width=".6"/>`,
  ];
}

/** What of the whole is not shown, in words; empty when all is. */
function cutText(layout: Layout, shown: Arrangement, slice: SliceData): string {
  const parts: string[] = [];
  if (layout.rows.count < shown.rows || layout.columns.count < shown.columns) {
    const [part, whole] =
      shown.rowAxis === null
        ? [`${layout.columns.count}`, `${shown.columns}`]
        : [`${layout.rows.count} × ${layout.columns.count}`, `${shown.rows} × ${shown.columns}`];
    parts.push(`${part} of ${whole}`);
  }
  if (layout.boxes.length < slice.totalFacets) parts.push(`${layout.boxes.length} of ${slice.totalFacets} slices`);
  return parts.join(", ");
}

/** What the colours mean, and the height that takes. */
function keyOf(drawing: Drawing, x: number, y: number): [string, number] {
  const { scale, palette, slice } = drawing;
  const swatch = (at: number, fill: Rgb, name: string) =>
    `<rect x="${at}" y="${y}" width="9" height="9" fill="${hexColour(fill)}" stroke="${hexColour(palette.ramps.dim)}" stroke-width=".5"/>${text(at + 13, y + 8.5, "start", palette.ramps.dim, 10, name)}`;
  if (scale.kind === "bool") {
    return [
      swatch(x, boolColour(true, palette.ramps), "True") + swatch(x + 50, boolColour(false, palette.ramps), "False"),
      20,
    ];
  }
  if (scale.kind === "classes") return ["", 4];
  return [colourBar(x, y, scale.range, palette, slice.dtype), 33];
}

function colourBar(x: number, y: number, range: ValueRange, palette: Palette, dtype: string): string {
  const ramp = rampOf(range, palette.ramps);
  const { dim } = palette.ramps;
  const stops = Array.from(
    { length: 9 },
    (_, i) =>
      `<stop offset="${i / 8}" stop-color="${hexColour(ramp[Math.round((i / 8) * (RAMP - 1))] ?? palette.ramps.bad)}"/>`,
  );
  const zero = range.diverging ? x + BAR / 2 : x;
  const high =
    isIntegral(dtype) && Number.isInteger(range.high)
      ? formatElement(range.high, dtype, DIGEST)
      : formatNumber(range.high, DIGEST);
  const [under, over] = range.clipped ? ["≤ ", "≥ "] : ["", ""];
  return [
    `<linearGradient id="r">${stops.join("")}</linearGradient>`,
    `<rect x="${x}" y="${y}" width="${BAR}" height="8" fill="url(#r)"/>`,
    `<rect x="${round(zero - 0.5)}" y="${y - 2}" width="1" height="12" fill="${hexColour(dim)}"/>`,
    text(x, y + 20, "start", dim, 10, range.diverging ? `${under}−${high}` : "0"),
    text(x + BAR, y + 20, "end", dim, 10, over + high),
  ].join("");
}

/** What a picture shows, for those who do not see it. */
export function pictureText(shape: readonly number[], digest: Digest | null): string {
  const [min = NaN, max = NaN] = digest?.stats ?? [];
  return Number.isNaN(min)
    ? formatShape(shape)
    : `${formatShape(shape)}, ${formatNumber(min, DIGEST)} … ${formatNumber(max, DIGEST)}`;
}
