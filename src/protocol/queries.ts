// The questions that surfaces ask of a run, each with its answer: one table for worker, host, page and report.

import type { GradientCheck } from "./check";
import type { Comparison, TensorCopy } from "./compare";
import type { Curves, Distribution, GradientNorms } from "./curves";
import type {
  Digest,
  Direction,
  Drawing,
  Folding,
  FrameNames,
  Graph,
  HoverInfo,
  InlayShape,
  Inspection,
  NodeId,
  OutputRow,
  ParameterRow,
  RunState,
  Selection,
  ValueId,
} from "./data";
import type { Finding } from "./findings";
import type { History, Pictures } from "./history";
import type { Steps } from "./steps";
import type { Before, Change, Edit, WhatIf } from "./what-if";
import type { Why, WhyGradient } from "./why";
import type { AxisPart, CellInfo, HistogramData, TensorWindow, WindowData } from "./window";

/**
 * The graph under a value, a node, the last binding of a name; with none, under the last scalar with a grad_fn. Or what
 * ran, forward, of which only the main chain depends on the root.
 */
export interface GraphRequest {
  readonly value?: ValueId;
  readonly node?: NodeId;
  readonly name?: string;
  readonly direction?: Direction;
}

export interface Queries {
  state: { request: Record<string, never>; answer: RunState };
  parameters: { request: Record<string, never>; answer: readonly ParameterRow[] };
  outputs: { request: Record<string, never>; answer: readonly OutputRow[] };
  graph: { request: GraphRequest & { readonly folding?: Folding }; answer: Graph };
  /** The same graph as a drawing. Whoever asks gives up what was asked before; null asks for no other. */
  drawing: { request: GraphRequest & { readonly folding: Folding | null }; answer: Drawing };
  digests: { request: { readonly values: readonly ValueId[] }; answer: readonly Digest[] };
  /** What a picture of a tensor shows: the elements on screen, as numbers. */
  window: { request: TensorWindow; answer: WindowData };
  /** What a table of a tensor shows: the same elements, each as `cell` writes it. */
  cells: { request: TensorWindow; answer: { readonly texts: readonly string[] } };
  cell: { request: { readonly value: ValueId; readonly index: readonly number[] }; answer: CellInfo };
  /** In about so many bins. */
  histogram: {
    request: { readonly value: ValueId; readonly axes: readonly AxisPart[]; readonly bins: number };
    answer: HistogramData;
  };
  /** The whole tensor as a .npy file. */
  npy: { request: { readonly value: ValueId }; answer: { readonly bytes: Uint8Array } };
  /** A value with one of this run, or one that was taken along from another, by torch.allclose's tolerances. */
  compare: {
    request: { readonly a: ValueId; readonly b: ValueId | TensorCopy; readonly rtol: number; readonly atol: number };
    answer: Comparison;
  };
  /** A value to take along, when it is not too large. */
  elements: { request: { readonly value: ValueId }; answer: TensorCopy };
  inspect: { request: { readonly selection: Selection }; answer: Inspection | null };
  /** What stands at a place in a source: the innermost expression that has a value, at its `visit`-th visit (default last). */
  hover: {
    request: { readonly file: string; readonly offset: number; readonly visit?: number };
    answer: HoverInfo | null;
  };
  /** How a cell came by its value; null where there is nothing to say: a leaf, or an op without a rule. */
  why: { request: { readonly value: ValueId; readonly index: readonly number[] }; answer: Why | null };
  /** How a gradient's cell came by its value: by paths. `gradient` is the value id of a gradient that reached `node`. */
  whyGradient: {
    request: { readonly node: NodeId; readonly gradient: ValueId; readonly index: readonly number[] };
    answer: WhyGradient | null;
  };
  /** Runs the program again with elements changed; with no edits, goes back to the run itself. */
  whatIf: { request: { readonly edits: readonly Edit[] }; answer: WhatIf };
  /** What values were before the edits; null for one that is the same, or was not there. */
  before: { request: { readonly values: readonly ValueId[] }; answer: readonly (Before | null)[] };
  /** One such value to look at. */
  change: { request: { readonly value: ValueId }; answer: Change | null };
  /** A value over the run, wherever the cursor stands; null for one that there was only once. */
  history: { request: { readonly value: ValueId }; answer: History | null };
  /** Small pictures of values of a history: of the whole run, too. */
  pictures: { request: { readonly values: readonly ValueId[] }; answer: Pictures };
  steps: { request: Record<string, never>; answer: Steps };
  /** Puts the cursor after an event: from then on queries tell what was so then. Null for the end of the run. */
  cursor: { request: { readonly event: number | null }; answer: { readonly event: number | null } };
  /** A node's backward against central differences of its op, at the recorded inputs. */
  checkGradient: { request: { readonly node: NodeId }; answer: GradientCheck };
  /** The event after which a visit (from 1) of what stands at a place is done; null where it never ran. */
  moment: {
    request: { readonly file: string; readonly offset: number; readonly visit: number };
    answer: { readonly event: number | null };
  };
  curves: { request: Record<string, never>; answer: Curves };
  /** These two run the program again when they are first asked: a run records no figures of its parameters. */
  gradientNorms: { request: Record<string, never>; answer: GradientNorms };
  distribution: {
    request: { readonly parameter: string; readonly of?: "value" | "gradient" };
    answer: Distribution | null;
  };
  /** What is wrong with the run's numbers, in the order of the source. */
  findings: { request: Record<string, never>; answer: readonly Finding[] };
  hints: { request: { readonly file: string }; answer: readonly InlayShape[] };
  /** Names and values by frame, at a place in a source (last visit), or at the end of the run. */
  names: { request: { readonly file?: string; readonly offset?: number }; answer: readonly FrameNames[] };
  /** Copy as Python: an expression that makes the tensor, or what is selected of it, again. */
  python: {
    request: { readonly value: ValueId; readonly axes?: readonly AxisPart[] };
    answer: { readonly text: string };
  };
  /** Copy as text: rows as lines, columns between tabs, matrices between empty lines under their index. */
  table: {
    request: { readonly value: ValueId; readonly axes?: readonly AxisPart[] };
    answer: { readonly text: string };
  };
  /** A graph as text. */
  export: {
    request: { readonly value?: ValueId; readonly name?: string; readonly format: "mermaid" | "dot" | "json" };
    answer: { readonly text: string };
  };
  /** The whole run as the JSON that a report page embeds. */
  report: { request: Record<string, never>; answer: { readonly text: string } };
  /** Runs backward on the recorded graph of a scalar, aside from the program; true when gradients are there now. */
  gradients: { request: { readonly value: ValueId }; answer: { readonly computed: boolean; readonly reason: string } };
}

export type QueryName = keyof Queries;
export type Request<K extends QueryName> = Queries[K]["request"];
export type Answer<K extends QueryName> = Queries[K]["answer"];

/** What a page asks: the host over messages in VS Code, an embedded trace in a report. */
export interface TraceSource {
  ask<K extends QueryName>(name: K, request: Request<K>): Promise<Answer<K>>;
}
