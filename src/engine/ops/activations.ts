// Activation functions that are piecewise linear, and prelu. Those with exponentials are in smooth-activations.ts,
// softmax in softmax.ts, sigmoid and tanh in pointwise.ts. Gradients are ops of their own, as in PyTorch, so that they
// have gradients in turn. Follows aten/src/ATen/native/Activation.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import * as kernels from "../kernels/activations";
import { gt } from "../kernels/binary";
import * as unaryKernels from "../kernels/unary";
import { bool, float16, uint8 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { window, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { checkFloat, inside, overwrite, pair, zeros } from "./activation-parts";
import { mul, times } from "./arithmetic";
import { clamp } from "./comparison";
import { type Op, op } from "./declare";
import { binary, integerUnary, unary } from "./elementwise";
import { elementFor } from "./kernel-dtypes";
import { where } from "./masking";
import { sumToSize } from "./reductions";
import { reshape } from "./views";

export const thresholdBackward: Op<[gradOutput: Tensor, self: Tensor, threshold: Scalar], Tensor> = op(
  "threshold_backward(Tensor grad_output, Tensor self, Scalar threshold) -> Tensor",
  {
    noComplex: "clamp is not supported for complex types",
    doc: "The gradient where self > threshold, else 0",
    forms: [],
    forward: (g, self, threshold) => pair(g, self, kernels.thresholdBackwardKernel(Number(threshold))),
    backward: {
      grad_output: {
        uses: ["self", "threshold"],
        grad: (g, s) => thresholdBackward(g, s.tensor("self"), s.scalar("threshold")),
      },
      self: zeros,
    },
    samples: ["torch.autograd.grad(x.relu().sum(), x, create_graph=True)"],
  },
);

export const relu: Op<[self: Tensor], Tensor> = op("relu(Tensor self) -> Tensor", {
  noComplex: "clamp is not supported for complex types",
  doc: "max(self, 0)",
  forms: ["Tensor", "torch", "_C"],
  inplace: true,
  out: false,
  forward: (self) => {
    if (self.dtype === bool) throw runtimeError("Boolean inputs not supported for relu");
    if (self.dtype === float16) throw runtimeError("\"clamp_min_cpu\" not implemented for 'Half'");
    return self.dtype.isFloatingPoint
      ? unary(self, self.dtype, unaryKernels.relu)
      : integerUnary(self, unaryKernels.relu, (x) => (x > 0n ? x : 0n));
  },
  backward: { self: { uses: ["result"], grad: (g, s) => thresholdBackward(g, s.tensor("result"), 0n) } },
  samples: ["x.relu()", "torch.relu(z)", "F.relu(n)", "(x * 1).relu_()", "F.relu(m)", "nc.relu()", "e.relu()"],
});

export const leakyReluBackward: Op<[gradOutput: Tensor, self: Tensor, slope: Scalar, isResult: boolean], Tensor> = op(
  "leaky_relu_backward(Tensor grad_output, Tensor self, Scalar negative_slope, bool self_is_result) -> Tensor",
  {
    noComplex: "leaky_relu_cpu",
    doc: "The gradient, scaled where self is not positive",
    forms: [],
    forward: (g, self, slope, isResult) => {
      if (isResult && Number(slope) < 0) {
        throw runtimeError(
          "In-place leakyReLu backward calculation is triggered with a negative slope which is not supported. This is caused by calling in-place forward function with a negative slope, please call out-of-place version instead. File an issue at https://github.com/pytorch/pytorch if you do require supporting in-place leakRelu backward calculation with negative slope",
        );
      }
      return pair(g, self, kernels.leakyReluBackwardKernel(Number(slope)));
    },
    backward: {
      grad_output: {
        uses: ["self", "negative_slope"],
        grad: (g, s) => leakyReluBackward(g, s.tensor("self"), s.scalar("negative_slope"), false),
      },
      self: zeros,
    },
    samples: ["torch.autograd.grad(F.leaky_relu(x).sum(), x, create_graph=True)"],
  },
);

function leakyReluForward(self: Tensor, slope: Scalar): Tensor {
  checkFloat(self, "leaky_relu_cpu");
  return unary(self, self.dtype, kernels.leakyReluKernel(Number(slope)));
}

export const leakyRelu: Op<[self: Tensor, negativeSlope?: Scalar], Tensor> = op(
  "leaky_relu(Tensor self, Scalar negative_slope=0.01) -> Tensor",
  {
    noComplex: "leaky_relu_cpu",
    doc: "self where positive, else negative_slope · self",
    forms: ["_C"],
    forward: leakyReluForward,
    backward: {
      self: {
        uses: ["self", "negative_slope"],
        grad: (g, s) => leakyReluBackward(g, s.tensor("self"), s.scalar("negative_slope"), false),
      },
    },
    samples: ["F.leaky_relu(x)", "F.leaky_relu(z, 0.25)", "F.leaky_relu(n)"],
  },
);

export const leakyReluInPlace: Op<[self: Tensor, negativeSlope?: Scalar], Tensor> = op(
  "leaky_relu_(Tensor(a!) self, Scalar negative_slope=0.01) -> Tensor(a!)",
  {
    noComplex: "leaky_relu_cpu",
    doc: "leaky_relu over its input",
    forms: ["F", "_C"],
    node: "LeakyReluBackward1",
    forward: (self, slope) => overwrite(self, leakyReluForward(self, slope)),
    backward: {
      self: {
        uses: ["result", "negative_slope"],
        grad: (g, s) => leakyReluBackward(g, s.tensor("result"), s.scalar("negative_slope"), true),
      },
    },
    samples: [
      "F.leaky_relu(x * 1, 0.25, inplace=True)",
      "F.leaky_relu(x * 1, -0.25, inplace=True)",
      "F.leaky_relu_(p * 1)",
    ],
  },
);

export const hardtanhBackward: Op<[gradOutput: Tensor, self: Tensor, min: Scalar, max: Scalar], Tensor> = op(
  "hardtanh_backward(Tensor grad_output, Tensor self, Scalar min_val, Scalar max_val) -> Tensor",
  {
    noComplex: "clamp is not supported for complex types",
    doc: "The gradient where min_val < self < max_val, else 0",
    forms: [],
    forward: (g, self, min, max) => pair(g, self, kernels.insideKernel(Number(min), Number(max))),
    backward: {
      grad_output: {
        uses: ["self", "min_val", "max_val"],
        grad: (g, s) => hardtanhBackward(g, s.tensor("self"), s.scalar("min_val"), s.scalar("max_val")),
      },
      self: zeros,
    },
    samples: ["torch.autograd.grad(F.hardtanh(x).sum(), x, create_graph=True)"],
  },
);

export const hardtanh: Op<[self: Tensor, min?: Scalar, max?: Scalar], Tensor> = op(
  "hardtanh(Tensor self, Scalar min_val=-1, Scalar max_val=1) -> Tensor",
  {
    noComplex: "clamp is not supported for complex types",
    doc: "self clamped to [min_val, max_val]",
    forms: ["_C"],
    aliases: [],
    inplace: true,
    forward: (self, min, max) => {
      if (self.dtype === bool) throw runtimeError("Bool inputs not supported for hardtanh");
      const limit = (value: Scalar) => (self.dtype.isFloatingPoint ? value : BigInt(Math.trunc(Number(value))));
      if (self.dtype === uint8 && (Number(limit(min)) < 0 || Number(limit(max)) < 0)) {
        throw runtimeError("cannot do hardtanh on an unsigned type with negative limits");
      }
      return clamp.forward(self, limit(min), limit(max));
    },
    backward: {
      self: {
        uses: ["self", "min_val", "max_val"],
        grad: (g, s) => hardtanhBackward(g, s.tensor("self"), s.scalar("min_val"), s.scalar("max_val")),
      },
    },
    samples: [
      "F.hardtanh(x)",
      "F.hardtanh(z)",
      "F.relu6(x * 8)",
      "F.relu6(n)",
      "F.hardtanh(x, -0.25, 0.5)",
      "F.hardtanh(x, 1, -1)",
      "F.hardtanh(x.int(), -1.5, 1.5)",
      "F.hardtanh(x * 1, inplace=True)",
      "F.hardtanh(u8)",
    ],
  },
);

/** relu6 of PyTorch's C++ side; F.relu6 calls hardtanh itself. */
export const relu6: Op<[self: Tensor], Tensor> = op("relu6(Tensor self) -> Tensor", {
  doc: "self clamped to [0, 6]",
  forms: ["_C"],
  composite: (self) => hardtanh(self, 0n, 6n),
  samples: [],
});

function thresholdForward(self: Tensor, threshold: Scalar, value: Scalar): Tensor {
  if (self.dtype === bool || self.dtype === float16) {
    throw runtimeError(`"threshold_cpu" not implemented for '${self.dtype.scalarName}'`);
  }
  const limit = elementFor(threshold, self.dtype);
  const replacement = elementFor(value, self.dtype);
  const kernel = kernels.thresholdKernel(limit, replacement);
  if (self.dtype.isFloatingPoint) return unary(self, self.dtype, kernel);
  return integerUnary(self, kernel, (x) => (x <= BigInt(limit) ? BigInt(replacement) : x));
}

export const threshold: Op<[self: Tensor, threshold: Scalar, value: Scalar], Tensor> = op(
  "threshold(Tensor self, Scalar threshold, Scalar value) -> Tensor",
  {
    noComplex: "threshold_cpu",
    doc: "self where it is above threshold, else value",
    forms: ["torch", "_C"],
    forward: thresholdForward,
    backward: {
      self: {
        uses: ["self", "threshold"],
        grad: (g, s) => thresholdBackward(g, s.tensor("self"), s.scalar("threshold")),
      },
    },
    samples: [
      "F.threshold(x, 0.5, 2)",
      "torch.threshold(z, 0, 7)",
      "F.threshold(n, 0, 7)",
      "F.threshold(u8, -1, 2)",
      "F.threshold(u8, 1, -1.5)",
    ],
  },
);

export const thresholdInPlace: Op<[self: Tensor, threshold: Scalar, value: Scalar], Tensor> = op(
  "threshold_(Tensor(a!) self, Scalar threshold, Scalar value) -> Tensor(a!)",
  {
    noComplex: "threshold_cpu",
    doc: "threshold over its input",
    forms: ["torch", "F", "_C"],
    node: "ThresholdBackward1",
    forward: (self, limit, value) => overwrite(self, thresholdForward(self, limit, value)),
    backward: {
      self: {
        uses: ["self", "threshold"],
        grad: (g, s) => thresholdBackward(g, s.tensor("self"), s.scalar("threshold")),
      },
    },
    samples: ["F.threshold(x * 1, 0.5, 2, inplace=True)", "torch.threshold_(p * 1, 1, 0)"],
  },
);

const hardswishBackward: Op<[gradOutput: Tensor, self: Tensor], Tensor> = op(
  "hardswish_backward(Tensor grad_output, Tensor self) -> Tensor",
  {
    noComplex: "hardswish_cpu",
    doc: "The gradient times self/3 + 1/2 between -3 and 3, 0 below, 1 above",
    forms: [],
    forward: (g, self) => pair(g, self, kernels.hardswishBackward),
    backward: {
      grad_output: { uses: ["self"], grad: (g, s) => hardswishBackward(g, s.tensor("self")) },
      self: {
        uses: ["grad_output", "self"],
        grad: (g, s) => times(mul(mul(g, s.tensor("grad_output")), inside(s.tensor("self"), -3, 3)), 1 / 3),
      },
    },
    samples: ["torch.autograd.grad(F.hardswish(x).sum(), x, create_graph=True)"],
  },
);

export const hardswish: Op<[self: Tensor], Tensor> = op("hardswish(Tensor self) -> Tensor", {
  noComplex: "hardswish_cpu",
  doc: "self · clamp(self + 3, 0, 6) / 6",
  forms: ["_C"],
  inplace: true,
  forward: (self) => {
    checkFloat(self, "hardswish_cpu");
    return unary(self, self.dtype, kernels.hardswish);
  },
  backward: { self: { uses: ["self"], grad: (g, s) => hardswishBackward(g, s.tensor("self")) } },
  samples: ["F.hardswish(x * 4)", "F.hardswish(z)", "F.hardswish(n)", "F.hardswish(x * 1, inplace=True)"],
});

const hardsigmoidBackward: Op<[gradOutput: Tensor, self: Tensor], Tensor> = op(
  "hardsigmoid_backward(Tensor grad_output, Tensor self) -> Tensor",
  {
    doc: "A sixth of the gradient between -3 and 3, else 0",
    forms: [],
    forward: (g, self) => pair(g, self, kernels.hardsigmoidBackward),
    samples: [],
  },
);

export const hardsigmoid: Op<[self: Tensor], Tensor> = op("hardsigmoid(Tensor self) -> Tensor", {
  noComplex: "hardsigmoid_cpu",
  doc: "clamp(self + 3, 0, 6) / 6",
  forms: ["_C"],
  inplace: true,
  forward: (self) => {
    checkFloat(self, "hardsigmoid_cpu");
    return unary(self, self.dtype, kernels.hardsigmoid);
  },
  backward: { self: { uses: ["self"], grad: (g, s) => hardsigmoidBackward(g, s.tensor("self")) } },
  samples: ["F.hardsigmoid(x * 4)", "F.hardsigmoid(z)", "F.hardsigmoid(n)", "F.hardsigmoid(x * 1, inplace=True)"],
});

const softshrinkBackward: Op<[gradOutput: Tensor, self: Tensor, lambd: Scalar], Tensor> = op(
  "softshrink_backward(Tensor grad_output, Tensor self, Scalar lambd) -> Tensor",
  {
    noComplex: "softshrink_cpu",
    doc: "The gradient where |self| > lambd, else 0",
    forms: [],
    forward: (g, self, lambd) => pair(g, self, kernels.outsideKernel(Number(lambd))),
    backward: {
      grad_output: {
        uses: ["self", "lambd"],
        grad: (g, s) => softshrinkBackward(g, s.tensor("self"), s.scalar("lambd")),
      },
      self: zeros,
    },
    samples: ["torch.autograd.grad(F.softshrink(x).sum(), x, create_graph=True)"],
  },
);

export const softshrink: Op<[self: Tensor, lambd?: Scalar], Tensor> = op(
  "softshrink(Tensor self, Scalar lambd=0.5) -> Tensor",
  {
    noComplex: "softshrink_cpu",
    doc: "self moved towards 0 by lambd, 0 where it is nearer",
    forms: ["F", "_C"],
    forward: (self, lambd) => {
      if (Number(lambd) < 0) {
        throw runtimeError(`lambda must be greater or equal to 0, but found to be ${Number(lambd)}.`);
      }
      checkFloat(self, "softshrink_cpu");
      return unary(self, self.dtype, kernels.softshrinkKernel(Number(lambd)));
    },
    backward: {
      self: {
        uses: ["self", "lambd"],
        grad: (g, s) => softshrinkBackward(g, s.tensor("self"), s.scalar("lambd")),
      },
    },
    samples: ["F.softshrink(x)", "F.softshrink(z)", "F.softshrink(x, -1)", "F.softshrink(n)"],
  },
);

const hardshrinkBackward: Op<[gradOut: Tensor, self: Tensor, lambd: Scalar], Tensor> = op(
  "hardshrink_backward(Tensor grad_out, Tensor self, Scalar lambd) -> Tensor",
  {
    noComplex: "hardshrink_cpu",
    doc: "The gradient where |self| > lambd, else 0",
    forms: [],
    forward: (g, self, lambd) => pair(g, self, kernels.outsideKernel(Number(lambd))),
    backward: {
      grad_out: {
        uses: ["self", "lambd"],
        grad: (g, s) => hardshrinkBackward(g, s.tensor("self"), s.scalar("lambd")),
      },
      self: zeros,
    },
    samples: ["torch.autograd.grad(F.hardshrink(x).sum(), x, create_graph=True)"],
  },
);

export const hardshrink: Op<[self: Tensor, lambd?: Scalar], Tensor> = op(
  "hardshrink(Tensor self, Scalar lambd=0.5) -> Tensor",
  {
    noComplex: "hardshrink_cpu",
    doc: "self where |self| > lambd, else 0",
    forms: ["Tensor", "torch", "F"],
    forward: (self, lambd) => {
      checkFloat(self, "hardshrink_cpu");
      return unary(self, self.dtype, kernels.hardshrinkKernel(Number(lambd)));
    },
    backward: {
      self: {
        uses: ["self", "lambd"],
        grad: (g, s) => hardshrinkBackward(g, s.tensor("self"), s.scalar("lambd")),
      },
    },
    samples: ["F.hardshrink(x)", "x.hardshrink(1)", "torch.hardshrink(z)", "F.hardshrink(n)"],
  },
);

/** The weight's place in the shape of `self`: one per channel, dimension 1. */
function channelShape(self: { readonly shape: readonly number[] }, weight: { readonly shape: readonly number[] }) {
  if ((weight.shape[0] ?? 1) === 1) return self.shape.map(() => 1);
  return self.shape.map((_, i) => (i === 1 ? (weight.shape[0] ?? 1) : 1));
}

export const prelu: Op<[self: Tensor, weight: Tensor], Tensor> = op("prelu(Tensor self, Tensor weight) -> Tensor", {
  doc: "self where positive, else weight · self, one weight for all or one per channel",
  forms: ["Tensor", "torch", "F"],
  out: false,
  forward: (self, weight) => {
    if (weight.dim > 1) {
      throw runtimeError(`prelu: Expected \`weight\` to be a scalar or 1D tensor, but got ndim = ${weight.dim}`);
    }
    const channels = self.dim > 1 ? (self.shape[1] ?? 1) : 1;
    if (weight.numel !== 1) {
      if (self.dim === 0) throw runtimeError("Not allow zero-dim input tensor.");
      if (weight.numel !== channels) {
        throw runtimeError(
          `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${weight.numel} and channel size = ${channels}.`,
        );
      }
    }
    if (self.dtype !== weight.dtype) {
      throw runtimeError(`Found dtype ${weight.dtype.scalarName} but expected ${self.dtype.scalarName}`);
    }
    checkFloat(self, "prelu_cpu");
    const shape = channelShape(self, weight);
    const strides = shape.map((n) => (n === 1 ? 0 : (weight.strides[0] ?? 0)));
    return pair(self, window(weight, shape, strides, weight.offset), kernels.prelu);
  },
  backward: {
    self: {
      uses: ["self", "weight"],
      grad: (g, s) => {
        const self = s.tensor("self");
        const weight = s.tensor("weight");
        return where(positive(self), g, mul(g, reshape(weight, channelShape(self, weight))));
      },
    },
    weight: {
      uses: ["self", "weight"],
      grad: (g, s) => {
        const self = s.tensor("self");
        const weight = s.tensor("weight");
        const each = where(positive(self), wrapNumber(0), mul(g, self));
        return reshape(sumToSize(each, channelShape(self, weight)), weight.shape);
      },
    },
  },
  samples: [
    "F.prelu(x, v)",
    "F.prelu(x, s)",
    "torch.prelu(b, torch.tensor([0.25, -0.5, 0.125, 2.0], requires_grad=True))",
    "F.prelu(x, torch.ones(2))",
    "F.prelu(x, torch.ones(1, 3))",
  ],
});

function positive(x: Tensor): Tensor {
  return binary(x, wrapNumber(0), x.dtype, bool, gt);
}
