# Unpacking in displays, calls, assignments, returns, subscripts and for.
a, b, c = [1, 2], (3,), {4: 5}
print([*a, *b, *c], (*a, 0, *b), {*a, *b}, {**c, **{6: 7}, 4: 8}, [*"ab", *range(2)], [*[]], (*a,), [*a, *[*b, *[9]]])
x, *y = 1, 2, 3; print(x, y); *x, y = "abc"; print(x, y); x, *y, z = range(5); print(x, y, z); x, *y = [1]; print(x, y)
[x, *y], z = (1, 2, 3), 4; print(x, y, z); (x, (y, *z)) = 1, (2, 3, 4); print(x, y, z); *x, = (1, 2); print(x)
for p, *q in [(1, 2, 3), "ab"]: print(p, q)
def r(): return *a, *b
print(r(), [i for i in (*a, *b)], max(*a, *b), print(*a, sep="-"), dict(**{"k": 1}, **{"m": 2}))
def g(): yield *a, 5
print(list(g()))
for t in (lambda: [*5], lambda: {**5}, lambda: {**[1]}, lambda: print(*5), lambda: (*None,), lambda: {*5}):
    try: t()
    except TypeError as e: print(e)
for src in ([1], [1, 2, 3], [], 5, "abc", {}, None, iter([1])):
    try:
        m, n = src
        print(m, n)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
try: m, *n, o = [1]
except ValueError as e: print(e)
try: m, n, o, *p = 1, 2
except ValueError as e: print(e)
i = 0; i, l = 1, [0, 0]; l[i], i = 5, 0; print(i, l); i, j = 1, 2; i, j = j, i; print(i, j)
class S:
    def __getitem__(self, k): return k
print(S()[*a], S()[*a, 1], S()[1, *b])
o = type("O", (), {})(); o.x, l[0], *o.rest = "wxyz"; print(o.x, l, o.rest)
