# Folding, partial application, currying and composition without libraries.
def reduce(f, items, *start):
    it = iter(items); acc = start[0] if start else next(it)
    for x in it: acc = f(acc, x)
    return acc
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, range(1, 6)), reduce(max, [3, 9, 2]), reduce(lambda a, b: f"({a}{b})", "abcd"), reduce(lambda d, kv: {**d, kv[0]: kv[1]}, [("a", 1), ("b", 2)], {}))
def partial(f, *a, **k): return lambda *b, **m: f(*a, *b, **{**k, **m})
def curry(f, n): return f() if n == 0 else lambda x: curry(partial(f, x), n - 1)
print(partial(pow, 2)(5), partial(print, "partial", sep="-", end="!\n")("x"), curry(lambda a, b, c: a + b * c, 3)(1)(2)(3), partial(sorted, reverse=True)([1, 3, 2]))
compose = lambda *fs: reduce(lambda f, g: lambda x: f(g(x)), fs, lambda x: x)
print(compose(str, abs, lambda v: v - 10)(3), compose()(5), list(map(compose(len, str), [1, 22, 333])), (lambda *fs: [f(4) for f in fs])(bin, hex, lambda x: x ** 0.5))
try: reduce(lambda a, b: a, [])
except StopIteration as e: print("empty", repr(e))
flip = lambda f: lambda a, b: f(b, a); print(flip(pow)(2, 5), flip(divmod)(3, 17), [*map(flip(lambda a, b: a - b), [1, 2], [10, 20])])
fix = lambda f: (lambda x: f(lambda v: x(x)(v)))(lambda x: f(lambda v: x(x)(v))); print(fix(lambda s: lambda n: 1 if n < 2 else n * s(n - 1))(7))
church = [lambda f: lambda x: reduce(lambda v, _: f(v), range(n), x) for n in [3]]; print(church[0](lambda v: v + 2)(0))
pipeline = [str.strip, str.title, lambda s: s.replace(" ", ""), len]; value = "  hello big world "
for step in pipeline: value = step(value); print(repr(value), end=" ")
print()
