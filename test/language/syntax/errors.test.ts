// What the parser says about wrong programs. Every message and line is CPython 3.11's own, asked with `compile()`;
// where we say more, the hint is tested in recovery.test.ts.

import { describe, expect, it } from "vitest";
import { parseModule } from "../../../src/language/syntax/parser";
import { SourceText } from "../../../src/language/syntax/source";

function expectParseError(text: string, message: string, line = 1, type = "SyntaxError"): void {
  const [first] = parseModule(new SourceText("test.nnspec", text)).errors;
  expect({ text, type: first?.type, message: first?.message, line: first?.line }).toEqual({
    text,
    type,
    message,
    line,
  });
}

describe("CPython's error is ours, for", () => {
  it("brackets and strings that never end", () => {
    expectParseError("x = (", "'(' was never closed");
    expectParseError("x = (1, 2\ndef f(): pass", "'(' was never closed");
    expectParseError("print(3", "'(' was never closed");
    expectParseError("x = [1, 2, 3", "'[' was never closed");
    expectParseError("x = {1, 2, 3", "'{' was never closed");
    expectParseError("foo(1, 2\nbar(3)", "'(' was never closed");
    expectParseError("def f():\n    return (1\nx = 3", "'(' was never closed", 2);
    expectParseError("def f(x:\n    pass", "'(' was never closed");
    expectParseError("sys.exit(main()lambda\n", "'(' was never closed");
    expectParseError("x = 'abc", "unterminated string literal (detected at line 1)");
    expectParseError("x = (1, 'abc", "unterminated string literal (detected at line 1)");
    expectParseError("x = '''abc\ndef", "unterminated triple-quoted string literal (detected at line 2)");
    expectParseError("x = '''\n\n", "unterminated triple-quoted string literal (detected at line 2)");
    expectParseError("x = 'a' 'b", "unterminated string literal (detected at line 1)");
    expectParseError("x = (]", "closing parenthesis ']' does not match opening parenthesis '('");
    expectParseError("x = (\n a\n ]", "closing parenthesis ']' does not match opening parenthesis '(' on line 1", 3);
    expectParseError("x = )", "unmatched ')'");
    expectParseError("x = 1 2 ]", "unmatched ']'");
    expectParseError("x = {'a': 1\ny = 2", "'{' was never closed");
    expectParseError("if (a) {", "'{' was never closed");
  });

  it("characters and numbers that are none", () => {
    expectParseError("x = €", "invalid character '€' (U+20AC)");
    expectParseError("x = “hi”", "invalid character '“' (U+201C)");
    expectParseError("x = a $ b", "invalid syntax");
    expectParseError("x = a ? b", "invalid syntax");
    expectParseError("!x", "invalid syntax");
    expectParseError("`x`", "invalid syntax");
    expectParseError("x = a\u00a0b", "invalid non-printable character U+00A0");
    expectParseError("x = \\ y", "unexpected character after line continuation character");
    expectParseError("x = \\", "unexpected EOF while parsing");
    expectParseError(
      "x = 0777",
      "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
    );
    expectParseError("x = 0o9", "invalid digit '9' in octal literal");
    expectParseError("x = 0b12", "invalid digit '2' in binary literal");
    expectParseError("x = 0x", "invalid hexadecimal literal");
    expectParseError("x = 1__0", "invalid decimal literal");
    expectParseError("x = 1_", "invalid decimal literal");
    expectParseError("x = 12abc", "invalid decimal literal");
    expectParseError("x = 1.5abc", "invalid decimal literal");
    expectParseError("x = 1ex", "invalid decimal literal");
    expectParseError("x = 1jx", "invalid imaginary literal");
    expectParseError("x = 0xfg", "invalid hexadecimal literal");
    expectParseError("0xffl", "invalid hexadecimal literal");
    expectParseError("10L", "invalid decimal literal");
  });

  it("indentation", () => {
    expectParseError("  x = 1", "unexpected indent", 1, "IndentationError");
    expectParseError("if x:\n    a\n        b", "unexpected indent", 3, "IndentationError");
    expectParseError("if 1:\n    x\n  y", "unindent does not match any outer indentation level", 3, "IndentationError");
    expectParseError("if 1:\n\tx\n        y", "inconsistent use of tabs and spaces in indentation", 3, "TabError");
    expectParseError("if 1:\n        x\n\ty", "inconsistent use of tabs and spaces in indentation", 3, "TabError");
    expectParseError("if 1:", "expected an indented block after 'if' statement on line 1", 1, "IndentationError");
    expectParseError(
      "if 1:\n\n# c\nx",
      "expected an indented block after 'if' statement on line 1",
      4,
      "IndentationError",
    );
    expectParseError(
      "for x in y:\npass",
      "expected an indented block after 'for' statement on line 1",
      2,
      "IndentationError",
    );
    expectParseError(
      "class A:\n    def f(self):\npass",
      "expected an indented block after function definition on line 2",
      3,
      "IndentationError",
    );
    expectParseError("def f():\n  x\n y", "unindent does not match any outer indentation level", 3, "IndentationError");
    expectParseError(
      "def f(x):",
      "expected an indented block after function definition on line 1",
      1,
      "IndentationError",
    );
    expectParseError("try:\npass", "expected an indented block after 'try' statement on line 1", 2, "IndentationError");
    expectParseError(
      "while x:\npass",
      "expected an indented block after 'while' statement on line 1",
      2,
      "IndentationError",
    );
    expectParseError(
      "with x:\npass",
      "expected an indented block after 'with' statement on line 1",
      2,
      "IndentationError",
    );
    expectParseError(
      "if x: y\nelse:\nz",
      "expected an indented block after 'else' statement on line 2",
      3,
      "IndentationError",
    );
    expectParseError(
      "if x: y\nelif z:\nw",
      "expected an indented block after 'elif' statement on line 2",
      3,
      "IndentationError",
    );
    expectParseError(
      "try: x\nexcept:\ny",
      "expected an indented block after 'except' statement on line 2",
      3,
      "IndentationError",
    );
    expectParseError(
      "try: x\nexcept A:\ny",
      "expected an indented block after 'except' statement on line 2",
      3,
      "IndentationError",
    );
    expectParseError(
      "try: x\nexcept* A:\ny",
      "expected an indented block after 'except*' statement on line 2",
      3,
      "IndentationError",
    );
    expectParseError(
      "try: x\nfinally:\ny",
      "expected an indented block after 'finally' statement on line 2",
      3,
      "IndentationError",
    );
    expectParseError("class A:\n  @a\n", "unexpected unindent", 2, "IndentationError");
  });

  it("a missing colon or keyword", () => {
    expectParseError("def f(x)\n  return x", "expected ':'");
    expectParseError("class A\n  pass", "expected ':'");
    expectParseError("if x\n  y", "expected ':'");
    expectParseError("if x y: z", "invalid syntax");
    expectParseError("while x", "expected ':'");
    expectParseError("for x in y\n  z", "expected ':'");
    expectParseError("for x in y z: pass", "invalid syntax");
    expectParseError("for x", "invalid syntax");
    expectParseError("with x", "expected ':'");
    expectParseError("with x as y", "expected ':'");
    expectParseError("with (x as y)", "expected ':'");
    expectParseError("try\n  x", "expected ':'");
    expectParseError("try x:", "expected ':'");
    expectParseError("try:\n  x\nexcept", "expected ':'", 3);
    expectParseError("try:\n  x\nexcept a", "expected ':'", 3);
    expectParseError("try:\n  x\nfinally", "expected ':'", 3);
    expectParseError("try:\n  x\nexcept: y\nelse z", "expected ':'", 4);
    expectParseError("if x: y\nelif z", "expected ':'", 2);
    expectParseError("if x: y\nelse", "expected ':'", 2);
    expectParseError("if a:\n  pass\nelse if b:\n  pass", "expected ':'", 3);
    expectParseError("def f", "expected '('");
    expectParseError("def f: pass", "expected '('");
    expectParseError("def f() -> : pass", "expected ':'");
    expectParseError("def f() -> a b: pass", "expected ':'");
    expectParseError("def f() { return 3 }", "expected ':'");
    expectParseError("lambda x", "invalid syntax");
    expectParseError("match x\n  case 1: pass", "expected ':'");
    expectParseError("match x:\n  case 1\n    pass", "expected ':'", 2);
    expectParseError(
      "match x:\ncase 1: pass",
      "expected an indented block after 'match' statement on line 1",
      2,
      "IndentationError",
    );
    expectParseError(
      "match x:\n  case 1:\n  pass",
      "expected an indented block after 'case' statement on line 2",
      3,
      "IndentationError",
    );
  });

  it("try statements", () => {
    expectParseError("try:\n  x\ny", "expected 'except' or 'finally' block", 3);
    expectParseError("try:\n  x", "expected 'except' or 'finally' block", 2);
    expectParseError("try:\n  x\nelse: y", "expected 'except' or 'finally' block", 3);
    expectParseError("try:\n  x\nexcept a, b: pass", "multiple exception types must be parenthesized", 3);
    expectParseError("try:\n  x\nexcept a as b.c: pass", "invalid syntax", 3);
    expectParseError("try:\n  x\nexcept*: pass", "expected one or more exception types", 3);
    expectParseError(
      "try:\n  x\nexcept* a: pass\nexcept b: pass",
      "cannot have both 'except' and 'except*' on the same 'try'",
      4,
    );
    expectParseError("try: pass\nexcept: pass\nexcept A: pass", "default 'except:' must be last", 2);
  });

  it("a missing comma, else or dictionary value", () => {
    expectParseError("(a b)", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("[a, b1 c1]", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("f(a b1 x)", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("f(a, b=x1 y1)", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("f(a=1\n  b=2)", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("x = {\n 'a': 1\n 'b': 2}", "invalid syntax. Perhaps you forgot a comma?", 2);
    expectParseError("x = [\n 1\n 2]", "invalid syntax. Perhaps you forgot a comma?", 2);
    expectParseError('f(a "b")', "invalid syntax");
    expectParseError('f("a" b)', "invalid syntax. Perhaps you forgot a comma?");
    expectParseError('print("a"foo"c")', "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("f(x for x in a b)", "invalid syntax");
    expectParseError("f(not a b)", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("f(a lambda: 3)", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("(yield a b)", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("class A(b x): pass", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("def f(a=b x): pass", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("x = [a if b]", "expected 'else' after 'if' expression");
    expectParseError("return x if y", "expected 'else' after 'if' expression");
    expectParseError("f(a if b x else d)", "expected 'else' after 'if' expression");
    expectParseError("{a: 1, b}", "':' expected after dictionary key");
    expectParseError("{a: 1, b: }", "expression expected after dictionary key and ':'");
    expectParseError("{a: }", "expression expected after dictionary key and ':'");
    expectParseError("{a: 1, f(xx yy): 3}", "':' expected after dictionary key");
    expectParseError("{a: 1, (xx yy)}", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("{a b: 1}", "invalid syntax. Perhaps you forgot a comma?");
    expectParseError("{**a, b}", "':' expected after dictionary key");
    expectParseError("{a: *b}", "cannot use a starred expression in a dictionary value");
    expectParseError("{a, b: c}", "invalid syntax");
  });

  it("calls", () => {
    expectParseError("f(a for a in b, c)", "Generator expression must be parenthesized");
    expectParseError("f(a, b for b in x)", "Generator expression must be parenthesized");
    expectParseError("f(a=1, b for b in x)", "Generator expression must be parenthesized");
    expectParseError("f(a=1, b)", "positional argument follows keyword argument");
    expectParseError("f(a=1,\nb,\nc\n)", "positional argument follows keyword argument", 4);
    expectParseError("f(**a, b)", "positional argument follows keyword argument unpacking");
    expectParseError("f(**a, *b)", "iterable argument unpacking follows keyword argument unpacking");
    expectParseError("f(a=1, *b, x)", "positional argument follows keyword argument");
    expectParseError("f(True=1)", "cannot assign to True");
    expectParseError("f(1=2)", 'expression cannot contain assignment, perhaps you meant "=="?');
    expectParseError("f(a.b=x)", 'expression cannot contain assignment, perhaps you meant "=="?');
    expectParseError("f(a()=2)", 'expression cannot contain assignment, perhaps you meant "=="?');
    expectParseError("f(x=a for a in b)", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    expectParseError("f(a=)", "invalid syntax");
    expectParseError("f(=a)", "invalid syntax");
    expectParseError("f(,)", "invalid syntax");
    expectParseError("f(a,,b)", "invalid syntax");
    expectParseError("f(a=1, a=2)", "keyword argument repeated: a");
    expectParseError("class A(x=1, x=2): pass", "keyword argument repeated: x");
    expectParseError("f(a.b := 3)", "invalid syntax");
    expectParseError("f(*a for a in b)", "iterable unpacking cannot be used in comprehension");
    expectParseError('print "hi"', "Missing parentheses in call to 'print'. Did you mean print(...)?");
    expectParseError("print x", "Missing parentheses in call to 'print'. Did you mean print(...)?");
    expectParseError("print a.b(x)", "Missing parentheses in call to 'print'. Did you mean print(...)?");
    expectParseError('exec "a"', "Missing parentheses in call to 'exec'. Did you mean exec(...)?");
    expectParseError("f(print b)", "Missing parentheses in call to 'print'. Did you mean print(...)?");
  });

  it("parameters", () => {
    expectParseError("def f(a=1, b): pass", "non-default argument follows default argument");
    expectParseError("def f(a=): pass", "expected default value expression");
    expectParseError("lambda a=: 2", "invalid syntax");
    expectParseError("def f(a, (b)): pass", "Function parameters cannot be parenthesized");
    expectParseError("lambda (a, b): 3", "Lambda expression parameters cannot be parenthesized");
    expectParseError("def f(a, /, b, /): pass", "/ may appear only once");
    expectParseError("def f(*, a, /): pass", "/ must be ahead of *");
    expectParseError("def f(a, / *b): pass", "expected comma between / and *");
    expectParseError("def f(/, a): pass", "at least one argument must precede /");
    expectParseError("def f(*): pass", "named arguments must follow bare *");
    expectParseError("def f(*, **k): pass", "named arguments must follow bare *");
    expectParseError("def f(*a=1): pass", "var-positional argument cannot have default value");
    expectParseError("def f(*a, *b): pass", "* argument may appear only once");
    expectParseError("def f(**a=1): pass", "var-keyword argument cannot have default value");
    expectParseError("def f(**a, b): pass", "arguments cannot follow var-keyword argument");
    expectParseError("def f(a b): pass", "invalid syntax");
    expectParseError("def f(None): pass", "invalid syntax");
    expectParseError("def f(a, a): pass", "duplicate argument 'a' in function definition");
    expectParseError("def f(a, *, a): pass", "duplicate argument 'a' in function definition");
    expectParseError("lambda a, a: 1", "duplicate argument 'a' in function definition");
  });

  it("assignment to what cannot be assigned to", () => {
    expectParseError("f() = 3", "cannot assign to function call here. Maybe you meant '==' instead of '='?");
    expectParseError("f() += 3", "'function call' is an illegal expression for augmented assignment");
    expectParseError("a, f() = 3", "cannot assign to function call here. Maybe you meant '==' instead of '='?");
    expectParseError("a = f() = 3", "cannot assign to function call");
    expectParseError("(a, 3) = 3", "cannot assign to literal");
    expectParseError("None = 3", "cannot assign to None");
    expectParseError("x = True = 3", "cannot assign to True");
    expectParseError("(True) = 3", "cannot assign to True here. Maybe you meant '==' instead of '='?");
    expectParseError("None += 3", "'None' is an illegal expression for augmented assignment");
    expectParseError("a + 1 = 2", "cannot assign to expression here. Maybe you meant '==' instead of '='?");
    expectParseError("not x = 3", "cannot assign to expression");
    expectParseError("a < b = x", "cannot assign to comparison");
    expectParseError("lambda: x = 3", "cannot assign to lambda");
    expectParseError("a if b else x = d", "cannot assign to conditional expression");
    expectParseError("{a} = b", "cannot assign to set display here. Maybe you meant '==' instead of '='?");
    expectParseError("{a:b} = x", "cannot assign to dict literal here. Maybe you meant '==' instead of '='?");
    expectParseError(
      "[x for x in y] = z",
      "cannot assign to list comprehension here. Maybe you meant '==' instead of '='?",
    );
    expectParseError('f"{a}" = 3', "cannot assign to f-string expression here. Maybe you meant '==' instead of '='?");
    expectParseError("... = 3", "cannot assign to ellipsis here. Maybe you meant '==' instead of '='?");
    expectParseError("yield = 3", "assignment to yield expression not possible");
    expectParseError("x = yield = 3", "assignment to yield expression not possible");
    expectParseError("(yield) = 3", "cannot assign to yield expression here. Maybe you meant '==' instead of '='?");
    expectParseError("if x = 3: pass", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    expectParseError("if x.y = 3: pass", "cannot assign to attribute here. Maybe you meant '==' instead of '='?");
    expectParseError("while x == y = 3: pass", "invalid syntax");
    expectParseError("x = (a = b)", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    expectParseError("a, b += 3", "'tuple' is an illegal expression for augmented assignment");
    expectParseError("(a.b := 3)", "cannot use assignment expressions with attribute");
    expectParseError("a := 3", "invalid syntax");
    expectParseError("x = 1 if 2 else ;", "invalid syntax");
    expectParseError("__debug__ = 1", "cannot assign to __debug__");
    expectParseError("del __debug__", "cannot delete __debug__");
  });

  it("annotations, del, for, with and import", () => {
    expectParseError("(a, b): int", "only single target (not tuple) can be annotated");
    expectParseError("a, b: int", "only single target (not tuple) can be annotated");
    expectParseError("[a]: int", "only single target (not list) can be annotated");
    expectParseError("f(): int", "illegal target for annotation");
    expectParseError("None: int", "illegal target for annotation");
    expectParseError("x: int: 3", "invalid syntax");
    expectParseError("del f()", "cannot delete function call");
    expectParseError("del (a, b+x)", "cannot delete expression");
    expectParseError("del *a", "cannot delete starred");
    expectParseError("for f() in x: pass", "cannot assign to function call");
    expectParseError("for x+y in z: pass", "cannot assign to expression");
    expectParseError("for None in x: pass", "cannot assign to None");
    expectParseError("for x not in y: pass", "invalid syntax");
    expectParseError("[a for f() in b]", "cannot assign to function call");
    expectParseError("[a for 3 in b]", "cannot assign to literal");
    expectParseError("with a as f(): pass", "cannot assign to function call");
    expectParseError("with a as b, x as 3: pass", "cannot assign to literal");
    expectParseError("from a import b,", "trailing comma not allowed without surrounding parentheses");
    expectParseError("from a import (b,,)", "invalid syntax");
    expectParseError("from a import ()", "invalid syntax");
    expectParseError("import a.b as x.d", "invalid syntax");
    expectParseError("import a as", "invalid syntax");
    expectParseError("from a import *, b", "invalid syntax");
    expectParseError("import a from b", "invalid syntax");
  });

  it("comprehensions and stars", () => {
    expectParseError("[a, b for a in b]", "did you forget parentheses around the comprehension target?");
    expectParseError("[a, for b in x]", "did you forget parentheses around the comprehension target?");
    expectParseError("[*a for a in b]", "iterable unpacking cannot be used in comprehension");
    expectParseError("{**a for a in b}", "dict unpacking cannot be used in dict comprehension");
    expectParseError("(a, b for a in x)", "invalid syntax");
    expectParseError("(*a)", "cannot use starred expression here");
    expectParseError("(**a)", "cannot use double starred expression here");
    expectParseError("*a = b", "starred assignment target must be in a list or tuple");
    expectParseError("*a, *b = x", "multiple starred expressions in assignment");
    expectParseError("for *a in b: pass", "starred assignment target must be in a list or tuple");
    expectParseError("x = *a", "can't use starred expression here");
    expectParseError("*a", "can't use starred expression here");
    expectParseError("def f(): return *a", "can't use starred expression here");
    expectParseError("[a for b in x, d]", "invalid syntax");
  });

  it("patterns", () => {
    expectParseError("match x:\n  case a.b as x.d: pass", "invalid syntax", 2);
    expectParseError("match x:\n  case A(a=1, 2): pass", "positional patterns follow keyword patterns", 2);
    expectParseError("match x:\n  case 1 as _: pass", "cannot use '_' as a target", 2);
    expectParseError("match x:\n  case 1 as 2: pass", "invalid pattern target", 2);
    expectParseError("match x:\n  case {**rest, 'a': 1}: pass", "invalid syntax", 2);
    expectParseError("match x:\n  case 1 + 2: pass", "imaginary number required in complex literal", 2);
    expectParseError("match x:\n  case 1j + 2j: pass", "real number required in complex literal", 2);
    expectParseError('match x:\n  case f"a": pass', "patterns may only match literals and attribute lookups", 2);
    expectParseError("match x:\n  case *a, *b: pass", "multiple starred names in sequence pattern", 2);
    expectParseError(
      "match x:\n  case a: pass\n  case b: pass",
      "name capture 'a' makes remaining patterns unreachable",
      2,
    );
    expectParseError("match x:\n  case _: pass\n  case 1: pass", "wildcard makes remaining patterns unreachable", 2);
    expectParseError("match x:\n  case a | 1: pass", "name capture 'a' makes remaining patterns unreachable", 2);
    expectParseError("match x:\n  case (a, 1) | (2, b): pass", "alternative patterns bind different names", 2);
    expectParseError("match x:\n  case (a, a): pass", "multiple assignments to name 'a' in pattern", 2);
    expectParseError("match x:\n  case {'a': b, 'a': x}: pass", "mapping pattern checks duplicate key ('a')", 2);
    expectParseError("match x:\n  case {1: a, 1.0: b}: pass", "mapping pattern checks duplicate key (1.0)", 2);
    expectParseError("match x:\n  case A(x=1, x=2): pass", "attribute name repeated in class pattern: x", 2);
    expectParseError("match x:\n  y", "invalid syntax", 2);
    expectParseError("match x y:\n  case 1: pass", "invalid syntax");
    expectParseError("if x: match y:\n  case 1: pass", "invalid syntax");
  });

  it("f-strings", () => {
    expectParseError('f"{}"', "f-string: empty expression not allowed");
    expectParseError('f"{a"', "f-string: expecting '}'");
    expectParseError('f"}"', "f-string: single '}' is not allowed");
    expectParseError('f"{a}}"', "f-string: single '}' is not allowed");
    expectParseError('f"{a b}"', "f-string: invalid syntax. Perhaps you forgot a comma?");
    expectParseError('f"{a!x}"', "f-string: invalid conversion character: expected 's', 'r', or 'a'");
    expectParseError('f"{a!rr}"', "f-string: expecting '}'");
    expectParseError('f"{a!r:{b:{x}}}"', "f-string: expressions nested too deeply");
    expectParseError("f\"{'\\n'}\"", "f-string expression part cannot include a backslash");
    expectParseError('f"{a#}"', "f-string expression part cannot include '#'");
    expectParseError('f"{a)}"', "f-string: unmatched ')'");
    expectParseError('f"{(a}"', "f-string: closing parenthesis '}' does not match opening parenthesis '('");
    expectParseError('f"{a[\'b]}"', "f-string: unterminated string");
    expectParseError('f"{lambda x: 1}"', "f-string: invalid syntax");
    expectParseError('f"{!r}"', "f-string: expression required before '!'");
    expectParseError('f"{:x}"', "f-string: expression required before ':'");
    expectParseError('f"{=}"', "f-string: expression required before '='");
    expectParseError('f"{a:{b}"', "f-string: expecting '}'");
    expectParseError('f"{*a}"', "f-string: cannot use starred expression here");
    expectParseError('f"{a=b}"', "f-string: expecting '}'");
    expectParseError("f'''{\na b\n}'''", "f-string: invalid syntax. Perhaps you forgot a comma?", 2);
    expectParseError('f"{a:{}}"', "f-string: empty expression not allowed");
    expectParseError('f"{f(a=1, b)}"', "f-string: positional argument follows keyword argument");
    expectParseError("f\"{f'{}'}\"", "f-string: f-string: empty expression not allowed");
    expectParseError('f"{0x}"', "invalid hexadecimal literal");
    expectParseError('x = f"abc {def}"', "f-string: invalid syntax");
  });

  it("escapes", () => {
    expectParseError(
      'x = "\\xg"',
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: truncated \\xXX escape",
    );
    expectParseError(
      'x = "ab\\u12"',
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 2-5: truncated \\uXXXX escape",
    );
    expectParseError(
      'x = "\\U99999999"',
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character",
    );
    expectParseError(
      'x = "é\\x1"',
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 10-12: truncated \\xXX escape",
    );
    expectParseError(
      'x = "\\N"',
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \\N character escape",
    );
    expectParseError(
      'x = "\\N{"',
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: malformed \\N character escape",
    );
    expectParseError('x = b"\\xg"', "(value error) invalid \\x escape at position 0");
    expectParseError('x = b"é"', "bytes can only contain ASCII literal characters");
    expectParseError('x = "a" b"b"', "cannot mix bytes and nonbytes literals");
  });

  it("statements where they do not belong", () => {
    expectParseError("return", "'return' outside function");
    expectParseError("class A: return 1", "'return' outside function");
    expectParseError("break", "'break' outside loop");
    expectParseError("continue", "'continue' not properly in loop");
    expectParseError("for x in y:\n    def f(): break", "'break' outside loop", 2);
    expectParseError("for x in y: pass\nelse: break", "'break' outside loop", 2);
    expectParseError("yield", "'yield' outside function");
    expectParseError("class A: yield 1", "'yield' outside function");
    expectParseError("x: (yield)", "'yield' outside function");
    expectParseError("def f(): await x", "'await' outside async function");
    expectParseError("await x", "'await' outside function");
    expectParseError("def f():\n    async with a: pass", "'async with' outside async function", 2);
    expectParseError("[x async for x in y]", "asynchronous comprehension outside of an asynchronous function");
    expectParseError("async def f():\n    yield from x", "'yield from' inside async function", 2);
    expectParseError("async def f():\n    yield 1\n    return 2", "'return' with value in async generator", 3);
    expectParseError(
      "def f():\n    try: pass\n    except* A: return",
      "'break', 'continue' and 'return' cannot appear in an except* block",
      3,
    );
    expectParseError(
      "x = 1\nfrom __future__ import annotations",
      "from __future__ imports must occur at the beginning of the file",
      2,
    );
    expectParseError("from __future__ import foo", "future feature foo is not defined");
    expectParseError("from __future__ import braces", "not a chance");
    expectParseError("def f():\n    from a import *", "import * only allowed at module level", 2);
    expectParseError("if x:\n  if y: if z: pass", "invalid syntax", 2);
    expectParseError("x = 1; if b: pass", "invalid syntax");
  });

  it("declarations", () => {
    expectParseError("def f(x):\n    global x", "name 'x' is parameter and global", 2);
    expectParseError("def f():\n    x = 1\n    global x", "name 'x' is assigned to before global declaration", 3);
    expectParseError("def f():\n    print(x)\n    global x", "name 'x' is used prior to global declaration", 3);
    expectParseError("def f():\n    x: int\n    global x", "annotated name 'x' can't be global", 3);
    expectParseError("def f():\n    global x\n    x: int = 3", "annotated name 'x' can't be global", 3);
    expectParseError("def f():\n    nonlocal x", "no binding for nonlocal 'x' found", 2);
    expectParseError("nonlocal x", "nonlocal declaration not allowed at module level");
    expectParseError("class A:\n    nonlocal x", "no binding for nonlocal 'x' found", 2);
    expectParseError(
      "def f():\n    x = 1\n    def g():\n        global x\n        nonlocal x",
      "name 'x' is nonlocal and global",
      4,
    );
    expectParseError(
      "def f(x):\n    def g():\n        x = 1\n        nonlocal x",
      "name 'x' is assigned to before nonlocal declaration",
      4,
    );
    expectParseError("def f(x):\n    nonlocal x", "name 'x' is parameter and nonlocal", 2);
    expectParseError("[x := 1 for x in y]", "assignment expression cannot rebind comprehension iteration variable 'x'");
    expectParseError(
      "[y for x in (y := 1)]",
      "assignment expression cannot be used in a comprehension iterable expression",
    );
    expectParseError(
      "class A:\n    [y := 1 for x in z]",
      "assignment expression within a comprehension cannot be used in a class body",
      2,
    );
    expectParseError(
      "[y for x in z if (y := x) for y in w]",
      "comprehension inner loop cannot rebind assignment expression target 'y'",
    );
    expectParseError("def f(): [(yield x) for x in y]", "'yield' inside list comprehension");
  });

  it("nothing better than: invalid syntax", () => {
    expectParseError("x = = 3", "invalid syntax");
    expectParseError("x = ", "invalid syntax");
    expectParseError("x ++", "invalid syntax");
    expectParseError("a && b", "invalid syntax");
    expectParseError("a <> b", "invalid syntax");
    expectParseError("a === b", "invalid syntax");
    expectParseError("x => x", "invalid syntax");
    expectParseError("let x = 3", "invalid syntax");
    expectParseError("x = 3 + * 4", "invalid syntax");
    expectParseError("x = a..b", "invalid syntax");
    expectParseError("x = 5 y", "invalid syntax");
    expectParseError('raise E, "x"', "invalid syntax");
    expectParseError("pass x", "invalid syntax");
    expectParseError("@a\nx = 1", "invalid syntax", 2);
    expectParseError("else: x", "invalid syntax");
    expectParseError("except: pass", "invalid syntax");
    expectParseError("def None(): pass", "invalid syntax");
    expectParseError("import True", "invalid syntax");
    expectParseError("**a", "invalid syntax");
    expectParseError("a;; b", "invalid syntax");
  });
});
