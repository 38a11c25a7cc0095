import { afterAll, describe, expect, test } from "vitest";
import {
  normalizeRows,
  rowStatistics,
  rowsBackward32,
  rowWeightsBackward32,
} from "../../../../src/engine/kernels/normalization";
import { useKernels } from "../../../../src/engine/kernels/wasm/module";
import { differenceFromLoops, numbersLike } from "./bits";

afterAll(() => useKernels(true));

const floats = new Float32Array(0);
const oneEach = { sets: 1, block: 1 };

/** Where the kernels and the loops first differ in any of what `run` fills. */
function difference(run: () => readonly (Float32Array | Float64Array)[]): number {
  return differenceFromLoops(() => Float64Array.from(run().flatMap((array) => [...array])));
}

describe("layer normalisation by WebAssembly has the bits of the loops", () => {
  test.each([
    [40, 5],
    [17, 8],
    [30, 31],
    [8, 128],
    [5, 300],
    [3, 777],
    [2, 9000],
    [9, 4096],
  ])("for %i rows of %i", (rows, size) => {
    const x = numbersLike(floats, rows * size + 3, size);
    const g = numbersLike(floats, rows * size, size + 1);
    // Some rows without a NaN or infinity, one of equal elements.
    for (let i = 0; i < x.length; i++) if (i < 2 * size || !Number.isFinite(x[i])) x[i] = (i % 7) - 3;
    x.fill(0.1, 3, 3 + size);
    const mean = new Float32Array(rows);
    const rstd = new Float32Array(rows);
    const statistics = () => {
      rowStatistics(mean, rstd, x, 3, rows, size, 1e-5);
      return [mean.slice(), rstd.slice()];
    };
    expect(difference(statistics)).toBe(-1);
    for (const given of [true, false]) {
      const weight = given ? numbersLike(floats, size, 5) : null;
      const bias = given ? numbersLike(floats, size, 6) : null;
      const forward = () => {
        const out = new Float32Array(rows * size);
        normalizeRows(out, x, 3, mean, rstd, weight, bias, rows, size, oneEach);
        return [out];
      };
      const backward = () => {
        const out = new Float32Array(rows * size);
        const [ofWeight, ofBias] = [new Float64Array(size), new Float64Array(size)];
        rowsBackward32(out, g, x, mean, rstd, weight, rows, size);
        rowWeightsBackward32(ofWeight, ofBias, g, x, mean, rstd, rows, size);
        return [out, ofWeight, ofBias];
      };
      expect(difference(forward)).toBe(-1);
      expect(difference(backward)).toBe(-1);
    }
  });
});
