import { afterAll, describe, expect, test } from "vitest";
import { cascadeSum } from "../../../../src/engine/kernels/cascade-sum";
import { useKernels } from "../../../../src/engine/kernels/wasm/module";
import { firstDifference, numbersLike } from "./bits";

afterAll(() => useKernels(true));

/** Where the kernels and the loops first differ, for rows that start so. */
function difference(a: Float32Array, starts: readonly number[], count: number, step: number): number {
  const result = (wanted: boolean) => {
    expect(useKernels(wanted)).toBe(wanted);
    const out = new Float32Array(starts.length);
    cascadeSum(out, a, starts, count, step);
    return out;
  };
  return firstDifference(result(true), result(false));
}

describe("sums by WebAssembly have the bits of the loops", () => {
  test.each([
    [40, 8],
    [9, 31],
    [20, 64],
    [7, 500],
    [3, 2049],
    [2, 8192],
    [2, 8200],
    [1, 65_536 + 77],
    [1, 3_000_001],
  ])("for %i rows of %i", (rows, count) => {
    const a = numbersLike(new Float32Array(0), rows * count + 5, count);
    const starts = Array.from({ length: rows }, (_, r) => 5 + r * count);
    expect(difference(a, starts, count, 1)).toBe(-1);
  });

  test.each([
    [64, 5, 64],
    [100, 15, 100],
    [32, 16, 40],
    [130, 300, 130],
    [64, 2000, 70],
    [33, 70_000, 33],
  ])("down %i columns of %i rows, %i apart", (columns, count, step) => {
    const a = numbersLike(new Float32Array(0), count * step + 5, count);
    const starts = Array.from({ length: columns }, (_, c) => 3 + c);
    expect(difference(a, starts, count, step)).toBe(-1);
  });

  test("for rows that overlap or are out of order", () => {
    const a = numbersLike(new Float32Array(0), 2000, 1);
    expect(difference(a, [3, 100, 5, 900], 400, 1)).toBe(-1);
    expect(difference(a, [0, 0, 0], 400, 1)).toBe(-1);
  });
});
