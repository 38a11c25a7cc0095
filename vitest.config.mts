import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { viteKernels } from "./scripts/build/kernels-plugin.mjs";
import { vitePrelude } from "./scripts/build/prelude-plugin.mjs";

export default defineConfig({
  plugins: [vitePrelude(), viteKernels()],
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/editor/**", "node_modules/**"],
    setupFiles: ["test/hot-after.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Modules are read once for all test files of a worker: each file alone reads engine and language anew, which takes
    // longer than most of their tests. Vitest leaves a core free; on two cores that is half the machine.
    pool: "threads",
    isolate: false,
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
