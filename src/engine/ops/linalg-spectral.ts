// Eigenvalues of symmetric matrices and singular values. Follows aten/src/ATen/native/BatchLinearAlgebra.cpp,
// FunctionsManual.cpp and derivatives.yaml.

import { isGradEnabled } from "../autograd/grad-mode";
import { runtimeError, UnsupportedError } from "../errors";
import { singularValueDecomposition } from "../kernels/lapack/svd";
import { symmetricEigen } from "../kernels/lapack/symmetric";
import { realOf } from "../tensor/complex";
import { float64 } from "../tensor/dtype";
import { copyInto, empty, filled, partOf } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { add, div, mul, sub, times } from "./arithmetic";
import { conjPhysical } from "./conjugation";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import { oneOfTwo, realForm } from "./linalg-complex";
import {
  batchCount,
  batchShape,
  blockOf,
  checkFloating,
  checkImplemented,
  checkInfo,
  checkMatrix,
  checkSquare,
  columnsOf,
  emptyColumns,
  matrixSize,
} from "./linalg-parts";
import { matmul } from "./matmul";
import { diagonal, narrow } from "./slicing";
import { tril, triu } from "./triangles";
import { matrixT, unsqueeze } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` and `as Tensor` say so to the compiler.

function hasHistory(a: Tensor): boolean {
  return isGradEnabled() && a.requiresGrad;
}

/** Machine epsilon as C++ has it: from 1 to the next number. */
export function epsilonOf(a: Tensor): number {
  return realOf(a.dtype) === float64 ? 2 ** -52 : 2 ** -23;
}

/** The identity in the batch of `like`. */
function identityLike(like: Tensor, n: number): Tensor {
  const unit = filled([n, n], 0, like.dtype);
  copyInto(diagonal.forward(unit, 0, 0, 1), filled([], 1, like.dtype));
  return unit;
}

/** Numbers of a batch along the diagonals of matrices. */
function onDiagonal(values: Tensor): Tensor {
  return mul(unsqueeze(values, -2), identityLike(values, values.shape.at(-1) as number));
}

/** values[j] - values[i], and 1 on the diagonal. */
function differences(values: Tensor): Tensor {
  const apart = sub(unsqueeze(values, -2), unsqueeze(values, -1));
  return add(apart, identityLike(values, values.shape.at(-1) as number));
}

// ---- Eigenvalues

type EighArguments = [a: Tensor, uplo?: string, computeV?: boolean];

/** Eigenvectors are determined but for a phase, which is LAPACK's own. */
function complexEigenvalues(a: Tensor, side: "L" | "U", computeV: boolean): Tensor {
  if (computeV) throw new UnsupportedError("eigenvectors of complex matrices");
  const half = (t: Tensor) => (side === "L" ? tril.forward(t, -1) : triu.forward(t, 1));
  const beside = half(a);
  const whole = add.forward(add.forward(beside, conjugateTransposed(beside), 1n), realDiagonal(a), 1n);
  return oneOfTwo(eighWithVectors.forward(realForm(whole), "L", false)[0] as Tensor, realOf(a.dtype));
}

function conjugateTransposed(a: Tensor): Tensor {
  return conjPhysical.forward(matrixT(a));
}

/** The real parts of the diagonal, on it. */
function realDiagonal(a: Tensor): Tensor {
  const result = filled(a.shape, 0, a.dtype);
  copyInto(diagonal.forward(result, 0, -2, -1), partOf(diagonal.forward(a, 0, -2, -1), 0));
  return result;
}

export const eighWithVectors: Op<EighArguments, readonly Tensor[]> = op(
  '_linalg_eigh(Tensor A, str UPLO="L", bool compute_v=True) -> (Tensor eigenvalues, Tensor eigenvectors)',
  {
    complex: true,
    doc: "Eigenvalues, ascending, and eigenvectors of symmetric matrices",
    forms: [],
    forward: (a, uplo, computeV) => {
      checkSquare(a, "linalg.eigh");
      checkImplemented(a, "linalg_eigh_cpu");
      const side = uplo.toUpperCase();
      if (side !== "L" && side !== "U") {
        throw runtimeError(`Expected UPLO argument to be 'L' or 'U', but got ${uplo}`);
      }
      if (a.dtype.isComplex) return [complexEigenvalues(a, side, computeV), empty([0], a.dtype)];
      const n = a.shape.at(-1) as number;
      const vectors = columnsOf(a);
      const count = batchCount(a);
      const values = empty([...batchShape(a), n], a.dtype);
      const info = new Int32Array(count);
      for (let i = 0; i < count; i++) {
        const d = floats(values).subarray(i * n, (i + 1) * n);
        const block = blockOf(vectors, i);
        const own = block.data.subarray(block.start, block.start + n * n);
        if (own.every(Number.isFinite)) {
          if (!symmetricEigen(side === "U", computeV, n, block, d)) info[i] = 1;
        } else {
          d.fill(Number.NaN);
          own.fill(Number.NaN);
        }
      }
      checkInfo(info, "linalg.eigh", a.dim === 2);
      return [values, computeV ? vectors : empty([0], a.dtype)];
    },
    backward: {
      A: {
        uses: ["eigenvalues", "eigenvectors"],
        // V·(skew(Vᵀ·gV)/2 / (λj - λi) + diag(gλ))·Vᵀ
        grad: (_g, s, [gl = null, gv = null]) => {
          const values = s.tensor("eigenvalues");
          const v = s.tensor("eigenvectors");
          if (gv === null) return gl === null ? null : matmul(mul(v, unsqueeze(gl, -2)), matrixT(v));
          const turned = div(times(skew(matmul(matrixT(v), gv)), 0.5), differences(values));
          const inner = gl === null ? turned : add(turned, onDiagonal(gl));
          return matmul(v, matmul(inner, matrixT(v)));
        },
      },
    },
    samples: [],
  },
);

const symmetric = "(ns + ns.t())";

export const eigh: Op<[self: Tensor, uplo?: string], readonly Tensor[]> = op(
  'linalg_eigh(Tensor self, str UPLO="L") -> (Tensor eigenvalues, Tensor eigenvectors)',
  {
    complex: true,
    doc: "Eigenvalues, ascending, and eigenvectors of a symmetric matrix, of which one triangle is read",
    out: true,
    forms: [],
    aliases: ["linalg.eigh"],
    composite: (self, uplo) => eighWithVectors(self, uplo),
    samples: [
      `torch.linalg.eigh(${symmetric})`,
      `torch.linalg.eigh(${symmetric}, UPLO='U')`,
      "torch.linalg.eigh(ns + torch.diag(v))",
      "torch.linalg.eigh(ns, UPLO='U')[1]",
      "torch.linalg.eigh(ns.detach())",
      `torch.linalg.eigh(${symmetric})[0]`,
      `torch.linalg.eigh(${symmetric}.double())[1]`,
      `torch.linalg.eigh(torch.stack([${symmetric}, torch.diag(v)]))[0]`,
      "torch.linalg.eigh(torch.eye(3))",
      "torch.linalg.eigh(torch.ones(0, 0))[0]",
      "torch.linalg.eigh(torch.full((2, 2), float('nan')))",
      "torch.linalg.eigh(x)",
      "torch.linalg.eigh(ns, UPLO='X')",
      "torch.linalg.eigh(n[:3])",
    ],
  },
);

export const eigvalsh: Op<[self: Tensor, uplo?: string], Tensor> = op(
  'linalg_eigvalsh(Tensor self, str UPLO="L") -> Tensor',
  {
    complex: true,
    doc: "Eigenvalues of a symmetric matrix, ascending",
    forms: [],
    aliases: ["linalg.eigvalsh"],
    out: true,
    composite: (self, uplo) => eighWithVectors(self, uplo, hasHistory(self))[0] as Tensor,
    samples: [
      "torch.linalg.eigvalsh((cs + cs.mH).detach())",
      "torch.linalg.eigvalsh(cs.detach(), UPLO='U')",
      `torch.linalg.eigvalsh(${symmetric})`,
      "torch.linalg.eigvalsh(ns.detach(), UPLO='U')",
      "torch.linalg.eigvalsh(x)",
    ],
  },
);

type SymeigArguments = [self: Tensor, eigenvectors?: boolean, upper?: boolean];

/** The older name: the upper triangle unless told, and vectors only where asked for. */
export const symeig: Op<SymeigArguments, readonly Tensor[]> = op(
  "symeig(Tensor self, bool eigenvectors=False, bool upper=True) -> (Tensor eigenvalues, Tensor eigenvectors)",
  {
    doc: "Eigenvalues, ascending, and eigenvectors of symmetric matrices",
    out: true,
    composite: (self, eigenvectors, upper) => {
      if (hasHistory(self)) throw new UnsupportedError("the gradient of torch.symeig");
      checkSquare(self, "linalg.eigh");
      const [values, vectors] = eighWithVectors(self, upper ? "U" : "L", eigenvectors) as [Tensor, Tensor];
      return [values, vectors];
    },
    samples: ["torch.symeig(ns.detach())", "ns.detach().symeig(eigenvectors=True, upper=False)"],
  },
);

// ---- Singular values

type SvdArguments = [a: Tensor, fullMatrices?: boolean, computeUv?: boolean, driver?: string | null];

/** X - Xᵀ */
function skew(x: Tensor): Tensor {
  return sub(x, matrixT(x));
}

function svdBackward(
  gu: Tensor | null,
  gs: Tensor | null,
  gvt: Tensor | null,
  u: Tensor,
  s: Tensor,
  vt: Tensor,
): Tensor | null {
  const [m, n] = [u.shape.at(-2) as number, vt.shape.at(-1) as number];
  const k = s.shape.at(-1) as number;
  if (gu === null && gvt === null) {
    if (gs === null) return null;
    return m >= n ? matmul(u, mul(unsqueeze(gs, -1), vt)) : matmul(mul(u, unsqueeze(gs, -2)), vt);
  }
  const apart = differences(mul(s, s));
  let inner = gs === null ? null : onDiagonal(gs);
  const plus = (t: Tensor) => {
    inner = inner === null ? t : add(inner, t);
  };
  if (gu !== null) plus(mul(div(skew(matmul(matrixT(u), gu)), apart), unsqueeze(s, -2)));
  if (gvt !== null) plus(mul(unsqueeze(s, -1), div(skew(matmul(vt, matrixT(gvt))), apart)));
  const core = inner as unknown as Tensor;
  if (m > k && gu !== null) {
    const scaled = div(gu, unsqueeze(s, -2));
    const outside = sub(add(matmul(u, core), scaled), matmul(u, matmul(matrixT(u), scaled)));
    return matmul(outside, vt);
  }
  if (m <= k && n > k && gvt !== null) {
    const scaled = div(gvt, unsqueeze(s, -1));
    const outside = sub(add(matmul(core, vt), scaled), matmul(matmul(scaled, matrixT(vt)), vt));
    return matmul(u, outside);
  }
  return m >= n ? matmul(u, matmul(core, vt)) : matmul(matmul(u, core), vt);
}

export const svdWithVectors: Op<SvdArguments, readonly Tensor[]> = op(
  "_linalg_svd(Tensor A, bool full_matrices=False, bool compute_uv=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)",
  {
    complex: true,
    doc: "A = U·diag(S)·Vh with the singular values S, descending",
    forms: [],
    forward: (a, full, computeUv, driver) => {
      checkMatrix(a, "linalg.svd");
      checkFloating(a, "linalg.svd");
      if (driver !== null && a.numel > 0) {
        throw runtimeError(
          `torch.linalg.svd: keyword argument \`driver=\` is only supported on CUDA inputs with cuSOLVER backend.`,
        );
      }
      if (a.dtype.isComplex) {
        if (computeUv) throw new UnsupportedError("singular vectors of complex matrices");
        const values = svdWithVectors.forward(realForm(a), false, false, null)[1] as Tensor;
        return [empty([0], a.dtype), oneOfTwo(values, realOf(a.dtype)), empty([0], a.dtype)];
      }
      const [m, n] = matrixSize(a);
      const k = Math.min(m, n);
      const batch = batchShape(a);
      const count = batchCount(a);
      const work = columnsOf(a);
      const s = empty([...batch, k], a.dtype);
      const u = computeUv ? emptyColumns([...batch, m, full ? m : k], a.dtype) : empty([0], a.dtype);
      const vt = computeUv ? emptyColumns([...batch, full ? n : k, n], a.dtype) : empty([0], a.dtype);
      const info = new Int32Array(count);
      for (let i = 0; i < count; i++) {
        const block = blockOf(work, i);
        const own = block.data.subarray(block.start, block.start + m * n);
        if (own.some(Number.isNaN)) {
          info[i] = -4;
          continue;
        }
        const values = floats(s).subarray(i * k, (i + 1) * k);
        const [us, vs] = [u, vt].map((t) => floats(t).subarray((i * t.numel) / count, ((i + 1) * t.numel) / count));
        if (us === undefined || vs === undefined) continue;
        if (!own.every(Number.isFinite)) for (const each of [values, us, vs]) each.fill(Number.NaN);
        else if (k === 0) for (const [each, size] of [[us, m] as const, [vs, n] as const]) ones(each, full ? size : 0);
        else {
          const found = singularValueDecomposition(computeUv ? (full ? "all" : "reduced") : "none", m, n, block);
          if (!found.done) info[i] = 1;
          values.set(found.s);
          if (computeUv) {
            us.set(found.u.data);
            vs.set(found.vt.data);
          }
        }
      }
      checkInfo(info, "linalg.svd", a.dim === 2);
      return [u, s, vt];
    },
    backward: {
      A: {
        uses: ["U", "S", "Vh", "full_matrices"],
        grad: (_g, saved, [gu = null, gs = null, gvt = null]) => {
          const s = saved.tensor("S");
          const k = s.shape.at(-1) as number;
          const full = saved.flag("full_matrices");
          const left = (t: Tensor) => (full ? narrow(t, -1, 0, k) : t);
          const right = (t: Tensor) => (full ? narrow(t, -2, 0, k) : t);
          return svdBackward(
            gu === null ? null : left(gu),
            gs,
            gvt === null ? null : right(gvt),
            left(saved.tensor("U")),
            s,
            right(saved.tensor("Vh")),
          );
        },
      },
    },
    samples: [],
  },
);

/** The identity by columns. */
function ones(data: Float32Array | Float64Array, n: number): void {
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
}

export const linalgSvd: Op<[a: Tensor, fullMatrices?: boolean, driver?: string | null], readonly Tensor[]> = op(
  "linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)",
  {
    doc: "A = U·diag(S)·Vh with the singular values S, descending",
    out: true,
    forms: [],
    aliases: ["linalg.svd"],
    composite: (a, full, driver) => svdWithVectors(a, full, true, driver),
    samples: [
      "torch.linalg.svd(ns)",
      "torch.linalg.svd(x, full_matrices=False)",
      "torch.linalg.svd(x.t(), full_matrices=False)",
      "torch.linalg.svd(x.detach())",
      "torch.linalg.svd(x.detach().t())",
      "torch.linalg.svd(wide.detach()[:, :2])",
      "torch.linalg.svd(wide.detach()[:2])",
      "torch.linalg.svd(wide[:, :2], full_matrices=False)",
      "torch.linalg.svd(wide[:2], full_matrices=False)[1]",
      "torch.linalg.svd(b.detach())",
      "torch.linalg.svd(ns.double())[1]",
      "torch.linalg.svd(torch.eye(3))",
      "torch.linalg.svd(v.detach()[None])",
      "torch.linalg.svd(v.detach()[:, None])",
      "torch.linalg.svd(torch.zeros(2, 3))",
      "torch.linalg.svd(torch.ones(0, 3))[2]",
      "torch.linalg.svd(torch.full((2, 2), float('nan')))",
      "torch.linalg.svd(v)",
      "torch.linalg.svd(n)",
    ],
  },
);

export const svdvals: Op<[a: Tensor, driver?: string | null], Tensor> = op(
  "linalg_svdvals(Tensor A, *, str? driver=None) -> Tensor",
  {
    complex: true,
    doc: "Singular values, descending",
    forms: [],
    aliases: ["linalg.svdvals"],
    out: true,
    composite: (a, driver) => svdWithVectors(a, false, hasHistory(a), driver)[1] as Tensor,
    samples: [
      "torch.linalg.svdvals(c.detach())",
      "torch.linalg.svdvals(cd.detach())",

      "torch.linalg.svdvals(ns)",
      "torch.linalg.svdvals(x.detach())",
      "torch.linalg.svdvals(wide.detach()[:2])",
      "torch.linalg.svdvals(b)",
      "torch.linalg.svdvals(v)",
    ],
  },
);

export const svd: Op<[self: Tensor, some?: boolean, computeUv?: boolean], readonly Tensor[]> = op(
  "svd(Tensor self, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor V)",
  {
    doc: "self = U·diag(S)·Vᵀ with the singular values S, descending",
    out: true,
    composite: (self, some, computeUv) => {
      if (self.dim < 2) {
        throw runtimeError(
          `linalg.svd: input should have at least 2 dimensions, but has ${self.dim} dimensions instead`,
        );
      }
      if (computeUv) {
        const [u, s, vt] = linalgSvd(self, !some) as [Tensor, Tensor, Tensor];
        return [u, s, matrixT(vt)];
      }
      const [m, n] = matrixSize(self);
      const zeros = (size: number) => filled([...batchShape(self), size, size], 0, self.dtype);
      return [zeros(m), svdvals(self), matrixT(zeros(n))];
    },
    samples: ["torch.svd(x)", "x.detach().svd(some=False)", "torch.svd(x, compute_uv=False)", "torch.svd(v)"],
  },
);
