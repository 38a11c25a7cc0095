// Gradients on demand: backward on the recorded graph of a scalar, aside from the program. No .grad changes, no graph
// is freed, no hook of the program runs; the observer hears what reaches each node.

import { grad } from "../../engine/autograd/backward";
import { AccumulateGrad, gradientEdge } from "../../engine/autograd/edges";
import type { GradNode } from "../../engine/autograd/node";
import { type EngineObserver, setObserver } from "../../engine/observer";
import { Tensor } from "../../engine/tensor/tensor";
import type { ValueRecord } from "../../trace/records";

export interface GradientsResult {
  readonly computed: boolean;
  readonly reason: string;
}

/** Runs backward from a recorded value; `observer` hears each node's gradients. */
export function gradientsAside(root: ValueRecord, observer: EngineObserver): GradientsResult {
  const { gradFn, tensor } = root;
  if (tensor === null || gradFn === null) {
    return { computed: false, reason: "The value has no grad_fn: it does not depend on anything that requires grad." };
  }
  if (tensor.numel !== 1) {
    return { computed: false, reason: "Gradients can be computed for a scalar only; this tensor has more elements." };
  }
  // The tensor may have been written to since: a stand-in with the recorded history starts the walk.
  const start = new Tensor(tensor.storage, root.dtype, root.shape, root.strides, root.offset);
  start.gradFn = gradFn;
  start.outputNr = root.outputNr;
  const { nodes, leaves } = reachable(gradFn);
  if (nodes.some((node) => node.saved === null)) {
    return { computed: false, reason: "The program's own backward has freed what the graph had saved." };
  }
  if (leaves.length === 0) return { computed: false, reason: "No leaf of the graph requires grad." };
  const before = setObserver(observer);
  const restore = withoutHooks(nodes, leaves);
  try {
    const gradients = grad(
      [start],
      leaves.map((leaf) => leaf.variable),
      [],
      { retainGraph: true, allowUnused: true },
    );
    leaves.forEach((leaf, i) => {
      const gradient = gradients[i] ?? null;
      if (gradient !== null) observer.gradient(leaf, [gradient]);
    });
    return { computed: true, reason: "" };
  } catch (error) {
    return { computed: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    restore();
    setObserver(before);
  }
}

function reachable(root: GradNode): { nodes: GradNode[]; leaves: AccumulateGrad[] } {
  const nodes: GradNode[] = [];
  const leaves: AccumulateGrad[] = [];
  const seen = new Set<GradNode>([root]);
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node instanceof AccumulateGrad) {
      // A leaf that was written to in place may have become something else; its own edge must still be this node.
      if (gradientEdge(node.variable)?.node === node) leaves.push(node);
    } else nodes.push(node);
    for (const edge of node.nextEdges) {
      if (edge === null || seen.has(edge.node)) continue;
      seen.add(edge.node);
      stack.push(edge.node);
    }
  }
  return { nodes, leaves };
}

/** The program's hooks must not run for the debugger: taken off, and put back by the function returned. */
function withoutHooks(nodes: readonly GradNode[], leaves: readonly AccumulateGrad[]): () => void {
  const taken = [...nodes, ...leaves].map((node) => {
    const { preHooks, postHooks } = node;
    node.preHooks = null;
    node.postHooks = null;
    return () => Object.assign(node, { preHooks, postHooks });
  });
  return () => {
    for (const putBack of taken) putBack();
  };
}
