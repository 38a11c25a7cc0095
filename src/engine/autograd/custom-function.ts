// The results of a program's own autograd.Function become outputs of its node, inputs it wrote get its history.
// Follows torch/csrc/autograd/custom_function.cpp.

import { runtimeError } from "../errors";
import { float32 } from "../tensor/dtype";
import { withoutHistory } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { gradientEdge } from "./edges";
import { withoutGrad } from "./grad-mode";
import { type Edge, GradNode, type OutputMetadata, type SavedValues, takeSequenceNr } from "./node";
import { markView, rebaseHistory, settleView, setViewCreation } from "./views";

export interface Wrapping {
  readonly inputs: readonly Tensor[];
  /** Written by forward, as it told. */
  readonly dirty: readonly Tensor[];
  readonly nonDifferentiable: readonly Tensor[];
  /** Null where nothing is recorded. */
  readonly node: GradNode | null;
  /** Something was marked dirty that is no input. */
  readonly warn: (message: string) => void;
}

/** What forward returned, tensors in their places; the answer has the tensors that the program gets. */
export function wrapOutputs(outputs: readonly (Tensor | null)[], wrapping: Wrapping): (Tensor | null)[] {
  const { dirty, node, nonDifferentiable } = wrapping;
  const seen = new Set(outputs);
  let differentiable = 0;
  const wrapped = outputs.map((output, i) => {
    if (output === null) return null;
    const isDifferentiable = node !== null && !nonDifferentiable.includes(output) && output.dtype.isDifferentiable;
    const result = attach(output, i, isDifferentiable, outputs.length, wrapping);
    const isInput = wrapping.inputs.includes(output);
    if (!(isInput && dirty.includes(output))) setViewCreation(result, "customFunction");
    if (isDifferentiable) differentiable++;
    return result;
  });
  if (differentiable > 1) for (const each of wrapped) if (each !== null) setViewCreation(each, "multiOutput");
  if (dirty.some((each) => !seen.has(each))) {
    throw runtimeError(
      "Some elements marked as dirty during the forward method were not returned as output. The inputs that are modified inplace must all be outputs of the Function.",
    );
  }
  return wrapped;
}

function attach(
  output: Tensor,
  outputNr: number,
  isDifferentiable: boolean,
  count: number,
  wrapping: Wrapping,
): Tensor {
  const { inputs, dirty, node, warn } = wrapping;
  const isInput = inputs.includes(output);
  if (!isDifferentiable || node === null) {
    if (!output.requiresGrad) return output;
    if (isInput) return withoutHistory(output);
    if (output.view === null) {
      output.gradFn = null;
      output.leafRequiresGrad = false;
    }
    return output;
  }
  if (dirty.includes(output)) {
    if (output.isLeaf && output.requiresGrad) {
      throw runtimeError("a leaf Variable that requires grad has been used in an in-place operation.");
    }
    if (!isInput) {
      warn(
        "Only input Tensors should be given to ctx.mark_dirty(). If a Tensor is not an input, there is no need to pass it to mark_dirty().",
      );
    }
    if (output.view !== null && count > 1) {
      throw runtimeError(
        "If your Function modifies inplace an input that is a view of another Tensor, your Function cannot return more than one Tensor. This is not supported by the current autograd engine. You should either make sure the input is not a view (using .clone() for example) or make your Function only return one Tensor (potentially splitting it into two Functions: one doing the inplace that returns a single Tensor and a second one that does the other operations). You can ask on the forum https://discuss.pytorch.org/ if you need help to do this change.",
      );
    }
    output.grad = null;
    rebaseHistory(output, node, outputNr);
    return output;
  }
  // An input that forward gave back is a view of it, so that the input keeps its own history.
  const result = isInput ? viewOf(output) : output;
  result.gradFn = node;
  result.outputNr = outputNr;
  settleView(result);
  return result;
}

function viewOf(t: Tensor): Tensor {
  const view = withoutHistory(t);
  withoutGrad(() => markView(view, t, false));
  return view;
}

/** A node that no op has, between tensors and the same tensors. */
abstract class IdentityNode extends GradNode {
  override readonly sequenceNr = takeSequenceNr();
  override readonly nextEdges: readonly (Edge | null)[];
  override readonly outputs: readonly OutputMetadata[];
  override readonly saved: SavedValues = new Map();

  constructor(inputs: readonly (Tensor | null)[]) {
    super();
    this.nextEdges = inputs.map((input) => (input === null ? null : gradientEdge(input)));
    this.outputs = inputs.map((input) => ({ shape: input?.shape ?? [], dtype: input?.dtype ?? float32 }));
  }

  override release(): void {}
}

/** Refuses to be differentiated again (torch::autograd::Error). */
class ErrorNode extends IdentityNode {
  override readonly name = "Error";

  constructor(
    private readonly message: string,
    inputs: readonly (Tensor | null)[],
  ) {
    super(inputs);
  }

  override apply(): never {
    throw runtimeError(this.message);
  }
}

/** Lets no gradient through, not even zeros. */
class UndefinedGradNode extends IdentityNode {
  override readonly name = "UndefinedGradBackward";

  override apply(): (Tensor | null)[] {
    return this.nextEdges.map(() => null);
  }
}

/** The same tensors, whose gradient is an error that says `message`. */
export function delayedError(message: string, tensors: readonly (Tensor | null)[]): (Tensor | null)[] {
  const sources = tensors.map((tensor) => {
    const source = tensor === null ? null : withoutHistory(tensor);
    if (source !== null) source.leafRequiresGrad = true;
    return source;
  });
  const node = new ErrorNode(message, sources);
  return sources.map((source, i) => (source === null ? null : outputOf(node, source, i)));
}

/** The same tensor, whose gradient does not come. */
export function undefinedGrad(tensor: Tensor): Tensor {
  return outputOf(new UndefinedGradNode([tensor]), tensor, 0);
}

function outputOf(node: GradNode, source: Tensor, outputNr: number): Tensor {
  const result = withoutHistory(source);
  result.gradFn = node;
  result.outputNr = outputNr;
  return result;
}
