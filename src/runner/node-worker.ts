// A worker of worker_threads in the shape that Runner takes. Node is asked for only when a worker is made, so that a
// bundle for the browser may hold this file.

import type { WorkerLike } from "./pool";

/** How a worker starts from V8's code cache: by `script` (worker-start.ts), with the caches in `folder`. */
export interface CachedStart {
  readonly script: string;
  readonly folder: string;
}

/** Megabytes of JavaScript objects in a worker. */
const HEAP = 2048;

/** Starts the worker file at `path`, from the code cache where `cached` says how. */
export function nodeWorker(path: string, cached: CachedStart | null = null): WorkerLike {
  const { Worker } = require("node:worker_threads") as typeof import("node:worker_threads");
  const worker = new Worker(cached?.script ?? path, {
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
    workerData: cached === null ? null : { file: path, folder: cached.folder },
  });
  worker.unref();
  return {
    postMessage: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on("message", listener),
    onError: (listener) => {
      worker.on("error", listener);
      worker.on("exit", (code) => {
        if (code !== 0) listener(new Error(`The worker ended with code ${code}.`));
      });
    },
    terminate: () => void worker.terminate(),
  };
}
