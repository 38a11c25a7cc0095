# Every method of set and frozenset.
s = {3, 1, 2}
print(s, s.add(5), s, s.add(1), s, s.discard(9), s.discard(5), s.remove(3), s, s.pop() in (1, 2), len(s), s.update([7, 8], {9}), s, s.clear(), s, s.copy() is s)
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, b - a, a.union(b, [9]), a.intersection(b, [3]), a.difference(b), a.symmetric_difference(b), a.union(), a.intersection("x"))
print(a < b, a <= a, a < a, {1} < a, a > {1}, a >= {1, 2}, a == {4, 3, 2, 1}, a != b, a.issubset(range(9)), a.issuperset([1]), a.isdisjoint(b), a.isdisjoint([9]), {1} == frozenset([1]), set() < {1})
a |= {9}; print(a); a &= {1, 2, 9, 5}; print(a); a -= {9}; print(a); a ^= {2, 6}; print(a); a.intersection_update([1, 6]); print(a); a.difference_update({6}); print(a); a.symmetric_difference_update([1, 4]); print(a)
f = frozenset([1, 2]); print(f, f | {3}, {3} | f, f & {1}, type(f | {1}).__name__, type({1} | f).__name__, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset({1, 2})], f in {f}, frozenset(), f.copy() is f, frozenset("a"), f == {1, 2}, f.union([5]))
for g in (lambda: set().pop(), lambda: {1}.remove(2), lambda: {[]}, lambda: {1}.add([]), lambda: {1} | [2], lambda: {1} & "a", lambda: {1} < [1], lambda: {1} + {2}, lambda: f.add(1), lambda: set(5), lambda: {1}[0], lambda: hash({1}), lambda: {1}.update(5), lambda: {1}.union(5), lambda: set(1, 2), lambda: {1} < 5):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
print(set(), {1, 1.0, True}, {0, False}, len({1, "1"}), set("a"), set([1, 1]), set({1: 2}), 1 in {1}, [] in [[]], {frozenset({1})}, {(1, 2)}, {None}, sorted({3, 1, 2}), max({3, 1}), sum({1, 2}), {x % 3 for x in range(9)}, bool(set()), bool({0}))
