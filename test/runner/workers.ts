// Runners of programs in real workers, for the tests of one file: built once, and ended after each test.
import { afterEach, beforeAll } from "vitest";
import { Runner } from "../../src/runner/client";
import { nodeWorker } from "../../src/runner/node-worker";
import { bundle } from "./build";

const LIMITS = { seconds: 20, bytes: 4e9 };

/** A request to run one file, main.nnspec. */
export const request = (text: string, limits = LIMITS) => ({
  entry: "main.nnspec",
  sources: [{ file: "main.nnspec", text }],
  seed: 0,
  limits,
});

export const ignore = (): void => {};

/** Makes runners in the tests of the file that calls it. */
export function workers() {
  let file = "";
  beforeAll(async () => {
    file = await bundle("src/runner/worker.ts", {
      platform: "browser",
      format: "iife",
      external: ["node:worker_threads"],
    });
  });
  const made: Runner[] = [];
  afterEach(() => {
    for (const one of made.splice(0)) one.dispose();
  });
  return {
    /** The built worker's path. */
    file: () => file,
    runner(options: Partial<ConstructorParameters<typeof Runner>[0]> = {}): Runner {
      const one = new Runner({ createWorker: () => nodeWorker(file), ...options });
      made.push(one);
      return one;
    },
  };
}
