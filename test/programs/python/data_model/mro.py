# Method resolution order: C3, diamonds, super chains, failures.
class A:
    def f(self): return ["A"]
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
class D(B, C):
    def f(self): return ["D"] + super().f()
print(D().f(), [k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__))
class E(C): pass
class F(D, E): pass
print([k.__name__ for k in F.__mro__])
try:
    class X(A, B): pass
except TypeError as e: print(e)
try:
    class X(B, B): pass
except TypeError as e: print(e)
print(super(D, D()).f(), super(B, D()).f(), super(C, D()).f())
try: super(B, A()).f
except TypeError as e: print(e)
class Root:
    def __init__(self, **kw): print("Root", kw)
class Left(Root):
    def __init__(self, left, **kw): print("Left", left); super().__init__(**kw)
class Right(Root):
    def __init__(self, right, **kw): print("Right", right); super().__init__(**kw)
class Both(Left, Right):
    def __init__(self, **kw): super().__init__(**kw)
Both(left=1, right=2)
print(Both.__bases__, Both.__base__.__name__, issubclass(Both, Right), Both.__subclasses__())
class M(type):
    def mro(cls): return super().mro()
class N(metaclass=M): x = 1
print(N.__mro__, N.x)
class P(D):
    f = lambda self: ["P"] + super(P, self).f()
print(P().f())
class Q(D):
    @classmethod
    def make(cls): return cls.__name__, super().__thisclass__.__name__, super().__self_class__.__name__
print(Q.make())
print(A.__bases__, object.__bases__, type.__mro__, bool.__mro__)
