// Runs the tests in test/editor against a real VS Code, one file after the other: each opens its own editor.
// Usage: node scripts/test-editor.mjs [--no-build] [PART_OF_A_FILE_NAME...]
// Needs what scripts/tools/install-editor.sh installs. Ends with one line `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const FILE_LIMIT_MS = 300_000;

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = join(root, "test", "editor");
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));

if (!process.argv.includes("--no-build")) {
  const { status } = spawnSync(process.execPath, [join(root, "scripts", "package.mjs")], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

const files = readdirSync(folder)
  .filter((name) => name.endsWith(".editor.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .map((name) => join(folder, name));

let passed = 0;
let failed = 0;
const results = run({ files, concurrency: 1, timeout: FILE_LIMIT_MS });
results.on("test:pass", ({ details }) => {
  if (details.type !== "suite") passed += 1;
});
results.on("test:fail", ({ details }) => {
  if (details.type !== "suite") failed += 1;
});
const lines = results.compose(spec);
lines.pipe(process.stdout, { end: false });
lines.on("end", () => {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
});
