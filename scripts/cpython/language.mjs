// The interpreter of this repository with the parts that the harness takes hold of, built for its worker processes.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { kernels } from "../build/kernels-plugin.mjs";
import { prelude } from "../build/prelude-plugin.mjs";

const contents = `export * from "./language/index";
export { collectSymbols } from "./language/compile/symbols";
export { prepareEngine } from "./language/debug/engine";
export { messageOf } from "./language/interpreter";
export { exceptionNamed, translateThrow } from "./language/runtime/errors";
export { emptyModule } from "./language/runtime/registry";
export { PyUnsupported } from "./language/runtime/value";
export { parseModule } from "./language/syntax/parser";
export { SourceText } from "./language/syntax/source";`;

export async function buildLanguage(outfile) {
  await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("../../src", import.meta.url)), loader: "ts" },
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    plugins: [prelude(), kernels()],
    logLevel: "error",
  });
}
