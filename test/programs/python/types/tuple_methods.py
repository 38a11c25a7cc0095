# tuple: construction, methods, immutability.
t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t[0], t[-1], t[1:3], t[::-1], len(t), 3 in t, t + (4,), t * 2, (0,) * 3, (), (1,), tuple(), tuple([1]), tuple("ab"), tuple(range(3)), tuple({1: 2}))
print(t == (1, 2, 3, 2), t < (1, 3), (1,) < (1, 0), () < (0,), (1, "a") == (1, "a"), hash((1, 2)) == hash((1, 2)), (1, 2) == [1, 2], (1, 2.0) == (1.0, 2), max((3, 1)), sorted((3, 1, 2)), sum((1, 2)), min(((2, 1), (1, 9))))
for f in (lambda: t.index(9), lambda: t.index(1, 1), lambda: t[9], lambda: t["a"], lambda: t + [1], lambda: t * 1.5, lambda: (1, "a") < (1, 2), lambda: t.append(1), lambda: hash(([],)), lambda: t.__setitem__(0, 1), lambda: tuple(5), lambda: tuple(1, 2), lambda: t.count()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: t[0] = 1
except TypeError as e: print(e)
try: del t[0]
except TypeError as e: print(e)
a, b = 1, 2; a, b = b, a; (c, d), e = (1, 2), 3; print(a, b, c, d, e, ((1, 2), 3), (1, (2, (3,))), ("a",), ('a', "b'"), (None, True))
m = ([1], 2); m[0].append(3); print(m, (m), tuple(m) is m, tuple([1]) is tuple([1]) if False else True, (*t, *m), t[:] is t, t.__add__((5,)), t.__contains__(1))
for i, (x, y) in enumerate([(1, 2), (3, 4)]): print(i, x, y, end=" ")
print(dict([(1, 2), (3, 4)]), list(zip((1, 2), (3, 4))), {(1, 2): "k"}[1, 2], "%s %s" % (1, 2), "%s" % ((1, 2),), isinstance((), tuple), bool(()), bool((0,)))
