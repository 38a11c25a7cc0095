// Products beside matmul's: sums of a batch's products, outer, inner and Kronecker products, chains and powers of
// matrices, cross products.
// Follows aten/src/ATen/native/{LinearAlgebra,Linear,Blas,Cross}.cpp and derivatives.yaml.

import { isGradEnabled } from "../autograd/grad-mode";
import { runtimeError } from "../errors";
import { bool, float16 } from "../tensor/dtype";
import { resultType, type Scalar } from "../tensor/promotion";
import { cast, copyInto, denseCopy, empty, filled, wrapNumber } from "../tensor/raw";
import { broadcastShapes, formatShape, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, conjScalar, isOne, mul, sub } from "./arithmetic";
import { conj } from "./conjugation";
import { copy_ } from "./conversion";
import { eye } from "./creation";
import { type Op, op } from "./declare";
import { tensordot } from "./einsum";
import { checkKernel, plainName } from "./kernel-dtypes";
import { bmm, dot, isZero, matmul, mm, mv } from "./matmul";
import { sumDim } from "./reductions";
import { select } from "./slicing";
import { clone, expand, t, transpose, unsafeView, unsqueeze, view } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` and `as Tensor` say so to the compiler.

function scaledBy(g: Tensor, factor: Scalar): Tensor {
  return isOne(factor) ? g : mul(g, wrapNumber(factor));
}

type Scaled = [beta?: Scalar, alpha?: Scalar];

export const addbmm: Op<[self: Tensor, batch1: Tensor, batch2: Tensor, ...Scaled], Tensor> = op(
  "addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "beta · self + alpha · Σ over the batch of batch1 · batch2",
    inplace: true,
    forward: (self, batch1, batch2, beta, alpha) => {
      const shape = [batch1.shape[1] ?? 0, batch2.shape[2] ?? 0];
      const bias = batch1.dim === 3 && batch2.dim === 3 ? expand.forward(self, shape, false) : self;
      checkBatches(batch1, batch2);
      if (batch1.shape[0] !== 0) {
        if (self.dtype !== batch2.dtype) throw runtimeError("self and mat2 must have the same dtype");
        if (batch1.dtype !== batch2.dtype) throw runtimeError("mat1 and mat2 must have the same dtype");
        if (batch1.numel > 0 && batch2.numel > 0) checkKernel("addmm_impl_cpu_", batch1.dtype, bool, float16);
      }
      const scaled = isOne(alpha) ? batch1 : mul.forward(batch1, wrapNumber(alpha));
      const products = bmm.forward(scaled, batch2);
      const start = isZero(beta) ? filled(shape, 0, self.dtype) : mul.forward(bias, wrapNumber(beta));
      let total = cast(denseCopy(start), products.dtype);
      // One product after the other, as repeated addmm_.
      for (let i = 0; i < (batch1.shape[0] as number); i++) {
        total = add.forward(total, select.forward(products, 0, i), 1n);
      }
      return total;
    },
    backward: {
      self: { uses: ["beta"], grad: (g, s) => scaledBy(g, conjScalar(s.scalar("beta"))) },
      batch1: {
        uses: ["alpha", "batch2", "batch1_argsize_0", "batch1_argsize_1", "batch2_argsize_2"],
        grad: (g, s) => {
          const spread = expand(unsqueeze(g, 0), [
            s.int("batch1_argsize_0"),
            s.int("batch1_argsize_1"),
            s.int("batch2_argsize_2"),
          ]);
          return scaledBy(bmm(spread, conj(transpose(s.tensor("batch2"), 1, 2))), conjScalar(s.scalar("alpha")));
        },
      },
      batch2: {
        uses: ["alpha", "batch1", "batch1_argsize_0", "batch1_argsize_1", "batch2_argsize_2"],
        grad: (g, s) => {
          const spread = expand(unsqueeze(g, 0), [
            s.int("batch1_argsize_0"),
            s.int("batch1_argsize_1"),
            s.int("batch2_argsize_2"),
          ]);
          return scaledBy(bmm(conj(transpose(s.tensor("batch1"), 1, 2)), spread), s.scalar("alpha"));
        },
      },
    },
    samples: [
      "torch.addbmm(torch.ones(4, 5), b, w2)",
      "torch.addbmm(w[0], b, w2, beta=2, alpha=3)",
      "torch.zeros(4, 5).addbmm(b, w2, beta=0)",
      "torch.ones(4, 5).addbmm_(b, w2)",
      "torch.addbmm(torch.ones(2, 2), torch.ones(2, 2, 3), torch.ones(3, 3, 2))",
      "torch.addbmm(torch.ones(2, 2), torch.ones(2, 2, 3), torch.ones(2, 2, 2))",
      "torch.addbmm(torch.ones(2, 2), torch.ones(2, 2), torch.ones(2, 2, 2))",
      "torch.addbmm(torch.ones(3, 2), torch.ones(2, 2, 3), torch.ones(2, 3, 2))",
    ],
  },
);

function checkBatches(batch1: Tensor, batch2: Tensor): void {
  if (batch1.dim !== 3) throw runtimeError("batch1 must be a 3D tensor");
  if (batch2.dim !== 3) throw runtimeError("batch2 must be a 3D tensor");
  const [count, n, k] = batch1.shape;
  const [otherCount, otherK, m] = batch2.shape;
  if (count !== otherCount) {
    throw runtimeError(`batch1 and batch2 must have same number of batches, got ${count} and ${otherCount}`);
  }
  if (k !== otherK) throw runtimeError(`Incompatible matrix sizes for bmm (${n}x${k} and ${otherK}x${m})`);
}

export const addr: Op<[self: Tensor, vec1: Tensor, vec2: Tensor, ...Scaled], Tensor> = op(
  "addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "beta · self + alpha · vec1 ⊗ vec2",
    inplace: true,
    inPlaceCheck: (self, vec1, vec2) => {
      if (vec1.dim !== 1 || vec2.dim !== 1) return;
      if (self.dim !== 2) throw runtimeError(`2D tensor expected, got ${self.dim}D tensor for input`);
      if (self.shape[0] !== vec1.numel || self.shape[1] !== vec2.numel) {
        throw runtimeError(
          `size mismatch, input: ${formatShape(self.shape)}, v1: ${formatShape(vec1.shape)}, v2: ${formatShape(vec2.shape)}`,
        );
      }
    },
    forward: (self, vec1, vec2, beta, alpha) => {
      if (vec1.dim !== 1) throw runtimeError(`addr: Expected 1-D argument vec1, but got ${vec1.dim}-D`);
      if (vec2.dim !== 1) throw runtimeError(`addr: Expected 1-D argument vec2, but got ${vec2.dim}-D`);
      const dtype = resultType(resultTensor(vec1, vec2), self);
      const shape = [vec1.numel, vec2.numel];
      const bias = expand.forward(self, shape, false);
      const column = unsqueeze.forward(cast(vec1, dtype), 1);
      // Of bools, a factor is whether there is anything.
      const factor = (value: Scalar) => wrapNumber(dtype === bool ? !isZero(value) : value);
      const left = isOne(alpha) ? column : mul.forward(column, factor(alpha));
      const products = mul.forward(left, cast(vec2, dtype));
      if (isZero(beta)) return cast(products, dtype);
      const scaled = isOne(beta) ? bias : mul.forward(bias, factor(beta));
      return add.forward(scaled, products, 1n);
    },
    backward: {
      self: { uses: ["beta"], grad: (g, s) => scaledBy(g, conjScalar(s.scalar("beta"))) },
      vec1: {
        uses: ["alpha", "vec2"],
        grad: (g, s) => scaledBy(mv(g, conj(s.tensor("vec2"))), conjScalar(s.scalar("alpha"))),
      },
      vec2: {
        uses: ["alpha", "vec1"],
        grad: (g, s) => scaledBy(mv(t(g), conj(s.tensor("vec1"))), conjScalar(s.scalar("alpha"))),
      },
    },
    samples: [
      "torch.addr(cs, cv, cv, beta=2j, alpha=1j)",
      "torch.addr(sq, v, v)",
      "torch.addr(x, y[:, 0], v, beta=2, alpha=-1)",
      "torch.addr(v, x[:, 0], v)",
      "sq.addr(v, v, beta=0)",
      "torch.zeros(3, 3).addr_(v, v, alpha=2)",
      "torch.ones(2, 2).addr_(v, v)",
      "torch.ones(3).addr_(v, v)",
      "torch.addr(i, t, torch.tensor([1, 2, 3]))",
      "torch.addr(torch.zeros(3, 3), u8, u8, alpha=2)",
      "torch.addr(m[:3], m[0], m[1], beta=2)",
      "torch.addr(torch.ones(2, 2), torch.ones(2, 2), torch.ones(2))",
      "torch.addr(torch.ones(2, 3), torch.ones(2), torch.ones(2))",
    ],
  },
);

/** Of the dtype that two operands have together. */
function resultTensor(a: Tensor, b: Tensor): Tensor {
  return resultType(a, b) === a.dtype ? a : b;
}

export const vdot: Op<[self: Tensor, other: Tensor], Tensor> = op("vdot(Tensor self, Tensor other) -> Tensor", {
  doc: "Inner product of two vectors: Σ self · other",
  forward: (self, other) => dot.forward(self, other),
  backward: {
    self: { uses: ["other"], grad: (g, s) => mul(g, s.tensor("other")) },
    other: { uses: ["self"], grad: (g, s) => mul(g, s.tensor("self")) },
  },
  samples: ["torch.vdot(v, x[0])", "v.vdot(v)", "torch.vdot(v, x)", "torch.vdot(v, x[:, 0])", "torch.vdot(v, n[0])"],
});

export const vecdot: Op<[x: Tensor, y: Tensor, dim?: number], Tensor> = op(
  "linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -> Tensor",
  {
    complex: true,
    doc: "Inner products along dim, broadcast over the rest: Σ x · y",
    forms: [],
    aliases: ["linalg.vecdot"],
    out: true,
    composite: (x, y, dim) => {
      if (!x.dtype.isDifferentiable) {
        throw runtimeError(
          `linalg.vecdot: Expected a floating point or complex tensor as input. Got ${x.dtype.scalarName}`,
        );
      }
      if (x.dtype !== y.dtype) {
        throw runtimeError(
          `linalg.vecdot: Expected x and y to have the same dtype, but found x of type ${x.dtype.scalarName} and y of type ${y.dtype.scalarName} instead`,
        );
      }
      return x.dim === 1 && y.dim === 1 ? vdot(x, y) : sumDim(mul(conj(x), y), [dim]);
    },
    samples: [
      "torch.linalg.vecdot(c, c.conj())",
      "torch.linalg.vecdot(x, y)",
      "torch.linalg.vecdot(x, y, dim=0)",
      "torch.linalg.vecdot(v, v)",
      "torch.linalg.vecdot(b, v)",
      "torch.linalg.vecdot(x, n)",
      "torch.linalg.vecdot(n, n)",
    ],
  },
);

export const inner: Op<[self: Tensor, other: Tensor], Tensor> = op("inner(Tensor self, Tensor other) -> Tensor", {
  complex: true,
  doc: "Σ over the last dimension of both: [.., k], [.., k]",
  out: true,
  composite: (self, other) => {
    if (self.dim === 0 || other.dim === 0) return mul(self, other);
    if (self.shape.at(-1) !== other.shape.at(-1)) {
      throw runtimeError(
        `inner() the last dimension must match on both input tensors but got shapes ${formatShape(self.shape)} and ${formatShape(other.shape)}`,
      );
    }
    return tensordot(self, other, [-1], [-1]);
  },
  samples: [
    "torch.inner(v, v)",
    "torch.inner(x, y)",
    "torch.inner(x, v)",
    "torch.inner(x, s)",
    "b.inner(x)",
    "v.inner(w)",
  ],
});

export const kron: Op<[self: Tensor, other: Tensor], Tensor> = op("kron(Tensor self, Tensor other) -> Tensor", {
  complex: true,
  doc: "Kronecker product: every element of self times the whole of other",
  outCheck: (out, self, other) => {
    if (!isGradEnabled() || ![out, self, other].some((each) => each.requiresGrad)) return;
    throw runtimeError(
      "mul(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.",
    );
  },
  out: true,
  composite: (self, other) => {
    const rank = Math.max(self.dim, other.dim);
    const sizesOf = (each: Tensor) => [...new Array<number>(rank - each.dim).fill(1), ...each.shape];
    const a = sizesOf(self);
    const b = sizesOf(other);
    const left = unsafeView(
      self,
      a.flatMap((size) => [size, 1]),
    );
    const right = unsafeView(
      other,
      b.flatMap((size) => [1, size]),
    );
    return unsafeView(
      mul(left, right),
      a.map((size, d) => size * (b[d] as number)),
    );
  },
  samples: [
    "torch.kron(cv, cs)",
    "torch.kron(sq, one)",
    "torch.kron(v, x)",
    "v.kron(v)",
    "torch.kron(s, x)",
    "torch.kron(x.t(), y)",
    "torch.kron(i, n)",
    "torch.kron(i.t(), n)",
    "torch.kron(v, 3)",
  ],
});

// ---- Chains of matrices

/** The cheapest order to multiply in: split[i][j] is where the product of i…j is parted. */
function chainOrder(matrices: readonly Tensor[]): number[][] {
  const n = matrices.length;
  const sizes = [...matrices.map((m) => m.shape[0] as number), (matrices[n - 1] as Tensor).shape[1] as number];
  const cost = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const split = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let length = 1; length < n; length++) {
    for (let i = 0; i + length < n; i++) {
      const j = i + length;
      let best = Number.POSITIVE_INFINITY;
      for (let k = i; k < j; k++) {
        const outer = (sizes[i] as number) * (sizes[k + 1] as number) * (sizes[j + 1] as number);
        const total = (cost[i]?.[k] as number) + (cost[k + 1]?.[j] as number) + outer;
        if (total >= best) continue;
        best = total;
        (split[i] as number[])[j] = k;
      }
      (cost[i] as number[])[j] = best;
    }
  }
  return split;
}

function multiplyChain(matrices: readonly Tensor[], split: readonly number[][], i: number, j: number): Tensor {
  if (i === j) return matrices[i] as Tensor;
  const k = split[i]?.[j] as number;
  return mm(multiplyChain(matrices, split, i, k), multiplyChain(matrices, split, k + 1, j));
}

export const multiDot: Op<[tensors: readonly Tensor[]], Tensor> = op("linalg_multi_dot(Tensor[] tensors) -> Tensor", {
  complex: true,
  doc: "Product of a chain of matrices in the cheapest order; the first and the last may be vectors",
  forms: [],
  aliases: ["linalg.multi_dot"],
  out: true,
  composite: (tensors) => {
    const n = tensors.length;
    if (n < 2) throw runtimeError(`multi_dot(): expected at least 2 tensors but got ${n}`);
    const shape: number[] = [];
    const matrices = tensors.map((each, i) => {
      const where = i === 0 ? "first" : i === n - 1 ? "last" : null;
      if (each.dim === 2) {
        if (i === 0) shape.push(each.shape[0] as number);
        return each;
      }
      if (where === null) return each;
      if (each.dim !== 1) throw runtimeError(`multi_dot(): the ${where} tensor must be 1D or 2D but got ${each.dim}D`);
      return unsqueeze(each, i === 0 ? 0 : -1);
    });
    const [first, last] = [matrices[0] as Tensor, matrices[n - 1] as Tensor];
    if ((tensors[n - 1] as Tensor).dim === 2) shape.push(last.shape[1] as number);
    for (let i = 1; i < n - 1; i++) {
      const rank = (tensors[i] as Tensor).dim;
      if (rank !== 2) throw runtimeError(`multi_dot(): tensor ${i} must be 2D but got ${rank}D`);
    }
    for (let i = 1; i < n; i++) {
      const [before, here] = [matrices[i - 1] as Tensor, matrices[i] as Tensor];
      if (here.dtype !== first.dtype) {
        throw runtimeError(
          `multi_dot(): all tensors must have be the same dtype but tensor 0 is ${plainName(first.dtype)} and tensor ${i} ${plainName(here.dtype)}`,
        );
      }
      if (before.shape[1] !== here.shape[0]) {
        const shapes = `${formatShape((tensors[i - 1] as Tensor).shape)} and ${formatShape((tensors[i] as Tensor).shape)}`;
        throw runtimeError(`multi_dot(): tensors ${i - 1} and ${i} with shapes ${shapes} cannot be multiplied`);
      }
    }
    if (n === 3) {
      const [a = 0, c = 0] = first.shape;
      const [d = 0, e = 0] = last.shape;
      const middle = matrices[1] as Tensor;
      const product = a * d * (c + e) > c * e * (a + d) ? mm(first, mm(middle, last)) : mm(mm(first, middle), last);
      return view(product, shape);
    }
    return view(multiplyChain(matrices, chainOrder(matrices), 0, n - 1), shape);
  },
  samples: [
    "torch.linalg.multi_dot([x, w])",
    "torch.linalg.multi_dot([x, w, w.t()])",
    "torch.linalg.multi_dot([w.t(), x.t(), x])",
    "torch.linalg.multi_dot([v, w, w.t()])",
    "torch.linalg.multi_dot([v, v])",
    "torch.linalg.multi_dot([x, w, w.t(), v])",
    "torch.linalg.multi_dot([one, x.t(), y, sq, w])",
    "torch.linalg.multi_dot([x])",
    "torch.linalg.multi_dot([x, x])",
    "torch.linalg.multi_dot([sq, v, sq])",
    "torch.linalg.multi_dot([b, sq])",
    "torch.linalg.multi_dot([sq, sq.double()])",
  ],
});

export const chainMatmul: Op<[matrices: readonly Tensor[]], Tensor> = op("chain_matmul(Tensor[] matrices) -> Tensor", {
  complex: true,
  doc: "Product of a chain of matrices in the cheapest order",
  forms: ["_C"],
  out: true,
  composite: (matrices) => {
    for (const each of matrices) {
      if (each.dim !== 2) throw runtimeError(`Tensor dimension is ${each.dim}, expected 2 instead.`);
    }
    const [only] = matrices;
    if (only === undefined) throw runtimeError("chain_matmul(): Expected one or more matrices");
    return matrices.length === 1 ? clone(only) : multiDot(matrices);
  },
  samples: [
    "torch.chain_matmul(x, w)",
    "torch.chain_matmul(x, w, w.t())",
    "torch.chain_matmul(x)",
    "torch.chain_matmul()",
    "torch.chain_matmul(v)",
  ],
});

// ---- Cross products

function crossOf(self: Tensor, other: Tensor, dim: number): Tensor {
  const next = (each: Tensor, k: number) => select.forward(each, dim, (k + 1) % 3);
  const after = (each: Tensor, k: number) => select.forward(each, dim, (k + 2) % 3);
  const result = empty(self.shape, resultType(self, other));
  for (let k = 0; k < 3; k++) {
    const part = sub.forward(
      mul.forward(next(self, k), after(other, k)),
      mul.forward(after(self, k), next(other, k)),
      1n,
    );
    copyInto(select.forward(result, dim, k), part);
  }
  return result;
}

/** Kernels that read both operands as the first one's numbers. */
function checkSameScalars(self: Tensor, other: Tensor): void {
  if (self.dtype === other.dtype) return;
  throw runtimeError(`expected scalar type ${self.dtype.scalarName} but found ${other.dtype.scalarName}`);
}

export const linalgCross: Op<[self: Tensor, other: Tensor, dim?: number], Tensor> = op(
  "linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor",
  {
    complex: true,
    doc: "Cross products of the vectors of three along dim",
    forms: [],
    aliases: ["linalg.cross"],
    out: true,
    forward: (self, other, dim) => {
      if (self.dim !== other.dim) throw runtimeError("linalg.cross: inputs must have the same number of dimensions.");
      const at = wrapDim(dim, self.dim);
      const [a, b] = [self.shape[at], other.shape[at]];
      if (a !== 3 || b !== 3) {
        throw runtimeError(`linalg.cross: inputs dimension ${dim} must have length 3. Got ${a} and ${b}`);
      }
      const shape = broadcastShapes(self.shape, other.shape);
      if (self.numel > 0 && other.numel > 0) {
        checkKernel("cross", self.dtype, bool, float16);
        checkSameScalars(self, other);
      }
      return crossOf(expand.forward(self, shape, false), expand.forward(other, shape, false), at);
    },
    backward: {
      self: { uses: ["other", "dim"], grad: (g, s) => linalgCross(conj(s.tensor("other")), g, s.int("dim")) },
      other: { uses: ["self", "dim"], grad: (g, s) => linalgCross(g, conj(s.tensor("self")), s.int("dim")) },
    },
    samples: [
      "torch.linalg.cross(c, cv.expand(4, 3))",
      "torch.linalg.cross(x, y)",
      "torch.linalg.cross(one, x)",
      "torch.linalg.cross(sq, sq.t(), dim=0)",
      "torch.linalg.cross(b, b.flip(0))",
      "torch.linalg.cross(n, n.flip(0))",
      "torch.linalg.cross(x[:, 0], x[:, 1])",
      "torch.linalg.cross(x, v)",
      "torch.linalg.cross(x, sq)",
    ],
  },
);

export const cross: Op<[self: Tensor, other: Tensor, dim?: number | null], Tensor> = op(
  "cross(Tensor self, Tensor other, int? dim=None) -> Tensor",
  {
    complex: true,
    doc: "Cross products along dim, by default the first of size 3",
    out: true,
    composite: (self, other, dim) => {
      if (dim !== null) return linalgCross(self, other, dim);
      const found = self.shape.indexOf(3);
      if (found < 0) throw runtimeError("no dimension of size 3 in input");
      return linalgCross(self, other, found);
    },
    samples: [
      "torch.cross(x, y)",
      "x.cross(y, 1)",
      "torch.cross(sq, sq.t())",
      "torch.cross(sq, sq.t(), dim=1)",
      "torch.cross(v, x[0])",
      "torch.cross(x[:, 0], x[:, 1])",
      "torch.cross(x, v)",
    ],
  },
);

// ---- Powers

/** By squaring, for n ≥ 0. */
export function powerBySquaring(self: Tensor, n: number): Tensor {
  if (n === 0) {
    const unit = eye(self.shape.at(-1) as number, self.dtype);
    return copy_(clone(self), expand(unit, self.shape));
  }
  if (n === 1) return clone(self);
  if (n === 2) return matmul(self, self);
  if (n === 3) return matmul(matmul(self, self), self);
  let result: Tensor | null = null;
  let square: Tensor | null = null;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    square = square === null ? self : matmul(square, square);
    if (left % 2 === 1) result = result === null ? square : matmul(result, square);
  }
  if (result === null) throw new Error("a power of nothing");
  return result;
}
