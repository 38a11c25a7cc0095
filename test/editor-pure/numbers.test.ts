import { describe, expect, test } from "vitest";
import {
  digestText,
  formatBytes,
  formatElement,
  formatNumber,
  formatSeconds,
  shortDtype,
  shortText,
} from "../../src/editor/numbers";
import { digest } from "./answers";

describe("numbers in the editor", () => {
  test.each([
    [0, "0"],
    [1.5, "1.5000"],
    [-0.00012, "−0.0001"],
    [0.00001234, "1.234e−05"],
    [-123456, "−1.235e+05"],
    [NaN, "NaN"],
    [-Infinity, "−Inf"],
    [21754.697, "21754.70"],
  ])("%d is written %s", (value, text) => {
    expect(formatNumber(value, 4)).toBe(text);
  });

  test("integers have no point, bools have Python's words", () => {
    expect([formatElement(-3, "int64", 4), formatElement(1, "bool", 4)]).toEqual(["−3", "True"]);
  });

  test("dtypes are short where PyTorch users know the short form", () => {
    expect(["float32", "bfloat16", "int64", "uint8", "bool"].map(shortDtype)).toEqual([
      "f32",
      "bf16",
      "i64",
      "u8",
      "bool",
    ]);
  });

  test("sizes and times have one unit", () => {
    expect([formatBytes(460992), formatSeconds(0.014), formatSeconds(3.21), formatSeconds(75)]).toEqual([
      "450 KiB",
      "14 ms",
      "3.2 s",
      "1 min 15 s",
    ]);
  });

  test("the digest line has shape, dtype, count, bytes, range, bars, mean and deviation", () => {
    const bins = Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    expect(digestText(digest([3, 196, 196], [-2.118, 2.64, -0.388, 1.073], { bins }))).toBe(
      "[3, 196, 196] f32  n=115,248 (450 KiB)  −2.118 ▁▂▃▃▄▅▆▆▇█ 2.640  μ −0.388  σ 1.073",
    );
  });

  test("odd elements are counted exactly", () => {
    const odd = digest([100], [0, 1, 0.5, 0.1], { nan: 2, posinf: 1, zeros: 31 });
    expect(digestText(odd)).toContain("NaN 2 · +Inf 1 · zeros 31%");
  });

  test("a tensor that is all of one kind says it in words", () => {
    const none = [NaN, NaN, NaN, NaN];
    expect(shortText(digest([0, 3], none, { word: "empty" }))).toBe("[0, 3] empty");
    expect(shortText(digest([3], [0, 0, 0, 0], { word: "all zeros" }))).toBe("[3] all zeros");
    expect(shortText(digest([3], none, { nan: 3 }))).toBe("[3] · NaN 3");
  });
});
