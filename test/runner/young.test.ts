// What a run made goes with the young generation: a program that runs at each key press must not fill the old one, whose
// collections are long.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Run } from "../../src/runner/run";

setFlagsFromString("--expose-gc");
// V8's own function, which the flag adds to contexts that are made from then on.
const collect = runInNewContext("gc") as (options?: { readonly type: "minor" }) => void;
const young = (): void => collect({ type: "minor" });

const PROGRAM = `
class Counter:
    def __init__(self):
        self.n = 0
    def step(self):
        self.n += 1

counter = Counter()
for _ in range(10):
    counter.step()
`;

function run(): void {
  const limits = { seconds: 10, bytes: 2 ** 30 };
  const request = { entry: "main.nnspec", sources: [{ file: "main.nnspec", text: PROGRAM }], seed: 0, limits };
  new Run(request, { record: false }).execute();
}

test("a run that is over is let go without a collection of the whole heap", () => {
  for (let i = 0; i < 100; i++) run();
  collect();
  young();
  const before = process.memoryUsage().heapUsed;
  const runs = 200;
  for (let i = 0; i < runs; i++) run();
  young();
  young();
  const kept = (process.memoryUsage().heapUsed - before) / runs;
  // A run makes some 150 kB.
  expect(kept).toBeLessThan(12_000);
});
