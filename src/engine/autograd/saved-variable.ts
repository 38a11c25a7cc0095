// A tensor kept for backward, and hooks that may keep something else in its place. Follows
// torch/csrc/autograd/saved_variable.cpp and torch/autograd/graph.py.

import { runtimeError } from "../errors";
import { withoutHistory } from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { isAnomalyEnabled } from "./anomaly";
import { gradientEdge } from "./edges";
import { withoutGrad } from "./grad-mode";
import type { GradNode, SavedTensor } from "./node";

export const freedMessage =
  "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.";

/** What is kept in a saved tensor's place, and how the tensor comes back. */
export interface SavedTensorHooks {
  pack(tensor: Tensor): unknown;
  unpack(packed: unknown): Tensor;
}

const defaultHooks: SavedTensorHooks[] = [];
let disabledMessage: string | null = null;

/** torch.autograd.graph.saved_tensors_hooks: only the innermost pair counts. */
export function pushSavedTensorHooks(hooks: SavedTensorHooks): void {
  if (disabledMessage !== null) throw runtimeError(disabledMessage);
  defaultHooks.push(hooks);
}

export function popSavedTensorHooks(): void {
  defaultHooks.pop();
}

/** Null: they are allowed. Else what pushing a pair says. Returns what it was, to restore. */
export function disableSavedTensorHooks(message: string | null): string | null {
  const before = disabledMessage;
  if (message !== null && defaultHooks.length > 0) throw runtimeError(message);
  disabledMessage = message;
  return before;
}

/** As every run starts. */
export function resetSavedTensorHooks(): void {
  defaultHooks.length = 0;
  disabledMessage = null;
}

export class SavedVariable implements SavedTensor {
  /** Null where hooks keep something else. */
  tensor: Tensor | null;
  readonly expectedVersion: number;
  private hooks: SavedTensorHooks | null = null;
  private packed: unknown = null;
  private readonly wasLeaf: boolean;
  private readonly leafRequiresGrad: boolean;
  private readonly outputNr: number;
  private readonly accumulator: GradNode | null;
  private readonly gradFn: GradNode | null;

  /** `maker` is the node itself where `tensor` is one of its results. */
  constructor(
    tensor: Tensor,
    private readonly maker: GradNode | null,
  ) {
    if (tensor.isInference) {
      throw runtimeError(
        "Inference tensors cannot be saved for backward. To work around you can make a clone to get a normal tensor and use it in autograd.",
      );
    }
    this.tensor = tensor;
    this.expectedVersion = tensor.storage.version;
    this.gradFn = tensor.gradFn;
    this.outputNr = tensor.outputNr;
    this.wasLeaf = this.gradFn === null && maker === null;
    this.leafRequiresGrad = tensor.leafRequiresGrad;
    this.accumulator = tensor.leafRequiresGrad ? (gradientEdge(tensor)?.node ?? null) : null;
    const hooks = defaultHooks.at(-1);
    if (hooks !== undefined) this.pack(hooks, tensor);
  }

  get isOutput(): boolean {
    return this.maker !== null;
  }

  /** Hooks keep something in its place. */
  get isPacked(): boolean {
    return this.hooks !== null;
  }

  /** register_hooks on one saved tensor. */
  registerHooks(hooks: SavedTensorHooks): void {
    const { tensor } = this;
    if (this.hooks !== null || tensor === null) {
      throw runtimeError(
        "Calling register_hooks on a saved tensor whose hooks have already been set. Hint: only one pair of hooks is allowed at a time.",
      );
    }
    this.pack(hooks, withoutHistory(tensor));
  }

  private pack(hooks: SavedTensorHooks, tensor: Tensor): void {
    this.hooks = hooks;
    const { version } = tensor;
    this.packed = withoutGrad(() => hooks.pack(tensor));
    if (tensor.version !== version) {
      throw runtimeError(
        "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook can not be modified by in-place operations as this can lead to unexpected side-effects. Please open an issue if you need to perform in-place operations on the input to a pack hook.",
      );
    }
    this.tensor = null;
  }

  /** Refuses a tensor that was written since. */
  check(): void {
    const { tensor } = this;
    if (tensor === null || tensor.storage.version === this.expectedVersion) return;
    throw this.modified(tensor);
  }

  /** The tensor as it was saved, with the history that it had. */
  unpack(): Tensor {
    const { hooks, tensor } = this;
    if (hooks !== null) return this.withHistory(hooks.unpack(this.packed));
    if (tensor === null) throw runtimeError(freedMessage);
    this.check();
    // An output that has since lost or changed its history is still this node's.
    return this.maker !== null && this.gradFn !== null && tensor.gradFn !== this.gradFn
      ? this.withHistory(tensor)
      : tensor;
  }

  /** As Python sees it: an output is another object than the op's result, on the same memory. */
  unpackForProgram(): Tensor {
    const tensor = this.unpack();
    return tensor === this.tensor && this.gradFn !== null && this.isOutput ? this.withHistory(tensor) : tensor;
  }

  private withHistory(data: Tensor): Tensor {
    const made = withoutHistory(data);
    if (this.wasLeaf) {
      made.leafRequiresGrad = this.leafRequiresGrad;
      made.gradAccumulator = this.accumulator;
    } else {
      made.gradFn = this.gradFn;
      made.outputNr = this.outputNr;
    }
    return made;
  }

  private modified(tensor: Tensor): Error {
    const node = this.maker === null ? tensor.gradFn : this.gradFn;
    const what = `[${tensor.dtype.variableTypeName} ${formatShape(tensor.shape)}]`;
    // PyTorch keeps the number only of what is an output of the node that saves it.
    const name = node?.name === "CopySlices" ? "torch::autograd::CopySlices" : node?.name;
    const where = node === null ? "" : `, which is output ${this.isOutput ? this.outputNr : 0} of ${name},`;
    const hint = isAnomalyEnabled()
      ? "the backtrace further above shows the operation that failed to compute its gradient. The variable in question was changed in there or anywhere later. Good luck!"
      : "enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True).";
    return runtimeError(
      `one of the variables needed for gradient computation has been modified by an inplace operation: ${what}${where} is at version ${tensor.version}; expected version ${this.expectedVersion} instead. Hint: ${hint}`,
    );
  }
}
