// Builds every bundle and packs the extension into dist/nnspec.vsix. Fails when the package is too large or lacks what it runs.
// Usage: node scripts/package.mjs [--no-build]
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX, listFiles, PackageManager } from "@vscode/vsce";
import { squeezeZip } from "./build/squeeze-zip.mjs";

const LIMIT_BYTES = 1_000_000;

const root = fileURLToPath(new URL("../", import.meta.url));
const vsix = join(root, "dist", "nnspec.vsix");

if (!process.argv.includes("--no-build")) {
  const { status } = spawnSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const needed = [
  manifest.main,
  manifest.browser,
  "dist/worker.js",
  "dist/worker-start.js",
  "dist/webview/main.js",
  manifest.icon,
  "docs/findings.md",
]
  .filter((path) => path !== undefined)
  .map((path) => path.replace(/^\.\//, ""));
const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
const missing = needed.filter((path) => !files.includes(path) || !existsSync(join(root, path)));
if (missing.length > 0) {
  console.error(`package: missing ${missing.join(", ")}`);
  process.exit(1);
}

// The package's room is small: a picture that is not in it is left out of its README.
const readme = readFileSync(join(root, "README.md"), "utf8").replace(
  /^ *!\[[^\]]*\]\(([^)]*)\)\n\n/gm,
  (picture, path) => (files.includes(path) ? picture : ""),
);
writeFileSync(join(root, "dist", "README.md"), readme);

await createVSIX({
  cwd: root,
  readmePath: "dist/README.md",
  packagePath: vsix,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
await squeezeZip(vsix);

const { size } = statSync(vsix);
console.log(`dist/nnspec.vsix: ${size.toLocaleString("en")} bytes of ${LIMIT_BYTES.toLocaleString("en")}`);
if (size > LIMIT_BYTES) {
  console.error("package: too large");
  process.exit(1);
}
