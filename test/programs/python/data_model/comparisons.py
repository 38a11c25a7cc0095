# Rich comparisons: reflection, identity fallback, NotImplemented, total order by hand.
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print("eq", self.v); return self.v == o.v if isinstance(o, V) else NotImplemented
    def __lt__(self, o): print("lt", self.v); return self.v < o.v
    def __le__(self, o): return NotImplemented
    def __hash__(self): return hash(self.v)
    def __repr__(self): return f"V{self.v}"
a, b = V(1), V(2)
print(a == b, a != b, a < b, a > b, a == 1, a != 1)
try: a <= b
except TypeError as e: print(e)
try: a >= b
except TypeError as e: print(e)
try: a < 1
except AttributeError as e: print(e)
print(sorted([b, a]), max(a, b), [a] == [a], [a] == [V(1)], a in [b, a])
class W(V):
    def __eq__(self, o): print("W.eq"); return "w"
    def __gt__(self, o): return "W.gt"
    __hash__ = None
print(a == W(1), a < W(2), W(1) == a, a != W(1))
try: hash(W(1))
except TypeError as e: print(e)
class Plain: pass
p, q = Plain(), Plain()
print(p == p, p == q, p != q, p is not q)
try: p < q
except TypeError as e: print(e)
class NoHash:
    def __eq__(self, o): return True
print(NoHash() == 5, 5 == NoHash(), NoHash() != 5, NoHash.__hash__)
class Weird:
    def __lt__(self, o): return [1, 2]
    def __eq__(self, o): return []
    def __bool__(self): return False
print(Weird() < 1, Weird() == 1, 1 > Weird(), Weird() != 1, not (Weird() == 1))
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 > 0, 1 == 1.0 == True, [1, 2] < [1, 3], (1,) < (1, 0), "a" < "b" < "c")
print([1, 2] == (1, 2), {1} == frozenset({1}), 1 == "1", None == 0, 0.1 + 0.2 == 0.3, "a" != b"a")
for x, y in (([], ()), ({}, {}), ("a", 1), (None, None), (1, None), (print, len), (b"a", "a"), (object, object)):
    try: print(x < y)
    except TypeError as e: print(e)
