// Single elements of tensors as Python values.

import { readElement } from "../../../engine/tensor/raw";
import type { Tensor } from "../../../engine/tensor/tensor";
import { normalise } from "../../runtime/numbers";
import type { Value } from "../../runtime/object";
import { PyFloat } from "../../runtime/value";

/** The Python value that item() and tolist() give for the element at a place of the storage. */
export function pythonElement(tensor: Tensor, place: number): Value {
  return pythonScalar(readElement(tensor, place));
}

/** A number as the engine has it (a bigint is an int, a number a float) as a Python value. */
export function pythonScalar(value: number | bigint | boolean): Value {
  if (typeof value === "number") return new PyFloat(value);
  return typeof value === "bigint" ? normalise(value) : value;
}
