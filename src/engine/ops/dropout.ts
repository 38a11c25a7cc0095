// dropout: bernoulli_(1 - p) draws the mask from the default generator, which is divided by 1 - p and multiplied, as
// aten/src/ATen/native/Dropout.cpp does on the CPU.

import { runtimeError } from "../errors";
import { fillBernoulli } from "../random/distributions";
import { float32 } from "../tensor/dtype";
import { cast, empty, filled } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { mul } from "./arithmetic";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import { defaultGenerator } from "./random";

function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) {
    throw runtimeError(`dropout probability has to be between 0 and 1, but got ${p}`);
  }
}

/** 1/(1 - p) where an element stays, else 0; null where nothing changes. Contiguous, whatever the input is. */
function mask(input: Tensor, p: number, train: boolean): Tensor | null {
  checkProbability(p);
  if (p === 0 || !train || input.numel === 0) return null;
  if (p === 1) return filled([], 0, input.dtype);
  const noise = empty(input.shape, input.dtype.itemSize === 8 ? input.dtype : float32);
  const values = floats(noise);
  fillBernoulli(defaultGenerator, values, 1 - p);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / (1 - p);
  return cast(noise, input.dtype);
}

type DropoutArguments = [input: Tensor, p: number, train: boolean];

export const dropout: Op<DropoutArguments, Tensor> = op("dropout(Tensor input, float p, bool train) -> Tensor", {
  doc: "While training, zeros each element with probability p and scales the rest by 1/(1 - p)",
  forms: ["torch", "_C"],
  composite: (input, p, train) => {
    const noise = mask(input, p, train);
    return noise === null ? input : mul(input, noise);
  },
  samples: [
    "F.dropout(x)",
    "F.dropout(x, 0.25)",
    "torch.dropout(x, 0.75, True)",
    "F.dropout(x.t(), 0.3)",
    "F.dropout(wide[:, ::2], 0.3)",
    "F.dropout(d, 0.4)",
    "F.dropout(x, 1.0)",
    "F.dropout(x, 0.0)",
    "F.dropout(x, 0.5, training=False)",
    "torch.dropout(x, 1.5, True)",
  ],
});

export const dropoutInPlace: Op<DropoutArguments, Tensor> = op(
  "dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)",
  {
    doc: "dropout over its input",
    forms: ["torch", "_C"],
    composite: (self, p, train) => {
      const noise = mask(self, p, train);
      return noise === null ? self : mul.inPlace(self, noise);
    },
    samples: ["F.dropout(x * 1, 0.5, inplace=True)", "torch.dropout_(x * 1, 0.25, True)"],
  },
);
