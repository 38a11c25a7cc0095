"""Which pairs a sort compares, in which order, and what is left where a comparison or a key raises."""
import random
class C:
    log = []
    lim = 10**9
    def __init__(self, v, i): self.v, self.i = v, i
    def __lt__(self, o):
        C.log.append((self.i, o.i))
        if len(C.log) == C.lim: raise KeyError("stop")
        return self.v < o.v
    def __repr__(self): return f"{self.v}.{self.i}"
def h(x):
    r = 0
    for a, b in x: r = (r * 1000003 + a * 1009 + b) % (2**61 - 1)
    return r
random.seed(7)
for n in [0, 1, 2, 3, 5, 8, 13, 63, 64, 65, 100, 129, 500]:
    for shape in range(8):
        if shape == 0: vs = [random.random() for _ in range(n)]
        elif shape == 1: vs = [random.randrange(5) for _ in range(n)]
        elif shape == 2: vs = list(range(n))
        elif shape == 3: vs = list(range(n, 0, -1))
        elif shape == 4: vs = [i % 37 for i in range(n)]
        elif shape == 5: vs = list(range(n // 2)) + list(range(n - n // 2))
        elif shape == 6: vs = list(range(n)) + [random.randrange(n + 1) for _ in range(5)]
        else: vs = [i // 50 if i // 50 % 2 else -i for i in range(n)]
        for reverse in (False, True):
            for key in (None, lambda c: c):
                xs = [C(v, i) for i, v in enumerate(vs)]
                C.log = []
                xs.sort(reverse=reverse, key=key)
                full = len(C.log)
                print(n, shape, reverse, key is None, full, h(C.log), h([(int(1), x.i) for x in xs]))
                if full > 3:
                    C.lim = full * 2 // 3
                    xs = [C(v, i) for i, v in enumerate(vs)]
                    C.log = []
                    try: xs.sort(reverse=reverse, key=key)
                    except KeyError: print("raised", h([(1, x.i) for x in xs]))
                    C.lim = 10**9
x = [3, 1, 2]
def k(v):
    x.append(v)
    return v
try: x.sort(key=k)
except ValueError as e: print(e, x)
def k2(v):
    if v == 1: raise KeyError(v)
    return v
x = [3, 2, 1]
try: x.sort(key=k2)
except KeyError as e: print(repr(e), x)
from collections import namedtuple
N = namedtuple("N", "a b")
for data in ([(1, 2.5), (1, 2), (0, 3)], [(1, "b"), (1, "a")], [[1, True], [1, False], [True, 0]], [0.0, -0.0, 0, False, -1], [float("nan"), 1.0, 0.5], ["b", "\U0001F600", "\uffff", "a"], [N(2, 1), N(1, 5), N(1, 2)], [(1,), (1, 2), ()], [(1, None), (1, None)], [10**20, 5, 2.5], [b"b", b"a"], [True, 3, 2.5, 0], [("a", "\U0001F600"), ("a", "\uffff")]):
    for r in (False, True):
        print(sorted(data, reverse=r), sorted(data, key=lambda v: v, reverse=r))
for bad in ([1, "a"], [(1, "a"), (1, 2)], [None, None], [(1, None), (1, 2)], [{}, {}]):
    try: print(sorted(bad))
    except TypeError as e: print(e)
