// softmax and log_softmax. Follows aten/src/ATen/native/SoftMax.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import type { FloatArray } from "../kernels/arrays";
import {
  logSoftmaxBackward as logSoftmaxBackwardKernel,
  logSoftmax as logSoftmaxKernel,
  softmaxBackward as softmaxBackwardKernel,
  softmax as softmaxKernel,
} from "../kernels/softmax";
import type { DType } from "../tensor/dtype";
import { cast, dense, empty } from "../tensor/raw";
import { numelOf, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { mul, neg, sub } from "./arithmetic";
import { to } from "./conversion";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import { exp } from "./pointwise";
import { sumDim } from "./reductions";

function along(self: Tensor, dim: number, kernel: typeof softmaxKernel, name: string): Tensor {
  const at = wrapDim(dim, self.dim);
  if (!self.dtype.isFloatingPoint && self.numel > 0) {
    const kernelName = at === Math.max(self.dim - 1, 0) ? name : "softmax_kernel_impl";
    throw runtimeError(`"${kernelName}" not implemented for '${self.dtype.scalarName}'`);
  }
  const compute = computeDType(self.dtype);
  const source = dense(cast(self, compute));
  const result = empty(self.shape, compute);
  const outer = numelOf(self.shape.slice(0, at));
  const inner = numelOf(self.shape.slice(at + 1));
  kernel(floats(result), floats(source), source.offset, outer, self.shape[at] ?? 1, inner);
  return cast(result, self.dtype);
}

/** A gradient kernel over the gradient and the result, both made dense. */
function backwardAlong(g: Tensor, y: Tensor, dim: number, kernel: typeof softmaxBackwardKernel): Tensor {
  const compute = computeDType(y.dtype);
  const at = wrapDim(dim, y.dim);
  const result = empty(y.shape, compute);
  const outer = numelOf(y.shape.slice(0, at));
  const inner = numelOf(y.shape.slice(at + 1));
  kernel(floats(result), elementsOf(g, compute), elementsOf(y, compute), outer, y.shape[at] ?? 1, inner);
  return cast(result, y.dtype);
}

/** The elements in order, from the first. */
function elementsOf(t: Tensor, compute: DType): FloatArray {
  const source = dense(cast(t, compute));
  return floats(source).subarray(source.offset);
}

export const softmaxBackwardData: Op<[g: Tensor, output: Tensor, dim: number, inputDType: DType], Tensor> = op(
  "_softmax_backward_data(Tensor grad_output, Tensor output, int dim, ScalarType input_dtype) -> Tensor",
  {
    doc: "The gradient of softmax from its output y: (g - Σ g·y)·y",
    forms: ["torch"],
    out: false,
    forward: (g, y, dim) => backwardAlong(g, y, dim, softmaxBackwardKernel),
    backward: {
      grad_output: {
        uses: ["output", "dim"],
        grad: (g, s) => softmaxBackwardData(g, s.tensor("output"), s.int("dim"), g.dtype),
      },
      output: {
        uses: ["grad_output", "output", "dim"],
        // h ⊙ g − h·Σ y⊙g − g·Σ y⊙h, for h arriving here and g the incoming gradient
        grad: (h, s) => {
          const g = s.tensor("grad_output");
          const y = s.tensor("output");
          const dim = [s.int("dim")];
          const first = sub(mul(g, h), mul(sumDim(mul(y, g), dim, true), h));
          return sub(first, mul(g, sumDim(mul(y, h), dim, true)));
        },
      },
    },
    samples: [
      "torch._softmax_backward_data(x, y.softmax(1), 1, torch.float32)",
      "torch._softmax_backward_data(x, y.softmax(0), 0, torch.float32)",
    ],
  },
);

export const logSoftmaxBackwardData: Op<[g: Tensor, output: Tensor, dim: number, inputDType: DType], Tensor> = op(
  "_log_softmax_backward_data(Tensor grad_output, Tensor output, int dim, ScalarType input_dtype) -> Tensor",
  {
    doc: "The gradient of log_softmax from its output y: g - e^y·Σ g",
    forms: ["torch"],
    out: false,
    forward: (g, y, dim) => backwardAlong(g, y, dim, logSoftmaxBackwardKernel),
    backward: {
      grad_output: {
        uses: ["output", "dim"],
        // h − Σ h⊙e^y
        grad: (h, s) => sub(h, sumDim(mul(h, exp(s.tensor("output"))), [s.int("dim")], true)),
      },
      output: {
        uses: ["grad_output", "output", "dim"],
        // −h ⊙ e^y · Σ g
        grad: (h, s) => {
          const total = sumDim(s.tensor("grad_output"), [s.int("dim")], true);
          return mul(mul(neg(total), exp(s.tensor("output"))), h);
        },
      },
    },
    samples: [
      "torch._log_softmax_backward_data(x, y.log_softmax(1), 1, torch.float32)",
      "torch._log_softmax_backward_data(x, y.log_softmax(0), 0, torch.float32)",
    ],
  },
);

/** PyTorch has a kernel for the last dimension and one for the others. */
function missing(name: string, self: Tensor, dim: number): string {
  return wrapDim(dim, self.dim) >= self.dim - 1 ? `${name}_lastdim_kernel_impl` : `${name}_kernel_impl`;
}

export const softmaxOp: Op<[self: Tensor, dim: number, halfToFloat?: boolean], Tensor> = op(
  "_softmax(Tensor self, int dim, bool half_to_float=False) -> Tensor",
  {
    noHalf: (self, dim) => missing("softmax", self, dim),
    doc: "e^self / Σ e^self along dim",
    forms: [],
    node: "SoftmaxBackward0",
    forward: (self, dim) => along(self, dim, softmaxKernel, "softmax_lastdim_kernel_impl"),
    backward: {
      self: {
        uses: ["dim", "result"],
        grad: (g, s) => softmaxBackwardData(g, s.tensor("result"), s.int("dim"), g.dtype),
      },
    },
    samples: [],
  },
);

export const logSoftmaxOp: Op<[self: Tensor, dim: number, halfToFloat?: boolean], Tensor> = op(
  "_log_softmax(Tensor self, int dim, bool half_to_float=False) -> Tensor",
  {
    noHalf: (self, dim) => missing("log_softmax", self, dim),
    doc: "self - ln Σ e^self along dim",
    forms: [],
    node: "LogSoftmaxBackward0",
    forward: (self, dim) => along(self, dim, logSoftmaxKernel, "log_softmax_lastdim_kernel_impl"),
    backward: {
      self: {
        uses: ["dim", "result"],
        grad: (g, s) => logSoftmaxBackwardData(g, s.tensor("result"), s.int("dim"), g.dtype),
      },
    },
    samples: [],
  },
);

export const softmax: Op<[self: Tensor, dim: number, dtype?: DType | null], Tensor> = op(
  "softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Positive parts that sum to 1 along dim: e^self / Σ e^self",
    composite: (self, dim, dtype) => softmaxOp(dtype === null ? self : to(self, dtype), dim, false),
    samples: [
      "x.softmax(-1)",
      "torch.softmax(x, 1)",
      "x.softmax(0)",
      "b.softmax(1)",
      "torch.softmax(x, 1, dtype=torch.float64)",
      "z.softmax(0)",
      "nc.softmax(1)",
      "e.softmax(0)",
      "s.softmax(0)",
    ],
  },
);

export const logSoftmax: Op<[self: Tensor, dim: number, dtype?: DType | null], Tensor> = op(
  "log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Logarithm of softmax: self - ln Σ e^self",
    composite: (self, dim, dtype) => logSoftmaxOp(dtype === null ? self : to(self, dtype), dim, false),
    samples: ["x.log_softmax(-1)", "torch.log_softmax(x, 1)", "b.log_softmax(0)", "x.t().log_softmax(1)"],
  },
);

export const specialSoftmax: Op<[self: Tensor, dim: number, dtype?: DType | null], Tensor> = op(
  "special_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Positive parts that sum to 1 along dim: e^self / Σ e^self",
    forms: [],
    aliases: ["special.softmax"],
    composite: (self, dim, dtype) => softmax(self, dim, dtype),
    samples: ["torch.special.softmax(x, 0)", "torch.special.softmax(x, 0, torch.float64)"],
  },
);

export const specialLogSoftmax: Op<[self: Tensor, dim: number, dtype?: DType | null], Tensor> = op(
  "special_log_softmax(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Logarithm of softmax: self - ln Σ e^self",
    forms: [],
    aliases: ["special.log_softmax"],
    composite: (self, dim, dtype) => logSoftmax(self, dim, dtype),
    samples: ["torch.special.log_softmax(x, 0, dtype=torch.float64)", "torch.special.log_softmax(x, 0, torch.float64)"],
  },
);

/** The dimension F.softmax takes where none is given: the first of 0-, 1- and 3-d tensors, else the second. */
function impliedDim(rank: number): number {
  return rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
}

export const fSoftmax: Op<[input: Tensor, dim?: number | null, stacklevel?: number, dtype?: DType | null], Tensor> = op(
  "softmax(Tensor input, int? dim=None, int _stacklevel=3, ScalarType? dtype=None) -> Tensor",
  {
    noComplex: "softmax_lastdim_kernel_impl",
    doc: "Positive parts that sum to 1 along dim: e^input / Σ e^input",
    forms: ["F"],
    composite: (input, dim, _, dtype) => softmax(input, dim ?? impliedDim(input.dim), dtype),
    samples: ["F.softmax(x, 1)", "F.softmax(b, dim=-1)"],
  },
);

export const fLogSoftmax: Op<[input: Tensor, dim?: number | null, stacklevel?: number, dtype?: DType | null], Tensor> =
  op("log_softmax(Tensor input, int? dim=None, int _stacklevel=3, ScalarType? dtype=None) -> Tensor", {
    noComplex: "log_softmax_lastdim_kernel_impl",
    doc: "Logarithm of softmax: input - ln Σ e^input",
    forms: ["F"],
    composite: (input, dim, _, dtype) => logSoftmax(input, dim ?? impliedDim(input.dim), dtype),
    samples: ["F.log_softmax(x, 1)", "F.log_softmax(v, dim=0)"],
  });

export const fSoftmin: Op<[input: Tensor, dim?: number | null, stacklevel?: number, dtype?: DType | null], Tensor> = op(
  "softmin(Tensor input, int? dim=None, int _stacklevel=3, ScalarType? dtype=None) -> Tensor",
  {
    noComplex: "softmax_lastdim_kernel_impl",
    doc: "softmax of -input",
    forms: ["F"],
    composite: (input, dim, _, dtype) => softmax(neg(input), dim ?? impliedDim(input.dim), dtype),
    samples: ["F.softmin(x, 1)"],
  },
);
