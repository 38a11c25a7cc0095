# match statements.
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def m(v):
    match v:
        case 0: return "zero"
        case 1 | 2: return "one or two"
        case -1.5: return "float"
        case "a" | "b": return "ab"
        case None: return "none"
        case True: return "true"
        case []: return "empty"
        case [x]: return ("single", x)
        case [1, *rest]: return ("one then", rest)
        case (a, b) if a == b: return ("same", a)
        case [a, [b, c]]: return ("nested", a, b, c)
        case {"k": v, **rest}: return ("map", v, rest)
        case {}: return "dict"
        case Point(x=0, y=yy): return ("on y", yy)
        case Point(x, y): return ("point", x, y)
        case str() as s: return ("str", s)
        case int(n) if n > 100: return ("big", n)
        case int() | float(): return "number"
        case (a, *_, z): return ("ends", a, z)
        case _: return "other"
for v in (0, 1, 2, -1.5, "b", "zz", None, [], [7], [1, 2, 3], (4, 4), [5, [6, 7]], {"k": 1, "z": 2}, {}, {"q": 1}, Point(0, 3), Point(1, 2), 500, 50, 2.5, (1.5, 2, 3), object, [9, 8, 7]):
    print(m(v))
class Color:
    RED = 1
def dotted(v):
    match v:
        case Color.RED: return "red"
        case _: return "no"
print(dotted(1), dotted(2))
match [1, 2]:
    case [a, b]:
        pass
print(a, b)
try:
    match Point(1, 2):
        case Point(1, 2, 3): pass
except TypeError as e:
    print(e)
