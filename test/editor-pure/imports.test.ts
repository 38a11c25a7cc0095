import { describe, expect, test } from "vitest";
import { candidates, importedNames } from "../../src/editor/imports";

describe("the siblings that a program may import", () => {
  test.each([
    ["import perception", ["perception"]],
    ["import a, b as c, d.e", ["a", "b", "d"]],
    ["from perception import Perception", ["perception"]],
    ["from a.b import c", ["a"]],
    ["from . import a, b as c", ["a", "b"]],
    ["from .a import (\n    b,\n    c,\n)", ["a"]],
    ["from . import (a,\n  b)", ["a", "b"]],
    ["if True: import a; import b", ["a", "b"]],
    ["def f():\n    from late import x", ["late"]],
    ["import a, \\\n    b", ["a", "b"]],
    ["from a \\\n    import b", ["a"]],
    ["import größe", ["größe"]],
    ["import a # not b\r\nimport c", ["a", "c"]],
  ])("%j", (text, names) => {
    expect(importedNames(text).sort()).toEqual(names.sort());
  });

  test("a comment and a longer word import nothing", () => {
    expect(importedNames("# import a\nimportant = 1\nx.importer = from_here = 2")).toEqual([]);
  });

  test("a .nnspec file is preferred to a .py file", () => {
    expect(candidates("perception")).toEqual(["perception.nnspec", "perception.py"]);
  });
});
