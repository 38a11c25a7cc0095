// What values were before a person's edits. The changed run and the run itself are two runs of one program: a value that
// the program made has the same id in both, as long as both went the same way; one that a query met (a parameter after its
// last write, a gradient by the debugger) is found by who holds it.

import type { Before, Change } from "../protocol/what-if";
import { apartSteps } from "../trace/query/changed";
import { compareSteps } from "../trace/query/compare";
import { unknownDigest } from "../trace/query/digest";
import type { TensorData } from "../trace/query/elements";
import { names } from "../trace/query/names";
import { outputs } from "../trace/query/outputs";
import { parameters } from "../trace/query/parameters";
import { graphOf } from "../trace/query/tree";
import type { TraceView } from "../trace/query/view";
import { QUERIED } from "../trace/trace";
import type { Run } from "./run";

/** Elements that are compared to count what changed. */
const MOST_COUNTED = 50_000_000;

export function* beforeSteps(run: Run, values: readonly number[]): Generator<undefined, (Before | null)[]> {
  if (run.current === run) return values.map(() => null);
  const pairs = new Pairs(run);
  const found: (Before | null)[] = [];
  for (const value of values) {
    const old = pairs.oldOf(value);
    const apart = old === null ? null : yield* pairs.apart(value, old);
    if (old === null || apart === null) {
      found.push(null);
      continue;
    }
    const record = pairs.old.view.value(old);
    const digest = (yield* pairs.old.view.digestSteps(old)) ?? unknownDigest(record?.shape ?? [], "float32");
    found.push({ digest, apart: Float64Array.of(apart) });
  }
  return found;
}

export function* changeSteps(run: Run, value: number): Generator<undefined, Change | null> {
  if (run.current === run) return null;
  const pairs = new Pairs(run);
  const old = pairs.oldOf(value);
  if (old === null || (yield* pairs.apart(value, old)) === null) return null;
  const [before, after] = [pairs.dataOf(pairs.old, old), pairs.dataOf(pairs.now, value)];
  const digest = yield* pairs.old.view.digestSteps(old);
  if (before === null || after === null || digest === null) return null;
  const { view } = pairs.now;
  let comparison: Change["comparison"] = null;
  if (before.shape.join() === after.shape.join()) {
    const found = yield* compareSteps(after, before, { rtol: 1e-5, atol: 1e-8 });
    const { difference } = found;
    comparison = { ...found, difference: difference === null ? null : view.derive(difference) };
  }
  return { before: view.derive(before), digest, shape: before.shape, dtype: before.dtype, comparison };
}

/** How many of the values and the gradients that the lists show are others now. */
export function countChanged(run: Run): { values: number; gradients: number } {
  const { view } = run.current;
  const values = new Set<number>();
  const gradients = new Set<number>();
  const add = (to: Set<number>, id: number | null | undefined): void => {
    if (id !== null && id !== undefined) to.add(id);
  };
  for (const row of parameters(view)) {
    add(values, row.value.id);
    add(gradients, row.gradient?.id);
  }
  for (const row of outputs(view)) if (row.kind === "bound") add(values, row.tensor?.id);
  for (const node of graphOf(view, {}).nodes) {
    add(values, node.value);
    add(gradients, node.gradient);
  }
  const pairs = new Pairs(run);
  let left = MOST_COUNTED;
  const changed = (value: number): boolean => {
    const old = pairs.oldOf(value);
    left -= view.value(value)?.shape.reduce((n, size) => n * size, 1) ?? 0;
    if (old === null || left < 0) return false;
    const steps = pairs.apart(value, old);
    for (;;) {
      const { done, value: apart } = steps.next();
      if (done === true) return apart !== null;
    }
  };
  return { values: [...values].filter(changed).length, gradients: [...gradients].filter(changed).length };
}

/** The two runs at the moment that is shown, and which values of them belong together. */
class Pairs {
  readonly now: Run;
  readonly old: Run;
  private met: Map<number, number> | null = null;

  constructor(run: Run) {
    this.now = run.current.atCursor;
    this.old = run.unedited;
  }

  oldOf(value: number): number | null {
    if (value >= QUERIED) {
      this.met ??= pairUp(this.now.view, this.old.view);
      return this.met.get(value) ?? null;
    }
    const [now, old] = [this.now.view.value(value), this.old.view.value(value)];
    return now !== undefined && old !== undefined && now.event === old.event && now.dtype === old.dtype ? value : null;
  }

  dataOf(run: Run, value: number): TensorData | null {
    run.recover([value]);
    return run.view.data(value);
  }

  /** See apartSteps; null, too, where the elements are not there. */
  *apart(value: number, old: number): Generator<undefined, number | null> {
    const [now, before] = [this.dataOf(this.now, value), this.dataOf(this.old, old)];
    return now === null || before === null ? null : yield* apartSteps(now, before);
  }
}

function pairUp(now: TraceView, old: TraceView): Map<number, number> {
  const [mine, theirs] = [holders(now), holders(old)];
  const pairs = new Map<number, number>();
  for (const [holder, value] of mine) {
    const other = theirs.get(holder);
    if (other !== undefined) pairs.set(value, other);
  }
  return pairs;
}

/** Values by who holds them. */
function holders(view: TraceView): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of parameters(view)) {
    found.set(`parameter ${row.root}.${row.name}`, row.value.id);
    if (row.gradient !== null) found.set(`gradient ${row.root}.${row.name}`, row.gradient.id);
  }
  names(view, {}).forEach((frame) => {
    for (const { name, tensor } of frame.names) if (tensor !== null) found.set(`name ${name}`, tensor.id);
  });
  outputs(view).forEach((row) => {
    if (row.kind === "bound" && row.tensor !== null) found.set(`bound ${row.name} ${row.event}`, row.tensor.id);
  });
  for (const node of view.trace.nodes.items) {
    for (let each = node.gradients; each !== null; each = each.previous) {
      if (each.byDebugger) found.set(`node ${node.id} ${each.outputNr}`, each.value);
    }
  }
  return found;
}
