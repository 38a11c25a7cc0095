// Singular values and eigenvalues of complex matrices: those of the real matrix [[A, -B], [B, A]] for A + iB, which has
// each of them twice. In float64, so that a pair comes apart by less than float32 shows.

import { type DType, float64 } from "../tensor/dtype";
import { cast, copyInto, empty, partOf, window } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { neg } from "./arithmetic";

/** [..., m, n] complex as [..., 2m, 2n] real. */
export function realForm(a: Tensor): Tensor {
  const [m = 0, n = 0] = a.shape.slice(-2);
  const form = empty([...a.shape.slice(0, -2), 2 * m, 2 * n], float64);
  const block = (row: number, column: number) =>
    window(form, a.shape, form.strides, form.offset + row * m * 2 * n + column * n);
  const [re, im] = [cast(partOf(a, 0), float64), cast(partOf(a, 1), float64)];
  copyInto(block(0, 0), re);
  copyInto(block(1, 1), re);
  copyInto(block(1, 0), im);
  copyInto(block(0, 1), neg.forward(im));
  return form;
}

/** One of each two equal values along the last dimension, in the dtype of the matrix's parts. */
export function oneOfTwo(values: Tensor, dtype: DType): Tensor {
  const shape = [...values.shape.slice(0, -1), (values.shape.at(-1) as number) / 2];
  const strides = values.strides.map((stride, d) => (d === values.dim - 1 ? 2 * stride : stride));
  const result = empty(shape, dtype);
  copyInto(result, cast(window(values, shape, strides, values.offset), dtype));
  return result;
}
