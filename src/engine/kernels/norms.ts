// p-norms of float32, float16 and bfloat16 in PyTorch's own order and rounding: element by element, and in eight lanes for
// a 2-norm of neighbours, but of float16. All are held as float32.
// The bits are those of its AVX2 build on one thread. Follows aten/src/ATen/native/cpu/ReduceOpsKernel.cpp.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { Loop } from "../tensor/layout";
import { ROUNDS, type Round } from "./rounding";

const fround = Math.fround;
const sums = new Float32Array(8);

/** ‖x‖₂ of neighbours: products are fused with the sums but in what is left over. */
function euclidean(a: Float32Array, start: number, count: number): number {
  const whole = count - (count % sums.length);
  sums.fill(0);
  for (let i = 0; i < whole; i += sums.length) {
    for (let lane = 0; lane < sums.length; lane++) {
      const x = a[start + i + lane] as number;
      sums[lane] = x * x + (sums[lane] as number);
    }
  }
  return finished(a, start + whole, start + count);
}

/** The same of bfloat16, two vectors at a time, whose squares are exact in float32. */
function euclideanOfPairs(a: Float32Array, start: number, count: number): number {
  const whole = count - (count % (2 * sums.length));
  sums.fill(0);
  for (let i = start; i < start + whole; i += 2 * sums.length) {
    for (let lane = 0; lane < sums.length; lane++) {
      const x = a[i + lane] as number;
      const y = a[i + lane + sums.length] as number;
      sums[lane] = fround(x * x + y * y) + (sums[lane] as number);
    }
  }
  return finished(a, start + whole, start + count);
}

/** The root of the lanes' sum and of the squares from `from` to `end`. */
function finished(a: Float32Array, from: number, end: number): number {
  let total = sums[0] as number;
  for (let lane = 1; lane < sums.length; lane++) total = fround(total + (sums[lane] as number));
  for (let i = from; i < end; i++) {
    const x = a[i] as number;
    total = fround(total + fround(x * x));
  }
  return Math.sqrt(total);
}

/** `total` and what is added to it for each element that these loops come to, the last one being the outermost. */
function added(add: Add, total: number, a: Float32Array, start: number, loops: readonly Loop[], level: number): number {
  const { size, from } = loops[level] as Loop;
  let sum = total;
  for (let i = 0, at = start; i < size; i++, at += from) {
    sum = level > 0 ? added(add, sum, a, at, loops, level - 1) : add(sum, Math.abs(a[at] as number));
  }
  return sum;
}

/** A sum and what one more element's magnitude adds to it. */
type Add = (sum: number, x: number) => number;

function adding(p: number, type: string, round: Round): Add {
  if (p === 1) return (sum, x) => round(sum + x);
  // PyTorch has a power of bfloat16, but of float16 takes that of float32, which is rounded with the sum.
  if (p !== 2) return type === "float16" ? (sum, x) => round(sum + x ** p) : (sum, x) => round(sum + round(x ** p));
  return type === "float32" ? (sum, x) => fround(x * x + sum) : (sum, x) => round(sum + round(x * x));
}

/** Where what is reduced has one element: it is squared and its root taken all the same. */
const STILL: Loop = { size: 1, from: 0, to: 0 };

/**
 * ‖x‖ₚ for a finite p other than 0 of elements of a `type` of ROUNDS, by the loops of reductionLoops (../tensor/layout.ts), of which those that stand still
 * in the result are reduced.
 */
export function normByLoops(
  p: number,
  type: string,
  out: Float32Array,
  a: Float32Array,
  offset: number,
  loops: readonly Loop[],
): void {
  const kept = loops.filter(({ to }) => to !== 0);
  const [first = STILL, ...others] = loops.filter(({ to }) => to === 0);
  const reduced = [first, ...others];
  const isRow = p === 2 && type !== "float16" && others.length === 0 && first.from === 1;
  const round = ROUNDS.get(type) ?? fround;
  const add = adding(p, type, round);
  const power = round(1 / p);
  const one = (start: number): number => {
    if (isRow) return (type === "float32" ? euclidean : euclideanOfPairs)(a, start, first.size);
    const total = added(add, 0, a, start, reduced, reduced.length - 1);
    return p === 1 ? total : p === 2 ? Math.sqrt(total) : total ** power;
  };
  const turn = (level: number, from: number, to: number): void => {
    const loop = kept[level];
    if (loop === undefined) {
      out[to] = one(from);
      return;
    }
    for (let i = 0; i < loop.size; i++) turn(level + 1, from + i * loop.from, to + i * loop.to);
  };
  turn(0, offset, 0);
}
