# Assignment: targets of all kinds, chains, order.
a = b = c = []; a.append(1); print(a, b, c is a); x, y = 1, 2; x, y = y, x; print(x, y)
(p, q), [r, *s] = (1, 2), "abc"; print(p, q, r, s); i = j, k = 5, 6; print(i, j, k)
class O: pass
o = O(); o.a = o.b = 3; o.l = [0, 0]; o.l[0] = o.l[1] = 7; print(o.a, o.b, o.l)
d = {}; d["x"], d["y"] = 1, 2; d["z"] = d["w"] = []; print(d); l = [1, 2, 3, 4]; l[0], l[-1] = l[-1], l[0]; l[1:3] = [9]; print(l)
i = 0; i, l[i] = 1, "i is 1"; print(i, l); l[0], l = "kept", [5]; print(l); (a) = 1; [b] = [2]; (c,) = (3,); print(a, b, c)
*h, t = "xyz"; print(h, t); h, *t = [1]; print(h, t); a, (b, (c, *d)), e = 1, (2, (3, 4, 5)), 6; print(a, b, c, d, e)
x = 5; x += 1; x -= 2; x *= 3; x //= 2; x **= 2; x %= 7; x <<= 2; x |= 1; x ^= 3; x &= 14; x >>= 1; x /= 2; print(x)
for bad in (lambda: exec_unpack([1], 2), lambda: exec_unpack([1, 2, 3], 2), lambda: exec_unpack(5, 2), lambda: exec_unpack("", 1)):
    def exec_unpack(v, n):
        if n == 2: a, b = v
        else: (a,) = v
    try: bad()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
v: int = 5; w: "str"; print(v, __annotations__); class_attr = type("C", (), {"__annotations__": {}})
def f(): y: int; z: int = 1; return z
print(f(), f.__annotations__); a = yield_ = 3; print(a, yield_, (lambda: (z := 9) and z)())
x = y = z = 0; x, y, z = z, x, y = 1, 2, 3; print(x, y, z)
