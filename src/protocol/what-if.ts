// What if: the same program run again with some elements changed. The source is not touched.

import type { Comparison } from "./compare";
import type { Digest, RunStatus, ValueId } from "./data";

/** One element set, or all elements of a value changed. */
export type Edit =
  | { readonly value: ValueId; readonly kind: "set"; readonly index: readonly number[]; readonly to: number }
  | { readonly value: ValueId; readonly kind: "shift" | "scale"; readonly by: number }
  | { readonly value: ValueId; readonly kind: "zero" | "randomise" };

export interface WhatIf {
  /** How the changed run ended; "ok" without edits. */
  readonly status: RunStatus;
  /** The error that it ended with, or "". */
  readonly message: string;
  /** Names of the program's top level whose values are others now, with PyTorch's print of both. */
  readonly changed: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  /** Printed texts that are others now, by the event that printed them. */
  readonly printed: readonly { readonly event: number; readonly before: string }[];
  /** Of the values, and of the gradients, of parameters, outputs and the graph: how many are others now. */
  readonly values: number;
  readonly gradients: number;
}

/** A value that is another one since the edits: what it was, and [largest |new − old|], NaN where shapes differ. */
export interface Before {
  readonly digest: Digest;
  readonly apart: Float64Array;
}

/** The same as tensors to look at: the old one, and how the new one compares with it. */
export interface Change {
  readonly before: ValueId;
  readonly digest: Digest;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** New minus old; null where their shapes differ. */
  readonly comparison: Comparison | null;
}
