# yield from: delegation of values, sends, throws and returns.
def inner():
    try:
        x = yield "first"
        print("inner got", x)
        y = yield "second"
        print("inner got", y)
    except ValueError as e: print("inner caught", e); yield "handled"
    finally: print("inner done")
    return "inner result"
def outer():
    result = yield from inner()
    print("result", result)
    result = yield from [1, 2]
    print("list result", result)
    return "outer result"
g = outer()
print(next(g), g.send("A"), g.send("B"), next(g))
try: next(g)
except StopIteration as e: print(e.value)
g = outer(); next(g); print(g.throw(ValueError("v")), next(g))
g = outer(); next(g); g.close(); print("closed")
def chain(*its):
    for it in its: yield from it
print(list(chain("ab", [1], range(2), (x for x in "z"))))
def tree(n): 
    if n: yield from tree(n - 1); yield n; yield from tree(n - 1)
print(list(tree(3)))
class Custom:
    def __iter__(self): return self
    def __next__(self): return "n"
    def send(self, v): print("custom send", v); return ("sent", v)
    def throw(self, *a): print("custom throw", a[0]); raise StopIteration("thrown result")
    def close(self): print("custom close")
def d():
    r = yield from Custom()
    print("r", r); yield r
g = d(); print(next(g), g.send(5), g.throw(KeyError("k")) )
g = d(); next(g); g.close()
def ret(): return (yield from ()) or "empty"
try: next(ret())
except StopIteration as e: print(e.value)
def e():
    try: yield from 5
    except TypeError as t: print(t); yield "x"
print(list(e()))
def f(): yield from f2()
def f2(): yield 1; raise KeyError("from f2")
try: list(f())
except KeyError as k: print(repr(k))
print([*(yield_ for yield_ in [1])], sum(chain([1], [2, 3])), dict(chain([("a", 1)], {"b": 2}.items())))
