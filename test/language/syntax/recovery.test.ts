// Several errors in one file, hints beyond CPython's words, and the limits that keep a hostile file from hurting.

import { describe, expect, it } from "vitest";
import { parseModule } from "../../../src/language/syntax/parser";
import { SourceText } from "../../../src/language/syntax/source";

function errorsOf(text: string) {
  return parseModule(new SourceText("test.nnspec", text)).errors;
}

function firstHint(text: string): string | undefined {
  return errorsOf(text)[0]?.hint;
}

describe("several errors", () => {
  it("are all reported, each at its line", () => {
    const text = ["def f():", "  x = = 1", "  y = (1 2)", "  if z", "    q", "  else:", "    w", "class A", "  z"].join(
      "\n",
    );
    expect(errorsOf(text).map((error) => `${error.line}: ${error.message}`)).toEqual([
      "2: invalid syntax",
      "3: invalid syntax. Perhaps you forgot a comma?",
      "4: expected ':'",
      "8: expected ':'",
    ]);
  });

  it("of the tokenizer do not hide those after them", () => {
    expect(errorsOf("x = 'abc\ny = 'def\nz = 1 1\n").map((error) => error.line)).toEqual([1, 2, 3]);
  });

  it("leave the statements between them readable", () => {
    const { module } = parseModule(new SourceText("test.nnspec", "a = 1\nb = = 2\nc = 3\n"));
    expect(module.body.map((statement) => statement.start)).toEqual([0, 14]);
  });

  it("are not made of the clauses of one broken statement", () => {
    expect(errorsOf("try x:\n  a\nexcept A:\n  b\nelse:\n  c\nfinally:\n  d\n")).toHaveLength(1);
  });

  it("that need the whole program are found when it fits the grammar", () => {
    const text = "return 1\ndef f(a, a): pass\nbreak\n";
    expect(errorsOf(text).map((error) => error.message)).toEqual([
      "duplicate argument 'a' in function definition",
      "'return' outside function",
      "'break' outside loop",
    ]);
  });
});

describe("an error marks exactly", () => {
  it("the expressions that miss a comma", () => {
    const [error] = errorsOf("f(a, bb cc, d)");
    expect([error?.start, error?.end]).toEqual([5, 10]);
  });

  it("the bracket that was never closed", () => {
    const [error] = errorsOf("x = 1\ny = [1, 2\nz = 3\n");
    expect([error?.line, error?.start, error?.end]).toEqual([2, 10, 11]);
  });

  it("the expression inside an f-string", () => {
    const [error] = errorsOf('print(f"{x} and {a b}")');
    expect([error?.start, error?.end]).toEqual([17, 20]);
  });
});

describe("a hint", () => {
  it("translates from other languages", () => {
    expect(firstHint("i++")).toBe("`x++` is written `x += 1`.");
    expect(firstHint("a && b")).toBe("`&&` is written `and`.");
    expect(firstHint("a || b")).toBe("`||` is written `or`.");
    expect(firstHint("x = !y")).toBe("Negation is written `not x`.");
    expect(firstHint("x = a ? b : c")).toBe("A choice is written `a if test else b`.");
    expect(firstHint("a === b")).toBe("Equality is tested with `==`.");
    expect(firstHint("let x = 3")).toBe("A variable is made by assigning to it, without `let`.");
    expect(firstHint("if a: b\nelse if c: d\n")).toBe("`else if` is written `elif`.");
    expect(firstHint("if (a) {\n  b\n}\n")).toBe("A block is written with a colon and indented lines, without braces.");
  });

  it("names the keyword that cannot be a name", () => {
    expect(firstHint("lambda = 0.1")).toBe("`lambda` is a keyword and cannot be a name.");
  });

  it("is not given where nothing is known", () => {
    expect(firstHint("x = 3 + * 4")).toBeUndefined();
  });
});

describe("a hostile file is refused, not a crash:", () => {
  it("ten thousand brackets", () => {
    expect(errorsOf("(".repeat(10_000))[0]?.message).toBe("too many nested parentheses");
  });

  it("deep trees without brackets", () => {
    for (const piece of ["-", "not ", "a + ", "a ** ", "a if b else ", "lambda: ", "a.b().", "a[0]."]) {
      expect(errorsOf(`x = ${piece.repeat(100_000)}a\n`)[0]?.message).toBe("too many levels of nesting");
    }
    expect(errorsOf(`if a: b\n${"elif a: b\n".repeat(10_000)}`)[0]?.message).toBe("too many elif clauses");
  });

  it("but not wide ones: as many lambdas and choices side by side as one likes", () => {
    for (const piece of ["lambda: a, ", "a if b else c, ", "lambda x=a: x if b else c, "]) {
      expect(errorsOf(`x = [${piece.repeat(20_000)}]\n`)).toEqual([]);
    }
  });

  it("a hundred indentations", () => {
    const text = Array.from({ length: 150 }, (_, i) => `${" ".repeat(i)}if a:\n`).join("");
    expect(errorsOf(text)[0]).toMatchObject({ message: "too many levels of indentation", line: 101 });
  });

  it("more blocks in each other than CPython compiles", () => {
    const text = Array.from({ length: 21 }, (_, i) => `${" ".repeat(i)}for x in y:\n`).join("");
    expect(errorsOf(`${text}${" ".repeat(21)}pass\n`)[0]).toMatchObject({
      message: "too many statically nested blocks",
      line: 21,
    });
  });

  it("an integer of a million digits", () => {
    expect(errorsOf(`x = ${"9".repeat(1_000_000)}\n`)[0]?.message).toMatch(/^Exceeds the limit \(4300\)/);
  });

  it("a million errors", () => {
    expect(errorsOf("x = = 1\n".repeat(100_000)).length).toBe(50);
  });

  it("errors deep inside brackets of every kind", () => {
    for (const [open, close] of [
      ["f(a, ", ")"],
      ["{a: ", "}"],
      ["[a, ", "]"],
      ["(lambda: (", "))"],
    ] as const) {
      const depth = open.length === 10 ? 90 : 190;
      expect(errorsOf(`${open.repeat(depth)}a pass${close.repeat(depth)}`)[0]?.message).toBe("invalid syntax");
    }
  });

  it("a program with a NUL", () => {
    expect(errorsOf("x = 1\0\n")[0]?.message).toBe("source code cannot contain null bytes");
  });
});
