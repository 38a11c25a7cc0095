// Histograms with their edges, along one dimension or several.
// Follows aten/src/ATen/native/Histogram.cpp and cpu/HistogramKernel.cpp.

import { runtimeError, UnsupportedError } from "../errors";
import { fromNumbers, numbers } from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { linspace } from "./creation";
import { type Op, op } from "./declare";
import { bound, typeText } from "./searching";

/** Points: the last dimension of the input holds the coordinates of one. */
function checkPoints(self: Tensor, weight: Tensor | null): void {
  if (self.dim < 2) throw runtimeError("torch.histogramdd: input tensor should have at least 2 dimensions");
  checkDTypes(self, weight);
  if (weight === null) return;
  const points = self.shape.slice(0, -1);
  if (formatShape(points) !== formatShape(weight.shape)) throw wrongWeight(self.shape, weight.shape);
}

/** Elements, each a point of one coordinate. */
function checkElements(self: Tensor, weight: Tensor | null): void {
  checkDTypes(self, weight);
  if (weight !== null && weight.numel !== self.numel) throw wrongWeight([self.numel, 1], [weight.numel]);
}

function checkDTypes(self: Tensor, weight: Tensor | null): void {
  if (!self.dtype.isFloatingPoint || self.dtype.itemSize === 2) {
    throw runtimeError(`"histogramdd" not implemented for '${self.dtype.scalarName}'`);
  }
  if (weight === null || weight.dtype === self.dtype) return;
  throw runtimeError(
    `torch.histogramdd: if weight tensor is provided, input tensor and weight tensor should have the same dtype, but got input(${typeText(self.dtype)}), and weight(${typeText(weight.dtype)})`,
  );
}

function wrongWeight(input: readonly number[], weight: readonly number[]) {
  return runtimeError(
    `torch.histogramdd: if weight tensor is provided it should have the same shape as the input tensor excluding its innermost dimension, but got input with shape ${formatShape(input)} and weight with shape ${formatShape(weight)}`,
  );
}

/** The interval of a value among edges, or -1 outside them. The last interval has its right edge too. */
function binOf(edges: ArrayLike<number>, value: number): number {
  const bins = edges.length - 1;
  if (!(value >= (edges[0] ?? 0) && value <= (edges[bins] ?? 0))) return -1;
  return Math.min(bound(edges, null, 0, edges.length, value, true) - 1, bins - 1);
}

/** How much weight falls into each box of the grid; `self` holds points of `edges.length` coordinates. */
function counts(self: Tensor, edges: readonly Tensor[], weight: Tensor | null, density: boolean): Tensor {
  const grid = edges.map(numbers);
  const bins = grid.map((each) => Math.max(each.length - 1, 0));
  const values = numbers(self);
  const weights = weight === null ? null : numbers(weight);
  const totals = new Float64Array(bins.reduce((product, each) => product * each, 1));
  for (let point = 0; point * grid.length < values.length; point++) {
    let box = 0;
    grid.forEach((at, d) => {
      const bin = binOf(at, values[point * grid.length + d] ?? 0);
      box = bin < 0 || box < 0 ? -1 : box * (bins[d] ?? 0) + bin;
    });
    if (box >= 0) totals[box] = (totals[box] ?? 0) + (weights === null ? 1 : (weights[point] ?? 0));
  }
  if (density) toDensity(totals, grid);
  return fromNumbers(totals, bins, self.dtype);
}

function toDensity(totals: Float64Array, grid: readonly ArrayLike<number>[]): void {
  let sum = 0;
  for (const total of totals) sum += total;
  for (let box = 0; box < totals.length; box++) {
    let share = (totals[box] ?? 0) / sum;
    let rest = box;
    for (const at of [...grid].reverse()) {
      const bin = rest % (at.length - 1);
      rest = Math.floor(rest / (at.length - 1));
      share /= (at[bin + 1] ?? 0) - (at[bin] ?? 0);
    }
    totals[box] = share;
  }
}

/** As C++'s streams print a double. */
function streamed(value: number): string {
  if (Number.isNaN(value)) return "nan";
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : value > 0 ? "inf" : "-inf";
}

/** The outermost edges of each dimension: those given, or the least and the greatest coordinates. */
function outerEdges(self: Tensor, rank: number, range: readonly number[] | null): [low: number, high: number][] {
  if (range !== null && range.length !== 2 * rank) {
    throw runtimeError(
      `torch.histogramdd: for a ${rank}-dimensional histogram range should have ${2 * rank} elements, but got ${range.length}`,
    );
  }
  const values = numbers(self);
  return Array.from({ length: rank }, (_, d): [number, number] => {
    let [low, high] = [0, 1];
    if (range !== null) [low, high] = [range[2 * d] ?? 0, range[2 * d + 1] ?? 0];
    else if (values.length > 0) {
      low = Number.POSITIVE_INFINITY;
      high = Number.NEGATIVE_INFINITY;
      for (let i = d; i < values.length; i += rank) {
        low = Math.min(low, values[i] ?? 0);
        high = Math.max(high, values[i] ?? 0);
      }
    }
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      throw runtimeError(
        `torch.histogramdd: dimension ${d}'s range [${streamed(low)}, ${streamed(high)}] is not finite`,
      );
    }
    if (low > high) {
      throw runtimeError(
        `torch.histogramdd: min should not exceed max, but got min ${streamed(low)} max ${streamed(high)} for dimension ${d}`,
      );
    }
    // Not empty, as NumPy has it.
    return low === high ? [low - 0.5, high + 0.5] : [low, high];
  });
}

function checkEdges(self: Tensor, bins: readonly Tensor[], rank: number): void {
  if (bins.length !== rank) {
    throw runtimeError(
      `torch.histogramdd: expected ${rank} sequences of bin edges for a ${rank}-dimensional histogram but got ${bins.length}`,
    );
  }
  bins.forEach((edges, d) => {
    if (edges.dim !== 1) {
      throw runtimeError(
        `torch.histogramdd: bins tensor should have one dimension, but got ${edges.dim} dimensions in the bins tensor for dimension ${d}`,
      );
    }
    if (edges.dtype !== self.dtype) {
      throw runtimeError(
        `torch.histogramdd: input tensor and bins tensors should have the same dtype, but got input with dtype ${typeText(self.dtype)} and bins for dimension ${d} with dtype ${typeText(edges.dtype)}`,
      );
    }
  });
}

function equalEdges(self: Tensor, bins: readonly number[], range: readonly number[] | null): Tensor[] {
  bins.forEach((count, d) => {
    if (count <= 0) throw runtimeError(`torch.histogram(): bins must be > 0, but got ${count} for dimension ${d}`);
  });
  return outerEdges(self, bins.length, range).map(([low, high], d) =>
    linspace.forward(low, high, (bins[d] ?? 0) + 1, self.dtype, null, null, null),
  );
}

type HistogramOptions = [weight?: Tensor | null, density?: boolean];

export const histogramBins: Op<[self: Tensor, bins: Tensor, ...HistogramOptions], readonly Tensor[]> = op(
  "histogram.bins_tensor(Tensor self, Tensor bins, *, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)",
  {
    doc: "How many elements fall between given edges",
    forward: (self, bins, weight, density) => {
      checkEdges(self, [bins], 1);
      checkElements(self, weight);
      return [counts(self, [bins], weight, density), fromNumbers([...numbers(bins)], bins.shape, bins.dtype)];
    },
    samples: [
      "torch.histogram(x.detach(), torch.tensor([-2., 0., 2.]))",
      "torch.histogram(x.detach(), torch.tensor([[2., 0.]]))",
      "torch.histogram(x.detach(), torch.tensor([2, 0]))",
      "torch.histogram(x.detach(), torch.tensor([-1., 0.5]), density=True)",
    ],
  },
);

export const histogram: Op<
  [self: Tensor, bins?: number, range?: readonly number[] | null, ...HistogramOptions],
  readonly Tensor[]
> = op(
  "histogram.bin_ct(Tensor self, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)",
  {
    doc: "How many elements fall into each of so many equal intervals, and the edges of these",
    forward: (self, bins, range, weight, density) => {
      if (bins <= 0) throw runtimeError(`torch.histogram(): bins must be > 0, but got ${bins} for dimension 0`);
      checkElements(self, weight);
      const [edges] = equalEdges(self, [bins], range) as [Tensor];
      return [counts(self, [edges], weight, density), edges];
    },
    samples: [
      "torch.histogram(x.detach(), 3)",
      "torch.histogram(x.detach(), 4, range=(-1., 1.), weight=p.detach(), density=True)",
      "torch.histogram(torch.tensor([1., 1.]), 2)",
      "torch.histogram(torch.tensor([]), 2)",
      "torch.histogram(i, 2)",
      "torch.histogram(x.detach(), 0)",
      "torch.histogram(x.detach(), 3, range=(2., 1.))",
      "torch.histogram(x.detach(), 3, range=(1.,))",
      "torch.histogram(x.detach(), 3, weight=torch.ones(3))",
      "torch.histogram(torch.tensor([1., float('nan')]), 2)",
      "torch.histogram(x, 3)",
    ],
  },
);

/** For torch.histogramdd, which is in the prelude: its result is a tensor and a list. */
export const histogramddCounts: Op<[self: Tensor, bins: readonly Tensor[], ...HistogramOptions], Tensor> = op(
  "_histogramdd_from_bin_tensors(Tensor self, Tensor[] bins, *, Tensor? weight=None, bool density=False) -> Tensor",
  {
    doc: "How many points fall into each box of a grid",
    forms: ["_C"],
    forward: (self, bins, weight, density) => {
      if (self.dim < 2) throw runtimeError("torch.histogramdd: input tensor should have at least 2 dimensions");
      checkEdges(self, bins, self.shape.at(-1) ?? 0);
      checkPoints(self, weight);
      return counts(self, bins, weight, density);
    },
    backward: null,
    samples: [
      "torch.histogramdd(x.detach(), [torch.tensor([-1., 0., 1.])] * 3)",
      "torch.histogramdd(x.detach(), [torch.tensor([-1., 0., 1.])] * 2)",
    ],
  },
);

export const histogramddEdges: Op<
  [self: Tensor, bins: readonly number[], range?: readonly number[] | null, weight?: Tensor | null],
  readonly Tensor[]
> = op("_histogramdd_bin_edges(Tensor self, int[] bins, *, float[]? range=None, Tensor? weight=None) -> Tensor[]", {
  doc: "The edges of equal intervals along each dimension",
  forms: ["_C"],
  forward: (self, bins, range, weight) => {
    const rank = self.shape.at(-1) ?? 0;
    if (self.dim >= 2 && bins.length !== rank) {
      // PyTorch's own reads memory that is not its list's.
      throw new UnsupportedError(`torch.histogramdd with ${bins.length} bin counts for ${rank} dimensions`);
    }
    checkPoints(self, weight);
    return equalEdges(self, bins, range);
  },
  backward: null,
  samples: [
    "torch.histogramdd(x.detach(), [2, 3, 2])",
    "torch.histogramdd(x.detach(), 3, density=True)",
    "torch.histogramdd(x.detach(), [2, 3, 2], weight=torch.arange(4.))",
    "torch.histogramdd(x.detach(), [2, 3, 2], range=[-1., 1., 0., 2., -2., 0.])",
    "torch.histogramdd(x.detach(), [2, 3, 0])",
    "torch.histogramdd(i, [2, 3, 2])",
  ],
});
