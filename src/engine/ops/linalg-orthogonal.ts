// QR factors and the reflections under them, and least squares.
// Follows aten/src/ATen/native/{BatchLinearAlgebra,LinearAlgebra}.cpp, FunctionsManual.cpp and derivatives.yaml.

import type { Saved } from "../autograd/op-node";
import { runtimeError } from "../errors";
import { factorQR, formQ, multiplyQ, multiplyRightQ } from "../kernels/lapack/householder";
import { float32, float64 } from "../tensor/dtype";
import { copyInto, empty, filled } from "../tensor/raw";
import { formatShape, noDimensions, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, mul, neg, sub } from "./arithmetic";
import { type Op, op, underivable } from "./declare";
import { floats } from "./elementwise";
import { cat } from "./joining";
import { notImplementedFor } from "./kernel-dtypes";
import {
  batchCount,
  batchShape,
  blockOf,
  checkFloating,
  checkImplemented,
  checkMatrix,
  columnsOf,
  emptyColumns,
  matrixSize,
} from "./linalg-parts";
import { linalgSolveTriangular } from "./linalg-triangular";
import { matmul } from "./matmul";
import { diagonal, narrow, select } from "./slicing";
import { tril, triu } from "./triangles";
import { matrixT, unsqueeze } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

/** R above and the reflections below the diagonal, and their factors. */
function reflections(a: Tensor): { packed: Tensor; tau: Tensor } {
  const packed = columnsOf(a);
  const [m, n] = matrixSize(a);
  const k = Math.min(m, n);
  const tau = empty([...batchShape(a), k], a.dtype);
  for (let i = 0; i < batchCount(a); i++) {
    factorQR(m, n, blockOf(packed, i), floats(tau).subarray(i * k, (i + 1) * k));
  }
  return { packed, tau };
}

/** The first `columns` columns of the product of the reflections. */
function orthogonal(packed: Tensor, tau: Tensor, columns: number): Tensor {
  const [m] = matrixSize(packed);
  const k = tau.shape.at(-1) as number;
  const q = emptyColumns([...batchShape(packed), m, columns], packed.dtype);
  const kept = Math.min(columns, packed.shape.at(-1) as number);
  for (let i = 0; i < batchCount(packed); i++) {
    const to = blockOf(q, i);
    const from = blockOf(packed, i);
    for (let j = 0; j < kept; j++) {
      const start = from.start + j * from.ld;
      to.data.set(from.data.subarray(start, start + m), to.start + j * to.ld);
    }
    formQ(m, columns, k, to, floats(tau).subarray(i * k, (i + 1) * k));
  }
  return q;
}

function checkMode(mode: string): void {
  if (mode === "reduced" || mode === "r" || mode === "complete") return;
  throw runtimeError(
    `qr received unrecognized mode '${mode}' but expected one of 'reduced' (default), 'r', or 'complete'`,
  );
}

/** X + Xᵀ with half the diagonal. */
function symmetrized(x: Tensor): Tensor {
  const both = add(x, matrixT(x));
  return sub(both, diagonalOf(x));
}

/** The diagonal alone, as a matrix. */
function diagonalOf(x: Tensor): Tensor {
  return sub(triu(x), triu(x, 1));
}

function qrBackward(gq: Tensor | null, gr: Tensor | null, q: Tensor, r: Tensor, mode: string): Tensor | null {
  const m = q.shape.at(-2) as number;
  const n = r.shape.at(-1) as number;
  if (mode === "r") {
    throw runtimeError(
      "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr.",
    );
  }
  if (mode === "complete" && m > n) {
    throw runtimeError("The QR decomposition is not differentiable when mode='complete' and nrows > ncols.");
  }
  if (gq === null && gr === null) return null;
  const ofR = gr === null ? null : matmul(gr, matrixT(r));
  const ofQ = gq === null ? null : matmul(matrixT(q), gq);
  if (m >= n) {
    const inner = ofR === null ? neg(ofQ as Tensor) : ofQ === null ? ofR : sub(ofR, ofQ);
    let result = matmul(q, symmetrized(triu(inner)));
    if (gq !== null) result = add(result, gq);
    return linalgSolveTriangular(matrixT(r), result, false, false, false);
  }
  const inner = ofQ === null ? neg(ofR as Tensor) : ofR === null ? ofQ : sub(ofQ, ofR);
  const skew = tril(sub(inner, matrixT(inner)), -1);
  const solved = linalgSolveTriangular(matrixT(narrow(r, -1, 0, m)), skew, false, false, false);
  const rest = filled([...batchShape(r), m, n - m], 0, r.dtype);
  const wide = cat([solved, rest], -1);
  return matmul(q, gr === null ? wide : add(wide, gr));
}

export const linalgQr: Op<[a: Tensor, mode?: string], readonly Tensor[]> = op(
  'linalg_qr(Tensor A, str mode="reduced") -> (Tensor Q, Tensor R)',
  {
    doc: "A = Q·R: orthonormal columns, and an upper triangle",
    out: true,
    forms: [],
    aliases: ["linalg.qr"],
    forward: (a, mode) => {
      checkMatrix(a, "linalg.qr");
      checkFloating(a, "linalg.qr");
      checkMode(mode);
      const [m, n] = matrixSize(a);
      const k = Math.min(m, n);
      const { packed, tau } = reflections(a);
      const rows = mode === "complete" ? m : k;
      const q = mode === "r" ? empty([0], a.dtype) : orthogonal(packed, tau, rows);
      return [q, columnsOf(triu.forward(narrow.forward(packed, -2, 0, rows), 0))];
    },
    backward: {
      A: {
        uses: ["Q", "R", "mode"],
        grad: (_g, s, [gq = null, gr = null]) => qrBackward(gq, gr, s.tensor("Q"), s.tensor("R"), s.text("mode")),
      },
    },
    samples: [
      "torch.linalg.qr(x)",
      "torch.linalg.qr(ns)",
      "torch.linalg.qr(x.t())",
      "torch.linalg.qr(x, mode='complete')",
      "torch.linalg.qr(x.t(), mode='complete')",
      "torch.linalg.qr(x, mode='r')",
      "torch.linalg.qr(x)[0]",
      "torch.linalg.qr(x)[1]",
      "torch.linalg.qr(x.t())[1]",
      "torch.linalg.qr(b)",
      "torch.linalg.qr(x.double())",
      "torch.linalg.qr(torch.ones(0, 3))[1]",
      "torch.linalg.qr(torch.zeros(3, 2))",
      "torch.linalg.qr(v)",
      "torch.linalg.qr(x, mode='foo')",
      "torch.linalg.qr(n)",
    ],
  },
);

export const qr: Op<[self: Tensor, some?: boolean], readonly Tensor[]> = op(
  "qr(Tensor self, bool some=True) -> (Tensor Q, Tensor R)",
  {
    doc: "self = Q·R: orthonormal columns, and an upper triangle",
    out: true,
    composite: (self, some) => linalgQr(self, some ? "reduced" : "complete"),
    samples: ["torch.qr(x)", "x.detach().qr(some=False)", "torch.qr(v)"],
  },
);

export const geqrf: Op<[self: Tensor], readonly Tensor[]> = op("geqrf(Tensor self) -> (Tensor a, Tensor tau)", {
  doc: "QR as LAPACK packs it: R and the reflections in one matrix, and their factors",
  out: true,
  forward: (self) => {
    if (self.dim < 2) throw runtimeError("torch.geqrf: input must have at least 2 dimensions.");
    checkImplemented(self, "geqrf_cpu");
    const { packed, tau } = reflections(self);
    return [packed, tau];
  },
  backward: { self: underivable("geqrf") },
  samples: ["torch.geqrf(x)", "torch.geqrf(ns.detach())", "torch.geqrf(v)"],
});

function checkReflections(input: Tensor, tau: Tensor, name: string): void {
  if (input.dim < 2) throw runtimeError(`${name}: input must have at least 2 dimensions.`);
  const [m, n] = matrixSize(input);
  if (m < n) throw runtimeError(`${name}: input.shape[-2] must be greater than or equal to input.shape[-1]`);
  if (n < (tau.shape.at(-1) ?? 0)) {
    throw runtimeError(`${name}: input.shape[-1] must be greater than or equal to tau.shape[-1]`);
  }
  if (input.dim - tau.dim !== 1) {
    throw runtimeError(
      `${name}: Expected tau to have one dimension less than input, but got tau.ndim equal to ${tau.dim} and input.ndim is equal to ${input.dim}`,
    );
  }
  if (!sameShape(batchShape(input), tau.shape.slice(0, -1))) {
    throw runtimeError(
      `${name}: Expected batch dimensions of tau to be equal to input.shape[:-2], but got ${formatShape(tau.shape.slice(0, -1))}`,
    );
  }
  if (input.dtype !== tau.dtype) {
    throw runtimeError(
      `torch.linalg.householder_product: tau dtype ${tau.dtype.scalarName} does not match input dtype ${input.dtype.scalarName}`,
    );
  }
}

/** v of the i-th reflection, with its 1: [.., m, 1]. */
function reflectorColumn(input: Tensor, i: number): Tensor {
  const [m] = matrixSize(input);
  const below = narrow(tril(input, -1), -1, i, 1);
  const unit = filled([m, 1], 0, input.dtype);
  const at = filled([1, 1], 1, input.dtype);
  return add(below, cat([narrow(unit, 0, 0, i), at, narrow(unit, 0, 0, m - i - 1)], 0));
}

/** H·X, for H = I - tau·v·vᵀ */
function reflected(x: Tensor, v: Tensor, tau: Tensor): Tensor {
  return sub(x, mul(unsqueeze(unsqueeze(tau, -1), -1), matmul(v, matmul(matrixT(v), x))));
}

/** Gradients by the reflections: those before one applied back to G, those after it to the identity's columns. */
function householderGradients(g: Tensor, s: Saved): { input: Tensor; tau: Tensor } {
  const input = s.tensor("input");
  const tau = s.tensor("tau");
  const [m, n] = matrixSize(input);
  const k = tau.shape.at(-1) as number;
  const vs = Array.from({ length: k }, (_, i) => reflectorColumn(input, i));
  const taus = Array.from({ length: k }, (_, i) => select(tau, -1, i));
  const unit = filled([...batchShape(input), m, n], 0, input.dtype);
  copyInto(diagonal.forward(unit, 0, -2, -1), filled([], 1, input.dtype));
  // after[i] = H(i+1)···H(k)·E
  const after: Tensor[] = new Array(k);
  let product = unit;
  for (let i = k - 1; i >= 0; i--) {
    after[i] = product;
    product = reflected(product, vs[i] as Tensor, taus[i] as Tensor);
  }
  const columns: Tensor[] = [];
  const factors: Tensor[] = [];
  let back = g;
  for (let i = 0; i < k; i++) {
    const v = vs[i] as Tensor;
    const inner = matmul(back, matrixT(after[i] as Tensor));
    const turned = matmul(inner, v);
    const other = matmul(matrixT(inner), v);
    factors.push(neg(select(select(matmul(matrixT(v), turned), -1, 0), -1, 0)));
    columns.push(mul(unsqueeze(unsqueeze(neg(taus[i] as Tensor), -1), -1), add(turned, other)));
    back = reflected(back, v, taus[i] as Tensor);
  }
  if (n > k) columns.push(filled([...batchShape(input), m, n - k], 0, input.dtype));
  return {
    input: tril(cat(columns, -1), -1),
    tau: cat(
      factors.map((each) => unsqueeze(each, -1)),
      -1,
    ),
  };
}

export const householderProduct: Op<[input: Tensor, tau: Tensor], Tensor> = op(
  "linalg_householder_product(Tensor input, Tensor tau) -> Tensor",
  {
    doc: "The first columns of the product of reflections I - tau·v·vᵀ",
    forms: [],
    aliases: ["linalg.householder_product"],
    out: true,
    forward: (input, tau) => {
      checkReflections(input, tau, "torch.linalg.householder_product");
      checkImplemented(input, "orgqr_cpu");
      const packed = columnsOf(input);
      const dense = empty(tau.shape, tau.dtype);
      const source = columnsOf(unsqueeze.forward(tau, -1));
      floats(dense).set(floats(source));
      return orthogonal(packed, dense, input.shape.at(-1) as number);
    },
    backward: {
      input: { uses: ["input", "tau", "result"], grad: (g, s) => householderGradients(g, s).input },
      tau: { uses: ["input", "tau", "result"], grad: (g, s) => householderGradients(g, s).tau },
    },
    samples: [
      "torch.linalg.householder_product(x, v)",
      "torch.linalg.householder_product(x, v[:2])",
      "torch.linalg.householder_product(b, y[:2])",
      "torch.linalg.householder_product(*torch.geqrf(x.detach()))",
      "torch.linalg.householder_product(x.t(), v)",
      "torch.linalg.householder_product(x, y[0, :2])",
      "torch.linalg.householder_product(x, x[:, 0])",
      "torch.linalg.householder_product(v, v)",
    ],
  },
);

export const orgqr: Op<[self: Tensor, input2: Tensor], Tensor> = op("orgqr(Tensor self, Tensor input2) -> Tensor", {
  doc: "The first columns of the product of reflections I - tau·v·vᵀ",
  out: true,
  composite: (self, input2) => householderProduct(self, input2),
  samples: ["torch.orgqr(x, v)", "x.orgqr(v)"],
});

/** ormqr wants one dtype, and the same batch of matrices, reflections and operands. */
function checkOperands(self: Tensor, tau: Tensor, other: Tensor, count: number): void {
  const wrong = (what: string) => runtimeError(`torch.ormqr: ${what}`);
  if (count > (self.shape.at(-1) ?? 0)) {
    throw wrong("tau.shape[-1] must be less than or equal to input.shape[-1]");
  }
  if (self.dim - tau.dim !== 1) {
    throw wrong(
      `Expected tau to have one dimension less than input, but got tau.ndim equal to ${tau.dim} and input.ndim is equal to ${self.dim}`,
    );
  }
  if (self.dim !== other.dim) {
    throw wrong(
      `Expected other to have the same number of dimensions as input, but got other.ndim equal to ${other.dim} and input.ndim is equal to ${self.dim}`,
    );
  }
  const batch = self.shape.slice(0, -2);
  for (const [name, given] of [
    ["tau", tau.shape.slice(0, -1)] as const,
    ["other", other.shape.slice(0, -2)] as const,
  ]) {
    if (sameShape(given, batch)) continue;
    throw wrong(`Expected batch dimensions of ${name} to be equal to input.shape[:-2], but got ${formatShape(given)}`);
  }
  for (const [name, { dtype }] of [["tau", tau] as const, ["other", other] as const]) {
    if (dtype === self.dtype) continue;
    throw wrong(
      `Expected input and ${name} to have the same dtype, but input has dtype${self.dtype.scalarName} and ${name} has dtype ${dtype.scalarName}`,
    );
  }
  if (self.dtype !== float32 && self.dtype !== float64) throw notImplementedFor("ormqr_cpu", self.dtype);
}

type OrmqrArguments = [self: Tensor, input2: Tensor, input3: Tensor, left?: boolean, transpose?: boolean];

export const ormqr: Op<OrmqrArguments, Tensor> = op(
  "ormqr(Tensor self, Tensor input2, Tensor input3, bool left=True, bool transpose=False) -> Tensor",
  {
    doc: "Q·input3 (or input3·Q, or Qᵀ), Q given by its reflections",
    forward: (self, input2, input3, left, transpose) => {
      if (self.dim < 2) throw runtimeError("torch.ormqr: input must have at least 2 dimensions.");
      if (input3.dim < 2) throw runtimeError("torch.ormqr: other must have at least 2 dimensions.");
      if (input2.dim === 0) throw noDimensions(-1);
      const side = left ? -2 : -1;
      const [size, k] = [input3.shape.at(side) as number, input2.shape.at(-1) as number];
      if (size < k) {
        throw runtimeError(`torch.ormqr: other.shape[${side}] must be greater than or equal to tau.shape[-1]`);
      }
      if (size !== self.shape.at(-2)) {
        throw runtimeError(`torch.ormqr: other.shape[${side}] must be equal to input.shape[-2]`);
      }
      checkOperands(self, input2, input3, k);
      const packed = columnsOf(self);
      const tau = floats(columnsOf(unsqueeze.forward(input2, -1)));
      const result = columnsOf(input3);
      const [m, n] = matrixSize(input3);
      for (let i = 0; i < batchCount(input3); i++) {
        const own = tau.subarray(i * k, (i + 1) * k);
        if (left) multiplyQ(m, n, k, blockOf(packed, i), own, blockOf(result, i), transpose);
        else multiplyRightQ(m, n, k, blockOf(packed, i), own, blockOf(result, i), transpose);
      }
      return result;
    },
    backward: { self: underivable("ormqr"), input2: underivable("ormqr"), input3: underivable("ormqr") },
    samples: [
      "torch.ormqr(x.detach(), v.detach(), y.detach())",
      "torch.ormqr(x.detach(), v.detach(), y.detach(), transpose=True)",
      "torch.ormqr(x.detach(), v.detach(), y.detach().t(), left=False)",
      "x.ormqr(v, y)",
    ],
  },
);
