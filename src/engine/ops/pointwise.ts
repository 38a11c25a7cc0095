// Elementwise functions of one tensor. Powers are in powers.ts, activations in activations.ts.
// Follows aten/src/ATen/native/UnaryOps.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import * as binaryKernels from "../kernels/binary";
import type { ComplexFunction } from "../kernels/complex/functions";
import * as complexFunctions from "../kernels/complex/functions";
import * as complexKernels from "../kernels/complex/loops";
import type { UnaryKernel } from "../kernels/unary";
import * as kernels from "../kernels/unary";
import { realOf } from "../tensor/complex";
import { bool, float16, float64 } from "../tensor/dtype";
import { floatResult } from "../tensor/promotion";
import { copyInto, emptyLike, filled, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { div, mul, plus, sub, times } from "./arithmetic";
import { eq } from "./comparison";
import { real } from "./complex-views";
import { conj } from "./conjugation";
import { type Formula, type Op, op } from "./declare";
import { binary, complexUnary, integerUnary, unary } from "./elementwise";
import { checkKernel, notImplementedFor } from "./kernel-dtypes";
import { maskedFill } from "./masking";

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
