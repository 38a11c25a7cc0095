from __future__ import annotations
import re, json, itertools as it, functools as ft, collections, heapq, bisect, string, operator as op, textwrap, random, math, sys, contextlib, io, abc, enum, copy
import dataclasses as dc, typing as t
from datetime import date, timedelta, datetime
from fractions import Fraction
from decimal import Decimal, getcontext

class Tok(enum.Enum):
    NUM = enum.auto(); OP = enum.auto(); LP = "("; RP = ")"
@dc.dataclass(frozen=True, order=True)
class Token:
    kind: Tok = dc.field(compare=False)
    text: str
    pos: int = 0
def lex(src):
    for m in re.finditer(r"\s*(?:(?P<num>\d+(?:\.\d*)?)|(?P<op>[-+*/^%])|(?P<lp>\()|(?P<rp>\)))", src):
        k = m.lastgroup
        yield Token({"num": Tok.NUM, "op": Tok.OP, "lp": Tok.LP, "rp": Tok.RP}[k], m[k], m.start(k))
PREC = {"+": (1, op.add), "-": (1, op.sub), "*": (2, op.mul), "/": (2, op.truediv), "%": (2, op.mod), "^": (3, op.pow)}
class Parser:
    def __init__(self, toks): self.toks = collections.deque(toks)
    def peek(self): return self.toks[0] if self.toks else None
    def expr(self, lvl=1):
        left = self.atom()
        while (tk := self.peek()) and tk.kind is Tok.OP and PREC[tk.text][0] >= lvl:
            self.toks.popleft(); p, f = PREC[tk.text]
            left = f(left, self.expr(p + (tk.text != "^")))
        return left
    def atom(self):
        match self.toks.popleft():
            case Token(Tok.NUM, text): return float(text) if "." in text else int(text)
            case Token(Tok.OP, "-"): return -self.atom()
            case Token(Tok.LP):
                v = self.expr(); assert self.toks.popleft().kind is Tok.RP; return v
            case other: raise SyntaxError(f"unexpected {other!r}")
for e in ["1 + 2*3", "2^3^2 - (4 - 1) * 2.5", "-(7 % 4) / 2", "(1 +"]:
    try: print(e, "=", Parser(lex(e)).expr())
    except (SyntaxError, IndexError) as ex: print(type(ex).__name__, ex)
class Graph(collections.UserDict if hasattr(collections, "UserDict") else dict):
    def __missing__(self, k): self.data[k] = {}; return self.data[k]
    def dijkstra(self, s):
        dist, pq = {s: 0}, [(0, s)]
        while pq:
            d, u = heapq.heappop(pq)
            if d > dist[u]: continue
            for v, w in self[u].items():
                if (nd := d + w) < dist.get(v, math.inf): dist[v] = nd; heapq.heappush(pq, (nd, v))
        return dist
g = Graph()
for a, b, w in [("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5)]: g[a][b] = w
print(g.dijkstra("a"), g)
@ft.lru_cache(maxsize=None)
def lev(a, b): return len(a) + len(b) if not a or not b else min(lev(a[1:], b) + 1, lev(a, b[1:]) + 1, lev(a[1:], b[1:]) + (a[0] != b[0]))
print(lev("kitten", "sitting"), lev.cache_info())
class Shape(abc.ABC):
    registry: t.ClassVar[dict[str, type]] = {}
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); Shape.registry[tag or cls.__name__.lower()] = cls
    @property
    @abc.abstractmethod
    def area(self) -> float: ...
    def __lt__(self, o): return self.area < o.area
    def __format__(self, spec): return f"{type(self).__name__}<{self.area:{spec or '.2f'}}>"
class Sq(Shape, tag="square"):
    def __init__(self, a): self.a = a
    area = property(lambda self: self.a ** 2)
class Circle(Shape):
    __slots__ = ("r",)
    def __init__(self, r): self.r = r
    @ft.cached_property
    def _x(self): return 1
    @property
    def area(self): return math.pi * self.r ** 2
print(sorted([Circle(1), Sq(1.5), Sq(2)])[0].area, f"{Circle(2)} {Sq(3):08.1f}", Shape.registry)
try: Shape()
except TypeError as e: print(e)
words = textwrap.dedent("""\
    the quick brown fox jumps over the lazy dog
    the end""").split()
cnt = collections.Counter(words); print(cnt.most_common(2), cnt["cat"], cnt + collections.Counter(the=1))
print({k: [*v] for k, v in it.groupby(sorted(words, key=len), key=len)})
print(json.dumps({"a": [1, 2.5, None, True], "é": {"x": "y\n"}}, indent=1, sort_keys=True), json.loads('{"k": [1e3, -0.0, "\\u00e9"]}'))
print(f"{1234567.891:,.2f} {255:#x} {-7 // 2} {-7 % 3} {7.0 // -2} {divmod(-7, 2)} {round(2.5)} {round(-1.005, 2)} {1e16} {1e-5} {0.1 + 0.2!r:>25} {'x':^5}|{3!s:*<4}|{True:d} {1_000:_} {12.5:e} {.00012345:g} {10**20:g} {float('nan')} {-0.0}")
print("%5.1f|%-6s|%+d|%x|%o|%%|%r" % (3.14159, "ab", 5, 255, 8, "q"), "{:>{w}} {a[0]} {b.real}".format("r", w=4, a=[9], b=3))
print(Fraction(3, 4) + Fraction("0.125"), Decimal("1.10") + Decimal("2.2"), date(2024, 2, 28) + timedelta(days=2), datetime(2024, 1, 31, 13, 5).strftime("%Y/%m/%d %H:%M %a"))
random.seed(5); print(random.random(), random.randint(1, 6), random.choice("abc"), random.sample(range(10), 3), random.shuffle(l := list(range(5))), l, random.gauss(0, 1), random.choices("xy", weights=[1, 3], k=4))
with contextlib.redirect_stdout(io.StringIO()) as buf: print("hidden")
print(repr(buf.getvalue()), [*map(lambda x, y: x * y, range(3), it.count(5))], [*zip("ab", it.cycle([0]))], list(it.accumulate([1, 2, 3], op.mul)), [*it.pairwise("abc")], [*it.islice(it.permutations("abc", 2), 3)])
def gen():
    try:
        x = yield 1
        while x: x = yield x * 2
    except ValueError as e: yield f"caught {e}"
    finally: print("closing")
gg = gen(); print(next(gg), gg.send(5), gg.throw(ValueError("bad"))); gg.close()
class Meta(type):
    def __new__(m, n, b, ns, **k): c = super().__new__(m, n, b, ns); c.fields = [k for k in ns if not k.startswith("_")]; return c
    def __call__(c, *a, **k): o = super().__call__(*a, **k); o.made = True; return o
class Rec(metaclass=Meta):
    x: int = 1; y = 2
    def __getattr__(self, n): return f"<{n}>"
print(Rec.fields, Rec().made, Rec().zzz, Rec.__annotations__, [c.__name__ for c in type(Rec()).__mro__])
try:
    try: {}["k"]
    except KeyError as e: raise RuntimeError("wrapped") from e
except RuntimeError as e: print(repr(e), repr(e.__cause__), e.__suppress_context__)
a, *b, (c, d) = 1, 2, 3, (4, 5); print(a, b, c, d, [*range(3), *"ab"], {**{"k": 1}, "j": 2})
def f(a, /, b, *args, c=3, **kw): return a, b, args, c, kw
print(f(1, 2, 3, c=4, z=5)); 
try: f(b=1)
except TypeError as e: print(e)
print(copy.deepcopy({"a": [1, (2, [3])]}), sys.maxsize, int("ff", 16), bin(10), "ß".upper(), "ǅ".lower(), "a,b,,c".split(","), "  x ".strip(), "abc".translate(str.maketrans("ab", "xy")), "tEST".title(), "%s" % (1,), b"\x00ab".hex(), "é".encode(), bytes([65, 66]).decode())
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.split(r"[,;]\s*", "a, b;c"), re.findall(r"(?<=\$)\d+", "$5 $16"), re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05").groupdict())
print(sorted("bAcD", key=str.swapcase), max({"a": 3, "b": 7}.items(), key=op.itemgetter(1)), sum(x for x in range(10) if x % 3), any([]), all([]), bisect.bisect([1, 3, 5], 3), 3 < 5 != 4, not None, 1 if [] else 2, [1, 2] < [1, 3], (1,) + (2,), {1, 2} ^ {2, 3}, frozenset("aab") == {"a", "b"}, 2 ** -1, 2 ** 100, 7 @ 1 if False else "ok")
