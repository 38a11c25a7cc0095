// What happens when a trace reaches its bounds: the elements, or the events, of the middle visits of long loops go.
// What is let go keeps its shape, dtype and event; a replay brings the rest back.

import { Kind } from "./events";
import { ENDS, staysAt } from "./keep";
import type { GradientRecord, ValueRecord } from "./records";
import type { Trace } from "./trace";

/** Share of a bound that is free again afterwards. */
const FREED = 0.25;
/** Visits of every statement whose events always stay, at either end. */
const EVENT_ENDS = 64;

/** Visits of a statement whose values are kept however cheap they are to keep; later ones only evenly spaced. */
const KEPT_VISITS = 256;

/**
 * Lets go of values of long loops soon after they were made: what dies young costs the collector nothing.
 * `from` is the first value to look at; `again` holds those that were the last of their loop when looked at before.
 */
export function letGoSoon(trace: Trace, from: number, again: readonly ValueRecord[]): ValueRecord[] {
  const stillLast: ValueRecord[] = [];
  const look = (value: ValueRecord): void => {
    const { statement, visit } = value.bytes;
    if (visit < KEPT_VISITS || !value.bytes.kept) return;
    const total = trace.visitsOf(statement);
    if (visit >= total - ENDS) stillLast.push(value);
    else if (visit % strideOf(total) !== 0) letGo(trace, value);
  };
  for (const value of again) look(value);
  const { items } = trace.values;
  for (let i = Math.max(0, trace.values.indexOf(from)); i < items.length; i++) {
    const value = items[i];
    if (value !== undefined) look(value);
  }
  return stillLast;
}

/** A power of two, so that what one length of a loop keeps a longer one keeps in part. */
function strideOf(total: number): number {
  return 2 ** Math.ceil(Math.log2((2 * total) / KEPT_VISITS));
}

function letGo(trace: Trace, value: ValueRecord): void {
  const { bytes, gradFn } = value;
  if (bytes.kept) {
    // A storage stays watched: that it is written to must be known, though its bytes are not kept.
    bytes.storage = null;
    bytes.snapshot = null;
    trace.heldBytes -= bytes.size;
  }
  value.tensor = null;
  value.gradFn = null;
  const node = gradFn === null ? undefined : trace.nodes.get(gradFn.observerId);
  if (node !== undefined && node.node === gradFn) {
    node.node = null;
    node.saved = null;
  }
}

/** Lets go of elements until a quarter of the budget is free, or nothing more may go. */
export function letGoBytes(trace: Trace): void {
  const goal = trace.bounds.bytes * (1 - FREED);
  if (trace.around !== null) letGoFarthest(trace, trace.around, goal);
  for (let stride = 2; stride <= 1 << 20 && trace.heldBytes > goal; stride *= 2) {
    for (const value of trace.values.items) {
      const { statement, visit, kept } = value.bytes;
      if (!kept) {
        // Its bytes went with another value's: a record must not keep the program's tensor, or its graph, alive.
        if (value.tensor !== null) letGo(trace, value);
      } else if (statement >= 0 && !staysAt(visit, trace.visitsOf(statement), stride, ENDS)) letGo(trace, value);
    }
  }
  // Whatever must stay, the next try waits until as much again has come.
  trace.nextLetGo = Math.max(trace.bounds.bytes, trace.heldBytes + trace.bounds.bytes * FREED);
}

/** In a replay: what is farthest from the event that somebody looks at goes first. */
function letGoFarthest(trace: Trace, event: number, goal: number): void {
  const far = trace.values.items.filter(({ bytes }) => bytes.kept && bytes.statement >= 0);
  far.sort((a, b) => Math.abs(b.event - event) - Math.abs(a.event - event));
  for (const value of far) {
    if (trace.heldBytes <= goal) return;
    letGo(trace, value);
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
  trace.ops.filter((op) => {
    if (!ops.has(op.id)) return false;
    for (const id of op.inputs) values.add(id);
    for (const id of op.outputs) values.add(id);
    return true;
  });
  for (const frame of [...trace.frames.items].reverse()) if (frames.has(frame.id)) frames.add(frame.parent);
  trace.frames.filter((frame) => frames.has(frame.id));
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
  trace.values.filter((value) => {
    if (!values.has(value.id)) return false;
    kept.add(value.bytes.id);
    return true;
  });
  trace.bytes.filter((bytes) => {
    // The bytes of a storage that is still watched must be found again when it is written.
    const stays = kept.has(bytes.id);
    if (stays) held += bytes.kept ? bytes.size : 0;
    else if (bytes.storage !== null) {
      bytes.storage.watched = false;
      bytes.storage.observerId = -1;
    }
    return stays;
  });
  trace.heldBytes = held;
}
