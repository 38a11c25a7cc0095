// `npm run demo`: builds everything, runs an example in the terminal, writes its report, packages the extension, and
// opens both in VS Code where `code` is installed. Says what it made and where, and ends.
import { spawnSync } from "node:child_process";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const example = join(root, "examples", "cross_entropy.nnspec");
const report = join(root, "dist", "cross_entropy.html");
const vsix = join(root, "dist", "nnspec.vsix");
const cli = join(root, "dist", "cli.js");

/** Runs a command to its end; a failure ends the demo with the same exit code. */
function run(title, command, args) {
  console.log(`\n── ${title}\n`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** How VS Code is started here, or null. */
function findCode() {
  const command = process.platform === "win32" ? "code.cmd" : "code";
  const { status } = spawnSync(command, ["--version"], { stdio: "ignore", shell: process.platform === "win32" });
  return status === 0 ? command : null;
}

run("Build and package the extension", process.execPath, [join(root, "scripts", "package.mjs")]);
run("nnspec run examples/cross_entropy.nnspec", process.execPath, [cli, "run", example]);
run("nnspec graph examples/cross_entropy.nnspec", process.execPath, [cli, "graph", example]);
run("nnspec report examples/cross_entropy.nnspec", process.execPath, [cli, "report", example, "-o", report]);

const code = findCode();
console.log("\n── Made\n");
console.log(`  ${relative(root, report)}   the run as one page: open it in any browser`);
console.log(`  ${relative(root, vsix)}           the extension: code --install-extension ${relative(root, vsix)}`);
console.log(`  ${relative(root, cli)}                the command line: node ${relative(root, cli)} run FILE`);
if (code) {
  const options = { cwd: root, stdio: "inherit", shell: process.platform === "win32" };
  spawnSync(code, ["--install-extension", vsix, "--force"], options);
  spawnSync(code, [join(root, "examples"), example], options);
  console.log("\n  The example is open in VS Code.\n");
} else {
  console.log(
    "\n  `code` is not on the PATH: install the .vsix from VS Code's Extensions view (… → Install from VSIX).\n",
  );
}
