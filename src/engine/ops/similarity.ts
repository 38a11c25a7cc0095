// How alike two tensors are along a dimension, and the losses made of such: composites of PyTorch's own ops.
// Follows aten/src/ATen/native/{Distance,Loss}.cpp.

import { setGradEnabled } from "../autograd/grad-mode";
import { runtimeError } from "../errors";
import { getDefaultDType, resultType } from "../tensor/promotion";
import { filled, wrapNumber } from "../tensor/raw";
import { broadcastShapes, formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, div, mul, neg, sub } from "./arithmetic";
import { clampMin, eq, le, minimum, ne } from "./comparison";
import { to } from "./conversion";
import { type Op, op } from "./declare";
import { reduceRecorded } from "./losses";
import { maskedFill, where } from "./masking";
import { exp, log } from "./pointwise";
import { pow, sqrt } from "./powers";
import { sumDim } from "./reductions";
import { addScalar, mulScalar, subScalar } from "./scalar-arithmetic";
import { normDim } from "./statistics";
import { expand } from "./views";

const zeroLike = (t: Tensor): Tensor => mul.forward(t, wrapNumber(0n));

export const cosineSimilarity: Op<[x1: Tensor, x2: Tensor, dim?: number, eps?: number], Tensor> = op(
  "cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor",
  {
    noComplex: "expected common dtype to be floating point, yet common dtype is {}",
    doc: "Σ x1·x2 / (‖x1‖·‖x2‖) along dim, each norm at least eps",
    forms: ["torch"],
    aliases: ["F.cosine_similarity"],
    out: false,
    composite: (first, second, dim, eps) => {
      const shape = broadcastShapes(first.shape, second.shape);
      const dtype = resultType(first, second);
      if (!dtype.isFloatingPoint) {
        throw runtimeError(`expected common dtype to be floating point, yet common dtype is ${dtype.scalarName}`);
      }
      const x1 = expand(to(first, dtype), shape);
      const x2 = expand(to(second, dtype), shape);
      const squares = [x1, x2].map((x) => sumDim(pow(x, 2n), [dim], true));
      // The bound is no part of the gradient.
      const before = setGradEnabled(false);
      try {
        for (const square of squares) clampMin.inPlace(square, eps * eps);
      } finally {
        setGradEnabled(before);
      }
      // Two squares, of the two tensors.
      const [norm1, norm2] = squares.map((square) => sqrt(square)) as [Tensor, Tensor];
      return sumDim(mul(div(x1, norm1), div(x2, norm2)), [dim]);
    },
    samples: [
      "F.cosine_similarity(x, y)",
      "F.cosine_similarity(x, y, dim=0)",
      "torch.cosine_similarity(b, x.detach(), dim=-1, eps=2.0)",
      "F.cosine_similarity(x, d)",
      "F.cosine_similarity(x, v, dim=-1)",
      "F.cosine_similarity(n, n)",
      "F.cosine_similarity(x, w)",
      "F.cosine_similarity(x, y, dim=2)",
    ],
  },
);

export const pairwiseDistance: Op<[x1: Tensor, x2: Tensor, p?: number, eps?: number, keepdim?: boolean], Tensor> = op(
  "pairwise_distance(Tensor x1, Tensor x2, float p=2, float eps=1e-06, bool keepdim=False) -> Tensor",
  {
    complex: true,
    doc: "The p-norm of x1 - x2 + eps along the last dimension",
    forms: ["torch"],
    aliases: ["F.pairwise_distance"],
    composite: (x1, x2, p, eps, keepdim) => {
      const difference = addScalar(to(sub(x1, x2), floatingOf(x1, x2)), eps);
      return normDim(difference, p, [difference.dim - 1], keepdim);
    },
    samples: [
      "F.pairwise_distance(x, y)",
      "F.pairwise_distance(x, y, p=1, keepdim=True)",
      "F.pairwise_distance(x, v, p=3.0, eps=0.5)",
      "F.pairwise_distance(v, x[0])",
      "F.pairwise_distance(x, y, p=float('inf'))",
      "F.pairwise_distance(b, x)",
      "F.pairwise_distance(n, n)",
      "F.pairwise_distance(x, w)",
    ],
  },
);

/** Adding a float to integers gives the default dtype. */
function floatingOf(a: Tensor, b: Tensor): Tensor["dtype"] {
  const dtype = resultType(a, b);
  return dtype.isDifferentiable ? dtype : getDefaultDType();
}

// ---- Losses

export const hingeEmbeddingLoss: Op<[self: Tensor, target: Tensor, margin?: number, reduction?: number], Tensor> = op(
  "hinge_embedding_loss(Tensor self, Tensor target, float margin=1.0, int reduction=Mean) -> Tensor",
  {
    doc: "self where target is 1, max(0, margin - self) where it is -1; averaged or summed",
    forms: ["torch"],
    composite: (self, target, margin, reduction) => {
      const zeros = zeroLike(self);
      // The margin is one of self's numbers: among integers it loses its fraction.
      const hinge = clampMin(sub(filled([], margin, self.dtype), self), 0n);
      const ofMargin = where(ne(target, wrapNumber(1n)), hinge, zeros);
      const ofSelf = where(ne(target, wrapNumber(-1n)), self, zeros);
      return reduceRecorded(add(ofMargin, ofSelf), reduction);
    },
    samples: [
      "F.hinge_embedding_loss(x, n.sign())",
      "F.hinge_embedding_loss(x, y.detach().sign(), margin=0.5, reduction='sum')",
      "F.hinge_embedding_loss(x, y.detach().sign(), reduction='none')",
      "F.hinge_embedding_loss(x, t)",
    ],
  },
);

type RankingArguments = [input1: Tensor, input2: Tensor, target: Tensor, margin?: number, reduction?: number];

export const marginRankingLoss: Op<RankingArguments, Tensor> = op(
  "margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, int reduction=Mean) -> Tensor",
  {
    noComplex: "clamp is not supported for complex types",
    doc: "max(0, -target · (input1 - input2) + margin), averaged or summed",
    forms: ["torch"],
    composite: (input1, input2, target, margin, reduction) => {
      const ranked = addScalar(mul(neg(target), sub(input1, input2)), margin);
      return reduceRecorded(clampMin(ranked, 0n), reduction);
    },
    samples: [
      "F.margin_ranking_loss(x, y, n.sign())",
      "F.margin_ranking_loss(x, y, p.detach(), margin=0.5, reduction='sum')",
      "F.margin_ranking_loss(x, one, n.sign(), reduction='none')",
      "F.margin_ranking_loss(x, y, t)",
    ],
  },
);

export const cosineEmbeddingLoss: Op<RankingArguments, Tensor> = op(
  "cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, int reduction=Mean) -> Tensor",
  {
    noComplex: "clamp is not supported for complex types",
    doc: "1 - cos where target is 1, max(0, cos - margin) where it is -1; averaged or summed",
    forms: ["torch"],
    composite: (input1, input2, target, margin, reduction) => {
      const rank = target.dim;
      if (rank > 1) throw runtimeError("0D or 1D target tensor expected, multi-target not supported");
      // PyTorch looks at the first only.
      if (input1.dim !== rank + 1) {
        throw runtimeError(
          `${rank}D target tensor expects ${rank + 1}D input tensors, but found inputs with sizes ${formatShape(input1.shape)} and ${formatShape(input2.shape)}.`,
        );
      }
      const along = (a: Tensor, c: Tensor): Tensor => sumDim(mul(a, c), [rank]);
      const product = along(input1, input2);
      const square1 = addScalar(along(input1, input1), 1e-12);
      const square2 = addScalar(along(input2, input2), 1e-12);
      const cosine = div(product, sqrt(mul(square1, square2)));
      const zeros = zeroLike(cosine);
      const near = sub(wrapNumber(1n), cosine);
      const far = clampMin(subScalar(cosine, margin), 0n);
      const ofNear = where(eq(target, wrapNumber(1n)), near, zeros);
      const ofFar = where(eq(target, wrapNumber(-1n)), far, zeros);
      return reduceRecorded(add(ofNear, ofFar), reduction);
    },
    samples: [
      "F.cosine_embedding_loss(x, y, torch.tensor([1, -1, 1, -1]))",
      "F.cosine_embedding_loss(x, y, torch.tensor([1, -1, -1, 1]), margin=-0.5, reduction='sum')",
      "F.cosine_embedding_loss(x, y, torch.tensor([1., -1., -1., 0.]), reduction='none')",
      "F.cosine_embedding_loss(v, x[0], torch.tensor(-1))",
      "F.cosine_embedding_loss(x, y, k)",
      "F.cosine_embedding_loss(v, y, torch.tensor([1]))",
      "F.cosine_embedding_loss(x, y, torch.tensor(1))",
    ],
  },
);

export const tripletMarginLoss: Op<
  [
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin?: number,
    p?: number,
    eps?: number,
    swap?: boolean,
    reduction?: number,
  ],
  Tensor
> = op(
  "triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float margin=1.0, float p=2, float eps=1e-06, bool swap=False, int reduction=Mean) -> Tensor",
  {
    complex: true,
    doc: "max(0, margin + d(anchor, positive) - d(anchor, negative)), averaged or summed",
    forms: ["torch"],
    composite: (anchor, positive, negative, margin, p, eps, swap, reduction) => {
      if (anchor.dim !== positive.dim || positive.dim !== negative.dim) {
        throw runtimeError(
          `All inputs should have same dimension but got ${anchor.dim}D, ${positive.dim}D and ${negative.dim}D inputs.`,
        );
      }
      const near = pairwiseDistance(anchor, positive, p, eps);
      let far = pairwiseDistance(anchor, negative, p, eps);
      if (swap) far = minimum(far, pairwiseDistance(positive, negative, p, eps));
      return reduceRecorded(clampMin(sub(addScalar(near, margin), far), 0n), reduction);
    },
    samples: [
      "F.triplet_margin_loss(x, y, p)",
      "F.triplet_margin_loss(x, y, p, margin=2.0, p=1, swap=True, reduction='sum')",
      "F.triplet_margin_loss(x, y, p, reduction='none')",
      "F.triplet_margin_loss(v, x[0], y[0], margin=3.0)",
      "F.triplet_margin_loss(x, y, v)",
    ],
  },
);

export const poissonNllLoss: Op<
  [input: Tensor, target: Tensor, logInput: boolean, full: boolean, eps: number, reduction: number],
  Tensor
> = op("poisson_nll_loss(Tensor input, Tensor target, bool log_input, bool full, float eps, int reduction) -> Tensor", {
  doc: "e^input - target · input for the logarithm of a Poisson rate; averaged or summed",
  forms: ["torch"],
  composite: (input, target, logInput, full, eps, reduction) => {
    let loss = logInput ? sub(exp(input), mul(target, input)) : sub(input, mul(target, log(addScalar(input, eps))));
    if (full) {
      // Stirling's approximation of ln target!
      const half = mulScalar(log(mulScalar(target, 2 * Math.PI)), 0.5);
      const stirling = add(sub(mul(target, log(target)), target), half);
      loss = add(loss, maskedFill(stirling, le(target, wrapNumber(1n)), 0n));
    }
    return reduceRecorded(loss, reduction);
  },
  samples: [
    "F.poisson_nll_loss(x, p)",
    "F.poisson_nll_loss(p, q, log_input=False, reduction='sum')",
    "F.poisson_nll_loss(x, p * 3, full=True, reduction='none')",
    "F.poisson_nll_loss(p, p * 3, log_input=False, full=True)",
    "F.poisson_nll_loss(x, i)",
    "F.poisson_nll_loss(x, t)",
  ],
});
