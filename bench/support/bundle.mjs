// Bundles parts of src/ for Node as the worker has them.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import * as esbuild from "esbuild";
import { kernels } from "../../scripts/build/kernels-plugin.mjs";
import { prelude } from "../../scripts/build/prelude-plugin.mjs";

// As the command does: src/cli/start.ts says why.
if (process.versions.v8.startsWith("11.3.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A module of these lines of TypeScript, written as in the project's root. With `names`, functions keep theirs. */
export async function bundled(contents, { names = false } = {}) {
  const outfile = join(mkdtempSync(join(tmpdir(), "nnspec-bench-")), "bundle.mjs");
  await esbuild.build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    outfile,
    bundle: true,
    minify: !names,
    format: "esm",
    platform: "node",
    plugins: [prelude(), kernels()],
  });
  return import(pathToFileURL(outfile));
}
