// rrelu: a leaky relu whose slope is drawn anew for each element. Follows aten/src/ATen/native/Activation.cpp and
// derivatives.yaml.

import { runtimeError } from "../errors";
import { eachUniform } from "../random/distributions";
import type { Generator } from "../random/generator";
import type { Scalar } from "../tensor/promotion";
import { copyInto, empty, filled, fromNumbers, numbers } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { checkFloat, overwrite, zeros } from "./activation-parts";
import { leakyRelu, leakyReluBackward } from "./activations";
import { mul } from "./arithmetic";
import { type Op, op } from "./declare";
import { defaultGenerator } from "./random";

type NoiseArguments = [
  self: Tensor,
  noise: Tensor,
  lower?: Scalar,
  upper?: Scalar,
  training?: boolean,
  generator?: Generator | null,
];

/** The sum of two bools is their or. */
function middle(lower: Scalar, upper: Scalar): number {
  if (typeof lower === "boolean" && typeof upper === "boolean") return Number(lower || upper) / 2;
  return (Number(lower) + Number(upper)) / 2;
}

function checkBounds(lower: Scalar, upper: Scalar): void {
  if (Number(lower) > Number(upper)) {
    throw runtimeError("Lower bound should be less than or equal to the upper bound");
  }
}

/** Draws a slope for every element that is not positive; `noise` is fresh and contiguous. */
function forward(...args: Required<NoiseArguments>): Tensor {
  const [self, noise, lower, upper, training, generator] = args;
  checkBounds(lower, upper);
  if (!training) return leakyRelu.forward(self, middle(lower, upper));
  checkFloat(self, "rrelu_with_noise_out_cpu");
  const values = numbers(self);
  const slopes = new Float64Array(values.length).fill(1);
  const negative: number[] = [];
  for (let i = 0; i < values.length; i++) if ((values[i] ?? 0) <= 0) negative.push(i);
  eachUniform(generator ?? defaultGenerator, negative.length, 53, Number(lower), Number(upper), (i, slope) => {
    slopes[negative[i] ?? 0] = slope;
  });
  const drawn = Array.from(slopes);
  copyInto(noise, fromNumbers(drawn, self.shape, noise.dtype));
  const result = empty(self.shape, self.dtype);
  copyInto(
    result,
    fromNumbers(
      drawn.map((slope, i) => slope * (values[i] ?? 0)),
      self.shape,
      self.dtype,
    ),
  );
  return result;
}

const rreluBackward: Op<
  [
    gradOutput: Tensor,
    self: Tensor,
    noise: Tensor,
    lower: Scalar,
    upper: Scalar,
    training: boolean,
    selfIsResult: boolean,
  ],
  Tensor
> = op(
  "rrelu_with_noise_backward(Tensor grad_output, Tensor self, Tensor noise, Scalar lower, Scalar upper, bool training, bool self_is_result) -> Tensor",
  {
    noComplex: "leaky_relu_cpu",
    doc: "The gradient times the slopes that were drawn",
    forms: [],
    forward: (g, self, noise, lower, upper, training, isResult) => {
      if (training && Number(upper) - Number(lower) > 1e-6) return mul.forward(g, noise);
      return leakyReluBackward.forward(g, self, middle(lower, upper), isResult);
    },
    backward: {
      grad_output: {
        uses: ["self", "noise", "lower", "upper", "training"],
        grad: (g, s) =>
          rreluBackward(
            g,
            s.tensor("self"),
            s.tensor("noise"),
            s.scalar("lower"),
            s.scalar("upper"),
            s.flag("training"),
            false,
          ),
      },
      self: zeros,
    },
    samples: ["torch.autograd.grad(F.rrelu(x).sum(), x, create_graph=True)"],
  },
);

const bounds = "Scalar lower=0.125, Scalar upper=0.3333333333333333, bool training=False, Generator? generator=None";

const withNoise: Op<NoiseArguments, Tensor> = op(`rrelu_with_noise(Tensor self, Tensor noise, ${bounds}) -> Tensor`, {
  doc: "rrelu, keeping the slopes in noise",
  forms: [],
  forward,
  backward: {
    self: {
      uses: ["self", "noise", "lower", "upper", "training"],
      grad: (g, s) =>
        rreluBackward(
          g,
          s.tensor("self"),
          s.tensor("noise"),
          s.scalar("lower"),
          s.scalar("upper"),
          s.flag("training"),
          false,
        ),
    },
  },
  samples: [],
});

const withNoiseInPlace: Op<NoiseArguments, Tensor> = op(
  `rrelu_with_noise_(Tensor(a!) self, Tensor noise, ${bounds}) -> Tensor(a!)`,
  {
    doc: "rrelu over its input, keeping the slopes in noise",
    forms: [],
    node: "RreluWithNoiseBackward1",
    forward: (self, ...rest) => overwrite(self, forward(self, ...rest)),
    backward: {
      self: {
        uses: ["result", "noise", "lower", "upper", "training"],
        grad: (g, s) =>
          rreluBackward(
            g,
            s.tensor("result"),
            s.tensor("noise"),
            s.scalar("lower"),
            s.scalar("upper"),
            s.flag("training"),
            true,
          ),
      },
    },
    samples: [],
  },
);

type RreluArguments = [self: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null];

export const rrelu: Op<RreluArguments, Tensor> = op(`rrelu(Tensor self, ${bounds}) -> Tensor`, {
  doc: "self where positive, else self · a slope drawn from [lower, upper); their mean outside training",
  forms: ["torch"],
  composite: (self, lower, upper, training, generator) =>
    withNoise(self, filled(self.shape, 0, self.dtype), lower, upper, training, generator),
  samples: [
    "F.rrelu(x)",
    "F.rrelu(x, training=True)",
    "F.rrelu(x.t(), 0.1, 0.2, training=True)",
    "F.rrelu(d, training=True)",
    "F.rrelu(z, training=True)",
    "F.rrelu(x, 0.5, 0.3)",
    "F.rrelu(n)",
  ],
});

export const rreluInPlace: Op<RreluArguments, Tensor> = op(`rrelu_(Tensor(a!) self, ${bounds}) -> Tensor(a!)`, {
  doc: "rrelu over its input",
  forms: ["torch", "F"],
  composite: (self, lower, upper, training, generator) =>
    withNoiseInPlace(self, filled(self.shape, 0, self.dtype), lower, upper, training, generator),
  samples: ["F.rrelu(x * 1, inplace=True)", "F.rrelu(x * 1, training=True, inplace=True)", "F.rrelu_(p * 1)"],
});
