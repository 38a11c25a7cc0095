import { describe, expect, test } from "vitest";
import { marksOf } from "../../../webview/tensor/marks";

describe("cells to ring", () => {
  test("that fill a row, a window or a scalar have one frame", () => {
    const row = [0, 1, 2].map((column) => [4, column]);
    expect(marksOf(row, "operand")).toEqual([{ from: [4, 0], to: [5, 3], kind: "operand" }]);
    expect(marksOf([[]], "linked")).toEqual([{ from: [], to: [], kind: "linked" }]);
  });
  test("that lie apart have one each", () => {
    expect(marksOf([[0], [2]], "operand")).toEqual([
      { from: [0], to: [1], kind: "operand" },
      { from: [2], to: [3], kind: "operand" },
    ]);
    expect(marksOf([], "operand")).toEqual([]);
  });
});
