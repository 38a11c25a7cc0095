# LEGB: local, enclosing, global, built-in.
x = "global"
def f():
    x = "f"
    def g():
        def h(): return x
        return h()
    return g()
print(f(), x)
def shadow(): len = lambda v: "shadowed"; return len([])
print(shadow(), len([]))
def late():
    def inner(): return value
    value = 1; first = inner()
    value = 2
    return first, inner()
print(late())
def unbound():
    try: print(x)
    except UnboundLocalError as e: print(e)
    x = 1
unbound()
def free():
    def inner(): return y
    try: inner()
    except NameError as e: print(type(e).__name__, e)
    y = 1
    del y
    try: inner()
    except NameError as e: print(type(e).__name__, e)
    try: y
    except UnboundLocalError as e: print(e)
free()
try: nowhere
except NameError as e: print(e, e.name)
def default(a=x): return a
x = "changed"
print(default(), x)
del x
try: x
except NameError as e: print(e)
