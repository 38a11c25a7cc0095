// How many of the examples in PyTorch's own documentation print here what they print there: a scoreboard by namespace.
//
//   node scripts/oracle/doc-examples.mjs [--list wrong|crashed|refused|equal|left [--namespace torch.nn]] [--write-floor] [--again]
//
// With --again, PyTorch's answers are those of the last run (out/doc-answers.json).
//
// The examples are read from the installed package when this runs, and compared with what that package prints now, not
// with what its text shows. Each statement is *equal*; *refused* (the run ended there, or before, with an error that
// names what is missing); *wrong* (something else was printed, or another exception raised); or *crashed* (an error of
// ours, or no end). A block counts as its worst statement does.
// Left out, and counted in the open: what PyTorch prints differently in two runs with different kernels, memory and hash
// seeds; examples that name what nobody defined; blocks that need CUDA, files, network, other packages or more of numpy
// than LANGUAGE.md promises; blocks that take PyTorch itself too long; distances of two results that are equal but for
// rounding, where both sides print less than NOISE: which tiny number that is, another BLAS under PyTorch decides.
// A block with something wrong is asked of PyTorch once more: some of its answers change from run to run.
// Fails where anything is wrong or crashed, and where fewer are equal than in doc-examples.floor.json.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadInterpreter } from "./support/ours.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const answersFile = here("../../out/doc-answers.json");
const floorFile = here("doc-examples.floor.json");
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";

const args = process.argv.slice(2);
const optionOf = (name) => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? "") : null);
const listed = optionOf("--list");
const onlyNamespace = optionOf("--namespace");

/** Other kernels, other rubbish in fresh memory, another order of sets. */
const CONFIGURATIONS = [
  { ATEN_CPU_CAPABILITY: "avx2", MALLOC_PERTURB_: "85", PYTHONHASHSEED: "1" },
  { ATEN_CPU_CAPABILITY: "default", MALLOC_PERTURB_: "170", PYTHONHASHSEED: "2" },
];

/** Rounding of float32 matrix products and factorisations of some rows. */
const NOISE = 1e-5;

/** Whether a statement prints nothing but one number that is zero but for rounding. */
function isNoise(text, theirs, ours) {
  if (!text.startsWith("torch.dist(")) return false;
  const values = [theirs, ours].map((shown) =>
    Number(/^tensor\(([^,)]*)(?:, dtype=[\w.]+)?\)\s*$/.exec(shown)?.[1] ?? Number.NaN),
  );
  return values.every((value) => Math.abs(value) < NOISE);
}

/** PyTorch's answers in one configuration; `only`: the blocks with these numbers. */
function ask(settings, only = []) {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [here("doc_examples.py"), ...only.map(String)], {
      env: { ...process.env, OMP_NUM_THREADS: "1", PYTHONIOENCODING: "utf-8", ...settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks = [];
    let errors = "";
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      else reject(new Error(`PyTorch's side ended with ${code}: ${errors}`));
    });
  });
}

/** Why a statement says nothing about anybody, or null. */
function statementLeftOut(theirs, again) {
  if (theirs !== again || /0x[0-9a-f]{6,}/.test(theirs)) return "PyTorch differs from itself";
  if (theirs.includes("\x02NameError: ")) return "names what nobody defined";
  return null;
}

/** Ours, statement by statement, next to PyTorch's; `others`: further answers of PyTorch to the same block. */
function judge(block, others, run) {
  const { stdout, kind, message } = run(block.program);
  const shown = new Map();
  for (const part of stdout.split("\x01").slice(1)) {
    const end = part.indexOf("\n");
    shown.set(Number(part.slice(0, end)), part.slice(end + 1));
  }
  const reached = Math.max(-1, ...shown.keys());
  return block.texts.map((text, i) => {
    const theirs = block.shown[i];
    const lefts = others.map((again) => statementLeftOut(theirs, again.shown?.[i]));
    const left = lefts.find((why) => why !== null) ?? null;
    const ours = shown.get(i) ?? "";
    const statement = { block, text, theirs, ours, left, message };
    if (left === null && ours !== theirs && isNoise(text, theirs, ours)) {
      return { ...statement, left: "noise around zero", verdict: "left" };
    }
    if (left !== null) return { ...statement, verdict: "left" };
    // What ended the run counts for the statement that it reached and for those it did not come to.
    if (kind !== "ok" && i >= reached) return { ...statement, verdict: kind === "refused" ? "refused" : "crashed" };
    return { ...statement, verdict: ours === theirs ? "equal" : "wrong" };
  });
}

const VERDICTS = ["equal", "refused", "wrong", "crashed"];
const worst = (verdicts) => VERDICTS.findLast((verdict) => verdicts.includes(verdict));

/** Both runs of PyTorch. */
async function answers() {
  if (args.includes("--again") && existsSync(answersFile)) return JSON.parse(readFileSync(answersFile, "utf8"));
  const both = await Promise.all(CONFIGURATIONS.map((settings) => ask(settings)));
  mkdirSync(here("../../out"), { recursive: true });
  writeFileSync(answersFile, JSON.stringify(both));
  return both;
}

const started = performance.now();
const [[first, second], run] = await Promise.all([answers(), loadInterpreter()]);
const asked = performance.now();

const leftOut = new Map();
const leave = (why, blocks, statements) => {
  const before = leftOut.get(why) ?? [0, 0];
  leftOut.set(why, [before[0] + blocks, before[1] + statements]);
};
/** What is judged: all that neither of PyTorch's runs leaves out. */
const judgements = new Map();
for (const [i, block] of first.entries()) {
  const why = block.left ?? second[i].left ?? (block.texts.length === 0 ? "comments alone" : null);
  if (why === null) judgements.set(i, judge(block, [second[i]], run));
  else leave(why, 1, block.texts.length);
  if (block.bad > 0) leave("not Python", 0, block.bad);
}
const doubtful = [...judgements]
  .filter(([, judged]) => judged.some(({ verdict }) => verdict === "wrong"))
  .map(([i]) => i);
if (doubtful.length > 0) {
  const more = await Promise.all(CONFIGURATIONS.map((settings) => ask(settings, doubtful)));
  for (const i of doubtful) {
    judgements.set(i, judge(first[i], [second[i], ...more.map((answers) => answers[i])], run));
  }
}

const table = new Map();
const statements = [];
for (const [i, judged] of judgements) {
  const block = first[i];
  for (const { left } of judged) if (left !== null) leave(left, 0, 1);
  const counted = judged.filter(({ left }) => left === null);
  if (counted.length === 0) {
    leave("nothing left to compare", 1, 0);
    continue;
  }
  statements.push(...judged);
  const row = table.get(block.namespace) ?? { blocks: [0, 0, 0, 0], statements: [0, 0, 0, 0] };
  table.set(block.namespace, row);
  row.blocks[VERDICTS.indexOf(worst(counted.map(({ verdict }) => verdict)))]++;
  for (const { verdict } of counted) row.statements[VERDICTS.indexOf(verdict)]++;
}

if (listed !== null) {
  const indent = (text) => text.trimEnd().replaceAll("\x02", "").replace(/^/gm, "      ");
  for (const { block, text, theirs, ours, verdict, message, left } of statements) {
    if (verdict !== listed || (onlyNamespace !== null && !block.path.startsWith(onlyNamespace))) continue;
    console.log(`${block.path} [${block.number}]: ${text}`);
    if (verdict === "left") console.log(`   ${left}`);
    if (verdict === "wrong") console.log(`   PyTorch:\n${indent(theirs)}\n   ours:\n${indent(ours)}`);
    if (verdict === "refused" || verdict === "crashed") console.log(`   ${message}`);
  }
}

const sum = (key) => VERDICTS.map((_, i) => [...table.values()].reduce((total, row) => total + (row[key][i] ?? 0), 0));
const totals = { blocks: sum("blocks"), statements: sum("statements") };
const percent = (counts) => `${((100 * counts[0]) / counts.reduce((a, b) => a + b, 0)).toFixed(1)} %`;
const cells = (counts) => counts.map((count) => String(count).padStart(8)).join("");
console.log(`${"".padEnd(26)}${"blocks".padStart(16)}${"statements".padStart(46)}`);
console.log(`${"".padEnd(26)}${[...VERDICTS, "", ...VERDICTS].map((name) => name.padStart(8)).join("")}`);
const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
for (const [namespace, row] of [...rows, ["all", totals]]) {
  console.log(`${namespace.padEnd(26)}${cells(row.blocks)}${"".padStart(8)}${cells(row.statements)}`);
}
console.log(`equal: ${percent(totals.blocks)} of blocks, ${percent(totals.statements)} of statements`);
for (const [why, [blocks, count]] of [...leftOut].sort()) {
  console.log(`left out: ${why}: ${blocks} blocks, ${count} statements`);
}
const seconds = (from, to) => ((to - from) / 1000).toFixed(0);
console.log(`PyTorch ${seconds(started, asked)} s, ours ${seconds(asked, performance.now())} s`);

const equal = { blocks: totals.blocks[0], statements: totals.statements[0] };
if (args.includes("--write-floor")) writeFileSync(floorFile, `${JSON.stringify(equal, null, 2)}\n`);
const floor = JSON.parse(readFileSync(floorFile, "utf8"));
const fallen = Object.keys(floor).filter((key) => equal[key] < floor[key]);
for (const key of fallen) console.log(`fewer ${key} are equal than were: ${equal[key]} of ${floor[key]}`);
const [, , wrong = 0, crashed = 0] = totals.statements;
const failed = wrong + crashed + fallen.length;
console.log(`${equal.statements} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
