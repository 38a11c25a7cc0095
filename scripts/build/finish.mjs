// What a bundle of esbuild's goes through before it is used: modules that wait are made to cost nothing before, and all
// is minified.
import { readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";
import { nestModules } from "./nest-modules.mjs";

/** Writes the bundle, which esbuild has left with names and lines, again in place; `wrap` is put around what it is. */
export async function nestAndMinify(path, { target, wrap: [before, after] }) {
  const nested = nestModules(await readFile(path, "utf8"));
  const { code } = await transform(nested, { minify: true, target, format: "cjs", legalComments: "none" });
  await writeFile(path, before + code + after);
}
