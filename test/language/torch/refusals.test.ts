// What PyTorch has and this has not is refused by name; it is no TypeError or AttributeError, which would say that
// PyTorch has not got it either.
import { describe, expect, test } from "vitest";
import { prepareEngine } from "../../../src/language/debug/engine";
import { runSource } from "../run";

function outcomeOf(text: string) {
  prepareEngine(0, null);
  return runSource(`import torch\nimport torch.utils.data\n${text}`).outcome;
}

describe("a call that only an overload of PyTorch takes is refused by that overload", () => {
  test.each([
    ["torch.rand(2, 3, names=('N', 'C'))", /^rand\(tuple of ints size, \*, .*tuple of names names/],
    [
      "torch.rand((2, 3), generator=None, names=('N', 'C'))",
      /^rand\(.*torch.Generator generator, tuple of names names/,
    ],
  ])("%s", (call, what) => {
    expect(outcomeOf(call)).toMatchObject({ kind: "refused", what: expect.stringMatching(what) });
  });

  test("a call that no overload takes is a TypeError", () => {
    expect(outcomeOf("torch.rand(2, names=3)")).toMatchObject({ kind: "raised", type: "TypeError" });
    expect(outcomeOf("torch.clamp(torch.ones(2), min='a')")).toMatchObject({ kind: "raised", type: "TypeError" });
  });
});

describe("a member that PyTorch's class has is refused by name", () => {
  test.each([
    [
      "torch.utils.data.DataLoader([1]).check_worker_number_rationality()",
      "DataLoader.check_worker_number_rationality",
    ],
    ["torch.utils.data.DataLoader.check_worker_number_rationality", "DataLoader.check_worker_number_rationality"],
    ["torch.Generator().seed", "Generator.seed"],
  ])("%s", (text, what) => {
    expect(outcomeOf(text)).toMatchObject({ kind: "refused", what });
  });

  test("another is an AttributeError, also where the program's class has it from nowhere", () => {
    expect(outcomeOf("torch.nn.Linear(2, 2).sharing")).toMatchObject({ kind: "raised", type: "AttributeError" });
    expect(outcomeOf("class Generator:\n    pass\nGenerator().seed")).toMatchObject({ type: "AttributeError" });
  });
});
