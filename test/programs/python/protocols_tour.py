import sys, operator, itertools, functools, collections, weakref, string, math, types, contextlib, warnings, time, random, copy, re
from collections import ChainMap, OrderedDict, namedtuple, deque
from typing import Protocol, runtime_checkable, overload, Literal, Callable, Any, Iterator, Generic, TypeVar
from enum import Enum, IntEnum, Flag, auto, unique, IntFlag, StrEnum
from dataclasses import dataclass, field, asdict, astuple, replace, fields
@runtime_checkable
class Sized2(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], Sized2), isinstance(3, Sized2))
class Color(Enum):
    RED = 1; GREEN = 2; CRIMSON = 1
    @classmethod
    def _missing_(cls, v): return cls.RED if v == "r" else None
    def __str__(self): return self.name.lower()
print(list(Color), Color.CRIMSON, repr(Color(2)), Color("r"), Color["GREEN"].value, Color.RED in Color, Color.__members__)
try: Color(9)
except ValueError as e: print(e)
class Perm(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
print(Perm.R | Perm.X, Perm.RW, ~Perm.R, Perm(7), Perm.R in Perm.RW, bool(Perm.R & Perm.W), list(Perm.RW))
class S(StrEnum): A = auto(); B = "bee"
print(S.A, S.B.upper(), f"{S.B:>5}", IntEnum("N", "x y").y + 1)
@dataclass(order=True)
class P:
    x: int; y: int = field(default=0, compare=False); tags: list = field(default_factory=list, repr=False)
    def __post_init__(self): self.x *= 2
p = P(1, tags=["a"]); print(p, asdict(p), astuple(p), replace(p, y=5), P(1) < P(2), P(1, 3) == P(1, 9), [f.name for f in fields(P)])
try: P()
except TypeError as e: print(e)
@dataclass(slots=True, kw_only=True, frozen=True)
class Q: a: int; b: str = "z"
try: Q(a=1).a = 2
except Exception as e: print(type(e).__name__, e)
print(Q(a=1), hash(Q(a=1)) == hash(Q(a=1)))
class Desc:
    def __set_name__(self, o, n): self.n = "_" + n
    def __get__(self, o, t=None): return self if o is None else getattr(o, self.n, "unset")
    def __set__(self, o, v):
        if v < 0: raise ValueError(f"{self.n[1:]} must be >= 0, got {v}")
        setattr(o, self.n, v)
class Acc:
    bal = Desc()
    def __enter__(self): print("enter"); return self
    def __exit__(self, t, v, tb): print("exit", t and t.__name__, v); return t is ValueError
with Acc() as a: print(a.bal); a.bal = 3; print(a.bal); a.bal = -1
class Vec:
    def __init__(s, *c): s.c = c
    def __add__(s, o): return Vec(*map(operator.add, s.c, o.c)) if isinstance(o, Vec) else NotImplemented
    def __rmul__(s, k): return Vec(*(k * x for x in s.c))
    def __matmul__(s, o): return sum(map(operator.mul, s.c, o.c))
    def __getitem__(s, i): return s.c[i]
    def __len__(s): return len(s.c)
    def __eq__(s, o): return isinstance(o, Vec) and s.c == o.c
    def __hash__(s): return hash(s.c)
    def __repr__(s): return f"Vec{s.c}"
    def __bool__(s): return any(s.c)
    def __neg__(s): return -1 * s
    def __iter__(s): return iter(s.c)
    def __contains__(s, x): return x in s.c
    def __call__(s, f): return Vec(*map(f, s.c))
    def __abs__(s): return math.hypot(*s.c)
    def __index__(s): return len(s.c)
    def __reversed__(s): return reversed(s.c)
    def __floordiv__(s, k): return Vec(*(x // k for x in s.c))
v = Vec(1, 2, 2); print(v + v, 3 * v, v @ v, v[-1], v[::2], len(v), -v, abs(v), v(lambda x: x ** 2), [10, 20, 30, 40][v], list(reversed(v)), 2 in v, {v: 1}[Vec(1, 2, 2)], bool(Vec(0, 0)), v // 2, [*v])
try: v + 1
except TypeError as e: print(e)
try: v < v
except TypeError as e: print(e)
cm = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(cm["a"], cm["b"], dict(cm), cm.new_child({"c": 4}), len(cm))
od = OrderedDict(a=1, b=2, c=3); od.move_to_end("a"); print(od, od.popitem(last=False), list(od))
dq = deque([1, 2, 3], maxlen=3); dq.append(4); dq.rotate(1); dq.extendleft("x"); print(dq, dq.index(4) if 4 in dq else None, dq[0])
NT = namedtuple("NT", "a b c", defaults=[9]); n = NT(1, 2); print(n, n._asdict(), n._replace(a=7), NT._fields, NT._make([4, 5, 6]), n[::-1])
@contextlib.contextmanager
def tag(name):
    print(f"<{name}>")
    try: yield name.upper()
    except KeyError as e: print("handled", e)
    finally: print(f"</{name}>")
with tag("a") as x, tag("b"): print(x); raise KeyError("k")
with contextlib.suppress(ZeroDivisionError): 1 / 0
with contextlib.ExitStack() as st: [st.enter_context(tag(c)) for c in "pq"]; st.callback(print, "cb")
@functools.singledispatch
def show(x): return f"obj {x}"
@show.register(int)
@show.register(float)
def _(x): return f"num {x}"
@show.register
def _(x: list): return f"list of {len(x)}"
print(show("s"), show(1), show(2.5), show([1]), show(True))
def deco(n=2):
    def d(f):
        @functools.wraps(f)
        def w(*a, **k): w.calls += 1; return [f(*a, **k) for _ in range(n)]
        w.calls = 0; return w
    return d
@deco(n=3)
def hi(name: str, *, punct="!") -> str:
    "Says hi."
    return f"hi {name}{punct}"
print(hi("bob", punct="?"), hi.__name__, hi.__doc__, hi.calls, hi.__wrapped__("x"), hi.__annotations__)
print(functools.reduce(lambda a, b: a * b, range(1, 20)), functools.partial(pow, exp=3)(2))
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self): self._i: list[T] = []
    def push(self, x: T) -> "Stack[T]": self._i.append(x); return self
    def __iter__(self) -> Iterator[T]: yield from reversed(self._i)
print([*Stack[int]().push(1).push(2)], Stack[int], Callable[[int], str], Literal["a", 1], list[int] | None)
def fib():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
print([*itertools.takewhile(lambda x: x < 60, fib())], [*itertools.chain.from_iterable(["ab", "c"])], [*itertools.product("ab", repeat=2)][1], [*itertools.combinations(range(4), 2)][-2:], [*itertools.starmap(pow, [(2, 3), (3, 2)])], [*itertools.zip_longest("ab", "c", fillvalue="-")], [*itertools.dropwhile(str.isalpha, "ab1c")], [*itertools.filterfalse(None, [0, 1, 2])], [*itertools.compress("abc", [1, 0, 1])])
def outer():
    x = [0]
    def inc(): nonlocal y; y += 1; x[0] += 1; return x[0], y
    y = 10
    return inc
i = outer(); i(); print(i(), i.__closure__[0].cell_contents, outer.__code__.co_varnames)
def tree(n):
    match n:
        case []: return "empty"
        case [x]: return f"one {x}"
        case [x, *rest] if x == 0: return f"zero+{len(rest)}"
        case {"k": v, **o}: return f"map {v} {o}"
        case str() | bytes(): return "text"
        case Vec(c=(a, b, _)): return f"vec {a} {b}"
        case int(x) if x > 5: return "big"
        case (1 | 2) as q: return f"small {q}"
        case float("nan") if False: return 1
        case Color.RED: return "red!"
        case None: return "none"
        case _: return "other"
print([tree(x) for x in ([], [1], [0, 1, 2], {"k": 1, "z": 2}, "s", v, 9, 2, 3.5, Color.RED, None, (5,))])
try:
    raise ExceptionGroup("g", [ValueError("a"), TypeError("b"), ExceptionGroup("h", [ValueError("c")])])
except* ValueError as eg: print("VE", eg.exceptions)
except* TypeError as eg: print("TE", eg)
try:
    try: int("x")
    except ValueError as e: e.add_note("while parsing"); raise
except ValueError as e: print(e, e.__notes__, e.__traceback__.tb_lineno)
print("{0!r:^9}|{1:+.2e}|{2:,}|{3:%}|{name:*^7}".format("a", 12345.678, 10**9, 0.256, name="n"), f"{'a' 'b'!a}", f"{3.0}", f"{[1,2]!s:>8}", f"{{}}", f"{10:b} {10:#o} {3.14159:.3} {-5:05d} {1e10:g} {0.1:.20f}")
w = "The quick brown fox"; print(w.partition(" "), w.rsplit(maxsplit=1), w.find("q"), w.replace("o", "0", 1), w.swapcase(), w.center(25, "."), w.startswith(("A", "The")), w.casefold(), "".join(sorted(w))[4:], w.encode().hex(" ", 4)[:20], w.removeprefix("The "), w.zfill(22), "a\tb".expandtabs(4), w.isidentifier(), "ab12".isalnum(), "x".join("abc"), w.count("o"), w.title().istitle(), "%-8s|%08.3f|%+d|%x" % ("ab", 3.14159, 7, 255))
print(1 if 0 else 2, (lambda *a, k=3, **kw: (a, k, kw))(1, 2, z=1), [x for x in range(20) if x % 2 if x % 3], {x: y for x, y in zip("ab", (1, 2))}, {*"hello"} == set("hello"), (x := 5) + x, 0b1011, 0o17, 0xFF, 1_000, 1e3, 1j ** 2 if False else 0, not [], 5 // -2, -5 % 3, 2 ** 0.5, round(0.5), round(1.5), round(2.675, 2), int(-3.7), float("1e-3"), abs(-2), divmod(7, -2), pow(3, -1, 7), max("abc", key=ord), sum([[1], [2]], []), sorted({3: 1, 1: 2}), any(x > 2 for x in (1, 2, 3)))
