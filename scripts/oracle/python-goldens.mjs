// Writes NAME.expected beside each NAME.py under test/programs/python: what CPython 3.11 prints for it. Those that
// stand in folders follow the chapters of the language reference and of the library's.
//
//   node scripts/oracle/python-goldens.mjs [NAME...]
import { execFile } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";

const folder = join(import.meta.dirname, "..", "..", "test", "programs", "python");
const python = process.env.PYTHON ?? "/usr/bin/python3";
const wanted = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true })
  .filter((path) => path.endsWith(".py"))
  .filter((path) => wanted.length === 0 || wanted.includes(path.replace(/\.py$/, "")))
  .sort();

/** A program that ends with an exception has its traceback's last line after its output. */
function write(path) {
  return new Promise((resolve) => {
    const cwd = join(folder, dirname(path));
    execFile(python, [basename(path)], { cwd, encoding: "utf8" }, (error, stdout, stderr) => {
      const lastLine = stderr.trimEnd().split("\n").at(-1) ?? "";
      const text = error === null ? stdout : `${stdout}${lastLine}\n`;
      writeFileSync(join(folder, path.replace(/\.py$/, ".expected")), text);
      resolve();
    });
  });
}

async function worker() {
  for (let path = files.shift(); path !== undefined; path = files.shift()) await write(path);
}
await Promise.all(Array.from({ length: availableParallelism() }, worker));
