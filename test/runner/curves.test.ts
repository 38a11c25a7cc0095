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

const TRAINING = `import torch
from torch import nn
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
x, y = torch.randn(8, 3), torch.randn(8, 1)
norms = []
for step in range(30):
    lr = 0.1 * 0.9 ** step
    opt.zero_grad()
    loss = ((net(x) - y) ** 2).mean()
    loss.backward()
    norms.append(net[0].weight.grad.norm().item())
    opt.step()
    shown = loss.item()
    print(shown)
print(norms[7])
`;

describe("curves of a run", () => {
  const run = ran(TRAINING);
  const printed = run.stdout.trim().split("\n").map(Number);

  it("have every number and every 0-d tensor that a loop bound, from its first turn on, but no counter", () => {
    const { series } = answer(run, "curves", {});
    expect(series.map(({ name }) => name).sort()).toEqual(["loss", "lr", "shown"]);
    const shown = series.find(({ name }) => name === "shown");
    expect([...(shown?.values ?? [])]).toEqual(printed.slice(0, 30));
    expect([...(shown?.visits ?? [])]).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  it("measure gradients and parameters by a replay", () => {
    const { names, steps, norms, events } = answer(run, "gradientNorms", {});
    // At each step's event the gradients are there and the optimiser has not moved on.
    const { ends, lines } = answer(run, "steps", {});
    const steppedAt = events.map((event) => lines[ends.findIndex((end) => end >= event)] ?? 0);
    expect(new Set(steppedAt)).toEqual(new Set([12]));
    expect(names).toEqual(["0.weight", "0.bias", "2.weight", "2.bias"]);
    expect(steps).toBe(30);
    expect(norms[7]).toBeCloseTo(printed[30] ?? Number.NaN, 6);
    const spread = answer(run, "distribution", { parameter: "0.weight" });
    expect(spread?.steps).toBe(30);
    expect([...(spread?.counts ?? [])].slice(0, 32).reduce((a, b) => a + b)).toBe(12);
    const gradients = answer(run, "distribution", { parameter: "0.weight", of: "gradient" });
    expect(gradients?.steps).toBe(30);
    expect(gradients?.high[7]).toBeLessThanOrEqual(norms[7] ?? 0);
    expect(gradients?.high[7]).not.toBe(spread?.high[7]);
    // The first is of the values before any step: torch.nn.Linear(3, 4)'s own bound is 1 / √3.
    expect(spread?.high[0]).toBeLessThan(1 / Math.sqrt(3));
  });
});
