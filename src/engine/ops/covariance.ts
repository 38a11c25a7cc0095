// What is written with other ops over vectors and samples: covariance, Vandermonde matrices,
// block-diagonal matrices, products and combinations of sets.
// Follows aten/src/ATen/native/{Correlation,Integration,TensorFactories,Itertools,TensorShape}.cpp.

import { runtimeError, UnsupportedError } from "../errors";
import { bool, float32, int64 } from "../tensor/dtype";
import { isHalf, promoteTypes } from "../tensor/promotion";
import { copyInto, filled, readElement, window, wrapNumber } from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div, mul, sub } from "./arithmetic";
import { clamp, le, lt } from "./comparison";
import { complex } from "./complex-making";
import { imag, real } from "./complex-views";
import { conj } from "./conjugation";
import { copy_ } from "./conversion";
import { arange } from "./creation";
import { cumprod } from "./cumulative";
import { type Op, op } from "./declare";
import { fill_ } from "./filling";
import { cat, stack } from "./joining";
import { maskedSelect } from "./masking";
import { mm } from "./matmul";
import { sqrt } from "./powers";
import { flip, meshgrid } from "./rearranging";
import { sum, sumDim } from "./reductions";
import { select, slice } from "./slicing";
import { diag } from "./triangles";
import { expand, reshape, squeeze, t, unsqueeze, view } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

// ---- Covariance

function checkWeights(weights: Tensor, name: "fweights" | "aweights", observations: number): void {
  const kind = name === "fweights" ? "integral" : "floating point";
  if (weights.dim > 1) {
    throw runtimeError(
      `cov(): expected ${name} to have one or fewer dimensions but got ${name} with ${weights.dim} dimensions`,
    );
  }
  const fits = name === "fweights" ? weights.dtype.isInteger : weights.dtype.isFloatingPoint;
  if (!fits) {
    throw runtimeError(
      `cov(): expected ${name} to have ${kind} dtype but got ${name} with ${weights.dtype.scalarName} dtype`,
    );
  }
  if (weights.numel !== observations) {
    throw runtimeError(
      `cov(): expected ${name} to have the same numel as there are observations in the input but got ${weights.numel} != ${observations}`,
    );
  }
  const first = weights.offset;
  const step = weights.strides[0] ?? 0;
  for (let i = 0; i < weights.numel; i++) {
    if (Number(readElement(weights, first + i * step)) < 0) throw runtimeError(`cov(): ${name} cannot be negative`);
  }
}

type CovarianceArguments = [self: Tensor, correction?: number, fweights?: Tensor | null, aweights?: Tensor | null];

export const cov: Op<CovarianceArguments, Tensor> = op(
  "cov(Tensor self, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -> Tensor",
  {
    complex: true,
    doc: "Covariance of the rows: (x - mean)(x - mean)ᵀ / (count - correction)",
    composite: (self, correction, fweights, aweights) => {
      if (self.dim > 2) {
        throw runtimeError(
          `cov(): expected input to have two or fewer dimensions but got an input with ${self.dim} dimensions`,
        );
      }
      if (self.dtype === bool) throw runtimeError("cov(): bool dtype is not supported for input");
      const samples = self.dim < 2 ? view(self, [1, -1]) : self;
      const observations = samples.shape[1] as number;
      let weights: Tensor | null = null;
      if (fweights !== null) {
        checkWeights(fweights, "fweights", observations);
        weights = fweights;
      }
      if (aweights !== null) {
        checkWeights(aweights, "aweights", observations);
        weights = weights === null ? aweights : mul(weights, aweights);
      }
      const total = weights === null ? filled([], BigInt(observations), int64) : sum(weights);
      if (weights !== null && Number(readElement(total, total.offset)) === 0) {
        throw runtimeError("cov(): weights sum to zero, can't be normalized");
      }
      const weighted = (each: Tensor) => (weights === null ? each : mul(each, weights));
      const mean = div(sumDim(weighted(samples), [1]), total);
      const factor =
        weights !== null && aweights !== null && correction !== 0
          ? sub(total, div(mul(sum(mul(weights, aweights)), wrapNumber(BigInt(correction))), total))
          : sub(total, wrapNumber(BigInt(correction)));
      // No degree of freedom is left: PyTorch divides by zero.
      const divisor = Number(readElement(factor, factor.offset)) <= 0 ? filled([], 0, factor.dtype) : factor;
      const centered = sub(samples, unsqueeze(mean, 1));
      return squeeze(div(mm(centered, conj(t(weighted(centered)))), divisor));
    },
    samples: [
      "torch.cov(c)",
      "torch.cov(x)",
      "x.cov(correction=0)",
      "torch.cov(v)",
      "torch.cov(x.t())",
      "torch.cov(x, fweights=torch.tensor([1, 2, 3]))",
      "torch.cov(x, aweights=torch.tensor([0.5, 0.25, 1.0]))",
      "torch.cov(x, fweights=torch.tensor([1, 2, 3]), aweights=torch.tensor([0.5, 0.25, 1.0]))",
      "torch.cov(n)",
      "torch.cov(s)",
      "torch.cov(x[:, :1])",
      "torch.cov(b)",
      "torch.cov(x, fweights=v)",
      "torch.cov(x, fweights=torch.tensor([1, 2]))",
      "torch.cov(x, fweights=torch.tensor([1, -2, 1]))",
      "torch.cov(x, aweights=torch.tensor([1, 2, 1]))",
      "torch.cov(x, aweights=torch.zeros(3))",
      "torch.cov(m)",
    ],
  },
);

export const corrcoef: Op<[self: Tensor], Tensor> = op("corrcoef(Tensor self) -> Tensor", {
  complex: true,
  doc: "Pearson's correlations of the rows: covariance over both standard deviations",
  composite: (self) => {
    if (self.dim > 2) {
      throw runtimeError(
        `corrcoef(): expected input to have two or fewer dimensions but got an input with ${self.dim} dimensions`,
      );
    }
    const covariance = cov(self);
    if (covariance.dim === 0) return div(covariance, covariance);
    const deviations = sqrt(diag(covariance));
    const rows = div(covariance, view(deviations, [-1, 1]));
    const correlations = div(rows, view(deviations, [1, -1]));
    const limited = (part: Tensor) => clamp(part, -1n, 1n);
    return correlations.dtype.isComplex
      ? complex(limited(real(correlations)), limited(imag(correlations)))
      : limited(correlations);
  },
  samples: ["torch.corrcoef(x)", "x.t().corrcoef()", "torch.corrcoef(v)", "torch.corrcoef(n)", "torch.corrcoef(b)"],
});

// ---- Vandermonde matrices

export const vander: Op<[x: Tensor, n?: number | null, increasing?: boolean], Tensor> = op(
  "vander(Tensor x, int? N=None, bool increasing=False) -> Tensor",
  {
    complex: true,
    doc: "Powers of x as columns, the highest first",
    forms: ["torch"],
    composite: (x, columns, increasing) => {
      if (x.dim !== 1) throw runtimeError("x must be a one-dimensional tensor.");
      const n = columns ?? (x.shape[0] as number);
      if (n < 0) throw runtimeError("N must be non-negative.");
      const result = filled([x.shape[0] as number, n], 0n, x.dtype.isDifferentiable ? x.dtype : int64);
      if (n > 0) fill_(select(result, 1, 0), 1n);
      if (n > 1) {
        const rest = slice(result, 1, 1);
        copy_(rest, unsqueeze(x, 1));
        copy_(rest, cumprod(rest, 1));
      }
      return increasing ? result : flip(result, [1]);
    },
    samples: [
      "torch.vander(v)",
      "torch.vander(v, N=2)",
      "torch.vander(v, 4, increasing=True)",
      "torch.vander(t)",
      "torch.vander(v, 1)",
      "torch.vander(v, 0)",
      "torch.vander(x)",
      "torch.vander(v, N=-1)",
    ],
  },
);

export const linalgVander: Op<[x: Tensor, n?: number | null], Tensor> = op(
  "linalg_vander(Tensor x, *, int? N=None) -> Tensor",
  {
    complex: true,
    doc: "Powers of x as columns, from the zeroth",
    forms: [],
    aliases: ["linalg.vander"],
    composite: (given, columns) => {
      const x = given.dim === 0 ? unsqueeze(given, 0) : given;
      if (x.dtype === bool || isHalf(x.dtype)) {
        throw runtimeError(
          `linalg.vander supports floating point, complex, and integer tensors, but got ${x.dtype.scalarName}`,
        );
      }
      const size = x.shape.at(-1) ?? 1;
      const n = columns ?? size;
      if (n <= 1) throw runtimeError("N must be greater than 1.");
      const powers = cumprod(expand(unsqueeze(x, -1), [...x.shape, n - 1]), -1);
      const ones = filled([...x.shape, 1], 1n, powers.dtype);
      return cat([ones, powers], -1);
    },
    samples: [
      "torch.linalg.vander(v)",
      "torch.linalg.vander(v, N=4)",
      "torch.linalg.vander(x)",
      "torch.linalg.vander(t)",
      "torch.linalg.vander(s)",
      "torch.linalg.vander(s, N=3)",
      "torch.linalg.vander(v, N=1)",
    ],
  },
);

// ---- Matrices and sets of parts

export const blockDiag: Op<[tensors: readonly Tensor[]], Tensor> = op("block_diag(Tensor[] tensors) -> Tensor", {
  complex: true,
  doc: "The tensors as blocks along a diagonal, zeros elsewhere",
  forms: ["_C"],
  forward: (tensors) => {
    const dtype = tensors.length === 0 ? float32 : tensors.map((each) => each.dtype).reduce(promoteTypes);
    const blocks = tensors.map((each, i) => {
      if (each.dim > 2) {
        throw runtimeError(
          `torch.block_diag: Input tensors must have 2 or fewer dimensions. Input ${i} has ${each.dim} dimensions`,
        );
      }
      return each.dim === 2 ? each : matrixOf(each);
    });
    if (blocks.length === 0) return filled([1, 0], 0, dtype);
    const rows = blocks.reduce((n, block) => n + (block.shape[0] as number), 0);
    const columns = blocks.reduce((n, block) => n + (block.shape[1] as number), 0);
    const result = filled([rows, columns], 0n, dtype);
    let [row, column] = [0, 0];
    for (const block of blocks) {
      copyInto(window(result, block.shape, result.strides, row * columns + column), block);
      row += block.shape[0] as number;
      column += block.shape[1] as number;
    }
    return result;
  },
  backward: {
    tensors: {
      uses: ["_tensors_sizes"],
      grad: (g, s) => {
        let [row, column] = [0, 0];
        return s.listSizes("tensors_sizes").map((shape) => {
          const [n = 1, m = 1] = shape.length < 2 ? [1, ...shape] : shape;
          const part = slice(slice(g, 0, row, row + n), 1, column, column + m);
          row += n;
          column += m;
          return reshape(part, shape);
        });
      },
    },
  },
  samples: [
    "torch.block_diag(sq, one)",
    "torch.block_diag(v, s, x)",
    "torch.block_diag(n, i)",
    "torch.block_diag(x, n)",
    "torch.block_diag()",
    "torch.block_diag(b)",
    "torch.block_diag(1)",
  ],
});

/** A vector or a scalar as a row. */
function matrixOf(each: Tensor): Tensor {
  return each.dim === 1
    ? window(each, [1, each.shape[0] as number], [0, each.strides[0] as number], each.offset)
    : window(each, [1, 1], [1, 1], each.offset);
}

function checkVector(each: Tensor): void {
  if (each.dim !== 1) throw runtimeError(`Expect a 1D vector, but got shape ${formatShape(each.shape)}`);
}

export const cartesianProd: Op<[tensors: readonly Tensor[]], Tensor> = op(
  "cartesian_prod(Tensor[] tensors) -> Tensor",
  {
    complex: true,
    doc: "All ways to take one element of each vector, as rows",
    forms: ["_C"],
    composite: (tensors) => {
      for (const each of tensors) checkVector(each);
      const [only] = tensors;
      if (only === undefined) throw runtimeError("meshgrid expects a non-empty TensorList");
      if (tensors.length === 1) return only;
      const grids = meshgrid(tensors, "ij").map((grid) => reshape(grid, [-1]));
      return stack(grids, 1);
    },
    samples: [
      "torch.cartesian_prod(v, x[0])",
      "torch.cartesian_prod(v)",
      "torch.cartesian_prod(t, torch.tensor([1, 2]), t)",
      "torch.cartesian_prod(x)",
      "torch.cartesian_prod()",
    ],
  },
);

export const combinations: Op<[self: Tensor, r?: number, withReplacement?: boolean], Tensor> = op(
  "combinations(Tensor self, int r=2, bool with_replacement=False) -> Tensor",
  {
    complex: true,
    doc: "All ways to take r elements of a vector, in their order, as rows",
    forms: ["torch"],
    composite: (self, r, withReplacement) => {
      checkVector(self);
      if (r < 0) throw runtimeError(`Expect a non-negative number, but got ${r}`);
      if (r === 0) return filled([0], 0, self.dtype);
      if (r > 12) throw new UnsupportedError("torch.combinations(r > 12)");
      const order = arange(BigInt(self.numel));
      const indices = meshgrid(new Array<Tensor>(r).fill(order), "ij");
      let mask = filled(new Array<number>(r).fill(self.numel), 1n, bool);
      for (let d = 1; d < r; d++) {
        const [left, right] = [indices[d - 1] as Tensor, indices[d] as Tensor];
        mask = mul(mask, withReplacement ? le(left, right) : lt(left, right));
      }
      const grids = meshgrid(new Array<Tensor>(r).fill(self), "ij");
      return stack(
        grids.map((grid) => maskedSelect(grid, mask)),
        1,
      );
    },
    samples: [
      "torch.combinations(v)",
      "torch.combinations(v, r=3)",
      "torch.combinations(v, with_replacement=True)",
      "torch.combinations(t, 1)",
      "torch.combinations(v, 0)",
      "torch.combinations(torch.tensor([1, 2, 3, 4]), 3)",
      "torch.combinations(x)",
      "torch.combinations(v, -1)",
    ],
  },
);
