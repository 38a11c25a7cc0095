// A run inside a report page: all answers that the page may ask for, as one JSON text, and the trace source that
// gives them out. Elements are embedded as base64, so digests and slices are computed here as in the worker.

import type { Curves, GradientNorms } from "../../protocol/curves";
import type {
  Digest,
  FrameNames,
  Graph,
  InlayShape,
  Inspection,
  OutputRow,
  ParameterRow,
  RunState,
  Selection,
  ValueId,
} from "../../protocol/data";
import type { Finding } from "../../protocol/findings";
import type { Answer, GraphRequest, QueryName, Request, TraceSource } from "../../protocol/queries";
import type { AxisPart } from "../../protocol/window";
import { compareSteps } from "./compare";
import { digestOf, toEnd, unknownDigest } from "./digest";
import { drawingSteps } from "./drawing/drawing";
import { cellInfo } from "./element-text";
import { broughtAlong, elementsOf, selectionOf, type TensorData, takeAlong } from "./elements";
import { elided } from "./elide";
import { histogramSteps } from "./histogram";
import { npyBytes } from "./npy";
import { pythonText, tableText } from "./python";
import { textsOf, windowOf } from "./slice";

/** One tensor in a report; `base64` is null for one that was too big to take along. */
export interface EmbeddedValue {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly base64: string | null;
}

export interface EmbeddedTrace {
  readonly version: 1;
  readonly state: RunState;
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  readonly parameters: readonly ParameterRow[];
  readonly outputs: readonly OutputRow[];
  readonly names: readonly FrameNames[];
  readonly hints: Readonly<Record<string, readonly InlayShape[]>>;
  /** The graph that opens first, and those of the other roots by name and by value. */
  readonly graph: Graph;
  readonly graphs: readonly { readonly name: string; readonly value: ValueId | null; readonly graph: Graph }[];
  readonly findings: readonly Finding[];
  readonly forward: Graph;
  readonly curves: Curves;
  readonly gradientNorms: GradientNorms | null;
  readonly inspections: readonly Inspection[];
  readonly values: Readonly<Record<string, EmbeddedValue>>;
  readonly exports: Readonly<Record<"mermaid" | "dot" | "json", string>>;
}

/** Typed arrays in JSON: their kind and bytes, so that NaN and infinities survive. */
const FLOAT64 = "$float64";
const UINT32 = "$uint32";

/** The embedded trace as JSON that may stand inside a script element. */
export function encodeEmbedded(trace: EmbeddedTrace): string {
  const json = JSON.stringify(trace, (_key, value: unknown) => {
    if (value instanceof Float64Array) return { [FLOAT64]: toBase64(bytesOf(value)) };
    if (value instanceof Uint32Array) return { [UINT32]: toBase64(bytesOf(value)) };
    return value;
  });
  return json
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

/** The reverse of `encodeEmbedded`. */
export function decodeEmbedded(json: string): EmbeddedTrace {
  const trace: unknown = JSON.parse(json, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if (FLOAT64 in value && typeof value[FLOAT64] === "string") {
      return new Float64Array(fromBase64(value[FLOAT64]).buffer);
    }
    if (UINT32 in value && typeof value[UINT32] === "string") return new Uint32Array(fromBase64(value[UINT32]).buffer);
    return value;
  });
  if (typeof trace !== "object" || trace === null || !("version" in trace) || trace.version !== 1) {
    throw new Error("This report was made by another version of NNSpec.");
  }
  // The text was written by encodeEmbedded of this very version, in the same file.
  return trace as unknown as EmbeddedTrace;
}

/** Lets a page take what a person does meanwhile; called again and again during what may take long. */
export type Rest = () => Promise<void>;

/** Answers everything a page asks from an embedded trace. */
export function embeddedSource(trace: EmbeddedTrace, rest: Rest): TraceSource {
  const answer = answers(trace, rest);
  return {
    async ask<K extends QueryName>(name: K, request: Request<K>): Promise<Answer<K>> {
      return answer[name](request);
    },
  };
}

type Answers = {
  readonly [K in QueryName]: (request: Request<K>) => Answer<K> | Promise<Answer<K>>;
};

function answers(trace: EmbeddedTrace, rest: Rest): Answers {
  let drawings = 0;
  const arrays = new Map<ValueId, TensorData | null>();
  const data = (id: ValueId): TensorData | null => {
    let found = arrays.get(id);
    if (found === undefined) {
      found = decodeValue(trace.values[String(id)]);
      arrays.set(id, found);
    }
    return found;
  };
  const needed = (id: ValueId): TensorData => {
    const found = data(id);
    if (found === null) throw new Error("This value is not in the report.");
    return found;
  };
  const selected = (id: ValueId, axes: readonly AxisPart[] | undefined): TensorData =>
    axes === undefined ? needed(id) : selectionOf(needed(id), axes);
  const graphOf = (request: GraphRequest): Graph => {
    if (request.direction === "forward") return trace.forward;
    if (request.name !== undefined) {
      const named = trace.graphs.find((each) => each.name === request.name);
      if (named) return named.graph;
    }
    if (request.value !== undefined) {
      const rooted = trace.graphs.find((each) => each.value === request.value);
      if (rooted) return rooted.graph;
    }
    if (request.node !== undefined) {
      const { node } = request;
      const holding = [trace.graph, ...trace.graphs.map((each) => each.graph)].find((graph) =>
        graph.nodes.some((each) => each.id === node),
      );
      if (holding) return holding;
    }
    return trace.graph;
  };
  return {
    state: () => trace.state,
    parameters: () => trace.parameters,
    outputs: () => trace.outputs,
    graph: (request) => elided(graphOf(request), request.folding ?? { all: null, toggled: [] }),
    // A report has no other thread that is worth its start: a layout goes step by step, until another is asked for.
    drawing: async (request) => {
      const mine = ++drawings;
      const folding = request.folding ?? { all: null, toggled: [] };
      const steps = drawingSteps(elided(graphOf(request), folding), folding);
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) return step.value;
        await rest();
        if (mine !== drawings) throw new Error("Another drawing was asked for meanwhile.");
      }
    },
    digests: ({ values }) =>
      values.map((id): Digest => {
        const found = data(id);
        if (found !== null) return digestOf(found);
        const value = trace.values[String(id)];
        return unknownDigest(value?.shape ?? [], value?.dtype ?? "float32");
      }),
    window: (request) => windowOf(needed(request.value), request),
    cells: (request) => ({ texts: textsOf(needed(request.value), request) }),
    cell: ({ value, index }) => cellInfo(needed(value), index),
    histogram: ({ value, axes, bins }) => toEnd(histogramSteps(selectionOf(needed(value), axes), bins)),
    elements: ({ value }) => takeAlong(needed(value)),
    compare: ({ a, b, rtol, atol }) => {
      const found = toEnd(compareSteps(needed(a), typeof b === "number" ? needed(b) : broughtAlong(b), { rtol, atol }));
      if (found.difference === null) return { ...found, difference: null };
      // Beyond every id of the run's: only this page knows it.
      const difference = 2 ** 42 + arrays.size;
      arrays.set(difference, found.difference);
      return { ...found, difference };
    },
    npy: ({ value }) => ({ bytes: npyBytes(needed(value)) }),
    inspect: ({ selection }) => findInspection(trace.inspections, selection),
    // A report holds values, not the ops that made them.
    why: () => null,
    whyGradient: () => null,
    whatIf: () => ({ status: "ok", message: "", changed: [], printed: [], values: 0, gradients: 0 }),
    before: ({ values }) => values.map(() => null),
    change: () => null,
    history: () => null,
    pictures: () => ({ rows: 0, columns: 0, everyRow: 1, everyColumn: 1, data: new Float64Array() }),
    moment: () => ({ event: null }),
    // A report shows the end of its run.
    steps: () => ({
      lines: new Int32Array(),
      visits: new Int32Array(),
      ends: new Int32Array(),
      ticks: new Int32Array(),
    }),
    cursor: () => ({ event: null }),
    checkGradient: () => ({
      refused: "A report holds what the run had recorded; it does not compute.",
      checked: 0,
      of: 0,
      worst: null,
      passed: false,
    }),
    findings: () => trace.findings,
    curves: () => trace.curves,
    // A page runs no program: a report has the figures that were there when it was made.
    gradientNorms: () =>
      trace.gradientNorms ?? {
        names: [],
        steps: 0,
        every: 1,
        norms: new Float64Array(),
        events: new Float64Array(),
      },
    distribution: () => null,
    hover: () => null,
    hints: ({ file }) => trace.hints[file] ?? [],
    names: () => trace.names,
    python: ({ value, axes }) => ({ text: pythonText(selected(value, axes)) }),
    table: ({ value, axes }) => ({ text: tableText(selected(value, axes)) }),
    export: ({ format }) => ({ text: trace.exports[format] }),
    report: () => ({ text: encodeEmbedded(trace) }),
    gradients: () => ({ computed: false, reason: "A report holds what the run had recorded; it does not compute." }),
  };
}

/** The inspection of what is selected; a value alone, or a node alone, is enough to find it. */
function findInspection(inspections: readonly Inspection[], selection: Selection): Inspection | null {
  const both = inspections.find(
    ({ selection: each }) => each.value === selection.value && each.node === selection.node,
  );
  if (both) return both;
  return (
    inspections.find(({ selection: each }) => selection.node !== null && each.node === selection.node) ??
    inspections.find(({ selection: each }) => selection.value !== null && each.value === selection.value) ??
    null
  );
}

function decodeValue(value: EmbeddedValue | undefined): TensorData | null {
  if (value === undefined || value.base64 === null) return null;
  const { dtype, shape, strides, offset } = value;
  return { dtype, shape, strides, offset, elements: elementsOf(dtype, fromBase64(value.base64).buffer) };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Base64 without btoa or Buffer: the same code runs in a page, a worker and the terminal. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    parts.push(
      ALPHABET.charAt(word >> 18) +
        ALPHABET.charAt((word >> 12) & 63) +
        (left > 1 ? ALPHABET.charAt((word >> 6) & 63) : "=") +
        (left > 2 ? ALPHABET.charAt(word & 63) : "="),
    );
  }
  return parts.join("");
}

const DIGITS = new Uint8Array(128);
for (let i = 0; i < ALPHABET.length; i++) DIGITS[ALPHABET.charCodeAt(i)] = i;

export function fromBase64(text: string): { readonly buffer: ArrayBuffer; readonly bytes: Uint8Array } {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const length = (text.length / 4) * 3 - padding;
  const buffer = new ArrayBuffer(length);
  const bytes = new Uint8Array(buffer);
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    const word =
      ((DIGITS[text.charCodeAt(i)] ?? 0) << 18) |
      ((DIGITS[text.charCodeAt(i + 1)] ?? 0) << 12) |
      ((DIGITS[text.charCodeAt(i + 2)] ?? 0) << 6) |
      (DIGITS[text.charCodeAt(i + 3)] ?? 0);
    // Writes past the end of a typed array are dropped, which is what padding asks for.
    bytes[at++] = word >> 16;
    bytes[at++] = (word >> 8) & 255;
    bytes[at++] = word & 255;
  }
  return { buffer, bytes };
}
