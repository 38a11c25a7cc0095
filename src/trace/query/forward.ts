// What ran, forward: every op of the run with the tensors between them. A parameter, and a tensor that no op made, is a
// leaf. Edges lead to inputs, as in the backward graph, so that both are folded, drawn and searched alike.

import type { Tensor } from "../../engine/tensor/tensor";
import type { Graph, GraphEdge, GraphNode } from "../../protocol/data";
import { IS_PARAMETER, type OpRecord, type ValueRecord } from "../records";
import { isNotable, mainChain } from "./chain";
import { keptBytes } from "./kept";
import { ModulePaths, parameterNames } from "./modules";
import { outlineOf, type Part } from "./outline";
import { runScopes } from "./scopes";
import { findRoot, type GraphRequest, lastScalar, rootsOf } from "./tree";
import type { TraceView } from "./view";
import { stateNumberOf, visitOf } from "./visits";

/** The last one of each run: a large one is asked for again with every fold. */
const known = new WeakMap<TraceView, { readonly of: string; readonly graph: Graph }>();

export function forwardOf(view: TraceView, request: GraphRequest): Graph {
  const gradients = view.trace.nodes.items.reduce((sum, { gradients: each }) => sum + (each?.value ?? 0), 0);
  const of = [view.trace.events.total, gradients, request.value, request.node, request.name].join(" ");
  const before = known.get(view);
  if (before?.of === of) return before.graph;
  const graph = build(view, request);
  known.set(view, { of, graph });
  return graph;
}

function build(view: TraceView, request: GraphRequest): Graph {
  const { trace } = view;
  const makers = new Map<number, { readonly node: number; readonly outputNr: number }>();
  const opAt = new Map<number, number>();
  const parts: (Part & { readonly value: number | null; readonly edges: readonly GraphEdge[] })[] = [];
  const leafOf = new Map<string, number>();
  const { ofOp, ofValue } = runScopes(view);
  const ops: (OpRecord | null)[] = [];

  const leaf = (value: number): number => {
    const shape = view.value(value)?.shape ?? [];
    ops.push(null);
    const made = isParameter(view.value(value)) ? null : value;
    return parts.push({ op: null, made, inputs: [], shapes: [], shape, value, edges: [] }) - 1;
  };
  const makerOf = (value: number, reader: number): { readonly node: number; readonly outputNr: number } => {
    const record = view.value(value);
    const own = isParameter(record);
    const made = own ? undefined : makers.get(value);
    if (made !== undefined) return made;
    // What a write through a view changed has its new state from the op that wrote.
    const writer = record === undefined || record.previous < 0 || own ? undefined : opAt.get(record.event);
    if (writer !== undefined) return { node: writer, outputNr: 0 };
    // A parameter stands in every call that reads it: where it was made tells nothing.
    const key = own || !ofValue.has(value) ? `${value} ${ofOp.get(reader)}` : `${value}`;
    let node = leafOf.get(key);
    if (node === undefined) {
      node = leaf(value);
      leafOf.set(key, node);
    }
    return { node, outputNr: 0 };
  };

  for (const op of trace.ops.items) {
    const inputs: number[] = [];
    const shapes: (readonly number[])[] = [];
    const edges: GraphEdge[] = [];
    for (const value of op.inputs) {
      const record = view.value(value);
      if (record === undefined || (!makers.has(value) && isNumber(view, record))) continue;
      const { node, outputNr } = makerOf(value, op.id);
      const whole = parts[node]?.shape ?? [];
      const isSame = record.shape.length === whole.length && record.shape.every((size, axis) => size === whole[axis]);
      edges.push({ node, inputNr: outputNr, ...(isSame ? {} : { shape: record.shape }) });
      if (inputs.includes(node)) continue;
      inputs.push(node);
      shapes.push(record.shape);
    }
    const value = op.outputs[0] ?? null;
    const shape = (value === null ? undefined : view.value(value)?.shape) ?? [];
    const node = parts.push({ op: op.id, made: null, inputs, shapes, shape, value, edges }) - 1;
    ops.push(op);
    opAt.set(op.event, node);
    op.outputs.forEach((output, outputNr) => {
      if (!makers.has(output)) makers.set(output, { node, outputNr });
    });
  }

  const { scopes, scopeOf, order } = outlineOf(view, parts);
  const leaves = parameterNames(view);
  const paths = new ModulePaths(view);
  const gradientNames = namesOfGradients(view, leaves);
  const nodes = parts.map(({ shape, value, edges }, id): GraphNode => {
    const op = ops[id] ?? null;
    const record = value === null ? undefined : view.value(value);
    const bound = value === null ? null : view.nameOf(value);
    const leafName =
      (record?.tensor == null ? undefined : leaves.get(record.tensor)) ??
      bound ??
      gradientNames.get(value) ??
      gradientNames.get(record?.tensor) ??
      null;
    const leafVisit = record === undefined ? undefined : stateNumberOf(view, record);
    const visit = op === null ? leafVisit : visitOf(view, op);
    return {
      id,
      name: op === null ? (isParameter(record) ? "parameter" : "tensor") : nameOfOp(op, record),
      kind: op === null ? "leaf" : "op",
      leafName: op === null ? leafName : null,
      label: op === null ? (leafName ?? "") : (bound ?? view.text(op.span, 40)),
      module: op === null ? "" : paths.of(op.frame),
      shape,
      dtype: record?.dtype.name ?? "float32",
      value,
      gradient: value === null ? null : (view.gradient(value)?.value ?? null),
      range: op === null ? null : view.range(op.span),
      next: edges,
      notable: op !== null && isNotable(op.declaration.name),
      scope: scopeOf[id] ?? -1,
      visit,
    };
  });
  const root = rootNode(view, request, makers, ops);
  const chain =
    root < 0
      ? []
      : mainChain(
          root,
          nodes.map(({ name, kind }) => (kind === "leaf" ? "AccumulateGrad" : name)),
          parts.map(({ inputs }) => inputs),
          order,
        );
  return {
    direction: "forward",
    root: root < 0 ? null : root,
    rootName: nodes[root]?.label ?? "",
    nodes,
    rows: [],
    scopes,
    outline: order,
    leftOut: 0,
    kept: keptBytes(view, []),
    mainChain: chain,
    gradients: trace.nodes.items.some(({ gradients }) => gradients !== null) ? "program" : "none",
    roots: rootsOf(view),
  };
}

/** "add", or "add_" where it wrote into what it read. */
function nameOfOp({ declaration: { name }, inputs }: OpRecord, output: ValueRecord | undefined): string {
  const isInPlace = output !== undefined && inputs.includes(output.previous) && !name.endsWith("_");
  return isInPlace ? `${name}_` : name;
}

function isParameter(record: ValueRecord | undefined): boolean {
  return ((record?.flags ?? 0) & IS_PARAMETER) !== 0;
}

/** Whether a tensor is only how a number of the program reached an op. */
function isNumber(view: TraceView, { id, tensor, shape }: ValueRecord): boolean {
  return tensor === null ? shape.length === 0 && view.nameOf(id) === null : tensor.isWrappedNumber;
}

/** "layer1.w.grad" by tensor and by value, for gradients that reached a parameter: what optimisers read. */
function namesOfGradients(view: TraceView, leaves: ReadonlyMap<Tensor, string>): Map<unknown, string> {
  const names = new Map<unknown, string>();
  for (const [tensor, name] of leaves) if (tensor.grad !== null) names.set(tensor.grad, `${name}.grad`);
  for (const { node, gradients } of view.trace.nodes.items) {
    const variable = node === null || gradients === null ? null : view.inspector.variableOf(node);
    const name = variable === null ? undefined : leaves.get(variable);
    if (name === undefined) continue;
    for (let each = gradients; each !== null; each = each.previous) names.set(each.value, `${name}.grad`);
  }
  return names;
}

/** The node where the main chain ends: what made the root that is asked for, else the last op. */
function rootNode(
  view: TraceView,
  request: GraphRequest,
  makers: ReadonlyMap<number, { readonly node: number }>,
  ops: readonly (OpRecord | null)[],
): number {
  const value = request.value ?? findRoot(view, request).value ?? lastScalar(view);
  return (
    (value === null ? undefined : makers.get(value)?.node) ??
    ops.lastIndexOf(ops.filter((op) => op !== null).at(-1) ?? null)
  );
}
