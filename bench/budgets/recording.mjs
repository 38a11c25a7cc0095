// What recording costs: training steps with and without it, interleaved in one process, with limits and safepoints on.
import { mlpSteps, smallSteps } from "../support/programs.mjs";
import { loadRun, median, runProgram } from "../support/runner.mjs";
import { atMost } from "./budget.mjs";

const cases = [
  { title: "recording, small step", program: smallSteps, steps: 1000, limit: 1.5 },
  { title: "recording, MLP step", program: mlpSteps, steps: 30, limit: 1.15 },
];

export async function recording({ rounds = 7 } = {}) {
  const Run = await loadRun();
  return cases.map(({ title, program, steps, limit }) => {
    const text = program(steps);
    const ratios = [];
    const times = { without: [], with: [] };
    // The first round warms both.
    for (let round = 0; round <= rounds; round++) {
      const bare = runProgram(Run, text, { record: false });
      const recorded = runProgram(Run, text);
      if (bare.run.stdout !== recorded.run.stdout) throw new Error(`${title}: recording changed what is printed`);
      if (round === 0) continue;
      times.without.push(bare.milliseconds);
      times.with.push(recorded.milliseconds);
      ratios.push(recorded.milliseconds / bare.milliseconds);
    }
    const perStep = (list) => ((median(list) * 1000) / steps).toFixed(0);
    const note = `${perStep(times.without)} → ${perStep(times.with)} µs a step`;
    return atMost(limit, median(ratios), "×", title, note);
  });
}
