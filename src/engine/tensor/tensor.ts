// A tensor: a strided window on a storage, and its place in the autograd graph. Follows c10::TensorImpl and
// torch/csrc/autograd/variable.h. It computes nothing: ops are in ../ops, loops in ../kernels.

import type { GradNode } from "../autograd/node";
import { noteComplex } from "./complex";
import type { DType } from "./dtype";
import { isContiguous } from "./shape";
import type { Storage } from "./storage";

/** Called with a tensor's gradient when it is complete; may return another (torch.Tensor.register_hook). */
export type TensorHook = (gradient: Tensor) => Tensor | null;

/** How a view was made from its base, so that an in-place write to either can rewrite the graph (autograd/views.ts). */
export interface ViewInfo {
  readonly base: Tensor;
  /** Makes the view's node anew when the base was written since. */
  refresh(view: Tensor): void;
}

export class Tensor {
  /** The gradient, on leaves (and where retain_grad asked for it). */
  grad: Tensor | null = null;
  /** Which output of gradFn this is. */
  outputNr = 0;
  /** On leaves: asked for by the user. `requiresGrad` below is what PyTorch reports. */
  leafRequiresGrad = false;
  /** AccumulateGrad of a leaf, made on first use and kept so that its identity is stable. */
  gradAccumulator: GradNode | null = null;
  retainsGrad = false;
  hooks: TensorHook[] | null = null;
  view: ViewInfo | null = null;
  /** A Python number that became a 0-d tensor: it takes part in type promotion by its category only. */
  isWrappedNumber = false;
  /** The elements are the conjugates of what the memory holds (Tensor.conj is a view). */
  isConj = false;
  /** The elements are the negatives of what the memory holds (the imaginary part of a conjugate view). */
  isNeg = false;
  /** Made in inference mode. */
  isInference = false;
  /** nn.Parameter: prints as one, is found by Module. */
  isParameter = false;
  /** What the embedding language hangs on a tensor (its class, user attributes); the engine never reads it. */
  host: unknown = null;
  /** Set by an observer to find its own record again, and the version at which it was recorded. */
  observerId = -1;
  observerVersion = -1;

  private node: GradNode | null = null;

  constructor(
    public storage: Storage,
    public dtype: DType,
    public shape: readonly number[],
    public strides: readonly number[],
    public offset: number,
  ) {
    if (dtype.isComplex) noteComplex();
  }

  /** The node that made this tensor; null for a leaf. */
  get gradFn(): GradNode | null {
    if (this.view !== null) this.view.refresh(this);
    return this.node;
  }

  set gradFn(node: GradNode | null) {
    this.node = node;
  }

  get requiresGrad(): boolean {
    if (this.leafRequiresGrad || this.gradFn !== null) return true;
    // A view made while recording was off has no history of its own, but stands for its base.
    return this.dtype.isDifferentiable && (this.view?.base.requiresGrad ?? false);
  }

  get isLeaf(): boolean {
    return this.gradFn === null;
  }

  get dim(): number {
    return this.shape.length;
  }

  get numel(): number {
    const { shape } = this;
    let n = 1;
    for (let i = 0; i < shape.length; i++) n *= shape[i] ?? 1;
    return n;
  }

  get isContiguous(): boolean {
    return isContiguous(this.shape, this.strides);
  }

  get version(): number {
    return this.storage.version;
  }
}
