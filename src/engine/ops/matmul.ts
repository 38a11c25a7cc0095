// Matrix products. matmul and linear are composites that give PyTorch's own decomposition.
// Follows aten/src/ATen/native/{Linear,LinearAlgebra,Blas}.cpp and derivatives.yaml.

import type { Saved } from "../autograd/op-node";
import { runtimeError, UnsupportedError } from "../errors";
import { complexMatmul } from "../kernels/complex/matmul";
import { type Matrix, matmul as product } from "../kernels/matmul";
import { Complex } from "../tensor/complex";
import { bool, type DType, float16, int64 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { bigInts, cast, empty, fromBigInts, isSafe, wrapNumber } from "../tensor/raw";
import { broadcastShapes, formatShape, numelOf, sameShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { add, conjScalar, isOne, mul, mulScalar } from "./arithmetic";
import { conj } from "./conjugation";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import { checkInPlaceDType, checkKernel } from "./kernel-dtypes";
import { contiguous, expand, reshape, squeezeResult, t, transpose, unsafeView, unsqueeze, view } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

function matrixOf(m: Tensor, rowDim: number, columnDim: number, start = m.offset): Matrix {
  return {
    data: floats(m),
    start,
    rowStep: rowDim < 0 ? 0 : (m.strides[rowDim] as number),
    columnStep: columnDim < 0 ? 0 : (m.strides[columnDim] as number),
  };
}

/** Where there is nothing to multiply, no loop looks at dtypes. */
function checkDTypes(a: Tensor, b: Tensor, kernel: string): void {
  if (a.numel === 0 || b.numel === 0) return;
  checkKernel(kernel, a.dtype, bool, float16);
  if (a.dtype !== b.dtype) {
    throw runtimeError(`expected scalar type ${a.dtype.scalarName} but found ${b.dtype.scalarName}`);
  }
}

function productIn(compute: DType): typeof product {
  return compute.isComplex ? complexMatmul : product;
}

/** [n, k] · [k, m] in the dtype of both; integers are exact while the sums stay within ±2^53, then by BigInt. */
function multiply(a: Tensor, b: Tensor): Tensor {
  const [n = 0, k = 0] = a.shape;
  const m = b.shape[1] as number;
  const compute = computeDType(a.dtype);
  const result = empty([n, m], compute);
  const left = cast(a, compute);
  const right = cast(b, compute);
  productIn(compute)(floats(result), 0, matrixOf(left, 0, 1), matrixOf(right, 0, 1), n, k, m);
  if (a.dtype === int64 && !(isSafe(a) && isSafe(b) && floats(result).every((v) => Math.abs(v) <= 2 ** 53))) {
    return multiplyBig(a, b, n, k, m);
  }
  return cast(result, a.dtype);
}

function multiplyBig(a: Tensor, b: Tensor, n: number, k: number, m: number): Tensor {
  const x = bigInts(a);
  const y = bigInts(b);
  const out = new BigInt64Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      let sum = 0n;
      for (let p = 0; p < k; p++) sum += (x[i * k + p] ?? 0n) * (y[p * m + j] ?? 0n);
      out[i * m + j] = sum;
    }
  }
  return fromBigInts(out, [n, m], int64);
}

/** A gradient is laid out by columns where its matrix is. */
function byColumns(name: string, s: Saved): boolean {
  const [row, column] = s.ints(`${name}_strides`);
  return row === 1 && column === s.input(name).shape[0];
}

/** alpha · G Bᵀ, the gradient of A in alpha · A B. */
function leftGradient(g: Tensor, right: Tensor, alpha: Scalar, columns: boolean): Tensor {
  return scaledBy(columns ? t(mm(conj(right), t(g))) : mm(g, conj(t(right))), conjScalar(alpha));
}

/** alpha · Aᵀ G, the gradient of B in alpha · A B. */
function rightGradient(g: Tensor, left: Tensor, alpha: Scalar, columns: boolean): Tensor {
  return scaledBy(columns ? t(mm(t(g), conj(left))) : mm(conj(t(left)), g), conjScalar(alpha));
}

export const mm: Op<[self: Tensor, mat2: Tensor], Tensor> = op("mm(Tensor self, Tensor mat2) -> Tensor", {
  complex: true,
  doc: "Matrix product: [n, k] · [k, m]",
  forward: (self, mat2) => {
    if (self.dim !== 2) throw runtimeError("self must be a matrix");
    if (mat2.dim !== 2) throw runtimeError("mat2 must be a matrix");
    const [n, k] = self.shape;
    if (k !== mat2.shape[0]) {
      throw runtimeError(`mat1 and mat2 shapes cannot be multiplied (${n}x${k} and ${mat2.shape[0]}x${mat2.shape[1]})`);
    }
    checkDTypes(self, mat2, "addmm_impl_cpu_");
    return multiply(self, mat2);
  },
  backward: {
    self: {
      uses: ["mat2", "_self_strides"],
      grad: (g, s) => leftGradient(g, s.tensor("mat2"), 1n, byColumns("self", s)),
    },
    mat2: {
      uses: ["self", "_mat2_strides"],
      grad: (g, s) => rightGradient(g, s.tensor("self"), 1n, byColumns("mat2", s)),
    },
  },
  samples: [
    "c.mm(cs)",
    "c.mm(cs.conj())",
    "c.t().mm(c.conj())",
    "c.mm(x.t())",
    "x.mm(w)",
    "torch.mm(x, w)",
    "torch.mm(w.t(), x.t())",
    "x.mm(nc[:3])",
    "i.mm(i.t())",
    "e.mm(w)",
    "e.mm(w.double())",
    "m.mm(m.t())",
  ],
});

export const mv: Op<[self: Tensor, vec: Tensor], Tensor> = op("mv(Tensor self, Tensor vec) -> Tensor", {
  complex: true,
  doc: "Matrix times vector: [n, k] · [k]",
  forward: (self, vec) => {
    if (self.dim !== 2 || vec.dim !== 1) {
      throw runtimeError(`vector + matrix @ vector expected, got ${1}, ${self.dim}, ${vec.dim}`);
    }
    const [n, k] = self.shape;
    if (k !== vec.shape[0]) {
      throw runtimeError(`size mismatch, got ${n}, ${n}x${k},${vec.shape[0]}`);
    }
    checkDTypes(self, vec, "addmv_impl_cpu");
    const column = new Tensor(
      vec.storage,
      vec.dtype,
      [vec.shape[0] as number, 1],
      [vec.strides[0] as number, 1],
      vec.offset,
    );
    // Dtypes differ only where something is empty.
    const result = cast(multiply(self, column), vec.dtype);
    return new Tensor(result.storage, result.dtype, [n as number], [1], 0);
  },
  backward: {
    self: { uses: ["vec"], grad: (g, s) => mul(unsqueeze(g, 1), conj(unsqueeze(s.tensor("vec"), 0))) },
    vec: { uses: ["self"], grad: (g, s) => mv(conj(t(s.tensor("self"))), g) },
  },
  samples: ["c.mv(cv)", "x.mv(v)", "torch.mv(x, v)", "torch.mv(nc, v)", "torch.mv(x.detach()[:, :0], i[0, :0])"],
});

/** Linked with a BLAS of another calling convention, PyTorch gives 0 for them: its builds are no judges. */
export function disagreement(name: string): UnsupportedError {
  return new UnsupportedError(`${name} of complex vectors, on which PyTorch's builds disagree,`);
}

export const dot: Op<[self: Tensor, tensor: Tensor], Tensor> = op("dot(Tensor self, Tensor tensor) -> Tensor", {
  complex: true,
  doc: "Inner product of two vectors: Σ self · tensor",
  forward: (self, tensor) => {
    if (self.dim !== 1 || tensor.dim !== 1) {
      throw runtimeError(`1D tensors expected, but got ${self.dim}D and ${tensor.dim}D tensors`);
    }
    if (self.dtype !== tensor.dtype) {
      throw runtimeError(
        `dot : expected both vectors to have same dtype, but found ${self.dtype.scalarName} and ${tensor.dtype.scalarName}`,
      );
    }
    if (self.dtype.isComplex) throw disagreement("torch.dot");
    const n = self.shape[0] as number;
    if (n !== tensor.shape[0]) {
      throw runtimeError(
        `inconsistent tensor size, expected tensor [${n}] and src [${tensor.shape[0]}] to have the same number of elements, but got ${n} and ${tensor.shape[0]} elements respectively`,
      );
    }
    checkKernel("dot", self.dtype, bool, float16);
    const row = new Tensor(self.storage, self.dtype, [1, n], [0, self.strides[0] as number], self.offset);
    const column = new Tensor(tensor.storage, tensor.dtype, [n, 1], [tensor.strides[0] as number, 0], tensor.offset);
    const result = multiply(row, column);
    return new Tensor(result.storage, result.dtype, [], [], 0);
  },
  backward: {
    self: { uses: ["tensor"], grad: (g, s) => mul(g, conj(s.tensor("tensor"))) },
    tensor: { uses: ["self"], grad: (g, s) => mul(g, conj(s.tensor("self"))) },
  },
  samples: ["v.dot(v)", "torch.dot(v, x[0])", "v @ v", "t.dot(t)"],
});

function batchProduct(self: Tensor, mat2: Tensor, kernel: string): Tensor {
  if (self.dim !== 3) throw runtimeError("batch1 must be a 3D tensor");
  if (mat2.dim !== 3) throw runtimeError("batch2 must be a 3D tensor");
  const [batch = 0, n = 0, k = 0] = self.shape;
  if (mat2.shape[0] !== batch || mat2.shape[1] !== k) {
    throw runtimeError(
      `Expected size for first two dimensions of batch2 tensor to be: [${batch}, ${k}] but got: [${mat2.shape[0]}, ${mat2.shape[1]}].`,
    );
  }
  checkDTypes(self, mat2, kernel);
  const m = mat2.shape[2] as number;
  const compute = computeDType(self.dtype);
  const left = cast(self, compute);
  const right = cast(mat2, compute);
  const result = empty([batch, n, m], compute);
  const out = floats(result);
  for (let i = 0; i < batch; i++) {
    const a = matrixOf(left, 1, 2, left.offset + i * (left.strides[0] as number));
    const b = matrixOf(right, 1, 2, right.offset + i * (right.strides[0] as number));
    productIn(compute)(out, i * n * m, a, b, n, k, m);
  }
  return cast(result, self.dtype);
}

export const bmm: Op<[self: Tensor, mat2: Tensor], Tensor> = op("bmm(Tensor self, Tensor mat2) -> Tensor", {
  complex: true,
  doc: "Matrix products of a batch: [b, n, k] · [b, k, m]",
  // Dtypes differ only where something is empty.
  forward: (self, mat2) => cast(batchProduct(self, mat2, "bmm"), mat2.dtype),
  backward: {
    self: { uses: ["mat2"], grad: (g, s) => bmm(g, conj(transpose(s.tensor("mat2"), 1, 2))) },
    mat2: { uses: ["self"], grad: (g, s) => bmm(conj(transpose(s.tensor("self"), 1, 2)), g) },
  },
  samples: [
    "torch.bmm(c[None], cs[None])",
    "torch.bmm(b, w2)",
    "b.bmm(b.transpose(1, 2))",
    "torch.bmm(b.detach()[:, :, :0], w2.detach()[:, :0].long())",
  ],
});

/** A self that an in-place product does not fit. */
function checkTarget(self: Tensor, shape: readonly number[]): void {
  if (sameShape(self.shape, shape)) return;
  throw runtimeError(
    `Bad in-place call: input tensor size ${formatShape(self.shape)} and output tensor size ${formatShape(shape)} should match`,
  );
}

function checkMatrices(mat1: Tensor, mat2: Tensor): void {
  if (mat1.dim !== 2) throw runtimeError(`mat1 must be a matrix, got ${mat1.dim}-D tensor`);
  if (mat2.dim !== 2) throw runtimeError(`mat2 must be a matrix, got ${mat2.dim}-D tensor`);
  if (mat1.shape[1] !== mat2.shape[0]) {
    throw runtimeError(
      `mat1 and mat2 shapes cannot be multiplied (${mat1.shape[0]}x${mat1.shape[1]} and ${mat2.shape[0]}x${mat2.shape[1]})`,
    );
  }
}

function checkFactors(self: Tensor, mat1: Tensor, mat2: Tensor): void {
  if (self.dtype !== mat2.dtype) throw runtimeError("self and mat2 must have the same dtype");
  if (mat1.dtype !== mat2.dtype) throw runtimeError("mat1 and mat2 must have the same dtype");
  checkMatrices(mat1, mat2);
}

export const addmm: Op<[self: Tensor, mat1: Tensor, mat2: Tensor, beta?: Scalar, alpha?: Scalar], Tensor> = op(
  "addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "beta · self + alpha · mat1 · mat2",
    inplace: true,
    inPlaceCheck: (self, mat1, mat2) => {
      checkFactors(self, mat1, mat2);
      checkTarget(self, [mat1.shape[0] as number, mat2.shape[1] as number]);
    },
    forward: (self, mat1, mat2, beta, alpha) => {
      checkFactors(self, mat1, mat2);
      checkDTypes(mat1, mat2, "addmm_impl_cpu_");
      const shape = [mat1.shape[0] as number, mat2.shape[1] as number];
      const bias = expand.forward(self, shape, false);
      const result = multiply(mat1, mat2);
      const scaledProduct = isOne(alpha) ? result : mul.forward(result, wrapNumber(alpha));
      return isZero(beta) ? scaledProduct : add.forward(scaledProduct, bias, beta);
    },
    backward: {
      self: { uses: ["beta"], grad: (g, s) => scaledBy(g, conjScalar(s.scalar("beta"))) },
      mat1: {
        uses: ["alpha", "mat2", "_mat1_strides"],
        grad: (g, s) => leftGradient(g, s.tensor("mat2"), s.scalar("alpha"), byColumns("mat1", s)),
      },
      mat2: {
        uses: ["alpha", "mat1", "_mat2_strides"],
        grad: (g, s) => rightGradient(g, s.tensor("mat1"), s.scalar("alpha"), byColumns("mat2", s)),
      },
    },
    samples: [
      "torch.addmm(cv, c, cs, beta=2j, alpha=1 - 1j)",
      "torch.addmm(torch.ones(5), x, w)",
      "torch.addmm(w[0], x, w, beta=2, alpha=3)",
      "torch.ones(4, 5).addmm_(x, w)",
      "torch.ones(2, 2).addmm_(x, w)",
      "torch.ones(5).addmm_(x, w)",
      "torch.ones(5).addmm_(x, x)",
    ],
  },
);

/** Whether a factor leaves nothing. */
export function isZero(value: Scalar): boolean {
  return !(value instanceof Complex) && Number(value) === 0;
}

function scaledBy(g: Tensor, factor: Scalar): Tensor {
  return isOne(factor) ? g : mulScalar(g, factor);
}

export const baddbmm: Op<[self: Tensor, batch1: Tensor, batch2: Tensor, beta?: Scalar, alpha?: Scalar], Tensor> = op(
  "baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "beta · self + alpha · batch1 · batch2, for a batch",
    inplace: true,
    inPlaceCheck: (self, batch1, batch2) => {
      if (batch1.dim !== 3 || batch2.dim !== 3) return;
      const shape = [batch1.shape[0] as number, batch1.shape[1] as number, batch2.shape[2] as number];
      expand.forward(self, shape, false);
      checkInPlaceDType(self, batch1.dtype);
      checkTarget(self, shape);
    },
    forward: (self, batch1, batch2, beta, alpha) => {
      const products = batchProduct(batch1, batch2, "baddbmm");
      const bias = cast(expand.forward(self, products.shape, false), products.dtype);
      const scaledProduct = isOne(alpha) ? products : mul.forward(products, wrapNumber(alpha));
      return isZero(beta) ? scaledProduct : add.forward(scaledProduct, bias, beta);
    },
    backward: {
      self: { uses: ["beta"], grad: (g, s) => scaledBy(g, conjScalar(s.scalar("beta"))) },
      batch1: {
        uses: ["alpha", "batch2"],
        grad: (g, s) => scaledBy(bmm(g, conj(transpose(s.tensor("batch2"), 1, 2))), conjScalar(s.scalar("alpha"))),
      },
      batch2: {
        uses: ["alpha", "batch1"],
        grad: (g, s) => scaledBy(bmm(conj(transpose(s.tensor("batch1"), 1, 2)), g), conjScalar(s.scalar("alpha"))),
      },
    },
    samples: [
      "torch.baddbmm(cv, c[None], cs[None])",
      "torch.baddbmm(torch.ones(2, 4, 5), b, w2)",
      "torch.baddbmm(b[:, :, :1], b, w2, alpha=2)",
      "torch.ones(2, 4, 5).baddbmm_(b, w2)",
      "torch.ones(5).baddbmm_(b, w2)",
      "torch.ones(3).baddbmm_(b, w2)",
    ],
  },
);

/** matmul's rules by dimensions, as PyTorch folds them (at::native::matmul). */
export const matmul: Op<[self: Tensor, other: Tensor], Tensor> = op("matmul(Tensor self, Tensor other) -> Tensor", {
  complex: true,
  doc: "Product of vectors, matrices or batches of them, broadcast over the batch",
  aliases: ["linalg.matmul"],
  out: true,
  composite: (self, other) => {
    const a = self.dim;
    const b = other.dim;
    if (a === 0 || b === 0) {
      throw runtimeError(`both arguments to matmul need to be at least 1D, but they are ${a}D and ${b}D`);
    }
    if (a === 1 && b === 1) return dot(self, other);
    if (a === 2 && b === 1) return mv(self, other);
    if (a === 1 && b === 2) return squeezeResult(mm(unsqueeze(self, 0), other), 0);
    if (a === 2 && b === 2) return mm(self, other);
    if (shouldFold(self, b) || shouldFold(other, a)) return foldedMatmul(self, other);
    return batchedMatmul(self, other);
  },
  samples: [
    "c @ cs",
    "cv @ cs",
    "torch.stack([c, c]) @ cs",
    "x @ w",
    "v @ v",
    "x @ v",
    "b @ w2",
    "b @ w",
    "v @ w",
    "b @ v",
    "torch.matmul(b, b.transpose(1, 2))",
    "v @ w2",
    "x @ b.transpose(1, 2)",
    "b[None] @ w2",
    "b.transpose(1, 2) @ x",
    "sq @ b.transpose(1, 2)",
    "b.permute(2, 0, 1) @ x",
    "b[None] @ w",
    "b @ w[:, 0]",
  ],
});

/** A batch times one matrix is one larger product, unless the batch's matrices are transposed. */
function shouldFold(large: Tensor, otherRank: number): boolean {
  if (large.dim < 3 || otherRank > 2) return false;
  const [, second = 0, third = 0] = large.shape;
  const transposed = large.strides[large.dim - 1] !== 1 && large.strides[0] === second * third;
  return !(large.dim === 3 && otherRank === 2 && transposed);
}

function foldedMatmul(self: Tensor, other: Tensor): Tensor {
  const swap = self.dim < other.dim;
  const large = swap ? transpose(other, -2, -1) : self;
  const small = swap ? (self.dim === 2 ? t(self) : self) : other;
  const lead = large.shape.slice(0, -1);
  const folded = reshape(large, [numelOf(lead), large.shape[large.dim - 1] as number]);
  if (small.dim === 1) return unsafeView(mv(folded, small), lead);
  const result = unsafeView(mm(folded, small), [...lead, small.shape[1] as number]);
  return swap ? contiguous(transpose(result, -2, -1)) : result;
}

function batchedMatmul(self: Tensor, other: Tensor): Tensor {
  const n = self.dim > 1 ? (self.shape[self.dim - 2] as number) : 1;
  const k = self.shape[self.dim - 1] as number;
  const batchA = self.shape.slice(0, Math.max(self.dim - 2, 0));
  const k2 = other.dim > 1 ? (other.shape[other.dim - 2] as number) : (other.shape[0] as number);
  const p = other.dim > 1 ? (other.shape[other.dim - 1] as number) : 1;
  const batchB = other.shape.slice(0, Math.max(other.dim - 2, 0));
  const batch = broadcastShapes(batchA, batchB);
  const count = numelOf(batch);
  const left = reshape(expand(self, [...batch, n, k]), [count, n, k]);
  const right =
    other.dim === 1
      ? unsqueeze(reshape(expand(other, [...batch, k2]), [count, k2]), 2)
      : reshape(expand(other, [...batch, k2, p]), [count, k2, p]);
  const shape = [...batch];
  if (self.dim > 1) shape.push(n);
  if (other.dim > 1) shape.push(p);
  return unsafeView(bmm(left, right), shape);
}

export const linear: Op<[input: Tensor, weight: Tensor, bias?: Tensor | null], Tensor> = op(
  "linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor",
  {
    complex: true,
    doc: "input · weightᵀ + bias",
    forms: ["F"],
    composite: (input, weight, bias) => {
      if (input.dim === 2 && bias !== null) return addmm(bias, input, t(weight));
      if (input.dim === 3 && bias !== null && input.isContiguous) {
        const [n = 0, l = 0, features = 0] = input.shape;
        const flat = addmm(bias, view(input, [n * l, features]), t(weight));
        return view(flat, [n, l, flat.shape[1] as number]);
      }
      const output = matmul(input, t(weight));
      if (bias === null) return output;
      // The bias is added in place.
      if (!sameShape(broadcastShapes(output.shape, bias.shape), output.shape)) {
        throw runtimeError(
          `output with shape ${formatShape(output.shape)} doesn't match the broadcast shape ${formatShape(broadcastShapes(output.shape, bias.shape))}`,
        );
      }
      return add(output, bias);
    },
    samples: [
      "F.linear(v, w.t()[:1], w[0])",
      "F.linear(v, w.t(), w[:2])",
      "F.linear(x, w.t())",
      "F.linear(x, w.t(), w[0])",
      "F.linear(b, w.t(), w[0])",
      "F.linear(b, w.t())",
      "F.linear(v, w.t(), w[0])",
    ],
  },
);

export const outer: Op<[self: Tensor, vec2: Tensor], Tensor> = op("outer(Tensor self, Tensor vec2) -> Tensor", {
  complex: true,
  doc: "All products of two vectors: [n], [m] give [n, m]",
  aliases: ["ger"],
  out: true,
  composite: (self, vec2) => {
    if (self.dim !== 1) throw runtimeError(`outer: Expected 1-D argument self, but got ${self.dim}-D`);
    if (vec2.dim !== 1) throw runtimeError(`outer: Expected 1-D argument vec2, but got ${vec2.dim}-D`);
    return mul(reshape(self, [self.shape[0] as number, 1]), vec2);
  },
  samples: ["torch.outer(cv, cv)", "torch.outer(v, v)", "v.outer(x[0])"],
});

function checkVectorProduct(self: Tensor, mat: Tensor, vec: Tensor): void {
  if (self.dim > 1 || mat.dim !== 2 || vec.dim !== 1) {
    throw runtimeError(`vector + matrix @ vector expected, got ${self.dim}, ${mat.dim}, ${vec.dim}`);
  }
  const [n, k] = mat.shape;
  if (k !== vec.shape[0] || (self.numel !== n && self.numel !== 1)) {
    throw runtimeError(`size mismatch, got ${self.shape[0] ?? 1}, ${n}x${k},${vec.shape[0]}`);
  }
}

export const addmv: Op<[self: Tensor, mat: Tensor, vec: Tensor, beta?: Scalar, alpha?: Scalar], Tensor> = op(
  "addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "beta · self + alpha · mat · vec",
    inplace: true,
    inPlaceCheck: (self, mat, vec) => {
      checkVectorProduct(self, mat, vec);
      checkInPlaceDType(self, mat.dtype);
      checkTarget(self, [mat.shape[0] as number]);
    },
    forward: (self, mat, vec, beta, alpha) => {
      checkVectorProduct(self, mat, vec);
      const result = mv.forward(mat, vec);
      const scaledProduct = isOne(alpha) ? result : mul.forward(result, wrapNumber(alpha));
      return isZero(beta)
        ? scaledProduct
        : add.forward(scaledProduct, cast(expand.forward(self, result.shape, false), result.dtype), beta);
    },
    backward: {
      self: { uses: ["beta"], grad: (g, s) => scaledBy(g, conjScalar(s.scalar("beta"))) },
      mat: {
        uses: ["alpha", "vec"],
        grad: (g, s) =>
          scaledBy(mul(unsqueeze(g, 1), conj(unsqueeze(s.tensor("vec"), 0))), conjScalar(s.scalar("alpha"))),
      },
      vec: {
        uses: ["alpha", "mat"],
        grad: (g, s) => scaledBy(mv(conj(t(s.tensor("mat"))), g), conjScalar(s.scalar("alpha"))),
      },
    },
    samples: [
      "torch.addmv(c[:, 0], c, cv, alpha=2j)",
      "torch.addmv(torch.ones(4), x, v)",
      "x[:, 0].addmv(x, v, alpha=2)",
      "torch.ones(4).addmv_(x, v)",
      "torch.ones(4).addmv_(x.double(), v.double())",
      "torch.ones(1).addmv_(x, v)",
      "torch.ones(2).addmv_(x, v)",
      "torch.addmv(s, x, v)",
      "torch.addmv(d[:, 0].detach(), x, v)",
      "torch.addmv(v, x, v)",
      "torch.addmv(x, x, v)",
    ],
  },
);
