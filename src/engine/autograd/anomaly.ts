// Anomaly mode: every node remembers where it was made, and a nan in a gradient is an error.
// Follows torch/csrc/autograd/anomaly_mode.cpp and engine.cpp.

import { runtimeError } from "../errors";
import { numbers } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import type { GradNode } from "./node";

/** Where a node was made, as the embedding language tells it, and the node whose backward made it. */
interface Origin {
  readonly place: unknown;
  readonly parent: GradNode | null;
}

/** What the embedding language does for the mode. */
export interface AnomalyHost {
  /** Where the program is. */
  place(): unknown;
  /** A node failed. `place` is null for one that was made while the mode was off. */
  report(name: string, place: unknown, isParent: boolean): void;
}

const silent: AnomalyHost = { place: () => null, report: () => {} };

let enabled = false;
let checksNan = true;
let host = silent;
let running: GradNode | null = null;
const origins = new WeakMap<GradNode, Origin>();

export function isAnomalyEnabled(): boolean {
  return enabled;
}

export function isNanChecked(): boolean {
  return checksNan;
}

export function setAnomalyEnabled(mode: boolean, checkNan: boolean): void {
  enabled = mode;
  checksNan = checkNan;
}

export function setAnomalyHost(value: AnomalyHost): void {
  host = value;
}

/** Called for each new node. */
export function rememberOrigin(node: GradNode): void {
  if (enabled) origins.set(node, { place: host.place(), parent: running });
}

/** Runs a node's backward: what fails in it is reported, what it gives is looked through. */
export function runWatched(node: GradNode, gradients: (Tensor | null)[]): (Tensor | null)[] {
  if (!enabled) return node.apply(gradients);
  const before = running;
  running = node;
  try {
    const results = node.apply(gradients);
    if (checksNan) checkNan(node, results);
    return results;
  } catch (error) {
    reportOrigins(node);
    throw error;
  } finally {
    running = before;
  }
}

function checkNan(node: GradNode, results: readonly (Tensor | null)[]): void {
  results.forEach((result, i) => {
    if (result?.dtype.isFloatingPoint === true && numbers(result).some(Number.isNaN)) {
      throw runtimeError(`Function '${node.name}' returned nan values in its ${i}th output.`);
    }
  });
}

function reportOrigins(failed: GradNode): void {
  const seen = new Set<GradNode>();
  for (let node: GradNode | null = failed; node !== null && !seen.has(node); ) {
    seen.add(node);
    const origin = origins.get(node);
    host.report(node.name, origin?.place ?? null, node !== failed);
    node = origin?.parent ?? null;
  }
}
