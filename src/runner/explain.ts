// Our one line under PyTorch's message: the operands of the failing expression by their names and shapes, and what
// does not fit. The message is PyTorch's own and stays untouched.

import type { SourceRange } from "../protocol/data";
import { isIdentifier, lookUp, valueAtSpans } from "../trace/query/places";
import { shapeText } from "../trace/query/text";
import type { TraceView } from "../trace/query/view";

export interface Operand {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Where it got its shape: where it was bound, else where it was computed. */
  readonly range: SourceRange | null;
}

/** The tensors in an expression that was just evaluated, outermost first in each operand, in source order. */
export function operandsAt(view: TraceView, span: number): Operand[] {
  const whole = view.span(span);
  if (whole === undefined) return [];
  const { trace } = view;
  const { events } = trace;
  const inside: number[] = [];
  trace.spans.forEach((info, id) => {
    if (info.file !== whole.file || info.kind !== "expression" || id === span) return;
    if (info.start >= whole.start && info.end <= whole.end && info.end - info.start < whole.end - whole.start) {
      inside.push(id);
    }
  });
  const lengthOf = (id: number): number => {
    const info = view.span(id);
    return info === undefined ? 0 : info.end - info.start;
  };
  inside.sort((a, b) => lengthOf(b) - lengthOf(a));
  const start = lastStatementRow(view, whole.statement);
  const taken: { start: number; end: number; operand: Operand }[] = [];
  for (const id of inside) {
    const info = view.span(id);
    if (info === undefined || taken.some((each) => info.start < each.end && each.start < info.end)) continue;
    const name = view.text(id, 30);
    const found = isIdentifier(name)
      ? lookUp(view, name, Math.max(0, start), events.rows, whole.scope)
      : valueAtSpans(view, new Set([id]), Math.max(0, start), events.rows);
    const record = found === null || found.value === null ? undefined : view.value(found.value);
    if (found === null || record === undefined) continue;
    taken.push({
      start: info.start,
      end: info.end,
      operand: { name, shape: record.shape, dtype: record.dtype.name, range: view.range(found.span) },
    });
  }
  return taken.sort((a, b) => a.start - b.start).map(({ operand }) => operand);
}

function lastStatementRow(view: TraceView, statement: number): number {
  const { events } = view.trace;
  for (let row = events.rows - 1; row >= 0; row--) if (events.span.at(row) === statement) return row;
  return -1;
}

/** The explanation of a message, or null where the operands say nothing. */
export function explain(message: string, operands: readonly Operand[]): string | null {
  if (operands.length === 0) return null;
  const shapes = operands.map(({ name, shape }) => `${name} is ${shapeText(shape)}`).join(", ");
  const reason = reasonOf(message, operands);
  return reason === null ? shapes : `${shapes}; ${reason}`;
}

function reasonOf(message: string, operands: readonly Operand[]): string | null {
  const product = /mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)/.exec(message);
  if (product !== null) return `the inner sizes ${product[2]} and ${product[3]} must match`;
  const sizes =
    /The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at non-singleton dimension (\d+)/.exec(
      message,
    );
  if (sizes !== null) {
    return `in dimension ${sizes[3]} the sizes ${sizes[1]} and ${sizes[2]} must be equal, or one of them 1`;
  }
  const [first, second] = operands;
  if (/size mismatch|inconsistent tensor size|Expected size for first two dimensions/.test(message)) {
    const inner = first?.shape[first.shape.length - 1];
    const outer = second?.shape[Math.max(0, second.shape.length - 2)];
    if (inner !== undefined && outer !== undefined && inner !== outer) {
      return `the inner sizes ${inner} and ${outer} must match`;
    }
  }
  const view = /shape '\[(.*)\]' is invalid for input of size (\d+)/.exec(message);
  if (view !== null) {
    const wanted = (view[1] ?? "").split(",").map(Number);
    const known = wanted.filter((size) => size >= 0).reduce((product, size) => product * size, 1);
    return wanted.includes(-1)
      ? `its ${view[2]} elements cannot be divided by ${known}`
      : `it has ${view[2]} elements, [${view[1]}] has ${known}`;
  }
  const dtypes = new Set(operands.map(({ dtype }) => dtype));
  if (/dtype|expected scalar type|same type/i.test(message) && dtypes.size > 1) {
    return operands.map(({ name, dtype }) => `${name} has dtype ${dtype}`).join(", ");
  }
  return null;
}
