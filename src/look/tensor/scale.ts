// What colour a value has: two tones for bool, one colour a class for small integers, else a ramp over a range that the
// whole tensor shares. Clicking a value narrows the range to it. Pure.

import type { Digest } from "../../protocol";
import { classColours } from "../classes";
import { isIntegral } from "../numbers";
import {
  colourOf,
  inkOn,
  type Ramps,
  type Rgb,
  rampsFor,
  rangeOf,
  rangeOfDigest,
  type ThemeKind,
  type ValueRange,
} from "../ramps";

export type Scale =
  | { readonly kind: "bool" }
  /** Classes 0 … `most`. */
  | { readonly kind: "classes"; readonly most: number }
  | { readonly kind: "range"; readonly range: ValueRange; readonly centred: boolean };

/** Integers up to here are taken for classes. */
const MOST_CLASSES = 15;

/** The scale of a tensor's pictures. Before its figures are known, that of what is in sight. */
export function scaleOf(dtype: string, digest: Digest | null, inSight: Float64Array, centre: number | null): Scale {
  if (dtype === "bool") return { kind: "bool" };
  const [min = Number.NaN, max = Number.NaN] = digest?.stats ?? [];
  if (isIntegral(dtype) && min >= 0 && max <= MOST_CLASSES && centre === null) return { kind: "classes", most: max };
  const range = digest === null ? rangeOfNumbers(inSight) : rangeOfDigest(digest);
  if (centre === null || !(Math.abs(centre) > 0)) return { kind: "range", range, centred: false };
  const high = Math.abs(centre);
  const low = range.diverging ? -high : 0;
  return { kind: "range", range: { ...range, low, high, clipped: true }, centred: true };
}

function rangeOfNumbers(numbers: Float64Array): ValueRange {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  for (const x of numbers) {
    if (!Number.isFinite(x)) continue;
    min = Math.min(min, x);
    max = Math.max(max, x);
    sum += x;
    count++;
  }
  if (count === 0) return rangeOf(Number.NaN, Number.NaN, 0, 0);
  const mean = sum / count;
  let squares = 0;
  for (const x of numbers) if (Number.isFinite(x)) squares += (x - mean) ** 2;
  return rangeOf(min, max, count > 1 ? Math.sqrt(squares / (count - 1)) : 0, mean);
}

export type Sign = "cross" | "up" | "down" | "plus" | "minus";

/** The glyph of a value that a colour alone does not tell. */
export function signOf(value: number, scale: Scale): Sign | null {
  if (Number.isNaN(value)) return "cross";
  if (!Number.isFinite(value)) return value > 0 ? "up" : "down";
  if (scale.kind !== "range" || !scale.range.clipped) return null;
  if (value > scale.range.high) return "plus";
  return scale.range.diverging && value < scale.range.low ? "minus" : null;
}

/** Which glyphs a picture needs a key for, in their order. */
export function signsIn(numbers: Float64Array, scale: Scale): readonly Sign[] {
  const found = new Set<Sign | null>();
  for (const value of numbers) found.add(signOf(value, scale));
  return (["cross", "up", "down", "plus", "minus"] as const).filter((one) => found.has(one));
}

/** A painter's box for one theme: every colour that a scale gives. */
export interface Palette {
  readonly ramps: Ramps;
  readonly classes: readonly Rgb[];
}

export function paletteFor(kind: ThemeKind): Palette {
  return { ramps: rampsFor(kind), classes: classColours(kind) };
}

export function fillOf(value: number, scale: Scale, { ramps, classes }: Palette): Rgb {
  if (!Number.isFinite(value)) return ramps.bad;
  switch (scale.kind) {
    case "bool":
      return boolColour(value !== 0, ramps);
    case "classes":
      return classes[value] ?? ramps.bad;
    case "range":
      return colourOf(value, scale.range, ramps);
  }
}

/** False is the neutral, True stands out from it. */
export function boolColour(value: boolean, ramps: Ramps): Rgb {
  return ramps.sequential[value ? 190 : 0] ?? ramps.bad;
}

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** The ink of a glyph or number on a fill. */
export function inkFor(fill: Rgb, { ramps }: Palette): Rgb {
  if (fill === ramps.bad) return ramps.badInk;
  return inkOn(fill) === "#000" ? BLACK : WHITE;
}
