// What the declarations of activations share: checks, a kernel over two tensors, constant gradients.

import { runtimeError } from "../errors";
import { insideKernel } from "../kernels/activations";
import type { BinaryKernel } from "../kernels/binary";
import { float16 } from "../tensor/dtype";
import { copyInto, filled } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { binary } from "./elementwise";

/** Refuses what PyTorch's kernel is not made for. */
export function checkFloat(self: Tensor, kernel: string): void {
  if (!self.dtype.isFloatingPoint || self.dtype === float16) {
    throw runtimeError(`"${kernel}" not implemented for '${self.dtype.scalarName}'`);
  }
}

/** A float kernel over two tensors of one dtype. */
export function pair(a: Tensor, b: Tensor, kernel: BinaryKernel): Tensor {
  return binary(a, b, a.dtype, a.dtype, kernel);
}

export function zeros(g: Tensor): Tensor {
  return filled(g.shape, 0, g.dtype);
}

/** One where min < x < max, else zero: no gradient flows to x. */
export function inside(x: Tensor, min: number, max: number): Tensor {
  return pair(filled(x.shape, 1, x.dtype), x, insideKernel(min, max));
}

/** Writes `values` over `target`: the body of an in-place op. */
export function overwrite(target: Tensor, values: Tensor): Tensor {
  copyInto(target, values);
  return target;
}
