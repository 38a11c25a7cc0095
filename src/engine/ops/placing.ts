// Ops that give a copy (or self) with elements placed: index_copy, put, index_fill with a tensor, and the scatters of
// views; diagonals. Follows aten/src/ATen/native/{TensorAdvancedIndexing,TensorShape,Fill}.cpp and derivatives.yaml.

import { indexError, runtimeError, UnsupportedError } from "../errors";
import { int64 } from "../tensor/dtype";
import { putElements } from "../tensor/moving";
import type { Scalar } from "../tensor/promotion";
import { copyInto, denseCopy, emptyLike, filled, numbers, readElement } from "../tensor/raw";
import { contiguousStrides, elementOffsets, formatShape, sameShape, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { fill_ } from "./filling";
import { addAt, atLeast1d, indexFill, indexSelect, take, vectorIndices, vectorPositions } from "./selection";
import { asStrided, diagonal, select, slice } from "./slicing";
import { contiguous, expand, reshape, squeeze } from "./views";

// ---- index_copy

function checkIndexCopy(self: Tensor, dim: number, index: Tensor, source: Tensor): void {
  if (index.dim > 1) {
    throw indexError(`index_copy_(): Index should have dimension 1 or 0 (got ${index.dim})`);
  }
  if (source.dim === 0 && index.numel !== 1) {
    throw indexError(`index_copy_(): When source is scalar, index should have one element (got ${index.numel})`);
  }
  if (source.dim !== self.dim && source.dim !== 0 && self.dim !== 0) {
    throw indexError(
      `index_copy_(): When source and destination are not scalars, their dimensionality must match. Source dimensionality (${source.dim}), destination dimensionality (${self.dim})`,
    );
  }
  if (index.dtype !== int64) {
    throw runtimeError(`index_copy_(): Expected a long tensor for index, but got ${index.dtype.scalarName}`);
  }
  if (self.dtype !== source.dtype) {
    throw runtimeError(
      `index_copy_(): self and source expected to have the same dtype, but got (self) ${self.dtype.scalarName} and (source) ${source.dtype.scalarName}`,
    );
  }
  const rest = (t: Tensor) => t.shape.filter((_, d) => d !== dim);
  if (self.dim > 0 && source.dim > 0 && !sameShape(rest(self), rest(source))) {
    throw runtimeError(
      `index_copy_(): Source/destination tensor must have same slice shapes. Destination slice shape: ${rest(self).join(" ")} at dimension ${dim} and source slice shape: ${rest(source).join(" ")} at dimension 0.`,
    );
  }
  const size = source.dim === 0 ? 1 : (source.shape[dim] ?? 1);
  if (source.dim > 0 && index.numel !== size) {
    throw indexError(`index_copy_(): Number of indices (${index.numel}) should be equal to source.size(dim) (${size})`);
  }
}

export const indexCopy: Op<[self: Tensor, dim: number, index: Tensor, source: Tensor], Tensor> = op(
  "index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor",
  {
    complex: true,
    doc: "A copy of self with slices of source in the places along dim that a vector of indices names",
    inplace: true,
    forward: (self, dimension, index, source) => {
      const dim = wrapDim(dimension, self.dim);
      checkIndexCopy(self, dim, index, source);
      const shape = atLeast1d(self.shape);
      const size = shape[dim] ?? 0;
      const indices = vectorIndices(index, size, (at) =>
        indexError(`index_copy_(): index ${at} is out of bounds for dimension ${dim} with size ${size}`),
      );
      const result = denseCopy(self);
      const sourceShape = atLeast1d(source.shape);
      const positions = vectorPositions(sourceShape, contiguousStrides(shape), 0, dim, indices);
      const sources = elementOffsets(sourceShape, source.dim === 0 ? [1] : source.strides, source.offset);
      putElements(result, positions, source, sources);
      return result;
    },
    backward: {
      self: { uses: ["dim", "index"], grad: (g, s) => indexFill(g, s.int("dim"), s.tensor("index"), 0) },
      source: {
        uses: ["dim", "index", "source", "source_dim"],
        grad: (g, s) => {
          const like = s.input("source").shape;
          if (like.length > 0) return expand(indexSelect(g, s.int("dim"), s.tensor("index")), like);
          return indexSelect(g, s.int("dim"), squeeze(s.tensor("index")));
        },
      },
    },
    samples: [
      "c.index_copy(0, t[:2], c[2:])",
      "x.index_copy(0, t[:3], y[:3])",
      "torch.index_copy(x, 1, torch.tensor([2, 0]), y[:, :2])",
      "x.index_copy(0, t, y[:3])",
      "x.index_copy(0, t[:3] + 9, y[:3])",
      "x.index_copy(0, t[:3], d[:3])",
      "x.index_copy(0, t.int(), y)",
      "x.index_copy(0, k, y)",
      "x.index_copy(0, torch.tensor(1), v)",
      "(x * 1).index_copy_(0, t[:3], y[:3])",
      "n.index_copy(-1, torch.tensor([1]), i[:, :1])",
      "x.index_copy(0, t[:3], y[:3, :2])",
    ],
  },
);

// ---- put

export const put: Op<[self: Tensor, index: Tensor, source: Tensor, accumulate?: boolean], Tensor> = op(
  "put(Tensor self, Tensor index, Tensor source, bool accumulate=False) -> Tensor",
  {
    complex: true,
    doc: "A copy of self with elements of source at their positions in the flattened tensor",
    inplace: true,
    out: false,
    forward: (self, index, source, accumulate) => {
      if (index.dtype !== int64) {
        throw runtimeError(`put_(): Expected a long tensor for index, but got ${index.dtype.scalarName}`);
      }
      if (self.dtype !== source.dtype) {
        throw runtimeError(
          `put_(): self and source expected to have the same dtype, but got self.dtype = ${self.dtype.scalarName} and source.dtype = ${source.dtype.scalarName}`,
        );
      }
      if (source.numel !== index.numel) {
        throw indexError(
          `put_(): Expected source and index to have the same number of elements, but got source.numel() = ${source.numel}, index.numel() = ${index.numel}`,
        );
      }
      const { numel } = self;
      const result = emptyLike(self, self.dtype);
      copyInto(result, self);
      const places = elementOffsets(result.shape, result.strides);
      const positions = Float64Array.from(numbers(index), (at) => {
        if (at < -numel || at >= numel) {
          throw indexError(`out of range: tried to access index ${at} on a tensor of ${numel} elements.`);
        }
        return places[at < 0 ? at + numel : at] ?? 0;
      });
      const sources = elementOffsets(source.shape, source.strides, source.offset);
      if (accumulate) return addAt(result, positions, source, sources);
      putElements(result, positions, source, sources);
      return result;
    },
    backward: {
      self: {
        uses: ["accumulate", "index", "source"],
        grad: (g, s) => {
          if (s.flag("accumulate")) return g;
          const index = s.tensor("index");
          return put(g, index, filled(index.shape, 0, g.dtype), false);
        },
      },
      source: {
        uses: ["index", "source"],
        grad: (g, s) => reshape(take(g, s.tensor("index")), s.input("source").shape),
      },
    },
    samples: [
      "c.put(torch.tensor([0, 5, 7]), cv)",
      "x.put(torch.tensor([[2, 0], [1, 5]]), v[[[0, 1], [2, 0]]])",
      "x.put(torch.tensor([0, -1]), torch.tensor([1., 2.]))",
      "torch.put(x, torch.tensor([0, 0]), v[:2], accumulate=True)",
      "x.put(torch.tensor([20]), torch.tensor([1.]))",
      "x.put(torch.tensor([0]), torch.tensor([1., 2.]))",
      "x.put(torch.tensor([0]), torch.tensor([1]))",
      "(x * 1).put_(t, torch.ones(4))",
      "i.put(t.int(), t)",
      "x.t().put(t, torch.ones(4))",
    ],
  },
);

// ---- index_fill with a tensor

export const indexFillTensor: Op<[self: Tensor, dim: number, index: Tensor, value: Tensor], Tensor> = op(
  "index_fill.int_Tensor(Tensor self, int dim, Tensor index, Tensor value) -> Tensor",
  {
    complex: true,
    doc: "A copy of self with the one element of value in the slices along dim that a vector of indices names",
    inplace: true,
    out: false,
    node: 1,
    forward: (self, dim, index, value) => {
      if (value.dim !== 0) {
        throw runtimeError(
          `index_fill_ only supports a 0-dimensional value tensor, but got tensor with ${value.dim} dimension(s).`,
        );
      }
      return indexFill.forward(self, dim, index, readElement(value, value.offset));
    },
    backward: {
      self: { uses: ["dim", "index"], grad: (g, s) => indexFill(g, s.int("dim"), s.tensor("index"), 0) },
      // The walk sums it to the one element.
      value: { uses: ["dim", "index"], grad: (g, s) => indexSelect(g, s.int("dim"), s.tensor("index")) },
    },
    samples: ["x.index_fill(0, t[1:3], s)", "x.index_fill(0, t, torch.tensor(2))", "x.index_fill(0, t, v)"],
  },
);

// ---- Copies of self with a window replaced

/** A copy of self in which the elements that `window` sees are src. */
function scattered(self: Tensor, src: Tensor, window: (t: Tensor) => Tensor, result = denseCopy(self)): Tensor {
  const target = window(result);
  if (!sameShape(target.shape, src.shape)) {
    throw runtimeError(
      `expected src to have a size equal to the slice of self. src size = ${formatShape(src.shape)}, slice size = ${formatShape(target.shape)}`,
    );
  }
  copyInto(target, src);
  return result;
}

function zerosLike(t: Tensor): Tensor {
  return filled(t.shape, 0, t.dtype);
}

export const selectScatter: Op<[self: Tensor, src: Tensor, dim: number, index: number], Tensor> = op(
  "select_scatter(Tensor self, Tensor src, int dim, int index) -> Tensor",
  {
    complex: true,
    complexGradient: false,
    doc: "A copy of self with the slice at index along dim replaced by src",
    out: false,
    forward: (self, src, dim, index) => scattered(self, src, (t) => select.forward(t, dim, index)),
    backward: {
      self: {
        uses: ["dim", "index"],
        grad: (g, s) =>
          selectScatter(g, zerosLike(select(g, s.int("dim"), s.int("index"))), s.int("dim"), s.int("index")),
      },
      src: { uses: ["dim", "index"], grad: (g, s) => select(g, s.int("dim"), s.int("index")) },
    },
    samples: [
      "c.detach().select_scatter(cv.detach(), 0, 1)",
      "c.select_scatter(cv, 0, 1)",
      "x.select_scatter(v, 0, 1)",
      "torch.select_scatter(x, y[:, 0], 1, -1)",
      "x.select_scatter(v, 1, 1)",
      "x.select_scatter(v, 0, 9)",
      "n.select_scatter(x.detach()[0], 0, 2)",
    ],
  },
);

export const sliceScatter: Op<
  [self: Tensor, src: Tensor, dim?: number, start?: number | null, end?: number | null, step?: number],
  Tensor
  // The step has to be given: PyTorch has no default for it but says that it has.
> = op("slice_scatter(Tensor self, Tensor src, int dim=0, int? start=None, int? end=None, int step=0) -> Tensor", {
  complex: true,
  complexGradient: false,
  doc: "A copy of self with elements start to end along dim, every step-th, replaced by src",
  out: false,
  forward: (self, src, dim, start, end, step) => scattered(self, src, (t) => slice.forward(t, dim, start, end, step)),
  backward: {
    self: {
      uses: ["dim", "start", "end", "step"],
      grad: (g, s) => {
        const [dim, start, end, step] = [s.int("dim"), s.optionalInt("start"), s.optionalInt("end"), s.int("step")];
        return sliceScatter(g, zerosLike(slice(g, dim, start, end, step)), dim, start, end, step);
      },
    },
    src: {
      uses: ["dim", "start", "end", "step"],
      grad: (g, s) => slice(g, s.int("dim"), s.optionalInt("start"), s.optionalInt("end"), s.int("step")),
    },
  },
  samples: [
    "x.slice_scatter(y[1:3], 0, 1, 3, 1)",
    "x.slice_scatter(y[::2], dim=0, step=2)",
    "torch.slice_scatter(x, y[:, :1], 1, 1, 2, 1)",
    "x.slice_scatter(y[:2], 0, 1, 4, 1)",
  ],
});

export const diagonalScatter: Op<[self: Tensor, src: Tensor, offset?: number, dim1?: number, dim2?: number], Tensor> =
  op("diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor", {
    complex: true,
    complexGradient: false,
    doc: "A copy of self with a diagonal replaced by src",
    out: false,
    forward: (self, src, offset, dim1, dim2) => scattered(self, src, (t) => diagonal.forward(t, offset, dim1, dim2)),
    backward: {
      self: {
        uses: ["offset", "dim1", "dim2"],
        grad: (g, s) => {
          const [offset, dim1, dim2] = [s.int("offset"), s.int("dim1"), s.int("dim2")];
          return diagonalScatter(g, zerosLike(diagonal(g, offset, dim1, dim2)), offset, dim1, dim2);
        },
      },
      src: {
        uses: ["offset", "dim1", "dim2"],
        grad: (g, s) => diagonal(g, s.int("offset"), s.int("dim1"), s.int("dim2")),
      },
    },
    samples: [
      "sq.diagonal_scatter(v)",
      "torch.diagonal_scatter(sq, v[:2], 1)",
      "sq.diagonal_scatter(v[:2])",
      "b.diagonal_scatter(torch.ones(2, 3), 0, 1, 2)",
    ],
  });

export const asStridedScatter: Op<
  [self: Tensor, src: Tensor, size: readonly number[], stride: readonly number[], offset?: number | null],
  Tensor
> = op("as_strided_scatter(Tensor self, Tensor src, int[] size, int[] stride, int? storage_offset=None) -> Tensor", {
  doc: "A copy of self with the elements that as_strided sees replaced by src",
  out: false,
  forward: (self, src, size, stride, offset) => {
    const result = emptyLike(self, self.dtype);
    copyInto(result, self);
    return scattered(self, src, (t) => asStrided.forward(t, size, stride, offset), result);
  },
  backward: {
    self: () => {
      // PyTorch's own reads memory that nobody has written.
      throw new UnsupportedError("the gradient of as_strided_scatter by its first argument");
    },
    src: {
      uses: ["size", "stride", "storage_offset"],
      grad: (g, s) => asStrided(contiguous(g), s.ints("size"), s.ints("stride"), s.optionalInt("storage_offset")),
    },
  },
  samples: [
    "sq.detach().as_strided_scatter(x[:2, :2] * 1, (2, 2), (1, 2))",
    "torch.as_strided_scatter(sq.detach(), x[:2, :2], (2, 2), (1, 2), 1)",
    "torch.as_strided_scatter(sq.detach().t(), x[:2, :2], (2, 2), (1, 2))",
    "torch.as_strided_scatter(sq.detach(), x[:2, :2], (2, 1), (1, 2))",
  ],
});

// ---- Diagonals

export const diagEmbed: Op<[self: Tensor, offset?: number, dim1?: number, dim2?: number], Tensor> = op(
  "diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -> Tensor",
  {
    complex: true,
    doc: "Matrices with the last dimension of self as their diagonals",
    out: false,
    forward: (self, offset, dim1, dim2) => {
      const rank = self.dim + 1;
      const a = wrapDim(dim1, rank);
      const b = wrapDim(dim2, rank);
      if (a === b) throw runtimeError(`diagonal dimensions cannot be identical ${dim1}, ${dim2}`);
      const size = (self.shape[self.dim - 1] ?? 1) + Math.abs(offset);
      const shape = self.shape.slice(0, -1);
      for (const d of [Math.min(a, b), Math.max(a, b)]) shape.splice(d, 0, size);
      const result = filled(shape, 0n, self.dtype);
      copyInto(diagonal.forward(result, offset, a, b), self);
      return result;
    },
    backward: {
      self: {
        uses: ["offset", "dim1", "dim2"],
        grad: (g, s) => diagonal(g, s.int("offset"), s.int("dim1"), s.int("dim2")),
      },
    },
    samples: [
      "cv.diag_embed()",
      "x.diag_embed()",
      "v.diag_embed(1)",
      "torch.diag_embed(v, -1, 0, 1)",
      "x.diag_embed(0, 0, 1)",
      "v.diag_embed(0, 0, 0)",
      "v.diag_embed(0, 0, 5)",
      "n.diag_embed()",
    ],
  },
);

export const fillDiagonal_: Op<[self: Tensor, value: Scalar, wrap?: boolean], Tensor> = op(
  "fill_diagonal_(Tensor(a!) self, Scalar fill_value, bool wrap=False) -> Tensor(a!)",
  {
    complex: true,
    doc: "Writes one value along the main diagonal",
    forms: ["Tensor"],
    composite: (self, value, wrap) => {
      if (self.dim < 2) throw runtimeError("dimensions must larger than 1");
      const [height = 0, width = 0] = self.shape;
      if (self.dim > 2 && self.shape.some((n) => n !== height)) {
        throw runtimeError("all dimensions of input must be of equal length");
      }
      const step = self.strides.reduce((sum, stride) => sum + stride, 0);
      const size = Math.min(height, width);
      fill_(asStrided(self, [size], [step], self.offset), value);
      if (wrap && self.dim === 2 && height > width + 1) {
        const more = Math.floor((self.numel + width) / (width + 1)) - size;
        const start = self.offset + (self.strides[0] ?? 0) * (width + 1);
        fill_(asStrided(self, [more], [step], start), value);
      }
      return self;
    },
    samples: [
      "(sq * 1).fill_diagonal_(3.)",
      "torch.zeros(7, 3).fill_diagonal_(1, wrap=True)",
      "torch.zeros(7, 3).fill_diagonal_(1)",
      "torch.zeros(3, 3, 3).fill_diagonal_(1)",
      "torch.zeros(2, 3, 3).fill_diagonal_(1)",
      "torch.zeros(3).fill_diagonal_(1)",
      "torch.zeros(3, 4).t().fill_diagonal_(2)",
    ],
  },
);

// ---- A filled copy

export const fillScalar: Op<[self: Tensor, value: Scalar], Tensor> = op(
  "fill.Scalar(Tensor self, Scalar value) -> Tensor",
  {
    complex: true,
    doc: "One value in the shape of self",
    forms: ["torch"],
    out: false,
    forward: (self, value) => fill_.forward(denseCopy(self), value),
    backward: { self: (g) => zerosLike(g) },
    samples: ["torch.fill(x, 2.)", "torch.fill(i, 2)"],
  },
);

export const fillTensor: Op<[self: Tensor, value: Tensor], Tensor> = op(
  "fill.Tensor(Tensor self, Tensor value) -> Tensor",
  {
    complex: true,
    doc: "The one element of value in the shape of self",
    forms: ["torch"],
    out: false,
    node: 1,
    forward: (self, value) => {
      if (value.dim !== 0) {
        throw runtimeError(`fill_ only supports 0-dimension value tensor but got tensor with ${value.dim} dimensions.`);
      }
      const result = denseCopy(self);
      copyInto(result, value);
      return result;
    },
    backward: { self: (g) => zerosLike(g), value: (g) => g },
    samples: ["torch.fill(x, s)", "torch.fill(x, v)"],
  },
);
