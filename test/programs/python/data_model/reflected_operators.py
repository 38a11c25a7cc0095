# Binary operators: reflected forms, subclass priority, NotImplemented.
class N:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"{type(self).__name__}({self.v})"
    def __add__(self, o): print("add", self, o); return NotImplemented if isinstance(o, str) else N(self.v + getattr(o, "v", o))
    def __radd__(self, o): print("radd", self, o); return N(o + self.v)
    def __sub__(self, o): print("sub"); return NotImplemented
    def __rsub__(self, o): print("rsub"); return "rsub result"
    def __mul__(self, o): return "mul"
    def __rmul__(self, o): return "rmul"
class M(N):
    def __radd__(self, o): print("M.radd", self, o); return M(0)
    def __rsub__(self, o): print("M.rsub"); return NotImplemented
print(N(1) + 2, 3 + N(4), N(1) + N(2), N(1) + M(2), M(1) + N(2), M(1) + M(2))
try: N(1) + "a"
except TypeError as e: print(e)
print(N(1) - N(2) if False else 5 - N(1))
try: N(1) - N(2)
except TypeError as e: print(e)
print(N(1) - M(2) if False else "skip")
print(N(1) * 2, 2 * N(1), [1] * N(1), "a" * N(1), 1.5 * N(2), (1,) + ())
try: [1] + N(1)
except TypeError as e: print(e)
class OnlyR:
    def __rtruediv__(self, o): return ("rtruediv", o)
    def __rfloordiv__(self, o): return ("rfloordiv", o)
    def __rmod__(self, o): return ("rmod", o)
    def __rpow__(self, o, m=None): return ("rpow", o, m)
    def __rlshift__(self, o): return ("rlshift", o)
    def __rand__(self, o): return ("rand", o)
    def __rxor__(self, o): return ("rxor", o)
    def __ror__(self, o): return ("ror", o)
    def __rmatmul__(self, o): return ("rmatmul", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
r = OnlyR()
print(1 / r, 2 // r, 3 % r, 4 ** r, 5 << r, 6 & r, 7 ^ r, 8 | r, 9 @ r, divmod(10, r))
print("%s" % r != r, [1] % r if False else {1} | r, {} | r)
try: r / 1
except TypeError as e: print(e)
try: r @ r
except TypeError as e: print(e)
