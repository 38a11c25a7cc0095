// Losses of pairs: an input and a target of one shape. Those of classes are in cross-entropy.ts. `reduction` is 0 for
// none, 1 for the mean, 2 for the sum. Gradients are ops of their own, as in PyTorch.
// Follows aten/src/ATen/native/{Loss,PointwiseOps}.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import type { BinaryKernel } from "../kernels/binary";
import * as kernels from "../kernels/losses";
import { bfloat16, bool, type DType, float16 } from "../tensor/dtype";
import { canCast, floatResult, resultType, type Scalar } from "../tensor/promotion";
import { cast, filled, numbers, wrapNumber } from "../tensor/raw";
import { broadcastShapes, formatShape, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, div, mul, neg, plus, sub, times } from "./arithmetic";
import { clampMin, eq, le, logicalAnd } from "./comparison";
import { type Backward, type Formula, type Op, op } from "./declare";
import { binary } from "./elementwise";
import { checkKernel, notImplementedFor } from "./kernel-dtypes";
import { maskedFill } from "./masking";
import { abs, exp, log, log1p, sigmoid } from "./pointwise";
import { mean, sum } from "./reductions";
import { divScalar, mulScalar } from "./scalar-arithmetic";
import { logSigmoid } from "./smooth-activations";

/** The mean or the sum, without history; the losses themselves for reduction 0. */
export function reduced(losses: Tensor, reduction: number): Tensor {
  if (reduction === 1) return mean.forward(losses, null);
  return reduction === 2 ? sum.forward(losses, null) : losses;
}

/** The same as ops that a graph shows. */
export function reduceRecorded(losses: Tensor, reduction: number): Tensor {
  if (reduction === 1) return mean(losses);
  return reduction === 2 ? sum(losses) : losses;
}

/** What a gradient is divided by: the number of elements under the mean. */
function divisorOf(reduction: number, self: Tensor): number {
  return reduction === 1 ? self.numel : 1;
}

type PairArguments = [self: Tensor, target: Tensor, reduction?: number];
type PairBackwardArguments = [gradOutput: Tensor, self: Tensor, target: Tensor, reduction: number];
interface Rule {
  readonly uses: readonly string[];
  readonly grad: Formula;
}

interface PairLoss {
  readonly name: string;
  /** "float beta=1.0" and its name; nothing for mse_loss. */
  readonly parameter: { readonly declaration: string; readonly name: string; readonly bare: string } | null;
  /** PyTorch's name of the kernel, for its error. */
  readonly kernelName: string;
  /** The losses have the dtype of self, not that of both. */
  readonly keepsSelf?: boolean;
  /** Floats that it is not made for. */
  readonly lacks: readonly DType[];
  readonly node: string;
  readonly doc: string;
  readonly check: (parameter: number) => void;
  readonly loss: (parameter: number) => BinaryKernel;
  readonly slope: (parameter: number) => BinaryKernel;
  /** The second derivative, 0 or a constant by place. */
  readonly curvature: (self: Tensor, target: Tensor, parameter: number) => Tensor;
  readonly samples: readonly string[];
}

/** Declares a loss of (self - target) and its gradient. */
function pairLoss(options: PairLoss): Op<[...PairArguments, parameter?: number], Tensor> {
  const { name, parameter } = options;
  const extra = parameter === null ? [] : [parameter.name];
  const tail = parameter === null ? "" : `, ${parameter.bare}`;
  const slopes: Op<[...PairBackwardArguments, ...parameter: number[]], Tensor> = op(
    `${name}_backward(Tensor grad_output, Tensor self, Tensor target, int reduction${tail}) -> Tensor`,
    {
      doc: `The gradient of ${name}`,
      forms: [],
      node: `${options.node}BackwardBackward0`,
      forward: (g, self, target, reduction, ...[value = 0]) => {
        if (target.dtype !== self.dtype) {
          throw runtimeError(`Found dtype ${target.dtype.scalarName} but expected ${self.dtype.scalarName}`);
        }
        const slope = binary(self, target, self.dtype, self.dtype, options.slope(value));
        const divisor = divisorOf(reduction, self);
        const scaled = divisor === 1 ? slope : div.forward(slope, wrapNumber(divisor));
        return mul.forward(scaled, g);
      },
      backward: secondDerivatives(options, extra, (...args) => slopes(...args)),
      samples: [
        `torch.autograd.grad(F.${name}(x, y), x, create_graph=True)`,
        `torch.autograd.grad(F.${name}(x, y, reduction='sum'), y, create_graph=True)`,
      ],
    },
  );
  const gradient = (first: "self" | "target", second: "self" | "target"): Rule => ({
    uses: ["self", "target", "reduction", ...extra],
    grad: (g, s) =>
      slopes(g, s.tensor(first), s.tensor(second), s.int("reduction"), ...extra.map((each) => s.float(each))),
  });
  const declaration = parameter === null ? "" : `, ${parameter.declaration}`;
  return op(`${name}(Tensor self, Tensor target, int reduction=Mean${declaration}) -> Tensor`, {
    doc: options.doc,
    forms: ["_C"],
    node: `${options.node}Backward0`,
    forward: (self, target, reduction, ...[value]) => {
      options.check(value ?? 0);
      const dtype = resultType(self, target);
      if (!dtype.isFloatingPoint) throw notImplementedFor(options.kernelName, dtype);
      checkKernel(options.kernelName, dtype, ...options.lacks);
      const losses = binary(self, target, dtype, dtype, options.loss(value ?? 0));
      if (!options.keepsSelf) return reduced(losses, reduction);
      if (!canCast(dtype, self.dtype)) {
        throw runtimeError(
          `result type ${dtype.scalarName} can't be cast to the desired output type ${self.dtype.scalarName}`,
        );
      }
      return reduced(cast(losses, self.dtype), reduction);
    },
    backward: { self: gradient("self", "target"), target: gradient("target", "self") },
    samples: options.samples,
  });
}

function secondDerivatives(
  options: PairLoss,
  extra: readonly string[],
  slopes: (g: Tensor, self: Tensor, target: Tensor, reduction: number, ...parameter: number[]) => Tensor,
): Backward {
  const curved: Rule = {
    uses: ["grad_output", "self", "target", "reduction", ...extra],
    grad: (g, s) => {
      const self = s.tensor("self");
      const [value = 0] = extra.map((each) => s.float(each));
      const curvature = options.curvature(self, s.tensor("target"), value);
      const both = mul(mul(g, s.tensor("grad_output")), curvature);
      return times(both, 1 / divisorOf(s.int("reduction"), self));
    },
  };
  return {
    // Summed to the gradient's own shape by the engine.
    grad_output: {
      uses: ["self", "target", "reduction", ...extra],
      grad: (g, s) => {
        const self = s.tensor("self");
        const parameter = extra.map((each) => s.float(each));
        const slope = slopes(filled([], 1, g.dtype), self, s.tensor("target"), s.int("reduction"), ...parameter);
        return mul(g, slope);
      },
    },
    self: curved,
    target: { uses: curved.uses, grad: (g, s, all) => curved.grad(neg(g), s, all) },
  };
}

const nothingToCheck = (): void => {};

export const mseLoss = pairLoss({
  name: "mse_loss",
  parameter: null,
  kernelName: "mse_cpu",
  lacks: [bfloat16],
  node: "MseLoss",
  doc: "Mean squared error: (self - target)², averaged or summed",
  check: nothingToCheck,
  loss: () => kernels.squaredError,
  slope: () => kernels.squaredErrorSlope,
  curvature: (self) => filled([], 2, self.dtype),
  samples: [
    "F.mse_loss(x, y)",
    "F.mse_loss(x, y, reduction='none')",
    "F.mse_loss(x, y, reduction='sum')",
    "F.mse_loss(x, v)",
    "F.mse_loss(n, n)",
    "F.mse_loss(x, d)",
    "F.mse_loss(x.detach(), n)",
    "F.mse_loss(e, e)",
  ],
});

export const smoothL1Loss = pairLoss({
  name: "smooth_l1_loss",
  parameter: { declaration: "float beta=1.0", name: "beta", bare: "float beta" },
  kernelName: "smooth_l1_cpu",
  lacks: [],
  node: "SmoothL1Loss",
  doc: "|self - target| - beta/2, but (self - target)²/(2·beta) where they are closer than beta",
  check: (beta) => {
    if (beta < 0) throw runtimeError("smooth_l1_loss does not support negative values for beta.");
  },
  loss: kernels.smoothL1,
  slope: kernels.smoothL1Slope,
  curvature: (self, target, beta) => {
    const close = binary(self, target, self.dtype, self.dtype, kernels.closerThan(beta));
    return beta === 0 ? close : times(close, 1 / beta);
  },
  samples: [
    "F.smooth_l1_loss(x, y)",
    "F.smooth_l1_loss(x, y, reduction='none', beta=0.5)",
    "F.smooth_l1_loss(x, y, reduction='sum')",
    "F.smooth_l1_loss(x, y, beta=0)",
    "F.smooth_l1_loss(x, y, beta=-1)",
    "F.smooth_l1_loss(n, n)",
  ],
});

export const huberLoss = pairLoss({
  name: "huber_loss",
  parameter: { declaration: "float delta=1.0", name: "delta", bare: "float delta" },
  kernelName: "huber_cpu",
  keepsSelf: true,
  lacks: [],
  node: "HuberLoss",
  doc: "(self - target)²/2 up to delta, then delta · (|self - target| - delta/2)",
  check: (delta) => {
    if (!(delta > 0)) throw runtimeError("huber_loss does not support non-positive values for delta.");
  },
  loss: kernels.huber,
  slope: kernels.huberSlope,
  curvature: (self, target, delta) => binary(self, target, self.dtype, self.dtype, kernels.closerThan(delta)),
  samples: [
    "F.huber_loss(x, y)",
    "F.huber_loss(x, y, reduction='none', delta=0.5)",
    "F.huber_loss(x, y, reduction='sum')",
    "F.huber_loss(x, y, delta=0)",
    "F.huber_loss(n, n)",
  ],
});

export const l1Loss: Op<PairArguments, Tensor> = op(
  "l1_loss(Tensor self, Tensor target, int reduction=Mean) -> Tensor",
  {
    complex: true,
    doc: "|self - target|, averaged or summed",
    forms: ["_C"],
    composite: (self, target, reduction) => reduceRecorded(abs(sub(self, target)), reduction),
    samples: [
      "F.l1_loss(x, y)",
      "F.l1_loss(x, y, reduction='none')",
      "F.l1_loss(x, y, reduction='sum')",
      "F.l1_loss(n, n)",
    ],
  },
);

// ---- Binary cross-entropy

type BceArguments = [self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: number];

/** g · weight / divisor, leaving out what is 1. */
function weighted(g: Tensor, weight: Tensor | null, divisor: number): Tensor {
  const scaled = weight === null ? g : mul(g, weight);
  return divisor === 1 ? scaled : divScalar(scaled, divisor);
}

const binaryCrossEntropyBackward: Op<[gradOutput: Tensor, ...BceArguments], Tensor> = op(
  "binary_cross_entropy_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean) -> Tensor",
  {
    noComplex: "binary_cross_entropy",
    doc: "The gradient of binary_cross_entropy",
    forms: [],
    forward: (g, self, target, weight, reduction) => {
      const slope = binary(self, target, self.dtype, self.dtype, kernels.binaryCrossEntropySlope);
      const each = mul.forward(slope, g);
      const scaled = weight === null ? each : mul.forward(each, weight);
      const divisor = divisorOf(reduction, self);
      return divisor === 1 ? scaled : div.forward(scaled, wrapNumber(divisor));
    },
    backward: {
      grad_output: {
        uses: ["self", "target", "weight", "reduction"],
        grad: (g, s) => {
          const self = s.tensor("self");
          const target = s.tensor("target");
          const one = filled([], 1, g.dtype);
          return mul(g, binaryCrossEntropyBackward(one, self, target, s.optionalTensor("weight"), s.int("reduction")));
        },
      },
      // d/dx (x - t)/(x·(1 - x)) = (x² - 2·x·t + t)/(x·(1 - x))²
      self: {
        uses: ["grad_output", "self", "target", "weight", "reduction"],
        grad: (g, s) => {
          const x = s.tensor("self");
          const t = s.tensor("target");
          const spread = mul(x, plus(neg(x), 1));
          const top = sub(mul(x, sub(x, t)), mul(t, plus(x, -1)));
          const each = mul(mul(g, s.tensor("grad_output")), div(top, mul(spread, spread)));
          return weighted(each, s.optionalTensor("weight"), divisorOf(s.int("reduction"), x));
        },
      },
      target: {
        uses: ["grad_output", "self", "target", "weight", "reduction"],
        grad: (g, s) => {
          const x = s.tensor("self");
          const each = div(mul(g, s.tensor("grad_output")), mul(x, plus(x, -1)));
          return weighted(each, s.optionalTensor("weight"), divisorOf(s.int("reduction"), x));
        },
      },
    },
    samples: ["torch.autograd.grad(F.binary_cross_entropy(q, y), q, create_graph=True)"],
  },
);

export const binaryCrossEntropy: Op<BceArguments, Tensor> = op(
  "binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean) -> Tensor",
  {
    doc: "-(target · ln self + (1 - target) · ln(1 - self)) for probabilities, averaged or summed",
    forms: ["_C"],
    forward: (self, target, weight, reduction) => {
      if (self.dtype !== target.dtype) {
        throw runtimeError(`Found dtype ${target.dtype.scalarName} but expected ${self.dtype.scalarName}`);
      }
      checkKernel("binary_cross_entropy", self.dtype, float16, bfloat16);
      for (const value of numbers(self)) {
        if (!(value >= 0 && value <= 1)) throw runtimeError("all elements of input should be between 0 and 1");
      }
      const losses = binary(self, target, self.dtype, self.dtype, kernels.binaryCrossEntropy);
      return reduced(weight === null ? losses : mul.forward(losses, weight), reduction);
    },
    backward: {
      self: {
        uses: ["self", "target", "weight", "reduction"],
        grad: (g, s) =>
          binaryCrossEntropyBackward(
            g,
            s.tensor("self"),
            s.tensor("target"),
            s.optionalTensor("weight"),
            s.int("reduction"),
          ),
      },
      // ln(1 - x) - ln x
      target: {
        uses: ["self", "target", "weight", "reduction"],
        grad: (g, s) => {
          const x = s.tensor("self");
          const each = mul(g, sub(log1p(neg(x)), log(x)));
          return weighted(each, s.optionalTensor("weight"), divisorOf(s.int("reduction"), x));
        },
      },
    },
    samples: [
      "F.binary_cross_entropy(q, m.float())",
      "F.binary_cross_entropy(q, m.float(), reduction='none')",
      "F.binary_cross_entropy(q, m.float(), reduction='sum', weight=v.detach())",
      "F.binary_cross_entropy(q, y)",
      "F.binary_cross_entropy(torch.tensor([0., 1., 0.5]), torch.tensor([1., 0., 1.]))",
      "F.binary_cross_entropy(x, m.float())",
      "F.binary_cross_entropy(q, m)",
      "F.binary_cross_entropy(q, m.float(), weight=v)",
    ],
  },
);

/** Logits are negated, then clamped. */
function checkLogits(self: Tensor): void {
  if (self.dtype === bool) {
    throw runtimeError(
      "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
    );
  }
  checkKernel("clamp_min_cpu", self.dtype, float16);
}

type LogitArguments = [
  self: Tensor,
  target: Tensor,
  weight?: Tensor | null,
  posWeight?: Tensor | null,
  reduction?: number,
];

const logitUses = ["self", "target", "weight", "pos_weight", "reduction"];

export const binaryCrossEntropyWithLogits: Op<LogitArguments, Tensor> = op(
  "binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=Mean) -> Tensor",
  {
    noComplex: "clamp is not supported for complex types",
    doc: "binary_cross_entropy of σ(self), exact far out",
    forms: ["torch", "_C"],
    out: false,
    forward: (self, target, weight, posWeight, reduction) => {
      checkLogits(self);
      if (target.dtype === bool) {
        throw runtimeError(
          "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.",
        );
      }
      const common = broadcastShapes(self.shape, target.shape);
      if (!sameShape(common, target.shape)) {
        throw runtimeError(
          `output with shape ${formatShape(target.shape)} doesn't match the broadcast shape ${formatShape(common)}`,
        );
      }
      if (!self.dtype.isFloatingPoint) {
        throw runtimeError(`result type Float can't be cast to the desired output type ${self.dtype.scalarName}`);
      }
      if (!target.dtype.isFloatingPoint) {
        throw runtimeError(
          `result type ${self.dtype.scalarName} can't be cast to the desired output type ${target.dtype.scalarName}`,
        );
      }
      // Both are multiplied into what has the target's shape.
      for (const factor of [posWeight, weight]) {
        const spread = factor === null ? common : broadcastShapes(factor.shape, common);
        if (sameShape(spread, common)) continue;
        throw runtimeError(
          `output with shape ${formatShape(common)} doesn't match the broadcast shape ${formatShape(spread)}`,
        );
      }
      // (1 - t)·x + w·(m + ln(e^-m + e^(-x-m))), m = max(-x, 0), w = (pos_weight - 1)·t + 1
      const negative = neg.forward(self);
      const most = clampMin.forward(negative, 0n);
      const fractions = add.forward(exp.forward(neg.forward(most)), exp.forward(sub.forward(negative, most, 1n)), 1n);
      const tail = log.forward(fractions);
      // Written over 1 - t, whose dtype it keeps.
      const written = (t: Tensor) => cast(t, target.dtype);
      const rest = written(mul.forward(plusForward(neg.forward(target), 1), self));
      let losses: Tensor;
      if (posWeight === null) losses = written(add.forward(written(add.forward(rest, most, 1n)), tail, 1n));
      else {
        const factor = plusForward(mul.forward(plusForward(posWeight, -1), target), 1);
        losses = written(add.forward(rest, mul.forward(factor, add.forward(tail, most, 1n)), 1n));
      }
      return reduced(weight === null ? losses : written(mul.forward(losses, weight)), reduction);
    },
    backward: {
      self: {
        uses: logitUses,
        grad: (g, s) => {
          const x = s.tensor("self");
          const t = s.tensor("target");
          const positive = s.optionalTensor("pos_weight");
          const gate = sigmoid(x);
          const slope =
            positive === null ? sub(gate, t) : sub(mul(sub(plus(mul(positive, t), 1), t), gate), mul(positive, t));
          return weighted(mul(slope, g), s.optionalTensor("weight"), divisorOf(s.int("reduction"), x));
        },
      },
      target: {
        uses: logitUses,
        grad: (g, s) => {
          const x = s.tensor("self");
          const positive = s.optionalTensor("pos_weight");
          const slope = positive === null ? neg(x) : sub(logSigmoid(neg(x)), mul(positive, logSigmoid(x)));
          return weighted(mul(slope, g), s.optionalTensor("weight"), divisorOf(s.int("reduction"), x));
        },
      },
    },
    samples: [
      "F.binary_cross_entropy_with_logits(s, q[0, 0], t[:2].float())",
      "F.binary_cross_entropy_with_logits(x, m.float())",
      "F.binary_cross_entropy_with_logits(x, q)",
      "F.binary_cross_entropy_with_logits(x, m.float(), reduction='none')",
      "F.binary_cross_entropy_with_logits(x, m.float(), reduction='sum', weight=v.detach())",
      "F.binary_cross_entropy_with_logits(x, q, pos_weight=torch.tensor([1., 2., 3.]))",
      "F.binary_cross_entropy_with_logits(x * 100, m.float())",
      "F.binary_cross_entropy_with_logits(x, m)",
      "F.binary_cross_entropy_with_logits(x, n)",
      "torch.autograd.grad(F.binary_cross_entropy_with_logits(x, y), x, create_graph=True)",
    ],
  },
);

/** t + value, without history. */
function plusForward(t: Tensor, value: number): Tensor {
  return add.forward(t, wrapNumber(value), 1n);
}

// ---- Divergence

/** grad · ln other, and 0 where 0 · ln other was taken for 0 though the logarithm is none. */
function xlogyGradient(g: Tensor, self: Tensor, other: Tensor): Tensor {
  const zero = wrapNumber(0);
  return maskedFill(xlogy(g, other), logicalAnd(eq(self, zero), le(other, zero)), 0);
}

export const xlogy: Op<[self: Tensor, other: Tensor], Tensor> = op(
  "xlogy.Tensor(Tensor self, Tensor other) -> Tensor",
  {
    doc: "self · ln other; 0 where self is 0",
    aliases: ["special.xlogy"],
    inplace: true,
    forward: (self, other) => {
      const dtype = floatResult(resultType(self, other));
      return binary(self, other, dtype, dtype, kernels.xlogy);
    },
    backward: {
      self: { uses: ["self", "other"], grad: (g, s) => xlogyGradient(g, s.tensor("self"), s.tensor("other")) },
      other: { uses: ["self", "other"], grad: (g, s) => div(mul(g, s.tensor("self")), s.tensor("other")) },
    },
    samples: ["torch.xlogy(x, p)", "torch.xlogy(z, z)", "torch.xlogy(x.relu(), y)", "torch.special.xlogy(i, p)"],
  },
);

export const xlogySelf: Op<[self: Scalar, other: Tensor], Tensor> = op(
  "xlogy.Scalar_Self(Scalar self, Tensor other) -> Tensor",
  {
    noComplex: "xlogy_cpu",
    doc: "self · ln other for a number",
    forms: ["torch"],
    aliases: ["special.xlogy"],
    out: false,
    node: 1,
    forward: (self, other) => xlogy.forward(wrapNumber(self), other),
    backward: {
      other: { uses: ["self", "other"], grad: (g, s) => div(mulScalar(g, s.scalar("self")), s.tensor("other")) },
    },
    samples: ["torch.xlogy(2, p)"],
  },
);

export const xlogyOther: Op<[self: Tensor, other: Scalar], Tensor> = op(
  "xlogy.Scalar_Other(Tensor self, Scalar other) -> Tensor",
  {
    noComplex: "xlogy_cpu",
    doc: "self · ln other for a number",
    aliases: ["special.xlogy"],
    inplace: true,
    out: false,
    node: 2,
    forward: (self, other) => xlogy.forward(self, wrapNumber(other)),
    backward: {
      self: {
        uses: ["self", "other"],
        grad: (g, s) => xlogyGradient(g, s.tensor("self"), wrapNumber(s.scalar("other"))),
      },
    },
    samples: ["torch.xlogy(x, 2)", "x.xlogy(2.5)"],
  },
);

export const klDiv: Op<[self: Tensor, target: Tensor, reduction?: number, logTarget?: boolean], Tensor> = op(
  "kl_div(Tensor self, Tensor target, int reduction=Mean, *, bool log_target=False) -> Tensor",
  {
    doc: "Divergence of target from e^self: target · (ln target - self), averaged or summed",
    forms: ["torch", "_C"],
    composite: (self, target, reduction, logTarget) => {
      if (!self.dtype.isFloatingPoint || !target.dtype.isFloatingPoint) {
        throw runtimeError("kl_div: Integral inputs not supported.");
      }
      const losses = logTarget ? mul(exp(target), sub(target, self)) : sub(xlogy(target, target), mul(target, self));
      return reduceRecorded(losses, reduction);
    },
    samples: [
      "F.kl_div(x, q, reduction='sum')",
      "F.kl_div(x, q, reduction='none')",
      "F.kl_div(x, q, reduction='batchmean')",
      "F.kl_div(x, y, log_target=True, reduction='sum')",
      "F.kl_div(x.log_softmax(1), q.softmax(1))",
      "F.kl_div(x, x.relu(), reduction='sum')",
    ],
  },
);
