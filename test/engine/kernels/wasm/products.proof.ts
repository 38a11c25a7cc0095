import { afterAll, describe, expect, test } from "vitest";
import type { FloatArray } from "../../../../src/engine/kernels/arrays";
import { type Matrix, matmul } from "../../../../src/engine/kernels/matmul";
import { useKernels } from "../../../../src/engine/kernels/wasm/module";
import { firstDifference, numbersLike } from "./bits";

afterAll(() => useKernels(true));

type Layout = "rows" | "columns" | "gaps" | "steps" | "repeated";

const LAYOUTS: readonly Layout[] = ["rows", "columns", "gaps", "steps", "repeated"];

/** A matrix that lies so, some elements into its memory. */
function matrix(like: FloatArray, rows: number, columns: number, layout: Layout, seed: number): Matrix {
  const start = 3;
  const steps: Record<Layout, [rowStep: number, columnStep: number, length: number]> = {
    rows: [columns, 1, rows * columns],
    columns: [1, rows, rows * columns],
    gaps: [columns + 5, 1, rows * (columns + 5)],
    steps: [3 * columns, 3, 3 * rows * columns],
    repeated: [0, 1, columns],
  };
  const [rowStep, columnStep, length] = steps[layout];
  return { data: numbersLike(like, start + length, seed), start, rowStep, columnStep };
}

/** Where both ways of making a product differ, or -1; the memory around the result must stay as it is. */
function difference(like: FloatArray, n: number, k: number, m: number, left: Layout, right: Layout): number {
  const a = matrix(like, n, k, left, n + k);
  const b = matrix(like, k, m, right, k + m + 1);
  const product = (wanted: boolean) => {
    expect(useKernels(wanted)).toBe(wanted);
    const out = numbersLike(like, n * m + 4, 7);
    matmul(out, 2, a, b, n, k, m);
    return out;
  };
  return firstDifference(product(true), product(false));
}

describe.each([new Float32Array(0), new Float64Array(0)])("products by WebAssembly in $constructor.name", (like) => {
  const shapes: readonly (readonly [number, number, number])[] = [
    [3, 40, 3],
    [4, 1, 128],
    [5, 17, 11],
    [8, 8, 8],
    [16, 300, 16],
    [17, 33, 19],
    [31, 64, 33],
    [64, 20, 130],
    [130, 257, 9],
    [3, 600, 100],
  ];
  test.each(shapes)("have the bits of the loops: %i × %i × %i", (n, k, m) => {
    for (const left of LAYOUTS) {
      for (const right of LAYOUTS) expect(difference(like, n, k, m, left, right), `${left} · ${right}`).toBe(-1);
    }
  });

  test("have them where operands are taken in blocks, and where their rows fall into the same cache sets", () => {
    for (const [n, k, m] of [
      [1030, 5, 3],
      [3, 5, 1030],
      [4, 400_000, 3],
      [20, 512, 512],
    ] as const) {
      expect(difference(like, n, k, m, "rows", "columns"), `${n} × ${k} × ${m}`).toBe(-1);
    }
  });
});
