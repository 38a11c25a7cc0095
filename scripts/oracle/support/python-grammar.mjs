// Random Python programs that end: loops run over a few elements, calls go to functions defined before, values that
// grow are cut. Expressions are typed, so that most of them mean something; one in ten is of another type than wanted.

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

const INTS = ["0", "1", "2", "3", "-1", "7", "10", "-5", "255", "1_000", "0x1f", "0b101", "2**31", "10**18", "-10**20"];
const FLOATS = [
  "0.0",
  "1.5",
  "-2.25",
  "1e10",
  "3.0",
  "1e-7",
  "0.1",
  "-0.0",
  "float('inf')",
  "1e16",
  "123456.789",
  "2.5",
];
const STRINGS = [
  "''",
  "'a'",
  "'Hello'",
  "'abc def'",
  "'x,y,,z'",
  "'  pad '",
  "'ÄÖß'",
  "'1234'",
  "'a\\tb\\n'",
  '"it\'s"',
  "'😀é'",
];
const BYTES = ["b''", "b'abc'", "b'\\x00\\xff'", "b'a b c'"];
const NAMES = {
  int: "ijkn",
  float: "uvw",
  str: "pqs",
  list: "abc",
  dict: "de",
  tuple: "tr",
  set: "gh",
  bool: "yz",
  bytes: "m",
};
const TYPES = ["int", "float", "str", "list", "dict", "tuple", "set", "bool", "bytes"];
const SPECS = [
  "",
  "5",
  ">8",
  "<8",
  "^9",
  "*^12",
  "08",
  "+",
  ",",
  "_",
  "x",
  "#x",
  "b",
  "#010b",
  "e",
  ".2f",
  "10.3f",
  ".3",
  "g",
  "%",
].concat([
  "+.1e",
  " d",
  "c",
  "s",
  "10s",
  ".2s",
  "n",
  "=+8",
  "08.2f",
  "-<6",
  "#o",
  "X",
  ",.2f",
  "z",
  "d",
  ".0f",
  "#.3g",
  "<",
]);
const ERRORS = [
  "ValueError",
  "TypeError",
  "KeyError",
  "IndexError",
  "ZeroDivisionError",
  "AttributeError",
  "Exception",
];

const START = `def cut(v):
    if isinstance(v, int) and not -10**40 < v < 10**40: return v % 10**9
    if isinstance(v, (str, bytes, list, tuple)) and len(v) > 24: return v[:24]
    return v
class Box:
    made = 0
    def __init__(self, value, *rest, scale=1):
        self.value = value
        self.rest = rest
        self.scale = scale
        Box.made += 1
    def __repr__(self): return f"{type(self).__name__}({self.value!r})"
    def __eq__(self, other): return isinstance(other, Box) and self.value == other.value
    def __hash__(self): return 7
    def __lt__(self, other): return self.value < other.value
    def __add__(self, other): return Box(self.value + getattr(other, "value", other))
    def __radd__(self, other): return Box(other + self.value)
    def __mul__(self, other): return NotImplemented if isinstance(other, str) else Box(self.value * other)
    def __len__(self): return len(self.value)
    def __getitem__(self, key): return self.value[key]
    def __call__(self, *args, **kwargs): return (self.value, args, kwargs)
    def __enter__(self):
        print("enter", self.value)
        return self
    def __exit__(self, cls, error, traceback):
        print("exit", cls and cls.__name__, error)
        return bool(self.scale == 2)
    @property
    def twice(self): return self.value * 2
    @twice.setter
    def twice(self, value): self.value = value
    @classmethod
    def of(cls, *args): return cls(args)
    @staticmethod
    def plain(x=1, /, y=2, *, z=3): return (x, y, z)
class Sub(Box):
    __match_args__ = ("value", "scale")
    def __getattr__(self, name): return f"no {name}" if name < "n" else super().__getattribute__(name)
    def __contains__(self, item): return item == self.value
    def __iter__(self): yield from (self.value, *self.rest)
    def __format__(self, spec): return f"<{spec}>"
    def __bool__(self): return self.scale == 1
    def __neg__(self): return Sub(self.value, scale=-self.scale)
`;

class Writer {
  constructor(seed) {
    this.below = generator(seed);
    this.lines = [];
    this.functions = [];
    this.depth = 0;
    this.loops = 0;
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
  line(text) {
    this.lines.push("    ".repeat(this.depth) + text);
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

/** One program; the same for the same seed. */
export function program(seed) {
  const writer = new Writer(seed);
  writer.line(START.trimEnd());
  for (const type of TYPES)
    for (const name of NAMES[type]) writer.line(`${name} = ${writer.leaf(type).replace(/^[a-z]$/, "0")}`);
  const count = 4 + writer.below(8);
  for (let i = 0; i < count; i++) writer.statement();
  return `${writer.lines.join("\n")}\n`;
}
