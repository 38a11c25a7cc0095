// `nnspec graph`: depth first as next_functions lists it, one node a line, numbered; only forks indent.

import type { Graph, GraphNode } from "../protocol/data";

/** A chain of thousands of forks is not indented further: its text would grow with the square of its length. */
const DEEPEST = 40;

export function graphText(graph: Graph): string {
  const numbers = new Map<number, number>();
  const lines = graph.rows.map(({ index, depth, reference }) => {
    const node = graph.nodes[index];
    if (node === undefined) return "";
    const indent = "  ".repeat(Math.min(depth, DEEPEST));
    if (reference) return `${indent}↩ #${numbers.get(index) ?? 0} ${nameOf(node)}`;
    numbers.set(index, numbers.size + 1);
    return `${indent}#${numbers.size} ${nameOf(node)} [${node.shape.join(", ")}]${placeOf(node)}`;
  });
  return `${lines.join("\n")}\n`;
}

function nameOf(node: GraphNode): string {
  return node.kind === "leaf" && node.leafName !== null ? `${node.name} ${node.leafName}` : node.name;
}

function placeOf(node: GraphNode): string {
  return node.kind === "leaf" || node.range === null ? "" : `  ${node.range.file}:${node.range.line}`;
}
