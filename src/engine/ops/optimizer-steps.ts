// Steps of the commonest optimisers as one op each, which the library calls where it may (canFuse) instead of the dozen
// ops that its text spells out. Hidden from programs. Results and version counters are those of the written-out step.

import { adamStep, sgdStep } from "../kernels/optimizer-steps";
import { float32 } from "../tensor/dtype";
import { sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { beforeWrite } from "./dispatch";

/** Whether all are float32, laid out alike without gaps, and share no memory. */
export function canFuse(tensors: readonly Tensor[]): boolean {
  const [first] = tensors;
  if (first === undefined) return false;
  for (let i = 0; i < tensors.length; i++) {
    // Within bounds by the loop.
    const t = tensors[i] as Tensor;
    if (t.dtype !== float32 || !t.isContiguous || !sameShape(t.shape, first.shape)) return false;
    for (let j = 0; j < i; j++) if ((tensors[j] as Tensor).storage.root === t.storage.root) return false;
  }
  return true;
}

/** A state tensor that is about to be written twice: scaled and added to. */
function willWrite(t: Tensor): void {
  beforeWrite(t);
  t.storage.version += 2;
}

export const sgdStep_: Op<
  [
    self: Tensor,
    grad: Tensor,
    momentumBuffer: Tensor | null,
    lr: number,
    momentum: number,
    dampening: number,
    weightDecay: number,
    nesterov: boolean,
    maximize: boolean,
  ],
  Tensor
> = op(
  "_sgd_step_(Tensor(a!) self, Tensor grad, Tensor? momentum_buffer, float lr, float momentum, float dampening, float weight_decay, bool nesterov, bool maximize) -> Tensor(a!)",
  {
    doc: "A step of SGD: self − lr · direction",
    forms: ["_C"],
    forward: (self, grad, buffer, lr, momentum, dampening, weightDecay, nesterov, maximize) => {
      if (buffer !== null) willWrite(buffer);
      sgdStep(
        self.storage.float32(),
        self.offset,
        grad.storage.float32(),
        grad.offset,
        buffer === null ? null : buffer.storage.float32(),
        buffer?.offset ?? 0,
        self.numel,
        { lr, momentum, dampening, weightDecay, nesterov, maximize },
      );
      return self;
    },
    backward: null,
    samples: [],
  },
);

export const adamStep_: Op<
  [
    self: Tensor,
    grad: Tensor,
    expAvg: Tensor,
    expAvgSq: Tensor,
    maxExpAvgSq: Tensor | null,
    beta1: number,
    beta2: number,
    weightDecay: number,
    decay: number | null,
    size: number,
    correction2: number,
    eps: number,
    maximize: boolean,
  ],
  Tensor
> = op(
  "_adam_step_(Tensor(a!) self, Tensor grad, Tensor exp_avg, Tensor exp_avg_sq, Tensor? max_exp_avg_sq, float beta1, float beta2, float weight_decay, float? decay, float size, float correction2, float eps, bool maximize) -> Tensor(a!)",
  {
    doc: "A step of Adam, or of AdamW where decay is given: self · decay − size · exp_avg / (√exp_avg_sq / correction2 + eps)",
    forms: ["_C"],
    forward: (self, grad, mean, square, most, beta1, beta2, weightDecay, decay, size, correction2, eps, maximize) => {
      willWrite(mean);
      willWrite(square);
      if (most !== null) {
        beforeWrite(most);
        most.storage.version++;
      }
      adamStep(
        self.storage.float32(),
        self.offset,
        grad.storage.float32(),
        grad.offset,
        mean.storage.float32(),
        mean.offset,
        square.storage.float32(),
        square.offset,
        most === null ? null : most.storage.float32(),
        most?.offset ?? 0,
        self.numel,
        { beta1, beta2, weightDecay, decay: decay ?? 1, size, correction2, eps, maximize },
      );
      // Decaying is a write of its own.
      if (decay !== null) self.storage.version++;
      return self;
    },
    backward: null,
    samples: [],
  },
);
