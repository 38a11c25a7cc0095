// The host's side of a worker that runs programs: one Runner per document. It keeps request ids and time-outs, ends a
// worker that does not stop by itself, and rejects what is pending when it is disposed. Knows no Node and no vscode:
// whoever makes it passes in how a worker is made.

import type { RunState } from "../protocol/data";
import type { RunRequest } from "../protocol/messages";
import type { Answer, QueryName, Request } from "../protocol/queries";
import { isWorkerToHost } from "../protocol/validate";
import { type WorkerLike, WorkerPool } from "./pool";

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

/** Seconds that a run takes before the beginning of the next one is run ahead. */
const LONG_RUN = 0.1;

/** How a run ends whose beginning may not come to an end either. */
const CUT: ReadonlySet<RunState["status"]> = new Set(["stopped", "limited"]);

/** Milliseconds that a worker whose run is over has to answer what it was asked. */
const RETIRED_AFTER = 5000;

/**
 * A second worker that runs the beginning of the program, up to the line that was edited last, and waits for the rest:
 * the next edit is likely to leave that beginning as it is.
 */
interface Beginning {
  readonly worker: WorkerLike;
  readonly request: RunRequest;
  readonly until: number;
  /** A run that may go on from it waits, too, while it is busy: it is nearer to the end than one from the start. */
  state: "busy" | "waits" | "offered";
}

export class Runner {
  private readonly pool: WorkerPool;
  private readonly ownsPool: boolean;
  private worker: WorkerLike | null = null;
  private current: PendingRun | null = null;
  private next: PendingRun | null = null;
  private beginning: Beginning | null = null;
  /** Workers whose run is over, with questions to answer. */
  private readonly retired = new Set<WorkerLike>();
  /** The text that was run last, and up to where it was the one before. */
  private lastText = "";
  private editedAt = 0;
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
      else if (this.isHeld) {
        passOver(this.current);
        this.start(pending);
      } else {
        passOver(this.next);
        this.next = pending;
        this.stop();
      }
    });
  }

  /** Asks the run to stop at its next safepoint; its worker is ended when it does not. */
  stop(): void {
    const { current } = this;
    if (current === null || this.stopTimer !== undefined) return;
    if (this.isHeld) {
      this.current = null;
      passOver(current);
      return;
    }
    this.workerOf(current)?.postMessage({ type: "stop" });
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
    this.dropBeginning();
    for (const each of this.retired) each.terminate();
    this.dropWorker(gone);
    if (this.ownsPool) this.pool.dispose();
  }

  private start(pending: PendingRun): void {
    this.current = pending;
    const text = textOf(pending.request);
    if (text !== this.lastText) this.editedAt = startOfLine(text, commonLength(text, this.lastText));
    this.lastText = text;
    const { beginning } = this;
    if (beginning?.state === "waits") this.offer(beginning, pending);
    else if (beginning?.state !== "busy" || !begins(beginning, pending.request)) {
      this.dropBeginning();
      this.startWhole(pending);
    }
  }

  /** Whether the current run waits for a beginning that is being run. */
  private get isHeld(): boolean {
    return this.current !== null && this.beginning?.state === "busy";
  }

  private offer(beginning: Beginning, pending: PendingRun): void {
    beginning.state = "offered";
    send(beginning.worker, pending);
  }

  private startWhole(pending: PendingRun): void {
    this.worker ??= this.adopt(this.pool.take());
    send(this.worker, pending);
  }

  /** Who runs it: the worker that is asked as well, unless the run was offered to another one. */
  private workerOf(run: PendingRun | null): WorkerLike | null {
    return run !== null && this.beginning?.state === "offered" ? this.beginning.worker : this.worker;
  }

  private adopt(worker: WorkerLike): WorkerLike {
    worker.onMessage((message) => this.receive(worker, message));
    worker.onError((error) => {
      if (this.worker === worker) this.crash(error);
      else if (this.beginning?.worker === worker) this.declined(false);
    });
    return worker;
  }

  /** Runs the beginning of a program ahead, up to where it was edited last. */
  private begin(request: RunRequest): void {
    if (this.editedAt === 0 || this.beginning !== null) return;
    const worker = this.adopt(this.pool.take());
    this.beginning = { worker, request, until: this.editedAt, state: "busy" };
    worker.postMessage({ type: "begin", until: this.editedAt, request });
  }

  /** The run goes on from the beginning, whose worker is the one that is asked from now on. */
  private accepted(worker: WorkerLike): void {
    const { worker: before } = this;
    this.beginning = null;
    this.worker = worker;
    if (before === null) return;
    this.retired.add(before);
    setTimeout(() => {
      this.retired.delete(before);
      before.terminate();
    }, RETIRED_AFTER);
  }

  /** The beginning is another one, or has ended: the run that was to go on from it is made as a whole. */
  private declined(waits: boolean): void {
    const { beginning, current } = this;
    if (beginning === null) return;
    const isAwaited = beginning.state !== "waits";
    if (waits) beginning.state = "waits";
    else this.dropBeginning();
    if (!isAwaited || current === null) return;
    if (this.stopTimer === undefined) this.startWhole(current);
    else this.finish({ state: { ...current.state, status: "stopped" }, stdout: "", stderr: "" });
  }

  private dropBeginning(): void {
    this.beginning?.worker.terminate();
    this.beginning = null;
  }

  private receive(worker: WorkerLike, message: unknown): void {
    if (!isWorkerToHost(message)) {
      this.options.log?.(`A message that is not understood came from the worker: ${JSON.stringify(message)}`);
      return;
    }
    switch (message.type) {
      case "ready":
        return;
      case "begun":
        if (this.beginning?.worker !== worker) return;
        if (message.waits && this.current !== null) this.offer(this.beginning, this.current);
        else this.declined(message.waits);
        return;
      case "offered":
        if (this.beginning?.worker !== worker || this.current?.run !== message.run) return;
        if (message.accepted) this.accepted(worker);
        else this.declined(message.waits);
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
    else if (
      current !== null &&
      finished.state.seconds + finished.state.kept >= LONG_RUN &&
      !CUT.has(finished.state.status)
    ) {
      this.begin(current.request);
    }
  }

  /** The backstop: no safepoint was reached in time. */
  private kill(run: PendingRun): void {
    this.stopTimer = undefined;
    if (this.current !== run) return;
    this.options.log?.("The run did not reach a safepoint in time; its worker was ended.");
    if (this.beginning?.state === "offered") this.dropBeginning();
    else this.dropWorker(new Error("The run was ended."));
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

function send(worker: WorkerLike, { run, request }: PendingRun): void {
  worker.postMessage({ type: "run", run, request });
}

/** A run that was still waiting for its turn. */
function passOver(run: PendingRun | null): void {
  run?.resolve({ state: { ...run.state, status: "stopped" }, stdout: "", stderr: "" });
}

/** Whether a program begins as the one whose beginning is run; that worker has the last word. */
function begins({ request: before, until }: Beginning, request: RunRequest): boolean {
  const rest = ({ sources, entry, ...others }: RunRequest): string =>
    JSON.stringify([others, entry, sources.filter(({ file }) => file !== entry)]);
  return textOf(request).startsWith(textOf(before).slice(0, until)) && rest(request) === rest(before);
}

/** The text of the program itself. */
function textOf({ entry, sources }: RunRequest): string {
  return sources.find(({ file }) => file === entry)?.text ?? "";
}

/** How far two texts are the same. */
function commonLength(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}

function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

function idleState(run: number, request: RunRequest): RunState {
  return {
    run,
    file: request.entry,
    status: "running",
    seconds: 0,
    kept: 0,
    ops: 0,
    statements: 0,
    nodes: 0,
    parameters: 0,
    outputs: 0,
    seed: request.seed,
    problems: [],
  };
}
