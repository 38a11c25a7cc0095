# Generator expressions: laziness, scope, nesting, arguments.
g = (print("made", i) or i for i in range(3))
print(type(g).__name__); print(next(g)); print(list(g), list(g))
print(sum(i * i for i in range(5)), max((len(w) for w in ["a", "bbb"]), default=0), "".join(c.upper() for c in "ab"), dict((k, 1) for k in "ab"), set(x % 2 for x in range(5)), any(x > 2 for x in range(5)), sorted(-x for x in range(3)))
print(list((i, j) for i in range(2) for j in "ab"), list(x for x in (y for y in range(3)) if x), [*(x for x in "ab")], tuple(x for x in ()))
n = 2; g = (x * n for x in [1, 2]); n = 10; print(list(g))
src = [1, 2, 3]; g = (x for x in src); src.append(4); print(list(g))
def f(*a): return a
print(f(x for x in "a")[0].__class__.__name__, f((x for x in "a"), 1)[1], (lambda it: next(it))(x for x in [7]))
try: (1 / x for x in [0]).__next__()
except ZeroDivisionError as e: print(e)
try: (x for x in 5)
except TypeError as e: print(e)
g = (x for x in [1]); next(g)
try: next(g)
except StopIteration as e: print(repr(e))
def inf():
    n = 0
    while True: yield n; n += 1
print([x for x, _ in zip((v * v for v in inf()), range(4))], next(x for x in inf() if x > 5 and x % 4 == 0))
g = (x for x in range(3)); print(2 in g, list(g), next((x for x in []), "default"))
print(list(map(lambda f: f(), (lambda: x for x in range(3)))), [f() for f in [lambda: x for x in range(3)]])
class C: vals = [1, 2]; out = list(v * 2 for v in vals)
print(C.out, (i for i in [1]).__name__, (i for i in [1]).__qualname__, (yield_ for yield_ in [1]).send(None))
