// Pooling by the largest element of windows that slide.
// Follows aten/src/ATen/native/{Pooling,MaxPooling,DilatedMaxPool2d,DilatedMaxPool3d}.cpp and derivatives.yaml.

import { isGradEnabled } from "../autograd/grad-mode";
import { runtimeError } from "../errors";
import { maxWindows, type Windows } from "../kernels/pooling";
import { int64 } from "../tensor/dtype";
import { cast, empty, filled, fromNumbers, numbers } from "../tensor/raw";
import { formatShape, numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import {
  backToIndices,
  checkElements,
  checkRank,
  emptyDimension,
  forAxes,
  type Ints,
  pickAtIndices,
  pooledSize,
  pooledSpace,
  type Sliding,
  type Spatial,
  single,
  spaceOf,
  splitShape,
  windowsOf,
} from "./pooling-parts";
import { squeezeDim, unsqueeze } from "./views";

export type Pools = readonly [values: Tensor, indices: Tensor];
type MaxArguments = [
  self: Tensor,
  kernelSize: Ints,
  stride?: Ints,
  padding?: Ints,
  dilation?: Ints,
  ceilMode?: boolean,
];

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

/** Lists with one value for each axis; no stride means that windows lie side by side. */
function maxSliding(name: string, spatial: Spatial, [kernel, stride, padding, dilation]: Ints[]): Sliding {
  const size = forAxes(
    kernel ?? [],
    spatial,
    (n) => `${name}: kernel_size must either be a single int, or a tuple of ${n} ints`,
  );
  return {
    kernel: size,
    stride:
      (stride ?? []).length === 0
        ? size
        : forAxes(
            stride ?? [],
            spatial,
            (n) => `${name}: stride must either be omitted, a single int, or a tuple of ${n} ints`,
          ),
    padding: forAxes(
      padding ?? [],
      spatial,
      (n) => `${name}: padding must be either be a single int, or a tuple of ${n} ints`,
    ),
    dilation: forAxes(
      dilation ?? [],
      spatial,
      (n) => `${name}: dilation must be either a single int, or a tuple of ${n} ints`,
    ),
  };
}

/** Picks the largest element of each window of every grid. */
export function largest(self: Tensor, spatial: Spatial, pooled: Ints, windows: Windows): Pools {
  const { lead, space, grids } = splitShape(self.shape, spatial);
  const compute = computeDType(self.dtype);
  const shape = [...lead, ...pooled];
  const result = empty(shape, compute);
  const indices = new Float64Array(result.numel);
  const source = numbers(cast(self, compute));
  const [size, count] = [numelOf(space), numelOf(pooled)];
  for (let c = 0; c < grids; c++) {
    maxWindows(floats(result), indices, c * count, source, c * size, spaceOf(space), windows);
  }
  return [cast(result, self.dtype), fromNumbers(indices, shape, int64)];
}

function maxPool(spatial: Spatial, withIndices: readonly string[], samples: readonly string[]) {
  const name = `max_pool${spatial}d`;
  const list = `int[${spatial}]`;
  const parameters = `${list} kernel_size, ${list} stride=[], ${list} padding=0, ${list} dilation=1, bool ceil_mode=False`;
  const node = `MaxPool${spatial}DWithIndicesBackward`;
  type BackwardArguments = [
    gradOutput: Tensor,
    self: Tensor,
    kernelSize: Ints,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    ceilMode: boolean,
    indices: Tensor,
  ];
  const backward: Op<BackwardArguments, Tensor> = op(
    `${name}_with_indices_backward(Tensor grad_output, Tensor self, ${list} kernel_size, ${list} stride, ${list} padding, ${list} dilation, bool ceil_mode, Tensor indices) -> Tensor`,
    {
      doc: `The gradient of ${name}: it goes to the largest element of each window`,
      forms: [],
      node: `${node}Backward0`,
      forward: (g, self, _kernel, _stride, _padding, _dilation, _ceil, indices) =>
        backToIndices(g, indices, self.shape, spatial),
      backward: {
        grad_output: { uses: ["indices"], grad: (g, s) => pickAtIndices(g, s.tensor("indices"), spatial) },
        self: (g, s) => filled(s.input("self").shape, 0, g.dtype),
      },
      samples: [],
    },
  );
  const pools: Op<MaxArguments, Pools> = op(`${name}_with_indices(Tensor self, ${parameters}) -> (Tensor, Tensor)`, {
    doc: "The largest element of each window and its place in the input",
    forms: ["_C"],
    out: false,
    node: `${node}0`,
    forward: (self, ...rest) => {
      const [kernel, stride, padding, dilation, ceil] = rest;
      const sliding = maxSliding(name, spatial, [kernel, stride, padding, dilation]);
      if (self.dim !== spatial + 1 && self.dim !== spatial + 2) {
        throw runtimeError(`non-empty ${spatial + 1}D or ${spatial + 2}D (batch mode) tensor expected for input`);
      }
      const pooled = pooledSpace(self, spatial, sliding, ceil, `${name}_with_indices_out_cpu_template`);
      if (spatial === 2) checkElements(self.dtype, "max_pool2d", "bfloat16");
      else checkElements(self.dtype, "max_pool3d_with_indices_cpu", "none");
      const { space } = splitShape(self.shape, spatial);
      return largest(self, spatial, pooled, windowsOf(space, pooled, sliding, true));
    },
    backward: {
      self: {
        uses: ["self", "kernel_size", "stride", "padding", "dilation", "ceil_mode", "result1"],
        grad: (g, s) =>
          backward(
            g,
            s.tensor("self"),
            s.ints("kernel_size"),
            s.ints("stride"),
            s.ints("padding"),
            s.ints("dilation"),
            s.flag("ceil_mode"),
            s.tensor("result1"),
          ),
      },
    },
    samples: withIndices,
  });
  const pool: Op<MaxArguments, Tensor> = op(`${name}(Tensor self, ${parameters}) -> Tensor`, {
    doc: "The largest element of each window",
    forms: ["torch"],
    composite: (self, kernel, stride, padding, dilation, ceil) =>
      pools(self, kernel, stride, padding, dilation, ceil)[0],
    samples,
  });
  return [pools, pool] as const;
}

export const [maxPool2dWithIndices, maxPool2d] = maxPool(
  2,
  [
    "F.max_pool2d(im, 2, return_indices=True)",
    "F.max_pool2d(b, (2, 3), stride=(1, 2), padding=1, return_indices=True)",
    "torch.autograd.grad((F.max_pool2d(im, 2, 1) ** 2).sum(), im, create_graph=True)",
  ],
  [
    "F.max_pool2d(im, 2)",
    "torch.max_pool2d(im, (2, 2), ceil_mode=True)",
    "F.max_pool2d(im, 3, 1, 1)",
    "F.max_pool2d(im, 2, None, 1, 2)",
    "F.max_pool2d(im, (3, 2), stride=2, padding=(1, 0), dilation=(1, 3), ceil_mode=True)",
    "F.max_pool2d(im.transpose(2, 3), 2)",
    "F.max_pool2d(im[0].double(), 2)",
    "F.max_pool2d(z.reshape(1, 2, 3), 2, 1)",
    "F.max_pool2d(torch.full((1, 3, 3), float('-inf')), 2, return_indices=True)",
    "F.max_pool2d(im.bfloat16(), 2)",
    "F.max_pool2d(im[:0], 2)",
    "F.max_pool2d(im.half(), 2)",
    "F.max_pool2d(i[None], 2)",
    "F.max_pool2d(v, 2)",
    "F.max_pool2d(im, 9)",
    "F.max_pool2d(im, 0)",
    "F.max_pool2d(im, 0, 1)",
    "F.max_pool2d(im, 2, -1)",
    "F.max_pool2d(im, 2, padding=2)",
    "F.max_pool2d(im, 2, padding=-1)",
    "F.max_pool2d(im, 2, dilation=0)",
    "F.max_pool2d(im, (2, 2, 2))",
    "F.max_pool2d(im, 2, (1, 1, 1))",
    "F.max_pool2d(im, 2, 1, (1, 1, 1))",
    "F.max_pool2d(im, 2, 1, 1, (1, 1, 1))",
    "F.max_pool2d(im[:, :0], 2)",
    "F.max_pool2d(im, 'a')",
    "F.max_pool2d(im)",
    "F.max_pool2d(im, 2, size=1)",
  ],
);

export const [maxPool3dWithIndices, maxPool3d] = maxPool(
  3,
  [
    "F.max_pool3d(im.reshape(1, 2, 2, 2, 5), (1, 2, 2), return_indices=True)",
    "torch.autograd.grad((F.max_pool3d(im[None], 2, 1) ** 2).sum(), im, create_graph=True)",
  ],
  [
    "F.max_pool3d(im, (2, 3, 2))",
    "torch.max_pool3d(im.reshape(1, 2, 2, 2, 5), 2, 1, 1, (1, 1, 2), True)",
    "F.max_pool3d(b, 2)",
    "F.max_pool3d(im, 9)",
    "F.max_pool3d(im, 2, dilation=0)",
    "F.max_pool3d(im, 2, -1)",
    "F.max_pool3d(im, (2, 2))",
    "F.max_pool3d(im, 2, (2, 2))",
    "F.max_pool3d(im, 2, 2, (0, 0))",
    "F.max_pool3d(im, 2, 2, 0, (1, 1))",
    "F.max_pool3d(im[:, :, :0], 2)",
    "F.max_pool3d(im.bfloat16(), 2)",
  ],
);

export const maxPool1dWithIndices: Op<MaxArguments, Pools> = op(
  "max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, int[1] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)",
  {
    noComplex: "max_pool2d",
    doc: "The largest element of each window of a row and its place",
    forms: ["torch"],
    composite: (self, kernel, stride, padding, dilation, ceil) => {
      const name = "max_pool1d";
      const steps = stride.length === 0 ? kernel : stride;
      checkRank(self, name);
      const size = single(kernel, "kernel_size", name);
      const [values, indices] = maxPool2dWithIndices(
        unsqueeze(self, -2),
        [1, size],
        [1, single(steps, "stride", name)],
        [0, single(padding, "padding", name)],
        [1, single(dilation, "dilation", name)],
        ceil,
      );
      return [squeezeDim(values, -2), squeezeDim(indices, -2)];
    },
    samples: [
      "F.max_pool1d(b, 2, return_indices=True)",
      "F.max_pool1d(x.detach(), 2, 1, return_indices=True)",
      "F.max_pool1d(v, 2, return_indices=True)",
      "F.max_pool1d(b, 9, return_indices=True)",
      "F.max_pool1d(b, 2, padding=2, return_indices=True)",
      "F.max_pool1d(b, (2, 2), return_indices=True)",
      "F.max_pool1d(b, 2, (2, 2), return_indices=True)",
      "F.max_pool1d(i, 2, return_indices=True)",
    ],
  },
);

function checkRow(self: Tensor): void {
  if ((self.dim !== 2 && self.dim !== 3) || emptyDimension(self.shape, 3) >= 0) {
    throw runtimeError(
      `max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:${formatShape(self.shape)}`,
    );
  }
}

/** The checks that max_pool1d has for itself where no gradient is wanted. */
function checkMaxPool1d(kernel: Ints, stride: Ints, padding: Ints, dilation: Ints): void {
  const one = (values: Ints, argument: string, types: string) => {
    if (values.length === 1) return values[0] as number;
    throw runtimeError(`max_pool1d() ${argument} must be ${types} of size 1 but got size ${values.length}`);
  };
  const size = one(kernel, "kernel_size", "an int, list of ints or tuple of ints");
  const step = stride.length === 0 ? size : one(stride, "stride", "None, an int, list of ints, or tuple of ints");
  const pad = one(padding, "padding", "an int, list of ints, or tuple of ints");
  const spread = one(dilation, "dilation", "an int, list of ints or tuple of ints");
  const positive = (value: number, argument: string) => {
    if (value <= 0) throw runtimeError(`max_pool1d() ${argument} must be greater than zero, but got ${value}`);
  };
  positive(size, "kernel_size");
  if (stride.length > 0) positive(step, "stride");
  if (pad < 0) throw runtimeError(`max_pool1d() padding must be non-negative, but got ${pad}`);
  if (pad > Math.trunc(size / 2)) {
    throw runtimeError(
      `max_pool1d() padding should be at most half of kernel size, but got padding=${pad} and kernel_size=${size}`,
    );
  }
  positive(spread, "dilation");
}

/** max_pool1d where no gradient is wanted: it takes windows that do not fit, and then gives nothing. */
const maxPool1dPlain: Op<MaxArguments, Tensor> = op(
  "max_pool1d_plain(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, int[1] dilation=1, bool ceil_mode=False) -> Tensor",
  {
    doc: "The largest element of each window of a row",
    forms: [],
    forward: (self, kernel, stride, padding, dilation, ceil) => {
      checkElements(self.dtype, "max_pool1d_impl", "bfloat16");
      const s = {
        kernel: [1, kernel[0] as number],
        stride: [1, (stride[0] ?? kernel[0]) as number],
        padding: [0, padding[0] as number],
        dilation: [1, dilation[0] as number],
      };
      const length = self.shape[self.dim - 1] as number;
      const pooled = [
        1,
        Math.max(
          pooledSize(
            length,
            s.kernel[1] as number,
            s.stride[1] as number,
            s.padding[1] as number,
            s.dilation[1] as number,
            ceil,
          ),
          0,
        ),
      ];
      const plane = unsqueeze.forward(self, self.dim - 1);
      const [values] = largest(plane, 2, pooled, windowsOf([1, length], pooled, s, true));
      return squeezeDim.forward(values, self.dim - 1);
    },
    backward: null,
    samples: [],
  },
);

export const maxPool1d: Op<MaxArguments, Tensor> = op(
  "max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, int[1] dilation=1, bool ceil_mode=False) -> Tensor",
  {
    doc: "The largest element of each window of a row",
    forms: ["torch"],
    composite: (self, kernel, stride, padding, dilation, ceil) => {
      checkRow(self);
      if (self.requiresGrad && isGradEnabled()) {
        return maxPool1dWithIndices(self, kernel, stride, padding, dilation, ceil)[0];
      }
      checkMaxPool1d(kernel, stride, padding, dilation);
      return maxPool1dPlain(self, kernel, stride, padding, dilation, ceil);
    },
    samples: [
      "F.max_pool1d(b, 2)",
      "torch.max_pool1d(x, 2, 1, 1, 2)",
      "F.max_pool1d(b.detach(), 3, 2, 1)",
      "F.max_pool1d(x.detach().t(), 2, ceil_mode=True)",
      "F.max_pool1d(x.detach(), 9)",
      "F.max_pool1d(z.detach()[None], 2, 1)",
      "F.max_pool1d(x, 9)",
      "F.max_pool1d(v, 2)",
      "F.max_pool1d(x, 0)",
      "F.max_pool1d(x, 2, 0)",
      "F.max_pool1d(x, 2, padding=2)",
      "F.max_pool1d(x, 2, padding=-1)",
      "F.max_pool1d(x, 2, dilation=0)",
      "F.max_pool1d(x, (2, 2))",
      "F.max_pool1d(x, 2, (2, 2))",
      "F.max_pool1d(x, 2, 2, (1, 1))",
      "F.max_pool1d(x, 2, 2, 1, (1, 1))",
      "F.max_pool1d(y.detach(), 0)",
      "F.max_pool1d(y.detach(), 2, 0)",
      "F.max_pool1d(y.detach(), 2, padding=2)",
      "F.max_pool1d(y.detach(), 2, padding=-1)",
      "F.max_pool1d(y.detach(), 2, dilation=0)",
      "F.max_pool1d(y.detach(), (2, 2))",
      "F.max_pool1d(y.detach(), 2, (2, 2))",
      "F.max_pool1d(y.detach(), 2, 2, (1, 1))",
      "F.max_pool1d(y.detach(), 2, 2, 1, (1, 1))",
      "F.max_pool1d(x[:, :0], 2)",
      "F.max_pool1d(i, 2)",
    ],
  },
);
