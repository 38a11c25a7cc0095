// Names and values by frame, innermost first: at a place in a source (its statement's last visit), or where the
// run ended.

import type { FrameNames } from "../../protocol/data";
import { Kind } from "../events";
import { endOfStatement, rowOfVisit, statementAt } from "./places";
import { PRINT_LINES, type TraceView } from "./view";

export function names(view: TraceView, request: { readonly file?: string; readonly offset?: number }): FrameNames[] {
  const { trace } = view;
  const { events } = trace;
  let end = events.rows;
  let frame = -1;
  let file = view.entry;
  if (request.file !== undefined && request.offset !== undefined) {
    file = request.file;
    const statement = statementAt(view, request.file, request.offset);
    const row = statement < 0 ? -1 : rowOfVisit(view, statement, trace.visitsOf(statement) - 1);
    if (row >= 0) {
      end = endOfStatement(view, row);
      frame = events.frame.at(row);
      if (view.isTopLevel(row, file)) frame = -1;
    }
  }
  const frames: FrameNames[] = [];
  if (frame >= 0) {
    // A function's span carries its own qualified name.
    const title = view.span(trace.frames.get(frame)?.functionSpan ?? -1)?.scope ?? file;
    frames.push(collect(view, title, end, (row) => events.frame.at(row) === frame));
  }
  frames.push(collect(view, file, end, (row) => view.isTopLevel(row, file)));
  return frames;
}

function collect(view: TraceView, title: string, end: number, belongs: (row: number) => boolean): FrameNames {
  const { trace, inspector } = view;
  const { events } = trace;
  const last = new Map<number, number>();
  const event = end >= events.rows ? events.total : events.number.at(end);
  for (let row = 0; row < Math.min(end, events.rows); row++) {
    const kind = events.kind.at(row);
    if (kind !== Kind.bindTensor && kind !== Kind.bindObject && kind !== Kind.unbind) continue;
    if (!belongs(row)) continue;
    if (kind === Kind.unbind) last.delete(events.a.at(row));
    else last.set(events.a.at(row), row);
  }
  return {
    title,
    names: [...last].map(([nameId, row]) => {
      const name = trace.names[nameId] ?? "";
      const span = events.span.at(row);
      const at = {
        range: view.range(span),
        visit: events.visit.at(row) + 1,
        visits: Math.max(1, trace.visitsOf(view.span(span)?.statement ?? -1)),
      };
      const b = events.b.at(row);
      if (events.kind.at(row) === Kind.bindTensor) {
        const value = trace.valueAt(b, event);
        const tensor = view.info(value);
        return { name, type: "tensor", text: view.print(value), tensor, digest: view.digestAtOnce(value), ...at };
      }
      const value = trace.objects[b];
      const text = inspector.repr(value, PRINT_LINES);
      return { name, type: inspector.kindOf(value), text, tensor: null, digest: null, ...at };
    }),
  };
}
