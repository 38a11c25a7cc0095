// torch.autograd.Function from within: the node of a Function is also the context that forward and backward get.
// Follows torch/csrc/autograd/python_function.cpp and torch/autograd/function.py.

import { rememberOrigin } from "../../../engine/autograd/anomaly";
import { delayedError, undefinedGrad, wrapOutputs } from "../../../engine/autograd/custom-function";
import { gradientEdge } from "../../../engine/autograd/edges";
import { isGradEnabled, withoutGrad } from "../../../engine/autograd/grad-mode";
import { type Edge, GradNode, type OutputMetadata, takeSequenceNr } from "../../../engine/autograd/node";
import { freedMessage, SavedVariable } from "../../../engine/autograd/saved-variable";
import { float32 } from "../../../engine/tensor/dtype";
import { filled } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { getAttribute } from "../../runtime/attributes";
import { call } from "../../runtime/call";
import { runtimeError, typeError } from "../../runtime/errors";
import { PyGetSet } from "../../runtime/function";
import { builtinClass, PyClass, type Value } from "../../runtime/object";
import { truth } from "../../runtime/operators";
import { typeName } from "../../runtime/types";
import { PyDict, PyTuple, registerHostType } from "../../runtime/value";
import { nativeFunction, nativeMethod } from "./native";
import { nodeType } from "./nodes";

/** What every Function's context is an instance of. */
export const contextType = builtinClass("FunctionCtx", nodeType);
contextType.module = "torch.autograd.function";
contextType.hasDict = true;

const contextClasses = new WeakMap<PyClass, PyClass>();

/** The class NAMEBackward of a Function's contexts. */
function contextClass(owner: PyClass): PyClass {
  const known = contextClasses.get(owner);
  if (known !== undefined) return known;
  const cls = builtinClass(`${owner.name}Backward`, contextType);
  cls.module = contextType.module;
  cls.hasDict = true;
  cls.setMember("_forward_cls", owner);
  contextClasses.set(owner, cls);
  return cls;
}

class FunctionNode extends GradNode {
  override readonly sequenceNr = takeSequenceNr();
  override readonly saved = new Map<string, never>();
  override outputs: OutputMetadata[] = [];
  override readonly nextEdges: readonly (Edge | null)[];
  readonly needsInputGrad: PyTuple;
  readonly isTensorInput: readonly boolean[];
  /** By result: false for what is no tensor, whose gradient is None. */
  isTensorOutput: boolean[] = [];
  readonly attributes = new PyDict();
  toSave: Value = null;
  dirty: Value = null;
  nonDifferentiable: Value = null;
  materializesGrads = true;
  savedVariables: (SavedVariable | null)[] | null = [];

  constructor(
    readonly owner: PyClass,
    inputs: readonly Value[],
    recording: boolean,
  ) {
    super();
    const tensors = inputs.filter((input) => input instanceof Tensor);
    this.nextEdges = recording ? tensors.map(gradientEdge) : [];
    this.needsInputGrad = new PyTuple(inputs.map((input) => input instanceof Tensor && input.requiresGrad));
    this.isTensorInput = inputs.map((input) => input instanceof Tensor);
    rememberOrigin(this);
  }

  override get name(): string {
    return `${this.owner.name}Backward`;
  }

  override get isProgram(): boolean {
    return true;
  }

  override apply(gradients: readonly (Tensor | null)[]): (Tensor | null)[] {
    const given = this.outputs.map(({ shape, dtype }, i) => {
      const gradient = gradients[i] ?? null;
      const isTensor = this.isTensorOutput[i] === true;
      return gradient === null && this.materializesGrads && isTensor ? filled(shape, 0, dtype) : gradient;
    });
    const result = call(getAttribute(this.owner, "_differentiate"), [this, ...given]);
    return this.inputGradients(result instanceof PyTuple ? result.items : [result]);
  }

  private inputGradients(results: readonly Value[]): (Tensor | null)[] {
    const { isTensorInput, name } = this;
    const count = isTensorInput.length;
    if (results.length < count || results.slice(count).some((extra) => extra !== null)) {
      throw runtimeError(
        `function ${name} returned an incorrect number of gradients (expected ${count}, got ${results.length})`,
      );
    }
    const gradients: (Tensor | null)[] = [];
    isTensorInput.forEach((isTensor, i) => {
      const value = results[i] ?? null;
      if (!isTensor) {
        if (value === null) return;
        throw runtimeError(
          `function ${name} returned a gradient different than None at position ${i + 1}, but the corresponding forward input was not a Variable`,
        );
      }
      if (value !== null && !(value instanceof Tensor)) {
        throw runtimeError(`expected Variable or None (got ${typeName(value)})`);
      }
      gradients.push(value);
    });
    return gradients;
  }

  override release(): void {
    this.savedVariables = null;
  }

  /** After the results have their history, as a saved result must have. */
  keep(): void {
    const { toSave } = this;
    if (toSave === null) return;
    if (!(toSave instanceof PyTuple)) {
      throw typeError(`saved tensors argument must be a tuple, but got ${typeName(toSave)}`);
    }
    this.savedVariables = toSave.items.map((item, i) => {
      if (item === null) return null;
      if (!(item instanceof Tensor)) {
        throw typeError(`save_for_backward can only save variables, but argument ${i} is of type ${typeName(item)}`);
      }
      return new SavedVariable(item, item.gradFn === this ? this : null);
    });
    this.toSave = null;
  }
}

registerHostType(FunctionNode, {
  classOf: (node) => contextClass(node.owner),
  attributes: (node) => node.attributes,
});

function contextSelf(value: Value | undefined): FunctionNode {
  if (value instanceof FunctionNode) return value;
  throw typeError(`descriptor of a Function's context doesn't apply to a '${typeName(value ?? null)}' object`);
}

function attribute(
  name: string,
  read: (context: FunctionNode) => Value,
  write: ((context: FunctionNode, value: Value) => void) | null = null,
): void {
  const setter = write === null ? null : (value: Value, given: Value) => write(contextSelf(value), given);
  contextType.setMember(name, new PyGetSet(name, (value) => read(contextSelf(value)), setter));
}

attribute("saved_tensors", ({ savedVariables }) => {
  if (savedVariables === null) throw runtimeError(freedMessage);
  return new PyTuple(savedVariables.map((saved) => (saved === null ? null : saved.unpackForProgram())));
});
attribute("needs_input_grad", (context) => context.needsInputGrad);
attribute(
  "to_save",
  (context) => context.toSave,
  (context, value) => {
    context.toSave = value;
  },
);
attribute(
  "dirty_tensors",
  (context) => context.dirty,
  (context, value) => {
    context.dirty = value;
  },
);
attribute(
  "non_differentiable",
  (context) => context.nonDifferentiable,
  (context, value) => {
    context.nonDifferentiable = value;
  },
);
attribute(
  "materialize_grads",
  (context) => context.materializesGrads,
  (context, value) => {
    context.materializesGrads = truth(value);
  },
);

nativeMethod(contextType, "save_for_backward", ([self, ...tensors]) => {
  contextSelf(self).toSave = new PyTuple(tensors);
  return null;
});
nativeMethod(contextType, "save_for_forward", () => null);
nativeMethod(contextType, "mark_dirty", ([self, ...tensors]) => {
  contextSelf(self).dirty = new PyTuple(tensors);
  return null;
});
nativeMethod(contextType, "mark_non_differentiable", ([self, ...tensors]) => {
  contextSelf(self).nonDifferentiable = new PyTuple(tensors);
  return null;
});
nativeMethod(contextType, "set_materialize_grads", ([self, value = null]) => {
  contextSelf(self).materializesGrads = truth(value);
  return null;
});

/** Function.apply: runs forward unrecorded, then hangs the results on the node. */
export function applyFunction(warn: (message: string) => void): Value {
  return nativeFunction("apply", ([cls = null, ...inputs]) => {
    if (!(cls instanceof PyClass)) throw typeError("apply() must be called on a class");
    const tensors = inputs.filter((input) => input instanceof Tensor);
    const recording = isGradEnabled() && tensors.some((input) => input.requiresGrad);
    const node = new FunctionNode(cls, inputs, recording);
    const result = withoutGrad(() => call(getAttribute(cls, "forward"), [node, ...inputs]));
    const outputs: readonly Value[] = result instanceof PyTuple ? result.items : [result];
    const places = outputs.map((output) => (output instanceof Tensor ? output : null));
    const dirty = dirtyTensors(node);
    for (const each of dirty) each.storage.version++;
    node.isTensorOutput = places.map((each) => each !== null);
    node.outputs = outputs.map((output) =>
      output instanceof Tensor ? { shape: output.shape, dtype: output.dtype } : none,
    );
    const wrapped = wrapOutputs(places, {
      inputs: tensors,
      dirty,
      nonDifferentiable: nonDifferentiableTensors(node),
      node: recording ? node : null,
      warn,
    });
    if (recording) node.keep();
    const finished = outputs.map((output, i) => wrapped[i] ?? output);
    return result instanceof PyTuple ? new PyTuple(finished) : (finished[0] ?? null);
  });
}

/** Stands for a result that is no tensor. */
const none: OutputMetadata = { shape: [], dtype: float32 };

function dirtyTensors({ dirty }: FunctionNode): Tensor[] {
  if (dirty === null) return [];
  if (!(dirty instanceof PyTuple)) {
    throw runtimeError(
      `autograd internal error: dirty_tensors attribute is expected to be a tuple but is ${typeName(dirty)}`,
    );
  }
  return dirty.items.map((item, i) => {
    if (item instanceof Tensor) return item;
    throw typeError(`mark_dirty can only accept variables, but argument ${i} is of type ${typeName(item)}`);
  });
}

function nonDifferentiableTensors({ nonDifferentiable }: FunctionNode): Tensor[] {
  if (nonDifferentiable === null) return [];
  if (!(nonDifferentiable instanceof PyTuple)) {
    throw runtimeError(
      `autograd internal error: non_differentiable attribute is expected to be a tuple but is ${typeName(nonDifferentiable)}`,
    );
  }
  return nonDifferentiable.items.map((item) => {
    if (item instanceof Tensor) return item;
    throw runtimeError(`mark_non_differentiable only accepts variable arguments, but got ${typeName(item)}`);
  });
}

/** The same tensors, with an error for a gradient. */
export const delayedErrorFunction = nativeFunction("_delayed_error", ([message = "", ...tensors]) => {
  const results = delayedError(
    String(message),
    tensors.map((each) => (each instanceof Tensor ? each : null)),
  );
  return new PyTuple(results);
});

/** The same tensor, which no gradient passes. */
export const undefinedGradFunction = nativeFunction("_undefined_grad", ([tensor = null]) =>
  tensor instanceof Tensor ? undefinedGrad(tensor) : tensor,
);
