# Special methods: operators and their reflected and in-place forms, containers, calls, context, hash.
class V:
    def __init__(self, *xs): self.xs = list(xs)
    def __repr__(self): return f"V{tuple(self.xs)}"
    def __add__(self, o):
        if isinstance(o, V): return V(*[a + b for a, b in zip(self.xs, o.xs)])
        if isinstance(o, int): return V(*[a + o for a in self.xs])
        return NotImplemented
    __radd__ = __add__
    def __sub__(self, o): return "sub"
    def __rsub__(self, o): return "rsub"
    def __mul__(self, o): return V(*[a * o for a in self.xs])
    def __rmul__(self, o): return self * o
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.xs, o.xs))
    def __truediv__(self, o): return ("truediv", o)
    def __rtruediv__(self, o): return ("rtruediv", o)
    def __floordiv__(self, o): return "floordiv"
    def __mod__(self, o): return "mod"
    def __pow__(self, o): return "pow"
    def __rpow__(self, o): return "rpow"
    def __lshift__(self, o): return "lshift"
    def __and__(self, o): return "and"
    def __or__(self, o): return "or"
    def __xor__(self, o): return "xor"
    def __neg__(self): return V(*[-a for a in self.xs])
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __iadd__(self, o):
        self.xs.append(o)
        return self
    def __len__(self): return len(self.xs)
    def __getitem__(self, i): return ("item", i)
    def __setitem__(self, i, v): self.xs[i] = v
    def __delitem__(self, i): del self.xs[i]
    def __contains__(self, x): return x in self.xs
    def __iter__(self): return iter(self.xs)
    def __eq__(self, o): return isinstance(o, V) and self.xs == o.xs
    def __hash__(self): return hash(tuple(self.xs))
    def __lt__(self, o): return len(self.xs) < len(o.xs)
    def __bool__(self): return any(self.xs)
    def __call__(self, *a, **k): return ("call", a, k)
    def __str__(self): return "V!"
    def __format__(self, spec): return f"<{spec}>"
    def __round__(self, n=None): return ("round", n)
    def __index__(self): return 2
    def __int__(self): return 7
    def __float__(self): return 1.5
    def __enter__(self): print("enter"); return self
    def __exit__(self, t, v, tb): print("exit", t and t.__name__, v); return True
    def __reversed__(self): return iter(self.xs[::-1])
    def __divmod__(self, o): return "divmod"

a, b = V(1, 2), V(3, 4)
print(a + b, a + 1, 1 + a, a - 1, 1 - a, a * 2, 2 * a, a @ b, a / 2, 2 / a)
print(a // 1, a % 1, a ** 2, 2 ** a, a << 1, a & 1, a | 1, a ^ 1, -a, +a, ~a, abs(a))
print(a == V(1, 2), a != V(1, 2), a < V(1, 2, 3), a > V(1), hash(a) == hash(V(1, 2)))
a += 5
print(repr(a), str(a), len(a), a[1], a[1:2], a[..., None], a[1, 2:3], 5 in a, 9 in a)
a[0] = 10
del a[1]
print(repr(a), list(a), [*a], list(reversed(a)), bool(V(0)), bool(a))
print(a(1, k=2), f"{a}", f"{a:>10}", format(a, "x"), "%s %r" % (a, a), round(a), round(a, 2))
print([10, 20, 30][a], int(a), float(a), divmod(a, 1), "abc"[a], list(range(a)))
with a as q:
    print(q is a)
    raise ValueError("inside")
print("after")
try:
    a + "x"
except TypeError as e:
    print(e)
try:
    "x" + a
except TypeError as e:
    print(e)
for op in ("object() + 1", ):
    try:
        object() + 1
    except TypeError as e:
        print(e)
try:
    object() < object()
except TypeError as e:
    print(e)
try:
    -object()
except TypeError as e:
    print(e)
x = object
class Sub(V):
    def __radd__(self, o): return "sub radd"
print(V(1) + Sub(2), Sub(1) + V(2))
class G:
    def __getattr__(self, n):
        if n.startswith("_"): raise AttributeError(n)
        return n.upper()
    def __setattr__(self, n, v):
        object.__setattr__(self, n, v * 2)
    def __delattr__(self, n):
        print("del", n)
        super().__delattr__(n)
g = G()
g.x = 4
print(g.x, g.hello, hasattr(g, "_no"))
del g.x
print(g.x)
class Log:
    def __getattribute__(self, n):
        if n == "magic": return 42
        return super().__getattribute__(n)
l = Log()
l.y = 1
print(l.magic, l.y)
class Desc:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, cls): return (self.name, obj is None, cls.__name__)
    def __set__(self, obj, v): obj.__dict__["_" + self.name] = v
class Has:
    field = Desc()
h = Has()
h.field = 9
print(h.field, Has.field, vars(h))
class Old:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(Old()), 4 in Old(), 5 in Old())
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), sum(It()), max(It()), [*It()], dict(zip("abc", It())))
class E:
    def __eq__(self, o): return True
try:
    hash(E())
except TypeError as e:
    print(e)
print({V(1): "a"}[V(1)], V(1) in {V(1), V(2)}, [V(1)].index(V(1)), [V(2), V(1)].count(V(1)))
class Cm:
    @classmethod
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(Cm[int])
