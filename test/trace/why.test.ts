import { describe, expect, it } from "vitest";
import type { Why } from "../../src/protocol";
import { answer } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";
import { indices } from "../../src/trace/query/why/call";

/** Programs that bind `y`, by family: every cell of every y must be explained, and its terms must add up to it. */
const EXPRESSIONS = `
a @ b | torch.mm(a, b) | torch.addmm(c, a, b) | torch.addmm(v4, a, b, beta=2, alpha=0.5) | torch.bmm(n, n.transpose(1, 2))
torch.baddbmm(torch.randn(2, 2), n, n.transpose(1, 2)) | torch.mv(a, v3) | torch.dot(v3, v3) | torch.matmul(n, b.t())
torch.addmv(v2, a, v3) | F.linear(a, torch.randn(5, 3), torch.randn(5)) | torch.outer(v3, v4)
a + 1 | a - v3 | 1 - a | a * a | a / 3 | torch.add(a, a, alpha=2) | torch.sub(a, v3, alpha=0.5) | a ** 2 | a.abs() ** 0.5 | 2 ** a
torch.sigmoid(a) | torch.tanh(a) | torch.relu(a) | a.exp() | a.abs().log() | a.abs().sqrt() | F.silu(a) | F.gelu(a) | -a | a.abs()
F.leaky_relu(a) | F.elu(a) | F.softplus(a) | F.logsigmoid(a) | a.clamp(-0.5, 0.5) | torch.where(a > 0, a, -a) | a.masked_fill(a > 0, 3)
torch.maximum(a, -a) | a > 0 | torch.addcmul(a, a, a, value=0.5) | torch.addcdiv(a, a, a.abs() + 1) | F.prelu(a, torch.tensor([0.2]))
torch.softmax(a, 1) | torch.softmax(a, 0) | torch.log_softmax(a, 1) | torch.softmax(a * 100, -1) | torch.log_softmax(a * 100, 0)
a.sum() | a.sum(0) | a.mean(1, keepdim=True) | n.mean((0, 2)) | a.prod() | a.max() | a.max(1)[0] | a.min(0)[1] | a.amax(0) | a.argmax(1)
a.var() | a.std(0) | a.norm() | a.norm(dim=1) | torch.linalg.norm(a, dim=0) | a.logsumexp(1) | a.cumsum(1) | torch.argmin(a)
a[0] | a[:, 1:] | a.t() | n.permute(2, 0, 1) | a.reshape(3, 2) | a.t().reshape(-1) | v3.expand(2, 3) | a.unsqueeze(0) | n.view(-1, 4)
a[[0, 1], [2, 0]] | a[torch.tensor([1, 0, 1])] | n[:, torch.tensor([0, 1]), 2] | n[torch.tensor([[0], [1]]), :, torch.tensor([0, 1])]
a.gather(1, torch.tensor([[0, 2], [1, 1]])) | a.index_select(1, torch.tensor([2, 0])) | F.embedding(torch.tensor([[1, 0]]), a)
torch.cat([a, a * 2]) | torch.cat([a, a * 2], 1) | torch.stack([a, -a], 1) | a.unbind(1)[2] | n.split(2)[1] | a.chunk(3, 1)[0] | a.tril() | a.triu(1)
a.flip(0) | a.repeat(2, 2) | F.pad(a, (1, 2)) | a.sort(1)[0] | a.sort(0)[1] | a.topk(2, 1)[0] | n.diagonal(0, 1, 2)
F.conv2d(im, w) | F.conv2d(im, w, torch.randn(4), stride=2, padding=1) | F.conv2d(im, w, dilation=2) | F.conv1d(n, torch.randn(2, 2, 2))
F.conv2d(im, torch.randn(4, 1, 3, 3), groups=2) | F.max_pool2d(im, 2) | F.max_pool2d(im, 3, 2, 1) | F.avg_pool2d(im, 2) | F.avg_pool2d(im, 3, 2, 1)
F.avg_pool2d(im, 3, 2, 1, count_include_pad=False) | F.adaptive_avg_pool2d(im, 3) | F.adaptive_avg_pool2d(im, 1) | F.adaptive_max_pool2d(im, 2)
F.layer_norm(a, (3,)) | F.layer_norm(n, (2, 4), torch.randn(2, 4), torch.randn(2, 4)) | F.group_norm(im, 2, torch.randn(2), torch.randn(2))
F.batch_norm(a, torch.zeros(3), torch.ones(3)) | F.batch_norm(im, torch.zeros(2), torch.ones(2), torch.randn(2), torch.randn(2), True)
F.cross_entropy(a, torch.tensor([0, 2])) | F.nll_loss(a, torch.tensor([0, 2]), torch.tensor([1., 2., 3.])) | F.nll_loss(a, torch.tensor([0, 2]), reduction="none")
F.cross_entropy(a, torch.tensor([0, -100])) | F.mse_loss(a, -a) | F.mse_loss(a, -a, reduction="none") | F.smooth_l1_loss(a, -a) | F.huber_loss(a, -a)
F.binary_cross_entropy(a.sigmoid(), a.tanh().abs()) | F.binary_cross_entropy_with_logits(a, a.sigmoid()) | F.l1_loss(a, -a) | F.kl_div(a, a.exp())
nn.Linear(3, 4)(a) | nn.LSTMCell(3, 2)(a)[0] | nn.MultiheadAttention(4, 2)(n, n, n)[0] | F.cosine_similarity(a, -a) | F.dropout(a)
`
  .split(/[|\n]/)
  .map((text) => text.trim())
  .filter((text) => text !== "");

const HEAD = `import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(0)
a = torch.randn(2, 3)
b = torch.randn(3, 4)
c = torch.randn(2, 4)
n = torch.randn(3, 2, 4)
v2, v3, v4 = torch.randn(2), torch.randn(3), torch.randn(4)
im = torch.randn(2, 2, 7, 7)
w = torch.randn(4, 2, 3, 3)
`;

function ran(text: string): Run {
  const sources = [{ file: "main.nnspec", text }];
  const made = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 20, bytes: 4e9 } }, {});
  made.execute();
  return made;
}

describe("why a cell has its value", () => {
  const run = ran(`${HEAD}${EXPRESSIONS.map((text, i) => `y${i} = ${text}`).join("\n")}\n`);

  it("ran", () => {
    expect(run.exitCode).toBe(0);
  });

  it.each(EXPRESSIONS.map((text, i) => [text, `y${i}`] as const))("%s", (text, name) => {
    const tensor = answer(run, "names", {})
      .flatMap((frame) => frame.names)
      .find((each) => each.name === name)?.tensor;
    if (tensor == null) throw new Error(`${text} bound no tensor`);
    for (const index of cellsOf(tensor.shape)) {
      const why = answer(run, "why", { value: tensor.id, index });
      expect(why, `${text} ${index}`).not.toBeNull();
      if (why !== null) sound(why);
    }
  });

  const idOf = (name: string): number =>
    answer(run, "names", {})[0]?.names.find((each) => each.name === name)?.tensor?.id ?? -1;

  it("writes softmax with its numbers and marks the row", () => {
    const name = `y${EXPRESSIONS.indexOf("torch.softmax(a, 1)")}`;
    const why = answer(run, "why", { value: idOf(name), index: [0, 1] });
    expect(why?.formula).toBe("y = softmax(x, dim=1)");
    expect(why?.operands).toMatchObject([
      {
        name: "x",
        title: "a",
        count: 4,
        marked: [
          [0, 0],
          [0, 1],
          [0, 2],
          [0, 1],
        ],
      },
    ]);
  });

  it("says nothing of what chance gave", () => {
    expect(answer(run, "why", { value: idOf("a"), index: [0, 1] })).toBeNull();
  });
});

function cellsOf(shape: readonly number[]): number[][] {
  const all = [...indices(shape)];
  return all.filter((_, i) => i % Math.max(1, Math.floor(all.length / 12)) === 0);
}

function sound(why: Why): void {
  const total = why.terms.reduce((sum, term) => sum + term, 0);
  const size = why.terms.reduce((sum, term) => sum + Math.abs(term), 0);
  if (Number.isFinite(why.result)) expect(Math.abs(total - why.result)).toBeLessThanOrEqual(4e-6 * size + 1e-12);
  for (const operand of why.operands) {
    expect(operand.marked.length).toBeGreaterThan(0);
    for (const index of operand.marked) {
      expect(index).toHaveLength(operand.shape.length);
      index.forEach((i, axis) => {
        expect(i).toBeGreaterThanOrEqual(0);
        expect(i).toBeLessThan(operand.shape[axis] ?? 0);
      });
    }
  }
}
