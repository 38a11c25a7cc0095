// A = L·Lᵀ or Uᵀ·U of a symmetric positive-definite matrix. Follows POTRF and POTRF2.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import { type Block, part } from "./block";
import { solveLeft, solveRight, subtractGramLower, subtractGramUpper } from "./products";

const panel = 64;

/** Overwrites one triangle; gives the order of the first leading minor that is not positive, or 0. */
function factorRecursively(upper: boolean, n: number, a: Block): number {
  if (n === 1) {
    const value = a.data[a.start] as number;
    if (!(value > 0)) return 1;
    a.data[a.start] = Math.sqrt(value);
    return 0;
  }
  const n1 = Math.floor(n / 2);
  const n2 = n - n1;
  const first = factorRecursively(upper, n1, a);
  if (first > 0) return first;
  const rest = part(a, n1, n1);
  updateRest(upper, n1, n2, a, upper ? part(a, 0, n1) : part(a, n1, 0), rest);
  const second = factorRecursively(upper, n2, rest);
  return second > 0 ? second + n1 : 0;
}

/** The block beside a factored one, and what it takes off the rest. */
function updateRest(upper: boolean, n1: number, n2: number, factor: Block, beside: Block, rest: Block): void {
  const kind = { upper, transposed: true, unit: false };
  if (upper) {
    solveLeft(n1, n2, kind, factor, beside);
    subtractGramUpper(n2, n1, beside, rest);
  } else {
    solveRight(n2, n1, kind, factor, beside);
    subtractGramLower(n2, n1, beside, rest);
  }
}

export function factorCholesky(upper: boolean, n: number, a: Block): number {
  for (let j = 0; j < n; j += panel) {
    const width = Math.min(panel, n - j);
    const own = part(a, j, j);
    const info = factorRecursively(upper, width, own);
    if (info > 0) return info + j;
    const next = j + width;
    if (next < n) {
      const beside = upper ? part(a, j, next) : part(a, next, j);
      updateRest(upper, width, n - next, own, beside, part(a, next, next));
    }
  }
  return 0;
}
