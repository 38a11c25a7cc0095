// Thousands of random programs against CPython: what each prints, and how it ends.
//
//   node scripts/oracle/python-fuzz.mjs [--seed N] [--count N] [--list wrong|refused|crashed] [--show SEED]
//
// *crashed*: an error of ours that no program could raise, or no end. *wrong*: other text. Refusals are fine.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { loadInterpreter } from "./support/ours.mjs";
import { program } from "./support/python-grammar.mjs";

const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const args = process.argv.slice(2);
const optionOf = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const first = Number(optionOf("--seed", "1"));
const count = Number(optionOf("--count", "700"));
const listed = optionOf("--list", "wrong,crashed").split(",");
const MAX_LISTED = 40;

if (args.includes("--show")) {
  process.stdout.write(program(Number(optionOf("--show", "1"))));
  process.exit();
}

const run = await loadInterpreter();

function startOracle() {
  const child = spawn(python, [fileURLToPath(new URL("python_fuzz.py", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, PYTHONHASHSEED: "0", PYTHONIOENCODING: "utf-8" },
  });
  return { child, answers: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

let oracle = startOracle();

/** CPython's answer; it stops endless programs itself, but not inside one endless call: then it is ended from here. */
async function askOracle(text) {
  oracle.child.stdin.write(`${JSON.stringify(text)}\n`);
  const timer = setTimeout(() => oracle.child.kill("SIGKILL"), 15_000);
  const { value, done } = await oracle.answers.next();
  clearTimeout(timer);
  if (!done) return JSON.parse(value);
  oracle = startOracle();
  return ["", null];
}

/** Addresses differ from run to run, and so does the order of sets with strings in them. */
const plain = (text) =>
  text
    .replace(/0x[0-9a-f]{8,}/g, "0x")
    .replace(/\{[^{}:]*'[^{}:]*\}/g, (set) => `{${set.slice(1, -1).split(", ").sort().join(", ")}}`);

/** A value that is too large for our limits. */
const isLimit = (ours) => /(^|\n)MemoryError/.test(ours.stdout) || ours.message.startsWith("MemoryError");

function judge([stdout, end], ours) {
  if (ours.kind === "crashed") return "crashed";
  if (end === null) return "endless";
  if (ours.kind === "endless") return "crashed";
  // What was printed before a refusal has to be right too.
  if (ours.kind === "refused") return plain(stdout).startsWith(plain(ours.stdout)) ? "refused" : "wrong";
  const mine = ours.kind === "ok" ? "ok" : ours.message;
  return plain(mine) === plain(end) && plain(ours.stdout) === plain(stdout)
    ? "equal"
    : isLimit(ours)
      ? "limit"
      : "wrong";
}

function difference([stdout, end], ours) {
  const [theirs, mine] = [`${stdout}${end}`, `${ours.stdout}${ours.kind === "ok" ? "ok" : ours.message}`].map((text) =>
    plain(text).split("\n"),
  );
  const at = theirs.findIndex((line, i) => line !== mine[i]);
  return `   CPython ${theirs[at]?.slice(0, 300)}\n   ours    ${mine[at]?.slice(0, 300)}`;
}

const tally = { equal: 0, refused: 0, limit: 0, wrong: 0, crashed: 0, endless: 0 };
let shown = 0;
for (let seed = first; seed < first + count; seed++) {
  const text = program(seed);
  const theirs = await askOracle(text);
  const ours = run(text, 10);
  const verdict = judge(theirs, ours);
  tally[verdict]++;
  if (listed.includes(verdict) && shown++ < MAX_LISTED)
    console.log(`seed ${seed} ${verdict}\n${difference(theirs, ours)}`);
}
oracle.child.stdin.end();
const words = Object.entries(tally).map(([key, n]) => `${key} ${n}`);
console.log(`${count} programs from seed ${first}: ${words.join(", ")}`);
const failed = tally.wrong + tally.crashed;
console.log(`${count - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
