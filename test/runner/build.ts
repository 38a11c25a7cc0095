// Builds a bundle for a test to start as its own process or worker, as esbuild.mjs does for dist/.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { kernels } from "../../scripts/build/kernels-plugin.mjs";
import { lateModules } from "../../scripts/build/late-modules.mjs";
import { opFamilies } from "../../scripts/build/op-families.mjs";
import { prelude } from "../../scripts/build/prelude-plugin.mjs";

/** Path of the built file. */
export async function bundle(entry: string, options: esbuild.BuildOptions): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), "nnspec-test-")), "bundle.js");
  await esbuild.build({
    entryPoints: [join(__dirname, "../..", entry)],
    outfile,
    bundle: true,
    target: "es2022",
    plugins: [prelude(), kernels(), opFamilies(), lateModules()],
    logLevel: "error",
    ...options,
  });
  return outfile;
}
