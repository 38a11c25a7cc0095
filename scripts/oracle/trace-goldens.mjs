// Writes what PyTorch and numpy say about tensors, for the tests of src/trace/query: node scripts/oracle/trace-goldens.mjs
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const text = execFileSync(python, [here("trace_goldens.py")], { encoding: "utf8", maxBuffer: 1 << 26 });
writeFileSync(here("../../test/trace/goldens/tensors.json"), text);
