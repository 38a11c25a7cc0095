# __str__, __repr__, __bool__, __int__, __float__, __index__, __format__, __bytes__, __hash__.
class All:
    def __str__(self): return "as str"
    def __repr__(self): return "as repr"
    def __int__(self): return 3
    def __float__(self): return 2.5
    def __index__(self): return 1
    def __bytes__(self): return b"bytes"
    def __format__(self, spec): return f"format {spec!r}"
    def __bool__(self): return False
    def __hash__(self): return 12345
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __abs__(self): return "abs"
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __sizeof__(self): return 1
a = All()
print(str(a), repr(a), int(a), float(a), [10, 20, 30][a], bytes(a), format(a, "x"), f"{a}", bool(a), hash(a))
print(round(a), round(a, 2), abs(a), -a, +a, ~a, not a, [a], (a,), {1: a}, "%s %r %d %f" % (a, a, a, a))
print(hex(a), bin(a), "abc"[a:], range(5)[a], [1] * a, chr(97 + a.__index__()))
class R:
    def __repr__(self): return "only repr"
print(str(R()), f"{R()}", "%s" % R(), [R()])
class S:
    def __str__(self): return "only str"
print(str(S()), repr(S()).startswith("<__main__.S object at 0x"))
class B:
    def __bool__(self): return 1
try: bool(B())
except TypeError as e: print(e)
class L:
    def __len__(self): return 0
print(bool(L()), bool(R()))
class X:
    def __int__(self): return "3"
    def __float__(self): return 1
    def __index__(self): return 1.0
    def __str__(self): return 5
    def __hash__(self): return "a"
    def __bytes__(self): return "b"
    def __format__(self, s): return None
for f in (int, float, str, hash, bytes, format, lambda x: [1][x], bin, complex if False else float):
    try: print(f(X()))
    except TypeError as e: print(e)
