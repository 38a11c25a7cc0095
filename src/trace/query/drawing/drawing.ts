// A graph as a drawing: boxes in rows and columns, edges between them, areas behind the boxes of a module. Pure: the
// worker draws a run's graph, a report page its embedded one.

import type { Drawing, DrawnArea, DrawnBox, DrawnEdge, Folding, Graph } from "../../../protocol/data";
import { openScopes } from "../folds";
import { placeUnits } from "./lanes";
import { foldInto, type Group, groupsOf, linksOf, type Units } from "./units";

/** Boxes times areas up to which areas are drawn: each looks at every box. */
const MOST_AREA_WORK = 2e7;

/** In steps: a large graph is laid out between other answers, and may be given up. */
export function* drawingSteps(graph: Graph, folding: Folding): Generator<undefined, Drawing> {
  const links = linksOf(graph);
  const groups = groupsOf(graph, links);
  const open = openScopes(graph, folding);
  const toggled = new Set(folding.toggled);
  const isOpen = ({ scope, key }: Group): boolean =>
    scope >= 0 ? open[scope] === 1 : (folding.all === "open") !== toggled.has(key);
  const units = foldInto(
    graph,
    links,
    groups.filter((group) => !isOpen(group)),
  );
  yield;
  const chain = chainOf(graph, units);
  const isAside = (unit: number): boolean => {
    const { nodes } = units.units[unit] ?? { nodes: [] };
    const node = nodes.length === 1 ? graph.nodes[nodes[0] ?? 0] : undefined;
    return node?.kind === "leaf" || (isForward && node !== undefined && node.next.length === 0);
  };
  const isForward = graph.direction === "forward";
  const places = yield* placeUnits(units.links, chain, isAside, isForward ? lastRun(graph, units) : null);
  const onChain = new Set(chain);
  const boxes = units.units.map(({ nodes, group }, unit): DrawnBox => {
    const row = places.row[unit] ?? 0;
    return {
      node: (isForward ? [...nodes].reverse().find((node) => graph.nodes[node]?.kind === "op") : null) ?? nodes[0] ?? 0,
      count: nodes.length,
      fold: group === null ? null : { key: group.key, scope: group.scope, title: group.title },
      column: places.column[unit] ?? 0,
      row: isForward ? places.rows - 1 - row : row,
      main: onChain.has(unit),
    };
  });
  const follows = new Map(chain.map((unit, i) => [unit, chain[i + 1] ?? -1]));
  const shapes = isForward ? new Map() : shapesBetween(graph, units);
  const edges = units.links.next.flatMap((inputs, reader) =>
    inputs.map((input): DrawnEdge => {
      const main = follows.get(reader) === input;
      if (isForward) return { from: input, to: reader, main };
      const own = shapes.get(`${reader} ${input}`);
      return { from: reader, to: input, main, ...(own === undefined ? {} : { shapes: own }) };
    }),
  );
  const shown = groups.filter((group) => group.scope >= 0 && isOpen(group));
  const areas = shown.length * boxes.length > MOST_AREA_WORK ? [] : areasOf(shown, units, boxes);
  return { boxes, boxOf: [...units.unitOf], edges, areas };
}

/** The shapes of what units take of others that is not the first output of a node, by the two units. */
function shapesBetween(graph: Graph, units: Units): Map<string, (readonly number[])[]> {
  const index = new Map(graph.nodes.map((node, i) => [node.id, i]));
  const shapes = new Map<string, (readonly number[])[]>();
  graph.nodes.forEach((node, i) => {
    for (const edge of node.next) {
      if (edge?.shape === undefined) continue;
      const key = `${units.unitOf[i]} ${units.unitOf[index.get(edge.node) ?? i]}`;
      shapes.set(key, [...(shapes.get(key) ?? []), edge.shape]);
    }
  });
  return shapes;
}

/** By unit, how late it ran: what ran later stands further down. */
function lastRun(graph: Graph, units: Units): Int32Array {
  const place = new Int32Array(graph.nodes.length);
  graph.outline.forEach((node, at) => {
    place[node] = at;
  });
  return Int32Array.from(units.units, ({ nodes }) => nodes.reduce((last, node) => Math.max(last, place[node] ?? 0), 0));
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

/** The rectangle around each open scope's boxes; left out where a stranger's box stands in it, or around a folded one. */
function areasOf(open: readonly Group[], units: Units, boxes: readonly DrawnBox[]): DrawnArea[] {
  const areas: DrawnArea[] = [];
  for (const group of open) {
    const inside = new Set(group.nodes.map((node) => units.unitOf[node] ?? 0));
    if (inside.size < 2) continue;
    const columns = [...inside].map((unit) => boxes[unit]?.column ?? 0);
    const rows = [...inside].map((unit) => boxes[unit]?.row ?? 0);
    const [left, right] = extent(columns);
    const [top, bottom] = extent(rows);
    const stranger = boxes.some(
      ({ column, row }, unit) => !inside.has(unit) && column >= left && column <= right && row >= top && row <= bottom,
    );
    if (!stranger) areas.push({ key: group.key, scope: group.scope, left, right, top, bottom });
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
