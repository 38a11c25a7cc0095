// Why a cell has its value: finds the op that made it and lets that op's rule write the explanation.

import type { Why, WhyOperand } from "../../../protocol/why";
import { Kind } from "../../events";
import type { OpRecord } from "../../records";
import { parameterNames } from "../modules";
import type { TraceView } from "../view";
import { OpCall, read } from "./call";
import { LOSSES } from "./losses";
import { NORMALISATIONS } from "./normalisations";
import { POINTWISE, type Rule } from "./pointwise";
import { PRODUCTS } from "./products";
import { REDUCTIONS } from "./reductions";
import { SELECTIONS } from "./selections";
import { WINDOWS } from "./windows";
import { type Used, Writer } from "./writer";

const RULES: Readonly<Record<string, Rule>> = {
  ...POINTWISE,
  ...PRODUCTS,
  ...REDUCTIONS,
  ...SELECTIONS,
  ...WINDOWS,
  ...NORMALISATIONS,
  ...LOSSES,
};

/** Null for a leaf, for an op without a rule, and where an operand's elements are gone. */
export function why(view: TraceView, value: number, index: readonly number[]): Why | null {
  const found = makerOf(view, value);
  const data = view.data(value);
  if (found === null || data === null || index.length !== data.shape.length) return null;
  const { op, output } = found;
  const rule = Object.hasOwn(RULES, op.declaration.name) ? RULES[op.declaration.name] : undefined;
  const writer = new Writer();
  const call = new OpCall(view, op, { id: value, data }, output);
  if (rule === undefined || !rule(call, index, writer)) return null;
  return {
    value,
    index,
    op: op.declaration.name,
    formula: writer.formula,
    lines: writer.lines,
    numbers: Float64Array.from(writer.numbers),
    operands: writer.used.map((used) => describe(view, used)),
    terms: Float64Array.from(writer.terms),
    result: read(call.result, index),
    range: view.range(op.span),
  };
}

/** The op that gave a value, and as which of its results. */
function makerOf(view: TraceView, value: number): { op: OpRecord; output: number } | null {
  const record = view.value(value);
  if (record === undefined) return null;
  const { events, ops } = view.trace;
  // A result is first seen by the very event that tells of its op.
  const row = events.rowOf(record.event);
  const op = events.kind.at(row) === Kind.op ? ops.get(events.a.at(row)) : undefined;
  const output = op?.outputs.indexOf(value) ?? -1;
  return op === undefined || output < 0 ? null : { op, output };
}

/** The values that an explanation reads: to be brought back where they were let go. */
export function whyReads(view: TraceView, value: number): readonly number[] {
  return [value, ...(makerOf(view, value)?.op.inputs ?? [])];
}

function describe(view: TraceView, { name, operand, marked, count }: Used): WhyOperand {
  const { id, data } = operand;
  const info = view.info(id);
  const record = view.value(id);
  const parameter = record?.tensor == null ? undefined : parameterNames(view).get(record.tensor);
  const maker = makerOf(view, id);
  return {
    name,
    value: id,
    title: parameter ?? view.nameOf(id) ?? (maker === null ? "" : view.text(maker.op.span, 40)),
    shape: data.shape,
    dtype: data.dtype,
    node: info?.node ?? null,
    gradFn: info?.gradFn ?? null,
    range: maker === null ? null : view.range(maker.op.span),
    marked,
    count,
  };
}
