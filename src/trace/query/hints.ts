// Inlay hints of a file: the shape after every name that was bound to a tensor, and how often a loop turned.

import type { InlayShape } from "../../protocol/data";
import { Kind } from "../events";
import { shapeText } from "./text";
import type { TraceView } from "./view";

export function hints(view: TraceView, file: string): InlayShape[] {
  const { trace } = view;
  const { events } = trace;
  const last = new Map<number, number>();
  const various = new Set<number>();
  const loops = new Set<number>();
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind.at(row);
    if (kind !== Kind.bindTensor && kind !== Kind.turn) continue;
    const span = events.span.at(row);
    if (view.span(span)?.file !== file) continue;
    if (kind === Kind.turn) {
      loops.add(span);
      continue;
    }
    const value = events.b.at(row);
    const before = last.get(span);
    if (before !== undefined && labelOf(view, before) !== labelOf(view, value)) various.add(span);
    last.set(span, value);
  }
  const shapes: InlayShape[] = [];
  for (const [span, value] of last) {
    const info = view.span(span);
    const record = view.value(value);
    if (info === undefined || record === undefined) continue;
    const visits = trace.visitsOf(info.statement);
    const often = visits > 1 ? `, the last of ${visits} visits` : "";
    const differ = various.has(span) ? "; other visits had other shapes" : "";
    shapes.push({
      file,
      offset: info.end,
      label: various.has(span) ? `${labelOf(view, value)} …` : labelOf(view, value),
      tooltip: `torch.${record.dtype.name} ${shapeText(record.shape)}${often}${differ}`,
    });
  }
  const text = view.sources.get(file) ?? "";
  for (const span of loops) {
    const info = view.span(span);
    if (info === undefined) continue;
    const turns = trace.visitsOf(span);
    shapes.push({
      file,
      offset: endOfHeader(text, info.start),
      label: `×${turns}`,
      tooltip: turns === 1 ? "The loop turned once." : `The loop turned ${turns} times.`,
    });
  }
  return shapes.sort((a, b) => a.offset - b.offset);
}

function labelOf(view: TraceView, value: number): string {
  const record = view.value(value);
  if (record === undefined) return "";
  return shapeText(record.shape) + (record.dtype.name === "float32" ? "" : ` ${record.dtype.short}`);
}

/** After the colon that ends a loop's header: the first one outside brackets and strings. */
function endOfHeader(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (c === "(" || c === "[" || c === "{") depth++;
    else if (c === ")" || c === "]" || c === "}") depth--;
    else if (c === '"' || c === "'") {
      const close = text.indexOf(c, i + 1);
      if (close < 0) return i;
      i = close;
    } else if (c === ":" && depth === 0) return i + 1;
    else if (c === "\n" && depth === 0) return i;
  }
  return text.length;
}
