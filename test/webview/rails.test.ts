import { describe, expect, test } from "vitest";
import type { Graph } from "../../src/protocol";
import { layoutRails, MAX_LANES, unfoldedRows } from "../../webview/graph/rails";
import { perceptron } from "./fixture/answers";
import { type BareNode, scoped } from "./fixture/scopes";

/** "a: b c; b: d; c:; d:" as a graph whose rows are its depth-first walk. */
function graphOf(text: string): Graph {
  const parsed = text.split(";").map((part) => part.split(":").map((side) => side.trim()));
  const names = parsed.map(([name]) => name ?? "");
  const nodes = parsed.map(
    ([name = "", inputs = ""], id): BareNode => ({
      id,
      name,
      kind: "op",
      leafName: null,
      label: name,
      module: "",
      shape: [],
      dtype: "float32",
      value: null,
      gradient: null,
      range: null,
      next: inputs
        .split(" ")
        .filter((one) => one !== "")
        .map((one) => ({ node: names.indexOf(one), inputNr: 0 })),
      notable: false,
    }),
  );
  const rows: { index: number; depth: number; outputNr: number; reference: boolean }[] = [];
  const seen = new Set<number>();
  const walk = (id: number, depth: number): void => {
    const reference = seen.has(id);
    rows.push({ index: id, depth, outputNr: 0, reference });
    if (reference) return;
    seen.add(id);
    const next = nodes[id]?.next ?? [];
    for (const edge of next) if (edge !== null) walk(edge.node, next.length > 1 ? depth + 1 : depth);
  };
  walk(0, 0);
  return scoped({ root: 0, rootName: "a", nodes, rows, mainChain: [0], gradients: "none", roots: [] });
}

const lanesOf = (graph: Graph) => layoutRails(graph).rails.map((rail) => rail.lane);

describe("rails beside the graph", () => {
  test("a chain stays in one lane", () => {
    expect(lanesOf(graphOf("a: b; b: c; c: d; d:"))).toEqual([0, 0, 0, 0]);
  });

  test("a fork opens a lane, and its second input ends it", () => {
    const { rails } = layoutRails(graphOf("a: b d; b: c; c:; d:"));
    expect(rails.map((rail) => rail.lane)).toEqual([0, 0, 0, 1]);
    expect(rails[0]?.opens).toEqual([{ lane: 1, main: false }]);
    expect(rails[1]?.through).toEqual([{ lane: 1, main: false }]);
    expect(rails[3]?.through).toEqual([]);
    expect(rails.map((rail) => rail.parent)).toEqual([-1, 0, 1, 0]);
  });

  test("a third input waits on the inner lane and is shown last", () => {
    expect(lanesOf(graphOf("a: b c d; b:; c:; d:"))).toEqual([0, 0, 2, 1]);
  });

  test("forks inside a fork's lane open beside it", () => {
    expect(lanesOf(graphOf("a: b c; b:; c: d e; d:; e:"))).toEqual([0, 0, 1, 1, 2]);
  });

  test("a = a + a, a hundred times, is 201 rows on few lanes", () => {
    const text = Array.from({ length: 100 }, (_, i) => `n${i}: n${i + 1} n${i + 1}`).join(";");
    const layout = layoutRails(graphOf(`${text}; n100:`));
    expect(layout.rails).toHaveLength(201);
    expect(layout.lanes).toBe(MAX_LANES);
  });

  test("the perceptron's main chain stands in the first lane, all of it accented", () => {
    const { graph } = perceptron();
    const { rails, chain } = layoutRails(graph);
    expect(chain.size).toBe(17);
    expect(rails.slice(0, 17).map((rail) => rail.lane)).toEqual(new Array(17).fill(0));
    expect(rails.slice(1, 17).every((rail) => rail.upMain)).toBe(true);
    expect(rails.slice(17).some((rail) => rail.upMain)).toBe(false);
  });

  test("folding hides what is under a row and nothing else", () => {
    const layout = layoutRails(graphOf("a: b d; b: c; c:; d: e; e:"));
    expect([...unfoldedRows(layout, new Set([1]))]).toEqual([0, 1, 3, 4]);
    expect([...unfoldedRows(layout, new Set([0]))]).toEqual([0]);
  });

  test("a chain of 100,000 nodes needs no recursion", () => {
    const count = 100_000;
    const base = graphOf("a:");
    const [first] = base.nodes;
    if (first === undefined) throw new Error("no node");
    const nodes = Array.from({ length: count }, (_, id) => ({
      ...first,
      id,
      next: id + 1 < count ? [{ node: id + 1, inputNr: 0 }] : [],
    }));
    const rows = nodes.map((_, index) => ({ index, depth: 0, outputNr: 0, reference: false }));
    const layout = layoutRails({ ...base, nodes, rows });
    expect(layout.rails).toHaveLength(count);
    expect(layout.subtreeEnd[0]).toBe(count);
  });
});
