// backward, grad, hooks on tensors and nodes, retain_grad.
// Follows torch/autograd/__init__.py, torch/_tensor.py and torch/csrc/autograd/python_hook.cpp.

import { setAnomalyEnabled } from "../../../engine/autograd/anomaly";
import { backward, grad, isCheckpointValid } from "../../../engine/autograd/backward";
import { setGradEnabled, setInferenceMode } from "../../../engine/autograd/grad-mode";
import {
  registerHook as attachToTensor,
  registerPostHook,
  registerPreHook,
  retainGrad,
} from "../../../engine/autograd/hooks";
import { resetSavedTensorHooks } from "../../../engine/autograd/saved-variable";
import { formatShape, sameShape } from "../../../engine/tensor/shape";
import { Tensor } from "../../../engine/tensor/tensor";
import { getAttribute, getAttributeOr } from "../../runtime/attributes";
import { call } from "../../runtime/call";
import { dictSet } from "../../runtime/dict";
import { attributeError, Refusal, runtimeError, typeError, valueError } from "../../runtime/errors";
import type { PyBuiltin } from "../../runtime/function";
import { toArray } from "../../runtime/iterate";
import type { Keywords, Value } from "../../runtime/object";
import { truth } from "../../runtime/operators";
import { typeName } from "../../runtime/types";
import { PyDict, PyTuple } from "../../runtime/value";
import { callOp } from "./engine";
import { nativeFunction, nativeMethod, positional } from "./native";
import { nodeSelf, nodeType } from "./nodes";
import { tensorAttribute, tensorMethod } from "./tensor-type";

/** What this needs of the other modules. */
interface AutogradHost {
  importModule(name: string): Value;
  /** Shows a UserWarning at the line that runs now. */
  warn(message: string): void;
}

export function addAutogradMethods(host: AutogradHost): void {
  tensorMethod(
    "backward",
    ["gradient", "retain_graph", "create_graph", "inputs"],
    0,
    (t, gradient, retain, create, inputs) => {
      runBackward(host, [t], [gradient ?? null], retain, create, inputs);
      return null;
    },
  );
  tensorMethod("register_hook", ["hook"], 1, (t, hook = null) => registerHook(host, t, hook));
  tensorMethod("retain_grad", [], 0, (t) => {
    retainGrad(t);
    return null;
  });
  tensorMethod("detach_", [], 0, detachInPlace);
  tensorAttribute("_backward_hooks", (t) => hooksOf.get(t) ?? null);
  addNodeHooks(host);
}

function detachInPlace(t: Tensor): Tensor {
  if (t.view !== null) {
    throw runtimeError(
      "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence detach_() cannot be called on these gradients. To fix this error, please refer to the Optimizer.zero_grad() function in torch/optim/optimizer.py as the solution.",
    );
  }
  t.gradFn = null;
  t.outputNr = 0;
  t.leafRequiresGrad = false;
  return t;
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
  for (const { value: hook } of [...hooks.map.values()]) {
    if (hook === undefined) continue;
    const before: readonly (Tensor | null)[] = changed ?? gradients;
    const result = call(hook, [new PyTuple([...before]), ...rest]);
    if (result === null) continue;
    const given = result instanceof PyTuple ? result.items : [result];
    if (given.length !== before.length) {
      throw runtimeError(
        `hook '${hookName(hook)}' has returned an incorrect number of values (got ${given.length}, but expected ${before.length})`,
      );
    }
    changed = given.map((item, i) => checkedGradient(hook, item, before[i] ?? null));
  }
  return changed;
}

/** What a hook gave in the place of `before`. */
function checkedGradient(hook: Value, value: Value, before: Tensor | null): Tensor | null {
  if (value === null) return null;
  if (before === null) throw runtimeError("can't replace a None gradient with a non-None value");
  if (!(value instanceof Tensor)) throw typeError(`expected Variable, but hook returned '${typeName(value)}'`);
  if (value.dtype !== before.dtype) {
    throw runtimeError(
      `hook '${hookName(hook)}' has changed the type of value (was ${before.dtype.tensorTypeName} got ${value.dtype.tensorTypeName})`,
    );
  }
  if (!sameShape(value.shape, before.shape))
    throw runtimeError(`hook '${hookName(hook)}' has changed the size of value`);
  return value;
}

/** Puts a hook among others; its handle takes it away again. */
function addHook(host: AutogradHost, hooks: PyDict, hook: Value): Value {
  const handle = call(getAttribute(host.importModule("torch.utils.hooks"), "RemovableHandle"), [hooks]);
  dictSet(hooks, getAttribute(handle, "id"), hook);
  return handle;
}

let warnedOfCycle = false;

const cycleWarning =
  "Using backward() with create_graph=True will create a reference cycle between the parameter and its gradient which can cause a memory leak. We recommend using autograd.grad when creating the graph to avoid this. If you have to use this function, make sure to reset the .grad fields of your parameters to None after use to break the cycle and avoid the leak. (Triggered internally at  ./torch/csrc/autograd/engine.cpp:1059.)";

function runBackward(
  host: AutogradHost,
  tensors: readonly Tensor[],
  gradients: readonly Value[],
  retain: Value | undefined,
  create: Value | undefined,
  inputs: Value | undefined,
): void {
  const createGraph = create !== undefined && truth(create);
  const retainGraph = retain === undefined || retain === null ? createGraph : truth(retain);
  const wanted = inputs === undefined || inputs === null ? null : tensorsOf(inputs, "inputs");
  const given = gradients.map(gradientArgument);
  if (createGraph && !warnedOfCycle) {
    warnedOfCycle = true;
    host.warn(cycleWarning);
  }
  backward(tensors, given, { retainGraph, createGraph, inputs: wanted });
}

/** As every run starts. */
export function resetAutograd(): void {
  warnedOfCycle = false;
  setGradEnabled(true);
  setInferenceMode(false);
  resetSavedTensorHooks();
  setAnomalyEnabled(false, true);
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
    if (what === "inputs") throw runtimeError(`all inputs have to be Tensors, but got ${typeName(item)}`);
    throw attributeError(`'${typeName(item)}' object has no attribute 'requires_grad'`, "requires_grad", item);
  });
}

/** As many gradients as there are tensors: given as one, as a sequence, or not at all. */
function gradientsFor(value: Value | undefined, count: number): Value[] {
  if (value === undefined || value === null) return new Array<Value>(count).fill(null);
  const given = value instanceof Tensor ? [value] : toArray(value);
  // PyTorch pairs them off first: a text has characters for gradients.
  given.slice(0, count).forEach(gradientArgument);
  if (given.length !== count) throw runtimeError(`got ${count} tensors and ${Math.min(given.length, count)} gradients`);
  return given;
}

/** torch.autograd.backward and grad. */
export function autogradFunctions(host: AutogradHost): readonly PyBuiltin[] {
  return [
    nativeFunction("backward", (args, keywords) => {
      const names = ["tensors", "grad_tensors", "retain_graph", "create_graph", "grad_variables", "inputs"];
      const [tensors = null, ...rest] = positional("backward", names, 1, args, keywords);
      const [gradients = null, retain, create, deprecated = null, inputs] = rest;
      if (deprecated !== null) host.warn("'grad_variables' is deprecated. Use 'grad_tensors' instead.");
      if (deprecated !== null && gradients !== null) {
        throw runtimeError(
          "'grad_tensors' and 'grad_variables' (deprecated) arguments both passed to backward(). Please only use 'grad_tensors'.",
        );
      }
      const roots = tensorsOf(tensors, "tensors");
      runBackward(host, roots, gradientsFor(gradients ?? deprecated, roots.length), retain, create, inputs);
      return null;
    }),
    nativeFunction("grad", (args, keywords) => gradFunction(host, args, keywords)),
    nativeFunction("_is_checkpoint_valid", () => isCheckpointValid()),
  ];
}

const gradNames = [
  "outputs",
  "inputs",
  "grad_outputs",
  "retain_graph",
  "create_graph",
  "only_inputs",
  "allow_unused",
  "is_grads_batched",
];

function gradFunction(host: AutogradHost, args: readonly Value[], keywords: Keywords | null): Value {
  const values = positional("grad", gradNames, 2, args, keywords);
  const [outputs = null, inputs = null, given, retain, create, onlyInputs = true, unused, batched] = values;
  if (!truth(onlyInputs)) {
    host.warn(
      "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate gradient for other parts of the graph, please use torch.autograd.backward.",
    );
  }
  const roots = tensorsOf(outputs, "outputs");
  const sources = tensorsOf(inputs, "inputs");
  if (sources.length === 0) throw valueError("grad requires non-empty inputs.");
  const createGraph = create !== undefined && truth(create);
  const retainGraph = retain === undefined || retain === null ? createGraph : truth(retain);
  const allowUnused = unused !== undefined && truth(unused);
  const gradients = gradientsFor(given, roots.length).map(gradientArgument);
  if (batched === undefined || !truth(batched)) {
    return new PyTuple(grad(roots, sources, gradients, { retainGraph, createGraph, allowUnused }));
  }
  // PyTorch's vmap makes nodes of its own here, which would be seen.
  if (createGraph) throw new Refusal("torch.autograd.grad(is_grads_batched=True, create_graph=True)");
  return new PyTuple(batchedGrad(roots, sources, gradients, retainGraph, allowUnused));
}

/** One walk for each row of the gradients, the results stacked. */
function batchedGrad(
  roots: readonly Tensor[],
  sources: readonly Tensor[],
  gradients: readonly (Tensor | null)[],
  retainGraph: boolean,
  allowUnused: boolean,
): (Tensor | null)[] {
  const given = gradients.find((gradient) => gradient !== null);
  const rows = given?.shape[0] ?? 0;
  gradients.forEach((gradient, i) => {
    const shape = roots[i]?.shape ?? [];
    if (gradient === null || sameShape(gradient.shape.slice(1), shape)) return;
    // PyTorch names the shape without its batch twice over.
    throw runtimeError(
      `If \`is_grads_batched=True\`, we interpret the first dimension of each grad_output as the batch dimension. The sizes of the remaining dimensions are expected to match the shape of corresponding output, but a mismatch was detected: grad_output[${i}] has a shape of torch.Size(${formatShape(gradient.shape.slice(2))}) and output[${i}] has a shape of torch.Size(${formatShape(shape)}). If you only want some tensors in \`grad_output\` to be considered batched, consider using vmap.`,
    );
  });
  const found = Array.from({ length: rows }, (_, row) => {
    const mine = gradients.map((gradient) => (gradient === null ? null : callOp("select.int", gradient, 0, row)));
    return grad(roots, sources, mine, { retainGraph: retainGraph || row < rows - 1, allowUnused });
  });
  return sources.map((_, i) => {
    const parts = found.map((row) => row[i] ?? null).filter((part) => part !== null);
    return parts.length === 0 ? null : callOp("stack", parts, 0);
  });
}

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
    current = checkedGradient(entry.value, result, current) ?? current;
  }
  return current === gradient ? null : current;
}

function hookName(hook: Value): string {
  const name = getAttributeOr(hook, "__name__");
  return typeof name === "string" ? name : "<unknown>";
}
