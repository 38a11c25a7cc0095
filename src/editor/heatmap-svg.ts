// The small heat map of a hover: a window of a tensor as an SVG picture. Rows and columns are the last two axes, outer axes
// make facets. Numbers stand in the cells where they fit; many cells become one PNG inside, because a hover's text is cut
// at 100,000 characters. Pure: data in, text out.

import { CELL, DIGEST, formatElement, formatNumber, formatShape, isIntegral } from "../look/numbers";
import {
  hexColour,
  inkOn,
  RAMP,
  type Ramps,
  type Rgb,
  rampIndex,
  rampOf,
  rampsFor,
  rangeOfDigest,
  type ThemeKind,
  type ValueRange,
} from "../look/ramps";
import type { Digest } from "../protocol/data";
import type { SliceData } from "../protocol/window";
import { base64, encodePng } from "./png";

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** What a hover has room for, in CSS pixels. */
const WIDTH = 220;
const HEIGHT = 132;
const FONT = `font-family="Menlo,Consolas,'DejaVu Sans Mono',monospace"`;
const CHARACTER = 6.65;
const NUMBER_HEIGHT = 17;
/** More cells than these are drawn as a PNG. */
const MANY = 600;

interface Layout {
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly gap: number;
  readonly numbers: boolean;
  readonly left: number;
  readonly facets: readonly { readonly x: number; readonly y: number; readonly label: string }[];
  readonly width: number;
  readonly height: number;
}

/** `grey` takes the colour out: the picture is of an older text. */
export function heatmapSvg(slice: SliceData, digest: Digest, kind: ThemeKind, grey = false): Picture | null {
  const { rows, columns } = slice;
  const facets = Math.max(1, slice.facets.length);
  // One number needs no picture: it stands in the digest.
  if (rows * columns === 0 || digest.n <= 1) return null;
  const palette = rampsFor(kind);
  const range = rangeOfDigest(digest);
  const ramp = rampOf(range, palette);
  const texts = rows * columns * facets <= 64 ? elementTexts(slice) : [];
  const layout = layOut(slice, facets, Math.max(0, ...texts.map((text) => text.length)));

  const body: string[] = [];
  if (rows * columns * facets > MANY) body.push(pngCells(slice, layout, range, ramp, palette));
  else drawCells(body, slice, layout, range, ramp, palette, texts);
  labels(body, slice, layout, palette);
  let height = layout.height;
  const cut = cutText(slice);
  if (cut !== null) {
    body.push(text(layout.left, height + 12, "start", palette.dim, 10, cut));
    height += 16;
  }
  const barWidth = Math.max(84, layout.width - layout.left);
  if (digest.dtype !== "bool") {
    colourBar(body, layout.left, height + 8, Math.min(barWidth, 160), range, ramp, palette, digest.dtype);
    height += 33;
  }
  const width = Math.ceil(
    Math.max(layout.width, layout.left + Math.min(barWidth, 160), cut === null ? 0 : layout.left + cut.length * 6.1) +
      2,
  );
  const inner = grey
    ? `<filter id="g"><feColorMatrix type="saturate" values=".15"/></filter><g filter="url(#g)">${body.join("")}</g>`
    : body.join("");
  return { svg: wrap(width, Math.ceil(height), inner), width, height: Math.ceil(height) };
}

/** The little picture of a digest: the elements themselves up to 16, else ten bars coloured by their sign. */
export function sparkSvg(digest: Digest, kind: ThemeKind): Picture | null {
  const palette = rampsFor(kind);
  const height = 14;
  const body: string[] = [];
  if (digest.values !== null && digest.n > 0) {
    const columns = Math.max(1, digest.shape.at(-1) ?? 1);
    const rows = Math.ceil(digest.n / columns);
    const width = Math.min(44, columns * 14);
    const range = rangeOfDigest(digest);
    const ramp = rampOf(range, palette);
    digest.values.forEach((value, i) => {
      const fill = (Number.isFinite(value) ? ramp[rampIndex(value, range)] : undefined) ?? palette.bad;
      const [w, h] = [width / columns, height / rows];
      const x = (i % columns) * w;
      const y = Math.floor(i / columns) * h;
      body.push(
        `<rect x="${round(x)}" y="${round(y)}" width="${round(w - 0.8)}" height="${round(h - 0.6)}" fill="${hexColour(fill)}"/>`,
      );
    });
    return { svg: wrap(width, height, body.join("")), width, height };
  }
  if (digest.bins === null) return null;
  const [min = 0, max = 0] = digest.stats;
  const width = 48;
  const pitch = width / digest.bins.length;
  const most = Math.max(1, ...digest.bins);
  digest.bins.forEach((count, i) => {
    const middle = min + ((max - min) * (i + 0.5)) / (digest.bins?.length ?? 1);
    const fill = min >= 0 ? palette.unsigned : middle < 0 ? palette.negative : palette.positive;
    const tall = count === 0 ? 0.8 : Math.max(1.5, ((height - 1) * count) / most);
    body.push(
      `<rect x="${round(i * pitch)}" y="${round(height - tall)}" width="${round(pitch - 1)}" height="${round(tall)}" fill="${hexColour(fill)}"${count === 0 ? ' opacity=".5"' : ""}/>`,
    );
  });
  return { svg: wrap(width, height, body.join("")), width, height };
}

/** An SVG as the address of an image. */
export function dataUri(svg: string): string {
  return `data:image/svg+xml;base64,${base64(new TextEncoder().encode(svg))}`;
}

function wrap(width: number, height: number, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${FONT}>${body}</svg>`;
}

function elementTexts(slice: SliceData): string[] {
  return Array.from(slice.data, (value) => formatElement(value, slice.dtype, CELL));
}

function layOut(slice: SliceData, facets: number, characters: number): Layout {
  const { rows, columns } = slice;
  const rank = slice.shape.length;
  const left = rank === 2 ? Math.ceil(String(rows - 1).length * 6.1 + 6) : 0;
  const room = WIDTH - left;
  const numberWidth = Math.ceil(characters * CHARACTER + 9);
  const top = rank === 0 ? 0 : 15;
  const fits = characters > 0 && numberWidth * columns <= room && rows * NUMBER_HEIGHT <= HEIGHT;
  if (facets === 1 && fits) {
    const cellWidth = Math.max(numberWidth, Math.min(50, Math.floor(room / columns)));
    return single(left, top, columns, rows, cellWidth, NUMBER_HEIGHT, 1, true);
  }
  if (facets === 1) {
    const side = Math.max(1, Math.min(16, room / columns, rank < 2 ? 16 : HEIGHT / rows));
    const size = side >= 2 ? Math.floor(side) : side;
    const cellHeight = rank < 2 ? 16 : size;
    return single(left, top, columns, rows, size, cellHeight, size >= 5 ? 1 : 0, false);
  }
  // The largest cell with which all facets fit, in as many lines as that takes.
  for (let size = 14; size >= 1; size--) {
    const pitch = Math.max(columns * size, 20) + 6;
    const perLine = Math.max(1, Math.floor((WIDTH + 6) / pitch));
    const lines = Math.ceil(facets / perLine);
    if ((lines * (rows * size + 14) > HEIGHT + 20 || columns * size > WIDTH) && size > 1) continue;
    const boxes = Array.from({ length: facets }, (_, i) => ({
      x: (i % perLine) * pitch,
      y: Math.floor(i / perLine) * (rows * size + 14) + 13,
      label: facetLabel(slice.facets[i] ?? []),
    }));
    return {
      cellWidth: size,
      cellHeight: size,
      gap: size >= 5 ? 1 : 0,
      numbers: false,
      left: 0,
      facets: boxes,
      width: Math.min(facets, perLine) * pitch - 6,
      height: lines * (rows * size + 14),
    };
  }
  return single(left, top, columns, rows, 1, 1, 0, false);
}

function single(
  left: number,
  top: number,
  columns: number,
  rows: number,
  cellWidth: number,
  cellHeight: number,
  gap: number,
  numbers: boolean,
): Layout {
  return {
    cellWidth,
    cellHeight,
    gap,
    numbers,
    left,
    facets: [{ x: left, y: top, label: "" }],
    width: left + columns * cellWidth,
    height: top + rows * cellHeight,
  };
}

function facetLabel(index: readonly number[]): string {
  return index.length === 1 ? String(index[0]) : `[${index.join(",")}]`;
}

function drawCells(
  body: string[],
  slice: SliceData,
  layout: Layout,
  range: ValueRange,
  ramp: readonly Rgb[],
  palette: Ramps,
  texts: readonly string[],
): void {
  const { rows, columns, data } = slice;
  const width = layout.cellWidth - layout.gap;
  const height = layout.cellHeight - layout.gap;
  const widest = Math.max(0, ...texts.map((one) => one.length)) * CHARACTER;
  layout.facets.forEach((facet, f) => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const i = (f * rows + row) * columns + column;
        const value = data[i] ?? NaN;
        const x = facet.x + column * layout.cellWidth;
        const y = facet.y + row * layout.cellHeight;
        const finite = Number.isFinite(value);
        const fill = (finite ? ramp[rampIndex(value, range)] : undefined) ?? palette.bad;
        body.push(
          `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${hexColour(fill)}"/>`,
        );
        const ink = finite ? inkOn(fill) : hexColour(palette.badInk);
        if (layout.numbers && finite) {
          const end = x + width / 2 + widest / 2;
          body.push(text(end, y + height / 2 + 3.8, "end", ink, 11, alignZero(texts[i] ?? "", texts)));
        } else if (!finite || Math.abs(value) > range.high * 1.0001) {
          body.push(glyph(value, x + width / 2, y + height / 2, Math.min(width, height), ink));
        }
      }
    }
  });
}

/** An exact zero stands at the unit's place of its column of figures. */
function alignZero(own: string, all: readonly string[]): string {
  return own === "0" && all.some((other) => other.includes(".")) ? `0${"\u00a0".repeat(5)}` : own;
}

/** ✕ NaN, ▲ +Inf, ▼ −Inf; + over and − under the range. */
function glyph(value: number, x: number, y: number, side: number, ink: string): string {
  if (side < 5) return "";
  const s = Math.min(4.5, side * 0.27);
  const line = `stroke="${ink}" stroke-width="1.4" fill="none"`;
  if (Number.isNaN(value)) {
    return `<path d="M${round(x - s)} ${round(y - s)}l${round(2 * s)} ${round(2 * s)}m0 ${round(-2 * s)}l${round(-2 * s)} ${round(2 * s)}" ${line}/>`;
  }
  if (!Number.isFinite(value)) {
    const up = value > 0 ? -1 : 1;
    return `<path d="M${round(x - s)} ${round(y - up * s * 0.8)}h${round(2 * s)}L${round(x)} ${round(y + up * s)}z" fill="${ink}"/>`;
  }
  const across = `M${round(x - s)} ${round(y)}h${round(2 * s)}`;
  return `<path d="${across}${value > 0 ? `M${round(x)} ${round(y - s)}v${round(2 * s)}` : ""}" ${line}/>`;
}

function pngCells(slice: SliceData, layout: Layout, range: ValueRange, ramp: readonly Rgb[], palette: Ramps): string {
  const { rows, columns, data } = slice;
  const colours = [...ramp, palette.bad];
  return layout.facets
    .map((facet, f) => {
      const pixels = new Uint8Array(rows * columns);
      for (let i = 0; i < pixels.length; i++) {
        const value = data[f * rows * columns + i] ?? NaN;
        pixels[i] = Number.isFinite(value) ? rampIndex(value, range) : RAMP;
      }
      const file = base64(encodePng(columns, rows, pixels, colours));
      const size = `width="${round(columns * layout.cellWidth)}" height="${round(rows * layout.cellHeight)}"`;
      return `<image x="${round(facet.x)}" y="${round(facet.y)}" ${size} preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,${file}"/>`;
    })
    .join("");
}

function labels(body: string[], slice: SliceData, layout: Layout, palette: Ramps): void {
  const rank = slice.shape.length;
  if (layout.facets.length > 1) {
    for (const facet of layout.facets) body.push(text(facet.x, facet.y - 3, "start", palette.dim, 10, facet.label));
    return;
  }
  const [facet] = layout.facets;
  if (facet === undefined || rank === 0) return;
  const { cellWidth, cellHeight } = layout;
  const digits = String(slice.columns - 1).length;
  for (const column of steps(slice.columns, cellWidth, digits * 6.1 + 6)) {
    const x = facet.x + (column + 0.5) * cellWidth;
    body.push(text(x, facet.y - 4, "middle", palette.dim, 10, String(column)));
  }
  if (rank !== 2) return;
  for (const row of steps(slice.rows, cellHeight, 12)) {
    body.push(text(facet.x - 5, facet.y + (row + 0.5) * cellHeight + 3, "end", palette.dim, 10, String(row)));
  }
}

/** Indices to write: all where they fit, else in even round steps. */
function steps(count: number, pitch: number, room: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => one * pitch >= room) ?? 1000;
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** What of the whole is not shown, in words; null when all is. */
function cutText(slice: SliceData): string | null {
  const { rows, columns, totalRows, totalColumns, totalFacets } = slice;
  const facets = slice.facets.length;
  const parts: string[] = [];
  if (rows < totalRows || columns < totalColumns) {
    const oneAxis = slice.shape.length < 2;
    const shown = oneAxis ? `${columns}` : `${rows} × ${columns}`;
    parts.push(`${shown} of ${oneAxis ? totalColumns : `${totalRows} × ${totalColumns}`}`);
  }
  if (facets < totalFacets) parts.push(`${facets} of ${totalFacets} slices`);
  return parts.length === 0 ? null : parts.join(", ");
}

function colourBar(
  body: string[],
  x: number,
  y: number,
  width: number,
  range: ValueRange,
  ramp: readonly Rgb[],
  palette: Ramps,
  dtype: string,
): void {
  const stops = Array.from(
    { length: 9 },
    (_, i) =>
      `<stop offset="${i / 8}" stop-color="${hexColour(ramp[Math.round((i / 8) * (RAMP - 1))] ?? palette.bad)}"/>`,
  );
  body.push(`<linearGradient id="r">${stops.join("")}</linearGradient>`);
  body.push(`<rect x="${x}" y="${y}" width="${width}" height="8" fill="url(#r)"/>`);
  const zero = range.diverging ? x + width / 2 : x;
  body.push(`<rect x="${round(zero - 0.5)}" y="${y - 2}" width="1" height="12" fill="${hexColour(palette.dim)}"/>`);
  const high = isIntegral(dtype) ? formatElement(range.high, dtype, DIGEST) : formatNumber(range.high, DIGEST);
  const over = range.clipped ? "≥ " : "";
  if (range.diverging) {
    body.push(text(x, y + 20, "start", palette.dim, 10, `${range.clipped ? "≤ " : ""}−${high}`));
    body.push(text(x + width, y + 20, "end", palette.dim, 10, over + high));
  } else {
    body.push(text(x, y + 20, "start", palette.dim, 10, "0"));
    body.push(text(x + width, y + 20, "end", palette.dim, 10, over + high));
  }
}

function text(x: number, y: number, anchor: string, fill: Rgb | string, size: number, content: string): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${typeof fill === "string" ? fill : hexColour(fill)}" font-size="${size}">${content}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** What a picture shows, for those who do not see it. */
export function pictureText(digest: Digest): string {
  const [min = NaN, max = NaN] = digest.stats;
  return `${formatShape(digest.shape)}, ${formatNumber(min, DIGEST)} … ${formatNumber(max, DIGEST)}`;
}
