# Emulating containers: __len__, __getitem__ with slices, __missing__, __contains__, __reversed__, __length_hint__.
class Seq:
    def __init__(self, *items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __getitem__(self, key):
        print("getitem", key)
        return self.items[key]
    def __setitem__(self, key, value): print("setitem", key, value); self.items[key] = value
    def __delitem__(self, key): print("delitem", key); del self.items[key]
s = Seq(1, 2, 3)
print(s[0], s[-1], s[1:], s[::2], s[:], s[0:2:1])
s[0] = 9; s[1:2] = [7, 8]; del s[0]; del s[:1]
print(list(s), 3 in s, 99 in s, bool(s), bool(Seq()), list(reversed(Seq(1, 2))))
a, *b = Seq(5, 6, 7)
print(a, b)
class Grid:
    def __getitem__(self, key): return key
g = Grid()
print(g[1, 2], g[1:2, ::3], g[...], g[()], g[None:], g[1:2, 3, ...], g[(1, 2)], g[{"a": 1}["a"]])
class Default(dict):
    def __missing__(self, key): print("missing", key); self[key] = key * 2; return self[key]
d = Default(a=1)
print(d["a"], d["b"], d["b"], d.get("c"), "c" in d, len(d))
class Has:
    def __contains__(self, x): return x if x != 0 else ""
print(5 in Has(), 0 in Has(), [] in Has(), 5 not in Has())
class Iter:
    def __iter__(self): yield from [1, 2]
print(1 in Iter(), 5 in Iter(), list(Iter()), sum(Iter()), max(Iter()))
class Rev:
    def __reversed__(self): return "anything"
print(reversed(Rev()))
class Neg:
    def __len__(self): return -1
try: len(Neg())
except ValueError as e: print(e)
class Str:
    def __len__(self): return "5"
try: len(Str())
except TypeError as e: print(e)
class Big:
    def __len__(self): return 2**70
try: len(Big())
except OverflowError as e: print(e)
class No:
    __contains__ = None
    __iter__ = None
for f in (lambda: 1 in No(), lambda: iter(No()), lambda: No()[0], lambda: reversed(No()), lambda: len(No())):
    try: f()
    except TypeError as e: print(e)
