import { describe, expect, it } from "vitest";
import { answer } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";

const TEXT = `import torch
from torch import nn
torch.manual_seed(0)
net = nn.Linear(2, 1, bias=False)
x = torch.tensor([[1.0, 2.0]])
y = net(x)
loss = (y * y).sum()
loss.backward()
k = torch.tensor([1, 2])
print(loss)
`;

function fresh(text = TEXT): Run {
  const sources = [{ file: "main.nnspec", text }];
  const run = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 20, bytes: 4e9 } }, {});
  run.execute();
  return run;
}

const shown = (run: Run) =>
  Object.fromEntries((answer(run, "names", {})[0]?.names ?? []).map(({ name, text }) => [name, text]));
const idOf = (run: Run, name: string) =>
  answer(run, "names", {})[0]?.names.find((each) => each.name === name)?.tensor?.id ?? -1;

describe("what if", () => {
  it("runs again with an input changed, tells what that changed, and goes back", () => {
    const run = fresh();
    const before = shown(run);
    const edits = [{ value: idOf(run, "x"), kind: "set", index: [0, 1], to: 0 }] as const;
    const told = answer(run, "whatIf", { edits });
    expect(told.status).toBe("ok");
    expect(told.changed.map(({ name }) => name)).toEqual(["x", "y", "loss"]);
    expect(shown(run).x).toBe("tensor([[1., 0.]])");
    // Of [1, 0] only the first weight matters, and its gradient is 2y.
    const [row] = answer(run, "parameters", {});
    expect(row?.gradientDigest?.values?.[1]).toBe(0);
    // x, y, y * y and the loss; of gradients those of y, of the weight and on the way to it.
    expect(told).toMatchObject({ values: 4, gradients: 4 });
    const gradient = row?.gradient?.id ?? -1;
    const [x, weight, g] = answer(run, "before", { values: [edits[0].value, row?.value.id ?? -1, gradient] });
    expect([x?.digest.values, x?.apart[0]]).toEqual([Float64Array.from([1, 2]), 2]);
    // The weight is as it was; its gradient is not.
    expect(weight).toBeNull();
    expect(g?.digest.values?.[1]).toBeCloseTo(2 * (g?.digest.values?.[0] ?? 0), 5);
    const change = answer(run, "change", { value: edits[0].value });
    const whole = { axes: [0, 1].map((axis) => ({ start: 0, step: 1, count: axis + 1 })), facetAxes: [] };
    const at = { rowAxis: 0, columnAxis: 1, facets: { first: 0, count: 1 } };
    const window = { ...whole, ...at, rows: { first: 0, count: 1 }, columns: { first: 0, count: 2 } };
    expect([...answer(run, "window", { value: change?.before ?? -1, ...window }).data]).toEqual([1, 2]);
    expect([...answer(run, "window", { value: change?.comparison?.difference ?? -1, ...window }).data]).toEqual([
      0, -2,
    ]);
    answer(run, "whatIf", { edits: [] });
    expect(shown(run)).toEqual(before);
  });

  it("changes a parameter as it was made, whole tensors, and integers", () => {
    const run = fresh();
    const weight = answer(run, "parameters", {})[0]?.value.id ?? -1;
    answer(run, "whatIf", { edits: [{ value: weight, kind: "zero" }] });
    expect(shown(run).loss).toBe("tensor(0., grad_fn=<SumBackward0>)");
    answer(run, "whatIf", { edits: [{ value: idOf(run, "k"), kind: "scale", by: 3 }] });
    expect(shown(run).k).toBe("tensor([3, 6])");
    answer(run, "whatIf", { edits: [{ value: idOf(run, "x"), kind: "shift", by: -1 }] });
    expect(shown(run).x).toBe("tensor([[0., 1.]])");
  });

  it("keeps the edits under the cursor, and says what was so there before", () => {
    const run = fresh();
    answer(run, "whatIf", { edits: [{ value: idOf(run, "x"), kind: "zero" }] });
    const steps = answer(run, "steps", {});
    answer(run, "cursor", { event: steps.ends[[...steps.lines].indexOf(6)] ?? null });
    expect(shown(run)).toMatchObject({ y: "tensor([[0.]], grad_fn=<MmBackward0>)" });
    expect(shown(run)).not.toHaveProperty("loss");
    const y = idOf(run, "y");
    const [before] = answer(run, "before", { values: [y] });
    expect(before?.digest.n).toBe(1);
    expect(before?.digest.values?.[0]).not.toBe(0);
    answer(run, "whatIf", { edits: [] });
    expect(answer(run, "before", { values: [y] })).toEqual([null]);
  });

  it("computes the gradients aside that were there before, and tells them apart", () => {
    const run = fresh(TEXT.replace("loss.backward()\n", ""));
    answer(run, "gradients", { value: idOf(run, "loss") });
    const told = answer(run, "whatIf", { edits: [{ value: idOf(run, "x"), kind: "scale", by: 2 }] });
    const [row] = answer(run, "parameters", {});
    expect(row?.byDebugger).toBe(true);
    expect(told.gradients).toBeGreaterThan(0);
    const [gradient] = answer(run, "before", { values: [row?.gradient?.id ?? -1] });
    // The loss is (w·x)²: its gradient is of the second degree in x.
    expect(row?.gradientDigest?.values?.[0]).toBeCloseTo(4 * (gradient?.digest.values?.[0] ?? 0), 5);
  });

  it("changes what a parameter began as, though the program has trained it since", () => {
    const text = TEXT.replace(
      "print(loss)",
      "with torch.no_grad():\n    net.weight -= 0.1 * net.weight.grad\nprint(loss)",
    );
    const sources = [{ file: "main.nnspec", text }];
    const run = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 20, bytes: 4e9 } }, {});
    run.execute();
    const weight = answer(run, "parameters", {})[0]?.value.id ?? -1;
    answer(run, "whatIf", { edits: [{ value: weight, kind: "zero" }] });
    expect(shown(run).loss).toBe("tensor(0., grad_fn=<SumBackward0>)");
    expect(answer(run, "parameters", {})[0]?.digest.word).toBe("all zeros");
  });
});
