// What stands at a place in a source: the innermost expression that has a value, at one visit of its statement.
// Answers from the trace alone; it never runs code.

import type { HoverInfo } from "../../protocol/data";
import type { Queries } from "../../protocol/queries";
import type { SliceData } from "../../protocol/window";
import type { SpanInfo } from "../recorder";
import type { TensorData } from "./elements";
import {
  endOfStatement,
  type Found,
  isIdentifier,
  lookUp,
  rowOfVisit,
  spansAt,
  statementAt,
  valueAtSpans,
} from "./places";
import { sliceOf } from "./slice";
import { PRINT_LINES, type TraceView } from "./view";

/** The heat map of a hover shows no more rows and columns of the tensor than these, and so many elements of its facets. */
const MOST = { rows: 66, columns: 118, facets: 256, elements: 12_000 };

interface Place {
  readonly info: Pick<SpanInfo, "file" | "start" | "end" | "scope">;
  readonly statement: number;
  readonly found: Found;
  readonly visit: number;
  readonly visits: number;
}

export function hover(view: TraceView, request: Queries["hover"]["request"]): HoverInfo | null {
  const place = placeOf(view, request.file, request.offset, request.visit);
  return place === null ? null : describe(view, place);
}

function placeOf(view: TraceView, file: string, offset: number, visit: number | undefined): Place | null {
  const tried = new Set<string>();
  for (const id of spansAt(view, file, offset)) {
    const info = view.span(id);
    if (info === undefined || info.kind !== "expression") continue;
    const key = `${info.start}:${info.end}`;
    if (tried.has(key)) continue;
    tried.add(key);
    const place = placeOfSpan(view, info, visit);
    if (place !== null) return place;
  }
  return placeOfWord(view, file, offset, visit);
}

/** A name without a span of its own: a parameter of a function, a base class. */
function placeOfWord(view: TraceView, file: string, offset: number, visit: number | undefined): Place | null {
  const text = view.sources.get(file) ?? "";
  let start = offset;
  let end = offset;
  while (start > 0 && isIdentifier(`_${text[start - 1]}`)) start--;
  while (end < text.length && isIdentifier(`_${text[end]}`)) end++;
  const word = text.slice(start, end);
  if (!isIdentifier(word) || text[start - 1] === ".") return null;
  const statement = statementAt(view, file, offset);
  const info = view.span(statement);
  if (info === undefined) return null;
  return placeOfName(view, { file, start, end, scope: info.scope }, statement, word, new Set(), visit);
}

function placeOfSpan(view: TraceView, info: SpanInfo, visit: number | undefined): Place | null {
  const statement = info.statement;
  const same = new Set<number>();
  view.trace.spans.forEach((each, id) => {
    if (each.start === info.start && each.end === info.end && each.file === info.file) same.add(id);
  });
  const text = (view.sources.get(info.file) ?? "").slice(info.start, info.end);
  if (isIdentifier(text)) return placeOfName(view, info, statement, text, same, visit);
  const window = windowOf(view, statement, visit);
  if (window === null) return null;
  const found = valueAtSpans(view, same, window.row, window.end);
  return found === null ? null : { info, statement, found, visit: window.visit, visits: window.visits };
}

function placeOfName(
  view: TraceView,
  info: Place["info"],
  statement: number,
  name: string,
  same: ReadonlySet<number>,
  visit: number | undefined,
): Place | null {
  const window = windowOf(view, statement, visit);
  if (window === null) return null;
  // Where the name is a target, what it was bound to there; else what it meant when the statement began.
  const found =
    valueAtSpans(view, same, window.row, window.end) ??
    lookUp(view, name, window.row, window.row + 1, info.scope) ??
    lookUp(view, name, window.row, window.end, info.scope);
  return found === null ? null : { info, statement, found, visit: window.visit, visits: window.visits };
}

function windowOf(
  view: TraceView,
  statement: number,
  visit: number | undefined,
): { row: number; end: number; visit: number; visits: number } | null {
  const visits = view.trace.visitsOf(statement);
  if (visits === 0) return null;
  const wanted = Math.min(Math.max(1, visit ?? visits), visits);
  const row = rowOfVisit(view, statement, wanted - 1);
  if (row < 0) return null;
  return { row, end: endOfStatement(view, row), visit: view.trace.events.visit.at(row) + 1, visits };
}

function pictureOf(data: TensorData): SliceData {
  const maxRows = Math.min(MOST.rows, data.shape.at(-2) ?? 1);
  const maxColumns = Math.min(MOST.columns, data.shape.at(-1) ?? 1);
  const facets = Math.floor(MOST.elements / Math.max(1, maxRows * maxColumns));
  return sliceOf(data, { maxRows, maxColumns, maxFacets: Math.max(1, Math.min(MOST.facets, facets)) });
}

function describe(view: TraceView, place: Place): HoverInfo {
  const { info, found, visit, visits } = place;
  const { inspector } = view;
  const text = (view.sources.get(info.file) ?? "").slice(info.start, info.end).replace(/\s+/g, " ");
  const base = {
    range: view.rangeIn(info.file, info.start, info.end),
    expression: text.length > 80 ? `${text.slice(0, 79)}…` : text,
    visit,
    visits,
  };
  const { value } = found;
  if (value === null) {
    const kind = inspector.kindOf(found.object);
    return {
      ...base,
      type: inspector.typeName(found.object),
      tensor: null,
      digest: null,
      slice: null,
      gradient: null,
      gradientDigest: null,
      byDebugger: false,
      print: inspector.repr(found.object, PRINT_LINES),
      doc: kind === "module" ? inspector.doc(inspector.typeName(found.object)) : inspector.doc(text),
    };
  }
  const data = view.data(value);
  const gradient = view.gradient(value);
  const producer = view.trace.ops.get(view.trace.nodes.get(view.info(value)?.node ?? -1)?.op ?? -1);
  return {
    ...base,
    type: "Tensor",
    tensor: view.info(value),
    digest: view.digestAtOnce(value),
    slice: data === null ? null : pictureOf(data),
    gradient: gradient === null ? null : view.info(gradient.value),
    gradientDigest: gradient === null ? null : view.digestAtOnce(gradient.value),
    byDebugger: gradient?.byDebugger ?? false,
    print: view.print(value),
    doc: producer === undefined ? null : inspector.doc(producer.declaration.name),
  };
}
