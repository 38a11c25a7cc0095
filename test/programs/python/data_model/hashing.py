# __hash__ and __eq__ together: sets and dicts of own objects.
class K:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, K) and self.v == o.v
    def __hash__(self): return hash(("K", self.v)) if False else self.v % 3
    def __repr__(self): return f"K{self.v}"
d = {K(1): "a", K(4): "b", K(1): "c"}
print(d, d[K(4)], K(7) in d, len({K(1), K(1), K(2)}))
print(hash(1) == hash(1.0) == hash(True), hash(2**61 - 1), hash(-1), hash(-2), hash(0.5), hash(float("inf")), hash(None) == hash(None))
print(hash((1, 2)) == hash((1, 2)), hash(()), hash(frozenset({1, 2})) == hash(frozenset({2, 1})), hash("") == hash(""))
for bad in ([], {}, set(), [1], ([],), slice(1)):
    try: hash(bad)
    except TypeError as e: print(e)
try: {[]: 1}
except TypeError as e: print(e)
try: {{}}
except TypeError as e: print(e)
try: {}[[]]
except TypeError as e: print(e)
class E:
    def __eq__(self, o): return True
try: {E()}
except TypeError as e: print(e)
class F(E): __hash__ = object.__hash__
print(len({F(), F()}) >= 1, isinstance(hash(F()), int))
class Big:
    def __hash__(self): return 10**20
print(hash(Big()) == hash(10**20), {Big(): 1} != {})
print(hash(10**20), hash(-10**20), hash(1e300), hash(3.7), hash(-1.0), hash(2**64), hash(1.5 + 2**52))
m = {1: "int", 1.0: "float", True: "bool"}
print(m, m[True], {0: 1, False: 2, 0.0: 3})
nan = float("nan")
print(nan in [nan], nan == nan, [nan] == [nan], {nan: 1}.get(nan), len({nan, nan}))
