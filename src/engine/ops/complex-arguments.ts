// What happens around an op because of complex numbers, before its own computation: an op that does not know them
// refuses them, and one that computes gets conjugate and negative views written out, as PyTorch's fallback kernels for
// the two lazy bits do (aten/src/ATen/{ConjugateFallback.cpp,native/MathBitsFallback.h}).

import { runtimeError, UnsupportedError } from "../errors";
import { Complex } from "../tensor/complex";
import { complex64, complex128, type DType } from "../tensor/dtype";
import { resultTypeOf, scalarDType } from "../tensor/promotion";
import { resolved } from "../tensor/raw";
import { Tensor } from "../tensor/tensor";
import type { OpDeclaration, OpResult } from "./declare";

/** Throws where an argument is complex and the op is not for such. */
export function refuseComplex(declaration: OpDeclaration, args: readonly unknown[]): void {
  if (declaration.complex) return;
  const found = complexAmong(args);
  if (found === null) return;
  const tensors = args.filter((arg) => arg instanceof Tensor);
  // PyTorch names the dtype in which it would compute: a Python number's is that of the tensors beside it.
  const dtype = tensors.some((each) => each.dtype.isComplex) ? resultTypeOf(tensors, []) : found;
  const words = declaration.complexRefusal(args, dtype);
  if (words !== null) throw runtimeError(words);
  const [name = declaration.name] = declaration.names;
  throw new UnsupportedError(`${name} of complex numbers`);
}

/** Throws where a complex result would need a gradient that PyTorch has not. */
export function refuseComplexGradient(declaration: OpDeclaration, result: OpResult): void {
  const results = result instanceof Tensor ? [result] : result;
  if (!results.some((t) => t.dtype.isComplex)) return;
  throw runtimeError(`${declaration.name} does not support automatic differentiation for outputs with complex dtype.`);
}

function complexAmong(args: readonly unknown[]): DType | null {
  for (const arg of args) {
    if (arg instanceof Tensor) {
      if (arg.dtype.isComplex) return arg.dtype;
    } else if (arg instanceof Complex) return scalarDType(arg);
    else if (arg === complex64) return complex64;
    else if (arg === complex128) return complex128;
    else if (Array.isArray(arg)) {
      const found = complexAmong(arg);
      if (found !== null) return found;
    }
  }
  return null;
}

/** The arguments with nothing left to conjugate or negate. */
export function resolvedArguments(args: readonly unknown[]): unknown[] {
  return args.map((arg) => {
    if (arg instanceof Tensor) return resolved(arg);
    return Array.isArray(arg) && arg.some(isLazy) ? arg.map((each) => (isLazy(each) ? resolved(each) : each)) : arg;
  });
}

function isLazy(value: unknown): value is Tensor {
  return value instanceof Tensor && (value.isConj || value.isNeg);
}
