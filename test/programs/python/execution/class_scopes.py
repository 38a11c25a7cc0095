# Names in class bodies: not seen by methods and comprehensions.
x = "global"
class A:
    x = "class"
    y = x
    def f(self): return x
    g = lambda self: x
    z = [x for _ in range(1)]
    w = [v for v in [x]]
    def h(self, d=x): return d
print(A.y, A().f(), A().g(), A.z, A.w, A().h())
class B:
    x = x
    del x
    try: print(x)
    except NameError: print("gone")
    for i in range(3): pass
    if i: j = i * 2
    def m(self): return __class__
    print(__qualname__, __module__)
print(B.i, B.j, B().m() is B, hasattr(B, "x"))
def outer():
    y = "outer"
    class C:
        print(y)
        def get(self): return y
        y2 = y
    y = "later"
    return C.y2, C().get()
print(outer())
class D:
    names = ["a", "b"]
    table = {n: i for i, n in enumerate(names)}
    try: bad = [n for n in names if n in names]
    except NameError as e: print(e)
    print(sorted(k for k in locals() if not k.startswith("__")))
print(D.table)
class E:
    def a(self): return self.b()
    def b(self): return a if "a" in globals() else "no a"
print(E().a())
class F:
    v = 1
    class G:
        try: u = v
        except NameError as e: print(e)
    v += 1
print(F.v)
