// Nodes of the backward graph. Follows torch/csrc/autograd/function.h: a node has a sequence number, edges to the
// nodes that made its inputs, metadata of its outputs, saved values and hooks. The walk is in backward.ts.

import type { DType } from "../tensor/dtype";
import type { Tensor } from "../tensor/tensor";

/** Where a gradient goes: the node that made an input, and which of that node's outputs the input was. */
export interface Edge {
  readonly node: GradNode;
  readonly inputNr: number;
}

/** Shape and dtype of one forward output of a node; its gradient must have the same. */
export interface OutputMetadata {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/**
 * A value kept for backward. `isOutput` marks the node's own result. `expectedVersion` is compared when it is
 * unpacked: an in-place write in between is PyTorch's error.
 */
export interface SavedTensor {
  /** Null where hooks keep something else in its place. */
  readonly tensor: Tensor | null;
  readonly expectedVersion: number;
  readonly isOutput: boolean;
}

/**
 * What a node saved, by PyTorch's own attribute names (`self`, `result`, `dim`, …). Lists of tensors are arrays.
 * A `Scalar` keeps its kind: a number is a Python float, a bigint an int; an `int` argument is a number too, and
 * the op's schema tells it from a float.
 */
export type SavedValue =
  | SavedTensor
  | readonly (SavedTensor | null)[]
  | number
  | bigint
  | boolean
  | string
  | null
  | readonly (number | null)[]
  | DType;

export type SavedValues = ReadonlyMap<string, SavedValue>;

/** What a node had saved when it was asked for, which outlives the node's own release. */
export interface KeptValues {
  readonly values: SavedValues | null;
}

/** Called with the node's output gradients before it runs; may return replacements. */
export type NodePreHook = (gradients: (Tensor | null)[]) => (Tensor | null)[] | null;
/** Called after a node ran, with the gradients of its inputs and of its outputs; may return other input gradients. */
export type NodePostHook = (
  inputGradients: (Tensor | null)[],
  outputGradients: readonly (Tensor | null)[],
) => (Tensor | null)[] | null;

let nextSequenceNr = 0;

/** The next node's place in the order in which ops ran. */
export function takeSequenceNr(): number {
  return nextSequenceNr++;
}

export abstract class GradNode {
  /** PyTorch's name: "SoftmaxBackward0", "AccumulateGrad". */
  abstract readonly name: string;
  /** Counts up per node made; backward runs the highest first. AccumulateGrad has the highest there is. */
  abstract readonly sequenceNr: number;
  /** One per differentiable input of the op, in schema order; null where no gradient goes. */
  abstract readonly nextEdges: readonly (Edge | null)[];
  /** One per output of the op. */
  abstract readonly outputs: readonly OutputMetadata[];
  /** Null once freed by a backward without retain_graph. */
  abstract readonly saved: SavedValues | null;

  /** Hooks on the node and on its output tensors, in the order they were set; null until one is. */
  preHooks: PreHookEntry[] | null = null;
  postHooks: NodePostHook[] | null = null;
  /** Set by an observer to find its own record again; the engine never reads it. */
  observerId = -1;

  /** What is saved now, for whoever looks after it was released. */
  keepSaved(): KeptValues {
    return { values: this.saved };
  }

  /** The backward is written by the program: the ops in it are reported like those of the forward. */
  get isProgram(): boolean {
    return false;
  }

  /** Gives gradients of inputs of which nobody wants one too: a function of the program's, an op of a list of tensors. */
  get givesAll(): boolean {
    return this.isProgram;
  }

  /** Gradients of the inputs (parallel to nextEdges) from the gradients of the outputs. */
  abstract apply(gradients: readonly (Tensor | null)[]): (Tensor | null)[];
  /** Lets go of what was saved. */
  abstract release(): void;
}

/** What runs before a node: a hook of its own, a tensor's hooks, or what fills `.grad` for retain_grad. */
export type PreHookEntry =
  | { readonly kind: "node"; readonly run: NodePreHook }
  | {
      readonly kind: "tensor" | "retain";
      readonly outputNr: number;
      readonly run: (gradient: Tensor) => Tensor | null;
    };
