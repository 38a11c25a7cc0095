// The grad_fn graph under a root, depth first as PyTorch's next_functions lists it: a chain keeps its depth, only
// forks add one, a node that was shown before is a reference. Iterative: a chain of 100,000 nodes is fine.

import type { GradNode } from "../../engine/autograd/node";
import type { Graph, GraphEdge, GraphNode, GraphRow } from "../../protocol/data";
import type { GraphRequest } from "../../protocol/queries";
import { Kind } from "../events";
import type { NodeRecord } from "../records";
import { isNotable, mainChain } from "./chain";
import { keptBytes } from "./kept";
import { lastTopLevelBinds, ModulePaths, parameterNames } from "./modules";
import { outlineOf } from "./outline";
import type { TraceView } from "./view";
import { stateNumberOf, visitOf } from "./visits";

export type { GraphRequest };

interface Root {
  readonly node: GradNode | null;
  readonly outputNr: number;
  readonly name: string;
  readonly value: number | null;
}

/** The graph that was asked for; empty when the run made none. */
export function graphOf(view: TraceView, request: GraphRequest): Graph {
  const root = findRoot(view, request);
  const roots = rootsOf(view);
  if (root.node === null) {
    return {
      direction: "backward",
      root: null,
      rootName: root.name,
      nodes: [],
      rows: [],
      scopes: [],
      outline: [],
      leftOut: 0,
      kept: keptBytes(view, []),
      mainChain: [],
      gradients: "none",
      roots,
    };
  }
  const walked = walk(root.node, root.outputNr);
  const next = walked.nodes.map(({ nextEdges }) =>
    nextEdges.flatMap((edge) => (edge === null ? [] : [walked.indexOf.get(edge.node) ?? 0])),
  );
  const names = walked.nodes.map((node) => node.name);
  const chain = mainChain(0, names, next, walked.finished);
  const leaves = parameterNames(view);
  const paths = new ModulePaths(view);
  const { scopes, scopeOf, order } = outlineOf(
    view,
    walked.nodes.map((node, i) => {
      const { op } = view.trace.nodeOf(node);
      const inputs = next[i] ?? [];
      const shapes = node.nextEdges.flatMap((edge) => (edge === null ? [] : [shapeAt(edge.node, edge.inputNr)]));
      return { op: op < 0 ? null : op, made: null, inputs, shapes, shape: node.outputs[0]?.shape ?? [] };
    }),
    walked.nodes.filter((node) => view.trace.nodeOf(node).op >= 0).length,
  );
  const nodes = walked.nodes.map((node, i) => graphNode(view, node, leaves, paths, scopeOf[i] ?? -1));
  return {
    direction: "backward",
    root: nodes[0]?.id ?? null,
    rootName: root.name,
    nodes,
    rows: walked.rows,
    scopes,
    outline: [...order].reverse(),
    leftOut: 0,
    kept: keptBytes(view, walked.nodes),
    mainChain: chain.map((index) => nodes[index]?.id ?? -1),
    gradients: whoseGradients(walked.nodes.map((node) => view.trace.nodeOf(node))),
    roots,
  };
}

function shapeAt({ outputs }: GradNode, outputNr: number): readonly number[] {
  return outputs[outputNr]?.shape ?? outputs[0]?.shape ?? [];
}

function whoseGradients(records: readonly NodeRecord[]): Graph["gradients"] {
  let gradients: Graph["gradients"] = "none";
  for (const { gradients: newest } of records) {
    if (newest === null) continue;
    if (!newest.byDebugger) return "program";
    gradients = "debugger";
  }
  return gradients;
}

interface Walked {
  readonly nodes: GradNode[];
  readonly rows: GraphRow[];
  readonly indexOf: Map<GradNode, number>;
  /** Indices in the order in which their subtrees were complete: children before parents. */
  readonly finished: number[];
}

function walk(root: GradNode, rootOutput: number): Walked {
  const nodes: GradNode[] = [];
  const rows: GraphRow[] = [];
  const indexOf = new Map<GradNode, number>();
  const finished: number[] = [];
  interface Visit {
    readonly index: number;
    readonly depth: number;
    readonly fork: boolean;
    edge: number;
  }
  const stack: Visit[] = [];
  const enter = (node: GradNode, depth: number, outputNr: number): void => {
    const known = indexOf.get(node);
    if (known !== undefined) {
      rows.push({ index: known, depth, outputNr, reference: true });
      return;
    }
    const index = nodes.length;
    indexOf.set(node, index);
    nodes.push(node);
    rows.push({ index, depth, outputNr, reference: false });
    let children = 0;
    for (const edge of node.nextEdges) if (edge !== null) children++;
    stack.push({ index, depth, fork: children > 1, edge: 0 });
  };
  enter(root, 0, rootOutput);
  for (let top = stack[0]; top !== undefined; top = stack[stack.length - 1]) {
    const edges = nodes[top.index]?.nextEdges ?? [];
    if (top.edge >= edges.length) {
      finished.push(top.index);
      stack.pop();
      continue;
    }
    const edge = edges[top.edge++] ?? null;
    if (edge !== null) enter(edge.node, top.fork ? top.depth + 1 : top.depth, edge.inputNr);
  }
  return { nodes, rows, indexOf, finished };
}

function graphNode(
  view: TraceView,
  node: GradNode,
  leaves: ReadonlyMap<unknown, string>,
  paths: ModulePaths,
  scope: number,
): GraphNode {
  const { trace } = view;
  const record = trace.nodeOf(node);
  const next = node.nextEdges.map((edge): GraphEdge | null => {
    if (edge === null) return null;
    const shape = edge.inputNr === 0 ? undefined : edge.node.outputs[edge.inputNr]?.shape;
    const isOther = shape !== undefined && shape.join() !== edge.node.outputs[0]?.shape.join();
    return { node: trace.nodeOf(edge.node).id, inputNr: edge.inputNr, ...(isOther ? { shape } : {}) };
  });
  const shape = node.outputs[0]?.shape ?? [];
  const dtype = node.outputs[0]?.dtype.name ?? "float32";
  const gradient = view.gradientOf(node, 0)?.value ?? record.gradients?.value ?? null;
  // Literals, as there are many: copying what both kinds share would take as long as all else.
  const variable = view.inspector.variableOf(node);
  if (variable !== null) {
    const value = trace.queriedId(variable);
    const leafName = leaves.get(variable) ?? view.nameOf(value);
    const op = view.readersOf(value)[0];
    const state = view.value(value);
    return {
      id: record.id,
      name: node.name,
      kind: "leaf",
      leafName,
      label: leafName ?? "",
      module: "",
      shape,
      dtype,
      value,
      gradient,
      range: op === undefined ? null : view.range(op.span),
      next,
      notable: isNotable(node.name),
      scope,
      visit: state === undefined ? undefined : stateNumberOf(view, state),
    };
  }
  const op = trace.ops.get(record.op);
  const bound = record.value < 0 ? null : view.nameOf(record.value);
  return {
    id: record.id,
    name: node.name,
    kind: "op",
    leafName: null,
    label: bound ?? (op === undefined ? "" : view.text(op.span, 40)),
    module: op === undefined ? "" : paths.of(op.frame),
    shape,
    dtype,
    value: record.value < 0 ? null : record.value,
    gradient,
    range: op === undefined ? null : view.range(op.span),
    next,
    notable: isNotable(node.name),
    scope,
    visit: op === undefined ? undefined : visitOf(view, op),
  };
}

export function findRoot(view: TraceView, request: GraphRequest): Root {
  const { trace } = view;
  if (request.node !== undefined) {
    const record = trace.nodes.get(request.node);
    if (record === undefined) return NO_ROOT;
    return { node: record.node, outputNr: 0, name: labelOf(view, record.value), value: record.value };
  }
  if (request.value !== undefined) return rootAt(view, request.value, view.nameOf(request.value) ?? "");
  if (request.name !== undefined) {
    const row = lastTopLevelBinds(view).get(request.name) ?? lastBindAnywhere(view, request.name);
    if (row === undefined || trace.events.kind.at(row) !== Kind.bindTensor) {
      return { ...NO_ROOT, name: request.name };
    }
    return rootAt(view, trace.valueAt(trace.events.b.at(row), trace.events.total), request.name);
  }
  const value = lastScalar(view);
  return value === null ? NO_ROOT : rootAt(view, value, labelOf(view, value));
}

const NO_ROOT: Root = { node: null, outputNr: 0, name: "", value: null };

function rootAt(view: TraceView, value: number, name: string): Root {
  const record = view.value(value);
  const node = record?.gradFn ?? record?.tensor?.gradAccumulator ?? null;
  return { node, outputNr: record?.outputNr ?? 0, name, value };
}

function labelOf(view: TraceView, value: number): string {
  return view.nameOf(value) ?? "";
}

function lastBindAnywhere(view: TraceView, name: string): number | undefined {
  const { events } = view.trace;
  const id = view.trace.nameId(name);
  for (let row = events.rows - 1; row >= 0; row--) {
    if (events.kind.at(row) === Kind.bindTensor && events.a.at(row) === id) return row;
  }
  return undefined;
}

/** The last tensor of one element with a grad_fn that a name was bound to or a call gave; else the last with one. */
export function lastScalar(view: TraceView): number | null {
  const { events } = view.trace;
  let any: number | null = null;
  for (let row = events.rows - 1; row >= 0; row--) {
    const kind = events.kind.at(row);
    if (kind !== Kind.bindTensor && kind !== Kind.valueTensor) continue;
    const id = events.b.at(row);
    const record = view.value(id);
    if (record === undefined || record.gradFn === null) continue;
    if (record.shape.every((size) => size === 1)) return id;
    any ??= id;
  }
  return any;
}

export function rootsOf(view: TraceView): Graph["roots"] {
  const { events } = view.trace;
  const rows = [...lastTopLevelBinds(view)].sort((a, b) => b[1] - a[1]);
  const roots: { name: string; value: number; line: number }[] = [];
  for (const [name, row] of rows) {
    if (events.kind.at(row) !== Kind.bindTensor) continue;
    const value = events.b.at(row);
    if ((view.value(value)?.gradFn ?? null) === null) continue;
    roots.push({ name, value, line: view.range(events.span.at(row))?.line ?? 1 });
  }
  return roots;
}
