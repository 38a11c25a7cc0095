# Subclasses of list, dict, set, str, int, tuple, float, Exception: what methods see.
class L(list):
    def __getitem__(self, i): return "got" if isinstance(i, int) else super().__getitem__(i)
    def append(self, x): super().append(x * 2)
    def total(self): return sum(self)
l = L([1, 2]); l.append(3); l.extend([9])
print(l, l[0], l[1:], l.total(), len(l), list(l), [*l], sorted(l), type(l[1:]).__name__, l.copy().__class__.__name__)
class D(dict):
    def __getitem__(self, k): return "item"
    def get(self, k, d=None): return "get"
d = D(a=1)
print(d["a"], d.get("a"), dict(d), {**d}, list(d.items()), d.pop("a"), "a" in d, d)
class S(set):
    def add(self, x): super().add(x + 100)
s = S([1]); s.add(2); s.update([3])
print(sorted(s), type(s | {5}).__name__, type(s.copy()).__name__, s >= {1}, S() == set())
class T(str):
    def __len__(self): return 99
    def __eq__(self, o): return "eq"
    __hash__ = str.__hash__
t = T("abc")
print(len(t), t == "x", t.upper(), t[0], t + "d", "abc" == t, t in ["zzz"], f"{t:>5}", "%s" % t, t.join(["1", "2"]))
class I(int):
    def __add__(self, o): return I(int(self) + o + 1000)
    def __repr__(self): return f"I<{int(self)}>"
i = I(5)
print(i, i + 1, 1 + i, i * 2, -i, [i], f"{i}", f"{i:03d}", i == 5, {5: "x"}[i], range(10)[i], "%d" % i, str(i), int(i), I(7) // 2)
class F(float):
    def __round__(self, n=None): return "rounded"
    def __format__(self, s): return "F:" + s
f = F(2.5)
print(f, round(f), f"{f:.1f}", f + 1, f.is_integer(), F("1e3"), repr(f), F.fromhex if False else 0)
class X(Exception):
    def __str__(self): return "custom " + repr(self.args)
try: raise X(1, 2)
except X as e: print(e, repr(e), e.args)
class Y(KeyError): pass
try: {}["k"]
except Y: print("no")
except KeyError as e: print(e, repr(e), str(Y("a")), Y())
