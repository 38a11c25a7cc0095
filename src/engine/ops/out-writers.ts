// The ops that PyTorch writes with others' `out=` forms: those others refuse arguments that have a history, by their
// own names. Follows the `_out` functions of aten/src/ATen/native/{BinaryOps,LinearAlgebra,BatchLinearAlgebra}.cpp.

import type { Tensor } from "../tensor/tensor";

type Writer = string | ((args: readonly unknown[]) => string | null);

const writers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ["square", "pow"],
  ["ldexp", "mul"],
  ["outer", "mul"],
  ["matmul", ([a, b]) => productWriter((a as Tensor).dim, (b as Tensor).dim)],
  ["hstack", "cat"],
  ["vstack", "cat"],
  ["dstack", "cat"],
  ["column_stack", "cat"],
  ["take_along_dim", "gather"],
  ["special_round", "round"],
  ["msort", "sort"],
  ["linalg_lu_solve", "linalg_lu_solve"],
  ["diff", ([, n]) => (n === 0 ? null : "sub")],
  ["linalg_vecdot", ([x, y]) => ([x, y].every((t) => (t as Tensor).dim === 1) ? null : "sum")],
  ["linalg_svd", "_linalg_svd"],
  ["linalg_svdvals", "_linalg_svd"],
  ["linalg_eigvalsh", "_linalg_eigh"],
  ["linalg_inv", "linalg_inv_ex"],
  ["inverse", "linalg_inv_ex"],
  ["linalg_det", "_linalg_det"],
  ["linalg_slogdet", "_linalg_slogdet"],
  ["slogdet", "_linalg_slogdet"],
  ["linalg_solve", "_linalg_solve_ex"],
  ["linalg_cholesky", "linalg_cholesky_ex"],
  ["linalg_matrix_power", ([, n]) => powerWriter(n as number)],
  ["matrix_power", ([, n]) => powerWriter(n as number)],
  ["linalg_pinv", ([, tolerance]) => (typeof tolerance === "number" ? null : "linalg_pinv")],
  ["linalg_multi_dot", "mm"],
  ["orgqr", "linalg_householder_product"],
  ["lu_solve", "linalg_lu_solve"],
]);

/** A batch times one matrix or vector is folded into one product. */
function productWriter(a: number, b: number): string {
  if (a === 1 && b === 1) return "dot";
  if (a >= 3 && b >= 3) return "bmm";
  return b === 1 || (a === 1 && b >= 3) ? "mv" : "mm";
}

/** Powers 0 and 1 are copied. */
function powerWriter(n: number): string | null {
  if (n < 0) return "linalg_inv_ex";
  return n > 1 ? "mm" : null;
}

/** The op that writes into out for a composite; null where none refuses. */
export function outWriter(name: string, args: readonly unknown[]): string | null {
  const writer = writers.get(name) ?? null;
  return typeof writer === "function" ? writer(args) : writer;
}
