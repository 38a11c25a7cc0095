import { afterAll, describe, expect, test } from "vitest";
import { adamStep, sgdStep } from "../../../../src/engine/kernels/optimizer-steps";
import { useKernels } from "../../../../src/engine/kernels/wasm/module";
import { differenceFromLoops, numbersLike } from "./bits";

afterAll(() => useKernels(true));

const floats = new Float32Array(0);
const LENGTHS = [512, 1001, 4096, 20_003];

/** Where the kernels and the loops first differ, in any of `count` arrays that are longer than the step. */
function difference(count: number, length: number, run: (arrays: Float32Array[]) => void): number {
  return differenceFromLoops(() => {
    const arrays = Array.from({ length: count }, (_, k) => numbersLike(floats, length + 10, k + 1));
    run(arrays);
    return Float32Array.from(arrays.flatMap((array) => [...array]));
  });
}

describe.each([
  ["plain", {}],
  ["of weight decay", { weightDecay: 0.01 }],
  ["upwards", { maximize: true }],
  ["with momentum", { momentum: 0.9 }],
  ["with dampened momentum and weight decay", { momentum: 0.9, dampening: 0.3, weightDecay: 0.01 }],
  ["of Nesterov", { momentum: 0.8, nesterov: true }],
])("a step of SGD %s by WebAssembly has the bits of the loop", (_, given) => {
  const factors = { lr: 0.1, momentum: 0, dampening: 0, weightDecay: 0, nesterov: false, maximize: false, ...given };
  test.each(LENGTHS)("for %i elements", (n) => {
    const differ = difference(3, n, ([p = floats, g = floats, b = floats]) =>
      sgdStep(p, 3, g, 1, factors.momentum === 0 ? null : b, 2, n, factors),
    );
    expect(differ).toBe(-1);
  });
});

describe.each([
  ["Adam", {}],
  ["AdamW", { decay: 0.999 }],
  ["Adam with weight decay, upwards", { weightDecay: 0.01, maximize: true }],
  ["AMSGrad", { keepsMost: true }],
])("a step of %s by WebAssembly has the bits of the loop", (_, given) => {
  const { keepsMost, ...factors } = {
    ...{ beta1: 0.9, beta2: 0.999, weightDecay: 0, decay: 1, size: 0.01, correction2: 0.03, eps: 1e-8 },
    ...{ maximize: false, keepsMost: false },
    ...given,
  };
  test.each(LENGTHS)("for %i elements", (n) => {
    const differ = difference(5, n, ([p = floats, g = floats, m = floats, v = floats, most = floats]) => {
      // Squares are not negative, but for what came from outside.
      v.forEach((x, i) => {
        if (i % 50 > 0) v[i] = Math.abs(x);
      });
      adamStep(p, 3, g, 1, m, 2, v, 0, keepsMost ? most : null, 5, n, factors);
    });
    expect(differ).toBe(-1);
  });
});
