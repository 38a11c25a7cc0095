# range: arithmetic sequence without a list.
for r in (range(5), range(1, 5), range(0, 10, 3), range(5, 0, -1), range(0), range(5, 1), range(-5, 5, 2), range(10, 0, -3), range(1, 2**40, 2**38)):
    print(r, list(r), len(r), r.start, r.stop, r.step, bool(r), list(reversed(r)), 3 in r, 3.0 in r, "a" in r, r.count(3), sum(r))
r = range(10, 50, 5)
print(r[0], r[-1], r[2:5], r[::-1], r[::2], r[-3:], r[10:], r.index(20), r == range(10, 50, 5), r == range(10, 48, 5), range(0) == range(5, 1), hash(range(3)) == hash(range(0, 3)), range(3) != range(4), r[True], range(3) == [0, 1, 2])
for f in (lambda: range(0, 5, 0), lambda: range(1.5), lambda: range("a"), lambda: range(), lambda: range(1, 2, 3, 4), lambda: r[100], lambda: r["a"], lambda: r.index(1), lambda: r + r, lambda: range(5) < range(6), lambda: r.__setitem__(0, 1), lambda: range(stop=5), lambda: iter(r).x):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
a, b, c = range(3); x, *y = range(4); print(a, b, c, x, y, [*range(2)], max(range(5)), min(range(5, 9)), sorted(range(3), reverse=True), tuple(range(3)), set(range(3)), dict(zip(range(2), "ab")), list(enumerate(range(2), 5)))
for i in range(2, 10, 4): print(i, end=" ")
it = iter(range(3)); print(next(it), list(it), list(it), [range(i) for i in range(3)], range(True), range(10)[2:8][1:3], range(100)[::25][::-1], type(iter(range(1))).__name__)
