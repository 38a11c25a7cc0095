// Writes what PyTorch raises for the calls of test/errors/calls.txt: node scripts/oracle/error-goldens.mjs
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const env = { ...process.env, ATEN_CPU_CAPABILITY: "avx2", OMP_NUM_THREADS: "1", PYTHONIOENCODING: "utf-8" };
const text = execFileSync(python, [here("error_goldens.py")], { encoding: "utf8", maxBuffer: 1 << 26, env });
writeFileSync(here("../../test/errors/goldens/errors.json"), text);
