// The records of a trace, as queries read them: tensor values, ops, frames (rows of ./tables), and backward nodes with
// the gradients that reached them. Plain data.

import type { GradNode, KeptValues } from "../engine/autograd/node";
import type { OpDeclaration } from "../engine/ops/declare";
import type { DType } from "../engine/tensor/dtype";
import type { Tensor } from "../engine/tensor/tensor";

export const REQUIRES_GRAD = 1;
export const IS_LEAF = 2;
export const IS_PARAMETER = 4;
/** What the memory holds is the conjugate, or the negative, of the value. */
export const IS_CONJUGATE = 8;
export const IS_NEGATIVE = 16;

/** One state of one tensor. */
export interface ValueRecord {
  readonly id: number;
  /** Null once let go: nothing then keeps the program's tensor alive. */
  readonly tensor: Tensor | null;
  readonly version: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly dtype: DType;
  /** Follows what changes without a new version: requires_grad_(). */
  readonly flags: number;
  readonly gradFn: GradNode | null;
  readonly gradFnName: string | null;
  readonly outputNr: number;
  /** The id of the bytes under it. */
  readonly bytes: number;
  /** The event during which it was first seen. */
  readonly event: number;
  /** The same tensor's value before it was written in place; -1 for the first. */
  readonly previous: number;
}

export interface OpRecord {
  readonly id: number;
  readonly declaration: OpDeclaration;
  /** Arguments that are no tensors, undefined in a tensor's place; null where all are tensors. */
  readonly rest: readonly unknown[] | null;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly event: number;
  readonly span: number;
  readonly frame: number;
  readonly visit: number;
}

/** A gradient that reached an output of a node in one backward. */
export class GradientRecord {
  constructor(
    readonly outputNr: number,
    readonly value: number,
    readonly event: number,
    readonly byDebugger: boolean,
    public previous: GradientRecord | null,
  ) {}
}

export class NodeRecord {
  /** Newest first. */
  gradients: GradientRecord | null = null;
  /** What the node had saved when its gradient came: backward frees the node's own reference. */
  saved: KeptValues | null = null;

  constructor(
    readonly id: number,
    public node: GradNode | null,
    readonly name: string,
    /** The op that made it and its first output; -1 where unknown (AccumulateGrad). */
    readonly op: number,
    readonly value: number,
  ) {}
}

export interface RaiseRecord {
  readonly span: number;
  readonly type: string;
  readonly message: string;
  readonly event: number;
}

export interface FrameRecord {
  readonly id: number;
  readonly parent: number;
  /** The function's own span; -1 for the outermost. */
  readonly functionSpan: number;
  /** The nearest span of the program that led here: the call itself, or the program's call into the library. */
  readonly callSpan: number;
  readonly self: unknown;
  readonly event: number;
}
