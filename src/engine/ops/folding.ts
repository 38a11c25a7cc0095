// Patches of images as columns (im2col, nn.Unfold) and back (col2im, nn.Fold).
// Follows aten/src/ATen/native/{Im2Col,Col2Im}.cpp, im2col_shape_check.h and derivatives.yaml.

import { runtimeError } from "../errors";
import { addColumns, patchColumns, type Sliding } from "../kernels/convolution";
import type { DType } from "../tensor/dtype";
import { cast, empty, numbers } from "../tensor/raw";
import { formatShape, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";

type Ints = readonly number[];
type Folding = [kernelSize: Ints, dilation: Ints, padding: Ints, stride: Ints];

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

function checkPairs(pairs: Readonly<Record<string, Ints>>): void {
  for (const [name, values] of Object.entries(pairs)) {
    if (values.length !== 2) throw runtimeError(`It is expected ${name} equals to 2, but got size ${values.length}`);
  }
}

const named = (name: string, [height, width]: Ints) => `${name}_height: ${height} ${name}_width: ${width}`;
const paired = (name: string, [height, width]: Ints) => `${name}=(${height}, ${width})`;

function checkSigns([kernel, dilation, padding, stride]: Folding, checksPadding: boolean): void {
  if (kernel.some((v) => v <= 0)) {
    throw runtimeError(`kernel size should be greater than zero, but got ${named("kernel", kernel)}`);
  }
  if (dilation.some((v) => v <= 0)) {
    throw runtimeError(`dilation should be greater than zero, but got ${named("dilation", dilation)}`);
  }
  if (checksPadding && padding.some((v) => v < 0)) {
    throw runtimeError(`padding should be non-negative, but got ${named("pad", padding)}`);
  }
  if (stride.some((v) => v <= 0)) {
    throw runtimeError(`stride should be greater than zero, but got ${named("stride", stride)}`);
  }
}

/** How many places the kernel has along each axis. */
function places(size: Ints, [kernel, dilation, padding, stride]: Folding): Ints {
  return size.map((n, i) => {
    const room = n + 2 * (padding[i] as number) - ((dilation[i] as number) * ((kernel[i] as number) - 1) + 1);
    return Math.floor(room / (stride[i] as number)) + 1;
  });
}

function slidingOf(size: Ints, output: Ints, [kernel, dilation, padding, stride]: Folding): Sliding {
  const extent = ([height, width]: Ints, depth: number) => [depth, height as number, width as number] as const;
  return {
    input: extent(size, 1),
    output: extent(output, 1),
    kernel: extent(kernel, 1),
    dilation: extent(dilation, 1),
    padding: extent(padding, 0),
    stride: extent(stride, 1),
  };
}

function checkElements(dtype: DType, name: string): void {
  if (dtype.isFloatingPoint) return;
  throw runtimeError(`"${name}" not implemented for '${dtype.scalarName}'`);
}

export const im2col: Op<[self: Tensor, ...Folding], Tensor> = op(
  "im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor",
  {
    doc: "Each place of the kernel becomes a column: [n, c, h, w] give [n, c · kernel, places]",
    forms: ["_C"],
    forward: (self, kernel, dilation, padding, stride) => {
      const folding: Folding = [kernel, dilation, padding, stride];
      checkPairs({ kernel_size: kernel, dilation, padding, stride });
      checkSigns(folding, true);
      const batch = self.dim === 4;
      for (let d = 1; d <= 2; d++) wrapDim(d, self.dim);
      if ((self.dim !== 3 && !batch) || self.shape.some((size, i) => size === 0 && !(batch && i === 0))) {
        throw runtimeError(
          `Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${formatShape(self.shape)}`,
        );
      }
      const [channels = 0, ...size] = self.shape.slice(-3);
      const output = places(size, folding);
      if (output.some((n) => n < 1)) {
        // PyTorch shows the height twice.
        throw runtimeError(
          `Given input with spatial size (${size[0]}, ${size[0]}), ${paired("kernel_size", kernel)}, ${paired("dilation", dilation)}, ${paired("padding", padding)}, calculated shape of the array of sliding blocks as (${output.join(", ")}), but its components must be at least one.`,
        );
      }
      checkElements(self.dtype, "im2col_out_cpu");
      const rows = channels * (kernel[0] as number) * (kernel[1] as number);
      const columns = (output[0] as number) * (output[1] as number);
      const count = batch ? (self.shape[0] as number) : 1;
      const compute = computeDType(self.dtype);
      const result = empty(batch ? [count, rows, columns] : [rows, columns], compute);
      const source = numbers(cast(self, compute));
      const sliding = slidingOf(size, output, folding);
      const step = channels * (size[0] as number) * (size[1] as number);
      for (let n = 0; n < count; n++) {
        patchColumns(floats(result), n * rows * columns, source, n * step, channels, sliding);
      }
      return cast(result, self.dtype);
    },
    backward: {
      self: {
        uses: ["self", "kernel_size", "dilation", "padding", "stride"],
        grad: (g, s) =>
          col2im(
            g,
            s.tensor("self").shape.slice(-2),
            s.ints("kernel_size"),
            s.ints("dilation"),
            s.ints("padding"),
            s.ints("stride"),
          ),
      },
    },
    samples: [
      "F.unfold(im, 2)",
      "F.unfold(im, (2, 3), (2, 1), 1, (1, 2))",
      "F.unfold(im[0], 3)",
      "F.unfold(im.transpose(2, 3).double(), 2, stride=2)",
      "F.unfold(im[:0], 2)",
      "torch.autograd.grad((F.unfold(im, 2) ** 2).sum(), im, create_graph=True)",
      "F.unfold(x, 2)",
      "F.unfold(im, 0)",
      "F.unfold(im, 2, 0)",
      "F.unfold(im, 2, padding=-1)",
      "F.unfold(im, 2, stride=0)",
      "F.unfold(im, 9)",
      "F.unfold(b, 9)",
      "F.unfold(v, 2)",
      "F.unfold(im, (2, 2, 2))",
      "F.unfold(i[None], 2)",
    ],
  },
);

export const col2im: Op<[self: Tensor, outputSize: Ints, ...Folding], Tensor> = op(
  "col2im(Tensor self, int[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor",
  {
    doc: "Columns go back to the places they stand for; where these overlap they are added",
    forms: ["_C"],
    forward: (self, size, kernel, dilation, padding, stride) => {
      const folding: Folding = [kernel, dilation, padding, stride];
      checkPairs({ output_size: size, kernel_size: kernel, dilation, padding, stride });
      checkSigns(folding, true);
      const batch = self.dim === 3;
      if ((self.dim !== 2 && !batch) || self.shape.some((n, i) => n === 0 && !(batch && i === 0))) {
        throw runtimeError(
          `Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: ${formatShape(self.shape)}`,
        );
      }
      const [rows = 0, columns = 0] = self.shape.slice(-2);
      const area = (kernel[0] as number) * (kernel[1] as number);
      if (rows % area !== 0) {
        throw runtimeError(
          `Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=${rows} and ${paired("kernel_size", kernel)}.`,
        );
      }
      const output = places(size, folding);
      const wanted = (output[0] as number) * (output[1] as number);
      const given = `Given ${paired("output_size", size)}, ${paired("kernel_size", kernel)}, ${paired("dilation", dilation)}, ${paired("padding", padding)}, ${paired("stride", stride)}, `;
      if (columns !== wanted) {
        throw runtimeError(
          `${given}expected size of input's dimension 2 to match the calculated number of sliding blocks ${output.join(" * ")} = ${wanted}, but got input.size(2)=${columns}.`,
        );
      }
      if (output.some((n) => n < 1)) {
        throw runtimeError(
          `${given}calculated shape of the array of sliding blocks as (${output.join(", ")}), which is too small (non-positive)`,
        );
      }
      checkElements(self.dtype, "col2im_out_cpu");
      const channels = rows / area;
      const count = batch ? (self.shape[0] as number) : 1;
      const shape = [channels, ...size];
      const compute = computeDType(self.dtype);
      const result = empty(batch ? [count, ...shape] : shape, compute);
      const source = numbers(cast(self, compute));
      const sliding = slidingOf(size, output, folding);
      const step = channels * (size[0] as number) * (size[1] as number);
      for (let n = 0; n < count; n++) {
        addColumns(floats(result), n * step, source, n * rows * columns, channels, sliding);
      }
      return cast(result, self.dtype);
    },
    backward: {
      self: {
        uses: ["kernel_size", "dilation", "padding", "stride"],
        grad: (g, s) => im2col(g, s.ints("kernel_size"), s.ints("dilation"), s.ints("padding"), s.ints("stride")),
      },
    },
    samples: [
      "F.fold(b[:, :, :2], (3, 2), 2)",
      "F.fold(b[0], (2, 4), (1, 2))",
      "F.fold(F.unfold(im, (2, 3), (2, 1), 1, (1, 2)), (4, 5), (2, 3), (2, 1), 1, (1, 2))",
      "F.fold(b.double(), (2, 4), (1, 2), stride=(2, 1))",
      "torch.autograd.grad((F.fold(b[0], (2, 4), (1, 2)) ** 2).sum(), b, create_graph=True)",
      "F.fold(v, (2, 4), (1, 2))",
      "F.fold(b, (2, 4), (1, 3))",
      "F.fold(b, (2, 5), (1, 2))",
      "F.fold(b, (2, 4), 0)",
      "F.fold(b, (2, 4), (1, 2), dilation=0)",
      "F.fold(b, (2, 4), (1, 2), stride=0)",
      "F.fold(b, (2, 4, 1), (1, 2))",
      "F.fold(i[None], (2, 3), (1, 2))",
    ],
  },
);
