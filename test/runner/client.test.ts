import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RunState } from "../../src/protocol";
import { Runner } from "../../src/runner/client";
import { nodeWorker } from "../../src/runner/node-worker";
import type { WorkerLike } from "../../src/runner/pool";
import { bundle } from "./build";

const LIMITS = { seconds: 20, bytes: 4e9 };
const request = (text: string, limits = LIMITS) => ({
  entry: "main.nnspec",
  sources: [{ file: "main.nnspec", text }],
  seed: 0,
  limits,
});
const ignore = () => {};

let worker: string;
const workerFile = () => worker;
let startScript: string;
beforeAll(async () => {
  worker = await bundle("src/runner/worker.ts", {
    platform: "browser",
    format: "iife",
    external: ["node:worker_threads"],
  });
  startScript = await bundle("src/runner/worker-start.ts", { platform: "node", format: "cjs" });
});

const made: Runner[] = [];
function runner(options: Partial<ConstructorParameters<typeof Runner>[0]> = {}): Runner {
  const one = new Runner({ createWorker: () => nodeWorker(worker), ...options });
  made.push(one);
  return one;
}
afterEach(() => {
  for (const one of made.splice(0)) one.dispose();
});

describe("a program in a worker", () => {
  it("runs, and answers afterwards", async () => {
    const one = runner();
    const { state, stdout } = await one.run(request("x = 6 * 7\nprint(x)\n"), ignore);
    expect(stdout).toBe("42\n");
    expect(state).toMatchObject({ status: "ok", file: "main.nnspec", run: 1 });
    const hover = await one.ask("hover", { file: "main.nnspec", offset: 0 });
    expect(hover).toMatchObject({ print: "42", expression: "x" });
  });

  it("starts from a code cache, which the first start leaves, and without one where none can be kept", async () => {
    const folder = join(mkdtempSync(join(tmpdir(), "nnspec-cache-")), "made when needed");
    const printed = async (place: string) => {
      const createWorker = () => nodeWorker(worker, { script: startScript, folder: place });
      return (await runner({ createWorker }).run(request("print(6 * 7)\n"), ignore)).stdout;
    };
    expect(await printed(folder)).toBe("42\n");
    await expect.poll(() => existsSync(folder) && readdirSync(folder).length, { timeout: 15_000 }).toBe(1);
    expect(await printed(folder)).toBe("42\n");
    expect(await printed(worker)).toBe("42\n");
  });

  it("reports progress and answers while it runs, and stops when told", async () => {
    const one = runner();
    const states: RunState[] = [];
    let asked: Promise<unknown> | null = null;
    const finished = one.run(request("n = 0\nwhile True:\n    n += 1\n"), (state) => {
      states.push(state);
      asked ??= one.ask("hover", { file: "main.nnspec", offset: 0 }).then((answer) => {
        one.stop();
        return answer;
      });
    });
    const { state } = await finished;
    expect(state.status).toBe("stopped");
    expect(states.length).toBeGreaterThan(0);
    expect(states[0]).toMatchObject({ status: "running" });
    expect(states[0]?.statements).toBeGreaterThan(10);
    await expect(asked).resolves.toMatchObject({ expression: "n" });
    // The trace of a stopped run stays.
    await expect(one.ask("names", {})).resolves.toMatchObject([{ names: [{ name: "n" }] }]);
  });

  it("gives way to the next one", async () => {
    const one = runner();
    const endless = one.run(request("while True:\n    pass\n"), ignore);
    const between = one.run(request("print('never')\n"), ignore);
    const last = one.run(request("print('last')\n"), ignore);
    expect((await endless).state.status).toBe("stopped");
    expect(await between).toMatchObject({ state: { status: "stopped" }, stdout: "" });
    expect(await last).toMatchObject({ state: { status: "ok" }, stdout: "last\n" });
  });

  it("is limited in time", async () => {
    const { state } = await runner().run(request("while True:\n    pass\n", { seconds: 0.2, bytes: 4e9 }), ignore);
    expect(state.status).toBe("limited");
  });

  it("fails a question that cannot be answered, with words", async () => {
    const one = runner();
    await one.run(request("x = 1\n"), ignore);
    await expect(one.ask("python", { value: 5 })).rejects.toThrow("The elements of this value are not there.");
  });
});

describe("a long program that is edited", () => {
  const SLOW = "import torch\ntotal = 0\nfor i in range(1_500_000):\n    total += i\nw = torch.ones(2)\n";
  /** A runner, and how many programs its workers were told to begin, to run, and took over. */
  function counting() {
    const sent: string[] = [];
    const heard: unknown[] = [];
    const createWorker = (): WorkerLike => {
      const worker = nodeWorker(workerFile());
      return {
        ...worker,
        postMessage: (message) => {
          if (message.type !== "run" || message.run > 0) sent.push(message.type);
          worker.postMessage(message);
        },
        onMessage: (listener) => {
          worker.onMessage((message) => {
            heard.push(message);
            listener(message);
          });
        },
      };
    };
    const waits = () => heard.some((each) => JSON.stringify(each) === '{"type":"begun","waits":true}');
    const accepted = () => heard.filter((each) => JSON.stringify(each).includes('"accepted":true')).length;
    return { one: runner({ createWorker }), sent, heard, waits, accepted };
  }

  it("goes on from where it was edited last, and answers for the whole run", async () => {
    const { one, heard, waits, accepted } = counting();
    const first = await one.run(request(`${SLOW}print(w)\n`), ignore);
    await one.run(request(`${SLOW}print(w * 2)\n`), ignore);
    await expect.poll(waits, { timeout: 20_000 }).toBe(true);
    const before = performance.now();
    const { state, stdout } = await one.run(request(`${SLOW}y = w * 3\nprint(y)\n`), ignore);
    expect(performance.now() - before).toBeLessThan(first.state.seconds * 500);
    expect(accepted()).toBe(1);
    expect(state).toMatchObject({ status: "ok", run: 3 });
    expect(stdout).toBe("tensor([3., 3.])\n");
    expect(state.kept).toBeGreaterThan(first.state.seconds / 10);
    const [frame] = await one.ask("names", {});
    expect(frame?.names.map(({ name }) => name)).toEqual(["torch", "total", "i", "w", "y"]);
    // And the next one goes on from there again.
    heard.length = 0;
    await expect.poll(waits, { timeout: 20_000 }).toBe(true);
    expect((await one.run(request(`${SLOW}print(w - 1)\n`), ignore)).stdout).toBe("tensor([0., 0.])\n");
    expect(accepted()).toBe(1);
  });

  it("goes on from a beginning that is still being run, with what was typed last", async () => {
    const { one, sent, accepted } = counting();
    await one.run(request(`${SLOW}print(w)\n`), ignore);
    await one.run(request(`${SLOW}print(w * 2)\n`), ignore);
    const passed = one.run(request(`${SLOW}print(w * 23)\n`), ignore);
    const stopped = one.run(request(`${SLOW}print(w * 234)\n`), ignore);
    one.stop();
    const last = one.run(request(`${SLOW}print(w * 2345)\n`), ignore);
    expect([(await passed).state.status, (await stopped).state.status]).toEqual(["stopped", "stopped"]);
    expect((await last).stdout).toBe("tensor([2345., 2345.])\n");
    expect(accepted()).toBe(1);
    expect(sent.slice(0, 4)).toEqual(["run", "run", "begin", "run"]);
    // One that has nothing to do with it ends it.
    const before = sent.length;
    expect((await one.run(request("print(1)\n"), ignore)).stdout).toBe("1\n");
    expect(sent.slice(before)).toEqual(["run"]);
    expect(accepted()).toBe(1);
  });

  it("waits through a syntax error, and runs as a whole when what has run is edited", async () => {
    const { one, waits, accepted } = counting();
    await one.run(request(`${SLOW}print(w)\n`), ignore);
    await one.run(request(`${SLOW}print(w * 2)\n`), ignore);
    await expect.poll(waits, { timeout: 20_000 }).toBe(true);
    const broken = await one.run(request(`${SLOW}print(w *\n`), ignore);
    expect(broken).toMatchObject({
      state: { status: "raised", problems: [{ message: "'(' was never closed" }] },
      stdout: "",
    });
    expect((await one.run(request(`${SLOW}print(w * 4)\n`), ignore)).stdout).toBe("tensor([4., 4.])\n");
    expect(accepted()).toBe(1);
    const other = SLOW.replace("total += i", "total += 1");
    expect((await one.run(request(`${other}print(total)\n`), ignore)).stdout).toBe("1500000\n");
    expect(accepted()).toBe(1);
  });
});

/** A worker that never answers. */
function silentWorker(): WorkerLike & { ended: boolean; fail: (error: Error) => void } {
  let onError: (error: Error) => void = () => {};
  return {
    ended: false,
    postMessage: () => {},
    onMessage: () => {},
    onError: (listener) => {
      onError = listener;
    },
    terminate() {
      this.ended = true;
    },
    fail: (error) => onError(error),
  };
}

describe("a worker that does not behave", () => {
  it("is ended when it reaches no safepoint after a stop", async () => {
    const silent = silentWorker();
    const one = runner({ createWorker: () => silent, stopTimeout: 20 });
    const finished = one.run(request("x = 1"), ignore);
    one.stop();
    expect((await finished).state.status).toBe("stopped");
    expect(silent.ended).toBe(true);
  });

  it("rejects the run when it dies", async () => {
    const silent = silentWorker();
    const one = runner({ createWorker: () => silent });
    const finished = one.run(request("x = 1"), ignore);
    silent.fail(new Error("out of memory"));
    await expect(finished).rejects.toThrow("out of memory");
  });

  it("lets a question time out", async () => {
    const one = runner({ createWorker: silentWorker, askTimeout: 20 });
    one.run(request("x = 1"), ignore).catch(ignore);
    await expect(one.ask("outputs", {})).rejects.toThrow('No answer to "outputs" in time.');
  });

  it("has everything that waits rejected when the runner is disposed", async () => {
    const one = runner({ createWorker: silentWorker });
    const finished = one.run(request("x = 1"), ignore);
    const asked = one.ask("outputs", {});
    one.dispose();
    await expect(finished).rejects.toThrow("The runner was disposed.");
    await expect(asked).rejects.toThrow("The runner was disposed.");
    await expect(one.run(request("x = 1"), ignore)).rejects.toThrow("The runner was disposed.");
  });
});
