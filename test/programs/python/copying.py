import copy
from collections import *
class A:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"A({self.x})"
a = A([1, 2]); b = copy.copy(a); c = copy.deepcopy(a); a.x.append(3); print(a, b, c)
class S:
    __slots__ = ("p", "q")
    def __init__(self): self.p = [1]
s = S(); t = copy.copy(s); u = copy.deepcopy(s); s.p.append(2); print(t.p, u.p, hasattr(t, "q"))
l = [1]; l.append(l); m = copy.deepcopy(l); print(m, m[1] is m)
t = ([1],); print(copy.deepcopy(t) is t, copy.deepcopy((1, 2)) , copy.copy(t) is t)
class R:
    def __reduce__(self): return (list, ([1, 2],))
print(copy.copy(R()), copy.deepcopy(R()))
class C:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(C()), copy.deepcopy([C()]))
class G:
    def __init__(self): self.v = 1; self.w = 2
    def __getstate__(self): return {"v": 10}
    def __setstate__(self, s): self.__dict__.update(s); self.set = True
g = copy.copy(G()); print(g.__dict__)
d = copy.deepcopy({"a": [1], "b": deque([[1]], maxlen=2), "c": defaultdict(list, x=[1]), "d": OrderedDict(z=[1]), "e": Counter("aab")}); print(d, d["b"].maxlen)
P = namedtuple("P", "x y"); p = copy.deepcopy(P([1], 2)); print(p, type(p).__name__)
class L(list): pass
x = L([1, [2]]); x.name = "n"; y = copy.deepcopy(x); print(y, type(y).__name__, y.name, y[1] is x[1])
class I(int): pass
i = I(5); i.t = [1]; j = copy.deepcopy(i); print(j, type(j).__name__, j.t)
for bad in [(i for i in [])]:
    try: print(type(copy.copy(bad)).__name__)
    except TypeError as e: print(e)
e = ValueError("a", 1); e.extra = 3; f = copy.copy(e); print(repr(f), f.extra)
print(copy.copy({1, 2}), copy.deepcopy(frozenset([1])), copy.deepcopy(len) is len, copy.copy(A) is A, copy.deepcopy(print))
class Node:
    def __init__(self): self.children = []; self.parent = None
r = Node(); k = Node(); k.parent = r; r.children.append(k); q = copy.deepcopy(r); print(q.children[0].parent is q, q is not r)
memo = {}; z = [1]; copy.deepcopy([z, z], memo); print(len(memo)); zz = copy.deepcopy([z, z]); print(zz[0] is zz[1])
print(A(1).__reduce_ex__(2)[1][0] is A, A(1).__getstate__())
