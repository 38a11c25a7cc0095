import { defineConfig } from "vitest/config";
import { vitePrelude } from "./scripts/build/prelude-plugin.mjs";

export default defineConfig({
  plugins: [vitePrelude()],
  test: { include: ["test/**/*.test.ts"], exclude: ["test/editor/**", "node_modules/**"], testTimeout: 20_000 },
});
