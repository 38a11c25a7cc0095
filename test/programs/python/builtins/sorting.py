# Stability, keys, reverse, comparisons asked for.
data = [("b", 2), ("a", 1), ("c", 2), ("d", 1), ("e", 3)]
print(sorted(data, key=lambda t: t[1]), sorted(data, key=lambda t: t[1], reverse=True), sorted(data, key=lambda t: (-t[1], t[0])), sorted(data, reverse=True))
class K:
    log = []
    def __init__(self, v): self.v = v
    def __lt__(self, o): K.log.append((self.v, o.v)); return self.v < o.v
    def __repr__(self): return f"K{self.v}"
for items in ([3, 1, 2], [1, 2, 3, 4], [4, 3, 2, 1], [2, 1, 2, 1], [5, 1, 4, 2, 3], [1], [], [2, 2, 2]):
    K.log.clear(); print(sorted(map(K, items)), K.log)
K.log.clear(); print(sorted(map(K, [1, 3, 2]), reverse=True), K.log)
calls = []; print(sorted("bca", key=lambda c: calls.append(c) or c), calls, sorted([3, 1, 2], key=lambda v: -v), sorted("aBc", key=str.swapcase))
l = [3, 1, 2]
def bad(x): print(l); return x
l.sort(key=bad); print(l)
l = [1, "a", 2]
try: l.sort()
except TypeError as e: print(e, sorted(map(str, l)))
print(sorted([True, False, 2, 1.5]), sorted([float("inf"), 1, float("-inf")]), sorted(["10", "9", "1"]), sorted(["10", "9", "1"], key=int), sorted([(1, [2]), (1, [1])]), sorted(["é", "z", "a", "Z", "ä"]), sorted({3: "c", 1: "a"}.items()), sorted([[], [0], [0, 0]]), sorted([None], key=lambda v: 0))
big = [(i * 7919) % 101 for i in range(150)]; s = sorted(big); print(s == sorted(big, reverse=True)[::-1], s[:5], s[-5:], sorted(range(200), key=lambda i: i % 3)[:5], sorted(range(200), key=lambda i: i % 3)[66:70])
