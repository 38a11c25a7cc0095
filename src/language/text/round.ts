// round(x, n): correctly rounded decimal places, ties by the exact binary value (Python/pymath.c's float_round).

import { formatFixed } from "../../engine/tensor/decimal";
import { overflowError } from "../runtime/errors";

export function roundFloat(value: number, digits: number): number {
  if (!Number.isFinite(value) || digits > 323) return value;
  if (digits < -308) return value < 0 || Object.is(value, -0) ? -0 : 0;
  if (digits >= 0) return Number(formatFixed(value, digits));
  // Places before the point: a double that large is exact in decimal, so its text can be rounded.
  const places = -digits;
  const unit = 10 ** places;
  const whole = BigInt(Math.trunc(value));
  const scale = BigInt(unit);
  const magnitude = whole < 0n ? -whole : whole;
  const remainder = magnitude % scale;
  const half = scale / 2n;
  const fraction = Math.abs(value) % 1;
  let quotient = magnitude / scale;
  const above = remainder > half || (remainder === half && fraction > 0);
  if (above || (remainder === half && quotient % 2n === 1n)) quotient += 1n;
  const result = Number(quotient * scale);
  if (!Number.isFinite(result)) throw overflowError("rounded value too large to represent");
  return value < 0 || Object.is(value, -0) ? -result : result;
}
