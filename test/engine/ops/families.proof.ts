// In the bundles, op families are loaded when they are used: what is found must be what is found when all are there.

import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type * as Ops from "../../../src/engine/ops";
import { findOps, opNames } from "../../../src/engine/ops";
import { bundle } from "../../runner/build";

const texts = (overloads: ReturnType<typeof findOps>): string => overloads.map(({ schema }) => schema.text).join("\n");

describe("op families that are loaded when they are used", () => {
  it("give every name's overloads in the order of the source, whichever name is asked for first", async () => {
    const built = pathToFileURL(await bundle("src/engine/ops/index.ts", { format: "esm" })).href;
    const names = [...opNames().keys()];
    const shared = ["torch.max", "torch.min", "torch.clamp", "Tensor.index_fill"];
    for (const [turn, order] of [names, [...names].reverse(), [...shared, ...names]].entries()) {
      const loaded: typeof Ops = await import(`${built}?${turn}`);
      expect(order.filter((name) => texts(loaded.findOps(name)) !== texts(findOps(name)))).toEqual([]);
      expect([...loaded.opNames().keys()].sort()).toEqual([...names].sort());
    }
  }, 60_000);
});
