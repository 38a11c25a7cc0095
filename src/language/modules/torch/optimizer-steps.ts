// A parameter's step of SGD and Adam, from the dicts that the library keeps, in one call: what prelude/optim spells out
// in some thirty operations of the interpreter; and zero_grad. Each says whether it did it; where it did not (the first
// step, options and layouts that the op does not take), nothing is done and the library's text goes on.

import { add } from "../../../engine/ops/arithmetic";
import { zero_ } from "../../../engine/ops/filling";
import { adamStep_, canFuse, sgdStep_ } from "../../../engine/ops/optimizer-steps";
import { float32 } from "../../../engine/tensor/dtype";
import { readElement, wrapNumber } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { dictGet } from "../../runtime/dict";
import { power } from "../../runtime/elementary";
import type { PyBuiltin } from "../../runtime/function";
import type { Value } from "../../runtime/object";
import { truth } from "../../runtime/operators";
import { PyDict, PyFloat, PyList, PyTuple } from "../../runtime/value";
import { nativeFunction } from "./native";

/** The options as numbers; null if one of them is none. */
function numbersOf(group: PyDict, names: readonly string[]): readonly number[] | null {
  const numbers: number[] = [];
  for (const name of names) {
    const number = numberOf(group.get(name));
    if (number === null) return null;
    numbers.push(number);
  }
  return numbers;
}

function numberOf(value: Value | undefined): number | null {
  if (typeof value === "number") return value;
  return value instanceof PyFloat ? value.value : null;
}

function isSet(group: PyDict, name: string): boolean {
  const value = group.get(name);
  return value !== undefined && truth(value);
}

interface SgdStep {
  readonly param: Tensor;
  readonly gradient: Tensor;
  readonly state: PyDict;
  readonly buffer: Tensor | null;
}

/** SGD's steps of the parameters of a group that have gradients: of all of them, or of none. */
function sgdSteps(states: Value, group: Value): boolean {
  if (!(states instanceof PyDict && group instanceof PyDict) || isSet(group, "differentiable")) return false;
  const params = group.get("params");
  const [lr, momentum, dampening, weightDecay] = sgdNumbers.map((name) => numberOf(group.get(name)));
  if (!(params instanceof PyList) || lr == null || momentum == null || dampening == null || weightDecay == null) {
    return false;
  }
  const steps: SgdStep[] = [];
  for (let i = 0; i < params.items.length; i++) {
    const param = params.items[i];
    // Asking another tensor for its gradient warns.
    if (!(param instanceof Tensor && param.isLeaf)) return false;
    const gradient = param.grad;
    if (gradient === null) continue;
    const step = sgdStepOf(param, gradient, dictGet(states, param), momentum);
    if (step === null) return false;
    steps.push(step);
  }
  const [nesterov, maximize] = [isSet(group, "nesterov"), isSet(group, "maximize")];
  for (let i = 0; i < steps.length; i++) {
    // Within bounds by the loop.
    const { param, gradient, state, buffer } = steps[i] as SgdStep;
    if (buffer === null) state.set("momentum_buffer", null);
    sgdStep_(param, gradient, buffer, lr, momentum, dampening, weightDecay, nesterov, maximize);
  }
  return true;
}

const sgdNumbers = ["lr", "momentum", "dampening", "weight_decay"] as const;

function sgdStepOf(param: Tensor, gradient: Tensor, state: Value | undefined, momentum: number): SgdStep | null {
  if (!(state instanceof PyDict)) return null;
  const kept = state.get("momentum_buffer") ?? null;
  if (momentum === 0)
    return kept === null && canFuse([param, gradient]) ? { param, gradient, state, buffer: null } : null;
  if (!(kept instanceof Tensor && canFuse([param, gradient, kept]))) return null;
  return { param, gradient, state, buffer: kept };
}

/** optimizer.zero_grad() for the parameters of a group, where that is no more than zeros: for all, or for none. */
function zeroGradients(params: Value): boolean {
  if (!(params instanceof PyList)) return false;
  const gradients: Tensor[] = [];
  for (let i = 0; i < params.items.length; i++) {
    const param = params.items[i];
    if (!(param instanceof Tensor && param.isLeaf)) return false;
    const { grad } = param;
    if (grad === null) continue;
    if (grad.requiresGrad) return false;
    gradients.push(grad);
  }
  for (let i = 0; i < gradients.length; i++) zero_(gradients[i] as Tensor);
  return true;
}

function adam(param: Value, gradient: Value, state: Value, group: Value, decoupled: boolean): boolean {
  if (!(param instanceof Tensor && gradient instanceof Tensor)) return false;
  if (!(state instanceof PyDict && group instanceof PyDict)) return false;
  if (isSet(group, "differentiable") || isSet(group, "capturable")) return false;
  const numbers = numbersOf(group, ["lr", "weight_decay", "eps"]);
  const betas = group.get("betas");
  const [beta1, beta2] = betas instanceof PyTuple ? betas.items.map(numberOf) : [];
  if (numbers === null || typeof beta1 !== "number" || typeof beta2 !== "number") return false;
  const [lr = 0, weightDecay = 0, eps = 0] = numbers;
  const [count, mean, square] = ["step", "exp_avg", "exp_avg_sq"].map((name) => state.get(name));
  if (!(count instanceof Tensor && mean instanceof Tensor && square instanceof Tensor)) return false;
  if (count.dtype !== float32 || count.requiresGrad) return false;
  const kept = isSet(group, "amsgrad") ? state.get("max_exp_avg_sq") : null;
  const most = kept instanceof Tensor ? kept : null;
  if (kept !== null && most === null) return false;
  const states = most === null ? [mean, square] : [mean, square, most];
  if (!canFuse([param, gradient, ...states])) return false;
  add.inPlace(count, wrapNumber(1n));
  const step = Number(readElement(count, count.offset));
  adamStep_(
    param,
    gradient,
    mean,
    square,
    most,
    beta1,
    beta2,
    decoupled ? 0 : weightDecay,
    decoupled ? 1 - lr * weightDecay : null,
    lr / (1 - power(beta1, step)),
    Math.sqrt(1 - power(beta2, step)),
    eps,
    isSet(group, "maximize"),
  );
  return true;
}

export const optimizerSteps: readonly PyBuiltin[] = [
  nativeFunction("_sgd_steps", (args) => sgdSteps(args[0] ?? null, args[1] ?? null)),
  nativeFunction("_zero_gradients", (args) => zeroGradients(args[0] ?? null)),
  nativeFunction("_adam_step", ([param = null, gradient = null, state = null, group = null, decoupled = null]) =>
    adam(param, gradient, state, group, decoupled === true),
  ),
];
