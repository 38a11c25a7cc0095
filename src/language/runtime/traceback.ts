// Tracebacks as CPython 3.11 prints them: frames with source lines and ^^^^ under the exact expression, causes and
// contexts, "Did you mean" (Lib/traceback.py). Frames of the library's own text are left out.

import type { SpanInfo } from "../../trace/recorder";
import { parseModule } from "../syntax/parser";
import { SourceText } from "../syntax/source";
import { type PyException, PyRaise } from "./errors";
import { exceptionText, str } from "./repr";
import { suggestion } from "./suggest";
import { PyList } from "./value";

export interface SourceLookup {
  readonly source: (file: string) => SourceText | undefined;
  readonly span: (id: number) => SpanInfo | undefined;
}

const CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n";

/** The whole text that an uncaught exception prints to stderr. */
export function formatTraceback(exception: PyException, lookup: SourceLookup): string {
  const parts: string[] = [];
  const seen = new Set<PyException>();
  for (let at: PyException | null = exception; at !== null; ) {
    seen.add(at);
    parts.unshift(formatOne(at, lookup));
    const next: PyException | null = at.cause ?? (at.suppressContext ? null : at.context);
    if (next === null || seen.has(next)) break;
    parts.unshift(at.cause !== null ? CAUSE : CONTEXT);
    at = next;
  }
  return parts.join("");
}

function formatOne(exception: PyException, lookup: SourceLookup): string {
  const frames = exception.traceback.filter((entry) => !entry.library).reverse();
  const lines: string[] = [];
  let repeated = 0;
  let last = "";
  for (const { span, scope } of frames) {
    const text = formatFrame(span, scope, lookup);
    repeated = text === last ? repeated + 1 : 0;
    last = text;
    if (repeated < 3) lines.push(text);
    else if (repeated === 3) lines.push("");
    if (repeated >= 3) {
      const count = repeated - 2;
      lines[lines.length - 1] = `  [Previous line repeated ${count} more time${count === 1 ? "" : "s"}]\n`;
    }
  }
  const head = lines.length === 0 ? "" : `Traceback (most recent call last):\n${lines.join("")}`;
  return `${head}${formatExceptionLine(exception)}\n`;
}

/** The last line: class, message, suggestion. */
export function formatExceptionLine(exception: PyException): string {
  const { cls } = exception;
  const name = cls.module === "builtins" || cls.module === "__main__" ? cls.qualname : `${cls.module}.${cls.qualname}`;
  const message = exceptionMessage(exception);
  const similar = suggestion(exception);
  const hint = similar === undefined ? "" : `. Did you mean: '${similar}'?`;
  const line = message === "" ? `${name}${hint}` : `${name}: ${message}${hint}`;
  const notes = exception.getOwn("__notes__");
  if (!(notes instanceof PyList)) return line;
  return line + notes.items.map((note) => `\n${str(note)}`).join("");
}

function exceptionMessage(exception: PyException): string {
  try {
    return exception.cls.lookup("__str__") === undefined ? exceptionText(exception) : str(exception);
  } catch (error) {
    if (error instanceof PyRaise) return "<exception str() failed>";
    throw error;
  }
}

function formatFrame(span: number, scope: string, lookup: SourceLookup): string {
  const info = lookup.span(span);
  const source = info === undefined ? undefined : lookup.source(info.file);
  if (info === undefined || source === undefined) return `  File "<unknown>", line ?, in ${scope}\n`;
  const line = source.lineAt(info.start);
  const text = source.lineText(line);
  const stripped = text.trim();
  let result = `  File "${info.file}", line ${line}, in ${scope}\n`;
  if (stripped === "") return result;
  result += `    ${stripped}\n`;
  const column = source.columnAt(info.start);
  const indent = text.length - text.trimStart().length;
  const end = Math.min(text.trimEnd().length, column + info.end - info.start);
  // Where the whole line is meant, only an operation has a mark.
  const whole = column <= indent && end >= text.trimEnd().length;
  const segment = text.slice(column, end);
  const anchors = source.lineAt(info.end) === line ? operatorIn(segment) : undefined;
  if (whole ? anchors !== undefined : info.kind !== "loop") {
    result += `    ${" ".repeat(column - indent)}${marks(Math.max(1, end - column), anchors)}\n`;
  }
  return result;
}

/** ^^^^ under an expression; of an operation the operator stands out: ~~~~^~~~ (Lib/traceback.py's anchors). */
function marks(length: number, anchors: readonly [number, number] | undefined): string {
  if (anchors === undefined) return "^".repeat(length);
  const [start, end] = anchors;
  return "~".repeat(start) + "^".repeat(end - start) + "~".repeat(Math.max(0, length - end));
}

function operatorIn(segment: string): readonly [number, number] | undefined {
  const { module, errors } = parseModule(new SourceText("", segment));
  const [statement] = module.body;
  if (errors.length > 0 || statement?.kind !== "Expr" || module.body.length > 1) return undefined;
  const { value } = statement;
  if (value.kind === "Subscript") return [value.value.end, value.slice.end + 1];
  if (value.kind !== "BinOp") return undefined;
  const between = segment.slice(value.left.end, value.right.start);
  const offset = between.length - between.trimStart().length;
  const start = value.left.end + offset;
  const next = between.charAt(offset + 1);
  return [start, next !== "" && next.trim() !== "" ? start + 2 : start + 1];
}
