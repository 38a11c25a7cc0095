// Whole process of the command line against an empty Node: medians of interleaved rounds.
//   node scripts/measure/cli.mjs [ROUNDS] [CLI]      default: 30 rounds of dist/cli.js
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const rounds = Number(process.argv[2] ?? 30);
const cli = process.argv[3] ?? join(root, "dist", "cli.js");
const empty = join(mkdtempSync(join(tmpdir(), "nnspec-measure-")), "empty.js");
writeFileSync(empty, "");

const cases = [
  ["empty Node", [empty]],
  ["nnspec run examples/loss.nnspec", [cli, "run", join(root, "examples", "loss.nnspec")]],
  ["nnspec run examples/cross_entropy.nnspec", [cli, "run", join(root, "examples", "cross_entropy.nnspec")]],
  ["nnspec run examples/training.nnspec", [cli, "run", join(root, "examples", "training.nnspec")]],
  ["nnspec graph examples/cross_entropy.nnspec", [cli, "graph", join(root, "examples", "cross_entropy.nnspec")]],
];
const times = cases.map(() => []);
for (let round = 0; round < rounds + 1; round++) {
  cases.forEach(([name, args], i) => {
    const started = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    const took = Number(process.hrtime.bigint() - started) / 1e6;
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    // The first round warms caches.
    if (round > 0) times[i].push(took);
  });
}

const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * q)];
const base = quantile(times[0], 0.5);
console.log(`${rounds} rounds, Node ${process.version}`);
cases.forEach(([name], i) => {
  const [low, median, high] = [0.1, 0.5, 0.9].map((q) => quantile(times[i], q));
  const ratio = (median / base).toFixed(2);
  console.log(`${name.padEnd(45)} ${median.toFixed(1)} ms (${low.toFixed(1)}–${high.toFixed(1)})  ${ratio} × empty`);
});
