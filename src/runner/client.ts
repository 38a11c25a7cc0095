// The host's side of a worker that runs programs: one Runner per document. It keeps request ids and time-outs, ends a
// worker that does not stop by itself, and rejects what is pending when it is disposed. Knows no Node and no vscode:
// whoever makes it passes in how a worker is made.

import type { RunState } from "../protocol/data";
import type { HostToWorker, RunRequest } from "../protocol/messages";
import type { Answer, QueryName, Request } from "../protocol/queries";
import { isWorkerToHost } from "../protocol/validate";

/** A worker of either kind: worker_threads on the desktop, a Web Worker in the browser. */
export interface WorkerLike {
  postMessage(message: HostToWorker): void;
  onMessage(listener: (message: unknown) => void): void;
  onError(listener: (error: Error) => void): void;
  terminate(): void;
}

export interface RunnerOptions {
  readonly createWorker: () => WorkerLike;
  /** Told about messages that were not understood and workers that were ended. */
  readonly log?: (text: string) => void;
  /** Milliseconds after which an unanswered question fails. */
  readonly askTimeout?: number;
  /** Milliseconds a stopped run has to reach a safepoint before its worker is ended. */
  readonly stopTimeout?: number;
}

/** A run that came to its end, whichever. */
export interface Finished {
  readonly state: RunState;
  readonly stdout: string;
  readonly stderr: string;
}

interface PendingAsk {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface PendingRun {
  readonly run: number;
  readonly request: RunRequest;
  readonly onProgress: (state: RunState) => void;
  readonly resolve: (finished: Finished) => void;
  readonly reject: (error: Error) => void;
  state: RunState;
}

/** Milliseconds until a spare worker is started: the one that was taken has its program to run first. */
const SPARE_AFTER = 1000;

/** Keeps one warm worker for all runners, so that replacing one never waits for a start. */
export class WorkerPool {
  private spare: WorkerLike | null = null;
  private disposed = false;

  constructor(private readonly createWorker: () => WorkerLike) {}

  /** Starts the spare one ahead of need. */
  warm(): void {
    if (!this.disposed) this.spare ??= this.createWorker();
  }

  take(): WorkerLike {
    const worker = this.spare ?? this.createWorker();
    this.spare = null;
    setTimeout(() => this.warm(), SPARE_AFTER);
    return worker;
  }

  dispose(): void {
    this.disposed = true;
    this.spare?.terminate();
    this.spare = null;
  }
}

export class Runner {
  private readonly pool: WorkerPool;
  private readonly ownsPool: boolean;
  private worker: WorkerLike | null = null;
  private current: PendingRun | null = null;
  private next: PendingRun | null = null;
  private readonly asks = new Map<number, PendingAsk>();
  private lastId = 0;
  private lastRun = 0;
  private stopTimer: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;

  constructor(private readonly options: RunnerOptions & { readonly pool?: WorkerPool }) {
    this.ownsPool = options.pool === undefined;
    this.pool = options.pool ?? new WorkerPool(options.createWorker);
  }

  /**
   * Runs a program. One that still runs is stopped first and resolves with status "stopped"; one that was still
   * waiting for its turn is passed over and resolves so too.
   */
  run(request: RunRequest, onProgress: (state: RunState) => void): Promise<Finished> {
    if (this.disposed) return Promise.reject(new Error("The runner was disposed."));
    const run = ++this.lastRun;
    return new Promise((resolve, reject) => {
      const pending: PendingRun = { run, request, onProgress, resolve, reject, state: idleState(run, request) };
      if (this.current === null) this.start(pending);
      else {
        this.next?.resolve({ state: { ...this.next.state, status: "stopped" }, stdout: "", stderr: "" });
        this.next = pending;
        this.stop();
      }
    });
  }

  /** Asks the run to stop at its next safepoint; its worker is ended when it does not. */
  stop(): void {
    const { current, worker } = this;
    if (current === null || worker === null || this.stopTimer !== undefined) return;
    worker.postMessage({ type: "stop" });
    this.stopTimer = setTimeout(() => this.kill(current), this.options.stopTimeout ?? 1000);
  }

  /** Asks about the run that goes on or was the last. */
  ask<K extends QueryName>(name: K, request: Request<K>): Promise<Answer<K>> {
    const { worker } = this;
    if (worker === null) return Promise.reject(new Error("Nothing has run yet."));
    const id = ++this.lastId;
    const answer = new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.asks.delete(id);
        reject(new Error(`No answer to "${name}" in time.`));
      }, this.options.askTimeout ?? 30_000);
      this.asks.set(id, { resolve, reject, timer });
    });
    worker.postMessage({ type: "ask", id, name, request });
    // The worker answers the query that was asked: that is what the message table states.
    return answer as Promise<Answer<K>>;
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.stopTimer);
    const gone = new Error("The runner was disposed.");
    this.current?.reject(gone);
    this.next?.reject(gone);
    this.current = null;
    this.next = null;
    this.dropWorker(gone);
    if (this.ownsPool) this.pool.dispose();
  }

  private start(pending: PendingRun): void {
    this.current = pending;
    const worker = this.worker ?? this.adopt(this.pool.take());
    worker.postMessage({ type: "run", run: pending.run, request: pending.request });
  }

  private adopt(worker: WorkerLike): WorkerLike {
    this.worker = worker;
    worker.onMessage((message) => {
      if (this.worker === worker) this.receive(message);
    });
    worker.onError((error) => {
      if (this.worker === worker) this.crash(error);
    });
    return worker;
  }

  private receive(message: unknown): void {
    if (!isWorkerToHost(message)) {
      this.options.log?.(`A message that is not understood came from the worker: ${JSON.stringify(message)}`);
      return;
    }
    switch (message.type) {
      case "ready":
        return;
      case "progress":
        if (this.current?.run !== message.state.run) return;
        this.current.state = message.state;
        this.current.onProgress(message.state);
        return;
      case "finished":
        if (this.current?.run === message.state.run) this.finish(message);
        return;
      case "answer":
      case "failure": {
        const pending = this.asks.get(message.id);
        if (pending === undefined) return;
        this.asks.delete(message.id);
        clearTimeout(pending.timer);
        if (message.type === "answer") pending.resolve(message.answer);
        else pending.reject(new Error(message.message));
      }
    }
  }

  private finish(finished: Finished): void {
    const { current, next } = this;
    clearTimeout(this.stopTimer);
    this.stopTimer = undefined;
    this.current = null;
    this.next = null;
    current?.resolve({ state: finished.state, stdout: finished.stdout, stderr: finished.stderr });
    if (next !== null) this.start(next);
  }

  /** The backstop: no safepoint was reached in time. */
  private kill(run: PendingRun): void {
    this.stopTimer = undefined;
    if (this.current !== run) return;
    this.options.log?.("The run did not reach a safepoint in time; its worker was ended.");
    this.dropWorker(new Error("The run was ended."));
    this.finish({ state: { ...run.state, status: "stopped" }, stdout: "", stderr: "" });
  }

  /** The worker died: out of memory, or an error of ours. */
  private crash(error: Error): void {
    this.options.log?.(`The worker ended with an error: ${error.message}`);
    const { current, next } = this;
    clearTimeout(this.stopTimer);
    this.stopTimer = undefined;
    this.current = null;
    this.next = null;
    this.dropWorker(error);
    current?.reject(error);
    if (next !== null) this.start(next);
  }

  private dropWorker(reason: Error): void {
    this.worker?.terminate();
    this.worker = null;
    for (const pending of this.asks.values()) {
      clearTimeout(pending.timer);
      pending.reject(reason);
    }
    this.asks.clear();
  }
}

function idleState(run: number, request: RunRequest): RunState {
  return {
    run,
    file: request.entry,
    status: "running",
    seconds: 0,
    ops: 0,
    statements: 0,
    nodes: 0,
    parameters: 0,
    outputs: 0,
    seed: request.seed,
    problems: [],
  };
}
