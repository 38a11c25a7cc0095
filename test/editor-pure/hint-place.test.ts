import { describe, expect, test } from "vitest";
import { hintColumn } from "../../src/editor/hint-place";

/** The line with its hint, as a person sees it; the name's end is marked by ^. */
function shown(marked: string): string {
  const column = marked.indexOf("^");
  const line = marked.replace("^", "");
  const at = hintColumn(line, column);
  return `${line.slice(0, at)}[4, 3]${line.slice(at)}`;
}

describe("where a shape stands", () => {
  test.each([
    ["x^ = self.layer1(x)", "x = self.layer1(x)[4, 3]"],
    ["    y^ = torch.sigmoid(x)  # squash", "    y = torch.sigmoid(x)[4, 3]  # squash"],
    ["s^ = f('# no comment')", "s = f('# no comment')[4, 3]"],
    ["self.w^ = w", "self.w = w[4, 3]"],
    ["a^: Tensor = b", "a: Tensor = b[4, 3]"],
  ])("after the statement: %s", (marked, expected) => {
    expect(shown(marked)).toBe(expected);
  });

  test.each([
    ["def forward(self, x^):", "def forward(self, x[4, 3]):"],
    ["a^, b = f()", "a[4, 3], b = f()"],
    ["for v^ in loss:", "for v[4, 3] in loss:"],
    ["x^ = f(", "x[4, 3] = f("],
    ["x^ = a + \\", "x[4, 3] = a + \\"],
    ["x^ += 1", "x[4, 3] += 1"],
    ["if x^ == y: pass", "if x[4, 3] == y: pass"],
    ["y = [v^ for v in x]", "y = [v[4, 3] for v in x]"],
  ])("after the name: %s", (marked, expected) => {
    expect(shown(marked)).toBe(expected);
  });
});
