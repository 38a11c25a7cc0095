// What the program bound and printed at its top level, in the order in which it happened. Of what a loop bound again
// and again the last binding stands for all; of what it printed, the first and the last lines. A program of a hundred thousand
// statements lists the first and the last of its outputs: each has a text, and no list of them all is read.

import type { OutputRow } from "../../protocol/data";
import { Kind } from "../events";
import { PRINT_LINES, type TraceView } from "./view";

/** Printed rows of one statement that are listed at either end. */
const PRINTED_ENDS = 20;

/** Outputs that are listed at either end of the run. */
const LISTED_ENDS = 5000;

export function outputs(view: TraceView): OutputRow[] {
  const found = outputEvents(view);
  const first = found.slice(0, LISTED_ENDS);
  const last = found.slice(Math.max(LISTED_ENDS, found.length - LISTED_ENDS));
  return [...first, ...last].map((output) => outputRow(view, output));
}

/** How many there are, whether or not all are listed. */
export function outputCount(view: TraceView): number {
  return outputEvents(view).length;
}

interface OutputEvent {
  readonly row: number;
  /** Of a print. */
  readonly visit: number;
  readonly visits: number;
}

function outputEvents(view: TraceView): OutputEvent[] {
  const { events } = view.trace;
  const lastBind = new Map<number, number>();
  const prints = new Map<number, number>();
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind.at(row);
    const span = events.span.at(row);
    if ((kind === Kind.bindTensor || kind === Kind.bindObject) && view.isTopLevel(row)) lastBind.set(span, row);
    if (kind === Kind.print) prints.set(span, (prints.get(span) ?? 0) + 1);
  }
  const found: OutputEvent[] = [];
  const printed = new Map<number, number>();
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind.at(row);
    const span = events.span.at(row);
    const isLastBind = lastBind.get(span) === row;
    if ((kind !== Kind.print && !isLastBind) || view.span(span)?.library !== false) continue;
    if (kind === Kind.print) {
      const visits = prints.get(span) ?? 1;
      const visit = (printed.get(span) ?? 0) + 1;
      printed.set(span, visit);
      if (visit > PRINTED_ENDS && visit <= visits - PRINTED_ENDS) continue;
      found.push({ row, visit, visits });
    } else found.push({ row, visit: 0, visits: 0 });
  }
  return found;
}

function outputRow(view: TraceView, { row, visit, visits }: OutputEvent): OutputRow {
  const { events, texts } = view.trace;
  if (events.kind.at(row) !== Kind.print) return boundRow(view, row);
  const range = view.range(events.span.at(row)) ?? view.rangeIn(view.entry, 0, 0);
  return { kind: "printed", event: events.number.at(row), range, visit, visits, text: texts[events.a.at(row)] ?? "" };
}

function boundRow(view: TraceView, row: number): OutputRow {
  const { trace, inspector } = view;
  const { events } = trace;
  const span = events.span.at(row);
  const statement = view.span(span)?.statement ?? -1;
  const common = {
    kind: "bound" as const,
    event: events.number.at(row),
    name: trace.names[events.a.at(row)] ?? "",
    range: view.range(span) ?? view.rangeIn(view.entry, 0, 0),
    visit: events.visit.at(row) + 1,
    visits: Math.max(1, trace.visitsOf(statement)),
  };
  const b = events.b.at(row);
  if (events.kind.at(row) === Kind.bindTensor) {
    return { ...common, text: view.print(b), tensor: view.info(b), digest: view.digestAtOnce(b), type: "tensor" };
  }
  const value = trace.objects[b];
  const type = inspector.kindOf(value);
  return { ...common, text: inspector.repr(value, PRINT_LINES), tensor: null, digest: null, type };
}
