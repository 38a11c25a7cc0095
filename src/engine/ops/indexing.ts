// Indexing by tensors: index (x[i, j], x[mask]) and index_put (x[i] = v). Selects, slices, None and Ellipsis become
// views before (see the binding). Follows aten/src/ATen/native/TensorAdvancedIndexing.cpp and IndexingUtils.h.

import { indexError, runtimeError } from "../errors";
import { partPlaces } from "../tensor/complex";
import { bool, type DType, int64, uint8 } from "../tensor/dtype";
import { putElements } from "../tensor/moving";
import { copyInto, denseCopy, empty, filled, numbers, readElement, window } from "../tensor/raw";
import { broadcastStrides, elementOffsets, formatShape, isExpandable, numelOf, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { maskedFill, nonzeroIndices } from "./masking";
import { addAt } from "./selection";
import { reshape } from "./views";

type Indices = readonly (Tensor | null)[];

/** Which elements an index means: result element (outer, picked, inner) is at outer + picked + inner in memory. */
interface Selection {
  readonly shape: readonly number[];
  readonly outer: Float64Array;
  readonly picked: Float64Array;
  readonly inner: Float64Array;
}

// Dimensions below are within the shapes' lengths: `as number` says so to the compiler.

/** Where the elements of a mask are not zero: one int64 vector per dimension. */
export function nonzeroOf(mask: Tensor): Tensor[] {
  // A mask without dimensions has no coordinates.
  return mask.dim === 0 ? [] : nonzeroIndices(mask);
}

/** Masks become the positions where they hold. */
function withoutMasks(self: Tensor, indices: Indices): Indices {
  const result: (Tensor | null)[] = [];
  for (const index of indices) {
    if (index === null) result.push(null);
    else if (index.dtype === bool || index.dtype === uint8) {
      index.shape.forEach((size, d) => {
        const at = result.length + d;
        if (size !== self.shape[at]) {
          throw indexError(
            `The shape of the mask ${formatShape(index.shape)} at index ${d} does not match the shape of the indexed tensor ${formatShape(self.shape)} at index ${at}`,
          );
        }
      });
      result.push(...nonzeroOf(index));
    } else if (index.dtype === int64) result.push(index);
    else throw indexError("tensors used as indices must be long, byte or bool tensors");
  }
  if (result.length > self.dim) {
    throw indexError(`too many indices for tensor of dimension ${self.dim} (got ${result.length})`);
  }
  return result;
}

function select(self: Tensor, given: Indices): Selection {
  const indices = withoutMasks(self, given);
  const dims = indices.map((_, d) => d).filter((d) => indices[d] !== null);
  const tensors = dims.map((d) => indices[d] as Tensor);
  const common = commonShape(tensors);
  const picked = new Float64Array(numelOf(common));
  const free = self.shape.map((_, d) => d).filter((d) => !dims.includes(d));
  dims.forEach((d, k) => {
    const index = tensors[k] as Tensor;
    const size = self.shape[d] as number;
    const step = self.strides[d] as number;
    const values = numbers(window(index, common, broadcastStrides(index.shape, index.strides, common), index.offset));
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value < -size || value >= size) {
        throw indexError(`index ${value} is out of bounds for dimension ${d} with size ${size}`);
      }
      picked[i] = (picked[i] as number) + (value < 0 ? value + size : value) * step;
    }
  });
  const first = dims[0] ?? 0;
  const adjacent = dims.every((d, k) => d === first + k);
  // Index tensors that are not side by side put their dimensions first.
  const before = adjacent ? free.filter((d) => d < first) : [];
  const after = adjacent ? free.filter((d) => d > first) : free;
  const sizes = (list: readonly number[]) => list.map((d) => self.shape[d] as number);
  const steps = (list: readonly number[]) => list.map((d) => self.strides[d] as number);
  return {
    shape: [...sizes(before), ...common, ...sizes(after)],
    outer: elementOffsets(sizes(before), steps(before), self.offset),
    picked,
    inner: elementOffsets(sizes(after), steps(after)),
  };
}

function commonShape(tensors: readonly Tensor[]): readonly number[] {
  let shape: readonly number[] = [];
  for (const one of tensors) {
    const rank = Math.max(shape.length, one.dim);
    const joined: number[] = [];
    for (let d = 0; d < rank; d++) {
      const a = shape[d - rank + shape.length] ?? 1;
      const b = one.shape[d - rank + one.dim] ?? 1;
      if (a !== b && a !== 1 && b !== 1) {
        throw indexError(
          `shape mismatch: indexing tensors could not be broadcast together with shapes ${tensors.map((each) => formatShape(each.shape)).join(", ")}`,
        );
      }
      joined.push(a === 1 ? b : a);
    }
    shape = joined;
  }
  return shape;
}

/** The same selection of the reals that the elements are made of. */
function partsSelected(dtype: DType, selection: Selection): Selection {
  if (!dtype.isComplex) return selection;
  const { shape, outer, picked, inner } = selection;
  const twice = (places: ArrayLike<number>) => Float64Array.from(places, (place) => 2 * place);
  return { shape, outer: twice(outer), picked: twice(picked), inner: Float64Array.from(partPlaces(dtype, inner)) };
}

function gatherElements(self: Tensor, selection: Selection): Tensor {
  const { shape, outer, picked, inner } = partsSelected(self.dtype, selection);
  const result = empty(shape, self.dtype);
  const from = self.storage.array(self.dtype);
  const out = result.storage.array(self.dtype);
  let at = 0;
  for (const a of outer) {
    for (const b of picked) {
      const base = a + b;
      // One dtype, so both hold bigints or both hold numbers.
      for (let k = 0; k < inner.length; k++) out[at++] = from[base + (inner[k] as number)] as never;
    }
  }
  return result;
}

/** Where the elements of a selection lie, in its order. */
function positionsOf({ outer, picked, inner }: Selection): Float64Array {
  const positions = new Float64Array(outer.length * picked.length * inner.length);
  let at = 0;
  for (const a of outer) {
    for (const b of picked) for (let k = 0; k < inner.length; k++) positions[at++] = a + b + (inner[k] as number);
  }
  return positions;
}

export const index: Op<[self: Tensor, indices: Indices], Tensor> = op(
  "index.Tensor(Tensor self, Tensor?[] indices) -> Tensor",
  {
    complex: true,
    doc: "The elements that index tensors pick: result[k] = self[indices[0][k], indices[1][k], …]",
    forms: [],
    forward: (self, indices) => gatherElements(self, select(self, indices)),
    backward: {
      self: {
        uses: ["indices", "self_sizes"],
        grad: (g, s) => indexBackward(g, s.tensors("indices"), s.ints("self_sizes")),
      },
    },
    samples: [
      "c[t[:2]]",
      "c[m]",
      "c[:, t[1:3]]",
      "c.conj()[t]",
      "x[t[:2]]",
      "x[t, torch.tensor([0, 1, 2, 0])]",
      "x[m]",
      "x[x > 0]",
      "x[:, t[1:3]]",
      "b[:, t[:2], [0, 1]]",
      "x[[0, 2]]",
      "b[0, :, [0, 2]]",
      "x[t[:2], 1:]",
      "x[torch.tensor([[0, 1], [2, 3]])]",
      "b[t[:2] > 0, 1]",
      "x[m[:, 0]]",
      "i[i > 2]",
    ],
  },
);

/** The gradient of index: zeros, with what was picked added where it was. PyTorch writes it as its own in-place op. */
function indexBackward(grad: Tensor, indices: Indices, sizes: readonly number[]): Tensor {
  return indexPutImpl(filled(sizes, 0, grad.dtype), indices, grad, true);
}

const indexPutImpl: Op<[self: Tensor, indices: Indices, values: Tensor, accumulate?: boolean], Tensor> = op(
  "_index_put_impl(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor",
  {
    complex: true,
    doc: "A copy in which the picked elements have values added",
    forms: [],
    forward: (self, indices, values, accumulate) => indexPut.forward(self, indices, values, accumulate),
    backward: {
      self: {
        uses: ["accumulate", "indices"],
        grad: (g, s) => (s.flag("accumulate") ? g : indexPut(g, s.tensors("indices"), filled([], 0, g.dtype), false)),
      },
      values: { uses: ["indices"], grad: (g, s) => index(g, s.tensors("indices")) },
    },
    samples: [],
  },
);

/** The one mask among the indices, over the dims of `self`: PyTorch fills with one value by masked_fill. */
function soleMask(self: Tensor, indices: Indices): Tensor | null {
  let mask: Tensor | null = null;
  let before = 0;
  for (const each of indices) {
    if (each === null) {
      if (mask === null) before++;
    } else if (mask !== null || (each.dtype !== bool && each.dtype !== uint8)) return null;
    else mask = each;
  }
  if (mask === null) return null;
  const { shape } = mask;
  const wrong = shape.findIndex((size, i) => size !== self.shape[before + i]);
  if (wrong >= 0) {
    throw indexError(
      `The shape of the mask ${formatShape(shape)} at index ${wrong} does not match the shape of the indexed tensor ${formatShape(self.shape)} at index ${before + wrong}`,
    );
  }
  const after = self.dim - before - mask.dim;
  return reshape.forward(mask, [...shape, ...new Array<number>(after).fill(1)]);
}

export const indexPut: Op<[self: Tensor, indices: Indices, values: Tensor, accumulate?: boolean], Tensor> = op(
  "index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor",
  {
    complex: true,
    doc: "A copy in which the picked elements are values (or have values added)",
    inplace: true,
    out: false,
    forward: (self, indices, values, accumulate) => {
      const mask = accumulate || values.numel !== 1 ? null : soleMask(self, indices);
      if (mask !== null) return maskedFill.forward(self, mask, readElement(values, values.offset));
      const result = denseCopy(self);
      const selection = indices.length === 0 ? null : select(result, indices);
      const { shape } = selection ?? self;
      if (!isExpandable(values.shape, shape)) {
        throw runtimeError(
          `shape mismatch: value tensor of shape ${formatShape(values.shape)} cannot be broadcast to indexing result of shape ${formatShape(shape)}`,
        );
      }
      if (self.dtype !== values.dtype) {
        throw runtimeError(
          `Index put requires the source and destination dtypes match, got ${self.dtype.scalarName} for the destination and ${values.dtype.scalarName} for the source.`,
        );
      }
      if (selection === null) {
        if (self.numel === 0 && sameShape(values.shape, shape)) return result;
        // What PyTorch stumbles over.
        throw runtimeError("strides() called on an undefined Tensor");
      }
      const spread = empty(shape, self.dtype);
      copyInto(spread, values);
      const positions = positionsOf(selection);
      const sources = positions.map((_, i) => spread.offset + i);
      if (accumulate) return addAt(result, positions, spread, sources);
      putElements(result, positions, spread, sources);
      return result;
    },
    backward: {
      self: {
        uses: ["accumulate", "indices"],
        grad: (g, s) => (s.flag("accumulate") ? g : indexPut(g, s.tensors("indices"), filled([], 0, g.dtype), false)),
      },
      values: { uses: ["indices"], grad: (g, s) => index(g, s.tensors("indices")) },
    },
    samples: [
      "c.index_put((t[:2],), c[2:])",
      "c.index_put((t,), cv, accumulate=True)",
      "x.index_put((t[:2],), y[:2])",
      "e.detach().index_put([], e.detach())",
      "x.index_put([], torch.zeros(5))",
      "x.index_put((t,), v, accumulate=True)",
      "x.detach().half().index_put((t,), v.half(), accumulate=True)",
      "m.index_put((t,), m[0], accumulate=True)",
      "torch.index_put(x, (m,), s)",
      "x.index_put((t[:2], t[:2]), torch.tensor(1.5))",
    ],
  },
);
