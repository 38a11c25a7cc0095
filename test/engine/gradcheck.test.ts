import { afterAll, expect, it } from "vitest";
import { float32 } from "../../src/engine/tensor/dtype";
import { setDefaultDType } from "../../src/engine/tensor/promotion";
import { differentiable, gradcheck, loadInDouble } from "./gradcheck";

const expressions = differentiable();
const samples = loadInDouble(expressions);
// Files share the engine: those that come after this one start from float32, as a program does.
afterAll(() => setDefaultDType(float32));

let agreed = 0;

it.each(expressions.map((expression, i) => [expression, i] as const))(
  "the gradient of %s agrees with central differences",
  (expression, i) => {
    const result = gradcheck(samples, i, 1);
    expect(["agrees", "nothing"], expression).toContain(result);
    if (result === "agrees") agreed++;
  },
);

it("most samples have a gradient to check", () => {
  expect(agreed).toBeGreaterThan(500);
});
