# Comprehensions have a scope of their own.
x = "outer"
print([x for x in range(3)], x)
print({x: x * 2 for x in "ab"}, {x for x in [1]}, list(x for x in "c"), x)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
def f():
    y = 5
    return [y + z for z in range(2)], [[a * b * y for a in range(3)] for b in range(2)]
print(f())
print([y for x in range(2) for y in range(x + 1)], [(a, b) for a in "ab" if a != "b" for b in a * 2])
if any((last := n) > 2 for n in [1, 2, 3, 4]): print(last)
print([last := v for v in range(3)], last)
def g():
    total = 0
    out = [total := total + v for v in range(4)]
    return out, total
print(g())
data = [1, 2, 3]
it = (print("eval", v) or v for v in data)
data = [9]
print(next(it))
try: print([q for q in q])
except NameError as e: print(e)
print([[j for j in range(i)] for i in range(4) if i % 2], sum(i for i in range(5) if i % 2 for _ in range(2)))
print([(lambda v: v + k)(1) for k in range(2)], [*(n for n in "xy")], dict(((k, v) for k, v in zip("ab", [1, 2]))))
try: [1 / n for n in (1, 0)]
except ZeroDivisionError as e: print(e)
