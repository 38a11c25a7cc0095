// The measured figures as tables of Markdown.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { openBlas } from "./support/openblas.mjs";
import { median, quantile } from "./support/statistics.mjs";
import { peers } from "./table/peers.mjs";
import { figureOf } from "./table/rows.mjs";

/** The machine, and the versions of all that takes part. */
export function machine() {
  const [cpu] = cpus();
  const torch = spawnSync("/usr/bin/python3", ["-c", "import torch; print(torch.__version__)"], { encoding: "utf8" });
  const pytorch = torch.status === 0 ? `PyTorch ${torch.stdout.trim()}` : "PyTorch is not installed";
  const blas = openBlas === null ? "the BLAS that it is installed with" : "OpenBLAS";
  const lock = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
  const peers = Object.entries(lock.dependencies).map(([name, version]) => `${name} ${version}`);
  return [
    `${cpu?.model ?? "unknown CPU"}, ${cpus().length} cores; Node ${process.version} (V8 ${process.versions.v8});`,
    `${pytorch} with ${blas}, one thread unless a row says otherwise; ${peers.join(", ")}.`,
  ].join("\n");
}

/**
 * One line a row: medians of all rounds with the 10th and 90th percentile of ours, our figure over PyTorch's (under it
 * where more is better), and what is wanted of that.
 */
export function rowTable(measured) {
  const taking = new Set(measured.flatMap(({ of }) => Object.keys(of)));
  const others = peers.map(({ name }) => name).filter((name) => name !== "NNSpec" && taking.has(name));
  const head = ["", ...others, "**NNSpec**", "10–90 %", "of PyTorch", "goal", ""];
  const lines = measured.map(({ row, of, peak }) => {
    const figures = Object.fromEntries(Object.entries(of).map(([name, times]) => [name, figureOf(row, median(times))]));
    const spread = [0.1, 0.9].map((q) => (of.NNSpec === undefined ? "" : short(figureOf(row, quantile(of.NNSpec, q)))));
    const { ratio, goal, holds } = judged(row, figures, peak);
    return [
      `${row.title}, ${row.unit}`,
      ...others.map((name) => (figures[name] === undefined ? "–" : short(figures[name]))),
      `**${figures.NNSpec === undefined ? "–" : short(figures.NNSpec)}**`,
      spread.sort((a, b) => a - b).join("–"),
      ratio,
      goal,
      holds ? "✓" : "✗",
    ];
  });
  const left = measured.flatMap(({ row, why }) =>
    Object.entries(why).map(([name, reason]) => `- ${name} in ${row.title}: ${reason.split("\n")[0]}`),
  );
  const notes = [
    `The limit of this CPU, 128-bit multiply-adds of one thread: ${median(measured.map(({ peak }) => peak)).toFixed(1)} GFLOP/s.`,
    "Every result was equal to PyTorch's before its time counted.",
    ...(left.length > 0 ? ["Left out:", "", ...left] : []),
  ];
  return `${table([head, ...lines])}\n\n${notes.join("\n")}`;
}

function judged(row, { NNSpec: ours, PyTorch: theirs }, peak) {
  const { goal, unit } = row;
  const ratio = theirs === undefined || ours === undefined ? Number.NaN : ours / theirs;
  const shown = Number.isNaN(ratio) ? "–" : `${short(ratio)} ×`;
  if (goal.ofPeak !== undefined) {
    return { ratio: shown, goal: `≥ ${short(goal.ofPeak * peak)} ${unit}`, holds: ours >= goal.ofPeak * peak };
  }
  return { ratio: shown, goal: `≤ ${short(goal.ofPyTorch)} ×`, holds: ratio <= goal.ofPyTorch };
}

export function budgetTable(found) {
  const lines = found.map(({ title, figure, goal, holds, note }) => [title, figure, goal, holds ? "✓" : "✗", note]);
  return table([["", "measured", "goal", "", ""], ...lines]);
}

function table([head, ...lines]) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}

function short(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(2);
}
