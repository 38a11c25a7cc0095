# Data and non-data descriptors, __set_name__, lookup order.
class Data:
    def __set_name__(self, owner, name): self.name = name; print("named", owner.__name__, name)
    def __get__(self, obj, cls=None): return ("data", self.name, obj is None, cls.__name__)
    def __set__(self, obj, value): print("setting", self.name, value); obj.__dict__[self.name] = value
    def __delete__(self, obj): print("deleting", self.name)
class NonData:
    def __get__(self, obj, cls=None): return ("non-data", obj is None)
class C:
    d = Data()
    n = NonData()
c = C()
print(C.d, C.n, c.d, c.n)
c.d = 5; c.n = 6
print(c.d, c.n, c.__dict__)
del c.d
del c.n
print(c.n, c.__dict__, type(c).__dict__["n"].__class__.__name__)
class ReadOnly:
    def __get__(self, obj, cls): return 42
    def __set__(self, obj, value): raise AttributeError("read-only")
class R: x = ReadOnly()
try: R().x = 1
except AttributeError as e: print(e)
R.x = 5
print(R.x, R().x)
class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): self.slot = "_" + name
    def __get__(self, obj, cls): return self if obj is None else getattr(obj, self.slot, None)
    def __set__(self, obj, value):
        if not isinstance(value, self.kind): raise TypeError(f"{self.slot} wants {self.kind.__name__}")
        setattr(obj, self.slot, value)
class Point:
    x = Typed(int); y = Typed((int))
    def __init__(self, x, y): self.x, self.y = x, y
p = Point(1, 2)
print(p.x, p.y, vars(p), isinstance(Point.x, Typed))
try: p.x = "a"
except TypeError as e: print(e)
class OnlySet:
    def __set__(self, obj, value): obj.__dict__["v"] = value * 2
class S: v = OnlySet()
s = S(); s.v = 4
print(s.v, vars(s), type(S.v).__name__)
try: del s.v
except AttributeError as e: print(type(e).__name__, e)
