// What random programs are made of: literals, names by type, format specs, exceptions, and the classes at their head.

export const INTS = [
  "0",
  "1",
  "2",
  "3",
  "-1",
  "7",
  "10",
  "-5",
  "255",
  "1_000",
  "0x1f",
  "0b101",
  "2**31",
  "10**18",
  "-10**20",
];
export const FLOATS = [
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
export const STRINGS = [
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
export const BYTES = ["b''", "b'abc'", "b'\\x00\\xff'", "b'a b c'"];
export const NAMES = {
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
export const TYPES = ["int", "float", "str", "list", "dict", "tuple", "set", "bool", "bytes"];
export const SPECS = [
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
export const ERRORS = [
  "ValueError",
  "TypeError",
  "KeyError",
  "IndexError",
  "ZeroDivisionError",
  "AttributeError",
  "Exception",
];

export const START = `def cut(v):
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
