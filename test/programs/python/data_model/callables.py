# Calling: __call__, bound methods, classes, errors of what cannot be called.
class Adder:
    def __init__(self, n): self.n = n
    def __call__(self, x, *rest, scale=1): return (x + self.n) * scale + sum(rest)
add5 = Adder(5)
print(add5(1), add5(1, 2, 3), add5(1, scale=10), callable(add5), callable(Adder), callable(5))
class C:
    def m(self, x): return (type(self).__name__, x)
    @classmethod
    def k(cls, x): return (cls.__name__, x)
    @staticmethod
    def s(x): return x
    c = add5
    l = lambda self: "lambda"
o = C()
m = o.m
print(m(1), C.m(o, 2), o.k(3), C.k(4), o.s(5), C.s(6), o.c(7), o.l())
print(m.__self__ is o, m.__func__ is C.m, m.__name__, m.__qualname__, m == o.m, m is o.m, C.k.__self__ is C)
try: C.m(1)
except TypeError as e: print(e)
try: o.m()
except TypeError as e: print(e)
try: o()
except TypeError as e: print(e)
try: (5)(1)
except TypeError as e: print(e)
try: "abc"()
except TypeError as e: print(e)
o.f = lambda x: ("instance", x)
print(o.f(1))
o.__call__ = lambda: "no"
try: o()
except TypeError as e: print(e)
C.__call__ = lambda self, *a: ("called", a)
print(o(1, 2))
print(Adder.__call__(add5, 1), (lambda *a, **k: (a, k))(1, *[2, 3], x=4, **{"y": 5}))
class Partial:
    def __get__(self, obj, cls): return lambda *a: ("got", a)
class H: f = Partial()
print(H().f(1), H.f(2))
print(list(map(str.upper, "ab")), list(map(C.s, [1])), sorted([3, 1], key=int.__neg__))
