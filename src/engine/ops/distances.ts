// Distances between points, and norms held below a bound: cdist, pdist, dist, renorm.
// Follows aten/src/ATen/native/{Distance,LinearAlgebra,Normalization}.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import { crossDistances, distanceSlope, ownDistances } from "../kernels/distances";
import { bfloat16, float16, float64 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { cast, dense, empty, wrapNumber } from "../tensor/raw";
import { broadcastShapes, numelOf, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div, mul, plus, sub, times } from "./arithmetic";
import { clampMin, eq, gt } from "./comparison";
import { to } from "./conversion";
import { onesLike } from "./creation";
import { type Op, op, underivable } from "./declare";
import { floats } from "./elementwise";
import { cat } from "./joining";
import { checkKernel } from "./kernel-dtypes";
import { maskedFill, where } from "./masking";
import { matmul } from "./matmul";
import { reciprocal, sqrt } from "./powers";
import { sumDim } from "./reductions";
import { normBackward, normDim, vectorNorm } from "./statistics";
import { contiguous, expand, matrixT, view } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

/** Both operands with the batch they have together, contiguous. */
function batchOf(x1: Tensor, x2: Tensor): { batch: readonly number[]; a: Tensor; b: Tensor } {
  const batch = broadcastShapes(x1.shape.slice(0, -2), x2.shape.slice(0, -2));
  const spread = (x: Tensor) => dense(expand.forward(x, [...batch, ...x.shape.slice(-2)], false));
  return { batch, a: spread(x1), b: spread(x2) };
}

type Distances = [x1: Tensor, x2: Tensor, p: number, computeMode: number | null];

const cdistForward: Op<Distances, Tensor> = op(
  "_cdist_forward(Tensor x1, Tensor x2, float p, int? compute_mode) -> Tensor",
  {
    doc: "‖x1[i] - x2[j]‖ₚ for all pairs of rows",
    forms: [],
    node: "CdistBackward0",
    forward: (x1, x2, p) => {
      if (x1.numel > 0 && x2.numel > 0) checkKernel("cdist", x1.dtype, float16, bfloat16);
      const { batch, a, b } = batchOf(x1, x2);
      const [n, k] = x1.shape.slice(-2) as [number, number];
      const m = x2.shape.at(-2) as number;
      const result = empty([...batch, n, m], x1.dtype);
      const out = floats(result);
      for (let i = 0; i < numelOf(batch); i++) {
        crossDistances(out, i * n * m, floats(a), a.offset + i * n * k, floats(b), b.offset + i * m * k, n, m, k, p);
      }
      return result;
    },
    backward: {
      x1: {
        uses: ["x1", "x2", "p", "result"],
        grad: (g, s) => cdistBackward(g, s.tensor("x1"), s.tensor("x2"), s.float("p"), s.tensor("result")),
      },
      x2: {
        uses: ["x1", "x2", "p", "result"],
        grad: (g, s) =>
          cdistBackward(matrixT(g), s.tensor("x2"), s.tensor("x1"), s.float("p"), matrixT(s.tensor("result"))),
      },
    },
    samples: [],
  },
);

const cdistBackward: Op<[grad: Tensor, x1: Tensor, x2: Tensor, p: number, cdist: Tensor], Tensor> = op(
  "_cdist_backward(Tensor grad, Tensor x1, Tensor x2, float p, Tensor cdist) -> Tensor",
  {
    doc: "The gradient of cdist for x1",
    forms: [],
    forward: (grad, x1, x2, p, cdist) => {
      const { batch, a, b } = batchOf(x1, x2);
      const [n, k] = x1.shape.slice(-2) as [number, number];
      const m = x2.shape.at(-2) as number;
      const result = empty([...batch, n, k], x1.dtype);
      const [out, left, right] = [floats(result), floats(a), floats(b)];
      const gradients = dense(grad);
      const norms = dense(cdist);
      const [gs, ds] = [floats(gradients), floats(norms)];
      for (let i = 0; i < numelOf(batch) * n; i++) {
        const other = b.offset + Math.floor(i / n) * m * k;
        for (let c = 0; c < k; c++) {
          let total = 0;
          for (let j = 0; j < m; j++) {
            const difference = (left[a.offset + i * k + c] as number) - (right[other + j * k + c] as number);
            const at = i * m + j;
            total += distanceSlope(difference, gs[gradients.offset + at] as number, ds[norms.offset + at] as number, p);
          }
          out[i * k + c] = total;
        }
      }
      return result;
    },
    backward: {
      grad: underivable("_cdist_backward"),
      x1: underivable("_cdist_backward"),
      x2: underivable("_cdist_backward"),
      cdist: underivable("_cdist_backward"),
    },
    samples: [],
  },
);

/** Σ over the other points of grad / distance; 0 where the distance is. */
function euclideanBackward(g: Tensor, x1: Tensor, x2: Tensor, distances: Tensor): Tensor {
  const ratio = maskedFill(div(g, distances), eq(distances, wrapNumber(0n)), 0);
  return sub(mul(x1, sumDim(ratio, [-1], true)), matmul(ratio, x2));
}

/** By |a|² + |b|² - 2ab as one matrix product. */
const euclideanDist: Op<[x1: Tensor, x2: Tensor], Tensor> = op("_euclidean_dist(Tensor x1, Tensor x2) -> Tensor", {
  doc: "Euclidean distances of all pairs of rows by one matrix product",
  forms: [],
  forward: (x1, x2) => {
    const norms = (x: Tensor) => sumDim.forward(mul.forward(x, x), [-1], true, null);
    const [norm1, norm2] = [norms(x1), norms(x2)];
    const [one1, one2] = [norm1, norm2].map((norm) => onesLike(norm)) as [Tensor, Tensor];
    const left = cat.forward([mul.forward(x1, wrapNumber(-2n)), norm1, one1], -1);
    const right = cat.forward([x2, one2, norm2], -1);
    return sqrt.forward(clampMin.forward(matmul(left, matrixT.forward(right)), 0n));
  },
  backward: {
    x1: {
      uses: ["x1", "x2", "result"],
      grad: (g, s) => euclideanBackward(g, s.tensor("x1"), s.tensor("x2"), s.tensor("result")),
    },
    x2: {
      uses: ["x1", "x2", "result"],
      grad: (g, s) => euclideanBackward(matrixT(g), s.tensor("x2"), s.tensor("x1"), matrixT(s.tensor("result"))),
    },
  },
  samples: [],
});

export const cdist: Op<[x1: Tensor, x2: Tensor, p?: number, computeMode?: number | null], Tensor> = op(
  "cdist(Tensor x1, Tensor x2, float p=2., int? compute_mode=None) -> Tensor",
  {
    doc: "‖x1[i] - x2[j]‖ₚ for all pairs of rows, broadcast over a batch",
    forms: ["_C"],
    composite: (x1, x2, p, computeMode) => {
      if (x1.dim < 2) throw runtimeError(`cdist only supports at least 2D tensors, X1 got: ${x1.dim}D`);
      if (x2.dim < 2) throw runtimeError(`cdist only supports at least 2D tensors, X2 got: ${x2.dim}D`);
      const [columns, others] = [x1.shape.at(-1), x2.shape.at(-1)];
      if (columns !== others) {
        throw runtimeError(`X1 and X2 must have the same number of columns. X1: ${columns} X2: ${others}`);
      }
      for (const [name, x] of [["X1", x1] as const, ["X2", x2] as const]) {
        if (!x.dtype.isFloatingPoint) {
          throw runtimeError(`cdist only supports floating-point dtypes, ${name} got: ${x.dtype.scalarName}`);
        }
      }
      if (p < 0) throw runtimeError("cdist only supports non-negative p values");
      const many = (x1.shape.at(-2) as number) > 25 || (x2.shape.at(-2) as number) > 25;
      const byProduct = p === 2 && (computeMode === 1 || ((computeMode ?? 0) === 0 && many));
      if (!byProduct || x1.numel === 0 || x2.numel === 0) return cdistForward(x1, x2, p, computeMode);
      const batch = broadcastShapes(x1.shape.slice(0, -2), x2.shape.slice(0, -2));
      const distances =
        numelOf(batch) === 1
          ? euclideanDist(x1, x2)
          : euclideanDist(expand(x1, [...batch, ...x1.shape.slice(-2)]), expand(x2, [...batch, ...x2.shape.slice(-2)]));
      return view(distances, [...batch, x1.shape.at(-2) as number, x2.shape.at(-2) as number]);
    },
    samples: [
      "torch.cdist(x, y)",
      "torch.cdist(x, sq, p=1)",
      "torch.cdist(x, y, p=3)",
      "torch.cdist(x, y, p=1.5)",
      "torch.cdist(x, y, p=float('inf'))",
      "torch.cdist(x, y, p=0.0)",
      "torch.cdist(x, x)",
      "torch.cdist(b, x)",
      "torch.cdist(x, y, compute_mode='use_mm_for_euclid_dist')",
      "torch.cdist(x, x, compute_mode='donot_use_mm_for_euclid_dist')",
      "torch.cdist(nc, y)",
      "torch.cdist(e, x)",
      "torch.cdist(torch.arange(60.).reshape(30, 2) / 7, x[:, :2])",
      "torch.cdist(x[0], x)",
      "torch.cdist(x, w)",
      "torch.cdist(x, y, p=-1)",
      "torch.cdist(n, n)",
      "torch.cdist(x, y, compute_mode='foo')",
      "torch.cdist(b, w2.transpose(1, 2)[:1].expand(3, 5, 3))",
    ],
  },
);

const pdistBackward: Op<[grad: Tensor, self: Tensor, p: number, pdist: Tensor], Tensor> = op(
  "_pdist_backward(Tensor grad, Tensor self, float p, Tensor pdist) -> Tensor",
  {
    doc: "The gradient of pdist",
    forms: [],
    forward: (grad, self, p, pdist) => {
      const [n = 0, k = 0] = self.shape;
      const result = empty([n, k], self.dtype);
      const source = dense(self);
      const gradients = dense(grad);
      const [out, values, gs, ds] = [floats(result), floats(source), floats(gradients), floats(pdist)];
      const totals = new Float64Array(n * k);
      let pair = 0;
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++, pair++) {
          for (let c = 0; c < k; c++) {
            const difference =
              (values[source.offset + i * k + c] as number) - (values[source.offset + j * k + c] as number);
            const slope = distanceSlope(
              difference,
              gs[gradients.offset + pair] as number,
              ds[pdist.offset + pair] as number,
              p,
            );
            totals[i * k + c] = (totals[i * k + c] as number) + slope;
            totals[j * k + c] = (totals[j * k + c] as number) - slope;
          }
        }
      }
      out.set(totals);
      return result;
    },
    backward: {
      grad: underivable("_pdist_backward"),
      self: underivable("_pdist_backward"),
      pdist: underivable("_pdist_backward"),
    },
    samples: [],
  },
);

const pdistForward: Op<[self: Tensor, p?: number], Tensor> = op("_pdist_forward(Tensor self, float p=2) -> Tensor", {
  doc: "‖self[i] - self[j]‖ₚ for i < j, in one list",
  forms: [],
  node: "PdistBackward0",
  forward: (self, p) => {
    const [n = 0, k = 0] = self.shape;
    const source = dense(self);
    const result = empty([(n * Math.max(n - 1, 0)) / 2], self.dtype);
    ownDistances(floats(result), floats(source), source.offset, n, k, p);
    return result;
  },
  backward: {
    self: {
      uses: ["self", "p", "result"],
      grad: (g, s) => pdistBackward(g, s.tensor("self"), s.float("p"), s.tensor("result")),
    },
  },
  samples: [],
});

export const pdist: Op<[self: Tensor, p?: number], Tensor> = op("pdist(Tensor self, float p=2) -> Tensor", {
  doc: "‖self[i] - self[j]‖ₚ for all i < j, in one list",
  forms: ["torch", "F"],
  composite: (self, p) => {
    if (self.dim !== 2) throw runtimeError(`pdist only supports 2D tensors, got: ${self.dim}D`);
    if (!self.dtype.isFloatingPoint) {
      throw runtimeError("pdist only supports floating-point dtypes");
    }
    if (p < 0) throw runtimeError("pdist only supports non-negative p values");
    if (self.numel > 0 && (self.shape[0] as number) > 1) checkKernel("pdist", self.dtype, float16, bfloat16);
    return pdistForward(contiguous(self), p);
  },
  samples: [
    "torch.pdist(x)",
    "F.pdist(x, p=1)",
    "F.pdist(x, 3.0)",
    "F.pdist(x, float('inf'))",
    "F.pdist(nc, 0.0)",
    "torch.pdist(one)",
    "torch.pdist(v)",
    "torch.pdist(x, p=-1)",
    "torch.pdist(n)",
  ],
});

export const dist: Op<[self: Tensor, other: Tensor, p?: Scalar], Tensor> = op(
  "dist(Tensor self, Tensor other, Scalar p=2) -> Tensor",
  {
    complex: true,
    doc: "‖self - other‖ₚ over all elements",
    out: false,
    forward: (self, other, p) => {
      if (typeof p === "boolean" && self.numel > 0 && other.numel > 0) {
        throw runtimeError("norm_kernel_tensor_iterator_impl expects norm to be integer or float");
      }
      const difference = sub.forward(self, other, 1n);
      return normDim.forward(
        difference,
        p,
        difference.shape.map((_, d) => d),
        false,
      );
    },
    backward: {
      self: {
        uses: ["self", "other", "p", "result"],
        grad: (g, s) =>
          normBackward(g, sub(s.tensor("self"), s.tensor("other")), Number(s.scalar("p")), s.tensor("result")),
      },
      other: {
        uses: ["self", "other", "p", "result"],
        grad: (g, s) => {
          const back = normBackward(
            g,
            sub(s.tensor("self"), s.tensor("other")),
            Number(s.scalar("p")),
            s.tensor("result"),
          );
          if (back === null) {
            // PyTorch has no gradient for p = 0, and then negates it.
            throw runtimeError(
              "Expected a proper Tensor but got None (or an undefined Tensor in C++) for argument #0 'self'",
            );
          }
          return times(back, -1);
        },
      },
    },
    samples: [
      "torch.dist(x, y)",
      "torch.dist(x, y, 1)",
      "x.dist(v, 3)",
      "torch.dist(x, y, float('inf'))",
      "torch.dist(x, y, 0)",
      "torch.dist(x, x)",
      "torch.dist(n, n)",
      "torch.dist(x, w)",
    ],
  },
);

export const renorm: Op<[self: Tensor, p: Scalar, dim: number, maxnorm: Scalar], Tensor> = op(
  "renorm(Tensor self, Scalar p, int dim, Scalar maxnorm) -> Tensor",
  {
    doc: "Slices along dim whose p-norm is above maxnorm, scaled down to it",
    inplace: true,
    forward: (self, p, dim, maxnorm) => {
      if (Number(p) <= 0) throw runtimeError("renorm: non-positive-norm not supported");
      if (Number(maxnorm) < 0) throw runtimeError(`renorm: expected maxnorm to be >= 0 but got ${maxnorm}`);
      if (self.dim < 2) throw runtimeError(`renorm: input needs at least 2 dimensions, got ${self.dim} dimensions`);
      const at = wrapDim(dim, self.dim);
      const others = self.shape.map((_, d) => d).filter((d) => d !== at);
      const norms = vectorNorm.forward(self, p, others, true, float64);
      const limit = Number(maxnorm);
      const factors = empty(norms.shape, float64);
      const [to, from] = [factors.storage.float64(), norms.storage.float64()];
      for (let i = 0; i < to.length; i++) {
        const norm = from[i] as number;
        to[i] = norm > limit ? limit / (norm + 1e-7) : 1;
      }
      return mul.forward(self, cast(factors, self.dtype));
    },
    backward: {
      self: {
        uses: ["self", "p", "dim", "maxnorm"],
        grad: (g, s) => {
          const self = s.tensor("self");
          const at = wrapDim(s.int("dim"), self.dim);
          const others = self.shape.map((_, d) => d).filter((d) => d !== at);
          const limit = Number(s.scalar("maxnorm"));
          const p = s.scalar("p");
          const norm = vectorNorm(self, p, others, true, float64);
          const along = sumDim(mul(self, g), others, true, float64);
          const back = normBackward(along, self, Number(p), norm, others) ?? times(self, 0);
          const inverse = reciprocal(plus(norm, 1e-7));
          // m/(‖x‖ + ε) · (g - (x·g) ∂‖x‖/(‖x‖ + ε)) where the bound holds
          const bounded = mul(times(inverse, limit), sub(g, mul(inverse, back)));
          return where(gt(norm, wrapNumber(limit)), to(bounded, g.dtype), g);
        },
      },
    },
    samples: [
      "torch.renorm(x, 2, 0, 1)",
      "x.renorm(1, 1, 2.5)",
      "torch.renorm(x, 3, 0, 1.5)",
      "torch.renorm(b, 2, 1, 2)",
      "x.clone().renorm_(2, 0, 1)",
      "x.renorm(float('inf'), 0, 1)",
      "torch.renorm(v, 2, 0, 1)",
      "torch.renorm(x, -1, 0, 1)",
      "torch.renorm(x, 2, 0, -1)",
      "torch.renorm(x, 2, 5, 1)",
    ],
  },
);
