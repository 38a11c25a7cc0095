// Colours of classes: what small integers are painted in. Neighbours differ in hue and in lightness, so that they are told
// apart without either; cells and the key carry the number as well. Pure.

import { fromOklch, type Rgb, type ThemeKind } from "./ramps";

/** Hues in an order in which neighbours lie far apart. */
const HUES = [255, 60, 165, 330, 100, 290, 200, 25];

/** Two levels of lightness by theme, and a chroma that both can show. */
const LEVELS: Readonly<Record<ThemeKind, { readonly lightness: readonly [number, number]; readonly chroma: number }>> =
  {
    light: { lightness: [0.62, 0.82], chroma: 0.12 },
    dark: { lightness: [0.5, 0.74], chroma: 0.11 },
    hc: { lightness: [0.55, 0.82], chroma: 0.12 },
    "hc-light": { lightness: [0.45, 0.72], chroma: 0.13 },
  };

const cache = new Map<ThemeKind, readonly Rgb[]>();

/** Sixteen colours. */
export function classColours(kind: ThemeKind): readonly Rgb[] {
  let colours = cache.get(kind);
  if (colours === undefined) {
    const { lightness, chroma } = LEVELS[kind];
    colours = Array.from({ length: 16 }, (_, i) => {
      const level = lightness[(i + Math.floor(i / HUES.length)) % 2] ?? 0.6;
      return fromOklch(level, chroma, HUES[i % HUES.length] ?? 0);
    });
    cache.set(kind, colours);
  }
  return colours;
}
