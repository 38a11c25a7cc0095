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

/**
 * What a spare worker runs while it waits, so that the first program finds the library loaded and V8 has compiled what
 * most programs use. A program that comes meanwhile stops it.
 */
const REHEARSAL = `import torch
import torch.nn as nn
import torch.nn.functional as F

model = nn.Sequential(nn.Linear(2, 3), nn.Sigmoid(), nn.Linear(3, 2))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(3):
    loss = F.cross_entropy(model(torch.randn(4, 2)), torch.tensor([0, 1, 1, 0]))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{step}: {loss.item():.4f}", loss)
`;

/** The run of no document: runners count theirs from 1. */
const NO_RUN = 0;

/** Keeps one warm worker for all runners, so that replacing one never waits for a start. */
export class WorkerPool {
  private spare: WorkerLike | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;

  constructor(private readonly createWorker: () => WorkerLike) {}

  /** Has a worker ready soon, ahead of need: not at once, when whatever asks for it has work of its own. */
  prepare(): void {
    if (this.disposed) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.spare ??= this.rehearsed();
    }, SPARE_AFTER);
  }

  take(): WorkerLike {
    const worker = this.spare ?? this.createWorker();
    this.spare = null;
    this.prepare();
    return worker;
  }

  private rehearsed(): WorkerLike {
    const worker = this.createWorker();
    const sources = [{ file: "rehearsal.nnspec", text: REHEARSAL }];
    const request = { entry: "rehearsal.nnspec", sources, seed: 0, limits: { seconds: 1, bytes: 2 ** 28 } };
    worker.postMessage({ type: "run", run: NO_RUN, request });
    return worker;
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.spare?.terminate();
    this.spare = null;
  }
}
