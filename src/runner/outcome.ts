// How a run ended, as people see it: a status, an exit code, what goes to stderr, and problems on exact ranges.

import type { Outcome, Place } from "../language/interpreter";
import type { Problem, RunStatus, SourceRange } from "../protocol/data";
import type { TraceView } from "../trace/query/view";
import { explain, operandsAt } from "./explain";

export interface DescribedOutcome {
  readonly status: RunStatus;
  readonly code: number;
  readonly stderr: string;
  readonly problems: readonly Problem[];
}

export function describeOutcome(outcome: Outcome, view: TraceView): DescribedOutcome {
  switch (outcome.kind) {
    case "ok":
      return { status: "ok", code: 0, stderr: "", problems: [] };
    case "exit": {
      const stderr = outcome.message === "" ? "" : `${outcome.message}\n`;
      return {
        status: outcome.code === 0 ? "ok" : "raised",
        code: outcome.code,
        stderr,
        problems: exitProblems(outcome, view),
      };
    }
    case "raised":
      return { status: "raised", code: 1, stderr: outcome.traceback, problems: raisedProblems(outcome, view) };
    case "refused":
      return {
        status: "refused",
        code: 2,
        stderr: withPlace(outcome.message, outcome.place, view),
        problems: [problem(view, "nnspec", outcome.message, null, outcome.place)],
      };
    case "limited": {
      const stopped = outcome.limit === "stopped";
      return {
        status: stopped ? "stopped" : "limited",
        code: 3,
        stderr: withPlace(`nnspec: ${outcome.message}`, outcome.place, view),
        problems: stopped ? [] : [problem(view, "nnspec", outcome.message, null, outcome.place, "warning")],
      };
    }
  }
}

function exitProblems(outcome: Extract<Outcome, { kind: "exit" }>, view: TraceView): Problem[] {
  if (outcome.code === 0) return [];
  const { raises } = view.trace;
  const last = raises[raises.length - 1];
  const info = last === undefined ? undefined : view.span(last.span);
  const place =
    info === undefined ? null : { file: info.file, start: info.start, end: info.end, span: last?.span ?? -1 };
  return [problem(view, "SystemExit", outcome.message || String(outcome.code), null, place, "info")];
}

function raisedProblems(outcome: Extract<Outcome, { kind: "raised" }>, view: TraceView): Problem[] {
  if (outcome.problems.length > 0 && outcome.place !== null) {
    const { file } = outcome.place;
    return outcome.problems.map(({ type, message, start, end, hint }) =>
      problem(view, type, message, hint ?? null, { file, start, end, span: -1 }),
    );
  }
  const place = innermost(outcome);
  if (place === null) return [problem(view, outcome.type, outcome.message, null, null)];
  const operands = operandsAt(view, place.span);
  const explanation = explain(outcome.message, operands);
  const related = operands.flatMap(({ name, shape, range }) =>
    range === null ? [] : [{ range, message: `${name} got its shape [${shape.join(", ")}] here` }],
  );
  for (const call of outcome.chain) {
    if (call.span !== place.span) related.push({ range: rangeOf(view, call), message: "called from here" });
  }
  return [{ ...problem(view, outcome.type, outcome.message, explanation, place), related }];
}

function innermost(outcome: Extract<Outcome, { kind: "raised" }>): Place | null {
  return outcome.chain[outcome.chain.length - 1] ?? outcome.place;
}

function problem(
  view: TraceView,
  type: string,
  message: string,
  explanation: string | null,
  place: Place | null,
  severity: Problem["severity"] = "error",
): Problem {
  return { severity, type, message, explanation, range: rangeOf(view, place), related: [] };
}

/** A place as lines and columns; the first line of the entry where nothing is known. A library's place is its caller's. */
function rangeOf(view: TraceView, place: Place | null): SourceRange {
  if (place === null || !view.sources.has(place.file)) return userRange(view);
  return view.rangeIn(place.file, place.start, place.end);
}

/** Where the program itself was last: the statement of the last event. */
function userRange(view: TraceView): SourceRange {
  const { events } = view.trace;
  for (let row = events.rows - 1; row >= 0; row--) {
    const range = view.range(events.span.at(row));
    if (range !== null) return range;
  }
  const text = view.sources.get(view.entry) ?? "";
  const end = text.indexOf("\n");
  return view.rangeIn(view.entry, 0, end < 0 ? text.length : end);
}

function withPlace(message: string, place: Place | null, view: TraceView): string {
  const range = rangeOf(view, place);
  return `  File "${range.file}", line ${range.line}\n${message}\n`;
}
