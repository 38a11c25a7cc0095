// Tensors into parts and parts into tensors: unbind, split, chunk, cat, stack.
// Follows aten/src/ATen/native/TensorShape.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import { resultTypeOf } from "../tensor/promotion";
import { copyInto, empty, filled } from "../tensor/raw";
import { formatShape, noDimensions, sameShape, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { narrow, select, slice } from "./slicing";

// Dimensions below are within the shapes' lengths after wrapDim: `as number` says so to the compiler.

export const unbind: Op<[self: Tensor, dim?: number], readonly Tensor[]> = op(
  "unbind.int(Tensor(a) self, int dim=0) -> Tensor(a)[]",
  {
    doc: "The slices along dim, as a tuple",
    view: true,
    forward: (self, dim) => {
      const at = wrapDim(dim, self.dim);
      if (self.dim === 0) throw noDimensions(0);
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
    complex: true,
    doc: "Tensors one after the other along dim",
    forms: ["torch"],
    aliases: ["concat", "concatenate"],
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
      "torch.cat([c, x])",
      "torch.cat([c, c.conj()], 1)",
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
    complex: true,
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
          const dim = s.int("dim");
          return s.inputs("tensors").map((like, i) => (like === null ? null : select(g, dim, i)));
        },
      },
    },
    samples: [
      "torch.stack([c, c.conj()])",
      "torch.stack([x, y])",
      "torch.stack((x, y), 1)",
      "torch.stack([s, s])",
      "torch.stack([x, y], -1)",
    ],
  },
);
