// The parameters of a run's modules as they are now, with their gradients: the program's own .grad, else the one
// that the debugger computed aside.

import type { Digest, GradientState, ParameterRow } from "../../protocol/data";
import { type ParameterEntry, parameterEntries } from "./modules";
import type { TraceView } from "./view";
import { stateNumberOf } from "./visits";

/** Below this share of the value's largest element a gradient changes nothing that float32 could hold. */
const TINY = 1e-7;

export function parameters(view: TraceView): ParameterRow[] {
  return parameterEntries(view).flatMap((entry) => {
    const row = parameterRow(view, entry);
    return row === null ? [] : [row];
  });
}

function parameterRow(view: TraceView, entry: ParameterEntry): ParameterRow | null {
  const { trace } = view;
  const { tensor } = entry;
  const id = trace.queriedId(tensor);
  const value = view.info(id);
  const digest = view.digest(id);
  if (value === null || digest === null) return null;
  const aside = tensor.gradAccumulator === null ? null : view.gradientOf(tensor.gradAccumulator, 0);
  const byDebugger = tensor.grad === null && (aside?.byDebugger ?? false);
  const gradientId = tensor.grad !== null ? trace.queriedId(tensor.grad) : byDebugger ? (aside?.value ?? null) : null;
  const gradientDigest = gradientId === null ? null : view.digest(gradientId);
  const record = view.value(id);
  return {
    root: entry.root,
    rootClass: entry.rootClass,
    name: entry.name,
    ownerClass: entry.ownerClass,
    value,
    digest,
    gradient: gradientId === null ? null : view.info(gradientId),
    gradientDigest,
    gradientState: stateOf(view, tensor.requiresGrad, digest, gradientDigest),
    byDebugger,
    range: view.range(entry.span),
    state: record === undefined ? undefined : stateNumberOf(view, record),
  };
}

function stateOf(view: TraceView, requiresGrad: boolean, value: Digest, gradient: Digest | null): GradientState {
  if (!requiresGrad) return "frozen";
  if (gradient === null) return backwardRan(view) ? "none" : "not called";
  if (gradient.n > 0 && gradient.zeros === gradient.n) return "zero";
  const largest = largestOf(gradient);
  return largest > 0 && largest < TINY * Math.max(1, largestOf(value)) && gradient.nan === 0 ? "tiny" : "ok";
}

/** Whether any gradient reached anything, the program's own or one by the debugger. */
export function backwardRan(view: TraceView): boolean {
  if (view.trace.gradientCount > 0) return true;
  return view.trace.nodes.items.some((node) => node.gradients !== null);
}

function largestOf(digest: Digest): number {
  const [min = 0, max = 0] = digest.stats;
  if (digest.posinf + digest.neginf > 0) return Number.POSITIVE_INFINITY;
  return Math.max(Math.abs(min), Math.abs(max));
}
