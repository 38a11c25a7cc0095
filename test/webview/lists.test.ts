import { describe, expect, test } from "vitest";
import { normOf } from "../../src/look/digest";
import { parseFilter } from "../../webview/format/filter";
import { fixedWindow, rowAt, scrollToShow, tallWindow } from "../../webview/format/window";
import { linesOf, outputRows, topsOf } from "../../webview/outputs/rows";
import { gradientRatio, splitName, tableRows } from "../../webview/parameters/rows";
import { gallery, perceptron } from "./fixture/answers";

describe("which rows are in the document", () => {
  test("ten thousand rows are the ones on screen and a few more", () => {
    const { first, end } = fixedWindow(10_000, 22, 5000 * 22, 800, 8);
    expect(first).toBe(4992);
    expect(end - first).toBeLessThan(60);
  });
  test("an empty list has none, and scrolling past the end gives none that do not exist", () => {
    expect(fixedWindow(0, 22, 0, 800, 8)).toEqual({ first: 0, end: 0 });
    expect(fixedWindow(10, 22, 9999, 800, 8)).toEqual({ first: 10, end: 10 });
  });
  test("rows of different heights are found by bisection", () => {
    const tops = Float64Array.of(0, 22, 100, 130, 300);
    expect([0, 21, 22, 99, 100, 250, 999].map((y) => rowAt(tops, y))).toEqual([0, 0, 1, 1, 2, 3, 3]);
    expect(tallWindow(tops, 100, 20, 0)).toEqual({ first: 2, end: 3 });
    expect(tallWindow(new Float64Array(1), 0, 100, 3)).toEqual({ first: 0, end: 0 });
  });
  test("showing a row scrolls no further than needed", () => {
    expect(scrollToShow(100, 122, 0, 800)).toBe(0);
    expect(scrollToShow(900, 922, 0, 800)).toBe(122);
    expect(scrollToShow(50, 72, 200, 800)).toBe(50);
  });
});

describe("parameters", () => {
  const { parameters } = perceptron();
  const names = (rows: ReturnType<typeof tableRows>) =>
    rows.map((row) => (row.kind === "group" ? `[${row.root} ${row.elements}]` : row.row.name));

  test("stand under their module, with its number of elements", () => {
    expect(names(tableRows(parameters, parseFilter(""), null, new Set()))).toEqual([
      "[p 17]",
      "layer1.w",
      "layer1.b",
      "layer2.w",
      "layer2.b",
    ]);
  });
  test("are sorted inside their group, what has no figure last", () => {
    const sorted = tableRows(parameters, parseFilter(""), { key: "gradient", descending: true }, new Set());
    expect(names(sorted)).toEqual(["[p 17]", "layer2.b", "layer2.w", "layer1.w", "layer1.b"]);
    const some = tableRows(gallery().parameters, parseFilter(""), { key: "ratio", descending: false }, new Set());
    const figures = some.flatMap((row) => (row.kind === "parameter" ? [gradientRatio(row.row)] : []));
    const firstNone = figures.findIndex(Number.isNaN);
    expect(figures.slice(firstNone).every(Number.isNaN)).toBe(true);
  });
  test("are found by name, module path and shape", () => {
    expect(names(tableRows(parameters, parseFilter("p.layer1"), null, new Set()))).toHaveLength(3);
    expect(names(tableRows(parameters, parseFilter("[3, 2]"), null, new Set()))).toEqual(["[p 17]", "layer2.w"]);
    expect(names(tableRows(parameters, parseFilter("nothing"), null, new Set()))).toEqual([]);
  });
  test("the norm from a digest is the norm of the elements", () => {
    // torch.linalg.norm of layer1.w after manual_seed(0): 3.2654655.
    const weight = parameters.find((row) => row.name === "layer1.w");
    expect(weight === undefined ? 0 : normOf(weight.digest)).toBeCloseTo(3.2654655, 5);
  });
  test("a name keeps its last part", () => {
    expect(splitName("block1.conv1.weight")).toEqual(["block1.conv1", ".weight"]);
    expect(splitName("scale")).toEqual(["", "scale"]);
  });
});

describe("outputs", () => {
  const { outputs } = perceptron();
  test("are all, bound or printed", () => {
    const all = outputRows(outputs, "all", parseFilter(""));
    const bound = outputRows(outputs, "bound", parseFilter(""));
    const printed = outputRows(outputs, "printed", parseFilter(""));
    expect(bound.length + printed.length).toBe(all.length);
    expect(printed.every((row) => row.kind === "printed")).toBe(true);
  });
  test("are found by line, by name and by text", () => {
    expect(outputRows(outputs, "all", parseFilter(":41"))).toHaveLength(1);
    expect(outputRows(outputs, "bound", parseFilter("output_log"))).toHaveLength(1);
    expect(outputRows(outputs, "printed", parseFilter("torch.Size"))).toHaveLength(3);
  });
  test("a tensor has PyTorch's lines under its name, a module and a class only their name", () => {
    const of = (name: string) => outputs.find((row) => row.kind === "bound" && row.name === name);
    const data = of("data");
    const module = of("p");
    expect(data === undefined ? [] : linesOf(data)).toEqual([
      "tensor([[ 0.3731, -0.8920],",
      "        [-1.5091,  0.3704],",
      "        [ 1.4565,  0.9398],",
      "        [ 0.7748,  0.1919]])",
    ]);
    expect(module === undefined ? ["?"] : linesOf(module)).toEqual([]);
  });
  test("heights grow with the lines", () => {
    const tops = topsOf(outputs, new Set());
    expect(tops).toHaveLength(outputs.length + 1);
    expect([...tops].every((top, i) => i === 0 || top > (tops[i - 1] ?? 0))).toBe(true);
  });
});
