// Memory: a long training stays bounded, and what a run leaves behind is nothing.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { smallSteps } from "../support/programs.mjs";
import { loadRun, runProgram } from "../support/runner.mjs";
import { atMost } from "./budget.mjs";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

function inUse() {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

/** Bytes in use, collected, at every tenth of the steps. */
export async function memory({ steps = 100_000, runs = 1000 } = {}) {
  const Run = await loadRun();
  const tenths = [];
  let next = 0;
  const look = (run) => {
    // The loop's turns: a span's count of them is the highest there is.
    const done = Math.max(...run.trace.spans.map((_, span) => run.trace.visitsOf(span)));
    if (done < next) return false;
    next += steps / 10;
    collect();
    tenths.push(inUse());
    return false;
  };
  runProgram(Run, smallSteps(steps), { look });
  const [early, late] = [tenths[2], tenths.at(-1)];
  const megabytes = tenths.map((bytes) => Math.round(bytes / 2 ** 20)).join(", ");
  const long = `memory of ${steps.toLocaleString("en-US")} steps: the last tenth over the third`;

  for (let i = 0; i < runs / 10; i++) runProgram(Run, smallSteps(3));
  collect();
  const before = inUse();
  for (let i = 0; i < runs; i++) runProgram(Run, smallSteps(3));
  collect();
  const after = inUse();
  const note = `${(before / 2 ** 20).toFixed(1)} → ${(after / 2 ** 20).toFixed(1)} MB`;
  return [
    atMost(1.5, late / early, "×", long, `${megabytes} MB`),
    atMost(1.05, after / before, "×", `memory after ${runs} runs over that before`, note),
  ];
}
