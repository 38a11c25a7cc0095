// p-norms of float32 in PyTorch's own order and rounding: element by element, and in eight lanes for a 2-norm of neighbours.
// The bits are those of its AVX2 build on one thread. Follows aten/src/ATen/native/cpu/ReduceOpsKernel.cpp.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { Loop } from "../tensor/layout";

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
  let total = sums[0] as number;
  for (let lane = 1; lane < sums.length; lane++) total = fround(total + (sums[lane] as number));
  for (let i = whole; i < count; i++) {
    const x = a[start + i] as number;
    total = fround(total + fround(x * x));
  }
  return Math.sqrt(total);
}

/** `total` and what is added to it for each element that these loops come to, the last one being the outermost. */
function added(
  p: number,
  total: number,
  a: Float32Array,
  start: number,
  loops: readonly Loop[],
  level: number,
): number {
  const { size, from } = loops[level] as Loop;
  let sum = total;
  if (level > 0) {
    for (let i = 0; i < size; i++) sum = added(p, sum, a, start + i * from, loops, level - 1);
    return sum;
  }
  for (let i = 0, at = start; i < size; i++, at += from) {
    const x = Math.abs(a[at] as number);
    if (p === 2) sum = fround(x * x + sum);
    else sum = fround(sum + (p === 1 ? x : fround(x ** p)));
  }
  return sum;
}

/** Where what is reduced has one element: it is squared and its root taken all the same. */
const STILL: Loop = { size: 1, from: 0, to: 0 };

/**
 * ‖x‖ₚ for a finite p other than 0, by the loops of reductionLoops (../tensor/layout.ts), of which those that stand still
 * in the result are reduced.
 */
export function normByLoops(
  p: number,
  out: Float32Array,
  a: Float32Array,
  offset: number,
  loops: readonly Loop[],
): void {
  const kept = loops.filter(({ to }) => to !== 0);
  const [first = STILL, ...others] = loops.filter(({ to }) => to === 0);
  const reduced = [first, ...others];
  const isRow = p === 2 && others.length === 0 && first.from === 1;
  const one = (start: number): number => {
    if (isRow) return euclidean(a, start, first.size);
    const total = added(p, 0, a, start, reduced, reduced.length - 1);
    return p === 1 ? total : p === 2 ? Math.sqrt(total) : total ** fround(1 / p);
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
