"""inspect, pprint, reprlib."""
import inspect
import reprlib
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass
from functools import partial, wraps
from pprint import pformat, pp, pprint


def f(a, b: int = 2, /, c=3, *args: str, d, e: "x" = 5, **kw) -> list[int]:
    """Doc.

        indented
    """


print(inspect.signature(f), inspect.signature(lambda: 0), repr(inspect.signature(lambda x, *, y=1: x)))
for name, p in inspect.signature(f).parameters.items():
    print(name, p.kind, repr(p.default)[:30], p.annotation, p)


class A:
    "Class doc"

    def __init__(self, x, y=1):
        self.x = x

    def m(self, z):
        pass

    @classmethod
    def c(cls, q):
        pass

    @staticmethod
    def s(r):
        pass


print(inspect.signature(A), inspect.signature(A(1).m), inspect.signature(A.m), inspect.signature(A.c), inspect.signature(A.s), inspect.signature(partial(f, 1, d=4)))
print(inspect.isclass(A), inspect.isfunction(f), inspect.ismethod(A(1).m), inspect.isgeneratorfunction(f), inspect.isbuiltin(len), inspect.ismodule(inspect), inspect.getdoc(f), inspect.getdoc(A), inspect.getmro(A))
print([name for name, _ in inspect.getmembers(A(1), inspect.ismethod)], inspect.getfullargspec(f)[:4], inspect.cleandoc("a\n   b\n     c\n"))
b = inspect.signature(f).bind(1, 2, 3, 4, d=5, z=6)
print(b.arguments, b.args, b.kwargs)
for bad in [lambda: inspect.signature(f).bind(1), lambda: inspect.signature(A).bind(), lambda: inspect.signature(lambda: 0).bind(1), lambda: inspect.signature(lambda x: 0).bind(1, y=2), lambda: inspect.signature(3)]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


def deco(fn):
    @wraps(fn)
    def inner(*args):
        return fn(*args)
    return inner


@deco
def wrapped(p, q):
    pass


print(inspect.signature(wrapped), inspect.unwrap(wrapped).__name__)
data = {"name": "a" * 30, "list": list(range(30)), "nested": {"b": [{"x": 1, "y": [1, 2, 3]}] * 3, "a": (1,)}, "set": {3, 1, 2}, "text": "word " * 30}
pprint(data)
pprint(data, width=40, indent=2, compact=True, depth=2)
pp({"z": 1, "a": [2] * 40})
print(pformat(OrderedDict((str(i), i) for i in range(20))), pformat(defaultdict(list, {i: [i] * 5 for i in range(8)})), pformat(Counter("abracadabra" * 3 + "xyz"), width=20), pformat(deque(range(40), maxlen=50)))


@dataclass
class P:
    name: str
    values: list


pprint(P("n" * 40, list(range(20))))
loop = [1]
loop.append(loop)
print(pformat(loop)[:20], pformat("short"), pformat((1,)), pformat([]), pformat({}), pformat(set()), pformat(frozenset({2, 1})))
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(10)}), reprlib.repr([[[[[[[1]]]]]]]), reprlib.repr(10**60), reprlib.repr({3, 1}))
