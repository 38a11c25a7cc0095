// What floats are made of: signs, exponents, neighbours, infinities and NaN; and arithmetic with them in mind.
// Follows aten/src/ATen/native/{BinaryOps,UnaryOps,TensorCompare}.cpp and derivatives.yaml.

import { notImplementedError, runtimeError } from "../errors";
import * as complexFunctions from "../kernels/complex/functions";
import { eachToReal } from "../kernels/complex/loops";
import * as bits from "../kernels/floats";
import { eachOfTwo } from "../kernels/special";
import { Complex, realOf } from "../tensor/complex";
import { bool, complex128, type DType, float64, int32 } from "../tensor/dtype";
import { denseStrides } from "../tensor/layout";
import { floatResult, resultType, type Scalar, scalarDType } from "../tensor/promotion";
import { cast, copyInto, emptyLike, filled, partOf, window, wrapNumber } from "../tensor/raw";
import { broadcastShapes, formatShape, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div, mul, mulScalar, plus, sub, times } from "./arithmetic";
import { eq, ge, isfinite, isnan, le, logicalNot, logicalOr } from "./comparison";
import { to } from "./conversion";
import { type Formula, type Op, op } from "./declare";
import { binary, complexUnary, integerBinary, unary } from "./elementwise";
import { maskedFill, where } from "./masking";
import { abs, exp, exp2, type UnaryOp, zero } from "./pointwise";
import { pow, powScalar, powTensor } from "./powers";

type BinaryOp = Op<[self: Tensor, other: Tensor], Tensor>;

function refuse(name: string, dtype: DType): never {
  throw runtimeError(`"${name}" not implemented for '${dtype.scalarName}'`);
}

// ---- Signs

/** g · result/self: ±g, and 0 where self is 0. */
const signSlope: Formula = (g, s) => {
  const self = s.tensor("self");
  const ratio = maskedFill(div(s.tensor("result"), self), eqZero(self), 0);
  return mul(g, ratio);
};

function eqZero(t: Tensor): Tensor {
  return logicalNot(t);
}

function copysigned(self: Tensor, other: Tensor): Tensor {
  const dtype = floatResult(resultType(self, other));
  return binary(self, other, dtype, dtype, bits.copysign);
}

export const copysign: BinaryOp = op("copysign.Tensor(Tensor self, Tensor other) -> Tensor", {
  noComplex: "copysign_cpu",
  doc: "|self| with the sign of other",
  inplace: true,
  forward: copysigned,
  backward: { self: { uses: ["result", "self"], grad: signSlope }, other: (g) => zero(g) },
  samples: [
    "torch.copysign(x, y)",
    "x.copysign(z[:3])",
    "torch.copysign(i, x)",
    "torch.copysign(i, n)",
    "torch.copysign(z, -z)",
    "(x * 1).copysign_(y)",
  ],
});

export const copysignScalar: Op<[self: Tensor, other: Scalar], Tensor> = op(
  "copysign.Scalar(Tensor self, Scalar other) -> Tensor",
  {
    noComplex: "copysign_cpu",
    doc: "|self| with the sign of other",
    inplace: true,
    node: 1,
    forward: (self, other) => copysigned(self, wrapNumber(other)),
    backward: { self: { uses: ["result", "self"], grad: signSlope } },
    samples: ["torch.copysign(x, -2)", "x.copysign(1.5)", "i.copysign(-1)", "x.copysign(-0.0)"],
  },
);

function test(name: string, doc: string, kernel: typeof bits.signbit, samples: readonly string[]): UnaryOp {
  return op<[self: Tensor], Tensor>(`${name}(Tensor self) -> Tensor`, {
    noComplex:
      name === "signbit"
        ? "signbit is not implemented for complex tensors."
        : `${name} does not support complex inputs.`,
    doc,
    forward: (self) => unary(self, bool, kernel),
    backward: null,
    samples,
  });
}

export const signbit = test("signbit", "Whether the sign bit is set", bits.signbit, [
  "x.signbit()",
  "torch.signbit(z)",
  "n.signbit()",
  "u8.signbit()",
  "m.signbit()",
]);
export const isposinf = test("isposinf", "Whether positive infinity", bits.isposinf, [
  "z.isposinf()",
  "torch.isposinf(i)",
]);
export const isneginf = test("isneginf", "Whether negative infinity", bits.isneginf, [
  "z.isneginf()",
  "torch.isneginf(i)",
]);

export const isreal: UnaryOp = op("isreal(Tensor self) -> Tensor", {
  doc: "Whether without imaginary part",
  complex: true,
  out: false,
  forward: (self) =>
    self.dtype.isComplex ? eq.forward(partOf(self, 1), wrapNumber(0)) : filled(self.shape, true, bool),
  backward: null,
  samples: ["(c * m).isreal()", "c.real.to(torch.complex64).isreal()", "x.isreal()", "torch.isreal(i)"],
});

export const positive: UnaryOp = op("positive(Tensor(a) self) -> Tensor(a)", {
  doc: "self itself",
  composite: (self) => {
    if (self.dtype === bool) throw runtimeError("The `+` operator, on a bool tensor is not supported.");
    return self;
  },
  samples: ["torch.positive(x)", "i.positive()", "m.positive()"],
});

// ---- Neighbours and exponents

export const nextafter: BinaryOp = op("nextafter(Tensor self, Tensor other) -> Tensor", {
  noComplex: "nextafter_cpu",
  doc: "The next number after self towards other",
  inplace: true,
  forward: (self, other) => {
    const dtype = resultType(self, other);
    if (!dtype.isFloatingPoint || dtype.name === "float16") refuse("nextafter_cpu", dtype);
    const kernel = dtype === float64 ? bits.nextafter64 : bits.nextafter32(dtype.itemSize === 2 ? 2 ** 16 : 1);
    return binary(self, other, dtype, dtype, kernel);
  },
  backward: {
    self: () => {
      throw notImplementedError("the derivative for 'nextafter' is not implemented.");
    },
    other: () => {
      throw notImplementedError("the derivative for 'nextafter' is not implemented.");
    },
  },
  samples: [
    "torch.nextafter(x.detach(), y.detach())",
    "torch.nextafter(x, y)",
    "torch.nextafter(d, -d)",
    "torch.nextafter(z.detach(), z.detach().flip(0))",
    "torch.nextafter(i, i)",
    "torch.nextafter(x.detach().bfloat16(), y.detach().bfloat16())",
  ],
});

export const ldexp: BinaryOp = op("ldexp.Tensor(Tensor self, Tensor other) -> Tensor", {
  complex: true,
  doc: "self · 2^other",
  inplace: true,
  composite: (self, other) => mul(self, powScalar(2, other)),
  samples: ["torch.ldexp(x, t[:3])", "x.ldexp(y)", "torch.ldexp(i, i)"],
});

export const ldexp_: BinaryOp = op("ldexp_(Tensor(a!) self, Tensor other) -> Tensor(a!)", {
  complex: true,
  doc: "Writes self · 2^other",
  forms: ["Tensor", "torch"],
  // As PyTorch has it: a product written into self, which keeps its shape.
  composite: (self, other) => {
    const shape = broadcastShapes(self.shape, other.shape);
    if (!sameShape(shape, self.shape)) {
      throw runtimeError(
        `output with shape ${formatShape(self.shape)} doesn't match the broadcast shape ${formatShape(shape)}`,
      );
    }
    mul.declaration.callOut([self, powScalar(2, other)], self);
    return self;
  },
  samples: ["(x * 1).ldexp_(t[:3])", "i.clone().ldexp_(t[:3])"],
});

export const frexp: Op<[self: Tensor], readonly Tensor[]> = op(
  "frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent)",
  {
    doc: "mantissa in [½, 1) and exponent with self = mantissa · 2^exponent",
    forward: (self) => {
      if (!self.dtype.isFloatingPoint) throw runtimeError("torch.frexp() only supports floating-point dtypes");
      const exponent = unary(inDType(self, float64), float64, bits.exponent);
      return [unary(self, self.dtype, bits.mantissa), inDType(exponent, int32)];
    },
    backward: { self: { uses: ["exponent"], grad: (g, s) => div(g, exp2(s.tensor("exponent"))) } },
    samples: ["torch.frexp(x)", "p.frexp()[1]", "torch.frexp(z)", "d.frexp()", "torch.frexp(i)", "x.t().frexp()"],
  },
);

/** A copy in another dtype, laid out as `t` is. */
function inDType(t: Tensor, dtype: DType): Tensor {
  const result = emptyLike(t, dtype);
  copyInto(result, t);
  return result;
}

export const nanToNum: Op<[self: Tensor, nan?: number | null, posinf?: number | null, neginf?: number | null], Tensor> =
  op("nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor", {
    noComplex: "nan_to_num",
    doc: "NaN becomes nan (0), infinities become posinf and neginf (the largest and smallest number)",
    inplace: true,
    forward: (self, nan, posinf, neginf) => {
      if (!self.dtype.isFloatingPoint) {
        const copy = emptyLike(self, self.dtype);
        copyInto(copy, self);
        return copy;
      }
      const largest = bits.largest(self.dtype.name);
      const result = unary(self, self.dtype, (out, a, ai, n) => {
        for (let i = 0; i < n; i++) {
          // Reads are within bounds by the caller's count.
          const x = a[ai + i] as number;
          if (Number.isNaN(x)) out[i] = nan ?? 0;
          else if (x === Number.POSITIVE_INFINITY) out[i] = posinf ?? largest;
          else if (x === Number.NEGATIVE_INFINITY) out[i] = neginf ?? -largest;
          else out[i] = x;
        }
      });
      // PyTorch makes the result before it walks over it.
      return window(result, self.shape, denseStrides(self.shape, self.strides), 0);
    },
    backward: { self: { uses: ["self"], grad: (g, s) => mul(g, isfinite(s.tensor("self"))) } },
    samples: [
      "torch.nan_to_num(z)",
      "z.nan_to_num(1.5, 2., -3.)",
      "torch.nan_to_num(z, posinf=9.)",
      "z.double().nan_to_num()",
      "z.bfloat16().nan_to_num()",
      "i.nan_to_num()",
      "(z * 1).nan_to_num_(neginf=0.5)",
      "x.t().nan_to_num()",
    ],
  });

// ---- Two floats

export const heaviside: BinaryOp = op("heaviside(Tensor self, Tensor values) -> Tensor", {
  noComplex: "heaviside is not yet implemented for complex tensors.",
  doc: "0 below 0, 1 above, values at 0",
  inplace: true,
  forward: (self, values) => {
    if (self.dtype !== values.dtype) {
      throw runtimeError("heaviside is not yet implemented for tensors with different dtypes.");
    }
    return binary(self, values, self.dtype, self.dtype, bits.heaviside);
  },
  samples: [
    "torch.heaviside(x.detach(), y.detach())",
    "torch.heaviside(x, y)",
    "torch.heaviside(z.detach(), torch.tensor(0.5))",
    "torch.heaviside(n, i)",
    "torch.heaviside(n, x.detach())",
  ],
});

export const hypot: BinaryOp = op("hypot(Tensor self, Tensor other) -> Tensor", {
  noComplex: "hypot_cpu",
  doc: "√(self² + other²) without overflow",
  inplace: true,
  forward: (self, other) => {
    const dtype = resultType(self, other);
    if (!dtype.isFloatingPoint || dtype.name === "float16") refuse("hypot_cpu", dtype);
    return binary(self, other, dtype, dtype, eachOfTwo(Math.hypot));
  },
  backward: {
    self: { uses: ["result", "self"], grad: (g, s) => mul(g, div(s.tensor("self"), s.tensor("result"))) },
    other: { uses: ["result", "other"], grad: (g, s) => mul(g, div(s.tensor("other"), s.tensor("result"))) },
  },
  samples: ["torch.hypot(x, y)", "x.hypot(v)", "torch.hypot(z, z.flip(0))", "torch.hypot(i, i)", "d.hypot(x)"],
});

function logAdd(
  name: string,
  doc: string,
  root: number,
  kernel: typeof bits.logaddexp,
  slope: (d: Tensor) => Tensor,
): BinaryOp {
  return op<[self: Tensor, other: Tensor], Tensor>(`${name}(Tensor self, Tensor other) -> Tensor`, {
    noComplex: `${name}_cpu`,
    doc,
    forward: (self, other) => {
      const dtype = resultType(self, other);
      if (!dtype.isFloatingPoint || dtype.name === "float16") refuse(`${name}_cpu`, dtype);
      return binary(self, other, dtype, dtype, kernel);
    },
    backward: {
      self: {
        uses: ["other", "self"],
        grad: (g, s) => div(g, plus(slope(sub(s.tensor("other"), s.tensor("self"))), 1)),
      },
      other: {
        uses: ["other", "self"],
        grad: (g, s) => div(g, plus(slope(sub(s.tensor("self"), s.tensor("other"))), 1)),
      },
    },
    samples: [
      `torch.${name}(x, y)`,
      `x.${name}(v)`,
      `torch.${name}(z.detach(), z.detach().flip(0))`,
      `torch.${name}(z.detach(), z.detach())`,
      `torch.${name}(i, i)`,
      `torch.${name}(x * ${root * 50}, y * ${root * 50})`,
    ],
  });
}

export const logaddexp = logAdd("logaddexp", "ln(e^self + e^other)", 1, bits.logaddexp, exp);
export const logaddexp2 = logAdd("logaddexp2", "log₂(2^self + 2^other)", 2, bits.logaddexp2, (d) => powScalar(2n, d));

function extreme(
  name: string,
  doc: string,
  kernel: typeof bits.fmax,
  selfWins: (a: Tensor, b: Tensor) => Tensor,
): BinaryOp {
  const isMax = name === "fmax";
  return op<[self: Tensor, other: Tensor], Tensor>(`${name}(Tensor self, Tensor other) -> Tensor`, {
    noComplex: `${name} not implemented for complex tensors.`,
    doc,
    forward: (self, other) => {
      const dtype = resultType(self, other);
      if (dtype.isFloatingPoint) return binary(self, other, dtype, dtype, kernel);
      return integerBinary(self, other, dtype, kernel, (x, y) => (x > y === isMax ? x : y));
    },
    backward: {
      self: {
        uses: ["other", "self"],
        grad: (g, s) => maskedFill(g, logicalNot(wins(s.tensor("self"), s.tensor("other"), selfWins)), 0),
      },
      other: {
        uses: ["other", "self"],
        grad: (g, s) => maskedFill(g, wins(s.tensor("self"), s.tensor("other"), selfWins), 0),
      },
    },
    samples: [
      `torch.${name}(x, y)`,
      `x.${name}(v)`,
      `torch.${name}(z, z.flip(0))`,
      `torch.${name}(x, x.detach())`,
      `torch.${name}(i, n)`,
      `torch.${name}(m, m.flip(0))`,
      `torch.${name}(i, x)`,
    ],
  });
}

function wins(self: Tensor, other: Tensor, selfWins: (a: Tensor, b: Tensor) => Tensor): Tensor {
  return logicalOr(selfWins(self, other), isnan(other));
}

export const fmax = extreme("fmax", "The larger of two; of a number and NaN, the number", bits.fmax, (a, b) =>
  ge(a, b),
);
export const fmin = extreme("fmin", "The smaller of two; of a number and NaN, the number", bits.fmin, (a, b) =>
  le(a, b),
);

// ---- Angles, powers

function scaled(name: string, doc: string, factor: number): UnaryOp {
  return op<[self: Tensor], Tensor>(`${name}(Tensor self) -> Tensor`, {
    noComplex: `${name} is not supported for complex tensors.`,
    doc,
    inplace: true,
    forward: (self) => {
      const dtype = floatResult(self.dtype);
      return mul.forward(dtype === self.dtype ? self : cast(self, dtype), wrapNumber(factor));
    },
    backward: { self: (g) => times(g, factor) },
    samples: [`x.${name}()`, `torch.${name}(i)`, `z.${name}()`, `torch.${name}(torch.tensor([0., 45., 180.]))`],
  });
}

export const deg2rad = scaled("deg2rad", "Degrees as radians", Math.PI / 180);
export const rad2deg = scaled("rad2deg", "Radians as degrees", 180 / Math.PI);

/** What float_power computes in. */
function doubleOf(a: DType, b: DType): DType {
  return a.isComplex || b.isComplex ? complex128 : float64;
}

function asDouble(value: Scalar): Scalar {
  return value instanceof Complex ? value : Number(value);
}

export const floatPower: Op<[self: Tensor, exponent: Tensor], Tensor> = op(
  "float_power.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor",
  {
    complex: true,
    doc: "self to the power of exponent in float64",
    composite: (self, exponent) => {
      const dtype = doubleOf(self.dtype, exponent.dtype);
      return powTensor(to(self, dtype), to(exponent, dtype));
    },
    samples: ["torch.float_power(p, x)", "i.float_power(t[:3])"],
  },
);

export const floatPowerBase: Op<[self: Scalar, exponent: Tensor], Tensor> = op(
  "float_power.Scalar(Scalar self, Tensor exponent) -> Tensor",
  {
    complex: true,
    doc: "self to the power of exponent in float64",
    forms: ["torch"],
    composite: (self, exponent) => powScalar(asDouble(self), to(exponent, doubleOf(scalarDType(self), exponent.dtype))),
    samples: ["torch.float_power(2, x)"],
  },
);

export const floatPowerScalar: Op<[self: Tensor, exponent: Scalar], Tensor> = op(
  "float_power.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor",
  {
    complex: true,
    doc: "self to the power of exponent in float64",
    composite: (self, exponent) => pow(to(self, doubleOf(self.dtype, scalarDType(exponent))), asDouble(exponent)),
    samples: [
      "c.float_power(2)",
      "x.float_power(1j)",
      "torch.float_power(p, 2)",
      "i.float_power(-1)",
      "x.float_power(0.5)",
    ],
  },
);

function checkDouble(self: Tensor, exponent: DType): void {
  const wanted = doubleOf(self.dtype, exponent);
  if (self.dtype === wanted) return;
  throw runtimeError(
    `the base given to float_power_ has dtype ${self.dtype.scalarName} but the operation's result requires dtype ${wanted.scalarName}`,
  );
}

export const floatPowerScalar_: Op<[self: Tensor, exponent: Scalar], Tensor> = op(
  "float_power_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!)",
  {
    complex: true,
    doc: "Writes self to the power of exponent; self is float64",
    forms: ["Tensor"],
    composite: (self, exponent) => {
      checkDouble(self, scalarDType(exponent));
      return pow.inPlace(self, exponent);
    },
    samples: ["(d * 1).float_power_(2)", "(x * 1).float_power_(2)"],
  },
);

export const floatPower_: Op<[self: Tensor, exponent: Tensor], Tensor> = op(
  "float_power_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!)",
  {
    complex: true,
    doc: "Writes self to the power of exponent; self is float64",
    forms: ["Tensor"],
    composite: (self, exponent) => {
      checkDouble(self, exponent.dtype);
      return powTensor.inPlace(self, to(exponent, self.dtype));
    },
    samples: ["(d * d).float_power_(v)", "(x * 1).float_power_(v)"],
  },
);

// ---- Integers

function integers(name: "gcd" | "lcm", doc: string, big: (x: bigint, y: bigint) => bigint): BinaryOp {
  return op<[self: Tensor, other: Tensor], Tensor>(`${name}(Tensor self, Tensor other) -> Tensor`, {
    noComplex: `${name}_cpu`,
    doc,
    inplace: true,
    forward: (self, other) => {
      const dtype = resultType(self, other);
      if (!dtype.isInteger) refuse(`${name}_cpu`, dtype);
      return integerBinary(self, other, dtype, name === "gcd" ? bits.gcd : bits.lcm, big);
    },
    backward: null,
    samples: [
      `torch.${name}(i, n)`,
      `i.${name}(torch.tensor(6))`,
      `torch.${name}(i32, i32 * 2)`,
      `torch.${name}(x, y)`,
      `torch.${name}(torch.tensor([2**62, 0]), torch.tensor([6, 0]))`,
      `torch.${name}(u8, u8)`,
    ],
  });
}

function bigGcd(x: bigint, y: bigint): bigint {
  let [a, b] = [x < 0n ? -x : x, y < 0n ? -y : y];
  while (a !== 0n) [a, b] = [b % a, a];
  return b;
}

export const gcd = integers("gcd", "The greatest common divisor", bigGcd);
export const lcm = integers("lcm", "The least common multiple", (x, y) => {
  const divisor = bigGcd(x, y);
  if (divisor === 0n) return 0n;
  const multiple = BigInt.asIntN(64, (x / divisor) * y);
  return multiple < 0n ? -multiple : multiple;
});

const complexAngle = eachToReal(complexFunctions.angle);

/** g · i z / |z|², 0 where z is. */
function angleSlope(g: Tensor, z: Tensor): Tensor {
  const slope = mulScalar(div(mul(g, z), pow(abs(z), 2n)), new Complex(0, 1));
  return where(eq(z, wrapNumber(0)), filled([], 0, z.dtype), slope);
}

export const angle: UnaryOp = op("angle(Tensor self) -> Tensor", {
  doc: "The angle in the complex plane: for real numbers π for negative ones, else 0",
  complex: true,
  forward: (self) =>
    self.dtype.isComplex
      ? complexUnary(self, realOf(self.dtype), complexAngle)
      : unary(self, floatResult(self.dtype), bits.angle),
  backward: {
    self: {
      uses: ["self"],
      grad: (g, s) => (s.input("self").dtype.isComplex ? angleSlope(g, s.tensor("self")) : zero(g)),
    },
  },
  samples: ["c.angle()", "cd.angle()", "cz.angle()", "x.angle()", "torch.angle(z)", "n.angle()"],
});
