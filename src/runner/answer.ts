// Answers queries about a run: checks what was asked, brings back what was let go, and hands over to the pure
// queries of the trace.

import type { GradientNorms } from "../protocol/curves";
import type { Drawing, Folding, Graph, TensorInfo, ValueId } from "../protocol/data";
import type { Answer, GraphRequest, Queries, QueryName } from "../protocol/queries";
import { isQueryName } from "../protocol/validate";
import type { AxisPart, TensorWindow } from "../protocol/window";
import { collect } from "../trace/query/collect";
import { compareSteps } from "../trace/query/compare";
import { curvesOf } from "../trace/query/curves";
import { toEnd, unknownDigest } from "../trace/query/digest";
import { drawingSteps } from "../trace/query/drawing/drawing";
import { cellInfo } from "../trace/query/element-text";
import { broughtAlong, itemSize, numelOf, selectionOf, type TensorData, takeAlong } from "../trace/query/elements";
import { elided } from "../trace/query/elide";
import { encodeEmbedded } from "../trace/query/embedded";
import { exportGraph } from "../trace/query/export";
import { findingsSteps } from "../trace/query/findings/findings";
import { forwardOf } from "../trace/query/forward";
import { hints } from "../trace/query/hints";
import { histogramSteps } from "../trace/query/histogram";
import { historyOf, picturesOf } from "../trace/query/history";
import { hover } from "../trace/query/hover";
import { inspect } from "../trace/query/inspect";
import { names } from "../trace/query/names";
import { npyBytes } from "../trace/query/npy";
import { outputs } from "../trace/query/outputs";
import { parameters } from "../trace/query/parameters";
import { momentOf } from "../trace/query/places";
import { pythonText, tableText } from "../trace/query/python";
import { areParts, isWindowOf, textsOf, windowOf } from "../trace/query/slice";
import { stepsOf } from "../trace/query/steps";
import { graphOf } from "../trace/query/tree";
import { why, whyReads } from "../trace/query/why/why";
import { QUERIED } from "../trace/trace";
import { beforeSteps, changeSteps } from "./before";
import { checkNode } from "./check-node";
import type { Run } from "./run";
import { whatIf } from "./what-if";
import { whyGradient } from "./why-gradient";

type Answers = { readonly [K in QueryName]: (run: Run, request: Queries[K]["request"]) => Queries[K]["answer"] };

/** Cells that one window may carry, and bins that a histogram may have. */
const MOST_CELLS = 250_000;
const MOST_BINS = 1000;
const MOST_PICTURES = 400;

const ANSWERS: Answers = {
  state: (run) => run.state(),
  parameters: (run) => parameters(run.view),
  outputs: (run) => outputs(run.view),
  graph: (run, request) => elided(wholeGraph(run, request), request.folding ?? FOLDED_BY_ITSELF),
  drawing: (run, request) => toEnd(STEPS.drawing(run, request)),
  digests: (run, request) => toEnd(STEPS.digests(run, request)),
  window: (run, request) => windowOf(windowed(run, request), request),
  cells: (run, request) => ({ texts: textsOf(windowed(run, request), request) }),
  cell: (run, { value, index }) => {
    const data = dataOf(run, value);
    const parts = index.map((start) => ({ start, step: 1, count: 1 }));
    if (!areParts(data.shape, parts)) throw new Error("There is no such element.");
    return cellInfo(data, index);
  },
  checkGradient: (run, request) => toEnd(STEPS.checkGradient(run, request)),
  histogram: (run, request) => toEnd(STEPS.histogram(run, request)),
  elements: (run, { value }) => takeAlong(dataOf(run, value)),
  compare: (run, request) => toEnd(STEPS.compare(run, request)),
  npy: (run, { value }) => ({ bytes: npyBytes(dataOf(run, value)) }),
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
  whatIf: (run, { edits }) => {
    if (isRunning(run)) throw new Error("The program still runs.");
    return whatIf(run, edits);
  },
  before: (run, request) => toEnd(STEPS.before(run, request)),
  change: (run, request) => toEnd(STEPS.change(run, request)),
  history: (run, { value }) => historyOf(run.view, ownId(run, value)),
  pictures: (run, { values }) => {
    const gone = values.filter((id) => run.view.data(id) === null);
    recover(run, gone);
    const pictures = picturesOf(run.view, values);
    // Looked at once, in passing: a long history would hold all that the trace has let go.
    for (const id of gone) run.view.replayed.delete(id);
    return pictures;
  },
  moment: (run, { file, offset, visit }) => ({ event: momentOf(run.view, file, offset, visit) }),
  steps: (run) => stepsOf(run.view),
  cursor: (run, { event }) => {
    if (isRunning(run)) throw new Error("The program still runs.");
    run.setCursor(event);
    return { event };
  },
  curves: (run) => curvesOf(run.view),
  gradientNorms: (run) => {
    const { figures, view } = run.figures();
    return figures.norms(view);
  },
  distribution: (run, { parameter, of }) => {
    const { figures, view } = run.figures();
    return figures.distribution(view, parameter, of);
  },
  findings: (run, request) => toEnd(STEPS.findings(run, request)),
  hints: (run, { file }) => hints(run.view, file),
  names: (run, request) => names(run.view, request),
  python: (run, { value, axes }) => ({ text: pythonText(selected(run, value, axes)) }),
  table: (run, { value, axes }) => ({ text: tableText(selected(run, value, axes)) }),
  export: (run, request) => ({ text: exportGraph(graphOf(run.view, request), request.format) }),
  report: (run) => {
    // A page cannot compute: it takes the gradients along that it would offer to compute.
    const { gradients, nodes } = graphOf(run.view, {});
    const root = nodes[0]?.value ?? null;
    if (gradients === "none" && root !== null && !isRunning(run)) run.gradients(root);
    return { text: encodeEmbedded(collect(run.view, run.state(), normsFor(run))) };
  },
  gradients: (run, { value }) => {
    if (isRunning(run)) return { computed: false, reason: "The program still runs." };
    return run.gradients(value);
  },
};

const FOLDED_BY_ITSELF: Folding = { all: null, toggled: [] };

/** The graph that was asked for with all of its nodes, however many: surfaces are sent it without what is folded. */
export function wholeGraph({ view }: Run, request: GraphRequest): Graph {
  return request.direction === "forward" ? forwardOf(view, request) : graphOf(view, request);
}

/** Counts the drawings that were asked for: only the last one is still wanted. */
let drawings = 0;
const NO_DRAWING: Drawing = { boxes: [], boxOf: [], edges: [], areas: [] };

/** The answers that take long for large tensors and graphs, in steps between which others can be given. */
const STEPS = {
  *drawing(run: Run, request: Queries["drawing"]["request"]): Generator<undefined, Answer<"drawing">> {
    const mine = ++drawings;
    if (request.folding === null) return NO_DRAWING;
    const steps = drawingSteps(elided(wholeGraph(run, request), request.folding), request.folding);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      yield;
      if (mine !== drawings) throw new Error("Another drawing was asked for meanwhile.");
    }
  },
  *digests(run: Run, { values }: Queries["digests"]["request"]): Generator<undefined, Answer<"digests">> {
    recover(run, values);
    const found = [];
    for (const id of values) found.push((yield* run.view.digestSteps(id)) ?? unknownDigest([], "float32"));
    return found;
  },
  *compare(run: Run, { a, b, rtol, atol }: Queries["compare"]["request"]): Generator<undefined, Answer<"compare">> {
    const other = typeof b === "number" ? dataOf(run, b) : broughtAlong(b);
    const found = yield* compareSteps(dataOf(run, a), other, { rtol, atol });
    const { difference } = found;
    return { ...found, difference: difference === null ? null : run.view.derive(difference) };
  },
  *findings(run: Run, _: Queries["findings"]["request"]): Generator<undefined, Answer<"findings">> {
    return yield* findingsSteps(run.view);
  },
  *checkGradient(
    run: Run,
    { node }: Queries["checkGradient"]["request"],
  ): Generator<undefined, Answer<"checkGradient">> {
    return yield* checkNode(run, node);
  },
  *before(run: Run, { values }: Queries["before"]["request"]): Generator<undefined, Answer<"before">> {
    return isRunning(run) ? values.map(() => null) : yield* beforeSteps(run, values);
  },
  *change(run: Run, { value }: Queries["change"]["request"]): Generator<undefined, Answer<"change">> {
    return isRunning(run) ? null : yield* changeSteps(run, value);
  },
  *histogram(run: Run, request: Queries["histogram"]["request"]): Generator<undefined, Answer<"histogram">> {
    return yield* histogramSteps(selected(run, request.value, request.axes), request.bins);
  },
};

/** Seconds of a run up to which a report measures its parameters, which runs the program again. */
const MOST_SECONDS = 10;

function normsFor(run: Run): GradientNorms | null {
  if (isRunning(run) || run.trace.gradientCount === 0 || run.state().seconds > MOST_SECONDS) return null;
  const { figures, view } = run.figures();
  return figures.norms(view);
}

/** A value that was let go and can come back; null for one that is there. */
function goneOf(run: Run, tensor: TensorInfo | null): number | null {
  if (tensor === null || isRunning(run)) return null;
  const record = run.trace.values.get(tensor.id);
  // With the elements of a view, which are its base's, its graph does not stay.
  if (record === undefined || (tensor.kept && record.tensor !== null)) return null;
  return record.id;
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

function windowed(run: Run, window: TensorWindow): TensorData {
  const data = dataOf(run, window.value);
  if (!isWindowOf(data.shape, window)) throw new Error("The tensor has no such window.");
  return data;
}

function selected(run: Run, value: ValueId, axes: readonly AxisPart[] | undefined): TensorData {
  const data = dataOf(run, value);
  if (axes === undefined) return data;
  if (!areParts(data.shape, axes)) throw new Error("The tensor has no such slice.");
  return selectionOf(data, axes);
}

/** Answers a query; throws where it is not one, or cannot be answered. */
export function answer<K extends QueryName>(run: Run, name: K, request: Queries[K]["request"]): Answer<K> {
  return ANSWERS[name](runFor(run, name), request);
}

/** The same for a query that came as a message: everything about it is checked. */
export function answerMessage(run: Run, name: unknown, request: unknown): unknown {
  return toEnd(answerSteps(run, name, request));
}

/** The same in steps: between two of them whoever answers may turn to something else. */
export function* answerSteps(run: Run, name: unknown, request: unknown): Generator<undefined, unknown> {
  if (!isQueryName(name)) throw new Error(`No query is called ${String(name)}.`);
  if (!isRequest(name, request)) throw new Error(`The request for "${name}" is not understood.`);
  // isRequest has compared the request with what this query takes.
  if (name in STEPS) return yield* STEPS[name as keyof typeof STEPS](runFor(run, name), request as never);
  const ask = ANSWERS[name] as (run: Run, request: object) => unknown;
  return ask(runFor(run, name), request);
}

/** Queries about the program's own run, whatever was edited. */
const OWN: ReadonlySet<QueryName> = new Set<QueryName>(["state", "whatIf", "before", "change", "findings", "hints"]);

/** Queries that are about the whole of the run that is shown, wherever the cursor stands. */
const WHOLE: ReadonlySet<QueryName> = new Set<QueryName>([
  "steps",
  "cursor",
  "curves",
  "gradientNorms",
  "distribution",
  "history",
  "pictures",
  "moment",
  "report",
]);

function runFor(run: Run, name: QueryName): Run {
  if (OWN.has(name)) return run;
  return WHOLE.has(name) ? run.current : run.current.atCursor;
}

/** A value as the run itself knows it: one that only the moment under the cursor has is the last state before. */
function ownId(run: Run, value: ValueId): ValueId {
  const { trace } = run.atCursor;
  let record = run.atCursor === run ? undefined : trace.record(value);
  while (record !== undefined && record.id >= QUERIED) record = trace.record(record.previous);
  return record?.id ?? value;
}

type Fields = Readonly<Record<string, unknown>>;
const isCount = (value: unknown): boolean => typeof value === "number" && Number.isInteger(value) && value >= 0;
const optional = (value: unknown, check: (value: unknown) => boolean): boolean => value === undefined || check(value);
const isCounts = (value: unknown): boolean => Array.isArray(value) && value.every(isCount);
const isUpTo = (value: unknown, most: number): boolean => Number(value) >= 1 && Number(value) <= most;
const isTolerance = (value: unknown): boolean => typeof value === "number" && value >= 0;
const isText = (value: unknown): boolean => typeof value === "string";
const isNumberOrNull = (value: unknown): boolean => value === null || isCount(value);

/** Which graph: see Queries.graph. */
function isRootRequest({ value, node, name, direction }: Fields): boolean {
  return (
    optional(value, isCount) && optional(node, isCount) && optional(name, isText) && optional(direction, isDirection)
  );
}

const isDirection = (value: unknown): boolean => value === "backward" || value === "forward";

function isFolding({ all, toggled }: Fields): boolean {
  return (all === null || all === "folded" || all === "open") && Array.isArray(toggled) && toggled.every(isText);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function isEdit({ value, kind, index, to, by }: Fields): boolean {
  if (!isCount(value)) return false;
  if (kind === "set") return isCounts(index) && typeof to === "number";
  return kind === "zero" || kind === "randomise" || ((kind === "shift" || kind === "scale") && typeof by === "number");
}

function isParts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => isPart(fieldsOf(each)));
}

function isPart({ start, step, count }: Fields): boolean {
  return isCount(start) && isCount(count) && typeof step === "number" && Number.isInteger(step);
}

/** Whether the bytes are as many as the shape says. */
function isCopy({ dtype, shape, bytes }: Fields): boolean {
  if (!isText(dtype) || !isCounts(shape) || !(bytes instanceof Uint8Array)) return false;
  // Both were checked just now.
  return bytes.length === numelOf(shape as number[]) * itemSize(dtype as string);
}

function isWindow(request: Fields): boolean {
  const { value, axes, facetAxes, rowAxis, columnAxis } = request;
  const ranges = [request.facets, request.rows, request.columns].map(fieldsOf);
  return (
    isCount(value) &&
    isParts(axes) &&
    isCounts(facetAxes) &&
    isNumberOrNull(rowAxis) &&
    isNumberOrNull(columnAxis) &&
    ranges.every(({ first, count }) => isCount(first) && isCount(count)) &&
    ranges.reduce((cells, { count }) => cells * Number(count), 1) <= MOST_CELLS
  );
}

function isRequest(name: QueryName, value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  // Any object may be read by field; what a field holds stays unknown.
  const request = value as Fields;
  switch (name) {
    case "state":
    case "parameters":
    case "outputs":
    case "findings":
    case "report":
    case "steps":
    case "curves":
    case "gradientNorms":
      return true;
    case "whatIf":
      return Array.isArray(request.edits) && request.edits.every((each) => isEdit(fieldsOf(each)));
    case "cursor":
      return isNumberOrNull(request.event);
    case "checkGradient":
      return isCount(request.node);
    case "distribution":
      return (
        isText(request.parameter) && (request.of === undefined || request.of === "value" || request.of === "gradient")
      );
    case "moment":
      return isText(request.file) && isCount(request.offset) && isUpTo(request.visit, Number.MAX_SAFE_INTEGER);
    case "graph":
      return isRootRequest(request) && optional(request.folding, (folding) => isFolding(fieldsOf(folding)));
    case "drawing":
      return isRootRequest(request) && (request.folding === null || isFolding(fieldsOf(request.folding)));
    case "digests":
    case "before":
      return isCounts(request.values);
    case "pictures":
      return isCounts(request.values) && (request.values as unknown[]).length <= MOST_PICTURES;
    case "compare":
      return (
        isCount(request.a) &&
        (isCount(request.b) || isCopy(fieldsOf(request.b))) &&
        isTolerance(request.rtol) &&
        isTolerance(request.atol)
      );
    case "window":
    case "cells":
      return isWindow(request);
    case "whyGradient":
      return isCount(request.node) && isCount(request.gradient) && isCounts(request.index);
    case "cell":
    case "why":
      return isCount(request.value) && isCounts(request.index);
    case "histogram":
      return (
        isCount(request.value) && isParts(request.axes) && isCount(request.bins) && isUpTo(request.bins, MOST_BINS)
      );
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
    case "table":
      return isCount(request.value) && optional(request.axes, isParts);
    case "change":
    case "history":
    case "elements":
    case "gradients":
    case "npy":
      return isCount(request.value);
    case "export":
      return (
        optional(request.value, isCount) &&
        optional(request.name, isText) &&
        (request.format === "mermaid" || request.format === "dot" || request.format === "json")
      );
  }
}
