// Statements of random programs, which end: loops run over a few elements, calls go to functions defined before, values
// that grow are cut.
import { Expressions } from "./expressions.mjs";
import { ERRORS, NAMES, TYPES } from "./words.mjs";

/** Random statements, written line by line. */
export class Statements extends Expressions {
  constructor(seed) {
    super(seed);
    this.lines = [];
    this.depth = 0;
    this.loops = 0;
  }

  line(text) {
    this.lines.push("    ".repeat(this.depth) + text);
  }

  /** Statements under a header that was just written. */
  block(size, inFunction = false) {
    this.depth++;
    const count = 1 + this.below(size);
    for (let i = 0; i < count; i++) this.statement(inFunction);
    this.depth--;
  }

  guarded(body) {
    this.line("try:");
    this.depth++;
    body();
    this.depth--;
    this.line("except Exception as error:");
    this.line("    print(type(error).__name__, error)");
  }

  statement(inFunction = false) {
    const deep = this.depth > 4;
    const type = this.pick(TYPES);
    switch (this.below(deep ? 6 : 20)) {
      case 0:
      case 1:
        this.guarded(() =>
          this.line(`print(${this.any(3)}${this.pick(["", `, ${this.any(1)}`, `, sep='|'`, ", end=';\\n'"])})`),
        );
        return;
      case 2:
        this.guarded(() => this.line(`${this.name(type)} = cut(${this.of(type, 2)})`));
        return;
      case 3:
        this.guarded(() => this.augmented(type));
        return;
      case 4:
        this.guarded(() => this.unpacking());
        return;
      case 5:
        this.guarded(() => this.store());
        return;
      case 6:
        this.guarded(() => this.ifStatement(inFunction));
        return;
      case 7:
        this.guarded(() => this.forStatement(inFunction));
        return;
      case 8:
        this.whileStatement(inFunction);
        return;
      case 9:
        this.guarded(() => this.tryStatement(inFunction));
        return;
      case 10:
        this.guarded(() => this.withStatement(inFunction));
        return;
      case 11:
      case 12:
        this.functionStatement();
        return;
      case 13:
        this.guarded(() => this.matchStatement());
        return;
      case 14:
        this.generatorStatement();
        return;
      case 15:
        this.guarded(() => this.classStatement());
        return;
      case 16:
        if (inFunction) this.line(`return ${this.any(2)}`);
        else this.guarded(() => this.line(`assert ${this.of("bool", 2)}, ${this.any(1)}`));
        return;
      case 17:
        this.guarded(() =>
          this.line(`raise ${this.pick(ERRORS)}(${this.any(1)})${this.pick(["", " from None", " from KeyError(1)"])}`),
        );
        return;
      case 18:
        this.guarded(() =>
          this.line(
            `del ${this.pick([this.name(type), `${this.name("list")}[${this.small()}]`, `${this.name("list")}${this.slice(1)}`, `${this.name("dict")}['a']`])}`,
          ),
        );
        return;
      default:
        this.guarded(() => this.line(`print(${this.instance(2)})`));
    }
  }

  augmented(type) {
    const operator = this.pick(
      {
        int: ["+", "-", "*", "//", "%", "|", "&", "^", "/"],
        float: ["+", "-", "*", "/"],
        str: ["+"],
        list: ["+"],
        tuple: ["+"],
        dict: ["|"],
        set: ["|", "&", "-", "^"],
        bool: ["+", "&", "|"],
        bytes: ["+"],
      }[type],
    );
    const name = this.name(type);
    this.line(`${name} ${operator}= ${this.of(type, 2)}`);
    this.line(`${name} = cut(${name})`);
    this.line(`print(${name})`);
  }

  unpacking() {
    const targets = this.pick([
      "i, j",
      "i, *a",
      "*a, k",
      "(i, j), k",
      "[p, q]",
      "i, (j, *b)",
      "p, *b, q",
      "a[0], d['n']",
      "a = i, j",
    ]);
    this.line(`${targets} = ${this.of(this.pick(["list", "tuple", "str"]), 2)}`);
    this.line(`print(${targets.includes("a") ? "a" : "i"}, ${this.name("list")})`);
  }

  store() {
    const list = this.name("list");
    const target = this.pick([
      `${list}[${this.small()}]`,
      `${list}${this.slice(1)}`,
      `${this.name("dict")}[${this.any(1)}]`,
      `${this.name("tuple")}[0]`,
      `${this.name("str")}[0]`,
      "box.value",
      "box.twice",
      "box.other",
    ]);
    if (target.startsWith("box")) this.line(`box = ${this.pick(["Box", "Sub"])}(${this.any(1)})`);
    this.line(`${target} ${this.pick(["=", "=", "+="])} ${this.any(2)}`);
    this.line(`print(${list}, ${this.name("dict")})`);
  }

  ifStatement(inFunction) {
    this.line(`if ${this.any(2)}:`);
    this.block(2, inFunction);
    if (this.chance(3)) {
      this.line(`elif ${this.of("bool", 2)}:`);
      this.block(2, inFunction);
    }
    if (this.chance(2)) {
      this.line("else:");
      this.block(2, inFunction);
    }
  }

  loopBody(inFunction) {
    this.loops++;
    this.block(this.loops > 2 ? 1 : 3, inFunction);
    if (this.chance(3)) this.line(`    if ${this.of("bool", 1)}: ${this.pick(["break", "continue"])}`);
    this.loops--;
    if (this.chance(3)) this.line(`else:\n${"    ".repeat(this.depth + 1)}print('else')`);
  }

  forStatement(inFunction) {
    const source = this.pick([
      `range(${this.pick(["3", "2, 5", "4, 0, -2"])})`,
      `list(${this.of("list", 1)})[:4]`,
      `enumerate(${this.of("str", 1)}[:3])`,
      `sorted(${this.of("set", 1)})[:3]`,
      `tuple(${this.of("dict", 1)}.items())[:3]`,
      `zip(${this.of("str", 1)}[:3], range(3))`,
    ]);
    this.line(`for ${this.pick(["i", "x", "i, x", "j"])} in ${source}:`);
    this.loopBody(inFunction);
  }

  whileStatement(inFunction) {
    const counter = this.fresh("loop");
    this.line(`${counter} = 0`);
    this.line(`while ${counter} < ${1 + this.below(3)}:`);
    this.line(`    ${counter} += 1`);
    this.loopBody(inFunction);
  }

  tryStatement(inFunction) {
    this.line("try:");
    this.block(1, inFunction);
    this.line(
      `    ${this.pick([`raise ${this.pick(ERRORS)}(${this.any(0)})`, `print(${this.any(2)})`, "1 / 0", "[][1]", "{}['k']", "None.x", "undefined", "int('z')"])}`,
    );
    if (this.chance(4)) {
      this.line("finally:");
      this.line("    print('finally')");
      return;
    }
    this.line(`except ${this.pick([this.pick(ERRORS), `(${this.pick(ERRORS)}, ${this.pick(ERRORS)})`])} as caught:`);
    this.line("    print('caught', repr(caught), repr(caught.__context__), repr(caught.__cause__))");
    if (this.chance(3)) this.block(1, inFunction);
    if (this.chance(4)) this.line(this.pick(["    raise", "    raise TypeError('again') from caught"]));
    if (this.chance(3)) {
      this.line("else:");
      this.line("    print('no error')");
    }
    if (this.chance(3)) {
      this.line("finally:");
      this.line(inFunction && this.chance(2) ? `    return ${this.any(1)}` : "    print('at last')");
    }
  }

  withStatement(inFunction) {
    const second = this.chance(3) ? `, Box(${this.any(0)})` : "";
    this.line(`with ${this.pick(["Box", "Sub"])}(${this.any(1)}${this.pick(["", ", scale=2"])}) as box${second}:`);
    this.block(2, inFunction);
    if (this.chance(3)) this.line(`    raise ${this.pick(ERRORS)}(${this.any(0)})`);
  }

  functionStatement() {
    const name = this.fresh("f");
    const parameters = ["x", "y", "z"].slice(0, this.below(4));
    const shown = parameters.map((parameter, i) =>
      i > 0 && i === parameters.length - 1 && this.chance(2) ? `${parameter}=${this.any(1)}` : parameter,
    );
    if (this.chance(4)) shown.push("*args");
    if (this.chance(4)) shown.push("**kwargs");
    const decorator = this.pick([
      "",
      "",
      "",
      "",
      "@(lambda f: f)",
      "@lambda f: (lambda *a, **k: ('wrapped', f(*a, **k)))",
    ]);
    this.guarded(() => {
      if (decorator !== "") this.line(decorator);
      this.line(`def ${name}(${shown.join(", ")}):`);
      const outer = this.functions;
      this.functions = [...outer];
      if (this.chance(4)) this.line(`    global ${this.name("int")}`);
      this.line(`    ${[...NAMES.list].slice(0, 2).join(" = ")} = [${parameters.join(", ")}]`);
      this.block(3, true);
      if (this.chance(3)) {
        const inner = this.fresh("inner");
        const kept = this.fresh("kept");
        this.line(`    ${kept} = ${this.any(1)}`);
        this.line(`    def ${inner}():\n${"    ".repeat(this.depth + 2)}nonlocal ${kept}`);
        this.line(`        ${kept} = [${kept}, ${this.any(0)}]\n${"    ".repeat(this.depth + 2)}return ${kept}`);
        this.line(`    print(${inner}(), ${kept})`);
      }
      this.line(`    return ${this.any(2)}`);
      this.functions = outer;
    });
    // A function of a block may not be there, which says NameError on both sides.
    this.functions.push({ name, parameters });
    this.guarded(() => this.line(`print(${this.callOf({ name, parameters }, 1)})`));
  }

  generatorStatement() {
    const name = this.fresh("gen");
    this.line(`def ${name}(n):`);
    this.line("    try:");
    this.line(`        got = yield ${this.any(1)}`);
    this.line("        print('got', got)");
    this.line(
      `        ${this.pick([`yield from ${this.of("list", 1)}`, "yield n", `got = yield from (x for x in ${this.plainly(() => this.of("list", 1))})`, "for x in range(2): yield x"])}`,
    );
    this.line(`    ${this.pick(["except ValueError as e", "except (TypeError, KeyError)", "except GeneratorExit"])}:`);
    this.line(`        print('in generator'); ${this.pick(["return 1", "raise"])}`);
    this.line(`    ${this.pick(["else", "finally"])}:`);
    this.line("        print('end')");
    this.line(`    return ${this.any(1)}`);
    this.guarded(() => {
      this.line(`it = ${name}(${this.any(1)})`);
      this.line("print(next(it))");
      this.line(
        this.pick([
          "print(it.send(5))",
          "print(list(it))",
          "print(it.throw(ValueError('v')))",
          "print(it.close())",
          "print(next(it), next(it))",
          "print(it.throw(KeyError))",
          "print(*it)",
        ]),
      );
      this.line(
        this.pick(["print(next(it, 'done'))", "it.close()", "print(it.send(None))", "print(sum(1 for _ in it))"]),
      );
    });
    // CPython closes a generator as soon as nobody has it any more; so that nothing depends on it, we do.
    this.guarded(() => this.line("it.close()"));
  }

  pattern(depth) {
    const inner = () => (depth > 0 ? this.pattern(depth - 1) : this.pick(["_", "1", "'a'", "None"]));
    return this.pick(
      [
        "_",
        "1",
        "-5",
        "'a'",
        "None",
        "True",
        "x",
        "1.5",
        "int()",
        "str(x)",
        "list()",
        "dict()",
        "float() | int()",
      ].concat([
        `[${inner()}, ${inner()}]`,
        `(${inner()}, *rest)`,
        "[]",
        `[*_, ${inner()}]`,
        `{'a': ${inner()}}`,
        `{'a': ${inner()}, **more}`,
        `Box(value=${inner()})`,
        `Sub(${inner()}, ${inner()})`,
        `(1 | 2 | 'Hello') as x`,
        `tuple((${inner()}, _))`,
      ]),
    );
  }

  matchStatement() {
    this.line(`match ${this.pick([this.any(2), `Sub(${this.any(1)})`, `(${this.any(1)}, ${this.any(1)})`])}:`);
    const count = 1 + this.below(4);
    this.depth++;
    for (let i = 0; i < count; i++) {
      let pattern = this.pattern(2);
      // A name or a wildcard that matches all must be the last.
      const guard = this.chance(4) ? ` if ${this.of("bool", 1)}` : "";
      if (guard === "" && i < count - 1 && (pattern === "_" || pattern === "x")) pattern = "bool()";
      const bound = pattern.match(/\b(x|rest|more)\b/g) ?? [];
      // Twice the same name is a syntax error.
      if (new Set(bound).size < bound.length) pattern = "[1, *rest]";
      this.line(`case ${pattern}${guard}:`);
      const shown = [...new Set(pattern.match(/\b(x|rest|more)\b/g) ?? [])];
      this.line(`    print(${[i, ...shown].join(", ")})`);
    }
    this.depth--;
  }

  classStatement() {
    const name = this.fresh("C");
    const base = this.pick([
      "",
      "(Box)",
      "(Sub)",
      "(int)",
      "(list)",
      "(dict)",
      "(Exception)",
      "(str)",
      "(tuple)",
      "(float)",
    ]);
    this.line(`class ${name}${base}:`);
    this.line(`    kind = ${this.any(1)}`);
    if (this.chance(3)) this.line(`    items = [${this.pick(["kind", "x for x in range(2)", "1"])}]`);
    if (this.chance(4)) this.line("    __slots__ = ('left',)");
    const method = this.pick([
      "__str__",
      "__eq__",
      "__len__",
      "__getitem__",
      "__contains__",
      "__int__",
      "__index__",
      "__iter__",
      "__bool__",
      "__missing__",
      "__call__",
      "__getattr__",
      "__add__",
      "__init_subclass__",
      "__float__",
    ]);
    this.line(`    def ${method}(self, *args):`);
    // A sequence has to end.
    if (method === "__getitem__") this.line("        if args[0] == 3: raise IndexError");
    this.line(`        return ${this.any(1)}`);
    const argument =
      base === "(tuple)" || base === "(list)"
        ? `[${this.any(0)}]`
        : base === "(Box)" || base === "(Sub)"
          ? this.any(1)
          : this.pick(["", "1", "'12'", this.any(1)]);
    this.line(`o = ${name}(${argument})`);
    const use = this.pick([
      "str(o)",
      "o == o",
      "len(o)",
      "o[0]",
      "1 in o",
      "int(o)",
      "[10, 20, 30][o]",
      "list(o)",
      "bool(o)",
      "o['k']",
      "o()",
      "o.nothing",
      "o + 1",
      "o.kind",
      "f'{o!s:>5}'",
      "float(o)",
      "hash(o) == hash(o)",
      "o.left",
      "range(o)",
      "{o: 1}[o]",
      "-o",
      "o < 3",
      "repr(o)",
      "isinstance(o, Box)",
      "[*o]",
      "'%d' % o",
      "o.__class__.__mro__[1:]",
      "bytes(o)",
      "sorted(o)",
      "o * 2",
    ]);
    this.line(`print(${use})`);
    if (this.chance(2)) this.line(`o.left = ${this.any(0)}; print(o.left)`);
  }
}
