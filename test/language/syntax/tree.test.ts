// The trees of right programs. scripts/parse-score.mjs compares whole libraries with CPython's `ast`; here is what that
// does not show: UTF-16 positions, f-strings' places, and the values of literals.

import { describe, expect, it } from "vitest";
import type { Constant, Expr, Module } from "../../../src/language/syntax/ast";
import { parseModule } from "../../../src/language/syntax/parser";
import { SourceText } from "../../../src/language/syntax/source";

function parse(text: string): Module {
  const { module, errors } = parseModule(new SourceText("test.nnspec", text));
  expect(errors).toEqual([]);
  return module;
}

function expression(text: string): Expr {
  const [statement] = parse(text).body;
  if (statement?.kind !== "Expr") throw new Error(`${text} is no expression`);
  return statement.value;
}

/** A tree as one line: (Kind part part). */
function outline(node: Expr): string {
  switch (node.kind) {
    case "Name":
      return node.id;
    case "Constant":
      return "value" in node.value ? String(node.value.value) : node.value.type;
    case "BinOp":
      return `(${node.op} ${outline(node.left)} ${outline(node.right)})`;
    case "UnaryOp":
      return `(${node.op} ${outline(node.operand)})`;
    case "BoolOp":
      return `(${node.op} ${node.values.map(outline).join(" ")})`;
    case "Compare":
      return `(${node.ops.join(" ")} ${[node.left, ...node.comparators].map(outline).join(" ")})`;
    case "IfExp":
      return `(If ${outline(node.test)} ${outline(node.body)} ${outline(node.orelse)})`;
    case "Await":
      return `(Await ${outline(node.value)})`;
    default:
      return node.kind;
  }
}

function constant(text: string): Constant["value"] {
  const node = expression(text);
  if (node.kind !== "Constant") throw new Error(`${text} is no constant`);
  return node.value;
}

describe("operators bind as in Python:", () => {
  it.each([
    ["a + b * c", "(Add a (Mult b c))"],
    ["a - b - c", "(Sub (Sub a b) c)"],
    ["-a ** -b ** c", "(USub (Pow a (USub (Pow b c))))"],
    ["not a == b", "(Not (Eq a b))"],
    ["a or b and not c or d", "(Or a (And b (Not c)) d)"],
    ["a < b <= c is not d not in e", "(Lt LtE IsNot NotIn a b c d e)"],
    ["a | b ^ c & d << e", "(BitOr a (BitXor b (BitAnd c (LShift d e))))"],
    ["a @ b // c % d", "(Mod (FloorDiv (MatMult a b) c) d)"],
    ["a if b else c if d else e", "(If b a (If d c e))"],
    ["~a + +b", "(Add (Invert a) (UAdd b))"],
  ])("%s", (text, expected) => {
    expect(outline(expression(text))).toBe(expected);
  });
});

describe("literals have Python's values:", () => {
  it("integers are numbers while those are exact, and big beyond", () => {
    expect(constant("9007199254740991")).toEqual({ type: "int", value: 9007199254740991 });
    expect(constant("9007199254740992")).toEqual({ type: "int", value: 9007199254740992n });
    expect(constant("0xFF_ff")).toEqual({ type: "int", value: 65535 });
    expect(constant("0o17")).toEqual({ type: "int", value: 15 });
    expect(constant("0b1_01")).toEqual({ type: "int", value: 5 });
    expect(constant("0_0")).toEqual({ type: "int", value: 0 });
  });

  it("floats stay floats", () => {
    expect(constant("1.")).toEqual({ type: "float", value: 1 });
    expect(constant("1_0.5e-1_0")).toEqual({ type: "float", value: 10.5e-10 });
    expect(constant("1e400")).toEqual({ type: "float", value: Number.POSITIVE_INFINITY });
    expect(constant("3.5j")).toEqual({ type: "complex", imag: 3.5 });
  });

  it("strings decode their escapes", () => {
    expect(
      constant(String.raw`"\x41\101\u00e9\U0001F600\n\q\
"`),
    ).toEqual({ type: "str", value: "AA\u00e9\u{1F600}\n\\q" });
    expect(
      constant(String.raw`r"\n" "\t" '''a
b'''`),
    ).toEqual({ type: "str", value: "\\n\ta\nb" });
    expect(constant(String.raw`b"\xff\0a"`)).toEqual({ type: "bytes", value: Uint8Array.of(255, 0, 97) });
  });

  it("a line end in a string is \\n, however the file ends its lines", () => {
    expect(constant("'''a\r\nb\rc'''")).toEqual({ type: "str", value: "a\nb\nc" });
  });

  it("an escape by name is marked, because Unicode's names are not on board", () => {
    const node = expression(String.raw`"a\N{BULLET}"`);
    expect(node).toMatchObject({ kind: "Constant", undecoded: { start: 2, end: 12 } });
  });
});

describe("positions", () => {
  it("count UTF-16 units, so that they fit the editor", () => {
    const text = "'😀é'; x";
    const [, second] = parse(text).body;
    expect([second?.start, second?.end]).toEqual([7, 8]);
  });

  it("of an operation include the parentheses around its operands", () => {
    const node = expression("(a) + (b)");
    expect([node.start, node.end]).toEqual([0, 9]);
  });

  it("inside an f-string are the real places in the file", () => {
    const text = 'x = 1\nf"a {b:{cc}} {d!r}"';
    const [, statement] = parse(text).body;
    const value = statement?.kind === "Expr" ? statement.value : undefined;
    const parts = value?.kind === "JoinedStr" ? value.values : [];
    const fields = parts.flatMap((part) => (part.kind === "FormattedValue" ? [part] : []));
    expect(fields.map((field) => text.slice(field.start, field.end))).toEqual(["{b:{cc}}", "{d!r}"]);
    expect(fields.map((field) => text.slice(field.value.start, field.value.end))).toEqual(["b", "d"]);
  });

  it("have lines that end at \\n, \\r\\n and \\r", () => {
    const source = new SourceText("test.nnspec", "a\nbb\r\nccc\rd");
    expect([0, 2, 6, 10].map((offset) => source.lineAt(offset))).toEqual([1, 2, 3, 4]);
    expect([1, 2, 3, 4].map((line) => source.lineText(line))).toEqual(["a", "bb", "ccc", "d"]);
    expect(source.columnAt(8)).toBe(2);
  });
});

describe("f-strings", () => {
  it("show their expression's text before its value with =", () => {
    const node = expression('f"{ x = }{y=!s}{z=:>3}"');
    if (node.kind !== "JoinedStr") throw new Error("no f-string");
    const shown = node.values.map((part) => (part.kind === "FormattedValue" ? part.conversion : outline(part)));
    expect(shown).toEqual([" x = ", 114, "y=", 115, "z=", -1]);
  });

  it("undo doubled braces in text and join what is adjacent", () => {
    const node = expression(`"a" f"{{{b}}}" 'c' rf"\\d{{"`);
    if (node.kind !== "JoinedStr") throw new Error("no f-string");
    expect(node.values.map(outline)).toEqual(["a{", "FormattedValue", "}c\\d{"]);
  });
});

describe("names that are keywords only sometimes", () => {
  it("are names elsewhere", () => {
    parse("match = case = _ = 1\nmatch(x)\nmatch[1]\nmatch, case\nmatch.x = case\nprint(match, -match)\n");
  });

  it("begin a match statement", () => {
    const [statement] = parse("match x, *y:\n  case [1, *_] | {'a': _} if d: pass\n  case _: pass\n").body;
    expect(statement?.kind).toBe("Match");
  });
});

describe("the text of a file", () => {
  it("may be empty, or have no last line end", () => {
    expect(parse("").body).toEqual([]);
    expect(parse("# only a comment").body).toEqual([]);
    expect(parse("x").body).toHaveLength(1);
    expect(parse("if x:\n  y").body).toHaveLength(1);
  });

  it("may begin with a byte order mark, an encoding and form feeds", () => {
    expect(parse("\ufeff# -*- coding: utf-8 -*-\n\f\nx = 1\n").body).toHaveLength(1);
  });

  it("may have tabs, backslashes and lines of blanks", () => {
    expect(parse("if x:\n\ty = 1 + \\\n  2\n   \n\tz\n").body).toHaveLength(1);
  });

  it("may have names in any script, equal where they look equal", () => {
    expect(outline(expression("ℌ"))).toBe("H");
    expect(outline(expression("变量"))).toBe("变量");
  });
});
