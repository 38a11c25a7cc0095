# Parameters of all kinds, defaults, closures, decorators, recursion, the TypeErrors of wrong calls.
def f(a, b=2, *args, c, d=4, **kw):
    return (a, b, args, c, d, kw)
print(f(1, c=3), f(1, 5, 6, 7, c=8, e=9), f(*[1, 2, 3], **{"c": 4, "z": 5}))
def g(a, /, b, *, c=1): return a, b, c
print(g(1, 2), g(1, b=3, c=4))
def h(x, acc=[]):
    acc.append(x)
    return acc
print(h(1), h(2), h.__defaults__)
def tests():
    yield lambda: f()
    yield lambda: f(1)
    yield lambda: g()
    yield lambda: g(1)
    yield lambda: g(1, 2, 3)
    yield lambda: g(a=1, b=2)
    yield lambda: g(1, 2, z=3)
    yield lambda: g(1, 2, b=3)
    def two(a, b): pass
    def opt(a, b=1): pass
    def none(): pass
    def many(a, b, c, d): pass
    def kwo(*, x, y): pass
    yield lambda: two(1)
    yield lambda: two(1, 2, 3)
    yield lambda: opt()
    yield lambda: opt(1, 2, 3)
    yield lambda: none(1)
    yield lambda: many()
    yield lambda: many(1)
    yield lambda: kwo()
    yield lambda: kwo(1, x=1, y=2)
    yield lambda: two(**{"a": 1, "q": 2})
    yield lambda: two(1, a=2)
    yield lambda: none(*5)
    yield lambda: none(**5)
    yield lambda: 3()
    yield lambda: len()
    yield lambda: len(1, 2)
    yield lambda: len(3)
    yield lambda: sorted()
    yield lambda: [].append()
    yield lambda: [].append(1, 2)
    yield lambda: "a".join(1)
    yield lambda: int("x")
    yield lambda: abs("x")
    yield lambda: sum(["a"])
    yield lambda: isinstance(1, 2)
    yield lambda: print(1, foo=2)
    yield lambda: ord("ab")
    yield lambda: chr(-1)
    yield lambda: max()
    yield lambda: max([])
    yield lambda: min(1)
    yield lambda: {}["k"]
    yield lambda: [][0]
    yield lambda: (1,)[5]
    yield lambda: "abc"[10]
    yield lambda: [1]["a"]
    yield lambda: "a" + 1
    yield lambda: 1 + "a"
    yield lambda: [1] + (2,)
    yield lambda: None + 1
    yield lambda: [] < 1
    yield lambda: {1: [2]}[[1]]
    yield lambda: {[1]}
    yield lambda: next(iter([]))
    yield lambda: iter(3)
    yield lambda: None.x
    yield lambda: (3).foo
    yield lambda: list(3)
    yield lambda: dict([1])
    yield lambda: dict([(1, 2, 3)])
    yield lambda: range(1.5)
    yield lambda: range(1, 2, 0)
    yield lambda: float("x")
    yield lambda: 1 % 0
    yield lambda: 1.0 // 0
    yield lambda: 2.0 % 0
    yield lambda: "%d" % "x"
    yield lambda: "%d %d" % 1
    yield lambda: "a" % 1
    yield lambda: "{}".format()
    yield lambda: "{a}".format()
    yield lambda: f"{1:q}"
    yield lambda: [1, 2, 3].remove(9)
    yield lambda: [].pop()
    yield lambda: [1].index(5)
    yield lambda: "abc".index("z")
    yield lambda: set().pop()
    yield lambda: {1}.remove(2)
    yield lambda: {}.popitem()
    yield lambda: (lambda x: x)()
    yield lambda: two.nothing
    yield lambda: object().x
    yield lambda: undefined_name
    yield lambda: int([])
    yield lambda: "abc".foo
    yield lambda: 5 in 6
    yield lambda: reversed(3)
    yield lambda: "a" * 1.5
    yield lambda: 1 << -1
    yield lambda: setattr(3, "x", 1)
    yield lambda: "x" in 3
    yield lambda: "".join([1])
    yield lambda: round("x")
    yield lambda: [3, "a"].sort()
for t in tests():
    try:
        print("no error", t())
    except Exception as e:
        print(type(e).__name__, "|", e)
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get())
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
print([x() for x in fs], [x() for x in gs])
def deco(tag):
    def wrap(fn):
        def inner(*a, **k):
            return (tag, fn(*a, **k))
        inner.__name__ = fn.__name__
        inner.original = fn
        return inner
    return wrap
@deco("one")
@deco("two")
def plus(a: int, b: "str" = 1) -> float:
    "Adds."
    return a + b
print(plus(2), plus.__name__, plus.original.original.__doc__, plus.original.original.__annotations__)
total = 0
def bump():
    global total, fresh
    total += 1
    fresh = "made"
bump()
print(total, fresh)
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(20), fact(30))
def unbound():
    try:
        print(later)
    except UnboundLocalError as e:
        print(e)
    later = 1
    del later
    try:
        later
    except UnboundLocalError as e:
        print(e)
unbound()
def free():
    def inner(): return cell
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    cell = 1
    return inner()
print(free())
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
x, (y, *z), w = 1, (2, 3, 4), 5
print(x, y, z, w)
*a, b = "abc"
print(a, b)
[p, q] = {1: 2, 3: 4}
print(p, q)
for bad in ("a, b = 1, 2, 3", ):
    try:
        a, b = 1, 2, 3
    except ValueError as e:
        print(e)
    try:
        a, b, c = 1, 2
    except ValueError as e:
        print(e)
    try:
        a, *b, c = [1]
    except ValueError as e:
        print(e)
    try:
        a, b = 5
    except TypeError as e:
        print(e)
if (n := 10) > 5: print(n)
print([y := 1, y ** 2], [last := v for v in range(3)], last)
a = b = [1]
b.append(2)
print(a, a is b)
i = 0
lst = [0, 0]
i, lst[i] = 1, 9
print(i, lst)
def gen_default(a, b=lambda: 3): return b()
print(gen_default(1))
print(fact.__name__, fact.__qualname__, fact.__module__, counter()[0].__qualname__)
