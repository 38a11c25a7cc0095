import { describe, expect, it } from "vitest";
import type { Direction, Folding, Graph } from "../../src/protocol";
import { answer, answerSteps } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";
import { toEnd } from "../../src/trace/query/digest";
import { elided } from "../../src/trace/query/elide";
import { openScopes, outlineRows } from "../../src/trace/query/folds";

function run(text: string): Run {
  const sources = [{ file: "main.nnspec", text }];
  const made = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 60, bytes: 4e9 } }, {});
  expect(made.execute().problems).toEqual([]);
  return made;
}

function graphOf(text: string, direction: Direction, folding: Folding = OPEN): Graph {
  return answer(run(text), "graph", { direction, folding });
}

const OPEN: Folding = { all: "open", toggled: [] };
const AT_FIRST: Folding = { all: null, toggled: [] };

/** The outline as a person sees it: two blanks a level, "+" before what is folded. */
function listed(graph: Graph, folding: Folding): string[] {
  const open = openScopes(graph, folding);
  const { entries, depths } = outlineRows(graph, open);
  return Array.from(entries, (entry, at) => {
    const scope = graph.scopes[-1 - entry];
    const node = graph.nodes[entry];
    const words =
      scope === undefined
        ? (node?.leafName ?? node?.name ?? "?")
        : `${open[-1 - entry] === 1 ? "-" : "+"} ${scope.kind === "turn" ? `${scope.title}/${scope.detail}` : scope.title}`;
    return "  ".repeat(depths[at] ?? 0) + words;
  });
}

const RNN = `
import torch
from torch import nn
class Cell(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(3, 4)
    def forward(self, x, h):
        return torch.tanh(self.a(x) + h)
def roll(cell, xs):
    h = torch.zeros(2, 4)
    for x in xs:
        if h.sum() > 100:
            break
        h = cell(x, h)
    return h.exp() * 2
cell = Cell()
xs = torch.ones(3, 2, 3)
out = roll(cell, xs)
loss = out.mean()
`;

describe("what ran, forward", () => {
  it("stands in its order, by calls of functions and modules, loops and their turns", () => {
    expect(listed(graphOf(RNN, "forward"), AT_FIRST)).toEqual([
      "+ Cell()",
      "ones",
      "- roll()",
      "  zeros",
      "  unbind",
      "  - for x in xs",
      ...[1, 2, 3].flatMap((turn) => [
        `    - ${turn}/3`,
        "      sum",
        "      gt",
        "      - Cell",
        "        - a",
        "          a.weight",
        "          t",
        "          a.bias",
        "          addmm",
        "        add",
        "        tanh",
      ]),
      "  exp",
      "  mul",
      "mean",
    ]);
  });

  it("leads from every op to what made its inputs, with the shapes that flow", () => {
    const { nodes } = graphOf(RNN, "forward");
    const edges = nodes.flatMap((node) =>
      node.next.map((edge) => {
        const input = nodes.find(({ id }) => id === edge?.node);
        return `${input?.leafName ?? input?.name} ${JSON.stringify(edge?.shape ?? input?.shape)} > ${node.name}`;
      }),
    );
    expect(edges).toContain("unbind [2,3] > addmm");
    expect(edges).toContain("zeros [2,4] > add");
    expect(edges.filter((edge) => edge === "tanh [2,4] > add")).toHaveLength(2);
    expect(edges).toContain("a.weight [4,3] > t");
    expect(edges).toContain("mul [2,4] > mean");
  });

  it("tells of a group how much is in it and what flows in and out, parameters aside", () => {
    const { scopes } = graphOf(RNN, "forward");
    const named = (title: string) => scopes.find((scope) => scope.title === title);
    expect(named("a")).toMatchObject({ kind: "module", detail: "Linear", ops: 2, inputs: [[2, 3]], outputs: [[2, 4]] });
    expect(named("for x in xs")).toMatchObject({
      kind: "loop",
      ops: 18,
      inputs: [
        [2, 4],
        [2, 3],
      ],
    });
    expect(named("roll()")).toMatchObject({ kind: "call", inputs: [[3, 2, 3]], outputs: [[2, 4]] });
    expect(named("Cell()")).toMatchObject({ kind: "aside" });
  });

  it("follows loops that end early, begin anew, stand in one another, and calls that raise", () => {
    const text = `
import torch
def risky(x, i):
    y = x * i
    z = y + i
    if i == 1:
        raise ValueError("no")
    return z
x = torch.ones(2)
for i in range(2):
    for j in range(3):
        if j == 2:
            break
        x = (x + j) * 2
    try:
        x = risky(x, i)
    except ValueError:
        pass
    x = (x - 1) / 2
x = (x * 5).abs()
`;
    const inner = (outer: number) => [
      `  - ${outer}/2`,
      "    - for j in range(3)",
      ...[1, 2].flatMap((turn) => [`      - ${turn}/3`, "        add", "        mul"]),
      "    - risky()",
      "      mul",
      "      add",
      "    sub",
      "    div",
    ];
    expect(listed(graphOf(text, "forward"), AT_FIRST)).toEqual([
      "ones",
      "- for i in range(2)",
      ...inner(1),
      ...inner(2),
      "mul",
      "abs",
    ]);
  });

  it("gives what a write through a view changed to the op that wrote", () => {
    const { nodes } = graphOf("import torch\nx = torch.zeros(3)\nx[0].add_(2)\ny = x * 3\n", "forward");
    const mul = nodes.find(({ name }) => name === "mul");
    expect(mul?.next.map((edge) => nodes[edge?.node ?? -1]?.name)).toEqual(["add_"]);
  });

  it("is there for a program without gradients, and puts a folded group's keys where they were after the next run", () => {
    const graph = graphOf("import torch\nx = torch.ones(2)\nfor i in range(3):\n    x = (x + 1) * 2\n", "forward");
    expect(graph.root).not.toBeNull();
    const longer = graphOf("import torch\nx = torch.ones(9)\nfor i in range(5):\n    x = (x + 1) * 2\n", "forward");
    const keys = longer.scopes.map(({ key }) => key);
    for (const { key } of graph.scopes) expect(keys).toContain(key);
  });
});

describe("folding a graph", () => {
  it("opens as much as can be read, and of a long loop all turns folded", () => {
    const text = "import torch\nx = torch.ones(2)\nfor i in range(40):\n    x = (x + 1) * 2\n";
    const graph = graphOf(text, "forward");
    const rows = listed(graph, AT_FIRST);
    expect(rows.slice(0, 4)).toEqual(["ones", "- for i in range(40)", "  + 1/40", "  + 2/40"]);
    expect(rows).toHaveLength(42);
    expect(listed(graph, { all: "folded", toggled: [] })).toEqual(["ones", "+ for i in range(40)"]);
    expect(listed(graph, OPEN)).toHaveLength(122);
    const first = graph.scopes.find(({ kind }) => kind === "turn")?.key ?? "";
    expect(listed(graph, { all: null, toggled: [first] }).slice(2, 5)).toEqual(["  - 1/40", "    add", "    mul"]);
  });

  it("goes backward through the same groups, last first, and says no more than once where all of it ran", () => {
    const graph = graphOf(RNN.replace("mean()\n", "mean()\nloss.backward()\n"), "backward");
    const rows = listed(graph, AT_FIRST);
    expect(rows.slice(0, 6)).toEqual([
      "MeanBackward0",
      "- roll()",
      "  MulBackward0",
      "  ExpBackward0",
      "  - for x in xs",
      "    - 3/3",
    ]);
    expect(rows).not.toContain("unbind");
    const inLoop = graphOf(
      "import torch\nw = torch.ones(2, requires_grad=True)\nfor i in range(2):\n    loss = (w * i).exp().sum()\n",
      "backward",
    );
    expect(listed(inLoop, AT_FIRST)).toEqual(["SumBackward0", "ExpBackward0", "MulBackward0", "w"]);
  });

  it("sends one node for each folded group of a large graph, and all of it when it is unfolded", () => {
    const text = "import torch\nx = torch.ones(2)\nfor i in range(40):\n    x = (x + 1) * 2\ny = x.abs()\n";
    const whole = graphOf(text, "forward");
    const small = elided(whole, AT_FIRST, 10);
    expect(small.leftOut).toBe(40);
    expect(listed(small, AT_FIRST)).toEqual(listed(whole, AT_FIRST));
    const links = (graph: Graph) => graph.nodes.flatMap(({ id, next }) => next.map((edge) => `${edge?.node} ${id}`));
    // From each turn to the next, into the first and out of the last.
    expect(links(small)).toHaveLength(41);
    const third = whole.scopes.filter(({ kind }) => kind === "turn")[2]?.key ?? "";
    const toggled: Folding = { all: null, toggled: [third] };
    expect(listed(elided(whole, toggled, 10), toggled)).toEqual(listed(whole, toggled));
    expect(elided(whole, OPEN, 10).leftOut).toBe(0);
  });

  it("answers a run of more ops than are sent at once with what is in sight", () => {
    const text = "import torch\nx = torch.ones(2)\nfor i in range(10500):\n    x = torch.tanh(x * 0.5)\nprint(x)\n";
    const made = run(text);
    const graph = answer(made, "graph", { direction: "forward" });
    expect(listed(graph, AT_FIRST)).toEqual(["ones", "+ for i in range(10500)"]);
    expect(graph.nodes.length + graph.leftOut).toBe(21_001);
    const drawing = answer(made, "drawing", { direction: "forward", folding: AT_FIRST });
    expect(drawing.boxes).toHaveLength(2);
    expect(drawing.boxOf).toHaveLength(graph.nodes.length);
  });

  it("gives a layout up when another is asked for, or none", () => {
    const made = run("import torch\nx = torch.ones(2)\nfor i in range(20):\n    x = (x + 1) * 2\n");
    const ask = (folding: Folding | null) => answerSteps(made, "drawing", { direction: "forward", folding });
    const first = ask(OPEN);
    expect(first.next().done).toBe(false);
    expect(ask(null).next()).toMatchObject({ done: true, value: { boxes: [] } });
    expect(() => first.next()).toThrow("Another drawing was asked for meanwhile.");
    expect(toEnd(ask(OPEN))).toMatchObject({ boxes: { length: 41 } });
  });

  it("keeps names and groups in a long loop, whose middle values were let go", () => {
    const text =
      "import torch\nw = torch.ones(2, requires_grad=True)\nx = w\nfor i in range(2000):\n    x = torch.tanh(x * 0.5)\nloss = x.sum()\n";
    const graph = graphOf(text, "backward");
    expect(graph.nodes.filter(({ kind, label }) => kind === "op" && label === "")).toEqual([]);
    expect(graph.nodes.filter(({ scope }) => scope < 0).map(({ name }) => name)).toEqual(["SumBackward0"]);
  });
});

describe("what backward keeps alive", () => {
  // torch.autograd.graph.saved_tensors_hooks of PyTorch 1.13.1 meets these storages: 7688 bytes in 11, the three
  // weights' 4608 among them.
  const MODEL = `
import torch
from torch import nn
x = torch.randn(8, 16)
y = torch.randn(8, 4)
net = nn.Sequential(nn.Linear(16, 32), nn.Tanh(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 4))
h = net(x)
loss = ((h.softmax(1) - y) ** 2).mean() + h.exp().sum() * h[:, 0].std()
`;

  it("is each storage of a saved tensor once, as in PyTorch", () => {
    expect(graphOf(MODEL, "backward").kept).toMatchObject({ bytes: 7688, storages: 11, freed: 0 });
  });

  it("is told of each node, with what others hold too", () => {
    const made = run(MODEL);
    const graph = answer(made, "graph", {});
    const inspected = (name: string) =>
      answer(made, "inspect", {
        selection: { value: null, node: graph.nodes.find((node) => node.name === name)?.id ?? null },
      });
    // The result of tanh is the next layer's input: one storage, two holders.
    const tanh = inspected("TanhBackward0");
    expect(tanh?.keeps).toBe(8 * 32 * 4);
    expect(tanh?.saved).toMatchObject([{ name: "result", alias: "output", bytes: 1024, holders: 2 }]);
    expect(inspected("MeanBackward0")?.keeps).toBe(0);
  });

  it("is nothing after a backward, and still there after one that retains the graph", () => {
    expect(graphOf(`${MODEL}loss.backward()\n`, "backward").kept).toMatchObject({ bytes: 0, storages: 0 });
    expect(graphOf(`${MODEL}loss.backward()\n`, "backward").kept.freed).toBeGreaterThan(5);
    expect(graphOf(`${MODEL}loss.backward(retain_graph=True)\n`, "backward").kept.bytes).toBe(7688);
  });
});
