// `npm run bench`: the rows of the table by this engine, PyTorch and JavaScript peers, in interleaved rounds, and the
// budgets; prints them and writes RESULTS.md beside this file. The peers are installed by `npm install --ignore-scripts`
// in this folder; one that is not there is left out, and said so.
//   node bench/run.mjs [NAME...] [--rounds N] [--peers A,B] [--keep]
// NAMEs are rows (table/rows.mjs) or budgets (below): only those are measured again. With --keep nothing is written.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
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

// What was measured before stays beside what is measured now, so that a row can be measured again by itself.
const beside = (file) => fileURLToPath(new URL(file, import.meta.url));
const results = existsSync(beside("results.json"))
  ? JSON.parse(readFileSync(beside("results.json"), "utf8"))
  : { rows: {}, budgets: {}, plots: [] };

console.log(`${machine()}\n`);
const wanted = rows.filter(({ name }) => isWanted(name));
if (wanted.length > 0) {
  const peak = multiplyAddPeak();
  const measured = await measureRows(wanted, { rounds: 7, ...rounds, only: options.peers?.split(",") });
  const rounded = (times) => times.map((each) => Number(each.toPrecision(4)));
  for (const { row, of, why } of measured) {
    const times = Object.entries(of).map(([name, found]) => [name, rounded(found)]);
    results.rows[row.name] = { of: Object.fromEntries(times), why, peak };
  }
  console.log(rowTable(pick(results.rows, wanted)));
}
for (const [name, measure] of Object.entries(budgets)) {
  if (!isWanted(name)) continue;
  try {
    const found = await measure(rounds);
    results.budgets[name] = [...found];
    results.plots = found.plots ?? results.plots;
  } catch (error) {
    const note = String(error).split("\n")[0];
    results.budgets[name] = [{ title: name, note, figure: "not measured", goal: "", holds: false }];
  }
  console.log(`\n${budgetTable(results.budgets[name])}`);
}

if (!options.keep) {
  writeFileSync(beside("results.json"), `${JSON.stringify(results)}\n`);
  if (results.plots.length > 0) writeFileSync(beside("growth.svg"), plotSvg(results.plots));
  const sections = [
    "# Measured",
    machine(),
    "## The table",
    rowTable(pick(results.rows, rows)),
    "## Budgets",
    budgetTable(Object.keys(budgets).flatMap((name) => results.budgets[name] ?? [])),
    ...(results.plots.length > 0 ? ["![time over size](growth.svg)"] : []),
  ];
  writeFileSync(beside("RESULTS.md"), `${sections.join("\n\n")}\n`);
}

function pick(found, wanted) {
  return wanted.flatMap((row) => (found[row.name] === undefined ? [] : [{ row, ...found[row.name] }]));
}
