// Adaptive pooling: the result's size is given, and windows share the input as evenly as they can.
// Follows aten/src/ATen/native/{AdaptiveAveragePooling,AdaptiveAveragePooling3d,AdaptiveMaxPooling2d,
// AdaptiveMaxPooling3d,Pool}.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import { meanWindows, spreadWindows, type Windows } from "../kernels/pooling";
import { cast, empty, filled, numbers } from "../tensor/raw";
import { formatShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";
import { largest, type Pools } from "./max-pooling";
import {
  adaptiveWindows,
  allAxes,
  asPlane,
  backToIndices,
  checkElements,
  checkRank,
  type Ints,
  pickAtIndices,
  type Spatial,
  single,
  spaceOf,
  splitShape,
} from "./pooling-parts";
import { meanDim } from "./reductions";
import { squeezeDim, unsqueeze } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

function windowsOf(space: Ints, pooled: Ints): Windows {
  return allAxes(space.map((size, i) => adaptiveWindows(size, pooled[i] as number)));
}

function checkSpatialRank(self: Tensor, spatial: Spatial, name: string, colon: string): void {
  if (self.dim === spatial + 1 || self.dim === spatial + 2) return;
  throw runtimeError(
    `${name}(): Expected ${spatial + 1}D or ${spatial + 2}D tensor, but got${colon} ${formatShape(self.shape)}`,
  );
}

/** Space may not be empty; batch and, in the mean, channels may. */
function checkNotEmpty(self: Tensor, from: number, name: string, what = "input"): void {
  const at = self.shape.findIndex((size, i) => size === 0 && i >= from);
  if (at < 0) return;
  throw runtimeError(
    `${name}(): Expected ${what} to have non-zero size for non-batch dimensions, but ${what} has sizes ${formatShape(self.shape)} with dimension ${at} being empty`,
  );
}

function adaptiveMean(spatial: Spatial, samples: readonly string[]): Op<[self: Tensor, outputSize: Ints], Tensor> {
  const name = `adaptive_avg_pool${spatial}d`;
  const node = `AdaptiveAvgPool${spatial}DBackward`;
  const backward: Op<[gradOutput: Tensor, self: Tensor], Tensor> = op(
    `_${name}_backward(Tensor grad_output, Tensor self) -> Tensor`,
    {
      doc: `The gradient of ${name}: each window's share goes to all its elements`,
      forms: [],
      node: `${node}Backward0`,
      forward: (g, self) => {
        checkNotEmpty(g, 1, `${name}_backward`, "grad_output");
        const { space, grids } = splitShape(self.shape, spatial);
        const compute = computeDType(g.dtype);
        const result = empty(self.shape, compute);
        const windows = windowsOf(space, splitShape(g.shape, spatial).space);
        spreadWindows(floats(result), numbers(cast(g, compute)), 0, grids, spaceOf(space), windows, "successive");
        return cast(result, g.dtype);
      },
      backward: {
        grad_output: {
          uses: ["grad_output"],
          grad: (g, s) => pool(g, splitShape(s.tensor("grad_output").shape, spatial).space),
        },
        self: (g, s) => filled(s.input("self").shape, 0, g.dtype),
      },
      samples: [],
    },
  );
  const pool: Op<[self: Tensor, outputSize: Ints], Tensor> = op(
    `_${name}(Tensor self, int[${spatial}] output_size) -> Tensor`,
    {
      doc: "The mean of as many windows as are asked for",
      forms: [],
      node: `${node}0`,
      forward: (self, outputSize) => {
        checkSpatialRank(self, spatial, name, "");
        checkNotEmpty(self, self.dim - spatial, name);
        // Nothing to average is no reason to look at dtypes in two dimensions.
        const nothing = self.numel === 0 || outputSize.includes(0);
        if (spatial === 3) checkElements(self.dtype, `${name}_cpu`, "float16");
        else if (!nothing) checkElements(self.dtype, name, "bfloat16");
        const { lead, space, grids } = splitShape(self.shape, spatial);
        const compute = computeDType(self.dtype);
        const result = empty([...lead, ...outputSize], compute);
        const windows = windowsOf(space, outputSize);
        const source = numbers(cast(self, compute));
        meanWindows(floats(result), source, 0, grids, spaceOf(space), windows, "successive");
        return cast(result, self.dtype);
      },
      backward: { self: { uses: ["self"], grad: (g, s) => backward(g, s.tensor("self")) } },
      samples: [],
    },
  );
  return op<[self: Tensor, outputSize: Ints], Tensor>(`${name}(Tensor self, int[${spatial}] output_size) -> Tensor`, {
    doc: "The mean of as many windows as are asked for; of all elements where that is one",
    forms: ["_C"],
    composite: (self, outputSize) => {
      if (outputSize.length !== spatial) throw runtimeError(`${name}: output_size must be ${spatial}`);
      if (outputSize.some((size) => size < 0)) {
        const [t, h, w] = outputSize;
        const sizes = spatial === 2 ? `{${t}, ${h}}` : `{${t}, ${h},${w}}`;
        throw runtimeError(
          `adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but received ${sizes}`,
        );
      }
      if (outputSize.some((size) => size !== 1)) return pool(self, outputSize);
      return meanDim(self, spatial === 2 ? [-1, -2] : [-1, -2, -3], true, null);
    },
    samples,
  });
}

export const adaptiveAvgPool2d: Op<[self: Tensor, outputSize: Ints], Tensor> = adaptiveMean(2, [
  "F.adaptive_avg_pool2d(im, 3)",
  "F.adaptive_avg_pool2d(im, 1)",
  "F.adaptive_avg_pool2d(im, (None, 2))",
  "F.adaptive_avg_pool2d(b, (3, 7))",
  "F.adaptive_avg_pool2d(im.transpose(2, 3).double(), (3, 2))",
  "F.adaptive_avg_pool2d(im[..., 1:].bfloat16(), 2)",
  "F.adaptive_avg_pool2d(im[:0], 2)",
  "F.adaptive_avg_pool2d(im, (0, 2))",
  "torch.autograd.grad((F.adaptive_avg_pool2d(im, 3) ** 2).sum(), im, create_graph=True)",
  "F.adaptive_avg_pool2d(x, 2)",
  "F.adaptive_avg_pool2d(e.t(), 2)",
  "F.adaptive_avg_pool2d(im, (2, 2, 2))",
  "F.adaptive_avg_pool2d(b, (2, 2, 2))",
  "F.adaptive_avg_pool2d(im, (2,))",
  "F.adaptive_avg_pool2d(im, (-1, 2))",
  "F.adaptive_avg_pool2d(im[:, :, :0], 2)",
  "F.adaptive_avg_pool2d(i[None], 2)",
  "F.adaptive_avg_pool2d(im.half(), 2)",
]);

export const adaptiveAvgPool3d: Op<[self: Tensor, outputSize: Ints], Tensor> = adaptiveMean(3, [
  "F.adaptive_avg_pool3d(im, (2, 3, 2))",
  "F.adaptive_avg_pool3d(im.reshape(1, 2, 2, 2, 5), (3, None, 3))",
  "F.adaptive_avg_pool3d(im, 1)",
  "torch.autograd.grad((F.adaptive_avg_pool3d(im, 2) ** 2).sum(), im, create_graph=True)",
  "F.adaptive_avg_pool3d(b, 2)",
  "F.adaptive_avg_pool3d(im, (2, 2))",
  "F.adaptive_avg_pool3d(im, (2, 2, -1))",
  "F.adaptive_avg_pool3d(im.bfloat16(), 2)",
]);

export const adaptiveAvgPool1d: Op<[self: Tensor, outputSize: Ints], Tensor> = op(
  "adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor",
  {
    doc: "The mean of as many windows of a row as are asked for",
    forms: ["torch", "F"],
    composite: (self, outputSize) => {
      checkRank(self, "adaptive_avg_pool1d");
      const size = single(outputSize, "output_size", "adaptive_avg_pool1d");
      return asPlane(self, (plane) => adaptiveAvgPool2d(plane, [1, size]));
    },
    samples: [
      "F.adaptive_avg_pool1d(b, 2)",
      "torch.adaptive_avg_pool1d(x, 5)",
      "F.adaptive_avg_pool1d(b, 1)",
      "F.adaptive_avg_pool1d(v, 2)",
      "F.adaptive_avg_pool1d(b, (2, 2))",
      "F.adaptive_avg_pool1d(b, -1)",
      "F.adaptive_avg_pool1d(b, None)",
      "F.adaptive_avg_pool1d(b[:, :, :0], 2)",
    ],
  },
);

function adaptiveMax(spatial: Spatial, samples: readonly string[]): Op<[self: Tensor, outputSize: Ints], Pools> {
  const name = `adaptive_max_pool${spatial}d`;
  const node = `AdaptiveMaxPool${spatial}DBackward`;
  const backward: Op<[gradOutput: Tensor, self: Tensor, indices: Tensor], Tensor> = op(
    `${name}_backward(Tensor grad_output, Tensor self, Tensor indices) -> Tensor`,
    {
      doc: `The gradient of ${name}: it goes to the largest element of each window`,
      forms: [],
      node: `${node}Backward0`,
      forward: (g, self, indices) => backToIndices(g, indices, self.shape, spatial),
      backward: {
        grad_output: { uses: ["indices"], grad: (g, s) => pickAtIndices(g, s.tensor("indices"), spatial) },
        self: (g, s) => filled(s.input("self").shape, 0, g.dtype),
      },
      samples: [],
    },
  );
  return op<[self: Tensor, outputSize: Ints], Pools>(
    `${name}(Tensor self, int[${spatial}] output_size) -> (Tensor, Tensor)`,
    {
      doc: "The largest element of as many windows as are asked for, and its place in the input",
      forms: ["_C"],
      out: false,
      node: `${node}0`,
      forward: (self, outputSize) => {
        checkSpatialRank(self, spatial, name, ":");
        checkNotEmpty(self, 1, name);
        if (outputSize.length !== spatial) {
          throw runtimeError(`${name}(): internal error: output_size.size() must be ${spatial}`);
        }
        const { lead, space } = splitShape(self.shape, spatial);
        const negative = outputSize.find((size) => size < 0);
        if (negative !== undefined) {
          const shape = formatShape([...lead, ...outputSize]);
          throw runtimeError(`Trying to create tensor with negative dimension ${negative}: ${shape}`);
        }
        if (spatial === 2) checkElements(self.dtype, name, "bfloat16");
        else checkElements(self.dtype, `${name}_cpu`, "none");
        return largest(self, spatial, outputSize, windowsOf(space, outputSize));
      },
      backward: {
        self: { uses: ["self", "result1"], grad: (g, s) => backward(g, s.tensor("self"), s.tensor("result1")) },
      },
      samples,
    },
  );
}

export const adaptiveMaxPool2d: Op<[self: Tensor, outputSize: Ints], Pools> = adaptiveMax(2, [
  "F.adaptive_max_pool2d(im, 3)",
  "F.adaptive_max_pool2d(im, (None, 2), return_indices=True)",
  "F.adaptive_max_pool2d(b, (3, 7))",
  "torch.autograd.grad((F.adaptive_max_pool2d(im, 3) ** 2).sum(), im, create_graph=True)",
  "F.adaptive_max_pool2d(z.reshape(1, 2, 3), 2)",
  "F.adaptive_max_pool2d(im.bfloat16(), 2)",
  "F.adaptive_max_pool2d(im[:0], 2)",
  "F.adaptive_max_pool2d(x, 2)",
  "F.adaptive_max_pool2d(im, (2,))",
  "F.adaptive_max_pool2d(im, (-1, 2))",
  "F.adaptive_max_pool2d(im[:, :, :0], 2)",
  "F.adaptive_max_pool2d(i[None], 2)",
]);

export const adaptiveMaxPool3d: Op<[self: Tensor, outputSize: Ints], Pools> = adaptiveMax(3, [
  "F.adaptive_max_pool3d(im, (2, 3, 2), return_indices=True)",
  "F.adaptive_max_pool3d(im.reshape(1, 2, 2, 2, 5), (1, None, 3))",
  "torch.autograd.grad((F.adaptive_max_pool3d(im, 2) ** 2).sum(), im, create_graph=True)",
  "F.adaptive_max_pool3d(b, 2)",
  "F.adaptive_max_pool3d(im, (2, 2))",
  "F.adaptive_max_pool3d(im, (2, 2, -1))",
  "F.adaptive_max_pool3d(im.half(), 2)",
]);

export const adaptiveMaxPool1d: Op<[self: Tensor, outputSize: Ints], Pools> = op(
  "adaptive_max_pool1d(Tensor self, int[1] output_size) -> (Tensor, Tensor)",
  {
    noComplex: "adaptive_max_pool2d",
    doc: "The largest element of as many windows of a row as are asked for, and its place",
    forms: ["torch"],
    composite: (self, outputSize) => {
      checkRank(self, "adaptive_max_pool1d");
      const size = single(outputSize, "output_size", "adaptive_max_pool1d");
      const [values, indices] = adaptiveMaxPool2d(unsqueeze(self, -2), [1, size]);
      return [squeezeDim(values, -2), squeezeDim(indices, -2)];
    },
    samples: [
      "F.adaptive_max_pool1d(b, 2)",
      "F.adaptive_max_pool1d(b, 2, True)",
      "torch.adaptive_max_pool1d(x, 5)",
      "F.adaptive_max_pool1d(v, 2)",
      "F.adaptive_max_pool1d(b, (2, 2))",
      "F.adaptive_max_pool1d(b, -1)",
      "F.adaptive_max_pool1d(b[:, :, :0], 2)",
    ],
  },
);
