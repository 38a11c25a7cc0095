# list, tuple, dict, set: methods, order, slices, comparisons, errors while iterating.
l = [3, 1, 2]
l.append(4); l.extend([5, 6]); l.insert(0, 0); l.insert(-1, 99); l.insert(100, 7)
print(l, l.pop(), l.pop(0), l.index(99), l.count(1), len(l))
l.remove(99); l.sort(); print(l); l.reverse(); print(l, l.copy() == l, l.copy() is l)
l[1:3] = ["a", "b", "c"]; print(l); l[::2] = [0] * len(l[::2]); print(l); del l[0], l[-1]; print(l); del l[::2]; print(l); l[:] = []; print(l, not l)
print([1, 2] + [3], [1] * 3, [[0]] * 2, [1, 2] < [1, 3], [1] < [1, 0], [1, 2] == [1, 2.0], [] < [1], 2 in [1, 2], [1, [2, [3]]], [1, 2, 3][-2:], [*range(3), *"ab"], list("abc"), list({1: 2}), list(map(str, [1])))
a = [1]; a.append(a); print(a); d = {}; d["self"] = d; print(d)
print(sorted([3, 1, 2], reverse=True), sorted("bca"), sorted(["bb", "a", "ccc"], key=len), sorted([(1, "b"), (1, "a"), (0, "c")]), sorted({"b": 1, "a": 2}), sorted([1, 2.5, True, -1]), sorted(["B", "a"], key=str.lower))
people = [("al", 3), ("bo", 1), ("cy", 3)]
people.sort(key=lambda p: p[1], reverse=True); print(people)
t = (1, 2, 3)
print(t, t[0], t[1:], t + (4,), t * 2, (1,), (), t.index(2), t.count(3), hash(t) == hash((1, 2, 3)), (1, 2) < (1, 3), 2 in t, tuple("ab"), tuple([1]), t == (1, 2, 3), (1, (2, [3])))
d = {"a": 1, "b": 2}
d["c"] = 3; d.update({"d": 4}, e=5); d.update([("f", 6)])
print(d, d["a"], d.get("z"), d.get("z", 0), d.pop("a"), d.pop("zz", None), d.setdefault("g", 7), d.setdefault("b", 0), len(d), "b" in d, "z" not in d)
print(list(d.keys()), list(d.values()), list(d.items()), d.keys(), d.values(), d.items(), d.popitem(), d.copy() == d)
print({**d, "b": 9}, {1: "a", 1.0: "b", True: "c"}, {(1, 2): 3}[1, 2], dict(a=1), dict([("x", 1)]), dict(zip("ab", [1, 2])), dict.fromkeys("ab", 0), {None: 1, 2.5: 2}, d | {"z": 1}, {} == {}, {"a": 1} == {"a": 1.0})
del d["b"]; print(d); d.clear(); print(d)
d = {i: i * i for i in range(5)}
print(d, {v: k for k, v in d.items()}, [k for k in d if k % 2], sum(d.values()), max(d, key=d.get), list(reversed(d)), d.keys() & {1, 2}, d.keys() - {1}, d.items() >= {(1, 1)} if False else "", 3 in d.values(), (2, 4) in d.items())
try:
    for k in d: d[k + 100] = 1
except RuntimeError as e:
    print(e)
try:
    for k in d: del d[k]
except RuntimeError as e:
    print(e)
s = {3, 1, 2}
s.add(5); s.discard(9); s.add(3); s.remove(1)
print(s, len(s), 2 in s, s | {7}, s & {2, 3}, s - {2}, s ^ {2, 100}, s <= {2, 3, 5, 7}, s > {2}, s == {5, 3, 2}, s.isdisjoint({9}), {1, 2}.union([3], (4,)), {1, 2, 3}.intersection([2, 3, 4]), {1, 2}.difference([1]), {1}.issubset([1, 2]))
print(set(), {1}, frozenset([1, 2]), frozenset(), set("a"), {1, 2.5, 10, 100, 1000, -1}, set(range(20)), {i * 7 % 31 for i in range(12)}, {50, 40, 30, 20, 10}, {-5, -4, 3, 0}, {1000000, 5, 2 ** 40, 17}, {0.5, 1.5, 2.25})
s = set(range(10)); s -= {3, 4}; s |= {20, 30}; s &= set(range(25)); s ^= {0, 99}; print(s, s.pop(), s)
big = set()
for i in range(40): big.add(i * 13 % 101)
for i in range(0, 40, 3): big.discard(i * 13 % 101)
big.update([7, 300, 64, 128]); print(big)
print({frozenset([1]): "f"}[frozenset([1])], {True: 1, False: 0}, {1, True, 1.0}, set([1, 2]) == frozenset([2, 1]), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
print([1, 2, 3, 4, 5][1:-1:2], [1, 2, 3][::-1], [1, 2, 3][5:], [1, 2, 3][-100:2], "abc"[1:1] == "", [0, 1, 2, 3][3:0:-1], [1, 2, 3][slice(None, None, 2)], slice(1, 2), slice(5).indices(3))
print(any([0, "", 1]), all([1, "a"]), any([]), all([]), list(zip([1, 2], "ab", (True, False))), list(enumerate("ab", 5)), list(filter(None, [0, 1, "", 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(reversed([1, 2])), list(zip()), dict(enumerate("ab")), list(zip(*[(1, 2), (3, 4)])))
print([x for x in range(10) if x % 2 if x > 3], [(x, y) for x in range(2) for y in range(x)], {x % 3 for x in range(9)}, {k: [v] for k, v in zip("ab", "cd")}, [[j for j in range(i)] for i in range(3)], [a for a, *b in [(1, 2, 3)]], sum(x * x for x in range(4)), [i for i in (lambda: range(2))()])
try:
    [1, 2].index(3)
except ValueError as e:
    print(e)
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print(e)
try:
    {}["missing"]
except KeyError as e:
    print(repr(e), e)
try:
    (1, 2)[0] = 3
except TypeError as e:
    print(e)
try:
    {[]: 1}
except TypeError as e:
    print(e)
try:
    [][1] = 2
except IndexError as e:
    print(e)
try:
    [1, 2, 3][::2] = [1]
    x = [1, 2, 3]; x[::2] = [1]
except (ValueError, TypeError) as e:
    print(e)
class L(list):
    def __getitem__(self, i): return ("L", list.__getitem__(self, i))
    def total(self): return sum(self)
x = L([1, 2, 3]); x.append(4); x.note = "hi"
print(x, x[0], x.total(), x.note, len(x), type(x).__name__, isinstance(x, list), x == [1, 2, 3, 4], [*x], x + [5])
class D(dict):
    def __missing__(self, k): return k * 2
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
y = D(a=1); y["b"] = 1
print(y, y["zz"], y.get("zz"), "zz" in y, dict(y), y == {"a": 1, "b": 2}, {**y})
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def first(self): return self[0]
z = T(1, 2)
print(z, z.first, z + (3,), type(z + (3,)), z == (1, 2), hash(z) == hash((1, 2)), {z: 1}[(1, 2)])
class St(str):
    def shout(self): return self.upper() + "!"
w = St("ab"); w.tag = 1
print(w, w.shout(), w + "c", len(w), w == "ab", {"ab": 1}[w], w.tag, repr(w), f"{w:>4}", type(w.upper()))
q = [1, 2, 3]
for v in q:
    if v < 3: q.append(v + 10)
    if len(q) > 6: break
print(q, q[-1])
it = iter([1, 2, 3]); print(next(it), list(it), next(it, "end"))
it = iter(lambda c=[0]: c.__setitem__(0, c[0] + 1) or c[0], 4); print(list(it))
