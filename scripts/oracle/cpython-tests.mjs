// How many methods of CPython's own test files of the language pass through our interpreter: a score by file.
//
//   node scripts/oracle/cpython-tests.mjs [FILE...] [--list failed|refused|endless|crashed] [--reasons] [--again] [--write-floor]
//
// The files are those of ../cpython/files.txt, read from the installed package (libpython3.11-testsuite) when this runs.
// The denominator is every method that CPython itself runs there unskipped and passes; a doctest is one, as unittest
// counts it. Ours run with the shims of unittest and test.support in ../cpython/shim. A statement of a file's own level
// that does not run is left out of it, so that only the methods that need it fail. --reasons groups what failed by its
// message; --again takes CPython's last answer (out/cpython-methods.json).
// Fails where a file has fewer passing than ../cpython/floor.json says, and where anything crashed or hung.
import { fork, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { buildLanguage } from "../cpython/language.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PYTHON = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const TESTS = process.env.NNSPEC_PYTHON_TESTS ?? "/usr/lib/python3.11/test";
const answersFile = here("../../out/cpython-methods.json");
const floorFile = here("../cpython/floor.json");
const language = here("../../out/cpython/language.cjs");
const WORKERS = 2;
/** Of the clock, for one method: more than a worker allows it of the processor. */
const HANGS_AFTER = 60_000;
/** How many fewer methods may pass: three of test_int's compare times, and test_random draws. */
const VARYING = { test_int: 3, test_random: 1 };

const args = process.argv.slice(2);
const flag = (name) => args.includes(name);
const listed = flag("--list") ? args[args.indexOf("--list") + 1] : null;
const all = readFileSync(here("../cpython/files.txt"), "utf8").trim().split("\n");
const chosen = args.filter((each) => all.includes(each));
const files = chosen.length > 0 ? chosen : all;

/** Calls back with CPython's answer for each file, as it comes. */
async function askCPython(each) {
  if (flag("--again") && existsSync(answersFile)) {
    const known = JSON.parse(readFileSync(answersFile, "utf8"));
    for (const file of files) each(known.find((answer) => answer.file === file));
    return;
  }
  const child = spawn(PYTHON, [here("../cpython/methods.py"), ...files], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const answers = [];
  for await (const line of createInterface({ input: child.stdout })) {
    answers.push(JSON.parse(line));
    each(answers.at(-1));
  }
  if ((await ended) !== 0) throw new Error("CPython's side failed");
  if (chosen.length === 0) writeFileSync(answersFile, JSON.stringify(answers));
}

/** Runs a file's methods, in a new process after each one that ends or holds up its own. */
async function runFile({ file, methods, doctests, failing }) {
  const results = [];
  const notes = new Set();
  const names = [...methods.map((method) => method.join(".")), ...doctests.map((each) => each.name)];
  while (results.length < names.length) {
    const done = results.length;
    const rest = { methods: methods.slice(done), doctests: doctests.slice(Math.max(0, done - methods.length)) };
    const fault = await runRest({ language, tests: TESTS, file, failing, ...rest }, results, notes);
    if (results.length < names.length) results.push({ name: names[results.length], verdict: "crashed", why: fault });
  }
  return { file, results, notes };
}

function runRest(job, results, notes) {
  return new Promise((resolve) => {
    const child = fork(here("../cpython/worker.mjs"), { stdio: ["ignore", "ignore", "pipe", "ipc"] });
    let errors = "";
    let timer;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        errors = "hangs";
        child.kill("SIGKILL");
      }, HANGS_AFTER);
    };
    child.stderr.on("data", (text) => {
      errors += text;
    });
    child.on("message", (message) => {
      watch();
      if (message.note !== undefined) notes.add(message.note);
      if (message.verdict !== undefined) results.push(message);
    });
    child.once("close", () => {
      clearTimeout(timer);
      resolve(errors.trim().split("\n").slice(-3).join(" ") || "the worker ended");
    });
    watch();
    child.send(job);
  });
}

const started = performance.now();
mkdirSync(here("../../out/cpython"), { recursive: true });
await buildLanguage(language);

const waiting = [];
const outcomes = [];
let wake = () => {};
let asked = false;
const work = async () => {
  for (;;) {
    const next = waiting.shift();
    if (next !== undefined) outcomes.push(await runFile(next));
    else if (asked) return;
    else
      await new Promise((resolve) => {
        const others = wake;
        wake = () => {
          others();
          resolve();
        };
      });
  }
};
const tell = () => {
  const waking = wake;
  wake = () => {};
  waking();
};
const workers = Array.from({ length: WORKERS }, work);
await askCPython((answer) => {
  waiting.push(answer);
  tell();
});
asked = true;
tell();
await Promise.all(workers);
outcomes.sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file));

const VERDICTS = ["passed", "failed", "refused", "endless", "crashed"];
const countOf = (results) => VERDICTS.map((verdict) => results.filter((each) => each.verdict === verdict).length);
const everything = outcomes.flatMap(({ results }) => results);

if (listed !== null || flag("--reasons")) {
  for (const { notes } of outcomes) for (const note of notes) console.log(note.split("\n")[0]);
}
if (listed !== null) {
  for (const { name, verdict, why } of everything) if (verdict === listed) console.log(`${name}: ${why.slice(0, 400)}`);
}
if (flag("--reasons")) {
  const reasons = new Map();
  for (const { verdict, why } of everything) {
    if (verdict === "passed") continue;
    const reason = `${verdict}: ${why
      .split("\n")[0]
      .replace(/ \[[^\]]*\]$/, "")
      .slice(0, 160)}`;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1])) console.log(`${count} × ${reason}`);
}

const row = (name, counts) => {
  const total = counts.reduce((a, b) => a + b, 0);
  const percent = total === 0 ? "" : `${((100 * counts[0]) / total).toFixed(1)} %`;
  console.log(
    `${name.padEnd(26)}${[...counts, total].map((n) => String(n).padStart(9)).join("")}${percent.padStart(10)}`,
  );
};
console.log(`${"".padEnd(26)}${[...VERDICTS, "all"].map((name) => name.padStart(9)).join("")}`);
for (const { file, results } of outcomes) row(file, countOf(results));
const totals = countOf(everything);
row("all", totals);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);

const passing = Object.fromEntries(outcomes.map(({ file, results }) => [file, countOf(results)[0]]));
const before = existsSync(floorFile) ? JSON.parse(readFileSync(floorFile, "utf8")) : {};
if (flag("--write-floor")) writeFileSync(floorFile, `${JSON.stringify({ ...before, ...passing }, null, 2)}\n`);
const floor = JSON.parse(readFileSync(floorFile, "utf8"));
const fallen = files.filter((file) => passing[file] < (floor[file] ?? 0) - (VARYING[file] ?? 0));
for (const file of fallen) console.log(`${file}: ${passing[file]} pass, ${floor[file]} did`);
const failed = fallen.length + totals[4];
console.log(`${totals[0]} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
