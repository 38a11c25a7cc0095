// `npm run bench`: the rows of the table by this engine, PyTorch and JavaScript peers, in interleaved rounds, and the
// budgets; prints them and writes RESULTS.md beside this file. The peers are installed by `npm install --ignore-scripts`
// in this folder; one that is not there is left out, and said so.
//   node bench/run.mjs [NAME...] [--rounds N] [--peers A,B] [--keep]
// NAMEs are rows (table/rows.mjs) or budgets (below); with some, or with --keep, nothing is written.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { growth } from "./budgets/growth.mjs";
import { dispatch, interpreter } from "./budgets/interpreter.mjs";
import { digest, hover, replay, training } from "./budgets/looking.mjs";
import { memory } from "./budgets/memory.mjs";
import { recording } from "./budgets/recording.mjs";
import { sizes, start } from "./budgets/start.mjs";
import { budgetTable, machine, rowTable } from "./report.mjs";
import { multiplyAddPeak } from "./support/peak.mjs";
import { plotSvg } from "./support/plot.mjs";
import { measureRows } from "./table/measure.mjs";
import { rows } from "./table/rows.mjs";

const budgets = { recording, dispatch, interpreter, training, replay, hover, digest, growth, memory, start, sizes };

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string" }, peers: { type: "string" }, keep: { type: "boolean", default: false } },
});
const known = [...rows.map(({ name }) => name), ...Object.keys(budgets)];
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`no row or budget ${unknown.join(", ")}; there are ${known.join(", ")}`);
const isWanted = (name) => names.length === 0 || names.includes(name);
const rounds = options.rounds === undefined ? {} : { rounds: Number(options.rounds) };

const sections = [];
function say(text) {
  console.log(text);
  sections.push(text);
}

say(`# Measured\n\n${machine()}`);
const wanted = rows.filter(({ name }) => isWanted(name));
if (wanted.length > 0) {
  const peak = multiplyAddPeak();
  const only = options.peers?.split(",");
  const measured = await measureRows(wanted, { rounds: 7, ...rounds, only });
  say(`\n## The table\n\n${rowTable(measured, peak)}`);
}
const found = [];
let plots = [];
for (const [name, measure] of Object.entries(budgets)) {
  if (!isWanted(name)) continue;
  try {
    const figures = await measure(rounds);
    plots = figures.plots ?? plots;
    found.push(...figures);
    console.error(budgetTable(figures));
  } catch (error) {
    found.push({ title: name, note: String(error).split("\n")[0], figure: "not measured", goal: "", holds: false });
  }
}
if (found.length > 0) say(`\n## Budgets\n\n${budgetTable(found)}`);

if (names.length === 0 && !options.keep) {
  const beside = (file) => fileURLToPath(new URL(file, import.meta.url));
  if (plots.length > 0) {
    writeFileSync(beside("growth.svg"), plotSvg(plots));
    sections.push("\n![time over size](growth.svg)");
  }
  writeFileSync(beside("RESULTS.md"), `${sections.join("\n")}\n`);
}
