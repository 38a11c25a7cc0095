// What the ops of torch.linalg have in common: checks in PyTorch's words, matrices by columns as LAPACK wants them.
// Follows aten/src/ATen/native/LinearAlgebraUtils.h.

import { linAlgError, runtimeError } from "../errors";
import type { Block } from "../kernels/lapack/block";
import { type DType, int32 } from "../tensor/dtype";
import { copyInto, emptyStrided, fromNumbers, window } from "../tensor/raw";
import { broadcastShapes, contiguousStrides, numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { floats } from "./elementwise";
import { expand } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

/** Rows and columns of the matrices of a tensor. */
export function matrixSize(a: Tensor): [m: number, n: number] {
  return [a.shape.at(-2) as number, a.shape.at(-1) as number];
}

export function batchShape(a: Tensor): number[] {
  return a.shape.slice(0, -2);
}

export function checkMatrix(a: Tensor, name: string, argument = "A"): void {
  if (a.dim < 2) throw runtimeError(`${name}: The input tensor ${argument} must have at least 2 dimensions.`);
}

export function checkSquare(a: Tensor, name: string, argument = "A"): void {
  checkMatrix(a, name, argument);
  const [m, n] = matrixSize(a);
  if (m !== n) {
    throw runtimeError(`${name}: ${argument} must be batches of square matrices, but they are ${m} by ${n} matrices`);
  }
}

export function checkFloating(a: Tensor, name: string): void {
  if (!a.dtype.isDifferentiable) {
    throw runtimeError(`${name}: Expected a floating point or complex tensor as input. Got ${a.dtype.scalarName}`);
  }
  if (a.dtype.itemSize < 4) {
    throw runtimeError(`${name}: Low precision dtypes not supported. Got ${a.dtype.scalarName}`);
  }
}

/** Kernels that are of float and double only say so by their own names. */
export function checkImplemented(a: Tensor, kernel: string): void {
  if (!a.dtype.isDifferentiable || a.dtype.itemSize < 4) {
    throw runtimeError(`"${kernel}" not implemented for '${a.dtype.scalarName}'`);
  }
}

export function checkSameDType(a: Tensor, b: Tensor, name: string, first = "A", second = "B"): void {
  if (a.dtype === b.dtype) return;
  throw runtimeError(
    `${name}: Expected ${first} and ${second} to have the same dtype, but found ${first} of type ${a.dtype.scalarName} and ${second} of type ${b.dtype.scalarName} instead`,
  );
}

/** AX = B, or XA = B: whether the sizes fit. */
export function checkEquation(a: Tensor, b: Tensor, left: boolean, name: string): void {
  checkSquare(a, name);
  checkMatrix(b, name, "B");
  const [n, k] = matrixSize(a);
  const [rows, columns] = matrixSize(b);
  if (left ? rows === n : columns === n) return;
  const equation = left ? "AX = B" : "XA = B";
  throw runtimeError(
    `${name}: Incompatible shapes of A and B for the equation ${equation} (${n}x${k} and ${rows}x${columns})`,
  );
}

/** What went wrong in a batch: the first of `info` that is not 0 (linalg_check_errors). */
export function checkInfo(info: Int32Array, name: string, isMatrix: boolean): void {
  const index = info.findIndex((each) => each !== 0);
  if (index < 0) return;
  const found = info[index] as number;
  const where = isMatrix ? "" : `(Batch element ${index}): `;
  throw linAlgError(`${name}: ${where}${reasonOf(name, found)}`);
}

function reasonOf(name: string, info: number): string {
  if (name.includes("inv")) {
    return `The diagonal element ${info} is zero, the inversion could not be completed because the input matrix is singular.`;
  }
  if (name.includes("solve")) return "The solver failed because the input matrix is singular.";
  if (name.includes("cholesky")) {
    return `The factorization could not be completed because the input is not positive-definite (the leading minor of order ${info} is not positive-definite).`;
  }
  if (name.includes("svd")) {
    return info < 0
      ? "The algorithm failed to converge because the input matrix contained non-finite values."
      : `The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated singular values (error code: ${info}).`;
  }
  return `The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: ${info}).`;
}

/** Strides of matrices stored by columns. */
export function columnStrides(shape: readonly number[]): number[] {
  const strides = contiguousStrides(shape);
  strides[shape.length - 1] = Math.max(shape.at(-2) as number, 1);
  strides[shape.length - 2] = 1;
  return strides;
}

/** New matrices stored by columns, of zeros. */
export function emptyColumns(shape: readonly number[], dtype: DType): Tensor {
  return emptyStrided(shape, columnStrides(shape), dtype);
}

/** A copy stored by columns, broadcast to `shape`. */
export function columnsOf(a: Tensor, shape: readonly number[] = a.shape): Tensor {
  const copy = emptyColumns(shape, a.dtype);
  copyInto(copy, shape === a.shape ? a : expand.forward(a, shape, false));
  return copy;
}

/** The same matrices, transposed, in the same memory. */
export function transposed(a: Tensor): Tensor {
  const last = a.dim - 1;
  const swapped = (list: readonly number[]) => [...list.slice(0, -2), list[last] as number, list[last - 1] as number];
  return window(a, swapped(a.shape), swapped(a.strides), a.offset);
}

/** The i-th matrix of a batch that is stored by columns. */
export function blockOf(a: Tensor, i: number): Block {
  const [m, n] = matrixSize(a);
  return { data: floats(a), start: i * m * n, ld: Math.max(m, 1) };
}

export function batchCount(a: Tensor): number {
  return numelOf(batchShape(a));
}

/** The batch that two operands have together. */
export function commonBatch(a: Tensor, b: Tensor): readonly number[] {
  return broadcastShapes(batchShape(a), batchShape(b));
}

export function intTensor(values: Int32Array, shape: readonly number[]): Tensor {
  return fromNumbers([...values], shape, int32);
}

/** The elements of an int32 tensor in logical order. */
export function intsOf(t: Tensor): Int32Array {
  const copy = emptyStrided(t.shape, contiguousStrides(t.shape), int32);
  copyInto(copy, t);
  // An int32 storage is an Int32Array.
  return copy.storage.array(int32) as Int32Array;
}
