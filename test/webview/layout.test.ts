import { describe, expect, test } from "vitest";
import type { SliceData } from "../../src/protocol";
import { cellAt, indexOf, labelSteps, layoutPicture, moveCell, offsetOf } from "../../webview/picture/layout";

function sliceOf(shape: readonly number[], maxRows = 128, maxColumns = 128): SliceData {
  const totalRows = shape.length < 2 ? 1 : (shape.at(-2) ?? 1);
  const totalColumns = shape.length < 1 ? 1 : (shape.at(-1) ?? 1);
  let facets: number[][] = [[]];
  for (const size of shape.slice(0, -2)) {
    facets = facets.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i]));
  }
  const rows = Math.min(totalRows, maxRows);
  const columns = Math.min(totalColumns, maxColumns);
  return {
    shape,
    dtype: "float32",
    facets,
    rows,
    columns,
    totalRows,
    totalColumns,
    totalFacets: facets.length,
    data: new Float64Array(facets.length * rows * columns),
  };
}

describe("the picture of a tensor", () => {
  test("a small matrix has its numbers in it", () => {
    const layout = layoutPicture(sliceOf([4, 2]), 300, 7);
    expect(layout.numbers).toBe(true);
    expect(layout.cellHeight).toBe(21);
    expect(layout.rowLabels).toEqual([0, 1, 2, 3]);
    expect(layout.columnLabels).toEqual([0, 1]);
  });

  test.each([[[48]], [[8, 20]], [[128, 128]], [[64, 3, 7, 7]], [[2, 2, 2, 3, 4]], [[1]], [[40, 1]]])(
    "a tensor of shape %j is no wider than its place",
    (shape) => {
      expect(layoutPicture(sliceOf(shape), 300, 1000).width).toBeLessThanOrEqual(300);
    },
  );

  test("a cut is torn where it was cut", () => {
    const layout = layoutPicture(sliceOf([4096, 100]), 300, 1000);
    expect(layout.tornBottom).toBe(true);
    expect(layout.tornRight).toBe(false);
  });

  test("the last outer axis goes down, the one before it from left to right", () => {
    const layout = layoutPicture(sliceOf([3, 2, 5, 5]), 300, 1000);
    const [first, below, beside] = layout.facets;
    expect(below?.x).toBe(first?.x);
    expect(below?.y).toBeGreaterThan(first?.y ?? 0);
    expect(beside?.y).toBe(first?.y);
    expect(beside?.x).toBeGreaterThan(first?.x ?? 0);
    expect(layout.facets.map((box) => box.above)).toEqual(["0", "", "1", "", "2", ""]);
  });

  test("every cell is found again at its own middle, and the gaps between facets are nobody's", () => {
    const slice = sliceOf([3, 2, 5, 4]);
    const layout = layoutPicture(slice, 300, 1000);
    layout.facets.forEach((box, facet) => {
      const cell = cellAt(layout, box.x + 1.5 * layout.cellWidth, box.y + 2.5 * layout.cellHeight);
      expect(cell).toEqual({ facet, row: 2, column: 1 });
    });
    const [first] = layout.facets;
    expect(cellAt(layout, (first?.x ?? 0) - 2, first?.y ?? 0)).toBeNull();
  });

  test("a cell knows its index in the tensor", () => {
    expect(indexOf(sliceOf([]), { facet: 0, row: 0, column: 0 })).toEqual([]);
    expect(indexOf(sliceOf([9]), { facet: 0, row: 0, column: 4 })).toEqual([4]);
    expect(indexOf(sliceOf([2, 3, 4]), { facet: 1, row: 2, column: 3 })).toEqual([1, 2, 3]);
    expect(offsetOf(sliceOf([2, 3, 4]), { facet: 1, row: 2, column: 3 })).toBe(23);
  });
});

describe("walking over cells", () => {
  const slice = sliceOf([2, 3, 4]);
  test("arrows stop at the edges of a matrix and go on into the next slice", () => {
    expect(moveCell(slice, { facet: 0, row: 2, column: 0 }, "ArrowDown", false)).toEqual({
      facet: 0,
      row: 2,
      column: 0,
    });
    expect(moveCell(slice, { facet: 0, row: 1, column: 3 }, "ArrowRight", false)).toEqual({
      facet: 1,
      row: 1,
      column: 0,
    });
  });
  test("Control+End is the last element", () => {
    expect(moveCell(slice, { facet: 0, row: 0, column: 0 }, "End", true)).toEqual({ facet: 1, row: 2, column: 3 });
  });
  test("other keys are left alone", () => {
    expect(moveCell(slice, { facet: 0, row: 0, column: 0 }, "x", false)).toBeNull();
  });
});

test("indices are written in round steps that leave room", () => {
  expect(labelSteps(4, 30, 20)).toEqual([0, 1, 2, 3]);
  expect(labelSteps(20, 5, 22)).toEqual([0, 5, 10, 15]);
});
