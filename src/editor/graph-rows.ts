// The grad_fn graph as tree rows: the main chain flat at the top level, side branches as children of the node where they
// leave it, so that a chain of 22 nodes (or of 10,000) never nests. A node that has its row already is a reference. No
// recursion: a graph may be deeper than any stack. Pure.

import { formatShape } from "../look/numbers";
import type { Graph, GraphEdge, GraphNode, NodeId } from "../protocol/data";
import type { Translate } from "./hover-markdown";
import { plainRow, stateText, type TreeRow, visitText } from "./tree-rows";

/** So many equal nodes in a row become one row that unfolds. */
const REPEATED = 3;
/** More rows than these at one level are folded into groups of as many. */
const LEVEL_LIMIT = 1000;

/** A row while its children are still being found. */
interface Draft {
  readonly id: string;
  readonly node: GraphNode;
  readonly outputNr: number;
  readonly reference: "above" | "chain" | null;
  readonly children: Draft[];
}

/** A branch that is still to be followed. */
interface Step {
  readonly edge: GraphEdge;
  readonly parent: Draft;
  /** Which of the parent's inputs it is. */
  readonly place: number;
  /** The list that its rows go to, and whether other branches have theirs in it too. */
  readonly into: Draft[];
  readonly shared: boolean;
}

export function graphRows(graph: Graph, t: Translate): readonly TreeRow[] {
  const nodes = new Map<NodeId, GraphNode>(graph.nodes.map((node) => [node.id, node]));
  const chain = chainOf(graph, nodes);
  const onChain = new Set(chain.map((node) => node.id));
  const shown = new Set<NodeId>();
  const top: Draft[] = [];
  /** The next branch last. */
  const open: Step[] = [];

  const branches = (draft: Draft, except: NodeId | null): void => {
    let skipped = false;
    const edges: { readonly edge: GraphEdge; readonly place: number }[] = [];
    draft.node.next.forEach((edge, place) => {
      if (edge === null) return;
      if (!skipped && edge.node === except) skipped = true;
      else edges.push({ edge, place });
    });
    // Pushed from the last to the first, so that the first is followed first.
    for (const { edge, place } of edges.reverse()) {
      open.push({ edge, parent: draft, place, into: draft.children, shared: edges.length > 1 });
    }
  };

  for (let i = 0; i < chain.length; i++) {
    const node = chain[i];
    if (node === undefined) continue;
    shown.add(node.id);
    const draft: Draft = { id: `n${node.id}`, node, outputNr: 0, reference: null, children: [] };
    top.push(draft);
    branches(draft, chain[i + 1]?.id ?? null);
    while (open.length > 0) follow(open, nodes, onChain, shown, branches);
  }
  return toRows(top, t);
}

/** Follows one branch by one node: a chain continues in the same list, forks open lists of their own. */
function follow(
  open: Step[],
  nodes: ReadonlyMap<NodeId, GraphNode>,
  onChain: ReadonlySet<NodeId>,
  shown: Set<NodeId>,
  branches: (draft: Draft, except: NodeId | null) => void,
): void {
  const step = open.pop();
  const node = step === undefined ? undefined : nodes.get(step.edge.node);
  if (step === undefined || node === undefined) return;
  const { edge, parent, place, into, shared } = step;
  if (onChain.has(node.id) || shown.has(node.id)) {
    const reference = onChain.has(node.id) ? "chain" : "above";
    into.push({ id: `r${node.id}<${parent.id}.${place}`, node, outputNr: edge.inputNr, reference, children: [] });
    return;
  }
  shown.add(node.id);
  const draft: Draft = { id: `n${node.id}`, node, outputNr: edge.inputNr, reference: null, children: [] };
  into.push(draft);
  const real = node.next.filter((next) => next !== null);
  const [single] = real;
  // A branch alone in its list goes on there; where several share a list, each keeps its own rest below itself.
  if (real.length === 1 && single !== undefined && single !== null) {
    open.push({ edge: single, parent: draft, place: 0, into: shared ? draft.children : into, shared: false });
  } else branches(draft, null);
}

/** The nodes of the top level: the main chain, or the root alone where there is none. */
function chainOf(graph: Graph, nodes: ReadonlyMap<NodeId, GraphNode>): readonly GraphNode[] {
  const ids = graph.mainChain.length > 0 ? graph.mainChain : graph.root === null ? [] : [graph.root];
  return ids.flatMap((id) => nodes.get(id) ?? []);
}

/** Drafts to rows, children before parents. */
function toRows(top: readonly Draft[], t: Translate): readonly TreeRow[] {
  const rows = new Map<Draft, TreeRow>();
  const open: { readonly draft: Draft; done: boolean }[] = top.map((draft) => ({ draft, done: false }));
  while (open.length > 0) {
    const step = open.at(-1);
    if (step === undefined) break;
    if (!step.done) {
      step.done = true;
      for (const inner of step.draft.children) open.push({ draft: inner, done: false });
      continue;
    }
    open.pop();
    rows.set(step.draft, toRow(step.draft, level(step.draft.children, rows, t), t));
  }
  return level(top, rows, t);
}

/** The rows of one level, equal ones in a row as one, and very many in groups. */
function level(drafts: readonly Draft[], rows: ReadonlyMap<Draft, TreeRow>, t: Translate): readonly TreeRow[] {
  const out: TreeRow[] = [];
  for (let i = 0; i < drafts.length; ) {
    let end = i + 1;
    while (end < drafts.length && alike(drafts[i], drafts[end])) end++;
    const own = drafts.slice(i, end).flatMap((draft) => rows.get(draft) ?? []);
    const [first] = own;
    if (own.length < REPEATED || first === undefined) out.push(...own);
    else {
      const count = own.length;
      out.push({
        ...first,
        id: `g${first.id}`,
        label: `${drafts[i]?.node.name ?? ""} × ${count}`,
        icon: "fold",
        children: inGroups(own, t),
      });
    }
    i = end;
  }
  return inGroups(out, t);
}

function alike(one: Draft | undefined, other: Draft | undefined): boolean {
  if (one === undefined || other === undefined || one.reference !== null || other.reference !== null) return false;
  const [a, b] = [one.node, other.node];
  return a.name === b.name && a.kind === "op" && a.range?.start === b.range?.start && a.range?.file === b.range?.file;
}

function inGroups(rows: readonly TreeRow[], t: Translate): readonly TreeRow[] {
  if (rows.length <= LEVEL_LIMIT) return rows;
  const groups: TreeRow[] = [];
  for (let at = 0; at < rows.length; at += LEVEL_LIMIT) {
    const part = rows.slice(at, at + LEVEL_LIMIT);
    const label = t("nodes {0} to {1}", at + 1, at + part.length);
    groups.push(plainRow(`p${at}:${part[0]?.id ?? ""}`, label, "fold", { children: part, expanded: at === 0 }));
  }
  return groups;
}

function toRow(draft: Draft, children: readonly TreeRow[], t: Translate): TreeRow {
  const { node, reference, outputNr } = draft;
  const words = [node.module, node.label].filter((word) => word !== "").join(" · ");
  const shape = formatShape(node.shape);
  if (reference !== null) {
    const where = reference === "chain" ? t("on the main chain") : t("shown above");
    const output = outputNr > 0 ? ` · ${t("output {0}", outputNr)}` : "";
    return row(draft, `↩ ${node.leafName ?? node.name}`, `${where}${output}`, "references", []);
  }
  const { visit } = node;
  if (node.kind === "leaf") {
    return row(draft, node.leafName ?? node.name, `${shape} ${node.name}${stateText(visit, t)}`, "table", []);
  }
  const description = `${words === "" ? shape : `${shape} ${words}`}${visitText(visit, t)}`;
  return row(draft, node.name, description, "type-hierarchy-sub", children);
}

function row(draft: Draft, label: string, description: string, icon: string, children: readonly TreeRow[]): TreeRow {
  const { node } = draft;
  return plainRow(draft.id, label, icon, {
    description,
    children,
    value: node.value,
    gradient: node.gradient,
    node: node.id,
    range: node.range,
  });
}
