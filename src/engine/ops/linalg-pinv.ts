// What singular values and eigenvalues are used for: pseudo-inverses and ranks. Follows
// aten/src/ATen/native/LinearAlgebra.cpp and FunctionsManual.cpp.

import { runtimeError } from "../errors";
import { float64, int64 } from "../tensor/dtype";
import { copyInto, empty, filled, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { add, mul, neg, sub } from "./arithmetic";
import { gt, maximum } from "./comparison";
import { type Op, op } from "./declare";
import { amax } from "./extremes";
import { batchShape, checkMatrix, matrixSize } from "./linalg-parts";
import { eigh, eigvalsh, epsilonOf, svdvals, svdWithVectors } from "./linalg-spectral";
import { where } from "./masking";
import { matmul } from "./matmul";
import { abs } from "./pointwise";
import { reciprocal } from "./powers";
import { sumDim } from "./reductions";
import { narrow } from "./slicing";
import { matrixT, unsqueeze } from "./views";

const symmetric = "(ns + ns.t())";

type Tolerances = [self: Tensor, atol?: Tensor | null, rtol?: Tensor | null, hermitian?: boolean];

/** Without tolerances: ε times the larger size, of the largest singular value. */
function tolerances(self: Tensor, atol: Tensor | null, rtol: Tensor | null): [absolute: Tensor, relative: Tensor] {
  const zero = filled([], 0, float64);
  const absolute = atol ?? zero;
  if (rtol !== null) return [absolute, rtol];
  const usual = filled([], epsilonOf(self) * Math.max(...matrixSize(self)), float64);
  if (atol === null) return [absolute, usual];
  return [absolute, where(gt(atol, wrapNumber(0)), zero, usual)];
}

function checkReal(caller: string, name: string, tolerance: Tensor | null): void {
  if (tolerance?.dtype.isComplex !== true) return;
  throw runtimeError(`${caller}: ${name} tensor of complex type is not supported. Got ${tolerance.dtype.scalarName}`);
}

function pseudoInverse(self: Tensor, atol: Tensor | null, rtol: Tensor | null, hermitian: boolean): Tensor {
  const [m, n] = matrixSize(self);
  if (self.numel === 0) return empty([...batchShape(self), n, m], self.dtype);
  const [absolute, relative] = tolerances(self, atol, rtol);
  const limit = (largest: Tensor) => maximum(unsqueeze(absolute, -1), mul(unsqueeze(relative, -1), largest));
  const kept = (values: Tensor, sizes: Tensor, largest: Tensor) =>
    toDType(where(gt(sizes, limit(largest)), reciprocal(values), filled([], 0, self.dtype)), self);
  if (hermitian) {
    const [values, v] = eigh(self) as [Tensor, Tensor];
    const sizes = abs(values);
    const inverse = kept(values, sizes, amax(sizes, [-1], true));
    return matmul(mul(v, unsqueeze(inverse, -2)), matrixT(v));
  }
  const [u, s, vt] = svdWithVectors(self, false, true) as [Tensor, Tensor, Tensor];
  const inverse = kept(s, s, narrow(s, -1, 0, 1));
  return matmul(mul(matrixT(vt), unsqueeze(inverse, -2)), matrixT(u));
}

function toDType(t: Tensor, like: Tensor): Tensor {
  if (t.dtype === like.dtype) return t;
  const result = empty(t.shape, like.dtype);
  copyInto(result, t);
  return result;
}

/** d(A⁺) where the rank stays as it is (pinv_backward). */
export function pinvBackward(g: Tensor, inverse: Tensor, a: Tensor): Tensor {
  const [m, n] = matrixSize(a);
  const inverseT = matrixT(inverse);
  const gt = matrixT(g);
  if (m <= n) {
    const k = matmul(gt, inverse);
    const kInverse = matmul(k, inverseT);
    const first = sub(kInverse, matrixT(matmul(inverse, k)));
    const second = sub(first, matmul(matmul(a, inverse), kInverse));
    return add(second, matmul(matmul(inverseT, inverse), sub(gt, matmul(k, a))));
  }
  const k = matmul(inverse, gt);
  const inverseK = matmul(inverseT, k);
  const first = neg(matrixT(matmul(k, inverse)));
  const second = add(first, matmul(matmul(sub(gt, matmul(a, k)), inverse), inverseT));
  return add(second, sub(inverseK, matmul(matmul(inverseK, inverse), a)));
}

export const pinvWithTensors: Op<Tolerances, Tensor> = op(
  "linalg_pinv.atol_rtol_tensor(Tensor self, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor",
  {
    doc: "The pseudo-inverse, singular values up to max(atol, rtol·largest) taken for 0",
    forms: [],
    aliases: ["linalg.pinv"],
    forward: (self, atol, rtol, hermitian) => {
      if (self.dim < 2 || !self.dtype.isFloatingPoint) {
        throw runtimeError(
          `linalg.pinv(${self.dtype.scalarName}{[${self.shape.join(", ")}]}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types`,
        );
      }
      checkReal("torch.linalg.pinv", "atol", atol);
      checkReal("torch.linalg.pinv", "rtol", rtol);
      return pseudoInverse(bare(self), atol, rtol, hermitian);
    },
    backward: {
      self: {
        uses: ["self", "result"],
        grad: (g, s) => pinvBackward(g, s.tensor("result"), s.tensor("self")),
      },
    },
    samples: [
      "torch.linalg.pinv(x)",
      "torch.linalg.pinv(x.t())",
      "torch.linalg.pinv(ns)",
      `torch.linalg.pinv(${symmetric}, hermitian=True)`,
      "torch.linalg.pinv(b)",
      "torch.linalg.pinv((v[:, None] * v).detach())",
      "torch.linalg.pinv(x.detach(), rtol=torch.tensor(0.5))",
      "torch.linalg.pinv(torch.ones(0, 3))",
      "torch.linalg.pinv(v)",
      "torch.linalg.pinv(x, hermitian=True)",
    ],
  },
);

/** The same elements without a history: forwards are made of ops here. */
function bare(t: Tensor): Tensor {
  const copy = empty(t.shape, t.dtype);
  copyInto(copy, t);
  return copy;
}

const asTensor = (value: number | null): Tensor | null => (value === null ? null : filled([], value, float64));

type FloatTolerances = [self: Tensor, atol?: number | null, rtol?: number | null, hermitian?: boolean];

export const pinv: Op<FloatTolerances, Tensor> = op(
  "linalg_pinv.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor",
  {
    doc: "The pseudo-inverse, singular values up to max(atol, rtol·largest) taken for 0",
    forms: [],
    aliases: ["linalg.pinv"],
    out: true,
    composite: (self, atol, rtol, hermitian) => pinvWithTensors(self, asTensor(atol), asTensor(rtol), hermitian),
    samples: ["torch.linalg.pinv(x.detach(), atol=1.0)", "torch.linalg.pinv(x.detach(), atol=0.1, rtol=0.5)"],
  },
);

export const pinvRcond: Op<[self: Tensor, rcond: number, hermitian?: boolean], Tensor> = op(
  "linalg_pinv(Tensor self, float rcond, bool hermitian=False) -> Tensor",
  {
    doc: "The pseudo-inverse, singular values up to rcond·largest taken for 0",
    forms: [],
    aliases: ["linalg.pinv"],
    out: true,
    composite: (self, rcond, hermitian) => pinv(self, 0, rcond, hermitian),
    samples: ["torch.linalg.pinv(x.detach(), 0.5)", "torch.linalg.pinv(x, rcond=1e-3)"],
  },
);

export const pinverse: Op<[self: Tensor, rcond?: number], Tensor> = op(
  "pinverse(Tensor self, float rcond=1e-15) -> Tensor",
  {
    doc: "The pseudo-inverse, singular values up to rcond·largest taken for 0",
    composite: (self, rcond) => pinv(self, 0, rcond, false),
    samples: ["torch.pinverse(x)", "x.t().pinverse()", "torch.pinverse(v)"],
  },
);

/** Sizes of what says how close a matrix is to a lower rank. */
function rankValues(self: Tensor, hermitian: boolean): Tensor {
  return hermitian ? abs(eigvalsh(self)) : svdvals(self);
}

export const matrixRankWithTensors: Op<Tolerances, Tensor> = op(
  "linalg_matrix_rank.atol_rtol_tensor(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor",
  {
    complex: true,
    doc: "How many singular values are above max(atol, rtol·largest)",
    forms: [],
    aliases: ["linalg.matrix_rank"],
    out: true,
    composite: (self, atol, rtol, hermitian) => {
      checkMatrix(self, "torch.linalg.matrix_rank", "input");
      checkReal("torch.linalg.matrix_rank", "atol", atol);
      checkReal("torch.linalg.matrix_rank", "rtol", rtol);
      if (!self.dtype.isDifferentiable)
        throw runtimeError("This function doesn't handle types other than float and double");
      const source = bare(self);
      const batch = batchShape(self);
      if (self.numel === 0) return sumDim(filled([...batch, 0], 0n, int64), [-1]);
      const [absolute, relative] = tolerances(self, atol, rtol);
      const values = rankValues(source, hermitian);
      const largest = hermitian ? amax(values, [-1], true) : narrow(values, -1, 0, 1);
      const limit = maximum(unsqueeze(absolute, -1), mul(unsqueeze(relative, -1), largest));
      return sumDim(gt(values, limit), [-1]);
    },
    samples: [
      "torch.linalg.matrix_rank(x)",
      "torch.linalg.matrix_rank(v[:, None] * v)",
      "torch.linalg.matrix_rank(b)",
      `torch.linalg.matrix_rank(${symmetric}, hermitian=True)`,
      "torch.linalg.matrix_rank(torch.zeros(3, 3))",
      "torch.linalg.matrix_rank(torch.ones(0, 3))",
      "torch.linalg.matrix_rank(v)",
      "torch.linalg.matrix_rank(n)",
    ],
  },
);

export const matrixRank: Op<FloatTolerances, Tensor> = op(
  "linalg_matrix_rank.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor",
  {
    complex: true,
    doc: "How many singular values are above max(atol, rtol·largest)",
    forms: [],
    aliases: ["linalg.matrix_rank"],
    out: true,
    composite: (self, atol, rtol, hermitian) => matrixRankWithTensors(self, asTensor(atol), asTensor(rtol), hermitian),
    samples: ["torch.linalg.matrix_rank(x, atol=1.0)", "torch.linalg.matrix_rank(x, rtol=0.5)"],
  },
);

export const matrixRankTolTensor: Op<[self: Tensor, tol: Tensor, hermitian?: boolean], Tensor> = op(
  "linalg_matrix_rank.tol_tensor(Tensor input, Tensor tol, bool hermitian=False) -> Tensor",
  {
    complex: true,
    doc: "How many singular values are above tol",
    forms: [],
    aliases: ["linalg.matrix_rank"],
    out: true,
    composite: (self, tol, hermitian) => matrixRankWithTensors(self, tol, asTensor(0), hermitian),
    samples: ["torch.linalg.matrix_rank(x, s)", "torch.linalg.matrix_rank(b, tol=p[:2, 0])"],
  },
);

export const matrixRankTol: Op<[self: Tensor, tol: number, hermitian?: boolean], Tensor> = op(
  "linalg_matrix_rank(Tensor self, float tol, bool hermitian=False) -> Tensor",
  {
    complex: true,
    doc: "How many singular values are above tol",
    forms: [],
    aliases: ["linalg.matrix_rank"],
    out: true,
    composite: (self, tol, hermitian) => matrixRank(self, tol, 0, hermitian),
    samples: ["torch.linalg.matrix_rank(x, 1.0)", "torch.linalg.matrix_rank(x, tol=100.0)"],
  },
);
