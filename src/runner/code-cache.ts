// V8's code cache for one of our own bundles: its text is compiled once and not anew at each start. V8 refuses a cache
// of another version of its own, but tells texts apart only by their length: whoever names a cache's file names the text.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Script } from "node:vm";

export interface CachedScript {
  readonly script: Script;
  /** There was a cache, and V8 took it. */
  readonly warm: boolean;
  /** Keeps what has been compiled so far. Nothing depends on it: a folder that cannot be written to is fine. */
  readonly keep: () => void;
}

/** The script of `source`, which is the text of `file`, compiled as far as the file `cache` has it. */
export function cachedScript(file: string, source: string, cache: string): CachedScript {
  const cachedData = readIfThere(cache);
  const script = new Script(source, cachedData === undefined ? { filename: file } : { filename: file, cachedData });
  const keep = (): void => {
    try {
      mkdirSync(dirname(cache), { recursive: true });
      const partial = `${cache}.${process.pid}`;
      writeFileSync(partial, script.createCachedData());
      renameSync(partial, cache);
    } catch {
      // The next start compiles again.
    }
  };
  return { script, warm: cachedData !== undefined && script.cachedDataRejected !== true, keep };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
