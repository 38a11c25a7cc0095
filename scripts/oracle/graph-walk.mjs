// Writes PyTorch's own walk of the graphs that test/cli compares: node scripts/oracle/graph-walk.mjs
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const graphs = [
  ["cross_entropy", "loss"],
  ["cross_entropy", "output_log"],
  ["loss", "loss_nn"],
  ["training", "loss"],
];

const walks = graphs.map(([program, name]) => {
  const file = here(`../../examples/${program}.nnspec`);
  const rows = JSON.parse(execFileSync(python, [here("graph_walk.py"), file, name], { encoding: "utf8" }));
  return { program, name, rows };
});
writeFileSync(here("../../test/cli/goldens/graph-walk.json"), `${JSON.stringify(walks, null, 1)}\n`);
