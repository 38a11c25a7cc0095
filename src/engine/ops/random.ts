// Random tensors and random filling, drawn from a Generator as PyTorch draws (../random). Ops without a generator
// argument use the default one, which torch.manual_seed seeds.
// Follows aten/src/ATen/native/{TensorFactories,Distributions}.cpp and DistributionTemplates.h.

import { runtimeError, UnsupportedError } from "../errors";
import { bfloat16ToNumber, halfToNumber, numberToBfloat16, numberToHalf } from "../kernels/copy";
import {
  eachBernoulli,
  eachBernoulliOf,
  eachExponential,
  eachNormal,
  eachRandint,
  eachRandom,
  eachUniform,
  fillNormalFloat32,
  fillNormalFloat64,
  fillNormalHalf,
  fillRandintInt64,
  fillRandomInt64,
  fillUniformFloat32,
  fillUniformFloat64,
  randperm as permutation,
} from "../random/distributions";
import { Generator } from "../random/generator";
import {
  bfloat16,
  bool,
  complex64,
  complex128,
  type DType,
  float16,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  uint8,
} from "../tensor/dtype";
import { elementwiseStrides } from "../tensor/layout";
import { getDefaultDType } from "../tensor/promotion";
import {
  broadcastTo,
  cast,
  copyInto,
  dense,
  empty,
  emptyLike,
  filled,
  fromNumbers,
  numbers,
  partsOf,
  writeElement,
} from "../tensor/raw";
import { broadcastShapes, elementOffsets } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { checkOptions, checkSize } from "./creation";
import { type Op, op } from "./declare";
import { checkFits, checkKernel, notImplementedFor } from "./kernel-dtypes";

/** torch.default_generator. */
export const defaultGenerator = new Generator();

const options = "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None";
type Options = [dtype?: DType | null, layout?: string | null, device?: string | null, pinMemory?: boolean | null];

/** Hands values one by one to the elements of `t` in TensorIterator's order, which is that of memory. */
export function setter(t: Tensor): (index: number, value: number) => void {
  const visiting = elementwiseStrides(t.shape, [t]);
  const order = t.shape.map((_, d) => d).sort((a, b) => (visiting[b] ?? 0) - (visiting[a] ?? 0) || a - b);
  const offsets = elementOffsets(
    order.map((d) => t.shape[d] ?? 1),
    order.map((d) => t.strides[d] ?? 0),
    t.offset,
  );
  return (index, value) => writeElement(t, offsets[index] ?? 0, value);
}

/** A complex tensor's parts, on which its numbers are drawn as on a real tensor. */
function drawnParts(t: Tensor): Tensor {
  return t.dtype.isComplex ? partsOf(t) : t;
}

function checkFloating(t: Tensor, name: string): void {
  if (!t.dtype.isFloatingPoint) throw runtimeError(`"${name}" not implemented for '${t.dtype.scalarName}'`);
}

/** uniform_: from ≤ value < to. */
export function drawUniform(given: Tensor, from: number, to: number, generator: Generator): void {
  const t = drawnParts(given);
  checkFloating(t, "check_uniform_bounds");
  if (from > to) {
    throw runtimeError(`uniform_ expects to return a [from, to) range, but found from=${from} > to=${to}`);
  }
  const { dtype, offset, numel } = t;
  if (t.isContiguous && dtype === float32) {
    fillUniformFloat32(generator, t.storage.float32().subarray(offset, offset + numel), from, to);
  } else if (t.isContiguous && dtype === float64) {
    fillUniformFloat64(generator, t.storage.float64().subarray(offset, offset + numel), from, to);
  } else {
    const digits = dtype === float64 ? 53 : dtype === float16 ? 11 : dtype === bfloat16 ? 8 : 24;
    eachUniform(generator, numel, digits, from, to, setter(t));
  }
}

/** Rounds a number to a half. */
function rounded(dtype: DType): (value: number) => number {
  const single = Math.fround;
  return dtype === float16
    ? (value) => halfToNumber(numberToHalf(single(value)))
    : (value) => bfloat16ToNumber(numberToBfloat16(single(value)));
}

/** normal_: mean + std·z. */
export function drawNormal(t: Tensor, mean: number, std: number, generator: Generator): void {
  if (t.dtype.isComplex) {
    // The variance of a complex number is that of its parts together.
    drawNormal(partsOf(t), mean, std / Math.SQRT2, generator);
    return;
  }
  checkFloating(t, "normal_kernel_cpu");
  if (!(std >= 0)) throw runtimeError(`normal expects std >= 0.0, but found std ${std}`);
  const { dtype, offset, numel } = t;
  if (t.isContiguous && dtype === float32) {
    fillNormalFloat32(generator, t.storage.float32().subarray(offset, offset + numel), mean, std);
  } else if (t.isContiguous && dtype === float64) {
    fillNormalFloat64(generator, t.storage.float64().subarray(offset, offset + numel), mean, std);
  } else if (t.isContiguous && numel >= 16) {
    const wide = new Float32Array(numel);
    if (dtype === float16) fillNormalHalf(generator, wide, 11, rounded(dtype), Math.fround, mean, std);
    else fillNormalHalf(generator, wide, 8, rounded(dtype), rounded(dtype), mean, std);
    copyInto(t, fromNumbers(wide, t.shape, float32));
  } else eachNormal(generator, numel, mean, std, setter(t));
}

/** random_(from, to). */
export function drawRandint(t: Tensor, from: bigint, to: bigint, generator: Generator): void {
  if (from >= to) {
    throw runtimeError(`random_ expects 'from' to be less than 'to', but got from=${from} >= to=${to}`);
  }
  checkBounds(t.dtype, from, to);
  const { offset, numel } = t;
  if (t.isContiguous && t.dtype === int64) {
    // An int64 storage is a BigInt64Array.
    const array = t.storage.array(int64) as BigInt64Array;
    fillRandintInt64(generator, array.subarray(offset, offset + numel), from, to);
  } else eachRandint(generator, numel, from, to, setter(t));
}

/** The least and the greatest value of a dtype that random integers may leave, and its name in C++. */
const integerBounds: ReadonlyMap<DType, readonly [least: bigint, greatest: bigint, name: string]> = new Map([
  [bool, [0n, 1n, "bool"]],
  [uint8, [0n, 255n, "unsigned char"]],
  [int8, [-128n, 127n, "signed char"]],
  [int16, [-32768n, 32767n, "short int"]],
  [int32, [-(2n ** 31n), 2n ** 31n - 1n, "int"]],
  [float16, [-65504n, 65504n, "c10::Half"]],
]);

function checkBounds(dtype: DType, from: bigint, to: bigint): void {
  const bounds = integerBounds.get(dtype);
  if (bounds === undefined) return;
  const [least, greatest, name] = bounds;
  if (from < least || from > greatest) throw runtimeError(`from is out of bounds for ${name}`);
  if (to - 1n < least || to - 1n > greatest) throw runtimeError(`to - 1 is out of bounds for ${name}`);
}

const unboundedRange: ReadonlyMap<DType, bigint> = new Map([
  [float32, 2n ** 24n + 1n],
  [float64, 2n ** 53n + 1n],
  [float16, 2n ** 11n + 1n],
  [bfloat16, 2n ** 8n + 1n],
  [int32, 2n ** 31n],
  [int16, 2n ** 15n],
  [int8, 2n ** 7n],
  [uint8, 2n ** 8n],
  [bool, 2n],
]);

export const rand: Op<[size: readonly number[], generator?: Generator | null, ...Options], Tensor> = op(
  `rand(int[] size, *, Generator? generator=None, ${options}) -> Tensor`,
  {
    complex: true,
    doc: "Uniform in [0, 1)",
    forms: ["torch"],
    forward: (size, generator, dtype, layout, device) => {
      checkOptions(layout, device);
      checkSize(size);
      const result = empty(size, dtype ?? getDefaultDType());
      drawUniform(result, 0, 1, generator ?? defaultGenerator);
      return result;
    },
    backward: null,
    samples: [
      "torch.rand(3, dtype=torch.complex64)",
      "torch.rand(3)",
      "torch.rand(2, 9)",
      "torch.rand(4, dtype=torch.float64)",
    ],
  },
);

export const randn: Op<[size: readonly number[], generator?: Generator | null, ...Options], Tensor> = op(
  `randn(int[] size, *, Generator? generator=None, ${options}) -> Tensor`,
  {
    complex: true,
    doc: "Normal with mean 0 and variance 1",
    forms: ["torch"],
    forward: (size, generator, dtype, layout, device) => {
      checkOptions(layout, device);
      checkSize(size);
      const result = empty(size, dtype ?? getDefaultDType());
      drawNormal(result, 0, 1, generator ?? defaultGenerator);
      return result;
    },
    backward: null,
    samples: [
      "torch.randn(3, dtype=torch.complex64)",
      "torch.randn(9, dtype=torch.complex128)",
      "torch.randn(3, 7, dtype=torch.cfloat)",
      "torch.randn(3)",
      "torch.randn(4, 5)",
      "torch.randn(17)",
      "torch.randn(5, dtype=torch.float64)",
    ],
  },
);

function randomLike(name: string, doc: string, draw: (t: Tensor) => void): void {
  op<[self: Tensor, ...Options, memoryFormat?: string | null], Tensor>(
    `${name}(Tensor self, *, ${options}, MemoryFormat? memory_format=None) -> Tensor`,
    {
      complex: true,
      doc,
      forms: ["torch"],
      out: false,
      forward: (self, dtype, layout, device) => {
        checkOptions(layout, device);
        const result = emptyLike(self, dtype ?? self.dtype);
        draw(result);
        return result;
      },
      backward: null,
      samples: [`torch.${name}(x)`, `torch.${name}(b.transpose(0, 2))`],
    },
  );
}

randomLike("rand_like", "Uniform in [0, 1), in the shape of self", (t) => drawUniform(t, 0, 1, defaultGenerator));
randomLike("randn_like", "Normal, in the shape of self", (t) => drawNormal(t, 0, 1, defaultGenerator));

function randintOf(
  low: number | bigint,
  high: number | bigint,
  size: readonly number[],
  dtype: DType | null,
  generator: Generator | null,
) {
  checkSize(size);
  const result = empty(size, dtype ?? int64);
  drawRandint(result, BigInt(low), BigInt(high), generator ?? defaultGenerator);
  return result;
}

export const randint: Op<
  [high: number | bigint, size: readonly number[], generator?: Generator | null, ...Options],
  Tensor
> = op(`randint(int high, int[] size, *, Generator? generator=None, ${options}) -> Tensor`, {
  noComplex: "check_random_bounds handles only integral, floating-point and boolean types",
  doc: "Integers from 0 to high, not included",
  forms: ["torch"],
  forward: (high, size, generator, dtype, layout, device) => {
    checkOptions(layout, device);
    return randintOf(0, high, size, dtype, generator);
  },
  backward: null,
  samples: ["torch.randint(10, (4,))", "torch.randint(3, (2, 2), dtype=torch.float32)"],
});

export const randintLow: Op<
  [low: number | bigint, high: number | bigint, size: readonly number[], generator?: Generator | null, ...Options],
  Tensor
> = op(`randint.low(int low, int high, int[] size, *, Generator? generator=None, ${options}) -> Tensor`, {
  noComplex: "check_random_bounds handles only integral, floating-point and boolean types",
  doc: "Integers from low to high, not included",
  forms: ["torch"],
  forward: (low, high, size, generator, dtype, layout, device) => {
    checkOptions(layout, device);
    return randintOf(low, high, size, dtype, generator);
  },
  backward: null,
  samples: ["torch.randint(-5, 5, (6,))", "torch.randint(5, 5, (2,))", "torch.randint(-(2**62) - 77, 2**62 + 5, (3,))"],
});

function randintLikeOf(self: Tensor, low: number | bigint, high: number | bigint, dtype: DType | null): Tensor {
  const result = emptyLike(self, dtype ?? self.dtype);
  drawRandint(result, BigInt(low), BigInt(high), defaultGenerator);
  return result;
}

export const randintLike: Op<[self: Tensor, high: number | bigint, ...Options], Tensor> = op(
  `randint_like(Tensor self, int high, *, ${options}) -> Tensor`,
  {
    noComplex: "check_random_bounds handles only integral, floating-point and boolean types",
    doc: "Integers from 0 to high, in the shape of self",
    forms: ["torch"],
    out: false,
    forward: (self, high, dtype) => randintLikeOf(self, 0, high, dtype),
    backward: null,
    samples: ["torch.randint_like(x, 9)"],
  },
);

export const randintLikeLow: Op<[self: Tensor, low: number | bigint, high: number | bigint, ...Options], Tensor> = op(
  `randint_like.low_dtype(Tensor self, int low, int high, *, ${options}) -> Tensor`,
  {
    noComplex: "check_random_bounds handles only integral, floating-point and boolean types",
    doc: "Integers from low to high, in the shape of self",
    forms: ["torch"],
    out: false,
    forward: (self, low, high, dtype) => randintLikeOf(self, low, high, dtype),
    backward: null,
    samples: ["torch.randint_like(n.t(), -3, 9)"],
  },
);

export const randperm: Op<[n: number, generator?: Generator | null, ...Options], Tensor> = op(
  `randperm(int n, *, Generator? generator=None, ${options}) -> Tensor`,
  {
    doc: "0 to n-1 in random order",
    complex: true,
    forms: ["torch"],
    forward: (n, generator, dtype, layout, device) => {
      checkOptions(layout, device);
      checkSize([n]);
      checkKernel("randperm", dtype ?? int64, bool, complex64, complex128);
      checkFits(BigInt(n), dtype ?? int64);
      return fromNumbers(permutation(generator ?? defaultGenerator, n), [n], dtype ?? int64);
    },
    backward: null,
    samples: ["torch.randperm(10)", "torch.randperm(1, dtype=torch.complex64)", "torch.randperm(1, dtype=torch.bool)"],
  },
);

// In-place filling. What was there has no gradient any more.

const noGradient = { self: (g: Tensor) => filled(g.shape, 0, g.dtype) };

export const uniform_: Op<[self: Tensor, from?: number, to?: number, generator?: Generator | null], Tensor> = op(
  "uniform_(Tensor(a!) self, float from=0.0, float to=1.0, *, Generator? generator=None) -> Tensor(a!)",
  {
    complex: true,
    doc: "Writes uniform values in [from, to)",
    forms: ["Tensor"],
    node: "UniformBackward0",
    forward: (self, from, to, generator) => {
      drawUniform(self, from, to, generator ?? defaultGenerator);
      return self;
    },
    backward: noGradient,
    samples: [
      "torch.empty(3, dtype=torch.complex64).uniform_(1, 2)",
      "torch.empty(3, 4).uniform_(-1, 2)",
      "torch.empty(4, 3).t().uniform_()",
      "nc.detach().clone().uniform_(0, 3)",
      "wide.detach().clone()[:, ::2].uniform_()",
    ],
  },
);

export const normal_: Op<[self: Tensor, mean?: number, std?: number, generator?: Generator | null], Tensor> = op(
  "normal_(Tensor(a!) self, float mean=0.0, float std=1.0, *, Generator? generator=None) -> Tensor(a!)",
  {
    complex: true,
    doc: "Writes normal values with the given mean and deviation",
    forms: ["Tensor"],
    node: "NormalBackward0",
    forward: (self, mean, std, generator) => {
      drawNormal(self, mean, std, generator ?? defaultGenerator);
      return self;
    },
    backward: noGradient,
    samples: [
      "torch.empty(3, dtype=torch.complex64).normal_(1, 2)",
      "torch.empty(5).normal_(1, 2)",
      "torch.empty(4, 5).normal_(0.5, 0.1)",
      "torch.empty(6, 5).t().normal_()",
      "wide.detach().clone()[:, ::2].normal_()",
    ],
  },
);

export const exponential_: Op<[self: Tensor, lambd?: number, generator?: Generator | null], Tensor> = op(
  "exponential_(Tensor(a!) self, float lambd=1.0, *, Generator? generator=None) -> Tensor(a!)",
  {
    doc: "Writes exponential values with rate lambd",
    forms: ["Tensor"],
    node: "ExponentialBackward0",
    forward: (self, lambd, generator) => {
      checkFloating(self, "exponential_cpu");
      if (!(lambd >= 0)) throw runtimeError(`exponential_ expects lambda >= 0.0, but found lambda=${lambd}`);
      eachExponential(generator ?? defaultGenerator, self.numel, lambd, setter(self));
      return self;
    },
    backward: noGradient,
    samples: ["torch.empty(4).exponential_()", "torch.empty(4).exponential_(2.5)"],
  },
);

export const random_: Op<[self: Tensor, generator?: Generator | null], Tensor> = op(
  "random_(Tensor(a!) self, *, Generator? generator=None) -> Tensor(a!)",
  {
    doc: "Writes integers over the whole range that the dtype holds exactly",
    forms: ["Tensor"],
    node: "RandomBackward2",
    forward: (self, generator) => {
      const { offset, numel } = self;
      if (self.dtype === int64 && self.isContiguous) {
        // An int64 storage is a BigInt64Array.
        const array = self.storage.array(int64) as BigInt64Array;
        fillRandomInt64(generator ?? defaultGenerator, array.subarray(offset, offset + numel));
      } else {
        const range = unboundedRange.get(self.dtype) ?? 2n ** 63n;
        eachRandom(generator ?? defaultGenerator, numel, range, setter(self));
      }
      return self;
    },
    backward: noGradient,
    samples: ["torch.empty(4, dtype=torch.int64).random_()", "torch.empty(3).random_()"],
  },
);

export const randomTo_: Op<[self: Tensor, to: number | bigint, generator?: Generator | null], Tensor> = op(
  "random_.to(Tensor(a!) self, int to, *, Generator? generator=None) -> Tensor(a!)",
  {
    doc: "Writes integers from 0 to `to`, not included",
    forms: ["Tensor"],
    node: "RandomBackward1",
    forward: (self, to, generator) => {
      drawRandint(self, 0n, BigInt(to), generator ?? defaultGenerator);
      return self;
    },
    backward: noGradient,
    samples: ["torch.empty(4, dtype=torch.int64).random_(7)"],
  },
);

export const randomFrom_: Op<
  [self: Tensor, from: number | bigint, to: number | bigint | null, generator?: Generator | null],
  Tensor
> = op("random_.from(Tensor(a!) self, int from, int? to, *, Generator? generator=None) -> Tensor(a!)", {
  doc: "Writes integers from `from` to `to`, not included",
  forms: ["Tensor"],
  node: "RandomBackward0",
  forward: (self, from, to, generator) => {
    const limit = to === null ? (unboundedRange.get(self.dtype) ?? 2n ** 63n) : BigInt(to);
    drawRandint(self, BigInt(from), limit, generator ?? defaultGenerator);
    return self;
  },
  backward: noGradient,
  samples: ["torch.empty(4).random_(-3, 7)"],
});

export const bernoulli: Op<[self: Tensor, generator?: Generator | null], Tensor> = op(
  "bernoulli(Tensor self, *, Generator? generator=None) -> Tensor",
  {
    doc: "1 with the probability that self holds, else 0",
    forward: (self, generator) => {
      checkFloating(self, "bernoulli_tensor_cpu_p_");
      if (self.dtype === float16) throw runtimeError("\"bernoulli_tensor_cpu_self_\" not implemented for 'Half'");
      const probabilities = numbers(self);
      if (probabilities.some((p) => !(p >= 0 && p <= 1)))
        throw runtimeError(
          "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)",
        );
      const result = empty(self.shape, self.dtype);
      const draw = generator ?? defaultGenerator;
      eachBernoulliOf(draw, self.numel, self.dtype === float64, (i) => probabilities[i] ?? 0, setter(result));
      return result;
    },
    backward: { self: (g) => filled(g.shape, 0, g.dtype) },
    samples: [
      "torch.bernoulli(torch.full((3, 4), 0.3))",
      "p.detach().clamp(0, 1).bernoulli()",
      "torch.full((4, 3), 0.5).t().bernoulli()",
    ],
  },
);

export const bernoulliP_: Op<[self: Tensor, p?: number, generator?: Generator | null], Tensor> = op(
  "bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -> Tensor(a!)",
  {
    doc: "Writes 1 with probability p, else 0",
    forms: ["Tensor"],
    node: "BernoulliBackward2",
    forward: (self, p, generator) => {
      if (!(p >= 0 && p <= 1)) throw runtimeError(`bernoulli_ expects p to be in [0, 1], but got p=${p}`);
      if (self.dtype === float16) throw runtimeError("\"bernoulli_scalar_cpu_\" not implemented for 'Half'");
      eachBernoulli(generator ?? defaultGenerator, self.numel, p, setter(self));
      return self;
    },
    backward: noGradient,
    samples: ["torch.empty(3, 4).bernoulli_(0.3)", "torch.empty(4, 3).t().bernoulli_(0.5)"],
  },
);

function drawNormals(mean: Tensor | number, std: Tensor | number, like: Tensor, generator: Generator | null): Tensor {
  if (typeof std === "number" && !(std >= 0)) throw runtimeError(`normal expects std >= 0.0, but found std ${std}`);
  if (typeof std !== "number" && numbers(std).some((each) => !(each >= 0))) {
    throw runtimeError("normal expects all elements of std >= 0.0");
  }
  if (!like.dtype.isFloatingPoint) throw notImplementedFor("normal_kernel_cpu", like.dtype);
  const shapes = [mean, std].filter((each): each is Tensor => typeof each !== "number").map((each) => each.shape);
  const shape = shapes.reduce((a, b) => broadcastShapes(a, b));
  const result = empty(shape, like.dtype);
  drawNormal(result, 0, 1, generator ?? defaultGenerator);
  const z = numbers(result);
  const means = typeof mean === "number" ? null : numbers(dense(broadcastTo(cast(mean, like.dtype), shape)));
  const stds = typeof std === "number" ? null : numbers(dense(broadcastTo(cast(std, like.dtype), shape)));
  const round = like.dtype === float64 ? (v: number) => v : Math.fround;
  const values = new Float64Array(z.length);
  for (let i = 0; i < z.length; i++) {
    const scaled = round((z[i] ?? 0) * (stds === null ? Number(std) : (stds[i] ?? 0)));
    values[i] = scaled + (means === null ? Number(mean) : (means[i] ?? 0));
  }
  return fromNumbers(values, shape, like.dtype);
}

/** PyTorch draws in the dtype of out. */
function checkNormalOut(out: Tensor, like: Tensor): void {
  if (out.dtype === like.dtype) return;
  throw new UnsupportedError(`normal(out=) of dtype ${out.dtype.name} for ${like.dtype.name}`);
}

export const normalTensorFloat: Op<[mean: Tensor, std?: number, generator?: Generator | null], Tensor> = op(
  "normal.Tensor_float(Tensor mean, float std=1, *, Generator? generator=None) -> Tensor",
  {
    doc: "Normal values around mean",
    forms: ["torch"],
    outCheck: (out, mean) => checkNormalOut(out, mean),
    forward: (mean, std, generator) => drawNormals(mean, std, mean, generator),
    node: 1,
    backward: { mean: { uses: ["mean_sizes"], grad: (g) => filled(g.shape, 0, g.dtype) } },
    samples: ["torch.normal(x.detach(), 2.0)"],
  },
);

export const normalFloatTensor: Op<[mean: number, std: Tensor, generator?: Generator | null], Tensor> = op(
  "normal.float_Tensor(float mean, Tensor std, *, Generator? generator=None) -> Tensor",
  {
    doc: "Normal values with deviation std",
    forms: ["torch"],
    outCheck: (out, _, std) => checkNormalOut(out, std),
    forward: (mean, std, generator) => drawNormals(mean, std, std, generator),
    node: 2,
    backward: { std: { uses: ["std_sizes"], grad: (g) => filled(g.shape, 0, g.dtype) } },
    samples: ["torch.normal(1.0, p.detach())"],
  },
);

export const normalTensors: Op<[mean: Tensor, std: Tensor, generator?: Generator | null], Tensor> = op(
  "normal.Tensor_Tensor(Tensor mean, Tensor std, *, Generator? generator=None) -> Tensor",
  {
    noComplex: "normal expects standard deviation to be non-complex",
    doc: "Normal values around mean with deviation std",
    forms: ["torch"],
    outCheck: (out, mean) => checkNormalOut(out, mean),
    forward: (mean, std, generator) => drawNormals(mean, std, mean, generator),
    node: 3,
    backward: {
      mean: { uses: ["mean_sizes"], grad: (g, s) => filled(s.ints("mean_sizes"), 0, g.dtype) },
      std: { uses: ["std_sizes"], grad: (g, s) => filled(s.ints("std_sizes"), 0, g.dtype) },
    },
    samples: ["torch.normal(x.detach(), p.detach())"],
  },
);

export const normalFloats: Op<
  [mean: number, std: number, size: readonly number[], generator?: Generator | null, ...Options],
  Tensor
> = op(`normal.float_float(float mean, float std, int[] size, *, Generator? generator=None, ${options}) -> Tensor`, {
  doc: "Normal values of the given size",
  forms: ["torch"],
  forward: (mean, std, size, generator, dtype) => {
    checkSize(size);
    const result = empty(size, dtype ?? getDefaultDType());
    drawNormal(result, mean, std, generator ?? defaultGenerator);
    return result;
  },
  backward: null,
  samples: ["torch.normal(1.0, 2.0, (3, 2))"],
});
