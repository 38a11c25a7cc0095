// dist/cli.js: starts the command from V8's code cache, so that its text is not compiled anew each time. The cache lies
// beside the command; the build makes it, of what typical commands use, and a run makes it again for another version of
// Node.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

// How much code a function runs before V8 optimises it: by default so little that a short run spends more on compiling
// than it gains. A long one is as fast as before. Set before the cache is read, which holds for the same flags only.
setFlagsFromString("--interrupt-budget=1000000");

const file = join(__dirname, "cli-main.js");
const cache = join(__dirname, "cli-main.cache");

function readCache(): Buffer | undefined {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

/** After the run, when what it used is compiled. Nothing depends on it: a folder that cannot be written to is fine. */
function writeCache(script: Script): void {
  try {
    const partial = `${cache}.${process.pid}`;
    writeFileSync(partial, script.createCachedData());
    renameSync(partial, cache);
  } catch {
    // The next run compiles again.
  }
}

function load(cachedData: Buffer | undefined): { script: Script; main: () => void } {
  // A function, in ASCII alone, which is read as this without decoding.
  const source = readFileSync(file, "latin1");
  const script = new Script(source, cachedData === undefined ? { filename: file } : { filename: file, cachedData });
  // The text is ours: a function of these two.
  const main = script.runInThisContext() as (require: NodeJS.Require, directory: string) => void;
  return { script, main: () => main(require, __dirname) };
}

/** For the build: runs these commands, one after the other, and leaves a cache of what they have used. */
export function makeCache(commands: readonly (readonly string[])[]): void {
  const { script, main } = load(undefined);
  const [node = "node"] = process.argv;
  for (const command of commands) {
    process.argv = [node, __filename, ...command];
    main();
  }
  writeCache(script);
}

if (require.main === module) {
  const cachedData = readCache();
  const { script, main } = load(cachedData);
  main();
  if (cachedData === undefined || script.cachedDataRejected === true) writeCache(script);
  // All is written. The end does not wait for the compiler's work on code that will not run again.
  process.exit();
}
