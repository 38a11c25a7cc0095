// Normalisation by channel over a batch (batch_norm), and of every sample by itself (instance_norm).
// Follows aten/src/ATen/native/Normalization.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import type { FloatArray } from "../kernels/arrays";
import * as kernels from "../kernels/normalization";
import { bfloat16, type DType, float16, float32 } from "../tensor/dtype";
import { cast, copyInto, dense, empty, fromNumbers, numbers } from "../tensor/raw";
import { numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, mul } from "./arithmetic";
import { copy_ } from "./conversion";
import { type Op, op } from "./declare";
import { beforeWrite } from "./dispatch";
import { computeDType, floats } from "./elementwise";
import { elementsOf, firstOf, type Mask, optionalElements, round, secondOrder } from "./normalization-parts";
import { repeat } from "./rearranging";
import { meanDim, sumDim } from "./reductions";
import { together } from "./shared-gradients";
import { select } from "./slicing";
import { alias, clone, contiguous, view } from "./views";

/** Sizes around the channel dimension. */
interface Channels {
  readonly outer: number;
  readonly channels: number;
  readonly inner: number;
}

function channelsOf(input: Tensor): Channels {
  const [outer = 1, channels = 1, ...rest] = input.shape;
  return { outer, channels, inner: numelOf(rest) };
}

/** [C] seen beside [N, C, …]. */
function besideChannels(t: Tensor, input: Tensor): Tensor {
  return view(
    t,
    input.shape.map((_, d) => (d === 1 ? (t.shape[0] ?? 1) : 1)),
  );
}

type BatchBackwardArguments = [
  gradOut: Tensor,
  input: Tensor,
  weight: Tensor | null,
  runningMean: Tensor | null,
  runningVar: Tensor | null,
  saveMean: Tensor | null,
  saveInvstd: Tensor | null,
  train: boolean,
  eps: number,
  outputMask: Mask,
];

/** Mean and inverse deviation by channel: those of the batch, or the running ones. */
function statistics(
  train: boolean,
  eps: number,
  saved: readonly [mean: Tensor | null, invstd: Tensor | null],
  running: readonly [mean: Tensor | null, variance: Tensor | null],
  compute: DType,
): [mean: FloatArray, invstd: FloatArray] {
  const [mean, second] = train ? saved : running;
  if (mean === null || second === null) throw runtimeError("running_mean must be defined in evaluation mode");
  if (train) return [elementsOf(mean, compute), elementsOf(second, compute)];
  const rounded = round(compute);
  const added = rounded(eps);
  const invstd = elementsOf(second, compute).map((v) => rounded(1 / rounded(Math.sqrt(rounded(v + added)))));
  return [elementsOf(mean, compute), invstd];
}

const batchNormBackward: Op<BatchBackwardArguments, readonly Tensor[]> = op(
  "native_batch_norm_backward(Tensor grad_out, Tensor input, Tensor? weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_invstd, bool train, float eps, bool[3] output_mask) -> (Tensor, Tensor, Tensor)",
  {
    noComplex: "batch_norm",
    doc: "The gradients of batch_norm's input, weight and bias",
    forms: ["torch"],
    out: false,
    forward: (g, input, weight, runningMean, runningVar, saveMean, saveInvstd, train, eps) => {
      const { outer, channels, inner } = channelsOf(input);
      const compute = computeDType(input.dtype);
      const saved = [saveMean, saveInvstd] as const;
      const [mean, invstd] = statistics(train, eps, saved, [runningMean, runningVar], compute);
      const gradient = elementsOf(g, compute);
      const x = elementsOf(input, compute);
      const sums = new Float64Array(channels);
      const products = new Float64Array(channels);
      kernels.gradientSums(sums, products, gradient, x, mean, outer, channels, inner);
      const count = outer * inner;
      const weights = optionalElements(weight, compute);
      const scale = Float64Array.from(invstd, (each, c) => each * (weights?.[c] ?? 1));
      const none = new Float64Array(channels);
      const shift = train ? sums.map((sum) => sum / count) : none;
      const slope = train ? products.map((product, c) => (product * (invstd[c] ?? 1) ** 2) / count) : none;
      const result = empty(input.shape, compute);
      kernels.centerGradient(floats(result), gradient, x, mean, shift, slope, scale, outer, channels, inner);
      const parameter = weight?.dtype ?? input.dtype;
      return [
        cast(result, input.dtype),
        fromNumbers(
          Array.from(products, (product, c) => product * (invstd[c] ?? 1)),
          [channels],
          parameter,
        ),
        fromNumbers(Array.from(sums), [channels], parameter),
      ];
    },
    backward: together(
      ["grad_out", "input", "weight", "save_mean", "save_invstd"],
      ["grad_out", "input", "weight", "running_mean", "running_var", "save_mean", "save_invstd", "train", "eps"],
      (_, s, gradients) => {
        const [v = null, vw = null, vb = null] = gradients;
        const x = s.tensor("input");
        const fixed = !s.flag("train");
        const compute = computeDType(x.dtype);
        const [mean, invstd] = statistics(
          !fixed,
          s.float("eps"),
          [s.optionalTensor("save_mean"), s.optionalTensor("save_invstd")],
          [s.optionalTensor("running_mean"), s.optionalTensor("running_var")],
          compute,
        );
        const beside = (t: Tensor | null): Tensor | null => (t === null ? null : besideChannels(t, x));
        const constant = (values: FloatArray): Tensor =>
          besideChannels(fromNumbers(Array.from(values), [values.length], compute), x);
        const dims = x.shape.map((_size, d) => d).filter((d) => d !== 1);
        const of = {
          x,
          g: s.tensor("grad_out"),
          weight: beside(s.optionalTensor("weight")),
          mean: constant(mean),
          scale: constant(invstd),
          dims,
          count: x.numel / (x.shape[1] ?? 1),
          fixed,
        };
        const [toG, toX, toWeight] = secondOrder(of, v, beside(vw), beside(vb));
        return [toG, toX, toWeight === null ? null : sumDim(toWeight, dims)];
      },
    ),
    samples: [
      "torch.autograd.grad((F.batch_norm(d, None, None, d[0], d[1], True) ** 3).sum(), d, create_graph=True)",
      "torch.autograd.grad((F.batch_norm(x, v.detach(), p[0].detach(), v, x[0]) ** 2).sum(), x, create_graph=True)",
      "torch.autograd.grad((F.batch_norm(x, None, None, v, x[0], True) ** 3).sum(), [x, v], create_graph=True)",
    ],
  },
);

type BatchArguments = [
  input: Tensor,
  weight: Tensor | null,
  bias: Tensor | null,
  runningMean: Tensor | null,
  runningVar: Tensor | null,
  training: boolean,
  momentum: number,
  eps: number,
];

/** A mixture of the old running value and the batch's: (1 - momentum)·old + momentum·new. */
function updateRunning(running: Tensor | null, values: ArrayLike<number>, momentum: number): void {
  if (running === null) return;
  beforeWrite(running);
  const old = numbers(running);
  const mixed = Array.from(old, (each, c) => momentum * (values[c] ?? 0) + (1 - momentum) * each);
  copyInto(running, fromNumbers(mixed, running.shape, running.dtype));
}

/** bfloat16 input may have float32 parameters; else all have one dtype. */
function checkMixed(input: Tensor, parameters: readonly (Tensor | null)[]): void {
  if (parameters.every((each) => each === null || each.dtype === input.dtype)) return;
  if (input.dtype !== bfloat16) {
    throw runtimeError("mixed dtype (CPU): expect input to have scalar type of BFloat16");
  }
  if (parameters.some((each) => each !== null && each.dtype !== float32)) {
    throw runtimeError("mixed dtype (CPU): expect parameter to have scalar type of Float");
  }
}

export const nativeBatchNorm: Op<BatchArguments, readonly Tensor[]> = op(
  "native_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)",
  {
    noComplex: "batch_norm",
    doc: "batch_norm, with the batch's mean and inverse deviation",
    forms: ["torch"],
    out: false,
    recorded: 1,
    forward: (input, weight, bias, runningMean, runningVar, training, momentum, eps) => {
      if (!input.dtype.isFloatingPoint || input.dtype === float16) {
        throw runtimeError(`"batch_norm" not implemented for '${input.dtype.scalarName}'`);
      }
      checkMixed(input, [weight, bias, runningMean, runningVar]);
      const { outer, channels, inner } = channelsOf(input);
      const compute = computeDType(input.dtype);
      const rounded = round(compute);
      const source = dense(cast(input, compute));
      const parameter = weight?.dtype ?? bias?.dtype ?? runningMean?.dtype ?? input.dtype;
      let mean: FloatArray;
      let invstd: FloatArray;
      if (training) {
        const center = new Float64Array(channels);
        const squares = new Float64Array(channels);
        const columns = inner === 1 && compute === float32;
        if (columns) kernels.columnMoments32(center, squares, floats(source), source.offset, outer, channels);
        else kernels.moments(center, squares, floats(source), source.offset, outer, channels, inner);
        const count = outer * inner;
        updateRunning(runningMean, center, momentum);
        updateRunning(
          runningVar,
          squares.map((each) => each / (count - 1)),
          momentum,
        );
        mean = center.map(rounded);
        // Where nothing varies and nothing is added, PyTorch says 0, not infinity.
        invstd = squares.map((each) => (each === 0 && eps === 0 ? 0 : rounded(1 / Math.sqrt(each / count + eps))));
      } else [mean, invstd] = statistics(false, eps, [null, null], [runningMean, runningVar], compute);
      const weights = optionalElements(weight, compute);
      const biases = optionalElements(bias, compute);
      // x·(invstd·weight) + (bias - mean·(invstd·weight))
      const scale = invstd.map((each, c) => rounded(each * (weights?.[c] ?? 1)));
      const shift = mean.map((each, c) => rounded((biases?.[c] ?? 0) - each * (scale[c] ?? 1)));
      const result = empty(input.shape, compute);
      kernels.scaleGroups(floats(result), floats(source), source.offset, scale, shift, outer, channels, inner);
      const kept = (values: FloatArray): Tensor =>
        training ? fromNumbers(Array.from(values), [channels], parameter) : empty([0], parameter);
      return [cast(result, input.dtype), kept(mean), kept(invstd)];
    },
    backward: together(
      ["input", "weight", "bias"],
      ["input", "weight", "running_mean", "running_var", "training", "eps", "result1", "result2"],
      (g, s) =>
        batchNormBackward(
          g,
          s.tensor("input"),
          s.optionalTensor("weight"),
          s.optionalTensor("running_mean"),
          s.optionalTensor("running_var"),
          s.optionalTensor("result1"),
          s.optionalTensor("result2"),
          s.flag("training"),
          s.float("eps"),
          ["input", "weight", "bias"].map((name) => s.needs(name)),
        ),
    ),
    samples: [
      "torch.native_batch_norm(x, v, v, None, None, True, 0.1, 1e-5)",
      "torch.native_batch_norm(x, None, None, v.detach(), p[0].detach(), False, 0.1, 1e-5)",
      "torch.native_batch_norm(torch.ones(4, 3), None, None, None, None, True, 0.1, 0.0)",
    ],
  },
);

function checkFeatures(t: Tensor | null, name: string, features: number): void {
  if (t !== null && t.numel !== features) {
    throw runtimeError(`${name} should contain ${features} elements not ${t.numel}`);
  }
}

export const batchNorm: Op<[...BatchArguments, cudnnEnabled: boolean], Tensor> = op(
  "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -> Tensor",
  {
    doc: "(input - mean) / √(variance + eps) · weight + bias by channel, over the batch or by running statistics",
    forms: ["torch"],
    composite: (input, weight, bias, runningMean, runningVar, training, momentum, eps) => {
      if (input.numel === 0) {
        let result = clone(input);
        if (weight !== null) result = mul(result, select(weight, 0, 0));
        return bias === null ? result : add(result, select(bias, 0, 0));
      }
      const features = input.shape[1] ?? 0;
      const checkStatistics = (running: Tensor | null, name: string): void => {
        if (running !== null) checkFeatures(running, name, features);
        else if (!training) throw runtimeError(`${name} must be defined in evaluation mode`);
      };
      checkStatistics(runningMean, "running_mean");
      checkStatistics(runningVar, "running_var");
      checkFeatures(weight, "weight", features);
      checkFeatures(bias, "bias", features);
      return firstOf(nativeBatchNorm(input, weight, bias, runningMean, runningVar, training, momentum, eps));
    },
    samples: [
      "F.batch_norm(x, v.detach(), p[0].detach())",
      "F.batch_norm(x, v.detach(), p[0].detach(), v, x[1])",
      "F.batch_norm(x, None, None, v, x[1], training=True)",
      "F.batch_norm(x, None, None, training=True)",
      "F.batch_norm(x, None, None, None, x[1], training=True, eps=0.5)",
      "F.batch_norm(b, None, None, x[:, 0], x[:, 1], training=True)",
      "F.batch_norm(b[None], None, None, training=True).exp()",
      "F.batch_norm(b.transpose(1, 2), None, None, training=True)",
      "F.batch_norm(d, None, None, training=True)",
      "F.batch_norm(e, None, None, v, v, training=True)",
      "F.batch_norm(x.bfloat16(), None, None, v, v, training=True)",
      "F.batch_norm(x.half(), None, None, training=True)",
      "F.batch_norm(n, None, None, training=True)",
      "F.batch_norm(d, None, None, v, v, training=True)",
      "F.batch_norm(x, None, None)",
      "F.batch_norm(x, p[:, 0].detach(), None)",
      "F.batch_norm(x, torch.zeros(2), torch.ones(3))",
      "F.batch_norm(x, torch.zeros(3), torch.ones(2))",
      "F.batch_norm(x, torch.zeros(3), torch.ones(3), torch.ones(2))",
      "F.batch_norm(x, torch.zeros(3), torch.ones(3), None, torch.ones(2))",
      "F.batch_norm(x, torch.zeros(3), v)",
      "F.batch_norm(x[:1], None, None, training=True)",
    ],
  },
);

function repeated(t: Tensor | null, times: number): Tensor | null {
  return t === null ? null : repeat(t, [times]);
}

export const instanceNorm: Op<[...BatchArguments, cudnnEnabled: boolean], Tensor> = op(
  "instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool use_input_stats, float momentum, float eps, bool cudnn_enabled) -> Tensor",
  {
    noComplex: "batch_norm",
    doc: "batch_norm of every sample of a batch by itself",
    forms: ["torch"],
    composite: (input, weight, bias, runningMean, runningVar, useInputStats, momentum, eps, cudnn) => {
      if (!useInputStats && (runningMean === null || runningVar === null)) {
        throw runtimeError("Expected running_mean and running_var to be defined when use_input_stats is false");
      }
      const [batch = 0, channels = 0, ...rest] = input.shape;
      const means = repeated(runningMean, batch);
      const variances = repeated(runningVar, batch);
      const result = batchNorm(
        view(contiguous(input), [1, batch * channels, ...rest]),
        repeated(weight, batch),
        repeated(bias, batch),
        means,
        variances,
        useInputStats,
        momentum,
        eps,
        cudnn,
      );
      const giveBack = (running: Tensor | null, mixed: Tensor | null): void => {
        if (running !== null && mixed !== null) copy_(alias(running), meanDim(view(mixed, [batch, channels]), [0]));
      };
      giveBack(runningMean, means);
      giveBack(runningVar, variances);
      return view(result, input.shape);
    },
    samples: [
      "F.instance_norm(b).exp()",
      "F.instance_norm(b, weight=x[:, 0], bias=x[:, 1]).exp()",
      "F.instance_norm(b, torch.zeros(4), torch.ones(4), use_input_stats=False)",
      "F.instance_norm(b, torch.zeros(4), torch.ones(4)).exp()",
      "F.instance_norm(b.transpose(1, 2), eps=0.1)",
      "F.instance_norm(b, use_input_stats=False)",
      "F.instance_norm(b, weight=v)",
      "F.instance_norm(b[:, :, :1])",
    ],
  },
);
