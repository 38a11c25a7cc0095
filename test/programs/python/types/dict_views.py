# keys, values, items: live views that are like sets.
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i)); d["d"] = 4; del d["a"]; print(k, v, i, list(k), "d" in k, 4 in v, ("d", 4) in i, ("d", 5) in i, "d" in i)
print(sorted(k & {"b", "z"}), sorted(k | {"z"}), sorted(k - {"b"}), sorted(k ^ {"b", "z"}), k == {"b", "c", "d"}, k <= {"b", "c", "d", "e"}, k > {"b"}, k.isdisjoint(["x"]), k.isdisjoint(["b"]), k >= k, {"b"} & k, sorted({"b", "q"} | k))
print(sorted(i & {("b", 2), ("b", 3)}), i == {("b", 2), ("c", 3), ("d", 4)}, len(i - {("b", 2)}), {1: 2}.items() == {1: 2}.items(), {1: 2}.keys() == {1: 3}.keys(), d.values() == d.values())
print(list(reversed(k)), list(reversed(v)), list(reversed(i)), [*k], max(v), sum(v), sorted(v, reverse=True), dict(i), set(k) == k, type(k).__name__, type(v).__name__, type(i).__name__)
for f in (lambda: k[0], lambda: k.append(1), lambda: hash(k), lambda: v & {1}, lambda: k + k, lambda: k & 5, lambda: k < 5, lambda: {1: []}.items() & {(1, 2)}):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for key in list(d):
    if d[key] % 2: del d[key]
print(d, k)
try:
    for key in d: d[key + "x"] = 0
except RuntimeError as e: print(e)
try:
    for key in k: del d[key]
except RuntimeError as e: print(e)
for (key, value), n in zip({"x": 1, "y": 2}.items(), "ab"): print(key, value, n, end=" ")
print({}.keys(), {}.values(), {}.items(), bool({}.keys()), bool({1: 1}.keys()), repr({"q": "r"}.items()))
