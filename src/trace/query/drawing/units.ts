// What a drawing shows as one box: a node, or a group of nodes that is folded. Groups are the graph's scopes, and runs of
// the same op from the same place in the source, as a loop in an expression leaves them.

import type { Graph, GraphNode } from "../../../protocol/data";

/** A group of nodes that can be folded into one box; `key` is the same again after the next run of the same program. */
export interface Group {
  readonly key: string;
  /** Index into the graph's scopes; −1 for a run. */
  readonly scope: number;
  /** The scope's, or the name of the op. */
  readonly title: string;
  /** Indices into the graph's nodes, in their order. */
  readonly nodes: readonly number[];
}

/** The graph's edges by index: `next` from a node to its inputs, `parents` the other way. */
export interface Links {
  readonly next: readonly (readonly number[])[];
  readonly parents: readonly (readonly number[])[];
}

/** Runs shorter than this stay as they are. */
const SHORTEST_RUN = 3;

export function linksOf(graph: Graph): Links {
  const index = new Map(graph.nodes.map((node, i) => [node.id, i]));
  const next = graph.nodes.map((node) => [
    ...new Set(node.next.flatMap((edge) => (edge === null ? [] : [index.get(edge.node) ?? -1]))),
  ]);
  const parents: number[][] = next.map(() => []);
  next.forEach((inputs, from) => {
    for (const to of inputs) parents[to]?.push(from);
  });
  return { next, parents };
}

/** All groups of a graph, outer scopes before inner ones. */
export function groupsOf(graph: Graph, links: Links): Group[] {
  return [...scopeGroups(graph), ...runGroups(graph, links)];
}

function scopeGroups(graph: Graph): Group[] {
  const members: number[][] = graph.scopes.map(() => []);
  graph.nodes.forEach((node, i) => {
    for (let scope = node.scope; scope >= 0; scope = graph.scopes[scope]?.parent ?? -1) members[scope]?.push(i);
  });
  return graph.scopes.map(({ key, title }, scope) => ({ key, scope, title, nodes: members[scope] ?? [] }));
}

function runGroups(graph: Graph, links: Links): Group[] {
  const taken = new Uint8Array(graph.nodes.length);
  const nth = new Map<string, number>();
  const groups: Group[] = [];
  graph.nodes.forEach((node, first) => {
    if (taken[first] === 1 || node.kind !== "op" || node.range === null) return;
    const run = [first];
    for (let next = following(graph, links, first); next >= 0; next = following(graph, links, next)) run.push(next);
    if (run.length < SHORTEST_RUN) return;
    for (const i of run) taken[i] = 1;
    const place = `${node.name} ${node.range.file}:${node.range.start}`;
    const count = nth.get(place) ?? 0;
    nth.set(place, count + 1);
    groups.push({ key: `run ${place} ${count}`, scope: -1, title: node.name, nodes: run });
  });
  return groups;
}

/** The input that goes on with the same op from the same place and that nobody else reads; −1 where there is none. */
function following(graph: Graph, links: Links, index: number): number {
  const node = graph.nodes[index];
  for (const input of links.next[index] ?? []) {
    const other = graph.nodes[input];
    if (node !== undefined && other !== undefined && sameOp(node, other) && links.parents[input]?.length === 1) {
      return input;
    }
  }
  return -1;
}

function sameOp(a: GraphNode, b: GraphNode): boolean {
  return (
    a.name === b.name &&
    a.scope === b.scope &&
    a.range?.file === b.range?.file &&
    a.range?.start === b.range?.start &&
    a.range?.end === b.range?.end
  );
}

/** One box: its nodes, and its group if it is folded. */
export interface Unit {
  readonly nodes: readonly number[];
  readonly group: Group | null;
}

export interface Units {
  readonly units: readonly Unit[];
  /** The unit of each node. */
  readonly unitOf: Int32Array;
  readonly links: Links;
  /** Groups that were folded, in order. */
  readonly folded: readonly Group[];
}

/**
 * The boxes when `wanted` groups are folded: an outer group takes its inner ones along, and one whose folding would
 * close a circle stays open, for a graph with circles has no order to draw it in.
 */
export function foldInto(graph: Graph, links: Links, wanted: readonly Group[]): Units {
  for (let folded = wanted; ; ) {
    const made = contract(graph, links, folded);
    const circular = unitsInCircles(made.links);
    if (circular.size === 0) return made;
    const kept = folded.filter((group) => !circular.has(made.unitOf[group.nodes[0] ?? 0] ?? -1));
    // A circle that no group closes cannot be: the graph itself has none.
    if (kept.length === folded.length) return contract(graph, links, []);
    folded = kept;
  }
}

function contract(graph: Graph, links: Links, folded: readonly Group[]): Units {
  const unitOf = new Int32Array(graph.nodes.length).fill(-1);
  const groupOf = new Map<number, Group>();
  const used: Group[] = [];
  for (const group of folded) {
    if (group.nodes.some((node) => groupOf.has(node))) continue;
    for (const node of group.nodes) groupOf.set(node, group);
    used.push(group);
  }
  const units: Unit[] = [];
  for (let node = 0; node < graph.nodes.length; node++) {
    if ((unitOf[node] ?? -1) >= 0) continue;
    const group = groupOf.get(node) ?? null;
    const nodes = group?.nodes ?? [node];
    for (const each of nodes) unitOf[each] = units.length;
    units.push({ nodes, group });
  }
  const next = units.map((unit, at) => {
    const inputs = new Set<number>();
    for (const node of unit.nodes) for (const input of links.next[node] ?? []) inputs.add(unitOf[input] ?? -1);
    inputs.delete(at);
    return [...inputs];
  });
  const parents: number[][] = units.map(() => []);
  next.forEach((inputs, from) => {
    for (const to of inputs) parents[to]?.push(from);
  });
  return { units, unitOf, links: { next, parents }, folded: used };
}

/** The units that no order from parents to inputs reaches: those in circles, and those behind them. */
function unitsInCircles(links: Links): Set<number> {
  const left = new Set(links.next.keys());
  // Peeled from both sides, so that only circles and what lies between them stay.
  for (const [forward, backward] of [
    [links.next, links.parents],
    [links.parents, links.next],
  ] as const) {
    const open = new Map<number, number>();
    const ready: number[] = [];
    for (const unit of left) {
      const count = (backward[unit] ?? []).filter((each) => left.has(each)).length;
      open.set(unit, count);
      if (count === 0) ready.push(unit);
    }
    for (let unit = ready.pop(); unit !== undefined; unit = ready.pop()) {
      left.delete(unit);
      for (const each of forward[unit] ?? []) {
        const count = (open.get(each) ?? 0) - 1;
        open.set(each, count);
        if (count === 0 && left.has(each)) ready.push(each);
      }
    }
  }
  return left;
}
