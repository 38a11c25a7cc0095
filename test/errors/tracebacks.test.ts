// Failing snippets print the tracebacks that CPython prints (scripts/oracle/traceback-goldens.mjs): the frames with their
// source lines and the marks under the exact expression, causes and contexts, type, text and "Did you mean".
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runSource } from "../language/run";

const goldens = Object.entries(
  // Written by the script in this form.
  JSON.parse(readFileSync(join(__dirname, "goldens", "tracebacks.json"), "utf8")) as Record<string, string>,
);

/** Snippets that end otherwise, and why. */
const DIFFERING: ReadonlyMap<string, string> = new Map([
  ['raise ExceptionGroup("several", [ValueError(1), TypeError("t")])\n', "a group's tree is not drawn"],
]);

/** Of the snippets, so many in a hundred have the same last line, and so many the same traceback. */
const LEAST_EQUAL = 97;
const LEAST_WHOLE = 90;

function printed(snippet: string): string {
  const { outcome } = runSource(snippet);
  const text =
    outcome.kind === "raised" ? outcome.traceback : outcome.kind === "exit" ? `${outcome.message}\n` : outcome.kind;
  return text.replaceAll(/0x[0-9a-f]{6,}/g, "0x");
}

/** The type with its text, notes and all: what follows the last frame. */
const ending = (traceback: string): string => traceback.split(/^ {2}File ".*\n(?: {4}.*\n)*/m).at(-1) ?? "";

const MARKS = /^ +[~^]+$/;

/** Our text without the marks under lines that CPython leaves without any: ours tell more. */
function withoutMore(ours: string, golden: string): string {
  const theirs = golden.split("\n");
  const kept: string[] = [];
  for (const line of ours.split("\n")) {
    const isMore = MARKS.test(line) && !MARKS.test(theirs[kept.length] ?? "");
    if (!isMore) kept.push(line);
  }
  return kept.join("\n");
}

const results = goldens.map(([snippet, golden]) => ({ snippet, golden, ours: printed(snippet) }));
const different = results.filter(({ golden, ours }) => ending(golden) !== ending(ours));
const partly = results.filter(({ golden, ours }) => golden !== withoutMore(ours, golden));
const percentage = (wrong: readonly unknown[]): number => (100 * (results.length - wrong.length)) / results.length;
const shown = (list: typeof results): string =>
  list.map(({ snippet, golden, ours }) => `${snippet}--- CPython\n${golden}--- ours\n${ours}`).join("\n");

describe("a failing snippet prints CPython's traceback", () => {
  test("at least 200 are asked", () => {
    expect(results.length).toBeGreaterThanOrEqual(200);
  });

  test(`at least ${LEAST_EQUAL} % end with the same type and text`, () => {
    const count = results.length;
    console.log(`${count - different.length} of ${count} end alike, ${count - partly.length} are equal as a whole`);
    if (process.env.SHOW !== undefined) console.log(shown(process.env.SHOW === "all" ? partly : different));
    expect(percentage(different)).toBeGreaterThanOrEqual(LEAST_EQUAL);
    expect(shown(different.filter(({ snippet }) => !DIFFERING.has(snippet)))).toBe("");
  });

  test(`at least ${LEAST_WHOLE} % have the same frames, source lines and marks`, () => {
    expect(percentage(partly)).toBeGreaterThanOrEqual(LEAST_WHOLE);
  });
}, 60_000);
