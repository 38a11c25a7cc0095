// Makes `import file from "./nn.py"` give the library's file, in esbuild and in Vitest alike.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { shrinkPython } from "./shrink-python.mjs";

const language = fileURLToPath(new URL("../../src/language/", import.meta.url));
const PRELUDE = join(language, "prelude");
const KEPT = "kept-library";

/**
 * esbuild: files of the prelude as src/language/prelude/file.ts has them. With `outlines`, texts and outlines lie in a
 * folder beside the bundle, and a run on Node reads of them what it uses, and parses none: a parser that has just been
 * loaded is slow.
 */
export function prelude({ outlines = false } = {}) {
  return {
    name: "prelude",
    setup({ initialOptions, onLoad, onResolve, onStart }) {
      if (!outlines) {
        onLoad({ filter: /\.py$/ }, async ({ path }) => ({
          contents: asFile(shrinkPython(await readFile(path, "utf8"))),
          loader: "js",
        }));
        return;
      }
      let library = null;
      onStart(() => {
        library = keepLibrary(join(dirname(initialOptions.outfile), "library"));
      });
      onLoad({ filter: /\.py$/ }, async ({ path }) => {
        const { name, at, head } = (await library).files.get(relative(PRELUDE, path));
        const made = `new KeptFile(${JSON.stringify(name)}, ${at}, ${head})`;
        return {
          contents: `import { KeptFile } from "${KEPT}";\nexport default ${made};`,
          loader: "js",
          resolveDir: PRELUDE,
        };
      });
      onResolve({ filter: new RegExp(`^${KEPT}$`) }, () => ({ path: KEPT, namespace: KEPT }));
      onLoad({ filter: /.*/, namespace: KEPT }, async () => ({
        contents: keptFile((await library).outlines),
        loader: "js",
        resolveDir: PRELUDE,
      }));
    },
  };
}

/** The module of a file: see src/language/prelude/file.ts. */
function asFile(text) {
  return `export default { text: ${JSON.stringify(text)} };`;
}

/**
 * Writes the library into a folder: every file's text, and all outlines into one file, each a head that is read when
 * the module is imported and behind it the bodies, each read when it is called.
 */
async function keepLibrary(folder) {
  const { keepOutline, parseOutline, SourceText } = await loadLanguage();
  await mkdir(folder, { recursive: true });
  const paths = (await readdir(PRELUDE, { recursive: true })).filter((each) => each.endsWith(".py")).sort();
  const files = new Map();
  let outlines = "";
  for (const path of paths) {
    const text = await readFile(join(PRELUDE, path), "utf8");
    const kept = keepOutline(parseOutline(new SourceText(path, text)));
    const name = `${hash(text)}.py`;
    files.set(path, { name, at: outlines.length, head: kept?.head.length ?? 0 });
    if (kept !== null) outlines += kept.head + kept.bodies;
    await writeFile(join(folder, name), text);
  }
  const name = `${hash(outlines)}.txt`;
  await writeFile(join(folder, name), outlines, "latin1");
  return { files, outlines: name };
}

/** Names tell texts apart, so that a bundle never reads those of another. */
function hash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** The module that reads what keepLibrary has written. */
function keptFile(outlines) {
  return `const { openSync, readFileSync, readSync } = require("node:fs");
let file = null;

function read(at, length) {
  file ??= openSync(__dirname + "/library/${outlines}");
  const bytes = Buffer.allocUnsafe(length);
  if (readSync(file, bytes, 0, length, at) !== length) throw new Error("the library's file is cut off");
  return bytes.latin1Slice(0, length);
}

export class KeptFile {
  constructor(name, at, head) {
    this.name = name;
    this.outline = head === 0 ? undefined : new KeptOutline(at, head);
  }

  get text() {
    return readFileSync(__dirname + "/library/" + this.name, "utf8");
  }
}

class KeptOutline {
  constructor(at, length) {
    this.at = at;
    this.length = length;
  }

  head() {
    return read(this.at, this.length);
  }

  body(start, end) {
    return read(this.at + this.length + start, end - start);
  }
}
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

/** Vite: the same. */
export function vitePrelude() {
  return {
    name: "prelude",
    transform(code, id) {
      return id.endsWith(".py") ? { code: asFile(code), map: null } : null;
    },
  };
}
