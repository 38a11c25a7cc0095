# Hooks, registries, mixins, iterators, context managers, weak points of attribute lookup.
class Registry(dict):
    def register(self, name=None):
        def wrap(obj):
            self[name or obj.__name__] = obj
            return obj
        return wrap
R = Registry()
@R.register()
class Relu:
    def __call__(self, x): return max(0, x)
@R.register("double")
def twice(x): return 2 * x
print(sorted(R), [f() (3) if isinstance(f, type) else f(3) for f in R.values()])
class Hooked:
    def __init__(self): self._hooks = {}; self._n = 0
    def hook(self, fn):
        k = self._n; self._n += 1; self._hooks[k] = fn
        class Handle:
            def remove(h): del self._hooks[k]
            def __enter__(h): return h
            def __exit__(h, *e): h.remove()
        return Handle()
    def __call__(self, x):
        for fn in list(self._hooks.values()):
            r = fn(self, x)
            if r is not None: x = r
        return x
h = Hooked()
a = h.hook(lambda s, x: x + 1); b = h.hook(lambda s, x: print("saw", x))
with h.hook(lambda s, x: x * 10): print(h(1))
a.remove(); print(h(1), len(h._hooks))
class Module:
    def __init__(self): object.__setattr__(self, "_mods", {}); object.__setattr__(self, "_params", {})
    def __setattr__(self, k, v):
        if isinstance(v, Module): self._mods[k] = v
        elif isinstance(v, list): self._params[k] = v
        else: super().__setattr__(k, v)
    def __getattr__(self, k):
        for d in ("_mods", "_params"):
            if k in self.__dict__.get(d, {}): return self.__dict__[d][k]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {k!r}")
    def named(self, prefix=""):
        for k, v in self._params.items(): yield prefix + k, v
        for k, m in self._mods.items(): yield from m.named(prefix + k + ".")
    def __repr__(self):
        if not self._mods: return type(self).__name__ + "()"
        inner = "".join(f"  ({k}): {m!r}\n".replace("\n  ", "\n    ") for k, m in self._mods.items())
        return f"{type(self).__name__}(\n{inner})"
class Lin(Module):
    def __init__(self, i, o): super().__init__(); self.w = [[0] * o] * i; self.i = i
class Net(Module):
    def __init__(self): super(Net, self).__init__(); self.a = Lin(1, 2); self.b = Lin(2, 1)
n = Net()
print(n, list(n.named()), n.a.i, n.b.w)
try:
    n.c
except AttributeError as e:
    print(e)
class Loud:
    def say(self): return [type(self).__name__]
class A(Loud):
    def say(self): return super().say() + ["A"]
class B(Loud):
    def say(self): return super().say() + ["B"]
class C(A, B):
    def say(self): return super().say() + ["C"]
print(C().say(), C.__mro__[1].__name__, super(A, C()).say())
class Count:
    instances = 0
    def __new__(cls, *a):
        cls.instances += 1
        return super().__new__(cls)
    def __init__(self, v=0): self.v = v
    def __init_subclass__(cls, **k): cls.instances = 100
class Sub(Count): pass
Count(); Count(1); Sub(2)
print(Count.instances, Sub.instances)
class Temp:
    def __init__(self, c): self.c = c
    @property
    def f(self): return self.c * 9 / 5 + 32
    @f.setter
    def f(self, v): self.c = (v - 32) * 5 / 9
t = Temp(100); t.f = 212.0; print(t.c, t.f)
try:
    t.f = "x"
except TypeError as e:
    print(e)
try:
    Temp.g
except AttributeError as e:
    print(e)
class RO:
    x = property(lambda s: 1)
try:
    RO().x = 2
except AttributeError as e:
    print(e)
s = "m" * 3 + f"{[*map(lambda v: v ** 2, range(4))]}"; print(s)
it = iter([1, 2, 3, 4]); print(list(zip(it, it)))
d = {}; d.setdefault("k", []).append(1); d.setdefault("k", []).append(2); print(d)
x = [[0] * 2 for _ in range(2)]; x[0][0] = 1; y = [[0] * 2] * 2; y[0][0] = 1; print(x, y)
print(*[1, 2], sep="-", end="!\n"); print("a", "b", sep=""); print(); print(None, True, 1.0, "é")
print("%s" % {"a": 1}, "%r" % "q", str({"k": None, 1: (2,)}), [None, True, 1e-7])
