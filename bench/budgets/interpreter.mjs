// Pure Python beside CPython, and what lies between a call in the language and the engine's op.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { loadEngine } from "../support/engine.mjs";
import { loadRun, median, runProgram } from "../support/runner.mjs";
import { atMost } from "./budget.mjs";

export function interpreter({ rounds = 7 } = {}) {
  const script = fileURLToPath(new URL("../python.mjs", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, String(rounds)], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const lines = [...stdout.matchAll(/^(\w+) +CPython .* ms {2}([\d.]+) × {2}wall ([\d.]+) ×$/gm)];
  return lines.map(([, name, cpu, wall]) => atMost(3, Number(wall), "×", `pure Python, ${name}`, `user CPU ${cpu} ×`));
}

const CALLS = 20_000;

const calls = [
  { text: "torch.neg(x)", op: "neg", take: (x) => [x] },
  { text: "torch.add(x, y)", op: "add.Tensor", take: (x, y) => [x, y] },
  { text: "x * y", op: "mul.Tensor", take: (x, y) => [x, y] },
  { text: "x.view(4)", op: "view", take: (x) => [x, [4]] },
  { text: "x.sum(0)", op: "sum.dim_IntList", take: (x) => [x, [0]] },
];

const loop = (body) => `import torch

x = torch.ones(2, 2)
y = torch.ones(2, 2)


def calls():
    for i in range(${CALLS}):
        ${body}


calls()
`;

/** Microseconds of a call in a loop, less those of the empty loop and of the op itself. */
export async function dispatch({ rounds = 7 } = {}) {
  const Run = await loadRun();
  const { findSchema, float32, fromNumbers } = await loadEngine();
  const x = fromNumbers(new Float32Array(4), [2, 2], float32);
  const y = fromNumbers(new Float32Array(4), [2, 2], float32);
  return calls.map(({ text, op, take }) => {
    const declaration = findSchema(op);
    const found = [];
    for (let round = 0; round <= rounds; round++) {
      const empty = runProgram(Run, loop("pass"), { record: false }).milliseconds;
      const full = runProgram(Run, loop(text), { record: false }).milliseconds;
      const started = performance.now();
      for (let i = 0; i < CALLS; i++) declaration.call(take(x, y));
      const alone = performance.now() - started;
      if (round > 0) found.push(((full - empty - alone) / CALLS) * 1000);
    }
    return atMost(1, median(found), "µs", `dispatch of ${text}`);
  });
}
