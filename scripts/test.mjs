// `npm test`: builds, then runs every check and the unit tests at the same time. Needs nothing but Node 20 or later.
// `npm run test:proofs`, which is `node scripts/test.mjs proofs`: the tests that take longer, and nothing else.
// Ends with one line `N passed, N failed` that counts every test, and every check as one.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildTestSources } from "./build/test-sources.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const report = join(root, "out", "tests.json");
const bin = (name, script) => [process.execPath, join(root, "node_modules", name, script)];

const tsc = bin("typescript", "bin/tsc");
const CHECKS = [
  ["types", [...tsc, "--noEmit", "-p", "tsconfig.json"]],
  // Without Node's and the DOM's names: these folders run in any worker.
  ["types of the portable folders", [...tsc, "--noEmit", "-p", "tsconfig.portable.json"]],
  ["types of the page", [...tsc, "--noEmit", "-p", "webview/tsconfig.json"]],
  ["format and lint", [...bin("@biomejs/biome", "bin/biome"), "check", "--error-on-warnings", "."]],
  ["imports", [process.execPath, "scripts/check-deps.mjs"]],
];
const vitest = (config) => [
  ...bin("vitest", "vitest.mjs"),
  "run",
  `--config=${config}`,
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
];

let passed = 0;
let failed = 0;

/** Runs a command to its end; its output is shown at once when it is over, so that two do not mix. */
function run(title, [command, ...args]) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.once("close", (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? "ok" : "FAILED"}  ${title} (${seconds} s)`);
      resolve({ ok: code === 0, output });
    });
  });
}

async function check([title, command]) {
  const { ok, output } = await run(title, command);
  if (!ok) console.log(output);
  if (ok) passed += 1;
  else failed += 1;
}

/** Tests by a configuration of Vitest. A run that ends without a report, or fails without a failed test, counts as one failure. */
async function tests(title, config) {
  rmSync(report, { force: true });
  mkdirSync(join(root, "out"), { recursive: true });
  const { ok, output } = await run(title, vitest(config));
  const result = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
  if (!ok || result === null) console.log(output);
  passed += result?.numPassedTests ?? 0;
  const failures = result?.numFailedTests ?? 0;
  failed += failures === 0 && (!ok || result === null) ? 1 : failures;
}

if (process.argv[2] === "proofs") {
  await tests("proofs", "vitest.proofs.config.mts");
} else {
  // The build comes first: tests run what was built.
  await Promise.all([check(["build", [process.execPath, "esbuild.mjs"]]), buildTestSources()]);
  await Promise.all([tests("unit tests", "vitest.built.config.mts"), ...CHECKS.map(check)]);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
