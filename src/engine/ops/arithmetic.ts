// + - * / and their scaled and integer kin. Follows aten/src/ATen/native/BinaryOps.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import type { BinaryKernel } from "../kernels/binary";
import * as kernels from "../kernels/binary";
import { quotient } from "../kernels/complex/functions";
import * as complexKernels from "../kernels/complex/loops";
import * as unaryKernels from "../kernels/unary";
import { Complex } from "../tensor/complex";
import { bool, type DType } from "../tensor/dtype";
import { floatResult, resultType, resultTypeScalar, type Scalar, scalarDType } from "../tensor/promotion";
import { toComplex, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { conj } from "./conjugation";
import { type Op, op } from "./declare";
import { binary, complexUnary, integerBinary, integerUnary, unary } from "./elementwise";
import { checkKernel } from "./kernel-dtypes";

function arithmetic(
  a: Tensor,
  b: Tensor,
  dtype: DType,
  kernel: BinaryKernel,
  big: (x: bigint, y: bigint) => bigint,
  complexKernel: BinaryKernel | null = null,
): Tensor {
  if (complexKernel !== null && dtype.isComplex) return binary(a, b, dtype, dtype, complexKernel);
  return dtype.isFloatingPoint ? binary(a, b, dtype, dtype, kernel) : integerBinary(a, b, dtype, kernel, big);
}

/** a + alpha·b of complex numbers. */
function scaledComplexAdd(alpha: Scalar): BinaryKernel {
  const { re, im } = toComplex(alpha);
  return complexKernels.eachOfTwoComplex((a, b, c, d, out) => {
    out.re = a + (re * c - im * d);
    out.im = b + (re * d + im * c);
  });
}

function addForward(self: Tensor, other: Tensor, alpha: Scalar): Tensor {
  const dtype = resultType(self, other);
  checkAlpha(dtype, alpha);
  if (isOne(alpha)) return arithmetic(self, other, dtype, kernels.add, (x, y) => x + y, complexKernels.add);
  if (dtype.isComplex) return binary(self, other, dtype, dtype, scaledComplexAdd(alpha));
  const factor = dtype.isFloatingPoint && dtype.itemSize < 8 ? Math.fround(Number(alpha)) : Number(alpha);
  if (dtype.isFloatingPoint) return binary(self, other, dtype, dtype, kernels.scaledAdd(factor));
  const big = BigInt(Number(alpha));
  return integerBinary(self, other, dtype, kernels.scaledAdd(factor), (x, y) => x + big * y);
}

function checkAlpha(dtype: DType, alpha: Scalar): void {
  if (typeof alpha === "boolean" && dtype !== bool) {
    throw runtimeError("Boolean alpha only supported for Boolean results.");
  }
  if (!dtype.isComplex && alpha instanceof Complex) {
    throw runtimeError("For non-complex input tensors, argument alpha must not be a complex number.");
  }
  if (!dtype.isDifferentiable && typeof alpha === "number") {
    throw runtimeError("For integral input tensors, argument alpha must not be a floating point number.");
  }
}

/** Whether a factor leaves all as it is. */
export function isOne(value: Scalar): boolean {
  return !(value instanceof Complex) && Number(value) === 1;
}

function negateScalar(value: Scalar): Scalar {
  if (value instanceof Complex) return new Complex(-value.re, -value.im);
  return typeof value === "bigint" ? -value : -Number(value);
}

function checkSub(a: DType, b: DType): void {
  if (a === bool && b === bool) {
    throw runtimeError(
      "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.",
    );
  }
  if (a === bool || b === bool) {
    throw runtimeError(
      "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
    );
  }
}

/** g·alpha, without an op where alpha is 1. */
function scaled(g: Tensor, alpha: Scalar): Tensor {
  return isOne(alpha) ? g : mulScalar(g, conjScalar(alpha));
}

export function conjScalar(value: Scalar): Scalar {
  return value instanceof Complex ? new Complex(value.re, -value.im) : value;
}

export const add: Op<[self: Tensor, other: Tensor, alpha?: Scalar], Tensor> = op(
  "add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "Sum, elementwise with broadcasting: self + alpha · other",
    inplace: true,
    numbers: true,
    forward: addForward,
    backward: {
      self: (g) => g,
      other: { uses: ["alpha"], grad: (g, s) => scaled(g, s.scalar("alpha")) },
    },
    samples: [
      "c + cv",
      "c + 1.5",
      "x + c",
      "c + 2j",
      "x + 1j",
      "torch.add(c, cv, alpha=2j)",
      "i + 1j",
      "cd + c[0, 0]",
      "c.conj() + c",
      "x + y",
      "x + 1",
      "1 + x",
      "x + v",
      "torch.add(x, y, alpha=2)",
      "x.add(y)",
      "b + x",
      "i + 2",
      "i + 1.5",
      "nc + x.t()",
      "i.t() + n.t()",
      "i.t() + x.t().double()",
      "e + 1",
      "z + 1",
      "m + m",
      "x + s",
    ],
  },
);

export const sub: Op<[self: Tensor, other: Tensor, alpha?: Scalar], Tensor> = op(
  "sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "Difference, elementwise with broadcasting: self - alpha · other",
    aliases: ["subtract"],
    inplace: true,
    numbers: true,
    forward: (self, other, alpha) => {
      checkSub(self.dtype, other.dtype);
      checkAlpha(resultType(self, other), alpha);
      if (!isOne(alpha)) return addForward(self, other, negateScalar(alpha));
      return arithmetic(self, other, resultType(self, other), kernels.sub, (x, y) => x - y, complexKernels.sub);
    },
    backward: {
      self: (g) => g,
      other: { uses: ["alpha"], grad: (g, s) => scaled(neg(g), s.scalar("alpha")) },
    },
    samples: [
      "c - cv",
      "2 - c",
      "x - c",
      "torch.sub(c, cv, alpha=1 - 2j)",
      "x - y",
      "x - 1",
      "x - v",
      "torch.sub(x, y, alpha=3)",
      "x.sub(y, alpha=True)",
      "i - 3",
      "v - x",
      "z - z",
      "x - s",
    ],
  },
);

export const rsub: Op<[self: Tensor, other: Scalar, alpha?: Scalar], Tensor> = op(
  "rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "Difference the other way round: other - alpha · self",
    forms: ["torch"],
    out: false,
    node: 1,
    forward: (self, other, alpha) => {
      checkSub(self.dtype, scalarDType(other));
      const dtype = resultTypeScalar(self, other);
      const left = wrapNumber(other);
      checkAlpha(dtype, alpha);
      if (!isOne(alpha)) return addForward(left, self, negateScalar(alpha));
      return arithmetic(left, self, dtype, kernels.sub, (x, y) => x - y, complexKernels.sub);
    },
    backward: { self: { uses: ["alpha"], grad: (g, s) => scaled(neg(g), s.scalar("alpha")) } },
    samples: ["1j - x", "torch.rsub(c, 2j, alpha=3)", "1 - x", "2.5 - x", "torch.rsub(x, 2, alpha=3)", "3 - i"],
  },
);

export const rsubTensor: Op<[self: Tensor, other: Tensor, alpha?: Scalar], Tensor> = op(
  "rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor",
  {
    complex: true,
    doc: "Difference the other way round: other - alpha · self",
    forms: ["torch"],
    out: false,
    forward: (self, other, alpha) => sub.forward(other, self, alpha),
    backward: {
      self: { uses: ["alpha"], grad: (g, s) => scaled(neg(g), s.scalar("alpha")) },
      other: (g) => g,
    },
    samples: ["torch.rsub(x, y)", "torch.rsub(x, v, alpha=2)", "torch.rsub(i, n)"],
  },
);

export const mul: Op<[self: Tensor, other: Tensor], Tensor> = op("mul.Tensor(Tensor self, Tensor other) -> Tensor", {
  complex: true,
  doc: "Product, elementwise with broadcasting: self · other",
  aliases: ["multiply"],
  inplace: true,
  numbers: true,
  forward: (self, other) =>
    arithmetic(self, other, resultType(self, other), kernels.mul, (x, y) => x * y, complexKernels.mul),
  backward: {
    self: { uses: ["other"], grad: (g, s) => mul(g, conj(s.tensor("other"))) },
    other: { uses: ["self"], grad: (g, s) => mul(g, conj(s.tensor("self"))) },
  },
  samples: [
    "c * cv",
    "x * c",
    "c * 2",
    "x * 2j",
    "c * (1 - 2j)",
    "cd * d",
    "c * c.conj()",
    "i * 1j",
    "s * c",
    "x * y",
    "x * 2",
    "2.5 * x",
    "x * v",
    "i * i",
    "i * 2.0",
    "x * s",
    "b * x",
    "z * 0",
    "ex * y",
    "m * x",
    "nc * 2",
  ],
});

export const neg: Op<[self: Tensor], Tensor> = op("neg(Tensor self) -> Tensor", {
  complex: true,
  doc: "The negative: -self",
  aliases: ["negative"],
  inplace: true,
  forward: (self) => {
    if (self.dtype === bool) {
      throw runtimeError(
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
      );
    }
    if (self.dtype.isComplex) return complexUnary(self, self.dtype, complexKernels.eachPart(unaryKernels.neg));
    return self.dtype.isFloatingPoint
      ? unary(self, self.dtype, unaryKernels.neg)
      : integerUnary(self, unaryKernels.neg, (x) => -x);
  },
  backward: { self: (g) => neg(g) },
  samples: ["-c", "c.conj().neg()", "-x", "torch.neg(i)", "x.neg()", "-z", "-nc"],
});

const complexDiv = complexKernels.eachOfTwoComplex(quotient);

export const div: Op<[self: Tensor, other: Tensor], Tensor> = op("div.Tensor(Tensor self, Tensor other) -> Tensor", {
  complex: true,
  doc: "Quotient, elementwise with broadcasting: self / other; integers give floats",
  aliases: ["divide", "true_divide"],
  inplace: true,
  numbers: true,
  forward: (self, other) => {
    const dtype = floatResult(resultType(self, other));
    return binary(self, other, dtype, dtype, dtype.isComplex ? complexDiv : kernels.div);
  },
  backward: {
    self: { uses: ["other"], grad: (g, s) => div(g, conj(s.tensor("other"))) },
    // d(a/b)/db = -(a/b)/b
    other: {
      uses: ["self", "other"],
      grad: (g, s) => {
        const other = s.tensor("other");
        return mul(neg(g), conj(div(div(s.tensor("self"), other), other)));
      },
    },
  },
  samples: [
    "c / cv",
    "x / c",
    "c / x",
    "c / 2",
    "c / (1 - 2j)",
    "2 / c",
    "cd / cd.flip(0)",
    "i / 2j",
    "x / p",
    "x / 2",
    "x / v",
    "i / 2",
    "i / i",
    "z / 0",
    "x / s",
    "p / p",
  ],
});

/** torch.div(a, b, rounding_mode=…): None, "trunc" or "floor". */
export const divMode: Op<[self: Tensor, other: Tensor, roundingMode: string | null], Tensor> = op(
  "div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor",
  {
    complex: true,
    doc: "Quotient rounded towards zero (trunc) or down (floor)",
    aliases: ["divide"],
    inplace: true,
    numbers: true,
    node: 2,
    forward: (self, other, mode) => {
      if (mode === null) return div.forward(self, other);
      const dtype = resultType(self, other);
      if (mode === "floor" || mode === "trunc") checkKernel(`div_${mode}_cpu`, dtype, bool);
      if (dtype.isComplex && mode !== null)
        throw runtimeError(`"div_${mode}_cpu" not implemented for '${dtype.scalarName}'`);
      if (mode === "floor") return arithmetic(self, other, dtype, floorKernel(dtype), bigFloor);
      if (mode === "trunc") return arithmetic(self, other, dtype, truncKernel(dtype), bigTrunc);
      throw runtimeError(`div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '${mode}'`);
    },
    backward: {
      self: {
        uses: ["other", "rounding_mode"],
        grad: (g, s) =>
          s.optionalText("rounding_mode") === null ? div(g, conj(s.tensor("other"))) : mul(g, wrapNumber(0)),
      },
      other: {
        uses: ["self", "other", "rounding_mode"],
        grad: (g, s) => {
          if (s.optionalText("rounding_mode") !== null) return mul(g, wrapNumber(0));
          const other = s.tensor("other");
          return mul(neg(g), conj(div(div(s.tensor("self"), other), other)));
        },
      },
    },
    samples: [
      "torch.div(c, cv, rounding_mode=None)",
      "torch.div(x, p, rounding_mode='floor')",
      "torch.div(i, 2, rounding_mode='trunc')",
      "torch.div(-i, 2, rounding_mode='floor')",
      "torch.div(x, p, rounding_mode=None)",
      "torch.div(m, m, rounding_mode='trunc')",
    ],
  },
);

function checkIntegerDivisor(): BinaryKernel {
  return (out, o, a, ai, aStep, b, bi, bStep, n) => {
    for (let i = 0, x = ai, y = bi; i < n; i++, x += aStep, y += bStep) {
      // Reads are within bounds by the caller's counts.
      const divisor = b[y] as number;
      if (divisor === 0) throw runtimeError("ZeroDivisionError");
      out[o + i] = Math.floor((a[x] as number) / divisor);
    }
  };
}

function floorKernel(dtype: DType): BinaryKernel {
  return dtype.isFloatingPoint ? kernels.floorDivide : checkIntegerDivisor();
}

function truncKernel(dtype: DType): BinaryKernel {
  if (dtype.isFloatingPoint) return kernels.truncDivide;
  return (out, o, a, ai, aStep, b, bi, bStep, n) => {
    for (let i = 0, x = ai, y = bi; i < n; i++, x += aStep, y += bStep) {
      // Reads are within bounds by the caller's counts.
      const divisor = b[y] as number;
      if (divisor === 0) throw runtimeError("ZeroDivisionError");
      out[o + i] = Math.trunc((a[x] as number) / divisor);
    }
  };
}

function bigTrunc(x: bigint, y: bigint): bigint {
  if (y === 0n) throw runtimeError("ZeroDivisionError");
  return x / y;
}

function bigFloor(x: bigint, y: bigint): bigint {
  const quotient = bigTrunc(x, y);
  return x % y !== 0n && x < 0n !== y < 0n ? quotient - 1n : quotient;
}

export const floorDivide: Op<[self: Tensor, other: Tensor], Tensor> = op(
  "floor_divide(Tensor self, Tensor other) -> Tensor",
  {
    noComplex: "div_floor_cpu",
    doc: "Quotient rounded down: ⌊self / other⌋",
    inplace: true,
    forward: (self, other) => {
      return divMode.forward(self, other, "floor");
    },
    samples: ["c // cv", "x // p", "i // (i + 1)"],
  },
);

export const fmod: Op<[self: Tensor, other: Tensor], Tensor> = op("fmod.Tensor(Tensor self, Tensor other) -> Tensor", {
  noComplex: "fmod_cpu",
  doc: "Remainder with the sign of self, as C's fmod",
  inplace: true,

  node: 1,
  forward: (self, other) => {
    const dtype = resultType(self, other);
    checkKernel("fmod_cpu", dtype, bool);
    return arithmetic(self, other, dtype, dtype.isFloatingPoint ? kernels.fmod : integerFmod, (x, y) => {
      bigTrunc(x, y);
      return x % y;
    });
  },
  backward: {
    self: (g) => g,
    other: {
      uses: ["self", "other"],
      grad: (g, s) => mul(neg(g), divMode(s.tensor("self"), s.tensor("other"), "trunc")),
    },
  },
  samples: ["c.fmod(cv)", "x.fmod(p)", "torch.fmod(x, v)", "m.fmod(m)"],
});

const integerFmod: BinaryKernel = (out, o, a, ai, aStep, b, bi, bStep, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += aStep, y += bStep) {
    // Reads are within bounds by the caller's counts.
    if (b[y] === 0) throw runtimeError("ZeroDivisionError");
    out[o + i] = (a[x] as number) % (b[y] as number);
  }
};

export const remainder: Op<[self: Tensor, other: Tensor], Tensor> = op(
  "remainder.Tensor(Tensor self, Tensor other) -> Tensor",
  {
    noComplex: "remainder_cpu",
    doc: "Remainder with the sign of other, as Python's %",
    inplace: true,

    node: 1,
    forward: (self, other) => {
      const dtype = resultType(self, other);
      checkKernel("remainder_cpu", dtype, bool);
      return arithmetic(
        self,
        other,
        dtype,
        dtype.isFloatingPoint ? kernels.remainder : integerRemainder,
        (x, y) => x - bigFloor(x, y) * y,
      );
    },
    backward: {
      self: (g) => g,
      other: {
        uses: ["self", "other"],
        grad: (g, s) => mul(neg(g), divMode(s.tensor("self"), s.tensor("other"), "floor")),
      },
    },
    samples: ["c % cv", "c % 2", "x.remainder(p)", "torch.remainder(x, v)", "m % True"],
  },
);

const integerRemainder: BinaryKernel = (out, o, a, ai, aStep, b, bi, bStep, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += aStep, y += bStep) {
    // Reads are within bounds by the caller's counts.
    const divisor = b[y] as number;
    if (divisor === 0) throw runtimeError("ZeroDivisionError");
    const rest = (a[x] as number) % divisor;
    out[o + i] = rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
  }
};

// + - * / with a number as PyTorch's own C++ writes them: nodes of their own, which a graph shows (MulBackward1). A
// program's `x * 2` is the op of tensors above, the number being a 0-d tensor there.

type WithScalar = Op<[self: Tensor, other: Scalar], Tensor>;

export const addScalar: WithScalar = op("add.Scalar(Tensor self, Scalar other) -> Tensor", {
  complex: true,
  doc: "self + other",
  forms: [],
  node: 1,
  forward: (self, other) => add.forward(self, wrapNumber(other), 1n),
  backward: { self: (g) => g },
  samples: [],
});

export const subScalar: WithScalar = op("sub.Scalar(Tensor self, Scalar other) -> Tensor", {
  complex: true,
  doc: "self - other",
  forms: [],
  node: 1,
  forward: (self, other) => sub.forward(self, wrapNumber(other), 1n),
  backward: { self: (g) => g },
  samples: [],
});

export const mulScalar: WithScalar = op("mul.Scalar(Tensor self, Scalar other) -> Tensor", {
  complex: true,
  doc: "self · other",
  forms: [],
  node: 1,
  forward: (self, other) => mul.forward(self, wrapNumber(other)),
  backward: { self: { uses: ["other"], grad: (g, s) => mulScalar(g, conjScalar(s.scalar("other"))) } },
  samples: [],
});

export const divScalar: WithScalar = op("div.Scalar(Tensor self, Scalar other) -> Tensor", {
  complex: true,
  doc: "self / other",
  forms: [],
  node: 1,
  forward: (self, other) => div.forward(self, wrapNumber(other)),
  backward: { self: { uses: ["other"], grad: (g, s) => divScalar(g, conjScalar(s.scalar("other"))) } },
  samples: [],
});

/** t · value, where a formula has a number. */
export function times(t: Tensor, value: number): Tensor {
  return mulScalar(t, value);
}

/** t + value, where a formula has a number. */
export function plus(t: Tensor, value: number): Tensor {
  return addScalar(t, value);
}

export const fmodScalar: Op<[self: Tensor, other: Scalar], Tensor> = op(
  "fmod.Scalar(Tensor self, Scalar other) -> Tensor",
  {
    noComplex: "fmod_cpu",
    doc: "Remainder with the sign of self, as C's fmod",
    inplace: true,
    forward: (self, other) => fmod.forward(self, wrapNumber(other)),
    backward: { self: (g) => g },
    samples: ["torch.fmod(x, 2)", "x.fmod(0.75)", "torch.fmod(-i, 3)"],
  },
);

export const remainderScalar: Op<[self: Tensor, other: Scalar], Tensor> = op(
  "remainder.Scalar(Tensor self, Scalar other) -> Tensor",
  {
    noComplex: "remainder_cpu",
    doc: "Remainder with the sign of other, as Python's %",
    inplace: true,
    forward: (self, other) => remainder.forward(self, wrapNumber(other)),
    backward: { self: (g) => g },
    samples: ["x % 2", "x % 0.75", "(-i) % 3", "torch.remainder(x, -2)"],
  },
);

export const remainderOfNumber: Op<[self: Scalar, other: Tensor], Tensor> = op(
  "remainder.Scalar_Tensor(Scalar self, Tensor other) -> Tensor",
  {
    noComplex: "remainder_cpu",
    doc: "Remainder of a number with the sign of other",
    forms: ["torch"],
    out: false,
    forward: (self, other) => remainder.forward(wrapNumber(self), other),
    samples: ["torch.remainder(2, p)", "torch.remainder(7, i + 1)", "torch.remainder(2, i)"],
  },
);

export const floorDivideScalar: Op<[self: Tensor, other: Scalar], Tensor> = op(
  "floor_divide.Scalar(Tensor self, Scalar other) -> Tensor",
  {
    noComplex: "div_floor_cpu",
    doc: "Quotient rounded down: ⌊self / other⌋",
    inplace: true,
    forward: (self, other) => divMode.forward(self, wrapNumber(other), "floor"),
    samples: ["i // 2", "(-i) // 3", "x.detach() // 0.75", "torch.floor_divide(i, 4)", "z // 2"],
  },
);
