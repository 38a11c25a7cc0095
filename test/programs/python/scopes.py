# Names: globals, closures, class bodies, comprehensions, nonlocal, del, shadowed builtins.
x = "global"
def f():
    x = "local"
    def g():
        return x
    class C:
        x = "class"
        y = x
        def m(self): return x
        z = [x for _ in range(1)]
        w = [i for i in x]
    return g(), C.x, C.y, C().m(), C.z, C.w
print(f())
class D:
    x = x + "!"
    n = 3
    vals = [n for n in range(2)]
    def get(self): return x
print(D.x, D().get(), D.n, D.vals)
def h():
    global made
    made = 5
h(); print(made)
def nested():
    v = 1
    def a():
        def b():
            nonlocal v
            v += 1
            return v
        return b
    return a()(), v
print(nested())
fs = []
for i in range(3):
    def show(): return i
    fs.append(show)
print([f() for f in fs])
len_ = len
def len(v): return "shadowed"
print(len([1]))
del len
print(len([1]))
try:
    del nothing
except NameError as e:
    print(e)
def args(a, b=x, *c, d=len_, **e):
    return (a, b, c, d is len_, e)
print(args(1))
print([[(i, j) for j in range(i)] for i in range(3)], i)
print({k: (lambda: k)() for k in "ab"}, [(lambda: q)() for q in range(2)])
g = [lambda: z for z in range(3)]
print([t() for t in g])
def later():
    return not_yet
not_yet = 3
print(later())
def counter():
    counter.n += 1
    return counter.n
counter.n = 0
counter(); print(counter())
def cond(flag):
    if flag: val = 1
    try:
        return val
    except UnboundLocalError as e:
        return str(e)
print(cond(True), cond(False))
if True:
    import math as mm
    from math import sqrt as root, floor
print(mm.pi > 3, root(9), floor(2.5))
print(__name__)
def rec(n): return [] if n == 0 else [n] + rec(n - 1)
print(rec(5))
def star(*args, **kw): return args, kw
print(star(*"ab", *[1], **{"x": 1}, **dict(y=2), z=3))
class Meta:
    a = b = 1
    if a: c = 2
    for q in range(2): pass
    def f(self, default=a): return default
print(Meta.c, Meta.q, Meta().f())
def gen_scope():
    n = 2
    return list(x * n for x in range(3))
print(gen_scope())
def cell_loop():
    out = []
    for k in range(2):
        def inner(k=k): return k
        out.append(inner)
    return [o() for o in out]
print(cell_loop())
def walrus(data):
    return [last := d for d in data][-1], last
print(walrus([1, 2]))
print((lambda x: (lambda y: x + y))(1)(2))
try:
    def t(): return prnt(1)
    t()
except NameError as e:
    print(e)
a = [1, 2]; b = a; a += [3]; print(b)
def mod(l): l += [4]; l = [9]
mod(a); print(a)
def ann(p: int, q: "later" = 1) -> None:
    local: int = 5
    undeclared: str
    return local
print(ann(1), ann.__annotations__)
count: int = 7
class Ann:
    field: int
    other: str = "s"
print(__annotations__, Ann.__annotations__)
