// The backward walk, without recursion, in PyTorch's order: a node runs when all its gradients have come; among those
// ready the latest made runs first, and AccumulateGrad as soon as it can. Follows torch/csrc/autograd/engine.cpp and
// torch/autograd/__init__.py.

import { runtimeError } from "../errors";
import { getObserver, muteOps, unmuteOps } from "../observer";
import { formatShape, isExpandable, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { runWatched } from "./anomaly";
import { AccumulateGrad, gradientEdge } from "./edges";
import { setGradEnabled } from "./grad-mode";
import { retainGrad } from "./hooks";
import type { Edge, GradNode, OutputMetadata } from "./node";
import { ReadyQueue, type ReadyTask } from "./ready-queue";
import { requiredOps } from "./required-ops";

export interface BackwardOptions {
  /** Default: as createGraph. */
  readonly retainGraph?: boolean | null;
  readonly createGraph?: boolean;
  /** Only the gradients of these are accumulated. */
  readonly inputs?: readonly Tensor[] | null;
}

/** torch.autograd.backward: accumulates into the leaves' .grad. */
export function backward(
  tensors: readonly Tensor[],
  gradients: readonly (Tensor | null)[] = [],
  options: BackwardOptions = {},
): void {
  const { inputs = null, createGraph = false } = options;
  if (inputs !== null && inputs.length === 0) throw runtimeError("'inputs' argument to backward() cannot be empty.");
  run(tensors, gradients, inputs, true, options.retainGraph ?? createGraph, createGraph);
}

export interface GradOptions {
  readonly retainGraph?: boolean | null;
  readonly createGraph?: boolean;
  readonly allowUnused?: boolean;
}

/** torch.autograd.grad: returns the gradients of `inputs`, leaving every .grad alone. */
export function grad(
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  gradients: readonly (Tensor | null)[] = [],
  options: GradOptions = {},
): (Tensor | null)[] {
  const { createGraph = false, allowUnused = false } = options;
  if (inputs.length === 0) throw runtimeError("grad requires non-empty inputs.");
  const found = run(outputs, gradients, inputs, false, options.retainGraph ?? createGraph, createGraph);
  if (!allowUnused && found.includes(null)) {
    throw runtimeError(
      "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.",
    );
  }
  return found;
}

/** What a node still waits for, and what has come. */
interface Pending {
  dependencies: number;
  gradients: (Tensor | null)[] | null;
  /** Whether the gradient of the same place belongs to the walk alone. */
  owned: boolean[];
}

/** What a run for given inputs wants of a node. */
interface Wanted {
  /** Places in the answer that take the gradient of an output of this node. */
  captures: { outputNr: number; index: number }[];
  /** The node lies on the way to an input. */
  needed: boolean;
}

let checkpointValid = true;

/** False within a walk that leaves part of the graph alone: there a node cannot run a backward of its own. */
export function isCheckpointValid(): boolean {
  return checkpointValid;
}

function run(
  roots: readonly Tensor[],
  given: readonly (Tensor | null)[],
  inputs: readonly Tensor[] | null,
  accumulating: boolean,
  keepGraph: boolean,
  createGraph: boolean,
): (Tensor | null)[] {
  const before = setGradEnabled(createGraph);
  const wasValid = checkpointValid;
  try {
    checkpointValid = wasValid && inputs === null;
    const starts = roots.map((root, i) => startOf(root, rootGradient(root, given[i] ?? null), i));
    return walk(starts, inputs, accumulating, keepGraph);
  } finally {
    setGradEnabled(before);
    checkpointValid = wasValid;
  }
}

/** The gradient to start from: the given one, checked, or 1 for a scalar. */
function rootGradient(root: Tensor, given: Tensor | null): Tensor | null {
  if (given !== null) {
    if (!sameShape(given.shape, root.shape)) {
      throw runtimeError(
        `Mismatch in shape: grad_output[0] has a shape of torch.Size(${formatShape(given.shape)}) and output[0] has a shape of torch.Size(${formatShape(root.shape)}).`,
      );
    }
    if (given.dtype.isComplex !== root.dtype.isComplex) {
      throw runtimeError(
        `For complex Tensors, both grad_output and output are required to have the same dtype. Mismatch in dtype: grad_output[0] has a dtype of torch.${given.dtype.name} and output[0] has a dtype of torch.${root.dtype.name}.`,
      );
    }
    return given;
  }
  if (!root.requiresGrad) return null;
  if (root.numel !== 1) throw runtimeError("grad can be implicitly created only for scalar outputs");
  muteOps();
  try {
    return requiredOps().onesLike(root);
  } finally {
    unmuteOps();
  }
}

interface Start {
  readonly edge: Edge;
  readonly gradient: Tensor | null;
}

function startOf(root: Tensor, gradient: Tensor | null, index: number): Start {
  const edge = gradientEdge(root);
  if (edge === null) {
    throw runtimeError(`element ${index} of tensors does not require grad and does not have a grad_fn`);
  }
  const checked = gradient === null ? null : validate(gradient, edge.node.outputs[edge.inputNr], edge.node.name, 0);
  return { edge, gradient: checked };
}

function walk(
  starts: readonly Start[],
  inputs: readonly Tensor[] | null,
  accumulating: boolean,
  keepGraph: boolean,
): (Tensor | null)[] {
  const captured: (Tensor | null)[] = (inputs ?? []).map(() => null);
  const pending = countDependencies(starts.map((s) => s.edge.node));
  const wanted = inputs === null ? null : findWanted(starts, inputs, accumulating);
  const queue = new ReadyQueue();
  // PyTorch starts from a node whose edges are the roots, so each root counts as having been depended on.
  for (const { edge, gradient } of starts) {
    const state = pending.get(edge.node);
    if (state !== undefined) state.dependencies++;
    if (gradient !== null && state !== undefined) addGradient(state, edge, gradient, false);
  }
  for (const { edge } of starts) settle(edge.node, pending, wanted, queue);
  for (let task = queue.pop(); task !== undefined; task = queue.pop()) {
    runNode(task, pending, wanted, queue, captured, keepGraph);
  }
  return captured;
}

/** One dependency of `node` is settled; when it was the last one the node is ready, if anything came and it counts. */
function settle(
  node: GradNode,
  pending: ReadonlyMap<GradNode, Pending>,
  wanted: ReadonlyMap<GradNode, Wanted> | null,
  queue: ReadyQueue,
): void {
  const state = pending.get(node);
  if (state === undefined) return;
  state.dependencies--;
  if (state.dependencies > 0) return;
  if (wanted !== null && !wanted.has(node)) return;
  const gradients = state.gradients ?? node.outputs.map(() => null);
  state.gradients = null;
  queue.push({ node, gradients, owned: state.owned });
}

function addGradient(state: Pending, edge: Edge, gradient: Tensor, owned: boolean): void {
  state.gradients ??= new Array<Tensor | null>(edge.node.outputs.length).fill(null);
  const { inputNr } = edge;
  const old = state.gradients[inputNr] ?? null;
  if (old === null) {
    state.gradients[inputNr] = gradient;
    state.owned[inputNr] = owned;
  } else {
    muteOps();
    try {
      state.gradients[inputNr] = requiredOps().add(old, gradient);
    } finally {
      unmuteOps();
    }
    state.owned[inputNr] = true;
  }
}

function runNode(
  task: ReadyTask,
  pending: ReadonlyMap<GradNode, Pending>,
  wanted: ReadonlyMap<GradNode, Wanted> | null,
  queue: ReadyQueue,
  captured: (Tensor | null)[],
  keepGraph: boolean,
): void {
  const { node } = task;
  let { gradients } = task;
  const wish = wanted?.get(node);
  if (wish !== undefined) {
    for (const { outputNr, index } of wish.captures) captured[index] = gradients[outputNr] ?? null;
    if (!wish.needed) return;
  }
  const hooked = hasHooks(node);
  if (hooked) gradients = runPreHooks(node, gradients);
  getObserver()?.gradient(node, gradients);
  let results: (Tensor | null)[] = [];
  // Formulas are written with ops that are nobody's business; what hooks of the program do inside is reported.
  const muted = !node.isProgram;
  if (muted) muteOps();
  try {
    if (node instanceof AccumulateGrad) {
      const gradient = gradients[0] ?? null;
      const owned = (task.owned[0] ?? false) && !hooked;
      if (gradient !== null) node.add(gradient, owned);
    } else results = runWatched(node, gradients);
  } finally {
    if (muted) unmuteOps();
  }
  const { postHooks } = node;
  const seen = postHooks !== null && postHooks.length > 0;
  if (seen) results = results.map((result, i) => (result === null ? null : passedOn(node, i, result, wanted)));
  if (seen) for (const hook of [...postHooks]) results = hook(results, gradients) ?? results;
  if (!keepGraph) node.release();
  const { nextEdges } = node;
  for (let i = 0; i < nextEdges.length; i++) {
    const edge = nextEdges[i] ?? null;
    if (edge === null) continue;
    const result = results[i] ?? null;
    const state = pending.get(edge.node);
    if (result !== null && state !== undefined) {
      const valid = validateFor(node, i, result);
      if (wanted === null || wanted.has(edge.node)) {
        addGradient(state, edge, valid, !seen && isOwned(valid, i, results, gradients));
      }
    }
    settle(edge.node, pending, wanted, queue);
  }
}

/** Runs ops that are not reported. */
function runMuted<T>(body: () => T): T {
  muteOps();
  try {
    return body();
  } finally {
    unmuteOps();
  }
}

/** True where no one else can refer to a gradient: it is new, and not given out twice. */
function isOwned(
  gradient: Tensor,
  index: number,
  results: readonly (Tensor | null)[],
  gradients: readonly (Tensor | null)[],
): boolean {
  if (gradient.view !== null || gradient.host !== null || gradients.includes(gradient)) return false;
  for (let i = 0; i < results.length; i++) if (i !== index && results[i] === gradient) return false;
  return true;
}

function hasHooks(node: GradNode): boolean {
  const onLeaf = node instanceof AccumulateGrad && (node.variable.hooks?.length ?? 0) > 0;
  return onLeaf || (node.preHooks?.length ?? 0) > 0;
}

function runPreHooks(node: GradNode, arrived: (Tensor | null)[]): (Tensor | null)[] {
  let gradients = arrived;
  for (const entry of [...(node.preHooks ?? [])]) {
    if (entry.kind === "node") {
      gradients = entry.run(gradients) ?? gradients;
      continue;
    }
    const { outputNr } = entry;
    const gradient = gradients[outputNr] ?? null;
    const replaced = gradient === null ? null : entry.run(gradient);
    if (replaced !== null) gradients = gradients.map((g, i) => (i === outputNr ? replaced : g));
  }
  if (node instanceof AccumulateGrad) {
    for (const hook of [...(node.variable.hooks ?? [])]) {
      const gradient = gradients[0] ?? null;
      if (gradient !== null) gradients = [hook(gradient) ?? gradient];
    }
  }
  return gradients;
}

/** Counts, for every node that can be reached, how many edges lead to it. */
function countDependencies(roots: readonly GradNode[]): Map<GradNode, Pending> {
  const pending = new Map<GradNode, Pending>();
  const stack: GradNode[] = [];
  for (const root of roots) {
    if (pending.has(root)) continue;
    pending.set(root, { dependencies: 0, gradients: null, owned: [] });
    stack.push(root);
  }
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const { nextEdges } = node;
    for (let i = 0; i < nextEdges.length; i++) {
      const edge = nextEdges[i] ?? null;
      if (edge === null) continue;
      const state = pending.get(edge.node);
      if (state !== undefined) state.dependencies++;
      else {
        pending.set(edge.node, { dependencies: 1, gradients: null, owned: [] });
        stack.push(edge.node);
      }
    }
  }
  return pending;
}

/** Finds the nodes on the way from the roots to the inputs (Engine::init_to_execute). */
function findWanted(starts: readonly Start[], inputs: readonly Tensor[], accumulating: boolean): Map<GradNode, Wanted> {
  const wanted = new Map<GradNode, Wanted>();
  inputs.forEach((input, index) => {
    const edge = gradientEdge(input);
    if (edge === null) throw runtimeError("One of the differentiated Tensors does not require grad");
    const wish = wanted.get(edge.node) ?? { captures: [], needed: false };
    if (accumulating) {
      // A tensor that is no leaf keeps what its node receives.
      retainGrad(input);
      wish.needed = true;
    } else wish.captures.push({ outputNr: edge.inputNr, index });
    wanted.set(edge.node, wish);
  });
  // Depth first with a stack of its own: a node is marked after all it leads to.
  const done = new Set<GradNode>();
  const stack: { node: GradNode; next: number }[] = [];
  for (const { edge } of starts) {
    if (done.has(edge.node)) continue;
    done.add(edge.node);
    stack.push({ node: edge.node, next: 0 });
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { nextEdges } = top.node;
      if (top.next < nextEdges.length) {
        const child = nextEdges[top.next++]?.node;
        if (child !== undefined && !done.has(child)) {
          done.add(child);
          stack.push({ node: child, next: 0 });
        }
        continue;
      }
      stack.pop();
      const leads = nextEdges.some((e) => e !== null && wanted.has(e.node));
      if (!leads) continue;
      const wish = wanted.get(top.node);
      if (wish === undefined) wanted.set(top.node, { captures: [], needed: true });
      else wish.needed = true;
    }
  }
  return wanted;
}

/** What hooks see of a result: what is passed on; null where a node leaves out what nobody wants. */
function passedOn(
  node: GradNode,
  i: number,
  result: Tensor,
  wanted: ReadonlyMap<GradNode, Wanted> | null,
): Tensor | null {
  const behind = node.nextEdges[i]?.node;
  const isWanted = wanted === null || (behind !== undefined && wanted.has(behind));
  return isWanted || node.givesAll ? validateFor(node, i, result) : null;
}

/** The i-th result of a node as the node behind that edge takes it. */
function validateFor({ name, nextEdges }: GradNode, i: number, result: Tensor): Tensor {
  const edge = nextEdges[i] ?? null;
  return edge === null ? result : validate(result, edge.node.outputs[edge.inputNr], name, i);
}

/** A gradient must have the shape and dtype of what it is the gradient of: summed and cast where that is meant. */
function validate(gradient: Tensor, like: OutputMetadata | undefined, name: string, index: number): Tensor {
  if (like === undefined) return gradient;
  const fits = sameShape(gradient.shape, like.shape);
  if (fits && gradient.dtype === like.dtype) return gradient;
  if (!fits && !isExpandable(like.shape, gradient.shape)) {
    throw runtimeError(
      `Function ${name} returned an invalid gradient at index ${index} - got ${formatShape(gradient.shape)} but expected shape compatible with ${formatShape(like.shape)}`,
    );
  }
  return runMuted(() => requiredOps().reduceTo(gradient, like));
}
