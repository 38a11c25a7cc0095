// Runs a program again with some elements changed, as soon as the memory that holds them is first seen, and tells what
// that changed. The run itself stays: undoing is going back to it.

import type { SourceRange } from "../protocol/data";
import type { Edit, WhatIf } from "../protocol/what-if";
import type { ElementWrite } from "../trace/edits";
import { numberAt, numelOf, placeOf, type TensorData } from "../trace/query/elements";
import { names } from "../trace/query/names";
import { outputs } from "../trace/query/outputs";
import { indices } from "../trace/query/why/call";
import type { ValueRecord } from "../trace/records";
import { QUERIED } from "../trace/trace";
import { countChanged } from "./before";
import type { Run } from "./run";

/** Names that the answer lists. */
const MOST_CHANGED = 40;
const EDITABLE = new Set(["float32", "float64", "int64", "int32", "int16", "int8", "uint8", "bool"]);

export function whatIf(run: Run, edits: readonly Edit[]): WhatIf {
  if (edits.length === 0) {
    run.edit(null);
    return { status: "ok", message: "", changed: [], printed: [], values: 0, gradients: 0 };
  }
  const edited = run.edit(writesOf(run, edits));
  const { status, problems } = edited.state();
  const [problem] = problems;
  return {
    status,
    message: problem === undefined ? "" : `${problem.type}: ${problem.message}`,
    changed: changedNames(run, edited),
    printed: changedPrints(run, edited),
    ...countChanged(run),
  };
}

/** By the memory's id: what to write where. Later edits of an element win. */
function writesOf(run: Run, edits: readonly Edit[]): Map<number, ElementWrite[]> {
  const writes = new Map<number, ElementWrite[]>();
  for (const edit of edits) {
    const record = madeAs(run, edit.value);
    if (record !== undefined) run.recover([record.id]);
    const data = record === undefined ? null : run.view.data(record.id);
    if (record === undefined || data === null) {
      throw new Error("Only a value that the run itself has shown can be changed: put the cursor where it is made.");
    }
    if (!EDITABLE.has(data.dtype)) throw new Error(`Elements of ${data.dtype} cannot be changed here.`);
    const list = writes.get(record.bytes) ?? [];
    writes.set(record.bytes, list);
    list.push(...elementsOf(edit, data));
  }
  return writes;
}

/**
 * The state to change: the one that is shown under the cursor; at the end of the run, what the tensor was when it was made,
 * for nothing comes after its last state.
 */
function madeAs(run: Run, value: number): ValueRecord | undefined {
  const { trace } = run;
  let record = trace.record(value);
  while (
    record !== undefined &&
    record.previous >= 0 &&
    (run.current.atCursor === run.current || record.id >= QUERIED)
  ) {
    record = trace.record(record.previous);
  }
  return record === undefined ? undefined : trace.values.get(record.id);
}

function elementsOf(edit: Edit, data: TensorData): ElementWrite[] {
  if (edit.kind === "set") {
    const inside =
      edit.index.length === data.shape.length && edit.index.every((i, axis) => i < (data.shape[axis] ?? 0));
    if (!inside) throw new Error("The tensor has no such element.");
    return [{ place: placeOf(data, edit.index), to: edit.to }];
  }
  const random = normals(numelOf(data.shape));
  let at = 0;
  return Array.from(indices(data.shape), (index) => {
    const place = placeOf(data, index);
    const now = numberAt(data, place);
    const noise = random[at++] ?? 0;
    const to =
      edit.kind === "zero" ? 0 : edit.kind === "shift" ? now + edit.by : edit.kind === "scale" ? now * edit.by : noise;
    return { place, to };
  });
}

/** Normal deviates, the same each time: Box and Muller's, over a small generator. */
function normals(count: number): Float64Array {
  let state = 20_011;
  const uniform = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return Float64Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

/** Printed texts by the line that printed them and which of its prints they are. */
function changedPrints(before: Run, after: Run): WhatIf["printed"] {
  const prints = (run: Run) => outputs(run.view).filter((row) => row.kind === "printed");
  const key = ({ range, visit }: { range: SourceRange; visit: number }) => `${range.file} ${range.start} ${visit}`;
  const old = new Map(prints(before).map((row) => [key(row), row.text]));
  return prints(after).flatMap((row) => {
    const was = old.get(key(row));
    return was === undefined || was === row.text ? [] : [{ event: row.event, before: was }];
  });
}

function changedNames(before: Run, after: Run): WhatIf["changed"] {
  const texts = (run: Run) => new Map((names(run.view, {})[0]?.names ?? []).map(({ name, text }) => [name, text]));
  const [old, now] = [texts(before), texts(after)];
  const changed: { name: string; before: string; after: string }[] = [];
  for (const [name, text] of now) {
    const was = old.get(name);
    if (was !== undefined && was !== text && changed.length < MOST_CHANGED)
      changed.push({ name, before: was, after: text });
  }
  return changed;
}
