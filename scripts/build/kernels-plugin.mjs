// Makes `import code from "./kernels.asconfig"` give the WebAssembly that AssemblyScript compiles from assembly/, in
// hexadecimal (which packs a quarter smaller than base64), in esbuild and in Vitest alike. What was compiled last is kept,
// as long as its sources are the same.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = join(root, "assembly");
const cache = join(root, "node_modules", ".cache", "nnspec");
const { version } = createRequire(import.meta.url)("assemblyscript/package.json");

/** By configuration. */
const compiled = new Map();

/** esbuild: the plugin. */
export function kernels() {
  return {
    name: "kernels",
    setup({ onLoad }) {
      onLoad({ filter: /\.asconfig$/ }, async ({ path }) => ({
        contents: await asModule(path),
        loader: "js",
        watchFiles: await sourceFiles(),
      }));
    },
  };
}

/** Vite: the same. */
export function viteKernels() {
  return {
    name: "kernels",
    async transform(_, id) {
      return id.endsWith(".asconfig") ? { code: await asModule(id), map: null } : null;
    },
  };
}

async function asModule(config) {
  const name = basename(config, ".asconfig");
  if (!compiled.has(name)) compiled.set(name, codeOf(config, join(cache, `${name}.json`)));
  return `export default ${JSON.stringify(await compiled.get(name))};`;
}

async function sourceFiles() {
  return (await readdir(sources)).filter((name) => name.endsWith(".ts")).map((name) => join(sources, name));
}

async function codeOf(config, kept) {
  const hash = createHash("sha256").update(`${version} hex`);
  for (const file of [config, ...(await sourceFiles())]) hash.update(await readFile(file));
  const key = hash.digest("hex");
  const last = JSON.parse(await readFile(kept, "utf8").catch(() => "{}"));
  if (last.key === key) return last.code;
  const code = await compile(config);
  await mkdir(cache, { recursive: true });
  await writeFile(`${kept}.${process.pid}`, JSON.stringify({ key, code }));
  await rename(`${kept}.${process.pid}`, kept);
  return code;
}

async function compile(config) {
  const asc = await import("assemblyscript/asc");
  let bytes = null;
  const { error, stderr } = await asc.main(["--config", config, "--outFile", "kernels.wasm"], {
    writeFile: (_, contents) => {
      bytes = contents;
    },
  });
  if (error !== null || bytes === null) throw new Error(`${stderr}${error ?? ""}`);
  return Buffer.from(bytes).toString("hex");
}
