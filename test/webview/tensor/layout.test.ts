import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Arrangement, arrange, defaultAxes, indexAt, placeAt, withRole } from "../../../src/look/tensor/axes";
import {
  clampScroll,
  cornerOf,
  geometryOf,
  offsetIn,
  pictureOf,
  placeUnder,
  scrollTo,
} from "../../../src/look/tensor/layout";
import { walk } from "../../../webview/tensor/walk";

const ROOM = { width: 330, height: 400 };
const TOP = { row: 0, column: 0, line: 0 };

function shown(shape: readonly number[]): Arrangement {
  return arrange(defaultAxes(shape));
}

function picture(shape: readonly number[], characters: number | null = null, scroll = TOP) {
  const arrangement = shown(shape);
  return pictureOf(arrangement, geometryOf(arrangement, ROOM, characters), scroll);
}

describe("the picture of a tensor", () => {
  test("a small matrix has its numbers in it", () => {
    const { geometry, rowLabels, columnLabels } = picture([4, 2], 7);
    expect(geometry.numbers).toBe(true);
    expect(geometry.cellHeight).toBe(21);
    expect(rowLabels.map((label) => label.text)).toEqual(["0", "1", "2", "3"]);
    expect(columnLabels.map((label) => label.text)).toEqual(["0", "1"]);
  });

  test.each([
    [[48]],
    [[8, 20]],
    [[128, 128]],
    [[64, 3, 7, 7]],
    [[2, 2, 2, 3, 4]],
    [[1]],
    [[40, 1]],
    [[300, 400]],
    [[9, 999]],
  ])("a tensor of shape %j is no wider than its place", (shape) => {
    expect(picture(shape).width).toBeLessThanOrEqual(ROOM.width);
  });

  test("all 192 kernels of a convolution are in sight at once, the input channels below each other", () => {
    const { facets, boxes } = picture([64, 3, 7, 7]);
    expect(facets).toEqual({ first: 0, count: 192 });
    expect(boxes[1]?.x).toBe(boxes[0]?.x);
    expect(boxes[1]?.y).toBeGreaterThan(boxes[0]?.y ?? 0);
    expect(boxes[3]?.y).toBe(boxes[0]?.y);
    expect(boxes[3]?.above).not.toBe(boxes[0]?.above);
  });

  test("large matrices come one at a time, with a slider", () => {
    expect(defaultAxes([8, 128, 128]).map((axis) => axis.role)).toEqual(["slider", "rows", "cols"]);
    expect(defaultAxes([3, 20, 20]).map((axis) => axis.role)).toEqual(["facet", "rows", "cols"]);
  });

  test("a cut tells what is missing at each edge", () => {
    const { missing, rows, columns } = picture([4096, 4096], null, { row: 1000, column: 2000, line: 0 });
    expect(missing).toEqual({
      above: 1000,
      below: 4096 - 1000 - rows.count,
      left: 2000,
      right: 4096 - 2000 - columns.count,
    });
    expect(rows.count * columns.count * 8).toBeLessThan(2e6);
  });

  test("every cell in sight is found again at its own middle, for any shape, roles and scroll", () => {
    const shape = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        shape,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.constantFrom("facet", "rows", "cols", "slider"),
        (sizes, a, b, c, role) => {
          const arrangement = arrange(withRole(defaultAxes(sizes), a % sizes.length, role));
          const geometry = geometryOf(arrangement, ROOM, null);
          const drawn = pictureOf(arrangement, geometry, { row: a % 50, column: b % 50, line: c % 9 });
          for (let tried = 0; tried < 5; tried++) {
            const place = {
              facet: drawn.facets.first + ((a + 7 * tried) % drawn.facets.count),
              row: drawn.rows.first + ((b + 5 * tried) % drawn.rows.count),
              column: drawn.columns.first + ((c + 3 * tried) % drawn.columns.count),
            };
            const corner = cornerOf(drawn, place);
            if (corner === null) throw new Error("not in sight");
            const found = placeUnder(drawn, corner.x + geometry.cellWidth / 2, corner.y + geometry.cellHeight / 2);
            expect(found).toEqual(place);
            const index = indexAt(arrangement, place);
            expect(index.every((at, axis) => at >= 0 && at < (sizes[axis] ?? 0))).toBe(true);
            expect(placeAt(arrangement, index)).toEqual(place);
            expect(offsetIn(drawn, place)).toBeLessThan(drawn.facets.count * drawn.rows.count * drawn.columns.count);
          }
        },
      ),
    );
  });

  test("scrolling to a cell moves no further than it must", () => {
    const arrangement = shown([4096, 4096]);
    const geometry = geometryOf(arrangement, ROOM, null);
    const place = { facet: 0, row: 4095, column: 10 };
    expect(scrollTo(arrangement, geometry, TOP, place)).toEqual({ row: 4096 - geometry.rows, column: 0, line: 0 });
    expect(scrollTo(arrangement, geometry, TOP, { facet: 0, row: 5, column: 5 })).toEqual(TOP);
    expect(clampScroll(arrangement, geometry, { row: 1e9, column: -5, line: 3 })).toEqual({
      row: 4096 - geometry.rows,
      column: 0,
      line: 0,
    });
  });
});

describe("walking over cells", () => {
  const arrangement = shown([2, 3, 4]);
  const at = (facet: number, row: number, column: number) => ({ facet, row, column });
  test("arrows stop at the edges of a matrix and go on into the next facet", () => {
    expect(walk(arrangement, at(0, 2, 0), "ArrowDown", false)).toEqual(at(0, 2, 0));
    expect(walk(arrangement, at(0, 1, 3), "ArrowRight", false)).toEqual(at(1, 1, 0));
  });
  test("Control+End is the last element, ] the next of the outer axis", () => {
    expect(walk(arrangement, at(0, 0, 0), "End", true)).toEqual(at(1, 2, 3));
    expect(walk(arrangement, at(0, 2, 1), "]", false)).toEqual(at(1, 2, 1));
    expect(walk(shown([3, 2, 5, 5]), at(1, 2, 1), "]", false)).toEqual(at(3, 2, 1));
  });
  test("other keys are left alone", () => {
    expect(walk(arrangement, at(0, 0, 0), "x", false)).toBeNull();
  });
});
