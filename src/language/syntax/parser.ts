// The parser: a .nnspec file's text to its syntax tree.

import type { Module } from "./ast";
import type { SyntaxProblem } from "./problem";
import type { SourceText } from "./source";

export type { SyntaxProblem } from "./problem";

export interface ParseResult {
  /** Complete when `errors` is empty; otherwise the statements that could be read. */
  readonly module: Module;
  readonly errors: SyntaxProblem[];
}

/** Parse a whole file. */
export function parseModule(source: SourceText): ParseResult {
  return { module: { kind: "Module", body: [], start: 0, end: source.text.length }, errors: [] };
}
