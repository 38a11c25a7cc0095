// Writes test/programs/python/NAME.expected: what CPython 3.11 prints for each NAME.py. Run: node scripts/oracle/python-goldens.mjs [NAME...]
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const folder = join(import.meta.dirname, "..", "..", "test", "programs", "python");
const python = process.env.PYTHON ?? "/usr/bin/python3";
const wanted = process.argv.slice(2);
for (const file of readdirSync(folder).filter((name) => name.endsWith(".py"))) {
  const name = basename(file, ".py");
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { status, stdout, stderr } = spawnSync(python, [file], { cwd: folder, encoding: "utf8" });
  const lastLine = stderr.trimEnd().split("\n").at(-1) ?? "";
  // A program that ends with an exception has its traceback's last line after its output.
  writeFileSync(join(folder, `${name}.expected`), status === 0 ? stdout : `${stdout}${lastLine}\n`);
}
