# match: value patterns with dots, as-patterns, or-patterns, binding.
class Color: RED = 1; GREEN = 2; class_name = "c"
class NS:
    class Inner: deep = "deep value"
def f(v):
    match v:
        case Color.RED | Color.GREEN as c: return f"color {c}"
        case NS.Inner.deep: return "deep"
        case [Color.RED, x]: return f"red then {x}"
        case {"c": Color.GREEN, **rest}: return f"green {rest}"
        case (1 | 2 | 3) | (4 | 5) as n: return f"up to five {n}"
        case [(1 | "one") as a, (2 | "two") as b]: return f"{a} {b}"
        case ("x" as a, _) | (_, "x" as a): return f"x found {a}"
        case int(x) | str(x) as whole: return f"{x} {whole}"
        case _: return None
for v in (1, 2, "deep value", [1, 9], {"c": 2, "d": 3}, 3, 5, ["one", 2], ["x", 0], [0, "x"], 77, "str", 1.0, 2.5): print(repr(v), f(v), sep=" -> ")
x = "before"
match [1, 2]:
    case [x, 3]: print("no")
    case [1, y]: print(x, y)
match 5:
    case z if z > 10: print("no")
    case _: print("z is bound anyway", z)
def count(n):
    print("asked", n, end=" "); return n
match count(3):
    case 1 | 2: print("no")
    case 3: print("once")
match {"a": [1, {"b": (2, 3)}]}:
    case {"a": [one, {"b": (two, *three)}]}: print(one, two, three)
for n in range(4):
    match n:
        case 0: continue
        case 2: break
    print("loop", n)
match ...:
    case _ if ... is Ellipsis: print("ellipsis")
match (1, "a", None, True, 2.5):
    case (int(), str(), None, True, float(f)): print("types", f)
