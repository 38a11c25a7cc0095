// One-token mutations of the standard library's files: refused exactly where CPython refuses them, at the same line, with
// the same message or a better one. And of files with two such errors: both are reported.
//
//   node scripts/oracle/syntax-mutations.mjs [--seed N] [--count N] [--list KIND] [--folder PATH]
//
// KIND: accepted (CPython refuses it), refused (CPython doesn't), line, message, one (of two errors), crashed.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { loadChecker } from "./support/ours.mjs";

const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const args = process.argv.slice(2);
const optionOf = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const seed = optionOf("--seed", "1");
const count = optionOf("--count", "600");
const folder = optionOf("--folder", "/usr/lib/python3.11");
const listed = optionOf("--list", null);

const check = await loadChecker();

/** CPython finds these once it has read all literals in a row, and names the line of what follows them; we the literal's. */
const IN_LITERALS = /^f-string|^cannot mix bytes and nonbytes literals$|^\(unicode error\)/;

/** Where CPython only says that the syntax is invalid, and we say why. */
const EXPLAINED = [
  // CPython 3.11 takes every beginning of a soft keyword for one: in `f(m c)` it sees a broken `match`.
  "invalid syntax. Perhaps you forgot a comma?",
  // CPython's rule asks for a comma after the slash: not in `def f(/):`.
  "at least one argument must precede /",
];

/** How we judge a text, against CPython's verdict. */
function compare(theirs, ours) {
  if (theirs === null) return ours.length === 0 ? "equal" : "refused";
  const [first] = ours;
  if (first === undefined) return "accepted";
  const [type, message, line] = theirs;
  if (line === first.line && message === "invalid syntax" && EXPLAINED.includes(first.message)) return "better";
  if (first.type !== type || first.message !== message) return "message";
  if (first.line === line) return "equal";
  return first.line < line && IN_LITERALS.test(message) ? "better" : "line";
}

const tally = { equal: 0, better: 0, accepted: 0, refused: 0, line: 0, message: 0, crashed: 0 };
const several = { both: 0, one: 0 };
let refusals = 0;
/** Mutations after which we report more than one error. */
let further = 0;

/** Of files with two errors, how many have both reported; the rest are mostly strings that swallow what follows. */
const FLOOR = 0.95;

function judge({ file, text, verdict, alone }) {
  let ours;
  try {
    ours = check(text);
  } catch (error) {
    tally.crashed++;
    return ["crashed", `${file}: ${error.stack}`];
  }
  if (alone !== undefined) {
    const reported = alone.filter(([, , line]) => ours.some((problem) => problem.line === line));
    const kind = reported.length === 2 ? "both" : "one";
    several[kind]++;
    return [kind, `${file}: ${JSON.stringify(alone)}, ours ${JSON.stringify(ours.map((p) => [p.line, p.message]))}`];
  }
  if (verdict !== null) refusals++;
  const kind = compare(verdict, ours);
  tally[kind]++;
  if (verdict !== null && ours.length > 1) further++;
  const line = text.split("\n")[(verdict?.[2] ?? ours[0]?.line ?? 1) - 1];
  const [first] = ours;
  const mine = first === undefined ? "nothing" : `${first.type}: ${first.message} (${first.line})`;
  const said = verdict === null ? "nothing" : `${verdict[0]}: ${verdict[1]} (${verdict[2]})`;
  return [kind, `${file}: ${line}\n   CPython ${said}\n   ours    ${mine}`];
}

const source = spawn(python, [fileURLToPath(new URL("syntax_mutations.py", import.meta.url)), seed, count, folder], {
  stdio: ["ignore", "pipe", "inherit"],
});
for await (const row of createInterface({ input: source.stdout })) {
  const [kind, text] = judge(JSON.parse(row));
  if (kind === listed) console.log(text);
}
const words = Object.entries(tally).map(([key, n]) => `${key} ${n}`);
console.log(`${refusals} mutations that CPython refuses, and others: ${words.join(", ")}`);
console.log(`after one mutation, more than one error: ${further} times`);
console.log(`of two errors in a file: both reported ${several.both}, one ${several.one}`);
if (several.both < FLOOR * (several.both + several.one)) tally.one = 1;
const passed = tally.equal + tally.better;
const failed = Object.values(tally).reduce((a, b) => a + b) - passed;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
