import { afterAll, describe, expect, it } from "vitest";
import "../../src/engine/ops";
import { declarations } from "../../src/engine/ops/declare";
import { float32 } from "../../src/engine/tensor/dtype";
import { setDefaultDType } from "../../src/engine/tensor/promotion";
import { gradcheck, loadInDouble } from "./gradcheck";

/**
 * What is not the derivative by intent: detached parts move with their leaf here, some gradients are left out, and
 * that of eigh is spread over both triangles where it reads one, and that of steps is one.
 */
const notDerivatives = /\.detach\(\)|padding_idx|scale_grad_by_freq|eigh\(ns\b|fake_quantize/;

/** Whose second derivatives PyTorch 1.13 gets wrong, by taking what depends on the input for constant; so do we. */
const wrongInSecondOrder = /\b_weight_norm\b/;

const expressions = [...new Set(declarations().flatMap((declaration) => declaration.samples))].filter(
  (expression) => !notDerivatives.test(expression),
);
const samples = loadInDouble(expressions);
// Files share the engine: those that come after this one start from float32, as a program does.
afterAll(() => setDefaultDType(float32));

const agreed = new Set<string>();

describe.each([1, 2] as const)("gradients of order %i agree with central differences", (order) => {
  const checked = expressions.map((expression, i) => [expression, i] as const);
  it.each(checked.filter(([one]) => order === 1 || !wrongInSecondOrder.test(one)))("%s", (expression, i) => {
    const result = gradcheck(samples, i, order);
    expect(["agrees", "nothing"]).toContain(result);
    if (order === 1 && result === "agrees") agreed.add(expression);
  });
});

it("most samples have a gradient to check", () => {
  expect(agreed.size).toBeGreaterThan(500);
});
