// Variances, norms and logsumexp. Running totals are in cumulative.ts, sorting and medians in ordering.ts.
// Follows aten/src/ATen/native/{ReduceOps,LinearAlgebra}.cpp and derivatives.yaml.

import type { Saved } from "../autograd/op-node";
import { runtimeError } from "../errors";
import { normByLoops } from "../kernels/norms";
import { logSumExp, type ReduceKernel, squaredDeviations } from "../kernels/reduce";
import { ROUNDS } from "../kernels/rounding";
import { norm as normKernel } from "../kernels/running";
import { realOf } from "../tensor/complex";
import { type DType, float32 } from "../tensor/dtype";
import { reductionLoops } from "../tensor/layout";
import { floatResult, promoteTypes, type Scalar } from "../tensor/promotion";
import { cast, empty, partOf, wrapNumber } from "../tensor/raw";
import { formatShape, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, div, mul, mulScalar, sub, times } from "./arithmetic";
import { eq } from "./comparison";
import { type Backward, type Op, op } from "./declare";
import { equalMask } from "./extremes";
import { maskedFill } from "./masking";
import { abs, exp, sgn } from "./pointwise";
import { pow, sqrt } from "./powers";
import {
  expandReduced,
  mean,
  meanDim,
  meanOver,
  reduce,
  reducedDims,
  reducedShape,
  restoreDims,
  sumDim,
  widened,
} from "./reductions";

// ---- Variance

/** Σ(x - mean)² / (count - correction); NaN where nothing is left to divide by. */
function varianceKernel(correction: number, root: boolean): ReduceKernel {
  return (out, a, starts, count, step) => {
    const squares = new Float64Array(starts.length);
    squaredDeviations(squares, a, starts, count, step);
    const divisor = count === 0 ? 0 : Math.max(count - correction, 0);
    for (let r = 0; r < squares.length; r++) {
      const variance = (squares[r] ?? 0) / divisor;
      out[r] = root ? Math.sqrt(variance) : variance;
    }
  };
}

type Dims = readonly number[] | null;
type CorrectionArguments = [self: Tensor, dim: Dims, correction: number | null, keepdim?: boolean];
type DimArguments = [self: Tensor, dim: Dims, unbiased?: boolean, keepdim?: boolean];

function checkFloating(self: Tensor): void {
  if (!self.dtype.isDifferentiable) throw runtimeError("std and var only support floating point and complex dtypes");
}

function variance(self: Tensor, dim: Dims, correction: number | null, keepdim: boolean, root: boolean): Tensor {
  checkFloating(self);
  const dims = reducedDims(dim, self.dim);
  if (self.dtype.isComplex) {
    // The distance from the mean in the plane: both parts' variances together.
    const part = (which: 0 | 1): Tensor => {
      const values = partOf(self, which);
      return reduce(values, dims, keepdim, values.dtype, varianceKernel(correction ?? 1, false));
    };
    const total = add.forward(part(0), part(1), 1n);
    return root ? sqrt.forward(total) : total;
  }
  return reduce(self, dims, keepdim, self.dtype, varianceKernel(correction ?? 1, root));
}

function countOf(shape: readonly number[], dim: Dims): number {
  return reducedDims(dim, shape.length).reduce((n, d) => n * (shape[d] ?? 1), 1);
}

/** The dims that a node kept; null where all are meant. */
function savedDims(s: Saved): Dims {
  const dims = s.ints("dim");
  return dims.length === 0 ? null : dims;
}

/** 2/(count - correction) · g · (x - mean) */
function varianceGradient(g: Tensor, s: Saved): Tensor {
  const self = s.tensor("self");
  const dim = savedDims(s);
  const degrees = countOf(self.shape, dim) - (s.optionalInt("correction") ?? 1);
  // PyTorch's own answer where nothing is left to divide by; it fits only a 0-d tensor.
  if (degrees === 0 && (dim === null || self.dim === 0)) return times(g, Number.POSITIVE_INFINITY);
  const center = dim === null ? mean(self) : meanDim(self, dim, true);
  const spread = dim === null ? g : restoreDims(g, self.shape, dim, s.flag("keepdim"));
  return mul(times(spread, 2 / degrees), sub(self, center));
}

function deviationGradient(g: Tensor, s: Saved, result: Tensor): Tensor {
  const scaled = maskedFill(div(g, mulScalar(result, 2n)), eq(result, wrapNumber(0)), 0);
  return varianceGradient(scaled, s);
}

/** Gradients of a pair with its mean. */
function withMean(first: (g: Tensor, s: Saved) => Tensor, uses: readonly string[]): Backward {
  return {
    self: {
      uses,
      grad: (_g, s, [spread = null, center = null]) => {
        const { shape } = s.input("self");
        const fromSpread = spread === null ? null : first(spread, s);
        if (center === null) return fromSpread;
        const dim = savedDims(s);
        const even = expandReduced(center, shape, reducedDims(dim, shape.length), s.flag("keepdim"));
        const fromMean = div(even, wrapNumber(countOf(shape, dim)));
        return fromSpread === null ? fromMean : add(fromSpread, fromMean);
      },
    },
  };
}

const varianceUses = ["self", "dim", "correction", "keepdim"];

/** Declares var or std: the overload with a correction, which the others call. */
function spreadOp(name: "var" | "std", root: boolean, doc: string, samples: readonly string[]) {
  const withCorrection: Op<CorrectionArguments, Tensor> = op(
    `${name}.correction(Tensor self, int[1]? dim, *, int? correction, bool keepdim=False) -> Tensor`,
    {
      complex: true,
      doc,
      forms: [],
      forward: (self, dim, correction, keepdim) => variance(self, dim, correction, keepdim, root),
      backward: root
        ? { self: { uses: [...varianceUses, "result"], grad: (g, s) => deviationGradient(g, s, s.tensor("result")) } }
        : { self: { uses: varianceUses, grad: varianceGradient } },
      samples: [],
    },
  );
  const all: Op<[self: Tensor, unbiased?: boolean], Tensor> = op(`${name}(Tensor self, bool unbiased=True) -> Tensor`, {
    complex: true,
    doc,
    out: false,
    composite: (self, unbiased) => withCorrection(self, null, unbiased ? 1 : 0),
    samples,
  });
  const along: Op<DimArguments, Tensor> = op(
    `${name}.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor`,
    {
      complex: true,
      doc,
      composite: (self, dim, unbiased, keepdim) => withCorrection(self, dim, unbiased ? 1 : 0, keepdim),
      samples: [],
    },
  );
  const corrected: Op<CorrectionArguments, Tensor> = op(
    `${name}.corrected(Tensor self, int[1]? dim, *, int? correction, bool keepdim=False) -> Tensor`,
    {
      complex: true,
      doc,
      composite: (self, dim, correction, keepdim) => withCorrection(self, dim, correction, keepdim),
      samples: [],
    },
  );
  return { withCorrection, all, along, corrected };
}

export const variances = spreadOp("var", false, "Variance: Σ(self - mean)² / (count - 1), or / count if not unbiased", [
  "x.var()",
  "c.var(1)",
  "x.var(0)",
  "torch.var(x, 0, unbiased=False)",
  "x.var(dim=1, correction=2, keepdim=True)",
  "x.var([0, 1])",
  "x.var(False)",
  "b.var((0, 2))",
  "x.t().var(0)",
  "n.var()",
  "s.var()",
  "v[:1].var()",
  "e.var(0)",
  "x.var(5)",
]);

export const deviations = spreadOp("std", true, "Standard deviation: √ of the variance", [
  "x.std()",
  "c.std()",
  "c.std(0)",
  "x.std(0)",
  "torch.std(x, 1, keepdim=True)",
  "x.std(unbiased=False)",
  "n.std()",
  "d.std()",
]);

/** Declares var_mean or std_mean. */
function pairOp(name: "var_mean" | "std_mean", root: boolean, doc: string, samples: readonly string[]) {
  const withCorrection: Op<CorrectionArguments, readonly Tensor[]> = op(
    `${name}.correction(Tensor self, int[1]? dim, *, int? correction, bool keepdim=False) -> (Tensor, Tensor)`,
    {
      complex: true,
      doc,
      forms: [],
      forward: (self, dim, correction, keepdim) => [
        variance(self, dim, correction, keepdim, root),
        meanOver(self, reducedDims(dim, self.dim), keepdim, self.dtype),
      ],
      backward: root
        ? withMean((g, s) => deviationGradient(g, s, s.tensor("result0")), [...varianceUses, "result0"])
        : withMean(varianceGradient, varianceUses),
      samples: [],
    },
  );
  op<[self: Tensor, unbiased?: boolean], readonly Tensor[]>(
    `${name}(Tensor self, bool unbiased=True) -> (Tensor, Tensor)`,
    {
      complex: true,
      doc,
      forms: ["torch"],
      composite: (self, unbiased) => withCorrection(self, null, unbiased ? 1 : 0),
      samples,
    },
  );
  op<DimArguments, readonly Tensor[]>(
    `${name}.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)`,
    {
      complex: true,
      doc,
      forms: ["torch"],
      composite: (self, dim, unbiased, keepdim) => withCorrection(self, dim, unbiased ? 1 : 0, keepdim),
      samples: [],
    },
  );
  op<CorrectionArguments, readonly Tensor[]>(
    `${name}.corrected(Tensor self, int[1]? dim, *, int? correction, bool keepdim=False) -> (Tensor, Tensor)`,
    {
      complex: true,
      doc,
      forms: ["torch"],
      composite: (self, dim, correction, keepdim) => withCorrection(self, dim, correction, keepdim),
      samples: [],
    },
  );
  return withCorrection;
}

export const varMean = pairOp("var_mean", false, "Variance and mean at once", [
  "torch.var_mean(x)",
  "torch.var_mean(c, 0)",
  "torch.var_mean(x, 1)",
  "torch.var_mean(x, 1, correction=0, keepdim=True)",
  "torch.var_mean(x)[0]",
]);
export const stdMean = pairOp("std_mean", true, "Standard deviation and mean at once", [
  "torch.std_mean(x, 0)",
  "torch.std_mean(x)[1]",
]);

// ---- Norms

/** d‖x‖ₚ/dx, each p by its own formula (norm_backward); gradient and norm have kept their dims. */
export function normBackward(
  grad: Tensor,
  self: Tensor,
  p: number,
  norm: Tensor,
  dims: readonly number[] = [],
): Tensor | null {
  if (p === 0) return null;
  if (p === 1) return mul(sgn(self), grad);
  const atZero = eq(norm, wrapNumber(0));
  if (p === 2) return mul(grad, maskedFill(div(self, norm), atZero, 0));
  if (!Number.isFinite(p)) {
    const mask = equalMask(abs(self), norm);
    const every = dims.length === 0 ? self.shape.map((_, d) => d) : dims;
    const count = every.length === 0 ? mask : sumDim(mask, every, dims.length > 0);
    return mul(mul(sgn(self), mask), div(grad, count));
  }
  if (p < 1) {
    const steep = maskedFill(pow(abs(self), p - 1), eq(self, wrapNumber(0)), 0);
    return mul(mul(mul(sgn(self), steep), grad), pow(norm, 1 - p));
  }
  const scale = maskedFill(div(grad, pow(norm, p - 1)), atZero, 0);
  const scaled = p < 2 ? mul(sgn(self), pow(abs(self), p - 1)) : mul(self, pow(abs(self), p - 2));
  return mul(scaled, scale);
}

function normGradient(g: Tensor, s: Saved, p: number): Tensor | null {
  const self = s.tensor("self");
  const saved = savedDims(s);
  // Of everything: one number, which broadcasts as it is.
  if (saved === null && !s.flag("keepdim")) return normBackward(g, self, p, s.tensor("result"));
  const dims = reducedDims(saved, self.dim);
  const restored = (t: Tensor) => restoreDims(t, self.shape, dims, s.flag("keepdim"));
  return normBackward(restored(g), self, p, restored(s.tensor("result")), dims);
}

/** What a norm is of: |self| for complex elements. */
function magnitudes(self: Tensor): Tensor {
  return self.dtype.isComplex ? abs.forward(self) : self;
}

/** Norms of reals: of floats of up to 32 bits in PyTorch's order of additions, rounding at each as it does. */
function normOver(t: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType, p: number): Tensor {
  if (!ROUNDS.has(dtype.name) || t.numel === 0 || p === 0 || !Number.isFinite(p)) {
    return reduce(t, dims, keepdim, dtype, normKernel(p));
  }
  const source = widened(cast(t, dtype));
  const result = empty(reducedShape(t.shape, dims, keepdim), float32);
  const loops = reductionLoops(source.shape, source.strides, dims);
  normByLoops(p, dtype.name, result.storage.float32(), source.storage.float32(), source.offset, loops);
  return cast(result, dtype);
}

export const normDim: Op<[self: Tensor, p: Scalar | null, dim: readonly number[], keepdim?: boolean], Tensor> = op(
  "norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor",
  {
    complex: true,
    doc: "(Σ |self|^p)^(1/p) along dim",
    forms: [],
    node: 1,
    forward: (self, p, dim, keepdim) => {
      if (!self.dtype.isDifferentiable) {
        throw runtimeError(
          `norm(): input dtype should be either floating point or complex. Got ${self.dtype.scalarName} instead.`,
        );
      }
      const sizes = magnitudes(self);
      return normOver(sizes, reducedDims(dim, self.dim), keepdim, sizes.dtype, Number(p ?? 2));
    },
    backward: {
      self: {
        uses: ["self", "p", "dim", "keepdim", "result"],
        grad: (g, s) => normGradient(g, s, Number(s.optionalScalar("p") ?? 2)),
      },
    },
    samples: [],
  },
);

/** The dtype that a norm is asked to compute in takes all of its input's numbers. */
export function checkNormDType(name: string, self: Tensor, dtype: DType): void {
  if (!dtype.isDifferentiable) {
    throw runtimeError(`${name}: dtype should be floating point or complex, but got ${dtype.scalarName}`);
  }
  if (self.dtype.isComplex !== dtype.isComplex) {
    const kind = self.dtype.isComplex ? "complex" : "real";
    throw runtimeError(`${name}: dtype should be ${kind} for ${kind} inputs, but got ${dtype.scalarName}`);
  }
  if (promoteTypes(self.dtype, dtype) === dtype) return;
  throw runtimeError(
    `${name}: the dtype of the input (${self.dtype.scalarName}) should be convertible without narrowing to the specified dtype (${dtype.scalarName})`,
  );
}

/** The largest or smallest of nothing is no number, and neither is a negative power's sum. */
function checkIdentity(self: Tensor, ord: number, dim: readonly number[] | null): void {
  if (self.numel > 0 || (ord >= 0 && Number.isFinite(ord))) return;
  const norm = `linalg.vector_norm cannot compute the ${String(ord).replace("Infinity", "inf")} norm on`;
  if (dim === null || dim.length === 0) {
    throw runtimeError(`${norm} an empty tensor because the operation does not have an identity`);
  }
  const empty = dim.find((d) => self.shape[wrapDim(d, self.dim)] === 0);
  if (empty === undefined) return;
  throw runtimeError(
    `${norm} the dimension ${empty}because this dimension is empty and the operation does not have an identity`,
  );
}

export const vectorNorm: Op<[self: Tensor, ord?: Scalar, dim?: Dims, keepdim?: boolean, dtype?: DType | null], Tensor> =
  op(
    "linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    {
      complex: true,
      doc: "(Σ |self|^ord)^(1/ord) of all elements, or along dim",
      forms: [],
      aliases: ["linalg.vector_norm"],
      out: true,
      forward: (self, ord, dim, keepdim, dtype) => {
        if (!self.dtype.isDifferentiable) {
          throw runtimeError(
            `linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${self.dtype.scalarName}`,
          );
        }
        if (dtype !== null) checkNormDType("linalg.vector_norm", self, dtype);
        checkIdentity(self, Number(ord), dim);
        const sizes = magnitudes(self);
        const wanted = dtype === null ? sizes.dtype : realOf(dtype);
        return normOver(sizes, reducedDims(dim, self.dim), keepdim, wanted, Number(ord));
      },
      backward: {
        self: {
          uses: ["self", "ord", "dim", "keepdim", "result"],
          grad: (g, s) => normGradient(g, s, Number(s.scalar("ord"))),
        },
      },
      samples: [
        "torch.linalg.vector_norm(c)",
        "torch.linalg.vector_norm(c, 1, dim=0)",
        "torch.linalg.vector_norm(c, 3)",
        "torch.linalg.vector_norm(c, float('inf'))",
        "torch.linalg.vector_norm(x)",
        "torch.linalg.vector_norm(x, 3, dim=1)",
        "torch.linalg.vector_norm(x, 1, dim=(0, 1), keepdim=True)",
        "torch.linalg.vector_norm(n)",
      ],
    },
  );

// ---- logsumexp

export const logsumexp: Op<[self: Tensor, dim: readonly number[], keepdim?: boolean], Tensor> = op(
  "logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor",
  {
    noHalf: "exp_vml_cpu",
    noComplex: "logsumexp(): Expected floating point type for result tensor, but got: {}",
    doc: "ln Σ e^self along dim, exact far out",
    aliases: ["special.logsumexp"],
    forward: (self, dim, keepdim) => {
      // The largest values are squeezed by the list of dims, of which there are none here.
      if (dim.length === 0 && !keepdim && self.dim > 0) {
        throw runtimeError(
          `output with shape [] doesn't match the broadcast shape ${formatShape(new Array<number>(self.dim).fill(1))}`,
        );
      }
      return reduce(self, reducedDims(dim, self.dim), keepdim, floatResult(self.dtype), logSumExp);
    },
    backward: {
      self: {
        uses: ["self", "result", "dim", "keepdim"],
        // g · e^(x - result)
        grad: (g, s) => {
          const self = s.tensor("self");
          const dims = reducedDims(savedDims(s), self.dim);
          const restored = (t: Tensor) => restoreDims(t, self.shape, dims, s.flag("keepdim"));
          return mul(restored(g), exp(sub(self, restored(s.tensor("result")))));
        },
      },
    },
    samples: [
      "x.logsumexp(1)",
      "torch.logsumexp(x, (0, 1))",
      "x.logsumexp(0, keepdim=True)",
      "n.logsumexp(0)",
      "z.logsumexp(0)",
      "torch.tensor([float('-inf'), float('-inf')]).logsumexp(0)",
    ],
  },
);
