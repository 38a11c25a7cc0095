// What the engine reports while it runs. The engine works the same without an observer.

import type { GradNode } from "./autograd/node";
import type { OpDeclaration } from "./ops/declare";
import type { Storage } from "./tensor/storage";
import type { Tensor } from "./tensor/tensor";

export interface EngineObserver {
  /** An op ran: inputs and outputs are its tensor arguments and results in schema order (lists flattened). */
  op(declaration: OpDeclaration, inputs: readonly Tensor[], outputs: readonly Tensor[]): void;
  /** A node of the backward graph receives its summed gradients (one per output of the node; null where none came). */
  gradient(node: GradNode, gradients: readonly (Tensor | null)[]): void;
  /** A storage that somebody watches (`storage.watched`) is about to be written in place. */
  beforeWrite(storage: Storage): void;
}
