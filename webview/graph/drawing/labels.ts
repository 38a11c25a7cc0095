// What stands in a box: its title, the line under it, and which values its small pictures are of. Pure.

import { formatCount, formatShape } from "../../../src/look/numbers";
import type { DrawnArea, DrawnBox, Graph, GraphNode } from "../../../src/protocol";
import { t } from "../../strings";
import { scopeFlow, scopeTitle } from "../scope-cells";
import { BOX_WIDTH, COLUMN } from "./geometry";

export interface BoxLabel {
  readonly title: string;
  readonly detail: string;
  readonly shape: string;
}

export function boxLabel(box: DrawnBox, graph: Graph): BoxLabel {
  const node = graph.nodes[box.node];
  if (node === undefined) return { title: "", detail: "", shape: "" };
  const shape = formatShape(node.shape);
  const scope = graph.scopes[box.fold?.scope ?? -1];
  if (scope !== undefined) {
    const flow = scopeFlow(scope, graph.direction);
    return { title: scopeTitle(scope), detail: `${flow} · ${t("foldedOps", formatCount(scope.ops))}`, shape };
  }
  if (box.fold !== null) {
    return { title: `${box.fold.title} × ${box.count}`, detail: t("foldedDetail", node.label), shape };
  }
  if (node.kind === "leaf") return { title: node.leafName ?? node.name, detail: `${t("leaf")} ${shape}`, shape };
  return { title: node.name, detail: shape, shape };
}

/** Pixels of a character of an area's title. */
const CHARACTER = 6;

/**
 * The areas' titles; of those with one corner the innermost's tells of all. Each ends before the middle of the area's
 * last column, where an edge comes down.
 */
export function areaTitles(areas: readonly DrawnArea[], graph: Graph): readonly string[] {
  const innermost = new Map(areas.map(({ left, top }, i) => [`${left} ${top}`, i]));
  const told = areas.map((): string[] => []);
  for (const { left, top, scope } of areas) {
    told[innermost.get(`${left} ${top}`) ?? 0]?.push(scopeTitle(graph.scopes[scope]));
  }
  return told.map((titles, i) => {
    const area = areas[i];
    const columns = area === undefined ? 0 : area.right - area.left;
    const most = Math.floor((columns * COLUMN + BOX_WIDTH / 2 - 10) / CHARACTER);
    let text = titles.join(" › ");
    while (text.length > most && titles.length > 1) {
      titles.shift();
      text = `… › ${titles.join(" › ")}`;
    }
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
  });
}

/** What a screen reader says of a box, and the tip at the pointer. */
export function boxWords(box: DrawnBox, graph: Graph): string {
  const node = graph.nodes[box.node];
  const { title, detail } = boxLabel(box, graph);
  const place = node?.range === null || node === undefined ? "" : `, ${t("line", node.range.line)}`;
  const name = node === undefined || node.label === "" || node.label === title ? "" : `, ${node.label}`;
  return `${title}, ${detail}${name}${place}`;
}

/** A folded group shows what it gave. */
export function shownNode(box: DrawnBox, graph: Graph): GraphNode | undefined {
  return graph.nodes[box.node];
}
