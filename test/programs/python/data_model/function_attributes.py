# What functions know: names, defaults, annotations, closures, code.
def f(a, b=1, *args, c, d=2, **kw) -> int:
    "doc"
    return a
print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__)
f.custom = 5; f.__name__ = "renamed"
print(f.custom, f.__dict__, f.__name__, f.__qualname__)
f.__defaults__ = (10,)
print(f(1, c=1), f.__defaults__)
def g(x: int, y: "str" = "a", *z: float) -> None: pass
print(g.__annotations__)
def outer():
    n = 1
    def inner(): return n
    return inner
i = outer()
print(i.__qualname__, i.__closure__[0].cell_contents, len(i.__closure__), f.__closure__)
print((lambda x: x).__name__, (lambda x: x).__qualname__, type(lambda: 0).__name__)
class C:
    def m(self): pass
    @staticmethod
    def s(): pass
    class D:
        def n(self): pass
print(C.m.__qualname__, C.s.__qualname__, C.D.n.__qualname__, C.D.__qualname__, C().m.__name__)
print(len.__name__, len.__qualname__, [].append.__name__, [].append.__qualname__, str.upper.__name__, str.upper.__qualname__, int.__name__)
def h(): return h.count
h.count = 3
print(h(), hasattr(h, "nope"), getattr(h, "nope", None))
try: f.missing
except AttributeError as e: print(e)
try: len.x = 1
except AttributeError as e: print(e)
try: C().m.x = 1
except AttributeError as e: print(e)
print(f.__code__.co_varnames[:2], f.__code__.co_argcount, f.__code__.co_name) if hasattr(f, "__code__") else None
def k(a, /, b, *, c): pass
for call in (lambda: k(), lambda: k(1), lambda: k(1, 2), lambda: k(1, 2, 3), lambda: k(a=1, b=2, c=3), lambda: k(1, 2, c=3, d=4), lambda: k(1, 2, b=2, c=3)):
    try: print(call())
    except TypeError as e: print(e)
