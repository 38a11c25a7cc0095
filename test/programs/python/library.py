# The standard library's modules that models use.
import collections, copy, functools, itertools, operator, math, string, abc, contextlib, typing
from collections import OrderedDict, defaultdict, Counter, deque, namedtuple
from typing import List, Optional, NamedTuple

od = OrderedDict([("a", 1), ("b", 2)])
od["c"] = 3
od.move_to_end("a")
print(od, list(od), od == OrderedDict(b=2, c=3, a=1), isinstance(od, dict), od.popitem(last=False))
dd = defaultdict(list)
dd["x"].append(1); dd["y"]
print(dd, dict(dd), len(dd), defaultdict(int, {"q": 1})["z"])
c = Counter("abracadabra")
print(c, c.most_common(2), c["zzz"], sum(c.values()), c + Counter("aab"), c - Counter("aab"))
d = deque([1, 2, 3], maxlen=3)
d.append(4); d.appendleft(0)
print(d, d.pop(), d.popleft(), list(d), len(d), d[0])
P = namedtuple("P", "x y z", defaults=[9])
p = P(1, y=2)
print(p, p.x, p[1], p._replace(x=5), p._asdict(), p._fields, p == (1, 2, 9), isinstance(p, tuple))
a, b, z = p
print(a, b, z, hash(p) == hash((1, 2, 9)))
try:
    P(1)
except TypeError as e:
    print(e)
class Emp(NamedTuple):
    name: str
    id: int = 3
print(Emp("bob"), Emp("al", 4).id)
x = [[1, 2], {"k": (3, [4])}]
y = copy.copy(x)
w = copy.deepcopy(x)
x[0].append(9)
print(y, w, w[1] is x[1])
class Node:
    def __init__(self): self.me = self; self.v = [1]
n = copy.deepcopy(Node())
print(n.me is n, n.v)
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(operator.add, [], 5))
print(functools.partial(int, base=2)("101"), functools.partial(max, 5)(3, 9))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60), fib.cache_info())
def deco(f):
    @functools.wraps(f)
    def inner(*a):
        "inner doc"
        return f(*a)
    return inner
@deco
def named():
    "doc"
print(named.__name__, named.__doc__, named.__wrapped__.__name__)
@functools.total_ordering
class O:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(O(1) <= O(1), O(2) > O(1), O(1) >= O(2), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
class CP:
    @functools.cached_property
    def big(self):
        print("computed")
        return 42
cp = CP()
print(cp.big, cp.big)
it = itertools
print(list(it.islice(it.count(5, 2), 4)), list(it.chain([1], "ab")), list(it.chain.from_iterable([[1], [2, 3]])))
print(list(it.product("ab", [1, 2])), list(it.permutations([1, 2, 3], 2)), list(it.combinations("abc", 2)))
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], operator.mul, initial=10)), list(it.zip_longest([1], "ab", fillvalue=0)))
print([(k, list(g)) for k, g in it.groupby("aabbca")], list(it.takewhile(lambda v: v < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda v: v < 3, [1, 2, 3, 1])))
print(list(it.repeat(7, 3)), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.islice(it.cycle("ab"), 5)), list(it.pairwise("abcd")), list(it.compress("abc", [1, 0, 1])), list(it.islice("abcdef", 1, 5, 2)))
u, v = it.tee([1, 2, 3])
print(list(u), list(v), list(it.combinations_with_replacement("ab", 2)), list(it.product([0, 1], repeat=2)), list(it.filterfalse(None, [0, 1])))
print(operator.itemgetter(1)([5, 6]), operator.attrgetter("x")(p), operator.methodcaller("upper")("a"), operator.itemgetter(0, 2)("abc"))
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    name = "sq"
try:
    Shape()
except TypeError as e:
    print(e)
print(Sq(3).area(), Sq(2).name, isinstance(Sq(1), Shape))
@contextlib.contextmanager
def ctx(tag):
    print("in", tag)
    try:
        yield tag * 2
    finally:
        print("out", tag)
with ctx("t") as got:
    print(got)
try:
    with ctx("e"):
        raise KeyError("k")
except KeyError as e:
    print("caught", e)
with contextlib.suppress(ZeroDivisionError):
    1 / 0
with contextlib.ExitStack() as stack:
    stack.enter_context(ctx("s1"))
    stack.enter_context(ctx("s2"))
    stack.callback(print, "callback")
print(string.ascii_lowercase, string.digits)
print(Optional[int], List[str], typing.Dict[str, List[int]])
def typed(a: Optional[int] = None, *, b: "List[int]" = ()) -> List[str]: return [a]
print(typed(3), typed.__annotations__["a"])
print(math.floor(-1.5), math.ceil(1.2), math.sqrt(2), math.pi, math.log(10), math.log2(8), math.log10(1000), math.exp(1), math.pow(2, 0.5), math.factorial(20), math.gcd(12, 18), math.comb(10, 3), math.isclose(0.1 + 0.2, 0.3), math.hypot(3, 4), math.fsum([0.1] * 10), math.prod([1, 2, 3]), math.inf, math.nan, math.trunc(-2.7), math.copysign(1, -0.0), math.degrees(math.pi), math.isnan(math.nan), math.fmod(-7, 3), math.modf(2.5), math.tanh(0.5), math.sin(1), math.cos(1), math.tan(1), math.atan2(1, 2), math.erf(0.5), math.isqrt(10**20), math.dist([0, 0], [3, 4]), math.frexp(10.0), math.lcm(4, 6))
try:
    math.sqrt(-1)
except ValueError as e:
    print(e)
try:
    math.log(0)
except ValueError as e:
    print(e)
try:
    math.exp(1000)
except OverflowError as e:
    print(e)

ordered = OrderedDict(b=1, a=2)
keys = ordered.keys()
ordered["c"] = 3
print(keys, ordered.values(), ordered.items(), type(keys).__name__, isinstance(keys, type({}.keys())))
