// backward, grad, hooks on tensors, retain_grad, and nodes whose backward is a Python function.
// Follows torch/autograd/__init__.py, torch/_tensor.py and torch/csrc/autograd/python_function.cpp.

import { backward, grad } from "../../../engine/autograd/backward";
import { gradientEdge } from "../../../engine/autograd/edges";
import { isGradEnabled, withoutGrad } from "../../../engine/autograd/grad-mode";
import {
  registerHook as attachToTensor,
  registerPostHook,
  registerPreHook,
  retainGrad,
} from "../../../engine/autograd/hooks";
import { type Edge, GradNode, type OutputMetadata, takeSequenceNr } from "../../../engine/autograd/node";
import { empty } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { getAttribute, getAttributeOr } from "../../runtime/attributes";
import { call } from "../../runtime/call";
import { dictSet } from "../../runtime/dict";
import { Refusal, runtimeError, typeError } from "../../runtime/errors";
import type { PyBuiltin } from "../../runtime/function";
import { toArray } from "../../runtime/iterate";
import { PyClass, type Value } from "../../runtime/object";
import { truth } from "../../runtime/operators";
import { typeName } from "../../runtime/types";
import { PyDict, PyList, PyTuple } from "../../runtime/value";
import { nativeFunction, nativeMethod, positional } from "./native";
import { nodeSelf, nodeType } from "./nodes";
import { tensorMethod } from "./tensor-type";

/** What this needs of the other modules. */
interface AutogradHost {
  importModule(name: string): Value;
}

export function addAutogradMethods(host: AutogradHost): void {
  tensorMethod(
    "backward",
    ["gradient", "retain_graph", "create_graph", "inputs"],
    0,
    (t, gradient, retain, create, inputs) => {
      runBackward([t], [gradient ?? null], retain, create, inputs);
      return null;
    },
  );
  tensorMethod("register_hook", ["hook"], 1, (t, hook = null) => registerHook(host, t, hook));
  tensorMethod("retain_grad", [], 0, (t) => {
    retainGrad(t);
    return null;
  });
  addNodeHooks(host);
}

/** grad_fn.register_hook and register_prehook. */
function addNodeHooks(host: AutogradHost): void {
  nativeMethod(nodeType, "register_hook", ([self = null, hook = null]) => {
    const hooks = new PyDict();
    registerPostHook(nodeSelf(self), (inputs, outputs) => runNodeHooks(hooks, inputs, [new PyTuple([...outputs])]));
    return addHook(host, hooks, hook);
  });
  nativeMethod(nodeType, "register_prehook", ([self = null, hook = null]) => {
    const hooks = new PyDict();
    registerPreHook(nodeSelf(self), (gradients) => runNodeHooks(hooks, gradients, []));
    return addHook(host, hooks, hook);
  });
}

/** Calls hooks with a tuple of gradients (and what follows); the gradients that the last one gave, or null. */
function runNodeHooks(
  hooks: PyDict,
  gradients: readonly (Tensor | null)[],
  rest: readonly Value[],
): (Tensor | null)[] | null {
  let changed: (Tensor | null)[] | null = null;
  for (const entry of [...hooks.map.values()]) {
    if (entry.value === undefined) continue;
    const result = call(entry.value, [new PyTuple([...(changed ?? gradients)]), ...rest]);
    if (result !== null) changed = toArray(result).map((item) => (item instanceof Tensor ? item : null));
  }
  return changed;
}

/** Puts a hook among others; its handle takes it away again. */
function addHook(host: AutogradHost, hooks: PyDict, hook: Value): Value {
  const handle = call(getAttribute(host.importModule("torch.utils.hooks"), "RemovableHandle"), [hooks]);
  dictSet(hooks, getAttribute(handle, "id"), hook);
  return handle;
}

function runBackward(
  tensors: readonly Tensor[],
  gradients: readonly Value[],
  retain: Value | undefined,
  create: Value | undefined,
  inputs: Value | undefined,
): void {
  const createGraph = create !== undefined && truth(create);
  const retainGraph = retain === undefined || retain === null ? createGraph : truth(retain);
  const wanted = inputs === undefined || inputs === null ? null : tensorsOf(inputs, "inputs");
  backward(tensors, gradients.map(gradientArgument), { retainGraph, createGraph, inputs: wanted });
}

function gradientArgument(value: Value): Tensor | null {
  if (value === null || value instanceof Tensor) return value;
  throw typeError(`gradients can be either Tensors or None, but got ${typeName(value)}`);
}

/** A tensor, or a sequence of them. */
function tensorsOf(value: Value, what: string): Tensor[] {
  if (value instanceof Tensor) return [value];
  return toArray(value).map((item) => {
    if (item instanceof Tensor) return item;
    throw typeError(`${what} must be Tensors, not ${typeName(item)}`);
  });
}

/** As many gradients as there are tensors: given as one, as a sequence, or not at all. */
function gradientsFor(value: Value | undefined, count: number): Value[] {
  if (value === undefined || value === null) return new Array<Value>(count).fill(null);
  return value instanceof Tensor ? [value] : toArray(value);
}

/** torch.autograd.backward and grad. */
export const autogradFunctions: readonly PyBuiltin[] = [
  nativeFunction("backward", (args, keywords) => {
    const names = ["tensors", "grad_tensors", "retain_graph", "create_graph", "grad_variables", "inputs"];
    const [tensors = null, given, retain, create, , inputs] = positional("backward", names, 1, args, keywords);
    const roots = tensorsOf(tensors, "tensors");
    runBackward(roots, gradientsFor(given, roots.length), retain, create, inputs);
    return null;
  }),
  nativeFunction("grad", (args, keywords) => {
    const names = [
      "outputs",
      "inputs",
      "grad_outputs",
      "retain_graph",
      "create_graph",
      "only_inputs",
      "allow_unused",
      "is_grads_batched",
    ];
    const values = positional("grad", names, 2, args, keywords);
    const [outputs = null, inputs = null, given, retain, create, , unused, batched] = values;
    if (batched !== undefined && truth(batched)) throw new Refusal("torch.autograd.grad(is_grads_batched=True)");
    const roots = tensorsOf(outputs, "outputs");
    const createGraph = create !== undefined && truth(create);
    const found = grad(roots, tensorsOf(inputs, "inputs"), gradientsFor(given, roots.length).map(gradientArgument), {
      retainGraph: retain === undefined || retain === null ? createGraph : truth(retain),
      createGraph,
      allowUnused: unused !== undefined && truth(unused),
    });
    return new PyTuple(found);
  }),
];

/** Each tensor's hooks by id, as its handles know them. */
const hooksOf = new WeakMap<Tensor, PyDict>();

function registerHook(host: AutogradHost, tensor: Tensor, hook: Value): Value {
  if (!tensor.requiresGrad) throw runtimeError("cannot register a hook on a tensor that doesn't require gradient");
  let hooks = hooksOf.get(tensor);
  if (hooks === undefined) {
    const made = new PyDict();
    hooks = made;
    hooksOf.set(tensor, made);
    attachToTensor(tensor, (gradient) => runHooks(made, gradient));
  }
  return addHook(host, hooks, hook);
}

function runHooks(hooks: PyDict, gradient: Tensor): Tensor | null {
  let current = gradient;
  for (const entry of [...hooks.map.values()]) {
    if (entry.value === undefined) continue;
    const result = call(entry.value, [current]);
    if (result === null) continue;
    if (!(result instanceof Tensor)) {
      throw runtimeError(
        `hook '${hookName(entry.value)}' has changed the type of value (was torch.FloatTensor got ${typeName(result)})`,
      );
    }
    current = result;
  }
  return current === gradient ? null : current;
}

function hookName(hook: Value): string {
  const name = getAttributeOr(hook, "__name__");
  return typeof name === "string" ? name : "<unknown>";
}

/** The node of a torch.autograd.Function: its backward is written in Python. */
class FunctionNode extends GradNode {
  override readonly sequenceNr = takeSequenceNr();
  override readonly saved = new Map<string, never>();
  override outputs: readonly OutputMetadata[] = [];
  override readonly nextEdges: readonly (Edge | null)[];

  constructor(
    private readonly owner: PyClass,
    private readonly context: Value,
    private readonly inputs: readonly Value[],
  ) {
    super();
    this.nextEdges = inputs.filter((input) => input instanceof Tensor).map(gradientEdge);
  }

  override get name(): string {
    return `${this.owner.name}Backward`;
  }

  override apply(gradients: readonly (Tensor | null)[]): (Tensor | null)[] {
    const materialize = getAttributeOr(this.context, "materialize_grads") !== false;
    const given = gradients.map((gradient, i) => {
      const like = this.outputs[i];
      return gradient === null && materialize && like !== undefined ? empty(like.shape, like.dtype) : gradient;
    });
    const result = call(getAttribute(this.owner, "backward"), [this.context, ...given]);
    const results = result instanceof PyTuple ? result.items : [result];
    if (results.length > this.inputs.length && !results.slice(this.inputs.length).every((item) => item === null)) {
      throw runtimeError(
        `function ${this.name} returned an incorrect number of gradients (expected ${this.inputs.length}, got ${results.length})`,
      );
    }
    if (results.length < this.inputs.length) {
      throw runtimeError(
        `function ${this.name} returned an incorrect number of gradients (expected ${this.inputs.length}, got ${results.length})`,
      );
    }
    const mine: (Tensor | null)[] = [];
    this.inputs.forEach((input, i) => {
      const value = results[i] ?? null;
      if (input instanceof Tensor) {
        if (value !== null && !(value instanceof Tensor)) {
          throw typeError(`expected Variable or None (got ${typeName(value)})`);
        }
        mine.push(value);
      } else if (value !== null) {
        throw runtimeError(
          `function ${this.name} returned a gradient different from None at position ${i + 1}, but the corresponding forward input was not a Variable`,
        );
      }
    });
    return mine;
  }

  override release(): void {}
}

/** Function.apply: runs forward unrecorded, then hangs the results on a node. */
export const applyFunction = nativeFunction("apply", ([cls = null, context = null, ...inputs]) => {
  if (!(cls instanceof PyClass)) throw typeError("apply() must be called on a class");
  const recording = isGradEnabled() && inputs.some((input) => input instanceof Tensor && input.requiresGrad);
  const result = withoutGrad(() => call(getAttribute(cls, "forward"), [context, ...inputs]));
  const outputs = result instanceof PyTuple || result instanceof PyList ? [...result.items] : [result];
  const finished = outputs.map((output) => (output instanceof Tensor ? freshOutput(output, inputs) : output));
  if (recording) {
    const node = new FunctionNode(cls, context, inputs);
    const tensors = finished.filter((output) => output instanceof Tensor);
    node.outputs = tensors.map(({ shape, dtype }) => ({ shape, dtype }));
    const excluded = getAttributeOr(context, "non_differentiable");
    const skipped = excluded instanceof PyTuple ? excluded.items : [];
    tensors.forEach((tensor, i) => {
      if (!tensor.dtype.isFloatingPoint || skipped.includes(outputs[finished.indexOf(tensor)] ?? null)) return;
      tensor.gradFn = node;
      tensor.outputNr = i;
    });
  }
  return result instanceof PyTuple ? new PyTuple(finished) : (finished[0] ?? null);
});

/** An input that forward gave back is a view of it, so that the input keeps its own history. */
function freshOutput(output: Tensor, inputs: readonly Value[]): Tensor {
  if (!inputs.includes(output) && output.gradFn === null && !output.leafRequiresGrad) return output;
  return new Tensor(output.storage, output.dtype, output.shape, output.strides, output.offset);
}
