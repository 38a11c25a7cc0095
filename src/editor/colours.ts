// The colours of data in the editor's pictures, per kind of theme: blue below zero, orange above, zero the neutral nearest
// the background, so that a value's size is its distance from the page. Between the fixed stops colours are mixed in
// OKLab (Björn Ottosson, "A perceptual color space for image processing", 2020), where equal steps look equal. Pure.

import type { Digest } from "../protocol/data";

export type ThemeKind = "light" | "dark" | "hc" | "hc-light";

export interface Palette {
  /** 255 colours from −1 over 0 (at 127) to +1. */
  readonly diverging: readonly string[];
  /** 255 colours from 0 to 1. */
  readonly sequential: readonly string[];
  /** NaN and ±Inf, and the glyph on it. */
  readonly bad: string;
  readonly badInk: string;
  readonly negative: string;
  readonly positive: string;
  readonly unsigned: string;
  /** Indices and labels beside cells. */
  readonly dim: string;
}

/** Stops at −1, −½, 0, ½, 1 and at 0, ¼, ½, ¾, 1; then not finite with its ink, bars, labels. */
const STOPS: { readonly [K in ThemeKind]: readonly [string, string, string] } = {
  light: [
    "#0e5bb2 #80a8dd #f3f3f3 #cf9778 #934406",
    "#f3f3f3 #90d3b4 #40a792 #117572 #224347",
    "#b0128f #ffffff #3f79c9 #c06a1e #2f8f78 #616161",
  ],
  dark: [
    "#9cccfe #51759a #262626 #93673e #ffb573",
    "#262626 #075e5b #279380 #7fc4a4 #d6f0da",
    "#ff7de3 #1a0016 #6ba8ea #e09a4f #56b59a #a6a6a6",
  ],
  hc: [
    "#9dccfe #456b91 #161616 #895d30 #fdb672",
    "#161616 #01514e #208f7b #83c8a8 #e3fde7",
    "#ff8ae8 #000000 #86c0ff #ffb066 #6fe0bf #ffffff",
  ],
  "hc-light": [
    "#0a4a94 #6d9bd8 #fbfbfb #c78a67 #7a3600",
    "#fbfbfb #86cbab #379a86 #0b6562 #16373b",
    "#8f0f75 #ffffff #2c5fa6 #9a5214 #23705e #292929",
  ],
};

const palettes = new Map<ThemeKind, Palette>();

export function paletteOf(kind: ThemeKind): Palette {
  let palette = palettes.get(kind);
  if (palette === undefined) {
    const [diverging, sequential, others] = STOPS[kind];
    const [bad = "", badInk = "", negative = "", positive = "", unsigned = "", dim = ""] = others.split(" ");
    palette = {
      diverging: mix(diverging.split(" ")),
      sequential: mix(sequential.split(" ")),
      bad,
      badInk,
      negative,
      positive,
      unsigned,
      dim,
    };
    palettes.set(kind, palette);
  }
  return palette;
}

/** Colours of a ramp: a power of two less one, so that the middle is a colour of its own. */
export const RAMP = 255;

function mix(stops: readonly string[]): readonly string[] {
  const labs = stops.map(toOklab);
  const last = labs.length - 1;
  return Array.from({ length: RAMP }, (_, i) => {
    const place = (i / (RAMP - 1)) * last;
    const from = labs[Math.min(last - 1, Math.floor(place))] ?? [0, 0, 0];
    const to = labs[Math.min(last, Math.floor(place) + 1)] ?? from;
    const t = place - Math.min(last - 1, Math.floor(place));
    return fromOklab([
      from[0] + (to[0] - from[0]) * t,
      from[1] + (to[1] - from[1]) * t,
      from[2] + (to[2] - from[2]) * t,
    ]);
  });
}

type Triple = readonly [number, number, number];

/** "#rrggbb" to its three bytes. */
export function bytesOf(hex: string): Triple {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function linear(byte: number): number {
  const part = byte / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function toOklab(hex: string): Triple {
  const [r, g, b] = bytesOf(hex).map(linear) as unknown as Triple; // map keeps the three
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Triple): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const parts = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => {
    const inside = Math.min(1, Math.max(0, part));
    return Math.round(255 * (inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Black or white, whichever is read better on a colour: both have at least 4.5 : 1 at the threshold. */
export function inkOn(hex: string): string {
  const [r, g, b] = bytesOf(hex).map(linear) as unknown as Triple; // map keeps the three
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
}

/** What colours mean: ±high about zero where there is a negative value, else 0 to high. */
export interface ColourRange {
  readonly diverging: boolean;
  readonly high: number;
  /** Values beyond the range exist: it ends at 3σ about zero. */
  readonly clipped: boolean;
}

export function rangeOf(digest: Digest): ColourRange {
  const [min = NaN, max = NaN, mean = 0, std = 0] = digest.stats;
  const most = Math.max(Math.abs(min), Math.abs(max));
  if (!(most > 0)) return { diverging: false, high: 1, clipped: false };
  // σ about the number zero, which is where the map's zero stands; with one element there is none.
  const spread = 3 * Math.hypot(Number.isNaN(std) ? 0 : std, mean);
  const clipped = spread > 0 && spread < most;
  return { diverging: min < 0, high: clipped ? spread : most, clipped };
}

/** Place of a finite value in its ramp. */
export function rampIndex(value: number, range: ColourRange): number {
  const t = value / range.high;
  const place = range.diverging ? (Math.max(-1, Math.min(1, t)) + 1) / 2 : Math.max(0, Math.min(1, t));
  return Math.round(place * (RAMP - 1));
}
