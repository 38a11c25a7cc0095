// Ops that give another window on the same memory, their kin that sometimes copy, and clone.
// Follows aten/src/ATen/native/TensorShape.cpp and derivatives.yaml.

import { indexError, runtimeError } from "../errors";
import { resultTypeOf } from "../tensor/promotion";
import { copyInto, empty, emptyStrided, filled, window } from "../tensor/raw";
import {
  formatShape,
  inferShape,
  isContiguous,
  isNonOverlappingAndDense,
  numelOf,
  sameShape,
  viewStrides,
  wrapDim,
} from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";

const viewError =
  "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.";

// Dimensions below are within the shapes' lengths after wrapDim: `as number` says so to the compiler.

export const view: Op<[self: Tensor, size: readonly number[]], Tensor> = op(
  "view(Tensor(a) self, int[] size) -> Tensor(a)",
  {
    doc: "The same elements in another shape, without a copy; one size may be -1",
    forms: ["Tensor"],
    view: true,
    forward: (self, size) => {
      const shape = inferShape(size, self.numel);
      const strides = viewStrides(self.shape, self.strides, shape);
      if (strides === null) throw runtimeError(viewError);
      return window(self, shape, strides, self.offset);
    },
    backward: { self: (g, s) => reshape(g, s.input("self").shape) },
    samples: ["x.view(-1)", "x.view(2, 6)", "x.view(3, -1)", "b.view(6, 4)", "s.view(1)", "x[1:].view(3, 3)"],
  },
);

export const reshapeAlias: Op<[self: Tensor, size: readonly number[], stride: readonly number[]], Tensor> = op(
  "_reshape_alias(Tensor(a) self, int[] size, int[] stride) -> Tensor(a)",
  {
    doc: "What reshape is when no copy is needed",
    forms: [],
    view: true,
    forward: (self, size, stride) => window(self, size, stride, self.offset),
    backward: { self: (g, s) => reshape(g, s.input("self").shape) },
    samples: [],
  },
);

export const unsafeView: Op<[self: Tensor, size: readonly number[]], Tensor> = op(
  "_unsafe_view(Tensor self, int[] size) -> Tensor",
  {
    doc: "A view of a tensor that nobody else has",
    forms: [],
    forward: (self, size) => {
      const shape = inferShape(size, self.numel);
      const strides = viewStrides(self.shape, self.strides, shape);
      if (strides === null) throw runtimeError(viewError);
      return window(self, shape, strides, self.offset);
    },
    backward: { self: (g, s) => reshape(g, s.input("self").shape) },
    samples: [],
  },
);

export const clone: Op<[self: Tensor, memoryFormat?: string | null], Tensor> = op(
  "clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor",
  {
    doc: "A copy with memory of its own; gradients flow through",
    out: false,
    forward: (self, memoryFormat) => {
      const keep = memoryFormat !== "contiguous_format" && isNonOverlappingAndDense(self.shape, self.strides);
      const result = keep ? emptyStrided(self.shape, self.strides, self.dtype) : empty(self.shape, self.dtype);
      copyInto(result, self);
      return result;
    },
    backward: { self: (g) => g },
    samples: ["x.clone()", "torch.clone(nc)", "ex.clone()", "i.clone()", "x.t().clone()"],
  },
);

export const reshape: Op<[self: Tensor, shape: readonly number[]], Tensor> = op(
  "reshape(Tensor(a) self, int[] shape) -> Tensor(a)",
  {
    doc: "The same elements in another shape: a view where memory allows it, else a copy",
    composite: (self, size) => {
      const shape = inferShape(size, self.numel);
      const strides = viewStrides(self.shape, self.strides, shape);
      return strides === null
        ? unsafeView(clone(self, "contiguous_format"), shape)
        : reshapeAlias(self, shape, strides);
    },
    samples: [
      "x.reshape(2, 6)",
      "x.t().reshape(-1)",
      "torch.reshape(x, (3, 4))",
      "b.reshape(2, -1)",
      "nc.reshape(12)",
      "e.reshape(3, 0)",
    ],
  },
);

export const viewAs: Op<[self: Tensor, other: Tensor], Tensor> = op(
  "view_as(Tensor(a) self, Tensor other) -> Tensor(a)",
  {
    doc: "A view in the shape of other",
    forms: ["Tensor"],
    composite: (self, other) => view(self, other.shape),
    samples: ["x.view_as(x)", "x.view_as(y.t())"],
  },
);

export const reshapeAs: Op<[self: Tensor, other: Tensor], Tensor> = op(
  "reshape_as(Tensor(a) self, Tensor other) -> Tensor(a)",
  {
    doc: "reshape to the shape of other",
    forms: ["Tensor"],
    composite: (self, other) => reshape(self, other.shape),
    samples: ["x.reshape_as(y.t())"],
  },
);

export const flatten: Op<[self: Tensor, startDim?: number, endDim?: number], Tensor> = op(
  "flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -> Tensor(a)",
  {
    doc: "Dimensions start_dim to end_dim become one",
    composite: (self, startDim, endDim) => {
      const start = wrapDim(startDim, self.dim);
      const end = wrapDim(endDim, self.dim);
      if (start > end) throw runtimeError("flatten() has invalid args: start_dim cannot come after end_dim");
      if (self.dim === 0) return reshape(self, [1]);
      if (start === end) return self;
      const merged = numelOf(self.shape.slice(start, end + 1));
      return reshape(self, [...self.shape.slice(0, start), merged, ...self.shape.slice(end + 1)]);
    },
    samples: ["x.flatten()", "torch.flatten(b, 1)", "b.flatten(0, 1)", "s.flatten()", "x.t().flatten()"],
  },
);

export const ravel: Op<[self: Tensor], Tensor> = op("ravel(Tensor(a) self) -> Tensor(a)", {
  doc: "All elements in one dimension",
  composite: (self) => view(contiguous(self), [-1]),
  samples: ["x.ravel()", "torch.ravel(nc)"],
});

export const unflatten: Op<[self: Tensor, dim: number, sizes: readonly number[]], Tensor> = op(
  "unflatten.int(Tensor(a) self, int dim, int[] sizes) -> Tensor(a)",
  {
    doc: "One dimension becomes several",
    forms: ["Tensor"],
    composite: (self, dim, sizes) => {
      const at = wrapDim(dim, self.dim);
      const inner = inferShape(sizes, self.shape[at] as number);
      return view(self, [...self.shape.slice(0, at), ...inner, ...self.shape.slice(at + 1)]);
    },
    samples: ["x.unflatten(0, (2, 2))"],
  },
);

export const transpose: Op<[self: Tensor, dim0: number, dim1: number], Tensor> = op(
  "transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)",
  {
    doc: "Dimensions dim0 and dim1 change places, without a copy",
    aliases: ["swapaxes", "swapdims"],
    view: true,
    forward: (self, dim0, dim1) => {
      const a = wrapDim(dim0, self.dim);
      const b = wrapDim(dim1, self.dim);
      const shape = [...self.shape];
      const strides = [...self.strides];
      if (a !== b) {
        shape[a] = self.shape[b] as number;
        shape[b] = self.shape[a] as number;
        strides[a] = self.strides[b] as number;
        strides[b] = self.strides[a] as number;
      }
      return window(self, shape, strides, self.offset);
    },
    backward: { self: { uses: ["dim0", "dim1"], grad: (g, s) => transpose(g, s.int("dim0"), s.int("dim1")) } },
    samples: ["x.transpose(0, 1)", "torch.transpose(b, -1, 0)", "b.swapaxes(1, 2)"],
  },
);

export const t: Op<[self: Tensor], Tensor> = op("t(Tensor(a) self) -> Tensor(a)", {
  doc: "Transpose of a matrix; vectors stay",
  view: true,
  forward: (self) => {
    if (self.dim > 2) throw runtimeError(`t() expects a tensor with <= 2 dimensions, but self is ${self.dim}D`);
    return self.dim < 2
      ? window(self, self.shape, self.strides, self.offset)
      : window(
          self,
          [self.shape[1] as number, self.shape[0] as number],
          [self.strides[1] as number, self.strides[0] as number],
          self.offset,
        );
  },
  backward: { self: (g) => t(g) },
  samples: ["x.t()", "torch.t(v)"],
});

export const permute: Op<[self: Tensor, dims: readonly number[]], Tensor> = op(
  "permute(Tensor(a) self, int[] dims) -> Tensor(a)",
  {
    doc: "Dimensions in another order, without a copy",
    view: true,
    forward: (self, dims) => {
      if (dims.length !== self.dim) {
        throw runtimeError(
          `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${self.dim} is not equal to len(dims) = ${dims.length}`,
        );
      }
      const order = dims.map((d) => wrapDim(d, self.dim));
      if (new Set(order).size !== order.length) throw runtimeError("permute(): duplicate dims are not allowed.");
      return window(
        self,
        order.map((d) => self.shape[d] as number),
        order.map((d) => self.strides[d] as number),
        self.offset,
      );
    },
    backward: {
      self: {
        uses: ["dims"],
        grad: (g, s) => {
          const dims = s.ints("dims");
          const inverse = new Array<number>(dims.length);
          dims.forEach((d, i) => {
            inverse[wrapDim(d, dims.length)] = i;
          });
          return permute(g, inverse);
        },
      },
    },
    samples: ["b.permute(2, 0, 1)", "torch.permute(x, (1, 0))", "b.permute(0, -1, 1)"],
  },
);

/** Tensor.T: all dimensions the other way round. */
export const numpyT: Op<[self: Tensor], Tensor> = op("numpy_T(Tensor(a) self) -> Tensor(a)", {
  doc: "All dimensions in reverse order",
  forms: [],
  composite: (self) =>
    permute(
      self,
      self.shape.map((_, i) => self.dim - 1 - i),
    ),
  samples: ["x.T", "b.T"],
});

/** Tensor.mT: the last two dimensions change places. */
export const matrixT: Op<[self: Tensor], Tensor> = op("mT(Tensor(a) self) -> Tensor(a)", {
  doc: "The last two dimensions change places",
  forms: [],
  composite: (self) => {
    if (self.dim < 2) {
      throw runtimeError(`tensor.mT is only supported on matrices or batches of matrices. Got ${self.dim}-D tensor.`);
    }
    return transpose(self, -2, -1);
  },
  samples: ["x.mT", "b.mT"],
});

export const movedim: Op<[self: Tensor, source: readonly number[], destination: readonly number[]], Tensor> = op(
  "movedim.intlist(Tensor(a) self, int[1] source, int[1] destination) -> Tensor(a)",
  {
    doc: "Dimensions move from source to destination; the others keep their order",
    aliases: ["moveaxis"],
    composite: (self, source, destination) => {
      const from = source.map((d) => wrapDim(d, self.dim));
      const to = destination.map((d) => wrapDim(d, self.dim));
      const order = new Array<number>(self.dim).fill(-1);
      from.forEach((d, i) => {
        order[to[i] as number] = d;
      });
      const rest = self.shape.map((_, i) => i).filter((d) => !from.includes(d));
      return permute(
        self,
        order.map((d) => (d >= 0 ? d : (rest.shift() as number))),
      );
    },
    samples: ["x.movedim(0, 1)", "b.movedim(0, -1)", "torch.movedim(b, (0, 1), (1, 2))"],
  },
);

export const unsqueeze: Op<[self: Tensor, dim: number], Tensor> = op(
  "unsqueeze(Tensor(a) self, int dim) -> Tensor(a)",
  {
    doc: "A new dimension of size 1 at dim",
    inplace: false,
    view: true,
    forward: (self, dim) => {
      const at = wrapDim(dim, self.dim + 1);
      const step = at >= self.dim ? 1 : (self.shape[at] as number) * (self.strides[at] as number);
      const shape = [...self.shape.slice(0, at), 1, ...self.shape.slice(at)];
      return window(self, shape, [...self.strides.slice(0, at), step, ...self.strides.slice(at)], self.offset);
    },
    backward: { self: { uses: ["dim"], grad: (g, s) => squeezeDim(g, s.int("dim")) } },
    samples: ["x.unsqueeze(0)", "x.unsqueeze(-1)", "torch.unsqueeze(v, 1)", "s.unsqueeze(0)"],
  },
);

function unsqueezeTo(g: Tensor, shape: readonly number[]): Tensor {
  let result = g;
  shape.forEach((size, d) => {
    if (size === 1) result = unsqueeze(result, d);
  });
  return result;
}

export const squeeze: Op<[self: Tensor], Tensor> = op("squeeze(Tensor(a) self) -> Tensor(a)", {
  doc: "Without the dimensions of size 1",
  view: true,
  forward: (self) => {
    const kept = self.shape.map((_, i) => i).filter((i) => self.shape[i] !== 1);
    return window(
      self,
      kept.map((i) => self.shape[i] as number),
      kept.map((i) => self.strides[i] as number),
      self.offset,
    );
  },
  backward: { self: { uses: ["self_sizes"], grad: (g, s) => unsqueezeTo(g, s.ints("self_sizes")) } },
  samples: ["one.squeeze()", "x.squeeze()", "x[:1].squeeze()"],
});

export const squeezeDim: Op<[self: Tensor, dim: number], Tensor> = op(
  "squeeze.dim(Tensor(a) self, int dim) -> Tensor(a)",
  {
    doc: "Without dimension dim, if its size is 1",
    view: true,
    node: 1,
    forward: (self, dim) => {
      const at = wrapDim(dim, self.dim);
      const drop = self.dim > 0 && self.shape[at] === 1;
      const keep = (list: readonly number[]) => (drop ? list.filter((_, i) => i !== at) : [...list]);
      return window(self, keep(self.shape), keep(self.strides), self.offset);
    },
    backward: {
      self: {
        uses: ["dim", "self_sizes"],
        grad: (g, s) => {
          const sizes = s.ints("self_sizes");
          const at = wrapDim(s.int("dim"), sizes.length);
          return sizes.length > 0 && sizes[at] === 1 ? unsqueeze(g, at) : g;
        },
      },
    },
    samples: ["one.squeeze(0)", "x.squeeze(1)", "x[:1].squeeze(0)", "x.unsqueeze(-1).squeeze(-1)"],
  },
);

/** squeeze_(dim) on a result that nobody else has, as matmul uses it. */
export const squeezeResult: Op<[self: Tensor, dim: number], Tensor> = op(
  "_squeeze_result(Tensor self, int dim) -> Tensor",
  {
    doc: "squeeze(dim) of a fresh result",
    forms: [],
    node: "SqueezeBackward3",
    forward: (self, dim) => squeezeDim.forward(self, dim),
    backward: {
      self: {
        uses: ["dim", "self_sizes"],
        grad: (g, s) => unsqueeze(g, wrapDim(s.int("dim"), s.ints("self_sizes").length)),
      },
    },
    samples: [],
  },
);

export const expand: Op<[self: Tensor, size: readonly number[], implicit?: boolean], Tensor> = op(
  "expand(Tensor(a) self, int[] size, *, bool implicit=False) -> Tensor(a)",
  {
    doc: "Dimensions of size 1 repeated to size, without a copy; -1 keeps a size",
    forms: ["Tensor"],
    view: true,
    forward: (self, size) => {
      const added = size.length - self.dim;
      if (added < 0) {
        throw runtimeError(
          `expand(${self.dtype.tensorTypeName}{${formatShape(self.shape)}}, size=${formatShape(size)}): the number of sizes provided (${size.length}) must be greater or equal to the number of dimensions in the tensor (${self.dim})`,
        );
      }
      const shape = [...size];
      const strides = new Array<number>(size.length).fill(0);
      for (let d = size.length - 1; d >= 0; d--) {
        const have = d < added ? 1 : (self.shape[d - added] as number);
        const want = size[d] as number;
        if (want === -1) {
          if (d < added) {
            throw runtimeError(
              `The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension ${d}`,
            );
          }
          shape[d] = have;
        } else if (have !== want && have !== 1) {
          throw runtimeError(
            `The expanded size of the tensor (${want}) must match the existing size (${have}) at non-singleton dimension ${d}.  Target sizes: ${formatShape(size)}.  Tensor sizes: ${formatShape(self.shape)}`,
          );
        }
        if (d >= added && have === shape[d]) strides[d] = self.strides[d - added] as number;
        else if (d < added) {
          const next = d + 1 < size.length ? (shape[d + 1] as number) * (strides[d + 1] as number) : 1;
          strides[d] = want === 1 ? next : 0;
        }
      }
      return window(self, shape, strides, self.offset);
    },
    // The walk sums what was repeated.
    backward: { self: (g) => g },
    samples: ["x.expand(2, 4, 3)", "one.expand(4, 3)", "one.expand(4, -1)", "s.expand(2, 2)", "v.expand(1, 3)"],
  },
);

export const expandAs: Op<[self: Tensor, other: Tensor], Tensor> = op(
  "expand_as(Tensor(a) self, Tensor other) -> Tensor(a)",
  {
    doc: "expand to the shape of other",
    forms: ["Tensor"],
    composite: (self, other) => expand(self, other.shape),
    samples: ["v.expand_as(x)"],
  },
);

export const broadcastToOp: Op<[self: Tensor, size: readonly number[]], Tensor> = op(
  "broadcast_to(Tensor(a) self, int[] size) -> Tensor(a)",
  {
    doc: "expand, as NumPy names it",
    composite: (self, size) => expand(self, size),
    samples: ["torch.broadcast_to(v, (4, 3))"],
  },
);

export const contiguous: Op<[self: Tensor, memoryFormat?: string], Tensor> = op(
  "contiguous(Tensor(a) self, *, MemoryFormat memory_format=contiguous_format) -> Tensor(a)",
  {
    doc: "self if its memory is in order, else a copy that is",
    forms: ["Tensor"],
    composite: (self) => (self.isContiguous ? self : clone(self, "contiguous_format")),
    samples: ["x.contiguous()", "x.t().contiguous()", "ex.contiguous()"],
  },
);

export const detach: Op<[self: Tensor], Tensor> = op("detach(Tensor(a) self) -> Tensor(a)", {
  doc: "The same memory without history: no gradient flows back",
  view: false,
  out: false,
  forward: (self) => window(self, self.shape, self.strides, self.offset),
  backward: null,
  samples: ["x.detach()", "(x * 2).detach()"],
});

export const alias: Op<[self: Tensor], Tensor> = op("alias(Tensor(a) self) -> Tensor(a)", {
  doc: "A view of the whole",
  forms: [],
  view: true,
  forward: (self) => window(self, self.shape, self.strides, self.offset),
  backward: { self: (g) => g },
  samples: [],
});

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
    samples: ["x[0]", "x[-1]", "x.select(1, 2)", "torch.select(b, 2, 0)", "v[1]", "x[...,0]", "x[:,0]"],
  },
);

export const selectBackward: Op<[grad: Tensor, sizes: readonly number[], dim: number, index: number], Tensor> = op(
  "select_backward(Tensor grad_output, int[] input_sizes, int dim, int index) -> Tensor",
  {
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
    if (self.dim === 0) throw runtimeError("slice() cannot be applied to a 0-dim tensor.");
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
      if (length < 0) throw runtimeError("narrow(): length must be non-negative.");
      const from = start !== size && start < 0 ? start + size : start;
      if (from < 0 || from > size - length) {
        throw runtimeError(`start (${from}) + length (${length}) exceeds dimension size (${size}).`);
      }
      return slice(self, at, from, from + length, 1);
    },
    samples: ["x.narrow(0, 1, 2)", "torch.narrow(x, 1, -2, 2)"],
  },
);

export const asStrided: Op<
  [self: Tensor, size: readonly number[], stride: readonly number[], storageOffset?: number | null],
  Tensor
> = op("as_strided(Tensor(a) self, int[] size, int[] stride, int? storage_offset=None) -> Tensor(a)", {
  doc: "Any window on the memory of self",
  view: true,
  forward: (self, size, stride, storageOffset) => window(self, size, stride, storageOffset ?? self.offset),
  backward: {
    self: {
      uses: ["size", "storage_offset", "stride", "_self"],
      grad: (g, s) => {
        const self = s.tensor("self");
        const { shape, strides, offset } = self;
        if (!isNonOverlappingAndDense(shape, strides)) return asStridedOverlap();
        const whole = emptyStrided(shape, strides, g.dtype);
        const at = (s.optionalInt("storage_offset") ?? offset) - offset;
        return asStridedScatter(whole, g, s.ints("size"), s.ints("stride"), at);
      },
    },
  },
  samples: ["torch.as_strided(x, (2, 2), (3, 1), 1)", "x.as_strided((3,), (1,))"],
});

function asStridedOverlap(): never {
  throw runtimeError("nnspec: the gradient of as_strided on overlapping memory is not supported");
}

const asStridedScatter: Op<
  [self: Tensor, src: Tensor, size: readonly number[], stride: readonly number[], storageOffset: number],
  Tensor
> = op("as_strided_scatter(Tensor self, Tensor src, int[] size, int[] stride, int? storage_offset=None) -> Tensor", {
  doc: "self with the window's elements replaced by src",
  forms: [],
  forward: (self, src, size, stride, storageOffset) => {
    const result = emptyStrided(self.shape, self.strides, self.dtype);
    copyInto(result, self);
    copyInto(window(result, size, stride, storageOffset), src);
    return result;
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

export const unbind: Op<[self: Tensor, dim?: number], readonly Tensor[]> = op(
  "unbind.int(Tensor(a) self, int dim=0) -> Tensor(a)[]",
  {
    doc: "The slices along dim, as a tuple",
    view: true,
    forward: (self, dim) => {
      const at = wrapDim(dim, self.dim);
      if (self.dim === 0) throw runtimeError("Dimension specified as 0 but tensor has no dimensions");
      return Array.from({ length: self.shape[at] as number }, (_, i) => select.forward(self, at, i));
    },
    backward: {
      self: {
        uses: ["dim"],
        grad: (_, s, grads) => stackGradients(grads, s.outputs, s.int("dim")),
      },
    },
    samples: ["x.unbind(0)[0]", "torch.unbind(x, 1)[2]", "v.unbind()[1]"],
  },
);

/** Gradients of the parts side by side; zeros where none came. */
function filledGradients(
  grads: readonly (Tensor | null)[],
  outputs: readonly { readonly shape: readonly number[]; readonly dtype: Tensor["dtype"] }[],
): Tensor[] {
  return grads.map((g, i) => {
    const like = outputs[i];
    if (g !== null) return g;
    if (like === undefined) throw new Error("more gradients than outputs");
    return filled(like.shape, 0, like.dtype);
  });
}

function stackGradients(
  grads: readonly (Tensor | null)[],
  outputs: Parameters<typeof filledGradients>[1],
  dim: number,
): Tensor {
  return stack(filledGradients(grads, outputs), dim);
}

export const splitWithSizes: Op<[self: Tensor, sizes: readonly number[], dim?: number], readonly Tensor[]> = op(
  "split_with_sizes(Tensor(a) self, int[] split_sizes, int dim=0) -> Tensor(a)[]",
  {
    doc: "Parts of the given sizes along dim",
    view: true,
    forward: (self, sizes, dim) => {
      const at = wrapDim(dim, self.dim);
      const size = self.shape[at] as number;
      let total = 0;
      const parts = sizes.map((n) => {
        if (n < 0) {
          throw runtimeError(
            `split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=${formatShape(sizes)}`,
          );
        }
        total += n;
        return total - n;
      });
      if (total !== size) {
        throw runtimeError(
          `split_with_sizes expects split_sizes to sum exactly to ${size} (input tensor's size at dimension ${at}), but got split_sizes=${formatShape(sizes)}`,
        );
      }
      return parts.map((start, i) => slice.forward(self, at, start, start + (sizes[i] as number), 1));
    },
    backward: {
      self: {
        uses: ["dim", "self_sizes", "split_sizes"],
        grad: (_, s, grads) => cat(filledGradients(grads, s.outputs), s.int("dim")),
      },
    },
    samples: ["x.split_with_sizes([1, 3])[1]", "torch.split_with_sizes(x, [2, 1], 1)[0]"],
  },
);

export const split: Op<[self: Tensor, splitSize: number, dim?: number], readonly Tensor[]> = op(
  "split.Tensor(Tensor(a) self, int split_size, int dim=0) -> Tensor(a)[]",
  {
    doc: "Parts of split_size along dim; the last may be smaller",
    view: true,
    forward: (self, splitSize, dim) => {
      if (self.dim === 0) throw runtimeError("split expects at least a 1-dimensional tensor");
      const at = wrapDim(dim, self.dim);
      const size = self.shape[at] as number;
      if (splitSize < 0)
        throw runtimeError(`split expects split_size be non-negative, but got split_size=${splitSize}`);
      if (splitSize === 0 && size !== 0) {
        throw runtimeError(`split_size can only be 0 if dimension size is 0, but got dimension size of ${size}`);
      }
      const count = splitSize === 0 ? 1 : Math.max(Math.ceil(size / splitSize), 1);
      return Array.from({ length: count }, (_, i) =>
        slice.forward(self, at, i * splitSize, Math.min((i + 1) * splitSize, size), 1),
      );
    },
    backward: {
      self: {
        uses: ["dim", "self_sizes", "split_size"],
        grad: (_, s, grads) => cat(filledGradients(grads, s.outputs), s.int("dim")),
      },
    },
    samples: ["x.split(2)[0]", "torch.split(x, 3)[1]", "x.split(2, 1)[1]"],
  },
);

/** torch.split with a list of sizes. */
export const splitSizes: Op<[self: Tensor, splitSize: readonly number[], dim?: number], readonly Tensor[]> = op(
  "split.sizes(Tensor(a) self, int[] split_size, int dim=0) -> Tensor(a)[]",
  {
    doc: "Parts of the given sizes along dim",
    composite: (self, splitSize, dim) => splitWithSizes(self, splitSize, dim),
    samples: ["x.split([1, 3])[1]", "torch.split(x, [2, 1], 1)[0]", "x.split([1, 1])"],
  },
);

export const chunk: Op<[self: Tensor, chunks: number, dim?: number], readonly Tensor[]> = op(
  "chunk(Tensor(a) self, int chunks, int dim=0) -> Tensor(a)[]",
  {
    doc: "At most chunks parts of equal size along dim",
    composite: (self, chunks, dim) => {
      if (self.dim === 0) throw runtimeError("chunk expects at least a 1-dimensional tensor");
      if (chunks <= 0) throw runtimeError(`chunk expects \`chunks\` to be greater than 0, got: ${chunks}`);
      const at = wrapDim(dim, self.dim);
      const size = self.shape[at] as number;
      const each = Math.ceil(size / chunks);
      if (each === 0 && size === 0) return splitWithSizes(self, new Array<number>(chunks).fill(0), at);
      return split(self, each, at);
    },
    samples: ["torch.chunk(x, 2)[0]", "x.chunk(2, 1)[1]", "x.chunk(3)[0]"],
  },
);

function catCheck(tensors: readonly Tensor[], at: number): void {
  const first = tensors[0];
  if (first === undefined) return;
  tensors.forEach((other, i) => {
    if (other.dim !== first.dim) {
      throw runtimeError(`Tensors must have same number of dimensions: got ${first.dim} and ${other.dim}`);
    }
    first.shape.forEach((size, d) => {
      if (d !== at && other.shape[d] !== size) {
        throw runtimeError(
          `Sizes of tensors must match except in dimension ${at}. Expected size ${size} but got size ${other.shape[d]} for tensor number ${i} in the list.`,
        );
      }
    });
  });
}

export const cat: Op<[tensors: readonly Tensor[], dim?: number], Tensor> = op(
  "cat(Tensor[] tensors, int dim=0) -> Tensor",
  {
    doc: "Tensors one after the other along dim",
    forms: ["torch"],
    aliases: ["concat"],
    forward: (tensors, dim) => {
      if (tensors.length === 0) throw runtimeError("torch.cat(): expected a non-empty list of Tensors");
      tensors.forEach((one, i) => {
        if (one.dim === 0) throw runtimeError(`zero-dimensional tensor (at position ${i}) cannot be concatenated`);
      });
      // Empty one-dimensional tensors may stand anywhere.
      const counted = tensors.filter((one) => !(one.dim === 1 && one.shape[0] === 0));
      const shapes = counted.length > 0 ? counted : tensors;
      const first = shapes[0] as Tensor;
      const at = wrapDim(dim, first.dim);
      catCheck(shapes, at);
      const total = shapes.reduce((n, one) => n + (one.shape[at] as number), 0);
      const shape = first.shape.map((n, d) => (d === at ? total : n));
      const result = empty(shape, resultTypeOf(tensors, []));
      let start = 0;
      for (const one of shapes) {
        const size = one.shape[at] as number;
        copyInto(slice.forward(result, at, start, start + size, 1), one);
        start += size;
      }
      return result;
    },
    backward: {
      tensors: {
        uses: ["dim", "_tensors_sizes"],
        grad: (g, s) => {
          const at = wrapDim(s.int("dim"), g.dim);
          let start = 0;
          return s.listSizes("tensors_sizes").map((shape) => {
            // An empty one-dimensional tensor among others of more dimensions has no part in the result.
            const size = shape.length === g.dim ? (shape[at] as number) : 0;
            start += size;
            return shape.length === g.dim ? narrow(g, at, start - size, size) : filled(shape, 0, g.dtype);
          });
        },
      },
    },
    samples: [
      "torch.cat([x, y])",
      "torch.cat((x, y), 1)",
      "torch.cat([x, y], dim=-1)",
      "torch.cat([x, i])",
      "torch.cat([x, e])",
      "torch.concat([v, v])",
    ],
  },
);

export const stack: Op<[tensors: readonly Tensor[], dim?: number], Tensor> = op(
  "stack(Tensor[] tensors, int dim=0) -> Tensor",
  {
    doc: "Tensors of one shape side by side along a new dimension",
    forms: ["torch"],
    forward: (tensors, dim) => {
      const first = tensors[0];
      if (first === undefined) throw runtimeError("stack expects a non-empty TensorList");
      tensors.forEach((one, i) => {
        if (!sameShape(one.shape, first.shape)) {
          throw runtimeError(
            `stack expects each tensor to be equal size, but got ${formatShape(first.shape)} at entry 0 and ${formatShape(one.shape)} at entry ${i}`,
          );
        }
      });
      const at = wrapDim(dim, first.dim + 1);
      const shape = [...first.shape.slice(0, at), tensors.length, ...first.shape.slice(at)];
      const result = empty(shape, resultTypeOf(tensors, []));
      tensors.forEach((one, i) => {
        copyInto(select.forward(result, at, i), one);
      });
      return result;
    },
    backward: {
      tensors: {
        uses: ["dim"],
        grad: (g, s) => {
          const parts = unbind(g, s.int("dim"));
          return s.inputs("tensors").map((like, i) => (like === null ? null : (parts[i] ?? null)));
        },
      },
    },
    samples: ["torch.stack([x, y])", "torch.stack((x, y), 1)", "torch.stack([s, s])", "torch.stack([x, y], -1)"],
  },
);

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
