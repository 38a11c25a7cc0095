// Type promotion, as torch.result_type has it: tensors with dimensions decide; 0-d tensors and then Python numbers
// only where they are of a higher category (bool < integer < floating < complex). Follows c10/core/ScalarType.h's table and
// aten/src/ATen/native/TypeProperties.cpp.

import { UnsupportedError } from "../errors";
import { Complex, complexOf, realOf } from "./complex";
import { bfloat16, bool, type DType, float16, float32, float64, int8, int16, int32, int64, uint8 } from "./dtype";
import type { Tensor } from "./tensor";

/** A real number given where a Tensor could be: a JavaScript number is a Python float, a bigint a Python int. */
export type RealScalar = number | bigint | boolean;

/** Any number given where a Tensor could be. */
export type Scalar = RealScalar | Complex;

/** The number where only real ones come. */
export function realScalar(value: Scalar): RealScalar {
  if (value instanceof Complex) throw new UnsupportedError("a complex number here");
  return value;
}

let defaultDType: DType = float32;

/** torch.get_default_dtype(): what Python floats and true division of integers become. */
export function getDefaultDType(): DType {
  return defaultDType;
}

export function setDefaultDType(dtype: DType): void {
  defaultDType = dtype;
}

const integerRank: readonly DType[] = [int8, int16, int32, int64];

/** The smallest dtype both can be converted to (torch.promote_types). */
export function promoteTypes(a: DType, b: DType): DType {
  if (a === b) return a;
  if (a.isComplex || b.isComplex) {
    const wide = (dtype: DType) => (dtype.isComplex ? realOf(dtype) : dtype.isFloatingPoint ? dtype : float32);
    return complexOf(promoteTypes(wide(a), wide(b)));
  }
  if (a.isFloatingPoint || b.isFloatingPoint) {
    if (!a.isFloatingPoint) return b;
    if (!b.isFloatingPoint) return a;
    if (a === float64 || b === float64) return float64;
    // float16 with bfloat16 has no common half: both go to float32, as does either with float32.
    return float32;
  }
  if (a === bool) return b;
  if (b === bool) return a;
  if (a === uint8) return b === int8 ? int16 : b;
  if (b === uint8) return a === int8 ? int16 : a;
  return integerRank[Math.max(integerRank.indexOf(a), integerRank.indexOf(b))] ?? int64;
}

function category(dtype: DType): number {
  if (dtype.isComplex) return 3;
  return dtype.isFloatingPoint ? 2 : dtype.isInteger ? 1 : 0;
}

/** What a Python number counts as among tensors: float as the default dtype, int as int64. */
export function scalarDType(value: Scalar): DType {
  if (value instanceof Complex) return complexOf(defaultDType);
  return typeof value === "number" ? defaultDType : typeof value === "bigint" ? int64 : bool;
}

function wrappedDType(t: Tensor): DType {
  if (t.dtype.isComplex) return complexOf(defaultDType);
  return t.dtype.isFloatingPoint ? defaultDType : t.dtype;
}

/** torch.result_type of two tensors (either may be a wrapped Python number). */
export function resultType(a: Tensor, b: Tensor): DType {
  if (a.dtype === b.dtype && a.isWrappedNumber === b.isWrappedNumber) {
    return a.isWrappedNumber ? wrappedDType(a) : a.dtype;
  }
  return resultTypeOf([a, b], []);
}

/** torch.result_type of a tensor and a Python number. */
export function resultTypeScalar(a: Tensor, b: Scalar): DType {
  const other = scalarDType(b);
  return category(other) > category(a.dtype) ? raised(a.dtype, other) : a.dtype;
}

/** torch.result_type of any number of operands. */
export function resultTypeOf(tensors: readonly Tensor[], scalars: readonly Scalar[]): DType {
  let dimensioned: DType | null = null;
  let zeroDim: DType | null = null;
  let wrapped: DType | null = null;
  const join = (into: DType | null, dtype: DType) => (into === null ? dtype : promoteTypes(into, dtype));
  for (const t of tensors) {
    if (t.isWrappedNumber) wrapped = join(wrapped, wrappedDType(t));
    else if (t.shape.length === 0) zeroDim = join(zeroDim, t.dtype);
    else dimensioned = join(dimensioned, t.dtype);
  }
  for (const s of scalars) wrapped = join(wrapped, scalarDType(s));
  return combine(combine(dimensioned, zeroDim), wrapped) ?? defaultDType;
}

function combine(higher: DType | null, lower: DType | null): DType | null {
  if (higher === null) return lower;
  if (lower === null) return higher;
  return category(lower) > category(higher) ? raised(higher, lower) : higher;
}

/** A dtype in the category of what decides only by that: floats keep their width when they become complex. */
function raised(dtype: DType, category: DType): DType {
  if (!category.isComplex || !dtype.isFloatingPoint) return promoteTypes(dtype, category);
  if (dtype === float16) throw new UnsupportedError("torch.complex32");
  return complexOf(dtype);
}

/** torch.can_cast: a result of dtype `from` may be written to a tensor of dtype `to`. */
export function canCast(from: DType, to: DType): boolean {
  if (from.isComplex && !to.isComplex) return false;
  if (from.isFloatingPoint && !to.isDifferentiable) return false;
  return !(from !== bool && to === bool);
}

/** Integers and bool become the default dtype; floats and complex stay: what exp, mean and division give. */
export function floatResult(dtype: DType): DType {
  return dtype.isDifferentiable ? dtype : defaultDType;
}

export function isHalf(dtype: DType): boolean {
  return dtype === float16 || dtype === bfloat16;
}
