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

/** Lets go of elements until a quarter of the budget is free, or nothing more may go. */
export function letGoBytes(trace: Trace): void {
  const goal = trace.bounds.bytes * (1 - FREED);
  for (let stride = 2; stride <= 1 << 20 && trace.heldBytes > goal; stride *= 2) {
    for (const bytes of trace.bytes.items) {
      if (!bytes.kept || bytes.statement < 0) continue;
      if (staysAt(bytes.visit, trace.visitsOf(bytes.statement), stride, ENDS)) continue;
      // A storage stays watched: that it is written to must be known, though its bytes are not kept.
      bytes.storage = null;
      bytes.snapshot = null;
      trace.heldBytes -= bytes.size;
    }
  }
  // A record of elements that are gone must not keep the program's tensor, or the graph behind it, alive.
  for (const value of trace.values.items) {
    if (value.bytes.kept) continue;
    value.tensor = null;
    value.gradFn = null;
  }
  for (const node of trace.nodes.items) {
    const value = trace.values.get(node.value);
    if (value === undefined || value.bytes.kept) continue;
    node.node = null;
    node.saved = null;
  }
  // Whatever must stay, the next try waits until as much again has come.
  trace.nextLetGo = Math.max(trace.bounds.bytes, trace.heldBytes + trace.bounds.bytes * FREED);
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
      const total = trace.visitsOf(kind === Kind.turn ? span : statement);
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
