# Generators: yield as statement and expression, send, throw, close, yield from, return values, laziness.
def count(n):
    i = 0
    while i < n:
        got = yield i
        if got is not None: i = got
        else: i += 1
    return "done"
g = count(5)
print(next(g), g.send(None), g.send(3), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.args)
print(list(count(3)), next(g, "over"), g.__name__, type(g).__name__, iter(g) is g)
def outer():
    r = yield from count(2)
    print("r", r)
    x = yield from [10, 20]
    print("x", x)
    try:
        yield "try"
    except ValueError as e:
        print("caught", e)
        yield "handled"
    finally:
        print("finally")
    with Ctx() as c:
        yield c
    for a in (yield "ask"):
        yield a * 2
    return 7
class Ctx:
    def __enter__(self): print("enter"); return "ctx"
    def __exit__(self, *a): print("exit", a[0]); return False
o = outer()
print([next(o) for _ in range(5)])
print(o.throw(ValueError("v")), next(o), next(o))
print(o.send([1, 2]), next(o))
try:
    next(o)
except StopIteration as e:
    print(e.value)
def closing():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closed")
        raise
    finally:
        print("cleanup")
c = closing(); next(c); c.close(); c.close()
print(list(c))
def bad():
    try:
        yield 1
    except GeneratorExit:
        yield 2
b = bad(); next(b)
try:
    b.close()
except RuntimeError as e:
    print(e)
def err():
    yield 1
    raise KeyError("in gen")
try:
    for v in err(): print(v)
except KeyError as e:
    print("got", e)
def stop():
    yield 1
    raise StopIteration
try:
    list(stop())
except RuntimeError as e:
    print(e, type(e.__cause__).__name__)
s = count(3)
try:
    s.send(1)
except TypeError as e:
    print(e)
def exprs():
    a = [(yield 1), (yield 2)]
    b = (yield 3) + (yield 4)
    d = {"k": (yield 5), (yield 6): 1}
    e = f"{(yield 7)}!"
    f = print("call", (yield 8), sep=str((yield 9)))
    h = (yield 10) if (yield 11) else (yield 12)
    j = (yield 13) and (yield 14)
    k = lambda: 5
    x = y = yield 15
    z = [0, 0]
    z[0] = yield 16
    z[1] += yield 17
    assert (yield 18) == "v18" if False else True
    return a, b, d, e, h, j, x, y, z
e = exprs(); v = next(e)
try:
    while True:
        v = e.send(v * 10)
except StopIteration as st:
    print(st.value)
lazy = (print("eval", i) or i for i in range(3))
print("made"); print(next(lazy)); print(list(lazy))
try:
    (x for x in 5)
except TypeError as er:
    print(er)
n = 3
gg = (i * n for i in range(3)); n = 10
print(list(gg))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
import itertools
print(list(itertools.islice(fib(), 10)), [x for x in itertools.takewhile(lambda v: v < 20, fib())])
class Tree:
    def __init__(self, v, *kids): self.v, self.kids = v, kids
    def __iter__(self):
        yield self.v
        for k in self.kids: yield from k
print(list(Tree(1, Tree(2, Tree(3)), Tree(4))), sum(Tree(1, Tree(2))), max(Tree(3, Tree(9))))
def empty():
    return
    yield
print(list(empty()), any(x > 2 for x in [1, 2, 3]), all(x for x in ()), dict((k, v) for k, v in zip("ab", (1, 2))), sorted(x * -1 for x in range(3)), " ".join(c for c in "abc"))
def nested():
    def inner():
        yield 1
    yield inner()
print([list(q) for q in nested()])
def loop():
    for i in range(5):
        if i == 1: continue
        if i == 4: break
        yield i
    else:
        yield "else"
    while True:
        yield "w"
        break
    else:
        yield "no"
    try:
        yield "t"
    finally:
        yield "f"
print(list(loop()))
def ret_in_try():
    try:
        yield 1
        return "r"
    finally:
        print("fin")
def deleg():
    v = yield from ret_in_try()
    print("v", v)
print(list(deleg()))
def gen_running():
    yield next(me)
me = gen_running()
try:
    next(me)
except ValueError as e2:
    print(e2)
def two_level():
    try:
        yield from inner_throw()
    except ValueError as e3:
        yield f"outer {e3}"
def inner_throw():
    try:
        yield "i"
    except KeyError as k:
        raise ValueError("from key") from k
t = two_level(); print(next(t), t.throw(KeyError("q")))
