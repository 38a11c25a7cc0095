# Object creation: __new__, __init__, what they return, subclasses of immutable types.
class A:
    def __new__(cls, *args, **kw): print("new", cls.__name__, args, kw); return super().__new__(cls)
    def __init__(self, *args, **kw): print("init", args, kw)
A(1, x=2)
class B:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(B())
class C:
    def __init__(self): return 5
try: C()
except TypeError as e: print(e)
class Inch(float):
    def __new__(cls, v): return super().__new__(cls, v * 2.54)
print(Inch(1), Inch(2) + 1, type(Inch(1)).__name__, isinstance(Inch(1), float))
class Pair(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def first(self): return self[0]
p = Pair(1, 2)
print(p, p.first, len(p), p + (3,), type(p + (3,)).__name__, p == (1, 2), hash(p) == hash((1, 2)))
class Up(str):
    def __new__(cls, s): return str.__new__(cls, s.upper())
u = Up("abc")
print(u, repr(u), u.lower(), type(u.lower()).__name__, u + "x", isinstance(u, str), {u: 1}["ABC"])
class Pos(int):
    def __new__(cls, v=0):
        if v < 0: raise ValueError("negative")
        return int.__new__(cls, v)
print(Pos(5), Pos(5) + 1, type(Pos(5) + 1).__name__, Pos(3) * 2.0, Pos())
try: Pos(-1)
except ValueError as e: print(e)
class D: pass
for bad in (lambda: D(1), lambda: D(x=1), lambda: object(1), lambda: object.__new__(D, 1), lambda: object.__new__(5), lambda: object.__new__()):
    try: bad()
    except TypeError as e: print(e)
class E:
    def __init__(self, a, b=2, *c, d, e=5, **f): print(a, b, c, d, e, f)
E(1, d=4); E(1, 2, 3, d=4, g=7)
for args, kw in (((), {}), ((1,), {}), ((1,), {"a": 2, "d": 1})):
    try: E(*args, **kw)
    except TypeError as e: print(e)
class F(list):
    def __init__(self, *items): super().__init__(items)
print(F(1, 2), F(), len(F(1)), F(1) + [2], type(F(1) + [2]).__name__)
class G(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
g = G(a=1); g["b"] = 2; g.update(c=3)
print(g, type(g).__name__, isinstance(g, dict), g == {"a": 1, "b": 4, "c": 3})
