// The main chain of a graph: from the root to the leaf that matters, through the ops that shape the result. It is the
// path with the most notable ops; of equals the longest, then the first in PyTorch's order.

/** Nodes that only move, add or copy elements: never a step of the breadcrumb. */
const PLAIN = new Set(
  (
    "Add Sub Rsub Mul Div Neg Mm Addmm Bmm Baddbmm Mv Dot Unbind View Reshape ReshapeAlias UnsafeView Expand T Transpose " +
    "Permute Squeeze Unsqueeze Select Slice Clone Copy ToCopy Alias Cat Stack Split SplitWithSizes Narrow AsStrided " +
    "Sum Mean Repeat Contiguous Flatten Unfold Diagonal Detach CopySlices AccumulateGrad Linear " +
    "Matmul Empty Zeros Ones Full Arange Eye Rand Randn Randint Randperm To"
  )
    .toLowerCase()
    .split(" "),
);

/** Whether a node of this name, or an op's, is a step of the breadcrumb. */
export function isNotable(name: string): boolean {
  return !PLAIN.has(shortName(name).replace(/_/g, "").toLowerCase());
}

/** "SoftmaxBackward0" as people say it: "Softmax". */
export function shortName(name: string): string {
  return name.replace(/Backward\d*$/, "");
}

/**
 * Indices of the chain from the root (the first) on. `next` lists the children of each node, in PyTorch's order;
 * `order` lists all nodes so that children come before their parents.
 */
export function mainChain(
  root: number,
  names: readonly string[],
  next: readonly (readonly number[])[],
  order: readonly number[],
): number[] {
  const notable = new Float64Array(names.length);
  const length = new Float64Array(names.length);
  const choice = new Int32Array(names.length).fill(-1);
  for (const node of order) {
    let best = -1;
    for (const child of next[node] ?? []) {
      if (best < 0) best = child;
      else {
        const more = (notable[child] ?? 0) - (notable[best] ?? 0);
        if (more > 0 || (more === 0 && (length[child] ?? 0) > (length[best] ?? 0))) best = child;
      }
    }
    choice[node] = best;
    notable[node] = (isNotable(names[node] ?? "") ? 1 : 0) + (best < 0 ? 0 : (notable[best] ?? 0));
    length[node] = 1 + (best < 0 ? 0 : (length[best] ?? 0));
  }
  const chain: number[] = [];
  for (let at = root; at >= 0; at = choice[at] ?? -1) chain.push(at);
  return chain;
}
