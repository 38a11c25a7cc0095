// embedding: rows of a table by their index. Follows aten/src/ATen/native/Embedding.cpp and derivatives.yaml.

import { indexError, runtimeError, UnsupportedError } from "../errors";
import { accumulate, take } from "../kernels/positions";
import { float32, int32, int64 } from "../tensor/dtype";
import { isHalf } from "../tensor/promotion";
import { cast, dense, empty, fromNumbers, numbers } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { mul } from "./arithmetic";
import { type Op, op } from "./declare";

/** Flat positions of all elements of the rows that `indices` names. */
function rowPositions(indices: ArrayLike<number>, width: number, offset: number): Float64Array {
  const positions = new Float64Array(indices.length * width);
  for (let i = 0; i < indices.length; i++) {
    // `indices` has that many, by the loop's bound.
    const start = offset + (indices[i] as number) * width;
    for (let j = 0; j < width; j++) positions[i * width + j] = start + j;
  }
  return positions;
}

type DenseBackwardArguments = [
  gradOutput: Tensor,
  indices: Tensor,
  numWeights: number,
  paddingIdx: number,
  scaleGradByFreq: boolean,
];

const embeddingDenseBackward: Op<DenseBackwardArguments, Tensor> = op(
  "embedding_dense_backward(Tensor grad_output, Tensor indices, int num_weights, int padding_idx, bool scale_grad_by_freq) -> Tensor",
  {
    noComplex: "embedding does not support automatic differentiation for outputs with complex dtype.",
    doc: "The gradient of an embedding's table: gradients of the same row are added",
    forms: [],
    forward: (g, indices, rows, padding, byFrequency) => {
      const width = g.shape[g.dim - 1] ?? 1;
      const wide = isHalf(g.dtype) ? float32 : g.dtype;
      const source = dense(cast(byFrequency ? scaleByFrequency(g, indices) : g, wide));
      const result = empty([rows, width], wide);
      const targets = numbers(indices);
      const kept: number[] = [];
      for (let i = 0; i < targets.length; i++) if (targets[i] !== padding) kept.push(i);
      accumulate(
        result.storage.array(wide),
        rowPositions(
          kept.map((i) => targets[i] as number),
          width,
          0,
        ),
        source.storage.array(wide),
        rowPositions(kept, width, source.offset),
      );
      return cast(result, g.dtype);
    },
    backward: {
      grad_output: {
        uses: ["indices", "padding_idx"],
        grad: (g, s) => {
          const indices = s.tensor("indices");
          const padding = s.int("padding_idx");
          const rows = embedding(g, indices);
          if (padding < 0) return rows;
          const kept = Array.from(numbers(indices), (i) => (i === padding ? 0 : 1));
          return mul(rows, fromNumbers(kept, [...indices.shape, 1], g.dtype));
        },
      },
    },
    samples: ["torch.autograd.grad((F.embedding(k, w) ** 2).sum(), w, create_graph=True)"],
  },
);

/** Each row's gradient divided by how often its index occurs. */
function scaleByFrequency(g: Tensor, indices: Tensor): Tensor {
  const counts = new Map<number, number>();
  const values = numbers(indices);
  for (const index of values) counts.set(index, (counts.get(index) ?? 0) + 1);
  const factors = Array.from(values, (index) => 1 / (counts.get(index) ?? 1));
  return mul.forward(g, fromNumbers(factors, [...indices.shape, 1], g.dtype));
}

type EmbeddingArguments = [
  weight: Tensor,
  indices: Tensor,
  paddingIdx?: number,
  scaleGradByFreq?: boolean,
  sparse?: boolean,
];

export const embedding: Op<EmbeddingArguments, Tensor> = op(
  "embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor",
  {
    complex: true,
    complexGradient: false,
    doc: "The rows of weight that indices name",
    forms: ["torch", "_C"],
    out: false,
    forward: (weight, indices, _padding, _byFrequency, sparse) => {
      if (weight.dim !== 2) throw runtimeError("'weight' must be 2-D");
      if (indices.dtype !== int64 && indices.dtype !== int32) {
        throw runtimeError(
          `Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got ${indices.dtype.variableTypeName} instead (while checking arguments for embedding)`,
        );
      }
      if (sparse && weight.requiresGrad) throw new UnsupportedError("a sparse gradient of embedding");
      const [rows = 0, width = 0] = weight.shape;
      const values = numbers(indices);
      for (const index of values) {
        if (index < 0 || index >= rows) throw indexError("index out of range in self");
      }
      const table = dense(weight);
      const result = empty([...indices.shape, width], weight.dtype);
      take(
        result.storage.array(weight.dtype),
        table.storage.array(weight.dtype),
        rowPositions(values, width, table.offset),
      );
      return result;
    },
    backward: {
      weight: {
        uses: ["indices", "padding_idx", "scale_grad_by_freq", "sparse", "weight"],
        grad: (g, s) =>
          embeddingDenseBackward(
            g,
            s.tensor("indices"),
            s.input("weight").shape[0] ?? 0,
            s.int("padding_idx"),
            s.flag("scale_grad_by_freq"),
          ),
      },
    },
    samples: [
      "F.embedding(k, w)",
      "F.embedding(t, w, padding_idx=2)",
      "F.embedding(k.int(), w, scale_grad_by_freq=True)",
      "F.embedding(torch.tensor(1), w)",
      "F.embedding(t, w.t())",
      "F.embedding(t + 5, w)",
      "F.embedding(x, w)",
      "F.embedding(t, v)",
    ],
  },
);
