// Curves over a run's loops. Steps are backward passes; where a run had more than are kept, every n-th of them.

import type { SourceRange } from "./data";

/** The numbers that one place bound, visit by visit. */
export interface CurveSeries {
  readonly name: string;
  readonly range: SourceRange;
  /** From 0. */
  readonly visits: Float64Array;
  readonly values: Float64Array;
}

export interface Curves {
  readonly series: readonly CurveSeries[];
  /** Gradients that reached nodes; none: the program never called backward. Parameters are measured by a replay. */
  readonly passes: number;
}

/** L2 norms of the gradients that reached each parameter: names × steps, row-major; NaN where none came. */
export interface GradientNorms {
  readonly names: readonly string[];
  readonly steps: number;
  readonly every: number;
  readonly norms: Float64Array;
  /** The event at which each step's last gradient came; the program has not stepped yet then. */
  readonly events: Float64Array;
}

/** Histograms of one parameter's values, or its gradients, at each step, each between its own lowest and highest: steps × bins. */
export interface Distribution {
  readonly name: string;
  readonly steps: number;
  readonly every: number;
  readonly bins: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly counts: Uint32Array;
}
