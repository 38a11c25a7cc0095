// Dtypes for which PyTorch's CPU has no loop, numbers that a dtype does not hold, and the words for both.

import { runtimeError, type TorchError } from "../errors";
import { Complex } from "../tensor/complex";
import { bfloat16, bool, type DType, type DTypeName, float16, float32, float64, int32, uint8 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { filled } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";

export function notImplementedFor(kernel: string, dtype: DType): TorchError {
  return runtimeError(`"${kernel}" not implemented for '${dtype.scalarName}'`);
}

/** Throws where `dtype` is one of those that the kernel lacks. */
export function checkKernel(kernel: string, dtype: DType, ...missing: readonly DType[]): void {
  if (missing.includes(dtype)) throw notImplementedFor(kernel, dtype);
}

const largest: ReadonlyMap<DType, readonly [type: string, limit: number]> = new Map([
  [float32, ["float", 3.4028234663852886e38]],
  [float16, ["at::Half", 65504]],
  [bfloat16, ["at::BFloat16", 3.3895313892515355e38]],
]);

const tooLarge = (type: string): TorchError =>
  runtimeError(`value cannot be converted to type ${type} without overflow`);

function cName(dtype: DType): string {
  if (dtype === float64) return "double";
  if (dtype === bool) return "bool";
  return largest.get(dtype)?.[0] ?? (dtype === int32 ? "int" : `${dtype.name}_t`);
}

/** Throws where a number is beyond a dtype. A negative integer wraps into uint8, a negative float does not. */
export function checkFits(value: Scalar, dtype: DType): void {
  if (typeof value === "boolean") return;
  if (value instanceof Complex) {
    // A part that is not 0 does not fit a real dtype; nothing is checked for bool, which is of the real part.
    if (dtype.isComplex || dtype === bool || value.im === 0) return;
    throw tooLarge(cName(dtype));
  }
  const [type, limit] = largest.get(dtype) ?? ["", Number.POSITIVE_INFINITY];
  if (Number.isFinite(Number(value)) && Math.abs(Number(value)) > limit) throw tooLarge(type);
  if (!dtype.isInteger) return;
  const half = 2 ** (dtype.itemSize * 8 - 1);
  const [low, high] = dtype === uint8 ? [typeof value === "bigint" ? -255 : 0, 255] : [-half, half - 1];
  if (!(value >= low && value <= high)) throw tooLarge(cName(dtype));
}

/** A 0-d tensor of `dtype` that holds a number. Throws where it is beyond. */
export function elementTensor(value: Scalar, dtype: DType): Tensor {
  checkFits(value, dtype);
  return filled([], value, dtype);
}

/** A number as an element of `dtype` holds it: C++'s Scalar::to. Throws where it is beyond. */
export function elementFor(value: Scalar, dtype: DType): number {
  checkFits(value, dtype);
  const number = Number(value);
  if (dtype === bool) return number === 0 ? 0 : 1;
  if (!dtype.isFloatingPoint) return dtype === uint8 ? Math.trunc(number) & 255 : Math.trunc(number);
  return dtype === float64 ? number : Math.fround(number);
}

/** C++'s names of dtypes. */
const plainNames: Readonly<Record<DTypeName, string>> = {
  float32: "float",
  float64: "double",
  float16: "c10::Half",
  bfloat16: "c10::BFloat16",
  int64: "long int",
  int32: "int",
  int16: "short int",
  int8: "signed char",
  uint8: "unsigned char",
  bool: "bool",
  complex64: "c10::complex<float>",
  complex128: "c10::complex<double>",
};

/** A dtype as C++ calls its elements ("long int"). */
export function plainName(dtype: DType): string {
  return plainNames[dtype.name];
}

/** A self of another dtype than what an in-place form computes, where nothing is cast. */
export function checkInPlaceDType(self: Tensor, result: DType): void {
  if (self.dtype === result) return;
  throw runtimeError(
    `Bad in-place call: input tensor dtype ${plainName(self.dtype)} and output tensor dtype ${plainName(result)} should match`,
  );
}
