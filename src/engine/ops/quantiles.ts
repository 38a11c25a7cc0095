// Reductions that pass over NaN, quantiles, and the most frequent value.
// Follows aten/src/ATen/native/{ReduceOps,Sorting}.cpp and derivatives.yaml.

import { indexError, runtimeError } from "../errors";
import { sortRange } from "../kernels/select";
import { bool, type DType, float16, float32, float64, int64 } from "../tensor/dtype";
import { denseCopy, filled, numbers, wrapNumber } from "../tensor/raw";
import { wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div, mul, sub } from "./arithmetic";
import { isnan, logicalNot, lt } from "./comparison";
import { lerpTensor } from "./compound";
import { to } from "./conversion";
import { type Backward, type Op, op } from "./declare";
import { equalMask, valueSelectingReductionBackward } from "./extremes";
import { checkKernel, notImplementedFor } from "./kernel-dtypes";
import { maskedFill } from "./masking";
import { blockOf, pick, type Selector, selectedOrder, sort, stableSorter } from "./ordering";
import { ceil, floor, round } from "./pointwise";
import { anyDim, expandReduced, reducedDims, sum, sumDim, sumOver } from "./reductions";
import { squeezeDim_, transpose_, unsqueeze_ } from "./reshaping-in-place";
import { gather } from "./selection";
import { flatten, reshape, transpose, unsqueeze, view } from "./views";

type Dims = readonly number[] | null;
type DimArguments = [self: Tensor, dim?: Dims, keepdim?: boolean, dtype?: DType | null];

export const nansum: Op<DimArguments, Tensor> = op(
  "nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    doc: "Sum along dim, NaN counting as 0",
    forward: (self, dim, keepdim, dtype) => {
      if (self.dtype.isComplex) throw runtimeError("nansum does not support complex inputs");
      if (self.dtype.isFloatingPoint && dtype !== null && !dtype.isFloatingPoint) {
        throw notImplementedFor("nansum_cpu", dtype);
      }
      const numbersOnly = self.dtype.isFloatingPoint ? maskedFill.forward(self, isnan.forward(self), 0) : self;
      return sumOver(numbersOnly, reducedDims(dim, self.dim), keepdim, dtype);
    },
    backward: {
      self: {
        uses: ["dim", "keepdim", "self"],
        grad: (g, s) => {
          const self = s.tensor("self");
          const dims = s.ints("dim");
          const spread = expandReduced(
            to(g, self.dtype),
            self.shape,
            dims.length === 0 ? null : dims,
            s.flag("keepdim"),
          );
          return mul(spread, logicalNot(isnan(self)));
        },
      },
    },
    samples: [
      "z.nansum()",
      "z[4:].nansum(0)",
      "torch.nansum(x, (0, 1))",
      "x.nansum(1, keepdim=True)",
      "torch.nansum(i)",
      "torch.nansum(i, 0, dtype=torch.float32)",
      "torch.nansum(m)",
      "e.nansum(0)",
      "s.nansum()",
      "nc.nansum(0)",
    ],
  },
);

export const nanmean: Op<DimArguments, Tensor> = op(
  "nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
  {
    noComplex: "nanmean(): expected input to have floating point dtype but got {}",
    doc: "Mean along dim of what is not NaN",
    out: true,
    composite: (self, dim, keepdim, dtype) => {
      if (!self.dtype.isFloatingPoint) {
        throw runtimeError(`nanmean(): expected input to have floating point dtype but got ${self.dtype.scalarName}`);
      }
      const count = sumDim(logicalNot(isnan(self)), dim, keepdim);
      return div(nansum(self, dim, keepdim, dtype), count);
    },
    samples: [
      "z[4:].nanmean()",
      "torch.nanmean(x, 1, keepdim=True)",
      "torch.nanmean(torch.tensor([[1., float('nan')], [float('nan'), float('nan')]]), 1)",
      "i.nanmean()",
      "x.nanmean((0, 1))",
    ],
  },
);

/** Where the median of what is not NaN comes to lie in each row; the first NaN where there is nothing else. */
function nanMedianSelector(middle: number): Selector {
  return (row, value) => {
    const missing = row.filter((at) => Number.isNaN(value(at))).length;
    stableSorter(false)(row, value);
    row[middle] = row[Math.max(row.length - missing - 1, 0) >> 1] ?? 0;
  };
}

const selectedAlong: Backward = {
  self: {
    uses: ["dim", "indices", "keepdim", "self_sizes"],
    grad: (g, s) =>
      valueSelectingReductionBackward(g, s.int("dim"), s.tensor("indices"), s.ints("self_sizes"), s.flag("keepdim")),
  },
};

export const nanmedianDim: Op<[self: Tensor, dim: number, keepdim?: boolean], readonly Tensor[]> = op(
  "nanmedian.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
  {
    noComplex: "median_out",
    doc: "The lower median along dim of what is not NaN, and where it is",
    node: 1,
    forward: (self, dim, keepdim) => {
      const block = blockOf(self, dim);
      if (self.dim > 0 && block.count === 0) {
        throw indexError(`nanmedian(): Expected reduction dim ${block.dim} to have non-zero size.`);
      }
      if (self.numel > 0) checkKernel("median_out", self.dtype, bool, float16);
      return onePerRow(self, dim, keepdim, 0, nanMedianSelector(0));
    },
    backward: selectedAlong,
    samples: [
      "x.nanmedian(1, True)",
      "torch.nanmedian(torch.tensor([[1., float('nan'), 3.], [float('nan'), float('nan'), float('nan')]]), 1)",
      "i.nanmedian(0)",
      "z.nanmedian(0)",
      "s.nanmedian(0)",
    ],
  },
);

function onePerRow(self: Tensor, dim: number, keepdim: boolean, from: number, select: Selector): Tensor[] {
  const block = blockOf(self, dim);
  const result = pick(self, block, selectedOrder(self, block, select), from, 1);
  const shape = self.shape.filter((_, d) => d !== block.dim);
  return result.map((each) => (keepdim || self.dim === 0 ? each : reshape.forward(each, shape)));
}

export const nanmedian: Op<[self: Tensor], Tensor> = op("nanmedian(Tensor self) -> Tensor", {
  doc: "The lower median of all elements that are not NaN",
  out: false,
  forward: (self) => {
    if (self.numel === 0) return filled([], self.dtype.isFloatingPoint ? Number.NaN : -(2n ** 63n), self.dtype);
    checkKernel("median_cpu", self.dtype, bool, float16);
    const flat = reshape.forward(denseCopy(self), [self.numel]);
    const [value] = onePerRow(flat, 0, false, 0, nanMedianSelector(0));
    if (value === undefined) throw new Error("no value");
    return value;
  },
  backward: {
    self: {
      uses: ["result", "self"],
      grad: (g, s) => {
        const mask = equalMask(s.tensor("self"), s.tensor("result"));
        return mul(mask, div(g, sum(mask)));
      },
    },
  },
  samples: [
    "z.nanmedian()",
    "x.nanmedian()",
    "i.nanmedian()",
    "e.nanmedian()",
    "torch.tensor([float('nan')]).nanmedian()",
  ],
});

// ---- Quantiles

const interpolations = ["linear", "lower", "higher", "midpoint", "nearest"];

function checkQuantile(self: Tensor, q: Tensor, interpolation: string): void {
  if (self.numel === 0) throw runtimeError("quantile() input tensor must be non-empty");
  if (q.dim > 1) throw runtimeError("quantile() q must be a scalar or 1D tensor");
  if (self.dtype !== float32 && self.dtype !== float64) {
    throw runtimeError("quantile() input tensor must be either float or double dtype");
  }
  if (self.dtype !== q.dtype) throw runtimeError("quantile() q tensor must be same dtype as the input tensor");
  if (!interpolations.includes(interpolation)) {
    throw runtimeError(
      `quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got ${interpolation}`,
    );
  }
  if (numbers(q).some((v) => !(v >= 0 && v <= 1)))
    throw runtimeError("quantile() q values must be in the range [0, 1]");
}

/** The elements in order along a new last dimension, at the result's shape. */
function sortedRows(self: Tensor, dim: number | null, keepdim: boolean): Tensor {
  const at = dim === null ? 0 : wrapDim(dim, self.dim);
  // sort gives two tensors, by its schema.
  const values = (t: Tensor) => sort(t, -1, false)[0] as Tensor;
  if (dim === null) {
    const rows = values(flatten(self, 0, -1));
    return view(rows, [...(keepdim ? self.shape.map(() => 1) : []), self.numel]);
  }
  const kept = keepdim ? self.shape.map((n, d) => (d === at ? 1 : n)) : self.shape.filter((_, d) => d !== at);
  const count = self.dim === 0 ? 1 : (self.shape[at] ?? 1);
  const last = at === self.dim - 1;
  const rows = last ? values(self) : values(transpose(unsqueeze(self, -1), at, -1));
  return view(rows, [...kept, count]);
}

function quantileOf(
  self: Tensor,
  q: Tensor,
  dim: number | null,
  keepdim: boolean,
  interpolation: string,
  passNaN: boolean,
): Tensor {
  checkQuantile(self, q, interpolation);
  const sorted = sortedRows(self, dim, keepdim);
  const last = (sorted.shape[sorted.dim - 1] ?? 1) - 1;
  let ranks: Tensor;
  if (passNaN) {
    const count = sumDim(logicalNot(isnan(sorted)), [-1], true);
    ranks = mul(q, sub(count, wrapNumber(1n)));
    ranks = maskedFill(ranks, lessThanZero(ranks), 0);
  } else {
    // Where there is a NaN, it is the last, and the answer.
    const atNaN = anyDim(isnan(sorted), -1, true);
    ranks = maskedFill(mul(q, wrapNumber(BigInt(last))), atNaN, last);
  }
  if (interpolation === "lower") ranks = floor(ranks);
  else if (interpolation === "higher") ranks = ceil(ranks);
  else if (interpolation === "nearest") ranks = round(ranks);
  const below = to(ranks, int64);
  let values = gather(sorted, -1, below);
  if (interpolation === "linear" || interpolation === "midpoint") {
    const weights = interpolation === "midpoint" ? filled(ranks.shape, 0.5, ranks.dtype) : sub(ranks, below);
    values = lerpTensor(values, gather(sorted, -1, to(ceil(ranks), int64)), weights);
  }
  if (q.dim === 0) return squeezeDim_(values, -1);
  return squeezeDim_(transpose_(unsqueeze_(values, 0), 0, -1), -1);
}

function lessThanZero(t: Tensor): Tensor {
  return lt(t, wrapNumber(0n));
}

type QuantileArguments<Q> = [self: Tensor, q: Q, dim?: number | null, keepdim?: boolean, interpolation?: string];

function quantileOps(name: "quantile" | "nanquantile", doc: string, samples: readonly string[]): void {
  const passNaN = name === "nanquantile";
  const options = `int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor`;
  op<QuantileArguments<Tensor>, Tensor>(`${name}(Tensor self, Tensor q, ${options}`, {
    doc,
    out: true,
    composite: (self, q, dim, keepdim, interpolation) => quantileOf(self, q, dim, keepdim, interpolation, passNaN),
    samples,
  });
  op<QuantileArguments<number>, Tensor>(`${name}.scalar(Tensor self, float q, ${options}`, {
    doc,
    out: true,
    composite: (self, q, dim, keepdim, interpolation) => {
      if (!(q >= 0 && q <= 1)) throw runtimeError(`quantile() q must be in the range [0, 1] but got ${q}`);
      return quantileOf(self, filled([], q, self.dtype), dim, keepdim, interpolation, passNaN);
    },
    samples: [],
  });
}

quantileOps("quantile", "The value below which a fraction q of the elements lies, along dim", [
  "x.quantile(0.4)",
  "x.quantile(0.3, 0)",
  "x.quantile(0.3, 1, keepdim=True)",
  "x.quantile(torch.tensor([0.25, 0.5]))",
  "x.quantile(torch.tensor([0.25, 0.5]), dim=0)",
  "x.quantile(torch.tensor([0.25, 0.5]), dim=1, keepdim=True)",
  "torch.quantile(x, 0.3, interpolation='lower')",
  "torch.quantile(x, 0.3, interpolation='higher')",
  "torch.quantile(x, 0.3, interpolation='nearest')",
  "torch.quantile(x, 0.3, interpolation='midpoint')",
  "x.quantile(0.3, interpolation='foo')",
  "x.quantile(1.5)",
  "x.quantile(torch.tensor([1.5]))",
  "i.quantile(0.5)",
  "x.quantile(d[0])",
  "e.quantile(0.5)",
  "z.quantile(0.5)",
  "x.quantile(torch.tensor([[0.1, 0.2]]))",
  "x.quantile(0.5, 5)",
  "s.quantile(0.3, 0, keepdim=True)",
  "b.quantile(0.7, 1)",
]);
quantileOps("nanquantile", "quantile of what is not NaN", [
  "z.nanquantile(0.5)",
  "torch.nanquantile(torch.tensor([[1., float('nan'), 3.], [float('nan'), float('nan'), float('nan')]]), 0.5, dim=1)",
  "x.nanquantile(torch.tensor([0.3, 1.]), 0)",
]);

// ---- The most frequent value

export const mode: Op<[self: Tensor, dim?: number, keepdim?: boolean], readonly Tensor[]> = op(
  "mode(Tensor self, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)",
  {
    doc: "The most frequent value along dim (the smallest of several), and where it is",
    forward: (self, dim, keepdim) => {
      const block = blockOf(self, dim);
      if (self.dim > 0 && block.count === 0) {
        throw indexError(`mode(): Expected reduction dim ${block.dim} to have non-zero size.`);
      }
      return onePerRow(self, dim, keepdim, 0, mostFrequent);
    },
    backward: selectedAlong,
    samples: [
      "x.mode()",
      "torch.mode(torch.tensor([3, 1, 1, 2, 2, 2, 1]))",
      "torch.mode(torch.tensor([[1, 2], [1, 3], [2, 3]]), 0, keepdim=True)",
      "torch.mode(torch.tensor([2, 2, 1, 1]))",
      "torch.mode(torch.arange(40) * 5 % 7)",
      "s.mode()",
      "m.mode(0)",
      "e.mode(1)",
      "e.mode(0)",
      "x.relu().mode(0)",
    ],
  },
);

/** The last of the longest run, as std::sort leaves equal elements. */
const mostFrequent: Selector = (row, value) => {
  sortRange(row, 0, row.length, (x, y) => value(x) < value(y));
  let best = 0;
  let found = row[0] ?? 0;
  let run = 0;
  for (let i = 0; i < row.length; i++) {
    run++;
    const here = row[i] ?? 0;
    const next = row[i + 1];
    if (next !== undefined && value(next) === value(here)) continue;
    if (run > best) {
      best = run;
      found = here;
    }
    run = 0;
  }
  row[0] = found;
};
