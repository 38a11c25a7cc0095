# Loops and calls in pure Python: run by CPython and by the built interpreter, best of 5, milliseconds of CPU.
import time
def loop_int(n):
    s = 0
    i = 0
    while i < n:
        s = (s + i * 3) % 1000003
        i += 1
    return s
def loop_for(n):
    s = 0
    for i in range(n):
        if i % 3 == 0:
            s += i
        else:
            s -= 1
    return s
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def floats(n):
    x = 0.0
    for i in range(n):
        x = x * 0.999 + 0.5
    return x
class P:
    def __init__(self, x): self.x = x
    def get(self): return self.x
    def add(self, d):
        self.x = self.x + d
def methods(n):
    p = P(0)
    for i in range(n):
        p.add(1)
        p.get()
    return p.x
def lists(n):
    a = [i * 2 for i in range(n)]
    t = 0
    for j in range(len(a)):
        t += a[j]
    a.sort()
    return t
def dicts(n):
    d = {}
    for i in range(n):
        k = "k" + str(i % 100)
        d[k] = d.get(k, 0) + 1
    return len(d)
def gens(n):
    def g():
        for i in range(n): yield i
    return sum(x for x in g())
def strings(n):
    out = []
    for i in range(n):
        out.append(f"{i}:{i * 0.5:.2f}")
    return len(",".join(out))
def sieve(n):
    f = [True] * n
    for i in range(2, n):
        if f[i]:
            for j in range(i * i, n, i): f[j] = False
    return sum(f)
def objs(n):
    t = 0
    for i in range(n):
        t += P(i).x
    return t
for fn, n in ((loop_int, 1000000), (loop_for, 1000000), (fib, 24), (floats, 1000000), (methods, 300000), (lists, 300000), (dicts, 300000), (gens, 300000), (strings, 100000), (sieve, 300000), (objs, 200000)):
    best = 1e9
    for _ in range(5):
        t = time.process_time()
        fn(n)
        best = min(best, time.process_time() - t)
    print(fn.__name__, round(best * 1000, 1))
