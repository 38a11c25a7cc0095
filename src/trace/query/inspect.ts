// Everything the inspector shows about one selected value or node: figures, print, gradient, what the node saved, and
// where the value went.

import type { SavedTensor, SavedValue } from "../../engine/autograd/node";
import type { Storage } from "../../engine/tensor/storage";
import type { Inspection, SavedEntry, Selection } from "../../protocol/data";
import type { NodeRecord, OpRecord } from "../records";
import { holdersOf, isSavedTensor, keptBytes } from "./kept";
import { parameterNames } from "./modules";
import { backwardRan } from "./parameters";
import { shapeText } from "./text";
import type { TraceView } from "./view";
import { statementOf } from "./visits";

/** Lines of PyTorch's print in the inspector. */
const INSPECTOR_LINES = 40;
/** Places that the inspector lists under "Where it went". */
const MOST_CONSUMERS = 100;

export function inspect(view: TraceView, selection: Selection): Inspection | null {
  const { trace } = view;
  const node = selection.node === null ? nodeOfValue(view, selection.value) : (trace.nodes.get(selection.node) ?? null);
  const value = selection.value ?? valueOfNode(view, node);
  if (value === null && node === null) return null;
  const op = node === null ? undefined : trace.ops.get(node.op);
  const record = value === null ? undefined : view.value(value);
  const gradient =
    node?.node != null && selection.value === null
      ? view.gradientOf(node.node, 0)
      : value === null
        ? null
        : (view.gradient(value) ?? (node?.node == null ? null : view.gradientOf(node.node, record?.outputNr ?? 0)));
  const info = value === null ? null : view.info(value);
  const name = value === null ? null : nameOfValue(view, value);
  const statement = op === undefined ? -1 : statementOf(view, op);
  return {
    selection: { value, node: node?.id ?? null },
    title: name ?? (op === undefined ? (node?.name ?? "tensor") : view.text(op.span)),
    subtitle: subtitleOf(info?.gradFn ?? node?.name ?? null, record?.shape ?? [], record?.dtype.name ?? ""),
    range: op === undefined ? leafRange(view, value) : view.range(op.span),
    gradFn: node?.name ?? info?.gradFn ?? null,
    tensor: info,
    digest: value === null ? null : view.digestAtOnce(value),
    print: value === null ? "" : view.print(value, INSPECTOR_LINES),
    gradient: gradient === null ? null : view.info(gradient.value),
    gradientDigest: gradient === null ? null : view.digestAtOnce(gradient.value),
    gradientFrom: gradient === null ? "" : gradient.byDebugger ? "computed by the debugger" : "the program's backward",
    byDebugger: gradient?.byDebugger ?? false,
    backwardCalled: backwardRan(view),
    saved: node === null ? [] : savedEntries(view, node, op),
    keeps: node?.node == null ? 0 : keptBytes(view, [node.node]).bytes,
    consumers: value === null ? [] : consumersOf(view, value),
    visit: op === undefined ? 1 : op.visit + 1,
    visits: Math.max(1, statement < 0 ? 1 : trace.visitsOf(statement)),
  };
}

function nodeOfValue(view: TraceView, value: number | null): NodeRecord | null {
  const record = value === null ? undefined : view.value(value);
  const node = record?.gradFn ?? record?.tensor?.gradAccumulator ?? null;
  return node === null ? null : view.trace.nodeOf(node);
}

function valueOfNode(view: TraceView, node: NodeRecord | null): number | null {
  if (node === null) return null;
  if (node.value >= 0) return node.value;
  const variable = node.node === null ? null : view.inspector.variableOf(node.node);
  return variable === null ? null : view.trace.queriedId(variable);
}

function nameOfValue(view: TraceView, value: number): string | null {
  const tensor = view.value(value)?.tensor ?? null;
  // A parameter's own name before that of a variable it passed through.
  return (tensor === null ? undefined : parameterNames(view).get(tensor)) ?? view.nameOf(value);
}

function leafRange(view: TraceView, value: number | null): Inspection["range"] {
  const reader = value === null ? undefined : view.readersOf(value)[0];
  return reader === undefined ? null : view.range(reader.span);
}

function subtitleOf(gradFn: string | null, shape: readonly number[], dtype: string): string {
  return [gradFn, `${shapeText(shape)} ${dtype}`.trim()].filter((part) => part !== null && part !== "").join(" · ");
}

function savedEntries(view: TraceView, node: NodeRecord, op: OpRecord | undefined): SavedEntry[] {
  const saved = (node.saved ?? node.node?.keepSaved())?.values ?? null;
  if (saved === null) return [];
  const entries: SavedEntry[] = [];
  const holders = node.node?.saved ? holdersOf(view) : null;
  for (const [name, value] of saved) {
    if (isSavedTensor(value)) entries.push(savedEntry(view, name, value, op, holders));
    else if (isTensorList(value)) {
      value.forEach((each, i) => {
        if (each !== null) entries.push(savedEntry(view, `${name}[${i}]`, each, op, holders));
      });
    } else entries.push({ name, tensor: null, digest: null, text: savedText(value), alias: null, ...HOLDS_NOTHING });
  }
  return entries;
}

function isTensorList(value: SavedValue): value is readonly (SavedTensor | null)[] {
  return Array.isArray(value) && value.some((each) => typeof each === "object" && each !== null);
}

function savedText(value: SavedValue): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return shapeText(value);
  if (typeof value === "object" && "name" in value) return `torch.${value.name}`;
  return String(value);
}

const HOLDS_NOTHING = { bytes: null, holders: 0 };

/** `holders` is null once the node has let go. */
function savedEntry(
  view: TraceView,
  name: string,
  saved: SavedTensor,
  op: OpRecord | undefined,
  holders: ReadonlyMap<Storage, number> | null,
): SavedEntry {
  const { tensor } = saved;
  if (tensor === null)
    return { name, tensor: null, digest: null, text: "packed by a hook", alias: null, ...HOLDS_NOTHING };
  const { trace } = view;
  const isThis = (id: number): boolean => trace.record(id)?.tensor === tensor;
  const output = op?.outputs.findIndex(isThis) ?? -1;
  const input = op?.inputs.findIndex(isThis) ?? -1;
  const id = op?.outputs[output] ?? op?.inputs[input] ?? trace.queriedId(tensor);
  const alias =
    output >= 0 ? (op?.outputs.length === 1 ? "output" : `output ${output}`) : input >= 0 ? `input ${input}` : null;
  const storage = tensor.storage.root;
  const holds = holders === null ? HOLDS_NOTHING : { bytes: storage.byteLength, holders: holders.get(storage) ?? 1 };
  return { name, tensor: view.info(id), digest: view.digestAtOnce(id), text: null, alias, ...holds };
}

/** Each place that read the value, once, by its last visit: a loop reads the same value without end. */
function consumersOf(view: TraceView, value: number): Inspection["consumers"] {
  const places = new Map<number, OpRecord>();
  for (const op of view.readersOf(value)) {
    if (places.has(op.span) || places.size < MOST_CONSUMERS) places.set(op.span, op);
  }
  const ids = new Set([...places.values()].map((op) => op.id));
  const nodes = new Map<number, number>();
  for (const node of view.trace.nodes.items) if (ids.has(node.op)) nodes.set(node.op, node.id);
  return [...places.values()].map((op) => ({
    text: view.text(op.span) || op.declaration.name,
    range: view.range(op.span),
    node: nodes.get(op.id) ?? null,
  }));
}
