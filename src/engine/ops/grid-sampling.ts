// Sampling images at the places of a grid, and grids of affine maps (spatial transformers, Jaderberg et al. 2015).
// Follows aten/src/ATen/native/{GridSampler,GridSamplerUtils.h,AffineGridGenerator}.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import {
  type SampleMode,
  type SamplePadding,
  type Sampling,
  sampleGrid,
  sampleGridBackward,
} from "../kernels/grid-sample";
import { type DType, float32, float64 } from "../tensor/dtype";
import { empty, fromNumbers, numbers } from "../tensor/raw";
import { formatShape, numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import { bmm } from "./matmul";
import { together } from "./together";
import { reshape, transpose } from "./views";

type Ints = readonly number[];
type SampleArguments = [
  input: Tensor,
  grid: Tensor,
  interpolationMode: number,
  paddingMode: number,
  alignCorners: boolean,
];

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

const modes: readonly SampleMode[] = ["bilinear", "nearest", "bicubic"];
const paddings: readonly SamplePadding[] = ["zeros", "border", "reflection"];

function samplingOf(input: Tensor, grid: Tensor, mode: number, padding: number, alignCorners: boolean): Sampling {
  const [batch = 0, channels = 0, ...size] = input.shape;
  return {
    mode: modes[mode] ?? "bilinear",
    padding: paddings[padding] ?? "zeros",
    alignCorners,
    batch,
    channels,
    size,
    places: numelOf(grid.shape.slice(1, -1)),
  };
}

function checkSampler(input: Tensor, grid: Tensor): void {
  const sizes = `input with sizes ${formatShape(input.shape)} and grid with sizes ${formatShape(grid.shape)}`;
  if (input.shape[0] !== grid.shape[0]) {
    throw runtimeError(`grid_sampler(): expected grid and input to have same batch size, but got ${sizes}`);
  }
  if (grid.shape[grid.dim - 1] !== input.dim - 2) {
    throw runtimeError(
      `grid_sampler(): expected grid to have size ${input.dim - 2} in last dimension, but got grid with sizes ${formatShape(grid.shape)}`,
    );
  }
  const at = input.shape.findIndex((size, i) => i >= 2 && size === 0);
  if (at >= 0) {
    throw runtimeError(
      `grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes ${formatShape(input.shape)} with dimension ${at} being empty`,
    );
  }
}

function checkRank(input: Tensor, grid: Tensor, rank: number): void {
  if (input.dim === rank && grid.dim === rank) return;
  throw runtimeError(
    `grid_sampler(): expected ${rank}D input and grid with same number of dimensions, but got input with sizes ${formatShape(input.shape)} and grid with sizes ${formatShape(grid.shape)}`,
  );
}

function checkElements(input: Tensor, grid: Tensor, spatial: 2 | 3): void {
  if (input.dtype !== float32 && input.dtype !== float64) {
    const { scalarName } = input.dtype;
    throw runtimeError(
      spatial === 2
        ? `grid_sampler_2d_cpu not implemented for ${scalarName}`
        : `"grid_sampler3d_cpu" not implemented for '${scalarName}'`,
    );
  }
  if (grid.dtype !== input.dtype) {
    throw runtimeError(`expected scalar type ${input.dtype.scalarName} but found ${grid.dtype.scalarName}`);
  }
}

function sampler(spatial: 2 | 3, samples: readonly string[]): Op<SampleArguments, Tensor> {
  const name = `grid_sampler_${spatial}d`;
  const rank = spatial + 2;
  type BackwardArguments = [gradOutput: Tensor, ...SampleArguments, outputMask: readonly boolean[]];
  // PyTorch has no derivative of this one.
  const backward: Op<BackwardArguments, readonly Tensor[]> = op(
    `${name}_backward(Tensor grad_output, Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners, bool[2] output_mask) -> (Tensor, Tensor)`,
    {
      doc: `The gradients of ${name}'s image and grid`,
      forms: [],
      forward: (g, input, grid, mode, padding, alignCorners, mask) => {
        const sampling = samplingOf(input, grid, mode, padding, alignCorners);
        const ofInput = empty(mask[0] === true ? input.shape : [0], input.dtype);
        const ofGrid = empty(grid.shape, grid.dtype);
        const image = mask[0] === true ? floats(ofInput) : null;
        sampleGridBackward(image, floats(ofGrid), numbers(g), numbers(input), numbers(grid), sampling);
        return [ofInput, ofGrid];
      },
      samples: [],
    },
  );
  return op<SampleArguments, Tensor>(
    `${name}(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor`,
    {
      doc: "The image's values at the places of a grid in [-1, 1]",
      forms: ["torch"],
      out: false,
      node: `GridSampler${spatial}DBackward0`,
      forward: (input, grid, mode, padding, alignCorners) => {
        checkSampler(input, grid);
        checkRank(input, grid, rank);
        if (spatial === 3 && modes[mode] === "bicubic") {
          throw runtimeError("grid_sampler(): bicubic interpolation only supports 4D input");
        }
        checkElements(input, grid, spatial);
        const shape = [...input.shape.slice(0, 2), ...grid.shape.slice(1, -1)];
        const result = empty(shape, input.dtype);
        const sampling = samplingOf(input, grid, mode, padding, alignCorners);
        sampleGrid(floats(result), numbers(input), numbers(grid), sampling);
        return result;
      },
      backward: together(
        ["input", "grid"],
        ["input", "grid", "interpolation_mode", "padding_mode", "align_corners"],
        (g, s) =>
          backward(
            g,
            s.tensor("input"),
            s.tensor("grid"),
            s.int("interpolation_mode"),
            s.int("padding_mode"),
            s.flag("align_corners"),
            [s.needs("input"), s.needs("grid")],
          ),
      ),
      samples,
    },
  );
}

const modeSamples = ["bilinear", "nearest", "bicubic"].flatMap((mode) =>
  ["zeros", "border", "reflection"].flatMap((padding) =>
    ["True", "False"].map(
      (align) => `F.grid_sample(im, x[None, :, :2, None].expand(1, 4, 2, 2), '${mode}', '${padding}', ${align})`,
    ),
  ),
);

export const gridSampler2d: Op<SampleArguments, Tensor> = sampler(2, [
  ...modeSamples,
  "F.grid_sample(im.double(), b[:1, :, :2, None].transpose(2, 3).double(), align_corners=False)",
  "F.grid_sample(im, b[:1, :, None, :2].detach(), align_corners=True)",
  "F.grid_sample(im.detach(), b[:1, :, None, :2], align_corners=True)",
  "torch.autograd.grad((F.grid_sample(im, b[:1, :, None, :2], align_corners=True) ** 2).sum(), (im, b), create_graph=True)",
  "F.grid_sample(im, b[:, :, None, :2], align_corners=True)",
  "F.grid_sample(im, b[:1, :, None], align_corners=True)",
  "F.grid_sample(im, b[:1, :, :2], align_corners=True)",
  "F.grid_sample(im, b[:1, :, None, :2].double(), align_corners=True)",
  "F.grid_sample(im[:, :, :0], b[:1, :, None, :2], align_corners=True)",
  "F.grid_sample(im, b[:1, :, None, :2], 'cubic')",
  "F.grid_sample(im, b[:1, :, None, :2], padding_mode='zero')",
  "F.grid_sample(i[None, None], b[:1, :, None, :2], align_corners=True)",
]);

export const gridSampler3d: Op<SampleArguments, Tensor> = sampler(3, [
  "F.grid_sample(im.reshape(1, 2, 2, 2, 5), b[:1, :, None, None], align_corners=False)",
  "F.grid_sample(im.reshape(1, 2, 2, 2, 5), b[:1, :, None, None], 'nearest', 'reflection', True)",
  "F.grid_sample(im.reshape(1, 2, 2, 2, 5), b[:1, :, None, None], padding_mode='border', align_corners=False)",
  "F.grid_sample(im.reshape(1, 2, 2, 2, 5), b[:1, :, None, None], padding_mode='reflection', align_corners=False)",
  "F.grid_sample(im.reshape(1, 2, 2, 2, 5), b[:1, :, None, None], 'bicubic', align_corners=False)",
  "F.grid_sample(im.reshape(1, 2, 2, 2, 5), b[:1, :, None], align_corners=False)",
  "F.grid_sample(i.reshape(1, 1, 2, 2, 3), b[:1, :, None, None], align_corners=False)",
]);

export const gridSampler: Op<SampleArguments, Tensor> = op(
  "grid_sampler(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor",
  {
    noComplex: "grid_sampler_2d_cpu not implemented for {}",
    doc: "The image's values at the places of a grid in [-1, 1]",
    forms: ["torch"],
    composite: (input, grid, mode, padding, alignCorners) => {
      checkSampler(input, grid);
      const run = input.dim === 4 ? gridSampler2d : gridSampler3d;
      return run(input, grid, mode, padding, alignCorners);
    },
    samples: ["torch.grid_sampler(im, b[:1, :, None, :2], 0, 0, False)"],
  },
);

/** `count` places from -1 to 1: of the corners, or of the elements' middles. */
function axisPlaces(count: number, alignCorners: boolean, dtype: DType): number[] {
  if (count <= 1) return new Array<number>(count).fill(0);
  const round = dtype === float32 ? Math.fround : (value: number) => value;
  const step = round(2 / (count - 1));
  return Array.from({ length: count }, (_, i) => {
    // As linspace has them: from both ends to the middle.
    const place = i < count / 2 ? round(-1 + step * i) : round(1 - step * (count - 1 - i));
    return alignCorners ? place : round(round(place * (count - 1)) / count);
  });
}

/** Homogeneous coordinates of all places of an image: [n, places, axes + 1]. */
function baseGrid(size: Ints, alignCorners: boolean, dtype: DType): Tensor {
  const [batch = 0, , ...space] = size;
  const axes = space.map((count) => axisPlaces(count, alignCorners, dtype));
  const places = numelOf(space);
  const width = space.length + 1;
  const values = new Float64Array(batch * places * width);
  for (let p = 0; p < places; p++) {
    let rest = p;
    for (let d = space.length - 1; d >= 0; d--) {
      const count = space[d] as number;
      values[p * width + (space.length - 1 - d)] = axes[d]?.[rest % count] as number;
      rest = Math.floor(rest / count);
    }
    values[p * width + width - 1] = 1;
  }
  for (let n = 1; n < batch; n++) values.copyWithin(n * places * width, 0, places * width);
  return fromNumbers(values, [batch, places, width], dtype);
}

export const affineGridGenerator: Op<[theta: Tensor, size: Ints, alignCorners: boolean], Tensor> = op(
  "affine_grid_generator(Tensor theta, int[] size, bool align_corners) -> Tensor",
  {
    doc: "Where each place of an image comes from under an affine map: places · thetaᵀ",
    forms: ["torch"],
    out: false,
    forward: (theta, size, alignCorners) => {
      if (size.length !== 4 && size.length !== 5) {
        throw runtimeError("AffineGridGenerator needs 4d (spatial) or 5d (volumetric) inputs.");
      }
      const base = baseGrid(size, alignCorners, theta.dtype);
      const places = bmm.forward(base, transpose.forward(theta, 1, 2));
      const [batch = 0, , ...space] = size;
      return reshape.forward(places, [batch, ...space, space.length]);
    },
    backward: {
      theta: {
        uses: ["size", "align_corners"],
        grad: (g, s) => {
          const size = s.ints("size");
          const [batch = 0, , ...space] = size;
          const base = baseGrid(size, s.flag("align_corners"), g.dtype);
          const flat = reshape(g, [batch, numelOf(space), space.length]);
          return transpose(bmm(transpose(base, 1, 2), flat), 1, 2);
        },
      },
    },
    samples: [
      "F.affine_grid(x[None, :2], (1, 2, 3, 4), align_corners=False)",
      "F.affine_grid(b[:, :2], [2, 1, 2, 3], align_corners=True)",
      "F.affine_grid(wide[None, :3, :4], (1, 1, 2, 3, 2), align_corners=False)",
      "F.affine_grid(x[None, :2].double(), (1, 2, 1, 4), align_corners=False)",
      "torch.autograd.grad((F.affine_grid(x[None, :2], (1, 2, 3, 4), align_corners=False) ** 2).sum(), x, create_graph=True)",
      "F.affine_grid(i[None, :2], (1, 2, 3, 4), align_corners=False)",
      "F.affine_grid(x[None], (1, 2, 3, 4), align_corners=False)",
      "F.affine_grid(x[None, :2], (1, 2, 3, 4, 5), align_corners=False)",
      "F.affine_grid(x[None, :2], (1, 2, 3), align_corners=False)",
      "F.affine_grid(x[None, :2], (1, 2, 3, 0), align_corners=False)",
      "F.affine_grid(x[None, :2], (2, 2, 3, 3), align_corners=False)",
    ],
  },
);
