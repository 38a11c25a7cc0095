// Activation functions made of exponentials: elu and its kin, gelu, silu, mish, softplus, logsigmoid, glu. Gradients are
// ops of their own, as in PyTorch, so that they have gradients in turn.
// Follows aten/src/ATen/native/{Activation,GatedLinearUnit}.cpp and derivatives.yaml.

import { isGradEnabled } from "../autograd/grad-mode";
import { runtimeError } from "../errors";
import * as kernels from "../kernels/activations";
import { type BinaryKernel, mul as multiply } from "../kernels/binary";
import { geluContiguous, geluContiguousBackward, geluStrided } from "../kernels/gelu";
import * as unaryKernels from "../kernels/unary";
import { bfloat16, float32 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { copyInto, filled, window } from "../tensor/raw";
import { wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { checkFloat, inside, overwrite, pair } from "./activation-parts";
import { add, mul, neg, plus, sub, times } from "./arithmetic";
import { type Op, op } from "./declare";
import { unary } from "./elementwise";
import { cat } from "./joining";
import { checkKernel } from "./kernel-dtypes";
import { exp, sigmoid, tanh } from "./pointwise";
import { narrow } from "./slicing";

type EluArguments = [gradOutput: Tensor, alpha: Scalar, scale: Scalar, input: Scalar, isResult: boolean, self: Tensor];

export const eluBackward: Op<EluArguments, Tensor> = op(
  "elu_backward(Tensor grad_output, Scalar alpha, Scalar scale, Scalar input_scale, bool is_result, Tensor self_or_result) -> Tensor",
  {
    noComplex: "elu_cpu",
    doc: "The gradient times scale where self > 0, else times scale · alpha · input_scale · e^(input_scale · self)",
    forms: [],
    forward: (g, alpha, scale, input, isResult, self) => {
      if (isResult && Number(alpha) < 0) {
        throw runtimeError(
          "In-place elu backward calculation is triggered with a negative slope which is not supported. This is caused by calling in-place forward function with a negative slope, please call out-of-place version instead.",
        );
      }
      const negative = Number(alpha) * Number(scale);
      return pair(g, self, kernels.eluBackwardKernel(negative, Number(scale), Number(input), isResult));
    },
    backward: {
      grad_output: {
        uses: ["alpha", "scale", "input_scale", "is_result", "self_or_result"],
        grad: (g, s) =>
          eluBackward(
            g,
            s.scalar("alpha"),
            s.scalar("scale"),
            s.scalar("input_scale"),
            s.flag("is_result"),
            s.tensor("self_or_result"),
          ),
      },
      self_or_result: {
        uses: ["grad_output", "alpha", "scale", "input_scale", "is_result", "self_or_result"],
        grad: (g, s) => {
          const self = s.tensor("self_or_result");
          const input = Number(s.scalar("input_scale"));
          const below = inside(self, Number.NEGATIVE_INFINITY, 0);
          const both = mul(mul(g, s.tensor("grad_output")), below);
          if (s.flag("is_result")) return times(both, input);
          const factor = input * input * Number(s.scalar("alpha")) * Number(s.scalar("scale"));
          return times(mul(both, exp(times(mul(self, below), input))), factor);
        },
      },
    },
    samples: [
      "torch.autograd.grad(F.elu(x).sum(), x, create_graph=True)",
      "torch.autograd.grad(F.celu(x, 0.5).sum(), x, create_graph=True)",
    ],
  },
);

function eluForward(self: Tensor, alpha: Scalar, scale: Scalar, input: Scalar): Tensor {
  checkFloat(self, "elu_cpu");
  const single = self.dtype.itemSize < 8;
  // The coefficients are in the tensor's precision.
  const round = single ? Math.fround : Number;
  const negative = round(round(Number(alpha)) * round(Number(scale)));
  const kernel = kernels.eluKernel(negative, round(Number(scale)), round(Number(input)), single);
  return unary(self, self.dtype, kernel);
}

const eluUses = ["alpha", "scale", "input_scale"];

export const elu: Op<[self: Tensor, alpha?: Scalar, scale?: Scalar, inputScale?: Scalar], Tensor> = op(
  "elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor",
  {
    noComplex: "elu_cpu",
    doc: "scale · self where positive, else scale · alpha · (e^(input_scale · self) - 1)",
    forms: ["_C"],
    forward: eluForward,
    backward: {
      self: {
        uses: [...eluUses, "self"],
        grad: (g, s) =>
          eluBackward(g, s.scalar("alpha"), s.scalar("scale"), s.scalar("input_scale"), false, s.tensor("self")),
      },
    },
    samples: ["F.elu(x)", "F.elu(z)", "F.elu(nc, 0.5)", "F.elu(n)"],
  },
);

export const eluInPlace: Op<[self: Tensor, alpha?: Scalar, scale?: Scalar, inputScale?: Scalar], Tensor> = op(
  "elu_(Tensor(a!) self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor(a!)",
  {
    noComplex: "elu_cpu",
    doc: "elu over its input",
    forms: ["F", "_C"],
    node: "EluBackward1",
    forward: (self, alpha, scale, input) => overwrite(self, eluForward(self, alpha, scale, input)),
    backward: {
      self: {
        uses: [...eluUses, "result"],
        grad: (g, s) =>
          eluBackward(g, s.scalar("alpha"), s.scalar("scale"), s.scalar("input_scale"), true, s.tensor("result")),
      },
    },
    samples: ["F.elu(x * 1, inplace=True)", "F.elu_(x * 1, 0.5)"],
  },
);

const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

export const selu: Op<[self: Tensor], Tensor> = op("selu(Tensor self) -> Tensor", {
  noComplex: "elu_cpu",
  doc: "elu with the alpha and scale that keep mean 0 and variance 1",
  forms: ["torch", "_C"],
  out: false,
  composite: (self) => elu(self, seluAlpha, seluScale, 1n),
  samples: ["F.selu(x)", "torch.selu(z)", "F.selu(n)"],
});

export const seluInPlace: Op<[self: Tensor], Tensor> = op("selu_(Tensor(a!) self) -> Tensor(a!)", {
  noComplex: "elu_cpu",
  doc: "selu over its input",
  forms: ["torch", "F", "_C"],
  composite: (self) => eluInPlace(self, seluAlpha, seluScale, 1n),
  samples: ["F.selu(x * 1, inplace=True)", "torch.selu_(p * 1)"],
});

function celuForward(self: Tensor, alpha: Scalar): Tensor {
  if (Number(alpha) === 0) throw runtimeError("ZeroDivisionError: alpha cannot be 0 for CELU");
  return eluForward(self, alpha, 1n, 1 / Number(alpha));
}

export const celu: Op<[self: Tensor, alpha?: Scalar], Tensor> = op("celu(Tensor self, Scalar alpha=1.0) -> Tensor", {
  noComplex: "elu_cpu",
  doc: "self where positive, else alpha · (e^(self/alpha) - 1)",
  forms: ["torch", "_C"],
  out: false,
  forward: celuForward,
  backward: {
    self: {
      uses: ["alpha", "self"],
      grad: (g, s) => {
        const alpha = s.scalar("alpha");
        return eluBackward(g, alpha, 1n, 1 / Number(alpha), false, s.tensor("self"));
      },
    },
  },
  samples: ["F.celu(x)", "torch.celu(x, 0.5)", "F.celu(x, 0.0)"],
});

export const celuInPlace: Op<[self: Tensor, alpha?: Scalar], Tensor> = op(
  "celu_(Tensor(a!) self, Scalar alpha=1.0) -> Tensor(a!)",
  {
    noComplex: "elu_cpu",
    doc: "celu over its input",
    forms: ["torch", "F", "_C"],
    node: "CeluBackward1",
    forward: (self, alpha) => overwrite(self, celuForward(self, alpha)),
    backward: {
      self: {
        uses: ["alpha", "result"],
        grad: (g, s) => {
          const alpha = s.scalar("alpha");
          return eluBackward(g, alpha, 1n, 1 / Number(alpha), true, s.tensor("result"));
        },
      },
    },
    samples: ["F.celu(x * 1, 2.0, inplace=True)", "torch.celu_(p * 1)"],
  },
);

// ---- Smooth units

const tanhScale = Math.sqrt(2 / Math.PI);
const tanhCubic = 0.044715;

/** The second derivative of gelu, made of ops. */
function geluSecond(x: Tensor, approximate: string): Tensor {
  const squared = mul(x, x);
  if (approximate === "none") {
    // φ(x)·(2 - x²)
    const density = times(exp(times(squared, -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return mul(density, plus(neg(squared), 2));
  }
  // u = s·(x + c·x³), T = tanh u: (1 - T²)·u' + x/2·(1 - T²)·(u'' - 2·T·u'²)
  const t = tanh(times(add(x, times(mul(squared, x), tanhCubic)), tanhScale));
  const slope = plus(times(squared, 3 * tanhCubic * tanhScale), tanhScale);
  const bend = sub(times(x, 6 * tanhCubic * tanhScale), times(mul(t, mul(slope, slope)), 2));
  const rest = plus(neg(mul(t, t)), 1);
  return mul(rest, add(slope, times(mul(x, bend), 0.5)));
}

function geluBackwardKernel(g: Tensor, self: Tensor, approximate: string): BinaryKernel {
  if (approximate === "tanh") return kernels.geluTanhBackward;
  const plain = self.dtype === float32 && self.isContiguous && g.isContiguous;
  return plain ? geluContiguousBackward : kernels.geluBackward;
}

export const geluBackward: Op<[gradOutput: Tensor, self: Tensor, approximate?: string], Tensor> = op(
  'gelu_backward(Tensor grad_output, Tensor self, *, str approximate="none") -> Tensor',
  {
    doc: "The gradient times Φ(self) + self · φ(self)",
    forms: [],
    forward: (g, self, approximate) => pair(g, self, geluBackwardKernel(g, self, approximate)),
    backward: {
      grad_output: {
        uses: ["self", "approximate"],
        grad: (g, s) => geluBackward(g, s.tensor("self"), s.text("approximate")),
      },
      self: {
        uses: ["grad_output", "self", "approximate"],
        grad: (g, s) => mul(mul(g, s.tensor("grad_output")), geluSecond(s.tensor("self"), s.text("approximate"))),
      },
    },
    samples: [
      "torch.autograd.grad(F.gelu(x).sum(), x, create_graph=True)",
      "torch.autograd.grad(F.gelu(x, approximate='tanh').sum(), x, create_graph=True)",
    ],
  },
);

export const gelu: Op<[self: Tensor, approximate?: string], Tensor> = op(
  'gelu(Tensor self, *, str approximate="none") -> Tensor',
  {
    doc: "self · Φ(self), Φ being the standard normal distribution; approximate='tanh' is close to it",
    forms: ["F", "_C"],
    forward: (self, approximate) => {
      if (approximate !== "none" && approximate !== "tanh") {
        throw runtimeError("approximate argument must be either none or tanh.");
      }
      checkFloat(self, "GeluKernelImpl");
      if (approximate === "tanh") return unary(self, self.dtype, kernels.geluTanh);
      return unary(self, self.dtype, self.isContiguous ? geluContiguous : geluStrided, kernels.gelu);
    },
    backward: {
      self: {
        uses: ["self", "approximate"],
        grad: (g, s) => geluBackward(g, s.tensor("self"), s.text("approximate")),
      },
    },
    samples: ["F.gelu(x)", "F.gelu(x, approximate='tanh')", "F.gelu(z)", "F.gelu(n)", "F.gelu(x, approximate='x')"],
  },
);

const siluBackwardOp: Op<[gradOutput: Tensor, self: Tensor], Tensor> = op(
  "silu_backward(Tensor grad_output, Tensor self) -> Tensor",
  {
    doc: "The gradient times σ(self) · (1 + self · (1 - σ(self)))",
    forms: [],
    forward: (g, self) => pair(g, self, kernels.siluBackward),
    samples: [],
  },
);

export const silu: Op<[self: Tensor], Tensor> = op("silu(Tensor self) -> Tensor", {
  doc: "self · σ(self), also called swish",
  forms: ["_C"],
  inplace: true,
  forward: (self) => {
    checkFloat(self, "silu_cpu");
    return unary(self, self.dtype, unaryKernels.silu32, unaryKernels.silu64);
  },
  backward: {
    self: {
      uses: ["self"],
      grad: (g, s) => {
        const x = s.tensor("self");
        if (!isGradEnabled()) return siluBackwardOp(g, x);
        const gate = sigmoid(x);
        return mul(mul(g, gate), plus(mul(x, plus(neg(gate), 1)), 1));
      },
    },
  },
  samples: ["F.silu(x)", "F.silu(z)", "F.silu(n)", "F.silu(x * 1, inplace=True)"],
});

const mishBackwardOp: Op<[gradOutput: Tensor, self: Tensor], Tensor> = op(
  "mish_backward(Tensor grad_output, Tensor self) -> Tensor",
  {
    doc: "The gradient times the derivative of mish",
    forms: [],
    forward: (g, self) => pair(g, self, kernels.mishBackward),
    samples: [],
  },
);

export const mish: Op<[self: Tensor], Tensor> = op("mish(Tensor self) -> Tensor", {
  noComplex: "mish_cpu",
  doc: "self · tanh(softplus(self))",
  forms: ["_C"],
  inplace: true,
  forward: (self) => {
    checkFloat(self, "mish_cpu");
    checkKernel("mish_cpu", self.dtype, bfloat16);
    return unary(self, self.dtype, kernels.mish);
  },
  backward: {
    self: {
      uses: ["self"],
      grad: (g, s) => {
        const x = s.tensor("self");
        if (!isGradEnabled()) return mishBackwardOp(g, x);
        const gate = sigmoid(x);
        const t = tanh(softplus(x));
        return mul(g, add(t, mul(mul(x, gate), plus(neg(mul(t, t)), 1))));
      },
    },
  },
  samples: ["F.mish(x)", "F.mish(z)", "F.mish(n)", "F.mish(x * 1, inplace=True)"],
});

export const softplusBackward: Op<[gradOutput: Tensor, self: Tensor, beta: Scalar, threshold: Scalar], Tensor> = op(
  "softplus_backward(Tensor grad_output, Tensor self, Scalar beta, Scalar threshold) -> Tensor",
  {
    noComplex: "softplus_cpu",
    doc: "The gradient times σ(beta · self); unchanged beyond the threshold",
    forms: [],
    forward: (g, self, beta, limit) => pair(g, self, kernels.softplusBackwardKernel(Number(beta), Number(limit))),
    backward: {
      grad_output: {
        uses: ["self", "beta", "threshold"],
        grad: (g, s) => softplusBackward(g, s.tensor("self"), s.scalar("beta"), s.scalar("threshold")),
      },
      self: {
        uses: ["grad_output", "self", "beta", "threshold"],
        grad: (g, s) => {
          const beta = Number(s.scalar("beta"));
          const scaled = times(s.tensor("self"), beta);
          const gate = sigmoid(scaled);
          const curved = inside(scaled, Number.NEGATIVE_INFINITY, Number(s.scalar("threshold")));
          const slope = mul(mul(gate, plus(neg(gate), 1)), curved);
          return times(mul(mul(g, s.tensor("grad_output")), slope), beta);
        },
      },
    },
    samples: ["torch.autograd.grad(F.softplus(x, 2).sum(), x, create_graph=True)"],
  },
);

export const softplus: Op<[self: Tensor, beta?: Scalar, threshold?: Scalar], Tensor> = op(
  "softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor",
  {
    noComplex: "softplus_cpu",
    doc: "ln(1 + e^(beta · self)) / beta; self itself where beta · self > threshold",
    forms: ["F", "_C"],
    forward: (self, beta, limit) => {
      checkFloat(self, "softplus_cpu");
      return unary(self, self.dtype, kernels.softplusKernel(Number(beta), Number(limit)));
    },
    backward: {
      self: {
        uses: ["self", "beta", "threshold"],
        grad: (g, s) => softplusBackward(g, s.tensor("self"), s.scalar("beta"), s.scalar("threshold")),
      },
    },
    samples: ["F.softplus(x)", "F.softplus(x, 2, 1)", "F.softplus(z)", "F.softplus(n)"],
  },
);

const logSigmoidBackward: Op<[gradOutput: Tensor, self: Tensor, buffer: Tensor], Tensor> = op(
  "log_sigmoid_backward(Tensor grad_output, Tensor self, Tensor buffer) -> Tensor",
  {
    noComplex: "log_sigmoid_cpu",
    doc: "The gradient times 1 - σ(self)",
    forms: [],
    forward: (g, self) => pair(g, self, kernels.logSigmoidBackward),
    backward: {
      grad_output: {
        uses: ["self", "buffer"],
        grad: (g, s) => logSigmoidBackward(g, s.tensor("self"), s.tensor("buffer")),
      },
      self: {
        uses: ["grad_output", "self"],
        grad: (g, s) => {
          const gate = sigmoid(s.tensor("self"));
          return mul(mul(g, s.tensor("grad_output")), mul(plus(gate, -1), gate));
        },
      },
    },
    samples: ["torch.autograd.grad(F.logsigmoid(x).sum(), x, create_graph=True)"],
  },
);

/** ln σ(x), without history. */
export function logSigmoidValues(x: Tensor): Tensor {
  return pair(x, unary(x, x.dtype, kernels.expNegAbs), kernels.logSigmoid);
}

const logSigmoidForward: Op<[self: Tensor], readonly Tensor[]> = op(
  "log_sigmoid_forward(Tensor self) -> (Tensor output, Tensor buffer)",
  {
    doc: "ln σ(self), and e^-|self| kept for its gradient",
    forms: [],
    node: "LogSigmoidBackward0",
    forward: (self) => {
      checkFloat(self, "log_sigmoid_cpu");
      const buffer = unary(self, self.dtype, kernels.expNegAbs);
      return [pair(self, buffer, kernels.logSigmoid), buffer];
    },
    backward: {
      self: {
        uses: ["self", "buffer"],
        grad: (g, s) => logSigmoidBackward(g, s.tensor("self"), s.tensor("buffer")),
      },
    },
    samples: [],
  },
);

export const logSigmoid: Op<[self: Tensor], Tensor> = op("log_sigmoid(Tensor self) -> Tensor", {
  noComplex: "log_sigmoid_cpu",
  doc: "ln σ(self), exact far out",
  forms: ["_C"],
  aliases: ["F.logsigmoid"],
  // log_sigmoid_forward gives two tensors, by its schema.
  composite: (self) => logSigmoidForward(self)[0] as Tensor,
  samples: ["F.logsigmoid(x)", "F.logsigmoid(z)", "F.logsigmoid(n)"],
});

// ---- Units with a partner

/** The two halves of `t` along `dim`, without history. */
function halves(t: Tensor, dim: number): [Tensor, Tensor] {
  const half = (t.shape[dim] ?? 0) / 2;
  const shape = t.shape.map((n, i) => (i === dim ? half : n));
  const second = t.offset + half * (t.strides[dim] ?? 0);
  return [window(t, shape, t.strides, t.offset), window(t, shape, t.strides, second)];
}

const gluBackward: Op<[gradOutput: Tensor, self: Tensor, dim: number], Tensor> = op(
  "glu_backward(Tensor grad_output, Tensor self, int dim) -> Tensor",
  {
    noComplex: "glu_cpu",
    doc: "The gradients of both halves of glu's input",
    forms: [],
    forward: (g, self, dim) => {
      const at = wrapDim(dim, self.dim);
      const [value, gate] = halves(self, at);
      const result = filled(self.shape, 0, self.dtype);
      const [first, second] = halves(result, at);
      copyInto(first, pair(g, gate, kernels.gated));
      copyInto(second, pair(pair(g, gate, kernels.gateSlope), value, multiply));
      return result;
    },
    backward: {
      // With a, b the halves of self, u, v those of the gradient, σ = σ(b): u·σ + v·a·σ·(1 - σ)
      grad_output: {
        uses: ["self", "dim"],
        grad: (g, s) => {
          const dim = s.int("dim");
          const [a, b] = recordedHalves(s.tensor("self"), dim);
          const [u, v] = recordedHalves(g, dim);
          const gate = sigmoid(b);
          return mul(gate, add(u, mul(mul(v, a), plus(neg(gate), 1))));
        },
      },
      self: {
        uses: ["grad_output", "self", "dim"],
        grad: (g, s) => {
          const dim = s.int("dim");
          const [a, b] = recordedHalves(s.tensor("self"), dim);
          const [u, v] = recordedHalves(g, dim);
          const gate = sigmoid(b);
          const slope = mul(mul(gate, plus(neg(gate), 1)), s.tensor("grad_output"));
          const bend = mul(mul(v, a), plus(times(gate, -2), 1));
          return cat([mul(v, slope), mul(slope, add(u, bend))], dim);
        },
      },
    },
    samples: ["torch.autograd.grad(F.glu(wide).sum(), wide, create_graph=True)"],
  },
);

function recordedHalves(t: Tensor, dim: number): [Tensor, Tensor] {
  const at = wrapDim(dim, t.dim);
  const half = (t.shape[at] ?? 0) / 2;
  return [narrow(t, at, 0, half), narrow(t, at, half, half)];
}

export const glu: Op<[self: Tensor, dim?: number], Tensor> = op("glu(Tensor self, int dim=-1) -> Tensor", {
  noComplex: "glu_cpu",
  doc: "The first half times σ(second half), halved along dim",
  forms: ["_C"],
  forward: (self, dim) => {
    if (self.dim === 0) throw runtimeError("glu does not support 0-dimensional tensors");
    const at = wrapDim(dim, self.dim);
    const size = self.shape[at] ?? 0;
    if (size % 2 !== 0) {
      throw runtimeError(`Halving dimension must be even, but dimension ${at} is size ${size}`);
    }
    checkFloat(self, "glu_cpu");
    const [value, gate] = halves(self, at);
    return pair(value, gate, kernels.gated);
  },
  backward: {
    self: { uses: ["self", "dim"], grad: (g, s) => gluBackward(g, s.tensor("self"), s.int("dim")) },
  },
  samples: ["F.glu(wide)", "F.glu(x, 0)", "F.glu(x)", "F.glu(n, 0)"],
});
