# slice(), super() and their errors.
s = slice(1, 10, 2); print(s, s.start, s.stop, s.step, s.indices(5), slice(5), slice(None), slice(1, 2) == slice(1, 2), slice("a", "b"), list(range(20))[s], "abcdefghijkl"[s], slice(-3, None).indices(10), slice(None, None, -1).indices(4))
for f in (lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: hash(slice(1)), lambda: slice(1).indices("a"), lambda: slice(1).indices(-1), lambda: slice(1, 2, 0).indices(5), lambda: [1][slice("a")], lambda: s.__class__(1).x):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class A:
    def f(self): return "A.f"
    @classmethod
    def c(cls): return "A.c " + cls.__name__
    @property
    def p(self): return "A.p"
    x = "A.x"
class B(A):
    def f(self): return "B>" + super().f()
    @classmethod
    def c(cls): return "B>" + super().c()
    @property
    def p(self): return "B>" + super().p
    def get(self): return super().x, super(B, self).f(), super(B, B).f(self)
    def inner(self): return [super(B, self).f() for _ in range(2)], (lambda: super().f())()
    @staticmethod
    def s(o): return super(B, o).f()
b = B(); print(b.f(), B.c(), b.c(), b.p, b.get(), b.inner(), B.s(b), super(B, b).__self__ is b, super(B, b).__thisclass__)
for f in (lambda: super(), lambda: super(5), lambda: super(A, 5), lambda: super(B, A()).f(), lambda: super(B, b).zz, lambda: super(B, b).__setattr__ and setattr(super(B, b), "q", 1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class C(B):
    def f(self):
        def g(): return super(C, self).f()
        return g()
print(C().f(), C().p)
