// scaled_dot_product_attention is PyTorch 2's: the oracle has none, so it is held against its definition.

import { expect, it } from "vitest";
import { loadSamples } from "./samples";

const scores = "(x @ y.t() / 3 ** 0.5)";
const cases: readonly (readonly [claim: string, call: string, definition: string])[] = [
  ["weighs values by softmax of scaled products", "(x, y, p)", `${scores}.softmax(-1) @ p`],
  ["takes a scale of its own", "(x, y, p, scale=0.25)", "(x @ y.t() * 0.25).softmax(-1) @ p"],
  ["adds a float mask", "(x, y, p, sq.new_ones(4, 4).triu())", `(${scores} + torch.ones(4, 4).triu()).softmax(-1) @ p`],
  [
    "attends only where a bool mask is true",
    "(x, y, p, torch.eye(4).bool())",
    `${scores}.masked_fill(~torch.eye(4).bool(), float('-inf')).softmax(-1) @ p`,
  ],
  [
    "looks at no later step when causal",
    "(x, y, p, is_causal=True)",
    `${scores}.masked_fill(torch.ones(4, 4).triu(1).bool(), float('-inf')).softmax(-1) @ p`,
  ],
];
const samples = loadSamples(
  cases.map(
    ([, call, definition]) => `torch.allclose(F.scaled_dot_product_attention${call}, ${definition}, atol=1e-6)`,
  ),
);

it.each(cases.map(([claim], i) => [claim, i] as const))("scaled_dot_product_attention %s", (_, i) => {
  expect(samples.evaluate(i)).toEqual([true]);
});
