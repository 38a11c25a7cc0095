import { describe, expect, test } from "vitest";
import { digestText, largest, shortText } from "../../src/look/digest";
import { digest } from "../editor-pure/answers";

describe("a digest as text", () => {
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

  test("the largest size is not finite when an element is not", () => {
    expect(largest(digest([3], [-5, 2, 0, 1]))).toBe(5);
    expect(largest(digest([3], [-5, 2, 0, 1], { posinf: 1 }))).toBe(Infinity);
    expect(largest(digest([3], [-5, 2, 0, 1], { posinf: 1, nan: 1 }))).toBeNaN();
  });

  test("a tensor that is all of one kind says it in words", () => {
    const none = [NaN, NaN, NaN, NaN];
    expect(shortText(digest([0, 3], none, { word: "empty" }))).toBe("[0, 3] empty");
    expect(shortText(digest([3], [0, 0, 0, 0], { word: "all zeros" }))).toBe("[3] all zeros");
    expect(shortText(digest([3], none, { nan: 3 }))).toBe("[3] · NaN 3");
  });
});
