// Finding values: places in sorted sequences, membership.
// Follows aten/src/ATen/native/{Bucketization,TensorCompare}.cpp.

import { runtimeError } from "../errors";
import { bfloat16, bool, type DType, float16, int32, int64 } from "../tensor/dtype";
import { resultType, type Scalar } from "../tensor/promotion";
import { bigInts, cast, fromNumbers, isSafe, numbers, wrapNumber } from "../tensor/raw";
import { formatShape, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { checkKernel } from "./kernel-dtypes";
import { view } from "./views";

type Values = ArrayLike<number> | ArrayLike<bigint>;

/** Elements of two tensors as values that compare: bigints where numbers are not exact. */
function comparable(a: Tensor, b: Tensor): readonly [Values, Values] {
  const exact = (t: Tensor) => t.dtype !== int64 || isSafe(t);
  return exact(a) && exact(b) ? [numbers(a), numbers(b)] : [bigInts(a), bigInts(b)];
}

/** The first place among `count` sorted elements from `start` whose element is not before (or, right, is after) v. */
export function bound(
  sorted: Values,
  order: ArrayLike<number> | null,
  start: number,
  count: number,
  v: number | bigint,
  right: boolean,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[start + (order === null ? middle : (order[start + middle] ?? 0))] ?? 0;
    const goesOn = right ? !(at > v) : !(at >= v);
    if (goesOn) low = middle + 1;
    else high = middle;
  }
  return low;
}

function places(boundaries: Tensor, values: Tensor, outInt32: boolean, right: boolean, sorter: Tensor | null): Tensor {
  const dtype: DType = outInt32 ? int32 : int64;
  const common = resultType(boundaries, values);
  if (values.numel > 0) checkKernel("searchsorted_out_cpu", common, bool);
  const [sorted, wanted] = comparable(cast(boundaries, common), cast(values, common));
  const count = boundaries.shape[boundaries.dim - 1] ?? 0;
  const inner = boundaries.dim === 1 ? 0 : (values.shape[values.dim - 1] ?? 1);
  const order = sorter === null ? null : numbers(sorter);
  const result = new Float64Array(wanted.length);
  for (let i = 0; i < result.length; i++) {
    const start = inner === 0 ? 0 : Math.floor(i / inner) * count;
    result[i] = bound(sorted, order, start, count, wanted[i] ?? 0, right);
  }
  return fromNumbers(result, values.shape, dtype);
}

function checkSearch(sorted: Tensor, values: Tensor, right: boolean, side: string | null, sorter: Tensor | null): void {
  if (side !== null && side !== "left" && side !== "right") {
    throw runtimeError(`torch.searchsorted(): side can only be 'left' or 'right' but got ${side}`);
  }
  if (side === "left" && right) {
    throw runtimeError(
      "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True",
    );
  }
  if (sorter !== null && !sameShape(sorter.shape, sorted.shape)) {
    throw runtimeError(
      `torch.searchsorted(): boundary and sorter must have the same size, but got boundary tensor ${formatShape(sorted.shape)}and got sorter tensor ${formatShape(sorter.shape)}`,
    );
  }
  if (sorter !== null && sorter.dtype !== int64) {
    throw runtimeError(
      `torch.searchsorted(): sorter must be a tensor of long dtype but got dtype ${sorter.dtype.scalarName}`,
    );
  }
  if (values.dim === 0 && values.numel === 1 && sorted.dim !== 1) {
    throw runtimeError(
      `torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, but we got boundaries tensor dim(${sorted.dim}) and input value's dim(0) numel(1)`,
    );
  }
  const fits =
    sorted.dim === 1 || (sorted.dim === values.dim && sameShape(sorted.shape.slice(0, -1), values.shape.slice(0, -1)));
  if (!fits) {
    throw runtimeError(
      `torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor ${formatShape(sorted.shape)} and input value tensor ${formatShape(values.shape)}`,
    );
  }
}

/** A dtype as C++ names its type. */
export function typeText(dtype: DType): string {
  const names: Readonly<Record<string, string>> = {
    int64: "long int",
    uint8: "unsigned char",
    int8: "signed char",
    int16: "short int",
    bfloat16: "c10::BFloat16",
    float16: "c10::Half",
  };
  return names[dtype.name] ?? dtype.scalarName.toLowerCase();
}

const searchOptions = "*, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None";
type SearchOptions = [outInt32?: boolean, right?: boolean, side?: string | null, sorter?: Tensor | null];

export const searchsorted: Op<[sorted: Tensor, self: Tensor, ...SearchOptions], Tensor> = op(
  `searchsorted.Tensor(Tensor sorted_sequence, Tensor self, ${searchOptions}) -> Tensor`,
  {
    doc: "Where each value would go in a sorted sequence: before equal ones, or after them if right",
    forms: ["torch"],
    backward: null,
    forward: (sorted, self, outInt32, right, side, sorter) => {
      checkSearch(sorted, self, right, side, sorter);
      return places(sorted, self, outInt32, right || side === "right", sorter);
    },
    samples: [
      "torch.searchsorted(torch.tensor([1, 3, 5, 7]), torch.tensor([0, 3, 6, 9]))",
      "torch.searchsorted(torch.tensor([1., 3., 5.]), torch.tensor([[2., 3.]]), side='right')",
      "torch.searchsorted(x.detach().sort(1)[0], y.detach(), out_int32=True)",
      "torch.searchsorted(torch.tensor([5, 1, 3]), torch.tensor([2]), sorter=torch.tensor([1, 2, 0]))",
      "torch.searchsorted(torch.tensor([1, 3, 5, 7]), x.detach())",
      "torch.searchsorted(torch.tensor([[1, 3, 5, 7]]), torch.tensor([[1], [2]]))",
      "torch.searchsorted(torch.tensor([1, 3]), torch.tensor([1]), right=True, side='left')",
      "torch.searchsorted(torch.tensor([1, 3]), torch.tensor([1]), side='foo')",
      "torch.searchsorted(torch.tensor([1, 3]), torch.tensor([1]), sorter=torch.tensor([0]))",
      "torch.searchsorted(torch.tensor([1., 2., float('nan')]), torch.tensor([float('nan'), 1.]), right=True)",
      "torch.searchsorted(torch.tensor([]), torch.tensor([1.]))",
      "torch.searchsorted(torch.tensor([[1., 3.]]), torch.tensor(3.))",
    ],
  },
);

export const searchsortedScalar: Op<[sorted: Tensor, self: Scalar, ...SearchOptions], Tensor> = op(
  `searchsorted.Scalar(Tensor sorted_sequence, Scalar self, ${searchOptions}) -> Tensor`,
  {
    doc: "Where a number would go in a sorted sequence",
    forms: ["torch"],
    out: false,
    backward: null,
    forward: (sorted, self, outInt32, right, side, sorter) => {
      const value = wrapNumber(self);
      checkSearch(sorted, value, right, side, sorter);
      return places(sorted, value, outInt32, right || side === "right", sorter);
    },
    samples: [
      "torch.searchsorted(torch.tensor([1, 3, 5, 7]), 3, right=True)",
      "torch.searchsorted(torch.tensor([1., 3.]), 3)",
      "torch.searchsorted(torch.tensor([[1., 3.]]), 3)",
    ],
  },
);

export const bucketize: Op<[self: Tensor, boundaries: Tensor, outInt32?: boolean, right?: boolean], Tensor> = op(
  "bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor",
  {
    noComplex: "searchsorted_out_cpu",
    doc: "Which of the intervals between sorted boundaries each element falls into",
    forms: ["torch"],
    backward: null,
    forward: (self, boundaries, outInt32, right) => {
      if (boundaries.dim !== 1) {
        throw runtimeError(`boundaries tensor must be 1 dimension, but got dim(${boundaries.dim})`);
      }
      checkSearch(boundaries, self, right, null, null);
      return places(boundaries, self, outInt32, right, null);
    },
    samples: [
      "torch.bucketize(x.detach(), torch.tensor([-1., 0., 1.]))",
      "torch.bucketize(i, torch.tensor([1, 3, 5]), right=True, out_int32=True)",
      "torch.bucketize(x.detach(), k)",
      "torch.bucketize(torch.tensor(1.5), torch.tensor([1., 2.]))",
      "torch.bucketize(x, torch.tensor([0.]))",
      "torch.bucketize(x.detach(), torch.tensor([1, 2]))",
    ],
  },
);

export const bucketizeScalar: Op<[self: Scalar, boundaries: Tensor, outInt32?: boolean, right?: boolean], Tensor> = op(
  "bucketize.Scalar(Scalar self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor",
  {
    doc: "Which of the intervals between sorted boundaries a number falls into",
    forms: ["torch"],
    out: false,
    backward: null,
    forward: (self, boundaries, outInt32, right) => {
      if (boundaries.dim !== 1) {
        throw runtimeError(`boundaries tensor must be 1 dimension, but got dim(${boundaries.dim})`);
      }
      const value = wrapNumber(self);
      return places(boundaries, value, outInt32, right, null);
    },
    samples: ["torch.bucketize(3, torch.tensor([1, 3, 5]))", "torch.bucketize(2.5, torch.tensor([1, 3, 5]))"],
  },
);

// ---- Membership

type Elements = ReturnType<typeof comparable>[0];

/** All sorted, each is a member if the next is its equal: what is not unique, as it is assumed to be, is one too. */
function beforeItsEqual(values: Elements, wanted: Elements, invert: boolean): Float64Array {
  const valueAt = (i: number) => (i < values.length ? values[i] : wanted[i - values.length]) ?? 0;
  const order = Array.from({ length: values.length + wanted.length }, (_, i) => i);
  const nan = (value: number | bigint) => (Number.isNaN(value) ? 1 : 0);
  // NaN comes after all numbers.
  const compared = (a: number | bigint, b: number | bigint) => (a < b ? -1 : a > b ? 1 : nan(a) - nan(b));
  order.sort((i, j) => compared(valueAt(i), valueAt(j)));
  const found = new Float64Array(values.length);
  order.forEach((at, i) => {
    const next = order[i + 1];
    const equal = next !== undefined && valueAt(next) === valueAt(at);
    if (at < values.length) found[at] = equal !== invert ? 1 : 0;
  });
  return found;
}

function members(elements: Tensor, tests: Tensor, assumeUnique: boolean, invert: boolean): Tensor {
  for (const { dtype } of [elements, tests]) {
    if (dtype !== bool && dtype !== bfloat16) continue;
    throw runtimeError(`Unsupported input type encountered for isin(): ${dtype.scalarName}`);
  }
  // Few tests are looked through one by one, many are sorted.
  const few = tests.isWrappedNumber || tests.numel < Math.trunc(10 * elements.numel ** 0.145);
  if (!tests.isWrappedNumber && elements.numel > 0) {
    if (few) view.forward(tests, [-1]);
    checkKernel(few ? "isin_default_cpu" : "unique", tests.dtype, float16);
  }
  const dtype = resultType(elements, tests);
  const [values, wanted] = comparable(cast(elements, dtype), cast(tests, dtype));
  if (assumeUnique && !few) return fromNumbers(beforeItsEqual(values, wanted, invert), elements.shape, bool);
  const known = new Set<number | bigint>();
  for (let i = 0; i < wanted.length; i++) {
    const each = wanted[i] ?? 0;
    // A NaN is equal to nothing.
    if (!Number.isNaN(each)) known.add(each);
  }
  const found = new Float64Array(values.length);
  for (let i = 0; i < found.length; i++) found[i] = known.has(values[i] ?? 0) !== invert ? 1 : 0;
  return fromNumbers(found, elements.shape, bool);
}

const memberOptions = "*, bool assume_unique=False, bool invert=False";

export const isin: Op<[elements: Tensor, tests: Tensor, assumeUnique?: boolean, invert?: boolean], Tensor> = op(
  `isin.Tensor_Tensor(Tensor elements, Tensor test_elements, ${memberOptions}) -> Tensor`,
  {
    noComplex: "Unsupported input type encountered for isin(): {}",
    doc: "Whether each element is among the test elements",
    forms: ["torch"],
    backward: null,
    forward: members,
    samples: [
      "torch.isin(t, torch.tensor([0, 2]))",
      "torch.isin(x, x[0], invert=True)",
      "torch.isin(t, torch.tensor([0, 2]), assume_unique=True)",
      "torch.isin(t, torch.arange(40) * 3, assume_unique=True)",
      "torch.isin(t, torch.arange(40) * 3, assume_unique=True, invert=True)",
      "torch.isin(t, torch.cat([n, n]), assume_unique=True)",
      "torch.isin(n.reshape(-1), torch.cat([n, x.detach().reshape(4, 3), n]), assume_unique=True)",
      "torch.isin(torch.tensor([1., float('nan')]), torch.tensor([float('nan')]))",
      "torch.isin(torch.tensor([1, 2]), torch.tensor([1.]))",
      "torch.isin(i, torch.tensor([], dtype=torch.long))",
      "torch.isin(m, m)",
      "torch.isin(x, ex)",
      "torch.isin(x.half(), x.half())",
    ],
  },
);

export const isinScalar: Op<[elements: Tensor, test: Scalar, assumeUnique?: boolean, invert?: boolean], Tensor> = op(
  `isin.Tensor_Scalar(Tensor elements, Scalar test_element, ${memberOptions}) -> Tensor`,
  {
    noComplex: "Unsupported input type encountered for isin(): {}",
    doc: "Whether each element is the test element",
    forms: ["torch"],
    backward: null,
    forward: (elements, test, unique, invert) => members(elements, wrapNumber(test), unique, invert),
    samples: ["torch.isin(t, 2)", "torch.isin(x, 2)"],
  },
);

export const isinOfScalar: Op<[element: Scalar, tests: Tensor, assumeUnique?: boolean, invert?: boolean], Tensor> = op(
  `isin.Scalar_Tensor(Scalar element, Tensor test_elements, ${memberOptions}) -> Tensor`,
  {
    doc: "Whether a number is among the test elements",
    forms: ["torch"],
    backward: null,
    forward: (element, tests, unique, invert) => members(wrapNumber(element), tests, unique, invert),
    samples: ["torch.isin(2, t)"],
  },
);
