import { describe, expect, it } from "vitest";
import "../../src/engine/ops";
import { declarations } from "../../src/engine/ops/declare";
import { gradcheck, loadInDouble } from "./gradcheck";

/** What is not the derivative by intent: detached parts move with their leaf here, some gradients are left out. */
const notDerivatives = /\.detach\(\)|padding_idx|scale_grad_by_freq/;

/** Whose second derivatives PyTorch 1.13 gets wrong, by taking what depends on the input for constant; so do we. */
const wrongInSecondOrder = /\b_weight_norm\b/;

const expressions = [...new Set(declarations().flatMap((declaration) => declaration.samples))].filter(
  (expression) => !notDerivatives.test(expression),
);
const samples = loadInDouble(expressions);

describe.each([1, 2] as const)("gradients of order %i agree with central differences", (order) => {
  const checked = expressions
    .map((expression, i) => [expression, i] as const)
    .filter(([expression]) => order === 1 || !wrongInSecondOrder.test(expression));
  it.each(checked)("%s", (_, i) => {
    expect(["agrees", "nothing"]).toContain(gradcheck(samples, i, order));
  });
});

it("most samples have a gradient to check", () => {
  expect(expressions.filter((_, i) => gradcheck(samples, i, 1) === "agrees").length).toBeGreaterThan(500);
});
