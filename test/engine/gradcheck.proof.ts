// Second derivatives: those of the gradients that create_graph makes. The first are in gradcheck.test.ts.
import { afterAll, expect, it } from "vitest";
import { float32 } from "../../src/engine/tensor/dtype";
import { setDefaultDType } from "../../src/engine/tensor/promotion";
import { differentiable, gradcheck, loadInDouble } from "./gradcheck";

/** Whose second derivatives PyTorch 1.13 gets wrong, by taking what depends on the input for constant; so do we. */
const WRONG = /\b_weight_norm\b/;

const expressions = differentiable().filter((expression) => !WRONG.test(expression));
const samples = loadInDouble(expressions);
afterAll(() => setDefaultDType(float32));

it.each(expressions.map((expression, i) => [expression, i] as const))(
  "the second derivative of %s agrees with central differences",
  (expression, i) => {
    expect(["agrees", "nothing"], expression).toContain(gradcheck(samples, i, 2));
  },
);
