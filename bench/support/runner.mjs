// The runner as the worker has it, bundled for Node: what the benchmarks measure.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { prelude } from "../../scripts/build/prelude-plugin.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** `Run` of src/runner/run.ts; with `names`, functions keep theirs, for a profile. */
export async function loadRun({ names = false } = {}) {
  const outfile = join(mkdtempSync(join(tmpdir(), "nnspec-bench-")), "run.mjs");
  await esbuild.build({
    stdin: { contents: 'export { Run } from "./src/runner/run";', resolveDir: root, loader: "ts" },
    outfile,
    bundle: true,
    minify: !names,
    format: "esm",
    platform: "node",
    plugins: [prelude()],
  });
  const { Run } = await import(pathToFileURL(outfile));
  return Run;
}

export function median(list) {
  return [...list].sort((a, b) => a - b)[list.length >> 1];
}
