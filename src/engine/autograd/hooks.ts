// Hooks on gradients: of tensors (register_hook, retain_grad) and of nodes. Each gives back how to remove it.
// Follows torch/_tensor.py, torch/csrc/autograd/variable.cpp and python_hook.cpp of 1.13.

import { runtimeError } from "../errors";
import type { Tensor, TensorHook } from "../tensor/tensor";
import type { GradNode, NodePostHook, NodePreHook, PreHookEntry } from "./node";
import { requiredOps } from "./required-ops";

export type RemoveHook = () => void;

/** Calls `hook` with the gradient of `t` whenever it is complete; what it returns replaces the gradient. */
export function registerHook(t: Tensor, hook: TensorHook): RemoveHook {
  if (!t.requiresGrad) throw runtimeError("cannot register a hook on a tensor that doesn't require gradient");
  const node = t.gradFn;
  if (node === null) {
    t.hooks ??= [];
    const { hooks } = t;
    hooks.push(hook);
    return () => remove(hooks, hook);
  }
  const entry: PreHookEntry = { kind: "tensor", outputNr: t.outputNr, run: hook };
  node.preHooks ??= [];
  const { preHooks } = node;
  // A tensor's own hooks run together, where the first of them stands.
  let at = preHooks.length;
  preHooks.forEach((other, i) => {
    if (other.kind === "tensor" && other.outputNr === entry.outputNr) at = i + 1;
  });
  preHooks.splice(at, 0, entry);
  return () => remove(preHooks, entry);
}

/** Lets a tensor that is no leaf keep its gradient in .grad. */
export function retainGrad(t: Tensor): void {
  if (!t.requiresGrad) throw runtimeError("can't retain_grad on Tensor that has requires_grad=False");
  const node = t.gradFn;
  if (node === null || t.retainsGrad) return;
  t.retainsGrad = true;
  node.preHooks ??= [];
  node.preHooks.push({
    kind: "retain",
    outputNr: t.outputNr,
    run: (gradient) => {
      const ops = requiredOps();
      t.grad = t.grad === null ? ops.clone(gradient) : ops.add(t.grad, gradient);
      return null;
    },
  });
}

/** grad_fn.register_prehook: before the node runs, with the gradients of its outputs. */
export function registerPreHook(node: GradNode, hook: NodePreHook): RemoveHook {
  node.preHooks ??= [];
  const { preHooks } = node;
  const entry: PreHookEntry = { kind: "node", run: hook };
  preHooks.push(entry);
  return () => remove(preHooks, entry);
}

/** grad_fn.register_hook: after the node ran, with the gradients of its inputs and outputs. */
export function registerPostHook(node: GradNode, hook: NodePostHook): RemoveHook {
  node.postHooks ??= [];
  const { postHooks } = node;
  postHooks.push(hook);
  return () => remove(postHooks, hook);
}

function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}
