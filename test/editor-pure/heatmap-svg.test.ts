import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { heatmapSvg } from "../../src/editor/heatmap-svg";
import { encodePng } from "../../src/editor/png";
import { sparkSvg } from "../../src/editor/spark-svg";
import { dataUri } from "../../src/editor/svg";
import { hexColour, type Rgb, rampIndex, rampsFor, rangeOfDigest } from "../../src/look/ramps";
import { digest, matrix } from "./answers";

/** How far a colour is from a stated one, in the channel where it is furthest. */
function distance(colour: Rgb = [0, 0, 0], stated: string): number {
  const bytes = [1, 3, 5].map((at) => Number.parseInt(stated.slice(at, at + 2), 16));
  return Math.max(...colour.map((part, i) => Math.abs(part - (bytes[i] ?? 0))));
}

const count = (text: string, part: string): number => text.split(part).length - 1;

describe("the heat map of a hover", () => {
  test("a small matrix has its numbers in its cells and indices beside them", () => {
    const picture = heatmapSvg(
      matrix(2, 2, [0.626, 0.374, 0, -1.5]),
      digest([2, 2], [-1.5, 0.626, -0.125, 0.9]),
      "dark",
    );
    const texts = Array.from((picture?.svg ?? "").matchAll(/>([^<>]+)<\/text>/g), (match) => match[1]?.trim());
    expect(texts).toEqual(expect.arrayContaining(["0.6260", "0.3740", "0", "−1.5000"]));
    expect(texts.filter((text) => text === "1")).toHaveLength(2);
  });

  test("zero is the neutral colour, the largest value the end of the map, in each theme", () => {
    const range = rangeOfDigest(digest([3], [-2, 2, 0, 2]));
    for (const [kind, negative, zero, positive] of [
      ["dark", "#9cccfe", "#262626", "#ffb573"],
      ["light", "#0e5bb2", "#f3f3f3", "#934406"],
      ["hc", "#9dccfe", "#161616", "#fdb672"],
    ] as const) {
      const { diverging } = rampsFor(kind);
      const colours = [-2, 0, 2].map((value) => diverging[rampIndex(value, range)]);
      [negative, zero, positive].forEach((wanted, i) => {
        expect(distance(colours[i], wanted)).toBeLessThanOrEqual(4);
      });
    }
  });

  test("a tensor without negatives takes the sequential map from 0", () => {
    const range = rangeOfDigest(digest([2], [1, 4, 2.5, 2.12]));
    expect(range.diverging).toBe(false);
    expect(distance(rampsFor("light").sequential[rampIndex(4, range)], "#224347")).toBeLessThanOrEqual(4);
  });

  test("an outlier is clipped at three sigma and marked", () => {
    const data = [...Array(99).fill(0.1), 100];
    // 3 √(9.99² + 1.099²) = 30.151
    const figures = digest([10, 10], [0.1, 100, 1.099, 9.99]);
    const picture = heatmapSvg(matrix(10, 10, data), figures, "dark");
    expect(rangeOfDigest(figures).clipped).toBe(true);
    expect(picture?.svg).toContain("≥ 30.151");
    expect(count(picture?.svg ?? "", 'stroke-width="1.4"')).toBe(1);
  });

  test("NaN and the infinities have their colour and glyphs", () => {
    const picture = heatmapSvg(
      matrix(1, 4, [1, NaN, Infinity, -Infinity], { shape: [4] }),
      digest([4], [1, 1, 1, NaN], { nan: 1, posinf: 1, neginf: 1 }),
      "dark",
    );
    const [, squares = ""] =
      new RegExp(`d="([^"]+)" fill="${hexColour(rampsFor("dark").bad)}"`).exec(picture?.svg ?? "") ?? [];
    expect(count(squares, "M")).toBe(3);
    // ✕ is a stroke, ▲ and ▼ are filled.
    expect(count(picture?.svg ?? "", 'stroke-width="1.4"')).toBe(1);
    expect(count(picture?.svg ?? "", `fill="${hexColour(rampsFor("dark").badInk)}"`)).toBe(2);
  });

  test("a large matrix is one picture inside, far below the hover's limit", () => {
    const data = Array.from({ length: 128 * 128 }, (_, i) => Math.sin(i));
    const picture = heatmapSvg(matrix(128, 128, data), digest([128, 128], [-1, 1, 0, 0.7]), "dark");
    expect(count(picture?.svg ?? "", "<rect")).toBe(2); // the colour bar and its zero
    expect(dataUri(picture?.svg ?? "").length).toBeLessThan(60_000);
  });

  test("what is cut off is said", () => {
    const slice = matrix(8, 8, Array(64).fill(1), { shape: [4096, 4096], totalRows: 4096, totalColumns: 4096 });
    expect(heatmapSvg(slice, digest([4096, 4096], [0, 1, 1, 0.1]), "dark")?.svg).toContain("8 × 8 of 4096 × 4096");
  });

  test("outer axes make facets, each with its index", () => {
    const slice = matrix(
      2,
      2,
      Array.from({ length: 24 }, (_, i) => i),
      {
        shape: [2, 3, 2, 2],
        facets: [
          [0, 0],
          [0, 1],
          [0, 2],
          [1, 0],
          [1, 1],
          [1, 2],
        ],
        totalFacets: 6,
      },
    );
    const svg = heatmapSvg(slice, digest([2, 3, 2, 2], [0, 23, 11.5, 7.07]), "light")?.svg ?? "";
    // Axis 0 from left to right, axis 1 down, and the columns of one facet side by side.
    expect(Array.from(svg.matchAll(/text-anchor="start"[^>]*>(\d)</g), (match) => match[1])).toEqual(["0", "1", "0"]);
    expect(Array.from(svg.matchAll(/text-anchor="end"[^>]*>(\d)</g), (match) => match[1])).toEqual(["0", "1", "2"]);
    expect(Array.from(svg.matchAll(/h\d+v\d+h-\d+z/g))).toHaveLength(24);
  });

  test("as many facets as there is room for are one picture inside, and fit a hover", () => {
    const data = Array.from({ length: 192 * 49 }, (_, i) => Math.sin(i));
    const facets = Array.from({ length: 192 }, (_, i) => [Math.floor(i / 3), i % 3]);
    const slice = matrix(7, 7, data, { shape: [64, 3, 7, 7], facets, totalFacets: 192 });
    const svg = heatmapSvg(slice, digest([64, 3, 7, 7], [-1, 1, 0, 0.7]), "dark")?.svg ?? "";
    expect(count(svg, "<use")).toBeGreaterThan(60);
    expect(count(svg, "<image")).toBe(1);
    expect(dataUri(svg).length).toBeLessThan(60_000);
  });

  test("before the figures of a large tensor are known, what is in sight has a picture", () => {
    const slice = matrix(4, 4, Array(16).fill(2), { shape: [9999, 9999], totalRows: 9999, totalColumns: 9999 });
    expect(heatmapSvg(slice, null, "dark")?.svg).toContain("4 × 4 of 9999 × 9999");
  });

  test("small integers are classes, with their number in the cell", () => {
    const slice = matrix(2, 2, [0, 1, 2, 3], { dtype: "int64" });
    const svg = heatmapSvg(slice, digest([2, 2], [0, 3, 1.5, 1.3], { dtype: "int64" }), "dark")?.svg ?? "";
    expect(new Set(Array.from(svg.matchAll(/<path d="[^"]+" fill="(#\w+)"/g), (match) => match[1])).size).toBe(4);
  });

  test("an empty tensor and a single number have no picture", () => {
    expect(heatmapSvg(matrix(0, 3, []), digest([0, 3], [NaN, NaN, NaN, NaN], { word: "empty" }), "dark")).toBeNull();
    expect(heatmapSvg(matrix(1, 1, [3], { shape: [] }), digest([], [3, 3, 3, NaN]), "dark")).toBeNull();
  });

  test("a digest's picture is the tensor itself up to 16 elements, else ten bars", () => {
    const small = sparkSvg(digest([2, 3], [0, 5, 2.5, 1.9], { values: Float64Array.of(0, 1, 2, 3, 4, 5) }), "dark");
    const large = sparkSvg(
      digest([100], [-1, 1, 0, 0.5], { bins: Uint32Array.of(1, 2, 3, 4, 50, 20, 10, 5, 5, 0) }),
      "dark",
    );
    expect([count(small?.svg ?? "", "<rect"), count(large?.svg ?? "", "<rect")]).toEqual([6, 10]);
  });
});

test("a PNG holds the pixels that were put in", () => {
  const file = encodePng(3, 2, Uint8Array.of(0, 1, 0, 1, 0, 1), [
    [0, 0, 0],
    [255, 128, 0],
  ]);
  const data = Buffer.from(file);
  const at = data.indexOf("IDAT");
  const rows = inflateSync(data.subarray(at + 4, at + 4 + data.readUInt32BE(at - 4)));
  expect([...rows]).toEqual([0, 0, 1, 0, 0, 1, 0, 1]);
  expect([data.readUInt32BE(16), data.readUInt32BE(20)]).toEqual([3, 2]);
  // The well-known checksum of every PNG's last chunk.
  expect(data.subarray(-4).toString("hex")).toBe("ae426082");
});
