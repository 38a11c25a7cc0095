// Comparisons, logic, bits, and what chooses by comparing: maximum, minimum, clamp; lerp.
// Follows aten/src/ATen/native/{BinaryOps,TensorCompare,Lerp}.cpp and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import { clampKernel } from "../kernels/activations";
import type { BinaryKernel } from "../kernels/binary";
import * as kernels from "../kernels/binary";
import * as complexKernels from "../kernels/complex/loops";
import * as unaryKernels from "../kernels/unary";
import { Complex } from "../tensor/complex";
import { formatGeneral } from "../tensor/decimal";
import { bool, type DType, float16, float64, int64 } from "../tensor/dtype";
import { floatResult, realScalar, resultType, resultTypeOf, type Scalar } from "../tensor/promotion";
import {
  bigInts,
  cast,
  filled,
  fromBigInts,
  numbers,
  partOf,
  partsOf,
  resolved,
  truthOf,
  wrapNumber,
} from "../tensor/raw";
import { broadcastShapes, formatShape, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, conjScalar, div, divScalar, mul, mulScalar, neg, sub, times } from "./arithmetic";
import { type Op, op } from "./declare";
import { binary, compare, integerBinary, integerUnary, unary } from "./elementwise";
import { checkKernel, elementFor, notImplementedFor } from "./kernel-dtypes";
import { maskedFill, where } from "./masking";

type BinaryOp = Op<[self: Tensor, other: Tensor], Tensor>;

/** PyTorch's vectors compare the parts of complex numbers one by one, its loop for what is left over does not. */
function checkComplexTarget(name: string, target: Tensor): void {
  if (target.dtype.isComplex) throw new UnsupportedError(`${name} into a tensor of complex numbers`);
}

function comparison(
  name: string,
  doc: string,
  aliases: readonly string[],
  kernel: BinaryKernel,
  big: (x: bigint, y: bigint) => boolean,
  samples: readonly string[],
  complexKernel: BinaryKernel | null = null,
): BinaryOp {
  return op<[self: Tensor, other: Tensor], Tensor>(`${name}.Tensor(Tensor self, Tensor other) -> Tensor`, {
    doc,
    aliases,
    ...(complexKernel === null ? { noComplex: `${name}_cpu` } : { complex: true }),
    inplace: true,
    ...(complexKernel === null
      ? {}
      : {
          inPlaceCheck: (self) => checkComplexTarget(name, self),
          outCheck: (out) => checkComplexTarget(name, out),
        }),
    numbers: true,
    forward: (self, other) => {
      const dtype = resultType(self, other);
      if (complexKernel !== null && dtype.isComplex) return binary(self, other, dtype, bool, complexKernel);
      return compare(self, other, dtype, kernel, big);
    },
    backward: null,
    samples,
  });
}

export const eq = comparison(
  "eq",
  "Whether equal, elementwise",
  [],
  kernels.eq,
  (x, y) => x === y,
  ["x == y", "i == 2", "z == z", "torch.eq(x, 0)", "m == True", "i == 1.0", "c == c.conj()", "c == 1"],
  complexKernels.eq,
);
export const ne = comparison(
  "ne",
  "Whether different, elementwise",
  ["not_equal"],
  kernels.ne,
  (x, y) => x !== y,
  ["x != y", "z != z", "i != 2", "c != c.conj()"],
  complexKernels.ne,
);
export const lt = comparison("lt", "Whether less, elementwise", ["less"], kernels.lt, (x, y) => x < y, [
  "x < y",
  "x < 0",
  "z < 1",
]);
export const le = comparison("le", "Whether less or equal, elementwise", ["less_equal"], kernels.le, (x, y) => x <= y, [
  "x <= y",
  "i <= 2",
]);
export const gt = comparison("gt", "Whether greater, elementwise", ["greater"], kernels.gt, (x, y) => x > y, [
  "x > y",
  "x > 0",
  "torch.gt(x, v)",
]);
export const ge = comparison(
  "ge",
  "Whether greater or equal, elementwise",
  ["greater_equal"],
  kernels.ge,
  (x, y) => x >= y,
  ["x >= y", "i >= 2.5", "u8 >= 300"],
);

function logical(name: string, doc: string, kernel: BinaryKernel, samples: readonly string[]): BinaryOp {
  return op<[self: Tensor, other: Tensor], Tensor>(`${name}(Tensor self, Tensor other) -> Tensor`, {
    doc,
    inplace: true,
    complex: true,
    forward: (self, other) => {
      const [a, b] = [self, other].map(truthOf);
      return binary(a as Tensor, b as Tensor, resultType(a as Tensor, b as Tensor), bool, kernel);
    },
    backward: null,
    samples,
  });
}

export const logicalAnd = logical("logical_and", "Whether both are not zero", kernels.logicalAnd, [
  "torch.logical_and(m, x > 0)",
  "i.logical_and(m)",
]);
export const logicalOr = logical("logical_or", "Whether one is not zero", kernels.logicalOr, [
  "torch.logical_or(m, x > 0)",
]);
export const logicalXor = logical("logical_xor", "Whether one and only one is not zero", kernels.logicalXor, [
  "torch.logical_xor(m, x > 0)",
]);

/** `ofEither`: what holds of one part holds of a complex number; else it must hold of both. */
function test(
  name: string,
  doc: string,
  kernel: typeof unaryKernels.isnan,
  samples: readonly string[],
  ofEither = true,
): Op<[self: Tensor], Tensor> {
  const ofParts = (self: Tensor): Tensor => {
    const [re, im] = [unary(partOf(self, 0), bool, kernel), unary(partOf(self, 1), bool, kernel)];
    return binary(re, im, bool, bool, ofEither ? kernels.logicalOr : kernels.logicalAnd);
  };
  return op<[self: Tensor], Tensor>(`${name}(Tensor self) -> Tensor`, {
    doc,
    inplace: name.startsWith("logical"),
    out: name.startsWith("logical"),
    complex: true,
    forward: (self) => (self.dtype.isComplex ? ofParts(self) : unary(self, bool, kernel)),
    backward: null,
    samples,
  });
}

export const logicalNot = test(
  "logical_not",
  "Whether zero",
  unaryKernels.logicalNot,
  ["torch.logical_not(m)", "i.logical_not()", "cz.logical_not()"],
  false,
);
export const isnan = test("isnan", "Whether not a number", unaryKernels.isnan, ["n.isnan()", "torch.isnan(i)"]);
export const isinf = test("isinf", "Whether infinite", unaryKernels.isinf, ["n.isinf()"]);
export const isfinite = test(
  "isfinite",
  "Whether neither infinite nor not a number",
  unaryKernels.isfinite,
  ["torch.isfinite(n)", "torch.isfinite(i)", "torch.isfinite(cz)"],
  false,
);

function bitwise(
  name: string,
  doc: string,
  exactly: (x: bigint, y: bigint, dtype: DType) => bigint,
  samples: readonly string[],
  kernelName = name,
): BinaryOp {
  return op<[self: Tensor, other: Tensor], Tensor>(`${name}.Tensor(Tensor self, Tensor other) -> Tensor`, {
    noComplex: `${kernelName}_cpu`,
    doc,
    inplace: true,
    numbers: true,
    forward: (self, other) => {
      const dtype = resultType(self, other);
      if (dtype.isFloatingPoint) throw notImplementedFor(`${kernelName}_cpu`, dtype);
      if (kernelName.endsWith("shift")) checkKernel(`${kernelName}_cpu`, dtype, bool);
      const big = (x: bigint, y: bigint) => exactly(x, y, dtype);
      const kernel: BinaryKernel = (out, o, a, ai, aStep, b, bi, bStep, n) => {
        // Reads are within bounds by the caller's counts; values are integers within ±2^53.
        for (let i = 0, x = ai, y = bi; i < n; i++, x += aStep, y += bStep) {
          out[o + i] = Number(big(BigInt(a[x] as number), BigInt(b[y] as number)));
        }
      };
      return integerBinary(self, other, dtype, kernel, big);
    },
    backward: null,
    samples,
  });
}

export const bitwiseAnd = bitwise("bitwise_and", "Bits set in both", (x, y) => x & y, [
  "m & (x > 0)",
  "i & 1",
  "torch.bitwise_and(i, 6)",
]);
export const bitwiseOr = bitwise("bitwise_or", "Bits set in one", (x, y) => x | y, ["m | (x > 0)", "i | 8"]);
export const bitwiseXor = bitwise("bitwise_xor", "Bits set in one only", (x, y) => x ^ y, ["m ^ (x > 0)", "i ^ 3"]);
/** As the processor shifts: by what is left of the distance over its word. */
function distance(by: bigint, { itemSize }: DType): bigint {
  return BigInt.asUintN(itemSize === 8 ? 6 : 5, by);
}

export const leftShift = bitwise(
  "bitwise_left_shift",
  "Bits moved up",
  (x, y, dtype) => x << distance(y, dtype),
  ["i << 2", "x << 1", "i << -1", "i.int() << 40", "torch.bitwise_left_shift(i32, i32)"],
  "lshift",
);
export const rightShift = bitwise(
  "bitwise_right_shift",
  "Bits moved down",
  (x, y, dtype) => x >> distance(y, dtype),
  [
    "i >> 1",
    "x >> 1",
    "(i - 5) >> -1",
    "(i - 5).int() >> 40",
    "torch.bitwise_right_shift(i32, i32)",
    "(u8 + 90) >> 36",
    "i >> 65",
    "i.to(torch.int8) >> 9",
  ],
  "rshift",
);

export const bitwiseNot: Op<[self: Tensor], Tensor> = op("bitwise_not(Tensor self) -> Tensor", {
  doc: "All bits turned; for bool, not",
  inplace: true,
  forward: (self) => {
    if (self.dtype.isFloatingPoint) {
      throw runtimeError(`"bitwise_not_cpu" not implemented for '${self.dtype.scalarName}'`);
    }
    if (self.dtype === bool) return unary(self, bool, unaryKernels.logicalNot);
    return fromBigInts(
      bigInts(self).map((x) => ~x),
      self.shape,
      self.dtype,
    );
  },
  backward: null,
  samples: ["~m", "~i"],
});

// The gradient goes to the side that was taken; equal sides share it.

/** g but where a ∘ b, half of it where they are equal. */
function choose(g: Tensor, a: Tensor, b: Tensor, loses: BinaryOp): Tensor {
  return maskedFill(where(eq(a, b), divScalar(g, 2n), g), loses(a, b), 0);
}

function extreme(name: string, doc: string, kernel: BinaryKernel, wins: BinaryOp, loses: BinaryOp): BinaryOp {
  const isMax = name === "maximum";
  return op<[self: Tensor, other: Tensor], Tensor>(`${name}(Tensor self, Tensor other) -> Tensor`, {
    noComplex: `${name} not implemented for complex tensors.`,
    doc,
    forward: (self, other) => {
      const dtype = resultType(self, other);
      if (dtype.isFloatingPoint) return binary(self, other, dtype, dtype, kernel);
      return integerBinary(self, other, dtype, kernel, (x, y) => (x > y === isMax ? x : y));
    },
    backward: {
      self: { uses: ["other", "self"], grad: (g, s) => choose(g, s.tensor("self"), s.tensor("other"), loses) },
      other: { uses: ["other", "self"], grad: (g, s) => choose(g, s.tensor("self"), s.tensor("other"), wins) },
    },
    samples: [
      `torch.${name}(x, y)`,
      `x.${name}(v)`,
      `torch.${name}(i, i.flip(0))`,
      `torch.${name}(z, z.flip(0))`,
      `torch.${name}(x, x.detach())`,
    ],
  });
}

export const maximum = extreme("maximum", "The larger of two, elementwise", kernels.maximum, gt, lt);
export const minimum = extreme("minimum", "The smaller of two, elementwise", kernels.minimum, lt, gt);

export const maxOther: BinaryOp = op("max.other(Tensor self, Tensor other) -> Tensor", {
  noComplex: "maximum not implemented for complex tensors.",
  doc: "The larger of two, elementwise",
  composite: (self, other) => maximum(self, other),
  samples: ["torch.max(x, y)", "x.max(y)"],
});

export const minOther: BinaryOp = op("min.other(Tensor self, Tensor other) -> Tensor", {
  noComplex: "minimum not implemented for complex tensors.",
  doc: "The smaller of two, elementwise",
  composite: (self, other) => minimum(self, other),
  samples: ["torch.min(x, y)"],
});

function clampValues(self: Tensor, min: Scalar | null, max: Scalar | null): Tensor {
  const limits = [min, max].filter((v): v is Scalar => v !== null);
  if (limits.length === 0) throw runtimeError("torch.clamp: At least one of 'min' or 'max' must not be None");
  const dtype = resultTypeOf([self], limits);
  checkKernel(
    max === null ? "clamp_min_cpu" : min === null ? "clamp_max_scalar_cpu" : "clamp_scalar_cpu",
    dtype,
    bool,
    float16,
  );
  const limit = (given: Scalar | null, none: number, alone: boolean): number => {
    const value = given === null ? none : elementFor(given, dtype);
    // One that is NaN limits nothing.
    return alone && Number.isNaN(value) ? none : value;
  };
  const low = limit(min, Number.NEGATIVE_INFINITY, max === null);
  const high = limit(max, Number.POSITIVE_INFINITY, min === null);
  const kernel = clampKernel(low, high);
  if (dtype.isFloatingPoint) return unary(self, dtype, kernel);
  const source = cast(self, dtype);
  const exactly = (x: bigint): bigint => {
    const [least, greatest] = [min, max].map((each) => (each === null ? null : BigInt(realScalar(each))));
    const above = least != null && x < least ? least : x;
    return greatest != null && above > greatest ? greatest : above;
  };
  if ([low, high].some((limit) => Number.isFinite(limit) && !Number.isSafeInteger(limit))) {
    return fromBigInts(bigInts(source).map(exactly), source.shape, dtype);
  }
  return integerUnary(source, kernel, exactly);
}

function clampGradient(g: Tensor, self: Tensor, min: Scalar | null, max: Scalar | null): Tensor {
  let inside: Tensor | null = null;
  if (min !== null) inside = ge(self, wrapNumber(min));
  if (max !== null) {
    const below = le(self, wrapNumber(max));
    inside = inside === null ? below : logicalAnd(inside, below);
  }
  return inside === null ? g : where(inside, g, filled([], 0, g.dtype));
}

export const clamp: Op<[self: Tensor, min?: Scalar | null, max?: Scalar | null], Tensor> = op(
  "clamp(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor",
  {
    noComplex: "clamp is not supported for complex types",
    doc: "Limited to between min and max",
    aliases: ["clip"],
    inplace: true,
    node: 1,
    forward: clampValues,
    backward: {
      self: {
        uses: ["max", "min", "self"],
        grad: (g, s) => clampGradient(g, s.tensor("self"), s.optionalScalar("min"), s.optionalScalar("max")),
      },
    },
    samples: [
      "x.clamp(min=0)",
      "x.clamp(-1, 1)",
      "torch.clamp(x, max=0.5)",
      "i.clamp(1, 3)",
      "z.clamp(-1, 1)",
      "x.clip(0, 1)",
      "x.clamp(-0.5, 0.5)",
      "u8.clamp(-2)",
      "u8.clamp(max=300)",
      "m.clamp(False, True)",
      "x.clamp(-1, float('nan'))",
      "torch.tensor([2**62 + 1, 5]).clamp(max=2**62 - 1)",
      "i.t().clamp(2)",
    ],
  },
);

export const clampMin: Op<[self: Tensor, min: Scalar], Tensor> = op("clamp_min(Tensor self, Scalar min) -> Tensor", {
  noComplex: "clamp is not supported for complex types",
  doc: "Not less than min",
  inplace: true,
  forward: (self, min) => clampValues(self, min, null),
  backward: {
    self: { uses: ["min", "self"], grad: (g, s) => clampGradient(g, s.tensor("self"), s.scalar("min"), null) },
  },
  samples: ["x.clamp_min(0.5)", "torch.clamp_min(i, 2)"],
});

export const clampMax: Op<[self: Tensor, max: Scalar], Tensor> = op("clamp_max(Tensor self, Scalar max) -> Tensor", {
  noComplex: "clamp is not supported for complex types",
  doc: "Not more than max",
  inplace: true,
  forward: (self, max) => clampValues(self, null, max),
  backward: {
    self: { uses: ["max", "self"], grad: (g, s) => clampGradient(g, s.tensor("self"), null, s.scalar("max")) },
  },
  samples: ["x.clamp_max(0.5)"],
});

/** self + weight·(end - self), from the nearer end, as PyTorch does to be exact at both; in float32 a fused step. */
function lerpKernel(weight: number, single: boolean): BinaryKernel {
  const round = single ? Math.fround : (x: number) => x;
  const w = round(weight);
  const rest = round(1 - w);
  return (out, o, a, ai, aStep, b, bi, bStep, n) => {
    for (let i = 0, x = ai, y = bi; i < n; i++, x += aStep, y += bStep) {
      // Reads are within bounds by the caller's counts.
      const p = a[x] as number;
      const q = b[y] as number;
      const span = round(q - p);
      out[o + i] = Math.abs(w) < 0.5 ? p + w * span : q - span * rest;
    }
  };
}

export const lerp: Op<[self: Tensor, end: Tensor, weight: Scalar], Tensor> = op(
  "lerp.Scalar(Tensor self, Tensor end, Scalar weight) -> Tensor",
  {
    complex: true,
    doc: "Between self and end: self + weight · (end - self)",
    inplace: true,
    forward: (self, end, weight) => {
      if (self.dtype !== end.dtype) {
        throw runtimeError(
          `expected dtype ${self.dtype.scalarName.toLowerCase()} for \`end\` but got dtype ${end.dtype.scalarName.toLowerCase()}`,
        );
      }
      if (!self.dtype.isDifferentiable || self.dtype === float16) {
        throw runtimeError(`"lerp_kernel_scalar" not implemented for '${self.dtype.scalarName}'`);
      }
      if (self.dtype.isComplex) {
        return add.forward(self, mul.forward(sub.forward(end, self, 1n), wrapNumber(weight)), 1n);
      }
      return binary(self, end, self.dtype, self.dtype, lerpKernel(Number(weight), self.dtype !== float64));
    },
    backward: {
      self: {
        uses: ["weight"],
        grad: (g, s) => {
          const weight = s.scalar("weight");
          if (weight instanceof Complex) return mulScalar(g, new Complex(1 - weight.re, weight.im));
          return times(g, 1 - Number(weight));
        },
      },
      end: {
        uses: ["weight"],
        grad: (g, s) => {
          const weight = s.scalar("weight");
          return weight instanceof Complex ? mulScalar(g, conjScalar(weight)) : times(g, Number(weight));
        },
      },
    },
    samples: [
      "torch.lerp(c, c.conj(), 0.25)",
      "torch.lerp(c, c.conj(), 0.5j)",
      "torch.lerp(x, y, 0.5)",
      "x.lerp(y, 0.25)",
      "x.lerp(v, 0.75)",
      "torch.lerp(i, i, 0.5)",
    ],
  },
);

export const atan2: BinaryOp = op("atan2(Tensor self, Tensor other) -> Tensor", {
  noHalf: "atan2_cpu",
  noComplex: "atan2_cpu",
  doc: "Angle of the point (other, self)",
  aliases: ["arctan2"],
  inplace: true,
  forward: (self, other) => {
    const dtype = floatResult(resultType(self, other));
    return binary(self, other, dtype, dtype, kernels.atan2);
  },
  backward: {
    self: {
      uses: ["other", "self"],
      grad: (g, s) => mul(g, div(s.tensor("other"), squares(s.tensor("self"), s.tensor("other")))),
    },
    other: {
      uses: ["other", "self"],
      grad: (g, s) => mul(g, div(neg(s.tensor("self")), squares(s.tensor("self"), s.tensor("other")))),
    },
  },
  samples: ["x.atan2(y)", "torch.atan2(x, p)"],
});

function squares(a: Tensor, b: Tensor): Tensor {
  return add(mul(a, a), mul(b, b));
}

/** torch.equal: one Python bool, so no op of tensors; bindings call it. */
export function equal(a: Tensor, b: Tensor): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  if (a.dtype !== b.dtype) {
    throw runtimeError(
      `Expected object of scalar type ${a.dtype.scalarName.toLowerCase()} but got scalar type ${b.dtype.scalarName.toLowerCase()} for argument 'other'`,
    );
  }
  if (a.dtype === int64) {
    const y = bigInts(b);
    return bigInts(a).every((v, i) => v === y[i]);
  }
  const y = numbers(b.dtype.isComplex ? partsOf(resolved(b)) : b);
  return numbers(a.dtype.isComplex ? partsOf(resolved(a)) : a).every((v, i) => v === y[i]);
}

/** By the distance in the plane. */
function closeComplex(rtol: number, atol: number, equalNan: boolean): BinaryKernel {
  return (out, o, a, ai, aStep, b, bi, bStep, n) => {
    for (let i = 0, x = 2 * ai, y = 2 * bi; i < n; i++, x += 2 * aStep, y += 2 * bStep) {
      // Reads are within bounds by the caller's counts.
      const [p, q] = [a[x] as number, a[x + 1] as number];
      const [r, s] = [b[y] as number, b[y + 1] as number];
      const same = p === r && q === s;
      const nans = equalNan && (Number.isNaN(p) || Number.isNaN(q)) && (Number.isNaN(r) || Number.isNaN(s));
      const distance = Math.hypot(p - r, q - s);
      const near = Number.isFinite(distance) && distance <= atol + Math.abs(rtol * Math.hypot(r, s));
      out[o + i] = same || nans || near ? 1 : 0;
    }
  };
}

/** torch.isclose: |self - other| ≤ atol + rtol·|other|. */
export const isclose: Op<[self: Tensor, other: Tensor, rtol?: number, atol?: number, equalNan?: boolean], Tensor> = op(
  "isclose(Tensor self, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> Tensor",
  {
    complex: true,
    doc: "Whether |self - other| ≤ atol + rtol · |other|",
    out: false,
    forward: (self, other, rtol, atol, equalNan) => {
      if (self.dtype !== other.dtype) {
        throw runtimeError(`${self.dtype.scalarName} did not match ${other.dtype.scalarName}`);
      }
      for (const [name, bound] of [["rtol", rtol] as const, ["atol", atol] as const]) {
        if (!(bound >= 0)) {
          throw runtimeError(`${name} must be greater than or equal to zero, but got ${formatGeneral(bound, 6)}`);
        }
      }
      // The NaNs of both are found in a tensor of self's shape.
      if (equalNan && self.dtype.isFloatingPoint) {
        const shape = broadcastShapes(self.shape, other.shape);
        if (!sameShape(shape, self.shape)) {
          throw runtimeError(
            `output with shape ${formatShape(self.shape)} doesn't match the broadcast shape ${formatShape(shape)}`,
          );
        }
      }
      if (self.dtype.isComplex) return binary(self, other, self.dtype, bool, closeComplex(rtol, atol, equalNan));
      return binary(self, other, self.dtype, bool, (out, o, a, ai, aStep, b, bi, bStep, n) => {
        for (let i = 0, x = ai, y = bi; i < n; i++, x += aStep, y += bStep) {
          // Reads are within bounds by the caller's counts.
          const p = a[x] as number;
          const q = b[y] as number;
          const near = Number.isFinite(p - q) && Math.abs(p - q) <= atol + Math.abs(rtol * q);
          out[o + i] = p === q || near || (equalNan && Number.isNaN(p) && Number.isNaN(q)) ? 1 : 0;
        }
      });
    },
    backward: null,
    samples: [
      "torch.isclose(x, y)",
      "torch.isclose(z, z)",
      "x.isclose(x + 1e-9)",
      "torch.isclose(z, z, equal_nan=True)",
    ],
  },
);

/** torch.allclose: one Python bool. */
export function allclose(self: Tensor, other: Tensor, rtol = 1e-5, atol = 1e-8, equalNan = false): boolean {
  return numbers(isclose.forward(self, other, rtol, atol, equalNan)).every((v) => v === 1);
}
