// What stands in a box: its title, the line under it, and which values its small pictures are of. Pure.

import { formatShape } from "../../../src/look/numbers";
import type { DrawnBox, Graph, GraphNode } from "../../../src/protocol";
import { t } from "../../strings";

export interface BoxLabel {
  readonly title: string;
  readonly detail: string;
  readonly shape: string;
}

export function boxLabel(box: DrawnBox, graph: Graph): BoxLabel {
  const node = graph.nodes[box.node];
  if (node === undefined) return { title: "", detail: "", shape: "" };
  const shape = formatShape(node.shape);
  if (box.fold?.kind === "run") {
    return { title: `${box.fold.title} × ${box.count}`, detail: t("foldedDetail", node.label), shape };
  }
  if (box.fold !== null) return { title: box.fold.title, detail: t("foldedNodes", box.count), shape };
  if (node.kind === "leaf") return { title: node.leafName ?? node.label, detail: `${t("leaf")} ${shape}`, shape };
  return { title: node.name, detail: shape, shape };
}

/** What a screen reader says of a box, and the tip at the pointer. */
export function boxWords(box: DrawnBox, graph: Graph): string {
  const node = graph.nodes[box.node];
  const { title, detail } = boxLabel(box, graph);
  const place = node?.range === null || node === undefined ? "" : `, ${t("line", node.range.line)}`;
  const name = node === undefined || node.label === "" || node.label === title ? "" : `, ${node.label}`;
  return `${title}, ${detail}${name}${place}`;
}

/** A folded module shows what it gave, as its first node does; so does a run. */
export function shownNode(box: DrawnBox, graph: Graph): GraphNode | undefined {
  return graph.nodes[box.node];
}
