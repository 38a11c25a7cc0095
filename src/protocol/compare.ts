// Two tensors compared, element by element, at the shape that both broadcast to.

import type { ValueId } from "./data";

/** A tensor taken along from a run: its elements in row-major order, as the engine stores them. */
export interface TensorCopy {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** An element that stands out, and its numbers: [a, b, |a − b|], complex ones by magnitude. */
export interface Place {
  readonly index: readonly number[];
  readonly numbers: Float64Array;
}

export interface Comparison {
  readonly shape: readonly number[];
  readonly n: number;
  /** How many elements differ at all, and how many by more than the tolerances allow. NaN differs from everything. */
  readonly different: number;
  readonly beyond: number;
  /**
   * What torch.allclose says with these tolerances: |a − b| ≤ atol + rtol · |b| everywhere. "dtypes" where it refuses,
   * because it takes tensors of one dtype only.
   */
  readonly allclose: "close" | "apart" | "dtypes";
  /**
   * [largest |a − b|, mean |a − b|, largest |a − b| / |b|, cosine similarity], over the elements where both are finite;
   * NaN where there is none.
   */
  readonly figures: Float64Array;
  /** Elements where not both are finite: the figures leave them out. */
  readonly notFinite: number;
  readonly largest: Place | null;
  readonly largestRelative: Place | null;
  readonly firstDifferent: Place | null;
  readonly firstBeyond: Place | null;
  /** a − b as a value of its own, to look at; null where it would be too large to keep. */
  readonly difference: ValueId | null;
}
