// Maxima and minima: of all elements, along a dimension with their indices, amax and amin.
// Follows aten/src/ATen/native/ReduceOps.cpp and derivatives.yaml.

import type { Saved } from "../autograd/op-node";
import { indexError, runtimeError } from "../errors";
import type { ReduceKernel } from "../kernels/reduce";
import * as kernels from "../kernels/reduce";
import { bfloat16, bool, float16, int64 } from "../tensor/dtype";
import { cast, denseCopy, empty, filled, numbers, writeNumbers } from "../tensor/raw";
import { Tensor } from "../tensor/tensor";
import { div, mul } from "./arithmetic";
import { type Op, op } from "./declare";
import { checkKernel } from "./kernel-dtypes";
import { maskedFillTensor } from "./masking";
import { reduce, reducedDims, restoreDims, rowsOf, wrapInt } from "./reductions";
import { scatter } from "./selection";
import { expand, reshape, unsqueeze } from "./views";

// The gradient goes to the element that was taken; over all elements it is shared among equals.

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
  const share = div(g, wrapInt(countOnes(mask)));
  return maskedFillTensor.inPlace(filled(self.shape, 0, self.dtype), cast(mask, bool), share);
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
  noComplex: "min_all",
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
export function valueSelectingReductionBackward(
  grad: Tensor,
  dim: number,
  indices: Tensor,
  sizes: readonly number[],
  keepdim: boolean,
): Tensor {
  const zeros = filled(sizes, 0, grad.dtype);
  if (keepdim || sizes.length === 0) return scatter(zeros, dim, indices, grad);
  return scatter(zeros, dim, unsqueeze(indices, dim), unsqueeze(grad, dim));
}

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
    noComplex: "max(): does not support complex input",
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
    noComplex: "min(): does not support complex input",
    doc: "The smallest elements along dim, and where they are",
    forward: (self, dim, keepdim) => extremeAlong(self, dim, keepdim, kernels.argmin, "min"),
    backward: extremeBackward,
    samples: ["x.min(1)[0]", "x.min(dim=0).indices"],
  },
);

function extremeIndex(self: Tensor, dim: number | null, keepdim: boolean, kernel: ReduceKernel, name: string): Tensor {
  if (self.dtype === bool) throw runtimeError(`"${name}_cpu" not implemented for 'Bool'`);
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
    noComplex: "argmax_cpu",
    doc: "Index of the largest element, of all or along dim",
    forward: (self, dim, keepdim) => extremeIndex(self, dim, keepdim, kernels.argmax, "argmax"),
    backward: null,
    samples: ["x.argmax()", "x.argmax(1)", "torch.argmax(b, dim=-1, keepdim=True)", "z.argmax()", "m.argmax()"],
  },
);

export const argmin: Op<[self: Tensor, dim?: number | null, keepdim?: boolean], Tensor> = op(
  "argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
  {
    noComplex: "argmin_cpu",
    doc: "Index of the smallest element, of all or along dim",
    forward: (self, dim, keepdim) => extremeIndex(self, dim, keepdim, kernels.argmin, "argmin"),
    backward: null,
    samples: ["x.argmin()", "x.argmin(0)"],
  },
);

function extremesOver(self: Tensor, dims: readonly number[], keepdim: boolean, kernel: ReduceKernel, name: string) {
  const wrapped = reducedDims(dims, self.dim);
  if (self.numel === 0 && dims.length === 0) {
    throw runtimeError(
      `${name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`,
    );
  }
  if (wrapped.some((d) => self.shape[d] === 0)) {
    throw indexError(
      `${name}(): Expected reduction dim ${wrapped.find((d) => self.shape[d] === 0)} to have non-zero size.`,
    );
  }
  return reduce(self, wrapped, keepdim, self.dtype, kernel);
}

function extremesGradient(g: Tensor, self: Tensor, result: Tensor, dims: readonly number[], keepdim: boolean): Tensor {
  const over = reducedDims(dims, self.dim);
  const kept = self.shape.map((size, d) => (over.includes(d) ? 1 : size));
  const mask = equalMask(self, restoreDims(result, self.shape, dims, keepdim));
  const counts = cast(reduce(mask, over, true, self.dtype, kernels.sum), int64);
  return mul(div(keepdim ? g : reshape(g, kept), counts), cast(mask, bool));
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
    noComplex: "min_values_cpu",
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

function countOnes(mask: Tensor): number {
  let n = 0;
  for (const v of numbers(mask)) n += v;
  return n;
}

export const aminmax: Op<[self: Tensor, dim?: number | null, keepdim?: boolean], readonly Tensor[]> = op(
  "aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)",
  {
    noComplex: "aminmax_cpu",
    doc: "The smallest and the largest element, of all or along dim",
    forward: (self, dim, keepdim) => {
      const dims = reducedDims(dim === null ? null : [dim], self.dim);
      if (dim === null && self.numel === 0) {
        throw runtimeError(
          "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.",
        );
      }
      const empty = dims.find((d) => self.shape[d] === 0);
      if (self.numel > 0) checkKernel("aminmax_cpu", self.dtype, float16, ...(dim === null ? [] : [bfloat16]));
      if (empty !== undefined) throw indexError(`aminmax: Expected reduction dim ${empty} to have non-zero size.`);
      return [kernels.min, kernels.max].map((kernel) => reduce(self, dims, keepdim, self.dtype, kernel));
    },
    samples: [
      "x.aminmax()",
      "x.aminmax(dim=1)",
      "torch.aminmax(x, dim=0, keepdim=True)",
      "torch.aminmax(x, keepdim=True)",
      "i.aminmax()",
      "z.aminmax()",
      "e.aminmax()",
      "s.aminmax(dim=0)",
      "m.aminmax()",
      "torch.aminmax(torch.zeros(0, 3), dim=0)",
    ],
  },
);
