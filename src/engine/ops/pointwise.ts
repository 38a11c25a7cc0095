// Elementwise functions of one tensor, and pow. Activations are in activations.ts.
// Follows aten/src/ATen/native/UnaryOps.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import * as binaryKernels from "../kernels/binary";
import type { ComplexFunction, Pair } from "../kernels/complex/functions";
import * as complexFunctions from "../kernels/complex/functions";
import * as complexKernels from "../kernels/complex/loops";
import type { UnaryKernel } from "../kernels/unary";
import * as kernels from "../kernels/unary";
import { Complex, realOf } from "../tensor/complex";
import { bool, type DType, float16, float64 } from "../tensor/dtype";
import { floatResult, resultType, resultTypeScalar, type Scalar } from "../tensor/promotion";
import { cast, copyInto, emptyLike, filled, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { div, mul, mulScalar, neg, plus, sub, subScalar, times } from "./arithmetic";
import { eq, ge, logicalAnd } from "./comparison";
import { imag, real } from "./complex-views";
import { conj } from "./conjugation";
import { type Formula, type Op, op } from "./declare";
import { binary, complexUnary, integerBinary, integerUnary, unary } from "./elementwise";
import { checkFits, checkKernel, notImplementedFor } from "./kernel-dtypes";
import { maskedFill, where } from "./masking";

export type UnaryOp = Op<[self: Tensor], Tensor>;
type UnaryBackward = Formula | { uses: readonly string[]; grad: Formula };

interface UnaryOptions {
  readonly doc: string;
  readonly kernel: UnaryKernel;
  /** For float64, where the formula rounds on its way in float32. */
  readonly kernel64?: UnaryKernel;
  /** For complex numbers; left out: PyTorch has none, and says so by the kernel's name. */
  readonly complex?: ComplexFunction;
  /** The kernel that PyTorch says is not made for complex numbers. Default: name_vml_cpu. */
  readonly noComplex?: string;
  readonly aliases?: readonly string[];
  /** The kernel that PyTorch says is not made for float16 ; null: it is made for it. Default: name_vml_cpu. */
  readonly half?: string | null;
  readonly backward: UnaryBackward;
  readonly samples: readonly string[];
}

function refuseHalf(self: Tensor, kernel: string): void {
  if (self.dtype === float16) throw runtimeError(`"${kernel}" not implemented for 'Half'`);
}

/** A function with float results: integers become the default dtype first. */
export function floatFunction(name: string, options: UnaryOptions): UnaryOp {
  const complexKernel = options.complex === undefined ? null : complexKernels.eachComplex(options.complex);
  return op<[self: Tensor], Tensor>(`${name}(Tensor self) -> Tensor`, {
    doc: options.doc,
    inplace: true,
    aliases: options.aliases ?? [],
    ...(options.complex === undefined ? { noComplex: options.noComplex ?? `${name}_vml_cpu` } : { complex: true }),
    forward: (self) => {
      if (complexKernel !== null && self.dtype.isComplex) return complexUnary(self, self.dtype, complexKernel);
      if (options.half !== null) refuseHalf(self, options.half ?? `${name}_vml_cpu`);
      return unary(self, floatResult(self.dtype), options.kernel, options.kernel64 ?? options.kernel);
    },
    backward: { self: options.backward },
    samples: options.samples,
  });
}

/** A function that rounds: integers stay as they are. Its derivative is zero. */
function roundingFunction(name: string, doc: string, kernel: UnaryKernel, aliases: readonly string[] = []): UnaryOp {
  return op<[self: Tensor], Tensor>(`${name}(Tensor self) -> Tensor`, {
    doc,
    aliases,
    inplace: true,
    noComplex: name === "round" ? "round_vml_cpu" : `${name} is not supported for complex inputs`,
    forward: (self) => {
      if (self.dtype === bool) throw runtimeError(`"${name}_vml_cpu" not implemented for 'Bool'`);
      refuseHalf(self, `${name}_vml_cpu`);
      return self.dtype.isFloatingPoint ? unary(self, self.dtype, kernel) : sameIntegers(self);
    },
    backward: { self: zero },
    samples: [`x.${name}()`, `torch.${name}(i)`, `z.${name}()`, `torch.${name}(x * 4)`],
  });
}

function sameIntegers(self: Tensor): Tensor {
  const result = emptyLike(self, self.dtype);
  copyInto(result, self);
  return result;
}

export function zero(g: Tensor): Tensor {
  return filled(g.shape, 0, g.dtype);
}

/** Gradient of a function of which the formula reads the argument. */
export function ofSelf(formula: (g: Tensor, x: Tensor) => Tensor): UnaryBackward {
  return { uses: ["self"], grad: (g, s) => formula(g, s.tensor("self")) };
}

/** Gradient of a function of which the formula reads the result. */
export function ofResult(formula: (g: Tensor, y: Tensor) => Tensor): UnaryBackward {
  return { uses: ["result"], grad: (g, s) => formula(g, s.tensor("result")) };
}

export const abs: UnaryOp = op("abs(Tensor self) -> Tensor", {
  complex: true,
  doc: "Magnitude: |self|",
  aliases: ["absolute"],
  inplace: true,
  inPlaceCheck: (self) => {
    if (self.dtype.isComplex) throw runtimeError("In-place abs is not supported for complex tensors.");
  },
  forward: (self) => {
    checkKernel("abs_cpu", self.dtype, bool);
    if (self.dtype.isComplex) return complexUnary(self, realOf(self.dtype), complexKernels.abs);
    return self.dtype.isFloatingPoint
      ? unary(self, self.dtype, kernels.abs)
      : integerUnary(self, kernels.abs, (x) => (x < 0n ? -x : x));
  },
  backward: { self: ofSelf((g, x) => mul(g, sgn(x))) },
  samples: ["c.abs()", "cd.abs()", "c.conj().abs()", "x.abs()", "torch.abs(-i)", "abs(x)", "z.abs()"],
});

export const sign: UnaryOp = op("sign(Tensor self) -> Tensor", {
  noComplex: "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use torch.sgn instead.",
  doc: "-1, 0 or 1 by the sign",
  inplace: true,
  forward: (self) => unary(self, self.dtype, kernels.sign),
  backward: { self: zero },
  samples: ["c.sign()", "x.sign()", "torch.sign(-i)", "z.sign()"],
});

const complexSgn = complexKernels.eachComplex(complexFunctions.sgn);

/** The part of g at right angles to z, over |z|; 0 where z is. */
function sgnSlope(g: Tensor, z: Tensor, y: Tensor): Tensor {
  const size = abs(z);
  const along = mul(real(mul(g, conj(y))), y);
  return maskedFill(div(sub(g, along), size), eq(size, wrapNumber(0)), 0);
}

export const sgn: UnaryOp = op("sgn(Tensor self) -> Tensor", {
  doc: "sign; for complex numbers self / |self|, and 0 for 0",
  complex: true,
  inplace: true,
  forward: (self) =>
    self.dtype.isComplex ? complexUnary(self, self.dtype, complexSgn) : unary(self, self.dtype, kernels.sign),
  backward: {
    self: {
      uses: ["result", "self"],
      grad: (g, s) => (g.dtype.isComplex ? sgnSlope(g, s.tensor("self"), s.tensor("result")) : zero(g)),
    },
  },
  samples: ["cd.sgn()", "x.sgn()", "c.sgn()", "cz.sgn()"],
});

export const exp: UnaryOp = floatFunction("exp", {
  doc: "e to the power of self",
  complex: complexFunctions.exp,
  kernel: kernels.exp32,
  kernel64: kernels.exp64,
  backward: ofResult((g, y) => mul(g, conj(y))),
  samples: [
    "c.exp()",
    "(cd / 4).exp()",
    "x.half().exp()",
    "x.exp()",
    "torch.exp(i)",
    "z.exp()",
    "nc.exp()",
    "e.exp()",
    "ex.exp()",
  ],
});

export const log: UnaryOp = floatFunction("log", {
  doc: "Natural logarithm: ln self",
  complex: complexFunctions.log,
  kernel: kernels.log32,
  kernel64: kernels.log64,
  backward: ofSelf((g, x) => div(g, conj(x))),
  samples: ["c.log()", "(cd / 4).log()", "p.log()", "torch.log(p)", "z.log()", "torch.log(i + 1)"],
});

export const log2: UnaryOp = floatFunction("log2", {
  doc: "Logarithm to base 2",
  complex: complexFunctions.log2,
  kernel: kernels.log2,
  backward: ofSelf((g, x) => div(g, times(conj(x), Math.LN2))),
  samples: ["c.log2()", "(cd / 4).log2()", "p.log2()", "torch.log2(p)"],
});

export const log10: UnaryOp = floatFunction("log10", {
  doc: "Logarithm to base 10",
  complex: complexFunctions.log10,
  kernel: kernels.log10,
  backward: ofSelf((g, x) => div(g, times(conj(x), Math.LN10))),
  samples: ["c.log10()", "(cd / 4).log10()", "p.log10()"],
});

export const log1p: UnaryOp = floatFunction("log1p", {
  doc: "ln(1 + self), exact near 0",
  kernel: kernels.log1p,
  aliases: ["special.log1p"],
  backward: ofSelf((g, x) => div(g, plus(x, 1))),
  samples: ["p.log1p()", "torch.log1p(x * x)"],
});

export const expm1: UnaryOp = floatFunction("expm1", {
  doc: "e^self - 1, exact near 0",
  kernel: kernels.expm1,
  aliases: ["special.expm1"],
  backward: ofResult((g, y) => mul(g, plus(y, 1))),
  samples: ["x.expm1()"],
});

export const exp2: UnaryOp = floatFunction("exp2", {
  noComplex: "exp2",
  doc: "2 to the power of self",
  half: null,
  kernel: kernels.exp2,
  aliases: ["special.exp2"],
  backward: ofResult((g, y) => times(mul(g, y), Math.LN2)),
  samples: ["x.exp2()", "x.detach().half().exp2()"],
});

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

export const sin: UnaryOp = floatFunction("sin", {
  doc: "Sine",
  complex: complexFunctions.sin,
  kernel: kernels.sin,
  backward: ofSelf((g, x) => mul(g, conj(cos(x)))),
  samples: ["c.sin()", "(cd / 4).sin()", "x.sin()", "torch.sin(i)"],
});

export const cos: UnaryOp = floatFunction("cos", {
  doc: "Cosine",
  complex: complexFunctions.cos,
  kernel: kernels.cos,
  backward: ofSelf((g, x) => mul(g, conj(neg(sin(x))))),
  samples: ["c.cos()", "(cd / 4).cos()", "x.cos()", "torch.cos(x)"],
});

export const tan: UnaryOp = floatFunction("tan", {
  doc: "Tangent",
  complex: complexFunctions.tan,
  kernel: kernels.tan,
  backward: ofResult((g, y) => mul(g, conj(plus(mul(y, y), 1)))),
  samples: ["c.tan()", "(cd / 4).tan()", "x.tan()"],
});

type SlopeOp = Op<[gradOutput: Tensor, output: Tensor], Tensor>;

/** g · conj(slope of y), for a slope that is a polynomial a·y² + b·y + c. */
function complexSlope(a: number, b: number, c: number): binaryKernels.BinaryKernel {
  return complexKernels.eachOfTwoComplex((gr, gi, yr, yi, out) => {
    const re = a * (yr * yr - yi * yi) + b * yr + c;
    const im = a * 2 * yr * yi + b * yi;
    out.re = gr * re + gi * im;
    out.im = gi * re - gr * im;
  });
}

const complexTanhSlope = complexSlope(-1, 0, 1);
const complexSigmoidSlope = complexSlope(-1, 1, 0);

/** g · (1 - y²) */
const tanhBackward: SlopeOp = op("tanh_backward(Tensor grad_output, Tensor output) -> Tensor", {
  complex: true,
  doc: "The gradient of tanh",
  forms: [],
  forward: (g, y) => {
    if (g.dtype.isComplex) return binary(g, y, g.dtype, g.dtype, complexTanhSlope);
    return binary(
      g,
      y,
      g.dtype,
      g.dtype,
      g.dtype === float64 ? binaryKernels.tanhBackward64 : binaryKernels.tanhBackward32,
    );
  },
  backward: {
    grad_output: { uses: ["output"], grad: (g, s) => tanhBackward(g, conj(s.tensor("output"))) },
    output: {
      uses: ["output", "grad_output"],
      grad: (g, s) => mul(conj(g), mul(times(conj(s.tensor("output")), -2), s.tensor("grad_output"))),
    },
  },
  samples: [],
});

export const tanh: UnaryOp = floatFunction("tanh", {
  doc: "Hyperbolic tangent",
  complex: complexFunctions.tanh,
  kernel: kernels.tanh,
  aliases: ["F.tanh"],
  backward: ofResult((g, y) => tanhBackward(g, y)),
  samples: ["c.tanh()", "(cd / 4).tanh()", "x.tanh()", "torch.tanh(x)", "torch.tanh(i)"],
});

/** g · (1 - y) · y */
const sigmoidBackward: SlopeOp = op("sigmoid_backward(Tensor grad_output, Tensor output) -> Tensor", {
  complex: true,
  doc: "The gradient of sigmoid",
  forms: [],
  forward: (g, y) => {
    if (g.dtype.isComplex) return binary(g, y, g.dtype, g.dtype, complexSigmoidSlope);
    return binary(
      g,
      y,
      g.dtype,
      g.dtype,
      g.dtype === float64 ? binaryKernels.sigmoidBackward64 : binaryKernels.sigmoidBackward32,
    );
  },
  backward: {
    grad_output: { uses: ["output"], grad: (g, s) => sigmoidBackward(g, conj(s.tensor("output"))) },
    output: {
      uses: ["output", "grad_output"],
      grad: (g, s) => mul(mul(conj(g), s.tensor("grad_output")), plus(times(conj(s.tensor("output")), -2), 1)),
    },
  },
  samples: [],
});

export const sigmoid: UnaryOp = floatFunction("sigmoid", {
  doc: "1 / (1 + e^-self)",
  complex: complexFunctions.sigmoid,
  half: "sigmoid_cpu",
  kernel: kernels.sigmoid32,
  kernel64: kernels.sigmoid64,
  aliases: ["F.sigmoid", "special.expit"],
  backward: ofResult((g, y) => sigmoidBackward(g, y)),
  samples: ["c.sigmoid()", "(cd / 4).sigmoid()", "x.sigmoid()", "torch.sigmoid(x)", "torch.sigmoid(i)", "z.sigmoid()"],
});

/** 1 - t. */
export function oneMinus(t: Tensor): Tensor {
  return sub(wrapNumber(1), t);
}

export const asin: UnaryOp = floatFunction("asin", {
  doc: "Inverse sine",
  complex: complexFunctions.asin,
  kernel: kernels.asin,
  aliases: ["arcsin"],
  backward: ofSelf((g, x) => mul(g, conj(rsqrt(oneMinus(mul(x, x)))))),
  samples: ["c.asin()", "(cd / 4).asin()", "(x / 4).asin()"],
});

export const acos: UnaryOp = floatFunction("acos", {
  doc: "Inverse cosine",
  complex: complexFunctions.acos,
  kernel: kernels.acos,
  aliases: ["arccos"],
  backward: ofSelf((g, x) => mul(g, conj(neg(rsqrt(oneMinus(mul(x, x))))))),
  samples: ["c.acos()", "(cd / 4).acos()", "(x / 4).acos()"],
});

export const atan: UnaryOp = floatFunction("atan", {
  doc: "Inverse tangent",
  complex: complexFunctions.atan,
  kernel: kernels.atan,
  aliases: ["arctan"],
  backward: ofSelf((g, x) => div(g, conj(plus(mul(x, x), 1)))),
  samples: ["c.atan()", "(cd / 4).atan()", "x.atan()"],
});

export const sinh: UnaryOp = floatFunction("sinh", {
  doc: "Hyperbolic sine",
  complex: complexFunctions.sinh,
  half: "sinh_cpu",
  kernel: kernels.sinh,
  backward: ofSelf((g, x) => mul(g, conj(cosh(x)))),
  samples: ["c.sinh()", "(cd / 4).sinh()", "x.sinh()"],
});

export const cosh: UnaryOp = floatFunction("cosh", {
  doc: "Hyperbolic cosine",
  complex: complexFunctions.cosh,
  half: "cosh_cpu",
  kernel: kernels.cosh,
  backward: ofSelf((g, x) => mul(g, conj(sinh(x)))),
  samples: ["c.cosh()", "(cd / 4).cosh()", "x.cosh()"],
});

export const asinh: UnaryOp = floatFunction("asinh", {
  doc: "Inverse hyperbolic sine",
  complex: complexFunctions.asinh,
  half: "asinh_cpu",
  kernel: kernels.asinh,
  aliases: ["arcsinh"],
  backward: ofSelf((g, x) => mul(g, conj(rsqrt(plus(mul(x, x), 1))))),
  samples: ["c.asinh()", "(cd / 4).asinh()", "x.asinh()"],
});

/** 1/√(x² - 1), on the branch of acosh. */
function acoshSlope(x: Tensor): Tensor {
  return x.dtype.isComplex ? mul(rsqrt(plus(x, -1)), rsqrt(plus(x, 1))) : rsqrt(plus(mul(x, x), -1));
}

export const acosh: UnaryOp = floatFunction("acosh", {
  doc: "Inverse hyperbolic cosine",
  complex: complexFunctions.acosh,
  half: "acosh_cpu",
  kernel: kernels.acosh,
  aliases: ["arccosh"],
  backward: ofSelf((g, x) => mul(g, conj(acoshSlope(x)))),
  samples: ["c.acosh()", "(cd / 4).acosh()", "(p + 1).acosh()"],
});

export const atanh: UnaryOp = floatFunction("atanh", {
  doc: "Inverse hyperbolic tangent",
  complex: complexFunctions.atanh,
  half: "atanh_cpu",
  kernel: kernels.atanh,
  aliases: ["arctanh"],
  backward: ofSelf((g, x) => div(g, conj(oneMinus(mul(x, x))))),
  samples: ["c.atanh()", "(cd / 4).atanh()", "(x / 4).atanh()"],
});

export const floor: UnaryOp = roundingFunction("floor", "Rounded down", kernels.floor);
export const ceil: UnaryOp = roundingFunction("ceil", "Rounded up", kernels.ceil);
export const trunc: UnaryOp = roundingFunction("trunc", "Rounded towards zero", kernels.trunc, ["fix"]);
export const round: UnaryOp = roundingFunction("round", "Rounded to the nearest, ties to even", kernels.round);

/** x · 10^decimals rounded, and back. */
export const roundDecimals: Op<[self: Tensor, decimals: number], Tensor> = op(
  "round.decimals(Tensor self, *, int decimals) -> Tensor",
  {
    noComplex: "round_cpu",
    doc: "Rounded to so many decimals, ties to even",
    inplace: true,
    node: 1,
    forward: (self, decimals) => {
      const { dtype } = self;
      const kernel = decimals === 0 ? "round_vml_cpu" : "round_cpu";
      if (!dtype.isFloatingPoint || dtype === float16) throw notImplementedFor(kernel, dtype);
      const fr = self.dtype === float64 ? (x: number) => x : Math.fround;
      const scale = fr(10 ** Math.abs(decimals));
      return unary(self, self.dtype, (out, a, ai, n) => {
        for (let i = 0; i < n; i++) {
          // Reads are within bounds by the caller's count.
          const x = a[ai + i] as number;
          out[i] = decimals < 0 ? fr(x / scale) : fr(x * scale);
        }
        kernels.round(out, out, 0, n);
        for (let i = 0; i < n; i++) {
          const whole = out[i] as number;
          out[i] = decimals < 0 ? whole * scale : whole / scale;
        }
      });
    },
    backward: { self: zero },
    samples: [
      "torch.round(x, decimals=1)",
      "torch.round(x * 100, decimals=-1)",
      "z.round(decimals=2)",
      "torch.round(i, decimals=1)",
      "torch.round(d, decimals=0)",
    ],
  },
);

export const specialRound: Op<[self: Tensor, decimals?: number], Tensor> = op(
  "special_round(Tensor self, *, int decimals=0) -> Tensor",
  {
    noComplex: "round_cpu",
    doc: "Rounded to so many decimals, ties to even",
    forms: [],
    aliases: ["special.round"],
    out: true,
    composite: (self, decimals) => roundDecimals(self, decimals),
    samples: ["torch.special.round(x)", "torch.special.round(x, decimals=1)"],
  },
);

export const frac: UnaryOp = op("frac(Tensor self) -> Tensor", {
  noComplex: "frac_cpu",
  doc: "What is after the point: self - trunc(self)",
  inplace: true,
  forward: (self) => {
    if (!self.dtype.isFloatingPoint) throw runtimeError(`"frac_cpu" not implemented for '${self.dtype.scalarName}'`);
    return unary(self, self.dtype, kernels.frac);
  },
  backward: { self: (g) => g },
  samples: ["x.frac()"],
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
