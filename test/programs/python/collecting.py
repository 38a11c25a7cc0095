from collections import *
import collections.abc as cabc
P = namedtuple("P", "x y z", defaults=[3])
p = P(1, 2)
print(p, p.x, p._replace(y=5), P._fields, P._field_defaults, p._asdict(), P._make([1,2,3]), p == (1,2,3))
for f in [lambda: P(1), lambda: P(1,2,3,4), lambda: P(1,2,q=3), lambda: P(1,2,x=3), lambda: P(), lambda: p._replace(q=1), lambda: P._make([1]), lambda: namedtuple("a b", "x"), lambda: namedtuple("A", "class"), lambda: namedtuple("A", "x x"), lambda: namedtuple("A", "_x")]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: p.x = 3
except AttributeError as e: print(e)
x, *rest = p
print(x, rest, P.__doc__, P.x.__doc__, repr(P.x), namedtuple("R", "a class a", rename=True)._fields)
d = deque([1,2,3], maxlen=3); d.append(4); d.appendleft(0); print(d, d.maxlen, d[0], d[-1], len(d))
d.rotate(1); print(d); d.extend([7,8]); print(d, list(reversed(d)), d.index(8), 7 in d, d.count(7))
e = deque("abcde"); e.rotate(-2); print(e, e.popleft(), e.pop(), e); del e[0]; e.insert(1, "q"); e.remove("q"); print(e)
try:
    for i in e: e.append(1)
except RuntimeError as x_: print(x_)
for f in [lambda: deque().pop(), lambda: deque()[0], lambda: deque([1]).remove(2), lambda: deque([1]).index(5), lambda: deque(maxlen=-1), lambda: deque(5), lambda: hash(deque()), lambda: deque([1])["a"], lambda: deque([1]) + [1], lambda: deque([1])[0:1]]:
    try: print(f())
    except Exception as e_: print(type(e_).__name__, e_)
print(deque([1,2]) * 2, deque([1]) < deque([2]), deque([1]) == deque([1]), deque(), isinstance(deque(), cabc.MutableSequence))
c = Counter("abracadabra"); print(c, c.most_common(2), c["z"], c + Counter(a=1, q=2), c - Counter("aaaaa"), c & Counter("ab"), c | Counter("zzz"), +c, -c, c.total(), sorted(c.elements()))
c.subtract("ab"); print(c); c.update({"x": 5}); del c["nope"]; print(c, Counter(a=1) <= Counter(a=2), Counter(a=0) == Counter(), dict(c))
dd = defaultdict(list); dd["a"].append(1); dd["b"]; print(dd, dict(dd), dd.get("zz"), "zz" in dd, dd.default_factory)
try: defaultdict(None)["x"]
except KeyError as k: print(repr(k))
try: defaultdict(3)
except TypeError as k: print(k)
print(defaultdict(int, a=1) | {"b": 2}, defaultdict(int, {"a": 1}).copy(), defaultdict(lambda: 7)["x"])
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)]); o.move_to_end("a"); print(o, o.popitem(last=False), o == OrderedDict([("a",1),("c",3)]), o == {"a":1,"c":3}, list(reversed(o)), o.keys())
o.move_to_end("a", last=False); print(o, o | {"z": 0}, o.pop("q", None), o.setdefault("w", 4))
try: o.move_to_end("nope")
except KeyError as k: print(repr(k))
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(m, m["a"], m["b"], list(m), len(m), m.new_child({"b": 9})["b"], m.parents, dict(m), m.get("q"), "b" in m)
m["c"] = 5; print(m.maps)
try: m["zz"]
except KeyError as k: print(k)
try: del m["b"]
except KeyError as k: print(k)
u = UserDict(a=1); u["b"] = 2; print(u, len(u), u.get("q", 3), dict(u), isinstance(u, cabc.Mapping), u | {"z": 1})
class L(UserList):
    pass
l = L([3,1]); l.append(2); l.sort(); print(l, l[0:2], l + [1], type(l + [1]).__name__, l * 2, 3 in l)
s = UserString("abc"); print(s.upper(), s + "d", s[0], len(s), s == "abc", s.find("c"), s.split("b"), repr(s))
class A(cabc.Sequence):
    def __getitem__(self, i): return [1,2,3][i]
    def __len__(self): return 3
a = A(); print(list(a), 2 in a, a.index(3), a.count(1), list(reversed(a)), isinstance(a, cabc.Iterable), isinstance(3, cabc.Hashable), isinstance([], cabc.Hashable), issubclass(list, cabc.Sequence), isinstance({}.keys(), cabc.Set), isinstance((x for x in []), cabc.Generator), isinstance(len, cabc.Callable), isinstance("a", cabc.Sequence), isinstance({1}, cabc.MutableSet))
try:
    class B(cabc.Mapping): pass
    B()
except TypeError as k: print(k)
class M(cabc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
mm = M(); mm.update(a=1, b=2); print(dict(mm), mm.pop("a"), mm.popitem(), mm.setdefault("q", 1), mm.get("x"), list(mm.items()), mm == {"q": 1}, "q" in mm)
print(list[int], dict[str, list[int]], tuple[int, ...], int | None, list[int] | str, type[int], deque[int], list[int].__args__, list[int].__origin__, isinstance(3, int | str), (int | None) == (None | int), list[int]() == [], list[int] == list[int])
