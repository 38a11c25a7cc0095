// Determinants and their logarithms.
// Follows aten/src/ATen/native/{BatchLinearAlgebra,LinearAlgebra}.cpp, FunctionsManual.cpp and derivatives.yaml.

import { modulus } from "../kernels/complex/functions";
import { Complex } from "../tensor/complex";
import { float64 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { copyInto, elements, filled, window, wrapNumber } from "../tensor/raw";
import { numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, mul, neg, times } from "./arithmetic";
import { eq } from "./comparison";
import { complex } from "./complex-making";
import { imag } from "./complex-views";
import { conj } from "./conjugation";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import { cat } from "./joining";
import { pivotShape, transposedFactors } from "./linalg-lu";
import { batchShape, checkFloating, checkSquare, intTensor } from "./linalg-parts";
import { uncheckedSolution } from "./linalg-solving";
import { where } from "./masking";
import { abs, log, sgn } from "./pointwise";
import { prodDim, sumDim } from "./reductions";
import { diagonal, narrow } from "./slicing";
import { adjoint, unsqueeze } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` and `as Tensor` say so to the compiler.

/** +1 or -1: the sign of the row swaps. */
function swapSign(pivots: Int32Array, batch: readonly number[], n: number, dtype: Tensor["dtype"]): Tensor {
  const signs = filled(batch, 1, dtype);
  const count = numelOf(batch);
  for (let b = 0; b < count; b++) {
    let odd = false;
    for (let i = 0; i < n; i++) if (pivots[b * n + i] !== i + 1) odd = !odd;
    if (odd) copyInto(window(signs, [], [], b), filled([], -1, dtype));
  }
  return signs;
}

/** One pivot after the other, each product rounded. */
function diagonalProduct(lu: Tensor): Tensor {
  if (lu.dtype.isComplex) return prodDim.forward(diagonal.forward(lu, 0, -2, -1), -1, false, null);
  const n = lu.shape.at(-1) as number;
  const result = filled(batchShape(lu), 1, lu.dtype);
  const [out, values] = [floats(result), floats(lu)];
  for (let b = 0; b < out.length; b++) {
    for (let i = 0; i < n; i++) out[b] = (out[b] as number) * (values[b * n * n + i * n + i] as number);
  }
  return result;
}

export const detWithFactors: Op<[a: Tensor], readonly Tensor[]> = op(
  "_linalg_det(Tensor A) -> (Tensor result, Tensor LU, Tensor pivots)",
  {
    complex: true,
    doc: "The determinant, with A's factors",
    forms: [],
    recorded: 1,
    forward: (a) => {
      checkSquare(a, "linalg.det");
      checkFloating(a, "linalg.det");
      const { lu, pivots } = transposedFactors(a);
      const n = a.shape.at(-1) as number;
      const product = diagonalProduct(lu);
      const result = mul.forward(swapSign(pivots, batchShape(a), n, a.dtype), product);
      return [result, lu, intTensor(pivots, pivotShape(a))];
    },
    backward: {
      A: {
        uses: ["A", "result", "LU", "pivots"],
        // det(A)·A⁻ᵀ·g, and by the adjugate where A has no inverse
        grad: (g, s) => {
          const a = s.tensor("A");
          const result = s.tensor("result");
          const least = a.dtype === float64 ? 100 * 2 ** -52 : 100 * 2 ** -23;
          const singular = elements(result).some((each) => sizeOf(each) < least);
          return singular
            ? adjugateTimes(a, g)
            : uncheckedSolution(adjoint(a), scaledIdentity(mul(g, conj(result)), a));
        },
      },
    },
    samples: [],
  },
);

function sizeOf(value: Scalar): number {
  return value instanceof Complex ? modulus(value.re, value.im) : Math.abs(Number(value));
}

/** Each number of a batch times the identity. */
function scaledIdentity(factor: Tensor, a: Tensor): Tensor {
  const unit = filled(a.shape, 0, a.dtype);
  copyInto(diagonal.forward(unit, 0, -2, -1), filled([], 1, a.dtype));
  return mul(unsqueeze(unsqueeze(factor, -1), -1), unit);
}

/** The matrix of cofactors, each the determinant of a minor: d det(A)/dA for every A. */
function adjugateTimes(a: Tensor, g: Tensor): Tensor {
  const n = a.shape.at(-1) as number;
  const without = (t: Tensor, dim: -1 | -2, k: number): Tensor => {
    const [before, after] = [k, n - 1 - k];
    if (before === 0) return narrow(t, dim, 1, after);
    if (after === 0) return narrow(t, dim, 0, before);
    return cat([narrow(t, dim, 0, before), narrow(t, dim, k + 1, after)], dim);
  };
  const rows: Tensor[] = [];
  for (let i = 0; i < n; i++) {
    const row: Tensor[] = [];
    for (let j = 0; j < n; j++) {
      const minor = without(without(a, -2, i), -1, j);
      const cofactor = n === 1 ? filled(batchShape(a), 1, a.dtype) : det(minor);
      row.push(unsqueeze(unsqueeze((i + j) % 2 === 0 ? cofactor : neg(cofactor), -1), -1));
    }
    rows.push(cat(row, -1));
  }
  return mul(unsqueeze(unsqueeze(g, -1), -1), cat(rows, -2));
}

const determinantSamples = (call: string): string[] => [
  `${call}(ns)`,
  `${call}(cs)`,
  `${call}(torch.stack([ns, ns.t()]))`,
  `${call}(torch.ones(0, 0))`,
  `${call}(x)`,
  `${call}(v)`,
  `${call}(n[:3])`,
];

export const linalgDet: Op<[a: Tensor], Tensor> = op("linalg_det(Tensor A) -> Tensor", {
  complex: true,
  doc: "The determinant",
  forms: [],
  aliases: ["linalg.det"],
  out: true,
  composite: (a) => detWithFactors(a)[0] as Tensor,
  samples: [
    ...determinantSamples("torch.linalg.det"),
    "torch.linalg.det(torch.tensor([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]))",
    "torch.linalg.det(sq.detach())",
  ],
});

export const det: Op<[self: Tensor], Tensor> = op("det(Tensor self) -> Tensor", {
  complex: true,
  doc: "The determinant",
  composite: (self) => linalgDet(self),
  samples: [
    "torch.det(ns)",
    "ns.det()",
    "torch.zeros(3, 3, requires_grad=True).det()",
    "torch.ones(2, 2).mul(s).det()",
    "torch.det(v)",
  ],
});

export const slogdetWithFactors: Op<[a: Tensor], readonly Tensor[]> = op(
  "_linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet, Tensor LU, Tensor pivots)",
  {
    complex: true,
    doc: "Sign and logarithm of the determinant, with A's factors",
    forms: [],
    recorded: 2,
    forward: (a) => {
      checkSquare(a, "linalg.slogdet");
      checkFloating(a, "linalg.slogdet");
      const { lu, pivots } = transposedFactors(a);
      const n = a.shape.at(-1) as number;
      const pivotValues = diagonal.forward(lu, 0, -2, -1);
      const signs = prodDim.forward(sgn.forward(pivotValues), -1, false, null);
      const sign = mul.forward(swapSign(pivots, batchShape(a), n, a.dtype), signs);
      const logs = sumDim.forward(log.forward(abs.forward(pivotValues)), [-1], false, null);
      return [sign, logs, lu, intTensor(pivots, pivotShape(a))];
    },
    backward: {
      A: {
        uses: ["A", "sign", "LU", "pivots"],
        // A⁻ᵀ·g; the sign is flat, but for complex matrices, whose sign turns
        grad: (_g, s, [ofSign = null, ofLog = null]) => {
          const a = s.tensor("A");
          const turned = a.dtype.isComplex && ofSign !== null ? neg(imag(mul(conj(ofSign), s.tensor("sign")))) : null;
          const g = turned === null ? ofLog : complex(ofLog ?? times(turned, 0), turned);
          return g === null ? null : uncheckedSolution(adjoint(a), scaledIdentity(g, a));
        },
      },
    },
    samples: [],
  },
);

export const linalgSlogdet: Op<[a: Tensor], readonly Tensor[]> = op(
  "linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet)",
  {
    complex: true,
    doc: "Sign of the determinant, and ln |det A|",
    out: true,
    forms: [],
    aliases: ["linalg.slogdet"],
    composite: (a) => slogdetWithFactors(a).slice(0, 2),
    samples: [
      "torch.linalg.slogdet(cs)",
      ...determinantSamples("torch.linalg.slogdet"),
      "torch.linalg.slogdet(torch.zeros(2, 2))",
    ],
  },
);

export const slogdet: Op<[self: Tensor], readonly Tensor[]> = op(
  "slogdet(Tensor self) -> (Tensor sign, Tensor logabsdet)",
  {
    complex: true,
    doc: "Sign of the determinant, and ln |det self|",
    composite: (self) => linalgSlogdet(self),
    samples: ["torch.slogdet(ns)", "ns.slogdet()[1]"],
  },
);

export const logdet: Op<[self: Tensor], Tensor> = op("logdet(Tensor self) -> Tensor", {
  complex: true,
  doc: "ln det self: NaN where the determinant is negative",
  composite: (self) => {
    checkSquare(self, "logdet");
    checkFloating(self, "logdet");
    const [sign, logarithm] = linalgSlogdet(self) as [Tensor, Tensor];
    if (self.dtype.isComplex) return add(log(sign), logarithm);
    return where(eq(sign, wrapNumber(-1n)), filled([], Number.NaN, self.dtype), logarithm);
  },
  samples: ["torch.logdet(cs)", "torch.logdet(ns)", "(ns @ ns.t()).logdet()", "torch.logdet(x)"],
});
