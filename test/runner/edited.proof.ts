// What takes a worker seconds: a long program that is edited, and a start from a code cache.
import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeWorker } from "../../src/runner/node-worker";
import type { WorkerLike } from "../../src/runner/pool";
import { bundle } from "./build";
import { ignore, request, workers } from "./workers";

const { runner, file: workerFile } = workers();

it("a worker starts from a code cache, which the first start leaves, and without one where none can be kept", async () => {
  const startScript = await bundle("src/runner/worker-start.ts", { platform: "node", format: "cjs" });
  const folder = join(mkdtempSync(join(tmpdir(), "nnspec-cache-")), "made when needed");
  const printed = async (place: string) => {
    const createWorker = () => nodeWorker(workerFile(), { script: startScript, folder: place });
    return (await runner({ createWorker }).run(request("print(6 * 7)\n"), ignore)).stdout;
  };
  expect(await printed(folder)).toBe("42\n");
  await expect.poll(() => existsSync(folder) && readdirSync(folder).length, { timeout: 15_000 }).toBe(1);
  expect(await printed(folder)).toBe("42\n");
  expect(await printed(workerFile())).toBe("42\n");
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
