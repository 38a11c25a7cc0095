// The worker that runs programs: one file for worker_threads and for Web Workers; it finds out where it is. While a
// program runs it looks for messages at safepoints (on Node; a browser's worker cannot, there the host ends it).

import type { RunState } from "../protocol/data";
import type { Ask, HostToWorker, WorkerToHost } from "../protocol/messages";
import { isHostToWorker } from "../protocol/validate";
import { answerMessage, answerSteps } from "./answer";
import { lendThreads } from "./node-threads";
import { now, Run, type RunOptions } from "./run";

/** Milliseconds between two reports of a run that goes on. */
const PROGRESS_EVERY = 100;

interface Port {
  post(message: WorkerToHost): void;
  listen(listener: (message: unknown) => void): void;
  /** A message that waits, without ending what runs; undefined where there is none, or the host has no such thing. */
  poll(): unknown;
  memory?: () => number;
}

/** Seconds of running that a beginning must save to be kept. */
const WORTH = 0.03;

/** Bytes that a beginning which waits may hold: it is a second program beside the one that is looked at. */
const MOST_WAITING = 512 * 1024 * 1024;

let current: Run | null = null;

/** The beginning of a program, which waits for its rest. */
let begun: Run | null = null;

function serve(port: Port): void {
  const handle = (message: HostToWorker): void => {
    switch (message.type) {
      case "run":
        if (begun === null) runProgram(port, message);
        else offerBeginning(port, begun, message);
        return;
      case "begin":
        beginProgram(port, message);
        return;
      case "ask":
        replyInSteps(port, message);
        return;
      case "stop":
        // Nothing runs: the run has ended meanwhile.
        return;
    }
  };
  port.listen((message) => {
    let next: HostToWorker | null = isHostToWorker(message) ? message : null;
    while (next !== null) {
      handle(next);
      next = waiting.shift() ?? null;
    }
  });
  port.post({ type: "ready" });
}

/** Questions that came while a program ran, and wait for their turn. */
const asked: Ask[] = [];

/** Messages that came while a program ran and have to wait for its end. */
const waiting: HostToWorker[] = [];

function runProgram(port: Port, { run: number, request }: Extract<HostToWorker, { type: "run" }>): void {
  const run = new Run(request, optionsFor(port), number);
  current = run;
  report(port, run, run.execute());
}

function report(port: Port, { stdout, stderr }: Run, state: RunState): void {
  port.post({ type: "finished", state, stdout, stderr });
  for (const ask of asked.splice(0)) replyInSteps(port, ask);
}

function beginProgram(port: Port, { until, request }: Extract<HostToWorker, { type: "begin" }>): void {
  const run = new Run(request, optionsFor(port));
  const waits = run.begin(until) && run.secondsBefore >= WORTH && (port.memory?.() ?? 0) < MOST_WAITING;
  begun = waits ? run : null;
  port.post({ type: "begun", waits });
}

function offerBeginning(port: Port, beginning: Run, message: Extract<HostToWorker, { type: "run" }>): void {
  const { run, request } = message;
  const answer = beginning.continues(request);
  const waits = answer === "broken";
  if (!waits) begun = null;
  port.post({ type: "offered", run, accepted: answer === "yes", waits });
  if (answer !== "yes") return;
  current = beginning;
  report(port, beginning, beginning.proceed(request, run));
}

function optionsFor(port: Port): RunOptions {
  let reported = now();
  let answersFrom = 0;
  const look = (run: Run): boolean => {
    for (let message = port.poll(); message !== undefined; message = port.poll()) {
      if (!isHostToWorker(message)) continue;
      if (message.type === "stop") return true;
      if (message.type === "ask") asked.push(message);
      else {
        waiting.push(message);
        return true;
      }
    }
    const before = now();
    if (asked.length > 0 && before >= answersFrom) {
      for (const ask of asked.splice(0)) reply(port, ask);
      // As long again is the program's: the answers of a large graph take a second each.
      answersFrom = 2 * now() - before;
    }
    const time = now();
    if (time - reported >= PROGRESS_EVERY) {
      reported = time;
      port.post({ type: "progress", state: run.state() });
    }
    return false;
  };
  const { memory } = port;
  return memory === undefined ? { look } : { look, memory };
}

function reply(port: Port, { id, name, request }: Ask): void {
  try {
    if (current === null) throw new Error("Nothing has run yet.");
    port.post({ type: "answer", id, answer: answerMessage(current, name, request) });
  } catch (error) {
    port.post({ type: "failure", id, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Milliseconds that one answer may take before others have their turn. */
const TURN = 6;

/** The same when nothing runs: the figures of a large tensor are found between answers that take no time. */
function replyInSteps(port: Port, { id, name, request }: Ask): void {
  const fail = (error: unknown): void =>
    port.post({ type: "failure", id, message: error instanceof Error ? error.message : String(error) });
  const run = current;
  if (run === null) {
    fail(new Error("Nothing has run yet."));
    return;
  }
  const steps = answerSteps(run, name, request);
  const turn = (): void => {
    const until = now() + TURN;
    try {
      // Whoever types asks again about the next run.
      if (name === "findings" && run !== current) throw new Error("The run is over.");
      while (now() < until) {
        const { done, value } = steps.next();
        if (done !== true) continue;
        port.post({ type: "answer", id, answer: value });
        return;
      }
    } catch (error) {
      fail(error);
      return;
    }
    setTimeout(turn);
  };
  turn();
}

function nodePort(): Port | null {
  if (typeof process === "undefined" || process.versions?.node === undefined || typeof require === "undefined")
    return null;
  const { parentPort, receiveMessageOnPort } =
    // The one module of Node that the worker needs; a browser never comes here.
    require("node:worker_threads") as typeof import("node:worker_threads");
  if (parentPort === null) return null;
  lendThreads();
  return {
    post: (message) => parentPort.postMessage(message),
    listen: (listener) => void parentPort.on("message", listener),
    poll: () => receiveMessageOnPort(parentPort)?.message,
    memory: () => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    },
  };
}

/** As much of a Web Worker's global scope as is used here: the project is checked without the DOM's types. */
interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

function webPort(): Port {
  // In a Web Worker the global object is its scope.
  const scope = globalThis as unknown as WorkerScope;
  return {
    post: (message) => scope.postMessage(message),
    listen: (listener) => scope.addEventListener("message", (event) => listener(event.data)),
    poll: () => undefined,
  };
}

serve(nodePort() ?? webPort());
