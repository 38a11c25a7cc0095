// Normalisation by statistics of the input itself: batch_norm (by channel, over a batch), layer_norm (over the last
// dimensions), group_norm (over groups of channels), instance_norm (a batch_norm of every sample by itself).
// Follows aten/src/ATen/native/{Normalization,layer_norm,group_norm}.cpp and derivatives.yaml.

import { isGradEnabled } from "../autograd/grad-mode";
import type { Saved } from "../autograd/op-node";
import { runtimeError, UnsupportedError } from "../errors";
import type { FloatArray } from "../kernels/arrays";
import * as kernels from "../kernels/normalization";
import { bfloat16, type DType, float16, float32 } from "../tensor/dtype";
import { cast, copyInto, dense, empty, fromNumbers, numbers } from "../tensor/raw";
import { formatShape, numelOf, sameShape, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, mul, sub, times } from "./arithmetic";
import { copy_ } from "./conversion";
import { type Op, op } from "./declare";
import { beforeWrite } from "./dispatch";
import { computeDType, floats } from "./elementwise";
import { pow, reciprocal, rsqrt } from "./pointwise";
import { repeat } from "./rearranging";
import { meanDim, sumDim } from "./reductions";
import { addScalar } from "./scalar-arithmetic";
import { together } from "./shared-gradients";
import { select } from "./slicing";
import { alias, clone, contiguous, detach, reshape, view } from "./views";

/** The elements from the first, in the dtype that loops compute in. */
function elementsOf(t: Tensor, compute: DType): FloatArray {
  const source = dense(cast(t, compute));
  return floats(source).subarray(source.offset, source.offset + source.numel);
}

function optionalElements(t: Tensor | null, compute: DType): FloatArray | null {
  return t === null ? null : elementsOf(t, compute);
}

const round = (compute: DType): ((value: number) => number) => (compute === float32 ? Math.fround : Number);

// ---- The gradient of a normalisation's gradient

/** What normalises: x̂ = (x - mean)·scale over `dims`, `count` elements each; all shapes broadcast. */
interface Normalised {
  readonly x: Tensor;
  readonly g: Tensor;
  /** Broadcast over x; null where there is none. */
  readonly weight: Tensor | null;
  readonly mean: Tensor;
  readonly scale: Tensor;
  readonly dims: readonly number[];
  readonly count: number;
  /** The statistics are constants (a batch norm in evaluation mode). */
  readonly fixed: boolean;
}

/** Mean and inverse deviation worked out anew, so that gradients of a third order reach x through them. */
function recordedStatistics({ x, mean, scale, dims }: Normalised): [mean: Tensor, scale: Tensor] {
  const center = meanDim(x, dims, true);
  const variance = meanDim(pow(sub(x, center), 2n), dims, true);
  const known = detach(scale);
  // eps is what the saved deviation has beside the variance.
  const eps = sub(reciprocal(mul(known, known)), detach(meanDim(pow(sub(x, detach(mean)), 2n), dims, true)));
  return [center, rsqrt(add(variance, detach(eps)))];
}

const weightedBy = (t: Tensor, weight: Tensor | null): Tensor => (weight === null ? t : mul(t, weight));

/**
 * Gradients of g, x and weight (at x's shape) for v, vw, vb arriving at the gradients of x, weight and bias. With
 * n = mean over dims: P(a) = scale·(a - n(a) - x̂·n(a·x̂)), gx = P(g·w), gw = Σ g·x̂, gb = Σ g.
 */
function secondOrder(
  of: Normalised,
  v: Tensor | null,
  vw: Tensor | null,
  vb: Tensor | null,
): [g: Tensor | null, x: Tensor | null, weight: Tensor | null] {
  const { g, weight, dims, count } = of;
  const total = (t: Tensor): Tensor => sumDim(t, dims, true);
  const average = (t: Tensor): Tensor => times(total(t), 1 / count);
  const [mean, scale] = of.fixed || !isGradEnabled() ? [of.mean, of.scale] : recordedStatistics(of);
  const normal = mul(sub(of.x, mean), scale);
  const plus = (a: Tensor | null, b: Tensor | null): Tensor | null => (a === null ? b : b === null ? a : add(a, b));
  let toG: Tensor | null = plus(vw === null ? null : mul(normal, vw), vb);
  // What arrives at x̂ itself.
  let direct: Tensor | null = vw === null ? null : mul(g, vw);
  if (of.fixed) {
    const toWeight = v === null ? null : mul(mul(v, g), scale);
    if (v !== null) toG = plus(weightedBy(mul(v, scale), weight), toG);
    return [toG, direct === null ? null : mul(direct, scale), toWeight];
  }
  const weighted = weightedBy(g, weight);
  let stretch: Tensor | null = null;
  let toWeight: Tensor | null = null;
  if (v !== null) {
    const projected = mul(sub(sub(v, average(v)), mul(normal, average(mul(v, normal)))), scale);
    toG = plus(weightedBy(projected, weight), toG);
    toWeight = mul(projected, g);
    const ofProducts = add(mul(v, average(mul(weighted, normal))), mul(weighted, average(mul(v, normal))));
    direct = plus(times(mul(ofProducts, scale), -1), direct);
    stretch = total(mul(projected, weighted));
  }
  if (direct === null) return [toG, null, toWeight];
  let along = total(mul(direct, normal));
  if (stretch !== null) along = add(along, stretch);
  const toX = mul(sub(sub(direct, average(direct)), times(mul(normal, along), 1 / count)), scale);
  return [toG, toX, toWeight];
}

// ---- Batch norm

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

type Mask = readonly boolean[];
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

function checkRunning(t: Tensor | null, name: string): void {
  if (t?.requiresGrad) {
    throw runtimeError(
      `The function 'native_batch_norm' is not differentiable with respect to argument '${name}'. This input cannot have requires_grad True.`,
    );
  }
}

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
    doc: "batch_norm, with the batch's mean and inverse deviation",
    forms: ["torch"],
    out: false,
    recorded: 1,
    forward: (input, weight, bias, runningMean, runningVar, training, momentum, eps) => {
      checkRunning(runningMean, "running_mean");
      checkRunning(runningVar, "running_var");
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
        invstd = squares.map((each) => rounded(1 / Math.sqrt(each / count + eps)));
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
    ],
  },
);

function checkFeatures(t: Tensor | null, name: string, features: number): void {
  if (t !== null && t.numel !== features) {
    throw runtimeError(`${name} should contain ${features} elements not ${t.numel}`);
  }
}

// The native forms give three tensors, by their schemas.
const firstOf = (results: readonly Tensor[]): Tensor => results[0] as Tensor;

export const batchNorm: Op<[...BatchArguments, cudnnEnabled: boolean], Tensor> = op(
  "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -> Tensor",
  {
    doc: "(input - mean) / √(variance + eps) · weight + bias by channel, over the batch or by running statistics",
    forms: ["torch"],
    composite: (input, weight, bias, runningMean, runningVar, training, momentum, eps) => {
      const features = input.shape[1] ?? 0;
      const checkStatistics = (running: Tensor | null, name: string): void => {
        if (running !== null) checkFeatures(running, name, features);
        else if (!training) throw runtimeError(`${name} must be defined in evaluation mode`);
      };
      checkStatistics(runningMean, "running_mean");
      checkStatistics(runningVar, "running_var");
      checkFeatures(weight, "weight", features);
      checkFeatures(bias, "bias", features);
      if (input.numel === 0) {
        let result = clone(input);
        if (weight !== null) result = mul(result, select(weight, 0, 0));
        return bias === null ? result : add(result, select(bias, 0, 0));
      }
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

// ---- Layer norm

function checkLayer(input: Tensor, normalized: readonly number[], weight: Tensor | null, bias: Tensor | null): void {
  if (normalized.length === 0) {
    throw runtimeError(
      "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []",
    );
  }
  for (const [name, each] of [["weight", weight] as const, ["bias", bias] as const]) {
    if (each !== null && !sameShape(each.shape, normalized)) {
      throw runtimeError(
        `Expected ${name} to be of same shape as normalized_shape, but got ${name} of shape ${formatShape(each.shape)} and normalized_shape = ${formatShape(normalized)}`,
      );
    }
  }
  if (input.dim < normalized.length || !sameShape(input.shape.slice(input.dim - normalized.length), normalized)) {
    throw runtimeError(
      `Given normalized_shape=${formatShape(normalized)}, expected input with shape [*, ${normalized.join(", ")}], but got input of size${formatShape(input.shape)}`,
    );
  }
}

interface Rows {
  readonly rows: number;
  readonly size: number;
}

function rowsOf(input: Tensor, normalized: readonly number[]): Rows {
  const size = numelOf(normalized);
  return { rows: numelOf(input.shape.slice(0, input.dim - normalized.length)), size };
}

function checkOneDType(input: Tensor, others: readonly (Tensor | null)[]): void {
  const other = others.find((each) => each !== null && each.dtype !== input.dtype);
  if (other) {
    throw runtimeError(`expected scalar type ${input.dtype.scalarName} but found ${other.dtype.scalarName}`);
  }
}

const oneWeightEach: kernels.RowWeights = { sets: 1, block: 1 };

interface RowStatistics {
  readonly mean: FloatArray;
  readonly rstd: FloatArray;
}

function rowStatistics(source: Tensor, { rows, size }: Rows, eps: number): RowStatistics {
  const mean = floats(empty([rows], source.dtype));
  const rstd = floats(empty([rows], source.dtype));
  kernels.rowStatistics(mean, rstd, floats(source), source.offset, rows, size, eps);
  return { mean, rstd };
}

type LayerBackwardArguments = [
  gradOut: Tensor,
  input: Tensor,
  normalizedShape: readonly number[],
  mean: Tensor,
  rstd: Tensor,
  weight: Tensor | null,
  bias: Tensor | null,
  outputMask: Mask,
];

const layerNormBackward: Op<LayerBackwardArguments, readonly Tensor[]> = op(
  "native_layer_norm_backward(Tensor grad_out, Tensor input, int[] normalized_shape, Tensor mean, Tensor rstd, Tensor? weight, Tensor? bias, bool[3] output_mask) -> (Tensor, Tensor, Tensor)",
  {
    doc: "The gradients of layer_norm's input, weight and bias",
    forms: ["torch"],
    out: false,
    forward: (g, input, normalized, mean, rstd, weight) => {
      const compute = computeDType(input.dtype);
      const { rows, size } = rowsOf(input, normalized);
      const gradient = elementsOf(g, compute);
      const x = elementsOf(input, compute);
      const center = elementsOf(mean, compute);
      const scale = elementsOf(rstd, compute);
      const weights = optionalElements(weight, compute);
      const result = empty(input.shape, compute);
      const ofWeight = new Float64Array(size);
      const ofBias = new Float64Array(size);
      if (compute === float32) {
        kernels.rowsBackward32(floats(result), gradient, x, center, scale, weights, rows, size);
        kernels.rowWeightsBackward32(ofWeight, ofBias, gradient, x, center, scale, rows, size);
      } else {
        kernels.rowsBackward(floats(result), gradient, x, center, scale, weights, rows, size, oneWeightEach);
        kernels.rowWeightsBackward(ofWeight, ofBias, gradient, x, center, scale, rows, size, oneWeightEach);
      }
      const parameter = (values: Float64Array): Tensor =>
        fromNumbers(Array.from(values), normalized, weight?.dtype ?? input.dtype);
      return [cast(result, input.dtype), parameter(ofWeight), parameter(ofBias)];
    },
    backward: together(
      ["grad_out", "input", "mean", "rstd", "weight", "bias"],
      ["grad_out", "input", "normalized_shape", "mean", "rstd", "weight"],
      (_, s, gradients) => {
        const [v = null, vw = null, vb = null] = gradients;
        const x = s.tensor("input");
        const normalized = s.ints("normalized_shape");
        const lead = x.dim - normalized.length;
        const of = {
          x,
          g: s.tensor("grad_out"),
          weight: s.optionalTensor("weight"),
          mean: s.tensor("mean"),
          scale: s.tensor("rstd"),
          dims: normalized.map((_size, i) => lead + i),
          count: numelOf(normalized),
          fixed: false,
        };
        const [toG, toX, toWeight] = secondOrder(of, v, vw, vb);
        const leading = x.shape.slice(0, lead).map((_size, d) => d);
        const summed = toWeight === null || lead === 0 ? toWeight : sumDim(toWeight, leading);
        return [toG, toX, null, null, summed, null];
      },
    ),
    samples: [
      "torch.autograd.grad((F.layer_norm(b, (3,), v, x[0]) ** 3).sum(), [b, v], create_graph=True)",
      "torch.autograd.grad((F.layer_norm(b, (4, 3)) ** 3).sum(), b, create_graph=True)",
      "torch.autograd.grad((F.layer_norm(v, (3,), v) ** 2).sum(), v, create_graph=True)",
    ],
  },
);

export const nativeLayerNorm: Op<
  [input: Tensor, normalizedShape: readonly number[], weight: Tensor | null, bias: Tensor | null, eps: number],
  readonly Tensor[]
> = op(
  "native_layer_norm(Tensor input, int[] normalized_shape, Tensor? weight, Tensor? bias, float eps) -> (Tensor, Tensor, Tensor)",
  {
    doc: "layer_norm, with each row's mean and inverse deviation",
    forms: ["torch"],
    out: false,
    recorded: 1,
    forward: (input, normalized, weight, bias, eps) => {
      checkLayer(input, normalized, weight, bias);
      if (!input.dtype.isFloatingPoint || input.dtype === float16) {
        throw runtimeError(`"LayerNormKernelImpl" not implemented for '${input.dtype.scalarName}'`);
      }
      checkOneDType(input, [weight, bias]);
      const compute = computeDType(input.dtype);
      const source = dense(cast(input, compute));
      const { rows, size } = rowsOf(input, normalized);
      const { mean, rstd } = rowStatistics(source, { rows, size }, eps);
      const result = empty(input.shape, compute);
      kernels.normalizeRows(
        floats(result),
        floats(source),
        source.offset,
        mean,
        rstd,
        optionalElements(weight, compute),
        optionalElements(bias, compute),
        rows,
        size,
        oneWeightEach,
      );
      const kept = input.shape.map((n, d) => (d < input.dim - normalized.length ? n : 1));
      const statistic = (values: FloatArray): Tensor => fromNumbers(Array.from(values), kept, input.dtype);
      return [cast(result, input.dtype), statistic(mean), statistic(rstd)];
    },
    backward: together(
      ["input", "weight", "bias"],
      ["input", "normalized_shape", "result1", "result2", "weight", "bias"],
      (g, s) =>
        layerNormBackward(
          g,
          s.tensor("input"),
          s.ints("normalized_shape"),
          s.tensor("result1"),
          s.tensor("result2"),
          s.optionalTensor("weight"),
          s.optionalTensor("bias"),
          ["input", "weight", "bias"].map((name) => s.needs(name)),
        ),
    ),
    samples: ["torch.native_layer_norm(x.detach(), (3,), v.detach(), None, 1e-5)"],
  },
);

export const layerNorm: Op<
  [
    input: Tensor,
    normalizedShape: readonly number[],
    weight?: Tensor | null,
    bias?: Tensor | null,
    eps?: number,
    cudnnEnable?: boolean,
  ],
  Tensor
> = op(
  "layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enable=True) -> Tensor",
  {
    doc: "(input - mean) / √(variance + eps) · weight + bias over the last dimensions",
    forms: ["torch"],
    composite: (input, normalized, weight, bias, eps) => firstOf(nativeLayerNorm(input, normalized, weight, bias, eps)),
    samples: [
      "F.layer_norm(x, (3,))",
      "F.layer_norm(x, [3], v, x[0])",
      "F.layer_norm(x, [3], v)",
      "F.layer_norm(x, [3], None, v, 0.5)",
      "F.layer_norm(b, (4, 3), x, y)",
      "F.layer_norm(b.transpose(0, 2), (2,), eps=0.5)",
      "F.layer_norm(x.t(), (4,))",
      "F.layer_norm(d, (3,))",
      "F.layer_norm(e, (3,), v, v)",
      "F.layer_norm(x.detach().bfloat16(), (3,))",
      "F.layer_norm(x.half(), (3,))",
      "F.layer_norm(n, (3,))",
      "F.layer_norm(x, (4,))",
      "F.layer_norm(v, (4, 3))",
      "F.layer_norm(x, (3,), x[:, 0])",
      "F.layer_norm(x, (3,), None, x[:, 0])",
      "F.layer_norm(x, ())",
      "F.layer_norm(d, (3,), v)",
    ],
  },
);

// ---- Group norm

type GroupSizes = [N: number, C: number, HxW: number, group: number];

/** The gradients in terms of ops, for a graph of gradients: the statistics are worked out anew, with history. */
function groupGradients(g: Tensor, s: Saved): (Tensor | null)[] {
  const x = s.tensor("input");
  const weight = s.optionalTensor("weight");
  const [n, c, hw, groups] = [s.int("N"), s.int("C"), s.int("HxW"), s.int("group")];
  const shape = [n, groups, c / groups, hw];
  const rows = reshape(x, shape);
  const dims = [2, 3];
  const centered = sub(rows, meanDim(rows, dims, true));
  const rstd = rsqrt(addScalar(meanDim(pow(centered, 2n), dims, true), s.float("eps")));
  const normal = mul(centered, rstd);
  const gradient = reshape(g, shape);
  const weighted = weight === null ? gradient : mul(gradient, view(weight, [1, groups, c / groups, 1]));
  const mean = meanDim(weighted, dims, true);
  const along = mul(normal, meanDim(mul(weighted, normal), dims, true));
  const input = reshape(mul(sub(sub(weighted, mean), along), rstd), x.shape);
  const ofWeight = s.needs("weight") ? reshape(sumDim(mul(gradient, normal), [0, 3]), [c]) : null;
  return [input, ofWeight, s.needs("bias") ? reshape(sumDim(gradient, [0, 3]), [c]) : null];
}

const groupNormBackward: Op<
  [
    gradOut: Tensor,
    input: Tensor,
    mean: Tensor,
    rstd: Tensor,
    weight: Tensor | null,
    ...sizes: GroupSizes,
    outputMask: Mask,
  ],
  readonly Tensor[]
> = op(
  "native_group_norm_backward(Tensor grad_out, Tensor input, Tensor mean, Tensor rstd, Tensor? weight, int N, int C, int HxW, int group, bool[3] output_mask) -> (Tensor, Tensor, Tensor)",
  {
    doc: "The gradients of group_norm's input, weight and bias",
    forms: ["torch"],
    out: false,
    forward: (g, input, mean, rstd, weight, n, c, hw, group) => {
      const compute = computeDType(input.dtype);
      const rows = n * group;
      const size = (c / group) * hw;
      const weights = { sets: group, block: hw };
      const gradient = elementsOf(g, compute);
      const x = elementsOf(input, compute);
      const center = elementsOf(mean, compute);
      const scale = elementsOf(rstd, compute);
      const result = empty(input.shape, compute);
      kernels.rowsBackward(
        floats(result),
        gradient,
        x,
        center,
        scale,
        optionalElements(weight, compute),
        rows,
        size,
        weights,
      );
      const ofWeight = new Float64Array(c);
      const ofBias = new Float64Array(c);
      kernels.rowWeightsBackward(ofWeight, ofBias, gradient, x, center, scale, rows, size, weights);
      const parameter = (values: Float64Array): Tensor =>
        fromNumbers(Array.from(values), [c], weight?.dtype ?? input.dtype);
      return [cast(result, input.dtype), parameter(ofWeight), parameter(ofBias)];
    },
    samples: [],
  },
);

export const nativeGroupNorm: Op<
  [input: Tensor, weight: Tensor | null, bias: Tensor | null, ...sizes: GroupSizes, eps: number],
  readonly Tensor[]
> = op(
  "native_group_norm(Tensor input, Tensor? weight, Tensor? bias, int N, int C, int HxW, int group, float eps) -> (Tensor, Tensor, Tensor)",
  {
    doc: "group_norm, with each group's mean and inverse deviation",
    forms: ["torch"],
    out: false,
    forward: (input, weight, bias, n, c, hw, group, eps) => {
      if (!input.dtype.isFloatingPoint || input.dtype === float16) {
        throw runtimeError(`"GroupNormKernelImpl" not implemented for '${input.dtype.scalarName}'`);
      }
      checkOneDType(input, [weight, bias]);
      const compute = computeDType(input.dtype);
      const source = dense(cast(input, compute));
      const sizes = { rows: n * group, size: (c / group) * hw };
      const { mean, rstd } = rowStatistics(source, sizes, eps);
      const result = empty(input.shape, compute);
      kernels.normalizeRows(
        floats(result),
        floats(source),
        source.offset,
        mean,
        rstd,
        optionalElements(weight, compute),
        optionalElements(bias, compute),
        sizes.rows,
        sizes.size,
        { sets: group, block: hw },
      );
      const statistic = (values: FloatArray): Tensor => fromNumbers(Array.from(values), [n, group], input.dtype);
      return [cast(result, input.dtype), statistic(mean), statistic(rstd)];
    },
    backward: together(
      ["input", "weight", "bias"],
      ["input", "weight", "N", "C", "HxW", "group", "eps", "result1", "result2"],
      (g, s, gradients) => {
        if (gradients[1] || gradients[2]) throw new UnsupportedError("the gradient of native_group_norm's statistics");
        if (isGradEnabled()) return groupGradients(g, s);
        if (s.needs("bias") && s.optionalTensor("weight") === null) throw runtimeError("tensor does not have a device");
        return groupNormBackward(
          g,
          s.tensor("input"),
          s.tensor("result1"),
          s.tensor("result2"),
          s.optionalTensor("weight"),
          s.int("N"),
          s.int("C"),
          s.int("HxW"),
          s.int("group"),
          ["input", "weight", "bias"].map((name) => s.needs(name)),
        );
      },
    ),
    samples: ["torch.native_group_norm(b.detach(), None, None, 2, 4, 3, 2, 1e-5)"],
  },
);

export const groupNorm: Op<
  [
    input: Tensor,
    numGroups: number,
    weight?: Tensor | null,
    bias?: Tensor | null,
    eps?: number,
    cudnnEnabled?: boolean,
  ],
  Tensor
> = op(
  "group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enabled=True) -> Tensor",
  {
    doc: "(input - mean) / √(variance + eps) over each group of channels, times weight plus bias by channel",
    forms: ["torch"],
    composite: (input, groups, weight, bias, eps) => {
      const batch = input.shape[0] ?? 0;
      const channels = input.shape[wrapDim(1, input.dim)] ?? 0;
      if (channels % groups !== 0) {
        throw runtimeError(
          `Expected number of channels in input to be divisible by num_groups, but got input of shape ${formatShape(input.shape)} and num_groups=${groups}`,
        );
      }
      for (const [name, each] of [["weight", weight] as const, ["bias", bias] as const]) {
        if (each !== null && !(each.dim === 1 && each.numel === channels)) {
          // PyTorch names the weight's shape for a bias, too.
          const shape = formatShape(weight?.shape ?? [0]);
          throw runtimeError(
            `Expected ${name} to be a vector of size equal to the number of channels in input, but got ${name} of shape ${shape} and input of shape ${formatShape(input.shape)}`,
          );
        }
      }
      const inner = numelOf(input.shape.slice(2));
      const solid = (t: Tensor | null): Tensor | null => (t === null ? null : contiguous(t));
      const sizes = [batch, channels, inner, groups] as const;
      return firstOf(nativeGroupNorm(contiguous(input), solid(weight), solid(bias), ...sizes, eps));
    },
    samples: [
      "F.group_norm(b, 2).exp()",
      "F.group_norm(b, 2, x[:, 0], x[:, 1])",
      "F.group_norm(b, 1, x[:, 0])",
      "F.group_norm(b, 4, None, x[:, 0], 0.5)",
      "F.group_norm(x.t(), 3).exp()",
      "F.group_norm(d, 3)",
      "F.group_norm(wide, 3, eps=0.5).exp()",
      "torch.autograd.grad((F.group_norm(b, 2, x[:, 0], x[:, 1]) ** 2).sum(), b)",
      "F.group_norm(b, 3)",
      "F.group_norm(b, 2, v)",
      "F.group_norm(b, 2, None, v)",
      "F.group_norm(v, 1)",
      "F.group_norm(n, 3)",
    ],
  },
);
