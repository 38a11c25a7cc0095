import { describe, expect, it } from "vitest";
import type { RunState } from "../../src/protocol";
import type { WorkerLike } from "../../src/runner/pool";
import { ignore, request, workers } from "./workers";

const { runner } = workers();

describe("a program in a worker", () => {
  it("runs, and answers afterwards", async () => {
    const one = runner();
    const { state, stdout } = await one.run(request("x = 6 * 7\nprint(x)\n"), ignore);
    expect(stdout).toBe("42\n");
    expect(state).toMatchObject({ status: "ok", file: "main.nnspec", run: 1 });
    const hover = await one.ask("hover", { file: "main.nnspec", offset: 0 });
    expect(hover).toMatchObject({ print: "42", expression: "x" });
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
