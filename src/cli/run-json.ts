// `nnspec run --json`: one run as one object for other programs. Non-finite numbers are strings, as JSON has none.

import type { Digest, Problem, RunStatus } from "../protocol/data";
import { answer, wholeGraph } from "../runner/answer";
import type { Run } from "../runner/run";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function runJson(run: Run): Json {
  const state = run.state();
  const graph = wholeGraph(run, {});
  const nameOf = new Map(graph.nodes.map((node) => [node.id, node.name]));
  return {
    outcome: outcomeOf(state.status),
    error: errorJson(state.problems[0] ?? null),
    stdout: run.stdout,
    parameters: answer(run, "parameters", {}).map((row) => ({
      name: row.name,
      shape: row.value.shape,
      dtype: row.value.dtype,
      requires_grad: row.value.requiresGrad,
      digest: digestJson(row.digest),
      grad: row.gradientDigest === null || row.byDebugger ? null : digestJson(row.gradientDigest),
    })),
    outputs: answer(run, "outputs", {}).flatMap((row) =>
      row.kind === "bound" && row.tensor !== null
        ? [
            {
              name: row.name,
              line: row.range.line,
              shape: row.tensor.shape,
              dtype: row.tensor.dtype,
              grad_fn: row.tensor.gradFn,
              text: row.text,
            },
          ]
        : [],
    ),
    chain: graph.mainChain.map((id) => nameOf.get(id) ?? ""),
    ops: state.ops,
    seconds: state.seconds,
  };
}

/** The same for a file that could not be read. */
export function unreadableJson(file: string, message: string): Json {
  const error = {
    type: "nnspec",
    message,
    file,
    line: 1,
    column: 0,
    endLine: 1,
    endColumn: 0,
    explanation: null,
  };
  return { outcome: "refused", error, stdout: "", parameters: [], outputs: [], chain: [], ops: 0, seconds: 0 };
}

function outcomeOf(status: RunStatus): string {
  return status === "stopped" ? "limited" : status;
}

function errorJson(problem: Problem | null): Json {
  if (problem === null) return null;
  const { type, message, explanation, range } = problem;
  const { file, line, column, endLine, endColumn } = range;
  return { type, message, file, line, column, endLine, endColumn, explanation };
}

function digestJson(digest: Digest): Json {
  const [min = Number.NaN, max = Number.NaN, mean = Number.NaN, std = Number.NaN] = digest.stats;
  const { n, nan, posinf, neginf, zeros } = digest;
  return { n, min: number(min), max: number(max), mean: number(mean), std: number(std), nan, posinf, neginf, zeros };
}

function number(x: number): number | string {
  return Number.isFinite(x) ? x : String(x);
}
