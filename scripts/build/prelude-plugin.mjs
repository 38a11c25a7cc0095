// Makes `import text from "./nn.py"` give the file's text, in esbuild and in Vitest alike. In esbuild's bundles the
// file's syntax tree comes along, so that a run does not parse the library.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";

const language = fileURLToPath(new URL("../../src/language/", import.meta.url));

/** esbuild: files of the prelude as text, their trees beside it. */
export function prelude() {
  return {
    name: "prelude",
    setup({ onLoad }) {
      let parser = null;
      onLoad({ filter: /\.py$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        parser ??= loadParser();
        const tree = await treeOf(await parser, text);
        if (tree === null) return { contents: text, loader: "text" };
        const trees = JSON.stringify(join(language, "prelude", "trees"));
        const contents = `import { rememberTree } from ${trees};
const text = ${JSON.stringify(text)};
rememberTree(text, ${JSON.stringify(tree)});
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
