// Running sums, products and extremes along one dimension. Follows aten/src/ATen/native/{ReduceOps,cpu/ReduceOps}.cpp
// and derivatives.yaml.

import { runtimeError } from "../errors";
import * as complexKernels from "../kernels/complex/running";
import * as kernels from "../kernels/running";
import { bool, type DType, float16, float64, int64 } from "../tensor/dtype";
import {
  bigInts,
  cast,
  dense,
  empty,
  filled,
  fromBigInts,
  fromNumbers,
  isSafe,
  numbers,
  truthOf,
  wrapNumber,
} from "../tensor/raw";
import { numelOf, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, div, mul, neg, sub } from "./arithmetic";
import { gt } from "./comparison";
import { conj } from "./conjugation";
import { type Backward, type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import { checkInPlaceDType, checkKernel } from "./kernel-dtypes";
import { where } from "./masking";
import { exp, log } from "./pointwise";
import { flip } from "./rearranging";
import { scatterAdd } from "./selection";

type RunningKernel = typeof kernels.cumsum;

/** A running total of `dtype`: integers exactly, floats kept in double and rounded as they are stored. */
function running(
  name: string,
  self: Tensor,
  dimension: number,
  dtype: DType,
  kernel: RunningKernel,
  combine: (a: bigint, b: bigint) => bigint,
): Tensor {
  const dim = wrapDim(dimension, self.dim);
  if (self.dim > 0 && self.numel > 0) checkKernel(`${name}_out_cpu`, dtype, bool, float16);
  const count = self.dim === 0 ? 1 : (self.shape[dim] ?? 1);
  const inner = numelOf(self.shape.slice(dim + 1));
  const outer = numelOf(self.shape.slice(0, dim));
  const source = cast(self, dtype);
  if (dtype.isComplex) return runningComplex(name, source, outer, count, inner);
  const compute = computeDType(dtype);
  if (dtype.isFloatingPoint || dtype !== int64 || isSafe(source)) {
    const block = dense(cast(source, compute));
    const result = empty(self.shape, compute);
    kernel(floats(result), floats(block), block.offset, outer, count, inner);
    const exact = dtype.isFloatingPoint || floats(result).every((v) => Math.abs(v) <= 2 ** 53);
    if (exact) return cast(result, dtype);
  }
  const values = bigInts(source);
  for (let at = 0; at < values.length; at++) {
    if (Math.floor(at / inner) % count === 0) continue;
    values[at] = BigInt.asIntN(64, combine(values[at - inner] ?? 0n, values[at] ?? 0n));
  }
  return fromBigInts(values, self.shape, dtype);
}

function runningComplex(name: string, source: Tensor, outer: number, count: number, inner: number): Tensor {
  const block = dense(source);
  const result = empty(source.shape, source.dtype);
  const kernel = name === "cumsum" ? complexKernels.cumsum : complexKernels.cumprod;
  kernel(floats(result), floats(block), block.offset, outer, count, inner);
  return result;
}

/** As told, else int64 for integers. */
function totalDType(self: Tensor, dtype: DType | null): DType {
  return dtype ?? (self.dtype.isDifferentiable ? self.dtype : int64);
}

/** Σ from each element to the last. */
function reversedCumsum(g: Tensor, dim: number): Tensor {
  return g.dim === 0 ? g : flip(cumsum(flip(g, [dim]), dim), [dim]);
}

type RunningArguments = [self: Tensor, dim: number, dtype?: DType | null];

export const cumsum: Op<RunningArguments, Tensor> = op(
  "cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    doc: "Sum of the elements up to each one, along dim",
    inplace: true,
    inPlaceCheck: (self, _, dtype) => checkInPlaceDType(self, dtype ?? self.dtype),
    forward: (self, dim, dtype) =>
      running("cumsum", self, dim, totalDType(self, dtype), kernels.cumsum, (a, b) => a + b),
    backward: { self: { uses: ["dim"], grad: (g, s) => reversedCumsum(g, s.int("dim")) } },
    samples: [
      "c.cumsum(0)",
      "x.cumsum(0)",
      "torch.cumsum(x, -1)",
      "n.cumsum(0)",
      "m.cumsum(1)",
      "x.cumsum(0, dtype=torch.float64)",
      "nc.cumsum(1)",
      "x.t().cumsum(0)",
      "b.cumsum(1)",
      "s.cumsum(0)",
      "e.cumsum(0)",
      "x.cumsum(3)",
    ],
  },
);

const cumprodBackward: Op<[gradOutput: Tensor, self: Tensor, dim: number], Tensor> = op(
  "cumprod_backward(Tensor grad, Tensor self, int dim) -> Tensor",
  {
    doc: "The gradient of cumprod where there are zeros",
    forms: [],
    forward: (g, self, dimension) => {
      const dim = wrapDim(dimension, self.dim);
      const inner = numelOf(self.shape.slice(dim + 1));
      const outer = numelOf(self.shape.slice(0, dim));
      const out = new Float64Array(self.numel);
      kernels.cumprodBackward(out, numbers(g), numbers(self), outer, self.shape[dim] ?? 1, inner);
      return fromNumbers(out, self.shape, self.dtype);
    },
    samples: [],
  },
);

export const cumprod: Op<RunningArguments, Tensor> = op(
  "cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    doc: "Product of the elements up to each one, along dim",
    inplace: true,
    inPlaceCheck: (self, _, dtype) => checkInPlaceDType(self, dtype ?? self.dtype),
    forward: (self, dim, dtype) =>
      running("cumprod", self, dim, totalDType(self, dtype), kernels.cumprod, (a, b) => a * b),
    backward: {
      self: {
        uses: ["self", "dim", "result"],
        grad: (g, s) => {
          const self = s.tensor("self");
          if (self.dim === 0) return g;
          if (numbers(truthOf(self)).includes(0)) return cumprodBackward(g, self, s.int("dim"));
          return div(reversedCumsum(mul(g, conj(s.tensor("result"))), s.int("dim")), conj(self));
        },
      },
    },
    samples: [
      "c.cumprod(1)",
      "x.cumprod(0)",
      "torch.cumprod(n, 1)",
      "sq.cumprod(-1)",
      "(x * torch.tensor([1., 0., 1.])).cumprod(1)",
      "s.cumprod(0)",
    ],
  },
);

/** ln Σ e^x from each element to the last. */
function reversedLogcumsumexp(t: Tensor, dim: number): Tensor {
  return flip(logcumsumexp(flip(t, [dim]), dim), [dim]);
}

export const logcumsumexp: Op<[self: Tensor, dim: number], Tensor> = op(
  "logcumsumexp(Tensor self, int dim) -> Tensor",
  {
    noComplex: "logcumsumexp_out_cpu",
    doc: "ln of the sum of e^x of the elements up to each one, along dim",
    forward: (self, dim) => {
      if (!self.dtype.isFloatingPoint || self.dtype === float16) {
        throw runtimeError(`"logcumsumexp_out_cpu" not implemented for '${self.dtype.scalarName}'`);
      }
      return running("logcumsumexp", self, dim, self.dtype, kernels.logcumsumexp, (a) => a);
    },
    backward: {
      self: {
        uses: ["dim", "result", "self"],
        // Σ over what comes after, positive and negative gradients apart, so that logarithms can carry them.
        grad: (g, s) => {
          if (g.dim === 0 || g.numel === 0) return g;
          const [self, result, dim] = [s.tensor("self"), s.tensor("result"), s.int("dim")];
          const least = wrapNumber(g.dtype === float64 ? -Number.MAX_VALUE : -(2 ** 127 * (2 - 2 ** -23)));
          const part = (signed: Tensor): Tensor => {
            const logs = where(gt(signed, wrapNumber(0n)), log(signed), least);
            return exp(add(reversedLogcumsumexp(sub(logs, result), dim), self));
          };
          return sub(part(g), part(neg(g)));
        },
      },
    },
    samples: [
      "x.logcumsumexp(0)",
      "torch.logcumsumexp(x, 1)",
      "z.logcumsumexp(0)",
      "i.logcumsumexp(0)",
      "s.logcumsumexp(0)",
      "e.logcumsumexp(0)",
      "torch.logcumsumexp(torch.tensor([float('-inf'), float('-inf'), 1.]), 0)",
    ],
  },
);

/** Gradients are added where the extremes were. */
const addedBack: Backward = {
  self: {
    uses: ["self", "indices", "dim"],
    grad: (g, s) => scatterAdd(filled(s.input("self").shape, 0, g.dtype), s.int("dim"), s.tensor("indices"), g),
  },
};

function runningExtreme(self: Tensor, dimension: number, sign: 1 | -1): readonly Tensor[] {
  // One element, or none: the dimension is not looked at.
  const dim = self.dim === 0 || self.numel === 0 ? 0 : wrapDim(dimension, self.dim);
  if (self.dim > 0 && self.numel > 0) checkKernel(sign > 0 ? "cummax_cpu" : "cummin_cpu", self.dtype, float16);
  const compute = self.dtype === bool || !self.dtype.isFloatingPoint ? float64 : computeDType(self.dtype);
  const block = dense(cast(self, compute));
  const values = empty(self.shape, compute);
  const indices = new Float64Array(self.numel);
  if (self.numel > 0) {
    kernels.cumulativeExtreme(
      floats(values),
      indices,
      floats(block),
      block.offset,
      numelOf(self.shape.slice(0, dim)),
      self.dim === 0 ? 1 : (self.shape[dim] ?? 1),
      numelOf(self.shape.slice(dim + 1)),
      sign,
    );
  }
  return [cast(values, self.dtype), fromNumbers(indices, self.shape, int64)];
}

export const cummax: Op<[self: Tensor, dim: number], readonly Tensor[]> = op(
  "cummax(Tensor self, int dim) -> (Tensor values, Tensor indices)",
  {
    doc: "The largest element up to each one along dim, and where it is",
    forward: (self, dim) => runningExtreme(self, dim, 1),
    backward: addedBack,
    samples: ["x.cummax(0)", "torch.cummax(t, 0)", "z.cummax(0)", "s.cummax(0)"],
  },
);

export const cummin: Op<[self: Tensor, dim: number], readonly Tensor[]> = op(
  "cummin(Tensor self, int dim) -> (Tensor values, Tensor indices)",
  {
    noComplex: "cummin_cpu",
    doc: "The smallest element up to each one along dim, and where it is",
    forward: (self, dim) => runningExtreme(self, dim, -1),
    backward: addedBack,
    samples: ["x.cummin(1)", "torch.cummin(t, 0)", "n.cummin(0)"],
  },
);
