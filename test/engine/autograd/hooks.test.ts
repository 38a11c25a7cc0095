// What is called when, and with which values, is what PyTorch 1.13.1 does with the same program.

import { expect, it } from "vitest";
import { backward } from "../../../src/engine/autograd/backward";
import { registerHook, registerPostHook, registerPreHook, retainGrad } from "../../../src/engine/autograd/hooks";
import { plus } from "../../../src/engine/ops/arithmetic";
import { sum } from "../../../src/engine/ops/reductions";
import { leaf, listOf, tensor, times } from "./tools";

it("calls tensor hooks, then the node's, then the leaf's", () => {
  const x = leaf([1, 2]);
  const y = times(x, 2);
  const log: unknown[] = [];
  retainGrad(y);
  registerHook(y, (g) => times(g, 3));
  registerHook(y, (g) => {
    log.push(["tensor", listOf(g)]);
    return null;
  });
  const node = y.gradFn;
  if (node === null) throw new Error("no node");
  registerPostHook(node, (inputs, outputs) => {
    log.push(["post", inputs.map(listOf), outputs.map(listOf)]);
    return null;
  });
  registerPreHook(node, (outputs) => {
    log.push(["pre", outputs.map(listOf)]);
    return null;
  });
  registerHook(x, (g) => {
    log.push(["leaf", listOf(g)]);
    return plus(g, 1);
  });
  backward([sum(y)]);
  expect(log).toEqual([
    ["tensor", [3, 3]],
    ["pre", [[3, 3]]],
    ["post", [[6, 6], null], [[3, 3]]],
    ["leaf", [6, 6]],
  ]);
  expect(listOf(y.grad)).toEqual([1, 1]);
  expect(listOf(x.grad)).toEqual([7, 7]);
});

it("lets retain_grad see what all hooks made, if one of them was there before it", () => {
  const x = leaf([1, 2]);
  const y = times(x, 2);
  registerHook(y, (g) => times(g, 3));
  retainGrad(y);
  registerHook(y, (g) => times(g, 5));
  backward([sum(y)]);
  expect([listOf(y.grad), listOf(x.grad)]).toEqual([
    [15, 15],
    [30, 30],
  ]);
});

it("calls a removed hook no more", () => {
  const x = leaf([1]);
  const remove = registerHook(x, (g) => times(g, 100));
  remove();
  backward([sum(x)]);
  expect(listOf(x.grad)).toEqual([1]);
});

it("refuses hooks where no gradient comes", () => {
  expect(() => registerHook(tensor([1]), (g) => g)).toThrow(
    "cannot register a hook on a tensor that doesn't require gradient",
  );
  expect(() => retainGrad(tensor([1]))).toThrow("can't retain_grad on Tensor that has requires_grad=False");
});
