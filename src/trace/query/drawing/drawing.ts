// A graph as a drawing: boxes in rows and columns, edges between them, areas behind the boxes of a module. Pure: the
// worker draws a run's graph, a report page its embedded one.

import type { Drawing, DrawnArea, DrawnBox, DrawnEdge, Graph } from "../../../protocol/data";
import { placeUnits } from "./lanes";
import { foldInto, type Group, groupsOf, linksOf, type Units } from "./units";

/** A graph of more nodes than this opens with its modules folded. */
const MOST_OPEN = 150;

/** `toggled` lists the keys of groups that are not as they are at first: runs folded, modules open in a small graph. */
export function drawingOf(graph: Graph, toggled: ReadonlySet<string>): Drawing {
  const links = linksOf(graph);
  const groups = groupsOf(graph, links);
  const foldedAtFirst = (group: Group): boolean => group.kind === "run" || graph.nodes.length > MOST_OPEN;
  const wanted = groups.filter((group) => foldedAtFirst(group) !== toggled.has(group.key));
  const units = foldInto(graph, links, wanted);
  const chain = chainOf(graph, units);
  const isAside = (unit: number): boolean => {
    const { nodes } = units.units[unit] ?? { nodes: [] };
    return nodes.length === 1 && graph.nodes[nodes[0] ?? 0]?.kind === "leaf";
  };
  const places = placeUnits(units.links, chain, isAside);
  const onChain = new Set(chain);
  const boxes = units.units.map(
    ({ nodes, group }, unit): DrawnBox => ({
      node: nodes[0] ?? 0,
      count: nodes.length,
      fold: group === null ? null : { key: group.key, kind: group.kind, title: group.title },
      column: places.column[unit] ?? 0,
      row: places.row[unit] ?? 0,
      main: onChain.has(unit),
    }),
  );
  const follows = new Map(chain.map((unit, i) => [unit, chain[i + 1] ?? -1]));
  const edges = units.links.next.flatMap((inputs, from) =>
    inputs.map((to): DrawnEdge => ({ from, to, main: follows.get(from) === to })),
  );
  const open = groups.filter((group) => group.kind === "module" && !wanted.includes(group));
  return { boxes, boxOf: [...units.unitOf], edges, areas: areasOf(open, units, boxes) };
}

/** The main chain by units, as far as it goes along edges: it gets a column of its own, so each must be below the last. */
function chainOf(graph: Graph, units: Units): number[] {
  const index = new Map(graph.nodes.map((node, i) => [node.id, i]));
  const ids = graph.mainChain.length > 0 ? graph.mainChain : graph.root === null ? [] : [graph.root];
  const chain: number[] = [];
  for (const unit of new Set(ids.map((id) => units.unitOf[index.get(id) ?? 0] ?? 0))) {
    const last = chain.at(-1);
    if (last !== undefined && units.links.next[last]?.includes(unit) !== true) break;
    chain.push(unit);
  }
  return chain;
}

/** The rectangle around each open module's boxes; left out where a stranger's box stands in it. */
function areasOf(open: readonly Group[], units: Units, boxes: readonly DrawnBox[]): DrawnArea[] {
  const areas: DrawnArea[] = [];
  for (const group of open) {
    const inside = new Set(group.nodes.map((node) => units.unitOf[node] ?? 0));
    const columns = [...inside].map((unit) => boxes[unit]?.column ?? 0);
    const rows = [...inside].map((unit) => boxes[unit]?.row ?? 0);
    const [left, right] = extent(columns);
    const [top, bottom] = extent(rows);
    const stranger = boxes.some(
      ({ column, row }, unit) => !inside.has(unit) && column >= left && column <= right && row >= top && row <= bottom,
    );
    if (!stranger) areas.push({ key: group.key, title: group.title, left, right, top, bottom });
  }
  return areas;
}

function extent(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
