# Decorators: order, arguments, classes, stacking, methods.
def log(f):
    print("decorating", f.__name__)
    def wrapper(*a, **k):
        print("call", f.__name__, a[-1:] if len(a) != 1 else len(a), k); r = f(*a, **k); print("return", r); return r
    wrapper.__name__ = f.__name__
    return wrapper
def times(n):
    print("times", n)
    def deco(f):
        print("deco", n)
        return lambda *a: [f(*a) for _ in range(n)]
    return deco
@log
def add(a, b=2): return a + b
print(add(1), add(1, b=5))
@times(2)
@times(3)
def one(): return 1
print(one())
@log
@times(2)
def skip(x): return x
skip(5)
class Count:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a): self.n += 1; return self.f(*a), self.n
@Count
def counted(x): return x
print(counted(1), counted(2), counted.n)
def register(cls): cls.registered = True; return cls
@register
@(lambda c: setattr(c, "also", 1) or c)
class K: pass
print(K.registered, K.also)
class M:
    @log
    def method(self, x): return x * 2
    @classmethod
    @times(2)
    def cm(cls): return cls.__name__
    @staticmethod
    @log
    def sm(x): return x
    @property
    @log
    def prop(self): return "p"
m = M()
print(m.method(3), M.cm(), M.sm(4), m.prop)
decorators = {"a": lambda f: "replaced"}
@decorators["a"]
def gone(): pass
print(gone)
@(d := lambda f: f)
def kept(): return "kept"
print(kept(), d is not None)
@str.upper if False else callable
def printed(): pass
print(printed)
try:
    @5
    def f(): pass
except TypeError as e: print(e)
