# Iterators: __iter__, __next__, sentinel, exhaustion, old protocol.
class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): print("iter"); return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1; return self.n
c = Count(3)
print(list(c), list(c), next(c, "done"), [*Count(2)], sum(Count(4)), max(Count(3)), tuple(Count(2)))
a, b = Count(2); print(a, b)
a, *r = Count(4); print(a, r)
print(0 in Count(3), 9 in Count(3), dict(zip("ab", Count(5))), sorted(Count(3)), set(Count(2)))
for v in Count(2): print("v", v)
it = iter([1, 2, 3]); print(next(it), list(it), list(it), iter(it) is it)
vals = iter([5, 3, 0, 9]); print(list(iter(lambda: next(vals), 0)), list(vals))
class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Old()), 20 in Old(), 25 in Old(), list(enumerate(Old())), [x for x in Old()])
class Bad:
    def __iter__(self): return 5
class NoNext:
    def __iter__(self): return self
for f in (lambda: iter(Bad()), lambda: list(NoNext()), lambda: next(5), lambda: iter(5), lambda: next(Bad()), lambda: [*5], lambda: list(5), lambda: dict(5), lambda: next([1])):
    try: f()
    except TypeError as e: print(e)
try: next(iter([]))
except StopIteration as e: print(repr(e))
l = [1, 2, 3]
for x in l:
    if x < 4 and len(l) < 6: l.append(x * 10)
print(l)
d = {1: 1}
try:
    for k in d: d[k + 1] = 1
except RuntimeError as e: print(e)
s = {1}
try:
    for k in s: s.add(k + 1)
except RuntimeError as e: print(e)
print([type(iter(x)).__name__ for x in ([], (), "", b"", {}, set(), range(1), {}.keys(), {}.values(), {}.items(), zip(), map(str, []), enumerate([]), reversed([]))])
it = iter("ab"); print(next(it), it.__length_hint__() if hasattr(it, "__length_hint__") else None, next(it), next(it, None), next(it, None))
