import { describe, expect, it } from "vitest";
import type { WhyGradient } from "../../src/protocol";
import { answer } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";

function ran(text: string): Run {
  const sources = [
    { file: "main.nnspec", text: `import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n${text}` },
  ];
  const run = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 20, bytes: 4e9 } }, {});
  run.execute();
  expect(run.stderr).toBe("");
  return run;
}

/** Why the gradient of a name's tensor is what it is, at a cell. */
function ask(run: Run, name: string, index: readonly number[]): WhyGradient | null {
  const tensor = answer(run, "names", {})
    .flatMap((frame) => frame.names)
    .find((each) => each.name === name)?.tensor;
  const found = answer(run, "inspect", { selection: { value: tensor?.id ?? null, node: null } });
  const node = found?.selection.node ?? null;
  if (found?.gradient == null || node === null) return null;
  return answer(run, "whyGradient", { node, gradient: found.gradient.id, index });
}

const sum = (why: WhyGradient | null) =>
  (why?.terms ?? new Float64Array()).reduce((a, b) => a + b, 0) + (why?.byHooks ?? 0);

describe("why a gradient's cell has its value", () => {
  it("lists each reader with its share, though backward has freed the graph", () => {
    const run = ran(`
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * x
loss = (y * 3).sum() + y.exp().sum() + y[1]
loss.backward()
`);
    const why = ask(run, "y", [1]);
    expect(why?.paths.map(({ name }) => name)).toEqual(["MulBackward0", "ExpBackward0", "SelectBackward0"]);
    expect([...(why?.terms ?? [])].map((term) => Number(term.toFixed(3)))).toEqual([3, 54.598, 1]);
    expect(sum(why)).toBeCloseTo(why?.result ?? Number.NaN, 4);
    // Both factors of x * x are x: one node, one path.
    expect(ask(run, "x", [1])?.paths.map(({ name }) => name)).toEqual(["MulBackward0"]);
    expect(ask(run, "loss", [])).toMatchObject({ seed: true, result: 1 });
  });

  it("takes the share of each backward of its own, in a loop", () => {
    const run = ran(`
w = torch.tensor([1.0, 2.0], requires_grad=True)
for i in range(3):
    y = w * (i + 1)
    loss = (y * y).sum()
    loss.backward()
`);
    const why = ask(run, "w", [1]);
    expect(why?.terms).toHaveLength(1);
    expect(sum(why)).toBeCloseTo(2 * 2 * 9, 4);
    expect(why?.result).toBeCloseTo(36, 4);
  });

  it("tells apart what hooks changed, and does not run a Function of the program's own", () => {
    const run = ran(`
class Twice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g * 2
x = torch.tensor([1.0], requires_grad=True)
h = x * 1
h.register_hook(lambda g: g * 10)
z = x * 1
loss = (h * 3).sum() + Twice.apply(z).sum() + z.sum()
loss.backward()
`);
    expect(ask(run, "h", [0])).toMatchObject({ result: 30, byHooks: 27 });
    const why = ask(run, "z", [0]);
    expect(why?.paths.map(({ name }) => name).sort()).toEqual(["SumBackward0", "TwiceBackward"]);
    expect(sum(why)).toBe(3);
  });

  it("adds up for every cell of a small network, by the debugger's backward too", () => {
    const run = ran(`
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4), nn.GELU(), nn.Linear(4, 2))
x = torch.randn(5, 3, requires_grad=True)
h = net[0](x)
out = net[3](net[2](net[1](h))) + h[:, :2]
loss = F.cross_entropy(out, torch.tensor([0, 1, 0, 1, 1])) + 0.1 * h.pow(2).mean() + torch.softmax(h, 1)[0, 0]
`);
    const loss = answer(run, "names", {})[0]?.names.find((each) => each.name === "loss")?.tensor;
    expect(answer(run, "gradients", { value: loss?.id ?? -1 })).toMatchObject({ computed: true });
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 4; column++) {
        const why = ask(run, "h", [row, column]);
        expect(why?.paths.length).toBe(4);
        expect(Math.abs(sum(why) - (why?.result ?? Number.NaN))).toBeLessThan(1e-6);
      }
    }
  });
});
