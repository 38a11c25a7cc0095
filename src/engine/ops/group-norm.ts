// Normalisation over groups of channels. Follows aten/src/ATen/native/group_norm.cpp and derivatives.yaml.

import { isGradEnabled } from "../autograd/grad-mode";
import type { Saved } from "../autograd/op-node";
import { runtimeError, UnsupportedError } from "../errors";
import type { FloatArray } from "../kernels/arrays";
import * as kernels from "../kernels/normalization";
import { float16 } from "../tensor/dtype";
import { cast, dense, empty, fromNumbers } from "../tensor/raw";
import { formatShape, numelOf, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { mul, sub } from "./arithmetic";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import { checkOneDType, elementsOf, firstOf, type Mask, optionalElements, rowStatistics } from "./normalization-parts";
import { pow, rsqrt } from "./powers";
import { meanDim, sumDim } from "./reductions";
import { addScalar } from "./scalar-arithmetic";
import { together } from "./shared-gradients";
import { contiguous, reshape, view } from "./views";

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

/** What a program that calls native_group_norm itself may have wrong. */
function checkGroups(input: Tensor, weight: Tensor | null, bias: Tensor | null, ...sizes: GroupSizes): void {
  const [n, c, hw, group] = sizes;
  if (group <= 0) throw runtimeError(`Expected num groups to be greater than 0, got ${group}`);
  if (c % group !== 0) {
    throw runtimeError(
      `Expected number of channels in input to be divisible by num_groups, but got input of shape ${formatShape(input.shape)} and num_groups=${group}`,
    );
  }
  if (weight !== null && (weight.dim !== 1 || weight.numel !== c))
    throw wrongParameter("weight", weight, weight, input);
  // PyTorch shows the weight where it means the bias.
  if (bias !== null && (bias.dim !== 1 || bias.numel !== c)) throw wrongParameter("bias", bias, weight, input);
  if (n < 0) {
    throw runtimeError(`Trying to create tensor with negative dimension ${n}: ${formatShape([n, group])}`);
  }
  if (input.numel !== n * c * hw) {
    throw runtimeError(
      "Expected X.numel() == N * C * HxW to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)",
    );
  }
}

function wrongParameter(name: string, wrong: Tensor, shown: Tensor | null, input: Tensor): Error {
  const shape = formatShape(name === "bias" ? (shown?.shape ?? [0]) : wrong.shape);
  return runtimeError(
    `Expected ${name} to be a vector of size equal to the number of channels in input, but got ${name} of shape ${shape} and input of shape ${formatShape(input.shape)}`,
  );
}

export const nativeGroupNorm: Op<
  [input: Tensor, weight: Tensor | null, bias: Tensor | null, ...sizes: GroupSizes, eps: number],
  readonly Tensor[]
> = op(
  "native_group_norm(Tensor input, Tensor? weight, Tensor? bias, int N, int C, int HxW, int group, float eps) -> (Tensor, Tensor, Tensor)",
  {
    noComplex: "GroupNormKernelImpl",
    doc: "group_norm, with each group's mean and inverse deviation",
    forms: ["torch"],
    out: false,
    forward: (input, weight, bias, n, c, hw, group, eps) => {
      checkGroups(input, weight, bias, n, c, hw, group);
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
    noComplex: "GroupNormKernelImpl",
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
