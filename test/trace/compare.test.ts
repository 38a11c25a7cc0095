import { describe, expect, test } from "vitest";
import type { ValueId } from "../../src/protocol/data";
import { answer } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";
import { broadcastShape } from "../../src/trace/query/compare";

/** Runs a program; what it printed, and the ids of its names. */
function run(text: string) {
  const done = new Run({
    entry: "main.nnspec",
    sources: [{ file: "main.nnspec", text: `import torch\n${text}` }],
    seed: 0,
    limits: { seconds: 30, bytes: 1e9 },
  });
  done.execute();
  expect(done.stderr).toBe("");
  const id = (name: string): ValueId => {
    for (const row of answer(done, "outputs", {})) {
      if (row.kind === "bound" && row.name === name && row.tensor !== null) return row.tensor.id;
    }
    throw new Error(`${name} is not bound`);
  };
  const compare = (a: string, b: string, rtol = 1e-5, atol = 1e-8) =>
    answer(done, "compare", { a: id(a), b: id(b), rtol, atol });
  return { done, id, compare, lines: done.stdout.trim().split("\n") };
}

describe("two tensors compared", () => {
  const { compare, done } = run(`
a = torch.tensor([[1., 2.], [3., -4.]])
b = torch.tensor([[1., 2.5], [3., -4.00001]])
row = torch.tensor([1., 2.])
same = a.clone()
bad = torch.tensor([float("nan"), float("inf"), 1.])
bad2 = torch.tensor([float("nan"), float("inf"), 2.])
big = torch.tensor([2 ** 60 + 1, 5])
big2 = torch.tensor([2 ** 60, 5])
double = a.double()
nothing = torch.zeros(0, 2)
z = torch.tensor([3 + 4j, 1j])
z2 = torch.tensor([3 + 4j, 1 + 1j])
`);

  test("tell how far they are apart, and where", () => {
    const found = compare("a", "b");
    expect(found).toMatchObject({ n: 4, different: 2, beyond: 1, allclose: "apart", notFinite: 0 });
    const [most, mean, relative, cosine] = found.figures;
    expect(most).toBe(0.5);
    expect(mean).toBeCloseTo(0.1250025, 6);
    expect(relative).toBe(0.2);
    expect(cosine).toBeCloseTo(31.00004 / Math.sqrt(30 * (1 + 6.25 + 9 + 16.00008)), 6);
    expect(found.largest).toEqual({ index: [0, 1], numbers: Float64Array.of(2, 2.5, 0.5) });
    expect(found.firstDifferent?.index).toEqual([0, 1]);
    expect(found.firstBeyond?.index).toEqual([0, 1]);
  });

  test("equal ones have no place to show", () => {
    const found = compare("a", "same");
    expect(found).toMatchObject({ different: 0, allclose: "close", largest: null, firstDifferent: null });
    expect(found.figures[3]).toBeCloseTo(1, 15);
  });

  test("broadcast as PyTorch does, and say so where they cannot", () => {
    expect(compare("a", "row")).toMatchObject({ shape: [2, 2], n: 4, different: 2 });
    expect(() => compare("a", "bad")).toThrow("[2, 2] and [3] do not broadcast to one shape.");
    expect(broadcastShape([4, 1, 3], [2, 1])).toEqual([4, 2, 3]);
    expect(broadcastShape([], [0])).toEqual([0]);
  });

  test("NaN differs from NaN, an infinity is itself, and figures are of the rest", () => {
    const found = compare("bad", "bad2");
    expect(found).toMatchObject({ different: 2, beyond: 2, notFinite: 2 });
    expect(found.figures[0]).toBe(1);
    expect(found.firstDifferent?.index).toEqual([0]);
  });

  test("int64 is told apart where float64 is not", () => {
    expect(compare("big", "big2")).toMatchObject({ different: 1, allclose: "close" });
    expect(compare("big", "big2", 0, 0)).toMatchObject({ allclose: "apart" });
  });

  test("dtypes that torch.allclose refuses are named, and compared all the same", () => {
    expect(compare("a", "double")).toMatchObject({ allclose: "dtypes", different: 0 });
  });

  test("nothing equals nothing", () => {
    expect(compare("nothing", "nothing")).toMatchObject({ n: 0, allclose: "close", largest: null });
  });

  test("complex ones are as far apart as they lie in the plane", () => {
    const found = compare("z", "z2");
    expect(found).toMatchObject({ different: 1, allclose: "apart" });
    expect(found.figures[0]).toBe(1);
  });

  test("their difference is a value to look at like any other", () => {
    const { difference } = compare("a", "b");
    if (difference === null) throw new Error("no difference");
    expect(answer(done, "cell", { value: difference, index: [0, 1] }).text).toBe("-0.5");
    const [digest] = answer(done, "digests", { values: [difference] });
    expect(digest).toMatchObject({ shape: [2, 2], zeros: 2 });
  });
});

test("a value compares with its other visits, and a gradient with that of another", () => {
  const { done, lines } = run(`
w = torch.tensor([1., -2., 3.], requires_grad=True)
for i in range(4):
    y = w * (i + 1)
    y.pow(2).sum().backward()
    print(w.grad.tolist(), y.tolist())
    w.grad = None
`);
  const last = answer(done, "outputs", {}).find((row) => row.kind === "bound" && row.name === "y");
  if (last?.kind !== "bound" || last.tensor === null) throw new Error("y is not bound");
  const history = answer(done, "history", { value: last.tensor.id });
  if (history === null) throw new Error("y has no visits");
  const [first = -1, , , fourth = -1] = history.values;
  expect([...history.visits]).toEqual([1, 2, 3, 4]);
  const values = answer(done, "compare", { a: fourth, b: first, rtol: 1e-5, atol: 1e-8 });
  // 4 w beside w.
  expect(values).toMatchObject({ n: 3, different: 3, allclose: "apart" });
  expect([...values.figures]).toEqual([9, 6, 3, expect.closeTo(1, 12)]);
  const [before = -1, , , after = -1] = history.gradients;
  const gradients = answer(done, "compare", { a: after, b: before, rtol: 1e-5, atol: 1e-8 });
  // 2 · 4 w beside 2 · w, at y.
  expect([...gradients.figures]).toEqual([18, 12, 3, expect.closeTo(1, 12)]);
  expect(lines).toHaveLength(4);
});

test("a value compares with the same of another run, brought along", () => {
  const program = (factor: number) => run(`x = torch.tensor([[1., 2.], [3., 4.]]).t() * ${factor}`);
  const [before, after] = [program(1), program(1.5)];
  const copy = answer(before.done, "elements", { value: before.id("x") });
  const found = answer(after.done, "compare", { a: after.id("x"), b: copy, rtol: 1e-5, atol: 1e-8 });
  expect(found).toMatchObject({ n: 4, different: 4, allclose: "apart" });
  expect(found.largest).toEqual({ index: [1, 1], numbers: Float64Array.of(6, 4, 2) });
  expect(answer(after.done, "compare", { a: after.id("x"), b: after.id("x"), rtol: 0, atol: 0 }).different).toBe(0);
});

test("the verdict is torch.allclose's, for any dtype and tolerance", () => {
  const { compare, lines } = run(`
rtol = [1e-5, 1e-3, 0.0, 0.1]
atol = [1e-8, 0.0, 1e-3, 0.0]
torch.manual_seed(3)
def pair(k):
    dtype = [torch.float32, torch.float64, torch.int64, torch.uint8, torch.bool, torch.complex64][k % 6]
    a = torch.randn(7) * 10
    b = a + torch.randn(7) * 10.0 ** (-(k % 7))
    return a.abs().to(dtype), b.abs().to(dtype)
${Array.from({ length: 60 }, (_, k) => `a${k}, b${k} = pair(${k})\nprint(torch.allclose(a${k}, b${k}, rtol=rtol[${k % 4}], atol=atol[${k % 4}]))`).join("\n")}
`);
  const rtol = [1e-5, 1e-3, 0, 0.1];
  const atol = [1e-8, 0, 1e-3, 0];
  const verdicts = lines.map((_, k) =>
    compare(`a${k}`, `b${k}`, rtol[k % 4], atol[k % 4]).allclose === "close" ? "True" : "False",
  );
  expect(verdicts).toEqual(lines);
  expect(new Set(lines).size).toBe(2);
});
