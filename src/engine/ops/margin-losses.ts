// Losses of classes by margins: multi_margin_loss (one class), multilabel_margin_loss (several) and soft_margin_loss
// (signs). Follows aten/src/ATen/native/{LossMultiMargin,LossMultiLabelMargin,Loss}.cpp and derivatives.yaml.

import { isGradEnabled } from "../autograd/grad-mode";
import { runtimeError, UnsupportedError } from "../errors";
import type { BinaryKernel } from "../kernels/binary";
import { int64 } from "../tensor/dtype";
import { resultType, type Scalar } from "../tensor/promotion";
import { cast, fromNumbers, numbers } from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div, mul, neg, plus, times } from "./arithmetic";
import { type Op, op } from "./declare";
import { notDifferentiableBy } from "./dispatch";
import { binary } from "./elementwise";
import { notImplementedFor } from "./kernel-dtypes";
import { reduced } from "./losses";
import { exp } from "./pointwise";

/** Rows and classes of a vector or matrix of scores. */
interface Scores {
  readonly rows: number;
  readonly classes: number;
  readonly values: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
}

function checkScores(self: Tensor): void {
  const [first = 1, second = 1] = self.shape;
  if (self.dim > 2 || (self.dim === 2 ? second === 0 : first === 0)) {
    throw runtimeError(
      `Expected non-empty vector or matrix with optional 0-dim batch size, but got: ${formatShape(self.shape)}`,
    );
  }
}

function checkDTypes(self: Tensor, target: Tensor, kernel: string): void {
  if (!self.dtype.isFloatingPoint || self.dtype.itemSize === 2) throw notImplementedFor(kernel, self.dtype);
  if (target.dtype !== int64) {
    throw runtimeError(`expected scalar type Long but found ${target.dtype.scalarName}`);
  }
}

function scoresOf(self: Tensor, target: Tensor): Scores {
  const classes = self.dim === 0 ? 1 : (self.shape[self.dim - 1] ?? 1);
  return { rows: self.numel / classes, classes, values: numbers(self), targets: numbers(target) };
}

/** Losses of the rows, reduced; for a single row the loss itself. */
function lossOf(each: readonly number[], self: Tensor, reduction: number, single: boolean): Tensor {
  if (reduction === 0) return fromNumbers([...each], single ? [] : [each.length], self.dtype);
  const total = each.reduce((sum, loss) => sum + loss, 0);
  return fromNumbers([reduction === 1 ? total / each.length : total], [], self.dtype);
}

/** What each row's gradient is multiplied by. */
function rowFactors(g: Tensor, rows: number, reduction: number): (row: number) => number {
  const gradients = numbers(g);
  if (reduction === 0) return (row) => gradients[row] ?? 0;
  const one = (gradients[0] ?? 0) / (reduction === 1 ? rows : 1);
  return () => one;
}

// ---- One class

function checkMulti(self: Tensor, target: Tensor, p: Scalar, weight: Tensor | null): Scores {
  if (Number(p) !== 1 && Number(p) !== 2) throw runtimeError("only p == 1 and p == 2 supported");
  checkScores(self);
  const classes = self.dim === 0 ? 1 : (self.shape[self.dim - 1] ?? 1);
  if (target.dim > 1 || target.numel !== self.numel / classes) {
    throw runtimeError(`inconsistent target size, got: ${formatShape(target.shape)}`);
  }
  checkDTypes(self, target, "multi_margin_loss_cpu_kernel");
  if (weight !== null && weight.dtype !== self.dtype) {
    throw runtimeError(`expected scalar type ${self.dtype.scalarName} but found ${weight.dtype.scalarName}`);
  }
  const scores = scoresOf(self, target);
  for (let row = 0; row < scores.rows; row++) {
    const t = scores.targets[row] ?? 0;
    if (t < 0 || t >= classes) throw runtimeError("target out of range");
  }
  // PyTorch reads beyond a shorter weight's memory.
  if (weight !== null && weight.numel !== classes) {
    throw new UnsupportedError(`multi_margin_loss of ${classes} classes with ${weight.numel} weights`);
  }
  return scores;
}

type MultiMarginArguments = [
  self: Tensor,
  target: Tensor,
  p?: Scalar,
  margin?: Scalar,
  weight?: Tensor | null,
  reduction?: number,
];

const multiMarginBackward: Op<[g: Tensor, ...Required<MultiMarginArguments>], Tensor> = op(
  "multi_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, Scalar p, Scalar margin, Tensor? weight=None, int reduction=Mean) -> Tensor",
  {
    doc: "The gradient of multi_margin_loss",
    forms: [],
    forward: (g, self, target, p, margin, weight, reduction) => {
      const { rows, classes, values, targets } = checkMulti(self, target, p, weight);
      const weights = weight === null ? null : numbers(weight);
      const factor = rowFactors(g, rows, reduction);
      const result = new Float64Array(self.numel);
      for (let row = 0; row < rows; row++) {
        const t = targets[row] ?? 0;
        const base = row * classes;
        const scale = (factor(row) * (weights?.[t] ?? 1)) / classes;
        let total = 0;
        for (let d = 0; d < classes; d++) {
          const z = Number(margin) - (values[base + t] ?? 0) + (values[base + d] ?? 0);
          if (d === t || !(z > 0)) continue;
          const slope = scale * (Number(p) === 1 ? 1 : 2 * z);
          result[base + d] = slope;
          total += slope;
        }
        result[base + t] = -total;
      }
      return fromNumbers(Array.from(result), self.shape, self.dtype);
    },
    samples: [],
  },
);

export const multiMarginLoss: Op<MultiMarginArguments, Tensor> = op(
  "multi_margin_loss(Tensor self, Tensor target, Scalar p=1, Scalar margin=1, Tensor? weight=None, int reduction=Mean) -> Tensor",
  {
    noComplex: "multi_margin_loss_cpu_kernel",
    doc: "Σ max(0, margin - self at the target + self of another class)^p / classes, averaged or summed",
    forms: ["_C"],
    forward: (self, target, p, margin, weight, reduction) => {
      const { rows, classes, values, targets } = checkMulti(self, target, p, weight);
      const weights = weight === null ? null : numbers(weight);
      const each: number[] = [];
      for (let row = 0; row < rows; row++) {
        const t = targets[row] ?? 0;
        const base = row * classes;
        let sum = 0;
        for (let d = 0; d < classes; d++) {
          const z = Number(margin) - (values[base + t] ?? 0) + (values[base + d] ?? 0);
          if (d !== t && z > 0) sum += (Number(p) === 1 ? z : z * z) * (weights?.[t] ?? 1);
        }
        each.push(sum / classes);
      }
      return lossOf(each, self, reduction, target.dim === 0);
    },
    backward: {
      self: {
        uses: ["self", "target", "p", "margin", "weight", "reduction"],
        grad: (g, s) =>
          multiMarginBackward(
            g,
            s.tensor("self"),
            s.tensor("target"),
            s.scalar("p"),
            s.scalar("margin"),
            s.optionalTensor("weight"),
            s.int("reduction"),
          ),
      },
    },
    samples: [
      "F.multi_margin_loss(x, t)",
      "F.multi_margin_loss(x, t, p=2, margin=0.5, reduction='sum')",
      "F.multi_margin_loss(x, t, weight=p[0].detach(), reduction='none')",
      "F.multi_margin_loss(x, t, p=2, weight=p[0].detach())",
      "F.multi_margin_loss(v, torch.tensor(1))",
      "F.multi_margin_loss(v, torch.tensor([1]), reduction='none')",
      "F.multi_margin_loss(x.t(), t[:3])",
      "F.multi_margin_loss(d, t)",
      "F.multi_margin_loss(x, t + 1)",
      "F.multi_margin_loss(x, t[:2])",
      "F.multi_margin_loss(x, k)",
      "F.multi_margin_loss(x, t, p=3)",
      "F.multi_margin_loss(x, v)",
      "F.multi_margin_loss(x, t.float())",
      "F.multi_margin_loss(b, t)",
      "F.multi_margin_loss(n, t)",
      "F.multi_margin_loss(x, t, weight=v)",
      "F.multi_margin_loss(x, t, weight=torch.ones(3).double())",
      "F.multi_margin_loss(x, t, weight=torch.ones(3, 1))",
    ],
  },
);

// ---- Several classes

function checkMultilabel(self: Tensor, target: Tensor): Scores {
  checkScores(self);
  if (self.dim === 2 ? !(target.dim === 2 && target.shape.join() === self.shape.join()) : target.numel !== self.numel) {
    throw runtimeError(`inconsistent size ${formatShape(target.shape)} for argument #2 'target'`);
  }
  const scores = scoresOf(self, cast(target, int64));
  for (let i = 0; i < scores.targets.length; i++) {
    const t = scores.targets[i] ?? 0;
    if (t < -1 || t >= scores.classes) throw runtimeError("argument #2 'target' is out of range");
  }
  checkDTypes(self, target, "multilabel_margin_loss_forward_out_frame");
  return scores;
}

/** A row's target classes: those before the first -1. */
function classesOf(targets: ArrayLike<number>, base: number, classes: number): number[] {
  const found: number[] = [];
  for (let d = 0; d < classes; d++) {
    const t = targets[base + d] ?? -1;
    if (t < 0) break;
    found.push(t);
  }
  return found;
}

const multilabelMarginBackward: Op<
  [g: Tensor, self: Tensor, target: Tensor, reduction: number, isTarget: Tensor],
  Tensor
> = op(
  "multilabel_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, Tensor is_target) -> Tensor",
  {
    doc: "The gradient of multilabel_margin_loss",
    forms: [],
    forward: (g, self, target, reduction, isTarget) => {
      const { rows, classes, values, targets } = scoresOf(self, target);
      const marks = numbers(isTarget);
      const factor = rowFactors(g, rows, reduction);
      const result = new Float64Array(self.numel);
      for (let row = 0; row < rows; row++) {
        const base = row * classes;
        const scale = factor(row) / classes;
        for (const t of classesOf(targets, base, classes)) {
          for (let d = 0; d < classes; d++) {
            const z = 1 - (values[base + t] ?? 0) + (values[base + d] ?? 0);
            if (marks[base + d] !== 0 || !(z > 0)) continue;
            result[base + t] = (result[base + t] ?? 0) - scale;
            result[base + d] = (result[base + d] ?? 0) + scale;
          }
        }
      }
      return fromNumbers(Array.from(result), self.shape, self.dtype);
    },
    samples: [],
  },
);

const multilabelMarginForward: Op<[self: Tensor, target: Tensor, reduction: number], readonly Tensor[]> = op(
  "multilabel_margin_loss_forward(Tensor self, Tensor target, int reduction) -> (Tensor output, Tensor is_target)",
  {
    doc: "multilabel_margin_loss, with a mark for each class that is a target",
    forms: [],
    node: "MultilabelMarginLossBackward0",
    recorded: 1,
    forward: (self, target, reduction) => {
      const { rows, classes, values, targets } = checkMultilabel(self, target);
      const marks = new Float64Array(self.numel);
      const each: number[] = [];
      for (let row = 0; row < rows; row++) {
        const base = row * classes;
        const wanted = classesOf(targets, base, classes);
        for (const t of wanted) marks[base + t] = 1;
        let sum = 0;
        for (const t of wanted) {
          for (let d = 0; d < classes; d++) {
            const z = 1 - (values[base + t] ?? 0) + (values[base + d] ?? 0);
            if (marks[base + d] === 0 && z > 0) sum += z;
          }
        }
        each.push(sum / classes);
      }
      return [lossOf(each, self, reduction, target.dim < 2), fromNumbers(Array.from(marks), target.shape, self.dtype)];
    },
    backward: {
      self: {
        uses: ["self", "target", "reduction", "is_target"],
        grad: (g, s) =>
          multilabelMarginBackward(g, s.tensor("self"), s.tensor("target"), s.int("reduction"), s.tensor("is_target")),
      },
    },
    samples: [],
  },
);

export const multilabelMarginLoss: Op<[self: Tensor, target: Tensor, reduction?: number], Tensor> = op(
  "multilabel_margin_loss(Tensor self, Tensor target, int reduction=Mean) -> Tensor",
  {
    noComplex: "multilabel_margin_loss_forward_out_frame",
    doc: "Σ max(0, 1 - self of a target class + self of another) / classes; targets end at the first -1",
    forms: ["_C"],
    // The forward op gives two tensors, by its schema.
    composite: (self, target, reduction) => multilabelMarginForward(self, target, reduction)[0] as Tensor,
    samples: [
      "F.multilabel_margin_loss(x, torch.where(k > 1, -1, k))",
      "F.multilabel_margin_loss(x, k.flip(1), reduction='sum')",
      "F.multilabel_margin_loss(x, torch.where(k > 1, -1, k), reduction='none')",
      "F.multilabel_margin_loss(v, torch.tensor([1, -1, 0]))",
      "F.multilabel_margin_loss(v, torch.tensor([1, -1, 0]), reduction='none')",
      "F.multilabel_margin_loss(d, torch.where(k > 0, -1, k))",
      "F.multilabel_margin_loss(x, t)",
      "F.multilabel_margin_loss(x, k + 1)",
      "F.multilabel_margin_loss(x, k - 3)",
      "F.multilabel_margin_loss(x, k.float())",
      "F.multilabel_margin_loss(b, k)",
    ],
  },
);

// ---- Signs

/** ln(1 + e^(-t·x)). */
const softMarginKernel: BinaryKernel = (out, o, a, ai, as, b, bi, bs, n) => {
  for (let i = 0, p = ai, q = bi; i < n; i++, p += as, q += bs) {
    // Reads are within bounds by the caller's counts.
    out[o + i] = Math.log(1 + Math.exp(-(b[q] as number) * (a[p] as number)));
  }
};

const softMarginBackward: Op<[g: Tensor, self: Tensor, target: Tensor, reduction: number], Tensor> = op(
  "soft_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction) -> Tensor",
  {
    noComplex: "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use torch.sgn instead.",
    doc: "The gradient times -target · z / (1 + z), z being e^(-target · self)",
    forms: [],
    forward: (g, self, target, reduction) => {
      const z = exp.forward(mul.forward(neg.forward(target), self));
      const slope = div.forward(mul.forward(neg.forward(target), z), plus(z, 1));
      const scaled = reduction === 1 ? times(slope, 1 / self.numel) : slope;
      return mul.forward(scaled, g);
    },
    backward: {
      grad_output: {
        uses: ["self", "target", "reduction"],
        grad: (g, s) => {
          const one = fromNumbers([1], [], g.dtype);
          return mul(g, softMarginBackward(one, s.tensor("self"), s.tensor("target"), s.int("reduction")));
        },
      },
      // t²·z / (1 + z)²
      self: {
        uses: ["grad_output", "self", "target", "reduction"],
        grad: (g, s) => {
          const self = s.tensor("self");
          const target = s.tensor("target");
          const z = exp(mul(neg(target), self));
          const above = plus(z, 1);
          const bend = div(mul(mul(target, target), z), mul(above, above));
          const both = mul(mul(g, s.tensor("grad_output")), bend);
          return s.int("reduction") === 1 ? times(both, 1 / self.numel) : both;
        },
      },
    },
    samples: ["torch.autograd.grad(F.soft_margin_loss(x, y.detach().sign()), x, create_graph=True)"],
  },
);

export const softMarginLoss: Op<[self: Tensor, target: Tensor, reduction?: number], Tensor> = op(
  "soft_margin_loss(Tensor self, Tensor target, int reduction=Mean) -> Tensor",
  {
    doc: "ln(1 + e^(-target · self)), targets being 1 or -1; averaged or summed",
    forms: ["_C"],
    forward: (self, target, reduction) => {
      if (target.requiresGrad && isGradEnabled()) throw notDifferentiableBy("soft_margin_loss", "target");
      const dtype = resultType(self, target);
      if (!self.dtype.isFloatingPoint) {
        throw runtimeError(
          `result type ${dtype.isFloatingPoint ? dtype.scalarName : "Float"} can't be cast to the desired output type ${self.dtype.scalarName}`,
        );
      }
      return reduced(binary(self, target, self.dtype, self.dtype, softMarginKernel), reduction);
    },
    backward: {
      self: {
        uses: ["self", "target", "reduction"],
        grad: (g, s) => softMarginBackward(g, s.tensor("self"), s.tensor("target"), s.int("reduction")),
      },
    },
    samples: [
      "F.soft_margin_loss(x, y.detach().sign())",
      "F.soft_margin_loss(x, y.detach().sign(), reduction='none')",
      "F.soft_margin_loss(x, v.detach().sign(), reduction='sum')",
      "F.soft_margin_loss(x, n.sign())",
      "F.soft_margin_loss(d, x.detach().sign())",
      "F.soft_margin_loss(n, x.detach())",
      "F.soft_margin_loss(x, y)",
    ],
  },
);
