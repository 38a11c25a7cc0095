// Builds every bundle into dist/. `--watch` rebuilds on change; `--dev` keeps names and maps.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { nestAndMinify } from "./scripts/build/finish.mjs";
import { kernels } from "./scripts/build/kernels-plugin.mjs";
import { lateModules } from "./scripts/build/late-modules.mjs";
import { opFamilies } from "./scripts/build/op-families.mjs";
import { prelude } from "./scripts/build/prelude-plugin.mjs";
import { shortenNames } from "./scripts/build/shorten-names.mjs";

const watch = process.argv.includes("--watch");
const dev = watch || process.argv.includes("--dev");

const families = opFamilies();

const common = {
  bundle: true,
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
  plugins: [prelude(), kernels(), families, lateModules()],
};

/** The oldest VS Code that the manifest allows runs Node 18. */
const node = { ...common, platform: "node", target: "node18", format: "cjs" };
const browser = { ...common, platform: "browser", format: "cjs", define: { global: "globalThis" } };

/** The command's text is a function, which src/cli/start.ts makes and calls. */
const COMMAND = ["(function (require, __dirname) {", "})"];
const WORKER = ["(() => {", "})();"];

/** Of a bundle whose modules wait until they are asked for: finished by scripts/build/finish.mjs, but for development. */
function finishedLater([before, after]) {
  const wrapped = dev ? { banner: { js: before }, footer: { js: after } } : {};
  return { format: "cjs", minify: false, ...wrapped };
}

const bundles = [
  // One file for both hosts: what only Node has is asked for by name, where it is used.
  {
    ...browser,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    external: ["vscode", "node:worker_threads", "node:crypto", "node:fs/promises"],
  },
  // One worker file serves both hosts: worker_threads on Node, a Web Worker in the browser.
  {
    ...browser,
    entryPoints: ["src/runner/worker.ts"],
    outfile: "dist/worker.js",
    external: ["node:worker_threads"],
    ...finishedLater(WORKER),
  },
  {
    ...node,
    entryPoints: ["src/cli.ts"],
    outfile: "dist/cli-main.js",
    ...finishedLater(COMMAND),
    plugins: [prelude({ outlines: true }), kernels(), families, lateModules()],
  },
  { ...node, entryPoints: ["src/runner/worker-start.ts"], outfile: "dist/worker-start.js" },
  { ...node, entryPoints: ["src/cli/start.ts"], outfile: "dist/cli.js", banner: { js: "#!/usr/bin/env node" } },
  { ...browser, entryPoints: ["webview/main.ts"], outfile: "dist/webview/main.js", format: "iife" },
  { ...browser, entryPoints: ["webview/style.css"], outfile: "dist/webview/style.css", format: "iife" },
].filter((bundle) => existsSync(bundle.entryPoints[0]));

// What was made of an earlier build stays until it is made anew: the package, the example's report.
const MADE = /\.(vsix|html)$/;
for (const name of existsSync("dist") ? await readdir("dist") : []) {
  if (!MADE.test(name)) await rm(join("dist", name), { recursive: true });
}
if (watch) {
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  if (!dev) {
    await nestAndMinify("dist/cli-main.js", { target: node.target, wrap: COMMAND });
    await nestAndMinify("dist/worker.js", { target: common.target, wrap: WORKER });
    await shortenNames("dist/extension.js", { module: true });
    await shortenNames("dist/worker.js");
    await shortenNames("dist/webview/main.js");
  }
  // A text of ASCII alone is read without decoding; esbuild escapes all but regular expressions.
  const command = await readFile("dist/cli-main.js", "utf8");
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  await writeFile("dist/cli-main.js", command.replace(/[^ -~\s]/g, escaped));
  const commands = [
    ["run", "examples/loss.nnspec"],
    ["run", "examples/training.nnspec"],
    ["graph", "examples/cross_entropy.nnspec"],
  ];
  const made = `require("./dist/cli.js").makeCache(${JSON.stringify(commands)})`;
  spawnSync(process.execPath, ["-e", made], { stdio: "ignore" });
}
