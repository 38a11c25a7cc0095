// Elements that change between channels and space: pixel_shuffle and its inverse, channel_shuffle.
// Follows aten/src/ATen/native/{PixelShuffle,ChanelShuffle}.cpp and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import { dense, denseCopy, window } from "../tensor/raw";
import { contiguousStrides, formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

/** A copy of `t`, seen with its last dimensions split as `inner`, in the order of `dims`, as `shape`. */
function rearranged(
  t: Tensor,
  kept: number,
  inner: readonly number[],
  order: readonly number[],
  shape: readonly number[],
): Tensor {
  const source = dense(t);
  const split = [...t.shape.slice(0, kept), ...inner];
  const strides = contiguousStrides(split);
  const dims = [...Array.from({ length: kept }, (_, i) => i), ...order.map((i) => kept + i)];
  const seen = window(
    source,
    dims.map((d) => split[d] as number),
    dims.map((d) => strides[d] as number),
    source.offset,
  );
  return window(denseCopy(seen), shape, contiguousStrides(shape), 0);
}

function checkRank(self: Tensor, name: string): void {
  if (self.dim >= 3) return;
  throw runtimeError(
    `${name} expects input to have at least 3 dimensions, but got input with ${self.dim} dimension(s)`,
  );
}

export const pixelShuffle: Op<[self: Tensor, upscaleFactor: number], Tensor> = op(
  "pixel_shuffle(Tensor self, int upscale_factor) -> Tensor",
  {
    complex: true,
    doc: "Channels become space: [c · r², h, w] give [c, h · r, w · r]",
    forms: ["torch", "F"],
    out: false,
    forward: (self, r) => {
      checkRank(self, "pixel_shuffle");
      if (r <= 0) throw runtimeError(`pixel_shuffle expects a positive upscale_factor, but got ${r}`);
      const [channels = 0, height = 0, width = 0] = self.shape.slice(-3);
      if (channels % (r * r) !== 0) {
        throw runtimeError(
          `pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=${channels} is not divisible by ${r * r}`,
        );
      }
      const kept = self.dim - 3;
      const c = channels / (r * r);
      const shape = [...self.shape.slice(0, kept), c, height * r, width * r];
      return rearranged(self, kept, [c, r, r, height, width], [0, 3, 1, 4, 2], shape);
    },
    backward: { self: { uses: ["upscale_factor"], grad: (g, s) => pixelUnshuffle(g, s.int("upscale_factor")) } },
    samples: [
      "F.pixel_shuffle(wide.reshape(4, 2, 3), 2)",
      "torch.pixel_shuffle(b.reshape(2, 4, 1, 3), 2)",
      "F.pixel_shuffle(b.transpose(0, 1), 2)",
      "F.pixel_shuffle(i[None].expand(9, 4, 3), 3)",
      "torch.autograd.grad((F.pixel_shuffle(wide.reshape(4, 2, 3), 2) ** 2).sum(), wide, create_graph=True)",
      "F.pixel_shuffle(x, 2)",
      "F.pixel_shuffle(b, 2)",
      "F.pixel_shuffle(b, 0)",
    ],
  },
);

export const pixelUnshuffle: Op<[self: Tensor, downscaleFactor: number], Tensor> = op(
  "pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor",
  {
    complex: true,
    doc: "Space becomes channels: [c, h · r, w · r] give [c · r², h, w]",
    forms: ["torch", "F"],
    out: false,
    forward: (self, r) => {
      checkRank(self, "pixel_unshuffle");
      if (r <= 0) throw runtimeError(`pixel_unshuffle expects a positive downscale_factor, but got ${r}`);
      const [channels = 0, height = 0, width = 0] = self.shape.slice(-3);
      const check = (name: string, size: number, dim: number) => {
        if (size % r === 0) return;
        throw runtimeError(
          `pixel_unshuffle expects ${name} to be divisible by downscale_factor, but input.size(${dim})=${size} is not divisible by ${r}`,
        );
      };
      check("height", height, -2);
      check("width", width, -1);
      const kept = self.dim - 3;
      const [h, w] = [height / r, width / r];
      const shape = [...self.shape.slice(0, kept), channels * r * r, h, w];
      return rearranged(self, kept, [channels, h, r, w, r], [0, 2, 4, 1, 3], shape);
    },
    backward: { self: { uses: ["downscale_factor"], grad: (g, s) => pixelShuffle(g, s.int("downscale_factor")) } },
    samples: [
      "F.pixel_unshuffle(wide[None], 2)",
      "torch.pixel_unshuffle(im[..., :4], 2)",
      "F.pixel_unshuffle(x, 2)",
      "F.pixel_unshuffle(b, 2)",
      "F.pixel_unshuffle(b, 3)",
      "F.pixel_unshuffle(b, -1)",
    ],
  },
);

/** PyTorch has no derivative of either form: the node says so when backward reaches it. */
function shuffleChannels(name: string, full: string, samples: readonly string[]) {
  return op<[self: Tensor, groups: number], Tensor>(`${name}(Tensor self, int groups) -> Tensor`, {
    doc: "Channels of the groups in turn: [g · n] become [n · g]",
    forms: ["torch", "F"],
    out: false,
    node: "NotImplemented",
    forward: (self, groups) => {
      if (name === "native_channel_shuffle" && (self.dim < 2 || groups <= 0 || (self.shape[1] ?? 0) % groups !== 0)) {
        // Checks nothing in PyTorch, and reads beyond the tensor.
        throw new UnsupportedError(`native_channel_shuffle of ${self.shape[1] ?? 0} channels in ${groups} groups`);
      }
      if (name === "channel_shuffle" && self.dim <= 2) {
        throw runtimeError(
          `channel_shuffle expects input with > 2 dims, but got input with sizes ${formatShape(self.shape)}`,
        );
      }
      const channels = self.shape[1] as number;
      if (groups <= 0) {
        throw runtimeError(`Number of groups to divide channels in must be positive. Value of groups:${groups}`);
      }
      if (channels % groups !== 0) {
        throw runtimeError(
          `Number of channels must be divisible by groups. Got ${channels} channels and ${groups} groups.`,
        );
      }
      const inner = [groups, channels / groups, ...self.shape.slice(2)];
      const order = [1, 0, ...self.shape.slice(2).map((_, i) => i + 2)];
      return rearranged(self, 1, inner, order, self.shape);
    },
    backward: {
      self: () => {
        throw runtimeError(`derivative for ${full} is not implemented`);
      },
    },
    samples,
  });
}

export const channelShuffle = shuffleChannels("channel_shuffle", "channel_shuffle", [
  "F.channel_shuffle(b.reshape(2, 4, 3), 2)",
  "torch.channel_shuffle(i.reshape(1, 6, 2), 3)",
  "F.channel_shuffle(b.detach(), 4)",
  "F.channel_shuffle(x, 2)",
  "F.channel_shuffle(b, 3)",
  "F.channel_shuffle(b, 0)",
]);

export const nativeChannelShuffle = shuffleChannels("native_channel_shuffle", "aten::native_channel_shuffle", [
  "F.native_channel_shuffle(b, 2)",
]);
