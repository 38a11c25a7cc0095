// Answers queries about a run: checks what was asked, brings back what was let go, and hands over to the pure
// queries of the trace.

import type { TensorInfo } from "../protocol/data";
import type { Answer, Queries, QueryName } from "../protocol/queries";
import { isQueryName } from "../protocol/validate";
import { collect } from "../trace/query/collect";
import { unknownDigest } from "../trace/query/digest";
import { drawingOf } from "../trace/query/drawing/drawing";
import type { TensorData } from "../trace/query/elements";
import { encodeEmbedded } from "../trace/query/embedded";
import { exportGraph } from "../trace/query/export";
import { hints } from "../trace/query/hints";
import { hover } from "../trace/query/hover";
import { inspect } from "../trace/query/inspect";
import { names } from "../trace/query/names";
import { outputs } from "../trace/query/outputs";
import { parameters } from "../trace/query/parameters";
import { pythonText } from "../trace/query/python";
import { cellText, sliceOf } from "../trace/query/slice";
import { graphOf } from "../trace/query/tree";
import { why, whyReads } from "../trace/query/why/why";
import type { Run } from "./run";
import { whyGradient } from "./why-gradient";

type Answers = { readonly [K in QueryName]: (run: Run, request: Queries[K]["request"]) => Queries[K]["answer"] };

/** Cells that one slice may carry. */
const MOST_CELLS = 1_000_000;

const ANSWERS: Answers = {
  state: (run) => run.state(),
  parameters: (run) => parameters(run.view),
  outputs: (run) => outputs(run.view),
  graph: (run, request) => graphOf(run.view, request),
  drawing: (run, request) => drawingOf(graphOf(run.view, request), new Set(request.toggled)),
  digests: (run, { values }) => {
    recover(run, values);
    return values.map((id) => run.view.digest(id) ?? unknownDigest([], "float32"));
  },
  slice: (run, request) => sliceOf(dataOf(run, request.value), request),
  cell: (run, { value, index }) => ({ text: cellText(dataOf(run, value), index) }),
  inspect: (run, { selection }) => {
    const found = inspect(run.view, selection);
    const gone = selection.value === null ? null : goneOf(run, found?.tensor ?? null);
    if (gone === null) return found;
    const again = inspect(run.nearby(gone).view, { value: selection.value, node: null });
    return again === null ? found : { ...again, selection, visits: found?.visits ?? again.visits };
  },
  why: (run, { value, index }) => {
    recover(run, whyReads(run.view, value));
    return why(run.view, value, index);
  },
  whyGradient: (run, request) => whyGradient(run, request),
  hover: (run, request) => {
    const found = hover(run.view, request);
    const gone = goneOf(run, found?.tensor ?? null);
    if (found === null || gone === null) return found;
    const again = hover(run.nearby(gone).view, { ...request, visit: found.visit });
    return again === null || again.visit !== found.visit ? found : { ...again, visits: found.visits };
  },
  hints: (run, { file }) => hints(run.view, file),
  names: (run, request) => names(run.view, request),
  python: (run, { value }) => ({ text: pythonText(dataOf(run, value)) }),
  export: (run, request) => ({ text: exportGraph(graphOf(run.view, request), request.format) }),
  report: (run) => {
    // A page cannot compute: it takes the gradients along that it would offer to compute.
    const { gradients, nodes } = graphOf(run.view, {});
    const root = nodes[0]?.value ?? null;
    if (gradients === "none" && root !== null && !isRunning(run)) run.gradients(root);
    return { text: encodeEmbedded(collect(run.view, run.state())) };
  },
  gradients: (run, { value }) => {
    if (isRunning(run)) return { computed: false, reason: "The program still runs." };
    return run.gradients(value);
  },
};

/** A value that was let go and can come back; null for one that is there. */
function goneOf(run: Run, tensor: TensorInfo | null): number | null {
  if (tensor === null || tensor.kept || isRunning(run)) return null;
  return run.trace.values.get(tensor.id)?.id ?? null;
}

function isRunning(run: Run): boolean {
  return run.state().status === "running";
}

function recover(run: Run, values: readonly number[]): void {
  if (!isRunning(run)) run.recover(values);
}

function dataOf(run: Run, value: number): TensorData {
  recover(run, [value]);
  const data = run.view.data(value);
  if (data === null) throw new Error("The elements of this value are not there.");
  return data;
}

/** Answers a query; throws where it is not one, or cannot be answered. */
export function answer<K extends QueryName>(run: Run, name: K, request: Queries[K]["request"]): Answer<K> {
  return ANSWERS[name](run, request);
}

/** The same for a query that came as a message: everything about it is checked. */
export function answerMessage(run: Run, name: unknown, request: unknown): unknown {
  if (!isQueryName(name)) throw new Error(`No query is called ${String(name)}.`);
  if (!isRequest(name, request)) throw new Error(`The request for "${name}" is not understood.`);
  return answerUnchecked(run, name, request);
}

function answerUnchecked(run: Run, name: QueryName, request: object): unknown {
  // isRequest has compared the request with what this query takes.
  const ask = ANSWERS[name] as (run: Run, request: object) => unknown;
  return ask(run, request);
}

type Fields = Readonly<Record<string, unknown>>;
const isCount = (value: unknown): boolean => typeof value === "number" && Number.isInteger(value) && value >= 0;
const optional = (value: unknown, check: (value: unknown) => boolean): boolean => value === undefined || check(value);
const isText = (value: unknown): boolean => typeof value === "string";
const isNumberOrNull = (value: unknown): boolean => value === null || isCount(value);

/** Which graph: see Queries.graph. */
function isRootRequest({ value, node, name }: Fields): boolean {
  return optional(value, isCount) && optional(node, isCount) && optional(name, isText);
}

function isRequest(name: QueryName, value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  // Any object may be read by field; what a field holds stays unknown.
  const request = value as Fields;
  switch (name) {
    case "state":
    case "parameters":
    case "outputs":
    case "report":
      return true;
    case "graph":
      return isRootRequest(request);
    case "drawing":
      return isRootRequest(request) && Array.isArray(request.toggled) && request.toggled.every(isText);
    case "digests":
      return Array.isArray(request.values) && request.values.every(isCount);
    case "slice":
      return (
        isCount(request.value) &&
        isCount(request.maxRows) &&
        isCount(request.maxColumns) &&
        isCount(request.maxFacets) &&
        Number(request.maxRows) * Number(request.maxColumns) * Number(request.maxFacets) <= MOST_CELLS
      );
    case "whyGradient":
      return (
        isCount(request.node) &&
        isCount(request.gradient) &&
        Array.isArray(request.index) &&
        request.index.every(isCount)
      );
    case "cell":
    case "why":
      return isCount(request.value) && Array.isArray(request.index) && request.index.every(isCount);
    case "inspect": {
      const { selection } = request;
      if (typeof selection !== "object" || selection === null) return false;
      return (
        "value" in selection && "node" in selection && isNumberOrNull(selection.value) && isNumberOrNull(selection.node)
      );
    }
    case "hover":
      return isText(request.file) && isCount(request.offset) && optional(request.visit, isCount);
    case "hints":
      return isText(request.file);
    case "names":
      return optional(request.file, isText) && optional(request.offset, isCount);
    case "python":
    case "gradients":
      return isCount(request.value);
    case "export":
      return (
        optional(request.value, isCount) &&
        optional(request.name, isText) &&
        (request.format === "mermaid" || request.format === "dot" || request.format === "json")
      );
  }
}
