// Start of the command line beside an empty Node, and sizes of what is shipped. Measures dist/ as it was built last.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atMost } from "./budget.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

export function start({ rounds = 30 } = {}) {
  const script = join(root, "scripts", "measure", "cli.mjs");
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, String(rounds)], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const lines = [...stdout.matchAll(/^(nnspec .*?) +([\d.]+) ms .* ([\d.]+) × empty$/gm)];
  return lines.map(([, what, ms, ratio]) => {
    const limit = what.includes("loss") ? 1.6 : 2;
    return atMost(limit, Number(ratio), "×", `whole process over an empty Node: ${what}`, `${ms} ms`);
  });
}

const kilobytes = [
  { file: "dist/extension.js", limit: 400 },
  { file: "dist/worker.js", limit: 900 },
  { file: "dist/webview/main.js", limit: 600 },
];

export function sizes() {
  const packages = readdirSync(root).filter((name) => name.endsWith(".vsix"));
  return [...kilobytes, ...packages.map((file) => ({ file, limit: 1500 }))]
    .filter(({ file }) => existsSync(join(root, file)))
    .map(({ file, limit }) =>
      atMost(limit, Math.round(statSync(join(root, file)).size / 1000), "kB", `size of ${file}`),
    );
}
