// Workers ahead of need: one that is warm for whoever needs one next.

import type { HostToWorker } from "../protocol/messages";

/** A worker of either kind: worker_threads on the desktop, a Web Worker in the browser. */
export interface WorkerLike {
  postMessage(message: HostToWorker): void;
  onMessage(listener: (message: unknown) => void): void;
  onError(listener: (error: Error) => void): void;
  terminate(): void;
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
