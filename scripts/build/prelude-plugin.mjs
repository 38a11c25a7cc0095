// Makes `import text from "./nn.py"` give the file's text, in esbuild and in Vitest alike. In esbuild's bundles the
// file's syntax tree comes along, so that a run does not parse the library.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";

const language = fileURLToPath(new URL("../../src/language/", import.meta.url));

/**
 * esbuild: files of the prelude as text, with their trees: in the bundle, or as files in a folder `trees` beside it
 * (Node only), where reading a bundle costs more than it saves.
 */
export function prelude({ trees = "inside" } = {}) {
  return {
    name: "prelude",
    setup({ onLoad, initialOptions }) {
      let parser = null;
      onLoad({ filter: /\.py$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        parser ??= loadParser();
        const tree = await treeOf(await parser, text);
        if (tree === null) return { contents: text, loader: "text" };
        let load = `() => ${JSON.stringify(tree)}`;
        if (trees === "beside") {
          const name = `${createHash("sha256").update(tree).digest("hex").slice(0, 16)}.json`;
          const folder = join(dirname(initialOptions.outfile), "trees");
          await mkdir(folder, { recursive: true });
          await writeFile(join(folder, name), tree);
          load = `() => require("node:fs").readFileSync(require("node:path").join(__dirname, "trees", "${name}"), "utf8")`;
        }
        const contents = `import { rememberTree } from ${JSON.stringify(join(language, "prelude", "trees"))};
const text = ${JSON.stringify(text)};
rememberTree(text, ${load});
export default text;
`;
        return { contents, loader: "js" };
      });
    },
  };
}

/** The language's own parser, built for this process. */
async function loadParser() {
  const folder = await mkdtemp(join(tmpdir(), "nnspec-parser-"));
  const outfile = join(folder, "parser.mjs");
  const contents = `export { parseModule } from "./syntax/parser";
export { SourceText } from "./syntax/source";`;
  try {
    await build({
      stdin: { contents, resolveDir: language, loader: "ts" },
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      logLevel: "error",
    });
    return await import(pathToFileURL(outfile));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file's tree as JSON; null where that would not give it back (big integers, bytes). */
function treeOf({ parseModule, SourceText }, text) {
  const { module, errors } = parseModule(new SourceText("prelude", text));
  if (errors.length > 0) return null;
  try {
    const json = JSON.stringify(module);
    return isDeepStrictEqual(JSON.parse(json), module) ? json : null;
  } catch {
    return null;
  }
}

/** Vite: the text as a module. */
export function vitePrelude() {
  return {
    name: "prelude",
    transform(code, id) {
      return id.endsWith(".py") ? { code: `export default ${JSON.stringify(code)};`, map: null } : null;
    },
  };
}
