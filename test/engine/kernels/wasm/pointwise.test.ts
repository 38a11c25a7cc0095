import { afterAll, describe, expect, test } from "vitest";
import { logSoftmax, logSoftmaxBackward, softmax, softmaxBackward } from "../../../../src/engine/kernels/softmax";
import { exp32, sigmoid32, silu32, type UnaryKernel } from "../../../../src/engine/kernels/unary";
import { useKernels } from "../../../../src/engine/kernels/wasm/module";
import { differenceFromLoops, numbersLike } from "./bits";

afterAll(() => useKernels(true));

const floats = new Float32Array(0);

/** Where the kernels and the loops first differ. */
function difference(length: number, run: (out: Float32Array) => void): number {
  return differenceFromLoops(() => {
    const out = new Float32Array(length);
    run(out);
    return out;
  });
}

const FUNCTIONS: Record<string, UnaryKernel> = { exp32, sigmoid32, silu32 };

describe.each(Object.entries(FUNCTIONS))("%s by WebAssembly has the bits of the loop", (_, kernel) => {
  test.each([64, 100, 8192, 20_000])("for %i elements", (length) => {
    const a = numbersLike(floats, length + 5, length);
    expect(difference(length, (out) => kernel(out, a, 5, length))).toBe(-1);
  });

  test("for a number of every hundred thousand that there are", () => {
    const step = 99_991;
    const a = new Float32Array(Uint32Array.from({ length: Math.floor(2 ** 32 / step) }, (_, i) => i * step).buffer);
    expect(difference(a.length, (out) => kernel(out, a, 0, a.length))).toBe(-1);
  });

  test("where results become zero, subnormal or infinite", () => {
    const a = Float32Array.from({ length: 40_000 }, (_, i) => (i < 20_000 ? -110 + i / 800 : 80 + i / 2000));
    expect(difference(a.length, (out) => kernel(out, a, 0, a.length))).toBe(-1);
  });
});

describe("softmax by WebAssembly has the bits of the loops", () => {
  test.each([
    [100, 8],
    [64, 10],
    [33, 64],
    [7, 129],
    [3, 9001],
    [1, 65],
  ])("for %i rows of %i", (rows, count) => {
    const a = numbersLike(floats, rows * count + 3, count);
    const g = numbersLike(floats, rows * count, count + 1);
    // A row of equal infinities, and one of zeros of both signs.
    if (rows > 30) {
      a.fill(-Infinity, 3, 3 + count);
      for (let i = 0; i < count; i++) a[3 + count + i] = i % 2 === 0 ? -0 : 0;
      g.fill(-0, 0, 3 * count);
    }
    const length = rows * count;
    const [y, logY] = [new Float32Array(length), new Float32Array(length)];
    expect(difference(length, (out) => softmax(out, a, 3, rows, count, 1))).toBe(-1);
    expect(difference(length, (out) => logSoftmax(out, a, 3, rows, count, 1))).toBe(-1);
    softmax(y, a, 3, rows, count, 1);
    logSoftmax(logY, a, 3, rows, count, 1);
    expect(difference(length, (out) => softmaxBackward(out, g, y, rows, count, 1))).toBe(-1);
    expect(difference(length, (out) => logSoftmaxBackward(out, g, logY, rows, count, 1))).toBe(-1);
  });
});
