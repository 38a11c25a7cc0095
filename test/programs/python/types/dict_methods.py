# Every method of dict.
d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 9), d.setdefault("c", 3), d.setdefault("n"), d, d.pop("n"), d.pop("zz", "default"), d.popitem(), d)
print(list(d.keys()), list(d.values()), list(d.items()), d.copy(), d.copy() is d, d.update({"x": 1}), d.update([("y", 2)], z=3), d.update(), d, dict.fromkeys("ab"), dict.fromkeys([1, 2], []), d.clear(), d)
d = dict(one=1, two=2); e = {"two": 22, "three": 3}
print(d | e, e | d, d, {**d, **e}, dict(d, four=4), dict([("k", "v")]), dict(zip("ab", [1, 2])), dict({}), dict(e.items()), {1: "a", 1.0: "b", True: "c"}); d |= e; print(d); d |= [("five", 5)]; print(d)
for f in (lambda: d["zz"], lambda: d.pop("zz"), lambda: {}.popitem(), lambda: d | 5, lambda: dict(5), lambda: dict([1]), lambda: dict(["abc"]), lambda: d.update(5), lambda: {[]: 1}, lambda: d[[]], lambda: d.get([]), lambda: dict(**{1: 2}), lambda: d < e, lambda: dict.fromkeys(5), lambda: d.get(), lambda: d.pop(), lambda: dict([(1, 2, 3)]), lambda: d + e, lambda: d.__getitem__("q"), lambda: d.has_key("a")):
    try: print(f())
    except Exception as e2: print(type(e2).__name__, e2)
print("one" in d, 1 in d, len(d), bool({}), d == dict(d), {1: 2, 3: 4} == {3: 4, 1: 2}, d != {}, sorted(d), max(d), list(reversed(d)), list(reversed({1: 2, 3: 4}.items())), [*d], next(iter(d)))
d = {}; d["z"] = 1; d["a"] = 2; d["z"] = 3; del d["a"]; d["a"] = 4; print(d, list(d)); d = {k: v for v, k in enumerate("abc")}; print(d, {v: k for k, v in d.items()}, sum(d.values()), max(d, key=d.get), sorted(d.items(), key=lambda kv: -kv[1]))
print(str({"a": "b", 1: [2], None: {}}), repr({(1, 2): {3}}), {"k": {"n": {}}}, {1: 2}.__len__(), {1: 2}.__contains__(1), {1: 2}.__eq__({1: 2}), {}.__or__({1: 1}), dict().__class__.__name__)
