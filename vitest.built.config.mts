// The unit tests, run on sources built beforehand by scripts/build/test-sources.mjs: Vite would transform each file anew.
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import { folder } from "./scripts/build/test-sources.mjs";
import sources from "./vitest.config.mts";

const root = fileURLToPath(new URL(".", import.meta.url));

export default mergeConfig(sources, {
  plugins: [
    {
      name: "built-sources",
      enforce: "pre" as const,
      resolveId(source: string, importer: string | undefined) {
        if (importer === undefined || !source.startsWith(".") || source.endsWith(".py")) return null;
        const path = relative(root, join(dirname(importer), source));
        if (!path.startsWith("src/") && !path.startsWith("webview/")) return null;
        const file = [`${path}.mjs`, join(path, "index.mjs")].map((each) => join(folder, each)).find(existsSync);
        if (file === undefined) throw new Error(`not built for the tests: ${path}`);
        return file;
      },
    },
  ],
  test: { server: { deps: { external: [/\/out\/sources\//] } } },
});
