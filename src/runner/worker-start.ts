// dist/worker-start.js: starts the worker on Node from V8's code cache, which halves its start. The first start of a
// version leaves the cache in the folder that the extension may write to.

import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { workerData } from "node:worker_threads";
import { cachedScript } from "./code-cache";

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
  const source = `(function (require) {${readFileSync(file, "utf8")}\n})`;
  const { script, warm, keep } = cachedScript(file, source, join(folder, name));
  // The text is ours: a function of this one.
  const main = script.runInThisContext() as (require: NodeJS.Require) => void;
  main(require);
  if (warm) return;
  setTimeout(() => {
    keep();
    removeOthers(folder, name);
  }, KEEP_AFTER).unref();
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
