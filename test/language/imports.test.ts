// Files that import each other, and errors that cross files.

import { describe, expect, it } from "vitest";
import { checkSource } from "../../src/language/interpreter";
import { runSource } from "./run";

describe("a program imports its siblings", () => {
  it("by name, whatever their extension, once", () => {
    const { stdout, outcome } = runSource(
      "from perception import Perception, VALUE as v\nimport perception, helper as h\nprint(Perception().name, v, h.f(2), perception.__name__, __name__)",
      {
        files: {
          "perception.nnspec":
            "print('loading')\nVALUE = 3\nclass Perception:\n    name = 'p'\nif __name__ == '__main__':\n    print('no')",
          "helper.py": "def f(x): return x * 2",
        },
      },
    );
    expect(outcome).toEqual({ kind: "ok" });
    expect(stdout).toBe("loading\np 3 4 perception __main__\n");
  });

  it("in a cycle, seeing what has run so far", () => {
    const files = {
      "a.nnspec": "x = 1\nimport b\ny = b.z + 1",
      "b.nnspec": "import a\nz = a.x + 10",
    };
    expect(runSource("import a\nprint(a.x, a.y)", { files }).stdout).toBe("1 12\n");
    const broken = { "a.nnspec": "from b import z\nx = 1", "b.nnspec": "from a import x\nz = 2" };
    const { outcome } = runSource("import a", { files: broken });
    expect(outcome).toMatchObject({ kind: "raised", type: "ImportError" });
    expect(outcome.kind === "raised" && outcome.message).toContain("cannot import name 'x' from");
  });

  it("from packages", () => {
    const files = {
      "pkg/__init__.py": "from .inner import f\nname = 'pkg'",
      "pkg/inner.py": "def f(): return 'inner'",
    };
    const { stdout } = runSource("import pkg\nfrom pkg.inner import f\nprint(pkg.name, pkg.f(), f())", { files });
    expect(stdout).toBe("pkg inner inner\n");
  });

  it("and an error names the file and the exact expression", () => {
    const { outcome } = runSource("from helper import f\nprint(1 + f(0))", {
      files: { "helper.nnspec": "def f(x):\n    y = 2\n    return (y + 1) / x" },
    });
    expect(outcome).toMatchObject({
      kind: "raised",
      type: "ZeroDivisionError",
      message: "division by zero",
      place: { file: "helper.nnspec", start: 31, end: 42 },
    });
    expect(outcome.kind === "raised" && outcome.traceback).toBe(
      [
        "Traceback (most recent call last):",
        '  File "main.py", line 2, in <module>',
        "    print(1 + f(0))",
        "              ^^^^",
        '  File "helper.nnspec", line 3, in f',
        "    return (y + 1) / x",
        "           ~~~~~~^~~~~",
        "ZeroDivisionError: division by zero",
        "",
      ].join("\n"),
    );
  });

  it("and a missing one is refused where it is used, a syntax error where it is", () => {
    expect(runSource("import pandas\npandas.f()").outcome).toMatchObject({ kind: "refused", what: "pandas.f" });
    const { outcome: nowhere } = runSource("import nowhere");
    expect(nowhere).toMatchObject({ type: "ModuleNotFoundError", message: "No module named 'nowhere'" });
    const { outcome } = runSource("import bad", { files: { "bad.nnspec": "x = 1\ny = (2" } });
    expect(outcome).toMatchObject({ kind: "raised", type: "SyntaxError", place: { file: "bad.nnspec" } });
  });
});

describe("errors say what was meant", () => {
  const last = (text: string): string => {
    const { outcome } = runSource(text);
    return outcome.kind === "raised" ? (outcome.traceback.trimEnd().split("\n").at(-1) ?? "") : outcome.kind;
  };

  it("for names, attributes and modules, as CPython 3.11 does", () => {
    expect(last("value = 1\nvalu")).toBe("NameError: name 'valu' is not defined. Did you mean: 'value'?");
    expect(last("prnt(1)")).toBe("NameError: name 'prnt' is not defined. Did you mean: 'print'?");
    expect(last("def f(count):\n    return coutn\nf(1)")).toBe(
      "NameError: name 'coutn' is not defined. Did you mean: 'count'?",
    );
    expect(last("[].apend(1)")).toBe("AttributeError: 'list' object has no attribute 'apend'. Did you mean: 'append'?");
    expect(last("import math\nmath.squrt(2)")).toBe(
      "AttributeError: module 'math' has no attribute 'squrt'. Did you mean: 'sqrt'?",
    );
    expect(last("class A:\n    def forward(self): pass\nA().foward()")).toBe(
      "AttributeError: 'A' object has no attribute 'foward'. Did you mean: 'forward'?",
    );
    expect(last("xyzzy")).toBe("NameError: name 'xyzzy' is not defined");
  });

  it("with causes and contexts", () => {
    const { outcome } = runSource("try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('v') from e");
    expect(outcome.kind === "raised" && outcome.traceback).toContain(
      "\nThe above exception was the direct cause of the following exception:\n\n",
    );
  });

  it("and sys.exit ends with its code", () => {
    expect(runSource("import sys\nprint(1)\nsys.exit(3)").outcome).toEqual({ kind: "exit", code: 3, message: "" });
    expect(runSource("raise SystemExit('bye')").outcome).toEqual({ kind: "exit", code: 1, message: "bye" });
    expect(runSource("import sys\nsys.exit()").outcome).toEqual({ kind: "exit", code: 0, message: "" });
  });
});

describe("names are resolved before the run", () => {
  it("so that an undefined one is found in a branch that never runs", () => {
    const text =
      "value = 1\ndef f(count):\n    if False:\n        return coutn + valu\nclass A:\n    x = 1\n    def g(self): return x\n";
    expect(checkSource("main.py", text).undefinedNames).toEqual([
      { name: "coutn", start: text.indexOf("coutn"), end: text.indexOf(" + valu"), suggestion: "count" },
      { name: "valu", start: text.indexOf("valu\n"), end: text.indexOf("\nclass"), suggestion: "value" },
      { name: "x", start: text.length - 2, end: text.length - 1, suggestion: undefined },
    ]);
  });

  it("and what is bound somewhere, or may be, is no mistake", () => {
    for (const text of [
      "def f():\n    global g\n    g = 1\nprint(g)",
      "from math import *\nprint(sqrt(2))",
      "print([y for y in range(3) if (z := y)], z, __name__, open)",
      "class A:\n    def f(self): return super().f(), __class__",
      "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n    return lambda: x",
      "for i in []: pass\nprint(i)\ntry: pass\nexcept ValueError as e: print(e)\nimport a.b as c, d.e\nprint(c, d)",
    ]) {
      expect(checkSource("main.py", text).undefinedNames, text).toEqual([]);
    }
  });
});
