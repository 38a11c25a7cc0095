// What the poolings have in common: sizes of space from a tensor, windows along each axis, the gradient of picking
// one element of each window.

import { runtimeError } from "../errors";
import type { Extent } from "../kernels/convolution";
import { type AxisWindows, addAtIndices, type Windows } from "../kernels/pooling";
import { bfloat16, type DType, float16, float32, float64 } from "../tensor/dtype";
import { cast, empty, numbers } from "../tensor/raw";
import { formatShape, numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { computeDType, floats } from "./elementwise";
import { gather } from "./selection";
import { reshape, squeezeDim, unsqueeze } from "./views";

export type Ints = readonly number[];
export type Spatial = 2 | 3;

/** Names of the axes in messages: T, H, W. */
export const axisNames = ["T", "H", "W"];
const counted: Readonly<Record<Spatial, string>> = { 2: "two", 3: "three" };

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

/** The last dimensions, with 1 for a depth that is not there. */
export function spaceOf(shape: Ints): Extent {
  const [width = 1, height = 1, depth = 1] = [...shape].reverse();
  return [depth, height, width];
}

/** Splits a shape in front of its last dimensions. */
export function splitShape(shape: Ints, spatial: Spatial): { lead: Ints; space: Ints; grids: number } {
  const at = shape.length - spatial;
  const lead = shape.slice(0, at);
  return { lead, space: shape.slice(at), grids: numelOf(lead) };
}

/** One value stands for all axes; `words` complete the message where there are more, or none. */
export function forAxes(values: Ints, spatial: Spatial, words: (count: string) => string): Ints {
  if (values.length === spatial) return values;
  if (values.length === 1) return new Array<number>(spatial).fill(values[0] as number);
  throw runtimeError(words(counted[spatial]));
}

/** "kH: 2 kW: 3". */
export function listed(prefix: string, values: Ints): string {
  return values.map((value, i) => `${prefix}${axisNames[axisNames.length - values.length + i]}: ${value}`).join(" ");
}

/** How many windows fit on an axis (pooling_output_shape). */
export function pooledSize(
  size: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  ceil: boolean,
): number {
  if (stride === 0) throw runtimeError("stride should not be zero");
  if (padding < 0) throw runtimeError(`pad must be non-negative, but got pad: ${padding}`);
  if (padding > Math.trunc(kernel / 2)) {
    throw runtimeError(`pad should be at most half of kernel size, but got pad=${padding} and kernel_size=${kernel}`);
  }
  const room = size + 2 * padding - dilation * (kernel - 1) - 1 + (ceil ? stride - 1 : 0);
  const count = Math.floor(room / stride) + 1;
  // With ceil, the last window must start inside the input or its left padding.
  return ceil && (count - 1) * stride >= size + padding ? count - 1 : count;
}

function windows(count: number, step: number): AxisWindows {
  return { from: new Int32Array(count), to: new Int32Array(count), step, count: new Int32Array(count) };
}

const wholeAxis: AxisWindows = {
  from: Int32Array.of(0),
  to: Int32Array.of(1),
  step: 1,
  count: Int32Array.of(1),
};

/** Windows for depth, height and width from those of the axes that are there. */
export function allAxes(axes: readonly AxisWindows[]): Windows {
  const [width = wholeAxis, height = wholeAxis, depth = wholeAxis] = [...axes].reverse();
  return [depth, height, width];
}

/** Windows at regular places. `includePadding` counts the padding as elements. */
export function slidingWindows(
  size: number,
  count: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  includePadding: boolean,
): AxisWindows {
  const axis = windows(count, dilation);
  for (let i = 0; i < count; i++) {
    let from = i * stride - padding;
    const to = Math.min(from + (kernel - 1) * dilation + 1, size + padding);
    const whole = to - from;
    if (from < 0) from += Math.ceil(-from / dilation) * dilation;
    axis.from[i] = from;
    axis.to[i] = Math.min(to, size);
    axis.count[i] = includePadding ? whole : Math.min(to, size) - from;
  }
  return axis;
}

/** Windows that share an axis as evenly as they can, overlapping where they must. */
export function adaptiveWindows(size: number, count: number): AxisWindows {
  const axis = windows(count, 1);
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * size) / count);
    const to = Math.ceil(((i + 1) * size) / count);
    axis.from[i] = from;
    axis.to[i] = to;
    axis.count[i] = to - from;
  }
  return axis;
}

/** Element types that a kernel takes besides float32 and float64; others are refused in its name. */
export function checkElements(dtype: DType, kernel: string, halves: "none" | "bfloat16" | "float16"): void {
  if (dtype === float32 || dtype === float64) return;
  if (dtype === bfloat16 && halves === "bfloat16") return;
  if (dtype === float16 && halves === "float16") return;
  throw runtimeError(`"${kernel}" not implemented for '${dtype.scalarName}'`);
}

/** The gradient of picking elements: each goes back to where it was picked. */
export function backToIndices(g: Tensor, indices: Tensor, shape: Ints, spatial: Spatial): Tensor {
  const compute = computeDType(g.dtype);
  const result = empty(shape, compute);
  const { grids, space } = splitShape(shape, spatial);
  const count = numelOf(splitShape(indices.shape, spatial).space);
  addAtIndices(floats(result), numbers(cast(g, compute)), numbers(indices), grids, count, numelOf(space));
  return cast(result, g.dtype);
}

/** The gradient of that: the elements at the indices, picked again. */
export function pickAtIndices(g: Tensor, indices: Tensor, spatial: Spatial): Tensor {
  const { lead } = splitShape(indices.shape, spatial);
  const flat = gather(reshape(g, [...lead, -1]), -1, reshape(indices, [...lead, -1]));
  return reshape(flat, indices.shape);
}

/** Only the batch may be empty: what is said of another dimension that is. */
export function emptyDimension(shape: Ints, rank: number): number {
  return shape.findIndex((size, i) => size === 0 && !(shape.length === rank && i === 0));
}

export function tooSmall(planes: number, space: Ints, pooled: Ints): Error {
  return runtimeError(
    `Given input size: (${[planes, ...space].join("x")}). Calculated output size: (${[planes, ...pooled].join("x")}). Output size is too small`,
  );
}

export function checkRank(self: Tensor, name: string): void {
  if (self.dim === 2 || self.dim === 3) return;
  throw runtimeError(
    `Expected 2 to 3 dimensions, but got ${self.dim}-dimensional tensor for argument #1 'self' (while checking arguments for ${name})`,
  );
}

/** One value in a list, for poolings of one dimension. */
export function single(values: Ints, argument: string, name: string): number {
  if (values.length === 1) return values[0] as number;
  throw runtimeError(`${name}() argument '${argument}' should contain one int (got ${values.length})`);
}

/** Sizes as C++ streams a list: {2, 3}. */
export function braced(values: Ints): string {
  return `{${values.join(", ")}}`;
}

/** How windows slide: lists with one value for each axis. */
export interface Sliding {
  readonly kernel: Ints;
  readonly stride: Ints;
  readonly padding: Ints;
  readonly dilation: Ints;
}

function checkPositive(s: Sliding): void {
  if (s.kernel.some((v) => v <= 0)) {
    throw runtimeError(`kernel size should be greater than zero, but got ${listed("k", s.kernel)}`);
  }
  if (s.stride.some((v) => v <= 0)) {
    throw runtimeError(`stride should be greater than zero, but got ${listed("d", s.stride)}`);
  }
  if (s.dilation.some((v) => v <= 0)) {
    throw runtimeError(`dilation should be greater than zero, but got ${listed("dilation", s.dilation)}`);
  }
}

/** The result's space, after all checks of pool2d_shape_check and pool3d_shape_check. */
export function pooledSpace(self: Tensor, spatial: Spatial, s: Sliding, ceil: boolean, name: string): Ints {
  const { space } = splitShape(self.shape, spatial);
  const pooled = space.map((size, i) =>
    pooledSize(
      size,
      s.kernel[i] as number,
      s.stride[i] as number,
      s.padding[i] as number,
      s.dilation[i] as number,
      ceil,
    ),
  );
  checkPositive(s);
  const rank = spatial + 2;
  const at = emptyDimension(self.shape, rank);
  if (spatial === 2 && (at >= 0 || self.dim < 3 || self.dim > 4)) {
    throw runtimeError(
      `Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:${formatShape(self.shape)}`,
    );
  }
  if (at >= 0) {
    throw runtimeError(
      `${name}(): Expected input's non-batch dimensions to have positive length, but input has a shape of ${formatShape(self.shape)} and non-batch dimension ${self.shape[at]} has length zero!`,
    );
  }
  if (name === "avg_pool3d" && space.some((size, i) => size < (s.kernel[i] as number))) {
    throw runtimeError(`input image (${listed("", space)}) smaller than kernel size (${listed("k", s.kernel)})`);
  }
  if (pooled.some((size) => size < 1)) throw tooSmall(self.shape[self.dim - spatial - 1] as number, space, pooled);
  return pooled;
}

/** Windows that slide. `includePadding` counts the padding as elements. */
export function windowsOf(space: Ints, pooled: Ints, s: Sliding, includePadding: boolean): Windows {
  return allAxes(
    space.map((size, i) =>
      slidingWindows(
        size,
        pooled[i] as number,
        s.kernel[i] as number,
        s.stride[i] as number,
        s.padding[i] as number,
        s.dilation[i] as number,
        includePadding,
      ),
    ),
  );
}

/** Works on a vector as on a plane of height 1. */
export function asPlane(self: Tensor, run: (plane: Tensor) => Tensor): Tensor {
  return squeezeDim(run(unsqueeze(self, -2)), -2);
}
