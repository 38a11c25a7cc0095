// Ops that pick or place elements by an index tensor along one dimension. Indexing with brackets is in indexing.ts,
// masks in masking.ts. Follows aten/src/ATen/native/{TensorAdvancedIndexing,ScatterGatherChecks}.cpp and
// derivatives.yaml.

import { indexError, runtimeError } from "../errors";
import { bfloat16ToNumber, halfToNumber, numberToBfloat16, numberToHalf } from "../kernels/copy";
import * as kernels from "../kernels/positions";
import { Complex, partPlaces } from "../tensor/complex";
import { bfloat16, bool, type DType, float16, int32, int64 } from "../tensor/dtype";
import { putElement, putElements, takeElements } from "../tensor/moving";
import type { Scalar } from "../tensor/promotion";
import { denseCopy, empty, filled, fromNumbers, numbers } from "../tensor/raw";
import { contiguousStrides, elementOffsets, formatShape, numelOf, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { isOne, mul, mulScalar } from "./arithmetic";
import { checkSize } from "./creation";
import { type Op, op } from "./declare";
import { elementTensor } from "./kernel-dtypes";
import { expand, reshape, view } from "./views";

/** A 0-d tensor counts as one of shape [1] here. */
export function atLeast1d(shape: readonly number[]): readonly number[] {
  return shape.length === 0 ? [1] : shape;
}

/** Memory positions in a tensor of `strides`: those of `shape`, but along `dim` where `index` says. */
function positionsAlong(
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  dim: number,
  index: ArrayLike<number>,
  size: number,
): Float64Array {
  const step = strides[dim] ?? 0;
  const without = strides.map((stride, d) => (d === dim ? 0 : stride));
  const positions = elementOffsets(shape, without, offset);
  for (let i = 0; i < positions.length; i++) {
    // `index` has as many elements as `shape`.
    const at = index[i] as number;
    if (at < 0 || at >= size) {
      throw runtimeError(`index ${at} is out of bounds for dimension ${dim} with size ${size}`);
    }
    positions[i] = (positions[i] as number) + at * step;
  }
  return positions;
}

export function checkIndexDType(index: Tensor, name: string): void {
  // Of an empty index no element is read.
  if (index.numel > 0 && index.dtype !== int64) throw runtimeError(`${name}(): Expected dtype int64 for index`);
}

/** out[i][j] = self[index[i][j]][j] for dim 0. */
export const gather: Op<[self: Tensor, dim: number, index: Tensor, sparseGrad?: boolean], Tensor> = op(
  "gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor",
  {
    complex: true,
    doc: "Elements picked along dim by an index tensor: out[i][j] = self[i][index[i][j]] for dim 1",
    forward: (self, dimension, index) => {
      const dim = wrapDim(dimension, self.dim);
      if (index.numel > 0) checkIndexDType(index, "gather");
      const shape = atLeast1d(self.shape);
      const indexShape = atLeast1d(index.shape);
      const result = empty(index.shape, self.dtype);
      if (index.numel === 0) return result;
      if (shape.length !== indexShape.length) {
        throw runtimeError("Index tensor must have the same number of dimensions as input tensor");
      }
      const wrong = indexShape.findIndex((n, d) => d !== dim && n > (shape[d] ?? 0));
      if (wrong >= 0) {
        throw runtimeError(
          `Size does not match at dimension ${wrong} expected index ${formatShape(index.shape)} to be smaller than self ${formatShape(self.shape)} apart from dimension ${dim}`,
        );
      }
      const strides = self.dim === 0 ? [1] : self.strides;
      const positions = positionsAlong(indexShape, strides, self.offset, dim, numbers(index), shape[dim] ?? 0);
      takeElements(result, self, positions);
      return result;
    },
    backward: {
      self: {
        uses: ["self", "dim", "index", "sparse_grad"],
        grad: (g, s) => {
          const zeros = filled(s.input("self").shape, 0, g.dtype);
          return scatterAdd(zeros, s.int("dim"), s.tensor("index"), g);
        },
      },
    },
    samples: [
      "c.gather(1, k)",
      "x.gather(1, k)",
      "torch.gather(n, 1, k)",
      "x.gather(-1, t[:, None])",
      "x.gather(0, torch.zeros(5, 3, dtype=torch.long))",
      "nc.gather(1, k)",
      "s.gather(0, torch.tensor([0]))",
      "x.gather(1, k + 5)",
      "x.gather(1, k.int())",
      "x.gather(1, t)",
      "x.gather(0, torch.zeros(1, 4, dtype=torch.long))",
      "x.gather(5, k)",
    ],
  },
);

export interface Placement {
  readonly result: Tensor;
  readonly positions: Float64Array;
}

/** A copy of `self`, and where in it the elements of `index` go. */
export function placement(self: Tensor, dimension: number, index: Tensor, src: Tensor | null): Placement {
  const dim = wrapDim(dimension, self.dim);
  checkIndexDType(index, "scatter");
  if (src !== null && src.dtype !== self.dtype) {
    throw runtimeError("scatter(): Expected self.dtype to be equal to src.dtype");
  }
  const result = denseCopy(self);
  if (index.numel === 0) return { result, positions: new Float64Array(0) };
  const shape = atLeast1d(self.shape);
  const indexShape = atLeast1d(index.shape);
  if (shape.length !== indexShape.length) {
    throw runtimeError("Index tensor must have the same number of dimensions as self tensor");
  }
  checkFits(self, index, src, dim);
  const strides = contiguousStrides(shape);
  return { result, positions: positionsAlong(indexShape, strides, 0, dim, numbers(index), shape[dim] ?? 0) };
}

function checkFits(self: Tensor, index: Tensor, src: Tensor | null, dim: number): void {
  const shape = atLeast1d(self.shape);
  const indexShape = atLeast1d(index.shape);
  const fits = indexShape.every((n, d) => d === dim || n <= (shape[d] ?? 0));
  if (src === null) {
    if (fits) return;
    throw runtimeError(
      `Expected index ${formatShape(index.shape)} to be smaller than self ${formatShape(self.shape)} apart from dimension ${dim}`,
    );
  }
  const sourceShape = atLeast1d(src.shape);
  if (sourceShape.length !== indexShape.length) {
    throw runtimeError("Index tensor must have the same number of dimensions as src tensor");
  }
  if (fits && indexShape.every((n, d) => n <= (sourceShape[d] ?? 0))) return;
  throw runtimeError(
    `Expected index ${formatShape(index.shape)} to be smaller than self ${formatShape(self.shape)} apart from dimension ${dim} and to be smaller size than src ${formatShape(src.shape)}`,
  );
}

/** Memory positions of the elements of `src` that `index` speaks of. */
export function sourcePositions(src: Tensor, index: Tensor): Float64Array {
  return elementOffsets(atLeast1d(index.shape), src.dim === 0 ? [1] : src.strides, src.offset);
}

export const scatter: Op<[self: Tensor, dim: number, index: Tensor, src: Tensor], Tensor> = op(
  "scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
  {
    complex: true,
    doc: "A copy of self with elements of src placed along dim by an index tensor",
    inplace: true,
    forward: (self, dim, index, src) => {
      const { result, positions } = placement(self, dim, index, src);
      putElements(result, positions, src, sourcePositions(src, index));
      return result;
    },
    backward: {
      self: { uses: ["dim", "index"], grad: (g, s) => scatterValue(g, s.int("dim"), s.tensor("index"), 0) },
      src: { uses: ["dim", "index"], grad: (g, s) => gather(g, s.int("dim"), s.tensor("index")) },
    },
    samples: [
      "c.scatter(1, k, c.flip(0))",
      "x.scatter(1, k, y)",
      "torch.scatter(n, 1, k, n)",
      "(x * 1).scatter_(1, k, y)",
      "x.scatter(0, t[None, :3], y)",
      "x.scatter(1, k, n)",
      "x.scatter(1, k + 5, y)",
      "x.scatter(1, k.int(), y)",
      "x.scatter(1, t, y)",
      "x.scatter(1, k, v)",
      "x.scatter(1, torch.zeros(5, 3, dtype=torch.long), y)",
    ],
  },
);

export const scatterValue: Op<[self: Tensor, dim: number, index: Tensor, value: Scalar], Tensor> = op(
  "scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor",
  {
    complex: true,
    doc: "A copy of self with one value placed along dim by an index tensor",
    inplace: true,
    node: 1,
    forward: (self, dim, index, value) => {
      const { result, positions } = placement(self, dim, index, null);
      putElement(result, positions, elementTensor(value, self.dtype));
      return result;
    },
    backward: {
      self: { uses: ["dim", "index"], grad: (g, s) => scatterValue(g, s.int("dim"), s.tensor("index"), 0) },
    },
    samples: [
      "c.scatter(1, k, 1j)",
      "x.scatter(1, k, 2.0)",
      "torch.zeros(4, 3).scatter_(1, t[:, None], 1)",
      "x.scatter(1, t[:, None], 0.)",
      "n.scatter(1, k, 7)",
    ],
  },
);

const encodings: ReadonlyMap<DType, kernels.Encoding> = new Map([
  [float16, { read: halfToNumber, write: numberToHalf }],
  [bfloat16, { read: bfloat16ToNumber, write: numberToBfloat16 }],
  [bool, { read: (bits: number) => bits, write: (value: number) => (value === 0 ? 0 : 1) }],
]);

/** Adds elements of `src` at `positions` of a dense tensor, one after the other. */
export function addAt(result: Tensor, positions: ArrayLike<number>, src: Tensor, sources: ArrayLike<number>): Tensor {
  const { dtype } = result;
  const encoding = encodings.get(dtype);
  const [out, from] = [result.storage.array(dtype), src.storage.array(dtype)];
  if (encoding === undefined) kernels.accumulate(out, partPlaces(dtype, positions), from, partPlaces(dtype, sources));
  else kernels.accumulateEncoded(out, positions, from, sources, encoding);
  return result;
}

export const scatterAdd: Op<[self: Tensor, dim: number, index: Tensor, src: Tensor], Tensor> = op(
  "scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
  {
    complex: true,
    doc: "A copy of self with elements of src added along dim where an index tensor says",
    inplace: true,
    forward: (self, dim, index, src) => {
      const { result, positions } = placement(self, dim, index, src);
      return addAt(result, positions, src, sourcePositions(src, index));
    },
    backward: {
      self: (g) => g,
      src: { uses: ["dim", "index"], grad: (g, s) => gather(g, s.int("dim"), s.tensor("index")) },
    },
    samples: [
      "c.scatter_add(1, k, c.conj())",
      "x.scatter_add(1, k, y)",
      "torch.scatter_add(n, 1, k, n)",
      "(x * 1).scatter_add_(0, k, y)",
      "x.scatter_add(1, k, n)",
      "torch.zeros(3).scatter_add(0, t, torch.ones(4))",
      "x.detach().half().scatter_add(1, k[:, :2], y.half())",
    ],
  },
);

// ---- By a vector of indices

/** A vector of indices as numbers, checked against the size of the dimension. */
export function vectorIndices(index: Tensor, size: number, outOfBounds: (at: number) => Error): ArrayLike<number> {
  const values = numbers(index);
  for (let i = 0; i < values.length; i++) {
    const at = values[i] as number;
    if (at < 0 || at >= size) throw outOfBounds(at);
  }
  return values;
}

/** Memory positions of a tensor of `strides` for elements of `shape`, of which `dim` counts through `indices`. */
export function vectorPositions(
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  dim: number,
  indices: ArrayLike<number>,
): Float64Array {
  const step = strides[dim] ?? 0;
  const without = strides.map((stride, d) => (d === dim ? 0 : stride));
  const positions = elementOffsets(shape, without, offset);
  const inner = numelOf(shape.slice(dim + 1));
  const count = shape[dim] ?? 1;
  for (let i = 0; i < positions.length; i++) {
    // Within both lengths by the loop's bounds.
    const at = indices[Math.floor(i / inner) % count] as number;
    positions[i] = (positions[i] as number) + at * step;
  }
  return positions;
}

export const indexSelect: Op<[self: Tensor, dim: number, index: Tensor], Tensor> = op(
  "index_select(Tensor self, int dim, Tensor index) -> Tensor",
  {
    complex: true,
    doc: "The slices of self along dim that a vector of indices names",
    forward: (self, dimension, index) => {
      const dim = wrapDim(dimension, self.dim);
      if (index.dim > 1) throw indexError("index_select(): Index is supposed to be a vector");
      if (index.dtype !== int64 && index.dtype !== int32) {
        throw runtimeError("index_select(): Expected dtype int32 or int64 for index");
      }
      const shape = atLeast1d(self.shape);
      const indices = vectorIndices(index, shape[dim] ?? 0, () => indexError("index out of range in self"));
      const outShape = shape.map((n, d) => (d === dim ? index.numel : n));
      const strides = self.dim === 0 ? [1] : self.strides;
      const positions = vectorPositions(outShape, strides, self.offset, dim, indices);
      const result = empty(self.dim === 0 ? [] : outShape, self.dtype);
      takeElements(result, self, positions);
      return result;
    },
    backward: {
      self: {
        uses: ["dim", "index", "self_sizes"],
        grad: (g, s) => indexAdd(filled(s.ints("self_sizes"), 0, g.dtype), s.int("dim"), s.tensor("index"), g),
      },
    },
    samples: [
      "c.index_select(0, t)",
      "x.index_select(0, t)",
      "torch.index_select(x, 1, torch.tensor([2, 0]))",
      "n.index_select(0, t)",
      "nc.index_select(-1, t.int())",
      "x.index_select(0, t + 5)",
      "x.index_select(0, k)",
      "x.index_select(0, t.float())",
      "x.index_select(3, t)",
    ],
  },
);

function checkIndexAdd(self: Tensor, dim: number, index: Tensor, source: Tensor): void {
  if (index.dtype !== int64 && index.dtype !== int32) {
    throw runtimeError(`index_add_(): Expected dtype int32/int64 for index but got: ${index.dtype.scalarName}`);
  }
  if (self.dtype !== source.dtype) {
    throw runtimeError(
      `index_add_(): self (${self.dtype.scalarName}) and source (${source.dtype.scalarName}) must have the same scalar type`,
    );
  }
  if (index.dim > 1) {
    throw indexError(
      `index_add_(): Index is supposed to be a vector, but got dim: ${index.dim} with type: ${index.dtype.scalarName} and size: ${formatShape(index.shape)}`,
    );
  }
  if (index.numel !== (atLeast1d(source.shape)[dim] ?? 1)) {
    throw runtimeError(
      `index_add_(): Number of indices (${index.numel}) should be equal to source.size(dim): (${source.shape[dim] ?? 1}), for dim: ${dim}`,
    );
  }
  const wrong = self.shape.findIndex((n, d) => d !== dim && n !== source.shape[d]);
  if (wrong >= 0) {
    throw runtimeError(
      `The size of tensor a (${self.shape[wrong]}) must match the size of tensor b (${source.shape[wrong]}) at non-singleton dimension ${wrong > dim ? wrong - 1 : wrong}`,
    );
  }
}

export const indexAdd: Op<[self: Tensor, dim: number, index: Tensor, source: Tensor, alpha?: Scalar], Tensor> = op(
  "index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "A copy of self with alpha · slices of source added along dim where a vector of indices says",
    inplace: true,
    forward: (self, dimension, index, source, alpha) => {
      const dim = wrapDim(dimension, self.dim);
      checkIndexAdd(self, dim, index, source);
      const shape = atLeast1d(self.shape);
      const indices = vectorIndices(index, shape[dim] ?? 0, () => indexError("index out of range in self"));
      const result = denseCopy(self);
      const sourceShape = atLeast1d(source.shape);
      const positions = vectorPositions(sourceShape, contiguousStrides(shape), 0, dim, indices);
      const scaled = isOne(alpha) ? source : mul.forward(source, filled([], alpha, source.dtype));
      const sources = elementOffsets(sourceShape, scaled.dim === 0 ? [1] : scaled.strides, scaled.offset);
      return addAt(result, positions, scaled, sources);
    },
    backward: {
      self: (g) => g,
      source: {
        uses: ["dim", "index", "source", "source_dim", "alpha"],
        grad: (g, s) => {
          const picked = indexSelect(g, s.int("dim"), s.tensor("index"));
          const like = s.input("source").shape;
          const fitted = picked.dim > like.length ? reshape(picked, like) : expand(picked, like);
          const alpha = s.scalar("alpha");
          return isOne(alpha) ? fitted : mulScalar(fitted, alpha);
        },
      },
    },
    samples: [
      "c.index_add(0, t, c, alpha=2)",
      "c.detach().index_add(0, t, c.detach(), alpha=2j)",
      "x.index_add(0, t, y)",
      "torch.index_add(x, 0, t, y, alpha=2)",
      "(x * 1).index_add_(1, torch.tensor([2, 0, 2]), y)",
      "n.index_add(0, t, n)",
      "x.index_add(0, t, n)",
      "x.index_add(0, t, v)",
      "x.index_add(0, k, y)",
      "x.index_add(0, t.float(), y)",
      "x.index_add(0, t + 5, y)",
    ],
  },
);

export const indexFill: Op<[self: Tensor, dim: number, index: Tensor, value: Scalar], Tensor> = op(
  "index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -> Tensor",
  {
    complex: true,
    doc: "A copy of self with one value in the slices along dim that a vector of indices names",
    inplace: true,
    out: false,
    forward: (self, dimension, index, value) => {
      const dim = wrapDim(dimension, self.dim);
      if (index.dtype !== int64) throw indexError("index_fill_(): Expected dtype int64 for index.");
      if (value instanceof Complex && !self.dtype.isComplex) {
        throw runtimeError("index_fill_(): Converting complex Scalar to non-complex type is not supported");
      }
      if (index.dim > 1) throw indexError("Index has to be a vector/scalar");
      const shape = atLeast1d(self.shape);
      const size = shape[dim] ?? 0;
      const wrapped = numbers(index).map((at) => (at < 0 && at >= -size ? at + size : at));
      const bad = wrapped.findIndex((at) => at < 0 || at >= size);
      if (bad >= 0) {
        throw indexError(`index ${numbers(index)[bad]} is out of bounds for dimension ${dim} with size ${size}`);
      }
      const result = denseCopy(self);
      const filledShape = shape.map((n, d) => (d === dim ? index.numel : n));
      const positions = vectorPositions(filledShape, contiguousStrides(shape), 0, dim, wrapped);
      putElement(result, positions, elementTensor(value, self.dtype));
      return result;
    },
    backward: {
      self: { uses: ["dim", "index"], grad: (g, s) => indexFill(g, s.int("dim"), s.tensor("index"), 0) },
    },
    samples: [
      "c.index_fill(0, t[:2], 1j)",
      "x.index_fill(0, t, 2.)",
      "n.index_fill(1, torch.tensor([-1]), 9)",
      "x.index_fill(0, t + 5, 2.)",
    ],
  },
);

// ---- By position in the flattened tensor

export const take: Op<[self: Tensor, index: Tensor], Tensor> = op("take(Tensor self, Tensor index) -> Tensor", {
  complex: true,
  doc: "Elements by their position in the flattened tensor",
  forward: (self, index) => {
    if (index.dtype !== int64) {
      throw runtimeError(`take(): Expected a long tensor for index, but got ${index.dtype.scalarName}`);
    }
    const offsets = elementOffsets(self.shape, self.strides, self.offset);
    const { numel } = self;
    const positions = numbers(index).map((at) => {
      if (at < -numel || at >= numel) {
        throw indexError(`out of range: tried to access index ${at} on a tensor of ${numel} elements.`);
      }
      return offsets[at < 0 ? at + numel : at] as number;
    });
    const result = empty(index.shape, self.dtype);
    takeElements(result, self, positions);
    return result;
  },
  backward: {
    self: {
      uses: ["self", "index"],
      grad: (g, s) => {
        const { shape } = s.input("self");
        const numel = numelOf(shape);
        const wrapped = numbers(s.tensor("index")).map((at) => (at < 0 ? at + numel : at));
        const index = fromNumbers(wrapped, [wrapped.length], int64);
        return reshape(scatterAdd(filled([numel], 0, g.dtype), 0, index, reshape(g, [wrapped.length])), shape);
      },
    },
  },
  samples: [
    "c.take(t)",
    "x.take(t)",
    "torch.take(x, torch.tensor([[-1, 0], [3, 3]]))",
    "x.take(t + 20)",
    "x.take(k.int())",
  ],
});

export const takeAlongDim: Op<[self: Tensor, indices: Tensor, dim?: number | null], Tensor> = op(
  "take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor",
  {
    complex: true,
    doc: "gather with broadcasting: what argsort and argmax give along the same dim picks the values",
    out: true,
    composite: (self, indices, dim) => {
      if (dim === null) return gather(view(self, [-1]), 0, view(indices, [-1]));
      if (self.dim !== indices.dim) {
        throw runtimeError(
          `torch.take_along_dim(): input and indices should have the same number of dimensions, but got ${self.dim} dimensions for input, and ${indices.dim} dimensions for indices`,
        );
      }
      if (indices.dtype !== int64) {
        throw runtimeError(
          `torch.take_along_dim(): dtype of indices should be Long but got ${indices.dtype.scalarName}`,
        );
      }
      const at = wrapDim(dim, self.dim);
      const common = self.shape.map((n, d) => Math.max(n, indices.shape[d] ?? 1));
      const shapeOf = (t: Tensor) => common.map((n, d) => (d === at ? (t.shape[d] ?? 1) : n));
      return gather(expand(self, shapeOf(self)), at, expand(indices, shapeOf(indices)));
    },
    samples: [
      "torch.take_along_dim(e, e, 1)",
      "torch.take_along_dim(x, k, 1)",
      "torch.take_along_dim(x, k)",
      "torch.take_along_dim(x, t, 0)",
    ],
  },
);

export const repeatInterleaveCounts: Op<[repeats: Tensor, outputSize?: number | null], Tensor> = op(
  "repeat_interleave.Tensor(Tensor repeats, *, int? output_size=None) -> Tensor",
  {
    doc: "Each position as often as its count says",
    forms: ["torch"],
    backward: null,
    forward: (repeats, outputSize) => {
      if (repeats.dim !== 1) throw runtimeError("repeat_interleave only accept 1D vector as repeat");
      if (repeats.dtype !== int64 && repeats.dtype !== int32) {
        throw runtimeError(`"repeat_interleave_cpu" not implemented for '${repeats.dtype.scalarName}'`);
      }
      const positions: number[] = [];
      numbers(repeats).forEach((count, i) => {
        if (count < 0) throw runtimeError("repeats can not be negative");
        for (let j = 0; j < count; j++) positions.push(i);
      });
      if (outputSize !== null && repeats.numel > 0) {
        checkSize([outputSize]);
        if (outputSize !== positions.length) throw runtimeError("allocated size does not match required size");
      }
      return fromNumbers(positions, [positions.length], repeats.dtype);
    },
    samples: [
      "torch.repeat_interleave(t)",
      "torch.repeat_interleave(t, output_size=3)",
      "torch.repeat_interleave(t[:0], output_size=-1)",
    ],
  },
);

export const repeatInterleaveTensor: Op<
  [self: Tensor, repeats: Tensor, dim?: number | null, outputSize?: number | null],
  Tensor
> = op(
  "repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, int? output_size=None) -> Tensor",
  {
    complex: true,
    doc: "Each slice along dim as often as its count says",
    composite: (self, repeats, dim, outputSize) => {
      const source = dim === null ? reshape(self, [-1]) : self;
      const at = dim ?? 0;
      const size = source.shape[wrapDim(at, source.dim)] ?? 1;
      const single = repeats.dim === 0 || (repeats.dim === 1 && repeats.shape[0] === 1);
      if (!single && repeats.shape[0] !== size) {
        throw runtimeError("repeats must have the same size as input along dim");
      }
      const counts = single ? expand(reshape(repeats, [1]), [size]) : repeats;
      return indexSelect(source, at, repeatInterleaveCounts(counts, outputSize));
    },
    samples: ["x.repeat_interleave(t + 1, 0)", "x.repeat_interleave(t, 1)", "x.repeat_interleave(t.float(), 0)"],
  },
);

export const repeatInterleave: Op<
  [self: Tensor, repeats: number, dim?: number | null, outputSize?: number | null],
  Tensor
> = op("repeat_interleave.self_int(Tensor self, int repeats, int? dim=None, *, int? output_size=None) -> Tensor", {
  complex: true,
  doc: "Each slice along dim so many times, one after the other",
  composite: (self, repeats, dim, outputSize) =>
    repeatInterleaveTensor(self, filled([1], BigInt(repeats), int64), dim, outputSize),
  samples: ["x.repeat_interleave(2)", "x.repeat_interleave(2, 0)", "torch.repeat_interleave(n, 3, 1)"],
});
