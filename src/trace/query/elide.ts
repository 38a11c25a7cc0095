// A graph that is too large to be sent whole: of what is folded only one node goes along, which stands for the group. Whoever
// unfolds it asks again.

import type { Folding, Graph, GraphEdge, GraphNode } from "../../protocol/data";
import { openScopes } from "./folds";

/** Nodes up to which a graph is sent whole. */
const MOST_WHOLE = 20_000;

export function elided(graph: Graph, folding: Folding, mostWhole = MOST_WHOLE): Graph {
  const { nodes, scopes, outline } = graph;
  if (nodes.length <= mostWhole || scopes.length === 0) return graph;
  const open = openScopes(graph, folding);
  /** The outermost folded scope that a scope lies in, or is; −1 for none. */
  const hidden = new Int32Array(scopes.length);
  scopes.forEach(({ parent }, scope) => {
    const around = parent < 0 ? -1 : (hidden[parent] ?? -1);
    hidden[scope] = around >= 0 ? around : open[scope] === 1 ? -1 : scope;
  });
  const hiddenIn = (node: number): number => {
    const scope = nodes[node]?.scope ?? -1;
    return scope < 0 ? -1 : (hidden[scope] ?? -1);
  };
  // What ran last in a group gave what it gave.
  const standsFor = new Map<number, number>();
  for (const node of graph.direction === "forward" ? outline : [...outline].reverse()) {
    if (hiddenIn(node) >= 0 && nodes[node]?.kind === "op") standsFor.set(hiddenIn(node), node);
  }
  const shownAs = nodes.map((_, node) => (hiddenIn(node) < 0 ? node : (standsFor.get(hiddenIn(node)) ?? node)));
  const indexOf = new Map(nodes.map(({ id }, node) => [id, node]));
  const edges = nodes.map((): GraphEdge[] => []);
  const readBy = new Map<number, Set<number>>();
  nodes.forEach(({ next }, node) => {
    const from = shownAs[node] ?? node;
    for (const edge of next) {
      const to = edge === null ? undefined : shownAs[indexOf.get(edge.node) ?? -1];
      const target = to === undefined ? undefined : nodes[to];
      if (edge === null || target === undefined || to === from) continue;
      if (hiddenIn(node) >= 0) {
        const known = readBy.get(from) ?? new Set();
        readBy.set(from, known);
        if (known.has(target.id)) continue;
        known.add(target.id);
      }
      edges[from]?.push({ ...edge, node: target.id });
    }
  });
  const placeOf = new Map<number, number>();
  const scopeOf = new Map<number, number>([[-1, -1]]);
  const keptScopes = scopes.filter(({ parent }, scope) => {
    if (parent >= 0 && (hidden[parent] ?? -1) >= 0) return false;
    scopeOf.set(scope, scopeOf.size - 1);
    return true;
  });
  const kept: GraphNode[] = [];
  nodes.forEach((node, at) => {
    if (shownAs[at] !== at) return;
    placeOf.set(at, kept.length);
    const scope = scopeOf.get(hiddenIn(at) < 0 ? node.scope : hiddenIn(at)) ?? -1;
    kept.push({ ...node, next: edges[at] ?? [], scope });
  });
  const chain = new Set(graph.mainChain.map((id) => nodes[shownAs[indexOf.get(id) ?? -1] ?? -1]?.id ?? -1));
  return {
    ...graph,
    nodes: kept,
    rows: [],
    scopes: keptScopes.map((scope) => ({ ...scope, parent: scopeOf.get(scope.parent) ?? -1 })),
    outline: outline.flatMap((node) => placeOf.get(node) ?? []),
    mainChain: [...chain],
    leftOut: nodes.length - kept.length,
  };
}
