// Makes `import text from "./nn.py"` give the file's text, in esbuild and in Vitest alike.
import { readFile } from "node:fs/promises";

/** esbuild: files of the prelude as text. */
export function prelude() {
  return {
    name: "prelude",
    setup(build) {
      build.onLoad({ filter: /\.py$/ }, async ({ path }) => ({ contents: await readFile(path, "utf8"), loader: "text" }));
    },
  };
}

/** Vite: the same as a module. */
export function vitePrelude() {
  return {
    name: "prelude",
    transform(code, id) {
      return id.endsWith(".py") ? { code: `export default ${JSON.stringify(code)};`, map: null } : null;
    },
  };
}
