# match: class patterns with positional and keyword parts.
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Point3(Point):
    __match_args__ = ("x", "y", "z")
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z
class Bare: pass
def f(o):
    match o:
        case Point3(x, y, 0): return f"flat {x} {y}"
        case Point3(z=z): return f"3d {z}"
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"on y axis {y}"
        case Point(x, y) if x == y: return f"diagonal {x}"
        case Point(x, Point(a, b)): return f"nested {x} {a} {b}"
        case Point(): return "some point"
        case Bare(attr=v): return f"bare {v}"
        case str(s) | bytes(s): return f"text {s}"
        case int(n) | float(n): return f"number {n}"
        case list([a, *_]): return f"list {a}"
        case dict({"k": v}): return f"dict {v}"
        case tuple((a, b)): return f"tuple {a} {b}"
        case _: return "other"
b = Bare(); b.attr = 5
for v in (Point(0, 0), Point(0, 7), Point(2, 2), Point(1, Point(3, 4)), Point(1, 2), Point3(1, 2, 0), Point3(1, 2, 9), b, Bare(), "s", b"b", 5, 2.5, True, [1, 2], [], {"k": 1}, {}, (1, 2), (1,), None): print(f(v))
for bad in ("count", "noargs", "args", "dup"):
    try:
        match Point(1, 2):
            case Point(1, 2, 3) if bad == "count": pass
            case Bare() if bad == "noargs": pass
    except TypeError as e: print(e)
try:
    match b:
        case Bare(1): pass
except TypeError as e: print(e)
try:
    match 5:
        case int(1, 2): pass
except TypeError as e: print(e)
try:
    match Point(1, 2):
        case Point(1, x=1): pass
except TypeError as e: print(e)
class BadArgs: __match_args__ = ["x"]
try:
    match BadArgs():
        case BadArgs(1): pass
except TypeError as e: print(e)
try:
    match 5:
        case len(): pass
except TypeError as e: print(e)
