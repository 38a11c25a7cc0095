// scatter and index ops that combine what comes together: scatter_reduce, index_reduce, scatter(reduce=…).
// Follows aten/src/ATen/native/TensorAdvancedIndexing.cpp and derivatives.yaml.

import type { Saved } from "../autograd/op-node";
import { indexError, runtimeError } from "../errors";
import { type Combination, combine } from "../kernels/combine";
import { bool, type DType, float32, int32, int64 } from "../tensor/dtype";
import { isHalf, type Scalar } from "../tensor/promotion";
import { cast, dense, denseCopy, filled, fromNumbers, wrapNumber, writeElement } from "../tensor/raw";
import { contiguousStrides, elementOffsets, formatShape, numelOf, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div, divMode, mul } from "./arithmetic";
import { bitwiseAnd, eq } from "./comparison";
import { to } from "./conversion";
import { type Op, op } from "./declare";
import { checkKernel } from "./kernel-dtypes";
import { maskedFill, where } from "./masking";
import {
  atLeast1d,
  gather,
  indexAdd,
  indexFill,
  indexSelect,
  placement,
  scatterAdd,
  scatterValue,
  sourcePositions,
  vectorIndices,
  vectorPositions,
} from "./selection";

type Reduction = "sum" | "prod" | "mean" | "amax" | "amin";

/** What an element that is not to count starts from. */
function identity(reduction: Reduction, dtype: DType): Scalar {
  if (reduction === "prod") return 1n;
  if (reduction === "sum" || reduction === "mean") return 0n;
  const high = reduction === "amin";
  if (dtype.isFloatingPoint) return high ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (dtype === bool) return high;
  const bits = BigInt(dtype.itemSize * 8);
  if (dtype.name === "uint8") return high ? 255n : 0n;
  return high ? 2n ** (bits - 1n) - 1n : -(2n ** (bits - 1n));
}

/** Where elements of a source go in a dense tensor, and where they are. */
interface Route {
  readonly positions: Float64Array;
  readonly sources: Float64Array;
}

/** A copy of `self` with the routed elements of `src` combined into it. */
function reduced(self: Tensor, src: Tensor, route: Route, reduction: Reduction, includeSelf: boolean): Tensor {
  const { dtype } = self;
  const wide: DType = dtype === bool ? int32 : isHalf(dtype) ? float32 : dtype;
  const result = wide === dtype ? denseCopy(self) : cast(dense(self), wide);
  const { positions, sources } = route;
  const out = result.storage.array(wide);
  if (!includeSelf) {
    const start = filled([], identity(reduction, dtype), wide);
    for (let i = 0; i < positions.length; i++) {
      // One dtype, so both hold bigints or both hold numbers.
      out[positions[i] as number] = start.storage.array(wide)[0] as never;
    }
  }
  const how: Combination = reduction === "mean" ? "sum" : reduction;
  const values = wide === dtype ? src : cast(src, wide);
  const places = wide === dtype ? sources : flatPlaces(src, sources);
  combine(out, positions, values.storage.array(wide), places, how);
  if (reduction === "mean") return cast(average(result, route, includeSelf), dtype);
  return cast(result, dtype);
}

/** The positions of a strided source in a dense copy of it. */
function flatPlaces(src: Tensor, sources: Float64Array): Float64Array {
  const places = new Map<number, number>();
  elementOffsets(src.shape, src.strides, src.offset).forEach((at, i) => {
    places.set(at, i);
  });
  return sources.map((at) => places.get(at) ?? 0);
}

function average(sums: Tensor, { positions }: Route, includeSelf: boolean): Tensor {
  const counts = new Float64Array(sums.numel).fill(includeSelf ? 1 : 0);
  for (const at of positions) counts[at] = (counts[at] as number) + 1;
  const divisor = fromNumbers(
    counts.map((n) => (n === 0 ? 1 : n)),
    sums.shape,
    sums.dtype,
  );
  return sums.dtype.isFloatingPoint ? div.forward(sums, divisor) : divMode.forward(sums, divisor, "floor");
}

/** What both backward formulas need of scatter_reduce or index_reduce. */
interface Steps {
  /** Elements of a result where those of the source went. */
  readonly pick: (t: Tensor) => Tensor;
  /** t with elements of a source added where they go. */
  readonly add: (t: Tensor, src: Tensor) => Tensor;
  /** The op itself. */
  readonly again: (self: Tensor, src: Tensor) => Tensor;
  /** t with 0 where anything went. */
  readonly clear: (t: Tensor) => Tensor;
}

function isValue(t: Tensor, value: number): Tensor {
  return eq(t, wrapNumber(value));
}

function gradientOfSelf(g: Tensor, s: Saved, steps: Steps, src: Tensor): Tensor {
  const [self, result] = [s.tensor("self"), s.tensor("result")];
  let grad: Tensor;
  switch (s.text("reduce")) {
    case "sum":
      grad = g;
      break;
    case "prod": {
      // Without what is 0 in self, the product of the rest is the slope.
      const masked = maskedFill(self, isValue(self, 0), 1);
      grad = div(mul(g, steps.again(masked, src)), masked);
      break;
    }
    case "mean":
      grad = div(g, counts(g, src, s, steps));
      break;
    default: {
      const own = to(eq(self, result), self.dtype);
      grad = mul(own, div(g, takers(self, src, result, steps)));
    }
  }
  return s.flag("include_self") ? grad : steps.clear(grad);
}

function gradientOfSource(g: Tensor, s: Saved, steps: Steps, src: Tensor): Tensor {
  const [self, result] = [s.tensor("self"), s.tensor("result")];
  switch (s.text("reduce")) {
    case "sum":
      return steps.pick(g);
    case "prod": {
      const zero = isValue(src, 0);
      const zeros = steps.pick(steps.add(filled(self.shape, 0, self.dtype), to(zero, self.dtype)));
      const alone = bitwiseAnd(zero, isValue(zeros, 1));
      const others = steps.again(self, maskedFill(src, alone, 1));
      const plain = div(steps.pick(mul(g, result)), maskedFill(src, zero, 1));
      return where(alone, steps.pick(mul(g, others)), plain);
    }
    case "mean":
      return div(steps.pick(g), steps.pick(counts(g, src, s, steps)));
    default: {
      const own = to(eq(src, steps.pick(result)), self.dtype);
      return mul(own, steps.pick(div(g, takers(self, src, result, steps))));
    }
  }
}

/** How many elements came together in each, at least 1. */
function counts(g: Tensor, src: Tensor, s: Saved, steps: Steps): Tensor {
  const start = filled(g.shape, s.flag("include_self") ? 1 : 0, g.dtype);
  const total = steps.add(start, filled(src.shape, 1, g.dtype));
  return maskedFill(total, isValue(total, 0), 1);
}

/** Among how many the gradient of an extreme is shared. */
function takers(self: Tensor, src: Tensor, result: Tensor, steps: Steps): Tensor {
  const own = to(eq(self, result), self.dtype);
  return steps.add(own, to(eq(src, steps.pick(result)), self.dtype));
}

// ---- scatter_reduce

function checkReduction(reduce: string): Reduction {
  if (reduce === "sum" || reduce === "prod" || reduce === "mean" || reduce === "amax" || reduce === "amin")
    return reduce;
  throw runtimeError("reduce argument must be either sum, prod, mean, amax or amin.");
}

type ScatterArguments = [self: Tensor, dim: number, index: Tensor, src: Tensor, reduce: string, includeSelf?: boolean];

function scatterSteps(s: Saved): Steps {
  const [dim, index] = [s.int("dim"), s.tensor("index")];
  return {
    pick: (t) => gather(t, dim, index),
    add: (t, src) => scatterAdd(t, dim, index, src),
    again: (self, src) => scatterReduce(self, dim, index, src, s.text("reduce"), s.flag("include_self")),
    clear: (t) => scatterValue(t, dim, index, 0),
  };
}

const scatterUses = ["dim", "include_self", "index", "reduce", "result", "self", "src"];

export const scatterReduce: Op<ScatterArguments, Tensor> = op(
  "scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor",
  {
    doc: "A copy of self with elements of src combined (sum, prod, mean, amax, amin) where an index tensor says",
    inplace: true,
    forward: (self, dim, index, src, reduce, includeSelf) => {
      const reduction = checkReduction(reduce);
      const { positions } = placement(self, dim, index, src);
      if (index.numel === 0) return denseCopy(self);
      if (reduction === "mean" && self.dtype === bool) {
        throw runtimeError(`"scatter_gather_tensor_cpu_reduce_mean" not implemented for 'Bool'`);
      }
      return reduced(self, src, { positions, sources: sourcePositions(src, index) }, reduction, includeSelf);
    },
    backward: {
      self: { uses: scatterUses, grad: (g, s) => gradientOfSelf(g, s, scatterSteps(s), s.tensor("src")) },
      src: { uses: scatterUses, grad: (g, s) => gradientOfSource(g, s, scatterSteps(s), s.tensor("src")) },
    },
    samples: [
      ...["sum", "prod", "mean", "amax", "amin"].flatMap((reduce) => [
        `x.scatter_reduce(1, k, y, '${reduce}')`,
        `x.scatter_reduce(0, k[:2], y, '${reduce}', include_self=False)`,
        `n.scatter_reduce(1, k, i, '${reduce}')`,
        `x.scatter_reduce(1, torch.zeros(4, 3, dtype=torch.long), x.detach(), reduce='${reduce}')`,
        `m.scatter_reduce(1, k, m, '${reduce}')`,
      ]),
      "torch.scatter_reduce(x, 0, torch.zeros(4, 3, dtype=torch.long), y.relu(), 'prod')",
      "x.relu().scatter_reduce(1, k, y, 'prod')",
      "torch.zeros(3).scatter_reduce(0, t, torch.ones(4), reduce='mean')",
      "torch.zeros(3).scatter_reduce_(0, t, torch.tensor([1., 2., 3., 4.]), reduce='amax', include_self=False)",
      "(x * 1).scatter_reduce_(1, k, y, 'sum')",
      "x.scatter_reduce(1, k, y, 'foo')",
      "x.scatter_reduce(1, k.int(), y, 'sum')",
      "x.scatter_reduce(1, t, y, 'sum')",
      "x.scatter_reduce(1, k, n, 'sum')",
      "x.scatter_reduce(1, k + 7, y, 'sum')",
      "x.t().scatter_reduce(1, k.t(), y.t(), 'amax')",
    ],
  },
);

// ---- index_reduce

function checkIndexReduce(self: Tensor, dim: number, index: Tensor, source: Tensor, reduce: string): Reduction {
  if (reduce !== "prod" && reduce !== "mean" && reduce !== "amax" && reduce !== "amin") {
    throw runtimeError(`index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got ${reduce}.`);
  }
  if (index.dim > 1) {
    throw indexError(
      `index_reduce_(): Index is supposed to be a vector, but got dim: ${index.dim} with type: ${index.dtype.scalarName} and size: ${formatShape(index.shape)}`,
    );
  }
  if (index.dtype !== int64 && index.dtype !== int32) {
    throw runtimeError(`index_reduce_(): Expected dtype int32/int64 for index but got: ${index.dtype.scalarName}`);
  }
  if (self.dtype !== source.dtype) {
    throw runtimeError(
      `index_reduce_(): self (${self.dtype.scalarName}) and source (${source.dtype.scalarName}) must have the same scalar type`,
    );
  }
  const size = atLeast1d(source.shape)[dim] ?? 1;
  if (index.numel !== size) {
    throw runtimeError(
      `index_reduce_(): Number of indices (${index.numel}) should be equal to source.size(dim): (${size}), for dim: ${dim}`,
    );
  }
  return reduce;
}

function indexSteps(s: Saved): Steps {
  const [dim, index] = [s.int("dim"), s.tensor("index")];
  return {
    pick: (t) => indexSelect(t, dim, index),
    add: (t, src) => indexAdd(t, dim, index, src),
    again: (self, src) => indexReduce(self, dim, index, src, s.text("reduce"), s.flag("include_self")),
    clear: (t) => indexFill(t, dim, to(index, int64), 0),
  };
}

const indexUses = ["dim", "include_self", "index", "reduce", "result", "self", "source"];

export const indexReduce: Op<ScatterArguments, Tensor> = op(
  "index_reduce(Tensor self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor",
  {
    doc: "A copy of self with slices of source combined (prod, mean, amax, amin) where a vector of indices says",
    inplace: true,
    forward: (self, dimension, index, source, reduce, includeSelf) => {
      const dim = wrapDim(dimension, self.dim);
      const reduction = checkIndexReduce(self, dim, index, source, reduce);
      const shape = atLeast1d(self.shape);
      const indices = vectorIndices(index, shape[dim] ?? 0, () => indexError("index out of range in self"));
      if (!includeSelf) checkKernel("index_reduce_func_exclude_input_init", self.dtype, bool);
      if (reduction === "mean") checkKernel("div_floor_cpu", self.dtype, bool);
      const sourceShape = atLeast1d(source.shape);
      const positions = vectorPositions(sourceShape, contiguousStrides(shape), 0, dim, indices);
      const sources = elementOffsets(sourceShape, source.dim === 0 ? [1] : source.strides, source.offset);
      return reduced(self, source, { positions, sources }, reduction, includeSelf);
    },
    backward: {
      self: { uses: indexUses, grad: (g, s) => gradientOfSelf(g, s, indexSteps(s), s.tensor("source")) },
      source: { uses: indexUses, grad: (g, s) => gradientOfSource(g, s, indexSteps(s), s.tensor("source")) },
    },
    samples: [
      ...["prod", "mean", "amax", "amin"].flatMap((reduce) => [
        `x.index_reduce(0, t, y, '${reduce}')`,
        `x.index_reduce(1, torch.tensor([0, 2, 0]), y, '${reduce}', include_self=False)`,
        `n.index_reduce(0, t, i, '${reduce}')`,
      ]),
      "torch.index_reduce(x, 0, t, y.relu(), 'prod')",
      "(x * 1).index_reduce_(0, t, y, 'mean')",
      "x.index_reduce(0, t, y, 'sum')",
      "x.index_reduce(0, t, y[:2], 'prod')",
      "x.index_reduce(0, t.float(), y, 'prod')",
      "x.index_reduce(0, t, n, 'prod')",
      "x.index_reduce(0, k, y, 'prod')",
      "x.index_reduce(0, t + 9, y, 'prod')",
    ],
  },
);

// ---- scatter(reduce="add" or "multiply"), which has no derivative

function scatterCombination(reduce: string): Combination {
  if (reduce === "add") return "sum";
  if (reduce === "multiply") return "prod";
  throw runtimeError("reduce argument must be either add or multiply.");
}

export const scatterWithReduce: Op<[self: Tensor, dim: number, index: Tensor, src: Tensor, reduce: string], Tensor> =
  op("scatter.reduce(Tensor self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor", {
    doc: "A copy of self with elements of src added or multiplied in along dim",
    inplace: true,
    forward: (self, dim, index, src, reduce) => {
      const how = scatterCombination(reduce);
      const { positions } = placement(self, dim, index, src);
      return reduced(
        self,
        src,
        { positions, sources: sourcePositions(src, index) },
        how === "sum" ? "sum" : "prod",
        true,
      );
    },
    samples: [
      "x.scatter(1, k, y, reduce='add')",
      "torch.scatter(x, 1, k, y, reduce='multiply')",
      "torch.zeros(4, 3).scatter_(1, k, y.detach(), reduce='add')",
      "x.scatter(1, k, y, reduce='foo')",
      "x.scatter(1, k, n, reduce='add')",
    ],
  });

export const scatterValueWithReduce: Op<
  [self: Tensor, dim: number, index: Tensor, value: Scalar, reduce: string],
  Tensor
> = op("scatter.value_reduce(Tensor self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor", {
  doc: "A copy of self with one value added or multiplied in along dim",
  inplace: true,
  forward: (self, dim, index, value, reduce) => {
    const how = scatterCombination(reduce);
    const { positions } = placement(self, dim, index, null);
    const one = filled([1], 0n, self.dtype);
    writeElement(one, 0, value);
    const sources = new Float64Array(numelOf(index.shape));
    return reduced(self, one, { positions, sources }, how === "sum" ? "sum" : "prod", true);
  },
  samples: ["x.scatter(1, k, 2., reduce='multiply')", "n.scatter(1, k, 3, reduce='add')"],
});
