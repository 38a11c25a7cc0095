// Distinct values: unique and unique_consecutive, of elements and of slices along a dimension.
// Follows aten/src/ATen/native/Unique.cpp and torch/functional.py.

import { notImplementedError, runtimeError, UnsupportedError } from "../errors";
import { sortRange } from "../kernels/select";
import { float16, int64 } from "../tensor/dtype";
import { denseCopy, fromNumbers, isSafe, numbers } from "../tensor/raw";
import { numelOf, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Backward, type Op, op } from "./declare";
import { checkKernel } from "./kernel-dtypes";
import { sorter } from "./ordering";
import { indexSelect } from "./selection";
import { permute } from "./views";

function distinct(self: Tensor, consecutive: boolean): Tensor[] {
  const flat = numbers(self);
  if (self.numel > 0) checkKernel("unique", self.dtype, float16);
  if (self.dtype === int64 && !isSafe(self)) throw new UnsupportedError("unique beyond ±2^53");
  const order = Array.from(flat, (_, i) => i);
  if (!consecutive) sorter(false)(order, (i) => flat[i] as number);
  const values: number[] = [];
  const counts: number[] = [];
  const inverse = new Float64Array(flat.length);
  for (let i = 0; i < order.length; i++) {
    // `order` is a permutation of the positions in `flat`.
    const at = order[i] as number;
    const value = flat[at] as number;
    if (values.length === 0 || value !== values[values.length - 1]) {
      values.push(value);
      counts.push(0);
    }
    inverse[at] = values.length - 1;
    counts[counts.length - 1] = (counts[counts.length - 1] ?? 0) + 1;
  }
  return [
    fromNumbers(values, [values.length], self.dtype),
    fromNumbers(inverse, self.shape, int64),
    fromNumbers(counts, [counts.length], int64),
  ];
}

function refuseGradient(name: string): Backward {
  return {
    self: () => {
      throw notImplementedError(`the derivative for '${name}' is not implemented.`);
    },
  };
}

type ConsecutiveFlags = [returnInverse?: boolean, returnCounts?: boolean];
/** Of slices all results are worked out, in order, whatever the flags. */
type DimFlags = [sorted?: boolean, ...ConsecutiveFlags];

type UniqueArguments = [self: Tensor, sorted?: boolean, returnInverse?: boolean, returnCounts?: boolean];

const unique2: Op<UniqueArguments, readonly Tensor[]> = op(
  "_unique2(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)",
  {
    noHalf: "unique",
    doc: "Distinct values in order, which of them each element is, and how often each occurs",
    forms: ["_C"],
    forward: (self, inOrder) => {
      if (!inOrder) throw new UnsupportedError("torch.unique(sorted=False)");
      return distinct(self, false);
    },
    backward: refuseGradient("_unique2"),
    samples: [],
  },
);

/** Slices along dim that differ, in order or as they come; which of them each slice is; how often each occurs. */
function distinctSlices(self: Tensor, dimension: number, consecutive: boolean): Tensor[] {
  const dim = wrapDim(dimension, self.dim);
  const count = self.shape[dim] ?? 0;
  if (self.shape.some((n, d) => n === 0 && d !== dim)) {
    throw runtimeError("There are 0 sized dimensions, and they aren't selected, so unique cannot be applied");
  }
  checkKernel("unique_dim", self.dtype, float16);
  if (self.dtype === int64 && !isSafe(self)) throw new UnsupportedError("unique beyond ±2^53");
  const dims = [dim, ...self.shape.map((_, d) => d).filter((d) => d !== dim)];
  const front = denseCopy(permute.forward(self, dims));
  const rows = numbers(front);
  const size = count === 0 ? 0 : numelOf(self.shape) / count;
  const order = Array.from({ length: count }, (_, i) => i);
  const compare = (a: number, b: number): number => {
    for (let i = 0; i < size; i++) {
      // Both slices lie within `rows`.
      const x = rows[a * size + i] as number;
      const y = rows[b * size + i] as number;
      if (x < y) return -1;
      if (x > y) return 1;
    }
    return 0;
  };
  if (!consecutive) sortRange(order, 0, count, (a, b) => compare(a, b) < 0);
  const same = (a: number, b: number): boolean => {
    for (let i = 0; i < size; i++) if (rows[a * size + i] !== rows[b * size + i]) return false;
    return true;
  };
  const kept: number[] = [];
  const counts: number[] = [];
  const inverse = new Float64Array(count);
  for (const at of order) {
    const last = kept[kept.length - 1];
    if (last === undefined || !same(last, at)) {
      kept.push(at);
      counts.push(0);
    }
    inverse[at] = kept.length - 1;
    counts[counts.length - 1] = (counts[counts.length - 1] ?? 0) + 1;
  }
  const picked = indexSelect.forward(front, 0, fromNumbers(kept, [kept.length], int64));
  const back = self.shape.map((_, d) => dims.indexOf(d));
  const values = permute.forward(picked, back);
  return [values, fromNumbers(inverse, [count], int64), fromNumbers(counts, [counts.length], int64)];
}

const uniqueDim: Op<[self: Tensor, dim: number, ...DimFlags], readonly Tensor[]> = op(
  "unique_dim(Tensor self, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)",
  {
    doc: "The distinct slices along dim, in order",
    forms: ["_C"],
    forward: (self, dim) => distinctSlices(self, dim, false),
    backward: refuseGradient("unique_dim"),
    samples: [],
  },
);

const uniqueDimConsecutive: Op<[self: Tensor, dim: number, ...ConsecutiveFlags], readonly Tensor[]> = op(
  "unique_dim_consecutive(Tensor self, int dim, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)",
  {
    doc: "Each slice along dim that differs from the one before it",
    forms: ["_C"],
    forward: (self, dim) => distinctSlices(self, dim, true),
    backward: refuseGradient("unique_dim_consecutive"),
    samples: [],
  },
);

/** One tensor, or several as they are asked for. */
function asked(result: readonly Tensor[], inverse: boolean, counts: boolean): Tensor | readonly Tensor[] {
  const chosen = result.filter((_, i) => i === 0 || (i === 1 ? inverse : counts));
  const [only] = chosen;
  return chosen.length === 1 && only !== undefined ? only : chosen;
}

export const unique: Op<[...UniqueArguments, dim?: number | null], Tensor | readonly Tensor[]> = op(
  "unique(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False, int? dim=None) -> Tensor",
  {
    doc: "The distinct values, in order",
    composite: (self, inOrder, inverse, counts, dim) => {
      if (dim !== null) return asked(uniqueDim(self, dim), inverse, counts);
      return asked(unique2(self, inOrder, inverse, counts), inverse, counts);
    },
    samples: [
      "t.unique()",
      "torch.unique(x)",
      "torch.unique(k, return_inverse=True)",
      "torch.unique(t, return_inverse=True, return_counts=True)",
      "torch.unique(m, return_counts=True)",
      "torch.unique(k, dim=0, return_inverse=True, return_counts=True)",
      "torch.unique(torch.tensor([[1, 2], [1, 2], [0, 5]]), dim=0, return_inverse=True, return_counts=True)",
      "torch.unique(torch.tensor([[1, 2, 1], [1, 2, 1]]), dim=1, return_inverse=True)",
      "torch.unique(x, dim=0)",
      "torch.unique(torch.tensor([[1., float('nan')], [1., float('nan')]]), dim=0)",
      "torch.unique(torch.zeros(0, 3), dim=0)",
      "torch.unique(k, dim=5)",
      "torch.unique(b, dim=1)",
    ],
  },
);

const uniqueConsecutiveOp: Op<[self: Tensor, returnInverse?: boolean, returnCounts?: boolean], readonly Tensor[]> = op(
  "unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)",
  {
    doc: "Values that differ from the one before, and as they are asked for their positions and run lengths",
    forms: ["_C"],
    forward: (self, inverse, counts) => {
      const nothing = fromNumbers([], [0], int64);
      return distinct(self, true).map((each, i) => ([true, inverse, counts][i] ? each : nothing));
    },
    backward: refuseGradient("unique_consecutive"),
    samples: [],
  },
);

export const uniqueConsecutive: Op<
  [self: Tensor, returnInverse?: boolean, returnCounts?: boolean, dim?: number | null],
  Tensor | readonly Tensor[]
> = op(
  "unique_consecutive.flat(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None) -> Tensor",
  {
    noComplex: "unique",
    doc: "Each value that differs from the one before it",
    composite: (self, inverse, counts, dim) => {
      if (dim !== null) return asked(uniqueDimConsecutive(self, dim), inverse, counts);
      return asked(uniqueConsecutiveOp(self, inverse, counts), inverse, counts);
    },
    samples: [
      "torch.unique_consecutive(torch.tensor([1, 1, 2, 2, 1]), return_counts=True)",
      "x.unique_consecutive()",
      "torch.unique_consecutive(torch.tensor([1, 1, 2, 2, 1]), return_inverse=True)",
      "torch.unique_consecutive(torch.tensor([[1, 2], [1, 2], [0, 5], [1, 2]]), dim=0, return_inverse=True, return_counts=True)",
    ],
  },
);
