// V8's code cache for one of our own bundles: its text is compiled once and not anew at each start. V8 refuses a cache
// of another version of its own, but tells texts apart only by their length: whoever names a cache's file names the text.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** A bundle that is read and not run yet. */
export interface CachedBundle {
  /** Runs it; its text sees these by name and nothing else from around it. */
  readonly run: (names: Readonly<Record<string, unknown>>) => void;
  /** There was a cache, and V8 took it. */
  readonly warm: boolean;
  /** Keeps what has been compiled so far. Nothing depends on it: a folder that cannot be written to is fine. */
  readonly keep: () => void;
}

/** Reads a bundle whose text uses `names` from around it. `encoding`: "latin1" for pure ASCII, which needs no decoding. */
export function readCached(
  file: string,
  cache: string,
  names: readonly string[],
  encoding: "utf8" | "latin1",
): CachedBundle {
  const cachedData = readIfThere(cache);
  const source = `(function (${names.join(", ")}) {${readFileSync(file, encoding)}\n})`;
  const script = new Script(source, cachedData === undefined ? { filename: file } : { filename: file, cachedData });
  return {
    run: (values) => {
      // The text is a function of these names.
      const main = script.runInThisContext() as (...values: unknown[]) => void;
      main(...names.map((name) => values[name]));
    },
    warm: cachedData !== undefined && script.cachedDataRejected !== true,
    keep: () => {
      try {
        mkdirSync(dirname(cache), { recursive: true });
        const partial = `${cache}.${process.pid}`;
        writeFileSync(partial, script.createCachedData());
        renameSync(partial, cache);
      } catch {
        // The next start compiles again.
      }
    },
  };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
