// Writes how PyTorch prints random tensors, for the tests of src/engine/tensor/print:
// node scripts/oracle/print-goldens.mjs [HOW_MANY [FILE]]
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [count = "220", file = here("../../test/engine/tensor/goldens/print.json")] = process.argv.slice(2);
const text = execFileSync(process.env.NNSPEC_PYTHON ?? "/usr/bin/python3", [here("print_goldens.py"), count], {
  encoding: "utf8",
  maxBuffer: 1 << 30,
});
writeFileSync(file, text);
