// sort, topk and their kin, medians and counts; distinct values are in distinct.ts. Which of several equal elements are found is PyTorch's
// choice too: as libstdc++'s sort and nth_element leave them.
// Follows aten/src/ATen/native/{Sorting,TensorTopK,Unique,SummaryOps,Histogram}.cpp and derivatives.yaml.

import { indexError, runtimeError } from "../errors";
import { take } from "../kernels/positions";
import { norm } from "../kernels/running";
import { nthElement, partialSort, quickSelect, sortRange } from "../kernels/select";
import { bool, type DType, float16, float32, float64, int64 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import {
  bigInts,
  cast,
  copyInto,
  dense,
  denseCopy,
  empty,
  emptyLike,
  filled,
  fromNumbers,
  isSafe,
  numbers,
  truthOf,
} from "../tensor/raw";
import { numelOf, sameShape, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div, mul } from "./arithmetic";
import { type Backward, type Op, op } from "./declare";
import { equalMask, valueSelectingReductionBackward } from "./extremes";
import { checkKernel } from "./kernel-dtypes";
import { reduce, reducedDims, sum } from "./reductions";
import { scatter } from "./selection";
import { reshape } from "./views";

export interface Block {
  readonly dim: number;
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
}

/** A tensor as a block of which the middle is the dimension. */
export function blockOf(t: Tensor, dimension: number): Block {
  const dim = wrapDim(dimension, t.dim);
  return {
    dim,
    outer: numelOf(t.shape.slice(0, dim)),
    count: t.dim === 0 ? 1 : (t.shape[dim] ?? 1),
    inner: numelOf(t.shape.slice(dim + 1)),
  };
}

/** Rearranges the positions of one row, 0 to count - 1, of which `value` gives the elements. */
export type Selector = (row: number[], value: (position: number) => number | bigint) => void;

/** Positions along the dimension in the order that a selector makes of each row, at the shape of `t`. */
export function selectedOrder(t: Tensor, block: Block, select: Selector): Float64Array {
  const values = t.dtype === int64 && !isSafe(t) ? bigInts(t) : numbers(t);
  const { outer, count, inner } = block;
  const order = new Float64Array(t.numel);
  for (let r = 0; r < outer; r++) {
    for (let c = 0; c < inner; c++) {
      const start = r * count * inner + c;
      const row = Array.from({ length: count }, (_, i) => i);
      select(row, (position) => values[start + position * inner] as number | bigint);
      for (let i = 0; i < count; i++) order[start + i * inner] = row[i] as number;
    }
  }
  return order;
}

type Comes = (x: number | bigint, y: number | bigint) => boolean;

/** Descending; a NaN is larger than all. */
const larger: Comes = (x, y) => x > y || (Number.isNaN(x) && !Number.isNaN(y));

/** Ascending. */
const smaller: Comes = (x, y) => x < y || (!Number.isNaN(x) && Number.isNaN(y));

/** As std::sort, which moves equal elements once there are more than 16. */
export function sorter(descending: boolean): Selector {
  const comes = descending ? larger : smaller;
  return (row, value) => sortRange(row, 0, row.length, (x, y) => comes(value(x), value(y)));
}

/** Equal elements stay in their order. */
export function stableSorter(descending: boolean): Selector {
  const comes = descending ? larger : smaller;
  return (row, value) => {
    row.sort((x, y) => (comes(value(x), value(y)) ? -1 : comes(value(y), value(x)) ? 1 : 0));
  };
}

/** topk_impl_loop: few of many by a heap, else by selecting and sorting. */
function topSelector(k: number, largest: boolean, inOrder: boolean): Selector {
  const comes = largest ? larger : smaller;
  return (row, value) => {
    const before = (x: number, y: number): boolean => comes(value(x), value(y));
    if (k === 0) return;
    if (k * 64 <= row.length) partialSort(row, 0, k, row.length, before);
    else {
      nthElement(row, 0, k - 1, row.length, before);
      if (inOrder) sortRange(row, 0, k - 1, before);
    }
  };
}

/** The first `keep` of each row in an order, and the elements there. */
export function pick(
  t: Tensor,
  block: Block,
  order: Float64Array,
  from: number,
  keep: number,
): readonly [Tensor, Tensor] {
  const { dim, outer, count, inner } = block;
  const source = dense(t);
  const shape = t.shape.map((n, d) => (d === dim ? keep : n));
  const indices = new Float64Array(outer * keep * inner);
  const positions = new Float64Array(indices.length);
  for (let r = 0; r < outer; r++) {
    for (let i = 0; i < keep; i++) {
      for (let c = 0; c < inner; c++) {
        // Within the block.
        const index = order[(r * count + from + i) * inner + c] as number;
        const at = (r * keep + i) * inner + c;
        indices[at] = index;
        positions[at] = source.offset + (r * count + index) * inner + c;
      }
    }
  }
  const values = empty(shape, t.dtype);
  take(values.storage.array(t.dtype), source.storage.array(t.dtype), positions);
  return [values, fromNumbers(indices, shape, int64)];
}

/** Gradients go back to where the values came from. */
const placedBack: Backward = {
  self: {
    uses: ["dim", "indices", "self_sizes"],
    grad: (g, s) => scatter(filled(s.ints("self_sizes"), 0, g.dtype), s.int("dim"), s.tensor("indices"), g),
  },
};

function sorted(self: Tensor, dim: number, select: Selector): readonly Tensor[] {
  const block = blockOf(self, dim);
  const result = pick(self, block, selectedOrder(self, block, select), 0, block.count);
  // Laid out as the input is.
  return result.map((each) => {
    const like = emptyLike(self, each.dtype);
    if (sameShape(like.strides, each.strides)) return each;
    copyInto(like, each);
    return like;
  });
}

export const sort: Op<[self: Tensor, dim?: number, descending?: boolean], readonly Tensor[]> = op(
  "sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)",
  {
    doc: "The elements along dim in order, and where they were",
    forward: (self, dim, descending) => sorted(self, dim, sorter(descending)),
    backward: placedBack,
    samples: [
      "x.sort()",
      "x.sort(0, descending=True)",
      "torch.sort(n, 0)",
      "z.sort()",
      "z.sort(descending=True)",
      "m.sort(0)",
      "x.t().sort()",
      "nc.sort(0)",
      "s.sort()",
      "torch.sort(torch.arange(40) * 5 % 7)",
      "torch.sort(torch.arange(60).reshape(30, 2) % 7, 0, descending=True)",
      "x.sort(dim=2)",
    ],
  },
);

export const sortStable: Op<
  [self: Tensor, stable: boolean | null, dim?: number, descending?: boolean],
  readonly Tensor[]
> = op(
  "sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)",
  {
    noComplex: "sorting_kernel_method_name",
    doc: "The elements along dim in order, equal ones as they were if stable, and where they were",
    node: 1,
    forward: (self, stable, dim, descending) => {
      if (stable === null) {
        throw runtimeError(
          'stable.has_value() INTERNAL ASSERT FAILED at "./aten/src/ATen/native/Sorting.cpp":42, please report a bug to PyTorch. sort(): c10::optional<bool> for stable has to have value.',
        );
      }
      return sorted(self, dim, stable ? stableSorter(descending) : sorter(descending));
    },
    backward: placedBack,
    samples: [
      "x.sort(stable=True)",
      "torch.sort(x, stable=True, descending=True)",
      "torch.sort(torch.arange(40) * 5 % 7, stable=True)",
    ],
  },
);

export const argsort: Op<[self: Tensor, dim?: number, descending?: boolean], Tensor> = op(
  "argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor",
  {
    noComplex: "sorting_kernel_method_name",
    doc: "Where the elements along dim are that sort would give",
    // sort gives two tensors, by its schema.
    composite: (self, dim, descending) => sort(self, dim, descending)[1] as Tensor,
    samples: ["x.argsort()", "x.argsort(0, True)", "torch.argsort(n, dim=0)", "t.argsort()"],
  },
);

export const argsortStable: Op<[self: Tensor, stable: boolean, dim?: number, descending?: boolean], Tensor> = op(
  "argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor",
  {
    doc: "Where the elements along dim are that sort would give, equal ones as they were",
    composite: (self, stable, dim, descending) => sortStable(self, stable, dim, descending)[1] as Tensor,
    samples: ["torch.argsort(t, stable=True)"],
  },
);

export const msort: Op<[self: Tensor], Tensor> = op("msort(Tensor self) -> Tensor", {
  noComplex: "sorting_kernel_method_name",
  doc: "The elements along the first dimension in order",
  // sort gives two tensors, by its schema.
  out: true,
  composite: (self) => sort(self, 0, false)[0] as Tensor,
  samples: ["x.msort()"],
});

export const topk: Op<[self: Tensor, k: number, dim?: number, largest?: boolean, sorted?: boolean], readonly Tensor[]> =
  op("topk(Tensor self, int k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)", {
    doc: "The k largest (or smallest) elements along dim, and where they are",
    forward: (self, k, dim, largest, inOrder) => {
      const block = blockOf(self, dim);
      if (k < 0 || k > block.count) throw runtimeError("selected index k out of range");
      if (self.dim > 0 && self.numel > 0) checkKernel("topk_cpu", self.dtype, bool, float16);
      return pick(self, block, selectedOrder(self, block, topSelector(k, largest, inOrder)), 0, self.dim === 0 ? 1 : k);
    },
    backward: placedBack,
    samples: [
      "x.topk(2)",
      "x.topk(2, 0, largest=False)",
      "torch.topk(n, 2, 0)",
      "x.topk(1, dim=1)",
      "x.t().topk(2)",
      "s.topk(1)",
      "x.topk(5)",
      "torch.topk(torch.tensor([1., 3., 3., 2., 3.]), 2)",
      "torch.topk(torch.ones(20), 3)",
      "torch.topk(torch.arange(200) % 7, 3)",
      "torch.topk(torch.arange(40) % 7, 9, sorted=False)",
      "torch.topk(torch.arange(40) * 5 % 7, 30, largest=False)",
    ],
  });

// ---- One of each row

/** Gradient of a value selected along dim. */
const selected: Backward = {
  self: {
    uses: ["dim", "indices", "keepdim", "self_sizes"],
    grad: (g, s) =>
      valueSelectingReductionBackward(g, s.int("dim"), s.tensor("indices"), s.ints("self_sizes"), s.flag("keepdim")),
  },
};

function rowPick(self: Tensor, dim: number, keepdim: boolean, from: number, select: Selector): Tensor[] {
  const block = blockOf(self, dim);
  const result = pick(self, block, selectedOrder(self, block, select), from, 1);
  const shape = self.shape.filter((_, d) => d !== block.dim);
  return result.map((each) => (keepdim || self.dim === 0 ? each : reshape.forward(each, shape)));
}

export const kthvalue: Op<[self: Tensor, k: number, dim?: number, keepdim?: boolean], readonly Tensor[]> = op(
  "kthvalue(Tensor self, int k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)",
  {
    noComplex: "kthvalue_cpu",
    doc: "The k-th smallest along dim, and where it is",
    forward: (self, k, dim, keepdim) => {
      const at = wrapDim(dim, self.dim);
      if (k < 1 || k > (self.shape[at] ?? 1)) {
        throw runtimeError(`kthvalue(): selected number k out of range for dimension ${at}`);
      }
      if (self.dim > 0) checkKernel("kthvalue_cpu", self.dtype, bool, float16);
      return rowPick(self, dim, keepdim, k - 1, (row, value) =>
        quickSelect(row, k - 1, (x, y) => larger(value(x), value(y))),
      );
    },
    backward: selected,
    samples: [
      "x.kthvalue(2)",
      "x.kthvalue(2, 0, keepdim=True)",
      "torch.kthvalue(n, 1, 0)",
      "x.kthvalue(9)",
      "torch.kthvalue(torch.arange(40) * 5 % 7, 17)",
    ],
  },
);

export const medianDim: Op<[self: Tensor, dim: number, keepdim?: boolean], readonly Tensor[]> = op(
  "median.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
  {
    noComplex: "median_out",
    doc: "The lower median along dim, and where it is",
    node: 1,
    forward: (self, dim, keepdim) => medianAlong(self, dim, keepdim),
    backward: selected,
    samples: [
      "x.median(1)",
      "x.median(0, keepdim=True)",
      "torch.median(n, 0)",
      "b.median(1)",
      "torch.median(torch.arange(40) * 5 % 7, 0)",
      "torch.tensor([[1., float('nan')], [2., 3.]]).median(1)",
    ],
  },
);

function medianAlong(self: Tensor, dim: number, keepdim: boolean): Tensor[] {
  const at = wrapDim(dim, self.dim);
  if (self.shape[at] === 0) {
    throw indexError(`median(): Expected reduction dim ${at} to have non-zero size.`);
  }
  if (self.numel > 0) checkKernel("median_out", self.dtype, bool, float16);
  const middle = (blockOf(self, dim).count - 1) >> 1;
  return rowPick(self, dim, keepdim, middle, (row, value) => {
    // The first NaN is the median, where there is one.
    const nan = row.findIndex((x) => Number.isNaN(value(x)));
    if (nan >= 0) row[middle] = nan;
    else stableSorter(false)(row, value);
  });
}

export const median: Op<[self: Tensor], Tensor> = op("median(Tensor self) -> Tensor", {
  doc: "The lower median of all elements",
  out: false,
  forward: (self) => {
    if (self.numel === 0) return filled([], self.dtype.isFloatingPoint ? Number.NaN : -(2n ** 63n), self.dtype);
    checkKernel("median_cpu", self.dtype, bool, float16);
    const flat = reshape.forward(denseCopy(self), [self.numel]);
    const values = numbers(flat);
    const nan = values.findIndex((v) => Number.isNaN(v));
    const block = blockOf(flat, 0);
    const from = nan >= 0 ? self.numel - 1 : (self.numel - 1) >> 1;
    const [value] = pick(flat, block, selectedOrder(flat, block, sorter(false)), from, 1);
    return reshape.forward(value, []);
  },
  backward: {
    self: {
      uses: ["self", "result"],
      // Shared equally by all that equal the median.
      grad: (g, s) => {
        const mask = equalMask(s.tensor("self"), s.tensor("result"));
        return mul(mask, div(g, sum(mask)));
      },
    },
  },
  samples: ["x.median()", "v.median()", "torch.median(n)", "z.median()", "e.median()"],
});

// ---- Counts

export const bincount: Op<[self: Tensor, weights?: Tensor | null, minlength?: number], Tensor> = op(
  "bincount(Tensor self, Tensor? weights=None, int minlength=0) -> Tensor",
  {
    noComplex: "bincount_cpu",
    doc: "How often each of 0, 1, 2, … occurs, or the sum of the weights there",
    out: false,
    backward: null,
    forward: (self, weights, minlength) => {
      if (self.dtype.isFloatingPoint || self.dtype === bool) {
        throw runtimeError(`"bincount_cpu" not implemented for '${self.dtype.scalarName}'`);
      }
      if (minlength < 0) throw runtimeError("minlength should be >= 0");
      const dtype: DType = weights === null ? int64 : weights.dtype === float32 ? float32 : float64;
      if (self.dim === 1 && self.numel === 0) return empty([minlength], dtype);
      const values = numbers(self);
      if (self.dim !== 1 || values.some((v) => v < 0)) {
        throw runtimeError("bincount only supports 1-d non-negative integral inputs.");
      }
      if (weights !== null && (weights.dim !== 1 || weights.numel !== self.numel)) {
        throw runtimeError("weights should be 1-d and have the same length as input");
      }
      let length = minlength;
      for (const value of values) length = Math.max(length, value + 1);
      const counts = dtype === float32 ? new Float32Array(length) : new Float64Array(length);
      const each = weights === null ? null : numbers(cast(weights, dtype));
      for (let i = 0; i < values.length; i++) {
        const at = values[i] as number;
        counts[at] = (counts[at] ?? 0) + (each === null ? 1 : (each[i] ?? 0));
      }
      return fromNumbers(counts, [length], dtype);
    },
    samples: [
      "torch.bincount(t)",
      "t.bincount(minlength=5)",
      "torch.bincount(t, weights=torch.tensor([0.5, 1., 2., 4.]))",
      "torch.bincount(-t)",
      "torch.bincount(k)",
      "torch.bincount(x)",
      "torch.bincount(torch.tensor([], dtype=torch.long))",
      "torch.bincount(t, weights=torch.ones(3))",
    ],
  },
);

export const histc: Op<[self: Tensor, bins?: number, min?: Scalar, max?: Scalar], Tensor> = op(
  "histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -> Tensor",
  {
    noHalf: "aminmax_cpu",
    doc: "How many elements fall in each of so many equal intervals from min to max",
    backward: null,
    forward: (self, bins, min, max) => {
      if (!self.dtype.isFloatingPoint) {
        throw runtimeError(`"histogram_cpu" not implemented for '${self.dtype.scalarName}'`);
      }
      if (bins <= 0) {
        throw runtimeError(`torch.histogram(): bins must be > 0, but got ${bins} for dimension 0`);
      }
      const values = numbers(self);
      let low = Number(min);
      let high = Number(max);
      if (low === high && values.length > 0) {
        low = Number.POSITIVE_INFINITY;
        high = Number.NEGATIVE_INFINITY;
        for (const value of values) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      if (low === high) {
        low -= 1;
        high += 1;
      }
      if (!Number.isFinite(low) || !Number.isFinite(high)) {
        throw runtimeError(`torch.histc: range of [${formatC(low)}, ${formatC(high)}] is not finite`);
      }
      if (low > high) throw runtimeError("torch.histc: max must be larger than min");
      const counts = new Float64Array(bins);
      for (const value of values) {
        if (value < low || value > high) continue;
        // NaN is neither below nor above, and counts in the first.
        const at = Number.isNaN(value) ? 0 : Math.min(Math.floor(((value - low) / (high - low)) * bins), bins - 1);
        counts[at] = (counts[at] ?? 0) + 1;
      }
      return fromNumbers(counts, [bins], self.dtype);
    },
    samples: [
      "torch.histc(x, 4, -2, 2)",
      "x.histc(3)",
      "torch.histc(n)",
      "torch.histc(torch.ones(3), 2)",
      "torch.histc(p, 3, 5, 2)",
      "torch.histc(p, 0)",
      "torch.histc(z, 4, 0, 1)",
      "torch.tensor([1., float('-inf')]).histc(3)",
    ],
  },
);

/** As C++ prints it; the NaN that comes of comparing has its sign set on x86-64. */
function formatC(value: number): string {
  if (Number.isNaN(value)) return "-nan";
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? "inf" : "-inf";
}

export const countNonzeroDims: Op<[self: Tensor, dim: readonly number[]], Tensor> = op(
  "count_nonzero.dim_IntList(Tensor self, int[] dim) -> Tensor",
  {
    complex: true,
    doc: "How many elements along several dimensions are not zero",
    out: false,
    backward: null,
    forward: (self, dim) => reduce(truthOf(self), reducedDims(dim, self.dim), false, int64, norm(0)),
    samples: ["torch.count_nonzero(x, dim=(0, 1))", "b.count_nonzero((0, 2))"],
  },
);

export const countNonzero: Op<[self: Tensor, dim?: number | null], Tensor> = op(
  "count_nonzero(Tensor self, int? dim=None) -> Tensor",
  {
    complex: true,
    doc: "How many elements are not zero",
    out: false,
    backward: null,
    forward: (self, dim) => {
      const dims = dim === null ? self.shape.map((_, i) => i) : [wrapDim(dim, self.dim)];
      return reduce(truthOf(self), self.dim === 0 ? [] : dims, false, int64, norm(0));
    },
    samples: ["(c * m).count_nonzero()", "torch.count_nonzero(m)", "n.count_nonzero(0)", "x.count_nonzero()"],
  },
);
