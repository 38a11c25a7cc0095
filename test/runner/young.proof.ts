// What a run made goes with the young generation: a program that runs at each key press must not fill the old one, whose
// collections are long. In a process of its own, where nothing else allocates.
import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { bundle } from "./build";

/** Prints how many bytes of the heap a run has kept, that is over, before the whole heap is collected. */
const MEASURE = `
const { Run } = require(process.argv[1]);
const text = "class Counter:\\n    def __init__(self):\\n        self.n = 0\\n\\ncounter = Counter()\\n";
const limits = { seconds: 10, bytes: 2 ** 30 };
const request = { entry: "main.nnspec", sources: [{ file: "main.nnspec", text }], seed: 0, limits };
const runs = (count) => {
  for (let i = 0; i < count; i++) new Run(request, { record: false }).execute();
};
const young = () => gc({ type: "minor" });
runs(100);
gc();
young();
const before = process.memoryUsage().heapUsed;
runs(200);
young();
young();
console.log((process.memoryUsage().heapUsed - before) / 200);
`;

it("a run that is over is let go without a collection of the whole heap", async () => {
  const file = await bundle("src/runner/run.ts", { platform: "node", format: "cjs" });
  const kept = Number(execFileSync(process.execPath, ["--expose-gc", "-e", MEASURE, file], { encoding: "utf8" }));
  // A run makes some 150 kB.
  expect(kept).toBeLessThan(12_000);
});
