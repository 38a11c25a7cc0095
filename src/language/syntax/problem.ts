// What is wrong with a program's syntax, as data; the words are CPython 3.11's where it has good ones.

export interface SyntaxProblem {
  readonly type: "SyntaxError" | "IndentationError" | "TabError";
  readonly message: string;
  /** The range to mark, in offsets. */
  readonly start: number;
  readonly end: number;
  /** The 1-based line that CPython names. */
  readonly line: number;
  /** What to do about it, where we know more than CPython says. */
  readonly hint?: string;
}
