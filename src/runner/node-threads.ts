// The thread that helps the engine with large products, on Node: asked for when there are such products, and no reason for
// the process to go on. A browser's worker computes alone.

import { setThreadHost } from "../language/debug/engine";

export function lendThreads(): void {
  setThreadHost((text, workerData) => {
    const { Worker } = require("node:worker_threads") as typeof import("node:worker_threads");
    const worker = new Worker(text, {
      eval: true,
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 16 },
    });
    // One that does not start is not asked.
    worker.on("error", () => undefined);
    worker.unref();
  });
}
