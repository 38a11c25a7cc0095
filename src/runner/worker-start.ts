// dist/worker-start.js: starts the worker on Node from V8's code cache, which halves its start. The first start of a
// version leaves the cache in the folder that the extension may write to.

import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { workerData } from "node:worker_threads";
import { readCached } from "./code-cache";

/** What nodeWorker passes: the worker's bundle, and where caches are kept. */
interface Start {
  readonly file: string;
  readonly folder: string;
}

/** Milliseconds after which what a program's run has compiled is kept. */
const KEEP_AFTER = 3000;

const CACHE = /^worker-.*\.cache$/;

start(workerData as Start);

function start({ file, folder }: Start): void {
  const { size, mtimeMs } = statSync(file);
  const name = `worker-${size}-${Math.round(mtimeMs)}.cache`;
  const bundle = readCached(file, join(folder, name), ["require"], "utf8");
  bundle.run({ require });
  if (bundle.warm) return;
  const keep = (): void => {
    bundle.keep();
    removeOthers(folder, name);
  };
  setTimeout(keep, KEEP_AFTER).unref();
}

/** Caches of builds that are gone. */
function removeOthers(folder: string, name: string): void {
  try {
    for (const each of readdirSync(folder)) {
      if (CACHE.test(each) && each !== name) rmSync(join(folder, each), { force: true });
    }
  } catch {
    // Then they stay until the next time.
  }
}
