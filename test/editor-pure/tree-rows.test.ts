import { describe, expect, test } from "vitest";
import { markChanged, valuesOf } from "../../src/editor/tree-changes";
import { parameterRows, plainRow, valueRows } from "../../src/editor/tree-rows";
import { digest, parameter, RANGE, t, tensor } from "./answers";

describe("the parameters in the side panel", () => {
  test("parameters hang below the modules that own them", () => {
    const [root] = parameterRows([parameter("layer1.w"), parameter("layer1.b"), parameter("out.0.weight")], t);
    expect([root?.label, root?.description]).toEqual(["p", "Perception"]);
    expect(root?.children.map((row) => [row.label, row.description])).toEqual([
      ["layer1", "Linear"],
      ["out", ""],
    ]);
    expect(root?.children[0]?.children.map((row) => row.label)).toEqual(["w", "b"]);
    expect(root?.children[1]?.children[0]?.children.map((row) => row.id)).toEqual(["p.out.0.weight"]);
  });

  test("a leaf that no module owns stands beside the modules", () => {
    const rows = parameterRows([parameter("layer1.w"), parameter("w", { root: "", rootClass: "Tensor" })], t);
    expect(rows.map((row) => row.label)).toEqual(["p", "w"]);
  });

  test("each shows its shape, its range and its gradient", () => {
    const gradientDigest = digest([2], [-0.012, 0.004, -0.004, 0.011]);
    const [root] = parameterRows([parameter("w", { gradientState: "ok", gradientDigest })], t);
    expect(root?.children[0]?.description).toBe("[2] −0.50 … 0.25 · ∇ 0.0120");
  });

  test("a small gradient keeps its digits, and one of many states says which", () => {
    const gradientDigest = digest([2], [-0.0002, 0.0001, 0, 0.0002]);
    const state = { at: 1234, of: 1300 };
    const [root] = parameterRows([parameter("w", { gradientState: "ok", gradientDigest, state })], t);
    expect(root?.children[0]?.description).toBe("[2] −0.50 … 0.25 · ∇ 0.0002 · state 1,234 of 1,300");
  });

  test.each([
    ["not called", "backward was not called"],
    ["none", "no gradient reached it"],
    ["frozen", "requires_grad is False"],
  ] as const)("a gradient that is %s says so in words", (gradientState, words) => {
    const [root] = parameterRows([parameter("w", { gradientState })], t);
    expect(root?.children[0]?.tooltip).toContain(words);
  });

  test("a gradient that the debugger computed says so", () => {
    const gradientDigest = digest([2], [-1, 1, 0, 1.41]);
    const [root] = parameterRows([parameter("w", { gradientState: "ok", gradientDigest, byDebugger: true })], t);
    expect(root?.children[0]?.tooltip).toContain("by the debugger");
  });
});

describe("the values in the side panel", () => {
  const scalar = {
    name: "loss",
    type: "tensor",
    text: "tensor(0.7303)",
    tensor: tensor([], { id: 4, node: 9 }),
    range: RANGE,
    visit: 1,
    visits: 1,
  };
  const figures = digest([], [0.7303, 0.7303, 0.7303, NaN], { values: Float64Array.of(0.7303) });

  test("one frame is a flat list, two are levels", () => {
    const top = { title: "top level", names: [{ ...scalar, digest: figures }] };
    expect(valueRows([top], t).map((row) => row.label)).toEqual(["loss"]);
    expect(valueRows([{ ...top, title: "forward" }, top], t).map((row) => row.label)).toEqual(["forward", "top level"]);
  });

  test("a scalar shows its number, other values the first line of their repr", () => {
    const plain = { type: "list", tensor: null, digest: null, range: null, visit: 1, visits: 1 };
    const rows = valueRows(
      [
        {
          title: "top level",
          names: [
            { ...scalar, digest: figures },
            { ...plain, name: "sizes", text: "[1, 2, 3]" },
            { ...plain, name: "p", type: "module", text: "Perception(\n  (a): Linear()\n)" },
          ],
        },
      ],
      t,
    );
    expect(rows.map((row) => row.description)).toEqual(["Perception", "[1, 2, 3]", "[] 0.7303"]);
  });

  test("the newest name is first, imports and definitions are last", () => {
    const name = (own: string, text: string) => ({
      name: own,
      type: "other",
      text,
      tensor: null,
      digest: null,
      range: null,
      visit: 1,
      visits: 1,
    });
    const names = [name("torch", "<module 'torch'>"), name("a", "1"), name("f", "<function f at 0x1>"), name("b", "2")];
    expect(valueRows([{ title: "top level", names }], t).map((row) => row.label)).toEqual(["b", "a", "f", "torch"]);
  });

  test("a name that a loop bound says which visit it is", () => {
    const names = [{ ...scalar, digest: figures, visit: 37, visits: 1200 }];
    expect(valueRows([{ title: "top level", names }], t)[0]?.description).toBe("[] 0.7303 · visit 37 of 1,200");
  });
});

describe("rows after a what-if", () => {
  const [old, now] = [0.7303, 0.612].map((x) => digest([], [x, x, x, NaN], { values: Float64Array.of(x) }));
  const vector = digest([2], [1, 2, 1.5, 0.7], { values: Float64Array.of(1, 2) });
  if (old === undefined || now === undefined) throw new Error("two digests");
  const changes = new Map([
    [1, { before: { digest: old, apart: Float64Array.of(0.1183) }, now }],
    [2, { before: { digest: vector, apart: Float64Array.of(0.25) }, now: vector }],
  ]);

  test("a changed number stands beside the old one, a changed tensor says how far it moved", () => {
    const child = plainRow("b", "weight", "table", { description: "[2]", value: 1, gradient: 2 });
    const rows = [
      plainRow("a", "net", "package", { children: [child] }),
      plainRow("c", "same", "table", { description: "[2]", value: 3 }),
    ];
    expect(valuesOf(rows, 10)).toEqual([1, 2, 3]);
    const [net, same] = markChanged(rows, changes);
    const marked = net?.children[0];
    expect(marked?.description).toBe("[2] · 0.7303 → 0.6120 · ∇ Δ 0.2500");
    expect(marked?.tooltip?.split("\n")).toHaveLength(5);
    expect([marked?.changed, same?.changed, same?.description]).toEqual([true, false, "[2]"]);
  });
});
