import { describe, expect, test } from "vitest";
import { graphRows } from "../../src/editor/graph-rows";
import type { TreeRow } from "../../src/editor/tree-rows";
import { graph, leaf, node, RANGE, t } from "./answers";

/** The tree as lines, two spaces a level. */
function lines(rows: readonly TreeRow[], depth = 0): string[] {
  return rows.flatMap((row) => [
    `${"  ".repeat(depth)}${row.label} ${row.description}`.trimEnd(),
    ...lines(row.children, depth + 1),
  ]);
}

describe("the graph in the side panel", () => {
  test("the main chain is flat, side branches hang below the node where they leave it", () => {
    const nodes = [
      node(1, "AddBackward0", [2, 3], { module: "layer2", label: "y", shape: [4, 2] }),
      node(2, "MmBackward0", [4, 5]),
      node(3, "ExpandBackward0", [6]),
      node(4, "SigmoidBackward0", [7]),
      leaf(5, "layer2.w"),
      leaf(6, "layer2.b"),
      leaf(7, "x"),
    ];
    expect(lines(graphRows(graph(nodes, [1, 2, 4, 7]), t))).toEqual([
      "AddBackward0 [4, 2] layer2 · y",
      "  ExpandBackward0 []",
      "  layer2.b [] AccumulateGrad",
      "MmBackward0 []",
      "  layer2.w [] AccumulateGrad",
      "SigmoidBackward0 []",
      "x [] AccumulateGrad",
    ]);
  });

  test("what a loop made says at which visit, and a leaf in which state it is", () => {
    const nodes = [
      node(1, "SumBackward0", [2], { label: "loss", visit: { at: 99, of: 100 } }),
      { ...leaf(2, "w"), visit: { at: 100, of: 101 } },
    ];
    expect(lines(graphRows(graph(nodes, [1, 2]), t))).toEqual([
      "SumBackward0 [] loss · visit 99 of 100",
      "w [] AccumulateGrad · state 100 of 101",
    ]);
  });

  test("two side branches of one node keep their own nodes below themselves", () => {
    const nodes = [
      node(1, "AddmmBackward0", [2, 3, 4]),
      node(2, "SigmoidBackward0", []),
      node(3, "ExpandBackward0", [5]),
      node(4, "TBackward0", [6]),
      leaf(5, "b"),
      leaf(6, "w"),
    ];
    expect(lines(graphRows(graph(nodes, [1, 2]), t))).toEqual([
      "AddmmBackward0 []",
      "  ExpandBackward0 []",
      "    b [] AccumulateGrad",
      "  TBackward0 []",
      "    w [] AccumulateGrad",
      "SigmoidBackward0 []",
    ]);
  });

  test("a node that is shown already is a reference with the output that is asked for", () => {
    const unbind = node(3, "UnbindBackward0", []);
    const first = {
      ...node(1, "AddBackward0", [2]),
      next: [
        { node: 2, inputNr: 0 },
        { node: 3, inputNr: 1 },
      ],
    };
    const rows = lines(graphRows(graph([first, node(2, "MulBackward0", [3]), unbind], [1, 2, 3]), t));
    expect(rows).toEqual([
      "AddBackward0 []",
      "  ↩ UnbindBackward0 on the main chain · output 1",
      "MulBackward0 []",
      "UnbindBackward0 []",
    ]);
  });

  test("a = a + a a hundred times is one row that unfolds to a hundred, not to 2^100", () => {
    const nodes = [leaf(0, "a")];
    // All at one place of the source: a loop ran it.
    for (let i = 1; i <= 100; i++) nodes.push(node(i, "AddBackward0", [i - 1, i - 1], { range: RANGE }));
    const chain = Array.from({ length: 101 }, (_, i) => 100 - i);
    const rows = graphRows(graph(nodes, chain), t);
    expect(rows.map((row) => row.label)).toEqual(["AddBackward0 × 100", "a"]);
    expect(rows[0]?.children).toHaveLength(100);
    expect(lines(rows)).toHaveLength(1 + 100 + 100 + 1);
  });

  test("a chain of 10,000 ops neither nests nor overflows, and comes in groups of a thousand", () => {
    const nodes = [leaf(0, "x")];
    for (let i = 1; i <= 10_000; i++) nodes.push(node(i, i % 2 ? "MulBackward0" : "SinBackward0", [i - 1]));
    const chain = Array.from({ length: 10_001 }, (_, i) => 10_000 - i);
    const rows = graphRows(graph(nodes, chain), t);
    expect(rows).toHaveLength(11);
    expect(rows[0]?.label).toBe("nodes 1 to 1000");
    expect(rows[0]?.children.every((row) => row.children.length === 0)).toBe(true);
  });

  test("ids are unique, so that VS Code draws every row", () => {
    const nodes = [node(1, "AddBackward0", [2, 2, 3]), node(2, "MulBackward0", [3, 3]), leaf(3, "a")];
    const ids: string[] = [];
    const collect = (rows: readonly TreeRow[]): void => {
      for (const row of rows) {
        ids.push(row.id);
        collect(row.children);
      }
    };
    collect(graphRows(graph(nodes, [1, 2, 3]), t));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("a run without a graph has no rows", () => {
    expect(graphRows(graph([], []), t)).toEqual([]);
  });
});
