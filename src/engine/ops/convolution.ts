// The convolution that all forms of it (convolutions.ts) come down to, plain or transposed, and its gradients.
// Follows aten/src/ATen/native/Convolution.cpp and derivatives.yaml. Float32 results differ from
// PyTorch's in the last bits, as PyTorch's own backends do among themselves.

import type { Saved } from "../autograd/op-node";
import { indexError, runtimeError, UnsupportedError } from "../errors";
import { type Convolution, convolve, convolveToInput, convolveToWeight, type Extent } from "../kernels/convolution";
import {
  bfloat16,
  bool,
  type DType,
  float16,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  uint8,
} from "../tensor/dtype";
import { resultType } from "../tensor/promotion";
import { cast, empty, filled, isSafe, numbers, window } from "../tensor/raw";
import { formatShape, numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add } from "./arithmetic";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import { checkKernel } from "./kernel-dtypes";
import { sumOver } from "./reductions";
import { together } from "./together";
import { reshape } from "./views";

export type Ints = readonly number[];

/** What every convolution is told besides its tensors; lists have one value for each dimension of space. */
export interface Parameters {
  readonly stride: Ints;
  readonly padding: Ints;
  readonly dilation: Ints;
  readonly transposed: boolean;
  readonly outputPadding: Ints;
  readonly groups: number;
}

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

/** One value stands for all dimensions of space. */
export function expanded(values: Ints, name: string, count: number): Ints {
  if (values.length === count) return values;
  if (values.length === 1) return new Array<number>(count).fill(values[0] as number);
  throw runtimeError(
    `expected ${name} to be a single integer value or a list of ${count} values to match the convolution dimensions, but got ${name}=${formatShape(values)}`,
  );
}

function checkShapes(input: Tensor, weight: Tensor, bias: Tensor | null, p: Parameters): void {
  const { shape } = weight;
  const { groups } = p;
  const text = formatShape(shape);
  if (p.padding.some((v) => v < 0)) throw runtimeError("negative padding is not supported");
  if (p.outputPadding.some((v) => v < 0)) throw runtimeError("negative output_padding is not supported");
  if (p.stride.some((v) => v <= 0)) throw runtimeError("non-positive stride is not supported");
  if (input.dim !== weight.dim) {
    throw runtimeError(
      `Expected ${weight.dim}-dimensional input for ${weight.dim}-dimensional weight ${text}, but got ${input.dim}-dimensional input of size ${formatShape(input.shape)} instead`,
    );
  }
  const [first = 0, second = 0] = shape;
  if (first < groups) {
    throw runtimeError(
      `Given groups=${groups}, expected weight to be at least ${groups} at dimension 0, but got weight of size ${text} instead`,
    );
  }
  if (first % groups !== 0) {
    throw runtimeError(
      `Given groups=${groups}, expected weight to be divisible by ${groups} at dimension 0, but got weight of size [${text}] instead`,
    );
  }
  const [ins, outs] = p.transposed ? [first, second * groups] : [second * groups, first];
  const given = p.transposed ? "Given transposed=1" : `Given groups=${groups}`;
  if (input.shape[1] !== ins) {
    throw runtimeError(
      `${given}, weight of size ${text}, expected input${formatShape(input.shape)} to have ${ins} channels, but got ${input.shape[1]} channels instead`,
    );
  }
  if (bias !== null && (bias.dim !== 1 || bias.shape[0] !== outs)) {
    throw runtimeError(
      `${p.transposed ? `${given}, weight` : "Given weight"} of size ${text}, expected bias to be 1-dimensional with ${outs} elements, but got bias of size ${formatShape(bias.shape)} instead`,
    );
  }
  if (p.transposed) return;
  const padded = p.padding.map((v, i) => (input.shape[i + 2] as number) + 2 * v);
  const reach = p.dilation.map((v, i) => v * ((shape[i + 2] as number) - 1) + 1);
  if (padded.some((size, i) => size < (reach[i] as number))) {
    throw runtimeError(
      `Calculated padded input size per channel: (${padded.join(" x ")}). Kernel size: (${reach.join(" x ")}). Kernel size can't be greater than actual input size`,
    );
  }
}

/** Whether PyTorch gives this convolution to oneDNN, which has words of its own for what it does not take. */
function isForOneDnn(input: Tensor, weight: Tensor, p: Parameters): boolean {
  if (input.dtype !== float32 || p.transposed) return false;
  const [width = 1, height = 1] = weight.shape.slice(2).reverse();
  const batch = input.shape[0] as number;
  const strides = p.stride.some((v) => v !== 1) || p.dilation.some((v) => v !== 1);
  if (!strides && batch < 16 && width === 1 && height === 1) return false;
  const large = numelOf(input.shape.slice(0, 4)) > 20480;
  return p.groups > 1 || (width > 3 && height > 3) || batch > 1 || large;
}

/** One dimension of space is seen as two, of which the first has size 1. */
function plane(values: Ints, missing: number): Ints {
  return values.length === 1 ? [missing, ...values] : values;
}

/** What the loops for transposed convolutions say of a weight without elements. */
function emptyWeight(weight: Tensor): Error {
  const [ins = 0, outs = 0, ...kernel] = weight.shape;
  const size = formatShape([ins, outs, ...plane(kernel, 1)]);
  return runtimeError(
    kernel.length > 2
      ? `non-empty 5D (n_output_plane x n_input_plane x kernel_depth x kernel_height x kernel_width) tensor expected for weight, but got: ${size}`
      : `non-empty 2D or 4D weight tensor expected, but got: ${size}`,
  );
}

/** Each loop has words of its own for a kernel of no size. */
function checkKernelSizes(weight: Tensor, p: Parameters, oneDnn: boolean): void {
  const kernel = weight.shape.slice(2);
  if (kernel.every((size) => size > 0)) return;
  if (oneDnn)
    throw runtimeError("could not create a descriptor for a dilated convolution forward propagation primitive");
  if (kernel.length > 2 && p.transposed) throw emptyWeight(weight);
  const sizes = plane(kernel, 1);
  const got =
    !p.transposed && p.dilation.some((v) => v !== 1)
      ? ` ${formatShape(sizes)}`
      : sizes.length > 2
        ? `: ${sizes.join(" x ")} (TxHxW)`
        : ` kernel_height: ${sizes[0]} kernel_width: ${sizes[1]}`;
  throw runtimeError(`kernel size should be greater than zero, but got${got}`);
}

function otherType(expected: DType, found: DType): Error {
  return runtimeError(`expected scalar type ${expected.scalarName} but found ${found.scalarName}`);
}

/** oneDNN's words for a weight or bias of another type than the input's. */
function notOneDnn(dtype: DType, what: "weight" | "bias", other: DType): Error {
  return runtimeError(
    `Input type (${dtype.variableTypeName}) and ${what} type (${other.variableTypeName}) should be the same or input should be a MKLDNN tensor and ${what} is a dense tensor`,
  );
}

function checkBackend(input: Tensor, weight: Tensor, bias: Tensor | null, p: Parameters): void {
  const { dtype } = input;
  const oneDnn = isForOneDnn(input, weight, p);
  checkKernelSizes(weight, p, oneDnn);
  if (p.dilation.some((v) => v <= 0)) {
    if (oneDnn) throw runtimeError("non-positive dilation is not supported");
    const dilation = plane(p.dilation, 1);
    const names = axes.slice(-dilation.length);
    throw runtimeError(
      `dilation should be greater than zero, but got ${p.transposed ? dilation.map((v, i) => `dilation_${names[i]}: ${v}`).join(", ") : formatShape(dilation)}`,
    );
  }
  if (p.transposed && weight.numel === 0) throw emptyWeight(weight);
  if (weight.dtype !== dtype) {
    if (oneDnn) throw notOneDnn(dtype, "weight", weight.dtype);
    throw otherType(dtype, weight.dtype);
  }
  if (oneDnn && bias !== null && bias.dtype !== dtype) throw notOneDnn(dtype, "bias", bias.dtype);
  // PyTorch gives it to oneDNN there, which answers with a convolution that is not transposed.
  if (p.transposed && dtype === bfloat16) throw new UnsupportedError("a transposed convolution of bfloat16");
  if (input.numel > 0) checkKernel(slowKernel(weight.dim - 2, p), dtype, ...missingLoops(p));
}

function slowKernel(spatial: number, p: Parameters): string {
  if (p.transposed) return `slow_conv_transpose${Math.max(spatial, 2)}d_out_cpu`;
  if (p.dilation.some((v) => v !== 1)) return "slow_conv_dilated<>";
  return spatial > 2 ? "compute_columns3d" : "slow_conv2d_cpu";
}

const plainLoops: readonly DType[] = [float16, bool];

/** Dtypes that the loops are not made for. Those for dilated and transposed ones know int64 alone of the integers. */
function missingLoops(p: Parameters): readonly DType[] {
  const dilated = p.transposed || p.dilation.some((v) => v !== 1);
  return dilated ? [...plainLoops, uint8, int8, int16, int32] : plainLoops;
}

const axes = ["depth", "height", "width"];

function transposedSpace(input: Tensor, kernel: Ints, p: Parameters): number[] {
  return kernel.map(
    (size, i) =>
      ((input.shape[i + 2] as number) - 1) * (p.stride[i] as number) -
      2 * (p.padding[i] as number) +
      (p.dilation[i] as number) * (size - 1) +
      (p.outputPadding[i] as number) +
      1,
  );
}

/** What the kernels of transposed convolutions check of the space of the result. */
function checkTransposedSpace(space: Ints, input: Tensor, kernel: Ints, p: Parameters): void {
  const names = axes.slice(-Math.max(kernel.length, 2));
  const tooMuch = p.outputPadding.some((v, i) => v >= (p.stride[i] as number) && v >= (p.dilation[i] as number));
  if (tooMuch) {
    const list = (prefix: string, values: Ints) => names.map((name, i) => `${prefix}_${name}: ${values[i]}`).join(" ");
    throw runtimeError(
      `output padding must be smaller than either stride or dilation, but got ${list("output_padding", plane(p.outputPadding, 0))} ${list("stride", plane(p.stride, 1))} ${list("dilation", plane(p.dilation, 1))}`,
    );
  }
  if (space.some((size) => size < 1)) {
    const text = (values: Ints) => plane(values, 1).join(" x ");
    throw runtimeError(
      `Given input size per channel: (${text(input.shape.slice(2))}). Calculated output size per channel: (${text(space)}). Output size is too small`,
    );
  }
}

function convolvedSpace(input: Tensor, kernel: Ints, p: Parameters): number[] {
  return kernel.map((k, i) => {
    const room = (input.shape[i + 2] as number) + 2 * (p.padding[i] as number) - (p.dilation[i] as number) * (k - 1);
    return Math.floor((room - 1) / (p.stride[i] as number)) + 1;
  });
}

function extent(values: Ints, missing: number): Extent {
  const [width = missing, height = missing, depth = missing] = [...values].reverse();
  return [depth, height, width];
}

/** The plain convolution that `from` (the larger side) and `to` are the two ends of. */
function geometry(from: Ints, to: Ints, weight: Ints, p: Parameters): Convolution {
  const { groups } = p;
  return {
    batch: from[0] as number,
    groups,
    ins: (from[1] as number) / groups,
    outs: (to[1] as number) / groups,
    input: extent(from.slice(2), 1),
    output: extent(to.slice(2), 1),
    kernel: extent(weight.slice(2), 1),
    stride: extent(p.stride, 1),
    padding: extent(p.padding, 0),
    dilation: extent(p.dilation, 1),
  };
}

/** Numbers to compute with: float32 or float64, contiguous. */
function elementsOf(t: Tensor): ReturnType<typeof numbers> {
  return numbers(cast(t, computeDType(t.dtype)));
}

function exactly(result: Tensor, dtype: DType, sources: readonly Tensor[]): Tensor {
  if (dtype === int64) {
    const safe = sources.every(isSafe) && floats(result).every((v) => Math.abs(v) <= 2 ** 53);
    if (!safe) throw new UnsupportedError("a convolution of integers beyond 2^53");
  }
  return cast(result, dtype);
}

/** No loop sees an empty input: PyTorch multiplies it by the first weight, whatever its type, and shapes what comes out. */
function ofNothing(input: Tensor, weight: Tensor, shape: Ints): Tensor {
  if (input.shape[1] !== 0 && weight.numel === 0) {
    throw indexError("select(): index 0 out of range for tensor of size [0] at dimension 0");
  }
  const negative = shape.find((size) => size < 0);
  if (negative !== undefined) throw runtimeError(`invalid shape dimension ${negative}`);
  const factor = input.shape[1] === 0 ? weight : window(weight, [], [], weight.offset);
  return empty(shape, resultType(input, factor));
}

function forward(input: Tensor, weight: Tensor, bias: Tensor | null, p: Parameters): Tensor {
  const kernel = weight.shape.slice(2);
  const outs = p.transposed ? (weight.shape[1] as number) * p.groups : (weight.shape[0] as number);
  const space = p.transposed ? transposedSpace(input, kernel, p) : convolvedSpace(input, kernel, p);
  const [batch, ins] = input.shape as [number, number];
  if (batch === 0 || ins === 0) return ofNothing(input, weight, [batch, ins === 0 ? 0 : outs, ...space]);
  checkBackend(input, weight, bias, p);
  if (p.transposed) {
    checkTransposedSpace(space, input, kernel, p);
    // The other loops copy it into the result, whatever its type.
    if (bias !== null && bias.dtype !== input.dtype) throw otherType(input.dtype, bias.dtype);
  }
  const shape = [batch, outs, ...space];
  if (input.numel === 0) {
    throw runtimeError(
      `Only zero batch or zero channel inputs are supported, but got input shape: ${formatShape(input.shape)}`,
    );
  }
  const result = empty(shape, computeDType(input.dtype));
  const out = floats(result);
  const a = elementsOf(input);
  const w = elementsOf(weight);
  if (p.transposed) convolveToInput(out, a, w, geometry(shape, input.shape, weight.shape, p));
  else convolve(out, a, w, geometry(input.shape, shape, weight.shape, p));
  if (bias !== null) {
    const offsets = elementsOf(bias);
    const size = numelOf(space);
    for (let i = 0, row = 0; i < out.length; i += size, row++) {
      const offset = offsets[row % outs] as number;
      for (let j = i; j < i + size; j++) out[j] = (out[j] as number) + offset;
    }
  }
  return exactly(result, input.dtype, [input, weight]);
}

function backwardInput(g: Tensor, input: Tensor, weight: Tensor, p: Parameters): Tensor {
  const result = empty(input.shape, computeDType(input.dtype));
  const out = floats(result);
  const gradient = elementsOf(g);
  const w = elementsOf(weight);
  if (p.transposed) convolve(out, gradient, w, geometry(g.shape, input.shape, weight.shape, p));
  else convolveToInput(out, gradient, w, geometry(input.shape, g.shape, weight.shape, p));
  return cast(result, input.dtype);
}

function backwardWeight(g: Tensor, input: Tensor, weight: Tensor, p: Parameters): Tensor {
  const result = empty(weight.shape, computeDType(weight.dtype));
  const out = floats(result);
  const gradient = elementsOf(g);
  const a = elementsOf(input);
  if (p.transposed) convolveToWeight(out, a, gradient, geometry(g.shape, input.shape, weight.shape, p));
  else convolveToWeight(out, gradient, a, geometry(input.shape, g.shape, weight.shape, p));
  return cast(result, weight.dtype);
}

/** All dimensions but the channels. */
function allButChannels(t: Tensor): number[] {
  return t.shape.map((_, i) => i).filter((i) => i !== 1);
}

/** PyTorch's sum; but oneDNN adds up in an order of its own, another on each processor: here in double. */
function backwardBias(g: Tensor, input: Tensor, weight: Tensor, p: Parameters): Tensor {
  const addends = isForOneDnn(input, weight, p) ? cast(g, float64) : g;
  return cast(sumOver(addends, allButChannels(g), false, null), g.dtype);
}

const parameterNames = ["stride", "padding", "dilation", "transposed", "output_padding", "groups"];

function savedParameters(s: Saved): Parameters {
  const spatial = s.tensor("weight").dim - 2;
  return {
    stride: expanded(s.ints("stride"), "stride", spatial),
    padding: expanded(s.ints("padding"), "padding", spatial),
    dilation: expanded(s.ints("dilation"), "dilation", spatial),
    transposed: s.flag("transposed"),
    outputPadding: expanded(s.ints("output_padding"), "output_padding", spatial),
    groups: s.int("groups"),
  };
}

type BackwardArguments = [
  gradOutput: Tensor,
  input: Tensor,
  weight: Tensor,
  biasSizes: Ints | null,
  stride: Ints,
  padding: Ints,
  dilation: Ints,
  transposed: boolean,
  outputPadding: Ints,
  groups: number,
  outputMask: readonly boolean[],
];

/** The gradients of a convolution's three inputs; an empty tensor stands for one that the mask leaves out. */
const convolutionBackward: Op<BackwardArguments, readonly Tensor[]> = op(
  "convolution_backward(Tensor grad_output, Tensor input, Tensor weight, int[]? bias_sizes, int[] stride, int[] padding, int[] dilation, bool transposed, int[] output_padding, int groups, bool[3] output_mask) -> (Tensor, Tensor, Tensor)",
  {
    doc: "The gradients of a convolution's input, weight and bias",
    forms: ["_C"],
    node: "ConvolutionBackwardBackward0",
    forward: (g, input, weight, _, stride, padding, dilation, transposed, outputPadding, groups, mask) => {
      const p = { stride, padding, dilation, transposed, outputPadding, groups };
      return [
        mask[0] === true ? backwardInput(g, input, weight, p) : empty([0], g.dtype),
        mask[1] === true ? backwardWeight(g, input, weight, p) : empty([0], g.dtype),
        mask[2] === true ? backwardBias(g, input, weight, p) : empty([0], g.dtype),
      ];
    },
    backward: together(
      ["grad_output", "input", "weight"],
      ["grad_output", "input", "weight", ...parameterNames],
      // A convolution is linear in both: the gradients' gradients are convolutions of the other parts.
      (_, s, [ofInput = null, ofWeight = null, ofBias = null]) => {
        const p = savedParameters(s);
        const g = s.tensor("grad_output");
        const input = s.tensor("input");
        const weight = s.tensor("weight");
        const convolved = (x: Tensor, w: Tensor) =>
          convolution(x, w, null, p.stride, p.padding, p.dilation, p.transposed, p.outputPadding, p.groups);
        let total: Tensor | null = null;
        const collect = (part: Tensor) => {
          total = total === null ? part : add(total, part);
        };
        if (s.needs("grad_output")) {
          if (ofInput !== null) collect(convolved(ofInput, weight));
          if (ofWeight !== null) collect(convolved(input, ofWeight));
          if (ofBias !== null) {
            const channels = g.shape.map((_size, i) => (i === 1 ? (g.shape[1] as number) : 1));
            collect(add(filled(g.shape, 0, g.dtype), reshape(ofBias, channels)));
          }
        }
        const forInput = s.needs("input") && ofWeight !== null;
        const forWeight = s.needs("weight") && ofInput !== null;
        return [
          total,
          forInput ? (gradientsOf(g, input, ofWeight, null, p, [true, false, false])[0] ?? null) : null,
          forWeight ? (gradientsOf(g, ofInput, weight, null, p, [false, true, false])[1] ?? null) : null,
        ];
      },
    ),
    samples: [],
  },
);

/** One call for the gradients that are wanted: of input, weight and bias. */
export function gradientsOf(
  g: Tensor,
  input: Tensor,
  weight: Tensor,
  biasSizes: Ints | null,
  p: Parameters,
  mask: readonly boolean[],
): (Tensor | null)[] {
  const { stride, padding, dilation, transposed, outputPadding, groups } = p;
  const results = convolutionBackward(
    g,
    input,
    weight,
    biasSizes,
    stride,
    padding,
    dilation,
    transposed,
    outputPadding,
    groups,
    mask,
  );
  return results.map((result, i) => (mask[i] === true ? result : null));
}

type ConvolutionArguments = [
  input: Tensor,
  weight: Tensor,
  bias: Tensor | null,
  stride: Ints,
  padding: Ints,
  dilation: Ints,
  transposed: boolean,
  outputPadding: Ints,
  groups: number,
];

export const convolution: Op<ConvolutionArguments, Tensor> = op(
  "convolution(Tensor input, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] dilation, bool transposed, int[] output_padding, int groups) -> Tensor",
  {
    doc: "A kernel slides over the input: out[n, o, p] = bias[o] + Σ weight[o, c, k] · input[n, c, p·stride + k·dilation - padding]",
    forms: ["torch"],
    out: false,
    forward: (input, weight, bias, stride, padding, dilation, transposed, outputPadding, groups) => {
      const spatial = weight.dim - 2;
      if (spatial <= 0) throw runtimeError("weight should have at least three dimensions");
      if (groups <= 0) throw runtimeError("non-positive groups is not supported");
      const p = {
        stride: expanded(stride, "stride", spatial),
        padding: expanded(padding, "padding", spatial),
        dilation: expanded(dilation, "dilation", spatial),
        transposed,
        outputPadding: expanded(outputPadding, "output_padding", spatial),
        groups,
      };
      checkShapes(input, weight, bias, p);
      return forward(input, weight, bias, p);
    },
    backward: together(["input", "weight", "bias"], ["input", "weight", "_bias_sizes", ...parameterNames], (g, s) =>
      gradientsOf(
        g,
        s.tensor("input"),
        s.tensor("weight"),
        s.needs("bias") ? s.ints("bias_sizes") : null,
        savedParameters(s),
        ["input", "weight", "bias"].map((name) => s.needs(name)),
      ),
    ),
    samples: [
      "torch.convolution(im, b.reshape(2, 2, 2, 3), v[:2], [1], [1], [2], False, [0], 1)",
      "torch.convolution(im, b.reshape(2, 2, 2, 3), None, [2, 1], [0, 1], [1], True, [1, 0], 1)",
      "torch.convolution(im, w, None, [1], [1], [2], False, [0], 1)",
      "torch.autograd.grad((F.conv2d(im, b.reshape(2, 2, 2, 3), v[:2]) ** 2).sum(), im, create_graph=True)",
      "torch.autograd.grad((F.conv2d(im, b.reshape(2, 2, 2, 3), v[:2], 2, 1) ** 2).sum(), b, create_graph=True)",
      "torch.autograd.grad((F.conv_transpose2d(im, b.reshape(2, 2, 2, 3), v[:2], 2) ** 2).sum(), (im, b, v), create_graph=True)",
    ],
  },
);
