// Bags of embeddings: rows of a table summed, averaged or their largest taken, by bag; and the renorm of rows that are
// looked up. Follows aten/src/ATen/native/{EmbeddingBag,Embedding}.cpp and derivatives.yaml.

import { indexError, runtimeError, UnsupportedError } from "../errors";
import { float16, float32, float64, int32, int64 } from "../tensor/dtype";
import { copyInto, fromNumbers, numbers, wrapNumber } from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { mul } from "./arithmetic";
import { type Op, op } from "./declare";
import { together } from "./shared-gradients";
import { slice } from "./slicing";
import { normDim } from "./statistics";

const [sumMode, meanMode, maxMode] = [0, 1, 2];

/** A table, the rows looked up in it, and the bag of each. */
interface Bags {
  readonly count: number;
  readonly indices: ArrayLike<number>;
  /** The bag that each index is in. */
  readonly bagOf: readonly number[];
}

function bagsOf(indices: Tensor, offsets: Tensor, includeLast: boolean): Bags {
  const starts = numbers(offsets);
  const values = numbers(indices);
  const count = includeLast ? starts.length - 1 : starts.length;
  const bagOf: number[] = [];
  let bag = -1;
  for (let i = 0; i < values.length; i++) {
    while (bag + 1 < count && (starts[bag + 1] ?? 0) <= i) bag++;
    bagOf.push(bag);
  }
  return { count, indices: values, bagOf };
}

function checkTypes(weight: Tensor, indices: Tensor, offsets: Tensor): void {
  const integral = [int64, int32];
  const fail = (position: number, name: string, types: string, found: Tensor): never => {
    throw runtimeError(
      `Expected tensor for argument #${position} '${name}' to have one of the following scalar types: ${types}; but got ${found.dtype.variableTypeName} instead (while checking arguments for embedding_bag)`,
    );
  };
  if (!integral.includes(indices.dtype)) fail(1, "indices", "Long, Int", indices);
  if (!integral.includes(offsets.dtype)) fail(1, "offsets", "Long, Int", offsets);
  if (![float16, float32, float64].includes(weight.dtype)) fail(1, "weight", "Half, Float, Double", weight);
}

function checkOffsets(offsets: Tensor, length: number, includeLast: boolean): void {
  const starts = numbers(offsets);
  if (offsets.dim !== 1)
    throw runtimeError(`offsets has to be a 1D Tensor, but got Tensor of dimension ${offsets.dim}`);
  if (includeLast && starts.length < 1)
    throw runtimeError("include_last_offset: number of offset should be at least 1");
  if (starts.length === 0) return;
  if (starts[0] !== 0) {
    throw runtimeError(
      `offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got ${starts[0] ?? 0}\n[ ${offsets.dtype.variableTypeName}{} ]`,
    );
  }
  const last = starts[starts.length - 1] ?? 0;
  if (last > length) {
    throw runtimeError(`offsets[-1] can not be greater than input's length ${length} but got offsets[-1] of ${last}`);
  }
}

/** Gradients of the table and of the weights of the samples. */
type BagBackward = [
  g: Tensor,
  weight: Tensor,
  indices: Tensor,
  offsets: Tensor,
  bagSize: Tensor,
  maxIndices: Tensor,
  byFrequency: boolean,
  mode: number,
  perSample: Tensor | null,
  paddingIdx: number,
];

const bagBackward: Op<BagBackward, readonly Tensor[]> = op(
  "_embedding_bag_dense_backward(Tensor grad, Tensor weight, Tensor indices, Tensor offsets, Tensor bag_size, Tensor maximum_indices, bool scale_grad_by_freq, int mode, Tensor? per_sample_weights, int padding_idx=-1) -> (Tensor, Tensor)",
  {
    doc: "The gradients of embedding_bag's table and of its sample weights",
    forms: [],
    forward: (g, weight, indices, offsets, bagSize, maxIndices, byFrequency, mode, perSample, padding) => {
      const [rows = 0, width = 0] = weight.shape;
      const gradient = numbers(g);
      const table = numbers(weight);
      const bags = bagsOf(indices, offsets, false);
      const result = new Float64Array(rows * width);
      const ofSamples = new Float64Array(bags.indices.length);
      const sizes = numbers(bagSize);
      const samples = perSample === null ? null : numbers(perSample);
      const largest = mode === maxMode ? numbers(maxIndices) : null;
      const counts = new Map<number, number>();
      if (byFrequency) {
        for (let i = 0; i < bags.indices.length; i++) {
          const row = bags.indices[i] ?? 0;
          counts.set(row, (counts.get(row) ?? 0) + 1);
        }
      }
      if (largest !== null) {
        for (let bag = 0; bag < sizes.length; bag++) {
          if (sizes[bag] === 0) continue;
          for (let j = 0; j < width; j++) {
            const at = (largest[bag * width + j] ?? 0) * width + j;
            result[at] = (result[at] ?? 0) + (gradient[bag * width + j] ?? 0);
          }
        }
      }
      for (let i = 0; i < bags.indices.length && largest === null; i++) {
        const row = bags.indices[i] ?? 0;
        const bag = bags.bagOf[i] ?? 0;
        if (row === padding) continue;
        let scale = samples?.[i] ?? 1;
        if (mode === meanMode) scale /= sizes[bag] ?? 1;
        if (byFrequency) scale /= counts.get(row) ?? 1;
        for (let j = 0; j < width; j++) {
          const each = gradient[bag * width + j] ?? 0;
          result[row * width + j] = (result[row * width + j] ?? 0) + each * scale;
          ofSamples[i] = (ofSamples[i] ?? 0) + each * (table[row * width + j] ?? 0);
        }
      }
      return [
        fromNumbers(Array.from(result), weight.shape, weight.dtype),
        fromNumbers(Array.from(ofSamples), indices.shape, weight.dtype),
      ];
    },
    samples: [],
  },
);

type BagArguments = [
  weight: Tensor,
  indices: Tensor,
  offsets: Tensor,
  scaleGradByFreq?: boolean,
  mode?: number,
  sparse?: boolean,
  perSampleWeights?: Tensor | null,
  includeLastOffset?: boolean,
  paddingIdx?: number,
];

const embeddingBagForward: Op<BagArguments, readonly Tensor[]> = op(
  "_embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False, int padding_idx=-1) -> (Tensor, Tensor, Tensor, Tensor)",
  {
    doc: "The rows of each bag combined; which bag each index is in; the sizes of the bags; where a maximum came from",
    forms: ["torch"],
    node: "EmbeddingBagBackward0",
    out: false,
    recorded: 1,
    forward: (weight, indices, offsets, _byFrequency, mode, sparse, perSample, includeLast, padding) => {
      checkTypes(weight, indices, offsets);
      checkOffsets(offsets, indices.numel, includeLast);
      if (sparse && weight.requiresGrad) throw new UnsupportedError("a sparse gradient of embedding_bag");
      if (perSample !== null && mode !== sumMode) {
        throw runtimeError("embedding_bag: per_sample_weights only supported with mode='sum'");
      }
      const [rows = 0, width = 0] = weight.shape;
      const { count, indices: values, bagOf } = bagsOf(indices, offsets, includeLast);
      const fast = mode !== maxMode && weight.dtype !== float64;
      for (let i = 0; i < values.length; i++) {
        const row = values[i] ?? 0;
        if (row >= 0 && row < rows) continue;
        if (fast) {
          throw runtimeError(
            `[enforce fail at embedding_lookup_idx.cc:214] 0 <= idx && idx < data_size. Index ${i} is out of bounds: ${row}, range 0 to ${rows}`,
          );
        }
        if (mode !== maxMode) throw indexError("index out of range in self");
        throw runtimeError(`embedding_bag: Expected idx >= 0 && idx < num_embeddings but found idx to be ${row}`);
      }
      const table = numbers(weight);
      const samples = perSample === null ? null : numbers(perSample);
      const output = new Float64Array(count * width);
      const sizes = new Array<number>(count).fill(0);
      const largest = new Array<number>(count * width).fill(0);
      for (let i = 0; i < values.length; i++) {
        const row = values[i] ?? 0;
        const bag = bagOf[i] ?? 0;
        if (row === padding) continue;
        const first = sizes[bag] === 0;
        sizes[bag] = (sizes[bag] ?? 0) + 1;
        for (let j = 0; j < width; j++) {
          const value = table[row * width + j] ?? 0;
          const at = bag * width + j;
          if (mode !== maxMode) output[at] = (output[at] ?? 0) + value * (samples?.[i] ?? 1);
          else if (first || value > (output[at] ?? 0)) {
            output[at] = value;
            largest[at] = row;
          }
        }
      }
      if (mode === meanMode) {
        for (let i = 0; i < output.length; i++) {
          const size = sizes[Math.floor(i / width)] ?? 0;
          if (size > 0) output[i] = (output[i] ?? 0) / size;
        }
      }
      const list = (numbersOf: readonly number[], shape: readonly number[]): Tensor =>
        fromNumbers([...numbersOf], shape, indices.dtype);
      const result = fromNumbers(Array.from(output), [count, width], weight.dtype);
      const kept = mode === sumMode ? new Array<number>(count).fill(0) : sizes;
      // PyTorch's shorter way through sums leaves the bags of the indices out.
      const bagList = mode === sumMode && fast && padding < 0 ? [] : bagOf;
      return [
        result,
        list(bagList, [bagList.length]),
        list(kept, [count]),
        mode === maxMode ? list(largest, [count, width]) : list(kept, [count]),
      ];
    },
    backward: together(
      ["weight", "per_sample_weights"],
      [
        "weight",
        "indices",
        "offsets",
        "result1",
        "result2",
        "result3",
        "weight_argsize_0",
        "scale_grad_by_freq",
        "mode",
        "sparse",
        "per_sample_weights",
        "padding_idx",
      ],
      (g, s) => {
        const offsets = s.tensor("offsets");
        const gradients = bagBackward(
          g,
          s.tensor("weight"),
          s.tensor("indices"),
          // A last offset that only ends the last bag begins none.
          offsets.numel > (g.shape[0] ?? 0) ? slice(offsets, 0, 0, g.shape[0] ?? 0, 1) : offsets,
          s.tensor("result2"),
          s.tensor("result3"),
          s.flag("scale_grad_by_freq"),
          s.int("mode"),
          s.optionalTensor("per_sample_weights"),
          s.int("padding_idx"),
        );
        return [gradients[0] ?? null, s.needs("per_sample_weights") ? (gradients[1] ?? null) : null];
      },
    ),
    samples: [],
  },
);

export const embeddingBag: Op<
  [
    weight: Tensor,
    indices: Tensor,
    offsets: Tensor,
    scaleGradByFreq: boolean,
    mode: number,
    sparse: boolean,
    perSampleWeights: Tensor | null,
    includeLastOffset: boolean,
    paddingIdx: number | null,
  ],
  readonly Tensor[]
> = op(
  "embedding_bag.padding_idx(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq, int mode, bool sparse, Tensor? per_sample_weights, bool include_last_offset, int? padding_idx) -> (Tensor, Tensor, Tensor, Tensor)",
  {
    doc: "The rows of each bag summed (mode 0), averaged (1) or their largest (2)",
    forms: ["torch"],
    composite: (weight, indices, offsets, byFrequency, mode, sparse, perSample, includeLast, padding) => {
      const rows = weight.shape[0] ?? 0;
      if (padding !== null && (padding < -rows || padding >= rows)) {
        throw runtimeError(
          `padding_idx must be within the number of embeddings, -${rows} through ${rows - 1}, but got ${padding}`,
        );
      }
      const at = padding === null ? -1 : padding < 0 ? padding + rows : padding;
      return embeddingBagForward(weight, indices, offsets, byFrequency, mode, sparse, perSample, includeLast, at);
    },
    samples: [
      "F.embedding_bag(k, w)",
      "F.embedding_bag(t, w, torch.tensor([0, 2]))",
      "F.embedding_bag(t, w, torch.tensor([0, 2, 2]), mode='sum')",
      "F.embedding_bag(t, w, torch.tensor([0, 3]), mode='max')",
      "F.embedding_bag(t, w, torch.tensor([0, 2, 4]), include_last_offset=True)",
      "F.embedding_bag(t, w, torch.tensor([0, 2]), mode='sum', per_sample_weights=x[:, 0])",
      "F.embedding_bag(t, w, torch.tensor([0, 1]), mode='mean', padding_idx=2)",
      "F.embedding_bag(t, w, torch.tensor([0, 1]), mode='max', padding_idx=0)",
      "F.embedding_bag(t, w, torch.tensor([0, 1]), mode='sum', scale_grad_by_freq=True)",
      "F.embedding_bag(t.int(), w, torch.tensor([0, 1]).int())",
      "F.embedding_bag(t, d.t(), torch.tensor([0, 1]), mode='sum')",
      "F.embedding_bag(t, d, torch.tensor([0, 1]))",
      "torch.embedding_bag(w, t, torch.tensor([0, 1]), False, 0, False, None, False, None)",
      "torch.embedding_bag(w, t, torch.tensor([0, 1]), False, 2, False, None, False, 2)",
      "F.embedding_bag(t + 5, w, torch.tensor([0, 1]))",
      "F.embedding_bag(t + 5, w, torch.tensor([0, 1]), mode='max')",
      "F.embedding_bag(t, w, torch.tensor([1]))",
      "F.embedding_bag(t, w, torch.tensor([0, 5]))",
      "F.embedding_bag(t, w, torch.tensor([0]), mode='x')",
      "F.embedding_bag(t, w)",
      "F.embedding_bag(k, w, torch.tensor([0]))",
      "F.embedding_bag(k[None], w)",
      "F.embedding_bag(x[:, 0], w, torch.tensor([0]))",
      "F.embedding_bag(t, n, torch.tensor([0]), mode='sum')",
      "F.embedding_bag(t, w, torch.tensor([0]), mode='max', scale_grad_by_freq=True)",
      "F.embedding_bag(t, w, torch.tensor([0]), per_sample_weights=x[:, 0])",
      "F.embedding_bag(t, w, torch.tensor([0]), per_sample_weights=v)",
      "F.embedding_bag(t, w, torch.tensor([0]), padding_idx=5, mode='sum')",
    ],
  },
);

export const embeddingBagPlain: Op<BagArguments, readonly Tensor[]> = op(
  "embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False) -> (Tensor, Tensor, Tensor, Tensor)",
  {
    doc: "The rows of each bag summed (mode 0), averaged (1) or their largest (2)",
    forms: ["torch"],
    composite: (weight, indices, offsets, byFrequency, mode, sparse, perSample, includeLast) =>
      embeddingBagForward(weight, indices, offsets, byFrequency, mode, sparse, perSample, includeLast, -1),
    samples: ["torch.embedding_bag(w, t, torch.tensor([0, 1]), mode=1)"],
  },
);

// ---- Rows held below a norm

export const embeddingRenorm_: Op<[self: Tensor, indices: Tensor, maxNorm: number, normType: number], Tensor> = op(
  "embedding_renorm_(Tensor(a!) self, Tensor indices, float max_norm, float norm_type) -> Tensor(a!)",
  {
    doc: "Scales the rows that indices name down to max_norm where their norm is larger",
    forms: ["torch", "_C"],
    backward: null,
    forward: (self, indices, maxNorm, normType) => {
      if (indices.dtype !== int64 && indices.dtype !== int32) {
        throw runtimeError(
          `Expected tensor for argument #2 'indices' to have one of the following scalar types: Long, Int; but got ${indices.dtype.variableTypeName} instead (while checking arguments for embedding_renorm_)`,
        );
      }
      const rows = self.shape[0] ?? 0;
      for (const row of [...new Set(numbers(indices))].sort((a, b) => a - b)) {
        if (row < -rows || row >= rows) {
          throw indexError(
            `select(): index ${row} out of range for tensor of size ${formatShape(self.shape)} at dimension 0`,
          );
        }
        const place = slice.forward(self, 0, row, row + 1, 1);
        const norm = Number(numbers(normDim.forward(place, normType, [1], false))[0] ?? 0);
        if (norm > maxNorm) copyInto(place, mul.forward(place, wrapNumber(maxNorm / (norm + 1e-7))));
      }
      return self;
    },
    samples: [
      "torch.embedding_renorm_(w.detach().clone(), t, 1.0, 2.0)",
      "torch.embedding_renorm_(w.detach().clone(), k[0], 2.0, 1.0)",
      "F.embedding(t, w.detach().clone(), max_norm=1.0)",
      "torch.embedding_renorm_(w.detach().clone(), t + 5, 1.0, 2.0)",
    ],
  },
);
