// Plain data about a run, as every surface gets it: from the worker in VS Code, from an embedded trace in a report.
// Everything here survives structured cloning. Numbers that may be NaN or infinite travel in typed arrays, because
// messages to a webview pass through JSON, where they would become null.

import type { SliceData } from "./window";

/** A place in a source text: UTF-16 offsets, with lines from 1 and columns from 0 (UTF-16). */
export interface SourceRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Id of a recorded tensor value: one state (version) of one tensor. */
export type ValueId = number;
/** Id of a recorded backward node. */
export type NodeId = number;

export interface TensorInfo {
  readonly id: ValueId;
  readonly shape: readonly number[];
  /** PyTorch's name without "torch.": "float32". */
  readonly dtype: string;
  readonly requiresGrad: boolean;
  readonly isLeaf: boolean;
  readonly isParameter: boolean;
  /** The node that made it and which output it was; null for leaves. */
  readonly node: NodeId | null;
  readonly outputNr: number;
  /** "SoftmaxBackward0"; null for leaves. */
  readonly gradFn: string | null;
  /** False once the elements were let go for memory: they come back by replay. */
  readonly kept: boolean;
}

/**
 * One tensor's figures over all its elements. Statistics are over the finite ones; σ as torch.std (ddof 1). Complex
 * elements count by their magnitude; one with a NaN in either part that is not infinite is a NaN.
 */
export interface Digest {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Number of elements, and their bytes. */
  readonly n: number;
  readonly bytes: number;
  /** [min, max, mean, std], NaN where there is none. */
  readonly stats: Float64Array;
  readonly nan: number;
  readonly posinf: number;
  readonly neginf: number;
  readonly zeros: number;
  /** Finite elements further than 3σ from zero (σ about zero): what a picture's colours clip. 0 for a single element. */
  readonly beyond: number;
  /** Ten equal bins from min to max over the finite elements; null when n ≤ 16 or min = max. */
  readonly bins: Uint32Array | null;
  /** All elements in order when n ≤ 16, as numbers. */
  readonly values: Float64Array | null;
  readonly word: "empty" | "all zeros" | "all equal" | null;
}

export type RunStatus = "idle" | "running" | "ok" | "raised" | "refused" | "limited" | "stopped";

/** A problem of a run or of a text. `message` is PyTorch's or CPython's own; `explanation` is our extra line. */
export interface Problem {
  readonly severity: "error" | "warning" | "info";
  /** "RuntimeError", "SyntaxError", "nnspec" for a refusal or a limit. */
  readonly type: string;
  readonly message: string;
  readonly explanation: string | null;
  readonly range: SourceRange;
  /** Where an operand got its shape, the calls that led here, … */
  readonly related: readonly { readonly range: SourceRange; readonly message: string }[];
}

/** What is known of a run at a glance; pushed to every surface whenever it changes. */
export interface RunState {
  /** Counts up per run of a document; 0 before the first. */
  readonly run: number;
  readonly file: string;
  readonly status: RunStatus;
  readonly seconds: number;
  /** Seconds of the program that had run before, and were not run again: it went on from there. */
  readonly kept: number;
  readonly ops: number;
  readonly statements: number;
  readonly nodes: number;
  readonly parameters: number;
  readonly outputs: number;
  readonly seed: number;
  readonly problems: readonly Problem[];
}

/** One of several: at which visit of its place a value was made, or which state of a tensor that is written in place. */
export interface Visit {
  /** From 1 on. */
  readonly at: number;
  readonly of: number;
}

export type GradientState = "ok" | "tiny" | "zero" | "none" | "frozen" | "not called";

export interface ParameterRow {
  /** The module variable it hangs on, with that module's class: "p", "Perception". */
  readonly root: string;
  readonly rootClass: string;
  /** Dotted name inside the module, as named_parameters gives it: "layer1.w". */
  readonly name: string;
  /** Class of the module that owns it directly: "Linear". */
  readonly ownerClass: string;
  readonly value: TensorInfo;
  readonly digest: Digest;
  readonly gradient: TensorInfo | null;
  readonly gradientDigest: Digest | null;
  readonly gradientState: GradientState;
  /** True when the gradient was computed by the debugger, not by the program. */
  readonly byDebugger: boolean;
  readonly range: SourceRange | null;
  /** Which of its states it is in; only where it has more than one. */
  readonly state?: Visit | undefined;
}

/** A name bound at top level, or text printed, in the order in which it happened. */
export type OutputRow =
  | {
      readonly kind: "bound";
      readonly event: number;
      readonly name: string;
      readonly range: SourceRange;
      readonly visit: number;
      readonly visits: number;
      /** PyTorch's print of a tensor, repr of anything else, cut at some lines. */
      readonly text: string;
      readonly tensor: TensorInfo | null;
      readonly digest: Digest | null;
      /** "tensor", "module", "function", "class", or the Python type's name. */
      readonly type: string;
    }
  | {
      readonly kind: "printed";
      readonly event: number;
      readonly range: SourceRange;
      readonly visit: number;
      readonly visits: number;
      readonly text: string;
    };

export interface GraphEdge {
  readonly node: NodeId;
  readonly inputNr: number;
  /** What flows along it, where that has another shape than the first output of the node it leads to. */
  readonly shape?: readonly number[];
}

/** A call of a module or a function, a loop or one of its turns: what nodes ran in, and what is folded as one. */
export interface GraphScope {
  /** The same again after the next run of the same program. */
  readonly key: string;
  /** What runs aside of the model: an object is made, an optimiser takes its step. */
  readonly kind: "module" | "call" | "aside" | "loop" | "turn";
  /** "layer1", "train_step()", "for x in xs"; of a turn its number, from 1. */
  readonly title: string;
  /** The module's class; the turns of the loop that a turn belongs to; else empty. */
  readonly detail: string;
  /** Index into the graph's scopes, of an earlier one; −1 for none. */
  readonly parent: number;
  readonly range: SourceRange | null;
  /** Ops in it, those of inner scopes too; and how many nodes and scopes lie in it directly. */
  readonly ops: number;
  readonly inside: number;
  /** Shapes of what flows in and out, parameters aside; at most some. */
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
}

/** What a graph's backward holds in memory: storages of saved tensors, each once. */
export interface KeptBytes {
  readonly bytes: number;
  readonly storages: number;
  /** Of these, what parameters and other leaves hold, which live anyway. */
  readonly ofLeaves: number;
  /** Nodes whose saved tensors a backward has let go. */
  readonly freed: number;
}

export interface GraphNode {
  /** In a forward graph a number of its own, which only this answer's edges know. */
  readonly id: NodeId;
  /** "SoftmaxBackward0" or "AccumulateGrad"; in a forward graph the op's name, "softmax". */
  readonly name: string;
  readonly kind: "op" | "leaf";
  /** For a leaf: the parameter's dotted name or the variable's name. */
  readonly leafName: string | null;
  /** What the source calls it: the bound name, else the expression's text, cut. */
  readonly label: string;
  /** Path of modules whose forward made it: "layer1". */
  readonly module: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Its first output's value, and the gradient that reached it. */
  readonly value: ValueId | null;
  readonly gradient: ValueId | null;
  readonly range: SourceRange | null;
  readonly next: readonly (GraphEdge | null)[];
  /** True for the nodes that the breadcrumb shows. */
  readonly notable: boolean;
  /** Index of the innermost of the graph's scopes that it ran in; −1 for none. */
  readonly scope: number;
  /** Which visit of its place made it, or which of its states a leaf is in; only where there was more than one. */
  readonly visit?: Visit | undefined;
}

/**
 * The grad_fn graph under one root, whose rows are PyTorch's depth-first walk; or all that ran, forward, which has no
 * rows, as a large graph has none. Either way a node's edges lead to its inputs.
 */
export interface Graph {
  readonly direction: Direction;
  readonly root: NodeId | null;
  readonly rootName: string;
  readonly nodes: readonly GraphNode[];
  readonly rows: readonly GraphRow[];
  readonly scopes: readonly GraphScope[];
  /** Indices into `nodes` in the order in which they ran, backward from the last; every scope's nodes stand together. */
  readonly outline: readonly number[];
  /** Nodes of folded scopes that a large graph is sent without: unfolding asks for it again. */
  readonly leftOut: number;
  readonly kept: KeptBytes;
  /** Node ids from the root to the leaf that matters. */
  readonly mainChain: readonly NodeId[];
  /** Who called backward, if anybody: the program's own, or the debugger on the root. */
  readonly gradients: "program" | "debugger" | "none";
  /** Other tensors that can be roots: name and value, last bound first. */
  readonly roots: readonly { readonly name: string; readonly value: ValueId; readonly line: number }[];
}

export type Direction = "backward" | "forward";

export interface GraphRow {
  /** Index into `nodes`. */
  readonly index: number;
  /** A chain keeps its depth; only forks add one. */
  readonly depth: number;
  /** Which output of the node the edge asked for. */
  readonly outputNr: number;
  /** True where the node was shown before. */
  readonly reference: boolean;
}

/**
 * What is folded of a graph: by itself as much as keeps it readable, or all, or nothing; `toggled` lists the keys of
 * groups that are otherwise.
 */
export interface Folding {
  readonly all: "folded" | "open" | null;
  readonly toggled: readonly string[];
}

/** A graph as a drawing. Rows run down as the graph does, columns to both sides of the main chain, whose column is 0. */
export interface Drawing {
  readonly boxes: readonly DrawnBox[];
  /** The box of each of the graph's nodes. */
  readonly boxOf: readonly number[];
  /** From a box to its inputs, forward from an input to who reads it; as indices into `boxes`. */
  readonly edges: readonly DrawnEdge[];
  readonly areas: readonly DrawnArea[];
}

export interface DrawnBox {
  /** Index into the graph's nodes; of a folded group, the one whose value it gave. */
  readonly node: number;
  /** Nodes in it. */
  readonly count: number;
  /** What is folded into it: a scope, by its index, or a run of one op. */
  readonly fold: { readonly key: string; readonly scope: number; readonly title: string } | null;
  readonly column: number;
  readonly row: number;
  /** On the main chain. */
  readonly main: boolean;
}

export interface DrawnEdge {
  readonly from: number;
  readonly to: number;
  readonly main: boolean;
  /** Backward, what flows along it where that has another shape than its node's first output. */
  readonly shapes?: readonly (readonly number[])[];
}

/** Behind the boxes of a scope that is open; folded by its key. */
export interface DrawnArea {
  readonly key: string;
  readonly scope: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface SavedEntry {
  readonly name: string;
  readonly tensor: TensorInfo | null;
  readonly digest: Digest | null;
  /** A non-tensor's text ("1", "[0, 1]"), or null. */
  readonly text: string | null;
  /** This saved tensor *is* that input or output: "input 0", "output". */
  readonly alias: string | null;
  /** Bytes of its storage while the node holds it, null once backward let it go; and how many nodes hold that storage. */
  readonly bytes: number | null;
  readonly holders: number;
}

/** Everything the inspector shows about one selected value or node. */
export interface Inspection {
  readonly selection: Selection;
  readonly title: string;
  readonly subtitle: string;
  readonly range: SourceRange | null;
  readonly gradFn: string | null;
  readonly tensor: TensorInfo | null;
  readonly digest: Digest | null;
  readonly print: string;
  readonly gradient: TensorInfo | null;
  readonly gradientDigest: Digest | null;
  readonly gradientFrom: string;
  readonly byDebugger: boolean;
  /** Somebody called backward: without, that no gradient is there says nothing. */
  readonly backwardCalled: boolean;
  readonly saved: readonly SavedEntry[];
  /** Bytes that the node holds for its backward, each storage once. */
  readonly keeps: number;
  readonly consumers: readonly {
    readonly text: string;
    readonly range: SourceRange | null;
    readonly node: NodeId | null;
  }[];
  readonly visit: number;
  readonly visits: number;
}

/** What is selected, in step in source, trees and panel. */
export interface Selection {
  readonly value: ValueId | null;
  readonly node: NodeId | null;
}

/** One frame's names for the Values view. */
export interface FrameNames {
  readonly title: string;
  readonly names: readonly {
    readonly name: string;
    readonly type: string;
    readonly text: string;
    readonly tensor: TensorInfo | null;
    readonly digest: Digest | null;
    readonly range: SourceRange | null;
    /** Of the statement that bound it. */
    readonly visit: number;
    readonly visits: number;
  }[];
}

/** Visits are counted from 1, here and in every other answer and request: "visit 37 of 100". */
export interface HoverInfo {
  readonly range: SourceRange;
  readonly expression: string;
  readonly type: string;
  readonly tensor: TensorInfo | null;
  readonly digest: Digest | null;
  readonly slice: SliceData | null;
  readonly gradient: TensorInfo | null;
  readonly gradientDigest: Digest | null;
  readonly byDebugger: boolean;
  readonly print: string;
  /** One line and the formula, for an op or a module. */
  readonly doc: string | null;
  readonly visit: number;
  readonly visits: number;
}

export interface InlayShape {
  readonly file: string;
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}
