# nonlocal and global, nested.
count = 0
def outer():
    count = 10
    def inner():
        nonlocal count
        count += 1
        def deepest():
            nonlocal count
            count *= 2
            return count
        return deepest()
    def to_global():
        global count
        count += 100
    to_global()
    return inner(), count
print(outer(), count)
def make():
    global created, count
    created = "here"; count = -1
make(); print(created, count)
def counter():
    n = 0
    def up(by=1): nonlocal n; n += by; return n
    def get(): return n
    return up, get
up, get = counter(); up2, get2 = counter()
up(); up(5); up2()
print(get(), get2())
class C:
    global gx
    gx = "global from class"
    y = 1
    def m(self): return gx
print(gx, C().m(), hasattr(C, "gx"))
def f():
    v = 1
    class D:
        nonlocal v
        v = 2
        w = v
    return v, D.w, hasattr(D, "v")
print(f())
def g():
    global fn
    def fn(): return "defined globally"
    global mod; import math as mod
g(); print(fn(), mod.pi > 3)
def loop():
    global i
    for i in range(3): pass
loop(); print(i)
