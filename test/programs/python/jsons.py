"""json, heapq, bisect, functools."""
import bisect
import functools
import heapq
import json
from collections import OrderedDict, namedtuple
from enum import IntEnum

data = {"name": "A\u00e9\"\\\n\x01\U0001F600", "list": [1, 2.5, True, None, -0.0, 1e100, 10**20], "nested": {"a": []}, 1: 2, None: 3, True: 4, 2.5: 5}
print(json.dumps(data))
print(json.dumps(data, ensure_ascii=False))
print(json.dumps({"b": [1, {"x": []}], "a": (1, 2)}, indent=2, sort_keys=True))
print(json.dumps([1, [2, [3]]], indent="--"), json.dumps([1, 2], separators=(",", ":")), json.dumps([], indent=2), json.dumps({}, indent=1))
print(json.dumps(float("nan")), json.dumps([float("inf"), -float("inf")]), json.dumps("x"), json.dumps(None))


class E(IntEnum):
    A = 1


class Point:
    def __init__(self):
        self.x = 1


print(json.dumps({"e": E.A, E.A: 2}), json.dumps(Point(), default=lambda o: o.__dict__), json.dumps(namedtuple("T", "a b")(1, 2)))


class Enc(json.JSONEncoder):
    def default(self, o):
        return sorted(o) if isinstance(o, set) else super().default(o)


print(json.dumps({3, 1}, cls=Enc), Enc(indent=1).encode([1]))
loop = []
loop.append(loop)
for bad in [
    lambda: json.dumps(Point()), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(loop), lambda: json.dumps(float("nan"), allow_nan=False),
    lambda: json.dumps({"a": 1, 2: 3}, sort_keys=True), lambda: json.loads(3), lambda: json.loads(""), lambda: json.loads("[1, 2"), lambda: json.loads("[1,]"),
    lambda: json.loads('{"a": 1,}'), lambda: json.loads("{'a': 1}"), lambda: json.loads('{"a" 1}'), lambda: json.loads("nul"), lambda: json.loads('"abc'),
    lambda: json.loads("[1] x"), lambda: json.loads('"\\x"'), lambda: json.loads('"\\u12"'), lambda: json.loads('"a\nb"'), lambda: json.loads("\n\n [1 2]"), lambda: json.loads("01"), lambda: json.loads("-"),
]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(json.dumps({(1, 2): 3, "a": 1}, skipkeys=True))
print(json.loads('{"a": [1, 2.5, -3e2, true, false, null, "x\\u00e9\\n\\ud83d\\ude00"], "b": {"c": {}}, "a2": 12345678901234567890}'))
print(json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: s + "!"), json.loads('{"a": 1, "b": 2}', object_pairs_hook=OrderedDict), json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d)))
print(json.loads(" [NaN, Infinity, -Infinity] "), json.loads(b'"x"'), json.JSONDecoder().raw_decode("[1] rest"))
try:
    json.loads("[1, x]")
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, e.doc)

heap = []
for x in [5, 1, 4, 1, 3]:
    heapq.heappush(heap, x)
print(heap, heapq.heappop(heap), heapq.heapreplace(heap, 9), heapq.heappushpop(heap, 0), heap)
values = [9, 7, 8, 1, 2]
heapq.heapify(values)
print(values, heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, "hello", key=ord), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ca", "db", reverse=True)))
for bad in [lambda: heapq.heappop([]), lambda: heapq.heappush((), 1), lambda: heapq.heapreplace([], 1), lambda: heapq.heapify([1, "a"])]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2), bisect.bisect([1, 2, 3], 2, 2), bisect.bisect_left(["aa", "b"], 2, key=len))
xs = [1, 3]
bisect.insort(xs, 2)
bisect.insort_left(xs, 0)
print(xs)


@functools.lru_cache(maxsize=2)
def sq(x):
    "doc"
    print("computing", x)
    return x * x


print(sq(2), sq(2), sq(3), sq(4), sq(2), sq.cache_info(), sq.__name__, sq.__doc__, sq.__wrapped__(1), sq.cache_parameters())
sq.cache_clear()
print(sq.cache_info())


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())
p = functools.partial(int, base=2)
print(p("101"), p, p.func, p.args, p.keywords, functools.partial(p, "11")(), functools.partial(print, 1, sep="-")(2, 3))
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(lambda a, b: a + b, [], 5))
for bad in [lambda: functools.reduce(lambda a, b: a, []), lambda: functools.partial(), lambda: functools.partial(3), lambda: functools.lru_cache("a"), lambda: sq([])]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


@functools.total_ordering
class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), max([V(1), V(3)]).v)


@functools.singledispatch
def show(x):
    return f"object {x}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
@show.register(tuple)
def _(x):
    return f"seq {len(x)}"


@show.register
def _(x: float | str):
    return "float or str"


print(show(1), show(True), show([1]), show((1, 2)), show(None), show(1.5), show("a"), show.dispatch(int) is show.registry[int])
try:
    show()
except TypeError as e:
    print(e)


class C:
    @functools.singledispatchmethod
    def f(self, x):
        return "any"

    @f.register
    def _(self, x: int):
        return "int"

    @functools.cached_property
    def slow(self):
        print("once")
        return 42

    @functools.lru_cache
    def m(self, a):
        return a

    def g(self, a, b):
        return a, b

    h = functools.partialmethod(g, 1)


c = C()
print(c.f(1), c.f("x"), c.slow, c.slow, c.m(3), c.m(3), C.m.cache_info(), c.h(2), c.__dict__)
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))


def deco(f):
    @functools.wraps(f)
    def inner(*a):
        "inner"
        return f(*a)
    return inner


@deco
def named(x: int) -> str:
    "named doc"


print(named.__name__, named.__doc__, named.__annotations__, named.__wrapped__.__name__, named.__qualname__)
