// Views of a part: select, slice, narrow, diagonal, as_strided, and the ops that are their gradients.
// Follows aten/src/ATen/native/TensorShape.cpp and derivatives.yaml.

import { indexError, runtimeError, UnsupportedError } from "../errors";
import { partPlaces } from "../tensor/complex";
import { float32 } from "../tensor/dtype";
import { isNonOverlappingAndDense } from "../tensor/layout";
import { cast, copyInto, denseCopy, emptyStrided, filled, window } from "../tensor/raw";
import { elementOffsets, formatShape, isContiguous, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { clone } from "./views";

// Dimensions below are within the shapes' lengths after wrapDim: `as number` says so to the compiler.

export const select: Op<[self: Tensor, dim: number, index: number], Tensor> = op(
  "select.int(Tensor(a) self, int dim, int index) -> Tensor(a)",
  {
    doc: "The slice at index along dim, without that dimension",
    view: true,
    forward: (self, dim, index) => {
      if (self.dim === 0) throw indexError("select() cannot be applied to a 0-dim tensor.");
      const at = wrapDim(dim, self.dim);
      const size = self.shape[at] as number;
      if (index < -size || index >= size) {
        throw indexError(
          `select(): index ${index} out of range for tensor of size ${formatShape(self.shape)} at dimension ${at}`,
        );
      }
      const position = index < 0 ? index + size : index;
      return window(
        self,
        self.shape.filter((_, i) => i !== at),
        self.strides.filter((_, i) => i !== at),
        self.offset + position * (self.strides[at] as number),
      );
    },
    backward: {
      self: {
        uses: ["dim", "index", "self_sizes"],
        grad: (g, s) => selectBackward(g, s.ints("self_sizes"), s.int("dim"), s.int("index")),
      },
    },
    samples: [
      "c[1]",
      "c.conj()[1]",
      "x[0]",
      "x[-1]",
      "x.select(1, 2)",
      "torch.select(b, 2, 0)",
      "v[1]",
      "x[...,0]",
      "x[:,0]",
    ],
  },
);

export const selectBackward: Op<[grad: Tensor, sizes: readonly number[], dim: number, index: number], Tensor> = op(
  "select_backward(Tensor grad_output, int[] input_sizes, int dim, int index) -> Tensor",
  {
    complex: true,
    doc: "The gradient of select: zeros but for the slice",
    forms: [],
    forward: (grad, sizes, dim, index) => {
      const result = filled(sizes, 0, grad.dtype);
      copyInto(select.forward(result, dim, index), grad);
      return result;
    },
    backward: { grad_output: { uses: ["dim", "index"], grad: (g, s) => select(g, s.int("dim"), s.int("index")) } },
    samples: [],
  },
);

export const slice: Op<
  [self: Tensor, dim?: number, start?: number | null, end?: number | null, step?: number],
  Tensor
> = op("slice.Tensor(Tensor(a) self, int dim=0, int? start=None, int? end=None, int step=1) -> Tensor(a)", {
  doc: "Elements start to end (not included) along dim, every step-th",
  forms: [],
  view: true,
  forward: (self, dim, start, end, step) => {
    if (self.dim === 0) throw indexError("slice() cannot be applied to a 0-dim tensor.");
    const at = wrapDim(dim, self.dim);
    const size = self.shape[at] as number;
    if (step <= 0) throw runtimeError("slice step must be positive");
    const clamp = (value: number) => Math.min(Math.max(value < 0 ? value + size : value, 0), size);
    const from = clamp(start ?? 0);
    const to = Math.max(clamp(end ?? size), from);
    return window(
      self,
      self.shape.map((n, i) => (i === at ? Math.ceil((to - from) / step) : n)),
      self.strides.map((n, i) => (i === at ? n * step : n)),
      self.offset + from * (self.strides[at] as number),
    );
  },
  backward: {
    self: {
      uses: ["dim", "end", "_self_sizes", "start", "step"],
      grad: (g, s) =>
        sliceBackward(
          g,
          s.ints("self_sizes"),
          s.int("dim"),
          s.optionalInt("start"),
          s.optionalInt("end"),
          s.int("step"),
        ),
    },
  },
  samples: ["x[1:3]", "x[:,1:]", "x[::2]", "b[:, :, -2:]", "x[5:]", "x[:2]"],
});

export const sliceBackward: Op<
  [grad: Tensor, sizes: readonly number[], dim: number, start: number | null, end: number | null, step: number],
  Tensor
> = op("slice_backward(Tensor grad_output, int[] input_sizes, int dim, int? start, int? end, int step) -> Tensor", {
  complex: true,
  doc: "The gradient of slice: zeros but for the slice",
  forms: [],
  forward: (grad, sizes, dim, start, end, step) => {
    const result = filled(sizes, 0, grad.dtype);
    copyInto(slice.forward(result, dim, start, end, step), grad);
    return result;
  },
  backward: {
    grad_output: {
      uses: ["dim", "start", "end", "step"],
      grad: (g, s) => slice(g, s.int("dim"), s.optionalInt("start"), s.optionalInt("end"), s.int("step")),
    },
  },
  samples: [],
});

export const narrow: Op<[self: Tensor, dim: number, start: number, length: number], Tensor> = op(
  "narrow(Tensor(a) self, int dim, int start, int length) -> Tensor(a)",
  {
    doc: "length elements from start along dim",
    composite: (self, dim, start, length) => {
      if (self.dim === 0) throw runtimeError("narrow() cannot be applied to a 0-dim tensor.");
      const at = wrapDim(dim, self.dim);
      const size = self.shape[at] as number;
      // The start is wrapped as a dimension is, but for the end itself.
      const from = start === size ? start : wrapDim(start, size);
      if (length < 0 || from > size - length) {
        throw runtimeError(`start (${from}) + length (${length}) exceeds dimension size (${size}).`);
      }
      return slice(self, at, from, from + length, 1);
    },
    samples: ["x.narrow(0, 1, 2)", "torch.narrow(x, 1, -2, 2)"],
  },
);

/** That a window lies within the memory. */
function checkWindow(self: Tensor, size: readonly number[], stride: readonly number[], offset: number): void {
  if (size.length !== stride.length) throw runtimeError("mismatch in length of strides and shape");
  const [sizes, strides] = [`[${size.join(", ")}]`, `[${stride.join(", ")}]`];
  if (stride.some((step) => step < 0)) {
    throw runtimeError(`as_strided: Negative strides are not supported at the moment, got strides: ${strides}`);
  }
  const { itemSize } = self.dtype;
  if (!size.includes(0)) {
    const extent = size.reduce((sum, n, i) => sum + (n - 1) * (stride[i] ?? 0), 1) * itemSize;
    if (extent >= 2 ** 63 || size.some((n) => n < 0)) {
      throw runtimeError(`Storage size calculation overflowed with sizes=${sizes} and strides=${strides}`);
    }
    const [needed, held] = [extent + offset * itemSize, self.storage.byteLength];
    if (needed > held) {
      throw runtimeError(
        `setStorage: sizes ${sizes}, strides ${strides}, storage offset ${offset}, and itemsize ${itemSize} requiring a storage size of ${needed} are out of bounds for storage of size ${held}`,
      );
    }
  }
  if (offset < 0) throw runtimeError(`Tensor: invalid storage offset ${offset}`);
}

export const asStrided: Op<
  [self: Tensor, size: readonly number[], stride: readonly number[], storageOffset?: number | null],
  Tensor
> = op("as_strided(Tensor(a) self, int[] size, int[] stride, int? storage_offset=None) -> Tensor(a)", {
  doc: "Any window on the memory of self",
  view: true,
  forward: (self, size, stride, storageOffset) => {
    const offset = storageOffset ?? self.offset;
    checkWindow(self, size, stride, offset);
    return window(self, size, stride, offset);
  },
  backward: {
    self: {
      uses: ["size", "storage_offset", "stride", "_self"],
      grad: (g, s) => {
        const self = s.tensor("self");
        const { shape, strides, offset } = self;
        if (mayOverlap(shape, strides)) {
          throw new UnsupportedError("the gradient of as_strided on overlapping memory");
        }
        const at = (s.optionalInt("storage_offset") ?? offset) - offset;
        const [size, stride] = [s.ints("size"), s.ints("stride")];
        if (isNonOverlappingAndDense(shape, strides)) {
          return addedInto(emptyStrided(shape, strides, g.dtype), g, size, stride, at);
        }
        // All of the memory from the first element on, and of that what self sees.
        const extent = Math.max(extentOf(shape, strides), at + extentOf(size, stride));
        if (at < 0) throw new UnsupportedError("the gradient of as_strided before the first element");
        return asStrided(addedInto(filled([extent], 0n, g.dtype), g, size, stride, at), shape, strides, 0);
      },
    },
  },
  samples: [
    "torch.as_strided(x, (2, 2), (3, 1), 1)",
    "x.as_strided((3,), (1,))",
    "x.as_strided((4, 5), (2, 1))",
    "c.as_strided((3, 3), (1, 2))",
  ],
});

/** Adds src to the elements that a window on `whole` sees, one after the other: several of them may be one. */
function addInto(whole: Tensor, src: Tensor, size: readonly number[], stride: readonly number[], offset: number): void {
  const from = isContiguous(src.shape, src.strides) && !src.isConj && !src.isNeg ? src : denseCopy(src);
  const places = partPlaces(whole.dtype, elementOffsets(size, stride, offset));
  // No BigInt64Array: gradients are of floating point.
  const array = whole.storage.array(whole.dtype) as Float64Array;
  const values = from.storage.array(from.dtype) as Float64Array;
  const start = (whole.dtype.isComplex ? 2 : 1) * from.offset;
  for (let i = 0; i < places.length; i++) {
    const place = places[i] as number;
    array[place] = (array[place] as number) + (values[start + i] as number);
  }
}

/** How many elements of memory a window spans. */
function extentOf(shape: readonly number[], strides: readonly number[]): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((last, n, d) => last + (n - 1) * (strides[d] as number), 1);
}

/** Whether two elements may be one in memory: dimensions in order of their strides reach into each other. */
function mayOverlap(shape: readonly number[], strides: readonly number[]): boolean {
  const dims = shape.map((n, d) => ({ n, stride: strides[d] as number })).filter(({ n }) => n > 1);
  let reach = 0;
  return dims
    .sort((a, b) => a.stride - b.stride)
    .some(({ n, stride }) => {
      const before = reach;
      reach += stride * (n - 1);
      return stride <= before;
    });
}

const addedInto: Op<
  [self: Tensor, src: Tensor, size: readonly number[], stride: readonly number[], storageOffset: number],
  Tensor
> = op("_as_strided_add(Tensor self, Tensor src, int[] size, int[] stride, int storage_offset) -> Tensor", {
  complex: true,
  doc: "self with src added to the window's elements",
  forms: [],
  forward: (self, src, size, stride, storageOffset) => {
    const isHalf = self.dtype.itemSize === 2;
    const result = emptyStrided(self.shape, self.strides, isHalf ? float32 : self.dtype);
    copyInto(result, self);
    addInto(result, isHalf ? cast(src, float32) : src, size, stride, storageOffset);
    return isHalf ? cast(result, self.dtype) : result;
  },
  backward: {
    src: {
      uses: ["size", "stride", "storage_offset"],
      grad: (g, s) => {
        const dense = isContiguous(g.shape, g.strides) ? g : clone(g, "contiguous_format");
        return asStrided(dense, s.ints("size"), s.ints("stride"), dense.offset + s.int("storage_offset"));
      },
    },
  },
  samples: [],
});

export const diagonal: Op<[self: Tensor, offset?: number, dim1?: number, dim2?: number], Tensor> = op(
  "diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -> Tensor(a)",
  {
    doc: "The diagonal of two dimensions, as the last dimension",
    view: true,
    forward: (self, offset, dim1, dim2) => {
      const a = wrapDim(dim1, self.dim);
      const b = wrapDim(dim2, self.dim);
      if (a === b) throw runtimeError(`diagonal dimensions cannot be identical ${dim1}, ${dim2}`);
      const rows = self.shape[a] as number;
      const columns = self.shape[b] as number;
      const length = Math.max(offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns), 0);
      const start = offset >= 0 ? offset * (self.strides[b] as number) : -offset * (self.strides[a] as number);
      const rest = (list: readonly number[]) => list.filter((_, i) => i !== a && i !== b);
      return window(
        self,
        [...rest(self.shape), length],
        [...rest(self.strides), (self.strides[a] as number) + (self.strides[b] as number)],
        length === 0 ? self.offset : self.offset + start,
      );
    },
    backward: {
      self: {
        uses: ["dim1", "dim2", "offset", "_self_sizes"],
        grad: (g, s) => diagonalBackward(g, s.ints("self_sizes"), s.int("offset"), s.int("dim1"), s.int("dim2")),
      },
    },
    samples: ["x.diagonal()", "torch.diagonal(x, 1)", "x.diagonal(-1)", "b.diagonal(0, 1, 2)"],
  },
);

export const diagonalBackward: Op<
  [grad: Tensor, sizes: readonly number[], offset: number, dim1: number, dim2: number],
  Tensor
> = op("diagonal_backward(Tensor grad_output, int[] input_sizes, int offset, int dim1, int dim2) -> Tensor", {
  complex: true,
  doc: "The gradient of diagonal: zeros but for the diagonal",
  forms: [],
  forward: (grad, sizes, offset, dim1, dim2) => {
    const result = filled(sizes, 0, grad.dtype);
    copyInto(diagonal.forward(result, offset, dim1, dim2), grad);
    return result;
  },
  backward: {
    grad_output: {
      uses: ["offset", "dim1", "dim2"],
      grad: (g, s) => diagonal(g, s.int("offset"), s.int("dim1"), s.int("dim2")),
    },
  },
  samples: [],
});
