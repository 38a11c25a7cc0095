// What the nodes of a graph hold in memory for their backward: the storages of their saved tensors. A backward that
// does not retain the graph lets them go, and then a node holds nothing.

import type { GradNode, SavedTensor, SavedValue } from "../../engine/autograd/node";
import type { Storage } from "../../engine/tensor/storage";
import type { KeptBytes } from "../../protocol/data";
import type { TraceView } from "./view";

export function isSavedTensor(value: SavedValue): value is SavedTensor {
  return typeof value === "object" && value !== null && "expectedVersion" in value;
}

/** The storages that a node holds, each once. */
export function* storagesOf(node: GradNode): Iterable<{ readonly storage: Storage; readonly isLeaf: boolean }> {
  for (const value of node.saved?.values() ?? []) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (!isSavedTensor(each) || each.tensor === null) continue;
      // A view of a parameter, as its transpose, holds the parameter's own.
      const { isLeaf, requiresGrad } = each.tensor.view?.base ?? each.tensor;
      yield { storage: each.tensor.storage.root, isLeaf: isLeaf && requiresGrad };
    }
  }
}

const known = new WeakMap<TraceView, { readonly events: number; readonly holders: ReadonlyMap<Storage, number> }>();

/** How many nodes of the run hold each storage. */
export function holdersOf(view: TraceView): ReadonlyMap<Storage, number> {
  const events = view.trace.events.total;
  const before = known.get(view);
  if (before?.events === events) return before.holders;
  const holders = new Map<Storage, number>();
  for (const { node } of view.trace.nodes.items) {
    const own = new Set<Storage>();
    if (node !== null) for (const { storage } of storagesOf(node)) own.add(storage);
    for (const storage of own) holders.set(storage, (holders.get(storage) ?? 0) + 1);
  }
  known.set(view, { events, holders });
  return holders;
}

export function keptBytes(view: TraceView, nodes: readonly GradNode[]): KeptBytes {
  const found = new Map<Storage, boolean>();
  let freed = 0;
  for (const node of nodes) {
    // What it held is known only where a backward has come by.
    if (node.saved === null && (view.trace.nodeOf(node).saved?.values?.size ?? 0) > 0) freed++;
    for (const { storage, isLeaf } of storagesOf(node)) found.set(storage, isLeaf || found.get(storage) === true);
  }
  let bytes = 0;
  let ofLeaves = 0;
  for (const [{ byteLength }, isLeaf] of found) {
    bytes += byteLength;
    if (isLeaf) ofLeaves += byteLength;
  }
  return { bytes, storages: found.size, ofLeaves, freed };
}
