# Cells: sharing, rebinding, loops, recursion.
def make():
    shared = []
    def add(v): shared.append(v); return shared
    def clear(): nonlocal shared; shared = []
    return add, clear
add, clear = make()
print(add(1), add(2)); clear(); print(add(3))
def adders(): return [lambda x, n=n: x + n for n in range(3)]
print([a(10) for a in adders()])
def late(): return [lambda x: x + n for n in range(3)]
print([a(10) for a in late()])
def fact():
    def go(n): return 1 if n < 2 else n * go(n - 1)
    return go
print(fact()(20))
def memo(f):
    cache = {}
    def wrapped(*args):
        if args not in cache: cache[args] = f(*args)
        return cache[args]
    wrapped.cache = cache
    return wrapped
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30), len(fib.cache))
def compose(*fs):
    def run(x):
        for f in reversed(fs): x = f(x)
        return x
    return run
print(compose(str, lambda v: v + 1, abs)(-5))
def args(a, b=2, *c, d=4, **e):
    def show(): return a, b, c, d, e
    a = "changed"
    return show
print(args(1, 2, 3, d=5, f=6)())
def loop():
    out = []
    for i in range(2):
        def f(): return i
        out.append(f)
    return [f() for f in out]
print(loop())
def cond(flag):
    if flag: v = 1
    def f(): return v
    try: return f()
    except NameError as e: return str(e)
print(cond(True), cond(False))
def curry(a): return lambda b: lambda c: (a, b, c)
print(curry(1)(2)(3), make.__closure__, [c.cell_contents for c in curry(1).__closure__])
