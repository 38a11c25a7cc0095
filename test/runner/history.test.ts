import { describe, expect, it } from "vitest";
import { answer } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";

function ran(text: string): Run {
  const sources = [{ file: "main.nnspec", text }];
  const run = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 20, bytes: 4e9 } }, {});
  run.execute();
  expect(run.stderr).toBe("");
  return run;
}

const idOf = (run: Run, name: string) =>
  answer(run, "names", {})[0]?.names.find((each) => each.name === name)?.tensor?.id ?? -1;
const numbers = (run: Run, value: number) => [...answer(run, "pictures", { values: [value] }).data];

const TRAINING = `import torch
from torch import nn
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
x, y = torch.randn(8, 3), torch.randn(8, 1)
for step in range(30):
    opt.zero_grad()
    out = net(x)
    loss = ((out - y) ** 2).mean()
    loss.backward()
    opt.step()
    print(loss.item(), net[0].weight[0, 0].item(), net[0].weight.grad[0, 0].item(), out[0, 0].item())
`;

describe("a tensor over the run", () => {
  const run = ran(TRAINING);
  const printed = run.stdout
    .trim()
    .split("\n")
    .map((line) => line.split(" ").map(Number));

  it("is what its place made at every visit, with the gradient that reached it then", () => {
    const out = answer(run, "history", { value: idOf(run, "out") });
    expect(out).toMatchObject({ kind: "visits", total: 30, at: 29, shape: [8, 1], dtype: "float32" });
    expect([...(out?.visits ?? [])]).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect([...(out?.values ?? [])].map((value) => numbers(run, value)[0])).toEqual(printed.map((line) => line[3]));
    expect([...(out?.gradients ?? [])].every((gradient) => gradient >= 0)).toBe(true);
    const [low = NaN, high = NaN] = out?.range ?? [];
    const all = [...(out?.values ?? [])].flatMap((value) => numbers(run, value));
    expect([low, high]).toEqual([Math.min(...all), Math.max(...all)]);
  });

  it("tells two layers apart that one line calls", () => {
    const out = answer(run, "history", { value: idOf(run, "out") });
    const graph = answer(run, "graph", {});
    const addmm = graph.nodes.filter(({ name }) => name === "AddmmBackward0");
    expect(addmm).toHaveLength(2);
    const histories = addmm.map(({ value }) => answer(run, "history", { value: value ?? -1 }));
    expect(histories.map((one) => one?.values.length)).toEqual([30, 30]);
    expect(histories.map((one) => one?.shape)).toContainEqual([8, 4]);
    expect(histories.map((one) => one?.values.at(-1))).toContain(out?.values.at(-1));
  });

  it("of a parameter is its states, each with the gradient that moved it on", () => {
    const weight = answer(run, "parameters", {})[0]?.value.id ?? -1;
    const history = answer(run, "history", { value: weight });
    expect(history?.kind).toBe("states");
    const states = [...(history?.values ?? [])].map((value) => numbers(run, value)[0]);
    // What the program printed after a step is the next state, and the gradient that it stepped by is the one before's.
    expect(states.slice(1)).toEqual(printed.map((line) => line[1]));
    const gradients = [...(history?.gradients ?? [])].slice(0, 30).map((value) => numbers(run, value)[0]);
    expect(gradients).toEqual(printed.map((line) => line[2]));
  });

  it("is of the whole run wherever the cursor stands, and knows which of it that is", () => {
    const history = answer(run, "history", { value: idOf(run, "loss") });
    const step = answer(run, "steps", {}).ends.find((end) => end >= (history?.events[11] ?? 0));
    answer(run, "cursor", { event: step ?? null });
    const then = answer(run, "history", { value: idOf(run, "loss") });
    expect(then).toMatchObject({ total: 30, at: 11 });
    expect(numbers(run, idOf(run, "loss"))).toEqual([printed[11]?.[0]]);
    const parameter = answer(run, "parameters", {})[0];
    // The gradient has come, the step has not.
    expect(parameter?.gradientDigest?.values?.[0]).toBe(printed[11]?.[2]);
    expect(answer(run, "history", { value: parameter?.value.id ?? -1 })?.at).toBe(11);
    answer(run, "cursor", { event: null });
  });

  it("brings back what was let go", () => {
    const long = ran(`import torch
total = torch.zeros(2)
for i in range(2000):
    row = torch.tensor([float(i), 1.0]) * 2
    total = total + row
`);
    const history = answer(long, "history", { value: idOf(long, "row") });
    expect(history?.visits.length).toBe(2000);
    const gone = [...(history?.values ?? [])].findIndex((value) => long.view.data(value) === null);
    expect(gone).toBeGreaterThan(0);
    expect(numbers(long, history?.values[gone] ?? -1)).toEqual([2 * gone, 2]);
  });

  it("is none for a value that there was only once", () => {
    expect(answer(run, "history", { value: idOf(run, "x") })).toBeNull();
  });

  it("makes small pictures of every n-th row and column", () => {
    const wide = ran("import torch\nfor i in range(2):\n    x = torch.arange(60 * 100).reshape(2, 30, 100) + i\n");
    const history = answer(wide, "history", { value: idOf(wide, "x") });
    const pictures = answer(wide, "pictures", { values: [...(history?.values ?? [])] });
    expect(pictures).toMatchObject({ rows: 20, columns: 25, everyRow: 3, everyColumn: 4 });
    // The second row of the first picture is row 3, and of the second one the same plus one.
    expect(pictures.data[25 + 1]).toBe(304);
    expect(pictures.data[500 + 25 + 1]).toBe(305);
  });
});

describe("a moment of the run", () => {
  it("is found by a place and a visit", () => {
    const run = ran(TRAINING);
    const offset = TRAINING.indexOf("loss = ");
    const { event } = answer(run, "moment", { file: "main.nnspec", offset, visit: 5 });
    answer(run, "cursor", { event });
    const loss = answer(run, "names", {})[0]?.names.find(({ name }) => name === "step");
    expect(loss?.text).toBe("4");
  });
});

describe("an inspection", () => {
  it("knows whether backward was called, which a missing gradient does not tell", () => {
    const text = "import torch\nw = torch.ones(2, requires_grad=True)\nloss = (w * 2).sum()\n";
    const inspect = (run: Run) => answer(run, "inspect", { selection: { value: idOf(run, "loss"), node: null } });
    expect(inspect(ran(text))?.backwardCalled).toBe(false);
    expect(inspect(ran(`${text}loss.backward()\n`))?.backwardCalled).toBe(true);
    const aside = ran(text);
    answer(aside, "gradients", { value: idOf(aside, "loss") });
    expect(inspect(aside)?.backwardCalled).toBe(true);
  });
});
