# Assignment expressions.
if (n := len("abc")) > 2: print(n)
while (c := n) > 1: n -= 1; print(c, end=" ")
print([y := 1, y ** 2, y + 5], y, (z := 3) + z, f"{(w := 4)}", w)
print([last := x for x in range(3)], last, any((hit := v) > 1 for v in [1, 2, 3]), hit)
def f(): 
    if (a := 5) and (b := a + 1): pass
    return a, b, [c := i for i in range(2)], c
print(f(), (p := 1, q := 2), p, q, (t := (1, 2)), t[0])
data = [1, 2, 3]; print([(sq, v) for v in data if (sq := v * v) > 1], sq)
x = (y := 0) or (y := 5); print(x, y, (u := None) is None, not (k := False), k)
print({(key := "a"): (val := 1)}, key, val, [0, 1, 2][(idx := 1)], idx, print((m := "arg")), m)
def g(a, b=(dflt := 7)): return a, b
print(g(1), dflt, g((q := 9), b=(r := 8)), q, r, (lambda: (s := 2) + s)(), [i := 5, i])
total = 0; print([total := total + v for v in range(5)], total)
class C: a = (b := 1) + 1
print(C.a, C.b, (x := 1, 2), x, (x := (1, 2)), x)
