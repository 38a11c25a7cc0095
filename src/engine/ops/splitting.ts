// More ways into parts: tensor_split, hsplit, vsplit, dsplit and the splits that are no views.
// Follows aten/src/ATen/native/TensorShape.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import { int64 } from "../tensor/dtype";
import { denseCopy, filled, numbers } from "../tensor/raw";
import { wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Formula, type Op, op } from "./declare";
import { cat, split, splitWithSizes } from "./joining";
import { narrow, slice } from "./slicing";

// ---- tensor_split

function inSections(self: Tensor, sections: number, dimension: number): Tensor[] {
  if (self.dim === 0) {
    throw runtimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
  }
  const dim = wrapDim(dimension, self.dim);
  if (sections <= 0) throw runtimeError(`number of sections must be larger than 0, got ${sections}`);
  const size = self.shape[dim] ?? 0;
  const least = Math.floor(size / sections);
  const longer = size % sections;
  const parts: Tensor[] = [];
  let start = 0;
  for (let i = 0; i < sections; i++) {
    const length = i < longer ? least + 1 : least;
    parts.push(slice(self, dim, start, start + length, 1));
    start += length;
  }
  return parts;
}

function atIndices(self: Tensor, indices: readonly number[], dimension: number): Tensor[] {
  if (self.dim === 0) {
    throw runtimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
  }
  const dim = wrapDim(dimension, self.dim);
  const parts: Tensor[] = [];
  let start = 0;
  for (const end of indices) {
    parts.push(slice(self, dim, start, end, 1));
    start = end;
  }
  parts.push(slice(self, dim, start, self.shape[dim] ?? 0, 1));
  return parts;
}

type Parts = readonly Tensor[];

export const tensorSplit: Op<[self: Tensor, sections: number, dim?: number], Parts> = op(
  "tensor_split.sections(Tensor(a) self, int sections, int dim=0) -> Tensor(a)[]",
  {
    doc: "So many parts along dim, the first ones longer by one if need be",
    composite: inSections,
    samples: [
      "x.tensor_split(3)",
      "torch.tensor_split(x, 2, 1)",
      "x.tensor_split(-1)",
      "x.tensor_split(2, 5)",
      "s.tensor_split(1)",
    ],
  },
);

export const tensorSplitIndices: Op<[self: Tensor, indices: readonly number[], dim?: number], Parts> = op(
  "tensor_split.indices(Tensor(a) self, int[] indices, int dim=0) -> Tensor(a)[]",
  {
    doc: "Parts along dim that begin at the indices",
    composite: atIndices,
    samples: ["x.tensor_split([1, 3])", "torch.tensor_split(x, (1,), 1)", "x.tensor_split([2, 1])"],
  },
);

export const tensorSplitTensor: Op<[self: Tensor, places: Tensor, dim?: number], Parts> = op(
  "tensor_split.tensor_indices_or_sections(Tensor(a) self, Tensor tensor_indices_or_sections, int dim=0) -> Tensor(a)[]",
  {
    doc: "Parts along dim: so many, or at the indices",
    composite: (self, places, dim) => {
      if (places.dtype !== int64) {
        throw runtimeError(
          `tensor_split expected tensor_indices_or_sections to have dtype of long, but got ${places.dtype.scalarName}`,
        );
      }
      if (places.dim > 1) {
        throw runtimeError(
          `tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a tensor with ${places.dim} dims`,
        );
      }
      const values = [...numbers(places)];
      return places.dim === 0 ? inSections(self, values[0] ?? 0, dim) : atIndices(self, values, dim);
    },
    samples: [
      "x.tensor_split(torch.tensor([1, 2]))",
      "x.tensor_split(torch.tensor(2))",
      "x.tensor_split(torch.tensor([[1]]))",
      "x.tensor_split(torch.tensor([1.5]))",
    ],
  },
);

// ---- hsplit, vsplit, dsplit

function splitAlong(
  name: "hsplit" | "vsplit" | "dsplit",
  doc: string,
  least: number,
  samples: readonly string[],
): void {
  const check = (self: Tensor): number => {
    if (self.dim < least) {
      throw runtimeError(
        `torch.${name} requires a tensor with at least ${least} dimension, but got a tensor with ${self.dim} dimensions!`,
      );
    }
    return name === "vsplit" ? 0 : name === "dsplit" ? 2 : self.dim === 1 ? 0 : 1;
  };
  op<[self: Tensor, sections: number], Parts>(`${name}.int(Tensor(a) self, int sections) -> Tensor(a)[]`, {
    doc,
    composite: (self, sections) => {
      const dim = check(self);
      const size = self.shape[dim] ?? 0;
      if (sections === 0 || size % sections !== 0) {
        throw runtimeError(
          `torch.${name} attempted to split along dimension ${dim}, but the size of the dimension ${size} is not divisible by the split_size ${sections}!`,
        );
      }
      return inSections(self, sections, dim);
    },
    samples,
  });
  op<[self: Tensor, indices: readonly number[]], Parts>(`${name}.array(Tensor(a) self, int[] indices) -> Tensor(a)[]`, {
    doc,
    composite: (self, indices) => atIndices(self, indices, check(self)),
    samples: [],
  });
}

splitAlong("hsplit", "Parts along the second dimension (the first of a vector)", 1, [
  "x.hsplit(3)",
  "x.hsplit([1])",
  "v.hsplit(3)",
  "torch.hsplit(x, 2)",
  "s.hsplit(1)",
  "v.hsplit(0)",
]);
splitAlong("vsplit", "Parts along the first dimension", 2, [
  "x.vsplit(2)",
  "torch.vsplit(x, [1, 2])",
  "x.vsplit(3)",
  "v.vsplit(3)",
]);
splitAlong("dsplit", "Parts along the third dimension", 3, [
  "b.dsplit([1])",
  "torch.dsplit(b, 3)",
  "x.dsplit(1)",
  "b.dsplit(2)",
]);

// ---- Parts that are no views

/** The gradients of the parts side by side; zeros where none came. */
const joined: Formula = (_, s, gradients) =>
  cat(
    gradients.map((g, i) => g ?? filled(s.outputs[i]?.shape ?? [], 0, s.outputs[i]?.dtype ?? s.input("self").dtype)),
    s.int("dim"),
  );

export const unsafeSplit: Op<[self: Tensor, size: number, dim?: number], Parts> = op(
  "unsafe_split.Tensor(Tensor self, int split_size, int dim=0) -> Tensor[]",
  {
    // They share memory, but autograd does not know: that is what is unsafe.
    complex: true,
    doc: "split, of which the parts may be written in place",
    out: false,
    forward: (self, size, dim) => split.forward(self, size, dim),
    backward: { self: { uses: ["dim", "self_sizes", "split_size"], grad: joined } },
    samples: ["x.unsafe_split(3)", "torch.unsafe_split(x, 2, 1)"],
  },
);

export const unsafeSplitWithSizes: Op<[self: Tensor, sizes: readonly number[], dim?: number], Parts> = op(
  "unsafe_split_with_sizes(Tensor self, int[] split_sizes, int dim=0) -> Tensor[]",
  {
    complex: true,
    doc: "split_with_sizes, of which the parts may be written in place",
    out: false,
    forward: (self, sizes, dim) => splitWithSizes.forward(self, sizes, dim),
    backward: { self: { uses: ["dim", "self_sizes", "split_sizes"], grad: joined } },
    samples: ["x.unsafe_split_with_sizes([1, 3])"],
  },
);

export const unsafeChunk: Op<[self: Tensor, chunks: number, dim?: number], Parts> = op(
  "unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[]",
  {
    complex: true,
    doc: "chunk, of which the parts may be written in place",
    composite: (self, chunks, dim) => {
      if (self.dim === 0) throw runtimeError("chunk expects at least a 1-dimensional tensor");
      if (chunks <= 0) throw runtimeError(`chunk expects \`chunks\` to be greater than 0, got: ${chunks}`);
      const size = self.shape[wrapDim(dim, self.dim)] ?? 0;
      const each = Math.ceil(size / chunks);
      if (each === 0 && size === 0) return unsafeSplitWithSizes(self, new Array<number>(chunks).fill(0), dim);
      return unsafeSplit(self, each, dim);
    },
    samples: ["x.unsafe_chunk(2)", "torch.unsafe_chunk(x, 2, 1)"],
  },
);

export const narrowCopy: Op<[self: Tensor, dim: number, start: number, length: number], Tensor> = op(
  "narrow_copy(Tensor self, int dim, int start, int length) -> Tensor",
  {
    complex: true,
    doc: "A copy of length elements from start along dim",
    forward: (self, dim, start, length) => denseCopy(narrow(self, dim, start, length)),
    samples: ["x.detach().narrow_copy(0, 1, 2)", "x.narrow_copy(0, 1, 2)", "x.narrow_copy(0, 3, 4)"],
  },
);
