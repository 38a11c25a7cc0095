import { afterAll, describe, expect, test } from "vitest";
import type { FloatArray } from "../../../../src/engine/kernels/arrays";
import {
  type Convolution,
  convolve,
  convolveToInput,
  convolveToWeight,
  volume,
} from "../../../../src/engine/kernels/convolution";
import { useKernels } from "../../../../src/engine/kernels/wasm/module";
import { firstDifference, numbersLike } from "./bits";

afterAll(() => useKernels(true));

/** Sizes of the output follow from the others. */
function convolution(given: Omit<Convolution, "output">): Convolution {
  const { input, kernel, stride, padding, dilation } = given;
  const along = (i: 0 | 1 | 2) =>
    Math.floor((input[i] + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i]) + 1;
  return { ...given, output: [along(0), along(1), along(2)] };
}

const plain = { batch: 2, groups: 1, stride: [1, 1, 1], padding: [0, 0, 0], dilation: [1, 1, 1] } as const;

const CASES: Record<string, Convolution> = {
  "an image": convolution({ ...plain, ins: 3, outs: 8, input: [1, 9, 11], kernel: [1, 3, 3], padding: [0, 1, 1] }),
  "a line": convolution({ ...plain, ins: 4, outs: 6, input: [1, 1, 37], kernel: [1, 1, 5], padding: [0, 0, 2] }),
  "a volume": convolution({ ...plain, ins: 2, outs: 5, input: [5, 6, 7], kernel: [2, 3, 2], padding: [1, 0, 1] }),
  "one position for one": convolution({ ...plain, ins: 16, outs: 9, input: [1, 6, 7], kernel: [1, 1, 1] }),
  "strides and dilation": convolution({
    ...plain,
    ins: 5,
    outs: 7,
    input: [1, 14, 17],
    kernel: [1, 3, 2],
    stride: [1, 2, 3],
    padding: [0, 2, 3],
    dilation: [1, 2, 3],
  }),
  "a channel each": convolution({
    ...plain,
    groups: 6,
    ins: 1,
    outs: 1,
    input: [1, 16, 16],
    kernel: [1, 3, 3],
    padding: [0, 1, 1],
  }),
  "a kernel wider than its input": convolution({
    ...plain,
    ins: 8,
    outs: 8,
    input: [1, 3, 3],
    kernel: [1, 7, 7],
    padding: [0, 4, 4],
  }),
  "lines a whole number of pages long": convolution({
    ...plain,
    ins: 2,
    outs: 17,
    input: [1, 32, 32],
    kernel: [1, 3, 3],
    padding: [0, 1, 1],
  }),
};

describe.each([new Float32Array(0), new Float64Array(0)])(
  "convolutions by WebAssembly in $constructor.name",
  (like) => {
    test.each(Object.entries(CASES))("have the bits of the loops: %s", (_, s) => {
      const a = numbersLike(like, s.batch * s.groups * s.ins * volume(s.input), 1);
      const weight = numbersLike(like, s.groups * s.outs * s.ins * volume(s.kernel), 2);
      const gradient = numbersLike(like, s.batch * s.groups * s.outs * volume(s.output), 3);
      const difference = (length: number, run: (out: FloatArray) => void) => {
        const result = (wanted: boolean) => {
          expect(useKernels(wanted)).toBe(wanted);
          const out = like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
          run(out);
          return out;
        };
        return firstDifference(result(true), result(false));
      };
      expect(difference(gradient.length, (out) => convolve(out, a, weight, s))).toBe(-1);
      expect(difference(a.length, (out) => convolveToInput(out, gradient, weight, s))).toBe(-1);
      expect(difference(weight.length, (out) => convolveToWeight(out, gradient, a, s))).toBe(-1);
    });
  },
);
