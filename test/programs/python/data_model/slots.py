# __slots__: restrictions, inheritance, descriptors, errors.
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
print(p.x, p.y, P.__slots__, hasattr(p, "__dict__"))
try: p.z = 3
except AttributeError as e: print(e)
del p.x
try: p.x
except AttributeError as e: print(type(e).__name__, e)
try: del p.x
except AttributeError as e: print(type(e).__name__, e)
class Q(P):
    __slots__ = ("z",)
q = Q(1, 2); q.z = 3
print(q.x, q.y, q.z)
try: q.w = 4
except AttributeError as e: print(e)
class R(P): pass
r = R(1, 2); r.anything = 5
print(r.__dict__, r.anything, r.x)
try:
    class S: __slots__ = ("a",); a = 1
except ValueError as e: print(e)
try:
    class T(int): __slots__ = ("a",)
except TypeError as e: print(e)
class U: __slots__ = "single"
u = U(); u.single = 1
print(u.single)
class V: __slots__ = ("__private", "__dict__")
v = V(); v.free = 1
print(v.__dict__, [s for s in V.__slots__])
class W: __slots__ = {"doc": "documented"}
w = W(); w.doc = 2
print(w.doc, type(W.doc).__name__)
class Empty: __slots__ = ()
try: Empty().x = 1
except AttributeError as e: print(e)
try:
    class X: __slots__ = ("1bad",)
except TypeError as e: print(e)
try:
    class Y: __slots__ = (1,)
except TypeError as e: print(e)
