// Losses of classes: nll_loss of log-probabilities and cross_entropy_loss, which takes log_softmax first.
// Follows aten/src/ATen/native/{LossNLL,LossNLL2d}.cpp and derivatives.yaml.

import { indexError, runtimeError, valueError } from "../errors";
import * as kernels from "../kernels/losses";
import { bool, float64, int64, uint8 } from "../tensor/dtype";
import { cast, dense, empty, filled, fromNumbers, numbers } from "../tensor/raw";
import { formatShape, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, div, mul, neg } from "./arithmetic";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import { indexPut } from "./indexing";
import { maskedSelect } from "./masking";
import { mean, sum, sumDim } from "./reductions";
import { addScalar, divScalar, mulScalar } from "./scalar-arithmetic";
import { gather } from "./selection";
import { logSoftmax } from "./softmax";
import { contiguous, flatten, view } from "./views";

type LossArguments = [self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: number, ignoreIndex?: number];

/** What both loops need: targets and weights as numbers, and how classes lie in memory. */
interface Classes {
  readonly targets: ArrayLike<number>;
  readonly weights: ArrayLike<number> | null;
  readonly count: number;
  /** Elements after the class dimension: 1, or height times width. */
  readonly inner: number;
}

function classesOf(self: Tensor, target: Tensor, weight: Tensor | null, ignored: number, kernel: string): Classes {
  const dim = self.dim === 1 ? 0 : 1;
  const count = self.shape[dim] ?? 0;
  if (weight !== null && (weight.dim !== 1 || weight.numel !== count)) {
    throw runtimeError(
      `weight tensor should be defined either for all ${count} classes or no classes but got weight tensor of shape: ${formatShape(weight.shape)}`,
    );
  }
  if (!self.dtype.isFloatingPoint) {
    throw runtimeError(`"${kernel}" not implemented for '${self.dtype.scalarName}'`);
  }
  if (target.dtype !== int64 && target.dtype !== uint8) {
    throw runtimeError(`expected scalar type Long but found ${target.dtype.scalarName}`);
  }
  if (weight !== null && weight.dtype !== self.dtype) {
    throw runtimeError(`expected scalar type ${self.dtype.scalarName} but found ${weight.dtype.scalarName}`);
  }
  const targets = numbers(target);
  for (const t of targets) {
    if (t !== ignored && (t < 0 || t >= count)) throw indexError(`Target ${t} is out of bounds.`);
  }
  const inner = self.shape.slice(2).reduce((n, size) => n * size, 1);
  return { targets, weights: weight === null ? null : numbers(weight), count, inner };
}

function lossForward(
  self: Tensor,
  target: Tensor,
  classes: Classes,
  reduction: number,
  ignored: number,
): readonly Tensor[] {
  const { targets, weights, count, inner } = classes;
  const source = dense(self);
  const compute = source.dtype === float64 || source.dtype.itemSize === 4 ? source : cast(source, float64);
  const each = empty(target.shape, compute.dtype);
  kernels.negativeLogLikelihood(floats(each), floats(compute), compute.offset, targets, weights, count, inner, ignored);
  if (reduction === 0) return [cast(each, self.dtype), empty([], self.dtype)];
  const loss = kernels.lossTotal(floats(each), targets, null, ignored);
  let total = 0;
  if (weights !== null) total = kernels.lossTotal(floats(each), targets, weights, ignored);
  else for (let i = 0; i < targets.length; i++) if (targets[i] !== ignored) total++;
  const result = reduction === 1 ? loss / total : loss;
  return [fromNumbers([result], [], self.dtype), fromNumbers([total], [], self.dtype)];
}

function lossBackward(
  g: Tensor,
  self: Tensor,
  classes: Classes,
  reduction: number,
  ignored: number,
  totalWeight: Tensor,
): Tensor {
  const { targets, weights, count, inner } = classes;
  const result = empty(self.shape, self.dtype === float64 ? float64 : self.dtype);
  const compute = result.dtype.itemSize >= 4 ? result : empty(self.shape, float64);
  const divisor = reduction === 1 ? (numbers(totalWeight)[0] ?? 1) : 1;
  kernels.negativeLogLikelihoodBackward(floats(compute), numbers(g), targets, weights, count, inner, ignored, divisor);
  return cast(compute, self.dtype);
}

const lossUses = ["self", "target", "weight", "reduction", "ignore_index", "total_weight"];

/** Checks of nll_loss_forward, in PyTorch's order. */
function checkRows(self: Tensor, target: Tensor): void {
  if (self.dim === 0 || self.dim > 2) throw runtimeError("input tensor should be 1D or 2D");
  if (target.dim > 1) throw runtimeError("0D or 1D target tensor expected, multi-target not supported");
  const single = self.dim === 1 && target.dim === 0;
  if (!single && self.shape[0] !== target.shape[0]) {
    throw runtimeError(`size mismatch (got input: ${formatShape(self.shape)}, target: ${formatShape(target.shape)})`);
  }
}

function checkImages(self: Tensor, target: Tensor): void {
  if (target.dim !== 3) {
    throw runtimeError(
      `only batches of spatial targets supported (3D tensors) but got targets of dimension: ${target.dim}`,
    );
  }
  if (self.dim !== 4) {
    throw runtimeError(
      `only batches of spatial inputs supported (4D tensors), but got input of dimension: ${self.dim}`,
    );
  }
  const [batch, , height, width] = self.shape;
  if (!sameShape([batch ?? 0, height ?? 0, width ?? 0], target.shape)) {
    throw runtimeError(`size mismatch (got input: ${formatShape(self.shape)}, target: ${formatShape(target.shape)}`);
  }
}

/** Declares nll_loss or nll_loss2d with its gradient. */
function likelihoodLoss(
  name: string,
  node: string,
  kernel: string,
  check: (self: Tensor, target: Tensor) => void,
  samples: readonly string[],
  backwardSamples: readonly string[],
): Op<LossArguments, Tensor> {
  const backward: Op<
    [
      g: Tensor,
      self: Tensor,
      target: Tensor,
      weight: Tensor | null,
      reduction: number,
      ignored: number,
      totalWeight: Tensor,
    ],
    Tensor
  > = op(
    `${name}_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight, int reduction, int ignore_index, Tensor total_weight) -> Tensor`,
    {
      doc: `The gradient of ${name}: -weight at the target class`,
      forms: [],
      node: `${node}BackwardBackward0`,
      forward: (g, self, target, weight, reduction, ignored, totalWeight) =>
        lossBackward(g, self, classesOf(self, target, weight, ignored, kernel), reduction, ignored, totalWeight),
      backward: {
        grad_output: {
          uses: ["target", "weight", "reduction", "ignore_index"],
          grad: (g, s) =>
            loss(g, s.tensor("target"), s.optionalTensor("weight"), s.int("reduction"), s.int("ignore_index")),
        },
        self: (g) => filled(g.shape, 0, g.dtype),
      },
      samples: backwardSamples,
    },
  );
  const forward: Op<LossArguments, readonly Tensor[]> = op(
    `${name}_forward(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean, int ignore_index=-100) -> (Tensor output, Tensor total_weight)`,
    {
      noHalf: kernel,
      doc: `${name}, and the weight that its mean is divided by`,
      forms: [],
      node: `${node}Backward0`,
      forward: (self, target, weight, reduction, ignored) => {
        check(self, target);
        return lossForward(self, target, classesOf(self, target, weight, ignored, kernel), reduction, ignored);
      },
      backward: {
        self: {
          uses: lossUses,
          grad: (g, s) =>
            backward(
              g,
              s.tensor("self"),
              s.tensor("target"),
              s.optionalTensor("weight"),
              s.int("reduction"),
              s.int("ignore_index"),
              s.tensor("total_weight"),
            ),
        },
      },
      samples: [],
    },
  );
  const loss: Op<LossArguments, Tensor> = op(
    `${name}(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean, int ignore_index=-100) -> Tensor`,
    {
      doc: "-self at the target class, weighted, averaged or summed; self being log-probabilities",
      forms: ["_C"],
      // The forward op gives two tensors, by its schema.
      composite: (...args) => forward(...args)[0] as Tensor,
      samples,
    },
  );
  return loss;
}

export const nllLoss = likelihoodLoss(
  "nll_loss",
  "NllLoss",
  "nll_loss_out_frame",
  checkRows,
  [],
  ["torch.autograd.grad(F.nll_loss(x, t), x, create_graph=True)"],
);

export const nllLoss2d = likelihoodLoss("nll_loss2d", "NllLoss2D", "nll_loss2d_forward_out_frame", checkImages, [], []);

/** nll_loss for any number of dimensions: classes are dimension 1, or 0 of a single vector. */
export const nllLossNd: Op<LossArguments, Tensor> = op(
  "nll_loss_nd(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean, int ignore_index=-100) -> Tensor",
  {
    doc: "-self at the target class, weighted, averaged or summed; self being log-probabilities",
    forms: ["_C"],
    composite: (self, target, weight, reduction, ignored) => {
      if (self.dim < 1) throw valueError(`Expected 1 or more dimensions (got ${self.dim})`);
      if (self.dim !== 1 && self.shape[0] !== target.shape[0]) {
        throw valueError(
          `Expected input batch_size (${self.shape[0]}) to match target batch_size (${target.shape[0]}).`,
        );
      }
      if (self.dim < 3) return nllLoss(self, target, weight, reduction, ignored);
      if (self.dim === 4) return nllLoss2d(self, target, weight, reduction, ignored);
      const [batch = 0, classes = 0, ...rest] = self.shape;
      const outShape = [batch, ...rest];
      if (!sameShape(target.shape.slice(1), rest)) {
        throw runtimeError(`Expected target size ${formatShape(outShape)}, got ${formatShape(target.shape)}`);
      }
      const images = view(contiguous(self), [batch, classes, 1, self.numel > 0 ? -1 : 0]);
      const targets = view(contiguous(target), [batch, 1, target.numel > 0 ? -1 : 0]);
      const losses = nllLoss2d(images, targets, weight, reduction, ignored);
      return reduction === 0 ? view(losses, outShape) : losses;
    },
    samples: [
      "F.nll_loss(x, t)",
      "F.nll_loss(x, t, reduction='none')",
      "F.nll_loss(x, t, reduction='sum', weight=v.detach())",
      "F.nll_loss(x, t, weight=p[0].detach())",
      "F.nll_loss(x, t, ignore_index=2)",
      "F.nll_loss(x, torch.tensor([0, 0, 0, 0]), ignore_index=0)",
      "F.nll_loss(v, torch.tensor(1))",
      "F.nll_loss(b, torch.tensor([[0, 3, 1], [2, 2, 0]]))",
      "F.nll_loss(b, torch.tensor([[0, 3, 1], [2, 2, 0]]), reduction='none')",
      "F.nll_loss(b.reshape(2, 4, 3, 1), torch.zeros(2, 3, 1).long())",
      "F.nll_loss(x, t + 1)",
      "F.nll_loss(x, t, weight=torch.ones(2))",
      "F.nll_loss(x, t, weight=torch.ones(3).double())",
      "F.nll_loss(x, t, weight=v)",
      "F.nll_loss(x, k)",
      "F.nll_loss(x, t.int())",
      "F.nll_loss(n, t)",
      "F.nll_loss(s, torch.tensor(0))",
      "F.nll_loss(x, torch.tensor([0, 1]))",
      "F.nll_loss(b, torch.zeros(2, 4).long())",
    ],
  },
);

// ---- Cross-entropy

/** A weight for each class, seen along the class dimension. */
function alongClasses(weight: Tensor, self: Tensor, dim: number): Tensor {
  return view(
    weight,
    self.shape.map((_, d) => (d === dim ? weight.numel : 1)),
  );
}

function withProbabilities(
  self: Tensor,
  target: Tensor,
  weight: Tensor | null,
  reduction: number,
  smoothing: number,
): Tensor {
  const dim = self.dim === 1 ? 0 : 1;
  const classes = self.shape[dim] ?? 0;
  if (weight !== null && (weight.dim !== 1 || weight.numel !== classes)) {
    throw runtimeError(
      `cross_entropy: weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${formatShape(weight.shape)}`,
    );
  }
  const input = logSoftmax(self, dim, self.dtype);
  const smoothed = smoothing > 0 ? addScalar(mulScalar(target, 1 - smoothing), smoothing / classes) : target;
  const each = mul(input, smoothed);
  const losses = weight === null ? each : mul(each, alongClasses(weight, self, dim));
  if (reduction === 0) return neg(sumDim(losses, [dim]));
  const total = neg(sum(losses));
  return reduction === 1 ? divScalar(total, BigInt(input.numel / classes)) : total;
}

function withSmoothing(
  self: Tensor,
  target: Tensor,
  weight: Tensor | null,
  reduction: number,
  ignored: number,
  smoothing: number,
): Tensor {
  const dim = self.dim === 1 ? 0 : 1;
  const classes = self.shape[dim] ?? 0;
  const input = logSoftmax(self, dim, self.dtype);
  const nll = nllLossNd(input, target, weight, reduction, ignored);
  const spread = weight === null ? input : mul(input, alongClasses(weight, self, dim));
  const ignoring = fromNumbers(
    Array.from(numbers(target), (t) => (t === ignored ? 1 : 0)),
    target.shape,
    bool,
  );
  const kept = fromNumbers(
    Array.from(numbers(target), (t) => (t === ignored ? 0 : 1)),
    target.shape,
    bool,
  );
  const smooth = indexPut.inPlace(neg(sumDim(spread, [dim])), [ignoring], filled([], 0, self.dtype));
  let rest = smooth;
  if (reduction === 2) rest = sum(smooth);
  else if (reduction === 1) {
    rest =
      weight === null
        ? mean(maskedSelect(smooth, kept))
        : div(sum(smooth), sum(gather(weight, 0, flatten(maskedSelect(target, kept)))));
  }
  return add(mulScalar(nll, 1 - smoothing), mulScalar(rest, smoothing / classes));
}

export const crossEntropyLoss: Op<[...LossArguments, labelSmoothing?: number], Tensor> = op(
  "cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean, int ignore_index=-100, float label_smoothing=0.0) -> Tensor",
  {
    doc: "-log_softmax(self) at the target class, or against target probabilities; averaged or summed",
    forms: ["_C"],
    composite: (self, target, weight, reduction, ignored, smoothing) => {
      if (!(smoothing >= 0 && smoothing <= 1)) {
        throw runtimeError(`label_smoothing must be between 0.0 and 1.0. Got: ${smoothing}`);
      }
      if (sameShape(self.shape, target.shape)) {
        if (!target.dtype.isFloatingPoint) {
          throw runtimeError(
            `Expected floating point type for target with class probabilities, got ${target.dtype.scalarName}`,
          );
        }
        if (ignored >= 0) throw runtimeError("ignore_index is not supported for floating point target");
        return withProbabilities(self, target, weight, reduction, smoothing);
      }
      if (smoothing > 0) return withSmoothing(self, target, weight, reduction, ignored, smoothing);
      const dim = self.dim === 1 ? 0 : 1;
      return nllLossNd(logSoftmax(self, dim, self.dtype), target, weight, reduction, ignored);
    },
    samples: [
      "F.cross_entropy(x, t)",
      "F.cross_entropy(x, t, weight=p[0].detach(), reduction='sum')",
      "F.cross_entropy(x, t, ignore_index=2)",
      "F.cross_entropy(x, t, label_smoothing=0.1)",
      "F.cross_entropy(x, t, label_smoothing=0.1, reduction='none', ignore_index=1)",
      "F.cross_entropy(x, t, label_smoothing=0.1, reduction='sum')",
      "F.cross_entropy(x, t, label_smoothing=0.1, weight=torch.tensor([1., 2., 3.]), ignore_index=0)",
      "F.cross_entropy(x, q)",
      "F.cross_entropy(x, q, reduction='none')",
      "F.cross_entropy(x, q, reduction='sum', weight=torch.tensor([1., 2., 3.]))",
      "F.cross_entropy(x, q, label_smoothing=0.1)",
      "F.cross_entropy(v, torch.tensor(1))",
      "F.cross_entropy(v, v.detach())",
      "F.cross_entropy(b, torch.tensor([[0, 3, 1], [2, 2, 0]]))",
      "F.cross_entropy(d, t)",
      "F.cross_entropy(nc, t)",
      "F.cross_entropy(x, q, ignore_index=1)",
      "F.cross_entropy(x, n)",
      "F.cross_entropy(x, t.float())",
      "F.cross_entropy(x, t[:2])",
      "F.cross_entropy(n, t)",
      "F.cross_entropy(x, t, label_smoothing=1.5)",
    ],
  },
);
