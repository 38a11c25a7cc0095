# A vector with all operators.
import math
class Vector:
    __slots__ = ("x", "y")
    def __init__(self, x=0, y=0): self.x, self.y = x, y
    def __repr__(self): return f"Vector({self.x!r}, {self.y!r})"
    def __str__(self): return f"<{self.x}, {self.y}>"
    def __format__(self, spec): return f"<{self.x:{spec}}, {self.y:{spec}}>"
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y) if isinstance(o, Vector) else NotImplemented
    def __sub__(self, o): return self + -o
    def __neg__(self): return Vector(-self.x, -self.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k) if isinstance(k, (int, float)) else NotImplemented
    __rmul__ = __mul__
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __abs__(self): return math.hypot(self.x, self.y)
    def __bool__(self): return self.x != 0 or self.y != 0
    def __eq__(self, o): return isinstance(o, Vector) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __iter__(self): return iter((self.x, self.y))
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __round__(self, n=0): return Vector(round(self.x, n), round(self.y, n))
v, w = Vector(3, 4), Vector(1.25, -2)
print(v + w, v - w, -v, v * 2, 2 * v, v @ w, abs(v), bool(Vector()), v == Vector(3, 4), v != w, hash(v) == hash(Vector(3, 4)))
print(repr(v), f"{v:.2f}", f"{w}", list(v), v[0], v[-1], v[:], len(v), round(w, 1), {v: 1}[Vector(3, 4)], max([v, w], key=abs), sum([v, w], Vector()))
x, y = v; v += w; print(x, y, v, [*w], (*v, *w))
for bad in (lambda: v + 1, lambda: "a" * v, lambda: v * "a", lambda: v < w, lambda: v[5], lambda: setattr(v, "z", 1), lambda: v @ 5):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
