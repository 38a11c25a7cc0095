// The runner as the worker has it, and programs run by it.
import { bundled } from "./bundle.mjs";

export { median } from "./statistics.mjs";

/** `Run` of src/runner/run.ts; with `names`, functions keep theirs, for a profile. */
export async function loadRun(options) {
  return (await loadRunner(options)).Run;
}

/** The runner, what answers queries about a run, and the digest of a tensor. */
export const loadRunner = (options) =>
  bundled(
    `
export { Run } from "./src/runner/run";
export { answer } from "./src/runner/answer";
export { digestOf } from "./src/trace/query/digest";
`,
    options,
  );

/** One run of a program; `options` are those of Run. Throws where the program does not end well. */
export function runProgram(Run, text, options = {}) {
  const limits = { seconds: 600, bytes: 8 * 2 ** 30 };
  const sources = [{ file: "program.nnspec", text }];
  const run = new Run({ entry: "program.nnspec", sources, seed: 0, limits }, options);
  const state = run.execute();
  if (state.status !== "ok") throw new Error(run.stderr);
  return { run, milliseconds: state.seconds * 1000 };
}
