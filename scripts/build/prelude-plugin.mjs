// Makes `import file from "./nn.py"` give the library's file, in esbuild and in Vitest alike.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { shrinkPython } from "./shrink-python.mjs";

const language = fileURLToPath(new URL("../../src/language/", import.meta.url));

/**
 * esbuild: files of the prelude as src/language/prelude/file.ts has them. With `outlines`, texts and outlines lie in a
 * folder beside the bundle, so that a run on Node reads those of the modules that it imports, and parses none: a parser
 * that has just been loaded is slow.
 */
export function prelude({ outlines = false } = {}) {
  return {
    name: "prelude",
    setup({ onLoad, initialOptions }) {
      let language = null;
      onLoad({ filter: /\.py$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        if (!outlines) return { contents: asFile(shrinkPython(text)), loader: "js" };
        language ??= loadLanguage();
        const { keepOutline, parseOutline, SourceText } = await language;
        const outline = keepOutline(parseOutline(new SourceText(path, text)));
        const folder = join(dirname(initialOptions.outfile), "library");
        return { contents: await besideBundle(text, outline, folder), loader: "js" };
      });
    },
  };
}

/** The module of a file: see src/language/prelude/file.ts. */
function asFile(text) {
  return `export default { text: ${JSON.stringify(text)} };`;
}

/** The module of a file whose text and outline are read when they are wanted. */
async function besideBundle(text, outline, folder) {
  const name = createHash("sha256").update(text).digest("hex").slice(0, 16);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.py`), text);
  if (outline !== null) await writeFile(join(folder, `${name}.txt`), outline);
  const read = (ending, encoding) =>
    `require("node:fs").readFileSync(require("node:path").join(__dirname, "library", "${name}.${ending}"), "${encoding}")`;
  const rest = outline === null ? "" : `, outline: () => ${read("txt", "latin1")}`;
  return `export default { get text() { return ${read("py", "utf8")}; }${rest} };`;
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

/** Vite: the same. */
export function vitePrelude() {
  return {
    name: "prelude",
    transform(code, id) {
      return id.endsWith(".py") ? { code: asFile(code), map: null } : null;
    },
  };
}
