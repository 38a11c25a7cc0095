# for: targets, iterables, modification, nesting, names after the loop.
for i in range(3): print(i, end=" ")
for i, c in enumerate("ab"): print(i, c, end=" ")
for k, v in {"a": 1, "b": 2}.items(): print(k, v, end=" ")
for (a, b), c in [((1, 2), 3), ((4, 5), 6)]: print(a + b + c, end=" ")
for a, *b in ["abc", [1, 2]]: print(a, b, end=" ")
print()
l = [0] * 3
for l[1] in range(5): pass
print(l)
class O: pass
for O.x in "pq": pass
d = {}
for d["k"] in (1, 2): pass
print(O.x, d, i, c)
for x in [1, 2, 3]:
    x *= 10
    print(x, end=" ")
items = [1, 2, 3, 4]
for x in items:
    if x == 2: items.remove(x)
print(items)
for x in items[:]: items.append(x)
print(items)
for x in (y for y in range(3)): print(x, end=" ")
for x in 1, 2, 3: print(x, end=" ")
for x in *[1], *"b": print(x, end=" ")
for x in reversed([1, 2]): print(x, end=" ")
for _ in range(2): print("_", end=" ")
for i in range(3):
    i = 10
    print(i, end=" ")
print(i)
for n in range(2, 20):
    for f in range(2, n):
        if n % f == 0: break
    else: print(n, end=" ")
print()
def gen():
    for i in range(3):
        try: yield i
        finally: print("cleanup", i)
for v in gen():
    if v == 1: pass
    print("got", v)
for bad in (5, None, 1.5, len):
    try:
        for x in bad: pass
    except TypeError as e: print(e)
for a, b in [(1, 2)]: print(a, b)
try:
    for a, b in [1]: pass
except TypeError as e: print(e)
try:
    for a, b in [(1, 2, 3)]: pass
except ValueError as e: print(e)
