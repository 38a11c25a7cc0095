// Tensor.numpy: an array on the tensor's memory, which the prelude's numpy makes.

import { getAttribute } from "../../runtime/attributes";
import { call } from "../../runtime/call";
import { Refusal, runtimeError, typeError } from "../../runtime/errors";
import { truth } from "../../runtime/operators";
import type { PyModule } from "../../runtime/value";
import { tensorMethod } from "./tensor-type";

export function addNumPyMethods(importModule: (name: string) => PyModule): void {
  tensorMethod("numpy", ["force"], 0, (tensor, force = false) => {
    if (tensor.requiresGrad && !truth(force)) {
      throw runtimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.");
    }
    if (tensor.isConj) {
      throw runtimeError(
        "Can't call numpy() on Tensor that has conjugate bit set. Use tensor.resolve_conj().numpy() instead.",
      );
    }
    if (tensor.isNeg) {
      throw runtimeError(
        "Can't call numpy() on Tensor that has negative bit set. Use tensor.resolve_neg().numpy() instead.",
      );
    }
    if (tensor.dtype.isComplex) throw new Refusal("Tensor.numpy() of complex numbers");
    if (tensor.dtype.name === "bfloat16") throw typeError("Got unsupported ScalarType BFloat16");
    // The package before its part, as an import statement would: its parts import each other.
    importModule("numpy");
    return call(getAttribute(importModule("numpy._array"), "of_tensor"), [tensor]);
  });
}
