import { runtimeError } from "../errors";
import type { FloatArray } from "../kernels/arrays";
import * as kernels from "../kernels/normalization";
import { float16, float32 } from "../tensor/dtype";
import { cast, dense, empty, fromNumbers } from "../tensor/raw";
import { formatShape, numelOf, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import {
  checkOneDType,
  elementsOf,
  firstOf,
  type Mask,
  optionalElements,
  type Rows,
  rowStatistics,
  secondOrder,
} from "./normalization-parts";
import { sumDim } from "./reductions";
import { together } from "./shared-gradients";

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

function rowsOf(input: Tensor, normalized: readonly number[]): Rows {
  const size = numelOf(normalized);
  return { rows: numelOf(input.shape.slice(0, input.dim - normalized.length)), size };
}

const oneWeightEach: kernels.RowWeights = { sets: 1, block: 1 };

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
    noComplex: "LayerNormKernelImpl",
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
    noComplex: "LayerNormKernelImpl",
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
    noComplex: "LayerNormKernelImpl",
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
