// Convolutions and transposed convolutions in one to three dimensions, as programs call them.
// Follows aten/src/ATen/native/{Convolution,ConvolutionTBC}.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import { denseCopy } from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { convolution, expanded, gradientsOf, type Ints } from "./convolution";
import { type Op, op } from "./declare";
import { plainName } from "./kernel-dtypes";
import { constantPadNd } from "./padding";
import { together } from "./together";
import { permute, squeezeDim, unsqueeze } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

/** Input without a batch gets one of size 1; the result loses it again. */
function batched(input: Tensor, spatial: number, name: string, run: (input: Tensor) => Tensor): Tensor {
  const { dim } = input;
  if (dim !== spatial + 1 && dim !== spatial + 2) {
    throw runtimeError(
      `Expected ${spatial + 1}D (unbatched) or ${spatial + 2}D (batched) input to ${name}, but got input of size: ${formatShape(input.shape)}`,
    );
  }
  return dim === spatial + 2 ? run(input) : squeezeDim(run(unsqueeze(input, 0)), 0);
}

type Conv = [
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null,
  stride?: Ints,
  padding?: Ints,
  dilation?: Ints,
  groups?: number,
];
type ConvPadding = [
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null,
  stride?: Ints,
  padding?: string,
  dilation?: Ints,
  groups?: number,
];
type ConvTranspose = [
  input: Tensor,
  weight: Tensor,
  bias?: Tensor | null,
  stride?: Ints,
  padding?: Ints,
  outputPadding?: Ints,
  groups?: number,
  dilation?: Ints,
];

function conv(spatial: 1 | 2 | 3, samples: readonly string[]): Op<Conv, Tensor> {
  const name = `conv${spatial}d`;
  return op<Conv, Tensor>(
    `${name}(Tensor input, Tensor weight, Tensor? bias=None, int[${spatial}] stride=1, int[${spatial}] padding=0, int[${spatial}] dilation=1, int groups=1) -> Tensor`,
    {
      doc: `Convolution in ${spatial} dimension${spatial > 1 ? "s" : ""}: out = bias + Σ weight · patch of input`,
      forms: ["torch", "F"],
      composite: (input, weight, bias, stride, padding, dilation, groups) => {
        // In two dimensions only: the others leave it to their loops.
        if (spatial === 2 && bias !== null && bias.dtype !== input.dtype) {
          throw runtimeError(
            `Input type (${plainName(input.dtype)}) and bias type (${plainName(bias.dtype)}) should be the same`,
          );
        }
        return batched(input, spatial, name, (x) =>
          convolution(x, weight, bias, stride, padding, dilation, false, new Array(spatial).fill(0), groups),
        );
      },
      samples,
    },
  );
}

/** padding="same" keeps the input's size at stride 1; what cannot be shared by both sides goes to the right. */
function convSame(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, dilation: Ints, groups: number) {
  const spatial = weight.dim - 2;
  if (spatial <= 0) throw runtimeError("weight should have at least three dimensions");
  if (stride.some((v) => v !== 1)) throw runtimeError("padding='same' is not supported for strided convolutions");
  const steps = expanded(dilation, "dilation", spatial);
  const totals = steps.map((v, i) => v * ((weight.shape[i + 2] as number) - 1));
  const padding = totals.map((total) => Math.floor(total / 2));
  const zeros = new Array<number>(spatial).fill(0);
  if (totals.every((total) => total % 2 === 0)) {
    return convolution(input, weight, bias, stride, padding, dilation, false, zeros, groups);
  }
  const extra = totals.flatMap((total) => [total % 2, 0]).reverse();
  const padded = constantPadNd(input, extra, 0n);
  return convolution(padded, weight, bias, stride, padding, dilation, false, zeros, groups);
}

function convPadding(spatial: 1 | 2 | 3, samples: readonly string[]): Op<ConvPadding, Tensor> {
  const name = `conv${spatial}d`;
  return op<ConvPadding, Tensor>(
    `${name}.padding(Tensor input, Tensor weight, Tensor? bias=None, int[${spatial}] stride=1, str padding="valid", int[${spatial}] dilation=1, int groups=1) -> Tensor`,
    {
      doc: `Convolution in ${spatial} dimension${spatial > 1 ? "s" : ""}, padded to the same size or not at all`,
      forms: ["torch", "F"],
      composite: (input, weight, bias, stride, padding, dilation, groups) =>
        batched(input, spatial, name, (x) => {
          if (padding === "same") return convSame(x, weight, bias, stride, dilation, groups);
          if (padding !== "valid") throw runtimeError(`Invalid padding string: '${padding}'`);
          const zeros = new Array<number>(spatial).fill(0);
          return convolution(x, weight, bias, stride, zeros, dilation, false, zeros, groups);
        }),
      samples,
    },
  );
}

function convTranspose(spatial: 1 | 2 | 3, samples: readonly string[]): Op<ConvTranspose, Tensor> {
  const name = `conv_transpose${spatial}d`;
  const overload = spatial === 1 ? "" : ".input";
  return op<ConvTranspose, Tensor>(
    `${name}${overload}(Tensor input, Tensor weight, Tensor? bias=None, int[${spatial}] stride=1, int[${spatial}] padding=0, int[${spatial}] output_padding=0, int groups=1, int[${spatial}] dilation=1) -> Tensor`,
    {
      doc: "The gradient of a convolution as an op of its own: each input element adds its multiple of the kernel",
      forms: ["torch", "F"],
      composite: (input, weight, bias, stride, padding, outputPadding, groups, dilation) =>
        batched(input, spatial, name, (x) =>
          convolution(x, weight, bias, stride, padding, dilation, true, outputPadding, groups),
        ),
      samples,
    },
  );
}

export const conv1d: Op<Conv, Tensor> = conv(1, [
  "F.conv1d(b.transpose(1, 2), w2, v[:2])",
  "torch.conv1d(b, w2.reshape(2, 5, 3)[:, :4], stride=2, padding=1)",
  "F.conv1d(b[0].t(), w2[:, :, :2], padding=2, dilation=3)",
  "F.conv1d(b, b[:, :1, :2].expand(2, 2, 2), groups=2)",
  "F.conv1d(b.double(), b[:, :, :2].double())",
  "F.conv1d(i[None], i.reshape(3, 4, 1))",
  "F.conv1d(b, b[:, :, :1])",
  "F.conv1d(x[0], w2)",
  "F.conv1d(b, w2)",
  "F.conv1d(b, b[:, :, :2], dilation=0)",
  "F.conv1d(b[:1], b[:, :, :2], dilation=0)",
  "F.conv1d(b, b[:, :, :2].double())",
  "F.conv1d(b, b.expand(2, 4, 3), v)",
  "F.conv1d(torch.zeros(2, 0, 4), torch.zeros(3, 0, 3))",
]);

export const conv2d: Op<Conv, Tensor> = conv(2, [
  "F.conv2d(im, b.reshape(2, 2, 2, 3), v[:2])",
  "torch.conv2d(im[0], b.reshape(2, 2, 2, 3), padding=1)",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), None, (2, 1), (1, 2), (1, 2))",
  "F.conv2d(im, w2[:, :1, :4].reshape(2, 1, 2, 2), v[:2], groups=2)",
  "F.conv2d(im, b.reshape(4, 1, 2, 3), groups=2, stride=2)",
  "F.conv2d(im.transpose(2, 3), b.reshape(2, 2, 3, 2))",
  "F.conv2d(im.double(), b.reshape(2, 2, 2, 3).double(), stride=(2,))",
  "F.conv2d(im, sq[:2, :2, None, None], one[0, :2])",
  "F.conv2d(im[:0], b.reshape(2, 2, 2, 3))",
  "F.conv2d(i[None, None], i[None, None, :2, :2])",
  "F.conv2d(n[None, None].int(), n[None, None, :2, :2].int())",
  "F.conv2d(im.bfloat16(), b.reshape(2, 2, 2, 3).bfloat16())",
  "F.conv2d(im.half(), b.reshape(2, 2, 2, 3).half())",
  "F.conv2d(im.half(), b.reshape(2, 2, 2, 3).half(), dilation=2)",
  "F.conv2d(im > 0, b.reshape(2, 2, 2, 3) > 0)",
  "F.conv2d(im, b)",
  "F.conv2d(x, b.reshape(2, 2, 2, 3))",
  "F.conv2d(im, b.reshape(2, 1, 4, 3))",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), v)",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), x[:2])",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), dilation=5)",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), dilation=0)",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), stride=0)",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), padding=-1)",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), groups=0)",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), groups=3)",
  "F.conv2d(im, b.reshape(3, 2, 2, 2), groups=2)",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), stride=(1, 2, 3))",
  "F.conv2d(im, b.reshape(2, 2, 2, 3).double())",
  "F.conv2d(im.double(), b.reshape(2, 2, 2, 3), v[:2])",
  "F.conv2d(im[:, :, :0], b.reshape(2, 2, 2, 3), padding=2)",
  "F.conv2d(im)",
  "F.conv2d(torch.zeros(4), torch.zeros(2, 2, 3, 3), torch.ones(2).double())",
]);

export const conv3d: Op<Conv, Tensor> = conv(3, [
  "F.conv3d(im.reshape(1, 2, 2, 2, 5), b.reshape(2, 2, 1, 2, 3), v[:2])",
  "torch.conv3d(im.reshape(1, 2, 2, 2, 5)[0], b.reshape(1, 2, 2, 2, 3), padding=1, stride=(1, 2, 1))",
  "F.conv3d(im, b.reshape(2, 2, 1, 2, 3))",
  "F.conv3d(im[0], b.reshape(2, 2, 1, 2, 3))",
  "F.conv3d(torch.zeros(1, 2, 4, 4, 4), torch.zeros(2, 2, 2, 2, 2), torch.ones(2).double())",
]);

export const conv1dPadding: Op<ConvPadding, Tensor> = convPadding(1, [
  "F.conv1d(b, b[:, :, :2], padding='same')",
  "F.conv1d(b[0], b, padding='same', dilation=2)",
]);

export const conv2dPadding: Op<ConvPadding, Tensor> = convPadding(2, [
  "F.conv2d(im, b.reshape(2, 2, 2, 3), v[:2], padding='same')",
  "F.conv2d(im, b[:, :, :].reshape(2, 2, 2, 3)[..., :2], padding='same', dilation=(2, 3))",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), padding='valid')",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), padding='full')",
  "F.conv2d(im, b.reshape(2, 2, 2, 3), padding='same', stride=2)",
  "F.conv2d(torch.zeros(1, 2, 4, 4), torch.zeros(2, 2, 3, 3), torch.ones(2).double(), padding='same')",
]);

export const conv3dPadding: Op<ConvPadding, Tensor> = convPadding(3, [
  "F.conv3d(im.reshape(1, 2, 2, 2, 5), b.reshape(1, 2, 2, 2, 3), padding='same')",
]);

export const convTranspose1d: Op<ConvTranspose, Tensor> = convTranspose(1, [
  "F.conv_transpose1d(b.transpose(1, 2), w[:, :4].reshape(3, 2, 2), v[:2])",
  "torch.conv_transpose1d(b, x.reshape(4, 1, 3), None, 2, 1, 1)",
  "F.conv_transpose1d(b[0], x.reshape(4, 1, 3), dilation=2)",
  "F.conv_transpose1d(b, x.reshape(4, 1, 3), groups=2)",
  "F.conv_transpose1d(b, x.reshape(4, 1, 3), output_padding=1)",
  "F.conv_transpose1d(b, x.reshape(4, 1, 3), padding=4)",
  "F.conv_transpose1d(b.half(), x.reshape(4, 1, 3).half())",
  "F.conv_transpose1d(b, x.reshape(4, 1, 3), dilation=0)",
  "F.conv_transpose1d(v, w2)",
  "F.conv_transpose1d(b, x.reshape(4, 1, 3), torch.zeros(1).double())",
  "F.conv_transpose1d(torch.zeros(1, 3, 4), torch.zeros(3, 0, 3))",
  "F.conv_transpose1d(torch.zeros(0, 3, 4), torch.zeros(3, 0, 3))",
]);

export const convTranspose2d: Op<ConvTranspose, Tensor> = convTranspose(2, [
  "F.conv_transpose2d(im, b.reshape(2, 2, 2, 3), v[:2])",
  "torch.conv_transpose2d(im[0], b.reshape(2, 2, 2, 3), stride=2, padding=1, output_padding=1)",
  "F.conv_transpose2d(im, b.reshape(2, 2, 2, 3), None, (2, 1), (1, 0), (1, 0), 1, (1, 2))",
  "F.conv_transpose2d(im, b.reshape(2, 2, 2, 3), groups=2)",
  "F.conv_transpose2d(im.double(), b.reshape(2, 2, 2, 3).double())",
  "F.conv_transpose2d(i[None, None], i[None, None, :2, :2])",
  "F.conv_transpose2d(im, b.reshape(3, 2, 2, 2))",
  "F.conv_transpose2d(im, b.reshape(2, 2, 2, 3), v)",
  "F.conv_transpose2d(im, b.reshape(2, 2, 2, 3), output_padding=1)",
  "F.conv_transpose2d(im, b.reshape(2, 2, 2, 3), padding=4)",
  "F.conv_transpose2d(im, b.reshape(2, 2, 2, 3), output_padding=-1)",
  "F.conv_transpose2d(im > 0, b.reshape(2, 2, 2, 3) > 0)",
  "F.conv_transpose2d(im[0, 0], b.reshape(2, 2, 2, 3))",
  "F.conv_transpose2d(torch.zeros(1, 3, 4, 4), torch.zeros(3, 0, 1, 3))",
  "F.conv_transpose2d(torch.zeros(0, 2, 4, 4), torch.zeros(2, 3, 2, 2), output_padding=1)",
  "F.conv_transpose2d(torch.zeros(0, 2, 1, 1), torch.zeros(2, 3, 2, 2), padding=4)",
  "F.conv_transpose2d(torch.zeros(0, 2, 4, 4), torch.zeros(2, 3, 2, 2).double())",
]);

export const convTranspose3d: Op<ConvTranspose, Tensor> = convTranspose(3, [
  "F.conv_transpose3d(im.reshape(1, 2, 2, 2, 5), b.reshape(2, 2, 1, 2, 3), v[:2], stride=2)",
  "F.conv_transpose3d(im.reshape(1, 2, 2, 2, 5), b.reshape(2, 2, 1, 2, 3), output_padding=1)",
  "F.conv_transpose3d(im.reshape(1, 2, 2, 2, 5), b.reshape(2, 2, 1, 2, 3), padding=4)",
  "F.conv_transpose3d(torch.zeros(1, 3, 4, 4, 4), torch.zeros(3, 0, 3, 3, 3))",
]);

type ConvTbc = [self: Tensor, weight: Tensor, bias: Tensor, pad?: number];

function checkTbc(self: Tensor, weight: Tensor, bias: Tensor): void {
  if (self.dim !== 3) throw runtimeError("Input must have 3 dims: time, batch, in_channel");
  if (weight.dim !== 3) throw runtimeError("Weight tensor must have 3 dims: kernel_width, in_channels, out_channels.");
  if (bias.dim !== 1) throw runtimeError("Bias must be 1-D");
  if (self.shape[2] !== weight.shape[1]) {
    throw runtimeError("Input dim 2 (input channels) is not == dim 1 in the weight tensor");
  }
  if (weight.shape[2] !== bias.shape[0]) {
    throw runtimeError("Bias size must equal dim 2 in the weight tensor (output channels).");
  }
}

export const convTbc: Op<ConvTbc, Tensor> = op(
  "conv_tbc(Tensor self, Tensor weight, Tensor bias, int pad=0) -> Tensor",
  {
    doc: "conv1d over [time, batch, channels] with weights [kernel, in, out]",
    forms: ["torch", "F"],
    out: false,
    forward: (self, weight, bias, pad) => {
      checkTbc(self, weight, bias);
      const input = permute.forward(self, [1, 2, 0]);
      const kernels = permute.forward(weight, [2, 1, 0]);
      const result = convolution.forward(input, kernels, bias, [1], [pad], [1], false, [0], 1);
      return denseCopy(permute.forward(result, [2, 0, 1]));
    },
    backward: together(["self", "weight", "bias"], ["self", "weight", "bias", "pad"], (g, s) => {
      // conv1d's, with the dimensions in its order.
      const [input = null, weight = null, bias = null] = gradientsOf(
        permute(g, [1, 2, 0]),
        permute(s.tensor("self"), [1, 2, 0]),
        permute(s.tensor("weight"), [2, 1, 0]),
        s.tensor("bias").shape,
        { stride: [1], padding: [s.int("pad")], dilation: [1], transposed: false, outputPadding: [0], groups: 1 },
        ["self", "weight", "bias"].map((name) => s.needs(name)),
      );
      return [input && permute(input, [2, 0, 1]), weight && permute(weight, [2, 1, 0]), bias];
    }),
    samples: [
      "F.conv_tbc(b, w2.transpose(1, 2)[:, :3], one[0], 1)",
      "torch.conv_tbc(b, w2[:, :, :2], one[0, :2])",
      "F.conv_tbc(b, w2.transpose(1, 2), v)",
      "F.conv_tbc(b, w2, v)",
      "F.conv_tbc(x, w2, v)",
    ],
  },
);
