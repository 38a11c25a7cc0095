// A worker of worker_threads in the shape that Runner takes. Node is asked for only when a worker is made, so that a
// bundle for the browser may hold this file.

import type { WorkerLike } from "./client";

/** Starts the worker file at `path`; `memory` bounds its JavaScript heap in megabytes. */
export function nodeWorker(path: string, memory = 2048): WorkerLike {
  const { Worker } = require("node:worker_threads") as typeof import("node:worker_threads");
  const worker = new Worker(path, { resourceLimits: { maxOldGenerationSizeMb: memory } });
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
