// Dtypes for which PyTorch's CPU has no loop, numbers that a dtype does not hold, and the words for both.

import { runtimeError, type TorchError } from "../errors";
import { bfloat16, type DType, float16, float32, int32, uint8 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";

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

/** Throws where a number is beyond a dtype. A negative integer wraps into uint8, a negative float does not. */
export function checkFits(value: Scalar, dtype: DType): void {
  if (typeof value === "boolean") return;
  const [type, limit] = largest.get(dtype) ?? ["", Number.POSITIVE_INFINITY];
  if (Number.isFinite(Number(value)) && Math.abs(Number(value)) > limit) throw tooLarge(type);
  if (!dtype.isInteger) return;
  const half = 2 ** (dtype.itemSize * 8 - 1);
  const [low, high] = dtype === uint8 ? [typeof value === "bigint" ? -255 : 0, 255] : [-half, half - 1];
  if (!(value >= low && value <= high)) throw tooLarge(dtype === int32 ? "int" : `${dtype.name}_t`);
}
