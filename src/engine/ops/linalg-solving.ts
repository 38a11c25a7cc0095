// Systems of equations by LU factors, inverses, powers, tensors as matrices.
// Follows aten/src/ATen/native/{BatchLinearAlgebra,LinearAlgebra}.cpp, FunctionsManual.cpp and derivatives.yaml.

import type { Saved } from "../autograd/op-node";
import { runtimeError } from "../errors";
import * as complexLapack from "../kernels/complex/lapack";
import { solveLU } from "../kernels/lapack/lu";
import { int32 } from "../tensor/dtype";
import { copyInto, filled } from "../tensor/raw";
import { formatShape, numelOf, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, neg } from "./arithmetic";
import { conj, conjPhysical } from "./conjugation";
import { type Op, op } from "./declare";
import { isFactoredTransposed, luUnpack, pivotShape, transposedFactors } from "./linalg-lu";
import {
  batchCount,
  batchShape,
  blockOf,
  checkEquation,
  checkFloating,
  checkInfo,
  checkSameDType,
  checkSquare,
  columnsOf,
  commonBatch,
  intsOf,
  intTensor,
  matrixSize,
  transposed,
} from "./linalg-parts";
import { linalgSolveTriangular } from "./linalg-triangular";
import { matmul } from "./matmul";
import { powerBySquaring } from "./products";
import { diagonal } from "./slicing";
import { tril, triu } from "./triangles";
import { adjoint, expand, permute, reshape, squeezeDim, unsqueeze } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` and `as Tensor` say so to the compiler.

// ---- Systems of equations

/** X of A·X = B (or X·A = B, or Aᵀ in A's place) from A's factors. */
function solved(lu: Tensor, pivots: Int32Array, b: Tensor, left: boolean, adjoint: boolean): Tensor {
  const batch = commonBatch(lu, b);
  const [n] = matrixSize(lu);
  // Aᴴ·X = B is Aᵀ·X̄ = B̄.
  const conjugated = adjoint && lu.dtype.isComplex;
  const given = conjugated ? conjPhysical.forward(b) : b;
  const source = left ? given : transposed(given);
  const result = columnsOf(source, [...batch, ...source.shape.slice(-2)]);
  const own = columnsOf(lu, [...batch, n, n]);
  const k = result.shape.at(-1) as number;
  const count = batchCount(result);
  const spread = spreadPivots(pivots, batchShape(lu), batch, n);
  const kernel = lu.dtype.isComplex ? complexLapack.solveLU : solveLU;
  for (let i = 0; i < count; i++) {
    const swaps = spread.subarray(i * n, (i + 1) * n);
    kernel(n, k, blockOf(own, i), swaps, blockOf(result, i), adjoint === left);
  }
  const x = conjugated ? conjPhysical.forward(result) : result;
  return left ? x : transposed(x);
}

/** Row swaps of a batch that is broadcast. */
function spreadPivots(pivots: Int32Array, from: readonly number[], to: readonly number[], n: number): Int32Array {
  if (sameShape(from, to)) return pivots;
  return intsOf(expand.forward(intTensor(pivots, [...from, n]), [...to, n], false));
}

type LuSolveArguments = [lu: Tensor, pivots: Tensor, b: Tensor, left?: boolean, adjoint?: boolean];

export const linalgLuSolve: Op<LuSolveArguments, Tensor> = op(
  "linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False) -> Tensor",
  {
    complex: true,
    doc: "X of A·X = B, from the factors of A",
    forms: [],
    aliases: ["linalg.lu_solve"],
    out: true,
    forward: (lu, pivots, b, left, adjoint) => {
      checkFloating(lu, "torch.linalg.lu_solve");
      checkSameDType(lu, b, "linalg.lu_solve", "LU", "B");
      if (pivots.dtype !== int32) {
        throw runtimeError("linalg.lu_solve: pivots should be a Tensor of scalar type torch.int32");
      }
      checkEquation(lu, b, left, "linalg.lu_solve");
      if (pivots.shape.at(-1) !== lu.shape.at(-1)) {
        throw runtimeError("linalg.lu_solve: Number of pivots per batch should be same as the dimension of the matrix");
      }
      if (!sameShape(batchShape(lu), pivots.shape.slice(0, -1))) {
        throw runtimeError(
          `linalg.lu_solve: Expected LU.shape[:-1] and pivots.shape to be the same, but got pivots with shape ${formatShape(pivots.shape)} instead`,
        );
      }
      return solved(lu, intsOf(pivots), b, left, adjoint);
    },
    backward: {
      LU: {
        uses: ["LU", "pivots", "left", "adjoint", "result"],
        grad: (g, s) => luSolveBackward(g, s),
      },
      B: {
        uses: ["LU", "pivots", "left", "adjoint"],
        grad: (g, s) => linalgLuSolve(s.tensor("LU"), s.tensor("pivots"), g, s.flag("left"), !s.flag("adjoint")),
      },
    },
    samples: [
      "torch.linalg.lu_solve(*torch.linalg.lu_factor(cs), c.mT, adjoint=True)",
      "torch.linalg.lu_solve(*torch.linalg.lu_factor(cs), c, left=False, adjoint=True)",
      "torch.linalg.lu_solve(*torch.linalg.lu_factor(ns), x.t())",
      "torch.linalg.lu_solve(*torch.linalg.lu_factor(ns), x, left=False)",
      "torch.linalg.lu_solve(*torch.linalg.lu_factor(ns), x.t(), adjoint=True)",
      "torch.linalg.lu_solve(*torch.linalg.lu_factor(ns), x, left=False, adjoint=True)",
      "torch.linalg.lu_solve(*torch.linalg.lu_factor(ns), b.transpose(1, 2))",
    ],
  },
);

/** dX = -U⁻¹L⁻¹(dL·U + L·dU)X, for A·X = B; the other equations are this one transposed. */
function luSolveBackward(g: Tensor, s: Saved): Tensor {
  const lu = s.tensor("LU");
  const left = s.flag("left");
  const flipped = s.flag("adjoint") !== !left;
  const gradient = left ? g : adjoint(g);
  const x = left ? s.tensor("result") : adjoint(s.tensor("result"));
  const [p, l, u] = luUnpack(lu, s.tensor("pivots")) as [Tensor, Tensor, Tensor];
  const byU = (b: Tensor, flip: boolean) => linalgSolveTriangular(flip ? adjoint(u) : u, b, !flip, true, false);
  const byL = (b: Tensor, flip: boolean) => linalgSolveTriangular(flip ? adjoint(l) : l, b, flip, true, true);
  let gl: Tensor;
  let gu: Tensor;
  if (flipped) {
    const moved = matmul(adjoint(p), x);
    const back = byL(matmul(adjoint(p), gradient), false);
    gl = matmul(moved, adjoint(back));
    gu = matmul(matmul(adjoint(l), moved), adjoint(byU(back, false)));
  } else {
    const back = byU(gradient, true);
    gu = matmul(back, adjoint(x));
    gl = matmul(byL(back, true), adjoint(matmul(u, x)));
  }
  return neg(add(tril(gl, -1), triu(gu)));
}

export const luSolve: Op<[self: Tensor, lu: Tensor, pivots: Tensor], Tensor> = op(
  "lu_solve(Tensor self, Tensor LU_data, Tensor LU_pivots) -> Tensor",
  {
    complex: true,
    doc: "X of A·X = self, from the factors of A",
    out: true,
    composite: (self, lu, pivots) => linalgLuSolve(lu, pivots, self),
    samples: [
      "torch.lu_solve(x.t(), *torch.linalg.lu_factor(ns))",
      "torch.lu_solve(v, *torch.linalg.lu_factor(ns))",
      "torch.lu_solve(x, *torch.linalg.lu_factor(ns))",
    ],
  },
);

/** Whether B is a batch of vectors rather than of matrices (linalg_solve_is_vector_rhs). */
function isVectorSide(a: Tensor, b: Tensor): boolean {
  return b.dim === 1 || (a.dim - 1 === b.dim && sameShape(a.shape.slice(0, -1), b.shape));
}

type SolveExArguments = [a: Tensor, b: Tensor, left?: boolean, checkErrors?: boolean];

export const solveWithFactors: Op<SolveExArguments, readonly Tensor[]> = op(
  "_linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor LU, Tensor pivots, Tensor info)",
  {
    complex: true,
    doc: "X of A·X = B, with A's factors",
    forms: [],
    recorded: 1,
    forward: (a, b, left, checkErrors) => {
      checkFloating(a, "linalg.solve");
      checkSameDType(a, b, "linalg.solve");
      checkSquare(a, "linalg.solve");
      const vector = isVectorSide(a, b);
      if (vector && !left) {
        throw runtimeError(
          "linalg.solve: Vector broadcasting of the left hand side is not supported for left=False. In this case linalg.solve is equivalent to B / A.squeeze(-1)",
        );
      }
      const right = vector ? unsqueeze.forward(b, -1) : b;
      checkEquation(a, right, left, "linalg.solve");
      const { lu, pivots, info } = transposedFactors(a);
      if (checkErrors) checkInfo(info, "torch.linalg.solve_ex", a.dim === 2);
      const x = solved(lu, pivots, right, left, isFactoredTransposed(a));
      const result = vector ? vectorResult(squeezeDim.forward(x, -1)) : x;
      return [result, lu, intTensor(pivots, pivotShape(a)), intTensor(info, batchShape(a))];
    },
    backward: {
      A: {
        uses: ["A", "LU", "pivots", "result", "left"],
        grad: (g, s) => {
          const a = s.tensor("A");
          const back = solveBack(a, g, s.flag("left"));
          const x = s.tensor("result");
          if (x.dim < a.dim) return neg(matmul(unsqueeze(back, -1), conj(unsqueeze(x, -2))));
          return neg(s.flag("left") ? matmul(back, adjoint(x)) : matmul(adjoint(x), back));
        },
      },
      B: {
        uses: ["A", "LU", "pivots", "result", "left"],
        grad: (g, s) => solveBack(s.tensor("A"), g, s.flag("left")),
      },
    },
    samples: [],
  },
);

/** Vectors of a batch get the strides of matrices by columns. */
function vectorResult(x: Tensor): Tensor {
  return x.dim > 1 ? columnsOf(x) : x;
}

/** Aᵀ⁻¹·G: of vectors, where G has one dimension less than A. */
function solveBack(a: Tensor, g: Tensor, left: boolean): Tensor {
  if (g.dim >= a.dim) return uncheckedSolution(adjoint(a), g, left);
  return squeezeDim(uncheckedSolution(adjoint(a), unsqueeze(g, -1), left), -1);
}

/** The solution, whatever A is. */
export function uncheckedSolution(a: Tensor, b: Tensor, left = true): Tensor {
  return solveWithFactors(a, b, left, false)[0] as Tensor;
}

export const solveEx: Op<SolveExArguments, readonly Tensor[]> = op(
  "linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor info)",
  {
    complex: true,
    doc: "X of A·X = B, and what went wrong",
    out: true,
    forms: [],
    aliases: ["linalg.solve_ex"],
    composite: (a, b, left, checkErrors) => {
      const [result, , , info] = solveWithFactors(a, b, left, checkErrors) as [Tensor, Tensor, Tensor, Tensor];
      return [result, info];
    },
    samples: ["torch.linalg.solve_ex(ns, v)", "torch.linalg.solve_ex(torch.zeros(2, 2), torch.ones(2))[1]"],
  },
);

export const solve: Op<[a: Tensor, b: Tensor, left?: boolean], Tensor> = op(
  "linalg_solve(Tensor A, Tensor B, *, bool left=True) -> Tensor",
  {
    complex: true,
    doc: "X of A·X = B",
    forms: [],
    aliases: ["linalg.solve"],
    out: true,
    composite: (a, b, left) => {
      const [result, , , info] = solveWithFactors(a, b, left) as [Tensor, Tensor, Tensor, Tensor];
      checkInfo(intsOf(info), "torch.linalg.solve", a.dim === 2);
      return result;
    },
    samples: [
      "torch.linalg.solve(cs, cv)",
      "torch.linalg.solve(cs, c.mT)",
      "torch.linalg.solve(cs, c, left=False)",
      "torch.linalg.solve(ns, v)",
      "torch.linalg.solve(ns, x.t())",
      "torch.linalg.solve(ns.t(), x.t())",
      "torch.linalg.solve(ns, x, left=False)",
      "torch.linalg.solve(torch.stack([ns, ns.t()]), b.transpose(1, 2))",
      "torch.linalg.solve(torch.stack([ns, ns.t()]), x[:2])",
      "torch.linalg.solve(ns, b.transpose(1, 2))",
      "torch.linalg.solve(torch.ones(0, 0), torch.ones(0, 2))",
      "torch.linalg.solve(torch.zeros(2, 2), torch.ones(2))",
      "torch.linalg.solve(torch.zeros(3, 2, 2), torch.ones(3, 2))",
      "torch.linalg.solve(ns, x[:, 0])",
      "torch.linalg.solve(ns, x)",
      "torch.linalg.solve(ns, v.double())",
      "torch.linalg.solve(x, v)",
      "torch.linalg.solve(n, n)",
    ],
  },
);

// ---- Inverses

export const invEx: Op<[a: Tensor, checkErrors?: boolean], readonly Tensor[]> = op(
  "linalg_inv_ex(Tensor A, *, bool check_errors=False) -> (Tensor inverse, Tensor info)",
  {
    complex: true,
    doc: "A⁻¹, and what went wrong",
    out: true,
    forms: [],
    aliases: ["linalg.inv_ex"],
    forward: (a, checkErrors) => {
      checkSquare(a, "linalg.inv");
      checkFloating(a, "linalg.inv");
      const { lu, pivots, info } = transposedFactors(a);
      const n = a.shape.at(-1) as number;
      const unit = filled(a.shape, 0, a.dtype);
      copyInto(diagonal.forward(unit, 0, -2, -1), filled([], 1, a.dtype));
      if (checkErrors) checkInfo(info, "linalg.inv_ex", a.dim === 2);
      const inverse = n === 0 ? unit : solved(lu, pivots, unit, true, isFactoredTransposed(a));
      return [inverse, intTensor(info, batchShape(a))];
    },
    backward: {
      A: {
        uses: ["inverse"],
        // -A⁻ᵀ·G·A⁻ᵀ
        grad: (g, s) => {
          const inverse = adjoint(s.tensor("inverse"));
          return neg(matmul(inverse, matmul(g, inverse)));
        },
      },
    },
    samples: ["torch.linalg.inv_ex(ns)", "torch.linalg.inv_ex(torch.zeros(2, 2))[1]", "torch.linalg.inv_ex(x)"],
  },
);

function invertible(a: Tensor, name: string): Tensor {
  const [inverse, info] = invEx(a) as [Tensor, Tensor];
  checkInfo(intsOf(info), name, a.dim === 2);
  return inverse;
}

export const inv: Op<[a: Tensor], Tensor> = op("linalg_inv(Tensor A) -> Tensor", {
  complex: true,
  doc: "A⁻¹",
  forms: [],
  aliases: ["linalg.inv"],
  out: true,
  composite: (a) => invertible(a, "linalg.inv"),
  samples: [
    "torch.linalg.inv(cs)",
    "torch.linalg.inv(cs.detach().to(torch.complex128))",
    "torch.linalg.inv(ns)",
    "torch.linalg.inv(ns.t())",
    "torch.linalg.inv(torch.stack([ns, ns.t()]))",
    "torch.linalg.inv(ns.double())",
    "torch.linalg.inv(torch.ones(0, 0))",
    "torch.linalg.inv(torch.zeros(2, 2))",
    "torch.linalg.inv(torch.tensor([[1.0, 2.0], [2.0, 4.0]]))",
    "torch.linalg.inv(torch.zeros(2, 2, 2))",
    "torch.linalg.inv(x)",
    "torch.linalg.inv(v)",
    "torch.linalg.inv(n[:3])",
    "torch.linalg.inv(ns.half())",
    "torch.linalg.inv(1)",
  ],
});

export const inverse: Op<[self: Tensor], Tensor> = op("inverse(Tensor self) -> Tensor", {
  complex: true,
  doc: "self⁻¹",
  out: true,
  composite: (self) => inv(self),
  samples: ["torch.inverse(ns)", "ns.inverse()", "torch.inverse(torch.zeros(2, 2))"],
});

// ---- Powers and tensors as matrices

export const matrixPower: Op<[self: Tensor, n: number], Tensor> = op(
  "linalg_matrix_power(Tensor self, int n) -> Tensor",
  {
    complex: true,
    doc: "selfⁿ, by squaring; of the inverse for negative n",
    forms: [],
    aliases: ["linalg.matrix_power", "torch.matrix_power", "Tensor.matrix_power"],
    out: true,
    composite: (self, n) => {
      checkSquare(self, "linalg.matrix_power");
      if (n === -1) return inv(self);
      return n < 0 ? powerBySquaring(inv(self), -n) : powerBySquaring(self, n);
    },
    samples: [
      ...[-3, -1, 0, 1, 2, 3, 4, 5, 6].map((n) => `torch.linalg.matrix_power(ns, ${n})`),
      "torch.matrix_power(torch.stack([ns, ns.t()]), 3)",
      "ns.matrix_power(2)",
      "torch.linalg.matrix_power(i[:3], 3)",
      "torch.linalg.matrix_power(x, 2)",
      "torch.linalg.matrix_power(v, 2)",
      "torch.linalg.matrix_power(torch.zeros(2, 2), -1)",
    ],
  },
);

export const tensorinv: Op<[self: Tensor, ind?: number], Tensor> = op(
  "linalg_tensorinv(Tensor self, int ind=2) -> Tensor",
  {
    complex: true,
    doc: "The inverse for tensordot over ind dimensions",
    forms: [],
    aliases: ["linalg.tensorinv"],
    out: true,
    composite: (self, ind) => {
      if (ind <= 0) throw runtimeError(`Expected a strictly positive integer for 'ind', but got ${ind}`);
      if (ind > self.dim) throw runtimeError("cannot create std::vector larger than max_size()");
      const [first, last] = [self.shape.slice(0, ind), self.shape.slice(ind)];
      const [rows, columns] = [numelOf(first), numelOf(last)];
      if (rows !== columns) {
        throw runtimeError(
          `Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got ${columns} != ${rows}`,
        );
      }
      return reshape(invertible(reshape(self, [columns, rows]), "inv"), [...last, ...first]);
    },
    samples: [
      "torch.linalg.tensorinv(ns, ind=1)",
      "torch.linalg.tensorinv(wide[:, :4].reshape(2, 2, 4))",
      "torch.linalg.tensorinv(x)",
      "torch.linalg.tensorinv(ns, ind=0)",
      "torch.linalg.tensorinv(torch.zeros(2, 2), ind=1)",
    ],
  },
);

export const tensorsolve: Op<[self: Tensor, other: Tensor, dims?: readonly number[] | null], Tensor> = op(
  "linalg_tensorsolve(Tensor self, Tensor other, int[]? dims=None) -> Tensor",
  {
    complex: true,
    doc: "X of tensordot(self, X) = other",
    forms: [],
    aliases: ["linalg.tensorsolve"],
    out: true,
    composite: (self, other, dims) => {
      let a = self;
      if (dims !== null) {
        const wrapped = dims.map((d) => (d < 0 ? d + self.dim : d));
        const kept = self.shape.map((_, d) => d).filter((d) => !wrapped.includes(d));
        a = permute(self, [...kept, ...wrapped]);
      }
      const shape = a.shape.slice(other.dim);
      const columns = numelOf(shape);
      if (columns !== other.numel) {
        throw runtimeError(
          `Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), but got ${columns} != ${other.numel}`,
        );
      }
      return reshape(solve(reshape(a, [columns, columns]), reshape(other, [other.numel])), shape);
    },
    samples: [
      "torch.linalg.tensorsolve(ns, v)",
      "torch.linalg.tensorsolve(wide[:, :4].reshape(2, 2, 4), x[:2, :2])",
      "torch.linalg.tensorsolve(wide[:, :4].reshape(2, 4, 2), x[:2, :2], dims=(1,))",
      "torch.linalg.tensorsolve(x, v)",
      "torch.linalg.tensorsolve(torch.ones(2, 3), torch.ones(2))",
    ],
  },
);
