// ctc_loss: the negative logarithm of the probability of a target sequence, summed over all its alignments (Graves et
// al. 2006). Targets have blanks put between them: positions 0 … 2L, the odd ones being labels.
// Follows aten/src/ATen/native/LossCTC.cpp and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import { bool, int64 } from "../tensor/dtype";
import { cast, empty, filled, fromNumbers, numbers, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { div } from "./arithmetic";
import { eq } from "./comparison";
import { to } from "./conversion";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import { reduceRecorded } from "./losses";
import { where } from "./masking";
import { squeezeDim, unsqueeze } from "./views";

interface Batch {
  readonly steps: number;
  readonly count: number;
  readonly classes: number;
  readonly blank: number;
  readonly probabilities: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  /** Where each sample's targets begin. */
  readonly starts: readonly number[];
  readonly inputLengths: readonly number[];
  readonly targetLengths: readonly number[];
  /** Positions of the longest target: 2·L + 1. */
  readonly width: number;
}

const checking = "(while checking arguments for ctc_loss_cpu)";

function batchOf(
  logProbs: Tensor,
  targets: Tensor,
  inputLengths: readonly number[],
  targetLengths: readonly number[],
  blank: number,
): Batch {
  const [steps = 0, count = 0, classes = 0] = logProbs.shape;
  if (!(blank >= 0 && blank < classes)) throw runtimeError("blank must be in label range");
  if (inputLengths.length !== count) throw runtimeError("input_lengths must be of size batch_size");
  if (targetLengths.length !== count) throw runtimeError("target_lengths must be of size batch_size");
  const longest = Math.max(0, ...targetLengths);
  const starts: number[] = [];
  if (targets.dim === 1) {
    let total = 0;
    for (const length of targetLengths) {
      starts.push(total);
      total += length;
    }
    if (targets.numel !== total) {
      throw runtimeError(
        `Expected tensor to have size ${total} at dimension 0, but got size ${targets.numel} for argument #2 'targets' ${checking}`,
      );
    }
  } else {
    const width = targets.shape[1] ?? 0;
    if (targets.shape[0] !== count) {
      throw runtimeError(
        `Expected tensor to have size ${count} at dimension 0, but got size ${targets.shape[0] ?? 0} for argument #2 'targets' ${checking}`,
      );
    }
    if (width < longest) {
      throw runtimeError(
        `Expected tensor to have size at least ${longest} at dimension 1, but got size ${width} for argument #2 'targets' ${checking}`,
      );
    }
    for (let i = 0; i < count; i++) starts.push(i * width);
  }
  for (const length of inputLengths) {
    if (length > steps) {
      throw runtimeError(`Expected input_lengths to have value at most ${steps}, but got value ${length} ${checking}`);
    }
    // PyTorch reads outside its memory for what follows.
    if (length < 1) throw new UnsupportedError(`ctc_loss of an input of length ${length}`);
  }
  const labels = numbers(targets);
  starts.forEach((start, i) => {
    for (let j = 0; j < (targetLengths[i] ?? 0); j++) {
      const label = labels[start + j] ?? -1;
      if (label < 0 || label >= classes) throw new UnsupportedError(`ctc_loss of a label ${label} among ${classes}`);
    }
  });
  const probabilities = numbers(logProbs);
  const width = 2 * longest + 1;
  return {
    steps,
    count,
    classes,
    blank,
    probabilities,
    targets: labels,
    starts,
    inputLengths,
    targetLengths,
    width,
  };
}

/** The label at position s of a sample's target with blanks. */
function labelAt(batch: Batch, sample: number, s: number): number {
  return s % 2 === 0 ? batch.blank : (batch.targets[(batch.starts[sample] ?? 0) + (s - 1) / 2] ?? batch.blank);
}

function logProbability(batch: Batch, sample: number, step: number, label: number): number {
  return batch.probabilities[(step * batch.count + sample) * batch.classes + label] ?? 0;
}

/** ln(e^a + e^b + e^c). */
function logAdd(a: number, b: number, c = Number.NEGATIVE_INFINITY): number {
  const most = Math.max(a, b, c);
  const base = most === Number.NEGATIVE_INFINITY ? 0 : most;
  return Math.log(Math.exp(a - base) + Math.exp(b - base) + Math.exp(c - base)) + base;
}

type CtcArguments = [
  logProbs: Tensor,
  targets: Tensor,
  inputLengths: readonly number[],
  targetLengths: readonly number[],
  blank?: number,
  zeroInfinity?: boolean,
];

const ctcBackward: Op<
  [
    g: Tensor,
    logProbs: Tensor,
    targets: Tensor,
    inputLengths: readonly number[],
    targetLengths: readonly number[],
    negLogLikelihood: Tensor,
    logAlpha: Tensor,
    blank: number,
    zeroInfinity: boolean,
  ],
  Tensor
> = op(
  "_ctc_loss_backward(Tensor grad, Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, Tensor neg_log_likelihood, Tensor log_alpha, int blank, bool zero_infinity=False) -> Tensor",
  {
    doc: "The gradient of ctc_loss, taking log_probs for normalised",
    forms: ["torch"],
    out: false,
    forward: (g, logProbs, targets, inputLengths, targetLengths, losses, logAlpha, blank, zeroInfinity) => {
      const batch = batchOf(logProbs, targets, inputLengths, targetLengths, blank);
      const { steps, count, classes, width } = batch;
      const alpha = numbers(logAlpha);
      const likelihoods = numbers(losses);
      const gradients = numbers(g);
      const result = new Float64Array(steps * count * classes);
      for (let n = 0; n < count; n++) {
        const loss = likelihoods[n] ?? 0;
        if (zeroInfinity && loss === Number.POSITIVE_INFINITY) continue;
        const length = inputLengths[n] ?? 0;
        const last = 2 * (targetLengths[n] ?? 0);
        let beta = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
        for (let t = length - 1; t >= 0; t--) {
          // ln Σ alpha·beta by label.
          const together = new Float64Array(classes).fill(Number.NEGATIVE_INFINITY);
          const now = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
          for (let s = last; s >= 0; s--) {
            const label = labelAt(batch, n, s);
            let ahead: number;
            if (t === length - 1) ahead = s >= last - 1 ? 0 : Number.NEGATIVE_INFINITY;
            else {
              const skips = s < last - 1 && labelAt(batch, n, s + 2) !== label;
              ahead = logAdd(
                beta[s] ?? 0,
                s < last ? (beta[s + 1] ?? 0) : Number.NEGATIVE_INFINITY,
                skips ? (beta[s + 2] ?? 0) : Number.NEGATIVE_INFINITY,
              );
            }
            now[s] = ahead + logProbability(batch, n, t, label);
            const both = (alpha[(n * steps + t) * width + s] ?? 0) + (now[s] ?? 0);
            together[label] = logAdd(together[label] ?? 0, both);
          }
          beta = now;
          for (let c = 0; c < classes; c++) {
            const lp = logProbability(batch, n, t, c);
            const posterior = Math.exp((together[c] ?? 0) + loss - lp);
            result[(t * count + n) * classes + c] = (Math.exp(lp) - posterior) * (gradients[n] ?? 0);
          }
        }
      }
      return fromNumbers(Array.from(result), logProbs.shape, logProbs.dtype);
    },
    samples: [],
  },
);

export const ctcLossForward: Op<CtcArguments, readonly Tensor[]> = op(
  "_ctc_loss(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank=0, bool zero_infinity=False) -> (Tensor, Tensor)",
  {
    doc: "Losses of a batch, and the logarithms of the probabilities of all prefixes",
    forms: ["torch"],
    node: "CtcLossBackward0",
    out: false,
    recorded: 1,
    forward: (logProbs, targets, inputLengths, targetLengths, blank) => {
      if (!logProbs.dtype.isFloatingPoint || logProbs.dtype.itemSize < 4) {
        throw runtimeError(`"ctc_loss_cpu" not implemented for '${logProbs.dtype.scalarName}'`);
      }
      const batch = batchOf(logProbs, targets, inputLengths, targetLengths, blank);
      const { steps, count, width } = batch;
      const compute = computeDType(logProbs.dtype);
      const logAlpha = filled([count, steps, width], Number.NEGATIVE_INFINITY, compute);
      const alpha = floats(logAlpha);
      const result = empty([count], compute);
      const losses = floats(result);
      for (let n = 0; n < count; n++) {
        const last = 2 * (targetLengths[n] ?? 0);
        const length = inputLengths[n] ?? 0;
        const base = n * steps * width;
        alpha[base] = logProbability(batch, n, 0, blank);
        if (last > 0) alpha[base + 1] = logProbability(batch, n, 0, labelAt(batch, n, 1));
        for (let t = 1; t < length; t++) {
          const now = base + t * width;
          const before = now - width;
          for (let s = 0; s <= last; s++) {
            const label = labelAt(batch, n, s);
            const skips = s > 1 && labelAt(batch, n, s - 2) !== label;
            const ways = logAdd(
              alpha[before + s] ?? 0,
              s > 0 ? (alpha[before + s - 1] ?? 0) : Number.NEGATIVE_INFINITY,
              skips ? (alpha[before + s - 2] ?? 0) : Number.NEGATIVE_INFINITY,
            );
            alpha[now + s] = ways + logProbability(batch, n, t, label);
          }
        }
        const end = base + (length - 1) * width + last;
        losses[n] = -(last === 0 ? (alpha[end] ?? 0) : logAdd(alpha[end] ?? 0, alpha[end - 1] ?? 0));
      }
      return [result, logAlpha];
    },
    backward: {
      log_probs: {
        uses: [
          "log_probs",
          "targets",
          "input_lengths",
          "target_lengths",
          "result0",
          "result1",
          "blank",
          "zero_infinity",
        ],
        grad: (g, s) =>
          ctcBackward(
            g,
            s.tensor("log_probs"),
            s.tensor("targets"),
            s.ints("input_lengths"),
            s.ints("target_lengths"),
            s.tensor("result0"),
            s.tensor("result1"),
            s.int("blank"),
            s.flag("zero_infinity"),
          ),
      },
    },
    samples: [],
  },
);

function ctc(
  logProbs: Tensor,
  targets: Tensor,
  inputLengths: readonly number[],
  targetLengths: readonly number[],
  blank: number,
  reduction: number,
  zeroInfinity: boolean,
): Tensor {
  const batched = logProbs.dim === 3;
  const probabilities = batched ? logProbs : unsqueeze(logProbs, 1);
  const labels = batched || targets.dim !== 1 ? targets : unsqueeze(targets, 0);
  const exact = cast(labels, int64);
  // The forward op gives two tensors, by its schema.
  let result = ctcLossForward(probabilities, exact, inputLengths, targetLengths, blank, zeroInfinity)[0] as Tensor;
  if (zeroInfinity) {
    const infinite = cast(eq(result, wrapNumber(Number.POSITIVE_INFINITY)), bool);
    result = where(infinite, filled([], 0, result.dtype), result);
  }
  if (reduction === 1) {
    const lengths = fromNumbers(
      targetLengths.map((length) => Math.max(length, 1)),
      [targetLengths.length],
      int64,
    );
    return reduceRecorded(div(result, to(lengths, result.dtype)), 1);
  }
  if (reduction === 2) return reduceRecorded(result, 2);
  return batched ? result : squeezeDim(result, 0);
}

export const ctcLoss: Op<
  [
    logProbs: Tensor,
    targets: Tensor,
    inputLengths: readonly number[],
    targetLengths: readonly number[],
    blank?: number,
    reduction?: number,
    zeroInfinity?: boolean,
  ],
  Tensor
> = op(
  "ctc_loss.IntList(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank=0, int reduction=Mean, bool zero_infinity=False) -> Tensor",
  {
    doc: "-ln of the probability of the targets over all alignments; the mean is by target length",
    forms: ["torch"],
    composite: (logProbs, targets, inputLengths, targetLengths, blank, reduction, zeroInfinity) =>
      ctc(logProbs, targets, inputLengths, targetLengths, blank, reduction, zeroInfinity),
    samples: [
      "F.ctc_loss(b.transpose(0, 1).log_softmax(2), torch.tensor([[1, 2], [2, 2]]), (4, 4), (2, 2))",
      "F.ctc_loss(b.transpose(0, 1).log_softmax(2), torch.tensor([[1, 2], [2, 2]]), (4, 3), (2, 1), reduction='none')",
      "F.ctc_loss(b.transpose(0, 1).log_softmax(2), torch.tensor([1, 2, 2]), (4, 3), (2, 1), reduction='sum')",
      "F.ctc_loss(b.transpose(0, 1).log_softmax(2), torch.tensor([[0, 1], [1, 1]]), (4, 3), (2, 0), blank=2)",
      "F.ctc_loss(x.log_softmax(1), torch.tensor([1, 2]), (4,), (2,), reduction='none')",
    ],
  },
);

export const ctcLossTensor: Op<
  [
    logProbs: Tensor,
    targets: Tensor,
    inputLengths: Tensor,
    targetLengths: Tensor,
    blank?: number,
    reduction?: number,
    zeroInfinity?: boolean,
  ],
  Tensor
> = op(
  "ctc_loss.Tensor(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank=0, int reduction=Mean, bool zero_infinity=False) -> Tensor",
  {
    doc: "-ln of the probability of the targets over all alignments; the mean is by target length",
    forms: ["torch"],
    composite: (logProbs, targets, inputLengths, targetLengths, blank, reduction, zeroInfinity) => {
      if (inputLengths.dtype.isFloatingPoint) throw runtimeError("input_lengths must be integral");
      if (targetLengths.dtype.isFloatingPoint) throw runtimeError("target_lengths must be integral");
      const lengths = (t: Tensor): number[] => Array.from(numbers(t));
      return ctc(logProbs, targets, lengths(inputLengths), lengths(targetLengths), blank, reduction, zeroInfinity);
    },
    samples: [
      "F.ctc_loss(b.transpose(0, 1).log_softmax(2), torch.tensor([[1, 2], [2, 2]]), torch.tensor([4, 2]), torch.tensor([2, 2]), zero_infinity=True)",
      "F.ctc_loss(b.transpose(0, 1).log_softmax(2), torch.tensor([[1, 2], [2, 2]]), torch.tensor([4, 2]), torch.tensor([2, 2]), reduction='none')",
      "F.ctc_loss(x.log_softmax(1), torch.tensor([1, 2]), torch.tensor(4), torch.tensor(2))",
      "F.ctc_loss(d.log_softmax(1), torch.tensor([1, 2]), torch.tensor(4), torch.tensor(2))",
      "F.ctc_loss(b.transpose(0, 1), torch.tensor([[1, 2], [2, 2]]), torch.tensor([5, 2]), torch.tensor([2, 2]))",
      "F.ctc_loss(b.transpose(0, 1), torch.tensor([[1, 2], [2, 2]]), torch.tensor([4, 2]), torch.tensor([3, 2]))",
      "F.ctc_loss(b.transpose(0, 1), torch.tensor([[1, 2], [2, 2]]), torch.tensor([4]), torch.tensor([2, 2]))",
      "F.ctc_loss(b.transpose(0, 1), torch.tensor([[1, 2], [2, 2]]), torch.tensor([4, 4]), torch.tensor([2]))",
      "F.ctc_loss(b.transpose(0, 1), torch.tensor([[1, 2], [2, 2]]), torch.tensor([4, 4]), torch.tensor([2, 2]), blank=3)",
      "F.ctc_loss(b.transpose(0, 1), torch.tensor([1, 2, 2]), torch.tensor([4, 4]), torch.tensor([2, 2]))",
      "F.ctc_loss(b.transpose(0, 1), torch.tensor([[1, 2], [2, 2]]), torch.tensor([4., 4]), torch.tensor([2, 2]))",
      "F.ctc_loss(b.transpose(0, 1).long(), torch.tensor([[1, 2], [2, 2]]), torch.tensor([4, 4]), torch.tensor([2, 2]))",
    ],
  },
);
