// What the interpreter and the engine tell about a run while it goes on. One recorder serves one run.
// The interpreter owns span ids (indices into its span table) and passes values as they are; what is kept,
// snapshotted or let go is the recorder's decision. A run never depends on what its recorder does.

import type { EngineObserver } from "../engine/observer";

/** What a span is, so that queries can tell a statement from the expressions in it. */
export type SpanKind =
  | "statement"
  | "expression"
  | "function"
  | "class"
  | "lambda"
  | "comprehension"
  | "module"
  | "loop";

/** One row of the interpreter's span table: spans are numbered once per program and mean the same in every replay. */
export interface SpanInfo {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly kind: SpanKind;
  /** Name of the function, class, or module that the span lies in, dotted: "Linear.forward". */
  readonly scope: string;
  /** The enclosing statement's span id; -1 for a module. */
  readonly statement: number;
  /** True for the prelude's own text: folded away in what people see. */
  readonly library: boolean;
}

/** Events of the language. Ids count from 0. Calls are nested: every enterCall has its leaveCall, in error too. */
export interface LanguageRecorder extends Counters {
  /**
   * The statement that runs now is not recorded at this visit: values and bindings need not be reported, but names of
   * a module are noted. When recording sets in again, the recorder asks the host for what the names mean by then.
   */
  quiet: boolean;
  /** A name of a module was bound quietly. */
  note(span: number, name: string, namespace: unknown): void;
  /** Registers a span before it first occurs; called at compile time in increasing id order. */
  defineSpan(id: number, info: SpanInfo): void;
  /** A statement of the program (not of the prelude) is about to run. */
  statement(span: number): void;
  /** A name was bound, by assignment, loop target, import, def, class, with, argument or deletion (value undefined). */
  bind(span: number, name: string, value: unknown): void;
  /** A call returned its value, or an attribute or subscript load gave a tensor, at its expression's span. */
  value(span: number, value: unknown): void;
  /** A Python-level function is entered: its own span, the span of the call, and the frame, for the recording host. */
  enterCall(functionSpan: number, callSpan: number, frame: unknown): void;
  leaveCall(): void;
  /** A loop starts (turn 0 follows), starts its n-th turn, ends. */
  loopTurn(span: number, turn: number): void;
  /** A comprehension, within a statement, takes another item; it ends, and `quiet` is what it was before. */
  item(span: number): void;
  itemsEnd(quiet: boolean): void;
  /** One of a loop's last turns follows: it, and the spans after the loop's own to `last`, are recorded once more. */
  lastTurn(loop: number, last: number): void;
  /** Text went to stdout. */
  print(span: number, text: string): void;
  /** An exception was raised at this span (before any handler saw it). */
  raise(span: number, type: string, message: string): void;
}

/**
 * How generated code counts a visit in place, as `statement`, `loopTurn` and `item` of the trace do: it names these by
 * their names here. Of a span's four counts the first are its visits and the next recorded one, the others its turns.
 */
export interface Counters {
  readonly counts: Int32Array;
  statementSpan: number;
  visit: number;
  recordStatement(span: number, visit: number): void;
  recordTurn(span: number, visit: number, turn: number): void;
  recordItem(span: number, visit: number): void;
}

export interface Recorder extends LanguageRecorder, EngineObserver {}
