// What becomes of an `out=` of another dtype than the result. Most ops cast, where dtypes may be cast; the ones below do
// not. Follows the checks of TensorIterator, of structured kernels and of older `_out` functions.

import { runtimeError, UnsupportedError } from "../errors";
import type { DType } from "../tensor/dtype";
import { plainName } from "./kernel-dtypes";

const names = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Loops over operands of one dtype, out among them. */
const ofOneDType = names(
  "abs bitwise_not conj_physical ceil clamp_max clamp_min floor frac hardshrink lerp.Scalar lerp.Tensor neg pow.Tensor_Scalar round sgn sign special_round square trunc",
);

/** Kernels that write into out themselves. */
const written = names(
  "addmm cross gather index_add index_copy index_reduce inverse linalg_cross linalg_det linalg_eigvalsh linalg_inv linalg_solve linalg_lu_solve linalg_svdvals mm msort renorm scatter take_along_dim tril triu argmax argmin isin",
);

/** Those that refuse in words of their own. */
const inOwnWords = names(
  "dot vdot amax amin searchsorted bucketize addcmul addcdiv any all masked_select nonzero diag index_select take logcumsumexp linalg_vecdot inner linalg_multi_dot histc signbit isposinf isneginf nan_to_num heaviside linalg_matrix_norm linalg_norm linalg_vector_norm matmul nanmean narrow_copy dist",
);

/** Those that compute in the dtype of out where no dtype is asked for. */
const computedInOut = names(
  "sum prod cumsum cumprod nansum zeros ones full linspace logspace range eye arange rand randn randperm",
);

/** What the binding of Python's arguments checks: a dtype beside an out of another. */
const checkedByBinding = names("zeros ones full empty linspace logspace range eye arange rand randn randint randperm");

/** Throws where the dtype that is asked for is not that of out. */
export function checkAskedDType(name: string, asked: DType, target: DType): void {
  if (asked === target) return;
  if (!checkedByBinding.has(name)) throw expectedDType(target, asked);
  throw runtimeError(`dtype ${asked.scalarName} does not match dtype of out parameter (${target.scalarName})`);
}

export function computesInOut(name: string): boolean {
  return computedInOut.has(name);
}

/** Where an op, by its schema's name, has one dtype for operands and out: the error for another. */
export function foundDType(schemaName: string, target: DType, result: DType): Error | null {
  if (target === result || !ofOneDType.has(schemaName)) return null;
  return runtimeError(`Found dtype ${target.scalarName} but expected ${result.scalarName}`);
}

interface OutOp {
  readonly name: string;
  readonly schemaName: string;
}

/** Throws where a result is not cast to the dtype of out. */
export function checkOutDType(op: OutOp, target: DType, result: DType): void {
  const { name, schemaName } = op;
  const found = foundDType(schemaName, target, result);
  if (found !== null) throw found;
  if (target === result) return;
  if (written.has(name)) throw expectedDType(target, result);
  if (inOwnWords.has(name)) throw new UnsupportedError(`${name}(out=) of dtype ${target.name} for ${result.name}`);
}

/** The same for several results, none of which is cast. */
export function expectedDType(target: DType, result: DType): Error {
  return runtimeError(`Expected out tensor to have dtype ${plainName(result)}, but got ${plainName(target)} instead`);
}
