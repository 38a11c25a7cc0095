// The state of the run that goes on: where it is, how deep, what watches it. One run at a time has the module's one
// `thread`; an Interpreter sets it up before it runs and nothing else replaces it.

import type { LanguageRecorder } from "../../trace/recorder";
import type { SourceText } from "../syntax/source";
import type { SpanTable } from "./spans";
import type { PyModule } from "./value";

/** Calls and loop turns between two polls. */
export const POLL_INTERVAL = 64;

/** How deep Python calls may nest: CPython's default limit. */
export const RECURSION_LIMIT = 1000;

/** How many digits an int may have as text: CPython's default limit. */
export const MAX_DIGITS = 4300;

export interface Thread {
  /** The span of what runs now; an op event and a traceback read it. */
  span: number;
  depth: number;
  /** By depth: the span of the call that a function was entered from, for those who ask who called. */
  readonly calls: Int32Array;
  recursionLimit: number;
  /** Digits that an int may have as text; 0: any number. */
  maxDigits: number;
  /** Counts down to the next poll. */
  budget: number;
  /** Safepoint: may throw what no program can catch. */
  poll: () => void;
  recorder: LanguageRecorder | null;
  /** The exception that an except clause handles now, for `raise` and for chaining. */
  handled: object | null;
  spans: SpanTable;
  source: (file: string) => SourceText | undefined;
  write: (text: string) => void;
  writeError: (text: string) => void;
  /** Seconds since the epoch. */
  clock: () => number;
  /** The program's sys module, once it is imported: print writes to its stdout where that was exchanged. */
  system: PyModule | null;
  /** Calls of a function, or turns of a loop, until the second tier takes it over. A test may set it, for all runs. */
  hotAfter: number;
}

const noSpans: SpanTable = {
  define: () => -1,
  info: () => undefined,
  size: 0,
};

export const thread: Thread = {
  span: -1,
  depth: 0,
  // Deeper calls than these are counted, not kept.
  calls: new Int32Array(4096),
  recursionLimit: RECURSION_LIMIT,
  maxDigits: MAX_DIGITS,
  budget: POLL_INTERVAL,
  poll: () => {},
  recorder: null,
  handled: null,
  spans: noSpans,
  source: () => undefined,
  write: () => {},
  writeError: () => {},
  clock: () => 0,
  system: null,
  hotAfter: 500,
};

/** At loop turns and calls, and between statements where many follow each other, compiled or run. */
export function safepoint(): void {
  if (--thread.budget <= 0) {
    thread.budget = POLL_INTERVAL;
    thread.poll();
  }
}
