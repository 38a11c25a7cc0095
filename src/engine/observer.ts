// What the engine reports while it runs. The engine works the same without an observer.

import type { GradNode } from "./autograd/node";
import type { OpDeclaration } from "./ops/declare";
import type { Storage } from "./tensor/storage";
import type { Tensor } from "./tensor/tensor";

export interface EngineObserver {
  /**
   * An op ran: inputs and outputs are its tensor arguments and results in schema order (lists flattened). `rest` has its
   * other arguments, undefined in a tensor's place; null where all of them are tensors.
   */
  op(
    declaration: OpDeclaration,
    inputs: readonly Tensor[],
    outputs: readonly Tensor[],
    rest: readonly unknown[] | null,
  ): void;
  /** A node of the backward graph receives its summed gradients (one per output of the node; null where none came). */
  gradient(node: GradNode, gradients: readonly (Tensor | null)[]): void;
  /** A storage that somebody watches (`storage.watched`) is about to be written in place. */
  beforeWrite(storage: Storage): void;
}

let current: EngineObserver | null = null;
let muted = 0;

/** Installs the observer of this run (null for none); returns the one before. */
export function setObserver(observer: EngineObserver | null): EngineObserver | null {
  const before = current;
  current = observer;
  return before;
}

export function getObserver(): EngineObserver | null {
  return current;
}

/** The observer that ops report to: null while a formula of backward runs, whose ops are the engine's own. */
export function opObserver(): EngineObserver | null {
  return muted === 0 ? current : null;
}

/** Ops between muteOps and unmuteOps are not reported. Calls nest. */
export function muteOps(): void {
  muted++;
}

export function unmuteOps(): void {
  muted--;
}
