// Writes PyTorch's graphs of the expressions that test/oracle/graphs.test.ts compares:
//
//   node scripts/oracle/grad-fn-goldens.mjs [--check]
//
// With --check nothing is written, and a golden that comes out otherwise fails.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const golden = here("../../test/oracle/graphs/goldens/graphs.json");
const expressions = here("../../test/oracle/graphs/expressions.txt");

const text = execFileSync(python, [here("grad_fn_goldens.py"), expressions], {
  encoding: "utf8",
  maxBuffer: 1 << 27,
  env: { ...process.env, ATEN_CPU_CAPABILITY: "avx2", OMP_NUM_THREADS: "1", PYTHONIOENCODING: "utf-8" },
});
if (process.argv.includes("--check")) {
  if (text !== readFileSync(golden, "utf8")) {
    console.error("graphs.json: PyTorch says otherwise");
    process.exit(1);
  }
} else writeFileSync(golden, text);
console.log(`graphs: ${Object.keys(JSON.parse(text)).length} expressions`);
