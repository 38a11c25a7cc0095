// Special functions: the error function, the gamma function's family, Bessel functions, the normal distribution.
// Follows aten/src/ATen/native/{UnaryOps,BinaryOps}.cpp and derivatives.yaml.

import { notImplementedError, runtimeError } from "../errors";
import { sinc as complexSinc } from "../kernels/complex/functions";
import * as errors from "../kernels/erf";
import * as gamma from "../kernels/gamma";
import * as kernels from "../kernels/special";
import { bfloat16, bool, float16 } from "../tensor/dtype";
import { canCast, floatResult, resultType, type Scalar } from "../tensor/promotion";
import { filled, fromNumbers, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { overwrite } from "./activation-parts";
import { add, div, mul, neg, plus, sub, times } from "./arithmetic";
import { eq, ge, le, logicalAnd, logicalNot, lt } from "./comparison";
import { conj } from "./conjugation";
import { to } from "./conversion";
import { type Formula, type Op, op } from "./declare";
import { binary, unary } from "./elementwise";
import { checkKernel } from "./kernel-dtypes";
import { maskedFill, where } from "./masking";
import { exp, floatFunction, log, ofSelf, oneMinus, sgn, type UnaryOp } from "./pointwise";
import { square } from "./powers";
import { sumDim } from "./reductions";
import { addScalar, mulScalar } from "./scalar-arithmetic";
import { cos, sin } from "./trigonometry";
import { unsqueeze } from "./views";

const rootPi = Math.sqrt(Math.PI);

// ---- The error function

export const erf: UnaryOp = floatFunction("erf", {
  doc: "The error function: 2/√π · ∫₀ˣ e^(-t²) dt",
  kernel: kernels.eachOf(errors.erf),
  aliases: ["special.erf"],
  backward: ofSelf((g, x) => mul(times(exp(neg(square(x))), 2 / rootPi), g)),
  samples: ["x.erf()", "torch.erf(i)", "z.erf()", "torch.special.erf(x)", "s.erf()", "nc.erf()", "d.erf()"],
});

export const erfc: UnaryOp = floatFunction("erfc", {
  doc: "1 - erf(self), exact where that is small",
  kernel: kernels.eachOf(errors.erfc32),
  kernel64: kernels.eachOf(errors.erfc),
  aliases: ["special.erfc"],
  backward: ofSelf((g, x) => mul(times(exp(neg(square(x))), -2 / rootPi), g)),
  samples: ["x.erfc()", "z.erfc()", "torch.special.erfc(i)", "torch.linspace(9.75, 10.25, 51).erfc()"],
});

export const erfinv: UnaryOp = floatFunction("erfinv", {
  doc: "The inverse of erf",
  kernel: kernels.eachOf(kernels.erfinv),
  aliases: ["special.erfinv"],
  backward: ofSelf((g, x) => mul(times(exp(square(erfinv(x))), rootPi / 2), g)),
  samples: ["(x / 4).erfinv()", "torch.erfinv(z)", "torch.special.erfinv(x / 2)"],
});

// ---- Gamma

const digamma: UnaryOp = floatFunction("digamma", {
  doc: "The derivative of ln Γ(self)",
  half: "digamma",
  kernel: kernels.eachOf(gamma.digamma),
  aliases: ["special.digamma", "special.psi"],
  backward: ofSelf((g, x) => mul(g, polygamma(1, x))),
  samples: ["p.digamma()", "p.half().digamma()", "x.digamma()", "torch.digamma(z)", "torch.special.psi(i)"],
});

export const lgamma: UnaryOp = floatFunction("lgamma", {
  doc: "ln |Γ(self)|",
  kernel: kernels.eachOf(gamma.lgamma),
  aliases: ["special.gammaln"],
  backward: ofSelf((g, x) => mul(g, digamma(x))),
  samples: ["p.lgamma()", "x.lgamma()", "torch.lgamma(i)", "z.lgamma()", "torch.special.gammaln(p)"],
});

export const polygamma: Op<[n: number, self: Tensor], Tensor> = op("polygamma(int n, Tensor self) -> Tensor", {
  doc: "The n-th derivative of digamma",
  forms: ["torch"],
  aliases: ["special.polygamma"],
  forward: (n, self) => {
    if (n < 0) throw runtimeError("polygamma(n, x) does not support negative n.");
    if (n === 0) return digamma.forward(self);
    return unary(
      self,
      floatResult(self.dtype),
      kernels.eachOf((x) => gamma.polygamma(n, x, Math.fround)),
      kernels.eachOf((x) => gamma.polygamma(n, x, (value) => value)),
    );
  },
  backward: { self: { uses: ["n", "self"], grad: (g, s) => mul(g, polygamma(s.int("n") + 1, s.tensor("self"))) } },
  samples: [
    "torch.polygamma(1, p)",
    "torch.polygamma(0, p)",
    "torch.polygamma(3, x)",
    "torch.polygamma(2, i)",
    "torch.special.polygamma(1, z)",
    "torch.polygamma(-1, x)",
  ],
});

/** The method, whose self comes first. */
export const polygammaMethod: Op<[self: Tensor, n: number], Tensor> = op(
  "polygamma.method(Tensor self, int n) -> Tensor",
  {
    noComplex: "trigamma",
    doc: "The n-th derivative of digamma",
    forms: ["Tensor"],
    composite: (self, n) => polygamma(n, self),
    samples: ["p.polygamma(1)"],
  },
);

export const polygamma_: Op<[self: Tensor, n: number], Tensor> = op(
  "polygamma_(Tensor(a!) self, int n) -> Tensor(a!)",
  {
    noComplex: "trigamma",
    doc: "Writes the n-th derivative of digamma",
    forms: ["Tensor"],
    node: "PolygammaBackward1",
    forward: (self, n) => {
      const result = polygamma.forward(n, self);
      if (!canCast(result.dtype, self.dtype)) {
        throw runtimeError(
          `result type ${result.dtype.scalarName} can't be cast to the desired output type ${self.dtype.scalarName}`,
        );
      }
      return overwrite(self, result);
    },
    backward: { self: { uses: ["n", "self"], grad: (g, s) => mul(g, polygamma(s.int("n") + 1, s.tensor("self"))) } },
    samples: ["(p * 1).polygamma_(1)"],
  },
);

/** x + (1 - p)/2, …, x in a new last dimension. */
function multivariate(x: Tensor, p: number): Tensor {
  const steps = Array.from({ length: p }, (_, i) => (1 - p) / 2 + i / 2);
  return add(unsqueeze(x, -1), fromNumbers(steps, [p], x.dtype));
}

export const mvlgamma: Op<[self: Tensor, p: number], Tensor> = op("mvlgamma(Tensor self, int p) -> Tensor", {
  noComplex: "arange_cpu",
  doc: "ln of the multivariate gamma function of dimension p",
  aliases: ["special.multigammaln"],
  inplace: true,
  forward: (self, p) => {
    if (p < 1) throw runtimeError("p has to be greater than or equal to 1");
    if (self.dtype === bool) throw runtimeError("The input tensor may not be a boolean tensor.");
    const x = self.dtype.isFloatingPoint ? self : to(self, floatResult(self.dtype));
    const sum = sumDim.forward(lgamma.forward(multivariate(x, p)), [-1], false, null);
    return add.forward(sum, wrapNumber((p * (p - 1) * Math.log(Math.PI)) / 4), 1n);
  },
  backward: {
    self: {
      uses: ["p", "self"],
      grad: (g, s) => mul(g, sumDim(digamma(multivariate(s.tensor("self"), s.int("p"))), [-1])),
    },
  },
  samples: [
    "(p + 2).mvlgamma(2)",
    "torch.mvlgamma(p + 3, 3)",
    "torch.special.multigammaln(p + 1, 1)",
    "torch.mvlgamma(x, 2)",
    "torch.mvlgamma(p, 0)",
    "torch.mvlgamma(i + 2, 2)",
  ],
});

type BinaryOp = Op<[self: Tensor, other: Tensor], Tensor>;

function notDifferentiable(name: string, input: string): Formula {
  return () => {
    throw notImplementedError(`the derivative for '${name}: ${input}' is not implemented.`);
  };
}

function incomplete(
  name: "igamma" | "igammac",
  doc: string,
  alias: string,
  value: (a: number, x: number) => number,
  sign: 1 | -1,
): BinaryOp {
  return op<[self: Tensor, other: Tensor], Tensor>(`${name}(Tensor self, Tensor other) -> Tensor`, {
    doc,
    aliases: [alias],
    inplace: true,
    forward: (self, other) => {
      const dtype = resultType(self, other);
      if (!dtype.isFloatingPoint) throw runtimeError(`"${name}_cpu" not implemented for '${dtype.scalarName}'`);
      return binary(self, other, dtype, dtype, kernels.eachOfTwo(value));
    },
    backward: {
      self: notDifferentiable(name, "input"),
      other: {
        uses: ["other", "self"],
        // ± x^(a-1) e^-x / Γ(a)
        grad: (g, s) => {
          const [a, x] = [s.tensor("self"), s.tensor("other")];
          const density = exp(sub(sub(mul(plus(a, -1), log(x)), x), lgamma(a)));
          return sign === 1 ? mul(g, density) : mul(neg(g), density);
        },
      },
    },
    samples: [
      `torch.${name}(p.detach(), q)`,
      `torch.${name}(p, q)`,
      `torch.${name}(torch.tensor([0., 1., 2.5, float('inf'), -1.]), torch.tensor([1., 0., 9., 2., 2.]))`,
      `torch.${alias}(p.detach() * 20, p.detach() * 18)`,
      `torch.${name}(i, i)`,
    ],
  });
}

export const igamma = incomplete(
  "igamma",
  "The lower incomplete gamma function over Γ(self)",
  "special.gammainc",
  gamma.igamma,
  1,
);
export const igammac = incomplete(
  "igammac",
  "The upper incomplete gamma function over Γ(self)",
  "special.gammaincc",
  gamma.igammac,
  -1,
);

// ---- torch.special's own

interface SpecialOptions {
  readonly doc: string;
  readonly value: (x: number) => number;
  /** For float32, where it overflows earlier. */
  readonly single?: (x: number) => number;
  /** Made for bfloat16 too. */
  readonly bfloat16?: boolean;
  readonly uses: readonly string[];
  readonly grad: Formula;
  readonly samples: readonly string[];
}

/** A function that only torch.special has. */
function specialFunction(name: string, options: SpecialOptions): UnaryOp {
  return op<[self: Tensor], Tensor>(`special_${name}(Tensor self) -> Tensor`, {
    doc: options.doc,
    forms: [],
    aliases: [`special.${name}`],
    out: true,
    forward: (self) => {
      checkKernel(`${name}_cpu`, self.dtype, float16, ...(options.bfloat16 ? [] : [bfloat16]));
      return unary(
        self,
        floatResult(self.dtype),
        kernels.eachOf(options.single ?? options.value),
        kernels.eachOf(options.value),
      );
    },
    backward: { self: { uses: options.uses, grad: options.grad } },
    samples: options.samples,
  });
}

export const entr = specialFunction("entr", {
  doc: "Entropy, elementwise: -self · ln self",
  value: kernels.entr,
  bfloat16: true,
  uses: ["self"],
  grad: (g, s) => mul(g, plus(neg(log(s.tensor("self"))), -1)),
  samples: ["torch.special.entr(p)", "torch.special.entr(z.detach())", "torch.special.entr(i)"],
});

export const erfcx = specialFunction("erfcx", {
  doc: "e^(self²) · erfc(self)",
  value: kernels.erfcx,
  uses: ["result", "self"],
  grad: (g, s) => mul(plus(times(mul(s.tensor("self"), s.tensor("result")), 2), -2 / rootPi), g),
  samples: ["torch.special.erfcx(x)", "torch.special.erfcx(i * 5)", "torch.special.erfcx(z.detach())"],
});

export const sphericalBesselJ0: Op<[x: Tensor], Tensor> = op("special_spherical_bessel_j0(Tensor x) -> Tensor", {
  noComplex: "spherical_bessel_j0_cpu",
  doc: "sin(x) / x, the spherical Bessel function of order 0",
  forms: [],
  aliases: ["special.spherical_bessel_j0"],
  out: true,
  forward: (x) => {
    checkKernel("spherical_bessel_j0_cpu", x.dtype, float16, bfloat16);
    return unary(
      x,
      floatResult(x.dtype),
      kernels.eachOf((v) => (v === 0 ? 1 : Math.abs(v) === Number.POSITIVE_INFINITY ? 0 : Math.sin(v) / v)),
    );
  },
  // PyTorch has no derivative and makes no node.
  backward: null,
  samples: [
    "torch.special.spherical_bessel_j0(x)",
    "torch.special.spherical_bessel_j0(x * 9)",
    "torch.special.spherical_bessel_j0(z)",
    "torch.special.spherical_bessel_j0(i)",
    "torch.special.spherical_bessel_j0(d)",
    "torch.special.spherical_bessel_j0(e)",
  ],
});

export const ndtri = specialFunction("ndtri", {
  doc: "The inverse of the normal distribution function",
  value: kernels.ndtri,
  uses: ["result"],
  grad: (g, s) => times(mul(g, exp(times(square(s.tensor("result")), 0.5))), Math.sqrt(2 * Math.PI)),
  samples: ["torch.special.ndtri(q)", "torch.special.ndtri(z.detach())", "torch.special.ndtri(m)"],
});

export const logNdtr = specialFunction("log_ndtr", {
  doc: "ln of the normal distribution function",
  value: kernels.logNdtr,
  uses: ["result", "self"],
  grad: (g, s) => {
    const [x, result] = [s.tensor("self"), s.tensor("result")];
    return div(g, times(exp(add(result, times(square(x), 0.5))), Math.sqrt(2 * Math.PI)));
  },
  samples: ["torch.special.log_ndtr(x)", "torch.special.log_ndtr(x * 9)", "torch.special.log_ndtr(i)"],
});

export const ndtr: UnaryOp = op("special_ndtr(Tensor self) -> Tensor", {
  noComplex: "erf_vml_cpu",
  doc: "The normal distribution function: (1 + erf(self / √2)) / 2",
  forms: [],
  aliases: ["special.ndtr"],
  out: true,
  composite: (self) => {
    const x = self.dtype.isFloatingPoint ? self : to(self, floatResult(self.dtype));
    return mulScalar(addScalar(erf(mulScalar(x, Math.SQRT1_2)), 1n), 0.5);
  },
  samples: ["torch.special.ndtr(x)", "torch.special.ndtr(i)"],
});

export const i0: UnaryOp = floatFunction("i0", {
  doc: "The modified Bessel function of the first kind, of order 0",
  kernel: kernels.eachOf(kernels.inSingle(kernels.besselI0)),
  kernel64: kernels.eachOf(kernels.besselI0),
  aliases: ["special.i0"],
  backward: ofSelf((g, x) => mul(g, i1(x))),
  samples: ["x.i0()", "torch.i0(z)", "torch.special.i0(i * 10)"],
});

export const i0e: UnaryOp = specialFunction("i0e", {
  doc: "e^-|self| · I₀(self)",
  bfloat16: true,
  value: kernels.besselI0e,
  uses: ["result", "self"],
  grad: (g, s) => mul(g, sub(i1e(s.tensor("self")), mul(sgn(s.tensor("self")), s.tensor("result")))),
  samples: ["torch.special.i0e(x)", "torch.special.i0e(i * 10)"],
});

/** I₁(x)/x, and ½ where x is 0. */
function overSelf(x: Tensor, result: Tensor): Tensor {
  const small = lt(mul(x, x), wrapNumber(x.dtype.itemSize === 8 ? 2 ** -104 : 2 ** -46));
  return where(small, wrapNumber(0.5), div(result, where(small, wrapNumber(1), x)));
}

export const i1: UnaryOp = specialFunction("i1", {
  doc: "The modified Bessel function of the first kind, of order 1",
  value: kernels.besselI1,
  single: kernels.inSingle(kernels.besselI1),
  uses: ["result", "self"],
  grad: (g, s) => mul(g, sub(i0(s.tensor("self")), overSelf(s.tensor("self"), s.tensor("result")))),
  samples: ["torch.special.i1(x)", "torch.special.i1(i * 10)", "torch.special.i1(x - x)"],
});

export const i1e: UnaryOp = specialFunction("i1e", {
  doc: "e^-|self| · I₁(self)",
  value: kernels.besselI1e,
  uses: ["result", "self"],
  grad: (g, s) => {
    const [x, result] = [s.tensor("self"), s.tensor("result")];
    return mul(g, sub(sub(i0e(x), overSelf(x, result)), mul(sgn(x), result)));
  },
  samples: ["torch.special.i1e(x)", "torch.special.i1e(i * 10)"],
});

function zetaValues(self: Tensor, other: Tensor): Tensor {
  const dtype = floatResult(resultType(self, other));
  checkKernel("zeta_cpu", dtype, float16, bfloat16);
  return binary(self, other, dtype, dtype, kernels.eachOfTwo(gamma.zeta));
}

const zetaOfSelf: Formula = () => {
  throw notImplementedError("the derivative for 'zeta' is not implemented.");
};

/** d/dq Σ (q + k)^-x = -x Σ (q + k)^-(x+1) */
function zetaSlope(g: Tensor, x: Tensor, q: Tensor): Tensor {
  return mul(mul(g, neg(x)), zeta(plus(x, 1), q));
}

export const zeta: BinaryOp = op("special_zeta(Tensor self, Tensor other) -> Tensor", {
  noComplex: "zeta_cpu",
  doc: "Hurwitz's zeta function: Σ (other + k)^-self",
  forms: [],
  aliases: ["special.zeta"],
  out: true,
  forward: zetaValues,
  backward: {
    self: zetaOfSelf,
    other: { uses: ["other", "self"], grad: (g, s) => zetaSlope(g, s.tensor("self"), s.tensor("other")) },
  },
  samples: ["torch.special.zeta(q.detach() + 2, p)", "torch.special.zeta(p, q)", "torch.special.zeta(i, i)"],
});

export const zetaOfNumber: Op<[self: Scalar, other: Tensor], Tensor> = op(
  "special_zeta.self_scalar(Scalar self, Tensor other) -> Tensor",
  {
    noComplex: "zeta_cpu",
    doc: "Hurwitz's zeta function of a number",
    forms: [],
    aliases: ["special.zeta"],
    node: 1,
    forward: (self, other) => zetaValues(wrapNumber(self), other),
    backward: {
      other: {
        uses: ["other", "self"],
        grad: (g, s) => zetaSlope(g, filled([], s.scalar("self"), s.tensor("other").dtype), s.tensor("other")),
      },
    },
    samples: ["torch.special.zeta(2, i + 1)", "torch.special.zeta(2.5, p)"],
  },
);

export const zetaAtNumber: Op<[self: Tensor, other: Scalar], Tensor> = op(
  "special_zeta.other_scalar(Tensor self, Scalar other) -> Tensor",
  {
    noComplex: "zeta_cpu",
    doc: "Hurwitz's zeta function at a number",
    forms: [],
    aliases: ["special.zeta"],
    node: 2,
    forward: (self, other) => zetaValues(self, wrapNumber(other)),
    backward: { self: zetaOfSelf },
    samples: ["torch.special.zeta(p, 2)", "torch.special.zeta(p.detach(), 1)"],
  },
);

export const sinc: UnaryOp = floatFunction("sinc", {
  doc: "sin(π·self) / (π·self), 1 at 0",
  half: "sinc_cpu",
  kernel: kernels.sinc,
  complex: complexSinc,
  aliases: ["special.sinc"],
  backward: ofSelf((g, x) => {
    const angle = times(x, Math.PI);
    const atZero = eq(x, wrapNumber(0));
    const slope = div(sub(mul(cos(angle), angle), sin(angle)), mul(times(x, Math.PI), x));
    return where(atZero, wrapNumber(0), mul(g, conj(slope)));
  }),
  samples: [
    "cv.detach().to(torch.complex128).sinc()",
    "torch.sinc(torch.tensor([0.5 + 0j, -0.5 + 0j, 1j, 2 + 0j, 0j, 0.25 + 0.5j, complex(-0.5, -0.0)]))",
    "x.sinc()",
    "x.half().sinc()",
    "z.sinc()",
    "torch.sinc(i)",
    "torch.special.sinc(x - x)",
  ],
});

// ---- logit, x·ln(1 + y)

export const logit: Op<[self: Tensor, eps?: number | null], Tensor> = op(
  "logit(Tensor self, float? eps=None) -> Tensor",
  {
    noHalf: "logit_cpu",
    noComplex: "logit_cpu",
    doc: "ln(self / (1 - self)), self being kept within [eps, 1 - eps]",
    aliases: ["special.logit"],
    inplace: true,
    forward: (self, eps) => {
      const low = eps ?? Number.NEGATIVE_INFINITY;
      const high = eps === null ? Number.POSITIVE_INFINITY : 1 - eps;
      return unary(self, floatResult(self.dtype), (out, a, ai, n) => {
        for (let i = 0; i < n; i++) {
          // Reads are within bounds by the caller's count.
          const x = a[ai + i] as number;
          const kept = Math.min(Math.max(x, low), high);
          out[i] = kept === 1 ? Number.POSITIVE_INFINITY : Math.log(kept / (1 - kept));
        }
      });
    },
    backward: {
      self: {
        uses: ["eps", "self"],
        grad: (g, s) => {
          const x = s.tensor("self");
          const eps = s.optionalFloat("eps");
          const low = eps ?? 0;
          const outside = maskedOutside(x, low, 1 - low);
          const slope = div(g, mul(x, oneMinus(x)));
          return maskedFill(slope, outside, eps === null ? Number.NaN : 0);
        },
      },
    },
    samples: [
      "q.logit()",
      "torch.logit(q, 0.25)",
      "x.logit()",
      "torch.special.logit(z.detach(), eps=1e-3)",
      "torch.logit(i)",
      "x.logit(0.1)",
    ],
  },
);

function maskedOutside(x: Tensor, low: number, high: number): Tensor {
  const inside = logicalAnd(ge(x, wrapNumber(low)), le(x, wrapNumber(high)));
  return logicalNot(inside);
}

/** g · ln(1 + y), but 0 where the value is 0 whatever x's neighbours. */
function logSlope(g: Tensor, x: Tensor, y: Tensor): Tensor {
  return maskedFill(xlog1py(g, y), logicalAnd(eq(x, wrapNumber(0)), le(y, wrapNumber(-1))), 0);
}

export const xlog1py: BinaryOp = op("special_xlog1py(Tensor self, Tensor other) -> Tensor", {
  noComplex: "xlog1py_cpu",
  doc: "self · ln(1 + other), 0 where self is 0",
  forms: [],
  aliases: ["special.xlog1py"],
  out: true,
  forward: (self, other) => {
    const dtype = floatResult(resultType(self, other));
    return binary(self, other, dtype, dtype, kernels.eachOfTwo(kernels.xlog1py));
  },
  backward: {
    self: { uses: ["other", "self"], grad: (g, s) => logSlope(g, s.tensor("self"), s.tensor("other")) },
    other: { uses: ["other", "self"], grad: (g, s) => div(mul(g, s.tensor("self")), plus(s.tensor("other"), 1)) },
  },
  samples: ["torch.special.xlog1py(x, p)", "torch.special.xlog1py(z, z)", "torch.special.xlog1py(i, p)"],
});

export const xlog1pySelf: Op<[self: Scalar, other: Tensor], Tensor> = op(
  "special_xlog1py.self_scalar(Scalar self, Tensor other) -> Tensor",
  {
    noComplex: "xlog1py_cpu",
    doc: "self · ln(1 + other) for a number",
    forms: [],
    aliases: ["special.xlog1py"],
    node: 1,
    forward: (self, other) => xlog1py.forward(wrapNumber(self), other),
    backward: {
      other: {
        uses: ["other", "self"],
        grad: (g, s) => div(mul(g, wrapNumber(s.scalar("self"))), plus(s.tensor("other"), 1)),
      },
    },
    samples: ["torch.special.xlog1py(2, p)"],
  },
);

export const xlog1pyOther: Op<[self: Tensor, other: Scalar], Tensor> = op(
  "special_xlog1py.other_scalar(Tensor self, Scalar other) -> Tensor",
  {
    noComplex: "xlog1py_cpu",
    doc: "self · ln(1 + other) for a number",
    forms: [],
    aliases: ["special.xlog1py"],
    node: 2,
    forward: (self, other) => xlog1py.forward(self, wrapNumber(other)),
    backward: {
      self: {
        uses: ["other", "self"],
        grad: (g, s) => logSlope(g, s.tensor("self"), wrapNumber(s.scalar("other"))),
      },
    },
    samples: ["torch.special.xlog1py(x, 2)"],
  },
);
