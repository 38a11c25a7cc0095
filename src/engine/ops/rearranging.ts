// Ops that put elements into another order or repeat them: flip, roll, repeat, unfold and the stacking composites.
// Follows aten/src/ATen/native/{TensorTransformations,TensorShape}.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import { copyInto, empty, emptyLike, filled, window } from "../tensor/raw";
import { formatShape, numelOf, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add } from "./arithmetic";
import { type Op, op } from "./declare";
import { cat } from "./joining";
import { sumDim } from "./reductions";
import { slice } from "./slicing";
import { clone, expand, reshape, transpose, unsqueeze, view } from "./views";

// Dimensions below are within the shapes' lengths after wrapDim: `as number` says so to the compiler.

function wrapAll(dims: readonly number[], rank: number): number[] {
  const wrapped = dims.map((d) => wrapDim(d, rank));
  const twice = wrapped.find((d, i) => wrapped.indexOf(d) !== i);
  if (twice !== undefined) throw runtimeError(`dim ${twice} appears multiple times in the list of dims`);
  return wrapped;
}

export const flip: Op<[self: Tensor, dims: readonly number[]], Tensor> = op("flip(Tensor self, int[] dims) -> Tensor", {
  complex: true,
  doc: "The elements along dims in reverse order",
  out: false,
  forward: (self, dims) => {
    const wrapped = wrapAll(dims, self.dim);
    const result = emptyLike(self, self.dtype);
    if (self.numel === 0) return result;
    let offset = 0;
    const strides = result.strides.map((stride, d) => {
      if (self.dim === 0 || !wrapped.includes(d)) return stride;
      offset += ((self.shape[d] as number) - 1) * stride;
      return -stride;
    });
    // Written backwards: the window's negative strides never leave this function.
    copyInto(window(result, self.shape, strides, offset), self);
    return result;
  },
  backward: { self: { uses: ["dims"], grad: (g, s) => flip(g, s.ints("dims")) } },
  samples: ["c.flip(0)", "x.flip(0)", "torch.flip(b, (0, 2))", "x.flip(-1)", "x.t().flip(0)", "s.flip(0)"],
});

export const fliplr: Op<[self: Tensor], Tensor> = op("fliplr(Tensor self) -> Tensor", {
  complex: true,
  doc: "Columns in reverse order",
  out: false,
  composite: (self) => {
    if (self.dim < 2) throw runtimeError("Input must be >= 2-d.");
    return flip(self, [1]);
  },
  samples: ["x.fliplr()"],
});

export const flipud: Op<[self: Tensor], Tensor> = op("flipud(Tensor self) -> Tensor", {
  complex: true,
  doc: "Rows in reverse order",
  out: false,
  composite: (self) => {
    if (self.dim < 1) throw runtimeError("Input must be >= 1-d.");
    return flip(self, [0]);
  },
  samples: ["x.flipud()"],
});

/** Moved by `shift` along one dimension; what leaves at the end comes back at the start. */
function rollOne(self: Tensor, shift: number, dim: number): Tensor {
  const at = wrapDim(dim, self.dim);
  const size = self.shape[at] as number;
  if (self.numel === 0) return emptyLike(self, self.dtype);
  const result = empty(self.shape, self.dtype);
  const start = ((shift % size) + size) % size;
  copyInto(slice.forward(result, at, start, null, 1), slice.forward(self, at, 0, size - start, 1));
  if (start > 0) copyInto(slice.forward(result, at, 0, start, 1), slice.forward(self, at, size - start, null, 1));
  return result;
}

export const roll: Op<[self: Tensor, shifts: readonly number[], dims?: readonly number[]], Tensor> = op(
  "roll(Tensor self, int[1] shifts, int[1] dims=[]) -> Tensor",
  {
    complex: true,
    doc: "Elements moved by shifts along dims; what leaves at the end comes back at the start",
    out: false,
    forward: (self, shifts, dims) => {
      if (shifts.length === 0) throw runtimeError("`shifts` required");
      if (dims.length === 0 && shifts.length === 1) {
        const rolled = rollOne(window(contiguousOf(self), [self.numel], [1], 0), shifts[0] as number, 0);
        return window(rolled, self.shape, empty(self.shape, self.dtype).strides, 0);
      }
      if (shifts.length !== dims.length) {
        throw runtimeError(`shifts and dimensions must align. shifts: ${shifts.length}, dims:${dims.length}`);
      }
      // Nothing to move: the dimensions are not looked at.
      if (self.numel === 0) return emptyLike(self, self.dtype);
      return dims.reduce((rolled, d, i) => rollOne(rolled, shifts[i] as number, d), self);
    },
    backward: {
      self: {
        uses: ["dims", "shifts"],
        grad: (g, s) =>
          roll(
            g,
            s.ints("shifts").map((n) => -n),
            s.ints("dims"),
          ),
      },
    },
    samples: ["c.roll(1, 0)", "x.roll(1, 0)", "torch.roll(x, 2)", "x.roll((1, -1), (0, 1))", "x.roll(-5, 1)"],
  },
);

function contiguousOf(self: Tensor): Tensor {
  const result = empty(self.shape, self.dtype);
  copyInto(result, self);
  return result;
}

export const repeat: Op<[self: Tensor, repeats: readonly number[]], Tensor> = op(
  "repeat(Tensor self, int[] repeats) -> Tensor",
  {
    complex: true,
    doc: "Copies of self side by side, repeats[d] times along each dimension",
    forms: ["Tensor"],
    forward: (self, repeats) => {
      if (repeats.length < self.dim) {
        throw runtimeError(
          "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor",
        );
      }
      const shape = [...new Array<number>(repeats.length - self.dim).fill(1), ...self.shape];
      const full = repeats.map((n, d) => n * (shape[d] as number));
      const negative = full.find((n) => n < 0);
      if (negative !== undefined) {
        throw runtimeError(`Trying to create tensor with negative dimension ${negative}: ${formatShape(full)}`);
      }
      const result = empty(full, self.dtype);
      if (result.numel === 0) return result;
      // Seen with a dimension for the copies before each dimension of self.
      const split = repeats.flatMap((n, d) => [n, shape[d] as number]);
      const strides = result.strides.flatMap((stride, d) => [stride * (shape[d] as number), stride]);
      const source = expand.forward(self, shape, false);
      const spread = source.strides.flatMap((stride) => [0, stride]);
      copyInto(window(result, split, strides, 0), window(source, split, spread, source.offset));
      return result;
    },
    backward: {
      self: { uses: ["repeats"], grad: (g, s) => repeatBackward(g, s.ints("repeats"), s.input("self").shape) },
    },
    samples: [
      "cv.repeat(2, 1)",
      "one.repeat(2, 1)",
      "x.repeat(2, 2)",
      "v.repeat(2, 2)",
      "v.repeat(3)",
      "s.repeat(2)",
      "x.t().repeat(1, 2)",
    ],
  },
);

/** The copies' gradients, summed. */
function repeatBackward(g: Tensor, repeats: readonly number[], shape: readonly number[]): Tensor {
  if (numelOf(g.shape) === 0) return filled(shape, 0, g.dtype);
  const added = repeats.length - shape.length;
  let gradient = g;
  for (let i = 0; i < added; i++) gradient = sumDim(gradient, [0], false);
  const split: number[] = [];
  const summed: number[] = [];
  shape.forEach((size, d) => {
    const times = repeats[d + added] as number;
    if (times !== 1) summed.push(split.push(times) - 1);
    split.push(size);
  });
  gradient = reshape(gradient, split);
  return summed.length === 0 ? gradient : sumDim(gradient, summed, false);
}

export const tile: Op<[self: Tensor, dims: readonly number[]], Tensor> = op("tile(Tensor self, int[] dims) -> Tensor", {
  complex: true,
  doc: "repeat, where missing dimensions count as 1",
  out: false,
  composite: (self, dims) =>
    repeat(self, dims.length < self.dim ? [...new Array<number>(self.dim - dims.length).fill(1), ...dims] : dims),
  samples: ["x.tile(2)", "torch.tile(v, (2, 2))"],
});

export const unfold: Op<[self: Tensor, dimension: number, size: number, step: number], Tensor> = op(
  "unfold(Tensor(a) self, int dimension, int size, int step) -> Tensor(a)",
  {
    doc: "All windows of size along dimension, step apart, as a new last dimension; a view",
    forms: ["Tensor"],
    view: true,
    forward: (self, dimension, size, step) => {
      const at = wrapDim(dimension, self.dim);
      const length = self.dim === 0 ? 1 : (self.shape[at] as number);
      if (size < 0) throw runtimeError(`size is ${size} but must be >= 0`);
      if (step <= 0) throw runtimeError(`step is ${step} but must be > 0`);
      if (size > length) {
        throw runtimeError(`maximum size for tensor at dimension ${at} is ${length} but size is ${size}`);
      }
      const stride = self.dim === 0 ? 1 : (self.strides[at] as number);
      const shape = self.shape.map((n, d) => (d === at ? Math.floor((length - size) / step) + 1 : n));
      const strides = self.strides.map((n, d) => (d === at ? n * step : n));
      return window(self, [...shape, size], [...strides, stride], self.offset);
    },
    backward: {
      self: {
        uses: ["dimension", "self_sizes", "size", "step"],
        grad: (g, s) => unfoldBackward(g, s.ints("self_sizes"), s.int("dimension"), s.int("size"), s.int("step")),
      },
    },
    samples: ["x.unfold(0, 2, 1)", "b.unfold(1, 3, 1)", "x.unfold(1, 2, 1)", "x.unfold(0, 2, 2)"],
  },
);

const unfoldBackward: Op<[grad: Tensor, sizes: readonly number[], dim: number, size: number, step: number], Tensor> =
  op("unfold_backward(Tensor grad_in, int[] input_sizes, int dim, int size, int step) -> Tensor", {
    complex: true,
    doc: "The gradient of unfold: windows added where they were",
    forms: [],
    forward: (grad, sizes, dim, size, step) => {
      const result = filled(sizes, 0, grad.dtype);
      const at = wrapDim(dim, sizes.length);
      const count = grad.shape[at] as number;
      for (let i = 0; i < count; i++) {
        for (let k = 0; k < size; k++) {
          const into = slice.forward(result, at, i * step + k, i * step + k + 1, 1);
          const from = slice.forward(
            window(
              grad,
              grad.shape.slice(0, -1),
              grad.strides.slice(0, -1),
              grad.offset + k * (grad.strides.at(-1) as number),
            ),
            at,
            i,
            i + 1,
            1,
          );
          addInto(into, from);
        }
      }
      return result;
    },
    backward: {
      grad_in: {
        uses: ["dim", "size", "step"],
        grad: (g, s) => unfold(g, s.int("dim"), s.int("size"), s.int("step")),
      },
    },
    samples: [],
  });

function addInto(into: Tensor, from: Tensor): void {
  copyInto(into, add.forward(into, from, 1n));
}

/** At least one dimension (two, three) before stacking. */
function atLeast(t: Tensor, rank: 1 | 2 | 3): Tensor {
  if (t.dim >= rank) return t;
  if (t.dim === 0) return reshape(t, new Array<number>(rank).fill(1));
  if (rank === 2) return unsqueeze(t, 0);
  return t.dim === 1 ? unsqueeze(unsqueeze(t, 0), -1) : unsqueeze(t, -1);
}

export const hstack: Op<[tensors: readonly Tensor[]], Tensor> = op("hstack(Tensor[] tensors) -> Tensor", {
  complex: true,
  doc: "Tensors side by side: along dimension 1, vectors along 0",
  forms: ["torch"],
  out: true,
  composite: (tensors) => {
    if (tensors.length === 0) throw runtimeError("hstack expects a non-empty TensorList");
    const rows = tensors.map((one) => atLeast(one, 1));
    return cat(rows, rows[0]?.dim === 1 ? 0 : 1);
  },
  samples: ["torch.hstack([x, y])", "torch.hstack([v, v])"],
});

export const vstack: Op<[tensors: readonly Tensor[]], Tensor> = op("vstack(Tensor[] tensors) -> Tensor", {
  complex: true,
  doc: "Tensors one under the other, vectors as rows",
  forms: ["torch"],
  aliases: ["row_stack"],
  out: true,
  composite: (tensors) => {
    if (tensors.length === 0) throw runtimeError("vstack expects a non-empty TensorList");
    return cat(
      tensors.map((one) => atLeast(one, 2)),
      0,
    );
  },
  samples: ["torch.vstack([x, y])", "torch.vstack((v, x))"],
});

export const dstack: Op<[tensors: readonly Tensor[]], Tensor> = op("dstack(Tensor[] tensors) -> Tensor", {
  complex: true,
  doc: "Tensors one behind the other, along dimension 2",
  forms: ["torch"],
  out: true,
  composite: (tensors) => {
    if (tensors.length === 0) throw runtimeError("dstack expects a non-empty TensorList");
    return cat(
      tensors.map((one) => atLeast(one, 3)),
      2,
    );
  },
  samples: ["torch.dstack([x, y])"],
});

export const columnStack: Op<[tensors: readonly Tensor[]], Tensor> = op("column_stack(Tensor[] tensors) -> Tensor", {
  complex: true,
  doc: "Vectors as columns, matrices side by side",
  forms: ["torch"],
  out: true,
  composite: (tensors) => {
    if (tensors.length === 0) throw runtimeError("column_stack expects a non-empty TensorList");
    return cat(
      tensors.map((one) => (one.dim <= 1 ? reshape(one, [one.numel, 1]) : one)),
      1,
    );
  },
  samples: ["torch.column_stack([v, v])"],
});

export const rot90: Op<[self: Tensor, k?: number, dims?: readonly number[]], Tensor> = op(
  "rot90(Tensor self, int k=1, int[] dims=[0,1]) -> Tensor",
  {
    complex: true,
    doc: "Turned by 90 degrees k times in the plane of dims",
    out: false,
    forward: (self, k, dims) => {
      const [a = 0, c = 1] = dims;
      if (dims.length !== 2) {
        throw runtimeError(`expected total rotation dims == 2, but got dims = ${dims.length}`);
      }
      if (self.dim < 2) throw runtimeError(`expected total dims >= 2, but got total dims = ${self.dim}`);
      if (a === c || Math.abs(a - c) === self.dim) {
        throw runtimeError(`expected rotation dims to be different, but got dim0 = ${a} and dim1 = ${c}`);
      }
      wrapDim(a, self.dim);
      wrapDim(c, self.dim);
      const turns = ((k % 4) + 4) % 4;
      if (turns === 1) return transpose.forward(flip.forward(self, [c]), a, c);
      if (turns === 2) return flip.forward(self, dims);
      if (turns === 3) return transpose.forward(flip.forward(self, [a]), a, c);
      return clone.forward(self, "contiguous_format");
    },
    backward: { self: { uses: ["dims", "k"], grad: (g, s) => rot90(g, -s.int("k"), s.ints("dims")) } },
    samples: ["x.rot90()", "x.rot90(1, (0, -2))", "torch.rot90(x, 2, (0, 1))", "x.rot90(3)", "x.rot90(4)"],
  },
);

export const meshgrid: Op<[tensors: readonly Tensor[], indexing?: string | null], readonly Tensor[]> = op(
  "meshgrid.indexing(Tensor[] tensors, *, str? indexing=None) -> Tensor[]",
  {
    complex: true,
    doc: "Coordinates of a grid: each vector along a dimension of its own",
    forms: ["_C"],
    composite: (tensors, indexing) => {
      const [first] = tensors;
      if (first === undefined) throw runtimeError("meshgrid expects a non-empty TensorList");
      for (const one of tensors) {
        if (one.dtype !== first.dtype) throw runtimeError("meshgrid expects all tensors to have the same dtype");
      }
      for (const one of tensors) {
        if (one.dim > 1) {
          throw runtimeError(`torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ${one.dim}D`);
        }
      }
      if (indexing !== null && indexing !== "ij" && indexing !== "xy") {
        throw runtimeError(`torch.meshgrid: indexing must be one of "xy" or "ij", but received: ${indexing}`);
      }
      const swap = indexing === "xy" && tensors.length >= 2;
      const order = tensors.map((_, i) => i);
      if (swap) order.splice(0, 2, 1, 0);
      const ordered = order.map((i) => tensors[i] as Tensor);
      const shape = ordered.map((one) => one.numel);
      const grids = ordered.map((one, i) =>
        expand(
          view(
            one,
            shape.map((n, d) => (d === i ? n : 1)),
          ),
          shape,
        ),
      );
      return swap ? [1, 0, ...order.slice(2)].map((i) => grids[i] as Tensor) : grids;
    },
    samples: [
      "torch.meshgrid(v, x[:, 0], indexing='xy')[0]",
      "torch.meshgrid(v, x[:, 0], torch.arange(2.), indexing='xy')[1]",
      "torch.meshgrid(v, x[:, 0], indexing='ij')[1]",
      "torch.meshgrid(v, indexing='xy')",
    ],
  },
);
