// Names and values are PyTorch 1.13.1's for the same programs.

import { expect, it } from "vitest";
import { backward } from "../../../src/engine/autograd/backward";
import { mul } from "../../../src/engine/ops/arithmetic";
import { fillTensor_ } from "../../../src/engine/ops/filling";
import { sum } from "../../../src/engine/ops/reductions";
import { select, slice } from "../../../src/engine/ops/slicing";
import { wrapNumber } from "../../../src/engine/tensor/raw";
import { leaf, listOf, tensor, times } from "./tools";

it("rewrites the base's history when a view of it is written", () => {
  const a = leaf([1, 2, 3, 4], [2, 2]);
  const h = times(a, 2);
  const row = select(h, 0, 0);
  mul.inPlace(row, wrapNumber(3n));
  expect(h.gradFn?.name).toBe("CopySlices");
  expect(row.gradFn?.name).toBe("AsStridedBackward0");
  expect(listOf(h)).toEqual([6, 12, 6, 8]);
  backward([sum(mul(h, h))]);
  expect(listOf(a.grad)).toEqual([72, 144, 24, 32]);
});

it("lets a gradient into a tensor that had none, through a view of it", () => {
  const base = tensor([1, 1, 1]);
  const factor = leaf([2, 3]);
  const view = slice(base, 0, 0, 2, 1);
  mul.inPlace(view, factor);
  expect([base.gradFn?.name, view.gradFn?.name]).toEqual(["CopySlices", "AsStridedBackward0"]);
  backward([sum(mul(base, base))]);
  expect(listOf(factor.grad)).toEqual([4, 6]);
});

it("stops the gradient where a view was overwritten", () => {
  const x = leaf([1, 2, 3]);
  const y = times(x, 1);
  fillTensor_(select(y, 0, 0), tensor([5], []));
  backward([sum(mul(y, y))]);
  expect(listOf(x.grad)).toEqual([0, 4, 6]);
});

it("counts a write through any view in the version of all", () => {
  const base = tensor([1, 2, 3]);
  const view = slice(base, 0, 1, 3, 1);
  mul.inPlace(view, wrapNumber(2n));
  expect([base.version, view.version]).toEqual([1, 1]);
});
