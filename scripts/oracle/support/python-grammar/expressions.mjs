// Expressions of random programs. They are typed, so that most of them mean something; one in ten is of another type
// than wanted.
import { BYTES, FLOATS, INTS, NAMES, SPECS, STRINGS, TYPES } from "./words.mjs";

/** Numbers below n from a seed (mulberry32). */
function generator(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** Random expressions as text, each of a type, from a seed. */
export class Expressions {
  constructor(seed) {
    this.below = generator(seed);
    this.functions = [];
    this.counter = 0;
    /** More than zero where no walrus may stand. */
    this.plain = 0;
  }

  pick(items) {
    return items[this.below(items.length)];
  }
  chance(n) {
    return this.below(n) === 0;
  }
  fresh(prefix) {
    return `${prefix}${this.counter++}`;
  }

  name(type) {
    return this.pick([...NAMES[type]]);
  }

  /** An expression, mostly of this type. */
  of(type, depth) {
    if (this.chance(10)) return `(${this.exactly(this.pick(TYPES), depth)})`;
    return this.exactly(type, depth);
  }

  exactly(type, depth) {
    return depth <= 0 ? this.leaf(type) : this[type](depth - 1);
  }

  /** What `write` gives, without a walrus: a comprehension's iterable, and all of it in a class, has no place for one. */
  plainly(write) {
    this.plain++;
    const text = write();
    this.plain--;
    return text;
  }

  leaf(type) {
    if (this.chance(2)) return this.name(type);
    if (type === "int") return this.pick(INTS);
    if (type === "float") return this.pick(FLOATS);
    if (type === "str") return this.pick(STRINGS);
    if (type === "bytes") return this.pick(BYTES);
    if (type === "bool") return this.pick(["True", "False", "None"]);
    const [one, two, three] = [0, 1, 2].map(() => this.pick(INTS));
    if (type === "list")
      return this.pick(["[]", `[${one}, ${two}]`, `[${one}, ${two}, ${three}]`, "['b', 'a']", "[[1], [2, 3]]"]);
    if (type === "tuple") return this.pick(["()", `(${one},)`, `(${one}, ${two})`, "('k', 1.5)", "(1, (2, 3))"]);
    if (type === "dict")
      return this.pick([
        "{}",
        `{'a': ${one}}`,
        `{${one}: ${two}}`,
        "{'x': [1], 'y': (2,)}",
        `dict(a=${one}, b=${two})`,
      ]);
    return this.pick(["set()", `{${one}}`, `{${one}, ${two}, ${three}}`, "frozenset({1, 2})"]);
  }

  any(depth) {
    return this.of(this.pick(TYPES), depth);
  }

  small() {
    return this.pick(["0", "1", "2", "3", "-1", "-2", "4"]);
  }

  common(type, depth) {
    const value = () => this.of(type, depth);
    switch (this.below(7)) {
      case 0:
        return `(${value()} if ${this.of("bool", depth)} else ${value()})`;
      case 1:
        return `(${value()} ${this.pick(["and", "or"])} ${value()})`;
      case 2:
        return this.functions.length > 0 ? this.callOf(this.pick(this.functions), depth) : value();
      case 3:
        return `(lambda x, y=${value()}: ${this.pick(["x", "y"])})(${value()})`;
      case 4:
        return `[${value()}, ${value()}][${this.small()}]`;
      case 5:
        return this.plain > 0 ? value() : `(${this.name(type)} := ${value()})`;
      default:
        return `${this.pick(["max", "min"])}(${value()}, ${value()})`;
    }
  }

  callOf({ name, parameters }, depth) {
    const args = parameters.map((parameter) => (this.chance(4) ? `${parameter}=${this.any(depth)}` : this.any(depth)));
    if (this.chance(8)) args.push(this.pick([`*${this.of("tuple", 0)}`, `**${this.of("dict", 0)}`, "extra=1"]));
    if (this.chance(8)) args.pop();
    // No positional argument after a keyword: that would be a syntax error.
    const isNamed = (text) => /^(\*\*|[a-z]\w*=(?!=))/.test(text);
    return `${name}(${[...args.filter((text) => !isNamed(text)), ...args.filter(isNamed)].join(", ")})`;
  }

  int(depth) {
    const value = () => this.of("int", depth);
    switch (this.below(16)) {
      case 0:
        return `(${value()} ${this.pick(["+", "-", "*", "//", "%", "&", "|", "^"])} ${value()})`;
      case 1:
        return `(${value()} ${this.pick(["+", "-", "*"])} ${value()})`;
      case 2:
        return `cut(${value()}) ** ${this.pick(["2", "3", "0", "-1"])}`;
      case 3:
        return `(cut(${value()}) ${this.pick(["<<", ">>"])} ${this.pick(["1", "3", "10", "-1"])})`;
      case 4:
        return `${this.pick(["-", "~", "+", "abs"])}(${value()})`;
      case 5:
        return `len(${this.of(this.pick(["list", "str", "dict", "set", "tuple"]), depth)})`;
      case 6:
        return `${this.of("list", depth)}[${this.small()}]`;
      case 7:
        return `int(${this.of(this.pick(["str", "float", "int", "bytes"]), depth)})`;
      case 8:
        return `divmod(${value()}, ${value()})[${this.pick(["0", "1"])}]`;
      case 9:
        return `round(${this.of("float", depth)})`;
      case 10:
        return `sum(${this.of("list", depth)}, ${value()})`;
      case 11:
        return `(${value()}).${this.pick(["bit_length()", "bit_count()", "real", "imag", "denominator", "conjugate()", "__index__()"])}`;
      case 12:
        return `${this.of("str", depth)}.${this.pick(["find", "count", "index", "rfind"])}(${this.of("str", 0)})`;
      case 13:
        return this.pick([
          "ord('a')",
          "hash(True)",
          "hash(2.5)",
          `ord(${this.of("str", depth)})`,
          "hash(10**20)",
          "hash((1, 2.0))",
        ]);
      case 14:
        return `pow(${value()}, ${this.pick(["2", "5", "10"])}, ${this.pick(["7", "13", "-4", "1", "0"])})`;
      default:
        return this.common("int", depth);
    }
  }

  float(depth) {
    const value = () => this.of("float", depth);
    switch (this.below(9)) {
      case 0:
        return `(${value()} ${this.pick(["+", "-", "*", "/", "//", "%"])} ${this.of(this.pick(["float", "int"]), depth)})`;
      case 1:
        return `(${this.of("int", depth)} / ${this.of("int", depth)})`;
      case 2:
        return `round(${value()}, ${this.pick(["0", "1", "2", "-1", "5"])})`;
      case 3:
        return `float(${this.of(this.pick(["int", "str", "float"]), depth)})`;
      case 4:
        return `${this.pick(["-", "abs", "+"])}(${value()})`;
      case 5:
        return `(${value()}) ** ${this.pick(["2", "0.5", "-1", "0"])}`;
      case 6:
        return `(${value()}).${this.pick(["is_integer()", "as_integer_ratio()", "real", "hex()", "conjugate()"])}`;
      case 7:
        return `sum([${value()}, ${value()}, ${value()}])`;
      default:
        return this.common("float", depth);
    }
  }

  str(depth) {
    const value = () => this.of("str", depth);
    switch (this.below(16)) {
      case 0:
        return `(${value()} + ${value()})`;
      case 1:
        return `${value()}.${this.pick(["upper", "lower", "title", "capitalize", "swapcase", "strip", "casefold", "lstrip", "rstrip"])}()`;
      case 2:
        return `${value()}${this.slice(depth)}`;
      case 3:
        return this.fstring(depth);
      case 4:
        return `${value()}.replace(${this.of("str", 0)}, ${this.of("str", 0)}${this.pick(["", ", 1", ", -1"])})`;
      case 5:
        return `${value()}.join(${this.pick(["['a', 'b']", "'xyz'", this.of("list", depth), "map(str, [1, 2])"])})`;
      case 6:
        return `${this.pick(["repr", "str", "ascii"])}(${this.any(depth)})`;
      case 7:
        return `cut(${value()} * ${this.small()})`;
      case 8:
        return `${value()}.${this.pick(["ljust", "rjust", "center", "zfill"])}(${this.pick(["5", "8", "0"])})`;
      case 9:
        return `format(${this.any(depth)}, '${this.pick(SPECS)}')`;
      case 10:
        return `'${this.pick(["%s", "%r|%s", "%d", "%5.2f", "%-6s|", "%+d", "%x", "%05d", "%e", "%g", "%c", "%%%i", "%.3s", "%(a)s", "%*d", "%#o"])}' % ${this.pick([this.any(depth), `(${this.any(depth)}, ${this.any(depth)})`, "{'a': 1}"])}`;
      case 11:
        return `'${this.pick(["{}", "{0} {1}", "{0!r:>10}", "{x}", "{0[0]}", "{:>{}}", "{1}{0}", "{0.real}", "{{}}", "{:,}", "{", "{a!x}", "{}{0}"])}'.format(${this.any(depth)}, ${this.any(depth)}, x=${this.any(0)})`;
      case 12:
        return `${this.pick(["chr", "bin", "hex", "oct"])}(${this.of("int", depth)})`;
      case 13:
        return `${value()}.${this.pick(["partition(',')", "splitlines()", "encode()", "expandtabs(4)", "rpartition(' ')", "removeprefix('H')", "removesuffix('c')", "split()", "rsplit(',', 1)"])}`;
      case 14:
        return `type(${this.any(depth)}).__name__`;
      default:
        return this.common("str", depth);
    }
  }

  fstring(depth) {
    const conversion = this.pick(["", "", "!r", "!s", "!a"]);
    const simple = this.pick([this.name(this.pick(TYPES)), this.name("int"), "1 + 2", "[1, 2][0]", "(lambda: 3)()"]);
    const spec = this.pick(["", "", `:${this.pick(SPECS)}`, ":>{5 + 1}", `:{6}.{2}`]);
    const tail = depth > 0 && this.chance(3) ? `{${this.name(this.pick(TYPES))}=}` : "";
    return `f"a{${simple}${conversion}${spec}}{{}}${tail}"`;
  }

  bytes(depth) {
    const value = () => this.of("bytes", depth);
    switch (this.below(6)) {
      case 0:
        return `(${value()} + ${value()})`;
      case 1:
        return `${value()}${this.slice(depth)}`;
      case 2:
        return `${this.of("str", depth)}.encode()`;
      case 3:
        return `bytes(${this.pick(["3", "[1, 2, 65]", "'é', 'utf-8'", this.of("list", depth)])})`;
      case 4:
        return `${value()}.${this.pick(["upper()", "hex()", "decode('latin-1')", "split()", "find(b'b')", "strip()", "replace(b'a', b'zz')"])}`;
      default:
        return this.common("bytes", depth);
    }
  }

  slice(depth) {
    const part = () => this.pick(["", "", this.small(), this.small(), this.of("int", Math.min(depth, 1))]);
    return `[${part()}:${part()}${this.pick(["", "", ":-1", ":2", `:${this.small()}`])}]`;
  }

  list(depth) {
    const value = () => this.of("list", depth);
    switch (this.below(16)) {
      case 0:
        return `(${value()} + ${value()})`;
      case 1:
        return `${value()}${this.slice(depth)}`;
      case 2:
        return this.comprehension("[", "]", this.pick(TYPES), depth);
      case 3:
        return `sorted(${this.pick([value(), this.of("tuple", depth), this.of("str", depth)])}${this.pick(["", ", reverse=True", ", key=str", ", key=lambda x: -x", ", key=len"])})`;
      case 4:
        return `list(${this.pick([this.of("str", depth), this.of("tuple", depth), this.of("dict", depth), "range(4)", `enumerate(${this.of("str", depth)})`, `zip(${value()}, ${this.of("str", depth)})`, `map(str, ${value()})`, `filter(None, ${value()})`, `reversed(${value()})`, `${this.of("dict", depth)}.items()`])})`;
      case 5:
        return `cut(${value()} * ${this.small()})`;
      case 6:
        return `[*${value()}, *${this.of(this.pick(["tuple", "str", "list"]), depth)}]`;
      case 7:
        return `[${this.any(depth)}, ${this.any(depth)}]`;
      case 8:
        return `${value()}.${this.pick(["copy()", "pop()", "index(1)", "count(1)", "append(3)", "sort()", "reverse()", "pop(0)", "insert(1, 'n')", "extend('xy')", "remove(1)"])}`;
      case 9:
        return `${this.of("str", depth)}.split(${this.pick(["", "','", "' '", "None, 1", "''"])})`;
      case 10:
        return `list(range(${this.pick(["", "1, ", "-3, "])}${this.small()}${this.pick(["", ", 1"])}))`;
      case 11:
        return `(lambda *args, **kw: [args, kw])(*${value()}, **${this.of("dict", depth)})`;
      case 12:
        return `[Box(${this.any(depth)}), Sub(${this.any(depth)}, scale=${this.small()})]`;
      case 13:
        return this.instance(depth);
      default:
        return this.common("list", depth);
    }
  }

  instance(depth) {
    const box = `${this.pick(["Box", "Sub"])}(${this.any(depth)}${this.pick(["", `, ${this.any(0)}`, ", scale=2"])})`;
    return this.pick([
      `${box}.value`,
      `${box}.twice`,
      `${box} + ${this.any(depth)}`,
      `${this.any(depth)} + ${box}`,
      `${box} * ${this.any(0)}`,
      `${box}(${this.any(0)}, k=${this.any(0)})`,
      `${box}[${this.small()}]`,
      `len(${box})`,
      `${box} == ${box}`,
      `${box} < ${box}`,
      `list(${box})`,
      `${this.any(0)} in ${box}`,
      `-${box}`,
      `format(${box}, '>8')`,
      `${box}.missing`,
      `${box}.other`,
      `bool(${box})`,
      `Box.of(${this.any(0)}, ${this.any(0)})`,
      `Box.plain(${this.pick(["", "1", "1, 2", "1, 2, 3", "x=1", "y=5", "z=0", "1, w=2"])})`,
      `isinstance(${box}, ${this.pick(["Box", "Sub", "(int, Sub)", "int | Box"])})`,
      `vars(${box})`,
      `[${box}, ${box}].index(${box})`,
      `getattr(${box}, '${this.pick(["value", "scale", "zzz", "twice"])}', ${this.any(0)})`,
      `sorted([${box}, ${box}])`,
      `{${box}: 1, ${box}: 2}`,
    ]);
  }

  comprehension(open, close, elementType, depth) {
    return this.plainly(() => this.comprehended(open, close, this.of(elementType, Math.min(depth, 1)), depth));
  }

  comprehended(open, close, element, depth) {
    const source = this.pick([this.of("list", depth), this.of("str", depth), "range(4)", this.of("dict", depth)]);
    const x = this.pick(["x", "i", "k"]);
    const condition = this.pick(["", "", ` if ${x}`, ` if ${this.of("bool", Math.min(depth, 1))}`]);
    const second = this.chance(4) ? ` for y in ${this.pick(["range(2)", `(${x}, 1)`, `[${x}]`])}` : "";
    const shown = this.pick([
      x,
      x,
      `(${x}, ${element})`,
      `${x} * 2`,
      element,
      second === "" ? `str(${x})` : `(${x}, y)`,
    ]);
    return `${open}${shown} for ${x} in ${source}${condition}${second}${close}`;
  }

  tuple(depth) {
    const value = () => this.of("tuple", depth);
    switch (this.below(9)) {
      case 0:
        return `(${value()} + ${value()})`;
      case 1:
        return `${value()}${this.slice(depth)}`;
      case 2:
        return `(${this.any(depth)}, ${this.any(depth)})`;
      case 3:
        return `tuple(${this.pick([this.of("list", depth), this.of("str", depth), this.comprehension("", "", this.pick(TYPES), depth)])})`;
      case 4:
        return `divmod(${this.of("int", depth)}, ${this.of(this.pick(["int", "float"]), depth)})`;
      case 5:
        return `(*${value()}, ${this.any(depth)})`;
      case 6:
        return `${value()}.${this.pick(["count(1)", "index(2)", "__len__()", "__add__((1,))"])}`;
      case 7:
        return `cut(${value()} * ${this.small()})`;
      default:
        return this.common("tuple", depth);
    }
  }

  dict(depth) {
    const value = () => this.of("dict", depth);
    const key = () => this.pick(["'a'", "'x'", "1", "(1, 2)", "None", "1.0", "True", "[]"]);
    switch (this.below(11)) {
      case 0:
        return `{${key()}: ${this.any(depth)}, ${key()}: ${this.any(depth)}}`;
      case 1:
        return `{**${value()}, ${key()}: ${this.any(depth)}}`;
      case 2:
        return this.plainly(
          () =>
            `{x: ${this.any(Math.min(depth, 1))} for x in ${this.pick([this.of("list", depth), this.of("str", depth)])}}`,
        );
      case 3:
        return `(${value()} | ${value()})`;
      case 4:
        return `dict(${this.pick([`zip(${this.of("str", depth)}, ${this.of("list", depth)})`, `${value()}, z=1`, "[(1, 2), ('a', 3)]", "a=1", this.of("list", depth)])})`;
      case 5:
        return `${value()}.${this.pick(["copy()", "keys()", "values()", "items()", "get('a')", "get(1, 'no')", "pop('a', None)", "pop('zz')", "setdefault('q', [])", "popitem()", "update(b=2)"])}`;
      case 6:
        return `${value()}[${key()}]`;
      case 7:
        return `dict.fromkeys(${this.of(this.pick(["list", "str"]), depth)}, ${this.any(0)})`;
      case 8:
        return `(${value()}.keys() ${this.pick(["==", "<=", ">"])} ${value()}.keys())`;
      default:
        return this.common("dict", depth);
    }
  }

  set(depth) {
    const value = () => this.of("set", depth);
    switch (this.below(7)) {
      case 0:
        return `(${value()} ${this.pick(["|", "&", "-", "^"])} ${value()})`;
      case 1:
        return `{${this.pick(INTS)}, len(${this.of("str", depth)}), int(${this.of("int", depth)})}`;
      case 2:
        return this.plainly(() => `{x % 5 for x in ${this.pick(["range(9)", this.of("list", depth)])}}`);
      case 3:
        return `set(range(${this.pick(["3", "10", "2, 12, 3"])}))`;
      case 4:
        return `${value()}.${this.pick(["union([9])", "issubset({1, 2, 3})", "add(4)", "discard(1)", "remove(99)", "copy()", "isdisjoint([1])", "pop()", "difference([1])"])}`;
      case 5:
        return `frozenset(${this.pick([this.exactly("set", depth), "[3, 1]", "range(3)"])})`;
      default:
        return this.common("set", depth);
    }
  }

  bool(depth) {
    const type = this.pick(TYPES);
    const value = () => this.of(type, depth);
    switch (this.below(9)) {
      case 0:
        return `(${value()} ${this.pick(["==", "!=", "<", ">", "<=", ">="])} ${value()})`;
      case 1:
        return `(not ${this.any(depth)})`;
      case 2:
        return `(${this.any(depth)} ${this.pick(["in", "not in"])} ${this.of(this.pick(["list", "str", "dict", "tuple", "set"]), depth)})`;
      case 3:
        return `(${this.of("int", depth)} < ${this.of("int", depth)} <= ${this.of("float", depth)})`;
      case 4:
        return `isinstance(${this.any(depth)}, ${this.pick(["int", "str", "(list, tuple)", "dict", "bool", "float | None"])})`;
      case 5:
        return `${this.pick(["any", "all", "bool", "callable"])}(${this.of("list", depth)})`;
      case 6:
        return `${this.of("str", depth)}.${this.pick(["isdigit()", "isalpha()", "isupper()", "startswith('a')", "endswith(('c', ''))", "isidentifier()", "isspace()", "istitle()"])}`;
      case 7:
        return `(${this.name(type)} is ${this.pick(["None", "not None"])})`;
      default:
        return this.common("bool", depth);
    }
  }
}
