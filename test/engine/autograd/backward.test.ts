// Orders and values are those of PyTorch 1.13.1, asked for the same programs.

import { afterEach, describe, expect, it } from "vitest";
import { backward, grad } from "../../../src/engine/autograd/backward";
import type { GradNode } from "../../../src/engine/autograd/node";
import { setObserver } from "../../../src/engine/observer";
import { add, mul } from "../../../src/engine/ops/arithmetic";
import { stack } from "../../../src/engine/ops/joining";
import { exp } from "../../../src/engine/ops/pointwise";
import { pow } from "../../../src/engine/ops/powers";
import { sum } from "../../../src/engine/ops/reductions";
import { sin } from "../../../src/engine/ops/trigonometry";
import { wrapNumber } from "../../../src/engine/tensor/raw";
import { leaf, listOf, tensor, times } from "./tools";

/** Names of the nodes that ran, in order. */
function nodesOf(body: () => void): string[] {
  const seen: GradNode[] = [];
  setObserver({ op() {}, beforeWrite() {}, gradient: (node) => seen.push(node) });
  body();
  setObserver(null);
  return seen.map((node) => node.name);
}

afterEach(() => {
  setObserver(null);
});

describe("backward visits nodes in PyTorch's order", () => {
  it("runs the node made last first", () => {
    const x = leaf([1, 2]);
    const w = leaf([3, 4]);
    const p = mul(x, w);
    const e = mul(x, add(exp(p), sin(mul(x, w))));
    expect(nodesOf(() => backward([sum(e)]))).toEqual([
      "SumBackward0",
      "MulBackward0",
      "AddBackward0",
      "SinBackward0",
      "MulBackward0",
      "ExpBackward0",
      "MulBackward0",
      "AccumulateGrad",
      "AccumulateGrad",
    ]);
  });

  it("fills a leaf's gradient as soon as it is complete", () => {
    const x = leaf([1, 2]);
    const w = leaf([3, 4]);
    const v = leaf([5, 6]);
    const loss = sum(mul(sin(exp(mul(x, w))), v));
    expect(nodesOf(() => backward([loss]))).toEqual([
      "SumBackward0",
      "MulBackward0",
      "AccumulateGrad",
      "SinBackward0",
      "ExpBackward0",
      "MulBackward0",
      "AccumulateGrad",
      "AccumulateGrad",
    ]);
  });

  it("takes leaves that are complete at once in the order of PyTorch's heap", () => {
    const order: number[] = [];
    const leaves = Array.from({ length: 9 }, (_, i) => {
      const one = leaf([i], []);
      one.hooks = [
        () => {
          order.push(i);
          return null;
        },
      ];
      return one;
    });
    backward([sum(stack(leaves))]);
    expect(order).toEqual([0, 2, 6, 8, 5, 7, 4, 1, 3]);
  });
});

describe("gradients accumulate", () => {
  it("adds into the same .grad the second time", () => {
    const x = leaf([1, 2]);
    backward([add(x, wrapNumber(0n))], [tensor([5, 6])]);
    const first = x.grad;
    backward([sum(times(x, 2))]);
    expect(x.grad).toBe(first);
    expect(listOf(first)).toEqual([7, 8]);
  });

  it("never makes the caller's gradient itself the .grad", () => {
    const x = leaf([1, 2]);
    const given = tensor([5, 6]);
    backward([add(x, wrapNumber(0n))], [given]);
    expect(x.grad?.storage).not.toBe(given.storage);
  });

  it("gives two leaves that receive one gradient a .grad each", () => {
    const x = leaf([1, 2]);
    const y = leaf([3, 4]);
    backward([add(x, y)], [tensor([1, 1])]);
    expect(x.grad?.storage).not.toBe(y.grad?.storage);
  });

  it("sums a broadcast operand's gradient down to its shape", () => {
    const x = leaf([1, 2, 3, 4, 5, 6], [2, 3]);
    const b = leaf([1, 1, 1]);
    backward([sum(mul(x, b))]);
    expect(listOf(b.grad)).toEqual([5, 7, 9]);
    expect(b.grad?.shape).toEqual([3]);
  });

  it("keeps the history of a gradient under create_graph", () => {
    const x = leaf([2]);
    backward([sum(pow(x, 3n))], [], { createGraph: true });
    expect(listOf(x.grad)).toEqual([12]);
    expect(x.grad?.gradFn?.name).toBe("CopyBackwards");
  });
});

describe("autograd.grad", () => {
  it("differentiates to any order", () => {
    const x = leaf([2]);
    const [first = null] = grad([sum(pow(x, 4n))], [x], [], { createGraph: true });
    const [second = null] = first === null ? [] : grad([sum(first)], [x], [], { createGraph: true });
    const [third = null] = second === null ? [] : grad([sum(second)], [x]);
    expect([first, second, third].map(listOf)).toEqual([[32], [48], [48]]);
    expect(x.grad).toBeNull();
  });

  it("gives a tensor's gradient before its own hooks, and a leaf's without the leaf's hooks", () => {
    const x = leaf([1, 2]);
    x.hooks = [(g) => times(g, 10)];
    const y = times(x, 2);
    const node = y.gradFn;
    if (node !== null) node.preHooks = [{ kind: "tensor", outputNr: 0, run: (g) => times(g, 100) }];
    expect(grad([sum(y)], [x, y]).map(listOf)).toEqual([
      [200, 200],
      [1, 1],
    ]);
  });

  it("gives None for what was not used, where that is allowed", () => {
    const x = leaf([1]);
    expect(grad([sum(times(x, 2))], [leaf([1])], [], { allowUnused: true })).toEqual([null]);
  });

  it("fills only the chosen inputs of backward, leaves or not", () => {
    const a = leaf([1], []);
    const b = leaf([2], []);
    backward([mul(a, b)], [], { inputs: [a] });
    expect([listOf(a.grad), listOf(b.grad)]).toEqual([[2], null]);
    const x = leaf([1, 2, 3]);
    const y = times(x, 2);
    backward([sum(mul(y, y))], [], { inputs: [y] });
    expect([listOf(y.grad), listOf(x.grad)]).toEqual([[4, 8, 12], null]);
  });
});

describe("a long chain", () => {
  it("of 100,000 ops does not overflow the stack", () => {
    const x = leaf([1]);
    let y = x;
    for (let i = 0; i < 100_000; i++) y = add(y, wrapNumber(1n));
    backward([sum(y)]);
    expect(listOf(x.grad)).toEqual([1]);
  });
});
