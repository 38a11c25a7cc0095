// What the program bound and printed at its top level, in the order in which it happened. Of what a loop bound again
// and again the last binding stands for all; of what it printed, the first and the last lines.

import type { OutputRow } from "../../protocol/data";
import { Kind } from "../events";
import { PRINT_LINES, type TraceView } from "./view";

/** Printed rows of one statement that are listed at either end. */
const PRINTED_ENDS = 20;

export function outputs(view: TraceView): OutputRow[] {
  const { trace } = view;
  const { events } = trace;
  const lastBind = new Map<number, number>();
  const prints = new Map<number, number>();
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind.at(row);
    const span = events.span.at(row);
    if ((kind === Kind.bindTensor || kind === Kind.bindObject) && view.isTopLevel(row)) lastBind.set(span, row);
    if (kind === Kind.print) prints.set(span, (prints.get(span) ?? 0) + 1);
  }
  const rows: OutputRow[] = [];
  const printed = new Map<number, number>();
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind.at(row);
    const span = events.span.at(row);
    const range = view.range(span);
    if (range === null) continue;
    if (kind === Kind.print) {
      const visits = prints.get(span) ?? 1;
      const visit = (printed.get(span) ?? 0) + 1;
      printed.set(span, visit);
      if (visit > PRINTED_ENDS && visit <= visits - PRINTED_ENDS) continue;
      const text = trace.texts[events.a.at(row)] ?? "";
      rows.push({ kind: "printed", event: events.number.at(row), range, visit, visits, text });
    } else if (lastBind.get(span) === row) rows.push(boundRow(view, row));
  }
  return rows;
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
    return { ...common, text: view.print(b), tensor: view.info(b), digest: view.digest(b), type: "tensor" };
  }
  const value = trace.objects[b];
  const type = inspector.kindOf(value);
  return { ...common, text: inspector.repr(value, PRINT_LINES), tensor: null, digest: null, type };
}
