// Single elements of tensors as Python values.

import { Complex } from "../../../engine/tensor/complex";
import type { Scalar } from "../../../engine/tensor/promotion";
import { readElement } from "../../../engine/tensor/raw";
import type { Tensor } from "../../../engine/tensor/tensor";
import { normalise } from "../../runtime/numbers";
import type { Value } from "../../runtime/object";
import { PyComplex, PyFloat } from "../../runtime/value";

/** The Python value that item() and tolist() give for the element at a place of the storage. */
export function pythonElement(tensor: Tensor, place: number): Value {
  return pythonScalar(readElement(tensor, place));
}

/** A number as the engine has it (a bigint is an int, a number a float) as a Python value. */
export function pythonScalar(value: Scalar): Value {
  if (value instanceof Complex) return new PyComplex(value.re, value.im);
  if (typeof value === "number") return new PyFloat(value);
  return typeof value === "bigint" ? normalise(value) : value;
}
