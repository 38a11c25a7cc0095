# In which order the parts of a call are evaluated, refused and named.
class Sub:
    def __init__(s, v, w=0): s.v = v
    def __add__(s, o): print("add"); return (1,)
    def __radd__(s, o): print("radd"); return [1, 2]
three = 3


def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
g = lambda *args, **kw: [args, kw]
for n in ((1,2), [1,2], 5, "ab"):
    t(lambda: g(*(n), **{1: 2}))
    t(lambda: g(*n, **{**{}, 1: 2}))
    t(lambda: three(*n, **{1: 2}))
    t(lambda: g(*n, **{"a": 2}, a=3))
    t(lambda: g(*n, a=3, **{"a": 2}))
    t(lambda: g(*n, a=3, **5))
    t(lambda: three(*n, a=3, **5))
    t(lambda: g(*(n) + n, **{1: 2}))
    t(lambda: print(*n, **{1: 2}))
    t(lambda: (p, *b, q) if (p := 1) else 0)
    t(lambda: int(*n, **{}))
