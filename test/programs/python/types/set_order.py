# Sets of ints are iterated in CPython's order.
print({10, 5, 1, 8, 3}, {100, 200, 300, 400}, {-1, -2, 0, 1}, {2**31, 2**40, 1}, set(range(20, 0, -3)), {1000 - i * 37 for i in range(12)})
s = set()
for i in (33, 1, 65, 9, 17, 2, 129): s.add(i); print(s)
for i in (1, 65, 2): s.remove(i); print(s)
s.add(7); s.add(200); print(s); s.update(range(5)); print(s); print(s - {3}, s & {0, 7, 9, 33}, s | {8, 16}, s ^ {1, 50})
print({0.5, 1.5, 2.5, 3}, {True, 2, 0}, {None} | {1}, set([3.0, 3, 1]), frozenset({9, 4, 6}), {1, 2, 3} - {2}, {8, 16, 24, 32}, {-5, 5, -10, 10})
t = {5, 3}; t |= {100, 4}; print(t, t.pop(), t.pop(), t); print([x for x in {30, 20, 10}], list({7, 14, 21, 28, 35}), tuple({6, 5, 4}), [*{9, 8, 7}], sorted({9, 8, 7}))
print({(1, 2), (3, 4)} == {(3, 4), (1, 2)}, len({(i, i) for i in range(5)}), {i * i for i in range(10)}, {i // 2 for i in range(10)}, set(range(0, 100, 9)))
