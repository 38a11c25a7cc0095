import { describe, expect, test } from "vitest";
import { inkOn, luminance, type Rgb, rampsFor, rangeOf, type ThemeKind } from "../../src/look/ramps";

const THEMES: readonly { kind: ThemeKind; background: Rgb; ends: number; end: number; bad: number; bars: number }[] = [
  { kind: "light", background: [255, 255, 255], ends: 6.5, end: 10.5, bad: 6, bars: 3.8 },
  { kind: "dark", background: [31, 31, 31], ends: 9.4, end: 13.4, bad: 6.5, bars: 6.3 },
  { kind: "hc", background: [0, 0, 0], ends: 12, end: 19, bad: 9, bars: 10.4 },
  { kind: "hc-light", background: [255, 255, 255], ends: 9, end: 14, bad: 7, bars: 5.2 },
];

function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** OKLab's lightness, from the definition, not from the code under test. */
function lightness([r, g, b]: Rgb): number {
  const linear = [r, g, b].map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [x = 0, y = 0, z = 0] = linear;
  const l = Math.cbrt(0.4122214708 * x + 0.5363325363 * y + 0.0514459929 * z);
  const m = Math.cbrt(0.2119034982 * x + 0.6806995451 * y + 0.1073969566 * z);
  const s = Math.cbrt(0.0883024619 * x + 0.2817188376 * y + 0.6299787005 * z);
  return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
}

describe.each(THEMES)("colours of data in $kind", ({ kind, background, ends, end, bad, bars }) => {
  const ramps = rampsFor(kind);
  const first = ramps.diverging[0] ?? [0, 0, 0];
  const last = ramps.diverging.at(-1) ?? [0, 0, 0];

  test("both ends stand out from the editor, equally", () => {
    expect(contrast(first, background)).toBeGreaterThan(ends);
    expect(contrast(last, background)).toBeGreaterThan(ends);
    expect(Math.abs(lightness(first) - lightness(last))).toBeLessThan(0.006);
  });

  test("negative is blue, positive orange, zero neutral and nearest the page", () => {
    const zero = ramps.diverging[127] ?? [0, 0, 0];
    expect(first[2]).toBeGreaterThan(first[0]);
    expect(last[0]).toBeGreaterThan(last[2]);
    expect(Math.max(...zero) - Math.min(...zero)).toBeLessThanOrEqual(1);
    expect(contrast(zero, background)).toBeLessThan(1.25);
  });

  test("equal steps of value are equal steps of lightness", () => {
    for (const ramp of [ramps.diverging.slice(127), ramps.diverging.slice(0, 128).reverse(), ramps.sequential]) {
      const from = lightness(ramp[0] ?? [0, 0, 0]);
      const to = lightness(ramp.at(-1) ?? [0, 0, 0]);
      ramp.forEach((colour, i) => {
        expect(Math.abs(lightness(colour) - (from + ((to - from) * i) / (ramp.length - 1)))).toBeLessThan(0.006);
      });
    }
  });

  test("the sequential map ends far from the page", () => {
    expect(contrast(ramps.sequential.at(-1) ?? [0, 0, 0], background)).toBeGreaterThan(end);
  });

  test("numbers can be read on every colour", () => {
    for (const colour of [...ramps.diverging, ...ramps.sequential]) {
      const ink: Rgb = inkOn(colour) === "#000" ? [0, 0, 0] : [255, 255, 255];
      expect(contrast(colour, ink)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("what is not finite and the bars of histograms stand out", () => {
    expect(contrast(ramps.bad, background)).toBeGreaterThan(bad);
    expect(contrast(ramps.bad, ramps.badInk)).toBeGreaterThan(4.5);
    for (const bar of [ramps.negative, ramps.positive, ramps.unsigned]) {
      expect(contrast(bar, background)).toBeGreaterThan(bars);
    }
  });
});

describe("the range of a picture", () => {
  test("a tensor with a negative value is centred on zero", () => {
    expect(rangeOf(-2.5, 1, 1, 0)).toEqual({ diverging: true, low: -2.5, high: 2.5, clipped: false });
  });
  test("a tensor without one starts at zero", () => {
    expect(rangeOf(0.34, 0.66, 0.12, 0.5)).toEqual({ diverging: false, low: 0, high: 0.66, clipped: false });
  });
  test("an outlier is clipped at three sigma about zero", () => {
    expect(rangeOf(-100, 3, 1, 0)).toEqual({ diverging: true, low: -3, high: 3, clipped: true });
  });
  test("all zeros, nothing, and a lone value have a range too", () => {
    expect(rangeOf(0, 0, 0, 0).high).toBe(1);
    expect(rangeOf(Number.NaN, Number.NaN, Number.NaN, Number.NaN).high).toBe(1);
    expect(rangeOf(2, 2, Number.NaN, 2)).toMatchObject({ high: 2, clipped: false });
  });
});
