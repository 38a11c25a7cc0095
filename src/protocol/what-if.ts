// What if: the same program run again with some elements changed. The source is not touched.

import type { RunStatus, ValueId } from "./data";

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
}
