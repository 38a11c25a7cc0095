// What happens when a trace reaches its bounds: the elements, or the events, of the middle visits of long loops go.
// What is let go keeps its shape, dtype and event; a replay brings the rest back.

import { Kind } from "./events";
import { ENDS, staysAt } from "./keep";
import type { GradientRecord } from "./records";
import type { Trace } from "./trace";

/** Share of a bound that is free again afterwards. */
const FREED = 0.25;
/** Visits of every statement whose events always stay, at either end. */
const EVENT_ENDS = 64;

/** Visits of a statement whose values are kept however cheap they are to keep; later ones only evenly spaced. */
const KEPT_VISITS = 128;

/**
 * Lets go of values of long loops soon after they were made: what dies young costs the collector nothing.
 * `from` is the first value to look at; `again` holds those that were the last of their loop when looked at before.
 */
export function letGoSoon(trace: Trace, from: number, again: readonly number[]): readonly number[] {
  const { bytes, values } = trace;
  const stillLast: number[] = [];
  const look = (row: number): void => {
    const under = bytes.rowOf(values.bytes.at(row));
    const isKept = bytes.isKept(under);
    const fate = fateOf(trace, values.statement.at(row), values.visit.at(row));
    // The bytes may be older: those of a parameter, of which every step makes a view.
    const ofBytes = isKept ? fateOf(trace, bytes.statement.at(under), bytes.visit.at(under)) : Fate.goes;
    if (fate === Fate.last || ofBytes === Fate.last) stillLast.push(values.ids.at(row));
    else if (isKept && ofBytes === Fate.goes) letGo(trace, row);
    else if (fate === Fate.goes && values.tensor[row] != null) letGoGraph(trace, row);
  };
  for (const id of again) {
    const row = values.rowOf(id);
    if (row >= 0) look(row);
  }
  for (let row = Math.max(0, values.rowOf(from)); row < values.length; row++) look(row);
  return stillLast;
}

/** What becomes of the visit-th visit of a statement, as far as it is known. */
const Fate = { stays: 0, goes: 1, last: 2 } as const;

function fateOf(trace: Trace, statement: number, visit: number): number {
  if (visit < KEPT_VISITS) return Fate.stays;
  const total = trace.visitsOf(statement);
  if (visit >= total - ENDS) return Fate.last;
  return visit % strideOf(total) === 0 ? Fate.stays : Fate.goes;
}

/** A power of two, so that what one length of a loop keeps a longer one keeps in part. */
function strideOf(total: number): number {
  return 2 ** Math.ceil(Math.log2((2 * total) / KEPT_VISITS));
}

/** Lets go of the elements of the value in this row, and of all that keeps the program's tensors alive. */
function letGo(trace: Trace, row: number): void {
  const { bytes, values } = trace;
  const under = bytes.rowOf(values.bytes.at(row));
  if (bytes.isKept(under)) {
    // A storage stays watched: that it is written to must be known, though its bytes are not kept.
    trace.heldBytes -= bytes.sizeOf(under);
    bytes.letGo(under);
  }
  letGoGraph(trace, row);
}

/** A row must not keep the program's tensor, or its graph, alive when its elements went, or stay for another's sake. */
function letGoGraph({ nodes, values }: Trace, row: number): void {
  const gradFn = values.gradFn[row] ?? null;
  values.tensor[row] = null;
  values.gradFn[row] = null;
  const node = gradFn === null ? undefined : nodes.get(gradFn.observerId);
  if (node !== undefined && node.node === gradFn) {
    node.node = null;
    node.saved = null;
  }
}

/** Lets go of elements until a quarter of the budget is free, or nothing more may go. */
export function letGoBytes(trace: Trace): void {
  const { bytes, values } = trace;
  const goal = trace.bounds.bytes * (1 - FREED);
  if (trace.around !== null) letGoFarthest(trace, trace.around, goal);
  for (let stride = 2; stride <= 1 << 20 && trace.heldBytes > goal; stride *= 2) {
    for (let row = 0; row < values.length; row++) {
      const under = bytes.rowOf(values.bytes.at(row));
      const statement = bytes.statement.at(under);
      if (!bytes.isKept(under)) {
        if (values.tensor[row] != null) letGoGraph(trace, row);
      } else if (statement >= 0 && !staysAt(bytes.visit.at(under), trace.visitsOf(statement), stride, ENDS)) {
        letGo(trace, row);
      }
    }
  }
  // Whatever must stay, the next try waits until as much again has come.
  trace.nextLetGo = Math.max(trace.bounds.bytes, trace.heldBytes + trace.bounds.bytes * FREED);
}

/** In a replay: what is farthest from the event that somebody looks at goes first. */
function letGoFarthest(trace: Trace, event: number, goal: number): void {
  const { bytes, values } = trace;
  const far = Array.from({ length: values.length }, (_, row) => row).filter((row) => {
    const under = bytes.rowOf(values.bytes.at(row));
    return bytes.isKept(under) && bytes.statement.at(under) >= 0;
  });
  const distance = (row: number): number => Math.abs(values.event.at(row) - event);
  far.sort((a, b) => distance(b) - distance(a));
  for (const row of far) {
    if (trace.heldBytes <= goal) return;
    letGo(trace, row);
  }
}

/** Lets go of the events of middle visits until half of the rows are free, with every record only they name. */
export function letGoEvents(trace: Trace, openFrames: readonly number[]): void {
  const { events } = trace;
  const { rows } = events;
  const marks = new Uint8Array(rows);
  for (let stride = 2, left = rows; left > rows / 2 && stride <= 1 << 24; stride *= 2) {
    left = 0;
    for (let row = 0; row < rows; row++) {
      const span = events.span.at(row);
      const kind = events.kind.at(row);
      const statement = kind === Kind.statement ? span : trace.statementOfSpan(span);
      const isCall = kind === Kind.enter || kind === Kind.leave;
      const total = trace.visitsOf(kind === Kind.turn || isCall ? span : statement);
      const stays = staysAt(events.visit.at(row), total, stride, EVENT_ENDS);
      marks[row] = stays ? 1 : 0;
      if (stays) left++;
    }
  }
  events.filter(marks);
  dropUnnamed(trace, openFrames);
}

function dropUnnamed(trace: Trace, openFrames: readonly number[]): void {
  const { events } = trace;
  const values = new Set<number>();
  const ops = new Set<number>();
  const frames = new Set<number>(openFrames);
  const objects: unknown[] = [];
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind.at(row);
    const a = events.a.at(row);
    const b = events.b.at(row);
    frames.add(events.frame.at(row));
    if (kind === Kind.bindTensor || kind === Kind.valueTensor || kind === Kind.gradient) values.add(b);
    else if (kind === Kind.bindObject || kind === Kind.valueObject) {
      events.b.data[row] = objects.push(trace.objects[b]) - 1;
    } else if (kind === Kind.op) ops.add(a);
    else if (kind === Kind.enter || kind === Kind.leave) frames.add(a);
  }
  trace.objects = objects;
  trace.ops.filter((row) => {
    const op = trace.ops.at(row);
    if (!ops.has(op.id)) return false;
    for (const id of op.inputs) values.add(id);
    for (const id of op.outputs) values.add(id);
    return true;
  });
  for (let row = trace.frames.length - 1; row >= 0; row--) {
    if (frames.has(trace.frames.ids.at(row))) frames.add(trace.frames.parent.at(row));
  }
  trace.frames.filter((row) => frames.has(trace.frames.ids.at(row)));
  const first = events.number;
  trace.nodes.filter((node) => {
    // AccumulateGrad has no value of its own; a leaf is few.
    if (node.value >= 0 && !values.has(node.value)) return false;
    let gradient: GradientRecord | null = node.gradients;
    while (gradient !== null) {
      while (
        gradient.previous !== null &&
        first.at(events.rowOf(gradient.previous.event)) !== gradient.previous.event
      ) {
        gradient.previous = gradient.previous.previous;
      }
      values.add(gradient.value);
      gradient = gradient.previous;
    }
    return true;
  });
  const kept = new Set<number>();
  let held = 0;
  trace.values.filter((row) => {
    if (!values.has(trace.values.ids.at(row))) return false;
    kept.add(trace.values.bytes.at(row));
    return true;
  });
  const { bytes, queried } = trace;
  for (let row = 0; row < queried.length; row++) kept.add(queried.bytes.at(row));
  bytes.filter((row) => {
    // The bytes of a storage that is still watched must be found again when it is written.
    const stays = kept.has(bytes.ids.at(row));
    const storage = bytes.storage[row] ?? null;
    if (stays) held += bytes.sizeOf(row);
    else if (storage !== null) {
      storage.watched = false;
      storage.observerId = -1;
    }
    return stays;
  });
  trace.heldBytes = held;
}
