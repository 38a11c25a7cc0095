"""Hashes of numbers, tuples and frozensets, the order of sets, and dicts with keys that compare themselves."""
import random
random.seed(3)
vals = [0, 1, -1, -2, 2**31, -2**31, 2**32, 2**53, 2**61 - 1, 2**61, -2**61, 2**64 + 5, 0.5, -0.5, 1.5, 1e300, -1e300, 1e-300, 5e-324, 0.1, -0.1, float("inf"), float("-inf"), 2.0**60, 2.0**61, True, -0.0, 1.0 / 3, -3.7e18, 2.5e20]
vals += [random.uniform(-1e3, 1e3) for _ in range(20)] + [random.random() * 10 ** random.randrange(-300, 300) for _ in range(30)] + [-random.random() * 2.0 ** random.randrange(-100, 100) for _ in range(30)]
for v in vals: print(v, hash(v))
for t in [(), (1,), (1, 2), (1, 2, 3), ((1, 2), (3, 4)), (0.5, 1), (-1, -1), (2**70, 3.25), (True, ())] + [tuple(random.choice(vals) for _ in range(random.randrange(6))) for _ in range(60)]: print(hash(t))
for n in (0, 1, 3, 5, 10, 50): print(hash(frozenset(range(n))), hash(frozenset((i, -i) for i in range(n))))
for k in range(16):
    n = random.randrange(40)
    kind = k % 4
    xs = [random.randrange(-50, 50) if kind == 0 else random.random() * 100 if kind == 1 else (random.randrange(9), random.randrange(9)) if kind == 2 else random.choice(vals) for _ in range(n)]
    s = set(xs)
    for x in xs[: n // 3]: s.discard(x)
    for x in xs[: n // 2]: s.add(x if kind else x + 7)
    print(s, s | {1, 2}, s & set(xs), s - set(xs[:5]), s ^ set(xs[3:9]), len(s))
    if s: print(s.pop(), s)
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): print("hash", self.v); return hash(self.v)
    def __eq__(self, o): print("eq", self.v, o if not isinstance(o, K) else o.v); return self.v == (o.v if isinstance(o, K) else o)
d = {5: "five", "a": "A", (1, 2): "t", 2.5: "f", None: "n"}
for v in (5, "a", (1, 2), 2.5, None, 6, "b"):
    print(d.get(K(v)))
d[K(5)] = 1; d[K(7)] = 2
print(len(d), d[7] if 7 in d else None, d.pop(7), len(d))
s = {5, (1, 2), K(9)}
print(K(5) in s, K((1, 2)) in s, 9 in s, K(9) in s)
e = {K(1): 1}
e.setdefault(K(1), 5); e.pop(K(1)); print(e)
e[K(2)] = 1; e.popitem()
class O: pass
class P(O):
    def __eq__(self, o): return True
try: {P(): 1}
except TypeError as x: print(x)
o, p = O(), O()
d = {o: 1, p: 2}; print(d[o], d[p], o in d, O() in d, len(d)); del d[o]; print(len(d), list(d.values()))
d = {i: i for i in range(5)}
while d: print(d.popitem(), end=" ")
d = {1: 2, 3: 4}; print(d.popitem()); d[9] = 9; print(d.popitem(), d.popitem(), d)
try: d.popitem()
except KeyError as x: print(x)
n = float("nan"); d = {n: 1}; print(n in d, float("nan") in d, (n,) in {(n,): 1}, {n} == {n})
print({1: "a", 1.0: "b", True: "c"}, {1 + 0j: 3}[1], {2**70: 1}[2.0**70], {1, 1.0, True}, {0, -0.0})
for bad in ([], {}, set(), ([],), slice(1)):
    for f in (lambda: {bad: 1}, lambda: {bad}, lambda: {}.get(bad), lambda: bad in set(), lambda: bad in {}, lambda: hash(bad)):
        try: print(f())
        except TypeError as x: print(x)
