// The steps of a run that a person goes through: the statements at the top level of the program, each time they ran.

import type { Steps } from "../../protocol/steps";
import { Kind } from "../events";
import type { TraceView } from "./view";

/** Steps past this are thinned out: a slider has no more places. */
const MOST_STEPS = 20_000;

export function stepsOf(view: TraceView): Steps {
  const { events } = view.trace;
  const rows: number[] = [];
  const ticks: number[] = [];
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind.at(row);
    if (kind === Kind.turn || kind === Kind.print) {
      if (view.isTopLevel(row) && ticks.at(-1) !== rows.length && (kind === Kind.print || events.a.at(row) >= 0)) {
        ticks.push(rows.length);
      }
    } else if (kind === Kind.statement && view.isTopLevel(row)) rows.push(row);
  }
  const every = Math.ceil(rows.length / MOST_STEPS);
  const kept = rows.filter((_, i) => i % every === 0 || i === rows.length - 1);
  const lineOf = (row: number): number => view.range(events.span.at(row))?.line ?? 0;
  return {
    lines: Int32Array.from(kept, lineOf),
    // A step is done when the next one begins; the last one when the run has ended.
    ends: Int32Array.from(kept, (row, i) => {
      const next = kept[i + 1];
      return next === undefined ? -1 : Math.max(events.number.at(row), events.number.at(next) - 1);
    }),
    visits: Int32Array.from(kept, (row) => events.visit.at(row)),
    // What is printed in the last step is counted after it.
    ticks: Int32Array.from(new Set(ticks.map((tick) => Math.min(kept.length - 1, Math.floor(tick / every))))),
  };
}
