// A grad_fn graph as text for other tools: Mermaid, Graphviz DOT, JSON.

import type { Graph, GraphNode } from "../../protocol/data";
import { shapeText } from "./text";

export type ExportFormat = "mermaid" | "dot" | "json";

export function exportGraph(graph: Graph, format: ExportFormat): string {
  switch (format) {
    case "mermaid":
      return mermaid(graph);
    case "dot":
      return dot(graph);
    case "json":
      return json(graph);
  }
}

function title(node: GraphNode): string {
  const name = node.kind === "leaf" ? (node.leafName ?? node.name) : node.name;
  return `${name} ${shapeText(node.shape)}`;
}

/** Edges in PyTorch's direction: from a node to the nodes that made its inputs. */
function edges(graph: Graph): [from: number, to: number][] {
  const index = new Map(graph.nodes.map((node, i) => [node.id, i]));
  return graph.nodes.flatMap((node, from) =>
    node.next.flatMap((edge): [number, number][] => {
      const to = edge === null ? undefined : index.get(edge.node);
      return to === undefined ? [] : [[from, to]];
    }),
  );
}

function mermaid(graph: Graph): string {
  const lines = ["flowchart TD"];
  graph.nodes.forEach((node, i) => {
    const text = `"${title(node).replace(/"/g, "#quot;")}"`;
    lines.push(`  n${i}${node.kind === "leaf" ? `[(${text})]` : `[${text}]`}`);
  });
  for (const [from, to] of edges(graph)) lines.push(`  n${from} --> n${to}`);
  return `${lines.join("\n")}\n`;
}

function dot(graph: Graph): string {
  const lines = ["digraph grad_fn {", "  node [shape=box, fontname=monospace];"];
  graph.nodes.forEach((node, i) => {
    const label = title(node).replace(/\\/g, "\\\\").replace(/"/g, '\\"');
    lines.push(`  n${i} [label="${label}"${node.kind === "leaf" ? ", style=filled, fillcolor=lightgrey" : ""}];`);
  });
  for (const [from, to] of edges(graph)) lines.push(`  n${from} -> n${to};`);
  return `${lines.join("\n")}\n}\n`;
}

function json(graph: Graph): string {
  const index = new Map(graph.nodes.map((node, i) => [node.id, i]));
  const nodes = graph.nodes.map((node, id) => ({
    id,
    name: node.name,
    leaf: node.kind === "leaf" ? (node.leafName ?? "") : null,
    label: node.label,
    module: node.module,
    shape: node.shape,
    dtype: node.dtype,
    line: node.range?.line ?? null,
    next: node.next.map((edge) =>
      edge === null ? null : { node: index.get(edge.node) ?? null, input_nr: edge.inputNr },
    ),
  }));
  const chain = graph.mainChain.map((id) => index.get(id) ?? null);
  return `${JSON.stringify({ root: graph.rootName, nodes, main_chain: chain }, null, 2)}\n`;
}
