// Writes what PyTorch's generator gives for the tests of src/engine/random: node scripts/oracle/random-goldens.mjs
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const text = execFileSync(process.env.NNSPEC_PYTHON ?? "/usr/bin/python3", [here("random_goldens.py")], {
  encoding: "utf8",
});
writeFileSync(here("../../test/engine/random/goldens/random.json"), text);
