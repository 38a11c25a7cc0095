# class: bodies, attributes, inheritance, methods of all kinds, nested classes.
class A:
    "doc"
    x = 1; y = x + 1
    for i in range(3): z = i
    if y == 2: cond = "yes"
    def method(self): return self.x
    alias = method
    @staticmethod
    def s(v): return v * 2
    @classmethod
    def c(cls, v): return cls.x + v
    class Inner:
        v = "inner"
        def get(self): return self.v
    lam = lambda self: "lambda"
    try: fail
    except NameError: handled = True
    with_items = [n * 2 for n in range(2)]
    import math as m
    del i
a = A()
print(A.__doc__, a.method(), a.alias(), A.s(4), a.s(5), A.c(1), a.c(2), A.Inner().get(), a.lam(), A.z, A.cond, A.handled, A.with_items, A.m.pi > 3, hasattr(A, "i"))
a.x = 10; print(a.x, A.x, a.method(), vars(a)); A.x = 5; print(A.x, a.x, A().x, A.c(0)); del a.x; print(a.x)
class B(A):
    x = 100
    def method(self): return ("B", super().method())
class C(B): pass
print(B().method(), C().method(), C.c(1), C.x, C().y, isinstance(C(), A), C.__bases__, [k.__name__ for k in C.__mro__])
A.added = lambda self, v=1: (self.y, v); print(a.added(), C().added(3)); a.own = lambda: "own"; print(a.own())
class Empty: ...
class OneLine: v = 1; w = 2
print(Empty().__class__.__name__, OneLine.v + OneLine.w, type(Empty), Empty.__module__, A.Inner.__qualname__)
def make(n):
    class Local:
        value = n
        def get(self): return n, self.value
    return Local
print(make(1)().get(), make(2)().get(), make(1) is make(1), make(1).__qualname__)
try:
    class Bad(5): pass
except TypeError as e: print(e)
try:
    class Bad(int, str): pass
except TypeError as e: print(e)
try:
    class Bad(bool): pass
except TypeError as e: print(e)
try:
    class Bad(A, x=1): pass
except TypeError as e: print(e)
try: A.method()
except TypeError as e: print(e)
try: a.method(1)
except TypeError as e: print(e)
try: A.nope
except AttributeError as e: print(e)
try: Empty(1)
except TypeError as e: print(e)
bases = (A,); kw = {}
class Star(*bases, **kw): pass
print(Star.__bases__)
