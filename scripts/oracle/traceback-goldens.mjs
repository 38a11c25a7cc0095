// Writes what CPython prints to stderr for the failing snippets of test/errors/snippets.txt.
//
//   node scripts/oracle/traceback-goldens.mjs
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const python = process.env.PYTHON ?? "/usr/bin/python3";
const snippets = readFileSync(here("../../test/errors/snippets.txt"), "utf8").split(/^%%\n/m);

/** Only the program's own frames, without the machine's paths, and without the compiler's warnings. */
const own = (text) =>
  text
    .replace(/^main\.py:\d+: SyntaxWarning: .*\n {2}.*\n/gm, "")
    .replace(/^ {2}File "(?!main\.py)[^"]*", line .*\n( {4}.*\n)*/gm, "")
    .replaceAll(/0x[0-9a-f]{6,}/g, "0x");

const temporary = mkdtempSync(join(tmpdir(), "tracebacks-"));
const goldens = new Array(snippets.length);

function ask(index) {
  return new Promise((resolve) => {
    const cwd = mkdtempSync(join(temporary, "snippet-"));
    writeFileSync(join(cwd, "main.py"), snippets[index]);
    const env = { ...process.env, PYTHONIOENCODING: "utf-8", PYTHONHASHSEED: "0" };
    execFile(python, ["main.py"], { cwd, env, encoding: "utf8" }, (_error, _stdout, stderr) => {
      goldens[index] = own(stderr.replaceAll(`${cwd}/`, ""));
      resolve();
    });
  });
}

let next = 0;
async function worker() {
  while (next < snippets.length) await ask(next++);
}
await Promise.all(Array.from({ length: availableParallelism() }, worker));
rmSync(temporary, { recursive: true });
const entries = Object.fromEntries(snippets.map((snippet, i) => [snippet, goldens[i]]));
writeFileSync(here("../../test/errors/goldens/tracebacks.json"), `${JSON.stringify(entries, null, 1)}\n`);
