// Softmax and log-softmax of rows of float32, and their gradients, in the steps of src/engine/kernels/softmax.ts: sums are
// kept in eight lanes. Rows have at least eight elements; `row` and `other` are room for one in whole lanes.

import { exponentials, fusedFloats, logarithm } from "./exponential";

/** Bytes of eight lanes. */
const STEP: usize = 32;

/** Copies a row, filled up to whole lanes; bytes of all of it. */
function take(to: usize, from: usize, count: i32, filler: f32): usize {
  const bytes = <usize>count * 4;
  const whole = (bytes + STEP - 1) & ~(STEP - 1);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at));
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at));
  for (; at < whole; at += 4) store<f32>(to + at, filler);
  return whole;
}

function give(to: usize, row: usize, count: i32): void {
  const bytes = <usize>count * 4;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(row + at));
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(row + at));
}

/** Halves onto each other, then halves of those, then the last two. */
export function folded(low: v128, high: v128): f32 {
  const pairs = f32x4.add(low, high);
  const even = f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 2);
  return even + (f32x4.extract_lane(pairs, 1) + f32x4.extract_lane(pairs, 3));
}

function sumOf(row: usize, bytes: usize): f32 {
  let low = v128.load(row);
  let high = v128.load(row, 16);
  for (let at = row + STEP; at < row + bytes; at += STEP) {
    low = f32x4.add(low, v128.load(at));
    high = f32x4.add(high, v128.load(at, 16));
  }
  return folded(low, high);
}

/** NaN where there is one. */
function largest(row: usize, bytes: usize): f32 {
  let low = v128.load(row);
  let high = v128.load(row, 16);
  // What is no NaN equals itself.
  let numbers = v128.and(f32x4.eq(low, low), f32x4.eq(high, high));
  for (let at = row + STEP; at < row + bytes; at += STEP) {
    const x = v128.load(at);
    const y = v128.load(at, 16);
    low = f32x4.pmax(low, x);
    high = f32x4.pmax(high, y);
    numbers = v128.and(numbers, v128.and(f32x4.eq(x, x), f32x4.eq(y, y)));
  }
  if (!i32x4.all_true(numbers)) return NaN;
  const most = f32x4.pmax(low, high);
  const a = max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1));
  return max(a, max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
}

export function softmax32(to: usize, from: usize, rows: i32, count: i32, row: usize): void {
  const step = <usize>count * 4;
  for (let r = 0; r < rows; r++) {
    const bytes = take(row, from, count, -Infinity);
    const shift = f32x4.splat(largest(row, bytes));
    for (let at = row; at < row + bytes; at += STEP) {
      exponentials(at, f32x4.sub(v128.load(at), shift), f32x4.sub(v128.load(at, 16), shift));
    }
    const scale = f32x4.splat(<f32>1 / sumOf(row, bytes));
    for (let at = row; at < row + bytes; at += 16) v128.store(at, f32x4.mul(v128.load(at), scale));
    give(to, row, count);
    from += step;
    to += step;
  }
}

export function logSoftmax32(to: usize, from: usize, rows: i32, count: i32, row: usize, other: usize): void {
  const step = <usize>count * 4;
  for (let r = 0; r < rows; r++) {
    const bytes = take(row, from, count, -Infinity);
    const shift = f32x4.splat(largest(row, bytes));
    for (let at: usize = 0; at < bytes; at += STEP) {
      const x = f32x4.sub(v128.load(row + at), shift);
      const y = f32x4.sub(v128.load(row + at, 16), shift);
      v128.store(row + at, x);
      v128.store(row + at, y, 16);
      exponentials(other + at, x, y);
    }
    const logTotal = f32x4.splat(logarithm(sumOf(other, bytes)));
    for (let at = row; at < row + bytes; at += 16) v128.store(at, f32x4.sub(v128.load(at), logTotal));
    give(to, row, count);
    from += step;
    to += step;
  }
}

/** (g - Σ g·y)·y. */
export function softmaxBackward32(
  to: usize,
  gradient: usize,
  result: usize,
  rows: i32,
  count: i32,
  row: usize,
  other: usize,
): void {
  const step = <usize>count * 4;
  for (let r = 0; r < rows; r++) {
    // What fills up adds -0, which changes no sum.
    const bytes = take(row, gradient, count, -0.0);
    take(other, result, count, 1);
    let low = f32x4.mul(v128.load(row), v128.load(other));
    let high = f32x4.mul(v128.load(row, 16), v128.load(other, 16));
    for (let at = STEP; at < bytes; at += STEP) {
      low = fusedFloats(v128.load(row + at), v128.load(other + at), low);
      high = fusedFloats(v128.load(row + at, 16), v128.load(other + at, 16), high);
    }
    const total = f32x4.splat(folded(low, high));
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(row + at, f32x4.mul(f32x4.sub(v128.load(row + at), total), v128.load(other + at)));
    }
    give(to, row, count);
    gradient += step;
    result += step;
    to += step;
  }
}

/** g - e^y·Σ g, the product and difference rounded once. */
export function logSoftmaxBackward32(
  to: usize,
  gradient: usize,
  result: usize,
  rows: i32,
  count: i32,
  row: usize,
  other: usize,
): void {
  const step = <usize>count * 4;
  for (let r = 0; r < rows; r++) {
    const bytes = take(row, gradient, count, -0.0);
    take(other, result, count, 0);
    const total = f32x4.splat(sumOf(row, bytes));
    for (let at = other; at < other + bytes; at += STEP) exponentials(at, v128.load(at), v128.load(at, 16));
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(row + at, fusedFloats(f32x4.neg(v128.load(other + at)), total, v128.load(row + at)));
    }
    give(to, row, count);
    gradient += step;
    result += step;
    to += step;
  }
}
