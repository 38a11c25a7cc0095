# Set algebra in use: unique, common, differences, power set, products.
a, b = set(range(0, 20, 2)), set(range(0, 20, 3))
print(sorted(a & b), sorted(a | b), sorted(a - b), sorted(a ^ b), a & b <= a, (a | b) - (a & b) == a ^ b, a.isdisjoint({1, 5}))
def powerset(s):
    items = sorted(s)
    return [[x for i, x in enumerate(items) if n >> i & 1] for n in range(1 << len(items))]
print(powerset({1, 2, 3}), len(powerset(range(6))))
pairs = {(x, y) for x in range(3) for y in range(3) if x < y}; print(sorted(pairs), {(y, x) for x, y in pairs} & pairs)
def unique(seq): seen = set(); return [x for x in seq if not (x in seen or seen.add(x))]
print(unique("mississippi"), unique([3, 1, 3, 2, 1]), len(set("hello")), sorted(set("hello") - set("help")))
closure = {(1, 2), (2, 3), (3, 4)}
while True:
    new = {(a, d) for a, b in closure for c, d in closure if b == c} - closure
    if not new: break
    closure |= new
print(sorted(closure), frozenset({frozenset({1}), frozenset({2})}) == {frozenset([2]), frozenset([1])})
groups = {}
for w in ("tea", "eat", "tan", "ate", "nat", "bat"): groups.setdefault(frozenset(w), set()).add(w)
print(sorted(sorted(g) for g in groups.values()))
