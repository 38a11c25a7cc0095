// A run as a report takes it along: every answer that its page may ask for. Elements up to a bound; past it a value
// keeps its shape and dtype, and its picture says so.

import type { GradientNorms } from "../../protocol/curves";
import type { Graph, Inspection, RunState, ValueId } from "../../protocol/data";
import { curvesOf } from "./curves";
import { toEnd } from "./digest";
import { compact, itemSize, numelOf } from "./elements";
import { elided } from "./elide";
import { type EmbeddedTrace, type EmbeddedValue, toBase64 } from "./embedded";
import { exportGraph } from "./export";
import { findingsSteps } from "./findings/findings";
import { forwardOf } from "./forward";
import { hints } from "./hints";
import { inspect } from "./inspect";
import { names } from "./names";
import { outputs } from "./outputs";
import { parameters } from "./parameters";
import { graphOf } from "./tree";
import type { TraceView } from "./view";

/** Bytes of elements in one report, and of one value. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_OF_ONE = 4 * 1024 * 1024;
/** Nodes whose inspection is taken along. */
const MOST_INSPECTED = 2000;

export function collect(view: TraceView, state: RunState, gradientNorms: GradientNorms | null): EmbeddedTrace {
  view.atOnce = Number.POSITIVE_INFINITY;
  const graph = graphOf(view, {});
  const roots = graph.roots.map(({ name, value }) => ({ name, value, graph: graphOf(view, { value }) }));
  const rows = parameters(view);
  const shown = outputs(view);
  const values = new Set<ValueId>();
  const forward = elided(forwardOf(view, {}), { all: null, toggled: [] });
  const inspections = inspectAll(view, [graph, ...roots.map((each) => each.graph)], values);
  const add = (tensor: { readonly id: ValueId } | null): void => {
    if (tensor !== null) values.add(tensor.id);
  };
  for (const row of rows) {
    add(row.value);
    add(row.gradient);
    keep(inspect(view, { value: row.value.id, node: null }));
  }
  for (const row of shown) {
    if (row.kind !== "bound" || row.tensor === null) continue;
    add(row.tensor);
    keep(inspect(view, { value: row.tensor.id, node: null }));
  }
  for (const { value, gradient } of forward.nodes) {
    if (value === null || values.has(value)) continue;
    keep(inspect(view, { value, node: null }));
    if (gradient !== null) values.add(gradient);
  }
  function keep(inspection: Inspection | null): void {
    if (inspection === null || inspections.length >= MOST_INSPECTED) return;
    inspections.push(inspection);
    addInspected(inspection, values);
  }
  return {
    version: 1,
    state,
    sources: [...view.sources].map(([file, text]) => ({ file, text })),
    parameters: rows,
    outputs: shown,
    names: names(view, {}),
    hints: Object.fromEntries([...view.sources.keys()].map((file) => [file, hints(view, file)])),
    graph,
    graphs: roots,
    findings: toEnd(findingsSteps(view)),
    forward,
    curves: curvesOf(view),
    gradientNorms,
    inspections,
    values: embedValues(view, values),
    exports: {
      mermaid: exportGraph(graph, "mermaid"),
      dot: exportGraph(graph, "dot"),
      json: exportGraph(graph, "json"),
    },
  };
}

function inspectAll(view: TraceView, graphs: readonly Graph[], values: Set<ValueId>): Inspection[] {
  const inspections: Inspection[] = [];
  const seen = new Set<number>();
  for (const graph of graphs) {
    for (const node of graph.nodes) {
      if (node.value !== null) values.add(node.value);
      if (node.gradient !== null) values.add(node.gradient);
      if (seen.has(node.id) || inspections.length >= MOST_INSPECTED) continue;
      seen.add(node.id);
      const inspection = inspect(view, { value: null, node: node.id });
      if (inspection === null) continue;
      inspections.push(inspection);
      addInspected(inspection, values);
    }
  }
  return inspections;
}

function addInspected(inspection: Inspection, values: Set<ValueId>): void {
  for (const tensor of [inspection.tensor, inspection.gradient, ...inspection.saved.map((each) => each.tensor)]) {
    if (tensor !== null) values.add(tensor.id);
  }
}

function embedValues(view: TraceView, ids: ReadonlySet<ValueId>): Record<string, EmbeddedValue> {
  const values: Record<string, EmbeddedValue> = {};
  let total = 0;
  for (const id of ids) {
    const record = view.value(id);
    if (record === undefined) continue;
    const { shape } = record;
    const dtype = record.dtype.name;
    const bytes = numelOf(shape) * itemSize(dtype);
    const data = bytes > MOST_OF_ONE || total + bytes > MOST_BYTES ? null : view.data(id);
    if (data === null) {
      values[String(id)] = { dtype, shape, strides: [], offset: 0, base64: null };
      continue;
    }
    total += bytes;
    const { elements, strides, offset } = compact(data);
    const base64 = toBase64(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength));
    values[String(id)] = { dtype, shape, strides, offset, base64 };
  }
  return values;
}
