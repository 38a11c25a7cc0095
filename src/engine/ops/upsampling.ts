// Resizing images: to the nearest element, linear in one to three dimensions, cubic, and the last two with a filter
// against aliasing. Follows aten/src/ATen/native/{UpSample.h,cpu/UpSampleKernel.cpp} and derivatives.yaml.

import type { Saved } from "../autograd/op-node";
import { runtimeError, UnsupportedError } from "../errors";
import { type GridMap, gatherGrids, scatterGrids } from "../kernels/grids";
import {
  type AxisResize,
  type AxisTaps,
  antialiasedTaps,
  cubicTaps,
  linearTaps,
  nearestExactMap,
  nearestMap,
  resize,
  resizeBackward,
  soleTap,
  type Taps,
} from "../kernels/upsampling";
import { bfloat16, type DType, float32, float64, uint8 } from "../tensor/dtype";
import { cast, empty, numbers } from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import { spaceOf } from "./pooling-parts";

type Ints = readonly number[];
type Spatial = 1 | 2 | 3;

/** What a resize is told. One of size and factors is there. */
interface Request {
  readonly size: Ints | null;
  readonly factors: Ints | null;
  readonly alignCorners: boolean;
}

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

function resizedSpace(shape: Ints, { size, factors }: Request): Ints {
  if ((size === null) === (factors === null)) {
    throw runtimeError("Must specify exactly one of output_size and scale_factors");
  }
  const space = shape.slice(2);
  return size ?? space.map((n, i) => Math.trunc(n * ((factors ?? [])[i] as number)));
}

function checkSizes(shape: Ints, space: Ints, spatial: Spatial): void {
  if (space.length !== spatial) {
    throw runtimeError(`It is expected output_size equals to ${spatial}, but got size ${space.length}`);
  }
  if (shape.length !== spatial + 2) {
    throw runtimeError(`It is expected input_size equals to ${spatial + 2}, but got size ${shape.length}`);
  }
  const names = ["D", "H", "W"].slice(3 - spatial);
  const listed = (sizes: Ints) => `(${names.map((name, i) => `${name}: ${sizes[i]}`).join(", ")})`;
  const source = shape.slice(2);
  if (source.some((size) => size <= 0) || space.some((size) => size <= 0)) {
    throw runtimeError(
      `Input and output sizes should be greater than 0, but got input ${listed(source)}${spatial === 1 ? " and" : ""} output ${listed(space)}`,
    );
  }
}

function checkChannels(input: Tensor, spatial: Spatial): void {
  if (input.numel !== 0 || input.shape[1] !== 0) return;
  throw runtimeError(
    `Non-empty ${spatial + 2}D data tensor expected but got a tensor with sizes ${formatShape(input.shape)}`,
  );
}

function axesOf(source: Ints, space: Ints, request: Request, single: boolean): AxisResize[] {
  return source.map((size, i) => ({
    size,
    count: space[i] as number,
    alignCorners: request.alignCorners,
    factor: request.factors?.[i] ?? null,
    single,
  }));
}

interface Kernel {
  /** out from a, or with `backward` the gradient of a from that of out; both float32 or float64, dense. */
  run(out: Tensor, a: Tensor, grids: number, source: Ints, axes: readonly AxisResize[], backward: boolean): void;
  /** Element types but float32 and float64. */
  readonly dtypes: readonly DType[];
  /** Names under which others are refused; the second where channels could as well be innermost. */
  readonly refusal: string;
  readonly refusalChannelsLast: string | null;
}

function nearestKernel(map: (axis: AxisResize) => Int32Array): Kernel {
  return {
    run(out, a, grids, source, axes, backward) {
      const one = new Int32Array(1);
      const [width = one, height = one, depth = one] = axes.map(map).reverse();
      const maps: GridMap = [depth, height, width];
      const size = spaceOf(source);
      if (backward) scatterGrids(floats(out), floats(a), a.offset, grids, size, maps);
      else gatherGrids(floats(out), floats(a), a.offset, grids, size, maps);
    },
    dtypes: [bfloat16, uint8],
    refusal: "compute_indices_weights_nearest",
    refusalChannelsLast: "nearest",
  };
}

function weightedKernel(taps: (axis: AxisResize) => AxisTaps, refusal: string, channelsLast: string | null): Kernel {
  return {
    run(out, a, grids, source, axes, backward) {
      const sole = soleTap(out.dtype === float32);
      const [width = sole, height = sole, depth = sole] = axes.map(taps).reverse();
      const all: Taps = [depth, height, width];
      const kernel = backward ? resizeBackward : resize;
      kernel(floats(out), numbers(a), grids, spaceOf(source), all);
    },
    dtypes: [],
    refusal: `compute_indices_weights_${refusal}`,
    refusalChannelsLast: channelsLast,
  };
}

const prefixes: Readonly<Record<string, string>> = {
  nearest2: "nearest",
  nearest3: "nearest",
  linear2: "bilinear",
  linear3: "trilinear",
};

function refused(t: Tensor, { refusal, refusalChannelsLast }: Kernel): Error {
  const exact = refusalChannelsLast === "nearest";
  if (t.dtype === bfloat16 && !exact) return new UnsupportedError("interpolation of bfloat16");
  const spatial = t.dim - 2;
  const prefix = prefixes[`${refusalChannelsLast}${spatial}`];
  const name = prefix !== undefined && t.shape[1] === 1 ? `upsample_${prefix}${spatial}d_channels_last` : refusal;
  return runtimeError(`"${name}" not implemented for '${t.dtype.scalarName}'`);
}

/** Runs a kernel from a tensor to one of another space. */
function resized(t: Tensor, shape: Ints, source: Ints, space: Ints, request: Request, kernel: Kernel, back: boolean) {
  if (t.dtype !== float32 && t.dtype !== float64 && !kernel.dtypes.includes(t.dtype)) throw refused(t, kernel);
  const compute = t.dtype === float64 ? float64 : float32;
  const result = empty(shape, compute);
  const dense = cast(t, compute);
  const elements = numbers(dense);
  const contiguous = dense.isContiguous ? dense : fromElements(elements, dense);
  const grids = (t.shape[0] as number) * (t.shape[1] as number);
  kernel.run(result, contiguous, grids, source, axesOf(source, space, request, compute === float32), back);
  return cast(result, t.dtype);
}

function fromElements(values: ReturnType<typeof numbers>, like: Tensor): Tensor {
  const copy = empty(like.shape, like.dtype);
  floats(copy).set(values);
  return copy;
}

type Plain = [input: Tensor, outputSize: Ints | null, scaleFactors: Ints | null];
type Aligned = [input: Tensor, outputSize: Ints | null, alignCorners: boolean, scaleFactors: Ints | null];

interface Resizing {
  readonly name: string;
  readonly spatial: Spatial;
  readonly doc: string;
  readonly kernel: Kernel;
  readonly samples: readonly string[];
}

/** The list, or None. */
function listOrNull(s: Saved, name: string): Ints | null {
  const list = s.ints(name);
  return list.length === 0 ? null : list;
}

function requestOf(s: Saved, alignCorners: boolean): Request {
  return { size: listOrNull(s, "output_size"), factors: listOrNull(s, "scale_factors"), alignCorners };
}

function forwardResize({ spatial, kernel }: Resizing, input: Tensor, request: Request): Tensor {
  const space = resizedSpace(input.shape, request);
  checkSizes(input.shape, space, spatial);
  checkChannels(input, spatial);
  const shape = [...input.shape.slice(0, 2), ...space];
  return resized(input, shape, input.shape.slice(2), space, request, kernel, false);
}

function backwardResize({ kernel }: Resizing, g: Tensor, inputSize: Ints, request: Request): Tensor {
  return resized(g, inputSize, inputSize.slice(2), g.shape.slice(2), request, kernel, true);
}

/** An op without align_corners, and its gradient. */
function plainResize(spec: Resizing): Op<Plain, Tensor> {
  const { name } = spec;
  const uses = ["output_size", "scale_factors"];
  const call = (s: Saved) => [listOrNull(s, "output_size"), listOrNull(s, "scale_factors")] as const;
  const backward: Op<[g: Tensor, outputSize: Ints | null, inputSize: Ints, scaleFactors: Ints | null], Tensor> = op(
    `${name}_backward.vec(Tensor grad_output, int[]? output_size, int[] input_size, float[]? scale_factors) -> Tensor`,
    {
      doc: `The gradient of ${name}`,
      forms: [],
      node: 1,
      forward: (g, size, inputSize, factors) =>
        backwardResize(spec, g, inputSize, { size, factors, alignCorners: false }),
      backward: { grad_output: { uses, grad: (g, s) => forward(g, ...call(s)) } },
      samples: [],
    },
  );
  const forward: Op<Plain, Tensor> = op(
    `${name}.vec(Tensor input, int[]? output_size, float[]? scale_factors) -> Tensor`,
    {
      doc: spec.doc,
      forms: ["_C"],
      out: false,
      node: 1,
      forward: (input, size, factors) => forwardResize(spec, input, { size, factors, alignCorners: false }),
      backward: {
        input: {
          uses: [...uses, "_input_sizes"],
          grad: (g, s) => {
            const [size, factors] = call(s);
            return backward(g, size, s.ints("input_sizes"), factors);
          },
        },
      },
      samples: spec.samples,
    },
  );
  return forward;
}

/** An op with align_corners, and its gradient. */
function alignedResize(spec: Resizing): Op<Aligned, Tensor> {
  const { name } = spec;
  const uses = ["output_size", "align_corners", "scale_factors"];
  type BackwardArguments = [
    g: Tensor,
    outputSize: Ints | null,
    inputSize: Ints,
    alignCorners: boolean,
    scaleFactors: Ints | null,
  ];
  const backward: Op<BackwardArguments, Tensor> = op(
    `${name}_backward.vec(Tensor grad_output, int[]? output_size, int[] input_size, bool align_corners, float[]? scale_factors) -> Tensor`,
    {
      doc: `The gradient of ${name}`,
      forms: [],
      node: 1,
      forward: (g, size, inputSize, alignCorners, factors) =>
        backwardResize(spec, g, inputSize, { size, factors, alignCorners }),
      backward: {
        grad_output: {
          uses,
          grad: (g, s) => {
            const { size, alignCorners, factors } = requestOf(s, s.flag("align_corners"));
            return forward(g, size, alignCorners, factors);
          },
        },
      },
      samples: [],
    },
  );
  const forward: Op<Aligned, Tensor> = op(
    `${name}.vec(Tensor input, int[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor`,
    {
      doc: spec.doc,
      forms: ["_C"],
      out: false,
      node: 1,
      forward: (input, size, alignCorners, factors) => forwardResize(spec, input, { size, factors, alignCorners }),
      backward: {
        input: {
          uses: [...uses, "_input_sizes"],
          grad: (g, s) => {
            const { size, alignCorners, factors } = requestOf(s, s.flag("align_corners"));
            return backward(g, size, s.ints("input_sizes"), alignCorners, factors);
          },
        },
      },
      samples: spec.samples,
    },
  );
  return forward;
}

const nearest = nearestKernel(nearestMap);
const nearestExact: Kernel = { ...nearestKernel(nearestExactMap), dtypes: [uint8] };
const linear = weightedKernel(linearTaps, "linear", "linear");
const cubic = weightedKernel(cubicTaps, "cubic", null);
const linearAntialiased = weightedKernel((axis) => antialiasedTaps(axis, false), "aa", null);
const cubicAntialiased = weightedKernel((axis) => antialiasedTaps(axis, true), "aa", null);

const nearestDoc = "Each element of the result is the one of the input at or before its place";
const exactDoc = "Each element of the result is the one of the input whose middle is nearest";
const linearDoc = "Each element of the result lies on straight lines between the input's";
const cubicDoc = "Each element of the result lies on curves through four of the input's, in each direction";

export const upsampleNearest1d = plainResize({
  name: "upsample_nearest1d",
  spatial: 1,
  doc: nearestDoc,
  kernel: nearest,
  samples: [
    "F.interpolate(b, 5)",
    "F.interpolate(b, scale_factor=1.7)",
    "F.interpolate(b, scale_factor=[2])",
    "F.interpolate(b, scale_factor=1.7, recompute_scale_factor=True)",
    "F.interpolate(b, 0)",
    "F.interpolate(b[:, :0], 2)",
    "F.interpolate(b[:, :, :0], 2)",
    "F.interpolate(b[:0], 2)",
    "F.interpolate(i[None], 5)",
  ],
});

export const upsampleNearest2d = plainResize({
  name: "upsample_nearest2d",
  spatial: 2,
  doc: nearestDoc,
  kernel: nearest,
  samples: [
    "F.interpolate(im, scale_factor=2)",
    "F.interpolate(im, (3, 7))",
    "F.interpolate(im.transpose(2, 3), (3, 7))",
    "F.interpolate(im.double(), scale_factor=(0.6, 1.3))",
    "F.interpolate(im.bfloat16(), 3)",
    "F.interpolate(u8.reshape(1, 1, 1, 3), 4)",
    "torch.autograd.grad((F.interpolate(im, (3, 7)) ** 2).sum(), im, create_graph=True)",
    "F.interpolate(im, (0, 2))",
    "F.interpolate(im, scale_factor=0.1)",
    "F.interpolate(i[None, None], 5)",
    "F.interpolate(n.reshape(1, 2, 3, 2), 5)",
    "F.interpolate(im.half(), 5)",
    "F.interpolate(im[:, :0], 5)",
  ],
});

export const upsampleNearest3d = plainResize({
  name: "upsample_nearest3d",
  spatial: 3,
  doc: nearestDoc,
  kernel: nearest,
  samples: [
    "F.interpolate(im[None], scale_factor=(1.5, 1, 2))",
    "F.interpolate(im[None], 3)",
    "F.interpolate(im[None], 0)",
  ],
});

export const upsampleNearestExact1d = plainResize({
  name: "_upsample_nearest_exact1d",
  spatial: 1,
  doc: exactDoc,
  kernel: nearestExact,
  samples: ["F.interpolate(b, 5, mode='nearest-exact')", "F.interpolate(b, scale_factor=0.7, mode='nearest-exact')"],
});

export const upsampleNearestExact2d = plainResize({
  name: "_upsample_nearest_exact2d",
  spatial: 2,
  doc: exactDoc,
  kernel: nearestExact,
  samples: [
    "F.interpolate(im, (3, 7), mode='nearest-exact')",
    "F.interpolate(im, scale_factor=(1.5, 0.7), mode='nearest-exact')",
    "torch.autograd.grad((F.interpolate(im, (3, 7), mode='nearest-exact') ** 2).sum(), im, create_graph=True)",
  ],
});

export const upsampleNearestExact3d = plainResize({
  name: "_upsample_nearest_exact3d",
  spatial: 3,
  doc: exactDoc,
  kernel: nearestExact,
  samples: ["F.interpolate(im[None], (3, 5, 4), mode='nearest-exact')"],
});

export const upsampleLinear1d = alignedResize({
  name: "upsample_linear1d",
  spatial: 1,
  doc: linearDoc,
  kernel: linear,
  samples: [
    "F.interpolate(b, 5, mode='linear')",
    "F.interpolate(b, scale_factor=1.7, mode='linear')",
    "F.interpolate(b, 5, mode='linear', align_corners=True)",
    "F.interpolate(b, 1, mode='linear', align_corners=True)",
    "F.interpolate(b, 3, mode='linear')",
    "torch.autograd.grad((F.interpolate(b, 5, mode='linear') ** 2).sum(), b, create_graph=True)",
    "F.interpolate(i[None], 5, mode='linear')",
    "F.interpolate(b, 0, mode='linear')",
  ],
});

export const upsampleBilinear2d = alignedResize({
  name: "upsample_bilinear2d",
  spatial: 2,
  doc: linearDoc,
  kernel: linear,
  samples: [
    "F.interpolate(im, scale_factor=2, mode='bilinear')",
    "F.interpolate(im, (3, 7), mode='bilinear', align_corners=True)",
    "F.interpolate(im.double(), scale_factor=(0.6, 1.3), mode='bilinear')",
    "F.interpolate(im, scale_factor=1.3, mode='bilinear', recompute_scale_factor=True)",
    "torch.autograd.grad((F.interpolate(im, (3, 7), mode='bilinear') ** 2).sum(), im, create_graph=True)",
    "F.interpolate(im[:, :0], 5, mode='bilinear')",
    "F.interpolate(im.half(), 5, mode='bilinear')",
    "F.interpolate(u8.reshape(1, 1, 1, 3), 4, mode='bilinear')",
  ],
});

export const upsampleTrilinear3d = alignedResize({
  name: "upsample_trilinear3d",
  spatial: 3,
  doc: linearDoc,
  kernel: linear,
  samples: [
    "F.interpolate(im[None], scale_factor=(1.5, 1, 2), mode='trilinear')",
    "F.interpolate(im[None], 3, mode='trilinear', align_corners=True)",
    "torch.autograd.grad((F.interpolate(im[None], 3, mode='trilinear') ** 2).sum(), im, create_graph=True)",
  ],
});

export const upsampleBicubic2d = alignedResize({
  name: "upsample_bicubic2d",
  spatial: 2,
  doc: cubicDoc,
  kernel: cubic,
  samples: [
    "F.interpolate(im, scale_factor=2, mode='bicubic')",
    "F.interpolate(im, (3, 7), mode='bicubic', align_corners=True)",
    "F.interpolate(im, (4, 5), mode='bicubic')",
    "F.interpolate(im.double(), scale_factor=(0.6, 1.3), mode='bicubic')",
    "torch.autograd.grad((F.interpolate(im, (3, 7), mode='bicubic') ** 2).sum(), im, create_graph=True)",
    "F.interpolate(i[None, None], 5, mode='bicubic')",
  ],
});

export const upsampleBilinear2dAntialiased = alignedResize({
  name: "_upsample_bilinear2d_aa",
  spatial: 2,
  doc: "Linear, over all elements that one of the result stands for",
  kernel: linearAntialiased,
  samples: [
    "F.interpolate(im, (2, 3), mode='bilinear', antialias=True)",
    "F.interpolate(im, scale_factor=1.7, mode='bilinear', antialias=True)",
    "F.interpolate(im, (2, 3), mode='bilinear', antialias=True, align_corners=True)",
    "torch.autograd.grad((F.interpolate(im, (2, 3), mode='bilinear', antialias=True) ** 2).sum(), im, create_graph=True)",
  ],
});

export const upsampleBicubic2dAntialiased = alignedResize({
  name: "_upsample_bicubic2d_aa",
  spatial: 2,
  doc: "Cubic, over all elements that one of the result stands for",
  kernel: cubicAntialiased,
  samples: [
    "F.interpolate(im, (2, 3), mode='bicubic', antialias=True)",
    "F.interpolate(im.double(), (7, 2), mode='bicubic', antialias=True)",
  ],
});
