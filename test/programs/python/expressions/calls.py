# Calls: all ways to give arguments, and CPython's words when they do not fit.
def f(a, b=2, /, c=3, *args, d, e=5, **kw): return (a, b, c, args, d, e, kw)
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, e=7, g=8), f(*[1, 2], *(3, 4), d=5, **{"x": 1}, **{"y": 2}), f(1, d=0, a=9, b=8))
for c in (lambda: f(), lambda: f(1), lambda: f(d=1), lambda: f(1, d=1, d2=2, **{"d2": 3}), lambda: f(1, *5, d=1), lambda: f(1, **5), lambda: f(1, **{1: 2}), lambda: f(1, d=1, c=1, **{"c": 2})):
    try: print(c())
    except TypeError as e: print(e)
def g(a, b): pass
def h(): pass
def i(a, *, b, c): pass
def j(a, b=1, c=2): pass
for c in (lambda: g(), lambda: g(1), lambda: g(1, 2, 3), lambda: g(1, 2, 3, 4), lambda: g(1, c=2), lambda: g(1, a=2), lambda: g(b=1), lambda: h(1), lambda: h(1, 2), lambda: h(x=1), lambda: i(1), lambda: i(1, 2, b=1, c=2), lambda: i(1, 2, 3), lambda: i(1, b=1), lambda: j(), lambda: j(1, 2, 3, 4), lambda: j(1, 2, 3, 4, 5), lambda: j(d=1), lambda: g(1, 2, **{"a": 3}), lambda: (lambda x: x)(), lambda: (lambda: 0)(1)):
    try: c()
    except TypeError as e: print(e)
def order(*a, **k): return a, k
def e(n): print("e", n, end=" "); return n
print(order(e(1), *[e(2)], e(3), k=e(4), **{"m": e(5)}, n=e(6)))
print(print.__name__, order(*"ab", *range(2)), order(**{"a-b": 1, "": 2}), order(*{}, **{}), order(*{"k": 1}), order(*(x for x in "xy")))
def defaults(a=[], b={}): a.append(1); b[len(b)] = 1; return a, b
defaults(); print(defaults(), defaults([0]))
def kwonly(*, a, b=2): return a, b
print(kwonly(a=1), kwonly(b=1, a=2))
print((lambda *a, b=1, **c: (a, b, c))(1, 2, b=3, d=4), (lambda a, /: a)(1), (lambda *, k: k)(k=1))
