// The few ops that the backward walk itself needs. They are declared in ../ops, which imports this folder, so they
// are handed over when that folder is loaded.

import type { Tensor } from "../tensor/tensor";
import type { GradNode } from "./node";

export interface RequiredOps {
  add(a: Tensor, b: Tensor): Tensor;
  addInPlace(a: Tensor, b: Tensor): Tensor;
  /** A copy of `gradient` laid out with `strides`. */
  cloneAs(gradient: Tensor, strides: readonly number[]): Tensor;
  /** `gradient` summed and cast to the shape and dtype of what it is the gradient of. */
  reduceTo(gradient: Tensor, like: { readonly shape: readonly number[]; readonly dtype: Tensor["dtype"] }): Tensor;
  /** ones_like, for the implicit gradient of a scalar. */
  onesLike(t: Tensor): Tensor;
  /** A node AsStridedBackward0 by which `view` comes from `base`. */
  asStridedNode(base: Tensor, view: Tensor): GradNode;
  /** A window of `shape`, `strides`, `offset` on the memory of `t`, recorded. */
  asStrided(t: Tensor, shape: readonly number[], strides: readonly number[], offset: number): Tensor;
  clone(t: Tensor): Tensor;
  fillZero(t: Tensor): Tensor;
  /** The real part of a complex gradient. */
  real(t: Tensor): Tensor;
  copyInPlace(into: Tensor, from: Tensor): Tensor;
}

let ops: RequiredOps | null = null;

export function setRequiredOps(value: RequiredOps): void {
  ops = value;
}

export function requiredOps(): RequiredOps {
  if (ops === null) throw new Error("the engine's ops are not loaded");
  return ops;
}
