// The grammar through VS Code's own tokeniser: what a person sees coloured.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, test } from "vitest";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import textmate from "vscode-textmate";

let grammar: textmate.IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await loadWASM(Uint8Array.from(readFileSync(wasm)).buffer);
  const text = readFileSync(new URL("../../syntaxes/nnspec.tmLanguage.json", import.meta.url), "utf8");
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => textmate.parseRawGrammar(text, "nnspec.json"),
  });
  const loaded = await registry.loadGrammar("source.nnspec");
  if (loaded === null) throw new Error("the grammar could not be read");
  grammar = loaded;
});

/** The innermost scope of each token that is not blank, without the language's own ending. */
function scopes(source: string): [string, string][] {
  const out: [string, string][] = [];
  let stack = textmate.INITIAL;
  for (const line of source.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes: all } of tokens) {
      const text = line.slice(startIndex, endIndex).trim();
      if (text !== "") out.push([text, (all.at(-1) ?? "").replace(/\.nnspec$/, "")]);
    }
  }
  return out;
}

function scopeOf(source: string, token: string): string | undefined {
  return scopes(source).find(([text]) => text === token)?.[1];
}

describe("syntax colours", () => {
  test.each([
    ["for x in range(3):", "for", "keyword.control.flow"],
    ["a = not b", "not", "keyword.operator.logical"],
    ["def forward(self, x):", "forward", "entity.name.function"],
    ["def forward(self, x):", "self", "variable.language.special"],
    ["def forward(self, x):", "x", "variable.parameter.function"],
    ["def f(\n    a: int = 3,\n    b=4,\n) -> int:\n    pass", "b", "variable.parameter.function"],
    ["class Net(nn.Module):", "Net", "entity.name.type.class"],
    ["@torch.no_grad()", "torch.no_grad", "entity.name.function.decorator"],
    ["from torch import nn", "from", "keyword.control.import"],
    ["import torch.nn as nn", "as", "keyword.control.import"],
    ["print(x)", "print", "support.function.builtin"],
    ["x.print(1)", "print", "variable.other.property"],
    ["y = True", "True", "constant.language"],
    ["n = 0x_ff", "0x_ff", "constant.numeric.hex"],
    ["n = 1e-3", "1e-3", "constant.numeric.float"],
    ["n = 1_000", "1_000", "constant.numeric.integer"],
    ["# TODO later", "TODO", "keyword.codetag.notation"],
    ["x = r'\\d'", "\\d", "string.quoted.single.raw"],
    ["match point:", "match", "keyword.control.flow"],
    ["match = 3", "match", "variable.other"],
  ])("%j: %s is %s", (source, token, scope) => {
    expect(scopeOf(source, token)).toBe(scope);
  });

  test("an f-string's expression is code, its format is not", () => {
    const found = scopes("f\"loss {loss.item():.4f} {d['k']!r} {{x}}\"");
    expect(found).toContainEqual(["loss", "variable.other"]);
    expect(found).toContainEqual([".4f", "storage.type.format"]);
    expect(found).toContainEqual(["!r", "storage.type.format"]);
    expect(found).toContainEqual(["{{", "constant.character.escape"]);
    expect(found).toContainEqual(["k", "string.quoted.single"]);
  });

  test("a slice in an f-string is not taken for its format", () => {
    expect(scopes('f"{x[1:2]}"')).toContainEqual(["2", "constant.numeric.integer"]);
  });

  test("a string over several lines ends where its quotes say", () => {
    const found = scopes('"""one\n# two\n"""\nx = 1');
    expect(found).toContainEqual(["# two", "string.quoted.double.block"]);
    expect(found).toContainEqual(["x", "variable.other"]);
  });

  test("an unterminated string ends with its line", () => {
    expect(scopes("x = 'abc\ny = 2")).toContainEqual(["y", "variable.other"]);
  });
});
