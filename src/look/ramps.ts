// Colour maps for data, one set per kind of theme. Built in OKLCH so that equal steps of value are equal steps of
// lightness (Björn Ottosson, "A perceptual color space for image processing", 2020): blue negative, orange positive,
// zero always the neutral nearest the editor's background. The same in hovers, the panel and the report. Pure: no DOM.

import type { Digest } from "../protocol/data";

export type ThemeKind = "light" | "dark" | "hc" | "hc-light";

export type Rgb = readonly [number, number, number];

export interface Ramps {
  /** 255 colours from −1 over 0 (at 127) to +1. */
  readonly diverging: readonly Rgb[];
  /** 255 colours from 0 to 1. */
  readonly sequential: readonly Rgb[];
  /** NaN and ±Inf: the fill, and the glyph on it. */
  readonly bad: Rgb;
  readonly badInk: Rgb;
  /** Bars of small histograms: below zero, above, and of a tensor without negatives. */
  readonly negative: Rgb;
  readonly positive: Rgb;
  readonly unsigned: Rgb;
  /** Indices and labels beside cells, where no style sheet says. */
  readonly dim: Rgb;
}

interface Arm {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

interface Recipe {
  readonly neutral: number;
  readonly negative: Arm;
  readonly positive: Arm;
  /** Hue and chroma along the sequential map at ¼, ½, ¾ and 1; its lightness is even. */
  readonly sequentialEnd: number;
  readonly sequentialHue: readonly [number, number];
  readonly sequentialChroma: readonly [number, number];
  readonly bad: Arm;
  readonly badInk: Rgb;
  readonly bars: readonly [Arm, Arm, Arm];
  readonly dim: number;
}

const RECIPES: Readonly<Record<ThemeKind, Recipe>> = {
  light: {
    neutral: 0.964,
    negative: { lightness: 0.478, chroma: 0.158, hue: 256.5 },
    positive: { lightness: 0.478, chroma: 0.125, hue: 49.5 },
    sequentialEnd: 0.358,
    sequentialHue: [156, 206],
    sequentialChroma: [0.103, 0.042],
    bad: { lightness: 0.505, chroma: 0.219, hue: 340 },
    badInk: [255, 255, 255],
    bars: [
      { lightness: 0.57, chroma: 0.135, hue: 256 },
      { lightness: 0.6, chroma: 0.14, hue: 54 },
      { lightness: 0.575, chroma: 0.098, hue: 170 },
    ],
    dim: 97,
  },
  dark: {
    neutral: 0.269,
    negative: { lightness: 0.83, chroma: 0.09, hue: 250 },
    positive: { lightness: 0.83, chroma: 0.12, hue: 62 },
    sequentialEnd: 0.93,
    sequentialHue: [197, 150],
    sequentialChroma: [0.103, 0.042],
    bad: { lightness: 0.77, chroma: 0.185, hue: 335 },
    badInk: [28, 0, 24],
    bars: [
      { lightness: 0.715, chroma: 0.115, hue: 252 },
      { lightness: 0.735, chroma: 0.13, hue: 63 },
      { lightness: 0.7, chroma: 0.095, hue: 168 },
    ],
    dim: 166,
  },
  hc: {
    neutral: 0.2,
    negative: { lightness: 0.83, chroma: 0.09, hue: 250.5 },
    positive: { lightness: 0.83, chroma: 0.12, hue: 63.5 },
    sequentialEnd: 0.969,
    sequentialHue: [197, 150],
    sequentialChroma: [0.105, 0.042],
    bad: { lightness: 0.79, chroma: 0.175, hue: 335 },
    badInk: [0, 0, 0],
    bars: [
      { lightness: 0.795, chroma: 0.11, hue: 250 },
      { lightness: 0.815, chroma: 0.13, hue: 66 },
      { lightness: 0.83, chroma: 0.115, hue: 168 },
    ],
    dim: 255,
  },
  "hc-light": {
    neutral: 0.985,
    negative: { lightness: 0.4, chroma: 0.15, hue: 257 },
    positive: { lightness: 0.4, chroma: 0.11, hue: 48 },
    sequentialEnd: 0.28,
    sequentialHue: [156, 206],
    sequentialChroma: [0.103, 0.04],
    bad: { lightness: 0.45, chroma: 0.2, hue: 340 },
    badInk: [255, 255, 255],
    bars: [
      { lightness: 0.48, chroma: 0.15, hue: 257 },
      { lightness: 0.5, chroma: 0.12, hue: 50 },
      { lightness: 0.46, chroma: 0.085, hue: 172 },
    ],
    dim: 41,
  },
};

/** Colours of a ramp: odd, so that the middle is a colour of its own, and with one more for NaN still a byte. */
export const RAMP = 255;

const cache = new Map<ThemeKind, Ramps>();

export function rampsFor(kind: ThemeKind): Ramps {
  let ramps = cache.get(kind);
  if (ramps === undefined) {
    ramps = build(RECIPES[kind]);
    cache.set(kind, ramps);
  }
  return ramps;
}

function build(recipe: Recipe): Ramps {
  const diverging: Rgb[] = [];
  for (let i = -127; i <= 127; i++) {
    const arm = i < 0 ? recipe.negative : recipe.positive;
    const t = Math.abs(i) / 127;
    diverging.push(
      fromOklch(recipe.neutral + (arm.lightness - recipe.neutral) * t, arm.chroma * easeChroma(t), arm.hue),
    );
  }
  const sequential: Rgb[] = [];
  for (let i = 0; i < RAMP; i++) {
    const t = i / (RAMP - 1);
    const [hueFrom, hueTo] = recipe.sequentialHue;
    const [chromaMid, chromaEnd] = recipe.sequentialChroma;
    // Chroma rises to the middle and falls to the end, where little is possible that near to black or white.
    const chroma = t < 0.5 ? chromaMid * Math.sin(Math.PI * t) : chromaEnd + (chromaMid - chromaEnd) * (2 - 2 * t);
    const lightness = recipe.neutral + (recipe.sequentialEnd - recipe.neutral) * t;
    sequential.push(fromOklch(lightness, chroma, hueFrom + (hueTo - hueFrom) * t));
  }
  const [negative, positive, unsigned] = recipe.bars;
  return {
    diverging,
    sequential,
    bad: armColour(recipe.bad),
    badInk: recipe.badInk,
    negative: armColour(negative),
    positive: armColour(positive),
    unsigned: armColour(unsigned),
    dim: [recipe.dim, recipe.dim, recipe.dim],
  };
}

/** Colour comes in a little before lightness does, so that small values show their sign. */
function easeChroma(t: number): number {
  return t ** 0.85;
}

function armColour(arm: Arm): Rgb {
  return fromOklch(arm.lightness, arm.chroma, arm.hue);
}

/** OKLCH to 8-bit sRGB; chroma gives way where the screen cannot show it, lightness and hue never do. */
export function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  let low = 0;
  let high = chroma;
  let best = toLinear(lightness, chroma, hue);
  if (!inGamut(best)) {
    for (let step = 0; step < 18; step++) {
      const middle = (low + high) / 2;
      best = toLinear(lightness, middle, hue);
      if (inGamut(best)) low = middle;
      else high = middle;
    }
    best = toLinear(lightness, low, hue);
  }
  return [encode(best[0]), encode(best[1]), encode(best[2])];
}

function toLinear(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function inGamut(colour: Rgb): boolean {
  return colour.every((part) => part >= -1e-6 && part <= 1 + 1e-6);
}

function encode(linear: number): number {
  const part = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055));
}

/** WCAG's relative luminance. */
export function luminance(colour: Rgb): number {
  const [r, g, b] = colour;
  return 0.2126 * decode(r) + 0.7152 * decode(g) + 0.0722 * decode(b);
}

function decode(part: number): number {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Above this luminance black text has the better contrast, below it white: both are then at least 4.58 : 1. */
const INK_THRESHOLD = 0.179;

export function inkOn(colour: Rgb): string {
  return luminance(colour) > INK_THRESHOLD ? "#000" : "#fff";
}

/** "#rrggbb", for SVG. */
export function hexColour(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

export function cssColour(colour: Rgb): string {
  return `rgb(${colour[0]},${colour[1]},${colour[2]})`;
}

/** What a tensor's colours mean: from `low` to `high`; diverging ranges are symmetric about zero. */
export interface ValueRange {
  readonly diverging: boolean;
  readonly low: number;
  readonly high: number;
  /** Values beyond the range exist: it was clipped at 3σ. */
  readonly clipped: boolean;
}

/** The range for a tensor's figures: ± the largest value, clipped at 3σ about zero where that is smaller. */
export function rangeOf(min: number, max: number, std: number, mean: number): ValueRange {
  if (Number.isNaN(min) || Number.isNaN(max)) return { diverging: false, low: 0, high: 1, clipped: false };
  const diverging = min < 0;
  const largest = Math.max(Math.abs(min), Math.abs(max));
  // σ about zero, not about the mean: the map's zero is the number zero.
  const spread = 3 * Math.sqrt(std * std + mean * mean);
  const clipped = spread > 0 && spread < largest;
  const high = clipped ? spread : largest;
  if (high === 0) return { diverging: false, low: 0, high: 1, clipped: false };
  return { diverging, low: diverging ? -high : 0, high, clipped };
}

/** The range that all pictures of a tensor share, so that a value has one colour everywhere. */
export function rangeOfDigest({ stats }: Digest): ValueRange {
  const [min = Number.NaN, max = Number.NaN, mean = 0, std = 0] = stats;
  return rangeOf(min, max, std, mean);
}

/** The ramp that a range takes. */
export function rampOf(range: ValueRange, ramps: Ramps): readonly Rgb[] {
  return range.diverging ? ramps.diverging : ramps.sequential;
}

/** The place of a finite value in its ramp. */
export function rampIndex(value: number, range: ValueRange): number {
  const t = Math.min(1, Math.max(range.diverging ? -1 : 0, value / range.high));
  return Math.round((RAMP - 1) * (range.diverging ? (t + 1) / 2 : t));
}

/** The colour of a finite value. */
export function colourOf(value: number, range: ValueRange, ramps: Ramps): Rgb {
  return rampOf(range, ramps)[rampIndex(value, range)] ?? ramps.bad;
}
