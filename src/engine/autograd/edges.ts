// How a tensor is attached to the graph: its gradient edge, and AccumulateGrad, the node that fills a leaf's .grad.
// Follows torch/csrc/autograd/functions/accumulate_grad.{h,cpp} and variable.cpp.

import { isNonOverlappingAndDense } from "../tensor/layout";
import { withoutHistory } from "../tensor/raw";
import { contiguousStrides, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { isGradEnabled } from "./grad-mode";
import { type Edge, GradNode, type OutputMetadata, type SavedValues } from "./node";
import { requiredOps } from "./required-ops";

const noEdges: readonly (Edge | null)[] = [];
const noValues: SavedValues = new Map();

/** The graph's end at a leaf: adds what arrives to the leaf's .grad. */
export class AccumulateGrad extends GradNode {
  override readonly name = "AccumulateGrad";
  override readonly sequenceNr = Number.POSITIVE_INFINITY;
  override readonly nextEdges = noEdges;
  override readonly saved = noValues;
  override readonly outputs: readonly OutputMetadata[];

  constructor(readonly variable: Tensor) {
    super();
    this.outputs = [variable];
  }

  override apply(gradients: readonly (Tensor | null)[]): (Tensor | null)[] {
    const gradient = gradients[0] ?? null;
    if (gradient !== null) this.add(gradient, false);
    return [];
  }

  /** `owned`: nobody else refers to `gradient`, so it may become .grad itself instead of a copy. */
  add(gradient: Tensor, owned: boolean): void {
    const { variable } = this;
    const before = variable.grad;
    if (before === null) {
      const strides = isNonOverlappingAndDense(variable.shape, variable.strides)
        ? variable.strides
        : contiguousStrides(variable.shape);
      if (owned && !isGradEnabled() && sameShape(gradient.strides, strides)) variable.grad = detached(gradient);
      else variable.grad = requiredOps().cloneAs(gradient, strides);
    } else if (isGradEnabled()) variable.grad = requiredOps().add(before, gradient);
    else requiredOps().addInPlace(before, gradient);
  }

  override release(): void {}
}

/** A tensor nobody else has seen needs no copy to be without history. */
function detached(t: Tensor): Tensor {
  return t.gradFn === null && t.view === null ? t : withoutHistory(t);
}

/** Where a gradient of `t` goes; null where t needs none. */
export function gradientEdge(t: Tensor): Edge | null {
  const node = t.gradFn;
  if (node !== null) return { node, inputNr: t.outputNr };
  return t.leafRequiresGrad ? { node: gradAccumulator(t), inputNr: 0 } : null;
}

function gradAccumulator(t: Tensor): GradNode {
  t.gradAccumulator ??= new AccumulateGrad(t);
  return t.gradAccumulator;
}
