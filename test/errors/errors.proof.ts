// Failing calls raise what PyTorch raises: type and text, over calls of every family (calls.txt).
import { describe, expect, test } from "vitest";
import { errorGoldens, type Raised, raisedHere } from "./errors";

/** Calls that may differ, and why. */
const DIFFERING: ReadonlyMap<string, string> = new Map([
  ['"%d" % x', "formatting asks the tensor otherwise"],
  [
    "torch.autograd.backward(x.sum(), [torch.ones(1), torch.ones(1)])",
    "the first gradient's shape is looked at before their number",
  ],
  ["torch.meshgrid(x)", "PyTorch shows the tensor as C++ prints it"],
]);

/** Of the calls that are not refused, so many in a hundred are equal. */
const LEAST_EQUAL = 99;
/** Calls of names that are not here yet. */
const MOST_REFUSED = 1;

const results = [...errorGoldens].map(([call, golden]) => ({ call, golden, ours: raisedHere(call) }));
const same = (a: Raised, b: Raised): boolean => a[0] === b[0] && a[1] === b[1];
const refused = results.filter(({ ours }) => ours[0] === "refused");
const different = results.filter(({ golden, ours }) => ours[0] !== "refused" && !same(golden, ours));
const answered = results.length - refused.length;
const percent = (100 * (answered - different.length)) / answered;

describe("a failing call raises what PyTorch raises", () => {
  test("at least 1500 calls are asked", () => {
    expect(results.length).toBeGreaterThanOrEqual(1500);
  });

  test(`at least ${LEAST_EQUAL} % raise the same type with the same text`, () => {
    console.log(
      `${answered - different.length} of ${results.length} equal, ${refused.length} refused, ${different.length} different`,
    );
    expect(percent).toBeGreaterThanOrEqual(LEAST_EQUAL);
    expect(refused.length).toBeLessThanOrEqual(MOST_REFUSED);
  });

  test("none that PyTorch refuses runs, and the rest is listed with its reason", () => {
    const unlisted = different.filter(({ call }) => !DIFFERING.has(call));
    const shown = unlisted.map(
      ({ call, golden, ours }) => `${call}\n  PyTorch ${golden.join(": ")}\n  ours    ${ours.join(": ")}`,
    );
    expect(shown.join("\n")).toBe("");
  });
}, 60_000);
