import { describe, expect, it } from "vitest";
import { answer } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";

const TEXT = `import torch
w = torch.tensor([1.0, 2.0], requires_grad=True)
for i in range(3):
    loss = (w * w).sum()
    loss.backward()
    with torch.no_grad():
        w -= 0.25 * w.grad
        w.grad.zero_()
total = 5
print(total)
`;

describe("the cursor over a run's steps", () => {
  const sources = [{ file: "main.nnspec", text: TEXT }];
  const run = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 20, bytes: 4e9 } }, {});
  run.execute();
  const steps = answer(run, "steps", {});
  const shown = () =>
    Object.fromEntries((answer(run, "names", {})[0]?.names ?? []).map(({ name, text }) => [name, text]));
  const go = (line: number, visit: number) => {
    const step = [...steps.lines].findIndex((each, i) => each === line && steps.visits[i] === visit);
    answer(run, "cursor", { event: steps.ends[step] ?? null });
  };

  it("has a step for each time that a statement of the top level ran", () => {
    const line = (wanted: number) => [...steps.lines].filter((each) => each === wanted).length;
    expect([1, 2, 4, 5, 7, 8, 9, 10].map(line)).toEqual([1, 1, 3, 3, 3, 3, 1, 1]);
    expect(steps.ends.at(-1)).toBe(-1);
  });

  it("shows names and values as they were after a step, and the end again", () => {
    go(4, 1);
    expect(shown()).toMatchObject({ i: "1", loss: "tensor(1.2500, grad_fn=<SumBackward0>)" });
    expect(shown()).not.toHaveProperty("total");
    expect(answer(run, "parameters", {})[0]?.digest.values).toEqual(Float64Array.from([0.5, 1]));
    go(2, 0);
    expect(Object.keys(shown()).sort()).toEqual(["torch", "w"]);
    answer(run, "cursor", { event: null });
    expect(shown()).toMatchObject({ total: "5", i: "2" });
    expect(answer(run, "parameters", {})[0]?.digest.values).toEqual(Float64Array.from([0.125, 0.25]));
  });
});
