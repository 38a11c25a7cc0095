// Pooling by the mean of windows that slide.
// Follows aten/src/ATen/native/{Pool,AveragePool2d,AveragePool3d}.cpp and derivatives.yaml.

import { indexError, runtimeError } from "../errors";
import { type Divisor, meanWindows, spreadWindows } from "../kernels/pooling";
import { int64 } from "../tensor/dtype";
import { cast, empty, filled, numbers } from "../tensor/raw";
import { noDimensions } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import {
  asPlane,
  checkElements,
  checkRank,
  forAxes,
  type Ints,
  pooledSpace,
  type Sliding,
  type Spatial,
  single,
  spaceOf,
  splitShape,
  windowsOf,
} from "./pooling-parts";

type MeanArguments = [
  self: Tensor,
  kernelSize: Ints,
  stride?: Ints,
  padding?: Ints,
  ceilMode?: boolean,
  countIncludePad?: boolean,
  divisorOverride?: number | null,
];

function meanSliding(name: string, spatial: Spatial, kernel: Ints, stride: Ints, padding: Ints): Sliding {
  const either = spatial === 2 ? " either" : "";
  const size = forAxes(
    kernel,
    spatial,
    (n) => `${name}: kernel_size must${either} be a single int, or a tuple of ${n} ints`,
  );
  return {
    kernel: size,
    stride:
      stride.length === 0
        ? size
        : forAxes(
            stride,
            spatial,
            (n) => `${name}: stride must${either} be omitted, a single int, or a tuple of ${n} ints`,
          ),
    padding: forAxes(
      padding,
      spatial,
      (n) => `${name}: padding must${either} be a single int, or a tuple of ${n} ints`,
    ),
    dilation: new Array<number>(spatial).fill(1),
  };
}

function avgPool(spatial: Spatial, samples: readonly string[]): Op<MeanArguments, Tensor> {
  const name = `avg_pool${spatial}d`;
  const list = `int[${spatial}]`;
  const kernelName = spatial === 2 ? name : `${name}_out_frame`;
  const forward = (
    self: Tensor,
    kernel: Ints,
    stride: Ints,
    padding: Ints,
    ceil: boolean,
    includePadding: boolean,
    divisor: number | null,
  ): Tensor => {
    const s = meanSliding(name, spatial, kernel, stride, padding);
    if (spatial === 2 && self.dim < 3) {
      if (divisor === 0) throw runtimeError("divisor must be not zero");
      if (self.dim === 0) throw noDimensions(-3);
      throw indexError(
        `Dimension out of range (expected to be in range of [-${self.dim}, ${self.dim - 1}], but got -3)`,
      );
    }
    if (spatial === 3 && self.dim !== 4 && self.dim !== 5) {
      throw runtimeError("non-empty 4D or 5D (batch mode) tensor expected for input");
    }
    if (divisor === 0) throw runtimeError("divisor must be not zero");
    const pooled = pooledSpace(self, spatial, s, ceil, name);
    const integers = self.dtype === int64;
    if (!integers) checkElements(self.dtype, kernelName, spatial === 2 ? "bfloat16" : "none");
    const { lead, space, grids } = splitShape(self.shape, spatial);
    const compute = computeDType(self.dtype);
    const result = empty([...lead, ...pooled], compute);
    const windows = windowsOf(space, pooled, s, includePadding);
    const source = numbers(cast(self, compute));
    const by: Divisor = divisor ?? "product";
    meanWindows(floats(result), source, 0, grids, spaceOf(space), windows, by);
    // Casting to int64 truncates, as its division does.
    return cast(result, self.dtype);
  };
  type BackwardArguments = [
    gradOutput: Tensor,
    self: Tensor,
    kernelSize: Ints,
    stride: Ints,
    padding: Ints,
    ceilMode: boolean,
    countIncludePad: boolean,
    divisorOverride: number | null,
  ];
  const backward: Op<BackwardArguments, Tensor> = op(
    `${name}_backward(Tensor grad_output, Tensor self, ${list} kernel_size, ${list} stride, ${list} padding, bool ceil_mode, bool count_include_pad, int? divisor_override) -> Tensor`,
    {
      doc: `The gradient of ${name}: each window's share goes to all its elements`,
      forms: [],
      node: `AvgPool${spatial}DBackwardBackward0`,
      forward: (g, self, kernel, stride, padding, _ceil, includePadding, divisor) => {
        const s = meanSliding(name, spatial, kernel, stride, padding);
        const { space, grids } = splitShape(self.shape, spatial);
        const compute = computeDType(g.dtype);
        const result = empty(self.shape, compute);
        const windows = windowsOf(space, splitShape(g.shape, spatial).space, s, includePadding);
        const by: Divisor = divisor ?? "product";
        spreadWindows(floats(result), numbers(cast(g, compute)), 0, grids, spaceOf(space), windows, by);
        return cast(result, g.dtype);
      },
      backward: {
        grad_output: {
          uses: ["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"],
          grad: (g, s) =>
            pool(
              g,
              s.ints("kernel_size"),
              s.ints("stride"),
              s.ints("padding"),
              s.flag("ceil_mode"),
              s.flag("count_include_pad"),
              s.optionalInt("divisor_override"),
            ),
        },
        self: (g, s) => filled(s.input("self").shape, 0, g.dtype),
      },
      samples: [],
    },
  );
  const pool: Op<MeanArguments, Tensor> = op(
    `${name}(Tensor self, ${list} kernel_size, ${list} stride=[], ${list} padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor`,
    {
      doc: "The mean of each window",
      forms: ["F"],
      node: `AvgPool${spatial}DBackward0`,
      forward,
      backward: {
        self: {
          uses: ["self", "kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"],
          grad: (g, s) =>
            backward(
              g,
              s.tensor("self"),
              s.ints("kernel_size"),
              s.ints("stride"),
              s.ints("padding"),
              s.flag("ceil_mode"),
              s.flag("count_include_pad"),
              s.optionalInt("divisor_override"),
            ),
        },
      },
      samples,
    },
  );
  return pool;
}

export const avgPool2d: Op<MeanArguments, Tensor> = avgPool(2, [
  "F.avg_pool2d(im, 2)",
  "F.avg_pool2d(im, (3, 2), None, (1, 1), ceil_mode=True)",
  "F.avg_pool2d(im, 3, 2, 1, count_include_pad=False)",
  "F.avg_pool2d(im, 3, 2, 1, True, False)",
  "F.avg_pool2d(im, 2, divisor_override=3)",
  "F.avg_pool2d(im[0].double(), kernel_size=(2, 3), stride=1)",
  "F.avg_pool2d(im.transpose(2, 3), 2)",
  "F.avg_pool2d(i[None] - 5, 2)",
  "F.avg_pool2d(im.bfloat16(), 2)",
  "F.avg_pool2d(im[:0], 2)",
  "torch.autograd.grad((F.avg_pool2d(im, 3, 2, 1) ** 2).sum(), im, create_graph=True)",
  "F.avg_pool2d(im.half(), 2)",
  "F.avg_pool2d(n[None].int(), 2)",
  "F.avg_pool2d(x, 2)",
  "F.avg_pool2d(s, 2)",
  "F.avg_pool2d(im[None], 2)",
  "F.avg_pool2d(im, 9)",
  "F.avg_pool2d(im, 2, 0)",
  "F.avg_pool2d(im, 2, padding=2)",
  "F.avg_pool2d(im, (2, 2, 2))",
  "F.avg_pool2d(im, 2, (1, 1, 1))",
  "F.avg_pool2d(im, 2, 1, (1, 1, 1))",
  "F.avg_pool2d(im, 2, divisor_override=0)",
  "F.avg_pool2d(im, 'a')",
]);

export const avgPool3d: Op<MeanArguments, Tensor> = avgPool(3, [
  "F.avg_pool3d(im, (2, 3, 2))",
  "F.avg_pool3d(im.reshape(1, 2, 2, 2, 5), 2, 1, 1, count_include_pad=False)",
  "F.avg_pool3d(im.reshape(1, 2, 2, 2, 5), 2, 2, 1, True, divisor_override=5)",
  "torch.autograd.grad((F.avg_pool3d(im, 2, 1) ** 2).sum(), im, create_graph=True)",
  "F.avg_pool3d(i[None, None], (1, 2, 2))",
  "F.avg_pool3d(b, 2)",
  "F.avg_pool3d(im, 9)",
  "F.avg_pool3d(im, (2, 2))",
  "F.avg_pool3d(im, 2, (2, 2))",
  "F.avg_pool3d(im, 2, 2, (0, 0))",
  "F.avg_pool3d(im, 2, divisor_override=0)",
  "F.avg_pool3d(im[:, :, :0], 2)",
  "F.avg_pool3d(im.half(), 2)",
]);

export const avgPool1d: Op<
  [self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, ceilMode?: boolean, countIncludePad?: boolean],
  Tensor
> = op(
  "avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, bool ceil_mode=False, bool count_include_pad=True) -> Tensor",
  {
    noComplex: "avg_pool2d",
    doc: "The mean of each window of a row",
    forms: ["torch", "F"],
    composite: (self, kernel, stride, padding, ceil, includePadding) => {
      const name = "avg_pool1d";
      const steps = stride.length === 0 ? kernel : stride;
      checkRank(self, name);
      const size = single(kernel, "kernel_size", name);
      const step = single(steps, "stride", name);
      const pad = single(padding, "padding", name);
      return asPlane(self, (plane) => avgPool2d(plane, [1, size], [1, step], [0, pad], ceil, includePadding, null));
    },
    samples: [
      "F.avg_pool1d(b, 2)",
      "torch.avg_pool1d(x, 3, 2, 1, True, False)",
      "F.avg_pool1d(v, 2)",
      "F.avg_pool1d(b, (2, 2))",
      "F.avg_pool1d(b, 2, (2, 2))",
      "F.avg_pool1d(b, 2, 2, (1, 1))",
      "F.avg_pool1d(b, 9)",
    ],
  },
);
