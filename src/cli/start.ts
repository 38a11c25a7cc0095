// dist/cli.js: starts the command from V8's code cache, so that its text is not compiled anew each time. The cache lies
// beside the command; the build makes it, of what typical commands use, and a run makes it again for another version of
// Node.

import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { type CachedScript, cachedScript } from "../runner/code-cache";

// How much code a function runs before V8 optimises it: by default so little that a short run spends more on compiling
// than it gains. A long one is as fast as before. Flags are set before the cache is read, which holds for the same only.
setFlagsFromString("--interrupt-budget=1000000");
// Most of what a run makes at its start stays: the young generation, which begins with half a megabyte, reaches its size
// in two steps and not in five, each of which copies all that is in it.
setFlagsFromString("--semi-space-growth-factor=8");
// The version of V8 before the one that has relaxed vectors of itself: kernels that fuse are twice as fast.
if (process.versions.v8.startsWith("11.3.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

// Node compiles its own functions anew in each process: few of them are called on the way, here and in sources.ts.
const file = `${__dirname}/cli-main.js`;

function load(): CachedScript & { main: () => void } {
  // A function, in ASCII alone, which is read as this without decoding.
  const cached = cachedScript(file, readFileSync(file, "latin1"), `${__dirname}/cli-main.cache`);
  // The text is ours: a function of these two.
  const main = cached.script.runInThisContext() as (require: NodeJS.Require, directory: string) => void;
  return { ...cached, main: () => main(require, __dirname) };
}

/** For the build: runs these commands, one after the other, and leaves a cache of what they have used. */
export function makeCache(commands: readonly (readonly string[])[]): void {
  const { main, keep } = load();
  const [node = "node"] = process.argv;
  for (const command of commands) {
    process.argv = [node, __filename, ...command];
    main();
  }
  keep();
}

if (require.main === module) {
  const { main, warm, keep } = load();
  main();
  if (!warm) keep();
  // All is written. The end does not wait for the compiler's work on code that will not run again.
  process.exit();
}
