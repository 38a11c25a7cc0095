// Checks who imports whom: the rules of .dependency-cruiser.cjs, and the two rules that must tell `import type` from `import`,
// which dependency-cruiser's swc parser does not: no cycles, and folders that take only types of the engine.
// Usage: node scripts/check-deps.mjs
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseSync } from "@swc/core";
import { cruise } from "dependency-cruiser";
import extractConfig from "dependency-cruiser/config-utl/extract-depcruise-config";

/** Folders that know the engine's types and none of its values: they read what the language or the trace hands them. */
const TYPES_ONLY = [
  { from: "src/trace/", of: "src/engine/" },
  { from: "src/runner/", of: "src/engine/" },
  { from: "src/report/", of: "src/engine/" },
];

const roots = ["src", "webview"].filter((root) => existsSync(root));
const config = await extractConfig("./.dependency-cruiser.cjs");
const { output } = await cruise(roots, { ...config.options, ruleSet: config, validate: true });
const problems = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);

const graph = new Map(roots.flatMap(sources).map((path) => [path, valueImports(path)]));
for (const [path, imports] of graph) {
  for (const { from, of } of TYPES_ONLY) {
    if (!path.startsWith(from)) continue;
    for (const to of imports.filter((each) => each.startsWith(of))) problems.push(`types-only: ${path} -> ${to}`);
  }
}
problems.push(...cycles(graph).map((path) => `no-cycles: ${path.join(" -> ")}`));

// Without a parser for TypeScript dependency-cruiser reads no file and is content: that is not a pass.
const unread = [...graph.keys()].filter((path) => !output.modules.some(({ source }) => source === path));
if (graph.size === 0 || unread.length > 0) problems.push(`not read: ${unread.join(", ") || "anything"}`);
for (const problem of problems) console.error(problem);
console.log(`${graph.size} files, ${output.summary.totalDependenciesCruised} imports, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Every TypeScript source under a folder, as a path from the project's root. */
function sources(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => posix.join(folder, name))
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
}

/** The project's files that this one imports or re-exports more than types from. */
function valueImports(path) {
  return parseSync(readFileSync(path, "utf8"), { syntax: "typescript", target: "es2022", decorators: true })
    .body.filter((item) => item.source?.value.startsWith(".") && !item.typeOnly)
    .map((item) => posix.join(posix.dirname(path), item.source.value))
    .map((to) => [to, `${to}.ts`, `${to}/index.ts`].find((each) => each.endsWith(".ts") && existsSync(each)) ?? to);
}

/** One path for each way back to a file that is still being walked. */
function cycles(imports) {
  const found = [];
  const done = new Set();
  const walk = (path, trail) => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path]);
    if (done.has(path) || trail.includes(path)) return;
    for (const next of imports.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) walk(path, []);
  return found;
}
