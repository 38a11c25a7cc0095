// softmax and log_softmax. Follows aten/src/ATen/native/SoftMax.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import { logSoftmax as logSoftmaxKernel, softmax as softmaxKernel } from "../kernels/softmax";
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
  if (!self.dtype.isFloatingPoint) {
    throw runtimeError(`"${name}" not implemented for '${self.dtype.scalarName}'`);
  }
  const at = wrapDim(dim, self.dim);
  const compute = computeDType(self.dtype);
  const source = dense(cast(self, compute));
  const result = empty(self.shape, compute);
  const outer = numelOf(self.shape.slice(0, at));
  const inner = numelOf(self.shape.slice(at + 1));
  kernel(floats(result), floats(source), source.offset, outer, self.shape[at] ?? 1, inner);
  return cast(result, self.dtype);
}

export const softmaxOp: Op<[self: Tensor, dim: number, halfToFloat?: boolean], Tensor> = op(
  "_softmax(Tensor self, int dim, bool half_to_float=False) -> Tensor",
  {
    doc: "e^self / Σ e^self along dim",
    forms: [],
    node: "SoftmaxBackward0",
    forward: (self, dim) => along(self, dim, softmaxKernel, "softmax_lastdim_kernel_impl"),
    backward: {
      self: {
        uses: ["dim", "result"],
        // y ⊙ (g − Σ y⊙g)
        grad: (g, s) => {
          const y = s.tensor("result");
          const weighted = mul(g, y);
          return sub(weighted, mul(y, sumDim(weighted, [s.int("dim")], true)));
        },
      },
    },
    samples: [],
  },
);

export const logSoftmaxOp: Op<[self: Tensor, dim: number, halfToFloat?: boolean], Tensor> = op(
  "_log_softmax(Tensor self, int dim, bool half_to_float=False) -> Tensor",
  {
    doc: "self - ln Σ e^self along dim",
    forms: [],
    node: "LogSoftmaxBackward0",
    forward: (self, dim) => along(self, dim, logSoftmaxKernel, "log_softmax_lastdim_kernel_impl"),
    backward: {
      self: {
        uses: ["dim", "result"],
        // g − e^y Σ g
        grad: (g, s) => sub(g, mul(exp(s.tensor("result")), sumDim(g, [s.int("dim")], true))),
      },
    },
    samples: [],
  },
);

export const softmax: Op<[self: Tensor, dim: number, dtype?: DType | null], Tensor> = op(
  "softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Positive parts that sum to 1 along dim: e^self / Σ e^self",
    aliases: ["special.softmax"],
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
    aliases: ["special.log_softmax"],
    composite: (self, dim, dtype) => logSoftmaxOp(dtype === null ? self : to(self, dtype), dim, false),
    samples: ["x.log_softmax(-1)", "torch.log_softmax(x, 1)", "b.log_softmax(0)", "x.t().log_softmax(1)"],
  },
);

/** The dimension F.softmax takes where none is given: the first of 0-, 1- and 3-d tensors, else the second. */
function impliedDim(rank: number): number {
  return rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
}

export const fSoftmax: Op<[input: Tensor, dim?: number | null, stacklevel?: number, dtype?: DType | null], Tensor> = op(
  "softmax(Tensor input, int? dim=None, int _stacklevel=3, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Positive parts that sum to 1 along dim: e^input / Σ e^input",
    forms: ["F"],
    composite: (input, dim, _, dtype) => softmax(input, dim ?? impliedDim(input.dim), dtype),
    samples: ["F.softmax(x, 1)", "F.softmax(b, dim=-1)"],
  },
);

export const fLogSoftmax: Op<[input: Tensor, dim?: number | null, stacklevel?: number, dtype?: DType | null], Tensor> =
  op("log_softmax(Tensor input, int? dim=None, int _stacklevel=3, ScalarType? dtype=None) -> Tensor", {
    doc: "Logarithm of softmax: input - ln Σ e^input",
    forms: ["F"],
    composite: (input, dim, _, dtype) => logSoftmax(input, dim ?? impliedDim(input.dim), dtype),
    samples: ["F.log_softmax(x, 1)", "F.log_softmax(v, dim=0)"],
  });

export const fSoftmin: Op<[input: Tensor, dim?: number | null, stacklevel?: number, dtype?: DType | null], Tensor> = op(
  "softmin(Tensor input, int? dim=None, int _stacklevel=3, ScalarType? dtype=None) -> Tensor",
  {
    doc: "softmax of -input",
    forms: ["F"],
    composite: (input, dim, _, dtype) => softmax(neg(input), dim ?? impliedDim(input.dim), dtype),
    samples: ["F.softmin(x, 1)"],
  },
);
