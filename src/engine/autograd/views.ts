// Views and in-place writes. A view remembers its base, the tensor that owns the memory; a write to either changes
// the other, so the base's history becomes CopySlices and a view's node is made anew when it is next asked for.
// Follows torch/csrc/autograd/{variable.cpp,VariableTypeUtils.h} and functions/tensor.cpp.

import { runtimeError, UnsupportedError } from "../errors";
import type { Tensor, ViewInfo } from "../tensor/tensor";
import { gradientEdge } from "./edges";
import { isGradEnabled } from "./grad-mode";
import { type Edge, GradNode, type OutputMetadata, type SavedValues, takeSequenceNr } from "./node";
import { requiredOps } from "./required-ops";

/** Strides alone do not lead from a complex base to a view of its parts. */
const lostView = "a gradient through a real view of a complex tensor that was written in place";

/** How a view came to be; some ways forbid in-place writes that need a gradient. */
export type ViewCreation = "default" | "noGrad" | "multiOutput" | "customFunction";

class DifferentiableView implements ViewInfo {
  private version: number;
  private refreshing = false;

  constructor(
    readonly base: Tensor,
    view: Tensor,
    public creation: ViewCreation,
  ) {
    this.version = view.storage.version;
  }

  refresh(view: Tensor): void {
    const current = view.storage.version;
    if (this.version === current || this.refreshing) return;
    this.refreshing = true;
    try {
      if (view.gradFn !== null || this.base.requiresGrad) {
        if (this.base.gradFn !== null || this.base.leafRequiresGrad) {
          if (view.dtype !== this.base.dtype) throw new UnsupportedError(lostView);
          view.gradFn = requiredOps().asStridedNode(this.base, view);
          view.outputNr = 0;
        }
      }
      this.version = current;
    } finally {
      this.refreshing = false;
    }
  }

  /** The view's node was just set for the memory as it is now. */
  settle(view: Tensor): void {
    this.version = view.storage.version;
  }
}

/** Marks `view` as a window on the memory of `source` (or of what source itself is a view of). */
export function markView(view: Tensor, source: Tensor, multiOutput: boolean): void {
  const base = source.view?.base ?? source;
  const inherited = source.view instanceof DifferentiableView ? source.view.creation : "default";
  const creation = !isGradEnabled() ? "noGrad" : multiOutput ? "multiOutput" : inherited;
  view.view = new DifferentiableView(base, view, creation);
}

/** Changes what may be written through a view; a tensor that is none stays as it is. */
export function setViewCreation(t: Tensor, creation: ViewCreation): void {
  if (t.view instanceof DifferentiableView) t.view.creation = creation;
}

/** The node of a view was set by hand: what was written so far does not make it anew. */
export function settleView(t: Tensor): void {
  if (t.view instanceof DifferentiableView) t.view.settle(t);
}

/** Refuses an in-place write that would change history that cannot be rewritten. `needsGrad`: of any operand. */
export function checkInPlace(target: Tensor, needsGrad: boolean): void {
  if (!needsGrad || !isGradEnabled()) return;
  const { view } = target;
  if (view instanceof DifferentiableView) {
    if (view.creation !== "default") throw runtimeError(viewMessage(target, view.creation));
    if (target.requiresGrad && view.base.isLeaf) {
      throw runtimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.");
    }
  }
  if (target.requiresGrad && target.isLeaf) {
    throw runtimeError("a leaf Variable that requires grad is being used in an in-place operation.");
  }
}

function viewMessage(target: Tensor, creation: Exclude<ViewCreation, "default">): string {
  const node = target.gradFn;
  const prefix =
    node === null
      ? "A view was created in no_grad mode and is being modified inplace with grad mode enabled."
      : `Output ${target.outputNr} of ${node.name} is a view and is being modified inplace.`;
  return `${prefix} ${whyForbidden[creation]}`;
}

const whyForbidden: Readonly<Record<Exclude<ViewCreation, "default">, string>> = {
  multiOutput:
    "This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.",
  noGrad:
    "Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).",
  customFunction:
    "This view was created inside a custom Function (or because an input was returned as-is) and the autograd logic to handle view+inplace would override the custom backward associated with the custom Function, leading to incorrect gradients. This behavior is forbidden. You can fix this by cloning the output of the custom Function.",
};

/** Gives a tensor that was just written in place its new history: `node` made what it now holds. */
export function rebaseHistory(target: Tensor, node: GradNode, outputNr = 0): void {
  const { view } = target;
  if (!(view instanceof DifferentiableView)) {
    target.gradFn = node;
    target.outputNr = outputNr;
    return;
  }
  const { base } = view;
  if (target.dtype !== base.dtype) throw new UnsupportedError(lostView);
  base.gradFn = new CopySlices(base, target, node);
  base.outputNr = 0;
  target.gradFn = requiredOps().asStridedNode(base, target);
  target.outputNr = 0;
  view.settle(target);
}

/** The history of a base of which a view was written: the gradient flows past the window, and through the op in it. */
class CopySlices extends GradNode {
  override readonly name = "CopySlices";
  override readonly sequenceNr = takeSequenceNr();
  override readonly nextEdges: readonly (Edge | null)[];
  override readonly outputs: readonly OutputMetadata[];
  private readonly window: { shape: readonly number[]; strides: readonly number[]; offset: number };
  private readonly baseLayout: { strides: readonly number[]; offset: number };

  constructor(
    base: Tensor,
    view: Tensor,
    private readonly inner: GradNode,
  ) {
    super();
    this.nextEdges = [gradientEdge(base), ...inner.nextEdges.slice(1)];
    this.outputs = [{ shape: base.shape, dtype: base.dtype }];
    this.window = { shape: view.shape, strides: view.strides, offset: view.offset };
    this.baseLayout = { strides: base.strides, offset: base.offset };
  }

  override get saved(): SavedValues | null {
    return this.inner.saved;
  }

  override apply(gradients: readonly (Tensor | null)[]): (Tensor | null)[] {
    const gradient = gradients[0] ?? null;
    if (gradient === null) return this.nextEdges.map(() => null);
    const ops = requiredOps();
    const { shape, strides, offset } = this.window;
    const whole = ops.cloneAs(gradient, this.baseLayout.strides);
    const slice = ops.asStrided(whole, shape, strides, offset - this.baseLayout.offset);
    const inner = this.inner.apply([ops.clone(slice)]);
    const results = inner.map((g, i) => (i === 0 ? null : g));
    if (this.nextEdges[0] !== null) {
      const first = inner[0] ?? null;
      if (first === null) ops.fillZero(slice);
      else ops.copyInPlace(slice, ops.reduceTo(first, slice));
      results[0] = whole;
    }
    return results;
  }

  override release(): void {
    this.inner.release();
  }
}
