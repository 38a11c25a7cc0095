// Gradients of several inputs that come from one call: PyTorch's formula for "input, weight, bias" of a convolution
// is one op with several results, which makes one node when it is itself recorded.

import type { Saved } from "../autograd/op-node";
import type { Tensor } from "../tensor/tensor";
import type { Backward, Formula } from "./declare";

/** All gradients at once, in the order of the inputs; null for those that are not wanted. */
export type Gradients = (
  gradient: Tensor,
  saved: Saved,
  gradients: readonly (Tensor | null)[],
) => readonly (Tensor | null)[];

/** Formulas for `inputs` that share what `compute` gives: the first that is asked computes it for all. */
export function together(inputs: readonly string[], uses: readonly string[], compute: Gradients): Backward {
  let shared: { readonly saved: Saved; readonly from: unknown; readonly results: readonly (Tensor | null)[] } | null =
    null;
  const formulaOf =
    (index: number): Formula =>
    (gradient, saved, gradients) => {
      const current =
        shared !== null && shared.saved === saved && shared.from === gradients
          ? shared
          : { saved, from: gradients, results: compute(gradient, saved, gradients) };
      // Kept no longer than until the last input that is wanted has its gradient.
      const more = inputs.some((name, i) => i > index && saved.needs(name));
      shared = more ? current : null;
      return current.results[index] ?? null;
    };
  return Object.fromEntries(inputs.map((name, i) => [name, { uses, grad: formulaOf(i) }]));
}
