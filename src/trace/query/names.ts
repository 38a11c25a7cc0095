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
    const functionSpan = trace.frames.get(frame)?.functionSpan ?? -1;
    frames.push(collect(view, titleOf(view, functionSpan), end, (row) => events.frame.at(row) === frame));
  }
  frames.push(collect(view, file, end, (row) => view.isTopLevel(row, file)));
  return frames;
}

/** "Linear.forward" of a function's span. */
function titleOf(view: TraceView, span: number): string {
  const info = view.span(span);
  if (info === undefined) return view.entry;
  const name = /^\s*(?:def|class)\s+([\p{L}\p{N}_]+)/u.exec(view.sources.get(info.file)?.slice(info.start) ?? "")?.[1];
  if (name === undefined || info.scope.endsWith(name)) return info.scope || "<lambda>";
  return info.scope === "" || info.scope === "<module>" ? name : `${info.scope}.${name}`;
}

function collect(view: TraceView, title: string, end: number, belongs: (row: number) => boolean): FrameNames {
  const { trace, inspector } = view;
  const { events } = trace;
  const last = new Map<number, number>();
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
      const range = view.range(events.span.at(row));
      const b = events.b.at(row);
      if (events.kind.at(row) === Kind.bindTensor) {
        const tensor = view.info(b);
        return { name, type: "tensor", text: view.print(b), tensor, digest: view.digest(b), range };
      }
      const value = trace.objects[b];
      const text = inspector.repr(value, PRINT_LINES);
      return { name, type: inspector.kindOf(value), text, tensor: null, digest: null, range };
    }),
  };
}
