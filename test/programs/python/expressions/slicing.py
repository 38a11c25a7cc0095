# Slices of sequences, with all signs; slice objects.
s, l, t = "abcdefg", list(range(7)), tuple(range(7))
for sl in (slice(None), slice(2), slice(1, 4), slice(-3, None), slice(None, -2), slice(None, None, 2), slice(None, None, -1), slice(5, 1, -2), slice(1, 100), slice(-100, 3), slice(4, 2), slice(10, None), slice(-1, None, -3), slice(0, 7, 3), slice(True, 4)):
    print(sl, s[sl], l[sl], t[sl], range(7)[sl], b"abcdefg"[sl], sl.indices(7))
print(s[1], s[-1], s[1:3][0], l[2:][1:][0], t[::-1][::-1] == t, s[::-2], "héllo😀"[::-1], "😀é"[0], "a😀b"[1:2])
for f in (lambda: s[10], lambda: l[10], lambda: t[-8], lambda: s["a"], lambda: l["a"], lambda: t[1.0], lambda: l[None], lambda: s[::0], lambda: l[1:"a"], lambda: range(3)[3], lambda: range(3)["a"], lambda: b"a"[1], lambda: {}[1:2], lambda: l[[1]], lambda: 5[0] if False else None[0]):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
x = slice(1, 5, 2); print(x.start, x.stop, x.step, x == slice(1, 5, 2), x != slice(1), repr(slice("a", None)), x.indices(3), x < slice(2, 3, 4))
class I:
    def __index__(self): return 2
print(l[I()], l[I():], l[:I()], s[::I()], [1] * I(), range(I()), s[I():I()])
l2 = list(range(10)); l2[2:5] = "xy"; print(l2); l2[::3] = [0] * len(l2[::3]); print(l2); l2[5:2] = [9]; print(l2); l2[:0] = [7]; l2[len(l2):] = [8]; print(l2)
for f in (lambda: l2.__setitem__(slice(None, None, 2), [1]), lambda: l2.__setitem__(slice(0, 1), 5), lambda: l2.__setitem__(slice(0, 4, 2), 5), lambda: l2.__setitem__(99, 5)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
