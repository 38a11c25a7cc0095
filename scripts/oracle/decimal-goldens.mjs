// Writes how CPython formats doubles, for the tests of src/engine/tensor/decimal:
// node scripts/oracle/decimal-goldens.mjs [HOW_MANY [FILE]]
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [count = "300", file = here("../../test/engine/tensor/goldens/decimal.json")] = process.argv.slice(2);
const text = execFileSync(process.env.NNSPEC_PYTHON ?? "/usr/bin/python3", [here("decimal_goldens.py"), count], {
  encoding: "utf8",
  maxBuffer: 1 << 30,
});
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, text);
