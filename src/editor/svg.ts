// What the pictures of hovers share: an SVG with its size, its address, and its texts. Pure.

import { hexColour, type Rgb } from "../look/ramps";
import { base64 } from "./png";

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const FONT = `font-family="Menlo,Consolas,'DejaVu Sans Mono',monospace"`;

/** An SVG as the address of an image. */
export function dataUri(svg: string): string {
  return `data:image/svg+xml;base64,${base64(new TextEncoder().encode(svg))}`;
}

export function wrap(width: number, height: number, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${FONT}>${body}</svg>`;
}

export function text(x: number, y: number, anchor: string, fill: Rgb, size: number, content: string): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${hexColour(fill)}" font-size="${size}">${content}</text>`;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
