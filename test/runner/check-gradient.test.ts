import { describe, expect, it } from "vitest";
import { answer } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";

const TEXT = `import torch
import torch.nn.functional as F
torch.manual_seed(0)
x = torch.randn(4, 3, requires_grad=True)
w = torch.randn(3, 5, requires_grad=True)
image = torch.randn(1, 2, 5, 5, requires_grad=True)
a = torch.softmax(x @ w, 1)
b = F.conv2d(image, torch.randn(3, 2, 3, 3), padding=1)
c = F.layer_norm(x, (3,))
d = torch.cat([x, x * 2])
e = torch.relu(torch.tensor([0.0, 1.0], requires_grad=True) * 1)
g = F.dropout(x * 1, 0.5)
class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, t):
        return t * 2
    @staticmethod
    def backward(ctx, g):
        return g * 3
h = Wrong.apply(x)
`;

describe("one node's backward against central differences", () => {
  const sources = [{ file: "main.nnspec", text: TEXT }];
  const run = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 20, bytes: 4e9 } }, {});
  run.execute();
  const check = (name: string) => {
    const node = answer(run, "names", {})[0]?.names.find((each) => each.name === name)?.tensor?.node ?? -1;
    return answer(run, "checkGradient", { node });
  };

  it.each(["a", "b", "c", "d"])("passes where the formulas are right: %s", (name) => {
    const found = check(name);
    expect(found).toMatchObject({ refused: "", passed: true });
    expect(found.checked).toBe(found.of);
    const [exact = 0, quotient = 1] = found.worst?.pair ?? [];
    expect(Math.abs(exact - quotient)).toBeLessThan(1e-5);
  });

  it("names the element at a kink, where differences see another slope", () => {
    const found = check("e");
    expect(found).toMatchObject({ passed: false, worst: { input: "self", index: [0] } });
    expect(found.worst?.pair[1]).toBeCloseTo(0.25, 5);
  });

  it("says why it cannot: chance, and a Function of the program's own", () => {
    expect(check("h").refused).not.toBe("");
    expect(check("g")).toMatchObject({ refused: "" });
  });
});
