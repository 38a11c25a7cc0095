import { describe, expect, it } from "vitest";
import { type Finding, fill, RULE_IDS } from "../../src/protocol";
import { answer } from "../../src/runner/answer";
import { Run, type RunOptions } from "../../src/runner/run";

const HEAD = `import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(0)
`;

function findingsOf(body: string, options: RunOptions = {}): readonly Finding[] {
  const sources = [{ file: "main.nnspec", text: HEAD + body }];
  const run = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 20, bytes: 4e9 } }, options);
  run.execute();
  return answer(run, "findings", {});
}

/** "nan at torch.sqrt(x - 2)": the rule and the source that it marks. */
function found(body: string): string[] {
  const text = HEAD + body;
  return findingsOf(body).map(({ rule, range }) => `${rule} at ${text.slice(range.start, range.end)}`);
}

function messages(body: string): string[] {
  return findingsOf(body).map(({ message }) => fill(message));
}

/** A model of two layers with data, a loss and an optimizer; `middle` stands between backward's own lines. */
const NET = `
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.one = nn.Linear(4, 8)
        self.two = nn.Linear(8, 3)
    def forward(self, x):
        return self.two(torch.relu(self.one(x)))
net = Net()
x = torch.randn(20, 4)
y = torch.randint(0, 3, (20,))
`;
const LOOP = `
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for step in range(5):
    loss = F.cross_entropy(net(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
`;

describe("nan", () => {
  it("blames the first of two square roots, with the element that it comes from", () => {
    const body = "x = torch.tensor(1., requires_grad=True)\ny = torch.sqrt(x - 2)\ny = torch.sqrt(y)\ny.backward()\n";
    expect(found(body)).toEqual(["nan at torch.sqrt(x - 2)", "loss-not-finite at y.backward()"]);
    expect(messages(body)[0]).toBe("The first nan comes from here: sqrt gives it from (x - 2) = -1.");
  });

  it("flags a loss about which backward says nothing", () => {
    const body = "loss = torch.log(torch.tensor(-1., requires_grad=True))\nloss.backward()\n";
    expect(found(body)).toContain("loss-not-finite at loss.backward()");
    expect(
      findingsOf(body)
        .at(-1)
        ?.related.map(({ range }) => range.line),
    ).toEqual([3]);
  });

  it("names the element among many, in a tensor that is no plain memory", () => {
    const body = "x = torch.ones(30, 40)\nx[7, 9] = -4\ny = x.t().sqrt()\nprint(y)\n";
    expect(messages(body)).toEqual(["The first nan comes from here: sqrt gives it from (x.t())[9, 7] = -4."]);
  });

  it("tells which visit of a loop it was", () => {
    const [finding] = findingsOf("x = torch.tensor([2.5])\nfor i in range(5):\n    x = (x - 1).sqrt()\n");
    expect(finding).toMatchObject({ rule: "nan", visit: 3, visits: 5 });
  });

  it("says nothing about one that the program wrote, counted, or took away again", () => {
    expect(found("x = torch.tensor([1., float('nan')])\ny = x * 2\n")).toEqual([]);
    expect(found("x = torch.tensor([1., -1.])\ny = torch.nan_to_num(x.sqrt())\n")).toEqual([]);
    expect(found("x = torch.tensor([1., -1.])\ny = torch.where(x > 0, x.sqrt(), x)\n")).toEqual([]);
  });

  it("is found though a program asks for it", () => {
    expect(found("x = torch.tensor([-1.])\ny = x.log()\nif torch.isnan(y).any(): print('nan')\n")).toEqual([
      "nan at x.log()",
    ]);
  });
});

describe("infinities", () => {
  it("show which of a thousand inputs of log is zero", () => {
    const body = "p = torch.rand(1000) + 0.1\np[417] = 0\nq = torch.log(p)\n";
    expect(found(body)).toEqual(["log-of-zero at torch.log(p)"]);
    expect(messages(body)[0]).toContain("The logarithm of zero is -inf: p[417] = 0.");
  });

  it("are graver when they reach a loss", () => {
    const log = "p = torch.tensor([0., 1.], requires_grad=True)\nq = torch.log(p)\n";
    expect(findingsOf(log)[0]?.severity).toBe("info");
    expect(findingsOf(`${log}q.sum().backward()\n`)[0]?.severity).toBe("warning");
  });

  it("come from divisions, and from numbers that grow too large", () => {
    expect(found("a = torch.tensor([1., 0.])\nb = 3 / a\n")).toEqual(["division-by-zero at 3 / a"]);
    expect(found("a = torch.tensor([1., 100.])\nb = a.exp()\n")).toEqual(["infinity at a.exp()"]);
  });

  it("are no finding as a mask, in a comparison's place, or where softmax takes them", () => {
    expect(found("s = torch.randn(3, 3)\ns = s.masked_fill(s > 0, float('-inf'))\n")).toEqual([]);
    expect(found("m = torch.tensor([1., 0., 1.])\np = torch.softmax(m.log(), 0)\nprint(p)\n")).toEqual([]);
    expect(found("m = torch.full((3,), float('inf'))\nn = m + 1\n")).toEqual([]);
  });
});

describe("nan-gradient", () => {
  it("names the op whose derivative has no end, though the loss is finite", () => {
    const body = "k = torch.tensor([0., 4.], requires_grad=True)\ntorch.where(k > 0, k.sqrt(), k).sum().backward()\n";
    expect(found(body)).toEqual(["nan-gradient at k.sqrt()"]);
    expect(messages(body)[0]).toContain("The gradient of sqrt is nan at k[0] = 0");
  });

  it("says nothing where all gradients are finite", () => {
    expect(found("k = torch.tensor([1., 4.], requires_grad=True)\nk.sqrt().sum().backward()\n")).toEqual([]);
  });
});

describe("a training loop as it should be", () => {
  it("has no findings", () => {
    expect(found(NET + LOOP)).toEqual([]);
  });

  it("has none with an Adam, momentum, clipping, gradients set to None, or added up over a few batches", () => {
    const adam = LOOP.replace("SGD(net.parameters(), lr=0.1)", "Adam(net.parameters())");
    expect(found(NET + adam)).toEqual([]);
    expect(found(NET + LOOP.replace("zero_grad()", "zero_grad(set_to_none=True)"))).toEqual([]);
    expect(
      found(
        NET + LOOP.replace("    opt.step()", "    nn.utils.clip_grad_norm_(net.parameters(), 1.0)\n    opt.step()"),
      ),
    ).toEqual([]);
    const added = LOOP.replace("    opt.zero_grad()\n", "").replace(
      "    opt.step()",
      "    if step % 2 == 1:\n        opt.step()\n        opt.zero_grad()",
    );
    expect(found(NET + added)).toEqual([]);
    expect(found(NET + added.replace("range(5)", "range(2)").replace("        opt.zero_grad()", ""))).toEqual([]);
  });
});

describe("no-zero-grad", () => {
  const forgotten = LOOP.replace("    opt.zero_grad()\n", "");

  it("tells what a gradient has become, and where to mend it", () => {
    const [finding] = findingsOf(NET + forgotten);
    expect(finding).toMatchObject({ rule: "no-zero-grad", severity: "warning" });
    expect(fill(finding?.message ?? { text: "", args: [] })).toMatch(
      /^Gradients are added up over all 5 steps, .* Call opt\.zero_grad\(\) before backward/,
    );
    const text = HEAD + NET + forgotten;
    const { offset, text: added } = finding?.fix ?? { offset: 0, text: "" };
    const mended = text.slice(0, offset) + added + text.slice(offset);
    expect(mended).toContain("    opt.zero_grad()\n    loss.backward()\n");
    expect(found(mended.slice(HEAD.length))).toEqual([]);
  });

  it("is found in a function and in a loop of hundreds of steps, of which the trace lets some go", () => {
    const long = forgotten.replace("range(5)", "range(300)").replace("lr=0.1", "lr=0.0001");
    const run = findingsOf(NET + long, { bounds: { bytes: 1e8, events: 6_000 } });
    expect(run.map(({ rule }) => rule)).toEqual(["no-zero-grad"]);
    expect(run[0]?.message.args[0]).toBe("300");
    const indented = forgotten.replace(/\n(?=.)/g, "\n    ").trimStart();
    expect(found(`${NET}def train():\n    ${indented}\ntrain()\n`).map((each) => each.split(" ")[0])).toEqual([
      "no-zero-grad",
    ]);
  });

  it("is no finding where gradients are set to zero out of sight, or the last step's are", () => {
    const byHand = (zero: string) => `w = torch.tensor([1., 2.], requires_grad=True)
for i in range(4):
    (w * w).sum().backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    ${zero}
`;
    expect(found(byHand("w.grad.data.zero_()"))).toEqual([]);
    expect(found(byHand("w.grad.zero_()"))).toEqual([]);
    expect(found(byHand("w.grad = None"))).toEqual([]);
    expect(found(byHand("if i < 3: w.grad.data.zero_()"))).toEqual([]);
    expect(found(byHand("pass"))).toEqual(["no-zero-grad at (w * w).sum().backward()"]);
  });

  it("is no finding where nothing is updated", () => {
    expect(found(`${NET}for _ in range(3):\n    F.cross_entropy(net(x), y).backward()\n`)).toEqual([]);
  });
});

describe("parameters", () => {
  it("without a gradient, because the path is cut", () => {
    const cut = NET.replace("torch.relu(self.one(x))", "torch.relu(self.one(x)).detach()");
    expect(found(cut + LOOP)).toEqual(["no-gradient at nn.Linear(4, 8)"]);
    expect(findingsOf(cut + LOOP)[0]).toMatchObject({ parameters: ["net.one.weight", "net.one.bias"] });
  });

  it("without a gradient are meant where they are frozen, or read under no_grad only", () => {
    expect(found(`${NET}net.one.requires_grad_(False)${LOOP}`)).toEqual([]);
    const target = `${NET}target = Net()\nwith torch.no_grad():\n    target(x)\n`;
    expect(found(target + LOOP)).toEqual([]);
  });

  it("whose gradients are zero", () => {
    const zero = NET.replace("torch.relu(self.one(x))", "torch.relu(self.one(x) - 100)");
    const rules = found(zero + LOOP).filter((each) => each.startsWith("zero"));
    expect(rules).toEqual(["zero-gradient at nn.Linear(4, 8)"]);
  });

  it("whose gradients are zero may be a bias that cancels out", () => {
    const body = `${NET}opt = torch.optim.SGD(net.parameters(), lr=0.1)
(net(x[:9]).mean() - net(x[9:18]).mean()).backward()
opt.step()
`;
    expect(found(body)).toEqual([]);
  });

  it("that no optimizer has", () => {
    const part = LOOP.replace("net.parameters()", "net.two.parameters()");
    expect(found(NET + part)).toEqual(["not-in-optimizer at nn.Linear(4, 8)"]);
    const byHand = `${part}    with torch.no_grad():\n        for p in net.one.parameters(): p -= 0.1 * p.grad\n`;
    expect(found(NET + byHand).filter((each) => each.startsWith("not-in"))).toEqual([]);
    const two = `${part}`.replace("\nfor", "\nother = torch.optim.Adam(net.one.parameters())\nfor");
    expect(found(NET + two).filter((each) => each.startsWith("not-in"))).toEqual([]);
  });

  it("of a layer that forward leaves out", () => {
    const unused = NET.replace("        self.two", "        self.three = nn.Linear(8, 8)\n        self.two");
    expect(found(unused + LOOP)).toEqual(["unused-layer at nn.Linear(8, 8)"]);
    expect(found(`${unused}print(net.one(x).shape)\n`)).toEqual([]);
  });
});

describe("losses", () => {
  it("take no softmax or sigmoid before cross_entropy", () => {
    const squashed = (what: string) =>
      found(`o = torch.randn(4, 3, requires_grad=True)\nt = torch.tensor([0, 1, 2, 0])\n${what}`);
    expect(squashed("loss = nn.CrossEntropyLoss()(torch.softmax(o, 1), t)\n")).toEqual([
      "softmax-before-loss at nn.CrossEntropyLoss()(torch.softmax(o, 1), t)",
    ]);
    expect(squashed("loss = F.cross_entropy(o.sigmoid().view(4, 3), t)\n")).toEqual([
      "softmax-before-loss at F.cross_entropy(o.sigmoid().view(4, 3), t)",
    ]);
    expect(squashed("loss = F.binary_cross_entropy_with_logits(o.sigmoid(), torch.ones(4, 3))\n")).toHaveLength(1);
    expect(squashed("loss = F.cross_entropy(o, t)\n")).toEqual([]);
    expect(squashed("loss = F.nll_loss(F.log_softmax(o, 1), t)\n")).toEqual([]);
    expect(squashed("loss = F.binary_cross_entropy(o.sigmoid(), torch.ones(4, 3))\n")).toEqual([]);
    expect(squashed("p = F.log_softmax(o.sigmoid(), 1)\n")).toEqual([]);
  });

  it("say with numbers what a softmax before does", () => {
    const [message] = messages("o = torch.tensor([[0., 1.]])\nF.cross_entropy(o.softmax(1), torch.tensor([0]))\n");
    expect(message).toContain("its inputs lie in [0.2689, 0.7311]");
  });

  it("find log(softmax), whatever lies between", () => {
    expect(found("x = torch.randn(3, 4)\np = torch.softmax(x, 1)\nq = p[0].log()\n")).toEqual([
      "log-of-softmax at p[0].log()",
    ]);
    expect(found("x = torch.randn(3, 4)\np = F.log_softmax(x, 1)\n")).toEqual([]);
    expect(found("x = torch.randn(3, 4)\nq = (torch.softmax(x, 1) + 1e-6).log()\n")).toEqual([]);
  });

  it("find [N, 1] against [N]", () => {
    const of = (loss: string) =>
      found(`w = torch.ones(5, 1, requires_grad=True)\nx = torch.ones(5, 5)\nt = torch.ones(5)\n${loss}`);
    expect(of("loss = F.mse_loss(x @ w, t)\n")).toEqual(["loss-broadcast at F.mse_loss(x @ w, t)"]);
    expect(of("loss = nn.SmoothL1Loss()(x @ w, t)\n")).toHaveLength(1);
    expect(of("loss = ((x @ w - t) ** 2).mean()\nloss.backward()\n")).toEqual(["loss-broadcast at x @ w - t"]);
    expect(of("loss = F.mse_loss((x @ w).squeeze(1), t)\n")).toEqual([]);
    expect(of("loss = ((x @ w).squeeze(1) - t).pow(2).mean()\nloss.backward()\n")).toEqual([]);
    // All pairs of differences are often meant.
    expect(of("d = (t[:, None] - t).abs().mean()\n")).toEqual([]);
    expect(of("k = torch.exp(-(w - w.squeeze()) ** 2).sum()\nk.backward()\n")).toEqual([]);
  });

  it("find softmax without dim, and mend it where that is certain", () => {
    const [called, made] = findingsOf("x = torch.randn(2, 3)\na = F.softmax(x)\nb = nn.Softmax()(x)\n");
    expect(called).toMatchObject({ rule: "softmax-dim", fix: { text: ", dim=1" } });
    expect(made).toMatchObject({ rule: "softmax-dim", fix: null });
    expect(
      found(
        "x = torch.randn(2, 3)\na = F.softmax(x, 1)\nb = nn.Softmax(1)(x)\nd = 1\nc = x.softmax(d)\ne = F.softmax(x, dim=d)\n",
      ),
    ).toEqual([]);
  });

  it("find targets of floats that are no probabilities", () => {
    expect(
      found("o = torch.randn(4, requires_grad=True)\nloss = F.cross_entropy(o, torch.tensor([0., 1., 1., 0.]))\n"),
    ).toEqual(["class-targets at F.cross_entropy(o, torch.tensor([0., 1., 1., 0.]))"]);
    expect(
      found("o = torch.randn(2, 3)\nt = F.one_hot(torch.tensor([0, 2]), 3).float()\nloss = F.cross_entropy(o, t)\n"),
    ).toEqual([]);
    expect(
      found("o = torch.randn(2, 3)\nloss = F.cross_entropy(o, torch.tensor([0, 2]), label_smoothing=0.1)\n"),
    ).toEqual([]);
  });

  it("say what a one-hot target wants, when the run ends with PyTorch's error", () => {
    const raise = "o = torch.randn(2, 3)\nt = F.one_hot(torch.tensor([0, 2]), 3)\n";
    expect(messages(`${raise}loss = F.nll_loss(o.log_softmax(1), t)\n`)[0]).toContain("The target is one-hot");
    expect(found(`${raise}try:\n    F.cross_entropy(o, t)\nexcept RuntimeError as e:\n    print(e)\n`)).toEqual([]);
  });
});

describe("in-place", () => {
  it("marks the write that backward fails on", () => {
    const body = "x = torch.randn(3, requires_grad=True)\ny = torch.tanh(x)\ny.mul_(2)\ny.sum().backward()\n";
    expect(found(body)).toEqual(["in-place at y.mul_(2)"]);
    expect(findingsOf(body)[0]?.related.map(({ range }) => range.line)).toEqual([4, 6]);
    expect(
      found("x = torch.randn(3, requires_grad=True)\ny = torch.tanh(x)\ny[0] = 2\ny.sum().backward()\n"),
    ).toHaveLength(1);
  });

  it("says nothing about a write that backward does not mind, or an error that was handled", () => {
    expect(found("x = torch.randn(3, requires_grad=True)\ny = x * 2\ny.mul_(2)\ny.sum().backward()\n")).toEqual([]);
    const body = "x = torch.randn(3, requires_grad=True)\ny = torch.tanh(x)\ny.mul_(2)\n";
    expect(found(`${body}try:\n    y.sum().backward()\nexcept RuntimeError:\n    print('no')\n`)).toEqual([]);
  });
});

describe("modes", () => {
  const dropout = NET.replace("torch.relu(self.one(x))", "self.drop(torch.relu(self.one(x)))").replace(
    "        self.two",
    "        self.drop = nn.Dropout(0.2)\n        self.two",
  );
  const norm = dropout.replace("nn.Dropout(0.2)", "nn.BatchNorm1d(8)");
  const evaluate = "with torch.no_grad():\n    print(net(x).argmax(1))\n";

  it("want eval() before evaluating", () => {
    expect(found(dropout + LOOP + evaluate)).toEqual(["eval-mode at self.drop(torch.relu(self.one(x)))"]);
    expect(found(norm + LOOP + evaluate)).toEqual(["eval-mode at self.drop(torch.relu(self.one(x)))"]);
    expect(found(`${dropout + LOOP}net.eval()\n${evaluate}`)).toEqual([]);
    expect(found(`${norm + LOOP}net.eval()\n${evaluate}`)).toEqual([]);
    expect(found(`${dropout + LOOP}net.train()\n${evaluate}`)).toEqual([]);
    // Samples of a generator between two steps are taken as it trains.
    expect(
      found(dropout + LOOP.replace("    loss =", "    with torch.no_grad():\n        net(x)\n    loss =")),
    ).toEqual([]);
  });

  it("want train() after it", () => {
    const forgotten = LOOP.replace(
      "    opt.step()",
      "    opt.step()\n    net.eval()\n    with torch.no_grad():\n        net(x)",
    );
    expect(found(norm + forgotten)).toEqual(["train-mode at self.drop(torch.relu(self.one(x)))"]);
    expect(found(norm + forgotten.replace("    loss =", "    net.train()\n    loss ="))).toEqual([]);
    expect(found(`${norm}net.eval()\n${LOOP}`)).toEqual([]);
  });
});

describe("activations", () => {
  it("are saturated, or dead", () => {
    const scaled = (factor: number, act: string) =>
      NET.replace("torch.relu(self.one(x))", `torch.${act}(${factor} * self.one(x))`) + LOOP;
    expect(found(scaled(1e4, "sigmoid"))).toEqual(["saturated at torch.sigmoid(10000 * self.one(x))"]);
    expect(found(scaled(1, "sigmoid"))).toEqual([]);
    const dead = NET.replace("torch.relu(self.one(x))", "torch.relu(self.one(x) - 100)") + LOOP;
    expect(findingsOf(dead).find(({ rule }) => rule === "dead-relu")).toMatchObject({ severity: "warning" });
  });

  it("may be certain in the last layer", () => {
    expect(
      found(
        "w = torch.full((4, 1), 100., requires_grad=True)\np = torch.sigmoid(torch.ones(20, 4) @ w)\nF.binary_cross_entropy(p, torch.ones(20, 1)).backward()\n",
      ).filter((each) => each.startsWith("saturated")),
    ).toEqual([]);
  });
});

describe("gradients along a chain", () => {
  const deep = (act: string, gain: number) =>
    `net = nn.Sequential(*[m for _ in range(12) for m in (nn.Linear(8, 8), ${act})])
for p in net.parameters():
    if p.dim() == 2: nn.init.normal_(p, 0, ${gain})
net(torch.randn(20, 8)).pow(2).mean().backward()
`;

  it("vanish through many sigmoids, explode with large weights", () => {
    expect(found(deep("nn.Sigmoid()", 0.1))).toEqual(["vanishing-gradient at net(torch.randn(20, 8))"]);
    expect(found(deep("nn.Identity()", 3))).toEqual(["exploding-gradient at net(torch.randn(20, 8))"]);
    expect(found(deep("nn.Tanh()", 0.5))).toEqual([]);
  });
});

describe("silencing", () => {
  const line = "q = torch.log(torch.zeros(2))";

  it("by line, all rules or some", () => {
    expect(found(`${line}\n`)).toHaveLength(1);
    expect(found(`${line}  # nnspec: ignore\n`)).toEqual([]);
    expect(found(`${line}  # nnspec: ignore[nan, log-of-zero]\n`)).toEqual([]);
    expect(found(`${line}  # nnspec: ignore[nan]\n`)).toHaveLength(1);
  });
});

it("a long run is looked through in steps, none of which takes long", () => {
  expect(RULE_IDS).toHaveLength(23);
  const body =
    "a = torch.ones(3, requires_grad=True)\nb = a\nfor i in range(5000):\n    b = b * 1.0001\nb.sum().backward()\n";
  expect(found(body)).toEqual([]);
});
