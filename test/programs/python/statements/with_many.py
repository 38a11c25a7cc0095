# with: several managers, parentheses, targets, nesting, exceptions between.
class M:
    log = []
    def __init__(self, n, swallow=False, fail_enter=False): self.n, self.s, self.fe = n, swallow, fail_enter
    def __enter__(self):
        M.log.append(f"enter {self.n}")
        if self.fe: raise RuntimeError(f"enter {self.n} failed")
        return [self.n, self.n * 2]
    def __exit__(self, t, v, tb): M.log.append(f"exit {self.n} {t.__name__ if t else None}"); return self.s
def show(): print(M.log); M.log.clear()
with M("a") as x, M("b") as (y, z), M("c"): M.log.append(f"{x} {y} {z}")
show()
with (M("a") as x, M("b") as [y, *z]): pass
show()
with (M("a"), M("b")): pass
show()
with (M("t")) as x: pass
show()
try:
    with M("a"), M("b", fail_enter=True), M("c"): M.log.append("body")
except RuntimeError as e: M.log.append(str(e))
show()
with M("outer", True):
    with M("inner"): raise KeyError("k")
show()
with M("a", True), M("b", True): raise ValueError
show()
def f():
    for i in range(3):
        with M(i) as v:
            if i == 1: return v
print(f()); show()
with M("x") as M.attr, M("y") as M.log2: pass
print(M.attr, M.log2); show()
def g():
    with M("gen"): yield 1; yield 2
it = g(); next(it); it.close(); show()
try:
    with M("e") as (a, b, c): pass
except ValueError as e: M.log.append(str(e))
show()
d = {}
with M("k") as d["k"], M("n2") as n2: pass
show(); print(d, n2)
