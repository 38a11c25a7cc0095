// Leaves parts of the program to be loaded when they are first used, so that a start does not pay for them. In the
// source, and in Vitest, they are imported like everything else.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Per file, what it calls rarely: imports of functions that it only calls. */
const CALLED_LATE = {
  "src/cli/commands.ts": ["../report/html", "../runner/answer", "./graph-text", "./parameters-text", "./run-json"],
  "src/runner/run.ts": [
    "../language/debug/contributions",
    "../language/debug/gradients",
    "../trace/query/modules",
    "../trace/query/outputs",
  ],
};

const IMPORT = /^import \{ ([^}]+) \} from "([^"]+)";$/gm;

/** esbuild: the plugin. */
export function lateModules() {
  return {
    name: "late-modules",
    setup({ onLoad }) {
      for (const [file, late] of Object.entries(CALLED_LATE)) {
        onLoad({ filter: ending(file) }, async ({ path }) => {
          const contents = (await readFile(path, "utf8")).replace(IMPORT, (whole, names, from) =>
            late.includes(from)
              ? names
                  .split(", ")
                  .map((name) => callLate(name, from))
                  .join("\n")
              : whole,
          );
          return { contents, loader: "ts", resolveDir: dirname(path) };
        });
      }
      onLoad({ filter: ending("src/language/modules/index.ts") }, async ({ path }) => ({
        contents: await libraryLate(await readFile(path, "utf8"), dirname(path)),
        loader: "ts",
        resolveDir: dirname(path),
      }));
    },
  };
}

/** Matches the path of a file of the project. */
function ending(file) {
  return new RegExp(`${file.replaceAll("/", "[\\\\/]").replaceAll(".", "\\.")}$`);
}

function callLate(name, from) {
  if (name.startsWith("type ")) return `import { ${name} } from "${from}";`;
  return `const ${name} = (...given) => require("${from}").${name}(...given);`;
}

/** The library's modules, each file loaded when a program imports one of those that it names in its last line. */
async function libraryLate(text, folder) {
  const parts = [...text.matchAll(IMPORT)].map(async ([whole, list, from]) => {
    const names = await namesOf(join(folder, from), list);
    if (names === null) return [whole, whole];
    return [whole, `const ${list} = ${names};\ndefineLater(${list}, () => require("${from}"));`];
  });
  const late = new Map(await Promise.all(parts));
  return `import { defineLater } from "../runtime/registry";\n${text.replace(IMPORT, (whole) => late.get(whole))}`;
}

/** The list that a file exports under this name, as it is written; null where it is computed. */
async function namesOf(path, list) {
  const text = await readFile(`${path}.ts`, "utf8").catch(() => readFile(`${path}/index.ts`, "utf8"));
  return new RegExp(`^export const ${list}: readonly string\\[\\] = (\\["[^\\]]*"\\]);$`, "m").exec(text)?.[1] ?? null;
}
