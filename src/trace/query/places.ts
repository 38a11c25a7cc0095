// From a place in a source to what happened there: which spans hold an offset, which visit of a statement is meant,
// and what a name meant at that moment. Names resolve as Python's do: the frame, enclosing functions, the module.

import { Kind } from "../events";
import type { TraceView } from "./view";

/** Something that had a value: a tensor's id, or a Python object. */
export interface Found {
  readonly row: number;
  readonly span: number;
  readonly value: number | null;
  readonly object: unknown;
}

export function isIdentifier(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text);
}

/** Spans of the program that hold an offset, innermost first; those that only end there come after all others. */
export function spansAt(view: TraceView, file: string, offset: number): number[] {
  const found: number[] = [];
  view.trace.spans.forEach((info, id) => {
    if (info.file === file && !info.library && info.start <= offset && offset <= info.end) found.push(id);
  });
  const key = (id: number): number => {
    const info = view.span(id);
    return info === undefined ? 0 : info.end - info.start + (info.end === offset ? Number.MAX_SAFE_INTEGER : 0);
  };
  return found.sort((a, b) => key(a) - key(b) || b - a);
}

/** The innermost statement around an offset, or the last one that begins before it on a line above. */
export function statementAt(view: TraceView, file: string, offset: number): number {
  let inside = -1;
  let before = -1;
  const size = (id: number): number => {
    const info = view.span(id);
    return info === undefined ? Number.POSITIVE_INFINITY : info.end - info.start;
  };
  view.trace.spans.forEach((info, id) => {
    if (info.file !== file || info.library || (info.kind !== "statement" && info.kind !== "loop")) return;
    if (info.start <= offset && offset <= info.end && size(id) < size(inside)) inside = id;
    if (info.start <= offset && view.trace.visitsOf(id) > 0 && info.start >= (view.span(before)?.start ?? -1))
      before = id;
  });
  return inside >= 0 && view.trace.visitsOf(inside) > 0 ? inside : before;
}

/** The row at which the visit-th (from 0) run of a statement begins, or the nearest one that was kept; -1 if it never ran. */
export function rowOfVisit(view: TraceView, statement: number, visit: number): number {
  const { events } = view.trace;
  const looped = view.trace.turnsOf(statement) > 0;
  const spanKind = view.span(statement)?.kind;
  const begin = spanKind === "function" || spanKind === "lambda" ? Kind.enter : Kind.statement;
  let best = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (let row = 0; row < events.rows; row++) {
    if (events.span.at(row) !== statement) continue;
    const kind = events.kind.at(row);
    if (looped ? kind !== Kind.turn || events.a.at(row) < 0 : kind !== begin) continue;
    const away = Math.abs(events.visit.at(row) - visit);
    if (away <= distance) {
      distance = away;
      best = row;
    }
  }
  return best;
}

/** The event after which a visit (from 1) of the statement at a place is done; null where it never ran. */
export function momentOf(view: TraceView, file: string, offset: number, visit: number): number | null {
  const statement = statementAt(view, file, offset);
  const row = statement < 0 ? -1 : rowOfVisit(view, statement, visit - 1);
  if (row < 0) return null;
  const { events } = view.trace;
  const end = endOfStatement(view, row);
  return end >= events.rows ? events.total - 1 : events.number.at(end) - 1;
}

/** The first row after a statement's run: where its frame goes on, or is left. */
export function endOfStatement(view: TraceView, row: number): number {
  const { events, frames } = view.trace;
  const frame = events.frame.at(row);
  for (let at = row + 1; at < events.rows; at++) {
    const kind = events.kind.at(at);
    if (kind === Kind.leave && events.a.at(at) === frame) return at;
    if (kind !== Kind.statement && kind !== Kind.turn) continue;
    const other = events.frame.at(at);
    if (other === frame || (frames.get(other)?.event ?? 0) < (frames.get(frame)?.event ?? 0)) return at;
  }
  return events.rows;
}

/** `until` is the row at which a tensor's value is wanted: it may have been written to since the name was bound. */
function found(view: TraceView, row: number, until = row): Found {
  const { events, objects } = view.trace;
  const kind = events.kind.at(row);
  const isTensor = kind === Kind.bindTensor || kind === Kind.valueTensor;
  const b = events.b.at(row);
  const value = isTensor && until > row ? view.trace.valueAt(b, events.number.at(until)) : b;
  return { row, span: events.span.at(row), value: isTensor ? value : null, object: isTensor ? null : objects[b] };
}

/** What a name was last bound to before `end`, seen from the frame and scope of the event at `row`. */
export function lookUp(view: TraceView, name: string, row: number, end: number, scope: string): Found | null {
  const { events } = view.trace;
  const id = view.trace.nameId(name);
  if (id < 0) return null;
  const frame = events.frame.at(row);
  const file = view.span(events.span.at(row))?.file ?? view.entry;
  let enclosing = -1;
  let global = -1;
  const last = Math.min(end, events.rows) - 1;
  for (let at = last; at >= 0; at--) {
    const kind = events.kind.at(at);
    if (kind !== Kind.bindTensor && kind !== Kind.bindObject && kind !== Kind.unbind) continue;
    if (events.a.at(at) !== id) continue;
    if (events.frame.at(at) === frame) return kind === Kind.unbind ? null : found(view, at, last);
    const info = view.span(events.span.at(at));
    if (info === undefined || info.file !== file) continue;
    if (view.isTopLevel(at, file)) {
      if (global < 0) global = at;
    } else if (enclosing < 0 && scope.startsWith(`${info.scope}.<locals>.`)) enclosing = at;
  }
  const outer = enclosing >= 0 ? enclosing : global;
  return outer < 0 || events.kind.at(outer) === Kind.unbind ? null : found(view, outer, last);
}

/** The last event before `end` and from `start` on that gave a value at exactly one of these spans. */
export function valueAtSpans(view: TraceView, spans: ReadonlySet<number>, start: number, end: number): Found | null {
  const { events, ops } = view.trace;
  for (let row = Math.min(end, events.rows) - 1; row >= start; row--) {
    if (!spans.has(events.span.at(row))) continue;
    switch (events.kind.at(row)) {
      case Kind.bindTensor:
      case Kind.bindObject:
      case Kind.valueTensor:
      case Kind.valueObject:
        return found(view, row);
      case Kind.op: {
        const value = ops.get(events.a.at(row))?.outputs[0];
        if (value !== undefined) return { row, span: events.span.at(row), value, object: null };
      }
    }
  }
  return null;
}
