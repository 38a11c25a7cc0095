// max_unpool, which puts what max_pool picked back in its place, and pooling with windows of random steps.
// Follows aten/src/ATen/native/{MaxUnpooling,FractionalMaxPool2d,FractionalMaxPool3d}.cpp and derivatives.yaml.

import { indexError, runtimeError } from "../errors";
import { fractionalStarts } from "../kernels/fractional-pooling";
import { maxWindows } from "../kernels/pooling";
import { float32, int64 } from "../tensor/dtype";
import { dense, empty, filled, fromNumbers, numbers } from "../tensor/raw";
import { formatShape, numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import {
  allAxes,
  backToIndices,
  checkElements,
  forAxes,
  type Ints,
  pickAtIndices,
  type Spatial,
  spaceOf,
  splitShape,
} from "./pooling-parts";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

function unpooled(self: Tensor, indices: Tensor, outputSize: Ints, spatial: Spatial): Tensor {
  const { lead, space, grids } = splitShape(self.shape, spatial);
  const result = empty([...lead, ...outputSize], self.dtype);
  const [count, size] = [numelOf(space), numelOf(outputSize)];
  const places = numbers(indices);
  let bad: number | null = null;
  for (const place of places) if (place < 0 || place >= size) bad = place;
  if (bad !== null) {
    throw runtimeError(`Found an invalid max index: ${bad} (output volumes are of size ${outputSize.join("x")}`);
  }
  const source = dense(self);
  const out = floats(result);
  const from = floats(source);
  for (let c = 0; c < grids; c++) {
    for (let i = c * count; i < (c + 1) * count; i++) {
      out[c * size + (places[i] as number)] = from[source.offset + i] as number;
    }
  }
  return result;
}

function checkUnpool(self: Tensor, indices: Tensor, outputSize: Ints, spatial: Spatial): void {
  const name = `max_unpooling${spatial}d`;
  if (indices.dtype !== int64) {
    throw runtimeError(
      spatial === 2
        ? `elements in indices should be type int64 but got: ${indices.dtype.scalarName}`
        : "elements in indices should be type int64",
    );
  }
  const axes = spatial === 2 ? "two elements (height, width)" : "three elements (depth, height, width)";
  const checkSize = () => {
    if (outputSize.length === spatial) return;
    throw runtimeError(`There should be exactly ${axes} in output_size, but got ${outputSize.length} elements.`);
  };
  if (spatial === 2) checkSize();
  if (self.dim !== spatial + 1 && self.dim !== spatial + 2) {
    throw runtimeError(
      `Input to ${name} should be a ${spatial + 1}d or ${spatial + 2}d Tensor, but got a tensor with ${self.dim} dimensions.`,
    );
  }
  if (spatial === 3) checkSize();
  if (formatShape(self.shape) !== formatShape(indices.shape)) {
    throw runtimeError(
      `Expected shape of indices to be same as that of the input tensor (${formatShape(self.shape)}) but got indices tensor with shape: ${formatShape(indices.shape)}`,
    );
  }
  const at = self.shape.findIndex((size, i) => i > 0 && size === 0);
  if (at > 0) {
    throw runtimeError(
      `${name}_forward_out_cpu(): Expected input to have non-zero size for non-batch dimensions, but got ${formatShape(self.shape)} with dimension ${at} being empty.`,
    );
  }
  checkElements(self.dtype, `max_unpool${spatial}d`, "none");
}

export const maxUnpool2d: Op<[self: Tensor, indices: Tensor, outputSize: Ints], Tensor> = op(
  "max_unpool2d(Tensor self, Tensor indices, int[2] output_size) -> Tensor",
  {
    doc: "Zeros, but for self's elements where indices say",
    forms: ["_C"],
    node: "MaxUnpool2DBackward0",
    forward: (self, indices, outputSize) => {
      checkUnpool(self, indices, outputSize, 2);
      return unpooled(self, indices, outputSize, 2);
    },
    backward: { self: { uses: ["indices"], grad: (g, s) => pickAtIndices(g, s.tensor("indices"), 2) } },
    samples: [
      "F.max_unpool2d(*F.max_pool2d(im, 2, return_indices=True), 2, output_size=(4, 5))",
      "F.max_unpool2d(b, i.reshape(1, 4, 3).expand(2, 4, 3), 2, (1, 2))",
      "F.max_unpool2d(*F.max_pool2d(im.detach().double(), 2, 1, return_indices=True), 2, 1)",
      "torch.autograd.grad((F.max_unpool2d(*F.max_pool2d(im[..., :4], 2, return_indices=True), 2) ** 2).sum(), im, create_graph=True)",
      "F.max_unpool2d(n[None], i[None], 1)",
      "F.max_unpool1d(*F.max_pool1d(b, 3, return_indices=True), 3)",
      "F.max_unpool1d(*F.max_pool1d(x[:, :2], 2, return_indices=True), 2, output_size=[4, 3])",
      "F.max_unpool2d(x, i, 2)",
      "F.max_unpool2d(b, i[None].expand(2, 4, 3).int(), 2)",
      "F.max_unpool2d(b, i[None], 2)",
      "F.max_unpool2d(x[None], i[None] * 9, 2)",
      "F.max_unpool2d(x[None], i[None] - 1, 2)",
      "F.max_unpool2d(x[None], i[None], 2, output_size=(12, 12))",
      "F.max_unpool2d(x[None], i[None], 2, output_size=(12,))",
      "F.max_unpool2d(x[None].half(), i[None], 2)",
    ],
  },
);

export const maxUnpool3d: Op<[self: Tensor, indices: Tensor, outputSize: Ints, stride: Ints, padding: Ints], Tensor> =
  op("max_unpool3d(Tensor self, Tensor indices, int[3] output_size, int[3] stride, int[3] padding) -> Tensor", {
    doc: "Zeros, but for self's elements where indices say",
    forms: ["_C"],
    node: "MaxUnpool3DBackward0",
    forward: (self, indices, outputSize, stride) => {
      checkUnpool(self, indices, outputSize, 3);
      if (stride.some((v) => v <= 0)) {
        throw runtimeError(`strides should be greater than zero, but got stride: ${formatShape(stride)}`);
      }
      return unpooled(self, indices, outputSize, 3);
    },
    backward: { self: { uses: ["indices"], grad: (g, s) => pickAtIndices(g, s.tensor("indices"), 3) } },
    samples: [
      "F.max_unpool3d(*F.max_pool3d(im[..., :4], 2, return_indices=True), 2)",
      "torch.autograd.grad((F.max_unpool3d(*F.max_pool3d(im[..., :4], 2, return_indices=True), 2) ** 2).sum(), im, create_graph=True)",
      "F.max_unpool3d(b, i[None].expand(2, 4, 3), 2)",
      "F.max_unpool3d(im, im.long()[:, :1] * 0, 2)",
      "F.max_unpool3d(im, im.long() * 0 + 999, 2)",
      "F.max_unpool3d(im, im.long() * 0, 2, (1, 2, 0))",
    ],
  });

/** Names of axes in the messages of fractional pooling. */
const words: Readonly<Record<Spatial, readonly string[]>> = { 2: ["height", "width"], 3: ["time", "height", "width"] };

type Fractional = readonly [values: Tensor, indices: Tensor];
type FractionalArguments = [self: Tensor, kernelSize: Ints, outputSize: Ints, randomSamples: Tensor];

function fractional(spatial: Spatial, samples: readonly string[]): Op<FractionalArguments, Fractional> {
  const name = `fractional_max_pool${spatial}d`;
  const list = `int[${spatial}]`;
  const node = `FractionalMaxPool${spatial}DBackward`;
  const backward: Op<[g: Tensor, self: Tensor, kernelSize: Ints, outputSize: Ints, indices: Tensor], Tensor> = op(
    `${name}_backward(Tensor grad_output, Tensor self, ${list} kernel_size, ${list} output_size, Tensor indices) -> Tensor`,
    {
      doc: `The gradient of ${name}: it goes to the largest element of each window`,
      forms: [],
      node: `${node}Backward0`,
      forward: (g, self, _kernel, _size, indices) => backToIndices(g, indices, self.shape, spatial),
      backward: {
        grad_output: { uses: ["indices"], grad: (g, s) => pickAtIndices(g, s.tensor("indices"), spatial) },
        self: (g, s) => filled(s.input("self").shape, 0, g.dtype),
      },
      samples: [],
    },
  );
  return op<FractionalArguments, Fractional>(
    `${name}(Tensor self, ${list} kernel_size, ${list} output_size, Tensor random_samples) -> (Tensor, Tensor)`,
    {
      doc: "The largest element of windows whose steps are not whole, and its place in the input",
      forms: ["_C"],
      out: false,
      node: `${node}0`,
      forward: (self, kernelSize, outputSize, randomSamples) => {
        const kernel = forAxes(
          kernelSize,
          spatial,
          () => `${name}: kernel_size must either be a single Int or tuple of Ints`,
        );
        const pooled = forAxes(
          outputSize,
          spatial,
          () => `${name}: output_size must either be a single Int or tuple of Ints`,
        );
        return fractionalPool(self, kernel, pooled, randomSamples, spatial);
      },
      backward: {
        self: {
          uses: ["self", "kernel_size", "output_size", "result1"],
          grad: (g, s) =>
            backward(g, s.tensor("self"), s.ints("kernel_size"), s.ints("output_size"), s.tensor("result1")),
        },
      },
      samples,
    },
  );
}

function fractionalPool(self: Tensor, kernel: Ints, pooled: Ints, randoms: Tensor, spatial: Spatial): Fractional {
  const name = `fractional_max_pool${spatial}d${spatial === 3 ? "_out" : ""}`;
  const { dim } = self;
  if (dim <= spatial) {
    const range = dim === 0 ? "[-1, 0]" : `[-${dim}, ${dim - 1}]`;
    throw indexError(`Dimension out of range (expected to be in range of ${range}, but got -${spatial + 1})`);
  }
  const { lead, space, grids } = splitShape(self.shape, spatial);
  space.forEach((size, i) => {
    // In three dimensions one element has to be left over.
    const last = (pooled[i] as number) + (kernel[i] as number) - 1;
    if (spatial === 2 ? last <= size : last < size) return;
    const axis = words[spatial][i];
    throw runtimeError(`${name}(): pool ${axis} ${kernel[i]} too large relative to input ${axis} ${size}`);
  });
  checkElements(self.dtype, name, "none");
  if (randoms.dtype !== self.dtype) {
    throw runtimeError(`expected scalar type ${self.dtype.scalarName} but found ${randoms.dtype.scalarName}`);
  }
  const shape = [...lead, ...pooled];
  const result = empty(shape, self.dtype);
  const indices = new Float64Array(result.numel);
  const source = numbers(self);
  const samples = numbers(randoms);
  const [size, count] = [numelOf(space), numelOf(pooled)];
  const isSingle = self.dtype === float32;
  for (let c = 0; c < grids; c++) {
    const axes = space.map((length, i) => {
      // The samples of a plane go from width to height in two dimensions, from time to width in three.
      const sample = samples[c * spatial + (spatial === 2 ? 1 - i : i)] ?? 0;
      const extent = kernel[i] as number;
      const from = fractionalStarts(sample, length, pooled[i] as number, extent, isSingle);
      return { from, to: from.map((start) => start + extent), step: 1, count: from };
    });
    maxWindows(floats(result), indices, c * count, source, c * size, spaceOf(space), allAxes(axes));
  }
  return [result, fromNumbers(indices, shape, int64)];
}

export const fractionalMaxPool2d: Op<FractionalArguments, Fractional> = fractional(2, [
  "F.fractional_max_pool2d(im, 2, 3, return_indices=True)",
  "F.fractional_max_pool2d(im, (1, 2), output_ratio=(0.5, 0.7))",
  "F.fractional_max_pool2d(b.double(), 2, (3, 1))",
  "F.fractional_max_pool2d(im, 2, 2, _random_samples=q[:2, :2].detach()[None])",
  "torch.autograd.grad((F.fractional_max_pool2d(im, 2, 3) ** 2).sum(), im, create_graph=True)",
  "F.fractional_max_pool2d(im, 2)",
  "F.fractional_max_pool2d(im, 2, 9)",
  "F.fractional_max_pool2d(im, (1, 4), (1, 4))",
  "F.fractional_max_pool2d(x, 2, 2)",
  "F.fractional_max_pool2d(im, (1, 2, 3), 2)",
  "F.fractional_max_pool2d(im, 2, (2, 2, 2))",
  "F.fractional_max_pool2d(im, 2, 2, _random_samples=q[:2, :2].detach()[None].double())",
]);

export const fractionalMaxPool3d: Op<FractionalArguments, Fractional> = fractional(3, [
  "F.fractional_max_pool3d(im[None], (1, 2, 2), (1, 2, 3), return_indices=True)",
  "F.fractional_max_pool3d(im, (1, 2, 2), (1, 2, 3))",
  "F.fractional_max_pool3d(im, (1, 2, 2), (2, 2, 3))",
  "torch.autograd.grad((F.fractional_max_pool3d(im, (1, 2, 2), (1, 2, 3)) ** 2).sum(), im, create_graph=True)",
  "F.fractional_max_pool3d(im, 2, 9)",
  "F.fractional_max_pool3d(b, 2, 2)",
]);
