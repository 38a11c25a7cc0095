// Fake quantisation: floats as they would come back from small integers; the gradient passes where nothing was cut off.
// Follows aten/src/ATen/native/quantized/FakeQuantPer{Tensor,Channel}Affine.cpp and cpu/kernels/QuantizedOpKernels.cpp.

import { runtimeError, UnsupportedError } from "../errors";
import { bool, float16, float32, float64, int32 } from "../tensor/dtype";
import { cast, fromNumbers, numbers, readElement } from "../tensor/raw";
import { wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { mul } from "./arithmetic";
import { type Backward, type Op, op } from "./declare";

/** To the nearest integer, halves to the even one. */
function nearest(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** How an element at logical index i is scaled. */
interface Scaling {
  scale(i: number): number;
  zero(i: number): number;
  /** Zero points may lie between the steps: then what they move is rounded, not what was there before. */
  readonly between?: boolean;
}

function fakeQuantized(self: Tensor, by: Scaling, least: number, most: number): readonly Tensor[] {
  const values = numbers(self);
  const round = self.dtype === float64 ? (x: number) => x : Math.fround;
  const result = new Float64Array(values.length);
  const inside = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const scale = Math.fround(by.scale(i));
    const inverse = Math.fround(1 / scale);
    const zero = by.zero(i);
    const scaled = round((values[i] ?? 0) * inverse);
    const steps = by.between === true ? nearest(round(zero + scaled)) : zero + nearest(scaled);
    // What no int64 holds becomes the least of them.
    const level = Math.abs(steps) < 2 ** 63 ? steps : -(2 ** 63);
    inside[i] = level >= least && level <= most ? 1 : 0;
    result[i] = round((Math.min(Math.max(level, least), most) - zero) * scale);
  }
  return [fromNumbers(result, self.shape, self.dtype), fromNumbers(inside, self.shape, bool)];
}

function checkLimits(least: number, most: number): void {
  // The blanks are PyTorch's.
  if (least > most) throw runtimeError("`quant_min` should be less than or         equal to `quant_max`.");
}

function checkZero(zero: number, least: number, most: number): void {
  if (zero >= least && zero <= most) return;
  throw runtimeError("`zero_point` must be between `quant_min` and `quant_max`.");
}

function checkInput(self: Tensor, kernel: string): void {
  if (!self.dtype.isFloatingPoint) {
    throw runtimeError(`"${kernel}" not implemented for '${self.dtype.scalarName}'`);
  }
}

const masked: Backward = { self: { uses: ["mask"], grad: (g, s) => mul(g, s.tensor("mask")) } };

type Numbers = [self: Tensor, scale: number, zeroPoint: number, least: number, most: number];

const byNumbers: Op<Numbers, readonly Tensor[]> = op(
  "fake_quantize_per_tensor_affine_cachemask(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> (Tensor output, Tensor mask)",
  {
    doc: "Floats as they would come back from integers, and where nothing was cut off",
    forms: [],
    recorded: 1,
    forward: (self, scale, zero, least, most) => {
      checkLimits(least, most);
      checkZero(zero, least, most);
      checkInput(self, "fake_quantize_tensor_cachemask_kernel_type_handling");
      return fakeQuantized(self, { scale: () => scale, zero: () => zero }, least, most);
    },
    backward: masked,
    samples: [],
  },
);

type Tensors = [self: Tensor, scale: Tensor, zeroPoint: Tensor, least: number, most: number];

const byTensors: Op<Tensors, readonly Tensor[]> = op(
  "_fake_quantize_per_tensor_affine_cachemask_tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, int quant_min, int quant_max) -> (Tensor output, Tensor mask)",
  {
    doc: "Floats as they would come back from integers, and where nothing was cut off",
    forms: [],
    node: "FakeQuantizePerTensorAffineCachemaskTensorQparamsBackward0",
    recorded: 1,
    forward: (self, scale, zeroPoint, least, most) => {
      checkLimits(least, most);
      checkInput(self, "fake_quantize_tensor_cachemask_kernel_type_handling");
      const one = Number(readElement(scale, scale.offset));
      const zero = Number(readElement(zeroPoint, zeroPoint.offset));
      return fakeQuantized(self, { scale: () => one, zero: () => zero }, least, most);
    },
    backward: masked,
    samples: [],
  },
);

export const fakeQuantizeTensors: Op<Tensors, Tensor> = op(
  "fake_quantize_per_tensor_affine.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, int quant_min, int quant_max) -> Tensor",
  {
    doc: "The same with scale and zero_point as tensors of one element",
    forms: ["torch"],
    composite: (...args) => byTensors(...args)[0] as Tensor,
    samples: ["torch.fake_quantize_per_tensor_affine(x, torch.tensor(0.1), torch.tensor(0), 0, 255)"],
  },
);

// After the one with tensors: a tensor of one element would do as a number.
export const fakeQuantize: Op<Numbers, Tensor> = op(
  "fake_quantize_per_tensor_affine(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> Tensor",
  {
    doc: "(clamp(round(self / scale) + zero_point, quant_min, quant_max) - zero_point) · scale",
    forms: ["torch"],
    composite: (...args) => byNumbers(...args)[0] as Tensor,
    samples: [
      "torch.fake_quantize_per_tensor_affine(x, 0.1, 0, 0, 255)",
      "torch.fake_quantize_per_tensor_affine(x * 9, 0.25, 3, -10, 10)",
      "torch.fake_quantize_per_tensor_affine(d, 0.1, 0, 0, 5)",
      "torch.fake_quantize_per_tensor_affine(h.detach(), 0.1, 0, 0, 5)",
      "torch.fake_quantize_per_tensor_affine(z.detach(), 0.1, 0, 0, 5)",
      "torch.fake_quantize_per_tensor_affine(x, 0.1, 300, 0, 255)",
      "torch.fake_quantize_per_tensor_affine(x, 0.1, 0, 10, 5)",
      "torch.fake_quantize_per_tensor_affine(i, 0.1, 0, 0, 5)",
    ],
  },
);

type Channels = [self: Tensor, scale: Tensor, zeroPoint: Tensor, axis: number, least: number, most: number];

function checkChannels([self, scale, zero, axis, least, most]: Channels): number {
  if (scale.dtype !== float32) {
    throw new UnsupportedError(`fake_quantize_per_channel_affine with a scale of ${scale.dtype.name}`);
  }
  if (zero.dtype !== int32 && zero.dtype !== float32 && zero.dtype !== float16) {
    throw runtimeError(`Zero-point must be Int32, Float or Half, found ${zero.dtype.scalarName}`);
  }
  if (scale.dim !== 1) throw runtimeError("scale should be a 1-D tensor");
  if (zero.dim !== 1) throw runtimeError("zero point should be a 1-D tensor");
  if (scale.numel !== zero.numel) throw runtimeError("scale and zero-point need to have the same dimensions");
  const dim = wrapDim(axis, self.dim);
  if (scale.numel !== self.shape[dim]) {
    throw runtimeError("dimensions of scale and zero-point are not consistent with input tensor");
  }
  checkLimits(least, most);
  if (zero.dtype === int32) for (const each of numbers(zero)) checkZero(each, least, most);
  return dim;
}

const byChannels: Op<Channels, readonly Tensor[]> = op(
  "fake_quantize_per_channel_affine_cachemask(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> (Tensor output, Tensor mask)",
  {
    doc: "Floats as they would come back from integers, and where nothing was cut off",
    forms: [],
    recorded: 1,
    forward: (...args) => {
      const [self, scale, zero, , least, most] = args;
      const dim = checkChannels(args);
      checkInput(self, "fake_quantize_channel_cachemask_cpu_type_handling");
      const inner = self.shape.slice(dim + 1).reduce((product, n) => product * n, 1);
      const channel = (i: number) => Math.floor(i / inner) % (self.shape[dim] ?? 1);
      const [scales, zeros] = [numbers(scale), numbers(cast(zero, float64))];
      const by = {
        scale: (i: number) => scales[channel(i)] ?? 0,
        zero: (i: number) => zeros[channel(i)] ?? 0,
        between: zero.dtype !== int32,
      };
      return fakeQuantized(self, by, least, most);
    },
    backward: masked,
    samples: [],
  },
);

export const fakeQuantizeChannels: Op<Channels, Tensor> = op(
  "fake_quantize_per_channel_affine(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> Tensor",
  {
    doc: "fake_quantize_per_tensor_affine with a scale and a zero point for each slice along axis",
    forms: ["torch"],
    composite: (...args) => byChannels(...args)[0] as Tensor,
    samples: [
      "torch.fake_quantize_per_channel_affine(x, torch.tensor([0.1, 0.2, 0.3]), t[:3].int(), 1, 0, 255)",
      "torch.fake_quantize_per_channel_affine(b, torch.tensor([0.1, 0.2]), torch.tensor([0.5, 1.]), 0, -4, 4)",
      "torch.fake_quantize_per_channel_affine(x, torch.tensor([0.1, 0.2, 0.3]), t[:3], 1, 0, 255)",
      "torch.fake_quantize_per_channel_affine(x, torch.tensor([0.1, 0.2]), t[:2].int(), 1, 0, 255)",
    ],
  },
);
