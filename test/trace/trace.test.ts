import { describe, expect, it } from "vitest";
import type { Graph } from "../../src/protocol";
import { answer } from "../../src/runner/answer";
import { Run, type RunOptions } from "../../src/runner/run";

function run(text: string, options: RunOptions = {}): Run {
  const sources = [{ file: "main.nnspec", text }];
  const made = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 20, bytes: 4e9 } }, options);
  made.execute();
  return made;
}

function hoverIn(done: Run, text: string) {
  return (what: string, visit?: number) =>
    answer(done, "hover", {
      file: "main.nnspec",
      offset: text.indexOf(what),
      ...(visit === undefined ? {} : { visit }),
    });
}

/** The walk as indented names; references marked. */
function drawn(graph: Graph): string[] {
  return graph.rows.map(({ index, depth, reference }) => {
    const node = graph.nodes[index];
    return `${"  ".repeat(depth)}${reference ? "↩ " : ""}${node?.name} ${node?.leafName ?? node?.label}`;
  });
}

const TRAINING = `import torch
w = torch.tensor([1.0, 2.0], requires_grad=True)
for i in range(3):
    y = w * w
    loss = y.sum()
    loss.backward()
    with torch.no_grad():
        w -= 0.25 * w.grad
        w.grad.zero_()
`;

describe("values in a loop", () => {
  const done = run(TRAINING);
  const hover = hoverIn(done, TRAINING);

  it("ran", () => {
    expect(done.stderr).toBe("");
  });

  it("keep what they were at each visit, though the tensor was written in place", () => {
    // w halves each time: w - 0.25 · 2w.
    expect(hover("y =", 1)?.print).toBe("tensor([1., 4.], grad_fn=<MulBackward0>)");
    expect(hover("y =", 2)?.print).toBe("tensor([0.2500, 1.0000], grad_fn=<MulBackward0>)");
    expect(hover("y =")?.print).toBe("tensor([0.0625, 0.2500], grad_fn=<MulBackward0>)");
    expect(hover("w * w", 1)?.print).toBe("tensor([1., 2.], requires_grad=True)");
    expect(hover("w * w", 3)?.print).toBe("tensor([0.2500, 0.5000], requires_grad=True)");
    expect(hover("w -=", 3)?.print).toBe("tensor([0.1250, 0.2500], requires_grad=True)");
  });

  it("have the gradient that reached them in their own backward", () => {
    expect([...(hover("y =", 1)?.gradientDigest?.values ?? [])]).toEqual([1, 1]);
    expect([...(hover("w * w", 1)?.gradientDigest?.values ?? [])]).toEqual([2, 4]);
    expect([...(hover("w * w", 2)?.gradientDigest?.values ?? [])]).toEqual([1, 2]);
    expect(hover("y =")).toMatchObject({ byDebugger: false, visit: 3, visits: 3 });
  });

  it("are shown at the end as they are", () => {
    const parameters = answer(done, "parameters", {});
    expect(parameters).toMatchObject([{ name: "w", gradientState: "zero", byDebugger: false }]);
    expect([...(parameters[0]?.digest.values ?? [])]).toEqual([0.125, 0.25]);
  });

  it("say in lists which visit made them, and which of its states a parameter is in", () => {
    expect(answer(done, "parameters", {})[0]?.state).toEqual({ at: 4, of: 4 });
    const graph = answer(done, "graph", { name: "y" });
    expect(graph.nodes.map(({ name, visit }) => [name, visit])).toEqual([
      ["MulBackward0", { at: 3, of: 3 }],
      ["AccumulateGrad", { at: 4, of: 4 }],
    ]);
    const forward = answer(done, "graph", { name: "y", direction: "forward" });
    const muls = forward.nodes.filter((node) => node.label === "y" || node.name === "mul");
    expect(muls.map(({ visit }) => visit)).toContainEqual({ at: 1, of: 3 });
    const once = run("import torch\nw = torch.ones(2, requires_grad=True)\ny = w * w\n");
    expect(answer(once, "graph", { name: "y" }).nodes.every((node) => node.visit === undefined)).toBe(true);
  });

  it("have inlay hints with their shapes", () => {
    const hints = answer(done, "hints", { file: "main.nnspec" });
    expect(hints.map(({ offset, label }) => [TRAINING.slice(0, offset).split(/\W/).pop(), label])).toEqual([
      ["w", "[2]"],
      ["", "×3"],
      ["y", "[2]"],
      ["loss", "[]"],
      ["w", "[2]"],
    ]);
  });

  it("show what backward had saved after it freed it", () => {
    const graph = answer(done, "graph", { name: "loss" });
    expect(drawn(graph)).toEqual(["SumBackward0 loss", "MulBackward0 y", "  AccumulateGrad w", "  ↩ AccumulateGrad w"]);
    expect(graph.gradients).toBe("program");
    const mul = answer(done, "inspect", { selection: { value: null, node: graph.nodes[1]?.id ?? -1 } });
    expect(mul?.saved.map(({ name, alias }) => [name, alias]).sort()).toEqual([
      ["other", "input 0"],
      ["self", "input 0"],
    ]);
    expect([...(mul?.saved[0]?.digest?.values ?? [])]).toEqual([0.25, 0.5]);
    expect(mul?.consumers.map(({ text }) => text)).toEqual(["y.sum()"]);
  });
});

describe("a write through a view", () => {
  const text = "import torch\nv = torch.zeros(3)\nu = v + 1\nv[1] = 5\nt = v * 2\n";
  const done = run(text);
  const hover = hoverIn(done, text);

  it("changes what the name means from then on, not before", () => {
    expect(hover("v + 1")?.print).toBe("tensor([0., 0., 0.])");
    expect(hover("v * 2")?.print).toBe("tensor([0., 5., 0.])");
    expect(answer(done, "names", {})[0]?.names.find(({ name }) => name === "v")?.text).toBe("tensor([0., 5., 0.])");
  });
});

describe("the graph", () => {
  it("of a = a + a, a hundred times, has 101 nodes and answers at once", () => {
    const text = "import torch\na = torch.ones(1, requires_grad=True)\nfor _ in range(100):\n    a = a + a\n";
    const done = run(text);
    const started = performance.now();
    const graph = answer(done, "graph", {});
    expect(performance.now() - started).toBeLessThan(1000);
    expect(graph.nodes.length).toBe(101);
    expect(graph.rows.length).toBe(201);
    expect(graph.rows.filter(({ reference }) => reference).length).toBe(100);
  });

  it("of a chain of 20,000 ops keeps its depth, and needs no deep stack", () => {
    const text = "import torch\na = torch.ones(1, requires_grad=True)\nfor _ in range(20000):\n    a = a.exp()\n";
    const graph = answer(run(text), "graph", {});
    expect(graph.nodes.length).toBe(20_001);
    expect(graph.rows.every(({ depth }) => depth === 0)).toBe(true);
    expect(graph.mainChain.length).toBe(20_001);
  });

  it("is empty where nothing requires grad", () => {
    expect(answer(run("import torch\nx = torch.ones(2).sum()\n"), "graph", {})).toMatchObject({
      root: null,
      nodes: [],
    });
  });

  it("exports as Mermaid, DOT and JSON", () => {
    const done = run("import torch\na = torch.ones(2, requires_grad=True)\nb = (a * a).sum()\n");
    const text = (format: "mermaid" | "dot" | "json") => answer(done, "export", { name: "b", format }).text;
    expect(text("mermaid").split("\n")).toEqual([
      "flowchart TD",
      '  n0["SumBackward0 []"]',
      '  n1["MulBackward0 [2]"]',
      '  n2[("a [2]")]',
      "  n0 --> n1",
      "  n1 --> n2",
      "  n1 --> n2",
      "",
    ]);
    expect(text("dot")).toContain('n1 [label="MulBackward0 [2]"];\n');
    expect(JSON.parse(text("json"))).toMatchObject({
      root: "b",
      nodes: [{ name: "SumBackward0" }, { name: "MulBackward0", line: 3 }, { leaf: "a" }],
      main_chain: [0, 1, 2],
    });
  });
});

describe("gradients on demand", () => {
  const text = `import torch
a = torch.tensor([3.0, 4.0], requires_grad=True)
seen = []
h = a * a
h.register_hook(lambda g: seen.append(1))
b = h.sum()
`;

  it("come from the recorded graph, aside from the program's state", () => {
    const done = run(text);
    const graph = answer(done, "graph", { name: "b" });
    expect(graph.gradients).toBe("none");
    expect(answer(done, "parameters", {})).toMatchObject([{ name: "a", gradientState: "not called", gradient: null }]);
    const value = graph.nodes[0]?.value ?? -1;
    expect(answer(done, "gradients", { value })).toEqual({ computed: true, reason: "" });
    const after = answer(done, "graph", { name: "b" });
    expect(after.gradients).toBe("debugger");
    const [row] = answer(done, "parameters", {});
    expect(row).toMatchObject({ byDebugger: true, gradientState: "ok" });
    expect([...(row?.gradientDigest?.values ?? [])]).toEqual([6, 8]);
    const tensor = done.view.value(row?.value.id ?? -1)?.tensor;
    expect(tensor?.grad).toBeNull();
    // No hook of the program ran, and the graph is not freed: it works again.
    expect(answer(done, "names", {})[0]?.names.find(({ name }) => name === "seen")?.text).toBe("[]");
    expect(answer(done, "gradients", { value }).computed).toBe(true);
  });

  it("say why not, where the program's backward has freed the graph", () => {
    const done = run(`${text}b.backward()\n`);
    const value = answer(done, "graph", { name: "b" }).nodes[0]?.value ?? -1;
    expect(answer(done, "gradients", { value })).toEqual({
      computed: false,
      reason: "The program's own backward has freed what the graph had saved.",
    });
  });

  it("are refused for what is no scalar", () => {
    const done = run(text);
    const value = answer(done, "graph", { name: "h" }).nodes[0]?.value ?? -1;
    expect(answer(done, "gradients", { value }).reason).toContain("for a scalar only");
  });
});

describe("a memory budget", () => {
  const text = `import torch
first = torch.arange(1000.0)
for i in range(400):
    x = torch.full((1000,), float(i))
last = x + first
`;
  const done = run(text, { bounds: { bytes: 400_000, events: 1_000_000 } });
  const hover = hoverIn(done, text);

  it("is kept, by letting go of the middle of loops", () => {
    expect(done.trace.heldBytes).toBeLessThanOrEqual(400_000);
    const kept = (visit: number) => {
      const { trace } = done;
      const row = [...Array(trace.events.rows).keys()].filter((at) => trace.names[trace.events.a.at(at)] === "x")[
        visit
      ];
      return trace.data(trace.events.b.at(row ?? -1)) !== null;
    };
    expect([0, 1, 398, 399].map(kept)).toEqual([true, true, true, true]);
    expect([...Array(400).keys()].filter(kept).length).toBeLessThan(110);
    expect(hover("first")?.tensor?.kept).toBe(true);
  });

  it("loses nothing: a replay brings a value back when somebody looks", () => {
    for (const visit of [100, 200, 299]) {
      const shown = hover("x =", visit);
      expect(shown?.digest).toMatchObject({ word: "all equal", n: 1000 });
      expect(shown?.digest?.stats[0]).toBe(visit - 1);
      expect(shown?.visit).toBe(visit);
    }
  });
});

describe("a view that a long loop makes of a parameter", () => {
  const text =
    "import torch\nw = torch.ones(2, 3, requires_grad=True)\nfor i in range(400):\n    v = w.t()\n    (v * i).sum().backward()\n";
  const done = run(text);

  it("loses its graph in the middle, and has its gradient when somebody looks", () => {
    const views = done.trace.values.items.filter(({ gradFnName }) => gradFnName === "TBackward0");
    expect(views.length).toBe(400);
    expect(views.filter(({ tensor }) => tensor !== null).length).toBeLessThan(300);
    const middle = hoverIn(done, text)("v =", 302);
    expect(middle?.tensor).toMatchObject({ shape: [3, 2], gradFn: "TBackward0" });
    expect(middle?.gradientDigest).toMatchObject({ word: "all equal" });
    expect(middle?.gradientDigest?.stats[0]).toBe(301);
  });
});

describe("an error in the middle", () => {
  it("names the operands, their shapes and what does not fit", () => {
    const text = "import torch\nx = torch.ones(4, 3)\nw = torch.ones(2, 5)\ny = x @ w\n";
    const [problem] = run(text).state().problems;
    expect(problem).toMatchObject({
      type: "RuntimeError",
      message: "mat1 and mat2 shapes cannot be multiplied (4x3 and 2x5)",
      explanation: "x is [4, 3], w is [2, 5]; the inner sizes 3 and 2 must match",
    });
    expect(text.slice(problem?.range.start, problem?.range.end)).toBe("x @ w");
    expect(problem?.related.map(({ range }) => range.line)).toEqual([2, 3]);
  });
});

describe("copy as Python", () => {
  const text = `import torch
f = torch.tensor([[0.1, -0.0], [float("inf"), 1e-45]])
i = torch.tensor([2**53 + 1, -3])
b = torch.tensor([True, False])
d = torch.tensor(0.1, dtype=torch.float64)
e = torch.zeros(0, 3)
`;
  const done = run(text);
  const names = answer(done, "names", {})[0]?.names ?? [];
  const python = (name: string) => {
    const value = names.find((each) => each.name === name)?.tensor?.id ?? -1;
    return answer(done, "python", { value }).text;
  };

  it("gives every element exactly", () => {
    expect(python("f")).toBe('torch.tensor([[0.1, -0.0], [float("inf"), 1e-45]])');
    expect(python("i")).toBe("torch.tensor([9007199254740993, -3])");
    expect(python("b")).toBe("torch.tensor([True, False])");
    expect(python("d")).toBe("torch.tensor(0.1, dtype=torch.float64)");
    expect(python("e")).toBe("torch.empty([0, 3], dtype=torch.float32)");
  });
});

describe("a bound on events", () => {
  const text = `import torch
w = torch.zeros(1, requires_grad=True)
kept = []
for i in range(3000):
    loss = (w - i) ** 2
    loss.backward()
    kept = [i]
    w.grad = None
total = loss + 1
`;
  const done = run(text, { bounds: { bytes: 1e9, events: 5000 } });
  const hover = hoverIn(done, text);

  it("is kept, with everything about the first and last visits", () => {
    const { trace } = done;
    expect(trace.events.total).toBeGreaterThan(30_000);
    expect(trace.events.rows).toBeLessThanOrEqual(5000);
    expect(trace.values.items.length).toBeLessThan(5000);
    expect(trace.ops.items.length).toBeLessThan(5000);
    for (const [visit, value] of [
      [1, 0],
      [2, 1],
      [2999, 2998 ** 2],
      [3000, 2999 ** 2],
    ] as const) {
      const shown = hover("loss =", visit);
      expect(shown).toMatchObject({ visit, visits: 3000 });
      expect(shown?.digest?.values?.[0]).toBe(Math.fround(value));
      expect(shown?.gradientDigest?.values?.[0]).toBe(1);
    }
    expect(hover("kept = [i]")?.print).toBe("[2999]");
    expect(answer(done, "graph", { name: "total" }).nodes.map(({ name }) => name)).toEqual([
      "AddBackward0",
      "PowBackward0",
      "SubBackward0",
      "AccumulateGrad",
    ]);
  });
});

describe("complex values", () => {
  const text = `import torch
a = torch.tensor([3 + 4j, -1j], requires_grad=True)
b = a.conj()
c = b.imag
(a * b).real.sum().backward()
`;
  const done = run(text);
  const hover = hoverIn(done, text);

  it("are printed as they are and count by their magnitude", () => {
    expect(hover("a =")?.print).toBe("tensor([3.+4.j, -0.-1.j], requires_grad=True)");
    expect([...(hover("a =")?.digest?.values ?? [])]).toEqual([5, 1]);
  });

  it("are conjugate where the memory that they share is not", () => {
    expect(hover("b =")?.print).toBe("tensor([3.-4.j, -0.+1.j], grad_fn=<ConjBackward0>)");
    expect(hover("c =")?.print).toBe("tensor([-4.,  1.], grad_fn=<SelectBackward0>)");
    expect([...(hover("c =")?.digest?.values ?? [])]).toEqual([-4, 1]);
  });
});
