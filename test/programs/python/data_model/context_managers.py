# __enter__ and __exit__: order, suppression, exceptions in exit.
class CM:
    def __init__(self, name, suppress=False, fail=None): self.name, self.suppress, self.fail = name, suppress, fail
    def __enter__(self): print("enter", self.name); return self.name.upper()
    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind.__name__ if kind else None, value, tb is not None)
        if self.fail: raise self.fail
        return self.suppress
with CM("a") as x: print("body", x)
with CM("a") as x, CM("b") as y: print(x, y)
with (CM("c") as x, CM("d"),): print(x)
with CM("s", True): raise ValueError("suppressed")
print("after")
try:
    with CM("outer"), CM("inner", True): raise KeyError("k")
except KeyError: print("not here")
try:
    with CM("one", True), CM("two", fail=OSError("from exit")): raise KeyError("k")
except OSError as e: print("escaped")
try:
    with CM("f", fail=RuntimeError("exit failed")): raise ValueError("body failed")
except RuntimeError as e: print(e, "| context:", repr(e.__context__))
def f():
    with CM("return"): return "value"
print(f())
for i in range(3):
    with CM(str(i)):
        if i == 0: continue
        break
with CM("xy") as (a, b): print(a, b)
d = {}
with CM("item") as d["k"]: print(d)
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
for bad in (NoExit(), NoEnter(), 5):
    try:
        with bad: pass
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
class Inst: pass
o = Inst(); o.__enter__ = lambda: 1; o.__exit__ = lambda *a: 1
try:
    with o: pass
except TypeError as e: print(e)
