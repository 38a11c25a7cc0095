import { runtimeError, UnsupportedError } from "../errors";
import { sumByLoops } from "../kernels/cascade-sum";
import { prod as complexProd } from "../kernels/complex/reduce";
import type { ReduceKernel } from "../kernels/reduce";
import * as kernels from "../kernels/reduce";
import { ROUNDS } from "../kernels/rounding";
import { realOf } from "../tensor/complex";
import { bfloat16, bool, type DType, float16, float64, int64, uint8 } from "../tensor/dtype";
import { reductionLoops } from "../tensor/layout";
import {
  cast,
  copyInto,
  dense,
  empty,
  fill,
  filled,
  fromBigInts,
  isSafe,
  numbers,
  partOf,
  truthOf,
  window,
  wrapNumber,
} from "../tensor/raw";
import { elementOffsets, formatShape, numelOf, wrapDim } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { add, div, divScalar, mul, sub } from "./arithmetic";
import { conj } from "./conjugation";
import { warnOfDiscarding } from "./conversion";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import { checkKernel } from "./kernel-dtypes";
import { expand, reshape, transpose, unsqueeze, view } from "./views";

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

/** How many elements become one. */
function countOf(shape: readonly number[], dims: readonly number[]): number {
  return dims.reduce((n, d) => n * (shape[d] ?? 1), 1);
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
  const count = countOf(t.shape, dims);
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

/** Reduces `t` over wrapped `dims` with a kernel of reals, to a tensor of `dtype`. */
export function reduce(
  t: Tensor,
  dims: readonly number[],
  keepdim: boolean,
  dtype: DType,
  kernel: ReduceKernel,
): Tensor {
  if (t.dtype.isComplex || dtype.isComplex) throw new UnsupportedError("this reduction of complex tensors");
  return reduceWith(t, dims, keepdim, dtype, kernel);
}

/**
 * A float of up to 32 bits as float32, others as they are; lying as it lies, gaps and all, for the order of additions
 * follows from that.
 */
export function widened(t: Tensor): Tensor {
  const compute = computeDType(t.dtype);
  if (t.dtype === compute) return t;
  const extent = t.shape.reduce((end, n, i) => end + (n - 1) * (t.strides[i] ?? 0), 1);
  return window(cast(window(t, [extent], [1], t.offset), compute), t.shape, t.strides, 0);
}

/** Sums of reals in the order in which PyTorch's iterator comes to the elements, wherever they lie. */
function sumReals(t: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType, unit = 1): Tensor {
  const result = empty(reducedShape(t.shape, dims, keepdim), computeDType(dtype));
  if (t.numel > 0) {
    const source = widened(cast(t, dtype));
    const loops = reductionLoops(source.shape, source.strides, dims);
    const round = source.dtype === dtype ? null : (ROUNDS.get(dtype.name) ?? null);
    sumByLoops(floats(result), floats(source), source.offset, loops, { unit, round });
  }
  return cast(result, dtype);
}

/** Their sums, which are of `dtype`, by how many they are. */
function meanReals(t: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType): Tensor {
  const result = cast(sumReals(t, dims, keepdim, dtype), computeDType(dtype));
  const count = countOf(t.shape, dims);
  const values = floats(result);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / count;
  return cast(result, dtype);
}

/** The same with a kernel of what `dtype` is, which may be complex. */
function reduceWith(t: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType, kernel: ReduceKernel): Tensor {
  const compute = dtype.isDifferentiable ? computeDType(dtype) : float64;
  const { source, starts, count, step } = rowsOf(cast(t, compute), dims);
  const shape = reducedShape(t.shape, dims, keepdim);
  const result = empty(shape, compute);
  kernel(floats(result), floats(source), starts, count, step);
  return dtype === compute ? result : cast(result, dtype);
}

/** Sums of complex numbers: real and imaginary parts each by itself, which lie two apart. */
function sumParts(t: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType): Tensor {
  const source = cast(t, dtype);
  const result = empty(reducedShape(t.shape, dims, keepdim), dtype);
  for (const part of [0, 1] as const) {
    copyInto(partOf(result, part), sumReals(partOf(source, part), dims, keepdim, realOf(dtype), 2));
  }
  return result;
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
  return dtype ?? (t.dtype.isDifferentiable ? t.dtype : int64);
}

export function sumOver(self: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType | null): Tensor {
  const wanted = sumDType(self, dtype);
  if (wanted.isComplex) return sumParts(self, dims, keepdim, wanted);
  if (wanted.isFloatingPoint) return sumReals(self, dims, keepdim, wanted);
  const source = asIntegers(self, wanted);
  return cast(
    reduceInteger(source, dims, keepdim, kernels.sum, (a, b) => a + b, 0n),
    wanted,
  );
}

/** Floats are cast before they are added up, and so is what becomes bool. */
function asIntegers(self: Tensor, wanted: DType): Tensor {
  return self.dtype.isFloatingPoint || wanted === bool ? cast(self, wanted) : self;
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
    complex: true,
    keepsComplexGradient: true,
    doc: "Sum of all elements",
    out: false,
    forward: (self, dtype) => sumOver(self, reducedDims(null, self.dim), false, dtype),
    backward: { self: (g, s) => expand(g, s.input("self").shape) },
    samples: [
      "x.detach().sum(0, dtype=torch.int64)",
      "x.sum(dtype=torch.int64)",
      "x.detach().sum(0, dtype=torch.bool)",
      "c.sum()",
      "c.conj().sum()",
      "x.sum(dtype=torch.complex64)",
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
  complex: true,
  keepsComplexGradient: true,
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
    "c.sum(0)",
    "c.sum((0, 1), keepdim=True)",
    "c.t().sum(1)",
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
  if (!wanted.isDifferentiable) {
    const what = dtype === null ? "Input dtype" : "Optional dtype";
    throw runtimeError(
      `mean(): could not infer output dtype. ${what} must be either a floating point or complex dtype. Got: ${wanted.scalarName}`,
    );
  }
  return wanted;
}

/** Of complex numbers the sum is divided as such a one: what is not finite in one part reaches the other. */
export function meanOver(self: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType): Tensor {
  if (!dtype.isComplex) return meanReals(self, dims, keepdim, dtype);
  const count = countOf(self.shape, dims);
  return div.forward(sumParts(self, dims, keepdim, dtype), wrapNumber(BigInt(count)));
}

export const mean: Op<[self: Tensor, dtype?: DType | null], Tensor> = op(
  "mean(Tensor self, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    keepsComplexGradient: true,
    doc: "Mean of all elements",
    out: false,
    forward: (self, dtype) => meanOver(self, reducedDims(null, self.dim), false, meanCheck(self, dtype)),
    backward: {
      self: {
        uses: ["self_numel", "self_sizes"],
        grad: (g, s) => divScalar(expand(g, s.ints("self_sizes")), BigInt(s.int("self_numel"))),
      },
    },
    samples: [
      "c.mean()",
      "x.mean()",
      "torch.mean(x)",
      "s.mean()",
      "nc.mean()",
      "z.mean()",
      "i.mean(dtype=torch.float32)",
      "torch.tensor([1., float('nan')]).mean(dtype=torch.complex64)",
      "(c * float('inf')).mean()",
    ],
  },
);

export const meanDim: Op<
  [self: Tensor, dim: readonly number[] | null, keepdim?: boolean, dtype?: DType | null],
  Tensor
> = op("mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor", {
  complex: true,
  keepsComplexGradient: true,
  doc: "Mean along dim",
  node: 1,
  forward: (self, dim, keepdim, dtype) => meanOver(self, reducedDims(dim, self.dim), keepdim, meanCheck(self, dtype)),
  backward: {
    self: {
      uses: ["dim", "keepdim", "self"],
      grad: (g, s) => {
        const { shape } = s.input("self");
        const dims = reducedDims(s.ints("dim"), shape.length);
        const count = countOf(shape, dims);
        return divScalar(expandReduced(g, shape, dims, s.flag("keepdim")), BigInt(count));
      },
    },
  },
  samples: ["c.mean(1)", "x.mean(0)", "x.mean(1, keepdim=True)", "b.mean((0, 1))", "torch.mean(x, dim=-1)"],
});

export const prod: Op<[self: Tensor, dtype?: DType | null], Tensor> = op(
  "prod(Tensor self, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    doc: "Product of all elements",
    out: false,
    forward: (self, dtype) => prodOver(self, reducedDims(null, self.dim), false, dtype),
    backward: {
      self: {
        uses: ["self", "result"],
        grad: (g, s) => prodGradient(g, s.tensor("self"), s.tensor("result"), null),
      },
    },
    samples: [
      "cv.prod()",
      "cd.prod()",
      "(cs * torch.eye(3)).prod()",
      "p.prod()",
      "torch.prod(v)",
      "(i + 1).prod()",
      "e.prod()",
      "(sq * (sq < 1)).prod()",
      "v.relu().prod()",
    ],
  },
);

export const prodDim: Op<[self: Tensor, dim: number, keepdim?: boolean, dtype?: DType | null], Tensor> = op(
  "prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
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
          return prodGradient(restore(g), self, restore(s.tensor("result")), s.int("dim"));
        },
      },
    },
    samples: [
      "c.prod(0)",
      "c.prod(1, keepdim=True)",
      "p.prod(0)",
      "torch.prod(p, 1, keepdim=True)",
      "(x * m).prod(0)",
      "x.relu().prod(1)",
    ],
  },
);

function prodOver(self: Tensor, dims: readonly number[], keepdim: boolean, dtype: DType | null): Tensor {
  const wanted = sumDType(self, dtype);
  if (wanted.isComplex) return reduceWith(self, dims, keepdim, wanted, complexProd);
  if (self.numel > 0) checkKernel("prod_cpu", wanted, float16, bfloat16);
  if (wanted.isFloatingPoint) return reduce(self, dims, keepdim, wanted, kernels.prod);
  return cast(
    reduceInteger(asIntegers(self, wanted), dims, keepdim, kernels.prod, (a, b) => a * b, 1n),
    wanted,
  );
}

/**
 * d Π x / dx_i = Π of the others. Without zeros that is the product divided by x_i; else each is multiplied out, by
 * rows in which the diagonal is 1. `g` and `result` have the reduced dimension, of size 1; dim null means all.
 */
function prodGradient(g: Tensor, self: Tensor, result: Tensor, dim: number | null): Tensor {
  if (!hasZero(self)) return mul(g, conj(div(result, self)));
  if (dim === null) {
    const flat = reshape(self, [self.numel]);
    return reshape(mul(g, conj(productOfOthers(flat))), self.shape);
  }
  if (self.dim === 0) return g;
  return mul(g, conj(transpose(productOfOthers(transpose(self, dim, -1)), dim, -1)));
}

function hasZero(t: Tensor): boolean {
  return numbers(truthOf(t)).includes(0);
}

/** Along the last dimension: [..., n] gives [..., n]. */
function productOfOthers(self: Tensor): Tensor {
  const n = self.shape[self.dim - 1] ?? 1;
  if (n > 4096) throw new UnsupportedError(`the gradient of prod over ${n} elements with a zero among them`);
  const diagonal = empty([n, n], self.dtype);
  fill(window(diagonal, [n], [n + 1], 0), 1);
  const others = sub(filled([n, n], 1, self.dtype), diagonal);
  const rows = expand(unsqueeze(self, -2), [...self.shape.slice(0, -1), n, n]);
  return prodDim(add(mul(rows, others), diagonal), -1);
}

/** any and all give bool, but uint8 for uint8. */
function truthDType(self: Tensor): DType {
  return self.dtype === uint8 ? uint8 : bool;
}

function reduceTruth(self: Tensor, dims: readonly number[], keepdim: boolean, kernel: ReduceKernel): Tensor {
  if (self.dtype === bool && self.isContiguous && dims.length === self.dim) {
    // Truth values lie as bytes of 0 and 1: the first that settles it is looked for, not all are read as numbers.
    const settles = kernel === kernels.any ? 1 : 0;
    const bytes = self.storage.array(uint8) as Uint8Array;
    const found = bytes.subarray(self.offset, self.offset + self.numel).includes(settles);
    return filled(keepdim ? self.shape.map(() => 1) : [], found === (settles === 1), bool);
  }
  if (!self.dtype.isComplex) return reduce(self, dims, keepdim, truthDType(self), kernel);
  // By the real part alone, as their cast to bool is.
  warnOfDiscarding(self, bool);
  return reduce(cast(self, bool), dims, keepdim, bool, kernel);
}

export const any: Op<[self: Tensor], Tensor> = op("any(Tensor self) -> Tensor", {
  doc: "Whether any element is not zero",
  out: false,
  complex: true,
  forward: (self) => reduceTruth(self, reducedDims(null, self.dim), false, kernels.any),
  backward: null,
  samples: ["c.any()", "torch.zeros(2, dtype=torch.complex64).any()", "m.any()", "torch.any(x > 100)", "e.any()"],
});

export const anyDim: Op<[self: Tensor, dim: number, keepdim?: boolean], Tensor> = op(
  "any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
  {
    doc: "Whether any element along dim is not zero",
    complex: true,
    forward: (self, dim, keepdim) => reduceTruth(self, reducedDims([dim], self.dim), keepdim, kernels.any),
    backward: null,
    samples: ["m.any(0)", "torch.any(m, 1, keepdim=True)"],
  },
);

export const all: Op<[self: Tensor], Tensor> = op("all(Tensor self) -> Tensor", {
  doc: "Whether no element is zero",
  out: false,
  complex: true,
  forward: (self) => reduceTruth(self, reducedDims(null, self.dim), false, kernels.all),
  backward: null,
  samples: ["c.all()", "m.all()", "torch.all(p > 0)", "e.all()"],
});

export const allDim: Op<[self: Tensor, dim: number, keepdim?: boolean], Tensor> = op(
  "all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
  {
    doc: "Whether no element along dim is zero",
    complex: true,
    forward: (self, dim, keepdim) => reduceTruth(self, reducedDims([dim], self.dim), keepdim, kernels.all),
    backward: null,
    samples: ["m.all(0)"],
  },
);

/** Sums a gradient to the shape it was broadcast from. */
export const sumToSize: Op<[self: Tensor, size: readonly number[]], Tensor> = op(
  "sum_to_size(Tensor self, int[] size) -> Tensor",
  {
    complex: true,
    doc: "Summed down to a shape it could be broadcast from",
    forms: ["Tensor"],
    composite: (self, size) => {
      if (size.length === 0) return sum(self);
      const shift = self.dim - size.length;
      const shapeFits = shift >= 0 && size.every((n, i) => n === 1 || n === self.shape[i + shift]);
      const dims = self.shape
        .map((_, i) => i)
        .filter((i) => i < shift || (size[i - shift] === 1 && self.shape[i] !== 1));
      if (!shapeFits) {
        throw runtimeError(`size {${formatShape(size)}} is not expandable to size {${formatShape(self.shape)}}.`);
      }
      const summed = dims.length > 0 ? sumDim(self, dims, true) : self;
      return shift > 0 ? view(summed, size) : summed;
    },
    samples: ["x.sum_to_size(1, 3)", "b.sum_to_size(4, 3)"],
  },
);

/** An integer among tensors, in formulas. */
export function wrapInt(value: number): Tensor {
  return wrapNumber(BigInt(value));
}
