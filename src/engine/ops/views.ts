// Ops that give another window on the same memory, their kin that sometimes copy, and clone.
// Follows aten/src/ATen/native/TensorShape.cpp and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import { copyInto, empty, emptyLike, window } from "../tensor/raw";
import { belowZero, formatShape, inferShape, numelOf, viewStrides, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { conj } from "./conjugation";
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
    samples: [
      "c.view(2, 6)",
      "c.conj().view(-1)",
      "x.view(-1)",
      "x.view(2, 6)",
      "x.view(3, -1)",
      "b.view(6, 4)",
      "s.view(1)",
      "x[1:].view(3, 3)",
    ],
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
    complex: true,
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
    complex: "lazy",
    doc: "A copy with memory of its own; gradients flow through",
    out: false,
    forward: (self, memoryFormat) => {
      const isNew = memoryFormat === "contiguous_format";
      const result = isNew ? empty(self.shape, self.dtype) : emptyLike(self, self.dtype);
      copyInto(result, self);
      return result;
    },
    backward: { self: (g) => g },
    samples: [
      "c.clone()",
      "c.conj().clone()",
      "c.t().clone()",
      "x.clone()",
      "torch.clone(nc)",
      "ex.clone()",
      "i.clone()",
      "x.t().clone()",
    ],
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
    composite: (self, dim, sizes) => {
      const at = wrapDim(dim, self.dim);
      const size = self.shape[at] as number;
      const known = sizes.reduce((product, each) => (each === -1 ? product : product * each), 1);
      if (sizes.includes(-1) ? known === 0 || size % known !== 0 : known !== size) {
        throw runtimeError(
          `unflatten: Provided sizes [${sizes.join(", ")}] don't multiply up to the size of dim ${at} (${size}) in the input tensor`,
        );
      }
      const inner = inferShape(sizes, size);
      return view(self, [...self.shape.slice(0, at), ...inner, ...self.shape.slice(at + 1)]);
    },
    samples: ["x.unflatten(0, (2, 2))", "torch.unflatten(x, 1, (3, 1))"],
  },
);

export const transpose: Op<[self: Tensor, dim0: number, dim1: number], Tensor> = op(
  "transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)",
  {
    doc: "Dimensions dim0 and dim1 change places, without a copy",
    aliases: ["swapdims"],
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
    samples: [
      "c.transpose(0, 1)",
      "c.conj().transpose(0, 1)",
      "x.transpose(0, 1)",
      "torch.transpose(b, -1, 0)",
      "b.swapdims(1, 2)",
    ],
  },
);

export const swapaxes: Op<[self: Tensor, axis0: number, axis1: number], Tensor> = op(
  "swapaxes(Tensor(a) self, int axis0, int axis1) -> Tensor(a)",
  {
    doc: "Two dimensions exchanged",
    composite: (self, axis0, axis1) => transpose(self, axis0, axis1),
    samples: ["b.swapaxes(1, 2)", "torch.swapaxes(x, axis0=0, axis1=1)", "torch.swapaxes(x, dim0=0, dim1=1)"],
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

export const adjoint: Op<[self: Tensor], Tensor> = op("adjoint(Tensor(a) self) -> Tensor(a)", {
  complex: true,
  doc: "The last two dimensions change places",
  composite: (self) => {
    if (self.dim === 1) {
      throw runtimeError("tensor.adjoint() is only supported on matrices or batches of matrices. Got 1-D tensor.");
    }
    return conj(self.dim === 0 ? self : transpose(self, -2, -1));
  },
  samples: ["c.adjoint()", "x.adjoint()", "torch.adjoint(b)", "v.adjoint()", "s.adjoint()"],
});

export const movedim: Op<[self: Tensor, source: readonly number[], destination: readonly number[]], Tensor> = op(
  "movedim.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)",
  {
    doc: "Dimensions move from source to destination; the others keep their order",
    aliases: ["moveaxis"],
    composite: (self, source, destination) => {
      if (source.length !== destination.length) {
        throw runtimeError(
          `movedim: Invalid source or destination dims: source ([${source.join(", ")}] dims) should contain the same number of dims as destination ([${destination.join(", ")}] dims)`,
        );
      }
      const from = source.map((d) => wrapDim(d, self.dim));
      const to = destination.map((d) => wrapDim(d, self.dim));
      for (const [name, given, dims] of [
        ["source", source, from],
        ["destination", destination, to],
      ] as const) {
        if (new Set(dims).size === dims.length) continue;
        throw runtimeError(`movedim: repeated dim in \`${name}\` (${formatShape(given)})`);
      }
      if (self.dim === 0) return alias(self);
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
    samples: [
      "torch.movedim(b, (0, 1), (1, 2))",
      "b.moveaxis([-1], [0])",
      "x.movedim([0], 1)",
      "b.movedim([-2, -2], [0, 0])",
      "b.movedim([0, 1], [-3, 0])",
    ],
  },
);

export const movedimOne: Op<[self: Tensor, source: number, destination: number], Tensor> = op(
  "movedim.int(Tensor(a) self, int source, int destination) -> Tensor(a)",
  {
    doc: "A dimension moves from source to destination; the others keep their order",
    aliases: ["moveaxis"],
    composite: (self, source, destination) => movedim(self, [source], [destination]),
    samples: ["x.movedim(0, 1)", "b.movedim(0, -1)"],
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
    complex: true,
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
          `expand(${self.dtype.variableTypeName}{${formatShape(self.shape)}}, size=${formatShape(size)}): the number of sizes provided (${size.length}) must be greater or equal to the number of dimensions in the tensor (${self.dim})`,
        );
      }
      // Nothing is compared where there are no dims.
      if (self.dim === 0 && size.some((n) => n < 0)) throw belowZero(size);
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
    composite: (self, size) => {
      if (size.slice(0, Math.max(size.length - self.dim, 0)).some((n) => n < 0)) {
        throw new UnsupportedError("torch.broadcast_to with negative sizes of new dimensions");
      }
      return expand(self, size);
    },
    samples: ["torch.broadcast_to(v, (4, 3))"],
  },
);

export const contiguous: Op<[self: Tensor, memoryFormat?: string], Tensor> = op(
  "contiguous(Tensor(a) self, *, MemoryFormat memory_format=contiguous_format) -> Tensor(a)",
  {
    doc: "self if its memory is in order, else a copy that is",
    forms: ["Tensor"],
    composite: (self, format) => {
      if (self.isContiguous) return self;
      if (format === "preserve_format") {
        throw runtimeError("preserve memory format is unsupported by the contiguous operator");
      }
      return clone(self, "contiguous_format");
    },
    samples: [
      "x.contiguous(memory_format=torch.preserve_format)",
      "x.t().contiguous(memory_format=torch.preserve_format)",
      "x.contiguous()",
      "x.t().contiguous()",
      "ex.contiguous()",
    ],
  },
);

export const detach: Op<[self: Tensor], Tensor> = op("detach(Tensor(a) self) -> Tensor(a)", {
  complex: "lazy",
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
