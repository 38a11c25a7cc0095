// Triangular systems and Cholesky factors.
// Follows aten/src/ATen/native/BatchLinearAlgebra.cpp, FunctionsManual.cpp and derivatives.yaml.

import type { Saved } from "../autograd/op-node";
import { runtimeError, UnsupportedError } from "../errors";
import * as complexKernels from "../kernels/complex/lapack";
import { factorCholesky } from "../kernels/lapack/cholesky";
import * as realKernels from "../kernels/lapack/products";
import { copyInto, emptyLike, filled } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { add, neg, times } from "./arithmetic";
import { conj } from "./conjugation";
import { type Op, op } from "./declare";
import {
  batchCount,
  batchShape,
  blockOf,
  checkEquation,
  checkFloating,
  checkImplemented,
  checkInfo,
  checkSquare,
  columnsOf,
  commonBatch,
  intsOf,
  intTensor,
  matrixSize,
} from "./linalg-parts";
import { matmul } from "./matmul";
import { diagonal } from "./slicing";
import { tril, triu } from "./triangles";
import { adjoint, matrixT } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

/** Solves in place, for every matrix of a batch that both have. */
function triangularSolution(
  a: Tensor,
  b: Tensor,
  upper: boolean,
  left: boolean,
  transposed: boolean,
  unit: boolean,
): Tensor {
  const batch = commonBatch(a, b);
  const own = columnsOf(a, [...batch, ...matrixSize(a)]);
  const result = columnsOf(b, [...batch, ...matrixSize(b)]);
  const [m, n] = matrixSize(result);
  const kind = { upper, transposed, unit };
  const solvers = result.dtype.isComplex ? complexKernels : realKernels;
  for (let i = 0; i < batchCount(result); i++) {
    if (left) solvers.solveLeft(m, n, kind, blockOf(own, i), blockOf(result, i));
    else solvers.solveRight(m, n, kind, blockOf(own, i), blockOf(result, i));
  }
  return result;
}

/** The part of a gradient that a triangular argument has. */
function triangleOf(g: Tensor, upper: boolean, unit: boolean): Tensor {
  return upper ? triu(g, unit ? 1 : 0) : tril(g, unit ? -1 : 0);
}

type TriangularArguments = [self: Tensor, b: Tensor, upper: boolean, left?: boolean, unit?: boolean];

export const linalgSolveTriangular: Op<TriangularArguments, Tensor> = op(
  "linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -> Tensor",
  {
    complex: true,
    doc: "X of self·X = B (or X·self = B), self being a triangle",
    forms: [],
    aliases: ["linalg.solve_triangular"],
    out: true,
    forward: (self, b, upper, left, unit) => {
      checkImplemented(self, "triangular_solve_cpu");
      // PyTorch reads the one's memory as the other's here.
      if (self.dtype !== b.dtype) throw new UnsupportedError("torch.linalg.solve_triangular of two dtypes");
      checkEquation(self, b, left, "linalg.solve_triangular");
      return triangularSolution(self, b, upper, left, false, unit);
    },
    backward: {
      self: {
        uses: ["self", "result", "upper", "left", "unitriangular"],
        grad: (g, s) => {
          const back = solveBack(g, s);
          const x = adjoint(s.tensor("result"));
          const full = s.flag("left") ? matmul(back, x) : matmul(x, back);
          return triangleOf(neg(full), s.flag("upper"), s.flag("unitriangular"));
        },
      },
      B: { uses: ["self", "upper", "left", "unitriangular"], grad: (g, s) => solveBack(g, s) },
    },
    samples: [
      "torch.linalg.solve_triangular(cs.triu(), c.mT, upper=True)",
      "torch.linalg.solve_triangular(ns, x.t(), upper=True)",
      "torch.linalg.solve_triangular(ns, x.t(), upper=False)",
      "torch.linalg.solve_triangular(ns, x, upper=True, left=False)",
      "torch.linalg.solve_triangular(ns, x, upper=False, left=False)",
      "torch.linalg.solve_triangular(ns, x.t(), upper=True, unitriangular=True)",
      "torch.linalg.solve_triangular(ns, x, upper=False, left=False, unitriangular=True)",
      "torch.linalg.solve_triangular(ns, b.transpose(1, 2), upper=True)",
      "torch.linalg.solve_triangular(torch.stack([ns, ns.t()]), x.t(), upper=True)",
      "torch.linalg.solve_triangular(x, x, upper=True)",
      "torch.linalg.solve_triangular(ns, x, upper=True)",
      "torch.linalg.solve_triangular(ns, v, upper=True)",
      "torch.linalg.solve_triangular(n[:3], n[:3], upper=True)",
    ],
  },
);

function solveBack(g: Tensor, s: Saved): Tensor {
  const self = adjoint(s.tensor("self"));
  return linalgSolveTriangular(self, g, !s.flag("upper"), s.flag("left"), s.flag("unitriangular"));
}

type OldArguments = [self: Tensor, a: Tensor, upper?: boolean, transpose?: boolean, unitriangular?: boolean];

/** The checks of the older solvers, in their words. */
function checkSizes(b: Tensor, a: Tensor, name: string): void {
  if (b.dim < 2) throw runtimeError(`b should have at least 2 dimensions, but has ${b.dim} dimensions instead`);
  if (a.dim < 2) throw runtimeError(`A should have at least 2 dimensions, but has ${a.dim} dimensions instead`);
  const [m, n] = matrixSize(a);
  const [rows, columns] = matrixSize(b);
  if (m !== n) throw runtimeError(`A must be batches of square matrices, but they are ${m} by ${n} matrices`);
  if (n !== rows) {
    throw runtimeError(
      `Incompatible matrix sizes for ${name}: each A matrix is ${m} by ${n} but each b matrix is ${rows} by ${columns}`,
    );
  }
}

export const triangularSolve: Op<OldArguments, readonly Tensor[]> = op(
  "triangular_solve(Tensor self, Tensor A, bool upper=True, bool transpose=False, bool unitriangular=False) -> (Tensor solution, Tensor cloned_coefficient)",
  {
    complex: true,
    doc: "X of A·X = self, A being a triangle; and A again",
    out: true,
    forward: (self, a, upper, transpose, unit) => {
      for (const [name, each] of [["b", self] as const, ["A", a] as const]) {
        if (each.dim < 2) {
          throw runtimeError(
            `torch.triangular_solve: Expected ${name} to have at least 2 dimensions, but it has ${each.dim} dimensions instead`,
          );
        }
      }
      if (self.dtype !== a.dtype) {
        const [b, A] = [self.dtype.scalarName, a.dtype.scalarName];
        throw runtimeError(
          `Expected b and A to have the same dtype, but found b of type ${b} and A of type ${A} instead.`,
        );
      }
      checkSizes(self, a, "triangular_solve");
      checkImplemented(a, "triangular_solve_cpu");
      const solution = triangularSolution(a, self, upper, true, transpose, unit);
      return [solution, columnsOf(a, [...batchShape(solution), ...matrixSize(a)])];
    },
    backward: {
      self: {
        uses: ["A", "upper", "transpose", "unitriangular"],
        grad: (_g, s, [g = null]) => (g === null ? null : oldSolveBack(g, s)),
      },
      A: {
        uses: ["self", "A", "solution", "upper", "transpose", "unitriangular"],
        grad: (_g, s, [g = null, coefficient = null]) => {
          const upper = s.flag("upper");
          let result = coefficient;
          if (g !== null) {
            const back = oldSolveBack(g, s);
            const x = s.tensor("solution");
            const full = s.flag("transpose") ? matmul(conj(x), matrixT(back)) : matmul(back, adjoint(x));
            const own = triangleOf(neg(full), upper, s.flag("unitriangular"));
            result = result === null ? own : add(result, own);
          }
          return result;
        },
      },
    },
    samples: [
      "torch.triangular_solve(x.t(), ns)",
      "torch.triangular_solve(x.t(), ns, upper=False)",
      "x.t().triangular_solve(ns, transpose=True)[0]",
      "torch.triangular_solve(x.t(), ns, unitriangular=True)[0]",
      "torch.triangular_solve(x, ns)",
      "torch.triangular_solve(x.t(), ns.double())",
      "torch.triangular_solve(v, ns)",
    ],
  },
);

function oldSolveBack(g: Tensor, s: Saved): Tensor {
  return triangularSolve(
    g,
    conj(s.tensor("A")),
    s.flag("upper"),
    !s.flag("transpose"),
    s.flag("unitriangular"),
  )[0] as Tensor;
}

// ---- Cholesky

function cholesky(a: Tensor, upper: boolean): { factor: Tensor; info: Int32Array } {
  const factor = columnsOf(upper ? triu.forward(a, 0) : tril.forward(a, 0));
  const n = a.shape.at(-1) as number;
  const info = new Int32Array(batchCount(a));
  const kernel = a.dtype.isComplex ? complexKernels.factorCholesky : factorCholesky;
  for (let i = 0; i < info.length; i++) info[i] = kernel(upper, n, blockOf(factor, i));
  return { factor, info };
}

/** L⁻ᵀ·φ(Lᵀ·G)·L⁻¹, made symmetric; φ halves the diagonal of the lower triangle. */
function choleskyBackward(g: Tensor, factor: Tensor, upper: boolean): Tensor {
  const l = upper ? adjoint(factor) : factor;
  const gl = upper ? adjoint(g) : g;
  const lower = tril(matmul(adjoint(l), gl));
  const inner = times(add(lower, adjoint(tril(lower, -1))), 0.5);
  const half = linalgSolveTriangular(adjoint(l), inner, true, true, false);
  return linalgSolveTriangular(l, half, false, false, false);
}

export const choleskyEx: Op<[self: Tensor, upper?: boolean, checkErrors?: boolean], readonly Tensor[]> = op(
  "linalg_cholesky_ex(Tensor self, *, bool upper=False, bool check_errors=False) -> (Tensor L, Tensor info)",
  {
    complex: true,
    doc: "L of self = L·Lᵀ, and the order of the leading minor that is not positive",
    out: true,
    forms: [],
    aliases: ["linalg.cholesky_ex"],
    forward: (self, upper, checkErrors) => {
      checkSquare(self, "linalg.cholesky");
      checkFloating(self, "linalg.cholesky");
      const { factor, info } = cholesky(self, upper);
      if (checkErrors) checkInfo(info, "linalg.cholesky_ex", self.dim === 2);
      return [factor, intTensor(info, batchShape(self))];
    },
    backward: {
      self: {
        uses: ["L", "upper"],
        grad: (g, s) => choleskyBackward(g, s.tensor("L"), s.flag("upper")),
      },
    },
    samples: [
      "torch.linalg.cholesky_ex(ns @ ns.t() + torch.eye(3))",
      "torch.linalg.cholesky_ex(-torch.eye(3))[1]",
      "torch.linalg.cholesky_ex(x)",
    ],
  },
);

export const linalgCholesky: Op<[self: Tensor, upper?: boolean], Tensor> = op(
  "linalg_cholesky(Tensor self, *, bool upper=False) -> Tensor",
  {
    complex: true,
    doc: "L of self = L·Lᵀ, a lower triangle; or its transpose",
    forms: [],
    aliases: ["linalg.cholesky"],
    out: true,
    composite: (self, upper) => {
      const [factor, info] = choleskyEx(self, upper) as [Tensor, Tensor];
      checkInfo(intsOf(info), "linalg.cholesky", self.dim === 2);
      return factor;
    },
    samples: [
      "torch.linalg.cholesky(cs @ cs.mH + torch.eye(3))",
      "torch.linalg.cholesky(cs @ cs.mH + torch.eye(3), upper=True)",
      "torch.linalg.cholesky(ns @ ns.t() + torch.eye(3))",
      "torch.linalg.cholesky(ns @ ns.t() + torch.eye(3), upper=True)",
      "torch.linalg.cholesky(torch.stack([ns @ ns.t() + torch.eye(3), torch.eye(3)]))",
      "torch.linalg.cholesky(torch.ones(0, 0))",
      "torch.linalg.cholesky(-torch.eye(3))",
      "torch.linalg.cholesky(torch.diag(torch.tensor([1.0, -1.0])))",
      "torch.linalg.cholesky(torch.stack([torch.eye(2), -torch.eye(2)]))",
      "torch.linalg.cholesky(x)",
      "torch.linalg.cholesky(v)",
      "torch.linalg.cholesky(n[:3])",
    ],
  },
);

export const choleskyOp: Op<[self: Tensor, upper?: boolean], Tensor> = op(
  "cholesky(Tensor self, bool upper=False) -> Tensor",
  {
    complex: true,
    doc: "L of self = L·Lᵀ, a lower triangle; or its transpose",
    forward: (self, upper) => {
      if (self.numel === 0) return emptyLike(self, self.dtype);
      checkSquare(self, "cholesky");
      checkFloating(self, "cholesky");
      const { factor, info } = cholesky(self, upper);
      checkInfo(info, "cholesky", self.dim === 2);
      return factor;
    },
    backward: {
      self: {
        uses: ["result", "upper"],
        grad: (g, s) => choleskyBackward(g, s.tensor("result"), s.flag("upper")),
      },
    },
    samples: [
      "torch.cholesky(ns @ ns.t() + torch.eye(3))",
      "(ns @ ns.t() + torch.eye(3)).cholesky(upper=True)",
      "torch.cholesky(-torch.eye(3))",
      "torch.cholesky(torch.stack([torch.eye(2), -torch.eye(2)]))",
      "torch.cholesky(x)",
    ],
  },
);

/** A⁻¹·B from the factor of A. */
function factorSolution(b: Tensor, factor: Tensor, upper: boolean): Tensor {
  const first = triangularSolution(factor, b, upper, true, upper, false);
  return triangularSolution(factor, first, upper, true, !upper, false);
}

export const choleskySolve: Op<[self: Tensor, input2: Tensor, upper?: boolean], Tensor> = op(
  "cholesky_solve(Tensor self, Tensor input2, bool upper=False) -> Tensor",
  {
    doc: "X of A·X = self, from the Cholesky factor of A",
    forward: (self, input2, upper) => {
      if (self.dim < 2) {
        throw runtimeError(`b should have at least 2 dimensions, but has ${self.dim} dimensions instead`);
      }
      if (input2.dim < 2) {
        throw runtimeError(`u should have at least 2 dimensions, but has ${input2.dim} dimensions instead`);
      }
      checkSizes(self, input2, "cholesky_solve");
      checkImplemented(self, "cholesky_solve_cpu");
      return factorSolution(self, input2, upper);
    },
    backward: {
      self: { uses: ["input2", "upper"], grad: (g, s) => choleskySolve(g, s.tensor("input2"), s.flag("upper")) },
      input2: {
        uses: ["self", "input2", "result", "upper"],
        grad: (g, s) => {
          const factor = s.tensor("input2");
          const upper = s.flag("upper");
          const outer = matmul(choleskySolve(g, factor, upper), adjoint(s.tensor("result")));
          const both = add(outer, adjoint(outer));
          return neg(upper ? matmul(factor, both) : matmul(both, factor));
        },
      },
    },
    samples: [
      "torch.cholesky_solve(x.t(), torch.tril(ns))",
      "x.t().cholesky_solve(torch.triu(ns), upper=True)",
      "torch.cholesky_solve(b.transpose(1, 2), torch.tril(ns))",
      "torch.cholesky_solve(v, ns)",
      "torch.cholesky_solve(x, ns)",
      "torch.cholesky_solve(x, x)",
    ],
  },
);

export const choleskyInverse: Op<[self: Tensor, upper?: boolean], Tensor> = op(
  "cholesky_inverse(Tensor self, bool upper=False) -> Tensor",
  {
    doc: "A⁻¹, from the Cholesky factor of A",
    forward: (self, upper) => {
      checkSquare(self, "cholesky_inverse");
      checkImplemented(self, "cholesky_inverse_out_cpu");
      const unit = filled(self.shape, 0, self.dtype);
      copyInto(diagonal.forward(unit, 0, -2, -1), filled([], 1, self.dtype));
      return factorSolution(unit, self, upper);
    },
    backward: {
      self: {
        uses: ["self", "result", "upper"],
        grad: (g, s) => {
          const inverse = s.tensor("result");
          const factor = s.tensor("self");
          const inner = matmul(inverse, matmul(add(g, adjoint(g)), inverse));
          return neg(s.flag("upper") ? matmul(factor, inner) : matmul(inner, factor));
        },
      },
    },
    samples: [
      "torch.cholesky_inverse(torch.tril(ns))",
      "torch.cholesky_inverse(torch.stack([torch.tril(ns), torch.eye(3)]))",
      "torch.triu(ns).cholesky_inverse(upper=True)",
      "torch.cholesky_inverse(x)",
    ],
  },
);
