// A tensor over the run. A value that an op made has as its history what the same op made at every other visit of its
// place, along the same path of calls: a layer that is called twice in a turn has two histories. A tensor that is written in
// place, as parameters are by an optimiser, has its own states.

import type { History, Pictures } from "../../protocol/history";
import { Kind } from "../events";
import { IS_LEAF, type NodeRecord, type OpRecord, type ValueRecord } from "../records";
import { numberAt, numelOf, type TensorData } from "./elements";
import type { TraceView } from "./view";
import { statementOf } from "./visits";

/** Visits that are listed; of more, every n-th. */
const MOST_LISTED = 4000;
/** Visits whose pictures say what the colours mean. */
const MOST_MEASURED = 500;
/** Rows and columns of a small picture. */
const MOST_ROWS = 28;
const MOST_COLUMNS = 28;

/** One visit before it is listed. */
interface Visit {
  readonly visit: number;
  readonly value: number;
  readonly gradient: number;
  readonly event: number;
}

export function historyOf(view: TraceView, value: number): History | null {
  const record = view.value(value);
  if (record === undefined) return null;
  const states = (record.flags & IS_LEAF) !== 0 ? statesOf(view, record) : [];
  if (states.length > 1) return listed(view, record, "states", states.length, states);
  const { visits, total } = visitsOfOp(view, record) ?? visitsOfName(view, record);
  return visits.length > 1 ? listed(view, record, "visits", Math.max(total, visits.length), visits) : null;
}

function listed(
  view: TraceView,
  record: ValueRecord,
  kind: History["kind"],
  total: number,
  all: readonly Visit[],
): History {
  const every = Math.ceil(all.length / MOST_LISTED);
  const shown = all.filter(({ value }, i) => i % every === 0 || i === all.length - 1 || value === record.id);
  const column = (read: (visit: Visit) => number) => Int32Array.from(shown, read);
  return {
    kind,
    total,
    visits: column(({ visit }) => visit),
    values: column(({ value }) => value),
    gradients: column(({ gradient }) => gradient),
    events: column(({ event }) => event),
    at: shown.findIndex(({ value }) => value === record.id),
    shape: record.shape,
    dtype: record.dtype.name,
    range: rangeOfAll(view, shown, ({ value }) => value),
    gradientRange: rangeOfAll(view, shown, ({ gradient }) => gradient),
  };
}

// States of a tensor that is written in place.

function statesOf(view: TraceView, record: ValueRecord): Visit[] {
  const chain = chainOf(view, record);
  const [last] = chain.slice(-1);
  const node = last?.tensor?.gradAccumulator ?? null;
  const gradients: { readonly event: number; readonly value: number }[] = [];
  for (let each = node === null ? null : view.trace.nodeOf(node).gradients; each !== null; each = each.previous) {
    if (each.outputNr === 0) gradients.unshift(each);
  }
  let next = 0;
  return chain.map(({ id, event }, i) => {
    const until = chain[i + 1]?.event ?? Number.POSITIVE_INFINITY;
    while (next < gradients.length && (gradients[next]?.event ?? 0) < event) next++;
    const own = gradients[next];
    const reached = own !== undefined && own.event < until ? own : null;
    return { visit: i + 1, value: id, gradient: reached?.value ?? -1, event: Math.max(event, reached?.event ?? -1) };
  });
}

/** All recorded states of a tensor, the first one first. */
function chainOf(view: TraceView, record: ValueRecord): ValueRecord[] {
  const { trace } = view;
  const chain = [record];
  for (let id = record.previous; id >= 0; ) {
    const before = view.value(id);
    if (before === undefined) break;
    chain.unshift(before);
    id = before.previous;
  }
  const newest = view.value(record.tensor?.observerId ?? -1);
  const after: ValueRecord[] = [];
  for (let at = newest; at !== undefined && at.id !== record.id; at = view.value(at.previous)) after.unshift(at);
  if (record.tensor !== null) return [...chain, ...after];
  // A state that was let go does not know its tensor any more: those that follow it name it.
  for (const each of trace.values.items) if (each.previous === chain.at(-1)?.id) chain.push(each);
  return chain;
}

// What an op made at every visit of its place.

function visitsOfOp(view: TraceView, record: ValueRecord): { visits: Visit[]; total: number } | null {
  const { trace } = view;
  const own = trace.ops.items.find((op) => op.outputs.includes(record.id));
  if (own === undefined) return null;
  const output = own.outputs.indexOf(record.id);
  const path = pathsOf(view);
  const shape = record.shape.join();
  const nodes = new Map<number, NodeRecord>();
  const alike = trace.ops.items.filter((op) => op.span === own.span && op.declaration === own.declaration);
  const ids = new Set(alike.map((op) => op.id));
  for (const node of trace.nodes.items) if (ids.has(node.op)) nodes.set(node.op, node);
  const visits: Visit[] = [];
  for (const op of alike) {
    const value = op.outputs[output];
    const made = value === undefined ? undefined : view.value(value);
    if (made === undefined || made.shape.join() !== shape || path(op) !== path(own)) continue;
    const reached = gradientOf(nodes.get(op.id), made.outputNr);
    const event = Math.max(op.event, reached?.event ?? -1);
    visits.push({ visit: op.visit + 1, value: made.id, gradient: reached?.value ?? -1, event });
  }
  return { visits, total: trace.visitsOf(statementOf(view, own)) };
}

function gradientOf(node: NodeRecord | undefined, outputNr: number) {
  for (let each = node?.gradients ?? null; each !== null; each = each.previous) {
    if (each.outputNr === outputNr) return each;
  }
  return null;
}

/** Tells paths of calls apart: which functions, called from where, of which objects. */
function pathsOf(view: TraceView): (op: OpRecord) => string {
  const { frames } = view.trace;
  const known = new Map<number, string>();
  const objects = new Map<unknown, number>();
  const pathOf = (id: number): string => {
    const frame = frames.get(id);
    if (frame === undefined) return "";
    let path = known.get(id);
    if (path === undefined) {
      if (!objects.has(frame.self)) objects.set(frame.self, objects.size);
      path = `${pathOf(frame.parent)}/${frame.functionSpan},${frame.callSpan},${objects.get(frame.self)}`;
      known.set(id, path);
    }
    return path;
  };
  return (op) => pathOf(op.frame);
}

/** Values that no op made, by the place that bound them. */
function visitsOfName(view: TraceView, record: ValueRecord): { visits: Visit[]; total: number } {
  const { events, visitsOf } = { events: view.trace.events, visitsOf: (span: number) => view.trace.visitsOf(span) };
  const shape = record.shape.join();
  let span = -1;
  for (let row = 0; row < events.rows && span < 0; row++) {
    if (events.kind.at(row) === Kind.bindTensor && events.b.at(row) === record.id) span = events.span.at(row);
  }
  const visits: Visit[] = [];
  for (let row = 0; row < events.rows && span >= 0; row++) {
    if (events.kind.at(row) !== Kind.bindTensor || events.span.at(row) !== span) continue;
    const value = events.b.at(row);
    if (view.value(value)?.shape.join() !== shape) continue;
    const gradient = view.gradient(value)?.value ?? -1;
    visits.push({ visit: events.visit.at(row) + 1, value, gradient, event: events.number.at(row) });
  }
  return { visits, total: visitsOf(view.span(span)?.statement ?? -1) };
}

// Pictures.

/** Small pictures of values, all of one shape. Where elements are not there, the picture is NaN throughout. */
export function picturesOf(view: TraceView, values: readonly number[]): Pictures {
  const [first] = values;
  const shape = view.value(first ?? -1)?.shape ?? [];
  const grid = gridOf(shape);
  const size = grid.rows * grid.columns;
  const data = new Float64Array(values.length * size).fill(Number.NaN);
  values.forEach((value, i) => {
    const found = view.data(value);
    if (found !== null && found.shape.join() === shape.join()) sample(found, grid, data.subarray(i * size));
  });
  return { ...grid, data };
}

type Grid = Omit<Pictures, "data">;

/** The last axis is columns, all others are rows. */
function gridOf(shape: readonly number[]): Grid {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.length === 0 ? 1 : numelOf(shape.slice(0, -1));
  const everyRow = Math.max(1, Math.ceil(rows / MOST_ROWS));
  const everyColumn = Math.max(1, Math.ceil(columns / MOST_COLUMNS));
  return { rows: Math.ceil(rows / everyRow), columns: Math.ceil(columns / everyColumn), everyRow, everyColumn };
}

function sample(data: TensorData, grid: Grid, out: Float64Array): void {
  const { shape, strides, offset } = data;
  const outer = shape.slice(0, -1);
  const step = strides.at(-1) ?? 0;
  for (let row = 0; row < grid.rows; row++) {
    let place = offset;
    let left = row * grid.everyRow;
    for (let axis = outer.length - 1; axis >= 0; axis--) {
      const length = outer[axis] ?? 1;
      place += (left % length) * (strides[axis] ?? 0);
      left = Math.floor(left / length);
    }
    for (let column = 0; column < grid.columns; column++) {
      out[row * grid.columns + column] = numberAt(data, place + column * grid.everyColumn * step);
    }
  }
}

/** Of the pictures that can be made without running again. */
function rangeOfAll(view: TraceView, visits: readonly Visit[], read: (visit: Visit) => number): Float64Array {
  const ids = visits.map(read).filter((id) => id >= 0 && view.data(id) !== null);
  const every = Math.ceil(ids.length / MOST_MEASURED);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < ids.length; i += every) {
    for (const x of picturesOf(view, [ids[i] ?? -1]).data) {
      if (!Number.isFinite(x)) continue;
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  }
  return low <= high ? Float64Array.of(low, high) : Float64Array.of(Number.NaN, Number.NaN);
}
