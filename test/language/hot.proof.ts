// The second tier, forced from the first call and turn on, prints and records what the first one does.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { thread } from "../../src/language/runtime/thread";
import { Run } from "../../src/runner/run";

const { hotAfter } = thread;

afterEach(() => {
  thread.hotAfter = hotAfter;
});

/** What a run printed and what its trace says, event by event: spans by their text, for they have other numbers. */
function traced(text: string, after: number): { stdout: string; stderr: string; events: string[] } {
  thread.hotAfter = after;
  const sources = [{ file: "main.py", text }];
  const run = new Run({ entry: "main.py", sources, seed: 0, limits: { seconds: 60, bytes: 4e9 } });
  run.execute();
  const { events, spans } = run.trace;
  const rows = Array.from({ length: events.rows }, (_, row) => {
    const span = spans[events.span.at(row)];
    const place = span === undefined ? "" : `${span.kind} ${text.slice(span.start, span.end)}`;
    return [events.kind, events.frame, events.visit, events.a].map((column) => column.at(row)).join(" ") + place;
  });
  return { stdout: run.stdout, stderr: run.stderr, events: rows };
}

const folder = join(import.meta.dirname, "..", "programs", "python");
const programs = readdirSync(folder).filter((name) => name.endsWith(".py"));

describe("the second tier records what the first one does", () => {
  // From the first turn on nothing is known of the types, later on what they were.
  it.each(programs.map((file, i) => [file, i % 2 === 0 ? 1 : 3] as const))(
    "%s",
    (file, after) => {
      const text = readFileSync(join(folder, file), "utf8");
      const first = traced(text, Number.POSITIVE_INFINITY);
      const second = traced(text, after);
      expect([second.stdout, second.stderr]).toEqual([first.stdout, first.stderr]);
      expect(second.events.length).toBe(first.events.length);
      const differs = second.events.findIndex((event, i) => event !== first.events[i]);
      expect(second.events[differs]).toEqual(first.events[differs]);
      // Two whole runs with their traces: some of these programs take seconds.
    },
    60_000,
  );
});
