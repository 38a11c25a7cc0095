// Norms of matrices, torch.norm and torch.linalg.norm, which are of vectors or of matrices by what they are given,
// and condition numbers.
// Follows aten/src/ATen/native/LinearAlgebra.cpp.

import { runtimeError, UnsupportedError, valueError } from "../errors";
import { bool, type DType } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { filled, fromNumbers } from "../tensor/raw";
import { formatShape, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div, mul } from "./arithmetic";
import { real } from "./complex-views";
import { conj } from "./conjugation";
import { to } from "./conversion";
import { type Op, op } from "./declare";
import { amax, amin } from "./extremes";
import { nanToNum } from "./floating";
import { batchShape, checkFloating, checkMatrix, checkSquare, intsOf } from "./linalg-parts";
import { invEx } from "./linalg-solving";
import { svdvals } from "./linalg-spectral";
import { maskedFill } from "./masking";
import { reciprocal, sqrt } from "./powers";
import { sumDim } from "./reductions";
import { narrow } from "./slicing";
import { checkNormDType, normDim, vectorNorm } from "./statistics";
import { permute, squeezeDim, unsqueeze } from "./views";

type Dims = readonly number[] | null;

/** The two dimensions, counted from the front. */
function matrixDims(a: Tensor, dim: readonly number[]): [number, number] {
  const [first, second] = dim;
  if (dim.length !== 2 || first === undefined || second === undefined) {
    throw runtimeError(`linalg.matrix_norm: dim must be a 2-tuple. Got ${dim.join(", ")}`);
  }
  const wrapped: [number, number] = [wrapDim(first, a.dim), wrapDim(second, a.dim)];
  if (wrapped[0] === wrapped[1]) {
    throw runtimeError(`linalg.matrix_norm: dims must be different. Got (${first}, ${second})`);
  }
  return wrapped;
}

/** Halves have no singular values. */
function checkNormed(a: Tensor, bySingularValues: boolean): void {
  checkMatrix(a, "linalg.matrix_norm");
  if (bySingularValues) checkFloating(a, "linalg.matrix_norm");
  else if (!a.dtype.isDifferentiable) {
    throw runtimeError(
      `linalg.matrix_norm: Expected a floating point or complex tensor as input. Got ${a.dtype.scalarName}`,
    );
  }
}

/** `reduced` of the singular values of the matrices that two dimensions make. */
function ofSingularValues(
  a: Tensor,
  dims: readonly [number, number],
  keepdim: boolean,
  dtype: DType | null,
  reduced: (values: Tensor) => Tensor,
  last: (t: Tensor, dim: number) => Tensor = unsqueeze,
): Tensor {
  const order = [...a.shape.keys()].filter((d) => !dims.includes(d));
  order.push(...dims);
  const result = reduced(svdvals(permute(dtype === null ? a : to(a, dtype), order)));
  if (!keepdim) return result;
  return permute(
    last(result, -1),
    order.map((_, d) => order.indexOf(d)),
  );
}

type MatrixNormArguments<P> = [self: Tensor, ord: P, dim?: readonly number[], keepdim?: boolean, dtype?: DType | null];

export const matrixNorm: Op<MatrixNormArguments<Scalar>, Tensor> = op(
  "linalg_matrix_norm(Tensor self, Scalar ord, int[] dim=[-2,-1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    doc: "Norm of a matrix: ±1 of columns, ±inf of rows, ±2 by singular values",
    forms: [],
    aliases: ["linalg.matrix_norm"],
    out: true,
    composite: (self, ord, dim, keepdim, dtype) => {
      const order = Number(ord);
      const size = Math.abs(order);
      if (size !== 1 && size !== 2 && size !== Number.POSITIVE_INFINITY) {
        throw runtimeError(`linalg.matrix_norm: Order ${order} not supported.`);
      }
      checkNormed(self, size === 2);
      if (dtype !== null) checkNormDType("linalg.matrix_norm", self, dtype);
      const dims = matrixDims(self, dim);
      const extreme = (values: Tensor, d: number) =>
        order > 0 ? amax(values, [d], keepdim) : amin(values, [d], keepdim);
      if (size === 2) return ofSingularValues(self, dims, keepdim, dtype, (values) => extreme(values, -1));
      const [first, second] = size === 1 ? dims : [dims[1], dims[0]];
      const sums = vectorNorm(self, 1, [first], keepdim, dtype);
      return extreme(sums, !keepdim && first < second ? second - 1 : second);
    },
    samples: [
      ...["1", "-1", "2", "-2", "float('inf')", "float('-inf')"].map((p) => `torch.linalg.matrix_norm(x, ${p})`),
      "torch.linalg.matrix_norm(b, 1, dim=(0, 2), keepdim=True)",
      "torch.linalg.matrix_norm(b, 2, dim=(0, 2), keepdim=True)",
      "torch.linalg.matrix_norm(b, -2, dim=(2, 0))",
      "torch.linalg.matrix_norm(b, float('inf'), dim=(0, 1))",
      "torch.linalg.matrix_norm(x, 1, dtype=torch.float64)",
      "torch.linalg.matrix_norm(v, 1)",
      "torch.linalg.matrix_norm(x, 3)",
      "torch.linalg.matrix_norm(n, 1)",
      "torch.linalg.matrix_norm(x, 2, dim=(0, 0))",
      "torch.linalg.matrix_norm(x, 2, dim=(0,))",
    ],
  },
);

type NamedArguments = [self: Tensor, ord?: string, dim?: readonly number[], keepdim?: boolean, dtype?: DType | null];

export const matrixNormNamed: Op<NamedArguments, Tensor> = op(
  'linalg_matrix_norm.str_ord(Tensor self, str ord="fro", int[] dim=[-2,-1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor',
  {
    complex: true,
    doc: "Frobenius norm of a matrix, √Σ self², or nuclear norm, the sum of singular values",
    forms: [],
    aliases: ["linalg.matrix_norm"],
    out: true,
    composite: (self, ord, dim, keepdim, dtype) => {
      if (ord !== "fro" && ord !== "nuc") throw runtimeError(`linalg.matrix_norm: Order ${ord} not supported.`);
      checkNormed(self, ord === "nuc");
      const dims = matrixDims(self, dim);
      if (ord === "fro") return vectorNorm(self, 2n, dims, keepdim, dtype);
      return ofSingularValues(self, dims, keepdim, dtype, (values) => sumDim(values, [-1], keepdim));
    },
    samples: [
      "torch.linalg.matrix_norm(x)",
      "torch.linalg.matrix_norm(b)",
      "torch.linalg.matrix_norm(x, 'nuc')",
      "torch.linalg.matrix_norm(b, 'nuc', dim=(0, 2), keepdim=True)",
      "torch.linalg.matrix_norm(b, dim=(0, 1), keepdim=True)",
      "torch.linalg.matrix_norm(x, 'foo')",
      "torch.linalg.matrix_norm(v)",
    ],
  },
);

type LinalgArguments<P> = [self: Tensor, ord: P, dim?: Dims, keepdim?: boolean, dtype?: DType | null];

export const linalgNorm: Op<LinalgArguments<Scalar | null>, Tensor> = op(
  "linalg_norm(Tensor self, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    doc: "Norm of a vector, of a matrix, or of all elements",
    forms: [],
    aliases: ["linalg.norm"],
    out: true,
    composite: (self, ord, dim, keepdim, dtype) => {
      if (dim !== null && dim.length !== 1 && dim.length !== 2) {
        throw runtimeError(`linalg.norm: If dim is specified, it must be of length 1 or 2. Got ${formatShape(dim)}`);
      }
      if (dim === null && ord !== null && self.dim !== 1 && self.dim !== 2) {
        throw runtimeError(
          `linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got ${self.dim}D.`,
        );
      }
      const ofMatrix = dim === null ? self.dim === 2 : dim.length === 2;
      if (ord !== null && ofMatrix) return matrixNorm(self, ord, dim ?? [0, 1], keepdim, dtype);
      return vectorNorm(self, ord ?? 2, dim, keepdim, dtype);
    },
    samples: [
      "torch.linalg.norm(x)",
      "torch.linalg.norm(x, dim=1)",
      "torch.linalg.norm(x, ord=1, dim=1)",
      "torch.linalg.norm(v, 1)",
      "torch.linalg.norm(x, 2)",
      "torch.linalg.norm(x, float('inf'))",
      "torch.linalg.norm(b, 1, dim=(1, 2))",
      "torch.linalg.norm(b, dim=(1, 2))",
      "torch.linalg.norm(b)",
      "torch.linalg.norm(b, 2)",
      "torch.linalg.norm(b, dim=(0, 1, 2))",
      "torch.linalg.norm(n)",
    ],
  },
);

export const linalgNormNamed: Op<LinalgArguments<string>, Tensor> = op(
  "linalg_norm.ord_str(Tensor self, str ord, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    doc: "Frobenius or nuclear norm of a matrix",
    forms: [],
    aliases: ["linalg.norm"],
    out: true,
    composite: (self, ord, dim, keepdim, dtype) => matrixNormNamed(self, ord, dim ?? [0, 1], keepdim, dtype),
    samples: [
      "torch.linalg.norm(x, 'fro')",
      "torch.linalg.norm(x, 'nuc')",
      "torch.linalg.norm(b, 'nuc', dim=(0, 1))",
      "torch.linalg.norm(v, 'fro')",
      "torch.linalg.norm(x, 'foo')",
    ],
  },
);

/** unsqueeze of a fresh result in place: a node of its own number. */
const unsqueezeResult: Op<[self: Tensor, dim: number], Tensor> = op(
  "unsqueeze.result(Tensor(a) self, int dim) -> Tensor(a)",
  {
    doc: "self with a dimension of 1 at dim",
    forms: [],
    node: 1,
    view: true,
    forward: (self, dim) => unsqueeze.forward(self, dim),
    backward: { self: { uses: ["dim"], grad: (g, s) => squeezeDim(g, s.int("dim")) } },
    samples: [],
  },
);

type NuclearArguments = [self: Tensor, dim: readonly number[], keepdim?: boolean];

export const nuclearNormDim: Op<NuclearArguments, Tensor> = op(
  "nuclear_norm.dim(Tensor self, int[2] dim, bool keepdim=False) -> Tensor",
  {
    complex: true,
    doc: "The sum of singular values of the matrices that two dimensions make",
    forms: ["torch"],
    composite: (self, dim, keepdim) => {
      if (dim.length !== 2) throw runtimeError("nuclear norm requires a 'dim' argument of size 2");
      const total = (values: Tensor) => sumDim(values, [-1], keepdim);
      return ofSingularValues(self, matrixDims(self, dim), keepdim, null, total, unsqueezeResult);
    },
    samples: [
      "torch.nuclear_norm(b, (0, 2))",
      "torch.norm(x, 'nuc', dim=(0, 1))",
      "b.norm('nuc', dim=(0, 2), keepdim=True)",
    ],
  },
);

export const nuclearNorm: Op<[self: Tensor, keepdim?: boolean], Tensor> = op(
  "nuclear_norm(Tensor self, bool keepdim=False) -> Tensor",
  {
    complex: true,
    doc: "The sum of singular values of a matrix",
    forms: ["torch"],
    composite: (self, keepdim) => {
      if (self.dim !== 2) {
        const plural = self.dim === 1 ? "" : "s";
        throw runtimeError(
          `Expected a tensor with 2 dimensions, but got a tensor with ${self.dim} dimension${plural} instead.`,
        );
      }
      return nuclearNormDim(self, [0, 1], keepdim);
    },
    samples: ["torch.nuclear_norm(x)", "torch.norm(x, 'nuc')", "torch.nuclear_norm(b)", "torch.norm(v, 'nuc')"],
  },
);

// ---- torch.norm

function allDims(self: Tensor): number[] {
  return self.shape.map((_, d) => d);
}

type NormArguments<P> = [self: Tensor, p: P, dim?: Dims, keepdim?: boolean, dtype?: DType | null];

/** torch.norm with a name, as torch/functional.py has it. */
export const normNamed: Op<NormArguments<string>, Tensor> = op(
  'norm.named(Tensor self, str p="fro", int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor',
  {
    complex: true,
    doc: "√Σ self² of all elements, or along dim",
    out: false,
    composite: (self, p, dim, keepdim, dtype) => {
      if (p !== "fro" && p !== "nuc") throw runtimeError(`only valid string values are 'fro' and 'nuc', found ${p}`);
      const name = p === "fro" ? "frobenius" : "nuclear";
      if (dtype !== null) throw valueError(`dtype argument is not supported in ${name} norm`);
      if (p === "nuc") return dim === null ? nuclearNorm(self, keepdim) : nuclearNormDim(self, dim, keepdim);
      if (dim === null || dim.length < 2) return normDim(self, 2n, dim ?? [], keepdim);
      if (dim.length > 2)
        throw runtimeError(`Expected at most 2 dimensions, but got ${dim.length} dimensions instead.`);
      if (!self.dtype.isDifferentiable) {
        throw runtimeError(
          'result.scalar_type() == toRealValueType(self.scalar_type()) INTERNAL ASSERT FAILED at "./aten/src/ATen/native/LinearAlgebra.cpp":2694, please report a bug to PyTorch. ',
        );
      }
      const squares = self.dtype.isComplex ? real(mul(conj(self), self)) : mul(self, self);
      return sqrt(sumDim(squares, dim, keepdim));
    },
    samples: [
      "c.norm()",
      "c.norm(dim=(0, 1))",
      "x.norm()",
      "torch.norm(x)",
      "x.norm(dim=1)",
      "x.norm('fro', dim=1, keepdim=True)",
      "x.norm(dim=(0, 1))",
      "nc.norm()",
      "s.norm()",
      "torch.zeros(2, requires_grad=True).norm()",
      "n.norm()",
      "x.norm('foo')",
      "torch.norm(x, dtype=torch.float64)",
    ],
  },
);

export const normNumber: Op<NormArguments<Scalar | null>, Tensor> = op(
  "norm.number(Tensor self, Scalar? p, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    doc: "(Σ |self|^p)^(1/p) of all elements, or along dim",
    out: false,
    composite: (self, p, dim, keepdim, dtype) => {
      if (dtype !== null) throw new UnsupportedError("torch.norm(dtype=…)");
      if (typeof p === "boolean" && self.numel > 0) {
        throw runtimeError("norm_kernel_tensor_iterator_impl expects norm to be integer or float");
      }
      return normDim(self, p, dim ?? allDims(self), keepdim);
    },
    samples: [
      "x.norm(1)",
      "x.norm(2, 1)",
      "x.norm(3)",
      "x.norm(1.5, dim=0)",
      "x.norm(0.5)",
      "x.norm(0)",
      "x.norm(float('inf'))",
      "x.norm(float('-inf'), dim=1)",
      "torch.norm(x, p=1, dim=1, keepdim=True)",
    ],
  },
);

// ---- Condition

function condition(self: Tensor, norm: (a: Tensor) => Tensor, name: string): Tensor {
  checkSquare(self, name);
  const size = norm(self);
  const [inverse, info] = invEx(self) as [Tensor, Tensor];
  const found = intsOf(info);
  const failed = fromNumbers([...found], batchShape(self), bool);
  const spread = unsqueeze(unsqueeze(failed, -1), -1);
  // In place, as PyTorch does it: the gradient is lost by that.
  const guarded = maskedFill.inPlace(inverse, spread, Number.POSITIVE_INFINITY);
  const product = mul(size, norm(guarded));
  return nanToNum(product, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
}

export const cond: Op<[self: Tensor, p?: Scalar | null], Tensor> = op(
  "linalg_cond(Tensor self, Scalar? p=None) -> Tensor",
  {
    complex: true,
    doc: "‖A‖·‖A⁻¹‖: by default the largest over the smallest singular value",
    forms: [],
    aliases: ["linalg.cond"],
    out: true,
    composite: (self, p) => {
      checkCondition(self);
      const order = p === null ? 2 : Number(p);
      if (order !== 2 && order !== -2) {
        if (Math.abs(order) !== 1 && Number.isFinite(order)) {
          throw runtimeError(`linalg.cond got an invalid norm type: ${p}`);
        }
        return condition(self, (a) => matrixNorm(a, p as Scalar), `linalg.cond(ord=${shown(order)})`);
      }
      if (self.numel === 0) return filled(batchShape(self), 0, self.dtype);
      const values = svdvals(self);
      const last = narrow(values, -1, (values.shape.at(-1) as number) - 1, 1);
      const first = narrow(values, -1, 0, 1);
      return squeezeDim(order === -2 ? div(last, first) : div(first, last), -1);
    },
    samples: [
      "torch.linalg.cond(cs.detach())",
      "torch.linalg.cond(ns)",
      "torch.linalg.cond(x)",
      "torch.linalg.cond(ns, -2)",
      "torch.linalg.cond(ns, 1)",
      "torch.linalg.cond(ns, -1)",
      "torch.linalg.cond(ns, float('inf'))",
      "torch.linalg.cond(b)",
      "torch.linalg.cond(torch.zeros(2, 2), 1)",
      "torch.linalg.cond(v)",
      "torch.linalg.cond(x, 1)",
      "torch.linalg.cond(ns, 3)",
    ],
  },
);

const shown = (order: number): string => (Number.isFinite(order) ? String(order) : order > 0 ? "inf" : "-inf");

function checkCondition(self: Tensor): void {
  if (self.dim < 2) throw runtimeError("linalg.cond: The input tensor must have at least 2 dimensions.");
}

export const condNamed: Op<[self: Tensor, p: string], Tensor> = op("linalg_cond.p_str(Tensor self, str p) -> Tensor", {
  complex: true,
  doc: "‖A‖·‖A⁻¹‖ by a named norm",
  forms: [],
  aliases: ["linalg.cond"],
  out: true,
  composite: (self, p) => {
    checkCondition(self);
    if (p !== "fro" && p !== "nuc") throw runtimeError(`linalg.cond got an invalid norm type: ${p}`);
    if (p === "nuc") {
      checkSquare(self, "linalg.cond(ord=nuc)");
      const values = svdvals(self);
      return mul(sumDim(values, [-1]), sumDim(reciprocal(values), [-1]));
    }
    return condition(self, (a) => matrixNormNamed(a, p), "linalg.cond(ord=fro)");
  },
  samples: ["torch.linalg.cond(ns, 'fro')", "torch.linalg.cond(ns, 'nuc')", "torch.linalg.cond(ns, 'foo')"],
});
