// LDL factors of symmetric matrices, which need not be positive, and systems solved with them.
// Follows aten/src/ATen/native/BatchLinearAlgebra.cpp. PyTorch has no derivatives here.

import { indexError, runtimeError } from "../errors";
import { factorIndefinite, solveIndefinite } from "../kernels/lapack/indefinite";
import { int32 } from "../tensor/dtype";
import { cast, window } from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import {
  batchCount,
  batchShape,
  blockOf,
  checkFloating,
  checkImplemented,
  checkSquare,
  columnsOf,
  commonBatch,
  intsOf,
  intTensor,
  matrixSize,
} from "./linalg-parts";
import { tril } from "./triangles";

function checkFactored(info: Int32Array, name: string): void {
  const found = info.find((each) => each !== 0);
  if (found === undefined) return;
  throw runtimeError(
    `false INTERNAL ASSERT FAILED at "./aten/src/ATen/native/BatchLinearAlgebra.cpp":1491, please report a bug to PyTorch. ${name}: Unknown error code: ${found}.`,
  );
}

type FactorArguments = [self: Tensor, hermitian?: boolean, checkErrors?: boolean];

export const ldlFactorEx: Op<FactorArguments, readonly Tensor[]> = op(
  "linalg_ldl_factor_ex(Tensor self, *, bool hermitian=False, bool check_errors=False) -> (Tensor LD, Tensor pivots, Tensor info)",
  {
    doc: "L below and D on the diagonal of one matrix, with the row swaps",
    out: true,
    forms: [],
    aliases: ["linalg.ldl_factor_ex"],
    recorded: 1,
    forward: (self, _hermitian, checkErrors) => {
      checkSquare(self, "torch.linalg.ldl_factor_ex");
      if (!self.dtype.isFloatingPoint) checkFloating(self, "torch.linalg.ldl_factor_ex");
      checkImplemented(self, "ldl_factor_kernel_cpu");
      const [n] = matrixSize(self);
      const ld = columnsOf(tril.forward(self, 0));
      const count = batchCount(self);
      const pivots = new Int32Array(count * n);
      const info = new Int32Array(count);
      for (let i = 0; i < count; i++) {
        info[i] = factorIndefinite(n, blockOf(ld, i), pivots.subarray(i * n, (i + 1) * n));
      }
      if (checkErrors) checkFactored(info, "torch.linalg.ldl_factor_ex");
      return [ld, intTensor(pivots, [...batchShape(self), n]), intTensor(info, batchShape(self))];
    },
    samples: [
      "torch.linalg.ldl_factor_ex((ns + ns.mT).detach())",
      "torch.linalg.ldl_factor_ex(torch.tensor([[0., 1.], [1., 0.]]))",
      "torch.linalg.ldl_factor_ex(torch.zeros(2, 2))",
      "torch.linalg.ldl_factor_ex(torch.zeros(2, 2), check_errors=True)",
      "torch.linalg.ldl_factor_ex(x)",
      "torch.linalg.ldl_factor_ex(v)",
      "torch.linalg.ldl_factor_ex(torch.ones(2, 2).half())",
    ],
  },
);

export const ldlFactor: Op<[self: Tensor, hermitian?: boolean], readonly Tensor[]> = op(
  "linalg_ldl_factor(Tensor self, *, bool hermitian=False) -> (Tensor LD, Tensor pivots)",
  {
    doc: "L below and D on the diagonal of one matrix, with the row swaps",
    out: true,
    forms: [],
    aliases: ["linalg.ldl_factor"],
    composite: (self, hermitian) => {
      const [ld, pivots, info] = ldlFactorEx(self, hermitian) as [Tensor, Tensor, Tensor];
      checkFactored(intsOf(info), "torch.linalg.ldl_factor");
      return [ld, pivots];
    },
    samples: ["torch.linalg.ldl_factor((ns + ns.mT).detach())", "torch.linalg.ldl_factor(torch.zeros(2, 2))"],
  },
);

function checkSystem(ld: Tensor, pivots: Tensor, b: Tensor): void {
  const name = "torch.linalg.ldl_solve";
  if (b.dim < 2) {
    throw indexError(
      `Dimension out of range (expected to be in range of [${-Math.max(b.dim, 1)}, ${Math.max(b.dim, 1) - 1}], but got -2)`,
    );
  }
  checkSquare(ld, name);
  if (ld.dtype !== b.dtype) {
    throw runtimeError(
      `Expected b and A to have the same dtype, but found b of type ${b.dtype.scalarName} and A of type ${ld.dtype.scalarName} instead.`,
    );
  }
  const [n] = matrixSize(ld);
  const [rows, columns] = matrixSize(b);
  if (rows !== n) {
    throw runtimeError(
      `Incompatible matrix sizes for ${name}: each A matrix is ${n} by ${n} but each b matrix is ${rows} by ${columns}`,
    );
  }
  if (formatShape(pivots.shape) !== formatShape(ld.shape.slice(0, -1))) {
    throw runtimeError(
      `${name}: Expected LD.shape[:-1] and pivots.shape to be the same, but got pivots with shape ${formatShape(pivots.shape)} instead`,
    );
  }
  if (!pivots.dtype.isInteger) {
    throw runtimeError(`${name}: Expected pivots to be integers. Got ${pivots.dtype.scalarName}`);
  }
}

export const ldlSolve: Op<[ld: Tensor, pivots: Tensor, b: Tensor, hermitian?: boolean], Tensor> = op(
  "linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -> Tensor",
  {
    doc: "The solution of A·X = B by what ldl_factor gives of A",
    out: true,
    forms: [],
    aliases: ["linalg.ldl_solve"],
    forward: (ld, pivots, b) => {
      checkSystem(ld, pivots, b);
      const [n, columns] = matrixSize(b);
      const batch = commonBatch(ld, b);
      const factors = columnsOf(ld, [...batch, n, n]);
      const x = columnsOf(b, [...batch, n, columns]);
      const swaps = intsOf(spread(cast(pivots, int32), [...batch, n]));
      for (let i = 0; i < batchCount(x); i++) {
        solveIndefinite(n, columns, blockOf(factors, i), swaps.subarray(i * n, (i + 1) * n), blockOf(x, i));
      }
      return x;
    },
    samples: [
      "torch.linalg.ldl_solve(*torch.linalg.ldl_factor((ns + ns.mT).detach()), sq.detach()[:, :2])",
      "torch.linalg.ldl_solve(torch.eye(2), torch.tensor([1, 2]), torch.ones(2, 2, 1))",
      "torch.linalg.ldl_solve(torch.eye(2), torch.tensor([1]), torch.ones(2, 1))",
      "torch.linalg.ldl_solve(torch.eye(2), torch.tensor([1., 2.]), torch.ones(2, 1))",
      "torch.linalg.ldl_solve(torch.eye(2), torch.tensor([1, 2]), torch.ones(3, 1))",
      "torch.linalg.ldl_solve(torch.eye(2), torch.tensor([1, 2]), torch.ones(2, 1).double())",
    ],
  },
);

/** `t` seen at a shape with more batches. */
function spread(t: Tensor, shape: readonly number[]): Tensor {
  const lead = shape.length - t.dim;
  const strides = shape.map((n, d) => (d < lead || (t.shape[d - lead] ?? 1) !== n ? 0 : (t.strides[d - lead] ?? 0)));
  return window(t, shape, strides, t.offset);
}
