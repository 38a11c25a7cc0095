import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrange, defaultAxes, indexAt, withSelectors } from "../../../src/look/tensor/axes";
import { readSlice, sliceText } from "../../../webview/tensor/slice-text";

/** The indices that a text selects along each axis. */
function selected(text: string, shape: readonly number[]): number[][] {
  const result = readSlice(text, shape);
  if (!result.ok) throw new Error(result.message);
  return result.selectors.map((one) =>
    one.kind === "index"
      ? [one.index]
      : Array.from({ length: one.part.count }, (_, i) => one.part.start + i * one.part.step),
  );
}

function wrong(text: string, shape: readonly number[]): string {
  const result = readSlice(text, shape);
  return result.ok ? "" : result.message;
}

describe("slice text", () => {
  test.each([
    ["[0, ..., :2, ::2]", [3, 4, 5, 6], [[0], [0, 1, 2, 3], [0, 1], [0, 2, 4]]],
    ["[-1]", [3, 2], [[2], [0, 1]]],
    ["2", [3], [[2]]],
    ["", [2, 1], [[0, 1], [0]]],
    ["[...]", [2], [[0, 1]]],
    ["[..., 1]", [2, 2, 3], [[0, 1], [0, 1], [1]]],
    ["[::-1]", [4], [[3, 2, 1, 0]]],
    ["[3:0:-2]", [5], [[3, 1]]],
    ["[-2:]", [5], [[3, 4]]],
    ["[:100]", [3], [[0, 1, 2]]],
    ["[5:2]", [6], [[]]],
    ["[None:2]", [6], [[0, 1]]],
    ["[1_0]", [11], [[10]]],
    ["[:,]", [2], [[0, 1]]],
  ])("%s of %j selects what NumPy does", (text, shape, indices) => {
    expect(selected(text, shape)).toEqual(indices);
  });

  test.each([
    ["[9, :]", [4, 9], "Index 9 is out of range for axis 0, which has 4 elements."],
    ["[:, -3]", [4, 2], "Index -3 is out of range for axis 1, which has 2 elements."],
    ["[0, 0, 0]", [4, 2], "Expected 2 axes, got 3."],
    ["[0, 1]", [4], "Expected 1 axis, got 2."],
    ["[..., ...]", [4, 2], "An index can have only one ellipsis (...)."],
    ["[None, :]", [4], "None adds an axis; a picture has the tensor's own axes only."],
    ["[True]", [4], "True is no index here; a mask selects elements, not a slice."],
    ["[[0, 1]]", [4], "Lists and tensors as indices are not slices; use start:stop:step."],
    ["[:, ::0]", [4, 2], "Slice step cannot be zero (axis 1)."],
    ["[1.5]", [4], "1.5 is no index or slice (axis 0)."],
    ["[:, x:]", [4, 4], "x is no index or slice (axis 1)."],
    ["[0,,1]", [4, 4, 4], "Nothing is said for axis 1; write : for all of it."],
    ["[::::]", [4], ":::: has too many colons (axis 0)."],
    ["[0", [4], "A bracket is missing."],
  ])("%s of %j is refused by name", (text, shape, message) => {
    expect(wrong(text, shape)).toBe(message);
  });

  test("selects, for any start, stop and step, what Python's slice does", () => {
    const end = fc.option(fc.integer({ min: -12, max: 12 }), { nil: null });
    fc.assert(
      fc.property(
        end,
        end,
        fc.integer({ min: -4, max: 4 }),
        fc.integer({ min: 0, max: 9 }),
        (start, stop, step, size) => {
          if (step === 0) return;
          const text = `[${start ?? ""}:${stop ?? ""}:${step}]`;
          // Python's rule, element by element: walk from the start while the stop is not reached.
          const clip = (at: number, low: number, high: number) =>
            Math.min(Math.max(at < 0 ? at + size : at, low), high);
          const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
          const from = start === null ? (step > 0 ? 0 : size - 1) : clip(start, low, high);
          const to = stop === null ? (step > 0 ? size : -1) : clip(stop, low, high);
          const expected: number[] = [];
          for (let at = from; step > 0 ? at < to : at > to; at += step) expected.push(at);
          expect(selected(text, [size])[0]).toEqual(expected);
        },
      ),
    );
  });

  test("what is shown is written so that reading it shows the same", () => {
    const end = fc.option(fc.integer({ min: -9, max: 9 }), { nil: null });
    const item = fc
      .tuple(end, end, fc.constantFrom(-3, -1, 1, 2))
      .map(([start, stop, step]) => `${start ?? ""}:${stop ?? ""}:${step}`);
    fc.assert(
      fc.property(item, item, (first, second) => {
        const shape = [7, 5];
        const read = readSlice(`[${first}, ${second}]`, shape);
        if (!read.ok) throw new Error(read.message);
        const axes = withSelectors(defaultAxes(shape), read.selectors);
        const again = readSlice(sliceText(axes), shape);
        if (!again.ok) throw new Error(again.message);
        expect(arrange(withSelectors(axes, again.selectors)).parts).toEqual(arrange(axes).parts);
      }),
    );
  });

  test("an index makes a slider of its axis, and the rest rows and columns", () => {
    const read = readSlice("[:, 3]", [4, 9]);
    if (!read.ok) throw new Error(read.message);
    const shown = arrange(withSelectors(defaultAxes([4, 9]), read.selectors));
    expect(shown).toMatchObject({ rowAxis: null, columnAxis: 0, columns: 4, rows: 1 });
    expect(indexAt(shown, { facet: 0, row: 0, column: 2 })).toEqual([2, 3]);
  });
});
