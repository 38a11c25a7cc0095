// A parameter's step of SGD and Adam, from the dicts that the library keeps, in one call: what prelude/optim spells out
// in some thirty operations of the interpreter. Each says whether it made the step; where it did not (the first step,
// options and layouts that the op does not take), nothing is done and the library's text goes on.

import { add } from "../../../engine/ops/arithmetic";
import { adamStep_, canFuse, sgdStep_ } from "../../../engine/ops/optimizer-steps";
import { float32 } from "../../../engine/tensor/dtype";
import { readElement, wrapNumber } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { power } from "../../runtime/elementary";
import type { PyBuiltin } from "../../runtime/function";
import type { Value } from "../../runtime/object";
import { truth } from "../../runtime/operators";
import { PyDict, PyFloat, PyTuple } from "../../runtime/value";
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

function sgd(param: Value, gradient: Value, state: Value, group: Value): boolean {
  if (!(param instanceof Tensor && gradient instanceof Tensor)) return false;
  if (!(state instanceof PyDict && group instanceof PyDict) || isSet(group, "differentiable")) return false;
  const numbers = numbersOf(group, ["lr", "momentum", "dampening", "weight_decay"]);
  if (numbers === null) return false;
  const [lr = 0, momentum = 0, dampening = 0, weightDecay = 0] = numbers;
  const kept = state.get("momentum_buffer") ?? null;
  const buffer = momentum !== 0 && kept instanceof Tensor ? kept : null;
  if (momentum !== 0 && buffer === null) return false;
  if (!canFuse(buffer === null ? [param, gradient] : [param, gradient, buffer])) return false;
  if (kept === null) state.set("momentum_buffer", null);
  const nesterov = isSet(group, "nesterov");
  sgdStep_(param, gradient, buffer, lr, momentum, dampening, weightDecay, nesterov, isSet(group, "maximize"));
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
  nativeFunction("_sgd_step", ([param = null, gradient = null, state = null, group = null]) =>
    sgd(param, gradient, state, group),
  ),
  nativeFunction("_adam_step", ([param = null, gradient = null, state = null, group = null, decoupled = null]) =>
    adam(param, gradient, state, group, decoupled === true),
  ),
];
