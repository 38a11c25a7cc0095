// Which time a value was made: the visit of its place in a loop or a function that made it, or its state among those of
// a tensor that is written in place.

import type { Visit } from "../../protocol/data";
import type { OpRecord, ValueRecord } from "../records";
import type { TraceView } from "./view";

/** The statement that an op's place stands in. */
export function statementOf(view: TraceView, op: OpRecord): number {
  return view.span(op.span)?.kind === "expression" ? view.trace.statementOfSpan(op.span) : op.span;
}

/** Undefined where its place was visited once. */
export function visitOf(view: TraceView, op: OpRecord): Visit | undefined {
  const statement = statementOf(view, op);
  const of = statement < 0 ? 1 : view.trace.visitsOf(statement);
  return of > 1 ? { at: op.visit + 1, of } : undefined;
}

/** Undefined where a tensor has but one recorded state. */
export function stateNumberOf(view: TraceView, record: ValueRecord): Visit | undefined {
  const before = statesBefore(view, record, -1);
  const newest = view.value(record.tensor?.observerId ?? -1);
  const after = newest === undefined || newest.id === record.id ? 0 : statesBefore(view, newest, record.id);
  const of = before + after;
  return of > 1 ? { at: before, of } : undefined;
}

/** How many states of a tensor there are up to this one, back to the one before which `end` was. */
function statesBefore(view: TraceView, record: ValueRecord, end: number): number {
  let count = 0;
  for (let each: ValueRecord | undefined = record; each !== undefined && each.id !== end; count++) {
    each = each.previous < 0 ? undefined : view.value(each.previous);
  }
  return count;
}
