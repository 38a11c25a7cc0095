// Weight normalisation (Salimans & Kingma 2016): a weight as a direction v and a length g. Follows
// aten/src/ATen/native/WeightNorm.cpp.

import type { Saved } from "../autograd/op-node";
import type { Scalar } from "../tensor/promotion";
import { broadcastTo, dataOf, window } from "../tensor/raw";
import { contiguousStrides, noDimensions } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div, mul, sub } from "./arithmetic";
import { type Op, op } from "./declare";
import { sumDim } from "./reductions";
import { normBackward, normDim } from "./statistics";
import { contiguous, transpose, view } from "./views";

/** The norm of all elements as C++ code asks for it. */
const normScalar: Op<[self: Tensor, p?: Scalar], Tensor> = op("norm.Scalar(Tensor self, Scalar p=2) -> Tensor", {
  doc: "(Σ |self|^p)^(1/p)",
  forms: [],
  forward: (self, p) =>
    normDim.forward(
      self,
      p,
      self.shape.map((_, d) => d),
      false,
    ),
  backward: {
    self: {
      uses: ["self", "p", "result"],
      grad: (g, s) => normBackward(g, s.tensor("self"), Number(s.scalar("p")), s.tensor("result"), []),
    },
  },
  samples: [],
});

/** The shape with every size but that of `dim` made 1. */
function only(shape: readonly number[], dim: number): number[] {
  return shape.map((size, d) => (d === dim ? size : 1));
}

/** As a matrix with a row for each index of the first dimension, or a column for each of the last. */
function matrixShape(shape: readonly number[], dim: number): number[] {
  const size = shape[dim] ?? 1;
  return dim === 0 ? [size, -1] : [-1, size];
}

export const normExceptDim: Op<[v: Tensor, pow?: number, dim?: number], Tensor> = op(
  "norm_except_dim(Tensor v, int pow=2, int dim=0) -> Tensor",
  {
    complex: true,
    doc: "(Σ |v|^pow)^(1/pow) over every dimension but dim",
    forms: ["torch"],
    composite: (v, pow, dim) => {
      if (dim === -1) return normScalar(v, pow);
      if (v.dim === 0) throw noDimensions(dim);
      const last = v.shape.length - 1;
      if (dim !== 0 && dim !== last) return transpose(normExceptDim(transpose(v, 0, dim), pow, 0), 0, dim);
      const matrix = view(contiguous(v), matrixShape(v.shape, dim));
      return view(normDim(matrix, pow, [dim === 0 ? 1 : 0]), only(v.shape, dim));
    },
    samples: [
      "torch.norm_except_dim(x)",
      "torch.norm_except_dim(x, 2, 1)",
      "torch.norm_except_dim(x, 2, -1)",
      "torch.norm_except_dim(b, 2, 1)",
      "torch.norm_except_dim(b, 1, 2)",
      "torch.norm_except_dim(x.t(), 3)",
    ],
  },
);

/**
 * The norms as saved, without a history: PyTorch 1.13 takes them for constants in gradients of gradients, where they
 * are not, and so do we.
 */
function savedNorms(s: Saved): Tensor {
  return dataOf(s.tensor("result1"));
}

/** Σ over every dimension but `dim` of g·v, shaped as the norms. */
function sums(g: Tensor, s: Saved): Tensor {
  const v = s.tensor("v");
  const dim = Number(s.scalar("dim"));
  const products = view(contiguous(mul(g, v)), matrixShape(v.shape, dim));
  return view(sumDim(products, [dim === 0 ? 1 : 0]), s.tensor("result1").shape);
}

const weightNormInterface: Op<[v: Tensor, g: Tensor, dim?: number], readonly Tensor[]> = op(
  "_weight_norm_interface(Tensor v, Tensor g, int dim=0) -> (Tensor, Tensor)",
  {
    doc: "v · g / ‖v‖ with norms over every dimension but dim, and the norms",
    forms: [],
    forward: (v, g, dim) => {
      const matrix = matrixShape(v.shape, dim);
      const [rows = 1, columns = 1] = matrix.map((size) => (size < 0 ? v.numel / (v.shape[dim] ?? 1) : size));
      const shape = [rows, columns];
      const flat = normDim.forward(reshaped(v, shape), 2n, [dim === 0 ? 1 : 0], false);
      const norms = reshaped(flat, g.shape);
      return [mul.forward(v, broadcastTo(div.forward(g, norms), v.shape)), norms];
    },
    backward: {
      // dv = g/‖v‖ · (d − v·Σ(d·v)/‖v‖²)
      v: {
        uses: ["v", "g", "result1", "dim"],
        grad: (d, s) => {
          const norms = savedNorms(s);
          const along = mul(s.tensor("v"), div(sums(d, s), mul(norms, norms)));
          return mul(div(s.tensor("g"), norms), sub(d, along));
        },
      },
      // dg = Σ(d·v)/‖v‖
      g: { uses: ["v", "result1", "dim"], grad: (d, s) => div(sums(d, s), savedNorms(s)) },
    },
    samples: [],
  },
);

/** A contiguous tensor in another shape. */
function reshaped(t: Tensor, shape: readonly number[]): Tensor {
  return window(t, shape, contiguousStrides(shape), t.offset);
}

export const weightNorm: Op<[v: Tensor, g: Tensor, dim?: number], Tensor> = op(
  "_weight_norm(Tensor v, Tensor g, int dim=0) -> Tensor",
  {
    doc: "v · g / ‖v‖ with norms over every dimension but dim",
    forms: ["torch"],
    composite: (v, g, dim) => {
      const direction = contiguous(v);
      const length = contiguous(g);
      if (dim !== 0 && dim !== v.shape.length - 1) return mul(direction, div(length, normExceptDim(direction, 2, dim)));
      const [weight = direction] = weightNormInterface(direction, length, dim);
      return weight;
    },
    samples: [
      "torch._weight_norm(x, p[:, :1])",
      "torch._weight_norm(x, p[:1], 1)",
      "torch._weight_norm(x, s, -1)",
      "torch._weight_norm(b, p[:, :1].reshape(1, 4, 1), 1)",
      "torch._weight_norm(b, v.reshape(1, 1, 3), 2)",
      "torch._weight_norm(x.t(), v.reshape(3, 1))",
      "torch._weight_norm(d, d.detach()[:, :1])",
    ],
  },
);
