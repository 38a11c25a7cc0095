import { describe, expect, test } from "vitest";
import { HOVER_LIMIT, type HoverLinks, hoverMarkdown } from "../../src/editor/hover-markdown";
import type { Changes } from "../../src/editor/tree-changes";
import type { HoverInfo } from "../../src/protocol/data";
import { digest, hover, matrix, t, tensor } from "./answers";

const links: HoverLinks = {
  openInPanel: "command:open",
  showGraph: "command:graph",
  copyPython: "command:copy",
  visit: (number) => `command:visit?${number}`,
};

function text(info: Partial<HoverInfo>, more: { stale?: boolean; running?: boolean; changes?: Changes } = {}): string {
  return hoverMarkdown(hover(info), {
    kind: "dark",
    stale: false,
    running: false,
    changes: new Map(),
    links,
    t,
    ...more,
  });
}

describe("what a hover says", () => {
  test("name, shape, figures, leaf, PyTorch's own print, links", () => {
    const shown = text({});
    for (const part of ["<b>x</b>", "[1,&nbsp;2]", "f32", "n=2", "requires_grad=False", "tensor([[1., 2.]])"]) {
      expect(shown).toContain(part);
    }
    expect(shown.indexOf("Copy as Python")).toBeGreaterThan(shown.indexOf("tensor([[1., 2.]])"));
  });

  test("a result has its grad_fn, its gradient and who computed it", () => {
    const shown = text({
      tensor: tensor([2], { isLeaf: false, gradFn: "SoftmaxBackward0", node: 3 }),
      gradient: tensor([2]),
      gradientDigest: digest([2], [-0.5, 0.5, 0, 0.7], { values: Float64Array.of(-0.5, 0.5) }),
      byDebugger: true,
    });
    expect(shown).toContain("SoftmaxBackward0");
    expect(shown).toContain("by the debugger");
  });

  test("what a what-if changed stands beside what it was", () => {
    const now = digest([], [2, 2, 2, NaN], { values: Float64Array.of(2) });
    const was = digest([], [1, 1, 1, NaN], { values: Float64Array.of(1) });
    const changes = new Map([[1, { before: { digest: was, apart: Float64Array.of(1) }, now }]]);
    expect(text({ tensor: tensor([]), digest: now }, { changes })).toContain("what if 1.0000 → 2.0000");
    expect(text({ tensor: tensor([]), digest: now })).not.toContain("what if");
  });

  test("figures that are still being found do not keep the rest waiting", () => {
    const shown = text({ tensor: tensor([10_000, 10_000]), digest: null, gradient: tensor([10_000, 10_000]) });
    expect(shown).toContain("[10000,&nbsp;10000]");
    expect(shown.match(/…/g)).toHaveLength(2);
  });

  test("in a loop the visit is said, with links to the others and none to itself", () => {
    const shown = text({ visit: 37, visits: 100 });
    expect(shown).toContain("visit 37 of 100");
    for (const to of [1, 36, 38, 100]) expect(shown).toContain(`command:visit?${to} `);
    const last = text({ visit: 100, visits: 100 });
    expect(last).not.toContain("command:visit?100 ");
    expect(last).not.toContain("command:visit?101 ");
  });

  test("NaN is counted, and zeros where there are some", () => {
    const shown = text({ digest: digest([4], [0, 1, 0.5, 0.5], { nan: 1, zeros: 1 }) });
    expect(shown).toContain("NaN 1 · zeros 25%");
  });

  test("results of an older text say so", () => {
    expect(text({}, { stale: true })).toContain("edited since this run");
    expect(text({}, { running: true, stale: true })).toContain("results so far");
  });

  test("elements that were let go for memory are said to be", () => {
    expect(text({ tensor: tensor([2], { kept: false }), slice: null })).toContain("let go for memory");
  });

  test("names with markup in them are text", () => {
    const shown = text({ expression: '<img src=x onerror=alert(1)> "`**', tensor: tensor([2]), slice: null });
    expect(shown).not.toContain("<img src=x");
    const plain = text({ tensor: null, digest: null, slice: null, expression: "a*b_[c](d)<e>", print: "" });
    expect(plain).not.toContain("[c](d)");
    expect(plain).not.toContain("<e>");
  });

  test("a print with backticks does not end its code block", () => {
    expect(text({ print: "'```'\nrest" })).toContain("````text\n'```'\nrest\n````");
  });

  test("a long print is cut to a few lines that end as it does", () => {
    const lines = Array.from({ length: 60 }, (_, i) => `line ${i}`).join("\n");
    const shown = text({ print: lines });
    expect(shown).toContain("…\nline 59");
    expect(shown).not.toContain("line 30");
  });

  test("however large the tensor, VS Code does not cut the text", () => {
    const data = Array.from({ length: 256 * 256 }, (_, i) => Math.cos(i));
    const shown = text({ slice: matrix(256, 256, data), digest: digest([256, 256], [-1, 1, 0, 0.7]) });
    expect(shown.length).toBeLessThan(HOVER_LIMIT);
    expect(shown).toContain("Copy as Python");
  });
});
