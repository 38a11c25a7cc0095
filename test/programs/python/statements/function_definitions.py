# def: defaults, annotations, nesting, recursion, redefinition.
def f(a, b=1, *args, c, d=2, **kw): return a, b, args, c, d, kw
print(f(1, c=3), f(1, 2, 3, 4, c=5, d=6, e=7), f(*(1, 2), **{"c": 3}))
def g(x=[]): x.append(len(x)); return x
print(g(), g(), g([9]), g())
def h(n, *, deep=0): return deep if n == 0 else h(n - 1, deep=deep + 1)
print(h(10))
def pos(a, b, /): return a - b
def mixed(a, /, b, *, c): return a, b, c
print(pos(5, 3), mixed(1, 2, c=3), mixed(1, b=2, c=3))
def outer(x):
    def inner(y): return x + y
    x *= 2
    return inner
print(outer(5)(1)); f2 = f; del f
print(f2(0, c=1)[0])
def noreturn(): pass
def early(n):
    if n: return "early"
    return
print(noreturn(), early(1), early(0), (lambda: None)())
def many(): return 1, 2
a, b = many(); print(a, b, many())
def redefine(): return 1
old = redefine
def redefine(): return old() + 1
print(redefine())
if True:
    def conditional(): return "yes"
else:
    def conditional(): return "no"
print(conditional())
def annotated(x: int, y: "list[int]" = None, *a: float, k: str = "d", **kw: dict) -> bool: return True
print(annotated.__annotations__, annotated(1))
def kwdefault(*, a=1, b): return a, b
print(kwdefault(b=2), kwdefault.__kwdefaults__, pos.__defaults__)
def shadow(list): return list
print(shadow(5), list("a"))
def varargs(*a, **k): a += (1,); k["z"] = 1; return a, k
t, dd = (5,), {"y": 2}; print(varargs(*t, **dd), t, dd)
def delarg(x):
    del x
    try: return x
    except UnboundLocalError as e: return str(e)
print(delarg(1))
try:
    def bad(x=undefined_default): pass
except NameError as e: print(e)
