// LU factors: A = P·L·U, in one matrix or apart.
// Follows aten/src/ATen/native/{BatchLinearAlgebra,LinearAlgebra}.cpp, FunctionsManual.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import * as complexLapack from "../kernels/complex/lapack";
import { factorLU } from "../kernels/lapack/lu";
import { int32 } from "../tensor/dtype";
import { copyInto, empty, filled, window, wrapNumber } from "../tensor/raw";
import { formatShape, numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, mul, neg, sub } from "./arithmetic";
import { type Op, op } from "./declare";
import { cat } from "./joining";
import {
  batchCount,
  batchShape,
  blockOf,
  checkFloating,
  checkImplemented,
  checkInfo,
  columnsOf,
  intsOf,
  intTensor,
  matrixSize,
  transposed,
} from "./linalg-parts";
import { linalgSolveTriangular } from "./linalg-triangular";
import { matmul } from "./matmul";
import { diagonal, narrow } from "./slicing";
import { tril, triu } from "./triangles";
import { adjoint } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` and `as Tensor` say so to the compiler.

/** The factors of every matrix of a batch, each in A's place; pivots count from 1. */
export function factors(a: Tensor): { lu: Tensor; pivots: Int32Array; info: Int32Array } {
  const lu = columnsOf(a);
  const [m, n] = matrixSize(a);
  const k = Math.min(m, n);
  const count = batchCount(a);
  const pivots = new Int32Array(count * k);
  const info = new Int32Array(count);
  const kernel = a.dtype.isComplex ? complexLapack.factorLU : factorLU;
  for (let i = 0; i < count; i++) info[i] = kernel(m, n, blockOf(lu, i), pivots.subarray(i * k, (i + 1) * k));
  return { lu, pivots, info };
}

/** As PyTorch does it: the transpose of a contiguous matrix lies by columns already. */
export function transposedFactors(a: Tensor) {
  return factors(isFactoredTransposed(a) ? transposed(a) : a);
}

/** Complex matrices are factored as they are. */
export function isFactoredTransposed(a: Tensor): boolean {
  return a.isContiguous && !a.dtype.isComplex;
}

export function pivotShape(a: Tensor): number[] {
  return [...batchShape(a), Math.min(...matrixSize(a))];
}

// ---- LU itself

/** Gradient of A = P·L·U by L and U, either of which may be missing. */
function luBackward(gl: Tensor | null, gu: Tensor | null, p: Tensor, l: Tensor, u: Tensor): Tensor {
  const m = l.shape.at(-2) as number;
  const n = u.shape.at(-1) as number;
  const k = Math.min(m, n);
  const zero = wrapNumber(0);
  const l1 = m > k ? narrow(l, -2, 0, k) : l;
  const u1 = n > k ? narrow(u, -1, 0, k) : u;
  const gl1 = gl === null || m === k ? gl : narrow(gl, -2, 0, k);
  const gu1 = gu === null || n === k ? gu : narrow(gu, -1, 0, k);
  let ofL = gl1 === null ? null : matmul(adjoint(l1), gl1);
  let ofU = gu1 === null ? null : matmul(gu1, adjoint(u1));
  if (gu !== null && n > k) {
    const rest = matmul(narrow(gu, -1, k, n - k), adjoint(narrow(u, -1, k, n - k)));
    ofL = ofL === null ? neg(rest) : sub(ofL, rest);
  }
  if (gl !== null && m > k) {
    const rest = matmul(adjoint(narrow(l, -2, k, m - k)), narrow(gl, -2, k, m - k));
    ofU = ofU === null ? neg(rest) : sub(ofU, rest);
  }
  const lower = ofL === null ? null : tril(ofL, -1);
  const upper = ofU === null ? null : triu(ofU);
  const inner = lower === null ? (upper as Tensor) : upper === null ? lower : add(lower, upper);
  const solveL = (b: Tensor) => linalgSolveTriangular(adjoint(l1), b, true, true, true);
  const solveU = (b: Tensor) => linalgSolveTriangular(adjoint(u1), b, false, false, false);
  let result = solveU(solveL(inner));
  if (n > k) {
    const own = gu === null ? mul(narrow(u, -1, k, n - k), zero) : solveL(narrow(gu, -1, k, n - k));
    result = cat([result, own], -1);
  } else if (m > k) {
    const own = gl === null ? mul(narrow(l, -2, k, m - k), zero) : solveU(narrow(gl, -2, k, m - k));
    result = cat([result, own], -2);
  }
  return matmul(p, result);
}

type LuFactorArguments = [a: Tensor, pivot?: boolean, checkErrors?: boolean];

export const luFactorEx: Op<LuFactorArguments, readonly Tensor[]> = op(
  "linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False) -> (Tensor LU, Tensor pivots, Tensor info)",
  {
    complex: true,
    doc: "L and U of A = P·L·U in one matrix, with the row swaps",
    out: true,
    forms: [],
    aliases: ["linalg.lu_factor_ex"],
    recorded: 1,
    forward: (a, pivot, checkErrors) => {
      if (a.dim < 2) {
        throw runtimeError(
          `torch.lu_factor: Expected tensor with 2 or more dimensions. Got size: ${formatShape(a.shape)} instead`,
        );
      }
      checkImplemented(a, "lu_cpu");
      if (a.numel > 0) checkPivot(pivot, "linalg.lu_factor");
      const { lu, pivots, info } = factors(a);
      if (checkErrors) checkInfo(info, "torch.linalg.lu_factor_ex", a.dim === 2);
      return [lu, intTensor(pivots, pivotShape(a)), intTensor(info, batchShape(a))];
    },
    backward: {
      A: {
        uses: ["LU", "pivots", "pivot"],
        grad: (g, s) => {
          const lu = s.tensor("LU");
          const [p, l, u] = luUnpack(lu, s.tensor("pivots")) as [Tensor, Tensor, Tensor];
          const [m, n] = matrixSize(lu);
          const k = Math.min(m, n);
          const gl = n > k ? narrow(g, -1, 0, k) : g;
          const gu = m > k ? narrow(g, -2, 0, k) : g;
          return luBackward(tril(gl, -1), triu(gu), p, l, u);
        },
      },
    },
    samples: [
      "torch.linalg.lu_factor_ex(ns)",
      "torch.linalg.lu_factor_ex(torch.zeros(2, 2))",
      "torch.linalg.lu_factor_ex(v)",
    ],
  },
);

function checkPivot(pivot: boolean, name: string): void {
  if (!pivot) {
    throw runtimeError(`${name}: LU without pivoting is not implemented on the CPU`);
  }
}

export const luFactor: Op<[a: Tensor, pivot?: boolean], readonly Tensor[]> = op(
  "linalg_lu_factor(Tensor A, *, bool pivot=True) -> (Tensor LU, Tensor pivots)",
  {
    complex: true,
    doc: "L and U of A = P·L·U in one matrix, with the row swaps",
    out: true,
    forms: [],
    aliases: ["linalg.lu_factor"],
    composite: (a, pivot) => {
      const [lu, pivots, info] = luFactorEx(a, pivot) as [Tensor, Tensor, Tensor];
      const found = intsOf(info);
      const index = found.findIndex((each) => each !== 0);
      if (index >= 0) {
        const where = a.dim > 2 ? `(Batch element ${index}): ` : "";
        throw runtimeError(
          `torch.linalg.lu_factor: ${where}U[${found[index]},${found[index]}] is zero and using it on lu_solve would result in a division by zero. If you still want to perform the factorization, consider calling linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)`,
        );
      }
      return [lu, pivots];
    },
    samples: [
      "torch.linalg.lu_factor(cs)",
      "torch.linalg.lu_factor(ns)",
      "torch.linalg.lu_factor(x)",
      "torch.linalg.lu_factor(x.t())",
      "torch.linalg.lu_factor(b.transpose(1, 2)[:, :, :3])[0]",
      "torch.linalg.lu_factor(torch.zeros(3, 3))",
      "torch.linalg.lu_factor(v)",
      "torch.linalg.lu_factor(n)",
    ],
  },
);

/** torch.lu: infos or none are the caller's to pass on. */
export const luWithInfo: Op<LuFactorArguments, readonly Tensor[]> = op(
  "_lu_with_info(Tensor self, bool pivot=True, bool check_errors=True) -> (Tensor LU, Tensor pivots, Tensor info)",
  {
    complex: true,
    doc: "L and U of A = P·L·U in one matrix, with the row swaps",
    forms: ["_C"],
    composite: (a, pivot) => luFactorEx(a, pivot, false),
    samples: [
      "torch.lu(ns)",
      "torch.lu(x, get_infos=True)",
      "ns.lu()",
      "ns.lu(get_infos=True)",
      "torch.lu(torch.zeros(3, 3))",
    ],
  },
);

/** The permutation that swaps stand for, as a matrix. */
function permutationMatrix(pivots: Tensor, m: number, dtype: Tensor["dtype"]): Tensor {
  const k = pivots.shape.at(-1) as number;
  const batch = pivots.shape.slice(0, -1);
  const count = numelOf(batch);
  const swaps = intsOf(pivots);
  const result = filled([...batch, m, m], 0, dtype);
  const one = filled([], 1, dtype);
  for (let b = 0; b < count; b++) {
    const order = Array.from({ length: m }, (_, i) => i);
    for (let i = 0; i < k; i++) {
      const other = (swaps[b * k + i] as number) - 1;
      if (other < 0 || other >= m) {
        throw runtimeError(
          "pivots passed to lu_unpack must be between 1 and LU.size(-2) inclusive.Did you properly pass the result of lu_factor?",
        );
      }
      const kept = order[i] as number;
      order[i] = order[other] as number;
      order[other] = kept;
    }
    order.forEach((row, j) => {
      copyInto(window(result, [], [], b * m * m + row * m + j), one);
    });
  }
  return result;
}

type UnpackArguments = [lu: Tensor, pivots: Tensor, unpackData?: boolean, unpackPivots?: boolean];

export const luUnpack: Op<UnpackArguments, readonly Tensor[]> = op(
  "lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True) -> (Tensor P, Tensor L, Tensor U)",
  {
    complex: true,
    doc: "P, L and U from what lu_factor gives",
    out: true,
    forms: ["torch"],
    recorded: [1, 2],
    forward: (lu, pivots, unpackData, unpackPivots) => {
      if (unpackPivots && (pivots.dtype !== int32 || !pivots.isContiguous)) {
        throw runtimeError(
          "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\nNote: this function is intended to be used with the output produced by torch.linalg.lu_factor",
        );
      }
      if (lu.dim < 2) {
        throw runtimeError(
          `torch.lu_unpack: Expected tensor with 2 or more dimensions. Got size: ${formatShape(lu.shape)} instead`,
        );
      }
      const [m, n] = matrixSize(lu);
      const k = Math.min(m, n);
      const none = empty([0], lu.dtype);
      const p = unpackPivots ? permutationMatrix(pivots, m, lu.dtype) : none;
      if (!unpackData) return [p, none, none];
      const l = tril.forward(narrow.forward(lu, -1, 0, k), -1);
      const ones = diagonal.forward(l, 0, -2, -1);
      copyInto(ones, filled([], 1, lu.dtype));
      return [p, l, triu.forward(narrow.forward(lu, -2, 0, k), 0)];
    },
    backward: {
      LU_data: {
        uses: ["LU_data", "_LU_data_sizes"],
        grad: (_g, s, [gl = null, gu = null]) => {
          const sizes = s.ints("LU_data_sizes");
          const [m, n] = [sizes.at(-2) as number, sizes.at(-1) as number];
          const lower = gl === null ? null : widened(tril(gl, -1), sizes, -1, n);
          const upper = gu === null ? null : widened(triu(gu), sizes, -2, m);
          if (lower === null) return upper;
          return upper === null ? lower : add(lower, upper);
        },
      },
    },
    samples: [
      "torch.lu_unpack(*torch.linalg.lu_factor(ns))",
      "torch.lu_unpack(*torch.linalg.lu_factor(x))",
      "torch.lu_unpack(*torch.linalg.lu_factor(x.t()))",
      "torch.lu_unpack(torch.ones(3, 3), torch.ones(3))",
      "torch.lu_unpack(v, t, False, False)",
      "torch.lu_unpack(torch.ones(3, 3), torch.tensor([1, 4, 3], dtype=torch.int32))",
    ],
  },
);

/** With zeros after it along dim, up to `size`. */
function widened(t: Tensor, sizes: readonly number[], dim: -1 | -2, size: number): Tensor {
  const have = t.shape.at(dim) as number;
  if (have === size) return t;
  const shape = [...sizes];
  shape[shape.length + dim] = size - have;
  return cat([t, filled(shape, 0, t.dtype)], dim);
}

export const linalgLu: Op<[a: Tensor, pivot?: boolean], readonly Tensor[]> = op(
  "linalg_lu(Tensor A, *, bool pivot=True) -> (Tensor P, Tensor L, Tensor U)",
  {
    complex: true,
    doc: "A = P·L·U: a permutation, a lower and an upper triangle",
    out: true,
    forms: [],
    aliases: ["linalg.lu"],
    recorded: [1, 2],
    forward: (a, pivot) => {
      if (a.dim < 2) {
        throw runtimeError(
          `linalg.lu: Expected tensor with 2 or more dimensions. Got size: ${formatShape(a.shape)} instead`,
        );
      }
      checkFloating(a, "linalg.lu");
      if (a.numel > 0) checkPivot(pivot, "linalg.lu");
      const { lu, pivots } = factors(a);
      const parts = luUnpack.forward(lu, intTensor(pivots, pivotShape(a)), true, true);
      return pivot ? parts : [empty([0], a.dtype), ...parts.slice(1)];
    },
    backward: {
      A: {
        uses: ["P", "L", "U", "pivot"],
        grad: (_g, s, [gl = null, gu = null]) =>
          gl === null && gu === null ? null : luBackward(gl, gu, s.tensor("P"), s.tensor("L"), s.tensor("U")),
      },
    },
    samples: [
      "torch.linalg.lu(ns)",
      "torch.linalg.lu(x)",
      "torch.linalg.lu(x.t())",
      "torch.linalg.lu(b)",
      "torch.linalg.lu(torch.zeros(3, 3))",
      "torch.linalg.lu(x)[2]",
      "torch.linalg.lu(v)",
    ],
  },
);
