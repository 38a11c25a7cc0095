// Gradients of several inputs that one op gives at once, as in PyTorch's native_batch_norm_backward: worked out by the
// first formula that asks, handed to the others.

import type { Saved } from "../autograd/op-node";
import type { Tensor } from "../tensor/tensor";
import type { Backward } from "./declare";

type Together = (gradient: Tensor, saved: Saved, gradients: readonly (Tensor | null)[]) => readonly (Tensor | null)[];

/** Formulas for `inputs`, in that order, out of one computation. */
export function together(inputs: readonly string[], uses: readonly string[], compute: Together): Backward {
  // By the list of incoming gradients, which is one for each run of a node and lives no longer.
  const known = new WeakMap<readonly (Tensor | null)[], readonly (Tensor | null)[]>();
  return Object.fromEntries(
    inputs.map((name, i) => [
      name,
      {
        uses,
        grad: (gradient: Tensor, saved: Saved, gradients: readonly (Tensor | null)[]) => {
          let results = known.get(gradients);
          if (results === undefined) {
            results = compute(gradient, saved, gradients);
            known.set(gradients, results);
          }
          return results[i] ?? null;
        },
      },
    ]),
  );
}
