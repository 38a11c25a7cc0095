# getattr, setattr, delattr, hasattr, vars, dir, type, isinstance, callable, id.
class A:
    c = 1
    def __init__(self): self.x = 2
    def m(self): pass
    @property
    def p(self): return 3
a = A()
print(getattr(a, "x"), getattr(a, "c"), getattr(a, "z", 9), getattr(a, "p"), setattr(a, "y", 4), a.y, delattr(a, "y"), hasattr(a, "y"), hasattr(a, "x"), hasattr(a, "p"), vars(a), a.__dict__, sorted(k for k in vars(A) if k[0] != "_"), [n for n in dir(a) if n[0] != "_"], [n for n in dir(A) if n[0] != "_"])
print(type(a).__name__, type(5), type(type(5)), isinstance(a, A), isinstance(5, (str, int)), isinstance(True, int), issubclass(bool, int), issubclass(A, object), issubclass(A, (int, A)), callable(a), callable(A), callable(len), callable(a.m), callable(5), a == a, a is a, id(a) == id(a), type(a) is A, a.__class__ is A)
for f in (lambda: getattr(a, "zz"), lambda: getattr(a, 5), lambda: setattr(a, "p", 1), lambda: delattr(a, "zz"), lambda: delattr(a, "c"), lambda: vars(5), lambda: hasattr(a, 5), lambda: isinstance(a, "A"), lambda: issubclass(a, A), lambda: setattr(5, "x", 1), lambda: getattr(a), lambda: getattr(5, "real", 1, 2), lambda: a.m.zz, lambda: A.zz, lambda: (5).foo, lambda: "a".foo, lambda: None.foo, lambda: [].push, lambda: {}.a, lambda: len.x, lambda: a.c.d, lambda: type.foo, lambda: (lambda: 0).foo):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def f(a, b):
    c = 3
    return sorted(locals().items()), sorted(vars()), dir()
print(f(1, 2)); x = 5; print("x" in globals(), globals()["x"], "A" in dir(), "x" in locals())
class B:
    def __dir__(self): return ["z", "a"]
    def __getattr__(self, n): return n * 2
print(dir(B()), B().ab, hasattr(B(), "anything"), getattr(B(), "q", None), vars(B()), repr(object())[:8], object() == object(), str(A)[:16])
