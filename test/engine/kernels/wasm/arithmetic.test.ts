import { afterAll, describe, expect, test } from "vitest";
import { thresholdBackwardKernel } from "../../../../src/engine/kernels/activations";
import {
  add,
  type BinaryKernel,
  div,
  mul,
  scaledAdd,
  sigmoidBackward32,
  sub,
  tanhBackward32,
} from "../../../../src/engine/kernels/binary";
import { geluContiguous, geluContiguousBackward } from "../../../../src/engine/kernels/gelu";
import { neg, relu, sqrt, square, type UnaryKernel } from "../../../../src/engine/kernels/unary";
import { useKernels } from "../../../../src/engine/kernels/wasm/module";
import { firstDifference, numbersLike } from "./bits";

afterAll(() => useKernels(true));

const floats = new Float32Array(0);

/** Where the kernels and the loops first differ, in memory that is longer than the result. */
function difference(length: number, run: (out: Float32Array) => void): number {
  const result = (wanted: boolean) => {
    expect(useKernels(wanted)).toBe(wanted);
    const out = numbersLike(floats, length + 10, 9);
    run(out);
    return out;
  };
  return firstDifference(result(true), result(false));
}

const OF_TWO: Record<string, BinaryKernel> = {
  add,
  sub,
  mul,
  div,
  "a + 0.3 b": scaledAdd(Math.fround(0.3)),
  "a + b · NaN": scaledAdd(Number.NaN),
  "threshold's gradient": thresholdBackwardKernel(0),
  "threshold's gradient, of a limit that is no float32": thresholdBackwardKernel(0.1),
  tanhBackward32,
  sigmoidBackward32,
  "gelu's gradient": geluContiguousBackward,
};

const OF_ONE: Record<string, UnaryKernel> = { neg, relu, sqrt, square, gelu: geluContiguous };

describe.each(Object.entries(OF_TWO))("%s by WebAssembly has the bits of the loop", (_, kernel) => {
  test.each([512, 1001, 4096, 20_003])("for %i elements", (n) => {
    const a = numbersLike(floats, n + 3, 1);
    const b = numbersLike(floats, n + 3, 2);
    a[7] = Math.fround(0.1);
    b[7] = Math.fround(0.1);
    for (const [aStep, bStep] of [
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ] as const) {
      expect(difference(n, (out) => kernel(out, 5, a, 3, aStep, b, 2, bStep, n))).toBe(-1);
    }
    expect(difference(n, (out) => kernel(out, 5, out, 5, 1, b, 2, 1, n))).toBe(-1);
  });
});

describe.each(Object.entries(OF_ONE))("%s by WebAssembly has the bits of the loop", (_, kernel) => {
  test.each([640, 1001, 20_003])("for %i elements", (n) => {
    const a = numbersLike(floats, n + 3, 1);
    expect(difference(n, (out) => kernel(out, a, 3, n))).toBe(-1);
  });

  test("for a number of every hundred thousand that there are", () => {
    const step = 99_991;
    const a = new Float32Array(Uint32Array.from({ length: Math.floor(2 ** 32 / step) }, (_, i) => i * step).buffer);
    expect(difference(a.length, (out) => kernel(out, a, 0, a.length))).toBe(-1);
  });
});
