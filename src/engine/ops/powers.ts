// Powers of tensors and numbers, roots and reciprocals among them.
// Follows aten/src/ATen/native/{Pow,UnaryOps}.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import * as binaryKernels from "../kernels/binary";
import type { Pair } from "../kernels/complex/functions";
import * as complexFunctions from "../kernels/complex/functions";
import * as complexKernels from "../kernels/complex/loops";
import * as kernels from "../kernels/unary";
import { Complex } from "../tensor/complex";
import { bool, type DType } from "../tensor/dtype";
import { resultType, resultTypeScalar, type Scalar } from "../tensor/promotion";
import { cast, filled, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { div, mul, mulScalar, neg, subScalar, times } from "./arithmetic";
import { eq, ge, logicalAnd } from "./comparison";
import { imag, real } from "./complex-views";
import { conj } from "./conjugation";
import { type Op, op } from "./declare";
import { binary, integerBinary, unary } from "./elementwise";
import { checkFits, checkKernel } from "./kernel-dtypes";
import { where } from "./masking";
import { floatFunction, log, ofResult, type UnaryOp, zero } from "./pointwise";

export const sqrt: UnaryOp = floatFunction("sqrt", {
  doc: "Square root",
  complex: complexFunctions.sqrt,
  kernel: kernels.sqrt,
  backward: ofResult((g, y) => div(g, mulScalar(conj(y), 2n))),
  samples: ["c.sqrt()", "(cd / 4).sqrt()", "p.sqrt()", "torch.sqrt(p)", "torch.sqrt(i)", "z.sqrt()"],
});

export const rsqrt: UnaryOp = floatFunction("rsqrt", {
  doc: "1 / √self",
  complex: complexFunctions.rsqrt,
  half: "rsqrt_cpu",
  kernel: kernels.rsqrt32,
  kernel64: kernels.rsqrt64,
  backward: ofResult((g, y) => mul(times(g, -0.5), conj(pow(y, 3n)))),
  samples: ["c.rsqrt()", "(cd / 4).rsqrt()", "p.rsqrt()", "p.half().rsqrt()"],
});

export const reciprocal: UnaryOp = floatFunction("reciprocal", {
  doc: "1 / self",
  complex: complexFunctions.reciprocal,
  half: null,
  kernel: kernels.reciprocal,
  backward: ofResult((g, y) => mul(neg(g), conj(mul(y, y)))),
  samples: ["c.reciprocal()", "(cd / 4).reciprocal()", "x.reciprocal()", "1 / x", "2 / p", "z.reciprocal()"],
});

/** self to a number's power. */
export const pow: Op<[self: Tensor, exponent: Scalar], Tensor> = op(
  "pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor",
  {
    complex: true,
    doc: "self to the power of exponent, elementwise",
    inplace: true,
    forward: (self, exponent) => power(self, exponent, powerType(self, exponent)),
    backward: {
      self: {
        uses: ["self", "exponent"],
        // d x^n = n x^(n-1)
        grad: (g, s) => {
          const exponent = s.scalar("exponent");
          if (exponent instanceof Complex) {
            const less = new Complex(exponent.re - 1, exponent.im);
            return mul(g, conj(mulScalar(pow(s.tensor("self"), less), exponent)));
          }
          const power = Number(exponent);
          return power === 0 ? zero(g) : mul(g, conj(times(pow(s.tensor("self"), power - 1), power)));
        },
      },
    },
    samples: [
      "c ** 2",
      "c ** 3",
      "c ** 0.5",
      "c ** -1",
      "c ** -2",
      "c ** (1 + 2j)",
      "c ** 0",
      "cd ** 1.7",
      "p ** 1j",
      "c ** -0.5",
      "c ** 1",
      "x ** 2",
      "x.pow(3)",
      "p ** 0.5",
      "p ** -1",
      "torch.pow(x, 2)",
      "i ** 2",
      "x ** 1",
      "x ** 0",
      "p ** 1.7",
      "z ** 2",
      "i ** 0.5",
    ],
  },
);

function powerType(self: Tensor, number: Scalar): DType {
  const dtype = resultTypeScalar(self, number);
  checkKernel("pow", dtype, bool);
  return dtype;
}

const complexPower = complexKernels.eachOfTwoComplex(complexFunctions.power);

/** The short cuts of real powers are taken for complex ones too. */
function powerOfComplex(self: Tensor, exponent: Scalar, dtype: DType): Tensor {
  const base = cast(self, dtype);
  const value = exponent instanceof Complex ? (exponent.im === 0 ? exponent.re : Number.NaN) : Number(exponent);
  if (value === 0) return filled(self.shape, 1n, dtype);
  if (value === 2) return mul.forward(base, base);
  if (value === 3) return mul.forward(mul.forward(base, base), base);
  if (value === -2) return reciprocal.forward(mul.forward(base, base));
  if (value === 1) return mul.forward(base, wrapNumber(1n));
  const shortCut = value === 0.5 ? sqrt : value === -1 ? reciprocal : value === -0.5 ? rsqrt : null;
  return shortCut?.forward(base) ?? binary(base, wrapNumber(exponent), dtype, dtype, complexPower);
}

function power(self: Tensor, exponent: Scalar, dtype: DType): Tensor {
  if (dtype.isComplex) return powerOfComplex(self, exponent, dtype);
  const value = Number(exponent);
  if (!dtype.isFloatingPoint) {
    if (value < 0) throw runtimeError("Integers to negative integer powers are not allowed.");
    checkFits(exponent, dtype);
    return integerBinary(self, wrapNumber(exponent), dtype, binaryKernels.pow, (x, y) => x ** y);
  }
  // PyTorch's short cuts, which round differently from a general power.
  if (value === 2) return unary(self, dtype, kernels.square);
  if (value === 3) return unary(self, dtype, kernels.cube);
  if (value === 0.5) return unary(self, dtype, kernels.sqrt);
  if (value === -1) return unary(self, dtype, kernels.reciprocal);
  if (value === -0.5) return unary(self, dtype, kernels.rsqrt32, kernels.rsqrt64);
  if (value === -2) return unary(self, dtype, kernels.inverseSquare);
  return binary(self, wrapNumber(exponent), dtype, dtype, binaryKernels.pow);
}

/** self to a tensor's power. */
export const powTensor: Op<[self: Tensor, exponent: Tensor], Tensor> = op(
  "pow.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor",
  {
    complex: true,
    doc: "self to the power of exponent, elementwise",
    inplace: true,
    node: 1,
    forward: (self, exponent) => {
      const dtype = resultType(self, exponent);
      if (dtype === bool) throw runtimeError(`"pow" not implemented for 'Bool'`);
      return powerTensors(self, exponent, dtype);
    },
    backward: {
      self: {
        uses: ["self", "exponent"],
        grad: (g, s) => {
          const exponent = s.tensor("exponent");
          const slope = conj(mul(exponent, powTensor(s.tensor("self"), subScalar(exponent, 1n))));
          return where(eq(exponent, wrapNumber(0)), filled([], 0, g.dtype), mul(g, slope));
        },
      },
      exponent: {
        uses: ["self", "exponent", "result"],
        // d x^n / dn = x^n ln x, and 0 for 0^n.
        grad: (g, s) => {
          const base = s.tensor("self");
          const exponent = s.tensor("exponent");
          const isZero = eq(base, wrapNumber(0));
          const positive = exponent.dtype.isComplex
            ? logicalAnd(eq(imag(exponent), wrapNumber(0)), ge(real(exponent), wrapNumber(0)))
            : ge(exponent, wrapNumber(0));
          const flat = logicalAnd(isZero, positive);
          return mul(g, where(flat, filled([], 0, g.dtype), conj(mul(s.tensor("result"), log(base)))));
        },
      },
    },
    samples: ["c ** c", "cd ** d", "p ** c", "p ** p", "p ** x", "torch.pow(p, v)", "i ** t[:3]"],
  },
);

function powerTensors(self: Tensor, exponent: Tensor, dtype: DType): Tensor {
  if (dtype.isComplex) return binary(self, exponent, dtype, dtype, complexPower);
  if (dtype.isFloatingPoint) return binary(self, exponent, dtype, dtype, binaryKernels.pow);
  return integerBinary(self, exponent, dtype, integerPower, (x, y) => (y < 0n ? smallPower(x, y) : x ** y));
}

const integerPower: typeof binaryKernels.pow = (out, o, a, ai, aStep, b, bi, bStep, n) => {
  for (let i = 0, x = ai, y = bi; i < n; i++, x += aStep, y += bStep) {
    // Reads are within bounds by the caller's counts.
    out[o + i] = Math.trunc(binaryKernels.power(a[x] as number, b[y] as number));
  }
};

/** Integers to negative powers: 1 and -1 keep their inverse, all else is 0. */
function smallPower(x: bigint, y: bigint): bigint {
  if (x === 1n) return 1n;
  return x === -1n ? (y % 2n === 0n ? 1n : -1n) : 0n;
}

/** A number to a tensor's power. */
export const powScalar: Op<[self: Scalar, exponent: Tensor], Tensor> = op(
  "pow.Scalar(Scalar self, Tensor exponent) -> Tensor",
  {
    complex: true,
    doc: "self to the power of exponent, elementwise",
    forms: ["torch"],
    node: 2,
    forward: (self, exponent) => powerTensors(wrapNumber(self), exponent, powerType(exponent, self)),
    backward: {
      exponent: {
        uses: ["self", "result", "exponent"],
        grad: (g, s) => {
          const base = s.scalar("self");
          const result = conj(s.tensor("result"));
          if (!(base instanceof Complex)) return times(mul(g, result), Math.log(Number(base)));
          const slope: Pair = { re: 0, im: 0 };
          complexFunctions.log(base.re, base.im, slope);
          return mulScalar(mul(g, result), new Complex(slope.re, -slope.im));
        },
      },
    },
    samples: [
      "2 ** c",
      "1j ** x",
      "(1 + 2j) ** c",
      "1j ** c",
      "2 ** x",
      "torch.pow(2, i)",
      "1.5 ** x",
      "torch.pow(2.0, x)",
    ],
  },
);

export const square: UnaryOp = op("square(Tensor self) -> Tensor", {
  complex: true,
  doc: "self²",
  inplace: true,
  composite: (self) => pow(self, 2n),
  samples: ["x.square()", "torch.square(i)"],
});
