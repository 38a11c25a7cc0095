// Ops that make tensors from numbers: zeros, full, arange, linspace, eye and the …_like and new_… forms.
// `requires_grad=` is the binding's. torch.tensor is too: it reads Python data. Random ones are in random.ts.
// Follows aten/src/ATen/native/TensorFactories.cpp and RangeFactories.cpp.

import { runtimeError, UnsupportedError } from "../errors";
import { fma64 } from "../random/fma";
import { Complex, realOf } from "../tensor/complex";
import { bfloat16, bool, type DType, float16, float32, float64, int64 } from "../tensor/dtype";
import { getDefaultDType, promoteTypes, type RealScalar, type Scalar, scalarDType } from "../tensor/promotion";
import {
  copyInto,
  empty,
  emptyLike,
  fill,
  filled,
  fromBigInts,
  fromNumbers,
  partOf,
  toComplex,
  window,
} from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { checkFits, checkKernel, elementFor } from "./kernel-dtypes";

const options = "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None";
const likeOptions = `${options}, MemoryFormat? memory_format=None`;

type Options = [dtype?: DType | null, layout?: string | null, device?: string | null, pinMemory?: boolean | null];
type LikeOptions = [...Options, memoryFormat?: string | null];

/** There is one layout and one device. */
export function checkOptions(layout: string | null, device: string | null): void {
  if (device !== null && device !== "cpu") throw new UnsupportedError(`device ${device}`);
  if (layout !== null && layout !== "torch.strided" && layout !== "strided")
    throw new UnsupportedError(`layout ${layout}`);
}

export function checkSize(size: readonly number[]): void {
  const negative = size.find((n) => n < 0);
  if (negative !== undefined) {
    throw runtimeError(`Trying to create tensor with negative dimension ${negative}: ${formatShape(size)}`);
  }
}

function constant(name: string, doc: string, value: Scalar): Op<[size: readonly number[], ...Options], Tensor> {
  return op<[size: readonly number[], ...Options], Tensor>(`${name}(int[] size, *, ${options}) -> Tensor`, {
    complex: true,
    doc,
    forms: ["torch"],
    forward: (size, dtype, layout, device) => {
      checkOptions(layout, device);
      checkSize(size);
      return filled(size, value, dtype ?? getDefaultDType());
    },
    backward: null,
    samples: [
      `torch.${name}(2, 3)`,
      `torch.${name}((2,))`,
      `torch.${name}([])`,
      `torch.${name}(3, dtype=torch.int64)`,
      `torch.${name}(0, 3)`,
    ],
  });
}

export const zeros = constant("zeros", "Zeros of the given size", 0n);
export const ones = constant("ones", "Ones of the given size", 1n);

/** torch.empty has no defined values; here they are zeros. */
export const emptyOp: Op<[size: readonly number[], ...LikeOptions], Tensor> = op(
  `empty.memory_format(int[] size, *, ${likeOptions}) -> Tensor`,
  {
    complex: true,
    doc: "A tensor whose values mean nothing yet (zeros here)",
    forms: ["torch"],
    forward: (size, dtype, layout, device) => {
      checkOptions(layout, device);
      checkSize(size);
      return empty(size, dtype ?? getDefaultDType());
    },
    backward: null,
    samples: [],
  },
);

export const full: Op<[size: readonly number[], fillValue: Scalar, ...Options], Tensor> = op(
  `full(int[] size, Scalar fill_value, *, ${options}) -> Tensor`,
  {
    complex: true,
    doc: "fill_value everywhere",
    forms: ["torch"],
    forward: (size, value, dtype, layout, device) => {
      checkOptions(layout, device);
      checkSize(size);
      const wanted = dtype ?? scalarDType(value);
      checkFits(value, wanted);
      return filled(size, value, wanted);
    },
    backward: null,
    samples: [
      "torch.full((2,), 1 - 2j)",
      "torch.full((2,), 1j, dtype=torch.float32)",
      "torch.full((2,), 1, dtype=torch.complex128)",
      "torch.full((2, 3), 2.5)",
      "torch.full((2,), -1, dtype=torch.uint8)",
      "torch.full((2,), -1.5, dtype=torch.uint8)",
      "torch.full((2,), 70000, dtype=torch.int16)",
      "torch.full((2,), 1e300)",
      "torch.full((2,), 7)",
      "torch.full((2,), True)",
      "torch.full([], 1, dtype=torch.float64)",
    ],
  },
);

/** A new tensor laid out as `self` is. */
function like(self: Tensor, dtype: DType | null, value: Scalar): Tensor {
  const result = emptyLike(self, dtype ?? self.dtype);
  if (value !== 0n) fill(result, value);
  return result;
}

function constantLike(name: string, doc: string, value: Scalar): Op<[self: Tensor, ...LikeOptions], Tensor> {
  return op<[self: Tensor, ...LikeOptions], Tensor>(`${name}_like(Tensor self, *, ${likeOptions}) -> Tensor`, {
    complex: true,
    doc,
    forms: ["torch"],
    out: false,
    forward: (self, dtype, layout, device) => {
      checkOptions(layout, device);
      return like(self, dtype, value);
    },
    backward: null,
    samples:
      name === "empty"
        ? []
        : [`torch.${name}_like(x)`, `torch.${name}_like(i)`, `torch.${name}_like(x.t(), dtype=torch.float64)`],
  });
}

export const zerosLike = constantLike("zeros", "Zeros in the shape of self", 0n);
export const onesLike = constantLike("ones", "Ones in the shape of self", 1n);
export const emptyLikeOp = constantLike(
  "empty",
  "A tensor in the shape of self whose values mean nothing yet (zeros here)",
  0n,
);

export const fullLike: Op<[self: Tensor, fillValue: Scalar, ...LikeOptions], Tensor> = op(
  `full_like(Tensor self, Scalar fill_value, *, ${likeOptions}) -> Tensor`,
  {
    complex: true,
    doc: "fill_value everywhere, in the shape of self",
    forms: ["torch"],
    out: false,
    forward: (self, value, dtype, layout, device) => {
      checkOptions(layout, device);
      checkFits(value, dtype ?? self.dtype);
      return like(self, dtype, value === 0n ? 0 : value);
    },
    backward: null,
    samples: ["torch.full_like(x, 2.5)", "torch.full_like(i, 3)"],
  },
);

function newConstant(name: string, doc: string, value: Scalar): void {
  op<[self: Tensor, size: readonly number[], ...Options], Tensor>(
    `new_${name}(Tensor self, int[] size, *, ${options}) -> Tensor`,
    {
      complex: true,
      doc,
      forms: ["Tensor"],
      forward: (self, size, dtype, layout, device) => {
        checkOptions(layout, device);
        checkSize(size);
        return filled(size, value, dtype ?? self.dtype);
      },
      backward: null,
      samples: name === "empty" ? [] : [`x.new_${name}(2, 3)`, `i.new_${name}((2,))`],
    },
  );
}

newConstant("zeros", "Zeros of the given size in the dtype of self", 0n);
newConstant("ones", "Ones of the given size in the dtype of self", 1n);
newConstant("empty", "A tensor of the given size whose values mean nothing yet (zeros here)", 0n);

export const newFull: Op<[self: Tensor, size: readonly number[], fillValue: Scalar, ...Options], Tensor> = op(
  `new_full(Tensor self, int[] size, Scalar fill_value, *, ${options}) -> Tensor`,
  {
    complex: true,
    doc: "fill_value everywhere, in the dtype of self",
    forms: ["Tensor"],
    forward: (self, size, value, dtype, layout, device) => {
      checkOptions(layout, device);
      checkSize(size);
      checkFits(value, dtype ?? self.dtype);
      return filled(size, value, dtype ?? self.dtype);
    },
    backward: null,
    samples: ["x.new_full((2,), 3)", "u8.new_full((2,), -1.5)"],
  },
);

function range(start: RealScalar, end: RealScalar, step: RealScalar, dtype: DType | null): Tensor {
  const scalars = [start, end, step];
  const wanted = dtype ?? (scalars.some((v) => typeof v === "number") ? getDefaultDType() : int64);
  const given = scalars.map(Number);
  // Integers count in whole steps from a whole start; but for int64, how many is worked out from what was given.
  const [from = 0, to = 0, by = 0] = wanted.isFloatingPoint ? given : given.map(Math.trunc);
  if (wanted === bool) throw runtimeError(`"arange_cpu" not implemented for 'Bool'`);
  if (by === 0) throw runtimeError("step must be nonzero");
  if (!Number.isFinite(from) || !Number.isFinite(to)) throw unsupportedRange(from, to);
  if ((by > 0 && to < from) || (by < 0 && to > from)) {
    throw runtimeError("upper bound and larger bound inconsistent with step sign");
  }
  const [first = 0, last = 0, width = 1] = wanted === int64 ? [from, to, by] : given;
  const count = Math.ceil((last - first) / width);
  if (
    wanted === int64 &&
    scalars.every((v) => typeof v === "bigint") &&
    !scalars.map(Number).every(Number.isSafeInteger)
  ) {
    const values = new BigInt64Array(count);
    for (let i = 0; i < count; i++) values[i] = BigInt(start) + BigInt(step) * BigInt(i);
    return fromBigInts(values, [count], int64);
  }
  return fromNumbers(evenly(from, by, count, wanted), [count], wanted);
}

/** Elements of one pass of PyTorch's vectorised loops, two vectors, and of one vector. */
function lanes(dtype: DType): readonly [pass: number, vector: number] {
  return dtype === float64 ? [8, 4] : [16, 8];
}

/** start + i · step, rounded as PyTorch's vectors round: a vector starts anew, its elements count on from there. */
function evenly(start: number, step: number, count: number, dtype: DType): Float64Array {
  const values = new Float64Array(count);
  const isVector = dtype === float32 || dtype === float64;
  const fr = dtype === float32 ? Math.fround : (x: number) => x;
  const [pass, vector] = lanes(dtype);
  const inVectors = isVector ? count - (count % pass) : 0;
  for (let i = 0; i < inVectors; i += vector) {
    const base = fr(start + step * i);
    for (let k = 0; k < vector; k++) values[i + k] = base + step * k;
  }
  for (let i = inVectors; i < count; i++) values[i] = start + step * i;
  return values;
}

const tooWide = "value cannot be converted to type double without overflow";

function noComplexRange(...args: unknown[]): string {
  return args.some((arg) => arg instanceof Complex) ? tooWide : "arange_cpu";
}

export const arange: Op<[end: RealScalar, ...Options], Tensor> = op(`arange(Scalar end, *, ${options}) -> Tensor`, {
  noComplex: noComplexRange,
  doc: "0, 1, … up to end, not included",
  forms: ["torch"],
  forward: (end, dtype, layout, device) => {
    checkOptions(layout, device);
    return range(0n, end, 1n, dtype);
  },
  backward: null,
  samples: [
    "torch.arange(3, dtype=torch.complex64)",
    "torch.arange(3j)",
    "torch.arange(5)",
    "torch.arange(2.5)",
    "torch.arange(3, dtype=torch.float32)",
    "torch.arange(0)",
  ],
});

export const arangeStart: Op<[start: RealScalar, end: RealScalar, ...Options], Tensor> = op(
  `arange.start(Scalar start, Scalar end, *, ${options}) -> Tensor`,
  {
    noComplex: noComplexRange,
    doc: "start, start + 1, … up to end, not included",
    forms: ["torch"],
    out: false,
    forward: (start, end, dtype, layout, device) => {
      checkOptions(layout, device);
      return range(start, end, 1n, dtype);
    },
    backward: null,
    samples: ["torch.arange(2, 6)", "torch.arange(0.5, 3)"],
  },
);

export const arangeStep: Op<[start: RealScalar, end: RealScalar, step?: RealScalar, ...Options], Tensor> = op(
  `arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ${options}) -> Tensor`,
  {
    noComplex: noComplexRange,
    doc: "start, start + step, … up to end, not included",
    forms: ["torch"],
    forward: (start, end, step, dtype, layout, device) => {
      checkOptions(layout, device);
      return range(start, end, step, dtype);
    },
    backward: null,
    samples: [
      "torch.arange(1, 10, 3)",
      "torch.arange(1, 0, -0.25)",
      "torch.arange(0, 1, 0.1)",
      "torch.arange(5, 0, -2)",
      "torch.arange(0.5, 3.5, 1.5, dtype=torch.int64)",
      "torch.arange(1.9, 6.1, 1.2, dtype=torch.int32)",
      "torch.arange(0, 2, 0.07)",
      "torch.arange(0, 2, 0.07, dtype=torch.float64)",
    ],
  },
);

/** a · b + c, rounded once. */
function fused(a: number, b: number, c: number, dtype: DType): number {
  return dtype === float64 ? fma64(a, b, c) : Math.fround(a * b + c);
}

/** Each part by itself. */
function spacedComplex(start: Complex, end: Complex, steps: number, dtype: DType): Tensor {
  const result = empty([Math.max(steps, 0)], dtype);
  const part = realOf(dtype);
  copyInto(
    partOf(result, 0),
    spaced(start.re, end.re, steps, part, (v) => v),
  );
  copyInto(
    partOf(result, 1),
    spaced(start.im, end.im, steps, part, (v) => v),
  );
  return result;
}

/** From both ends, so that the last value is exact, in PyTorch's vectors. */
function spaced(start: Scalar, end: Scalar, steps: number, dtype: DType, map: (v: number) => number): Tensor {
  if (steps < 0) throw runtimeError("number of steps must be non-negative");
  if (steps === 1) {
    const only = map(Number(start));
    checkFits(only, dtype);
    return fromNumbers([only], [1], dtype);
  }
  const single = dtype !== float64 && dtype.isFloatingPoint;
  const round = single ? Math.fround : (v: number) => v;
  const [first, last] = [elementFor(start, dtype), elementFor(end, dtype)];
  const step = round(round(last - first) / (steps - 1));
  const half = Math.floor(steps / 2);
  const at = (i: number): number => {
    if (!dtype.isFloatingPoint) return i < half ? first + step * i : last - step * (steps - i - 1);
    return i < half ? fused(step, i, first, dtype) : fused(-step, steps - i - 1, last, dtype);
  };
  const values = new Float64Array(steps);
  const [pass, vector] = lanes(dtype);
  const inVectors = dtype === float32 || dtype === float64 ? steps - (steps % pass) : 0;
  for (let i = 0; i < inVectors; i += vector) {
    const base = at(i);
    for (let k = 0; k < vector; k++) values[i + k] = map(round(base + round(step * k)));
  }
  for (let i = inVectors; i < steps; i++) values[i] = map(at(i));
  return fromNumbers(values, [steps], dtype);
}

export const linspace: Op<[start: Scalar, end: Scalar, steps: number, ...Options], Tensor> = op(
  `linspace(Scalar start, Scalar end, int steps, *, ${options}) -> Tensor`,
  {
    complex: true,
    doc: "steps values evenly from start to end, both included",
    forms: ["torch"],
    forward: (start, end, steps, dtype, layout, device) => {
      checkOptions(layout, device);
      const wanted = dtype ?? promoteTypes(scalarDType(start), promoteTypes(scalarDType(end), getDefaultDType()));
      if (wanted.isComplex) return spacedComplex(toComplex(start), toComplex(end), steps, wanted);
      if (steps > 1) checkKernel("linspace_cpu", dtype ?? getDefaultDType(), bool);
      return spaced(start, end, steps, dtype ?? getDefaultDType(), (v) => v);
    },
    backward: null,
    samples: [
      "torch.linspace(0, 1 + 2j, 5)",
      "torch.linspace(0, 1, 3, dtype=torch.complex128)",
      "torch.linspace(0, 1, 5)",
      "torch.linspace(-2, 2, 7)",
      "torch.linspace(3, 10, 1)",
      "torch.linspace(0, 10, 5, dtype=torch.float64)",
      "torch.linspace(-1, 1, 50)",
      "torch.linspace(0.1, 3.7, 33)",
      "torch.linspace(0.1, 3.7, 33, dtype=torch.float64)",
      "torch.linspace(0, 10, 4, dtype=torch.int64)",
    ],
  },
);

export const logspace: Op<[start: Scalar, end: Scalar, steps: number, base?: number, ...Options], Tensor> = op(
  `logspace(Scalar start, Scalar end, int steps, float base=10.0, *, ${options}) -> Tensor`,
  {
    doc: "base to the powers evenly from start to end",
    forms: ["torch"],
    forward: (start, end, steps, base, dtype, layout, device) => {
      checkOptions(layout, device);
      if (steps > 1) checkKernel("logspace_cpu", dtype ?? getDefaultDType(), bool, float16);
      return spaced(start, end, steps, dtype ?? getDefaultDType(), (v) => base ** v);
    },
    backward: null,
    samples: [
      "torch.logspace(0.5, 2.5, 4, dtype=torch.int64)",
      "torch.logspace(0, 2, 3)",
      "torch.logspace(-1, 1, 5, base=2)",
    ],
  },
);

function identity(n: number, m: number, dtype: DType | null): Tensor {
  if (n < 0) throw runtimeError(`n must be greater or equal to 0, got ${n}`);
  if (m < 0) throw runtimeError(`m must be greater or equal to 0, got ${m}`);
  checkKernel("eye", dtype ?? getDefaultDType(), bfloat16);
  const result = empty([n, m], dtype ?? getDefaultDType());
  const diagonal = window(result, [Math.min(n, m)], [m + 1], 0);
  if (diagonal.numel > 0) fill(diagonal, 1n);
  return result;
}

export const eye: Op<[n: number, ...Options], Tensor> = op(`eye(int n, *, ${options}) -> Tensor`, {
  complex: true,
  doc: "The identity matrix",
  forms: ["torch"],
  forward: (n, dtype, layout, device) => {
    checkOptions(layout, device);
    return identity(n, n, dtype);
  },
  backward: null,
  samples: ["torch.eye(2, dtype=torch.complex64)", "torch.eye(3)", "torch.eye(2, dtype=torch.int64)"],
});

export const eyeM: Op<[n: number, m: number, ...Options], Tensor> = op(`eye.m(int n, int m, *, ${options}) -> Tensor`, {
  complex: true,
  doc: "Ones on the diagonal of an n×m matrix",
  forms: ["torch"],
  forward: (n, m, dtype, layout, device) => {
    checkOptions(layout, device);
    return identity(n, m, dtype);
  },
  backward: null,
  samples: ["torch.eye(2, 3)", "torch.eye(3, 2)"],
});

/** A scalar as a 0-d tensor (torch.scalar_tensor). */
export const scalarTensor: Op<[value: Scalar, ...Options], Tensor> = op(
  `scalar_tensor(Scalar s, *, ${options}) -> Tensor`,
  {
    complex: true,
    doc: "A number as a tensor without dimensions",
    forms: ["torch"],
    out: false,
    forward: (value, dtype) => {
      const wanted = dtype ?? getDefaultDType();
      checkFits(value, wanted);
      return filled([], value, wanted);
    },
    backward: null,
    samples: ["torch.scalar_tensor(1j)", "torch.scalar_tensor(1j, dtype=torch.complex64)", "torch.scalar_tensor(2)"],
  },
);

/** A copy of values under another dtype, for the binding's torch.tensor(tensor) and as_tensor. */
export function copyOf(t: Tensor, dtype: DType): Tensor {
  const result = emptyLike(t, dtype);
  copyInto(result, t);
  return result;
}

/** torch.range, deprecated: the end is included. */
export const rangeStep: Op<[start: RealScalar, end: RealScalar, step?: RealScalar, ...Options], Tensor> = op(
  `range.step(Scalar start, Scalar end, Scalar step=1, *, ${options}) -> Tensor`,
  {
    doc: "start, start + step, … up to end, included",
    forms: ["torch"],
    forward: (start, end, step, given, layout, device) => {
      checkOptions(layout, device);
      const dtype = given ?? getDefaultDType();
      checkKernel("range_cpu", dtype, bool, float16);
      const exact = dtype.isFloatingPoint ? Number : (v: Scalar) => Math.trunc(Number(v));
      const [from, to, by] = [exact(start), exact(end), exact(step)];
      if (by === 0) throw runtimeError("step must be nonzero");
      if (!Number.isFinite(from) || !Number.isFinite(to)) throw unsupportedRange(from, to);
      if ((by > 0 && to < from) || (by < 0 && to > from)) {
        throw runtimeError("upper bound and lower bound inconsistent with step sign");
      }
      const count = Math.floor((to - from) / by) + 1;
      return fromNumbers(evenly(from, by, count, dtype), [count], dtype);
    },
    backward: null,
    samples: [
      "torch.range(1, 4)",
      "torch.range(1, 4, 0.5)",
      "torch.range(4, 1)",
      "torch.range(1, 4, 0)",
      "torch.range(0, 2, 0.1)",
    ],
  },
);

function unsupportedRange(from: number, to: number): Error {
  const text = (value: number) =>
    Number.isFinite(value) ? String(value) : Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  return runtimeError(`unsupported range: ${text(from)} -> ${text(to)}`);
}

/** Values mean nothing yet (zeros here). */
function emptyWithStrides(size: readonly number[], stride: readonly number[], dtype: DType): Tensor {
  checkSize(size);
  if (size.length !== stride.length) {
    throw runtimeError(
      `dimensionality of sizes (${size.length}) must match dimensionality of strides (${stride.length})`,
    );
  }
  const last = size.reduce((sum, n, d) => sum + (n - 1) * (stride[d] ?? 0), 0);
  const memory = empty([size.includes(0) ? 0 : last + 1], dtype);
  return window(memory, size, stride, 0);
}

export const emptyStridedOp: Op<[size: readonly number[], stride: readonly number[], ...Options], Tensor> = op(
  `empty_strided(int[] size, int[] stride, *, ${options}) -> Tensor`,
  {
    complex: true,
    doc: "A tensor of given size and strides whose values mean nothing yet (zeros here)",
    forms: ["torch"],
    out: false,
    forward: (size, stride, dtype, layout, device) => {
      checkOptions(layout, device);
      return emptyWithStrides(size, stride, dtype ?? getDefaultDType());
    },
    backward: null,
    samples: ["torch.empty_strided((2, 3), (1, 2)).fill_(1)", "torch.empty_strided((2, 3), (1,))"],
  },
);

export const newEmptyStrided: Op<
  [self: Tensor, size: readonly number[], stride: readonly number[], ...Options],
  Tensor
> = op(`new_empty_strided(Tensor self, int[] size, int[] stride, *, ${options}) -> Tensor`, {
  complex: true,
  doc: "A tensor of given size and strides in the dtype of self whose values mean nothing yet (zeros here)",
  forms: ["Tensor"],
  forward: (self, size, stride, dtype, layout, device) => {
    checkOptions(layout, device);
    return emptyWithStrides(size, stride, dtype ?? self.dtype);
  },
  backward: null,
  samples: ["i.new_empty_strided((2, 3), (1, 2)).fill_(1)"],
});
