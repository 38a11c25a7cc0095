// Ranges with a bound, a step or a length beyond what a number counts exactly: the same as range, with bigints.

import { indexError, overflowError, typeError, valueError } from "../runtime/errors";
import { type Int, normalise } from "../runtime/numbers";
import { builtinClass, PyObject, rangeType, type Value } from "../runtime/object";
import { asIndex, equals, toIndex } from "../runtime/operators";
import { repr } from "../runtime/repr";
import { safepoint } from "../runtime/thread";
import { typeName } from "../runtime/types";
import { PyIterator, PyRange, PySlice } from "../runtime/value";

/** The greatest length that `len` can say. */
const MAX_LENGTH = 2n ** 63n - 1n;

export class PyBigRange extends PyObject {
  readonly length: bigint;

  constructor(
    readonly start: bigint,
    readonly stop: bigint,
    readonly step: bigint,
  ) {
    super(rangeType);
    const distance = step > 0n ? stop - start : start - stop;
    const stride = step > 0n ? step : -step;
    this.length = distance <= 0n ? 0n : (distance + stride - 1n) / stride;
  }

  at(index: bigint): Int {
    return normalise(this.start + index * this.step);
  }
}

/** A range of any size: with numbers where they are exact. */
export function makeRange(start: Int, stop: Int, step: Int): PyRange | PyBigRange {
  const safe = typeof start === "number" && typeof stop === "number" && typeof step === "number";
  if (safe && Number.isSafeInteger(stop - start)) return new PyRange(start, stop, step);
  return new PyBigRange(BigInt(start), BigInt(stop), BigInt(step));
}

export function bigRangeText({ start, stop, step }: PyBigRange): string {
  const bounds = `${repr(normalise(start))}, ${repr(normalise(stop))}`;
  return step === 1n ? `range(${bounds})` : `range(${bounds}, ${repr(normalise(step))})`;
}

export function bigRangeLength({ length }: PyBigRange): Int {
  if (length > MAX_LENGTH) throw overflowError("Python int too large to convert to C ssize_t");
  return normalise(length);
}

const iteratorType = builtinClass("longrange_iterator");
iteratorType.subclassable = false;

class BigRangeIterator extends PyIterator {
  private index = 0n;

  constructor(private readonly range: PyBigRange) {
    super(iteratorType);
  }

  next(): Value | undefined {
    safepoint();
    return this.index < this.range.length ? this.range.at(this.index++) : undefined;
  }
}

/** The built-in class of the iterators, to give it its members. */
export const bigRangeIteratorType = iteratorType;

export function bigRangeIterator(range: PyBigRange): PyIterator {
  return new BigRangeIterator(range);
}

export function reversedBigRange({ start, step, length }: PyBigRange): PyIterator {
  return new BigRangeIterator(new PyBigRange(start + (length - 1n) * step, start - step, -step));
}

/** The place of a value in the range, or -1. */
export function bigRangeIndex(range: PyBigRange, item: Value): bigint {
  const { start, step, length } = range;
  if (typeof item === "number" || typeof item === "bigint" || typeof item === "boolean") {
    const distance = BigInt(item) - start;
    const index = distance / step;
    return distance % step === 0n && index >= 0n && index < length ? index : -1n;
  }
  for (let i = 0n; i < length; i++) {
    safepoint();
    if (equals(range.at(i), item)) return i;
  }
  return -1n;
}

export function bigRangeItem(range: PyBigRange, key: Value): Value {
  if (key instanceof PySlice) return bigRangeSlice(range, key);
  const index = asIndex(key);
  if (index === undefined) throw typeError(`range indices must be integers or slices, not ${typeName(key)}`);
  const at = BigInt(index) < 0n ? BigInt(index) + range.length : BigInt(index);
  if (at < 0n || at >= range.length) throw indexError("range object index out of range");
  return range.at(at);
}

function bigRangeSlice({ start, step, length }: PyBigRange, slice: PySlice): Value {
  const stride = slice.step === null ? 1n : BigInt(toIndex(slice.step));
  if (stride === 0n) throw valueError("slice step cannot be zero");
  const [lowest, highest] = stride < 0n ? [-1n, length - 1n] : [0n, length];
  const adjusted = (value: Value, missing: bigint): bigint => {
    if (value === null) return missing;
    const index = BigInt(toIndex(value));
    const from = index < 0n ? index + length : index;
    return from < lowest ? lowest : from > highest ? highest : from;
  };
  const from = adjusted(slice.start, stride < 0n ? highest : lowest);
  const to = adjusted(slice.stop, stride < 0n ? lowest : highest);
  return makeRange(normalise(start + from * step), normalise(start + to * step), normalise(step * stride));
}
