// What a person waits for who looks at a run: replay, steps, hover, digest, and training that runs again.
import { spawnSync } from "node:child_process";
import { mlpSteps, smallSteps } from "../support/programs.mjs";
import { loadRunner, median, runProgram } from "../support/runner.mjs";
import { quantile } from "../support/statistics.mjs";
import { atMost } from "./budget.mjs";

function timed(body) {
  const started = performance.now();
  body();
  return performance.now() - started;
}

export async function replay({ rounds = 7, steps = 1000 } = {}) {
  const { Run, answer } = await loadRunner();
  const ratios = [];
  let run = null;
  for (let round = 0; round <= rounds; round++) {
    const last = runProgram(Run, smallSteps(steps));
    run = last.run;
    const event = run.trace.events.total - 1;
    const again = timed(() => run.replayTo(event));
    if (round > 0) ratios.push(again / last.milliseconds);
  }
  const events = run.trace.events.total;
  answer(run, "cursor", { event: Math.floor(events / 2) });
  const back = Array.from({ length: 20 }, (_, i) =>
    timed(() => {
      answer(run, "cursor", { event: Math.floor(events / 2) - 1 - i });
      answer(run, "names", {});
    }),
  );
  const at = `${events.toLocaleString("en-US")} events`;
  return [
    atMost(1.2, median(ratios), "×", "replay to the last event, over the run", at),
    atMost(50, quantile(back, 0.95), "ms", `a step back in the middle of ${at}, p95`),
  ];
}

export async function hover({ tries = 60, elements = 1e7 } = {}) {
  const { Run, answer } = await loadRunner();
  const text = `import torch\nlarge = torch.zeros(${elements})\nprint(large.shape)\n`;
  const { run } = runProgram(Run, text);
  const offset = text.indexOf("large.shape");
  const ask = () => answer(run, "hover", { file: "program.nnspec", offset });
  if (ask() === null) throw new Error("there is nothing to hover over");
  const times = Array.from({ length: tries }, () => timed(ask));
  return [atMost(50, quantile(times, 0.95), "ms", `hover over ${elements.toExponential(0)} elements, p95`)];
}

export async function digest({ rounds = 5, elements = 1e8 } = {}) {
  const { digestOf } = await loadRunner();
  const values = new Float32Array(elements);
  for (let i = 0; i < elements; i++) values[i] = ((i * 7919) % 1009) / 1009 - 0.5;
  const data = { dtype: "float32", shape: [elements], strides: [1], offset: 0, elements: values };
  const ours = Array.from({ length: rounds }, () => timed(() => digestOf(data)));
  const python = `
import time, torch
torch.set_num_threads(1)
x = torch.rand(${elements})
for _ in range(${rounds + 1}):
    started = time.perf_counter()
    x.sum()
    print((time.perf_counter() - started) * 1000)
`;
  const { stdout, stderr, status } = spawnSync("/usr/bin/python3", ["-c", python], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const theirs = stdout.trim().split("\n").slice(1).map(Number);
  const note = `${median(ours).toFixed(0)} ms, torch.sum ${median(theirs).toFixed(0)} ms`;
  const title = `digest of ${elements.toExponential(0)} float32 over PyTorch's sum`;
  return [atMost(6, median(ours) / median(theirs), "×", title, note)];
}

export async function training({ steps = 1000 } = {}) {
  const { Run } = await loadRunner();
  runProgram(Run, mlpSteps(10));
  const { milliseconds } = runProgram(Run, mlpSteps(steps));
  return [atMost(3, milliseconds / 1000, "s", `a training of ${steps} MLP steps, run again, recorded`)];
}
