// Ops that choose by a mask, and where masks are true. Follows
// aten/src/ATen/native/{TensorCompare,TensorAdvancedIndexing,TriangularOps,Onehot}.cpp and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import * as kernels from "../kernels/positions";
import { partPlaces } from "../tensor/complex";
import { bool, int64, uint8 } from "../tensor/dtype";
import { elementwiseStrides } from "../tensor/layout";
import { putElement, putElements, takeElements } from "../tensor/moving";
import { resultType, type Scalar } from "../tensor/promotion";
import {
  broadcastTo,
  cast,
  dense,
  denseCopy,
  empty,
  emptyStrided,
  filled,
  fromNumbers,
  numbers,
  readElement,
  truthOf,
  window,
  wrapNumber,
} from "../tensor/raw";
import { broadcastShapes, broadcastStrides, elementOffsets, numelOf, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { elementTensor } from "./kernel-dtypes";
import { reshape } from "./views";

// ---- where

export const where: Op<[condition: Tensor, self: Tensor, other: Tensor], Tensor> = op(
  "where.self(Tensor condition, Tensor self, Tensor other) -> Tensor",
  {
    complex: true,
    keepsComplexGradient: true,
    doc: "self where condition holds, else other, with broadcasting",
    forms: ["torch"],
    numbers: true,
    forward: (condition, self, other) => {
      if (condition.dtype !== bool && condition.dtype !== uint8) {
        throw runtimeError(
          `where expected condition to be a boolean tensor, but got a tensor with dtype ${condition.dtype.scalarName}`,
        );
      }
      const dtype = resultType(self, other);
      const shape = broadcastShapes(broadcastShapes(condition.shape, self.shape), other.shape);
      const a = cast(self, dtype);
      const b = cast(other, dtype);
      const [stepA, stepB] = [linearStep(a, shape), linearStep(b, shape)];
      if (stepA !== null && stepB !== null && linearStep(condition, shape) === 1 && !dtype.isComplex) {
        const result = empty(shape, dtype);
        // bool and uint8 are stored alike.
        const bits = condition.storage.array(uint8) as Uint8Array;
        kernels.chooseLinear(
          result.storage.array(dtype),
          bits,
          condition.offset,
          a.storage.array(dtype),
          a.offset,
          stepA,
          b.storage.array(dtype),
          b.offset,
          stepB,
          result.numel,
        );
        return result;
      }
      const operands = [condition, a, b].map((t) => broadcastStrides(t.shape, t.strides, shape));
      const strides = elementwiseStrides(shape, [condition, a, b]);
      const result = emptyStrided(shape, strides, dtype);
      const offsets = [condition, a, b].map((t, i) => elementOffsets(shape, operands[i] ?? [], t.offset));
      const [choices = [], as = [], bs = []] = offsets;
      kernels.choose(
        result.storage.array(dtype),
        partPlaces(dtype, elementOffsets(shape, strides)),
        // bool and uint8 are stored alike.
        condition.storage.array(uint8) as Uint8Array,
        dtype.isComplex ? twice(choices) : choices,
        a.storage.array(dtype),
        partPlaces(dtype, as),
        b.storage.array(dtype),
        partPlaces(dtype, bs),
      );
      return result;
    },
    backward: {
      self: { uses: ["condition"], grad: (g, s) => where(s.tensor("condition"), g, wrapNumber(0)) },
      other: { uses: ["condition"], grad: (g, s) => where(s.tensor("condition"), wrapNumber(0), g) },
    },
    samples: [
      "torch.where(m, c, x)",
      "torch.where(m, c, 2j)",
      "torch.where(m, c, c.conj())",
      "torch.where(m.t(), c.t(), 0)",
      "torch.where(m, x, y)",
      "torch.where(m, x, n)",
      "torch.where(m, x, v)",
      "torch.where(m, nc, d)",
      "torch.where(m, x, 2)",
      "torch.where(m, 2.5, x)",
      "torch.where(m, n, 2.5)",
      "torch.where(m, 1, 2)",
      "torch.where(m, 1.0, 2)",
      "torch.where(m, True, False)",
      "torch.where(m.t(), x.t(), 0)",
      "torch.where(k, x, y)",
      "torch.where(m[:, :2], x, y)",
    ],
  },
);

export const whereMethod: Op<[self: Tensor, condition: Tensor, other: Tensor], Tensor> = op(
  "where.method(Tensor self, Tensor condition, Tensor other) -> Tensor",
  {
    complex: true,
    doc: "self where condition holds, else other",
    forms: ["Tensor"],
    composite: (self, condition, other) => where(condition, self, other),
    samples: ["x.where(m, y)", "x.where(m, 0)"],
  },
);

export const whereIndices: Op<[condition: Tensor], readonly Tensor[]> = op("where(Tensor condition) -> Tensor[]", {
  doc: "The indices of what is not zero, one tensor for each dimension",
  forms: ["torch"],
  composite: (condition) => nonzeroIndices(condition),
  samples: ["torch.where(m)", "torch.where(n > 0)"],
});

/** Both parts of a complex element are chosen alike. */
function twice(choices: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: 2 * choices.length }, (_, i) => choices[i >> 1] as number);
}

/** 1 where `t` fills the shape without gaps, 0 where it has one element for all of it, else null. */
function linearStep(t: Tensor, shape: readonly number[]): 0 | 1 | null {
  if (t.dim === 0) return 0;
  return sameShape(t.shape, shape) && t.isContiguous ? 1 : null;
}

// ---- Masks

/** A mask's elements at a shape that it broadcasts to, as 0 and 1. */
function maskAt(mask: Tensor, shape: readonly number[], name: string): Uint8Array {
  if (mask.dtype !== bool && mask.dtype !== uint8) throw new UnsupportedError(`${name} with a mask that is not bool`);
  const spread = dense(broadcastTo(mask, shape));
  // bool and uint8 are stored alike.
  const array = spread.storage.array(uint8) as Uint8Array;
  const bits = array.subarray(spread.offset, spread.offset + spread.numel);
  if (mask.dtype === uint8 && bits.some((b) => b > 1)) throw runtimeError("Mask tensor can take 0 and 1 values only");
  return bits;
}

/** Flat positions where the mask holds. */
function chosen(bits: ArrayLike<number>): Float64Array {
  let count = 0;
  for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) count++;
  const positions = new Float64Array(count);
  let next = 0;
  for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) positions[next++] = i;
  return positions;
}

function masked(self: Tensor, mask: Tensor, value: Tensor): Tensor {
  const shape = broadcastShapes(mask.shape, self.shape);
  const result = denseCopy(broadcastTo(self, shape));
  const positions = chosen(maskAt(mask, shape, "masked_fill"));
  putElement(result, positions, value);
  return result;
}

export const maskedFill: Op<[self: Tensor, mask: Tensor, value: Scalar], Tensor> = op(
  "masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor",
  {
    complex: true,
    doc: "self with one value where mask holds",
    forms: ["Tensor", "torch"],
    inplace: true,
    out: false,
    forward: (self, mask, value) => {
      const one = elementTensor(value, self.dtype);
      return masked(self, mask, one);
    },
    backward: { self: { uses: ["mask"], grad: (g, s) => maskedFill(g, s.tensor("mask"), 0) } },
    samples: [
      "c.masked_fill(m, 1 - 2j)",
      "c.masked_fill(m, 0)",
      "x.masked_fill(m, 0.5)",
      "x.masked_fill(m[0], float('-inf'))",
      "x[0].masked_fill(m, 1)",
      "n.masked_fill(m, 1.5)",
      "u8.masked_fill(u8 > 7, 300)",
      "(x * 1).masked_fill_(m, 2)",
      "torch.masked_fill(nc, m, -1)",
      "x.masked_fill(torch.ones(4, 3, dtype=torch.uint8), 7)",
      "(x * 1).masked_fill_(torch.ones(2, 4, 3).bool(), 2)",
    ],
  },
);

export const maskedFillTensor: Op<[self: Tensor, mask: Tensor, value: Tensor], Tensor> = op(
  "masked_fill.Tensor(Tensor self, Tensor mask, Tensor value) -> Tensor",
  {
    complex: true,
    doc: "self with the value of a 0-d tensor where mask holds",
    forms: ["Tensor", "torch"],
    inplace: true,
    out: false,
    node: 1,
    forward: (self, mask, value) => {
      if (value.dim !== 0) {
        throw runtimeError(
          `masked_fill_ only supports a 0-dimensional value tensor, but got tensor with ${value.dim} dimension(s).`,
        );
      }
      const one = elementTensor(readElement(value, value.offset), self.dtype);
      return masked(self, mask, one);
    },
    backward: {
      self: { uses: ["mask"], grad: (g, s) => maskedFill(g, s.tensor("mask"), 0) },
      // Summed to the value's shape by the engine.
      value: { uses: ["mask"], grad: (g, s) => where(s.tensor("mask"), g, wrapNumber(0)) },
    },
    samples: [
      "c.masked_fill(m, cs[0, 0])",
      "x.masked_fill(m, s)",
      "x.masked_fill(m, v)",
      "n.masked_fill(m, torch.tensor(3))",
    ],
  },
);

export const maskedSelect: Op<[self: Tensor, mask: Tensor], Tensor> = op(
  "masked_select(Tensor self, Tensor mask) -> Tensor",
  {
    complex: true,
    doc: "The elements where mask holds, as a vector",
    forward: (self, mask) => {
      if (mask.dtype !== bool && mask.dtype !== uint8) {
        throw runtimeError("masked_select: expected BoolTensor or ByteTensor for mask");
      }
      const shape = broadcastShapes(mask.shape, self.shape);
      const source = dense(broadcastTo(self, shape));
      const positions = chosen(maskAt(mask, shape, "masked_select"));
      for (let i = 0; i < positions.length; i++) positions[i] = (positions[i] as number) + source.offset;
      const result = empty([positions.length], self.dtype);
      takeElements(result, source, positions);
      return result;
    },
    backward: {
      self: {
        uses: ["self", "mask"],
        grad: (g, s) => {
          const mask = s.tensor("mask");
          const zeros = filled(broadcastShapes(s.input("self").shape, mask.shape), 0, g.dtype);
          return maskedScatter(zeros, mask, g);
        },
      },
    },
    samples: [
      "c.masked_select(m)",
      "x.masked_select(m)",
      "torch.masked_select(x, m[0])",
      "x.masked_select(k)",
      "n.masked_select(n > 2)",
    ],
  },
);

export const maskedScatter: Op<[self: Tensor, mask: Tensor, source: Tensor], Tensor> = op(
  "masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor",
  {
    complex: true,
    doc: "self with the elements of source, in order, where mask holds",
    inplace: true,
    out: false,
    forward: (self, mask, source) => {
      if (self.dtype !== source.dtype) {
        throw runtimeError(
          `masked_scatter: expected self and source to have same dtypes but got${self.dtype.scalarName} and ${source.dtype.scalarName}`,
        );
      }
      const shape = broadcastShapes(self.shape, mask.shape);
      const result = denseCopy(broadcastTo(self, shape));
      const positions = chosen(maskAt(mask, shape, "masked_scatter"));
      if (positions.length > source.numel) {
        throw runtimeError("Number of elements of source < number of ones in mask");
      }
      const sources = elementOffsets(source.shape, source.strides, source.offset);
      putElements(result, positions, source, sources);
      return result;
    },
    backward: {
      self: { uses: ["mask"], grad: (g, s) => maskedFill(g, s.tensor("mask"), 0) },
      source: {
        uses: ["mask", "source_sizes"],
        grad: (g, s) => {
          const picked = maskedSelect(g, s.tensor("mask"));
          const sizes = s.ints("source_sizes");
          const numel = numelOf(sizes);
          if (picked.numel === numel) return reshape(picked, sizes);
          const front = filled([numel], 0, g.dtype);
          const taken = fromNumbers(
            Array.from({ length: numel }, (_, i) => (i < picked.numel ? 1 : 0)),
            [numel],
            bool,
          );
          return reshape(maskedScatter(front, taken, picked), sizes);
        },
      },
    },
    samples: [
      "c.masked_scatter(m, c.flip(0))",
      "x.masked_scatter(m, y)",
      "x.masked_scatter(m, v)",
      "x.masked_scatter(m, n)",
    ],
  },
);

// ---- nonzero, one_hot

/** Flat positions of the elements that are not zero. */
function nonzeroPositions(self: Tensor): Float64Array {
  return chosen(numbers(truthOf(self)));
}

/** The index along one dimension of each flat position. */
function coordinates(positions: Float64Array, shape: readonly number[], dim: number): Float64Array {
  // Of one dimension a place is its own index.
  if (shape.length === 1) return positions;
  const inner = numelOf(shape.slice(dim + 1));
  const size = shape[dim] ?? 1;
  const along = new Float64Array(positions.length);
  for (let i = 0; i < along.length; i++) along[i] = Math.floor((positions[i] as number) / inner) % size;
  return along;
}

/** The coordinates of what is not zero, a tensor for each dimension; without dimensions as with one of size 1. */
export function nonzeroIndices(self: Tensor): Tensor[] {
  const positions = nonzeroPositions(self);
  const shape = self.dim === 0 ? [1] : self.shape;
  return shape.map((_, dim) => fromNumbers(coordinates(positions, shape, dim), [positions.length], int64));
}

export const nonzero: Op<[self: Tensor, asTuple?: boolean], Tensor | readonly Tensor[]> = op(
  "nonzero(Tensor self, *, bool as_tuple=False) -> Tensor",
  {
    complex: true,
    doc: "The indices of what is not zero, one row each; with as_tuple one tensor for each dimension",
    backward: null,
    forward: (self, asTuple) => {
      if (asTuple) return nonzeroIndices(self);
      const positions = nonzeroPositions(self);
      const rank = self.dim;
      const columns = new Float64Array(positions.length * rank);
      for (let dim = 0; dim < rank; dim++) columns.set(coordinates(positions, self.shape, dim), dim * positions.length);
      // Column by column in memory, as PyTorch has it.
      const flat = fromNumbers(columns, [columns.length], int64);
      return window(flat, [positions.length, rank], [1, positions.length], 0);
    },
    samples: [
      "(c * m).nonzero()",
      "n.nonzero()",
      "torch.nonzero(m)",
      "n.nonzero(as_tuple=True)",
      "s.nonzero()",
      "e.nonzero()",
    ],
  },
);

export const argwhere: Op<[self: Tensor], Tensor> = op("argwhere(Tensor self) -> Tensor", {
  complex: true,
  doc: "The indices of what is not zero, one row each",
  // Without as_tuple, nonzero gives one tensor.
  composite: (self) => nonzero(self, false) as Tensor,
  samples: ["torch.argwhere(n > 0)", "x.argwhere()", "s.argwhere()"],
});

export const oneHot: Op<[self: Tensor, numClasses?: number], Tensor> = op(
  "one_hot(Tensor self, int num_classes=-1) -> Tensor",
  {
    doc: "A new last dimension with 1 at each class index, else 0",
    forms: ["F"],
    backward: null,
    forward: (self, numClasses) => {
      if (self.dtype !== int64) throw runtimeError("one_hot is only applicable to index tensor.");
      if (self.numel === 0) {
        if (numClasses <= 0) throw runtimeError("Can not infer total number of classes from empty tensor.");
        return empty([...self.shape, numClasses], int64);
      }
      const values = numbers(self);
      if (values.some((c) => c < 0)) throw runtimeError("Class values must be non-negative.");
      let largest = 0;
      for (const c of values) largest = Math.max(largest, c);
      if (numClasses !== -1 && numClasses < 1) throw runtimeError("num_classes should be positive");
      if (numClasses !== -1 && largest >= numClasses) {
        throw runtimeError("Class values must be smaller than num_classes.");
      }
      const classes = numClasses === -1 ? largest + 1 : numClasses;
      const result = empty([...self.shape, classes], int64);
      const positions = values.map((c, i) => i * classes + c);
      kernels.putValue(result.storage.array(int64), positions, new BigInt64Array([1n]));
      return result;
    },
    samples: [
      "F.one_hot(t)",
      "F.one_hot(t, 5)",
      "F.one_hot(k)",
      "F.one_hot(t, 2)",
      "F.one_hot(-t)",
      "F.one_hot(x)",
      "F.one_hot(torch.empty(0, dtype=torch.long))",
      "F.one_hot(torch.empty(0, dtype=torch.long), 3)",
    ],
  },
);
