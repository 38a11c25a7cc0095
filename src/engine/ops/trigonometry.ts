import * as complexFunctions from "../kernels/complex/functions";
import * as kernels from "../kernels/unary";
import type { Tensor } from "../tensor/tensor";
import { div, mul, neg, plus } from "./arithmetic";
import { conj } from "./conjugation";
import { floatFunction, ofResult, ofSelf, oneMinus, type UnaryOp } from "./pointwise";
import { rsqrt } from "./powers";

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
