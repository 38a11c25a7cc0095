// Makes `import text from "./nn.py"` give the file's text, in esbuild and in Vitest alike.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const language = fileURLToPath(new URL("../../src/language/", import.meta.url));

/**
 * esbuild: files of the prelude as text. With `outlines`, their outlines lie in a folder beside the bundle, so that a
 * run on Node does not parse them: a parser that has just been loaded is slow.
 */
export function prelude({ outlines = false } = {}) {
  return {
    name: "prelude",
    setup({ onLoad, initialOptions }) {
      let language = null;
      onLoad({ filter: /\.py$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        if (!outlines) return { contents: text, loader: "text" };
        language ??= loadLanguage();
        const { keepOutline, parseOutline, SourceText } = await language;
        const outline = keepOutline(parseOutline(new SourceText(path, text)));
        if (outline === null) return { contents: text, loader: "text" };
        return { contents: await withOutline(text, outline, dirname(initialOptions.outfile)), loader: "js" };
      });
    },
  };
}

/** The module that knows where the outline of a text lies. */
async function withOutline(text, outline, folder) {
  const name = `${createHash("sha256").update(outline).digest("hex").slice(0, 16)}.txt`;
  await mkdir(join(folder, "outlines"), { recursive: true });
  await writeFile(join(folder, "outlines", name), outline);
  return `import { keepFor } from ${JSON.stringify(join(language, "prelude", "outlines"))};
const text = ${JSON.stringify(text)};
keepFor(text, () => require("node:fs").readFileSync(require("node:path").join(__dirname, "outlines", "${name}"), "latin1"));
export default text;
`;
}

/** The language's own parser, built for this process. */
async function loadLanguage() {
  const folder = await mkdtemp(join(tmpdir(), "nnspec-parser-"));
  const outfile = join(folder, "parser.mjs");
  const contents = `export { keepOutline, parseOutline } from "./syntax/outline";
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

/** Vite: the text as a module. */
export function vitePrelude() {
  return {
    name: "prelude",
    transform(code, id) {
      return id.endsWith(".py") ? { code: `export default ${JSON.stringify(code)};`, map: null } : null;
    },
  };
}
