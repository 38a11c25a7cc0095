// sum, mean, prod, extremes, any and all. Follows aten/src/ATen/native/ReduceOps.cpp and derivatives.yaml.
// Variances, norms, cumulative sums and sorting are in statistics.ts.

import type { Saved } from "../autograd/op-node";
import { indexError, runtimeError } from "../errors";
import type { ReduceKernel } from "../kernels/reduce";
import * as kernels from "../kernels/reduce";
import { bool, type DType, float64, int64, uint8 } from "../tensor/dtype";
import {
  cast,
  dense,
  denseCopy,
  empty,
  filled,
  fromBigInts,
  isSafe,
  numbers,
  wrapNumber,
  writeNumbers,
} from "../tensor/raw";
import { elementOffsets, formatShape, numelOf, wrapDim } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { div, mul } from "./arithmetic";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import { expand, unsqueeze, view } from "./views";

/** The dimensions to reduce, wrapped; all of them for null or an empty list. */
export function reducedDims(dims: readonly number[] | null, rank: number): number[] {
  if (dims === null || dims.length === 0) {
    const every: number[] = [];
    for (let i = 0; i < rank; i++) every.push(i);
    return every;
  }
  if (dims.length === 1 && rank > 0) return [wrapDim(dims[0] ?? 0, rank)];
  const wrapped = dims.map((d) => wrapDim(d, rank));
  const twice = wrapped.find((d, i) => wrapped.indexOf(d) !== i);
  if (twice !== undefined) throw runtimeError(`dim ${twice} appears multiple times in the list of dims`);
  return rank === 0 ? [] : wrapped;
}

/** Shape of a result reduced over `dims`. */
export function reducedShape(shape: readonly number[], dims: readonly number[], keepdim: boolean): number[] {
  return keepdim ? shape.map((n, i) => (dims.includes(i) ? 1 : n)) : shape.filter((_, i) => !dims.includes(i));
}

/** Rows of a tensor along `dims`: where each starts, how many elements it has, how far apart they are. */
export interface Rows {
  readonly source: Tensor;
  readonly starts: ArrayLike<number>;
  readonly count: number;
  readonly step: number;
}

/** Sees `t` as rows along `dims`, copying only where several dimensions do not lie evenly in memory. */
export function rowsOf(t: Tensor, dims: readonly number[]): Rows {
  const count = dims.reduce((n, d) => n * (t.shape[d] ?? 1), 1);
  if (t.isContiguous && dims.length === t.dim) return { source: t, starts: [t.offset], count, step: 1 };
  const kept = t.shape.map((_, i) => i).filter((i) => !dims.includes(i));
  const sizes = (list: readonly number[]) => list.map((i) => t.shape[i] ?? 1);
  const steps = (list: readonly number[]) => list.map((i) => t.strides[i] ?? 0);
  const step = evenStep(sizes(dims), steps(dims));
  if (step !== null) {
    return { source: t, starts: elementOffsets(sizes(kept), steps(kept), t.offset), count, step };
  }
  const order = [...kept, ...dims];
  const source = dense(new Tensor(t.storage, t.dtype, sizes(order), steps(order), t.offset));
  const rows = numelOf(sizes(kept));
  const starts = new Float64Array(rows);
  for (let i = 0; i < rows; i++) starts[i] = source.offset + i * count;
  return { source, starts, count, step: 1 };
}

/** The one step by which several dimensions, in order, can be walked; null where there is none. */
function evenStep(sizes: readonly number[], steps: readonly number[]): number | null {
  let step: number | null = null;
  let next = 0;
  for (let i = sizes.length - 1; i >= 0; i--) {
    const size = sizes[i] ?? 1;
    if (size === 1) continue;
    if (step === null) step = steps[i] ?? 0;
    else if (steps[i] !== next) return null;
    next = (steps[i] ?? 0) * size;
  }
  return step ?? 1;
}

/** Reduces `t` over wrapped `dims` with a kernel, to a tensor of `dtype`. */
export function reduce(
  t: Tensor,
  dims: readonly number[],
  keepdim: boolean,
  dtype: DType,
  kernel: ReduceKernel,
): Tensor {
  const compute = dtype.isFloatingPoint ? computeDType(dtype) : float64;
  const { source, starts, count, step } = rowsOf(cast(t, compute), dims);
  const shape = reducedShape(t.shape, dims, keepdim);
  const result = empty(shape, compute);
  kernel(floats(result), floats(source), starts, count, step);
  return dtype === compute ? result : cast(result, dtype);
}

/** Integer sums and products: exact, by BigInt where float64 is not. */
function reduceInteger(
  t: Tensor,
  dims: readonly number[],
  keepdim: boolean,
  kernel: ReduceKernel,
  combine: (a: bigint, b: bigint) => bigint,
  start: bigint,
): Tensor {
  if (t.dtype !== int64 || isSafe(t)) {
    const result = reduce(t, dims, keepdim, float64, kernel);
    if (numbers(result).every((v) => Math.abs(v) <= 2 ** 53)) return cast(result, int64);
  }
  const { source, starts, count, step } = rowsOf(cast(t, int64), dims);
  const values = source.storage.array(int64);
  const shape = reducedShape(t.shape, dims, keepdim);
  const out = new BigInt64Array(numelOf(shape));
  for (let r = 0; r < out.length; r++) {
    let total = start;
    for (let i = 0; i < count; i++)
      total = BigInt.asIntN(64, combine(total, BigInt(values[(starts[r] ?? 0) + i * step] ?? 0)));
    out[r] = total;
  }
  return fromBigInts(out, shape, int64);
}

/** dtype of a sum: as told, else int64 for integers. */
function sumDType(t: Tensor, dtype: DType | null): DType {
  return dtype ?? (t.dtype.isFloatingPoint ? t.dtype : int64);
}

function sumOver(self: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType | null): Tensor {
  const wanted = sumDType(self, dtype);
  if (wanted.isFloatingPoint) return reduce(self, dims, keepdim, wanted, kernels.sum);
  return cast(
    reduceInteger(self, dims, keepdim, kernels.sum, (a, b) => a + b, 0n),
    wanted,
  );
}

/** A gradient of a reduced result, seen at the shape of the input. */
export function expandReduced(
  g: Tensor,
  shape: readonly number[],
  dims: readonly number[] | null,
  keepdim: boolean,
): Tensor {
  return expand(restoreDims(g, shape, dims, keepdim), shape);
}

/** A reduced tensor with its reduced dimensions back, of size 1. */
export function restoreDims(
  g: Tensor,
  shape: readonly number[],
  dims: readonly number[] | null,
  keepdim: boolean,
): Tensor {
  if (keepdim || shape.length === 0) return g;
  let result = g;
  for (const d of reducedDims(dims, shape.length).sort((a, b) => a - b)) result = unsqueeze(result, d);
  return result;
}

export const sum: Op<[self: Tensor, dtype?: DType | null], Tensor> = op(
  "sum(Tensor self, *, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Sum of all elements",
    out: false,
    forward: (self, dtype) => sumOver(self, reducedDims(null, self.dim), false, dtype),
    backward: { self: (g, s) => expand(g, s.input("self").shape) },
    samples: [
      "x.sum()",
      "torch.sum(x)",
      "i.sum()",
      "m.sum()",
      "e.sum()",
      "nc.sum()",
      "ex.sum()",
      "s.sum()",
      "z.sum()",
      "i.sum(dtype=torch.float32)",
      "b.sum()",
    ],
  },
);

export const sumDim: Op<
  [self: Tensor, dim: readonly number[] | null, keepdim?: boolean, dtype?: DType | null],
  Tensor
> = op("sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor", {
  doc: "Sum along dim",
  node: 1,
  forward: (self, dim, keepdim, dtype) => sumOver(self, reducedDims(dim, self.dim), keepdim, dtype),
  backward: {
    self: {
      uses: ["dim", "keepdim"],
      grad: (g, s) => expandReduced(g, s.input("self").shape, s.ints("dim"), s.flag("keepdim")),
    },
  },
  samples: [
    "x.sum(0)",
    "x.sum(dim=1, keepdim=True)",
    "b.sum((0, 2))",
    "torch.sum(b, dim=(1,))",
    "i.sum(0)",
    "e.sum(1)",
    "e.sum(0)",
    "x.t().sum(0)",
    "b.transpose(0, 2).sum(1)",
  ],
});

function meanCheck(self: Tensor, dtype: DType | null): DType {
  const wanted = dtype ?? self.dtype;
  if (!wanted.isFloatingPoint) {
    const what = dtype === null ? "Input dtype" : "Optional dtype";
    throw runtimeError(
      `mean(): could not infer output dtype. ${what} must be either a floating point or complex dtype. Got: ${wanted.scalarName}`,
    );
  }
  return wanted;
}

export const mean: Op<[self: Tensor, dtype?: DType | null], Tensor> = op(
  "mean(Tensor self, *, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Mean of all elements",
    out: false,
    forward: (self, dtype) => reduce(self, reducedDims(null, self.dim), false, meanCheck(self, dtype), kernels.mean),
    backward: {
      self: {
        uses: ["self_numel", "self_sizes"],
        grad: (g, s) => div(expand(g, s.ints("self_sizes")), wrapInt(s.int("self_numel"))),
      },
    },
    samples: ["x.mean()", "torch.mean(x)", "s.mean()", "nc.mean()", "z.mean()", "i.mean(dtype=torch.float32)"],
  },
);

export const meanDim: Op<
  [self: Tensor, dim: readonly number[] | null, keepdim?: boolean, dtype?: DType | null],
  Tensor
> = op("mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor", {
  doc: "Mean along dim",
  node: 1,
  forward: (self, dim, keepdim, dtype) =>
    reduce(self, reducedDims(dim, self.dim), keepdim, meanCheck(self, dtype), kernels.mean),
  backward: {
    self: {
      uses: ["dim", "keepdim", "self"],
      grad: (g, s) => {
        const { shape } = s.input("self");
        const dims = reducedDims(s.ints("dim"), shape.length);
        const count = dims.reduce((n, d) => n * (shape[d] ?? 1), 1);
        return div(expandReduced(g, shape, dims, s.flag("keepdim")), wrapInt(count));
      },
    },
  },
  samples: ["x.mean(0)", "x.mean(1, keepdim=True)", "b.mean((0, 1))", "torch.mean(x, dim=-1)"],
});

export const prod: Op<[self: Tensor, dtype?: DType | null], Tensor> = op(
  "prod(Tensor self, *, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Product of all elements",
    out: false,
    forward: (self, dtype) => prodOver(self, reducedDims(null, self.dim), false, dtype),
    backward: {
      self: {
        uses: ["self", "result"],
        grad: (g, s) => prodGradient(g, s.tensor("self"), s.tensor("result")),
      },
    },
    samples: ["p.prod()", "torch.prod(v)", "(i + 1).prod()", "e.prod()"],
  },
);

export const prodDim: Op<[self: Tensor, dim: number, keepdim?: boolean, dtype?: DType | null], Tensor> = op(
  "prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
  {
    doc: "Product along dim",
    node: 1,
    forward: (self, dim, keepdim, dtype) => prodOver(self, reducedDims([dim], self.dim), keepdim, dtype),
    backward: {
      self: {
        uses: ["dim", "keepdim", "result", "self"],
        grad: (g, s) => {
          const self = s.tensor("self");
          const dims = [s.int("dim")];
          const restore = (t: Tensor) => restoreDims(t, self.shape, dims, s.flag("keepdim"));
          return prodGradient(restore(g), self, restore(s.tensor("result")));
        },
      },
    },
    samples: ["p.prod(0)", "torch.prod(p, 1, keepdim=True)"],
  },
);

function prodOver(self: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType | null): Tensor {
  const wanted = sumDType(self, dtype);
  if (wanted.isFloatingPoint) return reduce(self, dims, keepdim, wanted, kernels.prod);
  return cast(
    reduceInteger(self, dims, keepdim, kernels.prod, (a, b) => a * b, 1n),
    wanted,
  );
}

/** Σ over the product of the others. Where an element is 0 the quotient does not say, and each is left out in turn. */
function prodGradient(g: Tensor, self: Tensor, result: Tensor): Tensor {
  if (!numbers(self).includes(0)) return div(mul(g, result), self);
  throw runtimeError("nnspec: the gradient of prod with a zero among the factors is not supported");
}

// Extremes. The gradient goes to the element that was taken; over all elements it is shared among equals.

function extremeValue(self: Tensor, kernel: ReduceKernel, name: string): Tensor {
  if (self.numel === 0) {
    throw runtimeError(
      `${name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`,
    );
  }
  return reduce(self, reducedDims(null, self.dim), false, self.dtype, kernel);
}

function sharedGradient(g: Tensor, self: Tensor, result: Tensor): Tensor {
  const mask = equalMask(self, result);
  return mul(mask, div(g, wrapInt(countOnes(mask))));
}

/** 1 where self equals the (broadcast) value, as the dtype of self; NaN counts as equal to NaN. */
export function equalMask(self: Tensor, value: Tensor): Tensor {
  const mask = empty(self.shape, self.dtype);
  const a = numbers(self);
  const b = numbers(
    value.numel === 1
      ? value
      : new Tensor(value.storage, value.dtype, self.shape, expandStrides(value, self.shape), value.offset),
  );
  const single = value.numel === 1;
  const bits = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0;
    const y = b[single ? 0 : i] ?? 0;
    bits[i] = x === y || (Number.isNaN(x) && Number.isNaN(y)) ? 1 : 0;
  }
  writeNumbers(mask, bits);
  return mask;
}

function expandStrides(t: Tensor, shape: readonly number[]): readonly number[] {
  return expand.forward(t, shape, false).strides;
}

export const max: Op<[self: Tensor], Tensor> = op("max(Tensor self) -> Tensor", {
  doc: "The largest element",
  out: false,
  node: 1,
  forward: (self) => extremeValue(self, kernels.max, "max"),
  backward: {
    self: { uses: ["result", "self"], grad: (g, s) => sharedGradient(g, s.tensor("self"), s.tensor("result")) },
  },
  samples: ["x.max()", "torch.max(x)", "i.max()", "z.max()", "torch.max(x.relu())", "s.max()"],
});

export const min: Op<[self: Tensor], Tensor> = op("min(Tensor self) -> Tensor", {
  doc: "The smallest element",
  out: false,
  node: 1,
  forward: (self) => extremeValue(self, kernels.min, "min"),
  backward: {
    self: { uses: ["result", "self"], grad: (g, s) => sharedGradient(g, s.tensor("self"), s.tensor("result")) },
  },
  samples: ["x.min()", "torch.min(x)", "i.min()", "z.min()"],
});

function extremeAlong(
  self: Tensor,
  dim: number,
  keepdim: boolean,
  kernel: ReduceKernel,
  name: string,
): readonly [Tensor, Tensor] {
  const dims = reducedDims([dim], self.dim);
  const at = dims[0];
  if (at !== undefined && self.shape[at] === 0) {
    throw indexError(`${name}(): Expected reduction dim ${at} to have non-zero size.`);
  }
  const indices = reduce(self, dims, keepdim, int64, kernel);
  return [takeAlong(self, indices, at), indices];
}

/** The elements of `self` at `indices` along `dim`; the indices have that dimension of size 1, or not at all. */
function takeAlong(self: Tensor, indices: Tensor, dim: number | undefined): Tensor {
  if (dim === undefined) return denseCopy(self);
  const result = empty(indices.shape, self.dtype);
  const { starts, step, source } = rowsOf(self, [dim]);
  const from = source.storage.array(self.dtype);
  const out = result.storage.array(self.dtype);
  const picks = numbers(indices);
  for (let i = 0; i < picks.length; i++) {
    // One dtype, so both hold bigints or both hold numbers; positions are within bounds.
    out[i] = from[(starts[i] ?? 0) + (picks[i] ?? 0) * step] as never;
  }
  return result;
}

/** Where an extreme was taken along dim: its gradient there, zeros elsewhere. */
export const valueSelectingReductionBackward: Op<
  [grad: Tensor, dim: number, indices: Tensor, sizes: readonly number[], keepdim: boolean],
  Tensor
> = op(
  "value_selecting_reduction_backward(Tensor grad, int dim, Tensor indices, int[] sizes, bool keepdim) -> Tensor",
  {
    doc: "The gradient of an extreme along dim",
    forms: [],
    forward: (grad, dim, indices, sizes) => {
      const result = filled(sizes, 0, grad.dtype);
      const dims = reducedDims([dim], sizes.length);
      const { starts, step } = rowsOf(result, dims);
      const picks = numbers(indices);
      const from = numbers(grad);
      const values = new Float64Array(result.numel);
      for (let i = 0; i < picks.length; i++) values[(starts[i] ?? 0) + (picks[i] ?? 0) * step] = from[i] ?? 0;
      writeNumbers(result, values);
      return result;
    },
    backward: {
      grad: {
        uses: ["dim", "indices", "keepdim"],
        grad: (g, s) => takeGradient(g, s.tensor("indices"), s.int("dim"), s.flag("keepdim")),
      },
    },
    samples: [],
  },
);

const takeGradient: Op<[grad: Tensor, indices: Tensor, dim: number, keepdim: boolean], Tensor> = op(
  "take_reduced(Tensor self, Tensor indices, int dim, bool keepdim) -> Tensor",
  {
    doc: "The elements that an extreme along dim took",
    forms: [],
    forward: (grad, indices, dim) => takeAlong(grad, indices, reducedDims([dim], grad.dim)[0]),
    backward: {
      self: {
        uses: ["indices", "dim", "keepdim", "self_sizes"],
        grad: (g, s) =>
          valueSelectingReductionBackward(
            g,
            s.int("dim"),
            s.tensor("indices"),
            s.ints("self_sizes"),
            s.flag("keepdim"),
          ),
      },
    },
    samples: [],
  },
);

const extremeBackward = {
  self: {
    uses: ["dim", "indices", "keepdim", "self_sizes"],
    grad: (g: Tensor, s: Saved) =>
      valueSelectingReductionBackward(g, s.int("dim"), s.tensor("indices"), s.ints("self_sizes"), s.flag("keepdim")),
  },
};

export const maxDim: Op<[self: Tensor, dim: number, keepdim?: boolean], readonly Tensor[]> = op(
  "max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
  {
    doc: "The largest elements along dim, and where they are",
    forward: (self, dim, keepdim) => extremeAlong(self, dim, keepdim, kernels.argmax, "max"),
    backward: extremeBackward,
    samples: [
      "x.max(1)[0]",
      "x.max(dim=0).values",
      "torch.max(b, 2, keepdim=True)[0]",
      "i.max(0)[1]",
      "x.max(1).indices",
    ],
  },
);

export const minDim: Op<[self: Tensor, dim: number, keepdim?: boolean], readonly Tensor[]> = op(
  "min.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
  {
    doc: "The smallest elements along dim, and where they are",
    forward: (self, dim, keepdim) => extremeAlong(self, dim, keepdim, kernels.argmin, "min"),
    backward: extremeBackward,
    samples: ["x.min(1)[0]", "x.min(dim=0).indices"],
  },
);

function extremeIndex(self: Tensor, dim: number | null, keepdim: boolean, kernel: ReduceKernel, name: string): Tensor {
  if (dim !== null) {
    const dims = reducedDims([dim], self.dim);
    if (dims[0] !== undefined && self.shape[dims[0]] === 0) {
      throw indexError(`${name}(): Expected reduction dim ${dims[0]} to have non-zero size.`);
    }
    return reduce(self, dims, keepdim, int64, kernel);
  }
  if (self.numel === 0) throw indexError(`${name}(): Expected reduction dim to be specified for input.numel() == 0.`);
  return reduce(self, reducedDims(null, self.dim), keepdim, int64, kernel);
}

export const argmax: Op<[self: Tensor, dim?: number | null, keepdim?: boolean], Tensor> = op(
  "argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
  {
    doc: "Index of the largest element, of all or along dim",
    forward: (self, dim, keepdim) => extremeIndex(self, dim, keepdim, kernels.argmax, "argmax"),
    backward: null,
    samples: ["x.argmax()", "x.argmax(1)", "torch.argmax(b, dim=-1, keepdim=True)", "z.argmax()"],
  },
);

export const argmin: Op<[self: Tensor, dim?: number | null, keepdim?: boolean], Tensor> = op(
  "argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
  {
    doc: "Index of the smallest element, of all or along dim",
    forward: (self, dim, keepdim) => extremeIndex(self, dim, keepdim, kernels.argmin, "argmin"),
    backward: null,
    samples: ["x.argmin()", "x.argmin(0)"],
  },
);

function extremesOver(self: Tensor, dims: readonly number[], keepdim: boolean, kernel: ReduceKernel, name: string) {
  const wrapped = reducedDims(dims, self.dim);
  if (wrapped.some((d) => self.shape[d] === 0)) {
    throw indexError(
      `${name}(): Expected reduction dim ${wrapped.find((d) => self.shape[d] === 0)} to have non-zero size.`,
    );
  }
  return reduce(self, wrapped, keepdim, self.dtype, kernel);
}

function extremesGradient(g: Tensor, self: Tensor, result: Tensor, dims: readonly number[], keepdim: boolean): Tensor {
  const restore = (t: Tensor) => restoreDims(t, self.shape, dims, keepdim);
  const mask = equalMask(self, restore(result));
  const counts = reduce(mask, reducedDims(dims, self.dim), true, self.dtype, kernels.sum);
  return div(mul(restore(g), mask), counts);
}

export const amax: Op<[self: Tensor, dim?: readonly number[], keepdim?: boolean], Tensor> = op(
  "amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor",
  {
    doc: "The largest along dim; equal ones share the gradient",
    forward: (self, dim, keepdim) => extremesOver(self, dim, keepdim, kernels.max, "amax"),
    backward: {
      self: {
        uses: ["dim", "keepdim", "result", "self"],
        grad: (g, s) => extremesGradient(g, s.tensor("self"), s.tensor("result"), s.ints("dim"), s.flag("keepdim")),
      },
    },
    samples: ["x.amax(1)", "b.amax((0, 2))", "x.amax()", "x.relu().amax(0, keepdim=True)"],
  },
);

export const amin: Op<[self: Tensor, dim?: readonly number[], keepdim?: boolean], Tensor> = op(
  "amin(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor",
  {
    doc: "The smallest along dim; equal ones share the gradient",
    forward: (self, dim, keepdim) => extremesOver(self, dim, keepdim, kernels.min, "amin"),
    backward: {
      self: {
        uses: ["dim", "keepdim", "result", "self"],
        grad: (g, s) => extremesGradient(g, s.tensor("self"), s.tensor("result"), s.ints("dim"), s.flag("keepdim")),
      },
    },
    samples: ["x.amin(1)", "b.amin((0, 2))"],
  },
);

/** any and all give bool, but uint8 for uint8. */
function truthDType(self: Tensor): DType {
  return self.dtype === uint8 ? uint8 : bool;
}

export const any: Op<[self: Tensor], Tensor> = op("any(Tensor self) -> Tensor", {
  doc: "Whether any element is not zero",
  out: false,
  forward: (self) => reduce(self, reducedDims(null, self.dim), false, truthDType(self), kernels.any),
  backward: null,
  samples: ["m.any()", "torch.any(x > 100)", "e.any()"],
});

export const anyDim: Op<[self: Tensor, dim: number, keepdim?: boolean], Tensor> = op(
  "any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
  {
    doc: "Whether any element along dim is not zero",
    forward: (self, dim, keepdim) => reduce(self, reducedDims([dim], self.dim), keepdim, truthDType(self), kernels.any),
    backward: null,
    samples: ["m.any(0)", "torch.any(m, 1, keepdim=True)"],
  },
);

export const all: Op<[self: Tensor], Tensor> = op("all(Tensor self) -> Tensor", {
  doc: "Whether no element is zero",
  out: false,
  forward: (self) => reduce(self, reducedDims(null, self.dim), false, truthDType(self), kernels.all),
  backward: null,
  samples: ["m.all()", "torch.all(p > 0)", "e.all()"],
});

export const allDim: Op<[self: Tensor, dim: number, keepdim?: boolean], Tensor> = op(
  "all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
  {
    doc: "Whether no element along dim is zero",
    forward: (self, dim, keepdim) => reduce(self, reducedDims([dim], self.dim), keepdim, truthDType(self), kernels.all),
    backward: null,
    samples: ["m.all(0)"],
  },
);

/** Sums a gradient to the shape it was broadcast from. */
export const sumToSize: Op<[self: Tensor, size: readonly number[]], Tensor> = op(
  "sum_to_size(Tensor self, int[] size) -> Tensor",
  {
    doc: "Summed down to a shape it could be broadcast from",
    forms: ["Tensor"],
    composite: (self, size) => {
      const shift = self.dim - size.length;
      const dims = self.shape
        .map((_, i) => i)
        .filter((i) => i < shift || (size[i - shift] === 1 && self.shape[i] !== 1));
      if (shift < 0) {
        throw runtimeError(`size {${formatShape(size)}} is not expandable to size {${formatShape(self.shape)}}.`);
      }
      const summed = dims.length > 0 ? sumDim(self, dims, true) : self;
      return shift > 0 ? view(summed, size) : summed;
    },
    samples: ["x.sum_to_size(1, 3)", "b.sum_to_size(4, 3)"],
  },
);

function wrapInt(value: number): Tensor {
  return wrapNumber(BigInt(value));
}

function countOnes(mask: Tensor): number {
  let n = 0;
  for (const v of numbers(mask)) n += v;
  return n;
}
