// The rails beside the graph's rows, laid out as in a commit graph: a chain stays in one lane, a fork opens a lane for
// each further input, and the lane ends at the row where that input is shown. Pure; one pass, no recursion.

import type { Graph, GraphNode, GraphRow } from "../../src/protocol";

/** Lanes beyond this are drawn on the last one: a chain of 10,000 forks must not push the names off the screen. */
export const MAX_LANES = 8;

/** An input that is still to be shown, on the lane that waits for it. */
interface Waiting {
  readonly lane: number;
  readonly parent: number;
  readonly main: boolean;
  /** The next to be shown after this one. */
  readonly below: Waiting | null;
  /** The next below that is on another lane: what drawing walks, at most MAX_LANES long. */
  readonly nextLane: Waiting | null;
}

export interface Rail {
  /** The lane of the row's own dot. */
  readonly lane: number;
  /** Row index of the fork or the predecessor, −1 for the root. */
  readonly parent: number;
  readonly level: number;
  /** The line that reaches the dot from above, the one that leaves it below. */
  readonly up: boolean;
  readonly down: boolean;
  readonly upMain: boolean;
  readonly downMain: boolean;
  /** Lanes that open at this row, curving out and down. */
  readonly opens: readonly { readonly lane: number; readonly main: boolean }[];
  /** Lanes that pass by. */
  readonly through: readonly { readonly lane: number; readonly main: boolean }[];
}

export interface RailLayout {
  readonly rails: readonly Rail[];
  /** Number of lanes in use. */
  readonly lanes: number;
  /** Ids of the nodes on the main chain. */
  readonly chain: ReadonlySet<number>;
  /** One past the last row under each row: what folding it hides. */
  readonly subtreeEnd: Int32Array;
}

export function layoutRails(graph: Graph): RailLayout {
  const chain = new Set(graph.mainChain);
  const successor = new Map<number, number>();
  graph.mainChain.forEach((id, i) => {
    const next = graph.mainChain[i + 1];
    if (next !== undefined) successor.set(id, next);
  });
  const rails: Rail[] = [];
  const subtreeEnd = new Int32Array(graph.rows.length);
  let waiting: Waiting | null = null;
  let lanes = 1;
  let follow: { lane: number; parent: number; main: boolean } | null = null;

  graph.rows.forEach((row, at) => {
    const node = graph.nodes[row.index];
    let lane = 0;
    let parent = -1;
    let upMain = false;
    if (follow !== null) {
      ({ lane, parent, main: upMain } = follow);
    } else if (waiting !== null) {
      const popped: Waiting = waiting;
      waiting = popped.below;
      ({ lane, parent, main: upMain } = popped);
    }
    const passing: { lane: number; main: boolean }[] = [];
    for (let one: Waiting | null = waiting; one !== null; one = one.nextLane) {
      if (one.lane !== lane) passing.push({ lane: one.lane, main: one.main });
    }
    const inputs = row.reference || node === undefined ? [] : inputsInOrder(node, graph, at);
    const mainNext = node === undefined ? undefined : successor.get(node.id);
    const opens: { lane: number; main: boolean }[] = [];
    // The last input waits longest, so it takes the innermost lane.
    for (let i = inputs.length - 1; i >= 1; i--) {
      const outermost: number = Math.max(lane, waiting === null ? 0 : waiting.lane);
      const opened: number = Math.min(outermost + 1, MAX_LANES - 1);
      const main = inputs[i] === mainNext;
      waiting = {
        lane: opened,
        parent: at,
        main,
        below: waiting,
        nextLane: waiting !== null && waiting.lane === opened ? waiting.nextLane : waiting,
      };
      lanes = Math.max(lanes, opened + 1);
      if (!opens.some((one) => one.lane === opened)) opens.push({ lane: opened, main });
    }
    const down = inputs.length > 0;
    const downMain = down && inputs[0] === mainNext;
    follow = down ? { lane, parent: at, main: downMain } : null;
    rails.push({
      lane,
      parent,
      level: row.depth + 1,
      up: parent >= 0,
      down,
      upMain,
      downMain,
      opens,
      through: passing,
    });
  });

  for (let at = graph.rows.length - 1; at >= 0; at--) {
    const end = Math.max(subtreeEnd[at] ?? 0, at + 1);
    subtreeEnd[at] = end;
    const parent = rails[at]?.parent ?? -1;
    if (parent >= 0) subtreeEnd[parent] = Math.max(subtreeEnd[parent] ?? 0, end);
  }
  return { rails, lanes, chain, subtreeEnd };
}

/** A node's inputs, the one that the next row shows first, the others in the order of its edges. */
function inputsInOrder(node: GraphNode, graph: Graph, at: number): readonly number[] {
  const inputs: number[] = [];
  for (const edge of node.next) if (edge !== null) inputs.push(edge.node);
  const nextRow = graph.rows[at + 1];
  const shown = nextRow === undefined ? undefined : graph.nodes[nextRow.index]?.id;
  const place = shown === undefined ? -1 : inputs.indexOf(shown);
  if (place > 0) {
    const [first] = inputs.splice(place, 1);
    if (first !== undefined) inputs.unshift(first);
  }
  return inputs;
}

/** The rows in sight when some are folded: indices into `graph.rows`. */
export function unfoldedRows(layout: RailLayout, folded: ReadonlySet<number>): Int32Array {
  const shown: number[] = [];
  for (let at = 0; at < layout.rails.length; ) {
    shown.push(at);
    at = folded.has(at) ? (layout.subtreeEnd[at] ?? at + 1) : at + 1;
  }
  return Int32Array.from(shown);
}

/** The row that shows a node in full, not as a reference. */
export function rowOfNode(rows: readonly GraphRow[], nodes: readonly GraphNode[], node: number): number {
  return rows.findIndex((row) => !row.reference && nodes[row.index]?.id === node);
}

/** "SoftmaxBackward0" → "Softmax"; a leaf by its own name. */
export function shortName(node: GraphNode): string {
  return node.leafName ?? node.name.replace(/Backward\d*$/, "");
}
